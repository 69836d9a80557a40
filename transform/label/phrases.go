package label

import (
	"math/bits"
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// phrases is a table of words and phrases, each with a value. It is asked by the hashes of words, which
// are of their small forms, so that a text is looked up in it without a copy of any word. 64 bits tell the
// few thousand entries apart; nothing is removed because of an answer.
type phrases struct {
	slots []phraseSlot // a power of two, half of them free at least
	used  int
	first [1 << 10]uint64 // a bit by the hash of a first word: most words of a text begin nothing
}

// phrase is an entry: its value, 0 for what only begins a longer one.
type phrase struct {
	value uint64
	more  bool
}

// phraseSlot is a place of the table; key 0 is free. A table of our own costs a third of what a map does, and is asked for every word.
type phraseSlot struct {
	key uint64
	phrase
}

// slot returns the slot of a key: its own, or the free one where it would stand.
func (p *phrases) slot(key uint64) *phraseSlot {
	mask := uint64(len(p.slots) - 1)
	for at := key & mask; ; at = (at + 1) & mask {
		if s := &p.slots[at]; s.key == key || s.key == 0 {
			return s
		}
	}
}

// put enters a phrase.
func (p *phrases) put(key uint64, e phrase) {
	if 2*p.used >= len(p.slots) {
		old := p.slots
		p.slots = make([]phraseSlot, max(2*len(old), 64))
		for _, s := range old {
			if s.key != 0 {
				*p.slot(s.key) = s
			}
		}
	}
	s := p.slot(key)
	if s.key == 0 {
		p.used++
	}
	*s = phraseSlot{key, e}
}

// get returns a phrase, and whether there is one.
func (p *phrases) get(key uint64) (phrase, bool) {
	if len(p.slots) == 0 {
		return phrase{}, false
	}
	s := p.slot(key)
	return s.phrase, s.key != 0
}

// longestPhrase bounds the words of a phrase.
const longestPhrase = 6

func bitOf(hash uint64) (word int, bit uint64) { return int(hash >> 54), 1 << (hash >> 48 & 63) }

// chain hashes a phrase by the hashes of its words.
func chain(before, hash uint64) uint64 {
	hi, lo := bits.Mul64(before^bits.RotateLeft64(hash, 23), 0x9E3779B97F4A7C15)
	return hi ^ lo | 1<<63 // never 0
}

// add enters the phrases of a list, one a line or between bars; values of one phrase are joined.
func (p *phrases) add(value uint64, list string) {
	for line := range strings.SplitSeq(list, "\n") {
		for one := range strings.SplitSeq(line, "|") {
			p.enter(value, one)
		}
	}
}

// addWords enters single words parted by white space.
func (p *phrases) addWords(value uint64, list string) {
	for word := range strings.FieldsSeq(list) {
		p.add(value, word)
	}
}

func (p *phrases) enter(value uint64, said string) {
	key, n := uint64(0), 0
	for at := 0; at < len(said); n++ {
		w := text.NextWord(said, at)
		if w.Start == w.End {
			break
		}
		at = w.End
		if n > 0 {
			e, _ := p.get(key)
			e.more = true
			p.put(key, e)
		} else {
			i, bit := bitOf(w.Hash)
			p.first[i] |= bit
		}
		key = chain(key, w.Hash)
	}
	if n == 0 || n > longestPhrase {
		return
	}
	e, _ := p.get(key)
	e.value |= value
	p.put(key, e)
}

// word returns the value of a single word, 0 where it has none.
func (p *phrases) word(hash uint64) uint64 {
	if i, bit := bitOf(hash); p.first[i]&bit == 0 {
		return 0
	}
	e, _ := p.get(chain(0, hash))
	return e.value
}

// at returns the longest phrase that begins at word i of a line and whose words are joined by spaces,
// hyphens, stops or apostrophes, and how many words it has; 0 words where there is none.
func (p *phrases) at(words []word, i int) (value uint64, n int) {
	if k, bit := bitOf(words[i].hash); p.first[k]&bit == 0 {
		return 0, 0
	}
	key := uint64(0)
	for k := i; k < len(words) && k-i < longestPhrase; k++ {
		if k > i && !words[k].joined() {
			break
		}
		key = chain(key, words[k].hash)
		e, ok := p.get(key)
		if !ok {
			break
		}
		if e.value != 0 {
			value, n = e.value, k-i+1
		}
		if !e.more {
			break
		}
	}
	return value, n
}
