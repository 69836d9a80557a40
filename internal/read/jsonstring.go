package read

import (
	"encoding/binary"
	"math/bits"
	"unicode/utf16"
	"unicode/utf8"
	"unsafe"
)

// str checks the string whose quote is at b[i] and returns what follows its closing quote.
func (s *jsonScan) str(i int) (end int, esc bool) {
	for i = special(s.b, i+1); i < len(s.b); i = special(s.b, i) {
		switch s.b[i] {
		case '"':
			return i + 1, esc
		case '\\':
			esc = true
			if i = s.escape(i); i < 0 {
				return -1, false
			}
		default:
			return s.fail(i, "an escape in place of a control character"), false
		}
	}
	return s.fail(i, "a closing quote"), false
}

// escape checks the escape at b[i] and returns what follows it.
func (s *jsonScan) escape(i int) int {
	switch s.peek(i + 1) {
	case '"', '\\', '/', 'b', 'f', 'n', 'r', 't':
		return i + 2
	case 'u':
		if i+6 <= len(s.b) && hex4(stringOf(s.b[i+2:i+6])) >= 0 {
			return i + 6
		}
	}
	return s.fail(i, "an escape")
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x8080808080808080
)

// special returns the place of the first byte of b[i:] that is a quote, a backslash or below 0x20,
// len(b) where there is none. It looks at eight bytes at a time: x-n borrows into the high bit of
// each byte below n, and the lowest such bit is exact.
func special(b []byte, i int) int {
	for ; i+16 <= len(b); i += 16 {
		one, two := specialBits(binary.LittleEndian.Uint64(b[i:])), specialBits(binary.LittleEndian.Uint64(b[i+8:]))
		if one != 0 {
			return i + bits.TrailingZeros64(one)>>3
		}
		if two != 0 {
			return i + 8 + bits.TrailingZeros64(two)>>3
		}
	}
	for ; i < len(b); i++ {
		if c := b[i]; c < 0x20 || c == '"' || c == '\\' {
			return i
		}
	}
	return i
}

// specialBits sets the high bits of the bytes that special looks for, and perhaps some above the first.
func specialBits(x uint64) uint64 {
	quote, slash := x^eachByte*'"', x^eachByte*'\\'
	return ((x-eachByte*0x20)&^x | (quote-eachByte)&^quote | (slash-eachByte)&^slash) & highBits
}

// unescape decodes b, which was checked, in its own memory, and returns what it stands for: no escape
// is shorter than its character. Halves of surrogate pairs become U+FFFD and are told to lone, if not
// nil, with their place in b.
func unescape(b []byte, lone func(at int, escape string)) []byte {
	n := plainLength(b, 0)
	for at := n; at < len(b); {
		if b[at+1] != 'u' {
			b[n] = plainEscape(b[at+1])
			n, at = n+1, at+2
		} else {
			r, size := unescapeRune(stringOf(b[at:]))
			if r < 0 {
				r = utf8.RuneError
				if lone != nil {
					lone(at, string(b[at:at+size]))
				}
			}
			n, at = n+utf8.EncodeRune(b[n:], r), at+size
		}
		end := plainLength(b, at)
		n, at = n+copy(b[n:], b[at:end]), end
	}
	return b[:n]
}

// plainLength returns the place of the first backslash of b[i:], len(b) where there is none.
func plainLength(b []byte, i int) int {
	for ; i+8 <= len(b); i += 8 {
		slash := binary.LittleEndian.Uint64(b[i:]) ^ eachByte*'\\'
		if hit := (slash - eachByte) &^ slash & highBits; hit != 0 {
			return i + bits.TrailingZeros64(hit)>>3
		}
	}
	for i < len(b) && b[i] != '\\' {
		i++
	}
	return i
}

func plainEscape(c byte) byte {
	switch c {
	case 'b':
		return '\b'
	case 'f':
		return '\f'
	case 'n':
		return '\n'
	case 'r':
		return '\r'
	case 't':
		return '\t'
	}
	return c
}

// unescapeRune decodes the \u escape, or the pair of them, at the front of s; -1 for half a pair.
func unescapeRune(s string) (r rune, n int) {
	r = hex4(s[2:6])
	if !utf16.IsSurrogate(r) {
		return r, 6
	}
	if len(s) >= 12 && s[6] == '\\' && s[7] == 'u' {
		if r = utf16.DecodeRune(r, hex4(s[8:12])); r != utf8.RuneError {
			return r, 12
		}
	}
	return -1, 6
}

// hex4 returns the number that four hexadecimal digits write, -1 where they are none.
func hex4(s string) rune {
	r := rune(0)
	for i := 0; i < 4; i++ {
		c := s[i]
		switch {
		case c >= '0' && c <= '9':
			c -= '0'
		case c >= 'a' && c <= 'f':
			c -= 'a' - 10
		case c >= 'A' && c <= 'F':
			c -= 'A' - 10
		default:
			return -1
		}
		r = r<<4 | rune(c)
	}
	return r
}

// offsetIn returns where s, which lies in b's memory, begins in b.
func offsetIn(b []byte, s string) int {
	return int(uintptr(unsafe.Pointer(unsafe.StringData(s))) - uintptr(unsafe.Pointer(unsafe.SliceData(b))))
}
