package engine

import (
	"encoding/binary"
	"errors"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/transform"
)

// cell2 and cell4 are what travels by the million: a key or a number, and where it came from.
type (
	cell2 = [2]uint64
	cell4 = [4]uint64
)

// keyBlock is from how many keys on those that gathered with a worker are handed on.
const keyBlock = 1 << 12

// meeting gathers the keys of a Verifier's documents and finds out who meets whom. A key travels as
// the key and the place of its document in the order of rank: its ordinal, where ranks don't count,
// else rank and ordinal.
type meeting interface {
	add(worker int, keys []uint64, rank transform.Rank, ord int64) error
	flush(worker int) error
	pairs(dir string, budget int64, probes int) (*met, error)
	places(dir string, budget int64) (*places, error)
	close() error
}

func newMeeting(ranked bool, dir string, budget int64, workers int) meeting {
	if ranked {
		return &keys[cell4]{sorter: spill.NewCellSorter[cell4](dir, budget), blocks: make([][]cell4, workers)}
	}
	return &keys[cell2]{sorter: spill.NewCellSorter[cell2](dir, budget), blocks: make([][]cell2, workers)}
}

// keys is a meeting of cells: the key, then the place.
type keys[C spill.Cell] struct {
	sorter *spill.CellSorter[C]
	blocks [][]C // of each worker
}

func (k *keys[C]) add(worker int, keys []uint64, rank transform.Rank, ord int64) error {
	var c C
	for i, r := 1, rank[:]; i < len(c)-1; i, r = i+1, r[8:] {
		c[i] = binary.BigEndian.Uint64(r)
	}
	c[len(c)-1] = uint64(ord)
	block := k.blocks[worker]
	for _, key := range keys {
		c[0] = key
		block = append(block, c)
	}
	k.blocks[worker] = block
	if len(block) < keyBlock {
		return nil
	}
	return k.flush(worker)
}

func (k *keys[C]) flush(worker int) error {
	err := k.sorter.Append(k.blocks[worker])
	k.blocks[worker] = k.blocks[worker][:0]
	return err
}

func (k *keys[C]) close() error { return k.sorter.Close() }

// met is what the keys say. The documents that meet another one are numbered in order of rank.
type met struct {
	docs  *spill.Cells[cell2] // ordinal, number; by ordinal
	pairs *spill.Cells[cell2] // number of the better, of the worse document; may repeat
	long  int64               // keys that more documents share than are compared each with each
}

func (m *met) close() error { return errors.Join(m.docs.Close(), m.pairs.Close()) }

// pairs sorts three times: by key, which leaves those keys that meet; by place, which numbers the
// documents; by key again, now with numbers, which makes the pairs.
func (k *keys[C]) pairs(dir string, budget int64, probes int) (*met, error) {
	m, numbered, err := k.numbered(dir, budget, probes)
	if err != nil {
		return nil, err
	}
	err = m.pair(numbered, dir, budget, probes)
	if err = errors.Join(err, numbered.Close()); err != nil {
		return nil, errors.Join(err, m.close())
	}
	return m, nil
}

// numbered numbers the documents that meet, and returns the keys that they share with their numbers.
func (k *keys[C]) numbered(dir string, budget int64, probes int) (*met, *spill.Cells[cell2], error) {
	sorted, err := k.sorter.Sort()
	if err != nil {
		return nil, nil, err
	}
	shared := spill.NewCellSorter[C](dir, budget)
	m := &met{}
	run := uint64(0)
	err = sharedKeys(sorted, shared, func(_ uint64, n int64) uint64 {
		if n > int64(2*probes+1) {
			m.long++
		}
		run++
		return run
	})
	if err = errors.Join(err, sorted.Close()); err != nil {
		return nil, nil, errors.Join(err, shared.Close())
	}
	numbered, err := number(shared, m, dir, budget)
	if err != nil {
		return nil, nil, errors.Join(err, m.close())
	}
	return m, numbered, nil
}

// sharedKeys passes on the keys of more than one document, as the place and what run says of the key and
// how often it is there.
func sharedKeys[C spill.Cell](sorted *spill.Cells[C], out *spill.CellSorter[C], run func(key uint64, n int64) uint64) error {
	p := poured[C]{out: out}
	err := eachRun(sorted, func(n int64, next func() C) error {
		if n == 1 {
			next()
			return nil
		}
		c := next()
		last := run(c[0], n)
		p.add(rotated(c, last))
		for range n - 1 {
			p.add(rotated(next(), last))
		}
		return p.err
	})
	return errors.Join(err, p.end())
}

// rotated moves the place of a document to the front and puts last behind it.
func rotated[C spill.Cell](c C, last uint64) C {
	for i := range len(c) - 1 {
		c[i] = c[i+1]
	}
	c[len(c)-1] = last
	return c
}

// number gives the documents numbers in the order of their places, and the keys in their order with
// the numbers.
func number[C spill.Cell](shared *spill.CellSorter[C], m *met, dir string, budget int64) (*spill.Cells[cell2], error) {
	places, err := shared.Sort()
	if err != nil {
		return nil, err
	}
	docs := poured[cell2]{out: spill.NewCellSorter[cell2](dir, budget)}
	keys := poured[cell2]{out: spill.NewCellSorter[cell2](dir, budget)}
	var last C
	n := uint64(0)
	in := places.Cursor()
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		run := c[len(c)-1]
		if c[len(c)-1] = 0; n == 0 || c != last {
			last = c
			docs.add(cell2{c[len(c)-2], n})
			n++
		}
		keys.add(cell2{run, n - 1})
	}
	err = errors.Join(in.Err(), docs.end(), keys.end(), places.Close())
	if err == nil {
		m.docs, err = docs.out.Sort()
	}
	if err != nil {
		return nil, errors.Join(err, docs.out.Close(), keys.out.Close())
	}
	return keys.out.Sort()
}

// pair lets the documents of each key meet.
func (m *met) pair(numbered *spill.Cells[cell2], dir string, budget int64, probes int) error {
	out := poured[cell2]{out: spill.NewCellSorter[cell2](dir, budget)}
	w := window{probes: probes}
	err := eachRun(numbered, func(n int64, next func() cell2) error {
		w.run = w.run[:0]
		for range n {
			w.meet(next()[1], out.addPair)
		}
		return out.err
	})
	if err = errors.Join(err, out.end()); err != nil {
		return errors.Join(err, out.out.Close())
	}
	m.pairs, err = out.out.Sort()
	return err
}

// window is what of a run a document is compared with: the first documents and those right before it.
type window struct {
	probes int
	run    []uint64 // the first ones, then the last ones
}

// meet hands over the pairs of the next document of the run.
func (w *window) meet(id uint64, pair func(a, b uint64)) {
	for _, other := range w.run {
		pair(other, id)
	}
	w.put(id)
}

// put goes on to the next document.
func (w *window) put(id uint64) {
	if len(w.run) == 2*w.probes {
		copy(w.run[w.probes:], w.run[w.probes+1:])
		w.run = w.run[:2*w.probes-1]
	}
	w.run = append(w.run, id)
}

// addPair adds a pair unless it is a document with itself: two keys of one may be equal.
func (p *poured[C]) addPair(a, b uint64) {
	if a != b {
		var c C
		c[0], c[1] = a, b
		p.add(c)
	}
}

// poured hands cells to a sorter a block at a time; an error stays and comes out of end.
type poured[C spill.Cell] struct {
	out   *spill.CellSorter[C]
	block []C
	err   error
}

func (p *poured[C]) add(c C) {
	if p.block = append(p.block, c); len(p.block) == keyBlock {
		p.hand()
	}
}

func (p *poured[C]) hand() {
	if p.err == nil {
		p.err = p.out.Append(p.block)
	}
	p.block = p.block[:0]
}

func (p *poured[C]) end() error { p.hand(); return p.err }

// eachRun calls f with each run of cells that begin with the same number: how many they are, and what
// gives one after the other; f takes all of them.
func eachRun[C spill.Cell](cells *spill.Cells[C], f func(n int64, next func() C) error) error {
	ahead, in := cells.Cursor(), cells.Cursor()
	next := func() C { c, _ := in.Next(); return c }
	c, ok := ahead.Next()
	for ok {
		n, first := int64(0), c[0]
		for ; ok && c[0] == first; c, ok = ahead.Next() {
			n++
		}
		if ahead.Err() != nil {
			break
		}
		if err := errors.Join(f(n, next), in.Err()); err != nil {
			return err
		}
	}
	return errors.Join(ahead.Err(), in.Err())
}

// differing leaves out cells that repeat the one before.
type differing struct {
	in   *spill.CellCursor[cell2]
	last cell2
	some bool
}

func (d *differing) next() (c cell2, ok bool) {
	for c, ok = d.in.Next(); ok && d.some && c == d.last; c, ok = d.in.Next() {
	}
	d.last, d.some = c, true
	return c, ok
}
