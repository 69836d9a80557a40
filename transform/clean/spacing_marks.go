package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// behindMark decides about , ; : ? ! before a letter or digit.
func (sp *spacer) behindMark(i int, mark byte) int {
	s, l := sp.s, &sp.page.lines[sp.page.at]
	c := sp.chunk(i, mark)
	if c.end == i && spacedDash(s, i) && mark != ':' {
		return sp.beforeDash(i)
	}
	if !c.ok || c.marks > 2 && (c.marks > 8 || !sp.page.line().prose(6)) || sp.columns(mark, c) {
		return -1
	}
	end, closer := i-1, false
	for end > c.start && closes1(s, c.start, &end) {
		closer = true
	}
	if closer && end == c.start && s[end] == '"' {
		return -1 // a quoted mark
	}
	if n := blankBefore(s, end); mark != ',' && n > 0 {
		if !sp.frenchAt(l, end) {
			return -1
		}
		end -= n // mot ;mot
		c.start = min(c.start, max(l.text, end-chunkReach))
	}
	begin := opened1(s, i, c.end)
	left, right := wordBefore(s, end, c.start), wordAfter(s, begin, c.end)
	if right.digits && s[i] <= '9' && left.digits {
		return -1 // a number goes on
	}
	if right.letters == 0 && !sp.numberFits(mark, left, right, begin+len(right.text)) {
		return -1
	}
	if right.letters > 0 && !right.plain() || left.text != "" && !left.plain() && !allDigits(left) && !closer || left.text == "" && !closer {
		return -1
	}
	if !sp.longEnough(left, right, closer, end, begin+len(right.text)) {
		return -1
	}
	if sp.markFits(mark, c, left, right, closer) {
		return i
	}
	return -1
}

// narrowBefore says whether a no-break or narrow space, as French sets before marks, ends at a place.
func narrowBefore(s string, at int) bool { return blankBefore(s, at) > 1 }

// spacedDash says whether a dash with a space behind it stands at a place.
func spacedDash(s string, i int) bool {
	return strings.HasPrefix(s[i:], "– ") || strings.HasPrefix(s[i:], "— ")
}

// beforeDash decides about a mark before a dash that has a space on its other side.
func (sp *spacer) beforeDash(i int) int {
	r, _ := utf8.DecodeLastRuneInString(sp.s[:i-1])
	if unicode.IsLetter(r) && !noBlanks(r) && sp.page.line().prose(4) && !sp.page.aboutCode() {
		return i
	}
	return -1
}

// numberFits says whether a number that ends at a place may follow the mark: behind a word, before
// the end of the chunk.
func (sp *spacer) numberFits(mark byte, left, right word, end int) bool {
	if !right.digits || left.letters < 3 || left.digits || !left.plain() || left.camel || sp.page.aboutCode() {
		return false
	}
	if mark == ',' {
		return true
	}
	spaced := end < len(sp.s) && sp.s[end] == ' '
	return spaced && sp.page.line().prose(6) && left.upper == 0 && (mark != ':' || left.letters >= 4)
}

// closes1 steps over one closing quote or bracket, percent sign or the full stop of an abbreviation.
func closes1(s string, floor int, end *int) bool {
	at := *end
	switch b := s[at-1]; b {
	case ')', '"', '%', '.', '?', '!', ']':
		*end--
		return true
	case 0x99, 0x98, 0x9C, 0x9D, 0xAB, 0xBB, 0xA6: // ’ ‘ “ ” « » …
		n := max(quoteBefore(s, at), 0)
		if at >= 3 && (s[at-3:at] == "’" || s[at-3:at] == "‘" || s[at-3:at] == "…") {
			n = 3
		}
		if n > 0 && at-n >= floor {
			*end -= n
			return true
		}
	}
	return false
}

// opened1 steps over an inverted mark or a single quote that opens.
func opened1(s string, i, ceiling int) int {
	if i >= ceiling || s[i] < utf8.RuneSelf {
		return i
	}
	for _, q := range []string{"‘", "¿", "¡"} {
		if strings.HasPrefix(s[i:ceiling], q) {
			return i + len(q)
		}
	}
	return i
}

func allDigits(w word) bool { return w.digits && w.letters == 0 }

// longEnough says whether both words are more than names of variables: two letters each, or one of
// the words of one letter that languages have, with a space behind it.
func (sp *spacer) longEnough(left, right word, closer bool, from, end int) bool {
	if left.letters == 1 && !closer && left.text != "I" && !sp.loneLetter(left, right, from) {
		return false
	}
	if right.letters == 1 && shortDotted(sp.s, end-len(right.text)) {
		return true
	}
	if right.letters == 1 && !unicased(right) {
		return right.function() && end < len(sp.s) && sp.s[end] == ' '
	}
	return true
}

// lone says whether the word that begins at a place is one of a single letter with a space behind it.
func (sp *spacer) lone(w word, at int) bool {
	return w.letters == 1 && w.function() && strings.HasPrefix(sp.s[at+len(w.text):], " ")
}

// loneLetter says whether a word of one letter that ends at a place is a word: of a script other than
// Latin, a function word, or a unit behind a number.
func (sp *spacer) loneLetter(left, right word, from int) bool {
	f := sp.page.line()
	if left.digits || right.letters < 2 || !f.prose(6) {
		return false
	}
	at := from - len(left.text)
	if at < 2 || sp.s[at-1] != ' ' {
		return false
	}
	if left.text == "ό" || left.text == "Ό" {
		return false // ό,τι is one word
	}
	return left.text[0] >= utf8.RuneSelf || left.upper == 0 && left.function() || sp.s[at-2] >= '0' && sp.s[at-2] <= '9'
}

// shortDotted says whether an abbreviation of two letters or an initial before a name stands at a place:
// e.g., z. B., H. Holm.
func shortDotted(s string, at int) bool {
	if at+3 >= len(s) || s[at+1] != '.' || !letterly(s[at]) {
		return false
	}
	if s[at+2] == ' ' {
		return letterly(s[at+3]) && (at+4 < len(s) && s[at+4] == '.' || s[at] >= 'A' && s[at] <= 'Z' && s[at+3] >= 'A' && s[at+3] <= 'Z')
	}
	return s[at+3] == '.' && letterly(s[at+2])
}

// markFits says whether the words around a mark say that a space was lost.
func (sp *spacer) markFits(mark byte, c chunk, left, right word, closer bool) bool {
	code := sp.page.aboutCode()
	f := sp.page.line()
	functional := right.function() || left.function() || right.letters == 1
	if !functional && (sp.named(c) || quotedToken(sp.s[c.start:c.end])) {
		return false
	}
	if left.allCaps() && right.allCaps() && !((mark == ',' || mark == ';') && functional && f.prose(6)) || c.dots > 0 && right.letters > 1 && !right.function() && !dotted(sp.s[c.start:c.end]) {
		return false
	}
	switch mark {
	case ',', ';':
		if strings.IndexByte(strings.TrimRight(sp.s[c.start:c.end], ":"), ':') >= 0 || c.marks > 1 && !f.prose(6) {
			return false
		}
		return !code || functional && f.prose(6)
	case ':':
		if code || left.letters < 2 || left.allCaps() || left.digits || closer || c.marks > 1 || !f.prose(4) {
			return false
		}
		if !right.initial && right.letters > 1 && left.letters >= 4 && !left.initial {
			return sp.wordsBefore(c.start) >= 2 && (right.function() || !quotedToken(sp.s[c.start:c.end]) && strings.IndexByte(sp.s[c.start:c.end], '-') < 0 && !sp.page.aboutSoftware())
		}
		if unicased(left) && unicased(right) {
			return right.letters > 1
		}
		return right.letters == 0 || right.initial && right.letters > 1 && !right.allCaps() && (!left.initial || right.function())
	}
	if code || left.digits && left.letters > 0 || c.marks > 1 {
		return false
	}
	if unicased(right) && (unicased(left) || closer) || right.letters == 0 {
		return f.lost < 2
	}
	return right.initial && !right.allCaps() || right.letters > 1 && right.function() && f.prose(5) && f.lost < 2
}

// named says whether a chunk that ends in a colon begins its line, as the names do that a list of changes
// is sorted by: gpg,gpgsm: Fix it.
func (sp *spacer) named(c chunk) bool {
	l := &sp.page.lines[sp.page.at]
	return sp.s[c.end-1] == ':' && c.start <= l.text+itemOf(sp.s[l.text:l.stop])
}

// quotedToken says whether a chunk is quoted as a whole: "local,wkd".
func quotedToken(s string) bool {
	s = strings.TrimRight(s, ".,;:?!)")
	return len(s) > 2 && strings.IndexByte("\"'(", s[0]) >= 0 && strings.IndexByte("\"'", s[len(s)-1]) >= 0
}

// dotted says whether the stops of a chunk are those of an abbreviation: e.g. U.S.
func dotted(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '.' && wordly(s[i+1]) && i >= 2 && wordly(s[i-2]) {
			return false
		}
	}
	return true
}
