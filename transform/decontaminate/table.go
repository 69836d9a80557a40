package decontaminate

import (
	"math"
	"math/bits"
	"slices"
	"sort"
	"unsafe"
)

// table holds the rows of words that are looked for, and the items that they come from. Whatever it finds was compared
// word by word; hashes say where to look and no more.
type table struct {
	n       int               // words of a row
	short   []int             // lengths of items of fewer words that are looked for whole, the longest first
	forms   map[string]uint32 // words by their form, numbered from 1
	words   []uint32          // of all items, in order
	items   []item
	grams   []uint32 // of each item: its different rows, each named by the first place that has it, ascending
	slots   []uint64 // open addressing: 32 bits of the hash, then 1 + a place
	rows    bloom    // hashes of rows of n words
	begins  bloom    // hashes of the first words of shorter items, as many as the shortest has
	least   int      // words of the shortest; 0 where there is none
	distant bool     // some item has n words
}

// item is one of the other set.
type item struct {
	from  uint32 // its first word
	grams uint32 // its first row
	ord   int64
	id    string
}

// none is the number of a word that no item has.
const none = 0

// itemAt is the number of the item that has a word.
func (t *table) itemAt(place uint32) int {
	return sort.Search(len(t.items), func(i int) bool { return t.items[i].from > place }) - 1
}

// end is where the words of an item end.
func (t *table) end(i int) uint32 {
	if i+1 < len(t.items) {
		return t.items[i+1].from
	}
	return uint32(len(t.words))
}

// gramsOf are the different rows of an item.
func (t *table) gramsOf(i int) []uint32 {
	if i+1 < len(t.items) {
		return t.grams[t.items[i].grams:t.items[i+1].grams]
	}
	return t.grams[t.items[i].grams:]
}

// salted is the hash of a row of m words as it stands in the table: rows of different lengths are told apart.
func salted(h uint64, m int) uint64 { return h ^ uint64(m)*0x9E3779B97F4A7C15 }

const lowSlot = math.MaxUint32

// has says whether a hash may be that of a row.
func (t *table) has(h uint64) bool {
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if t.slots[i]>>32 == h>>32 {
			return true
		}
	}
	return false
}

// find returns the first place of a row, which has this hash.
func (t *table) find(h uint64, row []uint32) (place uint32, ok bool) {
	mask := uint64(len(t.slots) - 1)
	for i := h & mask; t.slots[i] != 0; i = (i + 1) & mask {
		if s := t.slots[i]; s>>32 == h>>32 {
			if p := uint32(s&lowSlot) - 1; t.stands(p, row) {
				return p, true
			}
		}
	}
	return 0, false
}

// stands says whether a row stands at a place: within an item, and where it is shorter than n as the whole of it.
func (t *table) stands(place uint32, row []uint32) bool {
	end := int(place) + len(row)
	if end > len(t.words) || !slices.Equal(t.words[place:end], row) {
		return false
	}
	i := t.itemAt(place)
	if len(row) < t.n {
		return t.items[i].from == place && int(t.end(i)) == end
	}
	return end <= int(t.end(i))
}

// put puts a row at its first place into the table and returns that place; rows come in order.
func (t *table) put(h uint64, place uint32, m int) uint32 {
	row := t.words[place : int(place)+m]
	if p, ok := t.find(h, row); ok {
		return p
	}
	t.slot(h, place)
	return place
}

// slot lets a hash lead to a place.
func (t *table) slot(h uint64, place uint32) {
	mask := uint64(len(t.slots) - 1)
	i := h & mask
	for t.slots[i] != 0 {
		i = (i + 1) & mask
	}
	t.slots[i] = h&^lowSlot | uint64(place) + 1
}

// bytes is how much memory it holds.
func (t *table) bytes(formBytes, idBytes int) int64 {
	return int64(4*len(t.words) + 4*cap(t.grams) + 8*(len(t.slots)+len(t.rows)+len(t.begins)) + 64*len(t.forms) + formBytes +
		int(unsafe.Sizeof(item{}))*len(t.items) + idBytes)
}

// bloom says of a hash that it is none of its own, or may be one: two bits in one number of 64, so that a look is one
// access to memory.
type bloom []uint64

// bloomBits is how many bits there are for a hash at least: one in a hundred of others is taken for one.
const bloomBits = 16

func newBloom(hashes int) bloom { return make(bloom, powerOfTwo((hashes*bloomBits+63)/64)) }

func (b bloom) at(h uint64) (i, two uint64) {
	return h >> 12 & uint64(len(b)-1), 1<<(h&63) | 1<<(h>>6&63)
}

func (b bloom) add(h uint64) {
	i, two := b.at(h)
	b[i] |= two
}

func (b bloom) may(h uint64) bool {
	i, two := b.at(h)
	return b[i]&two == two
}

// any says whether it may have one of these.
func (b bloom) any(hs []uint64, and func(h uint64) bool) bool {
	mask := uint64(len(b) - 1)
	for _, h := range hs {
		if two := uint64(1<<(h&63) | 1<<(h>>6&63)); b[h>>12&mask]&two == two && and(h) {
			return true
		}
	}
	return false
}

func powerOfTwo(n int) int { return 1 << bits.Len(uint(max(n, 1)-1)) }

// slotsFor is how many slots hold so many rows, two thirds full at most.
func slotsFor(rows int) int { return powerOfTwo(rows + rows/2 + 1) }

// need is about how much memory a table takes while it is made: of words, rows, different words and their bytes, and
// items and the bytes of their ids.
func need(words, rows, forms, formBytes, items, idBytes int) int64 {
	n := 4*words + 20*rows + 8*slotsFor(rows) + 8*powerOfTwo((rows*bloomBits+63)/64)
	return int64(n + 64*forms + formBytes + int(unsafe.Sizeof(item{}))*items + idBytes)
}
