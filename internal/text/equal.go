package text

import "hash/maphash"

// Equals finds pieces of a text that are equal, byte for byte. It keeps its buffers from one text to the next.
type Equals struct {
	firsts []int32
	slots  []equalSlot
}

// equalSlot is a place of the table: part of a hash, and one more than the number of the piece; 0 is free.
type equalSlot struct {
	tag   uint32
	piece int32
}

// equalSeed is another one in each process, so that nobody can write pieces that meet in the table. What is found
// does not depend on it: bytes decide.
var equalSeed = maphash.MakeSeed()

// Firsts returns for each piece the number of the first one that is equal to it: its own where it is the first. It
// is valid until the next call.
func (e *Equals) Firsts(text string, pieces []Span) []int32 {
	e.firsts = room(e.firsts, len(pieces))
	if len(pieces) == 1 {
		e.firsts[0] = 0
		return e.firsts
	}
	e.clear(len(pieces))
	mask := uint64(len(e.slots) - 1)
	for i, p := range pieces {
		piece := p.Of(text)
		hash := maphash.String(equalSeed, piece)
		for at := hash & mask; ; at = (at + 1) & mask {
			slot := &e.slots[at]
			if slot.piece == 0 {
				*slot = equalSlot{uint32(hash >> 32), int32(i + 1)}
				e.firsts[i] = int32(i)
				break
			}
			if first := slot.piece - 1; slot.tag == uint32(hash>>32) && pieces[first].Of(text) == piece {
				e.firsts[i] = first
				break
			}
		}
	}
	return e.firsts
}

// clear makes an empty table that n pieces fill to the half at most.
func (e *Equals) clear(n int) {
	size := 16
	for size < 2*n {
		size *= 2
	}
	if cap(e.slots) < size {
		e.slots = make([]equalSlot, size)
		return
	}
	e.slots = e.slots[:size]
	clear(e.slots)
}

// room returns a slice of n numbers, the given one where it is large enough.
func room(have []int32, n int) []int32 {
	if cap(have) < n {
		return make([]int32, n, n+n/4)
	}
	return have[:n]
}

// Release gives large buffers back.
func (e *Equals) Release() {
	if cap(e.firsts) > keptSpans {
		e.firsts = nil
	}
	if cap(e.slots) > 2*keptSpans {
		e.slots = nil
	}
}

// equalPart is what is known about equal pieces of one kind.
type equalPart struct {
	Equals
	found bool
}

func (p *equalPart) find(text string, pieces []Span) []int32 {
	if !p.found {
		p.Firsts(text, pieces)
		p.found = true
	}
	return p.firsts
}

func (p *equalPart) release() {
	p.found = false
	p.Release()
}

// FirstLines returns for each of Lines the number of the first one that is equal to it, byte for byte: its own where
// it is the first. Empty lines are equal to each other.
func (v *View) FirstLines() []int32 { return v.firstLines.find(v.text, v.Lines()) }

// FirstParagraphs is FirstLines of Paragraphs.
func (v *View) FirstParagraphs() []int32 { return v.firstParagraphs.find(v.text, v.Paragraphs()) }
