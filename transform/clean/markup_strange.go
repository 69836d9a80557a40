package clean

import (
	"cmp"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// strangers are what stands for < and > where a converter, a font or a string of a script changed them.
var strangers = [][2]string{{"＜", "＞"}, {"‹", "›"}, {"〈", "〉"}, {"⟨", "⟩"}, {"˂", "˃"}, {"«", "»"}, {"\\u003c", "\\u003e"}, {"\\u003C", "\\u003E"},
	{"\\x3c", "\\x3e"}, {"\\x3C", "\\x3E"}, {"%3C", "%3E"}, {"%3c", "%3e"}, {"lt;", "gt;"}, {"&lt ", "&gt"}, {"&lt", "&gt"}}

// maxStranger is how long a tag between such brackets may be.
const maxStranger = 300

// mayStrange says whether a text may hold a tag in other brackets.
func mayStrange(s string, has signs) bool {
	percent := has.any(signPercent) && strings.Contains(s, "%3")
	for _, pair := range strangers {
		if pair[0][0] == '%' && !percent {
			continue
		}
		sign := signTable[pair[0][0]]
		if pair[0] == "lt;" {
			sign = signSemicolon
		}
		if pair[0] == "lt;" && (!has.any(sign) || !endsReference(s, "lt", "lt")) {
			continue
		}
		if has.any(sign) && strings.Contains(s, pair[0]) && strings.Contains(s, pair[1]) {
			return true
		}
	}
	return false
}

// findStrange adds the tags in other brackets, in their order.
func (p *page) findStrange() {
	from := len(p.tags)
	if !mayStrange(p.text, p.has) {
		return
	}
	for _, pair := range strangers {
		if strings.Contains(p.text, pair[0]) {
			p.findBetween(pair)
		}
	}
	if len(p.tags) == from {
		return
	}
	slices.SortStableFunc(p.tags, func(a, b pageTag) int { return cmp.Compare(a.start, b.start) })
	end := 0
	p.tags = slices.DeleteFunc(p.tags, func(t pageTag) bool {
		if t.start < end {
			return true
		}
		end = t.End
		return false
	})
}

func (p *page) findBetween(pair [2]string) {
	s, hint := p.text, 0
	for at := 0; len(p.tags) <= maxPieces; {
		n := strings.Index(s[at:], pair[0])
		if n < 0 {
			return
		}
		at += n
		if text.InCode(p.code, at, &hint) {
			at = max(at+1, p.code[hint].End)
			continue
		}
		t, ok := strangeTag(s, at, pair)
		if !ok {
			at += len(pair[0])
			continue
		}
		p.tags = append(p.tags, t)
		at = t.End
	}
}

// strangeTag reads the tag between other brackets that begins at a place.
func strangeTag(s string, at int, pair [2]string) (t pageTag, ok bool) {
	from := at + len(pair[0])
	if pair[0] == "lt;" && at > 0 && (s[at-1] == '&' || nameLetter(s[at-1])) || pair[0][0] == '%' && inAddress(s, at) {
		return t, false
	}
	n := strings.Index(s[from:min(len(s), from+maxStranger)], pair[1])
	if n < 1 || strings.IndexByte(s[from:from+n], '\n') >= 0 {
		return t, false
	}
	within := strings.Trim(s[from:from+n], " ;\u00A0")
	if rest, slash := strings.CutPrefix(within, "/"); slash {
		within = "/" + strings.TrimLeft(rest, " ")
	}
	whole := "<" + within + ">"
	t.Tag, ok = text.ParseTag(whole, 0)
	if !ok || t.Tag.End != len(whole) || t.Element == 0 {
		return t, false
	}
	end := from + n + len(pair[1])
	if pair[1] == "&gt" && end < len(s) && s[end] == ';' {
		end++
	}
	t.start, t.End, t.mate, t.kind, t.strange = at, end, -1, kindTag, true
	return t, true
}

// inAddress says whether a place is within an address or a query.
func inAddress(s string, at int) bool {
	for k := at - 1; k >= 0 && k > at-200 && s[k] > ' '; k-- {
		if s[k] == '?' || s[k] == '=' || s[k] == ':' && k+1 < at && s[k+1] == '/' {
			return true
		}
	}
	return false
}
