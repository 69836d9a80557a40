package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// frontMatter cuts a block of names and values between two lines of dashes that begins the text.
func frontMatter(p *page, e *schema.Edits) {
	s, names := p.text, 0
	for i := 1; i < len(p.lines) && i < 200; i++ {
		l := p.lines[i].of(s)
		switch {
		case strings.TrimRight(l, " \t\r") == s[:3]:
			if names > 0 {
				e.Cut(0, p.lines[i].next, kindFrontMatter)
			}
			return
		case metaLine(l):
			names++
		case l != "" && !isBlank(l[0]) && l[0] != '-' && l[0] != '#' && l[0] != '[' && l[0] != '\r':
			return
		}
	}
}

// metaLine says whether a line is `name: value` or `name = value`.
func metaLine(l string) bool {
	i := 0
	for i < len(l) && (nameLetter(l[i]) || l[i] == '_' || l[i] == '-' || l[i] == '.') {
		i++
	}
	if i == 0 || i > 40 || i == len(l) {
		return false
	}
	return l[i] == ':' && (i+1 == len(l) || l[i+1] == ' ' || l[i+1] == '\r') || strings.HasPrefix(l[i:], " = ") || strings.HasPrefix(l[i:], " : ")
}

// styleRemains cuts rules of style sheets and statements of scripts that stand in a text without
// their tags, line by line.
func styleRemains(p *page, e *schema.Edits) {
	w := styleScan{page: p, text: p.text}
	for i := 0; i < len(p.lines); {
		n := i
		if !p.lines[i].code && !w.inTag(p.lines[i].start) && !w.shown(i) {
			if n = w.rules(i); n == i && i >= w.told {
				n = w.script(i)
			}
		}
		if n == i {
			i++
			continue
		}
		e.Cut(p.lines[i].start, p.lines[n-1].next, kindStyle)
		i = n
	}
}

// styleScan goes through the lines of a page.
type styleScan struct {
	page *page
	text string
	tag  int // the next whole tag
	told int // lines before it are known to be no script
}

// inTag says whether a line begins inside a script, a comment or a tag that stays.
func (w *styleScan) inTag(at int) bool {
	tags := w.page.tags
	for w.tag < len(tags) && tags[w.tag].End <= at {
		w.tag++
	}
	return w.tag < len(tags) && tags[w.tag].start < at
}

// shown says whether line i stands behind one that announces it, as an example does.
func (w *styleScan) shown(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		said := w.page.lines[k].said(w.text)
		if said == "" {
			continue
		}
		return strings.HasSuffix(said, ":") || strings.HasSuffix(said, "：") || text.Prose(said) && speaksOfStyle(said)
	}
	return false
}

func speaksOfStyle(said string) bool {
	for _, word := range []string{"CSS", "css", "JavaScript", "javascript", "stylesheet", "snippet"} {
		if strings.Contains(said, word) {
			return true
		}
	}
	return false
}

// rules returns the end of the lines from i on that are rules of a style sheet as a whole, i if they
// are none.
func (w *styleScan) rules(i int) int {
	s, lines := w.text, w.page.lines
	if said := lines[i].said(s); said == "" || !selectorByte(said[0]) {
		return i
	}
	at, end := lines[i].start, i
	for {
		stop := cssRule(s, at, 0)
		if stop == 0 {
			break
		}
		at = text.SkipWhite(s, stop)
		for end < len(lines) && lines[end].next <= at {
			end++
		}
		if end < len(lines) && trimWhite(s[min(stop, lines[end].end):lines[end].end]) == "" && stop > lines[end].start {
			end++
		}
	}
	return end
}

func selectorByte(b byte) bool { return nameLetter(b) || strings.IndexByte(".#@*:[/", b) >= 0 }

// cssRule returns where the rule ends that begins at a place, 0 if there is none.
func cssRule(s string, at, depth int) int {
	at = skipComment(s, at)
	n := strings.IndexAny(s[at:min(len(s), at+600)], "{};")
	if n < 1 || s[at+n] != '{' || !cssSelector(strings.TrimSpace(s[at:at+n])) {
		return 0
	}
	body := at + n + 1
	if s[at] == '@' && depth < 2 {
		if stop := cssNested(s, body, depth); stop > 0 {
			return stop
		}
	}
	return cssBody(s, body)
}

// cssNested returns the end of @media {…}: rules within a rule.
func cssNested(s string, at, depth int) int {
	for range 500 {
		if at = skipComment(s, at); at < len(s) && s[at] == '}' {
			return at + 1
		}
		stop := cssRule(s, at, depth+1)
		if stop == 0 {
			return 0
		}
		at = stop
	}
	return 0
}

// cssSelector says whether a selector stands here, and no sentence: it begins with a sign or an
// element's name, and every word in it is one of these.
func cssSelector(sel string) bool {
	if sel == "" {
		return false
	}
	if sel[0] == '@' {
		return len(sel) > 2 && text.Letter(sel[1])
	}
	for _, word := range strings.FieldsFunc(sel, func(r rune) bool { return r == ' ' || r == ',' || r == '>' || r == '+' || r == '~' || r == '\n' }) {
		if strings.IndexByte(".#*:[", word[0]) >= 0 {
			continue
		}
		n := nameEnd(word, 0, len(word))
		if n == 0 || n < len(word) && strings.IndexByte(".#:[%", word[n]) < 0 || text.ElementNamed(word[:n]) == 0 && word != "from" && word != "to" && strings.Trim(word, "0123456789.%") != "" {
			return false
		}
	}
	return strings.Trim(sel, "*") != ""
}

// cssBody returns the end of the declarations that begin at a place, the } included; 0 if they are
// none or no property of theirs is known.
func cssBody(s string, at int) int {
	known := false
	for range 2000 {
		at = skipComment(s, at)
		if at == len(s) {
			return 0
		}
		if s[at] == '}' {
			if known {
				return at + 1
			}
			return 0
		}
		i := at
		for i < len(s) && (text.Letter(s[i]) || s[i] == '-' || s[i] == '_' || s[i] == '*') {
			i++
		}
		name := s[at:i]
		colon := text.SkipWhite(s, i)
		if name == "" || colon == len(s) || s[colon] != ':' {
			return 0
		}
		n := strings.IndexAny(s[colon:min(len(s), colon+2000)], ";{}\n")
		if n < 2 || s[colon+n] == '{' || s[colon+n] == '\n' && !closesRule(s, colon+n) {
			return 0
		}
		known = known || cssKnown(name)
		if at = colon + n; s[at] == ';' {
			at++
		}
	}
	return 0
}

// closesRule says whether a rule ends behind the line that ends at a place.
func closesRule(s string, at int) bool {
	at = text.SkipWhite(s, at)
	return at < len(s) && s[at] == '}'
}

// skipComment returns the first place behind white space and comments.
func skipComment(s string, at int) int {
	for {
		at = text.SkipWhite(s, at)
		if !strings.HasPrefix(s[at:], "/*") {
			return at
		}
		n := strings.Index(s[at:min(len(s), at+4000)], "*/")
		if n < 0 {
			return at
		}
		at += n + 2
	}
}

// cssKnown says whether a name is a property of style sheets, by its first part.
func cssKnown(name string) bool {
	if strings.HasPrefix(name, "-webkit-") || strings.HasPrefix(name, "-moz-") || strings.HasPrefix(name, "-ms-") || strings.HasPrefix(name, "--") {
		return true
	}
	part, _, _ := strings.Cut(name, "-")
	return cssParts[part]
}

var cssParts = func() map[string]bool {
	m := map[string]bool{}
	for _, part := range strings.Fields(`align animation appearance background border bottom box clear clip color content cursor direction display fill
		flex float font gap grid height justify left letter line list margin max min object opacity outline overflow padding pointer position
		right src stroke text top transform transition user vertical visibility white width will word z zoom`) {
		m[part] = true
	}
	return m
}()

// script returns the end of the lines from i on that are statements of a script, i if they are none:
// a paragraph of lines that are code, one of which reaches for the page, or such lines in a row.
func (w *styleScan) script(i int) int {
	s, lines := w.text, w.page.lines
	reaches, end := false, i
	for k := i; k < len(lines) && !lines[k].code; k++ {
		said := lines[k].said(s)
		if said == "" {
			break
		}
		hit := scriptLine(said)
		if !hit && !codeLine(said) {
			break
		}
		reaches = reaches || hit
		end = k + 1
	}
	if !reaches {
		w.told = end
		return i
	}
	return end
}

// hosts are names by which a script of a page reaches the page it is in; idioms are what scripts are
// made of, and other languages too.
var (
	hosts = []string{"document.", "window.", "jQuery", "$(", "dataLayer", "gtag(", "_gaq", "ga('", "googletag", "adsbygoogle",
		"addEventListener", "getElementById", "fbq(", "location.href", "_q.push(", "console.log(", "= {\"",
		"alert(", "onload", "require([", "define([", "new Swiper", "top.location", "self.location", "localStorage", "sessionStorage", "navigator.",
		"__doPostBack", "swfobject", "createElement(", "{\"@context\"", "$.", "wp.", "elementor", "ytcfg"}
	idioms = []string{"function(", "function (", ".push(", "setTimeout(", "typeof ", "undefined", "=>", "var ", "let ", "const ", "||", "&&", "');", "\");", "new Date", "return ", "\":", "null", "true", "false"}
)

// scriptLine says whether a line is a statement of a page's script: it reaches for the page, in two
// ways or by an idiom, ends as a statement does, and is made of signs as much as statements are.
func scriptLine(said string) bool {
	if len(said) < 12 || strings.IndexByte(";})", said[len(said)-1]) < 0 {
		return false
	}
	ways, others, signs := holds(said, hosts), holds(said, idioms), 0
	if ways+others < 2 || ways == 0 {
		return false
	}
	for i := 0; i < len(said); i++ {
		if strings.IndexByte("(){}[];=.'\"|&!", said[i]) >= 0 {
			signs++
		}
	}
	return signs*8 > len(said)
}

// holds counts the words that a line holds.
func holds(said string, words []string) (n int) {
	for _, w := range words {
		if strings.Contains(said, w) {
			n++
		}
	}
	return n
}
