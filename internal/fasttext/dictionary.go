package fasttext

import (
	"math"
	"math/bits"
)

// dictionary holds the words and labels of a model, and where the n-grams that it kept stand.
type dictionary struct {
	names         []string // words, then labels
	count         []int64
	words, labels int
	pruned        bool
	kept          ngramTable // bucket → row behind the words, of a pruned dictionary
	some          bitmap     // of the buckets in kept
	buckets       divisor    // by how many buckets hashes are taken
	reach         int        // rows behind the words that kept leads to
	ids           map[string]int32
	hashed        [knownBits / 64]uint64 // of the hashes of names: a word that is none need not be looked up
	end           int32                  // row of endOfText, -1 where the model has none
}

// knownBits is for the some seven thousand words of lid.176.ftz, in 8 kB.
const knownBits = 1 << 16

// id looks a word up by itself and its hash.
func (d *dictionary) id(w string, h uint32) (int32, bool) {
	if d.hashed[h%knownBits/64]>>(h&63)&1 == 0 {
		return 0, false
	}
	id, known := d.ids[w]
	return id, known
}

// endOfText is the word that stands for the end of a line.
const endOfText = "</s>"

// labelMark begins a word that names a label.
const labelMark = "__label__"

// entryBytes is the least that a word takes in the file: its end, its count, its type.
const entryBytes = 1 + 8 + 1

// maxCount is what no word of a real text reaches; the tree of labels marks what is not built yet by it.
const maxCount = 1e15

func (d *dictionary) read(r *cursor, a arguments) {
	n := int64(r.int32())
	words, labels := r.int32(), r.int32()
	r.int64() // tokens of the text it was trained on
	pruned := r.int64()
	size := r.size(n, entryBytes, "words")
	if words < 0 || labels <= 0 || words+labels != size {
		r.fail("%d words and %d labels are not %d", words, labels, n)
		return
	}
	d.words, d.labels = words, labels
	d.names, d.count = make([]string, 0, size), make([]int64, 0, size)
	for i := 0; i < size && r.err == nil; i++ {
		d.entry(r, i >= words)
	}
	if pruned >= 0 {
		d.readKept(r, pruned)
	}
}

func (d *dictionary) entry(r *cursor, label bool) {
	name, count, kind := r.word(), r.int64(), r.flag()
	if kind != label || count < 0 || count >= maxCount {
		r.fail("word %d is out of place", len(d.names))
	}
	d.names, d.count = append(d.names, name), append(d.count, count)
}

// readKept reads which buckets of n-grams were kept, and their rows.
func (d *dictionary) readKept(r *cursor, pairs int64) {
	n := r.size(pairs, 8, "pruned n-grams")
	d.pruned, d.kept, d.some = true, newNgramTable(n), make(bitmap, bitmapBits/64)
	steps := 0
	for range n {
		from, to := r.int32(), r.int32()
		if to < 0 {
			r.fail("an n-gram in row %d", to)
			return
		}
		if steps += d.kept.put(int32(from), int32(to)); steps > mostSteps*n+1<<12 {
			r.fail("the pruned n-grams are chosen to stand in each other's way")
			return
		}
		d.some.set(int32(from))
		d.reach = max(d.reach, to+1)
	}
}

// index makes the words findable. Of equal ones the last stands, as in fastText.
func (d *dictionary) index(bucket int) {
	d.buckets = newDivisor(uint32(max(bucket, 1)))
	d.ids = make(map[string]int32, len(d.names))
	for i, name := range d.names {
		d.ids[name] = int32(i)
		h := hashOf(name)
		d.hashed[h%knownBits/64] |= 1 << (h & 63)
	}
	d.end = -1
	if id, ok := d.ids[endOfText]; ok && int(id) < d.words {
		d.end = id
	}
}

// counts are how often each label stood in the text that the model was trained on.
func (d *dictionary) counts() []int64 { return d.count[d.words:] }

// appendRow appends the row of the n-gram with the given hash, where pruning left one.
func (d *dictionary) appendRow(rows []int32, hash uint32) []int32 {
	return d.appendBucket(rows, int32(d.buckets.mod(hash)))
}

func (d *dictionary) appendBucket(rows []int32, id int32) []int32 {
	if !d.pruned {
		return append(rows, int32(d.words)+id)
	}
	if d.some.has(id) {
		if id = d.kept.get(id); id >= 0 {
			return append(rows, int32(d.words)+id)
		}
	}
	return rows
}

// divisor gives remainders by a multiplication instead of a division (Lemire, Kaser and Kurz, "Faster remainder by
// direct computation", 2019).
type divisor struct {
	by      uint32
	inverse uint64
}

func newDivisor(by uint32) divisor { return divisor{by, math.MaxUint64/uint64(by) + 1} }

func (d divisor) mod(n uint32) uint32 {
	high, _ := bits.Mul64(d.inverse*uint64(n), uint64(d.by))
	return uint32(high)
}

// bitmap says which buckets may have been kept, by their low bits: a tenth of the table, so that it stays in the
// second cache, and most n-grams of a text need not go further.
type bitmap []uint64

const bitmapBits = 1 << 21

func (b bitmap) set(id int32) { b[uint32(id)%bitmapBits/64] |= 1 << (id & 63) }

func (b bitmap) has(id int32) bool { return b[uint32(id)%bitmapBits/64]>>(id&63)&1 != 0 }

// ngramTable maps buckets to rows by open addressing: a Go map takes three times as long.
type ngramTable struct {
	slots []ngramSlot
	shift uint
}

type ngramSlot struct{ from, to int32 } // to is one more than the row; 0 is free

func newNgramTable(n int) ngramTable {
	bits := uint(4)
	for 1<<bits < 2*n {
		bits++
	}
	return ngramTable{slots: make([]ngramSlot, 1<<bits), shift: 32 - bits}
}

// start spreads the buckets over the table, so that neighbours are no neighbours there.
func (t *ngramTable) start(from int32) uint32 { return uint32(from) * 0x9e3779b1 >> t.shift }

// mostSteps is how many steps a bucket takes at most, in the mean, to find its place: those of a real model take one
// or two, and buckets that were chosen for it take as many as there are.
const mostSteps = 16

// put returns how many steps it took.
func (t *ngramTable) put(from, to int32) (steps int) {
	mask := uint32(len(t.slots) - 1)
	i := t.start(from) & mask
	for steps = 1; t.slots[i].to != 0 && t.slots[i].from != from; steps++ {
		i = (i + 1) & mask
	}
	t.slots[i] = ngramSlot{from, to + 1}
	return steps
}

func (t *ngramTable) get(from int32) int32 {
	mask := uint32(len(t.slots) - 1)
	i := t.start(from) & mask
	for t.slots[i].to != 0 {
		if t.slots[i].from == from {
			return t.slots[i].to - 1
		}
		i = (i + 1) & mask
	}
	return -1
}
