package engine

import (
	"errors"

	"github.com/tamis-data/tamis/internal/spill"
)

// places is what the keys of a Tracer say: which documents have keys that the set holds more than once,
// and which keys these are. The documents are numbered in order of rank.
type places struct {
	docs *spill.Cells[cell2] // number, ordinal; by number
	asks *spill.Cells[cell4] // ordinal, number, key, 0; by ordinal and key
}

func (p *places) close() error { return errors.Join(p.docs.Close(), p.asks.Close()) }

// places sorts twice, by key and by place, and once more by ordinal.
func (k *keys[C]) places(dir string, budget int64) (p *places, err error) {
	sorted, err := k.sorter.Sort()
	if err != nil {
		return nil, err
	}
	shared := spill.NewCellSorter[C](dir, budget)
	err = sharedKeys(sorted, shared, func(key uint64, _ int64) uint64 { return key })
	if err = errors.Join(err, sorted.Close()); err != nil {
		return nil, errors.Join(err, shared.Close())
	}
	byPlace, err := shared.Sort()
	if err != nil {
		return nil, err
	}
	docs := poured[cell2]{out: spill.NewCellSorter[cell2](dir, budget)}
	asks := poured[cell4]{out: spill.NewCellSorter[cell4](dir, budget)}
	err = errors.Join(numberPlaces(byPlace, &docs, &asks), docs.end(), asks.end(), byPlace.Close())
	p = &places{}
	if err == nil {
		p.docs, err = docs.out.Sort()
	}
	if err == nil {
		p.asks, err = asks.out.Sort()
	}
	if err != nil {
		return nil, errors.Join(err, docs.out.Close(), asks.out.Close(), p.close())
	}
	return p, nil
}

// numberPlaces gives the documents numbers in the order of their places; a key that a document has twice
// is asked about once.
func numberPlaces[C spill.Cell](places *spill.Cells[C], docs *poured[cell2], asks *poured[cell4]) error {
	var last C
	n, some := uint64(0), false
	in := places.Cursor()
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		if some && c == last {
			continue
		}
		key, ord := c[len(c)-1], c[len(c)-2]
		if last[len(c)-1] = key; !some || c != last {
			docs.add(cell2{n, ord})
			n++
		}
		last, some = c, true
		asks.add(cell4{ord, n - 1, key})
	}
	return errors.Join(in.Err(), docs.err, asks.err)
}

// askedDocs are the documents that a Tracer is asked about, with what is asked.
type askedDocs struct {
	in   *spill.CellCursor[cell4]
	next cell4
	more bool
}

func newAskedDocs(asks *spill.Cells[cell4]) *askedDocs {
	a := &askedDocs{in: asks.Cursor()}
	a.step()
	return a
}

func (a *askedDocs) step()             { a.next, a.more = a.in.Next() }
func (a *askedDocs) at() (int64, bool) { return int64(a.next[0]), a.more }
func (a *askedDocs) err() error        { return a.in.Err() }

// take gathers all that is asked about the document, in order.
func (a *askedDocs) take(b *batch) {
	ord, number := a.next[0], a.next[1]
	var asks []uint64
	for ; a.more && a.next[0] == ord; a.step() {
		asks = append(asks, a.next[2])
	}
	b.numbers, b.asks = append(b.numbers, number), append(b.asks, asks)
}
