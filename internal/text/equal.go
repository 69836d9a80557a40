package text

import "hash/maphash"

// Copies says of a row of pieces which of them are equal, byte for byte, by their numbers.
type Copies struct{ later, first bitSet }

// Later says whether a piece is equal to one before it.
func (c *Copies) Later(i int) bool { return c.later.has(i) }

// First says whether a piece is the first of several.
func (c *Copies) First(i int) bool { return c.first.has(i) }

// bitSet is a set of small numbers.
type bitSet []uint64

func (b bitSet) has(i int) bool { return b[i>>6]>>(i&63)&1 != 0 }
func (b bitSet) add(i int)      { b[i>>6] |= 1 << (i & 63) }

// reach makes room for the numbers below n.
func (b bitSet) reach(n int) bitSet {
	for len(b) <= n>>6 {
		b = append(b, 0)
	}
	return b
}

// Equals finds pieces of a text that are equal, byte for byte. It keeps its buffers from one text to the next. What it
// holds grows with the pieces that differ: of ten million empty lines two bits each.
type Equals struct {
	Copies
	slots []equalSlot // a power of two
	used  int
	all   int // pieces so far
}

// equalSlot is a place of the table: part of a hash, the number of the first of equal pieces plus one (0 is free), and
// where it stands.
type equalSlot struct {
	tag   uint32
	piece int32
	Span
}

// equalSeed is another one in each process, so that nobody can write pieces that meet in the table. What is found
// does not depend on it: bytes decide.
var equalSeed = maphash.MakeSeed()

// leastEqualSlots and firstEqualSlots bound the table that a text begins with.
const leastEqualSlots, firstEqualSlots = 16, 1 << 12

// Begin forgets the pieces; n is how many are expected at least.
func (e *Equals) Begin(n int) {
	e.later, e.first, e.all, e.used = e.later[:0], e.first[:0], 0, 0
	size := leastEqualSlots
	for size < 2*n && size < firstEqualSlots {
		size *= 2
	}
	if cap(e.slots) < size {
		e.slots = make([]equalSlot, size)
		return
	}
	e.slots = e.slots[:size]
	clear(e.slots)
}

// Add adds a piece of a text behind those before it, and says what it is: the first of its kind, the second, or a later one.
func (e *Equals) Add(text string, p Span) Standing {
	i := e.all
	e.all++
	e.later, e.first = e.later.reach(i), e.first.reach(i)
	slot := e.find(text, p)
	if slot == nil {
		return Lone
	}
	e.later.add(i)
	first := int(slot.piece - 1)
	if e.first.has(first) {
		return Another
	}
	e.first.add(first)
	return Second
}

// Standing is what a piece is among those before it.
type Standing uint8

// The standings.
const (
	Lone    Standing = iota // none is equal to it
	Second                  // one is
	Another                 // several are
)

// find returns the slot of the piece's first equal, nil where it is the first itself.
func (e *Equals) find(text string, p Span) *equalSlot {
	piece := p.Of(text)
	hash := maphash.String(equalSeed, piece)
	mask := uint64(len(e.slots) - 1)
	for at := hash & mask; ; at = (at + 1) & mask {
		slot := &e.slots[at]
		if slot.piece == 0 {
			*slot = equalSlot{uint32(hash >> 32), int32(e.all), p}
			if e.used++; 4*e.used > 3*len(e.slots) {
				e.grow(text)
			}
			return nil
		}
		if slot.tag == uint32(hash>>32) && slot.Of(text) == piece {
			return slot
		}
	}
}

// grow doubles the table.
func (e *Equals) grow(text string) {
	old := e.slots
	e.slots = make([]equalSlot, 2*len(old))
	mask := uint64(len(e.slots) - 1)
	for _, s := range old {
		if s.piece == 0 {
			continue
		}
		at := maphash.String(equalSeed, s.Of(text)) & mask
		for e.slots[at].piece != 0 {
			at = (at + 1) & mask
		}
		e.slots[at] = s
	}
}

// Release gives large buffers back.
func (e *Equals) Release() {
	if cap(e.slots) > keptSpans || cap(e.later) > keptSpans {
		*e = Equals{}
	}
}

// equalPart is what is known about equal pieces of one kind.
type equalPart struct {
	Equals
	found bool
}

func (p *equalPart) find(text string, pieces Pieces) *Copies {
	if p.found {
		return &p.Copies
	}
	for pieces.Next() {
		if pieces.First == 0 {
			p.Begin(len(pieces.Spans))
		}
		for _, piece := range pieces.Spans {
			p.Add(text, piece)
		}
	}
	p.found = true
	if cap(p.slots) > keptSpans {
		p.slots = nil
	}
	return &p.Copies
}

func (p *equalPart) release() {
	p.found = false
	p.Release()
}

// LineCopies says which of Lines are equal. Empty lines are equal to each other.
func (v *View) LineCopies() *Copies { return v.lineCopies.find(v.text, v.LineBlocks()) }

// ParagraphCopies is LineCopies of Paragraphs.
func (v *View) ParagraphCopies() *Copies { return v.paragraphCopies.find(v.text, v.ParagraphBlocks()) }
