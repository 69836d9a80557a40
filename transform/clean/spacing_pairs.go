package clean

import (
	"strings"
	"unicode/utf8"
)

// Classes of a byte as the first (low half) and second (high half) of a pair. A pair is a candidate
// where the first's low half and the second's high half share a bit: one load and one test a byte.
const (
	pairMark   = 1 << iota // , ; : ? ! . before a letter or a quote
	pairDigit              // , . ? ! before a digit
	pairSpace              // a space before a mark, a closing bracket or a space
	pairOpen               // ( [ before a space
	pairBefore             // a letter, digit or mark before (
	pairClose              // ) ] before a letter
	pairQuote              // the last byte of a curly or angled quote before a letter
	pairGlued              // a letter before a quote
	pairWide               // the last byte of a mark beyond ASCII (، ؛ ؟ ۔ । ։ ፣ ። …) before a letter
	pairOdd                // the last byte of a wide or no-break space before a mark or a space
	pairLone               // the first bytes of a wide space; a tab behind anything
	pairFloat              // a straight quote or an apostrophe before a space
	pairShort              // n before an apostrophe
	pairLine               // a mark at the beginning of a line
)

var pairs = makePairs()

func makePairs() (t [256]uint32) {
	add := func(bit uint32, first, second func(b byte) bool) {
		for b := range t {
			if first(byte(b)) {
				t[b] |= bit
			}
			if second(byte(b)) {
				t[b] |= bit << 16
			}
		}
	}
	one := func(set string) func(byte) bool {
		return func(b byte) bool { return strings.IndexByte(set, b) >= 0 }
	}
	either := func(f, g func(byte) bool) func(byte) bool { return func(b byte) bool { return f(b) || g(b) } }
	letter := func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	lead := func(b byte) bool { return b >= 0xC2 }
	tail := func(b byte) bool { return b >= 0x80 && b < 0xC0 }
	begin := either(letter, lead)
	add(pairMark, one(",;:?!."), either(begin, one("\"'")))
	add(pairDigit, one(",.?!"), digit)
	add(pairSpace, one(" "), one("\"',.;:?!)] \t\xC2\xD6\xD8\xDB\xE0\xE1\xE2\xE3"))
	add(pairOpen, one("(["), one(" "))
	add(pairBefore, either(either(letter, digit), either(tail, one(",;.?!"))), one("("))
	add(pairClose, one(")]"), begin)
	add(pairQuote, one("\x99\x9C\x9D\x9E\x9F\xAB\xBB"), either(begin, one(" ")))
	add(pairGlued, either(letter, tail), one("\"\xC2\xE2"))
	add(pairWide, one("\x93\x8C\x9B\x9F\x94\xA2\xA3\xA4\x89\xA6"), either(begin, digit))
	add(pairOdd, one("\xA0\x80\x81\x82\x83\x84\x85\x86\x87\x88\x89\x8A\xAF\x9F\t"), one(",.;:?!)] \t\xC2\xD6\xD8\xDB\xE0\xE1\xE2\xE3"))
	add(pairLone, one("\xE2\xE3"), one("\x80"))
	add(pairLone, func(b byte) bool { return b > ' ' }, one("\t"))
	add(pairFloat, one("\"'\x99"), one(" "))
	add(pairLine, one("\n"), one(",.;?!"))
	add(pairShort, one("nN"), one("'\xE2"))
	return t
}

// candidate returns the first place at or after `at` where a step on spacing has something to look
// at, len(s) for none. The place is that of the second byte of the pair.
func candidate(s string, at int) int {
	for {
		i := nextPair(s, max(at, 1))
		if i >= len(s) {
			return len(s)
		}
		if plausible(s, i) {
			return i
		}
		at = i + 1
	}
}

func nextPair(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	last := pairs[s[i-1]]
	for ; i < len(s); i++ {
		t := pairs[s[i]]
		if last&(t>>16) != 0 {
			return i
		}
		last = t
	}
	return len(s)
}

// plausible turns away, by a few bytes, most of the pairs that right text holds.
func plausible(s string, i int) bool {
	first, second := s[i-1], s[i]
	switch {
	case first == '\n':
		return i >= 3 && i+2 < len(s) && s[i-2] > ' ' && (letterly(s[i+1]) || s[i+1] == ' ' && letterly(s[i+2]))
	case first == ' ':
		return plausibleSpace(s, i)
	case second == '(':
		return true
	case second == '\'':
		return splitNegation(s, i-1) || strings.IndexByte(",.!?", first) >= 0 && i+2 < len(s) && letterly(s[i+1]) && letterly(s[i+2])
	case second == '\t':
		return i+1 < len(s) && s[i+1] > ' ' || oddBefore(s, i)
	case second == ' ' || first == '\t' || punctuation(second) || second == ']':
		return plausibleOdd(s, i)
	case first < utf8.RuneSelf:
		return plausibleMark(s, i)
	case second == 0x80:
		return oddAt(s, i-1) > 0
	}
	return plausibleWide(s, i)
}

// plausibleMark is plausible behind a byte of ASCII.
func plausibleMark(s string, i int) bool {
	first, second := s[i-1], s[i]
	switch first {
	case '.':
		if second == '"' {
			return i+1 < len(s) && letterly(s[i+1])
		} else if second >= '0' && second <= '9' {
			return i >= 5 && letterly(s[i-2]) && letterly(s[i-3]) && letterly(s[i-4])
		}
		return i >= 3 && i+2 < len(s)
	case ',', ';', ':', '?', '!':
		if second == '"' {
			return i+1 < len(s) && letterly(s[i+1])
		}
		return i >= 2 && (s[i-2] > ' ' || first != ',' && s[i-2] == ' ')
	case ')', ']':
		return true
	}
	if second == '"' {
		return i+1 < len(s) && (letterly(s[i+1]) || s[i+1] == ' ' && i+2 < len(s) && letterly(s[i+2]) && !quoteOpen(s, i))
	}
	return quoteAt(s, i) > 0 || splitNegation(s, i-1) || leansLeft(s, i) // a letter before a quote or an apostrophe
}

// plausibleSpace is plausible behind a space.
func plausibleSpace(s string, i int) bool {
	switch second := s[i]; {
	case second == '"':
		return i >= 2 && i+1 < len(s) && (s[i-2] == ' ' || s[i+1] == ' ' || letterly(s[i+1]) && quoteOpen(s, i))
	case apostropheAt(s, i) > 0:
		return looseApostrophe(s, i, apostropheAt(s, i))
	case second >= 0x80:
		return wideMarkAt(s, i) > 0 || oddAt(s, i) > 0 || quoteAt(s, i) > 0 && i+quoteAt(s, i) < len(s) && s[i+quoteAt(s, i)] == ' '
	case second == '.':
		return i+1 == len(s) || s[i+1] == ' ' || s[i+1] == '\n' || s[i+1] >= 'A' && s[i+1] <= 'Z' || s[i+1] >= 0xC2
	}
	return true
}

// plausibleOdd is plausible where the second byte is white space or a mark behind something beyond ASCII.
func plausibleOdd(s string, i int) bool {
	switch first := s[i-1]; first {
	case '(', '[', '\t':
		return true
	case '"':
		return i >= 2 && s[i-2] == ' '
	case '\'', 0x99:
		n := apostropheBefore(s, i)
		return n > 0 && i > n && s[i-n-1] != ' ' && looseApostrophe(s, i-n, n)
	case 0x9C, 0x9D, 0x9E, 0x9F, 0xAB, 0xBB:
		if n := quoteBefore(s, i); n > 0 {
			return s[i] == ' ' && i > n && s[i-n-1] == ' '
		}
	}
	return oddBefore(s, i)
}

// plausibleWide is plausible behind a byte of a character beyond ASCII.
func plausibleWide(s string, i int) bool {
	if s[i] == '"' { // Hebrew has one within a word
		if i+2 < len(s) && s[i+1] == ' ' && s[i+2] >= 0x80 && !quoteOpen(s, i) {
			return inWordBefore(s, i)
		}
		return i+1 < len(s) && s[i+1] >= 0x80 && inWordBefore(s, i) && s[i-2] != 0xD7
	}
	if quoteAt(s, i) > 0 && inWordBefore(s, i) {
		return true
	}
	if quoteBefore(s, i) > 0 || singleCloses(s, i) || leansRight(s, i) || leansLeft(s, i) {
		return true
	}
	return i >= 3 && (wideMarkAt(s, i-2) == 2 || wideMarkAt(s, i-3) == 3 || s[i-3:i] == "…") || oddBefore(s, i)
}

// quoteOpen says, by the nearest straight quote before a place, whether a quotation is open there: a blank stands
// before that one and none behind it.
func quoteOpen(s string, at int) bool {
	from := max(0, at-sentenceReach)
	n := strings.LastIndexByte(s[from:at], '"') + from
	return n >= from && n+1 < at && s[n+1] > ' ' && (n == 0 || s[n-1] <= ' ' || s[n-1] == '(') && strings.IndexByte(s[n:at], '\n') < 0
}

// inWordBefore says whether a letter, digit or mark of a word ends at a place.
func inWordBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return inWord(r)
}

// quoteAt returns the length of the curly, low or angled double quote at a place, 0 for none;
// quoteBefore of the one that ends there.
func quoteAt(s string, i int) int {
	switch {
	case i < 0 || i+1 >= len(s):
	case s[i] == 0xC2 && (s[i+1] == 0xAB || s[i+1] == 0xBB):
		return 2
	case i+2 < len(s) && s[i] == 0xE2 && s[i+1] == 0x80 && s[i+2] >= 0x9C && s[i+2] <= 0x9F:
		return 3
	}
	return 0
}

func quoteBefore(s string, i int) int {
	if quoteAt(s, i-2) == 2 {
		return 2
	}
	if quoteAt(s, i-3) == 3 {
		return 3
	}
	return 0
}

// oddAt returns the length of the space beyond ASCII at a place, or the tab, 0 for none; oddBefore says
// whether one ends there.
func oddAt(s string, i int) int {
	if i < 0 || i >= len(s) {
		return 0
	}
	switch s[i] {
	case '\t':
		return 1
	case 0xC2:
		if i+1 < len(s) && s[i+1] == 0xA0 {
			return 2
		}
	case 0xE2:
		if i+2 < len(s) && (s[i+1] == 0x80 && (s[i+2] <= 0x8A || s[i+2] == 0xAF) || s[i+1] == 0x81 && s[i+2] == 0x9F) {
			return 3
		}
	case 0xE3:
		if i+2 < len(s) && s[i+1] == 0x80 && s[i+2] == 0x80 {
			return 3
		}
	}
	return 0
}

func oddBefore(s string, i int) bool {
	return oddAt(s, i-1) == 1 || oddAt(s, i-2) == 2 || oddAt(s, i-3) == 3
}

// wideMarkAt returns the length of the mark beyond ASCII at a place that spaces follow and do not
// precede: of Arabic, Urdu, Armenian, Hindi and its neighbours, Amharic; 0 for none.
func wideMarkAt(s string, at int) int {
	if at < 0 || at+1 >= len(s) {
		return 0
	}
	switch s[at] {
	case 0xD6:
		if s[at+1] == 0x89 {
			return 2
		}
	case 0xD8:
		if b := s[at+1]; b == 0x8C || b == 0x9B || b == 0x9F {
			return 2
		}
	case 0xDB:
		if s[at+1] == 0x94 {
			return 2
		}
	case 0xE0:
		if dandaAt(s, at) {
			return 3
		}
	case 0xE1:
		if at+2 < len(s) && s[at+1] == 0x8D && s[at+2] >= 0xA2 && s[at+2] <= 0xA4 {
			return 3
		}
	}
	return 0
}

// dandaAt says whether the full stop of Hindi, Bengali and their neighbours stands at a place.
func dandaAt(s string, at int) bool {
	return at+2 < len(s) && s[at] == 0xE0 && s[at+1] == 0xA5 && s[at+2] == 0xA4
}
