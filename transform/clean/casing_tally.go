package clean

import (
	"encoding/binary"
	"math/bits"

	"github.com/tamis-data/tamis/internal/text"
)

// ballotBox counts the votes of a batch of documents, each at most maxPerDoc times for one document.
// Handing every vote to the sorter would cost ten times as much as counting it here.
type ballotBox struct {
	smalls box[smallVote] // words written small inside of sentences: by far most of the votes
	others box[otherVote]
	votes  []vote // what others counts
	forms  []byte // how words with a capital are written
	doc    uint32
	key    []byte
}

// smallVote counts a word written small.
type smallVote struct {
	word uint64 // hash, with the language in its low bits
	ballots
	article ballots // behind an article or another determiner; these are not among the others
}

// otherVote counts any other vote, told by 128 bits of hash. The slots are kept small: they are what
// misses the cache.
type otherVote struct {
	hi, lo uint64
	index  uint32 // in votes
	ballots
}

// vote is a way to write a word.
type vote struct {
	word, neighbour uint64
	form            uint64 // shape and first letter, which with the word's hash make the form
	what, tag       byte
	size            uint8
	from            uint32 // of the form, in forms
}

// ballots is a number of votes; it is 0 in a free slot.
type ballots struct {
	n    uint32
	last uint32 // document counted last, and in the low bits how many votes of it
}

func (t *ballots) count(doc uint32) {
	if t.last>>8 != doc {
		t.last = doc << 8
	}
	if t.last&0xFF < maxPerDoc {
		t.last++
		t.n++
	}
}

// box is a table with open addressing.
type box[V any] struct {
	slots []V
	used  int
}

// keptSlots is what a table keeps from one batch to the next.
const keptSlots = 1 << 15

func (b *box[V]) reset() {
	if len(b.slots) > keptSlots {
		b.slots = nil
	}
	clear(b.slots)
	b.used = 0
}

func slotOf(hash uint64) uint64 { return hash ^ hash>>32 }

// small counts a word written small, behind an article or not.
func (b *ballotBox) small(word uint64, article bool) {
	t := &b.smalls
	if 2*t.used >= len(t.slots) {
		old := t.slots
		t.slots = make([]smallVote, max(1024, 2*len(old)))
		for _, v := range old {
			if v.used() {
				*findSmall(t.slots, v.word) = v
			}
		}
	}
	v := findSmall(t.slots, word)
	if !v.used() {
		v.word = word
		t.used++
	}
	if article {
		v.article.count(b.doc)
	} else {
		v.count(b.doc)
	}
}

func (v *smallVote) used() bool { return v.n|v.article.n != 0 }

func findSmall(slots []smallVote, word uint64) *smallVote {
	mask := uint64(len(slots) - 1)
	for i := slotOf(word>>tongueBits) & mask; ; i = (i + 1) & mask {
		if v := &slots[i]; v.word == word || !v.used() {
			return v
		}
	}
}

// cast counts any other vote; form is how the word is written, "" where that is not told.
func (b *ballotBox) cast(v vote, form string) {
	t := &b.others
	if 2*t.used >= len(t.slots) {
		old := t.slots
		t.slots = make([]otherVote, max(1024, 2*len(old)))
		for i := range old {
			if old[i].n > 0 {
				*findVote(t.slots, old[i].hi, old[i].lo) = old[i]
			}
		}
	}
	hi, lo := v.hash()
	slot := findVote(t.slots, hi, lo)
	if slot.n == 0 {
		v.from, v.size = uint32(len(b.forms)), uint8(len(form))
		b.forms = append(b.forms, form...)
		slot.hi, slot.lo, slot.index = hi, lo, uint32(len(b.votes))
		b.votes = append(b.votes, v)
		t.used++
	}
	slot.count(b.doc)
}

// hash tells votes apart.
func (v *vote) hash() (hi, lo uint64) {
	kind := v.form ^ uint64(v.what)<<48 ^ uint64(v.tag)<<56
	hi, lo = bits.Mul64(v.word^kind*0x9E3779B97F4A7C15, v.neighbour^0xD6E8FEB86659FD93)
	return hi ^ v.word, lo ^ kind
}

func findVote(slots []otherVote, hi, lo uint64) *otherVote {
	mask := uint64(len(slots) - 1)
	for i := slotOf(hi^lo) & mask; ; i = (i + 1) & mask {
		if s := &slots[i]; s.hi == hi && s.lo == lo || s.n == 0 {
			return s
		}
	}
}

// Keys are: what is voted on, the word's hash with its language in the low bits, how it was written. Where
// there is a neighbour its hash follows that of the word, and the language that of the neighbour: so all
// languages of a word, and of a pair, stand in a row.
const (
	tongueBits = 6
	tongueMask = 1<<tongueBits - 1
	wordKey    = 9
	besideKey  = 18
)

// inTongue returns the hash of a word in a language: all languages of a word stand in a row.
func inTongue(hash uint64, t text.Tongue) uint64 { return hash&^tongueMask | uint64(t) }

// flush hands the sums over and empties the box.
func (b *ballotBox) flush(add func(key []byte, n int64)) {
	for i := range b.smalls.slots {
		v := &b.smalls.slots[i]
		for k, n := range [...]uint32{v.n, v.article.n} {
			if n > 0 {
				b.key = append(binary.BigEndian.AppendUint64(append(b.key[:0], voteWord), v.word), [...]byte{tagSmall, tagSmallArticle}[k])
				add(b.key, int64(n))
			}
		}
	}
	for i := range b.others.slots {
		if slot := &b.others.slots[i]; slot.n > 0 {
			add(b.keyOf(&b.votes[slot.index]), int64(slot.n))
		}
	}
	b.smalls.reset()
	b.others.reset()
	b.votes, b.forms, b.doc = b.votes[:0], b.forms[:0], 0
}

// keyOf makes the key of a vote.
func (b *ballotBox) keyOf(v *vote) []byte {
	b.key = append(b.key[:0], v.what)
	if hasNeighbour(v.what) {
		b.key = binary.BigEndian.AppendUint64(b.key, v.word&^tongueMask)
		b.key = append(binary.BigEndian.AppendUint64(b.key, v.neighbour), byte(v.word&tongueMask))
	} else {
		b.key = binary.BigEndian.AppendUint64(b.key, v.word)
	}
	b.key = append(append(b.key, v.tag), b.forms[v.from:v.from+uint32(v.size)]...)
	return b.key
}

func hasNeighbour(what byte) bool { return what == voteBehind || what == voteBefore || what == voteOf }
