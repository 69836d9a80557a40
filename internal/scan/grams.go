package scan

import "strings"

// Grams finds the words of a list, each of at least seven bytes, about five times as fast as Words
// where there are none: it looks at four bytes in every four, since a word of seven covers one such
// group wherever it stands. Letters of ASCII are folded; a word of another script is found as it is
// written, so a list holds its forms.
type Grams struct {
	words []string
	seen  [gramSlots / 64]uint64 // slots that hold a group: all that most places ask for
	head  [gramSlots]uint16      // 1 + the first entry of a slot
	chain []gram
}

// gram says that a word has a group of four bytes, folded, at an offset; next is 1 + the next entry of its slot.
type gram struct {
	group              uint32
	word, offset, next uint16
}

const (
	gramBits  = 15
	gramSlots = 1 << gramBits
	foldAll   = 0x20202020
)

// NewGrams makes the table of a list. Words of fewer than seven bytes panic: the list is a constant.
func NewGrams(words []string) *Grams {
	g := &Grams{words: words}
	for i, word := range words {
		if len(word) < 7 {
			panic("a word of a Grams list is too short: " + word)
		}
		for offset := range 4 {
			group := groupOf(word, offset)
			slot := slotOf(group)
			g.chain = append(g.chain, gram{group, uint16(i), uint16(offset), g.head[slot]})
			g.head[slot] = uint16(len(g.chain))
			g.seen[slot/64] |= 1 << (slot % 64)
		}
	}
	return g
}

// groupOf returns the four bytes at a place, letters folded.
func groupOf(s string, at int) uint32 {
	b := s[at : at+4]
	return (uint32(b[0]) | uint32(b[1])<<8 | uint32(b[2])<<16 | uint32(b[3])<<24) | foldAll
}

func slotOf(group uint32) uint32 { return group * 0x9E3779B1 >> (32 - gramBits) }

// Each calls found with every occurrence of a word, in no order among those that overlap.
func (g *Grams) Each(s string, found func(word, start, end int)) {
	for at := 0; at+4 <= len(s); at += 4 {
		group := groupOf(s, at)
		slot := slotOf(group)
		if g.seen[slot/64]>>(slot%64)&1 == 0 {
			continue
		}
		for entry := g.head[slot]; entry != 0; {
			c := g.chain[entry-1]
			entry = c.next
			if c.group != group {
				continue
			}
			start, word := at-int(c.offset), g.words[c.word]
			if start >= 0 && start+len(word) <= len(s) && strings.EqualFold(s[start:start+len(word)], word) {
				found(int(c.word), start, start+len(word))
			}
		}
	}
}
