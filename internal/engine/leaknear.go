package engine

import (
	"errors"
	"slices"
	"sort"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
)

// near tells of documents that the recipe's dedupe.near would link. Candidates are those that share a band, as
// there; in a band that many documents share, each is compared with the first ones and the last ones of each
// other split, so that a split full of copies hides none of another one's.
func (t *leakTeller) near() (check *schema.LeakCheck, err error) {
	s := t.c.near
	check = &schema.LeakCheck{Step: s.name, On: s.names, Threshold: s.args.Float("threshold")}
	met, numbered, err := t.c.keys.numbered(t.c.dir, t.c.most, s.verifier.Pairing().Probes)
	if err != nil {
		return nil, err
	}
	x := &leakPairs{t: t, met: met}
	defer func() { err = errors.Join(err, x.close()) }()
	err = errors.Join(x.pair(numbered), numbered.Close())
	if err == nil {
		err = x.record()
	}
	if err == nil {
		check.Shared, err = x.compare()
	}
	check.CandidatePairs, check.LongRuns = x.seen, x.long
	return check, err
}

// leakPairs are pairs of documents of different splits that share a band.
type leakPairs struct {
	t       *leakTeller
	met     *met
	bounds  []uint64 // the number from which on documents are of a later split, by split
	wanted  []uint64 // documents that stand in a pair, a bit each
	records *records
	seen    int64 // pairs compared
	long    int64 // bands of which not all pairs are
}

func (x *leakPairs) close() error {
	err := x.met.close()
	if x.records != nil {
		err = errors.Join(err, x.records.close())
	}
	return err
}

// pair makes the pairs. Documents are numbered split by split.
func (x *leakPairs) pair(numbered *spill.Cells[cell2]) error {
	if err := x.bound(); err != nil {
		return err
	}
	x.wanted = make([]uint64, x.met.docs.Len()/64+1)
	out := poured[cell2]{out: spill.NewCellSorter[cell2](x.t.c.dir, x.t.c.most/2)}
	err := x.eachBand(numbered, func(a, b uint64) {
		x.wanted[a/64] |= 1 << (a % 64)
		x.wanted[b/64] |= 1 << (b % 64)
		out.add(cell2{min(a, b), max(a, b)})
	})
	if err = errors.Join(err, out.end()); err != nil {
		return errors.Join(err, out.out.Close())
	}
	x.met.pairs, err = out.out.Sort()
	return err
}

// bound finds where the numbers of each split end.
func (x *leakPairs) bound() error {
	x.bounds = make([]uint64, len(x.t.c.splits))
	in := x.met.docs.Cursor()
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		x.bounds[splitAt(c[0])] = c[1] + 1
	}
	for i := 1; i < len(x.bounds); i++ {
		x.bounds[i] = max(x.bounds[i], x.bounds[i-1])
	}
	return in.Err()
}

func (x *leakPairs) splitOf(number uint64) int {
	return sort.Search(len(x.bounds), func(i int) bool { return number < x.bounds[i] })
}

// ends are the first and the last documents of a split in a band.
type ends struct {
	split int
	run   window
	n     int // documents of the split
}

// eachBand hands over the pairs of each band; one may come from several bands.
func (x *leakPairs) eachBand(numbered *spill.Cells[cell2], pair func(a, b uint64)) error {
	probes := x.t.c.near.verifier.Pairing().Probes
	ahead, in := numbered.Cursor(), numbered.Cursor()
	var all []ends
	c, ok := ahead.Next()
	for ok {
		band, n := c[0], 0
		for all = all[:0]; ok && c[0] == band; c, ok = ahead.Next() {
			all = x.take(all, c[1], probes)
			n++
		}
		if len(all) > 1 && slices.ContainsFunc(all, func(e ends) bool { return e.n > 2*probes }) {
			x.long++
		}
		for range n {
			d, _ := in.Next()
			crossing(all, x.splitOf(d[1]), d[1], pair)
		}
		if err := x.t.ctx.Err(); err != nil {
			return err
		}
	}
	return errors.Join(ahead.Err(), in.Err())
}

// take puts the next document of a band to the ends of its split. Two keys of a document may be equal.
func (x *leakPairs) take(all []ends, number uint64, probes int) []ends {
	split := x.splitOf(number)
	if len(all) == 0 || all[len(all)-1].split != split {
		if len(all) < cap(all) { // the memory of an earlier band
			all = all[:len(all)+1]
		} else {
			all = append(all, ends{})
		}
		e := &all[len(all)-1]
		e.split, e.n, e.run.probes, e.run.run = split, 0, probes, e.run.run[:0]
	}
	e := &all[len(all)-1]
	e.run.put(number)
	e.n++
	return all
}

// crossing hands over the pairs of a document with the ends of each other split; of two documents that are both at an
// end of theirs once.
func crossing(all []ends, split int, number uint64, pair func(a, b uint64)) {
	if len(all) < 2 {
		return
	}
	atEnd := slices.ContainsFunc(all, func(e ends) bool { return e.split == split && slices.Contains(e.run.run, number) })
	for _, e := range all {
		if e.split == split || atEnd && e.split < split {
			continue
		}
		for _, other := range e.run.run {
			pair(number, other)
		}
	}
}

// record makes the records of the documents that stand in a pair.
func (x *leakPairs) record() error {
	c := x.t.c
	x.records = newRecords(c.dir, c.most/2)
	d := &schema.Doc{Values: make([]schema.Value, len(c.layout.Columns))}
	rec := make([]byte, contentBytes)
	in := x.met.docs.Cursor()
	for cell, ok := in.Next(); ok; cell, ok = in.Next() {
		rec = rec[:contentBytes] // an empty one keeps the place of a document that nobody asks for
		if x.wanted[cell[1]/64]>>(cell[1]%64)&1 == 1 {
			if err := errors.Join(x.load(d, rowAt(cell[0])), x.t.ctx.Err()); err != nil {
				return err
			}
			rec = c.near.verifier.Record(d, rec)
		}
		if err := x.records.add(cell[1], int64(cell[0]), rec); err != nil {
			return err
		}
	}
	return errors.Join(in.Err(), x.records.seal())
}

// load gives d the columns that are compared.
func (x *leakPairs) load(d *schema.Doc, row int64) error {
	_, columns, err := x.t.document(row)
	for _, slot := range x.t.c.near.on {
		var s string
		if err == nil {
			s, columns, err = cutLeakText(columns)
		}
		d.Values[slot] = schema.StringValue(s)
	}
	return err
}

// compare compares the pairs.
func (x *leakPairs) compare() (shared []schema.Leak, err error) {
	f := x.t.copies()
	defer func() { err = errors.Join(err, f.out.Close()) }()
	v := x.t.c.near.verifier
	c := &comparer{records: x.records, memory: x.t.c.most}
	c.visit = func(a, b *entry) error {
		if v.Linked(a.record(), b.record()) {
			similarity := v.Similarity(a.record(), b.record())
			f.note(uint64(a.ord), uint64(b.ord), similarity)
			f.note(uint64(b.ord), uint64(a.ord), similarity)
		}
		return errors.Join(f.err, x.t.ctx.Err())
	}
	if err := c.each(x.met.pairs); err != nil {
		return nil, err
	}
	x.seen = c.seen
	return x.t.tell(f, true)
}
