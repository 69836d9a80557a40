package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// fillings are the pairs of signs around what a program should have filled in.
var fillings = [][2]string{{"{{{", "}}}"}, {"{{", "}}"}, {"{!!", "!!}"}, {"{%", "%}"}, {"{#", "#}"}, {"{#", "}"}, {"<%", "%>"}, {"<#", ">"}, {"</#", ">"}, {"<<", ">>"},
	{"[%", "%]"}, {"[[", "]]"}, {"[+", "+]"}, {"[!", "!]"}, {"[~", "~]"}, {"[#", "]"}, {"[/#", "]"}, {"$[[", "]]"}, {"${", "}"}, {"$!{", "}"}, {"%%", "%%"}, {"%{", "}"}, {"%(", ")"},
	{"@@", "@@"}, {"@{", "}"}, {"*{", "}"}, {"*|", "|*"}, {"##", "##"}, {"#{", "}"}, {"{$", "}"}, {"{/", "}"}, {"{!", "}"}, {"{:", "}"}, {"{@", "}"}, {"{?", "}"}, {"{^", "}"}, {"{", "}"}, {"%", "%"}, {"$", "$"},
	{"«", "»"}}

// fillingByte marks the bytes that a place to fill or a directive begins with.
var fillingByte = func() (t [256]bool) {
	for _, f := range fillings {
		t[f[0][0]] = true
	}
	t['@'], t['#'] = true, true
	return t
}()

// maxFilling is how long a place to fill may be.
const maxFilling = 200

// templateMarks cuts places that a program should have filled in. A Markdown text, and
// one that names templates twice, is taken to speak about them.
func templateMarks(p *page, e *schema.Edits) {
	s, hint := p.text, 0
	if p.holdsTags() || speaksOfTemplates(s) {
		return
	}
	for at := 0; at < len(s); {
		if !fillingByte[s[at]] {
			at++
			continue
		}
		if text.InCode(p.code, at, &hint) {
			at = p.code[hint].End
			continue
		}
		end := p.filling(at)
		if end == 0 {
			end = p.directive(at)
		}
		if end == 0 {
			at++
			continue
		}
		end = p.fillingGap(at, end)
		e.Cut(at, end, kindTemplate)
		at = end
	}
}

// speaksOfTemplates says whether a text that names templates does so as a manual does: twice, with places
// to fill beside it.
func speaksOfTemplates(s string) bool {
	return strings.Count(s, "emplate") > 1
}

// filling returns where the place to fill ends that begins at a place, 0 for none.
func (p *page) filling(at int) int {
	s := p.text
	for _, f := range fillings {
		if !strings.HasPrefix(s[at:], f[0]) {
			continue
		}
		from := at + len(f[0])
		n := strings.Index(s[from:min(len(s), from+maxFilling)], f[1])
		if n < 1 {
			continue
		}
		end := from + n + len(f[1])
		if f[0] == "%(" {
			if end = conversion(s, end); end == 0 || at > 0 && wordy(s[at-1]) {
				continue
			}
		}
		if !p.fillingName(f[0], s[from:from+n], at, end) || quoted(s, at, end) || p.aboutFilling(at, end, f[0]) {
			continue
		}
		if f[0] == "{{" && strings.HasPrefix(s[end:], "}") && !strings.HasSuffix(s[from:from+n], "}") {
			continue
		}
		return end
	}
	return 0
}

const (
	capitals = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	small    = "abcdefghijklmnopqrstuvwxyz"
	digits   = "0123456789"
)

// only says whether some text is made of some characters alone.
func only(s, characters string) bool { return strings.Trim(s, characters) == "" }

// fillingName says whether what stands between the signs is a name, a call or a word of a template.
func (p *page) fillingName(open, within string, at, end int) bool {
	said := strings.TrimSpace(within)
	if said == "" || strings.IndexByte(said, '\n') >= 0 && (open != "<%" && open != "{%" && open != "{#" && open != "{{" || strings.Contains(said, "\n\n")) {
		return false
	}
	switch open {
	case "%", "$":
		return strings.IndexByte(within, '_') > 0 && len(within) > 4 && only(within, capitals+"_")
	case "##":
		return len(said) > 2 && only(said, capitals+digits+"_-:")
	case "%%", "@@", "*|":
		if n := len(said); open == "%%" && n > 4 && (said[0] == '=' && said[n-1] == '=' || said[0] == '[' && said[n-1] == ']') {
			return true // AMPscript
		}
		return len(said) > 2 && only(said, small+capitals+digits+"_-:") && text.Letter(said[0])
	case "${", "#{", "{$", "$!{", "%{", "@{", "*{", "{!":
		return expression(open, within)
	case "%(", "$[[":
		return text.Letter(within[0]) && only(within, small+capitals+digits+"_.-")
	case "{{", "{{{":
		return fillingWords(said)
	case "[[":
		return len(within) > 1 && strings.IndexByte("+*~$!%", within[0]) >= 0 && (nameLetter(within[1]) || within[1] == '+') || strings.HasPrefix(within, "widget:")
	case "[+", "[!", "[~":
		return only(within, small+capitals+digits+"_.-")
	case "{#":
		if p.text[end-2] != '#' {
			return p.block(within, end)
		}
		return isBlank(within[0]) && isBlank(within[len(within)-1])
	case "<#", "</#", "[#", "[/#":
		return directiveTag(open, within)
	case "<<", "«":
		return strings.IndexByte(within, '_') > 0 && only(within, small+capitals+digits+"_")
	case "{/":
		return only(within, small+capitals+digits+"_:") && p.openedBefore(within, at)
	case "{:", "{@":
		word, _, _ := strings.Cut(within, " ")
		return open == "{:" && (word == "else" || word == "then" || word == "catch") || open == "{@" && (word == "html" || word == "debug" || word == "render")
	case "{?", "{^":
		return p.block(within, end)
	case "{":
		return p.blockWord(within, end) || len(within) > 4 && strings.IndexByte(within, '_') > 0 && only(within, capitals+"_") && p.standsFree(at, end)
	}
	return strings.Trim(said, "=-#: ") != "" && !strings.ContainsAny(said, "<>")
}

// conversion returns where `s` ends behind a name in round brackets, or another letter of a format; 0 for none.
func conversion(s string, at int) int {
	for at < len(s) && (digit(s[at]) || s[at] == '.') {
		at++
	}
	if at == len(s) || strings.IndexByte("sdfri", s[at]) < 0 || at+1 < len(s) && wordy(s[at+1]) && s[at+1] < utf8.RuneSelf {
		return 0
	}
	return at + 1
}

// expression says whether a name or what is computed from one stands in braces behind a sign. Names in
// capitals alone are those of a shell.
func expression(open, within string) bool {
	name := strings.TrimLeft(within, "$@/")
	if name == "" || open == "{$" && name != within || !text.Letter(name[0]) || strings.ToUpper(within) == within {
		return false
	}
	if only(name, small+capitals+digits+"_.") {
		return true
	}
	n := 0
	for n < len(name) && (nameLetter(name[n]) || name[n] == '_' || name[n] == '.') {
		n++
	}
	rest := name[n:]
	return open != "@{" && open != "{!" && strings.IndexByte("?!([|-:> ", rest[0]) >= 0 && strings.ContainsAny(rest, "?!([|:>'\"") && !strings.ContainsAny(rest, "{;\\") ||
		open == "@{" && only(name, small+capitals+digits+"_./-")
}

// directiveTag says whether a word of FreeMarker stands behind its sign.
func directiveTag(open, within string) bool {
	word, _, _ := strings.Cut(within, " ")
	if open[0] == '<' {
		return text.Letter(within[0]) && only(strings.Fields(within)[0], small+"/")
	}
	return word == "if" || word == "else" || word == "elseif" || word == "list" || word == "assign" || word == "include" || word == "macro"
}

// block says whether a place to fill opens what `{/word}` closes.
func (p *page) block(within string, end int) bool {
	word, _, _ := strings.Cut(within, " ")
	if word == "" || !text.Letter(word[0]) || p.misses > maxMisses {
		return false
	}
	if strings.Contains(p.text[end:min(len(p.text), end+2000)], "{/"+word+"}") {
		return true
	}
	p.misses++
	return false
}

// standsFree says whether a place to fill stands between blanks, marks and the borders of a line.
func (p *page) standsFree(at, end int) bool {
	s := p.text
	return (at == 0 || s[at-1] <= ' ' || s[at-1] >= utf8.RuneSelf) && (end == len(s) || s[end] <= ' ' || strings.IndexByte(",.!?", s[end]) >= 0 || s[end] >= utf8.RuneSelf)
}

// fillingWords says whether double braces hold a place to fill: it begins with a letter of any script, a
// string, a variable or a sign of the template language, or it is a sum with blanks around.
func fillingWords(said string) bool {
	if strings.ContainsAny(said, "{}\\") || strings.Contains(said, ", ") && !strings.ContainsAny(said, "(:\"'|=") {
		return false
	}
	if strings.HasPrefix(said, "<") || strings.HasPrefix(said, "%") { // shortcodes of Hugo
		return strings.HasSuffix(said, ">") || strings.HasSuffix(said, "%")
	}
	first := strings.TrimLeft(said, "#/^>&!~=-*+:@. ")
	if first == "" {
		return false
	}
	r, _ := utf8.DecodeRuneInString(first)
	switch {
	case unicode.IsLetter(r), r == '_':
		return true
	case r == '"' || r == '\'' || r == '$' || r == '(':
		return len(first) > 2
	}
	return digit(first[0]) && strings.ContainsAny(first, " ") && strings.ContainsAny(first, "+*?-|")
}

// openedBefore says whether braces with a name stand before those with a slash and the same name.
func (p *page) openedBefore(name string, at int) bool {
	if p.misses > maxMisses {
		return false
	}
	s := p.text[max(0, at-2000):at]
	n := strings.LastIndex(s, name)
	for n > 0 && (strings.IndexByte("{#?^", s[n-1]) < 0 || n+len(name) < len(s) && nameLetter(s[n+len(name)])) {
		n = strings.LastIndex(s[:n], name)
	}
	found := n > 0
	if !found {
		p.misses++
	}
	return found
}

// maxMisses is how many braces with a slash may have no counterpart before no further one is looked for.
const maxMisses = 256

// blockWord says whether single braces hold a word of a template: one that `{/word}` closes, or one with
// variables or with attributes in quotes.
func (p *page) blockWord(within string, end int) bool {
	n := 0
	for n < len(within) && (nameLetter(within[n]) || within[n] == '_' || within[n] == ':') {
		n++
	}
	if n == 0 || !text.Letter(within[0]) || n < len(within) && within[n] != ' ' || strings.IndexByte(within, ':') == n {
		return false
	}
	word, rest := within[:n], within[n:]
	if word == "else" || word == "loadposition" || word == "loadmodule" || word == "elseif" {
		return true
	}
	ahead := p.text[end:min(len(p.text), end+2000)]
	if k := strings.Index(ahead, "{/"+word+"}"); k >= 0 {
		return n > 1
	}
	return rest != "" && n > 1 && (strings.Contains(rest, "=$") || strings.HasPrefix(rest, " $") || shortcode(rest)) || word == "l" && shortcode(rest)
}

// directives are words of template languages that stand alone in a line, or with their condition.
var directives = wordSet("if elseif else endif foreach endforeach for endfor while endwhile include extends section endsection yield stop show push endpush csrf isset endisset empty endempty auth endauth guest endguest set end parse macro")

// directive returns where a directive ends that begins at a place: `@if($x)` and `@endif` in a line of their
// own, `#set($x = 1)`, `#end`.
func (p *page) directive(at int) int {
	s := p.text
	if s[at] != '@' && s[at] != '#' || at > 0 && s[at-1] > ' ' {
		return 0
	}
	stop := nameEnd(s, at+1, len(s))
	if !directives[s[at+1:stop]] {
		return 0
	}
	_, behind := beside(s, at, at, 0, 2*maxFilling)
	end, line := stop, at+len(behind)
	if stop < line && s[stop] == '(' {
		if end = matching(s, stop, line, '(', ')') + 1; end == 0 || strings.IndexByte(s[stop:end], '$') < 0 && strings.IndexAny(s[stop:end], "'\"") < 0 {
			return 0
		}
		if s[at] == '#' && strings.IndexByte(s[stop:end], '$') < 0 && s[at+1:stop] != "parse" && s[at+1:stop] != "include" {
			return 0
		}
	}
	switch {
	case s[at] == '@':
		if end == stop && (!p.opensDirective('@') || !strings.HasPrefix(s[at:], "@e") && !p.aloneBetween(at, end)) || end < line && s[end] > ' ' {
			return 0
		}
	case end == stop:
		if s[at+1:stop] != "end" && s[at+1:stop] != "else" || !p.opensDirective('#') {
			return 0
		}
	}
	return end
}

// aloneBetween says whether a line holds [from,to) and nothing else.
func (p *page) aloneBetween(from, to int) bool {
	before, behind := beside(p.text, from, to, 40, 40)
	return trimWhite(before) == "" && trimWhite(behind) == ""
}

// aboutFilling says whether a place to fill stands in a line that speaks about such places: it is in a
// path or an address, its line holds other dollar signs, or a word says so.
func (p *page) aboutFilling(at, end int, open string) bool {
	s := p.text
	before, behind := beside(s, at, end, 64, 48)
	if speaksOf(before, placeWords) || speaksOf(behind, placeWords) {
		return true
	}
	if !weakFillings[open] {
		return false
	}
	if speaksOf(before, formatWords) || speaksOf(behind, formatWords) {
		return true
	}
	line := before + behind
	plain := strings.Count(line, "$") - strings.Count(line, "${") - strings.Count(line, "{$") - strings.Count(line, "$!{")
	if n := strings.Count(line, "_$"); open == "$" || n > 0 {
		plain -= 2 * n
	}
	touches := at > 0 && strings.IndexByte("/=:.-_\\", s[at-1]) >= 0 || end < len(s) && strings.IndexByte("/=:-_\\", s[end]) >= 0
	return touches || plain > 0 && strings.IndexByte(open, '$') >= 0 || strings.IndexByte(line, '`') >= 0 || open != "$[[" && strings.IndexByte(line, ';') >= 0
}

// weakFillings are signs that stand in programs and in texts about them too.
var weakFillings = wordSet("${ % #{ {$ $!{ $ %( %{ @{ *{ {! $[[ { << [#")

// fillingGap returns where a cut ends, with the blank that would stand double.
func (p *page) fillingGap(at, end int) int {
	s := p.text
	begins := at == 0 || s[at-1] == '\n'
	if begins || isBlank(s[at-1]) {
		for end < len(s) && isBlank(s[end]) {
			end++
		}
		if begins && end < len(s) && s[end] == '\n' {
			end++
		}
	}
	return end
}

// opensDirective says whether the text holds a directive with a condition, after @ or #.
func (p *page) opensDirective(sign byte) bool {
	known := &p.directives[0]
	if sign == '#' {
		known = &p.directives[1]
	}
	if *known == 0 {
		*known = -1
		for _, word := range []string{"if(", "foreach(", "section(", "macro("} {
			if strings.Contains(p.text, string(sign)+word) {
				*known = 1
			}
		}
	}
	return *known > 0
}
