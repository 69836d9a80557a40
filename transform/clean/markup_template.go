package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// fillings are the pairs of signs around what a program should have filled in.
var fillings = [][2]string{{"{{{", "}}}"}, {"{{", "}}"}, {"{%", "%}"}, {"<%", "%>"}, {"[%", "%]"}, {"${", "}"}, {"%%", "%%"},
	{"*|", "|*"}, {"##", "##"}, {"#{", "}"}, {"{$", "}"}, {"%", "%"}}

// maxFilling is how long a place to fill may be.
const maxFilling = 200

// templateMarks cuts places that a program should have filled in. A Markdown text, and
// one that names templates twice, is taken to speak about them.
func templateMarks(p *page, e *schema.Edits) {
	s, hint := p.text, 0
	if p.holdsTags() || strings.Count(s, "emplate") > 1 {
		return
	}
	for at := 0; at < len(s); {
		n := strings.IndexAny(s[at:], "{<[$%*#")
		if n < 0 {
			return
		}
		at += n
		if text.InCode(p.code, at, &hint) {
			at = p.code[hint].End
			continue
		}
		end := p.filling(at)
		if end == 0 {
			at++
			continue
		}
		end = p.fillingGap(at, end)
		e.Cut(at, end, kindTemplate)
		at = end
	}
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
			return 0
		}
		end := from + n + len(f[1])
		if !fillingName(f[0], s[from:from+n]) || quoted(s, at, end) || p.aboutFilling(at, end, f[0]) {
			return 0
		}
		return end
	}
	return 0
}

// fillingName says whether what stands between the signs is a name, a call or a word of a template.
func fillingName(open, within string) bool {
	said := strings.TrimSpace(within)
	if said == "" || strings.IndexByte(said, '\n') >= 0 {
		return false
	}
	switch open {
	case "%":
		return strings.IndexByte(within, '_') > 0 && len(within) > 4 && strings.Trim(within, "ABCDEFGHIJKLMNOPQRSTUVWXYZ_") == ""
	case "%%", "*|", "##":
		return len(said) > 2 && strings.Trim(said, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-:") == ""
	case "${", "#{", "{$":
		return text.Letter(within[0]) && strings.Trim(within, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.") == "" && strings.ToUpper(within) != within
	case "{{", "{{{":
		first := strings.TrimLeft(said, "#/^>&!~=- ")
		return first != "" && (text.Letter(first[0]) || first[0] == '_') && !strings.ContainsAny(said, "{}\\$&;")
	}
	return strings.Trim(said, "=-#: ") != "" && !strings.ContainsAny(said, "<>")
}

// aboutFilling says whether a place to fill stands in a line that speaks about such places: it is in a
// path or an address, its line holds other dollar signs, or a word says so.
func (p *page) aboutFilling(at, end int, open string) bool {
	s := p.text
	before, behind := beside(s, at, end, 64, 48)
	if speaksOfMarkup(before) || speaksOfMarkup(behind) {
		return true
	}
	if open != "${" && open != "%" && open != "#{" && open != "{$" {
		return false
	}
	line := before + behind
	touches := at > 0 && strings.IndexByte("/=:.-_\\", s[at-1]) >= 0 || end < len(s) && strings.IndexByte("/=:-_\\", s[end]) >= 0
	return touches || strings.Count(line, "$") > strings.Count(line, "${") || strings.ContainsAny(line, "`;")
}

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
