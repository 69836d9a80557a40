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
	entries map[uint64]phrase
	first   [1 << 10]uint64 // a bit by the hash of a first word: most words of a text begin nothing
}

// phrase is an entry: its value, 0 for what only begins a longer one.
type phrase struct {
	value uint64
	more  bool
}

// longestPhrase bounds the words of a phrase.
const longestPhrase = 6

func bitOf(hash uint64) (word int, bit uint64) { return int(hash >> 54), 1 << (hash >> 48 & 63) }

// chain hashes a phrase by the hashes of its words.
func chain(before, hash uint64) uint64 {
	hi, lo := bits.Mul64(before^bits.RotateLeft64(hash, 23), 0x9E3779B97F4A7C15)
	return hi ^ lo
}

// add enters the phrases of a list, one a line or between bars; values of one phrase are joined.
func (p *phrases) add(value uint64, list string) {
	if p.entries == nil {
		p.entries = make(map[uint64]phrase, 4096)
	}
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
			e := p.entries[key]
			e.more = true
			p.entries[key] = e
		} else {
			i, bit := bitOf(w.Hash)
			p.first[i] |= bit
		}
		key = chain(key, w.Hash)
	}
	if n == 0 || n > longestPhrase {
		return
	}
	e := p.entries[key]
	e.value |= value
	p.entries[key] = e
}

// word returns the value of a single word, 0 where it has none.
func (p *phrases) word(hash uint64) uint64 {
	if i, bit := bitOf(hash); p.first[i]&bit == 0 {
		return 0
	}
	return p.entries[chain(0, hash)].value
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
		e, ok := p.entries[key]
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
