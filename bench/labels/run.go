package main

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

// row is an element of a column of spans: its strings, and where it lies.
type row struct {
	words      []string
	numbers    []int
	start, end int
}

// label runs one step over texts, as one set, and returns the elements of its column of spans for each, and the score of those
// that give one.
func label(name string, texts []string) (rows [][]row, scores []int64, err error) {
	plan, problems := recipe.Parse([]byte("tamis: 1\nname: labels\nversion: 1.0.0-dev\nlicense: CC0-1.0\nsources:\n  - {path: texts.jsonl, name: texts, format: jsonl}\nsteps:\n  - "+name+"\n"),
		"recipe.yaml", recipe.Options{Catalog: catalog.All})
	if plan == nil {
		return nil, nil, fmt.Errorf("plan %s: %v", name, problems)
	}
	docs := documents(plan, texts)
	if err := work(plan, docs); err != nil {
		return nil, nil, fmt.Errorf("run %s: %w", name, err)
	}
	for i := range docs {
		rows = append(rows, elements(plan, &docs[i]))
		if slot := plan.Layout.Slot("rewritten"); slot >= 0 {
			scores = append(scores, docs[i].Values[slot].Int())
		}
	}
	return rows, scores, nil
}

func documents(plan *recipe.Recipe, texts []string) []schema.Doc {
	docs := make([]schema.Doc, len(texts))
	for i, text := range texts {
		d := &docs[i]
		d.Ord = int64(i + 1)
		d.Values = make([]schema.Value, len(plan.Layout.Columns))
		d.Values[schema.SlotOrigin] = schema.StringValue(fmt.Sprintf("texts.jsonl#%d", i+1))
		d.Values[schema.SlotText] = schema.StringValue(text)
		d.Content = sha256.Sum256([]byte(text))
	}
	return docs
}

func work(plan *recipe.Recipe, docs []schema.Doc) error {
	var scratch schema.Scratch
	each := func(f func(d *schema.Doc) error) error {
		for i := range docs {
			docs[i].Begin(plan.Layout, 0, &scratch)
			if err := f(&docs[i]); err != nil {
				return err
			}
		}
		return nil
	}
	switch step := plan.Steps[0].Step.(type) {
	case transform.Mapper:
		return each(func(d *schema.Doc) error { return step.Map(context.Background(), d) })
	case transform.Judge:
		return judge(step, each)
	default:
		return fmt.Errorf("%T is neither a Mapper nor a Judge", step)
	}
}

func judge(j transform.Judge, each func(func(d *schema.Doc) error) error) error {
	var claims []transform.Claim
	err := each(func(d *schema.Doc) error {
		seq := uint32(0)
		j.Claims(d, func(k transform.Key, rank transform.Rank, note []byte) {
			claims = append(claims, transform.Claim{Key: k, Rank: rank, Ord: d.Ord, Seq: seq, Note: slices.Clone(note)})
			seq++
		})
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(claims, func(a, b transform.Claim) int {
		return cmp.Or(cmp.Compare(a.Key.Hi, b.Key.Hi), cmp.Compare(a.Key.Lo, b.Key.Lo), slices.Compare(a.Rank[:], b.Rank[:]), cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.Seq, b.Seq))
	})
	verdicts := map[int64][]transform.Verdict{}
	for i := 0; i < len(claims); {
		n := i
		for n < len(claims) && claims[n].Key == claims[i].Key {
			n++
		}
		rule := func(to transform.Claim, v transform.Verdict) {
			v.Seq = to.Seq
			verdicts[to.Ord] = append(verdicts[to.Ord], v)
		}
		if err := j.Decide(slices.Values(claims[i:n]), rule); err != nil {
			return err
		}
		i = n
	}
	return each(func(d *schema.Doc) error {
		vs := verdicts[d.Ord]
		slices.SortStableFunc(vs, func(a, b transform.Verdict) int { return cmp.Compare(a.Seq, b.Seq) })
		return j.Settle(d, vs)
	})
}

// elements reads the column of spans of a document.
func elements(plan *recipe.Recipe, d *schema.Doc) (out []row) {
	for slot, c := range plan.Layout.Columns {
		if c.Spans == "" {
			continue
		}
		for _, v := range d.Values[slot].List() {
			var r row
			for i, f := range c.Type.Elem.Fields {
				m := v.List()[i]
				switch {
				case f.Name == "start":
					r.start = int(m.Int())
				case f.Name == "end":
					r.end = int(m.Int())
				case f.Type.Kind == schema.String:
					r.words = append(r.words, m.Str())
				default:
					r.numbers = append(r.numbers, int(m.Int()))
				}
			}
			out = append(out, r)
		}
	}
	return out
}
