package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// behindQuote decides about a quote before a letter: a space is missing behind one that closes.
func (sp *spacer) behindQuote(l *row, i int) int {
	s, n := sp.s, quoteBefore(sp.s, i)
	at := i - n
	if at <= l.text || sp.page.aboutCode() || !sp.page.line().prose(4) || s[at-1] <= ' ' {
		return -1
	}
	before, _ := utf8.DecodeLastRuneInString(s[:at])
	right := wordAfter(s, i, min(len(s), i+chunkReach))
	if r, _ := decode(s, i); attaches(r) && (r >= 0xAC00 || inWord(before)) {
		return -1
	}
	if !right.plain() || right.letters < 2 && !unicased(right) && !sp.lone(right, i) || sp.place(l, at) != closing {
		return -1
	}
	if unicode.IsLetter(before) {
		if noBlanks(before) || wordBefore(s, at, max(0, at-chunkReach)).letters < 2 && !caseless(before) {
			return -1
		}
		return i
	}
	if !strings.ContainsRune(",.!?;:…।॥،؟۔)", before) && !unicode.Is(unicode.M, before) && !unicode.IsDigit(before) {
		return -1
	}
	return i
}

// beforeQuote decides about a word or a mark before a quote: a space is missing before one that opens.
func (sp *spacer) beforeQuote(l *row, i int) int {
	s, n := sp.s, quoteAt(sp.s, i)
	after, _ := decode(s, i+n)
	if i+n >= l.stop || sp.page.aboutCode() || !sp.page.line().prose(4) || !unicode.IsLetter(after) && !unicode.IsDigit(after) && after != '¿' && after != '¡' || noBlanks(after) || sp.place(l, i) != opening {
		return -1
	}
	end := i
	if r, size := utf8.DecodeLastRuneInString(s[:i]); strings.ContainsRune(",.!?;:…।॥،؟۔", r) {
		end -= size
	}
	left := wordBefore(s, end, max(0, end-chunkReach))
	if left.letters < 2 && !unicasedEnd(left) || !left.plain() || left.camel {
		if end == i || !closesBefore(s, end) {
			return -1
		}
	}
	if r, _ := utf8.DecodeLastRuneInString(left.text); end == i && prepends(r) {
		return -1
	}
	if end == i && (left.letters < 3 && !unicasedEnd(left) || !sp.closedLater(l, i+n)) {
		return -1
	}
	return i
}

// closesBefore says whether a closing bracket, a quote or a digit ends at a place.
func closesBefore(s string, end int) bool {
	return end > 0 && (s[end-1] == ')' || s[end-1] == '%' || s[end-1] >= '0' && s[end-1] <= '9' || quoteBefore(s, end) > 0)
}

// closedLater says whether a quote stands behind a place on its line.
func (sp *spacer) closedLater(l *row, at int) bool {
	for k := at; k < min(l.stop, at+4*sentenceReach); k++ {
		if quoteAt(sp.s, k) > 0 {
			return true
		}
	}
	return false
}

// atQuote decides about a straight quote behind a mark: said,"We or "We did,"he.
func (sp *spacer) atQuote(i int) int {
	s, l := sp.s, &sp.page.lines[sp.page.at]
	f := sp.page.line()
	if sp.page.aboutCode() || s[i-1] == ':' && (i < 2 || s[i-2] < utf8.RuneSelf) || !f.prose(6) || i+1-l.start > 4*sentenceReach {
		return -1
	}
	from := i - 1
	if wordly(s[i-1]) {
		from = i
	}
	left, right := wordBefore(s, from, max(l.start, from-chunkReach)), wordAfter(s, i+1, min(l.end, i+1+chunkReach))
	if left.letters < 2 || !left.plain() || left.camel || !right.plain() || right.letters == 1 && !right.function() || strings.Count(s[l.start:l.end], `"`)%2 != 0 {
		return -1
	}
	if r, _ := decode(s, i+1); strings.Count(s[l.start:i], `"`)%2 == 1 {
		if right.letters <= 2 && right.upper == 0 && from == i && !sp.page.language().Has(right.text) || attaches(r) && (r >= 0xAC00 || from == i) {
			return -1
		}
		return i + 1 // it closes
	} else if from == i && (prepends(r) || r >= 0xAC00) {
		return -1
	}
	if from == i {
		if left.letters >= 3 && right.letters >= 2 {
			return i
		}
		return -1
	}
	if right.initial && !left.initial && f.commas.spaced >= f.commas.glued-1 {
		return i
	}
	return -1
}

// singleCloses says whether a single quote behind a mark ends at a place: ,’ and not the one of don’t.
func singleCloses(s string, i int) bool {
	return i >= 5 && s[i-1] == 0x99 && s[i-3:i] == "’" && strings.IndexByte(",.!?", s[i-4]) >= 0
}

// behindSingle decides about ,’ before a letter: what it closes was opened on its line.
func (sp *spacer) behindSingle(l *row, i int) int {
	right := wordAfter(sp.s, i, min(l.stop, i+chunkReach))
	if sp.page.aboutCode() || !sp.page.line().prose(4) || right.letters < 2 && !sp.lone(right, i) || !right.plain() {
		return -1
	}
	floor := max(l.text, i-4*sentenceReach)
	if n := strings.LastIndex(sp.s[floor:i-3], "‘"); n < 0 {
		return -1
	}
	return i
}

// atSingle decides about a straight single quote behind a mark: said,'We or 'We did,'he. It closes where one
// before it on the line is open, and opens where a sentence begins behind it and one closes later.
func (sp *spacer) atSingle(l *row, i int) int {
	s := sp.s
	left, right := wordBefore(s, i-1, max(l.text, i-1-chunkReach)), wordAfter(s, i+1, min(l.stop, i+1+chunkReach))
	if sp.page.aboutCode() || !sp.page.line().prose(6) || i-l.start > 4*sentenceReach || left.letters < 2 || !left.plain() || left.camel || !right.plain() || right.letters < 2 {
		return -1
	}
	open, sure := singleOpen(s[l.text:i])
	switch {
	case !sure:
		return -1
	case open:
		return i + 1
	}
	end := strings.IndexByte(s[i+1:min(l.stop, i+1+4*sentenceReach)], '\'')
	if s[i-1] == ',' && right.initial && end > 0 && strings.IndexByte(",.?!", s[i+end]) >= 0 {
		return i
	}
	return -1
}

// singleOpen says whether a quotation in straight single quotes is open at the end of a stretch; it is not sure
// behind one that may end a quotation or a plural: the boys'.
func singleOpen(s string) (open, sure bool) {
	for i := range len(s) {
		if s[i] != '\'' {
			continue
		}
		switch before := i > 0 && s[i-1] > ' ' && s[i-1] != '('; {
		case before && strings.IndexByte(",.?!", s[i-1]) >= 0:
			open = !open
		case before:
			if i+1 >= len(s) || !wordly(s[i+1]) {
				return false, false
			}
		case i+1 < len(s) && wordly(s[i+1]):
			open = true
		}
	}
	return open, true
}
