package engine

import (
	"errors"
	"math"

	"github.com/tamis-data/tamis/internal/spill"
)

// In a meeting of two sets the place of a document of the run is its ordinal with the highest bit turned,
// that of a document of the other set its ordinal alone: so those of the other set come first.
func ownPlace(ord int64) int64 { return ord ^ math.MinInt64 }

// crossed is what the keys of two sets say. The documents that meet are numbered in the order of their
// places, those of the other set first.
type crossed struct {
	met
	others int64 // how many they are: numbers below it
}

// cross sorts as pairs does, but lets documents meet those of the other set alone: each the first probes
// that share a key with it.
func cross(k *keys[cell2], dir string, budget int64, probes int) (x *crossed, err error) {
	sorted, err := k.sorter.Sort()
	if err != nil {
		return nil, err
	}
	shared := spill.NewCellSorter[cell2](dir, budget)
	x = &crossed{}
	err = x.sharedKeys(sorted, shared, probes)
	if err = errors.Join(err, sorted.Close()); err != nil {
		return nil, errors.Join(err, shared.Close())
	}
	numbered, err := number(shared, &x.met, dir, budget)
	if err != nil {
		return nil, errors.Join(err, x.close())
	}
	if err = x.countOthers(); err == nil {
		err = x.pair(numbered, dir, budget)
	}
	if err = errors.Join(err, numbered.Close()); err != nil {
		return nil, errors.Join(err, x.close())
	}
	return x, nil
}

// sharedKeys passes on the keys that documents of both sets have: of the other set the first ones.
func (x *crossed) sharedKeys(sorted *spill.Cells[cell2], out *spill.CellSorter[cell2], probes int) error {
	p := poured[cell2]{out: out}
	var first []cell2 // of the other set
	run := uint64(0)
	err := eachRun(sorted, func(n int64, next func() cell2) error {
		first = first[:0]
		others, mine := int64(0), false
		var last cell2
		for i := range n {
			c := next()
			again := i > 0 && c == last // two keys of one document may be equal
			switch last = c; {
			case again:
			case c[1]>>63 == 0:
				if others++; len(first) < probes {
					first = append(first, c)
				}
			case len(first) > 0:
				if !mine {
					for _, o := range first {
						p.add(rotated(o, run))
					}
				}
				mine = true
				p.add(rotated(c, run))
			}
		}
		if mine {
			run++
			if others > int64(probes) {
				x.long++
			}
		}
		return p.err
	})
	return errors.Join(err, p.end())
}

// countOthers counts the documents of the other set that meet.
func (x *crossed) countOthers() error {
	in := x.docs.Cursor()
	for c, ok := in.Next(); ok && c[0]>>63 == 0; c, ok = in.Next() {
		x.others++
	}
	return in.Err()
}

// pair lets the documents of each key meet.
func (x *crossed) pair(numbered *spill.Cells[cell2], dir string, budget int64) error {
	out := poured[cell2]{out: spill.NewCellSorter[cell2](dir, budget)}
	var others []uint64
	err := eachRun(numbered, func(n int64, next func() cell2) error {
		others = others[:0]
		for range n {
			c := next()
			if c[1] < uint64(x.others) {
				others = append(others, c[1])
				continue
			}
			for _, o := range others {
				out.addPair(o, c[1])
			}
		}
		return out.err
	})
	if err = errors.Join(err, out.end()); err != nil {
		return errors.Join(err, out.out.Close())
	}
	x.pairs, err = out.out.Sort()
	return err
}
