package spill

import (
	"encoding/binary"
	"errors"
	"fmt"
	"slices"
	"sync"
)

// Cell is a record of a few numbers, sorted by the first, then the second, and so on. What is counted
// by the million for each gigabyte of text travels like this: without a length, a copy or a pointer.
type Cell interface{ [2]uint64 | [4]uint64 }

// CellSorter sorts cells within a budget. Append may be called from many goroutines; Sort once, when
// they are done.
type CellSorter[C Cell] struct {
	mu     sync.Mutex
	blocks [][]C // cells in memory: full ones, the one at hand, and those to be filled again
	last   int   // the one at hand
	held   int   // cells in memory
	most   int   // as many as may be
	spare  []C   // in which they are sorted
	pile   pile
	count  int64
	err    error // the first failure; nothing goes on after it
	closed bool
}

// NewCellSorter returns a CellSorter that holds at most budget bytes and writes what is more to files in
// dir. Blocks of the workers are not counted.
func NewCellSorter[C Cell](dir string, budget int64) *CellSorter[C] {
	return newCellSorter[C](osStore{}, dir, budget)
}

func newCellSorter[C Cell](st store, dir string, budget int64) *CellSorter[C] {
	// They are sorted into as much memory again.
	most := int(min(max(budget/2/int64(cellBytes[C]()), 16), 1<<30))
	return &CellSorter[C]{most: most, pile: pile{st: st, dir: dir, budget: budget, fold: copyCells[C]}}
}

// cellBytes is the size of a cell.
func cellBytes[C Cell]() int { var c C; return 8 * len(c) }

// Append takes the cells of block; the caller may use it again. The error is one of the disk and stays.
func (s *CellSorter[C]) Append(block []C) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil && s.closed {
		s.err = errClosed
	}
	for len(block) > 0 && s.err == nil {
		if s.held == s.most {
			s.err = s.spill()
			continue
		}
		n := s.take(block)
		s.held += n
		s.count += int64(n)
		block = block[n:]
	}
	return s.err
}

// The cells of a block in memory: as many as there are already, within bounds.
const (
	leastBlock = 1 << 10
	mostBlock  = 1 << 16
)

// take puts as many of some cells as there is room for into the block at hand, and returns how many.
func (s *CellSorter[C]) take(cells []C) int {
	if s.last < len(s.blocks) && len(s.blocks[s.last]) == cap(s.blocks[s.last]) {
		s.last++
	}
	if s.last == len(s.blocks) {
		s.blocks = append(s.blocks, make([]C, 0, min(max(s.held, leastBlock), mostBlock, s.most-s.held)))
	}
	b := &s.blocks[s.last]
	n := min(len(cells), cap(*b)-len(*b))
	*b = append(*b, cells[:n]...)
	return n
}

// ordered returns the cells in memory in order. They are good until the next ones are.
func (s *CellSorter[C]) ordered() []C {
	switch {
	case s.held == 0:
		return nil
	case s.last == 0:
		sortCells(s.blocks[0])
		return s.blocks[0]
	}
	s.spare = slices.Grow(s.spare[:0], s.held)[:s.held]
	sortBlocks(s.spare, s.blocks[:s.last+1])
	return s.spare
}

// spill writes what is in memory as one run.
func (s *CellSorter[C]) spill() error {
	sorted := s.ordered()
	w, err := newRun(s.pile.st, s.pile.dir, frameBytes(s.pile.budget))
	if err != nil {
		return err
	}
	r, err := writeCells(w, sorted)
	if err != nil {
		w.abort()
		return err
	}
	s.pile.runs = append(s.pile.runs, r)
	for i := range s.blocks {
		s.blocks[i] = s.blocks[i][:0]
	}
	s.last, s.held = 0, 0
	return nil
}

func writeCells[C Cell](w *runWriter, cells []C) (*run, error) {
	for _, c := range cells {
		if err := addCell(w, c); err != nil {
			return nil, err
		}
	}
	return w.finish()
}

// addCell appends a cell to a run. Frames hold a whole number of cells, all but the last the same.
func addCell[C Cell](w *runWriter, c C) error {
	if len(w.buf)+8*len(c) > frameHead+w.limit {
		if err := w.flush(); err != nil {
			return err
		}
	}
	for i := range len(c) {
		w.buf = binary.LittleEndian.AppendUint64(w.buf, c[i])
	}
	w.count++
	return nil
}

// Sort ends the input and returns the cells in order. Files and memory pass to what it returns; on an
// error they are gone.
func (s *CellSorter[C]) Sort() (*Cells[C], error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil && s.closed {
		s.err = errClosed
	}
	var out *Cells[C]
	if s.err == nil {
		out, s.err = s.sorted()
	}
	if s.err != nil {
		return nil, errors.Join(s.err, s.close())
	}
	s.forget()
	return out, nil
}

func (s *CellSorter[C]) sorted() (*Cells[C], error) {
	if len(s.pile.runs) == 0 {
		return &Cells[C]{cells: s.ordered(), count: s.count}, nil
	}
	if s.held > 0 {
		if err := s.spill(); err != nil {
			return nil, err
		}
	}
	s.forget() // its memory is the merge's now
	r, err := s.pile.one()
	if err != nil {
		return nil, err
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	s.pile.runs = nil
	return &Cells[C]{run: r, count: r.records}, nil
}

// Close removes the files of a CellSorter that was not sorted; after Sort it does nothing. A nil one
// has none.
func (s *CellSorter[C]) Close() error {
	if s == nil {
		return nil
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.close()
}

func (s *CellSorter[C]) close() error {
	s.forget()
	return s.pile.close()
}

// forget ends the input and lets go of the memory.
func (s *CellSorter[C]) forget() { s.closed, s.blocks, s.spare, s.last, s.held = true, nil, nil, 0, 0 }

// Cells holds cells in order, in memory or in one file. It may be gone through any number of times.
type Cells[C Cell] struct {
	cells []C
	run   *run // or on disk
	count int64
}

// Len returns the number of cells.
func (s *Cells[C]) Len() int64 { return s.count }

// Close removes the file and forgets the cells; a nil one has none.
func (s *Cells[C]) Close() error {
	if s == nil {
		return nil
	}
	r := s.run
	s.run, s.cells, s.count = nil, nil, 0
	if r == nil {
		return nil
	}
	return r.close()
}

// Cursor returns a cursor before the first cell. There may be many; each belongs to one goroutine.
func (s *Cells[C]) Cursor() *CellCursor[C] {
	c := &CellCursor[C]{count: s.count, mem: s.cells}
	if s.run != nil {
		c.disk = &cursor{r: s.run}
		c.perFrame = int64(s.run.limit / cellBytes[C]())
	}
	return c
}

// CellCursor goes through cells in order, or jumps to a place.
type CellCursor[C Cell] struct {
	mem      []C // those in memory, or of the frame at hand
	first    int64
	next     int64
	count    int64
	disk     *cursor
	perFrame int64
	err      error
}

// Next returns the next cell; false at the end, and on an error, which Err tells.
func (c *CellCursor[C]) Next() (cell C, ok bool) {
	i := c.next - c.first
	if uint64(i) >= uint64(len(c.mem)) {
		if !c.load() {
			return cell, false
		}
		i = c.next - c.first
	}
	c.next++
	return c.mem[i], true
}

// At returns the cell at a place, from 0, and goes on behind it.
func (c *CellCursor[C]) At(i int64) (C, error) {
	c.next = i
	cell, ok := c.Next()
	if !ok && c.err == nil {
		c.err = fmt.Errorf("cell %d of %d", i, c.count)
	}
	return cell, c.err
}

// Err returns the first error.
func (c *CellCursor[C]) Err() error { return c.err }

// load reads the frame that the next cell lies in.
func (c *CellCursor[C]) load() bool {
	if c.disk == nil || c.next >= c.count || c.next < 0 || c.err != nil {
		return false
	}
	frame := c.next / c.perFrame
	c.disk.next = frame * (frameHead + c.perFrame*int64(cellBytes[C]()))
	if c.err = c.disk.load(); c.err != nil {
		return false
	}
	c.first = frame * c.perFrame
	want := min(c.perFrame, c.count-c.first)
	if int64(len(c.disk.body)) != want*int64(cellBytes[C]()) {
		c.err = damaged(c.disk.r.f, c.disk.next, "wrong length")
		return false
	}
	c.mem = decodeCells(c.mem[:0], c.disk.body)
	return true
}

func decodeCells[C Cell](dst []C, body []byte) []C {
	for len(body) > 0 {
		var c C
		for i := range len(c) {
			c[i] = binary.LittleEndian.Uint64(body[8*i:])
		}
		dst = append(dst, c)
		body = body[8*len(c):]
	}
	return dst
}

// copyCells writes all cells of the runs to w: a heap of their next cells, the smallest on top.
func copyCells[C Cell](runs []*run, w *runWriter) error {
	h := make(cellHeap[C], 0, len(runs))
	for _, r := range runs {
		if err := r.open(); err != nil {
			return err
		}
		if err := h.add((&Cells[C]{run: r, count: r.records}).Cursor()); err != nil {
			return err
		}
	}
	for i := len(h)/2 - 1; i >= 0; i-- {
		h.down(i)
	}
	for len(h) > 0 {
		if err := addCell(w, h[0].top); err != nil {
			return err
		}
		if err := h.advance(); err != nil {
			return err
		}
	}
	return nil
}

type cellHeap[C Cell] []cellSource[C]

type cellSource[C Cell] struct {
	top C
	in  *CellCursor[C]
}

func (h *cellHeap[C]) add(in *CellCursor[C]) error {
	if c, ok := in.Next(); ok {
		*h = append(*h, cellSource[C]{c, in})
	}
	return in.Err()
}

// advance goes on to the next cell of the run on top.
func (h *cellHeap[C]) advance() error {
	s := *h
	c, ok := s[0].in.Next()
	if !ok {
		if err := s[0].in.Err(); err != nil {
			return err
		}
		s[0] = s[len(s)-1]
		*h = s[:len(s)-1]
	} else {
		s[0].top = c
	}
	h.down(0)
	return nil
}

func (h cellHeap[C]) down(i int) {
	for {
		least := i
		for _, j := range [2]int{2*i + 1, 2*i + 2} {
			if j < len(h) && lessCell(h[j].top, h[least].top) {
				least = j
			}
		}
		if least == i {
			return
		}
		h[i], h[least] = h[least], h[i]
		i = least
	}
}

func lessCell[C Cell](a, b C) bool {
	for i := range len(a) {
		if a[i] != b[i] {
			return a[i] < b[i]
		}
	}
	return false
}
