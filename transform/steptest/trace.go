package steptest

import (
	"cmp"
	"slices"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// traced is a passage and whose it is.
type traced struct {
	transform.Passage
	party int
}

// trace does what the contract of a Tracer says, word by word.
func (r *runner) trace(t transform.Tracer) error {
	parties, err := r.tracedParties(t)
	if err != nil {
		return err
	}
	times := map[uint64]int{}
	for _, p := range parties {
		for _, k := range p.keys {
			times[k]++
		}
	}
	whole := map[uint64][]traced{}
	for i, p := range parties {
		t.Passages(p.d, func(key uint64) bool { return times[key] > 1 }, func(x transform.Passage) { whole[x.Key] = append(whole[x.Key], traced{x, i}) })
	}
	var parts, repeats []traced
	others := map[traced]int{}
	for _, run := range whole {
		if firsts := settleTraced(t.Tracing().All, run, &repeats, others); len(firsts) > 1 {
			parts = append(parts, r.partsOf(t, parties, firsts)...)
		}
	}
	settleTraced(t.Tracing().All, parts, &repeats, others)
	verdicts := joinTraced(parties, repeats, others)
	return r.each(func(d *schema.Doc) error { return t.Settle(d, verdicts[d.Ord]) })
}

// tracedParties asks the Tracer about all documents and puts them in order of rank.
func (r *runner) tracedParties(t transform.Tracer) (out []party, err error) {
	err = r.each(func(d *schema.Doc) error {
		p := party{d: d, keys: t.Keys(d, nil)}
		if t.Tracing().Ranked {
			p.rank = t.Rank(d)
		}
		out = append(out, p)
		return nil
	})
	slices.SortFunc(out, func(a, b party) int {
		return cmp.Or(slices.Compare(a.rank[:], b.rank[:]), cmp.Compare(a.d.Ord, b.d.Ord))
	})
	return out, err
}

func (r *runner) partsOf(t transform.Tracer, parties []party, firsts []traced) (out []traced) {
	for _, f := range firsts {
		t.Parts(parties[f.party].d, func(start int32) bool { return start == f.Start }, func(x transform.Passage) { out = append(out, traced{x, f.party}) })
	}
	return out
}

// settleTraced finds what repeats among passages and returns the first of each digest.
func settleTraced(all bool, run []traced, repeats *[]traced, others map[traced]int) (firsts []traced) {
	slices.SortFunc(run, func(a, b traced) int { return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.Start, b.Start)) })
	first, told := map[[16]byte]traced{}, map[[16]byte]bool{}
	add := func(x traced, f traced) {
		*repeats = append(*repeats, x)
		others[x] = f.party
	}
	for _, x := range run {
		f, some := first[x.Digest]
		if !some {
			first[x.Digest] = x
			firsts = append(firsts, x)
			continue
		}
		if all && !told[x.Digest] {
			add(f, f)
			told[x.Digest] = true
		}
		add(x, f)
	}
	return firsts
}

// joinTraced makes stretches of repeats.
func joinTraced(parties []party, repeats []traced, others map[traced]int) map[int64][]transform.Verdict {
	slices.SortFunc(repeats, func(a, b traced) int {
		return cmp.Or(cmp.Compare(a.party, b.party), cmp.Compare(a.Start, b.Start), cmp.Compare(a.End, b.End), cmp.Compare(others[a], others[b]))
	})
	out := map[int64][]transform.Verdict{}
	for _, x := range repeats {
		ord := parties[x.party].d.Ord
		vs := out[ord]
		if n := len(vs); n > 0 && vs[n-1].End >= x.Start {
			vs[n-1].End = max(vs[n-1].End, x.End)
			continue
		}
		out[ord] = append(vs, transform.Verdict{Kind: transform.Cut, Seq: uint32(x.Start), Other: parties[others[x]].d.Ord, Start: x.Start, End: x.End})
	}
	return out
}
