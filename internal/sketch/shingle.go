package sketch

import "strings"

// Shingling says what a text's shingles are. Two texts that differ only in what it takes for equal
// have the same ones.
type Shingling struct {
	// Length is how many words, or characters, make one shingle: 1 to MaxLength.
	Length int
	// Characters cuts every text into characters; else words are cut, and characters only where the
	// script is written without spaces.
	Characters bool
	NFC        bool // canonically equivalent characters are equal
	Case       bool // letters are compared in lower case
	Digits     bool // a run of decimal digits counts as one 0
}

// MaxLength bounds the length of a shingle: beyond it a text is better compared whole.
const MaxLength = 64

// Names lists what Take knows, in the order of the reference.
func Names() []string { return []string{"nfc", "case", "digits"} }

// Take switches on what the names of Names say; others are ignored.
func (s *Shingling) Take(names []string) {
	fields := map[string]*bool{"nfc": &s.NFC, "case": &s.Case, "digits": &s.Digits}
	for _, n := range names {
		if p := fields[n]; p != nil {
			*p = true
		}
	}
}

// blockWords is how many words or characters gather before their shingles are made: a usual document
// is one block, and a block fits the first-level cache.
const blockWords = 1024

// base is the base of the polynomial over the words of a shingle, odd so that no word drops out.
const base = mixB

// cutter turns texts into the hashes of their shingles, a block at a time.
type cutter struct {
	Shingling
	key   Key
	power uint64 // base^Length
	fold  uint64 // sets lower case in eight bytes of ASCII, where case does not count
	// letters has the bit of each of eight bytes that tells a letter from a digit, where digits count
	// as one and ask for a closer look.
	letters uint64

	edges edges    // of the masks at hand
	words []uint64 // hashes: the last Length of the block before, zeros at first, then new ones
	out   []uint64 // shingles of a block
	poly  uint64   // over the last Length words
	count int      // words of the text so far
	salt  uint64   // of the column
	sink  func([]uint64)
	token token
	chars *charTable // where characters are cut
	run   uint8      // of the character before

	entries [gatherMost]uint32
	exact   uint32 // lowerMask where case counts
}

func newCutter(s Shingling, k Key) *cutter {
	c := &cutter{Shingling: s, key: k, power: 1, out: make([]uint64, blockWords)}
	c.words = make([]uint64, s.Length, s.Length+blockWords)
	for range s.Length {
		c.power *= base
	}
	if s.Case {
		c.fold = 0x20 * ones
	} else {
		c.exact = lowerMask
	}
	if s.Digits {
		c.letters = 0x40 * ones
	}
	if s.Characters {
		c.chars = newCharTable(s, k)
	}
	return c
}

// cut hands the hashes of a document's shingles to sink, in order and with repeats. Shingles lie
// within one of its texts, and the same words in another column are another shingle. A text with
// fewer words than a shingle has is one shingle, a text without words too, one of white space none.
func (c *cutter) cut(texts []string, sink func([]uint64)) {
	c.sink = sink
	for column, text := range texts {
		c.salt = c.key.shingle + uint64(column)*golden
		c.begin()
		if c.Characters {
			c.characters(text)
		} else {
			c.wordsOf(text)
		}
		c.roll()
		if c.count < c.Length {
			c.short(text)
		}
	}
	c.sink = nil
}

// begin forgets the text before.
func (c *cutter) begin() {
	c.words = c.words[:c.Length]
	clear(c.words)
	c.poly, c.count = 0, 0
}

// push takes the hash of one word or character.
func (c *cutter) push(h uint64) {
	if len(c.words) == cap(c.words) {
		c.roll()
	}
	c.words = append(c.words, h)
}

// roll makes the shingles of the words that gathered and keeps the last ones for those that follow.
func (c *cutter) roll() {
	n := c.Length
	fresh := len(c.words) - n
	old, words, out := c.words[:fresh], c.words[n:], c.out[:fresh]
	p, power := c.poly, c.power
	for i, w := range words {
		p = p*base + (w - old[i]*power) // in this order a word waits for the one before least
		out[i] = mum(p^c.salt, mixA)
	}
	skip := min(max(n-1-c.count, 0), fresh) // shingles that would begin before the text
	c.poly = p
	c.count += fresh
	copy(c.words, c.words[fresh:])
	c.words = c.words[:n]
	if skip < fresh {
		c.sink(out[skip:])
	}
}

// short makes the one shingle of a text that is too short for one.
func (c *cutter) short(text string) {
	h := c.poly ^ (c.key.short + uint64(c.count)*golden)
	if c.count == 0 {
		text = strings.TrimSpace(text)
		if text == "" {
			return
		}
		h = c.key.hashBytes(text)
	}
	c.out[0] = mum(h^c.salt, mixA)
	c.sink(c.out[:1])
}
