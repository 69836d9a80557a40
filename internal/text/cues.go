package text

import "strings"

// CodeCues counts what only texts about programs hold: identifiers (parseInt, snake_case, call()),
// operators (:=, ==, ->, ::), code between backquotes, fences; words is the number of words read.
// It reads at most limit bytes.
func CodeCues(s string, limit int) (cues, words int) { return CodeCuesUntil(s, limit, 0, 0) }

// CodeCuesUntil is CodeCues that stops once what is left can't make the cues less than least or less than one
// in per words; then words is the most that there can be. With per 0 it reads all.
func CodeCuesUntil(s string, limit, least, per int) (cues, words int) {
	s = s[:min(len(s), limit)]
	var last, word byte = ' ', ' ' // the byte before, the first byte of the word we are in
	for i := 0; i < len(s); i++ {
		b := s[i]
		switch cueClass[b] {
		case cueLetter:
			if !wordByte(last) {
				words, word = words+1, b
			}
			for ; i+1 < len(s) && cueClass[s[i+1]] == cueLetter; i++ {
				if next := s[i+1]; next-'A' < 26 && lower(b) && lower(word) {
					cues++ // camelCase; a word that begins with a capital may be a McDonald
				}
				b = s[i+1]
			}
		case cueSymbol:
			cues += symbolCue(s, i, last)
			if most := words + (len(s)-i)/2 + 1; cues >= least && cues*per >= max(most, len(s)/12) {
				return cues, most
			}
		}
		last = b
	}
	return cues, words
}

// Classes of bytes for CodeCues.
const (
	cueLetter = 1 + iota
	cueSymbol
)

var cueClass = makeCueClass()

func makeCueClass() (t [256]uint8) {
	for b := range t {
		switch {
		case b|0x20 >= 'a' && b|0x20 <= 'z', b >= 0x80:
			t[b] = cueLetter
		case strings.IndexByte("_(:=!-&|`{};", byte(b)) >= 0:
			t[b] = cueSymbol
		}
	}
	return t
}

// symbolCue says how much the symbol at a place tells: 1 for a cue, 0 for none. Each pair counts
// at its second byte.
func symbolCue(s string, i int, last byte) int {
	next := byte(' ')
	if i+1 < len(s) {
		next = s[i+1]
	}
	hit := false
	switch b := s[i]; b {
	case '_':
		hit = alnum(last) && alnum(next)
	case '(':
		hit = alnum(last) && next == ')'
	case ':':
		hit = next == '=' || next == ':' && last != ':'
	case '=':
		hit = last == '=' && next != '=' || last == '!'
	case '-':
		hit = next == '>' && last != '-' && last != '<'
	case '&', '|':
		hit = last == b && next != b
	case '`':
		hit = next != '`' && next > ' ' && last <= ' '
	case '{':
		hit = next == '\n'
	case ';':
		hit = next == '\n' && (last == ')' || last == '}')
	}
	if hit {
		return 1
	}
	return 0
}

func wordByte(b byte) bool { return cueClass[b] == cueLetter || b >= '0' && b <= '9' }
func alnum(b byte) bool    { return b < 0x80 && wordByte(b) }
func upper(b byte) bool    { return b >= 'A' && b <= 'Z' }
func lower(b byte) bool    { return b >= 'a' && b <= 'z' }
