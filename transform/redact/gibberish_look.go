package redact

import (
	"encoding/binary"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/tamis-data/tamis/internal/text"
)

// suspect returns the start of the first suspect piece at or behind a place, len(s) or to without one. Two
// pieces side by side that are crowded are suspect too: a date in a sentence fills one.
func suspect(s string, at, to int) int {
	before := 0
	for ; at < to; at += pieceSize {
		if at+pieceSize > len(s) {
			at = max(0, len(s)-pieceSize)
			if n := crowd(s[at:]); (crowds(before, n)) && pastLink(s, at) == 0 {
				return at
			}
			return len(s)
		}
		n := crowd(s[at : at+pieceSize])
		if crowds(before, n) {
			next := pastLink(s, at)
			if next == 0 {
				return at
			}
			at, n = next-pieceSize, 0
		}
		before = n
	}
	return len(s)
}

// crowds says whether a piece is suspect beside the one before it.
func crowds(before, n int) bool {
	return n > pieceCrowds || before > 0 && n > 0 && before+n > pieceCrowds-2
}

// Bounds of a link: how far before a piece it may begin, and its length.
const (
	linkBack = 64
	maxLink  = 300
)

// pastLink returns where the link ends that makes a piece suspect, 0 where there is none: links are left alone.
func pastLink(s string, at int) int {
	from := max(0, at-linkBack)
	k := strings.Index(s[from:min(len(s), at+pieceSize+len("https:/"))], "://")
	if k < 0 {
		return 0
	}
	start := from + k
	for start > from && lowerCase(s[start-1]) {
		start--
	}
	if start == from+k || start > 0 && strings.IndexByte(" \t\n([<", s[start-1]) < 0 && s[start-1] < utf8.RuneSelf {
		return 0
	}
	end := from + k + 3
	for end < len(s) && linkBytes[s[end]] {
		end++
	}
	if end <= at || end-start > maxLink || end < len(s) && strings.IndexByte("{}|\\;\"'=", s[end]) >= 0 {
		return 0
	}
	return end
}

// linkBytes are the bytes of plain links.
var linkBytes = func() (t [256]bool) {
	for b := range utf8.RuneSelf {
		t[b] = alnum(byte(b)) || strings.IndexByte("/.-_~?&=#%+:@,", byte(b)) >= 0
	}
	return t
}()

// suspectPiece says whether a piece of a text may by itself be one of a dump.
func suspectPiece(s string) bool { return crowd(s) > pieceCrowds }

// crowd returns how many digits and signs a piece holds, if these are more than a few, and pieceHit where it may
// by itself be one of a dump.
func crowd(s string) int {
	if len(s) == pieceSize && manyHigh(s) {
		return crowdWide(s)
	}
	counts, sum := crowdASCII(s)
	others, spaces := int(counts&0xFF), counts>>8&0xFF
	switch {
	case counts>>16 > 4:
		return crowdWide(s)
	case sum < piecePairs, others > pieceOthers && sum < 0, spaces < 2, spaces > pieceSpaces:
		return pieceHit
	case others > pieceOthers:
		return others
	}
	return 0
}

// crowdASCII returns the quickCounts of a piece and the score of its pairs.
func crowdASCII(s string) (counts uint32, sum int) {
	last := uint8(0)
	for i := 0; i < len(s); i++ {
		b := s[i]
		class := quickClasses[b]
		sum += int(quickPairs[(int(last)<<5|int(class))&1023])
		counts += quickCounts[b]
		last = class
	}
	return counts, sum
}

// manyHigh says whether more than four bytes of a whole piece are beyond ASCII.
func manyHigh(s string) bool {
	const high = 0x8080808080808080
	b := unsafe.Slice(unsafe.StringData(s), pieceSize)
	x := binary.LittleEndian.Uint64(b) & high >> 7
	x += binary.LittleEndian.Uint64(b[8:]) & high >> 7
	x += binary.LittleEndian.Uint64(b[16:]) & high >> 7
	x += binary.LittleEndian.Uint64(b[24:]) & high >> 7
	return x*0x0101010101010101>>56 > 4
}

// crowdWide is crowd for pieces of letters beyond ASCII. It goes without branches where letters would decide.
func crowdWide(s string) int {
	if cycles(s) {
		return pieceHit
	}
	var o quickOrder
	page := rune(0)
	counts, sum, letters, odd, last, scriptOf := uint32(0), 0, 0, 0, uint8(0), uint8(0)
	i := 0
	for i < min(3, len(s)) && s[i]&0xC0 == 0x80 { // the rest of a character
		i++
	}
	for i < len(s) {
		b, r, n := s[i], rune(0), 0
		switch {
		case b < utf8.RuneSelf:
			r, n = rune(b), 1
			counts += quickCounts[b]
		case b >= 0xC2 && b < 0xE0 && i+1 < len(s) && s[i+1]&0xC0 == 0x80:
			r, n = rune(b&0x1F)<<6|rune(s[i+1]&0x3F), 2
		case b >= 0xE0 && b < 0xED && i+2 < len(s) && (b > 0xE0 || s[i+1] >= 0xA0) && s[i+1]&0xC0 == 0x80 && s[i+2]&0xC0 == 0x80:
			r, n = rune(b&0x0F)<<12|rune(s[i+1]&0x3F)<<6|rune(s[i+2]&0x3F), 3
		default:
			if r, n = utf8.DecodeRuneInString(s[i:]); r == utf8.RuneError {
				odd += btoi(n == 3)
				i += n
				continue
			}
		}
		i += n
		class := uint8(0)
		if r < 0x600 || r >= 0x1E00 && r < 0x2000 {
			class = text.PairClass(r)
		}
		if class|last != 0 {
			sum += text.PairScore(last, class)
			letters++
		}
		last = class
		o.step(r)
		if r < 0xC0 || r >= 0xE000 && r < 0xF900 {
			odd += btoi(r >= 0x80 && r != 0xA0 && r != 0xAB && r != 0xBB)
			continue
		}
		at := r >> 7
		if r >= 0x3000 && r < 0xA000 {
			at = 0x60 // all of it is of one number
		}
		if at == page {
			continue
		}
		page = at
		if k := script(r); k != scriptOf && k != 0 {
			odd += btoi(scriptOf != 0)
			scriptOf = k
		}
	}
	others := int(counts & 0xFF)
	switch {
	case odd >= pieceOdd, letters >= 12 && sum < piecePairs, counts>>8&0xFF > pieceSpaces, o.gain():
		return pieceHit
	case others > pieceOthers:
		if _, ascii := crowdASCII(s); ascii < 0 {
			return pieceHit
		}
		return others
	}
	return 0
}

// cycles says whether a piece repeats a cycle of a few characters.
func cycles(s string) bool {
	if len(s) < pieceSize {
		return false
	}
	b := unsafe.Slice(unsafe.StringData(s), pieceSize)
	word := binary.LittleEndian.Uint64(b[16:])
	for _, n := range [...]int{4, 5, 6, 7, 8, 9, 10, 11, 12, 16} {
		if binary.LittleEndian.Uint64(b[16-n:]) == word && s[24:28] == s[24-n:28-n] {
			return true
		}
	}
	return false
}

// quickOrder counts steps up the order of code points, and those to the same one.
type quickOrder struct {
	last        rune
	up, even, n uint32
}

func (o *quickOrder) step(r rune) {
	if r <= 0x40 || r >= 0x2000 && r < 0x2010 {
		return
	}
	o.up += uint32(o.last-r) >> 31
	o.even += (uint32(r^o.last) - 1) >> 31
	o.last = r
	o.n++
}

// gain says whether nearly all steps go one way.
func (o *quickOrder) gain() bool {
	down := o.n - o.up - o.even
	return o.n >= 5 && (down*8 <= o.n || o.up*8 <= o.n || o.even*2 >= o.n)
}
