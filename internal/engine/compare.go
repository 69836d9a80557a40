package engine

import (
	"cmp"
	"errors"
	"slices"

	"github.com/tamis-data/tamis/internal/spill"
)

// records holds what a Verifier recorded of the documents that meet: each once, in the order of the
// documents, behind the first bytes of the document's Content.
type records struct {
	blobs *spill.Blobs
	made  poured[cell4]
	index *spill.Cells[cell4] // number, ordinal, place, length; by number
}

const contentBytes = 16

func newRecords(dir string, budget int64) *records {
	return &records{blobs: spill.NewBlobs(dir, budget/2), made: poured[cell4]{out: spill.NewCellSorter[cell4](dir, budget)}}
}

// add keeps the record of document number id.
func (r *records) add(id uint64, ord int64, rec []byte) error {
	place, err := r.blobs.Add(rec)
	r.made.add(cell4{id, uint64(ord), uint64(place), uint64(len(rec))})
	return errors.Join(err, r.made.err)
}

// seal ends the adding.
func (r *records) seal() (err error) {
	if err = r.made.end(); err != nil {
		return err
	}
	r.index, err = r.made.out.Sort()
	return err
}

func (r *records) close() error {
	return errors.Join(r.made.out.Close(), r.index.Close(), r.blobs.Close())
}

// entry is a document of a pair.
type entry struct {
	id      uint64
	ord     int64
	content [contentBytes]byte
	rec     []byte
	size    int64 // of its cluster, where it is known
}

// comparer brings the records of pairs together within a budget of memory: those of the better
// documents for as many pairs as fit, then those of the worse ones in the order they lie in.
type comparer struct {
	*records
	at     *spill.CellCursor[cell4]
	seen   int64 // different pairs
	memory int64
	skip   func(a, b uint64) bool  // pairs that need no comparing any more; nil: none
	enter  func(*entry) error      // sees each better document before its pairs; nil: nobody
	visit  func(a, b *entry) error // sees each pair
	better []entry                 // of the pairs at hand
	pairs  []struct{ b, a uint64 } // number of the worse, index of the better
	held   int64
}

// pairBytes is what a pair at hand costs, and entryBytes a document beside its record.
const (
	pairBytes  = 16
	entryBytes = 96
)

// each visits the pairs of in, each once.
func (c *comparer) each(in *spill.Cells[cell2]) error {
	c.at = c.index.Cursor()
	pairs := differing{in: in.Cursor()}
	for p, ok := pairs.next(); ok; p, ok = pairs.next() {
		c.seen++
		if c.skip != nil && c.skip(p[0], p[1]) {
			continue
		}
		if err := c.gather(p); err != nil {
			return err
		}
		if c.held > c.memory {
			if err := c.compare(); err != nil {
				return err
			}
		}
	}
	return errors.Join(pairs.in.Err(), c.compare())
}

// gather puts a pair to those at hand.
func (c *comparer) gather(p cell2) error {
	if n := len(c.better); n == 0 || c.better[n-1].id != p[0] {
		var e entry
		if err := c.load(p[0], &e); err != nil {
			return err
		}
		if c.enter != nil {
			if err := c.enter(&e); err != nil {
				return err
			}
		}
		c.better = append(c.better, e)
		c.held += int64(cap(e.rec)) + entryBytes
	}
	c.pairs = append(c.pairs, struct{ b, a uint64 }{p[1], uint64(len(c.better) - 1)})
	c.held += pairBytes
	return nil
}

// load reads a record into the memory of e.
func (c *comparer) load(id uint64, e *entry) error {
	cell, err := c.at.At(int64(id))
	if err != nil {
		return err
	}
	blob, err := c.blobs.Get(int64(cell[2]), int(cell[3]), e.rec)
	if err != nil {
		return err
	}
	e.id, e.ord, e.rec = id, int64(cell[1]), blob
	copy(e.content[:], blob)
	return nil
}

// compare visits the pairs at hand and forgets them.
func (c *comparer) compare() error {
	slices.SortFunc(c.pairs, func(x, y struct{ b, a uint64 }) int { return cmp.Or(cmp.Compare(x.b, y.b), cmp.Compare(x.a, y.a)) })
	var worse entry
	loaded := false
	for _, p := range c.pairs {
		a := &c.better[p.a]
		if c.skip != nil && c.skip(a.id, p.b) {
			continue
		}
		if !loaded || worse.id != p.b {
			if err := c.load(p.b, &worse); err != nil {
				return err
			}
			loaded = true
		}
		if err := c.visit(a, &worse); err != nil {
			return err
		}
	}
	clear(c.better)
	c.better, c.pairs, c.held = c.better[:0], c.pairs[:0], 0
	return nil
}

// record is what the Verifier made of the document.
func (e *entry) record() []byte { return e.rec[contentBytes:] }
