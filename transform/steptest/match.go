package steptest

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// match does what the contract of a Matcher says, word by word.
func (r *runner) match(m transform.Matcher) error {
	others := make([]schema.Doc, len(r.other))
	runs := map[uint64][]int{} // documents of the other set
	recs := make([][]byte, len(r.other))
	for i, text := range r.other {
		d := &others[i]
		d.Values = make([]schema.Value, len(r.Plan.Layout.Columns))
		d.Values[r.step.Args.On[0]] = schema.StringValue(text)
		recs[i] = m.Record(d, nil)
		for _, k := range m.Keys(d, nil) {
			if !slices.Contains(runs[k], i) {
				runs[k] = append(runs[k], i)
			}
		}
	}
	return r.each(func(d *schema.Doc) error {
		mine, met := m.Record(d, nil), map[int]bool{}
		for _, k := range m.Keys(d, nil) {
			for _, i := range runs[k][:min(len(runs[k]), m.Probes())] {
				met[i] = true
			}
		}
		var best []transform.Verdict
		for i := range others {
			class, similarity, ok := m.Match(mine, recs[i])
			if ok = ok && met[i]; ok && (best == nil || class < best[0].Num || class == best[0].Num && similarity > best[0].Similarity) {
				best = []transform.Verdict{{Kind: transform.Link, Other: schema.OtherOrdinal(int64(i + 1)), Num: class, Similarity: similarity}}
			}
		}
		return m.Settle(d, best)
	})
}

// Room is how much memory a Gatherer may take.
const Room = 1 << 20

// gather lets a step take up the other set, then maps with what it gathered.
func (r *runner) gather(g transform.Gatherer) error {
	m, err := r.gathered(g)
	if err != nil {
		return err
	}
	return r.each(func(d *schema.Doc) error { return m.Map(context.Background(), d) })
}

// gathered shows the other set to the step: documents called other/1 and so on, with what stands before a tab as
// their query.
func (r *runner) gathered(g transform.Gatherer) (transform.Mapper, error) {
	if g.Other() == "" {
		return nil, errors.New("the step names no parameter for the other set")
	}
	gathering := g.Gather(Room)
	for i, text := range r.other {
		d := schema.Doc{Ord: int64(i + 1), Values: make([]schema.Value, len(r.Plan.Layout.Columns))}
		if query, rest, ok := strings.Cut(text, "\t"); ok {
			text = rest
			d.Set(schema.SlotTitle, schema.StringValue(query))
		}
		d.Set(schema.SlotText, schema.StringValue(text))
		if err := gathering.Add(&d, fmt.Sprintf("other/%d", i+1)); err != nil {
			return nil, err
		}
	}
	got, err := gathering.Done()
	return got.Mapper, err
}
