package main

import (
	"context"
	"crypto/sha256"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// runner runs single steps of a catalog over texts in memory.
type runner struct{ catalog []transform.Spec }

// change is one row of a text's ledger: bytes of the text as it was, and what stands there now.
type change struct {
	start, end int
	with       string
}

// outcome is what a step made of a text.
type outcome struct {
	text    string
	changes []change
	err     error // the step's own fault: it gave up on the text
}

// find returns the transform of a name, nil where the catalog has none yet.
func (r runner) find(name string) *transform.Spec {
	for i := range r.catalog {
		if r.catalog[i].Name == name {
			return &r.catalog[i]
		}
	}
	return nil
}

// run gives the texts, as one document set, to a step with arguments as a recipe writes them. A text
// on which the step fails stays as it was, with the error.
func (r runner) run(spec *transform.Spec, args string, texts []string) ([]outcome, error) {
	plan, problems := recipe.Parse([]byte(recipeFor(spec.Name, args)), "recipe.yaml", recipe.Options{Catalog: r.catalog})
	if plan == nil {
		return nil, fmt.Errorf("plan %s with %q: %v", spec.Name, args, problems)
	}
	docs := documents(plan, texts)
	step, err := mapper(plan, docs)
	if err != nil {
		return nil, fmt.Errorf("build %s: %w", spec.Name, err)
	}
	var scratch schema.Scratch
	out := make([]outcome, len(docs))
	for i := range docs {
		d := &docs[i]
		d.Begin(plan.Layout, 0, &scratch)
		if err := step.Map(context.Background(), d); err != nil {
			out[i] = outcome{text: texts[i], err: err}
			continue
		}
		out[i] = collect(d)
	}
	return out, nil
}

// recipeFor writes the recipe of one step.
func recipeFor(name, args string) string {
	if args != "" {
		args = ": " + args
	}
	return "tamis: 1\nname: quality\nversion: 1.0.0-dev\nlicense: CC0-1.0\nsources:\n  - path: texts.jsonl\n    name: texts\n    format: jsonl\n" +
		"    fields: {id: id, text: text, title: title, url: url}\nsteps:\n  - " + name + args + "\n"
}

func documents(plan *recipe.Recipe, texts []string) []schema.Doc {
	docs := make([]schema.Doc, len(texts))
	for i, text := range texts {
		d := &docs[i]
		d.Ord, d.Split = int64(i+1), -1
		d.Values = make([]schema.Value, len(plan.Layout.Columns))
		d.Values[schema.SlotID] = schema.StringValue(fmt.Sprintf("texts/%d", i+1))
		d.Values[schema.SlotOrigin] = schema.StringValue(fmt.Sprintf("texts.jsonl#%d", i+1))
		d.Values[schema.SlotText] = schema.StringValue(text)
		d.Values[schema.SlotSource] = schema.StringValue("texts")
		d.Content = sha256.Sum256([]byte(text))
		copy(d.Group[:], d.Content[:16])
	}
	return docs
}

// mapper returns the step, or what it learned from the whole set.
func mapper(plan *recipe.Recipe, docs []schema.Doc) (transform.Mapper, error) {
	switch step := plan.Steps[0].Step.(type) {
	case transform.Mapper:
		return step, nil
	case transform.Learner:
		return learn(plan, step, docs)
	default:
		return nil, fmt.Errorf("%T maps nothing", step)
	}
}

func learn(plan *recipe.Recipe, l transform.Learner, docs []schema.Doc) (transform.Mapper, error) {
	sums := map[string]int64{}
	var scratch schema.Scratch
	for i := range docs {
		docs[i].Begin(plan.Layout, 0, &scratch)
		l.Observe(&docs[i], func(key []byte, n int64) { sums[string(key)] += n })
	}
	return l.Learn(func(yield func([]byte, int64) bool) {
		for _, key := range slices.Sorted(maps.Keys(sums)) {
			if !yield([]byte(key), sums[key]) {
				return
			}
		}
	})
}

func collect(d *schema.Doc) outcome {
	out := outcome{text: d.Text()}
	d.Rows(func(r schema.Row) {
		if r.Slot == schema.SlotText {
			out.changes = append(out.changes, change{r.Start, r.Start + r.RemovedBytes, strings.Clone(r.Inserted)})
		}
	})
	d.Release()
	return out
}

// arguments writes the arguments that choose an option of a step by the name of its value: of an
// enumeration, of a list of values, or of a switch. Where a step lets kinds be chosen, all are asked
// for. False where there is no such option.
func arguments(spec *transform.Spec, choose string) (string, bool) {
	var args []string
	found := choose == ""
	for _, p := range spec.Params {
		switch {
		case !found && p.Type == transform.ParamString && slices.Contains(p.Enum, choose):
			args, found = append(args, p.Name+": "+choose), true
		case !found && p.Type == transform.ParamStrings && slices.Contains(p.Enum, choose):
			args, found = append(args, p.Name+": ["+choose+"]"), true
		case !found && p.Type == transform.ParamBool && p.Name == choose:
			args, found = append(args, p.Name+": true"), true
		case p.Name == "kinds" && p.Type == transform.ParamStrings && len(p.Enum) > 0:
			args = append(args, "kinds: ["+strings.Join(p.Enum, ", ")+"]")
		}
	}
	if len(args) == 0 {
		return "", found
	}
	return "{" + strings.Join(args, ", ") + "}", found
}
