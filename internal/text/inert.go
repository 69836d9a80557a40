package text

import (
	"encoding/binary"
	"math/bits"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/unicode/norm"
)

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
	lowBits  = 0x7f * eachByte
	blanks   = ' ' * eachByte
)

// inertBytes are those that stand in inert characters alone, and the ones that follow a first byte.
var inertBytes = func() (t [256]bool) {
	for b := range t {
		t[b] = b >= 0x80 && b < 0xC0 ||
			b >= 0xC3 && b <= 0xCB || // Latin, U+00C0–02FF
			b == 0xD0 || b == 0xD1 || // Cyrillic, U+0400–047F
			b >= 0xE4 && b <= 0xE9 || // ideographs, U+4000–9FFF
			b == 0xEB || b == 0xEC // Hangul, U+B000–CFFF
	}
	return t
}()

// pastInert returns the end of the characters beyond ASCII from i on that are no white space, are as
// NFC wants them and join nothing that stands before them; what takes a closer look ends them too.
func pastInert(s string, i int) int {
	for {
		for i < len(s) && inertBytes[s[i]] { // not by characters: each would have to wait for the one before
			i++
		}
		if i >= len(s) || s[i] < utf8.RuneSelf {
			return i
		}
		n := inert(s[i:])
		if n == 0 {
			return i
		}
		i += n
	}
}

// inert is pastInert for a first byte that other characters share: the length of the one that s starts
// with, or 0.
func inert(s string) int {
	if len(s) < 3 {
		return 0
	}
	switch b := s[2]; s[0] {
	case 0xC2: // U+0080–00BF but for two spaces
		if s[1] != 0x85 && s[1] != 0xA0 {
			return 2
		}
	case 0xE2: // dashes, quotation marks, currencies: U+2010–20BF but for the spaces among them
		if s[1] == 0x80 && b >= 0x90 && b != 0xA8 && b != 0xA9 && b != 0xAF || s[1] == 0x81 && b != 0x9F || s[1] == 0x82 {
			return 3
		}
	case 0xE3: // punctuation and kana, U+3001–3029 and U+3040–30FF but for the voiced sound marks
		if s[1] == 0x80 && b > 0x80 && b <= 0xA9 || s[1] >= 0x81 && s[1] <= 0x83 && !(s[1] == 0x82 && (b == 0x99 || b == 0x9A)) {
			return 3
		}
	case 0xEF: // full-width forms, U+FF00–FF7F
		if s[1] == 0xBC || s[1] == 0xBD {
			return 3
		}
	case 0xF0: // emoji, U+1F000–1FFFF
		if s[1] == 0x9F {
			return 4
		}
	}
	return 0
}

// wideAt returns where the first byte beyond ASCII stands from i on, the length without one.
func wideAt(s string, i int) int {
	for ; i+8 <= len(s); i += 8 {
		if w := load8(s, i) & highBits; w != 0 {
			return i + bits.TrailingZeros64(w)/8
		}
	}
	for ; i < len(s) && s[i] < utf8.RuneSelf; i++ {
	}
	return i
}

// nfc returns s with canonically equivalent characters made one. What is inert is passed over eight
// bytes at a time; the tables are asked from the first other character on.
func nfc(s string) string {
	for i := 0; ; {
		if i = wideAt(s, i); i == len(s) {
			return s
		}
		if i = pastInert(s, i); i == len(s) || s[i] < utf8.RuneSelf {
			continue
		}
		for i > 0 && s[i] >= utf8.RuneSelf { // a mark joins what it stands behind
			i--
		}
		if norm.NFC.IsNormalString(s[i:]) {
			return s
		}
		return norm.NFC.String(s)
	}
}

// appendSpaced appends s with each run of white space as one space and none at the ends.
func appendSpaced(dst []byte, s string) []byte {
	start, from := len(dst), 0
	for i := 0; ; {
		i = spaceAt(s, i)
		if i == len(s) {
			break
		}
		if end := pastInert(s, i); end > i {
			i = end
			continue
		}
		end := pastSpace(s, i)
		if end == i { // a control character, or one beyond ASCII that is no space
			_, n := utf8.DecodeRuneInString(s[i:])
			i += n
			continue
		}
		dst = append(append(dst, trimBlank(s[from:i])...), ' ')
		if len(dst) == start+1 {
			dst = dst[:start]
		}
		i, from = end, end
	}
	dst = append(dst, s[from:]...)
	if len(dst) > start && dst[len(dst)-1] == ' ' {
		dst = dst[:len(dst)-1]
	}
	return dst
}

// trimBlank takes the space off that spaceAt let pass in front of more white space.
func trimBlank(s string) string {
	if n := len(s); n > 0 && s[n-1] == ' ' {
		return s[:n-1]
	}
	return s
}

// spaceAt returns where the first byte stands from i on that is not part of words with a space each
// between them: a control character, a space at the start or behind a space, a byte beyond ASCII.
// The length without one.
func spaceAt(s string, i int) int {
	blank := uint64(0x80) // that of the byte before, at the place of the first
	if i > 0 && s[i-1] != ' ' {
		blank = 0
	}
	for ; i+8 <= len(s); i += 8 {
		w := load8(s, i)
		x := w ^ blanks
		is := ^((x&lowBits + lowBits) | x | lowBits)
		// a byte with the high bit borrows nothing below the first hit, which is all that is asked for
		if hit := w&highBits | (w-blanks)&^w&highBits | is&(is<<8|blank); hit != 0 {
			return i + bits.TrailingZeros64(hit)/8
		}
		blank = is >> 56
	}
	for before := blank != 0; i < len(s); i++ {
		c := s[i]
		if c >= utf8.RuneSelf || c < ' ' || c == ' ' && before {
			return i
		}
		before = c == ' '
	}
	return i
}

// pastSpace returns the end of the white space at i, i itself where there is none.
func pastSpace(s string, i int) int {
	for i < len(s) {
		if c := s[i]; c < utf8.RuneSelf {
			if c != ' ' && (c < '\t' || c > '\r') {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if !unicode.IsSpace(r) {
			return i
		}
		i += n
	}
	return i
}

func load8(s string, i int) uint64 {
	return binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(s[i:]), 8))
}
