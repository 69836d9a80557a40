package spill

import (
	"math/bits"
	"runtime"
	"sync"
	"sync/atomic"
)

// Where cells are sorted how: a few by inserting, some by spreading them into a second slice that the
// cache holds, many by moving them in place first.
const (
	fewCells  = 24
	someCells = 1 << 15
	spreadTo  = 10 // bits that one step looks at
)

// sortCells orders cells by their numbers. Those of a step that differ in no bit cost one look.
func sortCells[C Cell](cs []C) {
	word, shift, ok := firstCellShift(0, cs)
	if !ok || len(cs) < parallelSort {
		(&cellOrder[C]{}).sort(cs, 0)
		return
	}
	ends := distributeCells(cs, word, shift)
	sortParts(cs, &ends, word)
}

// sortBlocks puts the cells of all blocks into dst in order.
func sortBlocks[C Cell](dst []C, blocks [][]C) {
	word, shift, ok := firstCellShift(0, blocks...)
	if !ok {
		word, shift = 0, 0 // all are equal
	}
	heads := countCells(word, shift, blocks...)
	for _, cs := range blocks {
		spreadCells(dst, cs, &heads, word, shift)
	}
	sortParts(dst, &heads, word)
}

// sortParts orders the cells of parts, which are equal up to a word.
func sortParts[C Cell](cs []C, ends *cellEnds, word int) {
	var next atomic.Int32
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 8) {
		wg.Go(func() {
			var o cellOrder[C]
			for i := int(next.Add(1)) - 1; i < len(ends); i = int(next.Add(1)) - 1 {
				o.sort(partOf(cs, ends[:], i), word)
			}
		})
	}
	wg.Wait()
}

// cellOrder is what one goroutine needs to sort.
type cellOrder[C Cell] struct{ spare []C }

// sort orders cells that are equal up to a word.
func (o *cellOrder[C]) sort(cs []C, word int) {
	if len(cs) <= fewCells {
		insertCells(cs)
		return
	}
	word, shift, ok := firstCellShift(word, cs)
	if !ok {
		return // all are equal
	}
	if len(cs) > someCells {
		ends := distributeCells(cs, word, shift)
		for i := range ends {
			o.sort(partOf(cs, ends[:], i), word)
		}
		return
	}
	ends := o.spread(cs, word, shift)
	from := int32(0)
	for _, end := range ends {
		if end-from > fewCells {
			o.sort(cs[from:end], word)
		}
		from = end
	}
	insertCells(cs) // each is where it belongs or a few places from it
}

// firstCellShift returns the first word from word on in which cells differ, and where its highest
// spreadTo bits lie that do.
func firstCellShift[C Cell](word int, blocks ...[]C) (int, uint, bool) {
	if len(blocks[0]) == 0 {
		return 0, 0, false
	}
	for ; word < len(blocks[0][0]); word++ {
		var diff uint64
		first := blocks[0][0][word]
		for _, cs := range blocks {
			for i := range cs {
				diff |= cs[i][word] ^ first
			}
		}
		if diff != 0 {
			return word, uint(max(bits.Len64(diff)-spreadTo, 0)), true
		}
	}
	return 0, 0, false
}

func insertCells[C Cell](cs []C) {
	for i := 1; i < len(cs); i++ {
		c, j := cs[i], i
		for ; j > 0 && lessCell(c, cs[j-1]); j-- {
			cs[j] = cs[j-1]
		}
		cs[j] = c
	}
}

// cellEnds is where each part of a step ends.
type cellEnds [1 << spreadTo]int32

func partOf[C Cell](cs []C, ends []int32, i int) []C {
	if i == 0 {
		return cs[:ends[0]]
	}
	return cs[ends[i-1]:ends[i]]
}

// countCells counts the parts and sums them up to where each begins.
func countCells[C Cell](word int, shift uint, blocks ...[]C) (heads cellEnds) {
	for _, cs := range blocks {
		for i := range cs {
			heads[cs[i][word]>>shift&(1<<spreadTo-1)]++
		}
	}
	sum := int32(0)
	for i, n := range heads {
		heads[i] = sum
		sum += n
	}
	return heads
}

// spread puts the cells in the order of their parts by way of a second slice.
func (o *cellOrder[C]) spread(cs []C, word int, shift uint) cellEnds {
	heads := countCells(word, shift, cs)
	o.spare = append(o.spare[:0], cs...)
	spreadCells(cs, o.spare, &heads, word, shift)
	return heads
}

// spreadCells puts each cell of from where its part goes on, so that the heads are where each ends when all
// are there.
func spreadCells[C Cell](to, from []C, heads *cellEnds, word int, shift uint) {
	for _, c := range from {
		b := c[word] >> shift & (1<<spreadTo - 1)
		to[heads[b]] = c
		heads[b]++
	}
}

// distributeCells puts the cells in the order of their parts in place.
func distributeCells[C Cell](cs []C, word int, shift uint) (ends cellEnds) {
	heads := countCells(word, shift, cs)
	copy(ends[:], heads[1:])
	ends[len(ends)-1] = int32(len(cs))
	for b := range heads {
		for heads[b] < ends[b] {
			c := cs[heads[b]]
			for to := int(c[word] >> shift & (1<<spreadTo - 1)); to != b; to = int(c[word] >> shift & (1<<spreadTo - 1)) {
				cs[heads[to]], c = c, cs[heads[to]]
				heads[to]++
			}
			cs[heads[b]] = c
			heads[b]++
		}
	}
	return ends
}
