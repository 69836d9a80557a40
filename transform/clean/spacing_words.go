package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// word is a run of letters, digits, marks and inner apostrophes with what its shape tells.
type word struct {
	text    string
	letters int
	digits  bool
	upper   int  // capital letters
	initial bool // the first letter is a capital
	camel   bool // a capital behind a small letter
	spaced  bool // its script puts spaces between words
}

func (w word) allCaps() bool { return w.upper >= 2 && w.upper == w.letters }

// plain says whether it is a word of prose by its shape.
func (w word) plain() bool {
	return w.letters > 0 && w.spaced && !w.camel && (!w.digits || w.upper == w.letters || unicasedEnd(w))
}

// unicasedEnd says whether a word ends in a letter of a script without capitals.
func unicasedEnd(w word) bool {
	r, _ := utf8.DecodeLastRuneInString(w.text)
	return caseless(r) || r >= 0x900 && unicode.Is(unicode.M, r)
}

// wordBefore and wordAfter return the word that ends or begins at a place.
func wordBefore(s string, at, floor int) word {
	start := at
	for start > floor {
		if wordASCII[s[start-1]] {
			start--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s[floor:start])
		if !inWord(r) && !(apostrophe(r) && start < at) {
			break
		}
		start -= n
	}
	return wordOf(s[start:at])
}

func wordAfter(s string, at, ceiling int) word {
	end := at
	for end < ceiling {
		if wordASCII[s[end]] {
			end++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[end:ceiling])
		if !inWord(r) && !(apostrophe(r) && end > at) {
			break
		}
		end += n
	}
	for end > at && apostropheBefore(s, end) > 0 {
		end -= apostropheBefore(s, end)
	}
	return wordOf(s[at:end])
}

func wordOf(s string) word {
	w := word{text: s, spaced: true}
	small := false
	for i, r := range s {
		switch {
		case r >= 'a' && r <= 'z':
			w.letters++
			small = true
		case unicode.IsDigit(r):
			w.digits = true
		case unicode.IsUpper(r):
			w.upper++
			w.letters++
			w.initial = w.initial || i == 0
			w.camel = w.camel || small
			small = false
		case unicode.IsLetter(r):
			w.letters++
			small = unicode.IsLower(r)
			w.spaced = w.spaced && !scriptWithoutSpaces(r)
		case r >= 0x900:
			w.letters++ // a vowel sign is as much as a letter
		}
	}
	return w
}

// wordASCII marks the letters and digits of ASCII.
var wordASCII = func() (t [256]bool) {
	for b := range 128 {
		t[b] = wordly(byte(b))
	}
	return t
}()

func inWord(r rune) bool {
	return wordly(byte(r)) && r < 0x80 || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

// apostropheBefore returns the length of the apostrophe that ends at a place, 0 for none.
func apostropheBefore(s string, at int) int {
	if s[at-1] == '\'' {
		return 1
	}
	if at >= 3 && s[at-1] == 0x99 && s[at-3:at] == "’" {
		return 3
	}
	return 0
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

// scriptWithoutSpaces says whether words of r's script are written without spaces between them, or
// with marks of their own.
func scriptWithoutSpaces(r rune) bool {
	return r >= 0xE00 && (r < 0x10A0 || r >= 0x1780 && r < 0x1800 || r >= 0x2E80 && r < 0xAC00 || r >= 0xF900 && r < 0xFB00 || r >= 0xFF00) &&
		!unicode.Is(unicode.Latin, r)
}

// attaches says whether r's script writes endings of a word right behind the quote or bracket that closes after
// it: Korean, Georgian, Bengali, the Dravidian languages.
func attaches(r rune) bool {
	return r >= 0xAC00 && r < 0xD7B0 || georgian(r) || r >= 0x980 && r < 0xA00 || r >= 0xB80 && r < 0xD80
}

// prepends says whether r's script writes short words right before the quote that opens: Arabic, Hebrew, Amharic.
func prepends(r rune) bool {
	return r >= 0x590 && r < 0x780 || r >= 0x1200 && r < 0x1400
}

// function says whether a word is a function word of any language.
func (w word) function() bool {
	if len(w.text) > 16 {
		return false
	}
	said := w.text
	if i := strings.IndexAny(said, "'’"); i > 0 {
		said = said[:i]
	}
	var low [16]byte
	for i := range len(said) {
		if said[i] >= utf8.RuneSelf {
			return text.FunctionWord(strings.ToLower(said))
		}
	}
	return text.FunctionWord(string(lowerASCII(low[:0], said)))
}
