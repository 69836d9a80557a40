package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// A quote on the wrong side of its space: the“ end, "boat "is. A line is mended where all of its quotes pair up,
// one opening and one closing as some language has them, and at most one of each pair stands on the wrong side.

// swapped mends the quote at [at,at+n) where its space stands on the wrong side, and says whether it did.
func (sp *spacer) swapped(l *row, at, n int) bool {
	s, end := sp.s, at+n
	if at <= l.text || end >= l.stop || !sp.missing || !sp.brackets || l.table {
		return false
	}
	shape := shapeOf(s, l, at, n)
	if shape != opensLate && shape != closesLate || sp.page.aboutCode() || !sp.page.line().prose(6) || sp.frenchAt(l, at) && s[at] == 0xC2 {
		return false
	}
	opens := shape == opensLate
	left, right := wordBefore(s, at, max(l.text, at-chunkReach)), wordAfter(s, end, min(l.stop, end+chunkReach))
	if opens {
		right = wordAfter(s, end+1, min(l.stop, end+1+chunkReach))
	} else {
		left = wordBefore(s, at-1, max(l.text, at-1-chunkReach))
	}
	if !left.spaced || !right.spaced || left.camel || right.camel || !sp.pairsUp(l, at, opens) {
		return false
	}
	q := s[at:end]
	if opens {
		sp.e.Replace(at, end+1, " "+q, kindBrackets)
		sp.done = end + 1
	} else {
		sp.e.Replace(at-1, end, q+" ", kindBrackets)
		sp.done = end
	}
	return true
}

// Shapes of a quote, by what stands on its sides.
const (
	odd        = iota
	opensWell  // a blank before it, a word behind
	closesWell // a word or a mark before it, a blank or a mark behind
	opensLate  // a word before it, one blank and a word behind: opens where its number says so, else closes well
	closesLate // a word or a mark and one blank before it, a word behind: closes where its number says so
)

// shapeOf returns the shape of the quote at [at,at+n). Those that can be right at one end of a pair and wrong at
// the other have the name of the wrong.
func shapeOf(s string, l *row, at, n int) int {
	before, size := utf8.DecodeLastRuneInString(s[l.text:at])
	after, _ := decode(s[:l.stop], at+n)
	start, stop := at == l.text || before == '(' || before == '[' || before == '—' || before == '–', at+n >= l.stop
	blankOn := at > l.text && before == ' '
	switch {
	case !start && !stop && !blankOn && after == ' ' && (unicode.IsLetter(before) || unicode.Is(unicode.M, before)) && letterFrom(s[:l.stop], at+n+1):
		return opensLate
	case !stop && blankOn && unicode.IsLetter(after) && at-size > l.text && phraseBefore(s[l.text:at-size]):
		return closesLate
	case (start || blankOn) && !stop && after != ' ':
		return opensWell
	case !start && !blankOn && (stop || after == ' ' || strings.ContainsRune(",.;:?!)]–—…’", after)) && !unicode.IsDigit(before):
		return closesWell
	}
	return odd
}

// letterFrom says whether a letter stands at a place, phraseBefore whether a word, a stop or the like ends a stretch.
func letterFrom(s string, at int) bool {
	r, _ := decode(s, at)
	return at < len(s) && unicode.IsLetter(r)
}

func phraseBefore(s string) bool {
	r, _ := utf8.DecodeLastRuneInString(s)
	return unicode.IsLetter(r) || unicode.Is(unicode.M, r) || strings.ContainsRune(".,?!…", r)
}

// pairsUp says whether all quotes of a line are pairs, at most one of each pair stands on the wrong side, and the
// one at a place is such a one that opens, or closes.
func (sp *spacer) pairsUp(l *row, at int, opens bool) bool {
	if l.stop-l.start > 8*sentenceReach {
		return false
	}
	var first, firstShape, late int
	n, found, s := 0, false, sp.s
	for k := l.text; k < l.stop; {
		q := quoteAt(s, k)
		if s[k] == '"' {
			q = 1
		}
		if q == 0 {
			k++
			continue
		}
		shape, closes := shapeOf(s, l, k, q), n%2 == 1
		switch {
		case shape == odd, closes && (shape == opensWell || !quotePair(s[first:], s[k:])), !closes && shape == closesWell:
			return false
		case closes && shape == closesLate:
			if late++; firstShape == opensLate {
				return false
			}
		case !closes && shape == opensLate:
			if late++; firstShape == closesLate {
				return false // said "He told me "go" and I went" stays
			}
		}
		found = found || k == at && closes != opens
		first, firstShape = k, shape
		n++
		k += q
	}
	return found && n%2 == 0 && late > 0
}

// quotePair says whether two quotes are the ends of a quotation in some language.
func quotePair(a, b string) bool {
	switch {
	case a[0] == '"' || b[0] == '"':
		return a[0] == b[0]
	case a[0] == 0xC2 || b[0] == 0xC2:
		return a[0] == b[0] && a[1] != b[1]
	}
	return b[2] != a[2] && b[2] != 0x9E || a[2] == 0x9D && b[2] == 0x9D
}
