package text

import (
	"math/bits"
	"unicode/utf8"
	"unsafe"
)

// A word by plain splitting is a run between white space, as Python's str.split has it, on which the published
// heuristics are built: Unicode's White_Space and the separators U+001C–U+001F.

// IsSpace says whether a character is white space for plain splitting.
func IsSpace(r rune) bool {
	switch {
	case r <= 0x20:
		return r >= 0x1C || r >= '\t' && r <= '\r'
	case r < 0x1680:
		return r == 0x85 || r == 0xA0
	case r < 0x2000:
		return r == 0x1680
	case r <= 0x205F:
		return r <= 0x200A || r == 0x2028 || r == 0x2029 || r == 0x202F || r == 0x205F
	}
	return r == 0x3000
}

// fieldBlock is how many bytes one mask covers.
const fieldBlock = 64

// AppendFields appends the words of plain splitting. A mask of 64 bytes says where white space is; a word
// begins or ends where it changes.
func AppendFields(s string, dst []Span) []Span {
	if len(s) == 0 {
		return dst
	}
	b := bytesOf(s)
	edges := edgesOf(dst)
	last, carry := uint64(1), uint64(0) // before the text is white space; what a character left for the next block
	for at := 0; at < len(b); at += fieldBlock {
		var mask uint64
		if len(b)-at >= fieldBlock {
			mask, carry = spaceMask(b, at, carry)
		} else {
			mask, carry = spaceTail(b, at, carry)
		}
		if cap(edges)-len(edges) < fieldBlock {
			edges = grow(edges, at, len(b))
		}
		edges = edges[:len(edges)+turns(edges[len(edges):cap(edges)], mask^(mask<<1|last), int32(at))]
		last = mask >> 63
	}
	if len(edges)%2 == 1 {
		edges = append(edges, int32(len(b)))
	}
	return spansOf(edges)
}

// turns writes the places of the bits that are set, and returns how many.
func turns(dst []int32, set uint64, at int32) int {
	room := (*[fieldBlock]int32)(dst)
	n := 0
	for ; set != 0; set &= set - 1 {
		room[n&(fieldBlock-1)] = at + int32(bits.TrailingZeros64(set))
		n++
	}
	return n
}

// edgesOf and spansOf see starts and ends one after the other in place of spans.
func edgesOf(spans []Span) []int32 {
	return unsafe.Slice((*int32)(unsafe.Pointer(unsafe.SliceData(spans))), 2*cap(spans))[:2*len(spans)]
}

func spansOf(edges []int32) []Span {
	return unsafe.Slice((*Span)(unsafe.Pointer(unsafe.SliceData(edges))), cap(edges)/2)[:len(edges)/2]
}

// grow makes room for the edges of a block and more: twice as many, in a text of many as many as there will be if
// it goes on as it began.
func grow(edges []int32, at, size int) []int32 {
	more := cap(edges)
	if len(edges) >= 2*keptSpans {
		more = max(len(edges)/8, int(int64(len(edges))*int64(size-at)/int64(at)))
	}
	bigger := make([]int32, len(edges), cap(edges)+more+4*fieldBlock)
	copy(bigger, edges)
	return bigger
}

// spaceMask returns where white space is in a whole block. Carry comes from a character that began in the block
// before, and goes to the next.
func spaceMask(b []byte, at int, carry uint64) (mask, next uint64) {
	block := (*[fieldBlock]byte)(b[at:])
	mask = carry
	var wide uint64
	for j := 0; j < fieldBlock; j += 8 {
		w := load64(block[j:])
		mask |= gather(space8(w)) << j
		wide |= w & high
	}
	if wide != 0 {
		return wideSpaces(b, at, fieldBlock, mask)
	}
	return mask, 0
}

// spaceTail is spaceMask for the last bytes of a text; what lies behind it is white space.
func spaceTail(b []byte, at int, carry uint64) (mask, next uint64) {
	n := len(b) - at
	mask = carry
	for i := range n {
		if b[at+i] <= ' ' && IsSpace(rune(b[at+i])) {
			mask |= 1 << i
		}
	}
	mask, _ = wideSpaces(b, at, n, mask)
	return mask | ^uint64(0)<<n, 0
}

// space8 marks the high bit of each byte that is white space of ASCII. Sums stay within their byte: none has
// its high bit to begin with.
func space8(w uint64) uint64 {
	low := w &^ high
	tabs := (low + (0x80-'\t')*ones) &^ (low + (0x80-'\r'-1)*ones)
	rest := (low + (0x80-0x1C)*ones) &^ (low + (0x80-' '-1)*ones)
	return (tabs | rest) &^ w & high
}

// gather collects the eight high bits in the low byte.
func gather(w uint64) uint64 { return w * 0x0002040810204081 >> 56 }

// wideLeads are the first bytes of white space beyond ASCII: U+0085 and U+00A0, U+1680, U+2000 and on, U+3000.
var wideLeads = [256]bool{0xC2: true, 0xE1: true, 0xE2: true, 0xE3: true}

// wideSpaces adds the white space beyond ASCII that begins in n bytes of a block.
func wideSpaces(b []byte, at, n int, mask uint64) (all, next uint64) {
	for i := at; i < at+n; i++ {
		if !wideLeads[b[i]] {
			continue
		}
		if size := wideSpace(b, i); size > 0 {
			run := uint64(1)<<size - 1
			mask |= run << (i - at)
			next |= run >> (fieldBlock - (i - at))
		}
	}
	return mask, next
}

// wideSpace returns the length of the white space beyond ASCII at i, 0 where there is none.
func wideSpace(b []byte, i int) int {
	r, n := utf8.DecodeRune(b[i:])
	if n > 1 && IsSpace(r) {
		return n
	}
	return 0
}
