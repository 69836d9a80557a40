package filter

import (
	"encoding/binary"
	"hash/maphash"
	"math/bits"
	"math/rand/v2"
	"slices"
	"unsafe"

	"github.com/tamis-data/tamis/internal/text"
)

// grams finds which n-grams of a text stand in it more than once, for one n after the other. A word is a number,
// and an n-gram is the pair of the two (n-1)-grams that it is made of: equal pairs are equal n-grams, so that the
// bytes of words are compared once and nothing is hashed but numbers. An n-gram that stands twice is made of
// two (n-1)-grams that do, so that each n looks only where the one before found something.
type grams struct {
	ids    []int32     // of each word; numbered as they first appear
	firsts []text.Span // by id: where the word first stands
	chars  []int32     // by id: its code points
	by     *text.Splitter
	n      int
	at     []int32 // where an n-gram begins that stands elsewhere too, in order
	is     []int32 // which one it is; numbered as they first appear
	counts []int32 // by that number: how often it stands in the text
	table  gramTable
}

// gramTable finds numbers by keys of eight bytes. Slots of an earlier turn are free, so that it need not be emptied.
type gramTable struct {
	slots []gramSlot // a power of two
	most  int        // how many fill it
	shift uint
	turn  uint32
}

type gramSlot struct {
	key  uint64
	id   int32
	turn uint32
}

// What keys are spread by is another one in each process, so that nobody can write a text whose words meet in the
// table. What is found does not depend on it.
var (
	gramOdd           = rand.Uint64() | 1
	gramLow, gramHigh = rand.Uint64(), rand.Uint64()
	gramSeed          = maphash.MakeSeed()
)

// leastSlots and firstSlots bound the table that a text begins with: 64 kB, which stay in a core's own cache.
const leastSlots, firstSlots = 16, 1 << 12

// longKey is the least key of a word longer than 7 bytes, which is a hash: bytes decide.
const longKey = 0xFF << 56

// begin makes room for n keys that are expected; grow makes more. There were last ones for shorter n-grams of the text, and of
// a huge text a table for as many need not grow again.
func (t *gramTable) begin(n, last int) {
	size := firstSize(n, last)
	t.resize(size)
	if t.turn++; t.turn == 0 {
		clear(t.slots[:cap(t.slots)])
		t.turn = 1
	}
}

func firstSize(n, last int) int {
	size := leastSlots
	for size < 2*n && (size < firstSlots || fullAt(size) < last) {
		size *= 2
	}
	return size
}

func (t *gramTable) resize(size int) {
	if cap(t.slots) < size {
		t.slots, t.turn = make([]gramSlot, size), 0
	}
	t.slots, t.most = t.slots[:size], fullAt(size)
	t.shift = uint(64 - bits.TrailingZeros(uint(size)))
}

// fullAt is how many keys fill a table: half of it, which is fast, of a large one three quarters.
func fullAt(slots int) int {
	if slots > keptNumbers {
		return slots - slots/4
	}
	return slots / 2
}

// grow doubles the table.
func (t *gramTable) grow() {
	old, turn := t.slots, t.turn
	t.slots = make([]gramSlot, 2*len(old))
	t.resize(2 * len(old))
	t.turn = turn
	for _, s := range old {
		if s.turn == turn {
			*t.free(s.key) = s
		}
	}
}

// free returns the free slot that a key comes to.
func (t *gramTable) free(key uint64) *gramSlot {
	mask := len(t.slots) - 1
	for at := int(key * gramOdd >> t.shift); ; at++ {
		if s := &t.slots[at&mask]; s.turn != t.turn {
			return s
		}
	}
}

// read takes the words of a text: n is 1.
func (g *grams) read(v *text.View, by *text.Splitter) {
	words := v.Words(by)
	g.by, g.n, g.firsts, g.chars, g.counts = by, 1, g.firsts[:0], g.chars[:0], g.counts[:0]
	g.ids, g.at, g.is = room(g.ids, len(words)), room(g.at, len(words)), room(g.is, len(words))
	g.table.begin(len(words), 0)
	s, ids, ascii := v.Text(), g.ids, v.ASCII()
	for i := 0; i < len(words); {
		i = g.number(v, s, ascii, words, ids, i)
	}
	at, is := g.at[:len(ids)], g.is[:len(ids)]
	for i, id := range ids {
		at[i], is[i] = int32(i), id
	}
	g.keep(len(words))
}

// number gives words their numbers from one on until the table has grown, and returns the next one. What it needs
// stands in variables of its own: a slice of g is read anew behind each write.
func (g *grams) number(v *text.View, s string, ascii bool, words []text.Span, ids []int32, from int) int {
	slots, shift, turn, counts := g.table.slots, g.table.shift&63, g.table.turn, g.counts
	mask := len(slots) - 1
	for i := from; i < len(words); i++ {
		w := words[i]
		key := wordKey(s, int(w.Start), int(w.End))
		for at := int(key * gramOdd >> shift); ; at++ {
			slot := &slots[at&mask]
			if slot.turn != turn {
				*slot = gramSlot{key, g.add(v, w, key, ascii, i), turn}
				ids[i], counts = slot.id, g.counts
				if len(counts) > g.table.most {
					g.table.grow()
					return i + 1
				}
				break
			}
			if slot.key == key && (key < longKey || g.firsts[slot.id].Of(s) == w.Of(s)) {
				ids[i] = slot.id
				counts[slot.id]++
				break
			}
		}
	}
	return len(words)
}

// add gives a new word its number.
func (g *grams) add(v *text.View, w text.Span, key uint64, ascii bool, word int) int32 {
	n := w.End - w.Start
	switch {
	case ascii:
	case key < longKey: // its bytes: those that continue a character begin with the bits 10
		n -= int32(bits.OnesCount64(key & highBits &^ (key << 1)))
	default:
		n = int32(v.Chars(w))
	}
	all := len(g.ids)
	g.firsts, g.chars, g.counts = append(more(g.firsts, word, all), w), append(more(g.chars, word, all), n), append(more(g.counts, word, all), 1)
	return int32(len(g.firsts) - 1)
}

// wordKey is a word of up to 7 bytes itself, of a longer one a hash.
func wordKey(s string, start, end int) uint64 {
	n := end - start
	switch {
	case n > 16:
		return maphash.String(gramSeed, s[start:end]) | longKey
	case n > 7:
		hi, lo := bits.Mul64(load64(s, start)^gramLow, load64(s, end-8)^gramHigh^uint64(n))
		return hi ^ lo | longKey
	case start+8 <= len(s):
		return load64(s, start)&(1<<(8*n)-1) | uint64(n)<<56
	}
	key := uint64(n) << 56
	for i := range n {
		key |= uint64(s[start+i]) << (8 * i)
	}
	return key
}

// next goes from n to n+1.
func (g *grams) next() {
	g.n++
	last := len(g.counts)
	g.counts = g.counts[:0]
	if len(g.at) == 0 {
		return
	}
	g.table.begin(len(g.at), last)
	found := 0
	for from := 1; from < len(g.at); {
		from, found = g.pairs(from, found)
	}
	g.keep(found)
}

// pairs numbers the n-grams that are made of two neighbours, from one of them on until the table has grown. It returns
// the next one and how many it found so far; what it needs stands in variables of its own, as in number.
func (g *grams) pairs(from, found int) (next, all int) {
	slots, shift, turn, counts := g.table.slots, g.table.shift&63, g.table.turn, g.counts
	at, is, mask := g.at, g.is[:len(g.at)], len(slots)-1
	before, first := at[from-1], is[from-1]
	for j := from; j < len(at); j++ {
		place, second := at[j], is[j]
		if place == before+1 {
			key := uint64(first)<<32 | uint64(second)
			id := int32(-1)
			for i := int(key * gramOdd >> shift); id < 0; i++ {
				slot := &slots[i&mask]
				switch {
				case slot.turn != turn:
					id = int32(len(counts))
					*slot = gramSlot{key, id, turn}
					counts = append(counts, 1)
				case slot.key == key:
					id = slot.id
					counts[id]++
				}
			}
			at[found], is[found] = before, id
			found++
			if len(counts) > g.table.most {
				g.counts = counts
				g.table.grow()
				return j + 1, found
			}
		}
		before, first = place, second
	}
	g.counts = counts
	return len(at), found
}

// keep keeps those of the first places whose n-gram stands elsewhere too.
func (g *grams) keep(places int) {
	at, is, counts := g.at[:places], g.is[:places], g.counts
	kept := 0
	for j, id := range is {
		at[kept], is[kept] = at[j], id
		kept += int(uint32(1-counts[id]) >> 31) // no branch, which could not be foretold
	}
	g.at, g.is = at[:kept], is[:kept]
}

// all is how many n-grams the text has.
func (g *grams) all() int { return max(len(g.ids)-g.n+1, 0) }

// length is the code points of the words of the n-gram that begins at a word.
func (g *grams) length(at int32) (n int) {
	return g.span(int(at), int(at)+g.n)
}

// span is the code points of the words from one to before another.
func (g *grams) span(from, to int) (n int) {
	for _, id := range g.ids[from:to] {
		n += int(g.chars[id])
	}
	return n
}

// most returns how often the most frequent n-gram stands in the text.
func (g *grams) most() int32 {
	most := int32(1)
	for _, c := range g.counts {
		most = max(most, c)
	}
	return most
}

// firstTop returns where the most frequent n-gram begins, of several the one that comes first, and how often it stands
// in the text.
func (g *grams) firstTop() (at int32, count int) {
	most := g.most()
	for j, id := range g.is {
		if g.counts[id] == most {
			return g.at[j], int(most)
		}
	}
	return 0, 1
}

// longestTop returns the longest of the most frequent n-grams, of several the one that comes first. Its count is 1
// where none stands twice.
func (g *grams) longestTop() (id int32, length, count int) {
	most := g.most()
	for j, one := range g.is {
		if g.counts[one] == most {
			if n := g.length(g.at[j]); n > length {
				id, length = one, n
			}
		}
	}
	return id, length, int(most)
}

// anyGram asks for every n-gram that stands more than once.
const anyGram = -1

// covered is the code points of the words in any place of an n-gram that stands more than once, each word once.
func (g *grams) covered(only int32) (chars int) {
	end := 0
	for j, at := range g.at {
		if only == anyGram || g.is[j] == only {
			to := int(at) + g.n
			chars += g.span(max(end, int(at)), to)
			end = to
		}
	}
	return chars
}

// allChars is the code points of all n-grams: each word as often as n-grams hold it.
func (g *grams) allChars() int {
	words, all := len(g.ids), g.all()
	from, to := g.n, words-g.n // between them each word is in n
	if from > to {
		from, to = words, words
	}
	chars := g.n * g.span(from, to)
	for i := range from {
		chars += g.holding(i, all) * g.span(i, i+1)
	}
	for i := to; i < words; i++ {
		chars += g.holding(i, all) * g.span(i, i+1)
	}
	return chars
}

// holding is how many of all n-grams hold a word.
func (g *grams) holding(word, all int) int {
	return min(word, all-1) - max(word-g.n+1, 0) + 1
}

// release gives large buffers back.
func (g *grams) release() {
	if cap(g.ids) > keptNumbers || cap(g.table.slots) > keptNumbers {
		*g = grams{}
	}
}

// keptNumbers is how much room a buffer may have and be kept from one text to the next.
const keptNumbers = 1 << 16

// room returns a slice of n numbers, the given one where it is large enough.
func room[T any](have []T, n int) []T {
	if cap(have) < n {
		return make([]T, n, n+min(n/4, keptNumbers))
	}
	return have[:n]
}

// more makes room for one more entry: a list of many grows by as many as there will be if the rest is like what is done,
// so that it is not copied again while it is as large as the text.
func more[T any](have []T, done, all int) []T {
	n := len(have)
	if n < cap(have) || n < keptNumbers || done == 0 {
		return have
	}
	return slices.Grow(have, min(all-done, int(int64(n)*int64(all-done)/int64(done))+n/16)+1)
}

// load64 reads eight bytes of a text, which must be there.
func load64(s string, at int) uint64 {
	return binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(s), len(s))[at:])
}
