package engine

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"math"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// matching lets a Matcher decide about the documents of the run and those of another set that share a key.
// The other set is read twice: for its keys, and for the records of the documents that meet. Nothing in it
// depends on how much memory there is, but for how long it takes.
type matching struct {
	ctx  context.Context
	m    transform.Matcher
	set  *otherSet
	dir  string
	sort int64 // bytes of a sorter, and of the records compared at once

	met     *crossed
	records *records
	ids     *spill.Names  // of the documents of the other set that meet
	matched poured[cell2] // those that matched
	docs    int64         // of the other set
	end     indexEnd      // of its last row, where it is an index
	places  int64         // of it that can't be read
	first   string        // the first of them, in words
	pairs   int64
	rule    func(r ruling) error // takes a verdict
}

func (b *build) matching(ctx context.Context, n *node) *matching {
	x := &matching{ctx: ctx, m: n.matcher, set: b.sets[n.n], dir: b.work.temporary, sort: b.budget.sort}
	x.records, x.ids = newRecords(x.dir, x.sort), spill.NewNames(x.dir)
	x.matched.out = spill.NewCellSorter[cell2](x.dir, x.sort)
	return x
}

func (x *matching) close() error {
	err := errors.Join(x.records.close(), x.ids.Close(), x.matched.out.Close())
	if x.met != nil {
		err = errors.Join(err, x.met.close())
	}
	return err
}

// match lets the Matcher at the end of the stretch decide.
func (p *pass) match(path string, out *decisions) (err error) {
	n := p.st.judge
	x := p.matching(p.ctx, n)
	defer func() { err = errors.Join(err, x.close()) }()
	x.rule = out.add
	if err := p.matchBy(x, func(w metDocs) error { return p.record(w, x.records) }); err != nil {
		return err
	}
	if err := x.keepNames(path + othersSuffix); err != nil {
		return err
	}
	return errors.Join(p.note(n, path, x.facts()), p.nameOthers(n, path))
}

// matchBy reads the other set and decides; record is to make the records of the run's own documents.
func (p *pass) matchBy(x *matching, record func(metDocs) error) (err error) {
	if err := p.readOther(x); err != nil {
		return err
	}
	if x.met, err = cross(p.meeting.(*keys[cell2]), x.dir, x.sort, x.m.Probes()); err != nil {
		return err
	}
	if err := p.recordOther(x); err != nil {
		return err
	}
	own := x.met.docs.Cursor()
	if x.met.others > 0 {
		if _, err := own.At(x.met.others - 1); err != nil {
			return err
		}
	}
	if err := record(metDocs{in: own, own: true}); err != nil {
		return err
	}
	if err := x.run(); err != nil {
		return fmt.Errorf("step %s: %w", p.st.judge.name, err)
	}
	return nil
}

// run compares the pairs and rules on each document that has a match, for its best one: of the smallest
// class, then the most similar, then the first of the other set.
func (x *matching) run() error {
	out := poured[cell4]{out: spill.NewCellSorter[cell4](x.dir, x.sort)}
	c := &comparer{records: x.records, memory: x.sort}
	c.visit = func(other, mine *entry) error {
		if class, similarity, ok := x.m.Match(mine.record(), other.record()); ok {
			out.add(cell4{uint64(mine.ord), grade(class, similarity), uint64(other.ord), math.Float64bits(similarity)})
		}
		return errors.Join(out.err, x.ctx.Err())
	}
	err := c.each(x.met.pairs)
	x.pairs = c.seen
	if err = errors.Join(err, out.end()); err != nil {
		return errors.Join(err, out.out.Close())
	}
	best, err := out.out.Sort()
	if err != nil {
		return err
	}
	return errors.Join(x.tell(best), best.Close())
}

// grade orders matches, the better first: the bits of similarities up to 1 are in their order, below 2^62.
func grade(class int64, similarity float64) uint64 {
	return uint64(class)<<62 | (math.Float64bits(1) - math.Float64bits(similarity))
}

func (x *matching) tell(best *spill.Cells[cell4]) error {
	err := eachRun(best, func(n int64, next func() cell4) error {
		c := next()
		for range n - 1 {
			next()
		}
		x.matched.add(cell2{uint64(schema.OtherRecord(int64(c[2])))})
		v := transform.Verdict{Kind: transform.Link, Other: int64(c[2]), Num: int64(c[1] >> 62), Similarity: math.Float64frombits(c[3])}
		return errors.Join(x.rule(ruling{int64(c[0]), fromJudge, v}), x.matched.err)
	})
	return errors.Join(err, x.matched.end())
}

// facts are what the manifest says of it.
func (x *matching) facts() map[string]int64 {
	facts := map[string]int64{"other_documents": x.docs, "candidate_pairs": x.pairs, "long_runs": x.met.long}
	if x.places > 0 {
		facts["other_places"] = x.places
	}
	return facts
}

// othersSuffix is the file, beside the rulings of a Matcher, of the ids of the documents that they name.
const othersSuffix = ".others"

// keepNames writes the ids of the documents of the other set that matched, by ordinal.
func (x *matching) keepNames(path string) error {
	matched, err := x.matched.out.Sort()
	if err != nil {
		return err
	}
	err = writeSpool(path, func(add func([]byte) error) error {
		in := differing{in: matched.Cursor()}
		var rec []byte
		for c, ok := in.next(); ok; c, ok = in.next() {
			id, found, err := x.ids.Get(int64(c[0]))
			if err == nil && !found {
				err = fmt.Errorf("document %d of the other set has no id", c[0])
			}
			if err != nil {
				return err
			}
			rec = append(binary.BigEndian.AppendUint64(rec[:0], c[0]), id...)
			if err := add(rec); err != nil {
				return err
			}
		}
		return in.in.Err()
	})
	return errors.Join(err, matched.Close())
}

// nameOthers takes the ids up from a checkpoint.
func (p *pass) nameOthers(n *node, path string) error {
	names := spill.NewNames(p.work.temporary)
	err := readCheckpoint(path+othersSuffix, func(rec []byte) error {
		if len(rec) < 8 {
			return unusable(fmt.Errorf("name of %d bytes", len(rec)))
		}
		return names.Add(parseOrd(rec), string(rec[8:]))
	})
	if err = errors.Join(err, names.Seal()); err != nil {
		return errors.Join(err, names.Close())
	}
	if old := p.others[n.n]; old != nil {
		err = old.Close()
	}
	p.others[n.n] = names
	return err
}

// otherID names a document of the other set of a step.
func (b *build) otherID(step int, ord int64) (string, error) {
	names := b.others[step]
	if names == nil {
		return "", fmt.Errorf("step %d names a document of another set and compares with none", step)
	}
	id, ok, err := names.Get(schema.OtherRecord(ord))
	if err == nil && !ok {
		err = fmt.Errorf("document %d of the other set has no id", schema.OtherRecord(ord))
	}
	return b.shownOther(id, schema.OtherRecord(ord)), err
}
