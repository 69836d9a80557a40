package engine

import (
	"context"
	"errors"
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/transform"
)

// tell joins the repeats of each document to stretches and rules on them.
func (x *tracing) tell(repeats *spill.Cells[cell4]) error {
	out := poured[cell4]{out: spill.NewCellSorter[cell4](x.dir, x.sort)}
	err := x.stretches(repeats, &out)
	if err = errors.Join(err, out.end()); err != nil {
		return errors.Join(err, out.out.Close())
	}
	cuts, err := out.out.Sort()
	if err != nil {
		return err
	}
	return errors.Join(x.ruleOn(cuts), cuts.Close())
}

// stretches hands over number of the document of the first one, ordinal, start and end.
func (x *tracing) stretches(repeats *spill.Cells[cell4], out *poured[cell4]) error {
	docs := x.ordinals()
	in := repeats.Cursor()
	c, ok := in.Next()
	for ok {
		place, end, first := c[0], c[1], c[2]
		for c, ok = in.Next(); ok && numberOf(c[0]) == numberOf(place) && uint64(startOf(c[0])) <= end; c, ok = in.Next() {
			end = max(end, c[1])
		}
		x.counts["repeats"]++
		x.counts["repeated_words"] += int64(end) - int64(startOf(place))
		out.add(cell4{first, docs.of(numberOf(place)), uint64(startOf(place))<<32 | end})
	}
	return errors.Join(in.Err(), docs.err(), x.ctx.Err())
}

// ruleOn tells the documents, now that the ordinals of those which they repeat can be told in order.
func (x *tracing) ruleOn(cuts *spill.Cells[cell4]) error {
	docs := x.ordinals()
	in := cuts.Cursor()
	for c, ok := in.Next(); ok; c, ok = in.Next() {
		start, end := int32(c[2]>>32), int32(uint32(c[2]))
		v := transform.Verdict{Kind: transform.Cut, Seq: uint32(start), Other: int64(docs.of(c[0])), Start: start, End: end}
		if err := x.rule(ruling{int64(c[1]), fromJudge, v}); err != nil {
			return err
		}
	}
	return errors.Join(in.Err(), docs.err(), x.ctx.Err())
}

// trace lets the Tracer at the end of the stretch decide.
func (p *pass) trace(path string, out *decisions) (err error) {
	n := p.st.judge
	x := p.tracing(p.ctx, n)
	x.rule = out.add
	x.visit = func(asks *spill.Cells[cell4], how look) error { return p.visit(x, asks, how) }
	if x.places, err = p.meeting.places(x.dir, x.sort); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, x.places.close()) }()
	if err := x.run(); err != nil {
		return fmt.Errorf("step %s: %w", n.name, err)
	}
	return p.note(n, path, x.counts)
}

func (b *build) tracing(ctx context.Context, n *node) *tracing {
	return &tracing{ctx: ctx, t: n.tracer, how: n.tracer.Tracing(), dir: b.work.temporary, sort: b.budget.sort}
}

// visit shows the documents asked about from the checkpoints that the pass has just left.
func (p *pass) visit(x *tracing, asks *spill.Cells[cell4], how look) error {
	if asks.Len() == 0 {
		return nil
	}
	p.pipe.turn.init()
	p.limit.turn.init()
	work := func(n int, b *batch) error {
		if err := p.load(b, &p.workers[n]); err != nil {
			return err
		}
		out := x.answers()
		for i := range b.docs {
			d := &b.docs[i]
			d.Begin(p.r.Layout, p.st.judge.n, &p.workers[n].scratch)
			how(d, b.numbers[i], b.asks[i], out)
		}
		b.docs, b.asks = nil, nil
		return out.end()
	}
	return p.pipe.run(p.ctx, func(emit func(*batch) error) error { return p.produceWanted(newAskedDocs(asks), emit) }, work,
		func(*batch) error { return nil })
}

// traceSample runs a Tracer over the sample alone.
func (s *sampler) traceSample(n *node) (out []ruling, err error) {
	x := s.tracing(s.ctx, n)
	x.rule = func(r ruling) error { out = append(out, r); return nil }
	x.visit = func(asks *spill.Cells[cell4], how look) error { return s.visit(n, x, asks, how) }
	p := &pass{build: s.build, ctx: s.ctx, st: stretch{judge: n}, meeting: newMeeting(n.rank != nil, x.dir, x.sort, len(s.workers))}
	defer func() { err = errors.Join(err, p.meeting.close()) }()
	if err := s.meet(p); err != nil {
		return nil, err
	}
	if x.places, err = p.meeting.places(x.dir, x.sort); err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, x.places.close()) }()
	err = x.run()
	slices.SortStableFunc(out, func(a, b ruling) int {
		if a.ord != b.ord {
			return sign(a.ord - b.ord)
		}
		return int(a.v.Start) - int(b.v.Start)
	})
	return out, err
}

// visit shows the documents of the sample that are asked about.
func (s *sampler) visit(n *node, x *tracing, asks *spill.Cells[cell4], how look) error {
	a, b, out := newAskedDocs(asks), &batch{}, x.answers()
	for ord, more := a.at(); more; ord, more = a.at() {
		a.take(b)
		for i := range s.docs {
			if d := &s.docs[i]; d.Ord == ord {
				d.Begin(s.r.Layout, n.n, &s.scr)
				how(d, b.numbers[len(b.numbers)-1], b.asks[len(b.asks)-1], out)
			}
		}
	}
	return errors.Join(a.err(), out.end())
}
