package diff

import (
	"unicode"
	"unicode/utf8"
)

// kind says how characters make tokens.
type kind uint8

const (
	mark   kind = iota // a token by itself
	letter             // a run is a word
	single             // a word by itself: scripts without spaces
	space              // a run is one token
	extend             // goes with what stands before it
)

// token is the length of the token that s begins with: a word, a run of white space without line
// ends, or one character; each with the marks that sit on it. Bytes that are not UTF-8 are each one.
func token(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	first := kindOf(r)
	if r == '\n' {
		return n
	}
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		k := kindOf(r)
		if k != extend && (k != first || first != letter && first != space) || r == '\n' {
			break
		}
		n += size
	}
	return n
}

// noSpaces are the scripts in which a character is as good as a word.
var noSpaces = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar}

func kindOf(r rune) kind {
	switch {
	case r < utf8.RuneSelf:
		return asciiKind(r)
	case unicode.In(r, unicode.Mn, unicode.Mc, unicode.Me), r == '\u200c', r == '\u200d':
		return extend
	case unicode.IsSpace(r):
		return space
	case !unicode.IsLetter(r) && !unicode.IsDigit(r):
		return mark
	case unicode.In(r, noSpaces...):
		return single
	}
	return letter
}

func asciiKind(r rune) kind {
	switch {
	case 'a' <= r && r <= 'z', 'A' <= r && r <= 'Z', '0' <= r && r <= '9', r == '_':
		return letter
	case r == ' ', '\t' <= r && r <= '\r':
		return space
	}
	return mark
}
