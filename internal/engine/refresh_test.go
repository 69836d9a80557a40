package engine

import (
	"context"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// mapCounter counts the documents that a Mapper sees.
type mapCounter struct {
	transform.Mapper
	n *int
}

func (c mapCounter) Map(ctx context.Context, d *schema.Doc) error {
	*c.n++
	return c.Mapper.Map(ctx, d)
}

// What is computed last is computed again only where the text changed since.
func TestRefreshSkipsWhatWasNotEdited(t *testing.T) {
	cut := "  - redact.pattern: {patterns: [{kind: cut, pattern: ' gone', replace: ''}], private: false}\n"
	back := "  - redact.pattern: {patterns: [{kind: cut, pattern: 'gone', replace: 'GONE'}], private: false}\n  - redact.pattern: {patterns: [{kind: cut, pattern: 'GONE', replace: 'gone'}], private: false}\n    as: again\n"
	for _, c := range []struct {
		name, steps, text string
		words, runs       int
	}{
		{"not edited", cut, "one two three", 3, 1},
		{"edited", cut, "one two gone three", 3, 2},
		{"edited to what it was", back, "one two gone", 3, 2},
		{"read by others", cut + "  - label.readability\n", "one gone", 1, 2},
	} {
		s := newSite(t)
		r := s.recipe("\nsources: [{path: \"*.txt\", name: all}]\nsteps:\n  - label.counts: {}\n    refresh: end\n" + c.steps + "uncovered: [url]\n")
		ns, runs := nodes(r), 0
		ns[0].mapper = mapCounter{ns[0].mapper, &runs}
		docs := []schema.Doc{{Values: make([]schema.Value, len(r.Layout.Columns))}}
		docs[0].Set(schema.SlotText, schema.StringValue(c.text))
		scratch := &schema.Scratch{}
		if err := apply(t.Context(), r.Layout, ns, docs, 0, len(ns), scratch); err != nil {
			t.Fatal(err)
		}
		if err := finish(t.Context(), r.Layout, ns, &docs[0], scratch); err != nil {
			t.Fatal(err)
		}
		for i, col := range r.Layout.Columns {
			if words := docs[0].Values[i].Int(); col.Name == "words" && int(words) != c.words {
				t.Errorf("%s: %d words, not %d", c.name, words, c.words)
			}
		}
		if runs != c.runs {
			t.Errorf("%s: it ran %d times, not %d", c.name, runs, c.runs)
		}
	}
}
