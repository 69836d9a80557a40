package text

import (
	"sync"
	"unicode"
	"unicode/utf8"
)

// class is what a character means for the borders of words.
type class = uint8

const (
	other     class = iota // ends a word
	letter                 // of an alphabet or a syllabary that is not listed below
	digit                  // decimal digit
	midLetter              // ' ’ · joins two letters
	midNumber              // , ; joins two digits
	midBoth                // . joins two letters or two digits
	extend                 // marks, joiners, soft hyphen, underscore, ー: stays inside, never starts a word
	ideograph              // a word by itself
	hiragana               // a run is a word
	katakana               // a run is a word
	wide                   // a byte of a character beyond ASCII
)

// State of the automaton: what the text so far ends with.
const (
	between     = iota
	inLetters   // a word that ends with a letter
	inDigits    // a word that ends with a digit
	afterLetter // a letter and a midLetter
	afterDigit  // a digit and a midNumber
	inHiragana
	inKatakana
	states
)

// starts marks a transition with which a new word begins.
const starts = 0x80

// transitions[state<<4|class] is the next state, with starts.
var transitions = [states << 4]uint8{
	between<<4 | letter: starts | inLetters, between<<4 | digit: starts | inDigits,
	between<<4 | ideograph: starts, between<<4 | hiragana: starts | inHiragana, between<<4 | katakana: starts | inKatakana,

	inLetters<<4 | letter: inLetters, inLetters<<4 | digit: inDigits, inLetters<<4 | extend: inLetters,
	inLetters<<4 | midLetter: afterLetter, inLetters<<4 | midBoth: afterLetter,
	inLetters<<4 | ideograph: starts, inLetters<<4 | hiragana: starts | inHiragana, inLetters<<4 | katakana: starts | inKatakana,

	inDigits<<4 | letter: inLetters, inDigits<<4 | digit: inDigits, inDigits<<4 | extend: inDigits,
	inDigits<<4 | midNumber: afterDigit, inDigits<<4 | midBoth: afterDigit,
	inDigits<<4 | ideograph: starts, inDigits<<4 | hiragana: starts | inHiragana, inDigits<<4 | katakana: starts | inKatakana,

	afterLetter<<4 | letter: inLetters, afterLetter<<4 | digit: starts | inDigits, afterLetter<<4 | extend: afterLetter,
	afterLetter<<4 | ideograph: starts, afterLetter<<4 | hiragana: starts | inHiragana, afterLetter<<4 | katakana: starts | inKatakana,

	afterDigit<<4 | letter: starts | inLetters, afterDigit<<4 | digit: inDigits, afterDigit<<4 | extend: afterDigit,
	afterDigit<<4 | ideograph: starts, afterDigit<<4 | hiragana: starts | inHiragana, afterDigit<<4 | katakana: starts | inKatakana,

	inHiragana<<4 | letter: starts | inLetters, inHiragana<<4 | digit: starts | inDigits, inHiragana<<4 | extend: inHiragana,
	inHiragana<<4 | ideograph: starts, inHiragana<<4 | hiragana: inHiragana, inHiragana<<4 | katakana: starts | inKatakana,

	inKatakana<<4 | letter: starts | inLetters, inKatakana<<4 | digit: starts | inDigits, inKatakana<<4 | extend: inKatakana,
	inKatakana<<4 | ideograph: starts, inKatakana<<4 | hiragana: starts | inHiragana, inKatakana<<4 | katakana: inKatakana,
}

// asciiClasses gives the class of each byte; those of 0x80 and above are wide.
var asciiClasses = makeASCIIClasses()

func makeASCIIClasses() (t [256]class) {
	for b := range t {
		t[b] = wide
		if b < utf8.RuneSelf {
			t[b] = classify(rune(b))
		}
	}
	return t
}

// wideClasses holds the classes of U+0000–U+FFFF. It takes some milliseconds to fill, so it is
// made when the first character beyond ASCII is seen and start-up does not pay for it.
var wideClasses = sync.OnceValue(func() *[1 << 16]class {
	t := new([1 << 16]class)
	for r := range t {
		t[r] = classify(rune(r))
	}
	return t
})

// pairs[state<<8|class<<4|class] makes two transitions at once: the next state in the low bits, the
// words that begin in the high ones. The states form a chain of dependent loads, which is what
// counting costs; this halves its length.
var pairs = makePairs()

func makePairs() (t [states << 8]uint8) {
	for i := range t {
		one := transitions[i>>8<<4|i>>4&15]
		two := transitions[int(one&^starts)<<4|i&15]
		t[i] = two&^starts | (one>>7+two>>7)<<6
	}
	return t
}

// CountWords returns the number of words. A word is a run of letters, digits and their marks;
// ' ’ · and . join two letters, . , and ; two digits, _ joins anything (rules after UAX #29). A
// Han ideograph is a word by itself, a run of hiragana or of katakana is one. Scripts written
// without spaces (Thai, Lao, Khmer, Myanmar) are not cut further: a run is one word.
func CountWords(s string) int {
	var table *[1 << 16]class
	words, state := 0, uint(between)
	for i := 0; i < len(s); {
		c := uint(asciiClasses[s[i]])
		if i++; class(c) == wide {
			if table == nil {
				table = wideClasses()
			}
			r, n := utf8.DecodeRuneInString(s[i-1:])
			c, i = uint(wideClass(table, r)), i-1+n
		} else if i < len(s) {
			if d := uint(asciiClasses[s[i]]); class(d) != wide {
				two := pairs[state<<8|c<<4|d]
				words += int(two >> 6)
				state = uint(two & 0x3F)
				i++
				continue
			}
		}
		next := transitions[state<<4|c]
		words += int(next >> 7)
		state = uint(next &^ starts)
	}
	return words
}

// AppendWords appends the words that CountWords counts. A word ends behind its last letter, digit or mark: what
// could have joined two letters and did not is no part of it.
func AppendWords(s string, dst []Span) []Span {
	state, start, end := uint(between), -1, 0
	for i := 0; i < len(s); {
		c, n := uint(asciiClasses[s[i]]), 1
		if class(c) == wide {
			var r rune
			r, n = utf8.DecodeRuneInString(s[i:])
			c = uint(wideClass(wideClasses(), r))
		}
		next := transitions[state<<4|c]
		if next&starts != 0 || next == between {
			if start >= 0 {
				dst = append(room(dst, i, len(s)), Span{int32(start), int32(end)})
			}
			start = -1
		}
		if next&starts != 0 {
			start = i
		}
		state = uint(next &^ starts)
		i += n
		if start >= 0 && state != afterLetter && state != afterDigit {
			end = i
		}
	}
	if start >= 0 {
		dst = append(dst, Span{int32(start), int32(end)})
	}
	return dst
}

func wideClass(table *[1 << 16]class, r rune) class {
	if r < 1<<16 {
		return table[r]
	}
	return classify(r)
}

// classify is the plain definition behind the tables.
func classify(r rune) class {
	switch r {
	case '\'', '’', '·':
		return midLetter
	case ',', ';':
		return midNumber
	case '.':
		return midBoth
	case '_', '\u00AD', '\u200C', '\u200D', '\u2060', 'ー':
		return extend
	}
	switch {
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Mc, r), unicode.Is(unicode.Me, r):
		return extend
	case unicode.Is(unicode.Ideographic, r):
		return ideograph
	case unicode.Is(unicode.Hiragana, r) && unicode.IsLetter(r):
		return hiragana
	case unicode.Is(unicode.Katakana, r) && unicode.IsLetter(r):
		return katakana
	case unicode.IsLetter(r):
		return letter
	case unicode.Is(unicode.Nd, r):
		return digit
	}
	return other
}
