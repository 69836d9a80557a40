package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// columns says whether the current line is code or holds values separated by the mark: no such mark is
// followed by a space, and the fields are short or the next line has as many.
func (sp *spacer) columns(mark byte, c chunk) bool {
	if mark != ',' && mark != ';' {
		return false
	}
	f, l := sp.page.line(), &sp.page.lines[sp.page.at]
	if strings.IndexByte(";{}", sp.s[l.stop-1]) >= 0 {
		return true // a line of code
	}
	m := f.of(mark)
	if m.spaced > 0 {
		return false
	}
	if m.glued >= 2 && f.words*2 < (m.glued+1)*5 {
		return strings.IndexByte(".?!", sp.s[l.stop-1]) < 0 || !sp.sentences(l)
	}
	for _, by := range []int{-1, 1} {
		g := sp.page.near(by)
		if n := g.of(mark); n.spaced == 0 && n.glued == m.glued && (m.glued >= 2 || f.words <= 6 && g.words <= 6) {
			return f.words < 3*(m.glued+1) || !sp.sentences(l)
		}
	}
	return false
}

// columnsRead is how much of a line is read to tell sentences from values.
const columnsRead = 512

// sentences says whether a line whose commas are all glued is made of sentences and not of values: one word
// in five has a function, and no value is a number. The last answer is kept.
func (sp *spacer) sentences(l *row) bool {
	if sp.saidLine != l.start+1 {
		sp.saidLine, sp.said = l.start+1, sentencesLike(sp.s[l.text:min(l.stop, l.text+columnsRead)])
	}
	return sp.said
}

func sentencesLike(s string) bool {
	words, function := 0, 0
	var buf [16]byte
	for at := 0; at < len(s); {
		start, end := text.NextRun(s, at)
		if at = end; start == end {
			break
		}
		if words++; end-start <= len(buf) && end-start > 1 && text.FunctionWord(string(lowerASCII(buf[:0], s[start:end]))) {
			function++
		}
	}
	return function >= 2 && function*5 >= words && words >= 5 && !numberField(s)
}

// numberField says whether a field between commas holds nothing but a number, or nothing at all.
func numberField(s string) bool {
	for field := range strings.FieldsFuncSeq(s, func(r rune) bool { return r == ',' || r == ';' }) {
		if strings.Trim(field, "0123456789.-+ %") == "" {
			return true
		}
	}
	return strings.Contains(s, ",,") || strings.Contains(s, ";;")
}

func (f *lineFacts) of(mark byte) marks {
	if mark == ',' {
		return f.commas
	}
	return f.semis
}
