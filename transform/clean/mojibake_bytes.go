package clean

import "unicode/utf8"

// lostByte is what loose charsets have for a character that was lost.
const lostByte = 0x1A

func innerByte(b byte) bool { return b&0xC0 == 0x80 }

// byteAt returns a byte, 0 behind the end: no sequence holds that.
func byteAt(b []byte, i int) byte {
	if i < len(b) {
		return b[i]
	}
	return 0
}

// alteredLength returns the length of a letter at the beginning of b of which one byte A0 became a
// space, 0 for none. Only letters that are written often count.
func alteredLength(b []byte) int {
	switch lead := b[0]; lead {
	case 0xC2, 0xC3, 0xC5, 0xCE, 0xD0, 0xD9:
		if byteAt(b, 1) == ' ' {
			return 2
		}
	case 0xE0, 0xE1, 0xE2, 0xE3:
		second, third := byteAt(b, 1), byteAt(b, 2)
		if sureInner(second) && third == ' ' || lead >= 0xE2 && second == ' ' && sureInner(third) {
			return 3
		}
	case 0xF0:
		if len(b) >= 4 && oneSpace(b[1:4]) {
			return 4
		}
	}
	return 0
}

// sureInner says whether b proves a letter: the ellipsis of Windows charsets (85) and the space of
// all (A0) stand beside spaces anyway.
func sureInner(b byte) bool { return innerByte(b) && b != 0x85 && b != 0xA0 }

// oneSpace says whether all are inner bytes but one, a space.
func oneSpace(b []byte) bool {
	spaces := 0
	for _, c := range b {
		if c == ' ' {
			spaces++
		} else if !innerByte(c) {
			return false
		}
	}
	return spaces == 1
}

// lostLength returns the length of a letter at the beginning of b that lost bytes, 0 for none. A
// lost byte alone is one. Some programs write "?" for it, which is too common to believe twice, and
// in two bytes only behind those of Western letters.
func lostLength(b []byte) int {
	switch lead := b[0]; {
	case lead == lostByte:
		return 1
	case lead >= 0xC2 && lead < 0xE0:
		if next := byteAt(b, 1); next == lostByte || next == '?' && lead <= 0xC3 {
			return 2
		}
	case lead == 0xED && lostPair(b):
		return 6
	case lead >= 0xE0 && lead < 0xF0 && lostSome(b, 3):
		return 3
	case lead >= 0xF0 && lead < 0xF5 && lostSome(b, 4):
		return 4
	}
	return 0
}

// lostSome says whether behind its first byte a letter of n bytes has inner and lost ones alone, at
// least one of them lost.
func lostSome(b []byte, n int) bool {
	if len(b) < n {
		return false
	}
	marks, lost := 0, 0
	for _, c := range b[1:n] {
		switch {
		case c == '?':
			marks++
		case c == lostByte:
			lost++
		case !innerByte(c):
			return false
		}
	}
	return marks <= 1 && marks+lost > 0
}

// lostPair says whether b begins with a pair of surrogates one of which lost its last byte.
func lostPair(b []byte) bool {
	if len(b) < 6 || b[1]&0xF0 != 0xA0 || b[3] != 0xED || b[4]&0xF0 != 0xB0 {
		return false
	}
	lost := 0
	for _, c := range [2]byte{b[2], b[5]} {
		if c == lostByte || c == '?' {
			lost++
		} else if !innerByte(c) {
			return false
		}
	}
	return lost > 0
}

// decodeVariant decodes the first character of b and returns its length, 0 where b does not begin
// with one. Beside UTF-8 it knows what Java and old databases write: pairs of surrogates, of three
// bytes each, and C0 80 for U+0000.
func decodeVariant(b []byte) (rune, int) {
	if len(b) >= 2 && b[0] == 0xC0 && b[1] == 0x80 {
		return 0, 2
	}
	if len(b) >= 6 && b[0] == 0xED && b[1]&0xF0 == 0xA0 && innerByte(b[2]) && b[3] == 0xED && b[4]&0xF0 == 0xB0 && innerByte(b[5]) {
		high := rune(b[1]&0xF)<<6 | rune(b[2]&0x3F)
		low := rune(b[4]&0xF)<<6 | rune(b[5]&0x3F)
		return 0x10000 + high<<10 + low, 6
	}
	r, n := utf8.DecodeRune(b)
	if r == utf8.RuneError && n < 2 {
		return 0, 0
	}
	return r, n
}
