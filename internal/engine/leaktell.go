package engine

import (
	"context"
	"errors"
	"math"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
)

// leakTeller turns what documents are compared by into what a release says of leaks.
type leakTeller struct {
	c   *leakCheck
	ctx context.Context
	at  *spill.CellCursor[cell2] // of where documents are kept, by number
	buf []byte
}

// leakExamples is how many documents of a pair of splits are named: enough to look at.
const leakExamples = 5

// copies gathers documents that another split has a copy of: place, split of the other, its place, similarity.
type copies struct{ poured[cell4] }

func (t *leakTeller) copies() *copies {
	return &copies{poured[cell4]{out: spill.NewCellSorter[cell4](t.c.dir, t.c.most/2)}}
}

func (f *copies) note(place, other uint64, similarity float64) {
	f.add(cell4{place, uint64(splitAt(other)), other, math.Float64bits(similarity)})
}

// equal tells of documents with one key.
func (t *leakTeller) equal(by *spill.CellSorter[cell4]) (shared []schema.Leak, err error) {
	sorted, err := by.Sort()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	f := t.copies()
	defer func() { err = errors.Join(err, f.out.Close()) }()
	if err := t.equalRuns(sorted, f); err != nil {
		return nil, err
	}
	return t.tell(f, false)
}

// equalRuns notes the documents of each run of one key that has several splits, with the first document of each
// other split.
func (t *leakTeller) equalRuns(sorted *spill.Cells[cell4], f *copies) error {
	ahead, in := sorted.Cursor(), sorted.Cursor()
	c, ok := ahead.Next()
	var firsts []uint64
	for ok {
		key, n := c, 0
		for firsts = firsts[:0]; ok && c[0] == key[0] && c[1] == key[1]; c, ok = ahead.Next() {
			if n++; len(firsts) == 0 || splitAt(firsts[len(firsts)-1]) != splitAt(c[2]) {
				firsts = append(firsts, c[2])
			}
		}
		for range n {
			d, _ := in.Next()
			for _, other := range firsts {
				if splitAt(other) != splitAt(d[2]) {
					f.note(d[2], other, 1)
				}
			}
		}
		if err := errors.Join(f.err, t.ctx.Err()); err != nil {
			return err
		}
	}
	return errors.Join(ahead.Err(), in.Err())
}

// tell counts what was found for each two splits, and names the first documents.
func (t *leakTeller) tell(f *copies, similarity bool) (shared []schema.Leak, err error) {
	if err := f.end(); err != nil {
		return nil, err
	}
	sorted, err := f.out.Sort()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	splits := len(t.c.splits)
	leaks := make([]schema.Leak, splits*splits)
	in := sorted.Cursor()
	var last cell4
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		l := &leaks[splitAt(c[0])*splits+int(c[1])]
		if l.Documents > 0 && c[0] == last[0] && c[1] == last[1] {
			continue // another copy of the same document
		}
		if last, l.Documents = c, l.Documents+1; len(l.Examples) < leakExamples {
			e, err := t.example(c, similarity)
			if err != nil {
				return nil, err
			}
			l.Examples = append(l.Examples, e)
		}
	}
	shared = []schema.Leak{}
	for i, l := range leaks {
		if l.Documents > 0 {
			l.Split, l.Other = t.c.splits[i/splits], t.c.splits[i%splits]
			shared = append(shared, l)
		}
	}
	return shared, in.Err()
}

func (t *leakTeller) example(c cell4, similarity bool) (e schema.LeakExample, err error) {
	if e.ID, _, err = t.document(rowAt(c[0])); err != nil {
		return e, err
	}
	if similarity {
		e.Similarity = math.Float64frombits(c[3])
	}
	e.Other, _, err = t.document(rowAt(c[2]))
	return e, err
}

// blobRoom is what the buffer of a record needs beside it to be read into without being made anew.
const blobRoom = 8

// document returns the id of a document and the columns kept of it, which are good until the next one.
func (t *leakTeller) document(row int64) (id string, columns []byte, err error) {
	cell, err := t.at.At(row)
	if err != nil {
		return "", nil, err
	}
	if n := int(cell[1]) + blobRoom; n > cap(t.buf) {
		t.buf = make([]byte, 0, n)
	}
	raw, err := t.c.docs.Get(int64(cell[0]), int(cell[1]), t.buf)
	if err != nil {
		return "", nil, err
	}
	return cutLeakText(raw)
}
