package filter

import (
	"bytes"
	"encoding/binary"
	"hash/maphash"
	"math/bits"

	"github.com/tamis-data/tamis/internal/text"
)

// joined counts repeated n-grams as datatrove does, which joins the words of an n-gram without a space and compares
// what comes of it: `a bc` and `ab c` are equal to it. So n-grams of numbered words don't do, nor do
// repeated ones hold shorter repeated ones.
type joined struct {
	bytes  []byte  // the words one after the other, with room behind them
	starts []int32 // of each word in bytes, and of the end
	marks  []uint8 // by hash of the bytes that a word and what follows begin with: not seen, seen once, more often
	hashes []uint32
	places []joinedPlace // in place of the hashes
	table  joinedTable
}

// joinedPlace is a word at which a repeated n-gram may begin, times two; plus one where the headBytes from here on may
// stand elsewhere too.
type joinedPlace = uint32

// headBytes is how many bytes are looked at to tell where no repeated n-gram begins: one that is as long or longer
// begins with them twice.
const headBytes = 16

// leastWords is the least n that is asked for.
const leastWords = 5

// read takes the words of a text.
func (j *joined) read(s string, words []text.Span) {
	j.join(s, words)
	j.mark(len(words))
	j.places = j.hashes[:0]
	for i := range max(len(words)-leastWords+1, 0) {
		again := uint32(j.marks[j.hashes[i]] >> 1)
		if again > 0 || j.starts[i+leastWords]-j.starts[i] < headBytes {
			j.places = append(j.places, uint32(i)<<1|again)
		}
	}
}

// join writes the words one after the other.
func (j *joined) join(s string, words []text.Span) {
	size := 0
	for _, w := range words {
		size += int(w.End - w.Start)
	}
	j.bytes, j.starts = room(j.bytes, size+headBytes), room(j.starts, len(words)+1)
	at := 0
	for i, w := range words {
		j.starts[i] = int32(at)
		n := int(w.End - w.Start)
		if n <= 8 && int(w.Start)+8 <= len(s) {
			binary.LittleEndian.PutUint64(j.bytes[at:], load64(s, int(w.Start)))
		} else {
			copy(j.bytes[at:], s[w.Start:w.End])
		}
		at += n
	}
	j.starts[len(words)] = int32(at)
	clear(j.bytes[at:])
}

// mostMarks bounds the marks. A text of more words finds more places where nothing is repeated, and looks at them.
const mostMarks = 1 << 23

// mark counts the heads by a hash of few bits: where it stands once alone, no repeated n-gram of headBytes or more
// begins.
func (j *joined) mark(words int) {
	size := min(1<<bits.Len(uint(8*words)), mostMarks)
	if cap(j.marks) < size {
		j.marks = make([]uint8, size)
	}
	j.marks = j.marks[:size]
	clear(j.marks)
	j.hashes = room(j.hashes, words)
	shift := 64 - uint(bits.TrailingZeros(uint(size)))
	for i := range words {
		b := j.bytes[j.starts[i]:]
		h := uint32((binary.LittleEndian.Uint64(b)*gramOdd + bits.RotateLeft64(binary.LittleEndian.Uint64(b[8:])*gramOdd, 32)) * gramOdd >> shift)
		j.hashes[i] = h
		j.marks[h] += 1 - j.marks[h]>>1
	}
}

// repeated returns the code points of the n-grams that stood in the text before, where it goes on behind such a one.
func (j *joined) repeated(g *grams, n int) (chars int) {
	last := 0
	if n > leastWords {
		last = j.table.used
	}
	j.table.begin(len(j.places), last)
	next, end := 0, len(g.ids)-n
	for _, p := range j.places {
		at, again := int(p>>1), p&1 != 0
		if at < next || at > end {
			continue
		}
		start, stop := j.starts[at], j.starts[at+n]
		if !again && stop-start >= headBytes {
			continue
		}
		if j.table.seen(j.bytes, start, stop) {
			chars += g.span(at, at+n)
			next = at + n
		}
	}
	return chars
}

// joinedTable is a set of pieces of bytes.
type joinedTable struct {
	slots []joinedSlot // a power of two
	used  int
	turn  uint32
}

type joinedSlot struct {
	hash       uint32
	turn       uint32
	start, end int32
}

func (t *joinedTable) begin(n, last int) {
	size := firstSize(n, last)
	if cap(t.slots) < size {
		t.slots, t.turn = make([]joinedSlot, size), 0
	}
	t.slots, t.used = t.slots[:size], 0
	if t.turn++; t.turn == 0 {
		clear(t.slots[:cap(t.slots)])
		t.turn = 1
	}
}

// seen adds a piece, and says whether it was there.
func (t *joinedTable) seen(b []byte, start, end int32) bool {
	hash := pieceHash(b, int(start), int(end))
	for at := hash; ; at++ {
		s := &t.slots[at&uint32(len(t.slots)-1)]
		if s.turn != t.turn {
			*s = joinedSlot{hash, t.turn, start, end}
			if t.used++; t.used > fullAt(len(t.slots)) {
				t.grow()
			}
			return false
		}
		if s.hash == hash && bytes.Equal(b[s.start:s.end], b[start:end]) {
			return true
		}
	}
}

func (t *joinedTable) grow() {
	old := t.slots
	t.slots = make([]joinedSlot, 2*len(old))
	mask := uint32(len(t.slots) - 1)
	for _, s := range old {
		if s.turn == t.turn {
			at := s.hash & mask
			for t.slots[at].turn == t.turn {
				at = (at + 1) & mask
			}
			t.slots[at] = s
		}
	}
}

// pieceHash hashes bytes behind which there is room.
func pieceHash(b []byte, start, end int) uint32 {
	n := end - start
	if n > 16 {
		return uint32(maphash.Bytes(gramSeed, b[start:end]))
	}
	var low, high uint64
	if n > 8 {
		low, high = binary.LittleEndian.Uint64(b[start:]), binary.LittleEndian.Uint64(b[end-8:])
	} else {
		low = binary.LittleEndian.Uint64(b[start:]) & (1<<(8*n) - 1) // of 8 bytes the shift leaves none: all count
	}
	hi, lo := bits.Mul64(low^gramLow, high^gramHigh^uint64(n))
	return uint32(hi ^ lo)
}

// release gives large buffers back.
func (j *joined) release() {
	if cap(j.bytes) > 8*keptNumbers || cap(j.starts) > keptNumbers || cap(j.table.slots) > keptNumbers {
		*j = joined{}
	}
}
