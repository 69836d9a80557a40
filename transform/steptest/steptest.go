// Package steptest runs one step over a handful of documents in memory, exactly as the contract of
// package transform says, for tests. It plans the step with the real recipe reader.
package steptest

import (
	"cmp"
	"context"
	"crypto/sha256"
	"fmt"
	"iter"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Set is a planned step and the documents it is to run over.
type Set struct {
	Plan  *recipe.Recipe
	step  *recipe.Step
	texts []string
	given [][]pair
	shown map[int]bool // slots of built-in columns that Given names
	other []string     // texts of the other set
	files map[string]string
}

// Against says what the other set holds that the step compares with, each text in the first column that
// it works on.
func (s *Set) Against(other []string) *Set {
	s.other = other
	return s
}

// New is NewWith without files.
func New(tb testing.TB, spec transform.Spec, args string, texts, given []string) *Set {
	tb.Helper()
	return NewWith(tb, spec, args, texts, given, nil)
}

// NewWith plans a step with arguments as a recipe writes them ("" for none) over documents with these
// texts and, where given is set, columns (transform.Example.Given says how they are written). Lists and models are
// looked up in files by the path that the arguments name.
func NewWith(tb testing.TB, spec transform.Spec, args string, texts, given []string, files map[string]string) *Set {
	tb.Helper()
	s, problems := PlanWith(spec, args, texts, given, files)
	if s == nil {
		for _, p := range problems {
			tb.Errorf("%s: %s (%s)", spec.Name, p.Message, p.Hint)
		}
		tb.FailNow()
	}
	return s
}

// Plan is New that returns the problems of the recipe; the Set is nil where there are errors.
func Plan(spec transform.Spec, args string, texts, given []string) (*Set, []diag.Problem) {
	return PlanWith(spec, args, texts, given, nil)
}

// PlanWith is Plan with files.
func PlanWith(spec transform.Spec, args string, texts, given []string, files map[string]string) (*Set, []diag.Problem) {
	s := &Set{texts: texts, shown: map[int]bool{}, files: files}
	for _, g := range given {
		s.given = append(s.given, parsePairs(g))
	}
	plan, problems := recipe.Parse([]byte(s.recipe(spec.Name, args)), "recipe.yaml", recipe.Options{Catalog: []transform.Spec{spec}, Open: s.read})
	if plan == nil {
		return nil, problems
	}
	s.Plan, s.step = plan, &plan.Steps[0]
	if err := s.open(); err != nil {
		return nil, []diag.Problem{{Message: err.Error()}}
	}
	for _, row := range s.given {
		for _, p := range row {
			if slot := builtin(p.name); slot >= 0 {
				s.shown[slot] = true
			}
		}
	}
	return s, problems
}

// read stands in for the engine, which reads lists and models.
func (s *Set) read(path string, t transform.ParamType) (data []byte, fault, hint string) {
	text, ok := s.files[path]
	if !ok {
		return nil, "there is no such file", ""
	}
	fault, hint = transform.CheckFile(t, []byte(text))
	return []byte(text), fault, hint
}

// open stands in for the engine, which opens other sets.
func (s *Set) open() error {
	for _, r := range s.step.Resources {
		if r.Type != transform.ParamDocuments {
			continue
		}
		s.step.Give(r, transform.Documents{Digest: "sha256:" + strings.Repeat("0", 64)})
	}
	if s.step.Step == nil {
		return s.step.Build()
	}
	return nil
}

// builtin returns the slot of a built-in column that Given may set, -1 for others.
func builtin(name string) int {
	switch name {
	case "title":
		return schema.SlotTitle
	case "url":
		return schema.SlotURL
	}
	return -1
}

// recipe writes the recipe that declares what Given holds and runs the step.
func (s *Set) recipe(name, args string) string {
	var b strings.Builder
	b.WriteString("tamis: 1\nname: steptest\nversion: 1.0.0-dev\nlicense: CC0-1.0\nsources:\n")
	columns := s.columns()
	for _, source := range s.sources() {
		fmt.Fprintf(&b, "  - path: %s.jsonl\n    name: %s\n    format: jsonl\n    fields: {id: id, text: text, title: title, url: url}\n", source, source)
		if len(columns) > 0 {
			b.WriteString("    columns:\n")
			for _, c := range columns {
				fmt.Fprintf(&b, "      %s: %s\n", c.name, c.value)
			}
		}
	}
	b.WriteString("steps:\n  - " + name)
	if args != "" {
		b.WriteString(": " + strings.ReplaceAll(args, "\n", "\n      "))
	}
	return b.String() + "\n"
}

// Docs returns fresh documents, as their reader would hand them over.
func (s *Set) Docs() []schema.Doc {
	docs := make([]schema.Doc, len(s.texts))
	for i, text := range s.texts {
		d := &docs[i]
		d.Ord, d.Split = int64(i+1), -1
		d.Values = make([]schema.Value, len(s.Plan.Layout.Columns))
		d.Values[schema.SlotID] = schema.StringValue(fmt.Sprintf("documents/%d", i+1))
		d.Values[schema.SlotOrigin] = schema.StringValue(fmt.Sprintf("documents.jsonl#%d", i+1))
		d.Values[schema.SlotText] = schema.StringValue(text)
		d.Values[schema.SlotSource] = schema.StringValue(s.source(i))
		d.Content = sha256.Sum256([]byte(text))
		copy(d.Group[:], d.Content[:16])
		if i < len(s.given) {
			for _, p := range s.given[i] {
				s.put(d, p)
			}
		}
	}
	return docs
}

func (s *Set) put(d *schema.Doc, p pair) {
	if p.name == "source" {
		return
	}
	for i := range s.Plan.Sources[0].Columns {
		if c := s.Plan.Sources[0].Columns[i]; c.Name == p.name {
			d.Values[c.Slot] = p.cell(c.Type.Kind)
			return
		}
	}
	d.Values[builtin(p.name)] = p.cell(schema.String)
}

// Run runs the step over docs, which it visits in the given order of their indexes (nil: source
// order). What it does depends on the set alone, so every order must give the same.
func (s *Set) Run(docs []schema.Doc, order []int) error {
	if order == nil {
		order = make([]int, len(docs))
		for i := range order {
			order[i] = i
		}
	}
	r := runner{Set: s, docs: docs, order: order}
	if err := r.run(s.step.Step); err != nil {
		return err
	}
	for i := range docs {
		docs[i].FinishSpans()
	}
	return nil
}

func (r *runner) run(step transform.Step) error {
	switch step := step.(type) {
	case transform.Mapper:
		return r.each(func(d *schema.Doc) error { return step.Map(context.Background(), d) })
	case transform.Judge:
		return r.judge(step)
	case transform.Verifier:
		return r.verify(step)
	case transform.Matcher:
		return r.match(step)
	case transform.Gatherer:
		return r.gather(step)
	case transform.Tracer:
		return r.trace(step)
	case transform.Learner:
		return r.learn(step)
	case transform.Assigner:
		return r.each(func(d *schema.Doc) error {
			d.Split = step.Assign(step.Key(d), r.step.Args.Seed)
			return nil
		})
	}
	return fmt.Errorf("%T is no step", step)
}

// Step returns what Spec.New built.
func (s *Set) Step() transform.Step { return s.step.Step }

type runner struct {
	*Set
	docs    []schema.Doc
	order   []int
	scratch schema.Scratch
}

func (r *runner) each(f func(*schema.Doc) error) error {
	for _, i := range r.order {
		d := &r.docs[i]
		if !d.Kept() {
			continue
		}
		d.Begin(r.Plan.Layout, 0, &r.scratch)
		if err := f(d); err != nil {
			return err
		}
	}
	return nil
}

// judge sorts all claims by key, rank, ordinal and number, lets the step decide run by run, and
// settles each document.
func (r *runner) judge(j transform.Judge) error {
	var claims []transform.Claim
	err := r.each(func(d *schema.Doc) error {
		seq := uint32(0)
		j.Claims(d, func(k transform.Key, rank transform.Rank, note []byte) {
			claims = append(claims, transform.Claim{Key: k, Rank: rank, Ord: d.Ord, Seq: seq, Content: [16]byte(d.Content[:16]), Note: slices.Clone(note)})
			seq++
		})
		return nil
	})
	if err != nil {
		return err
	}
	slices.SortFunc(claims, compareClaims)
	verdicts, err := decide(j, claims)
	if err != nil {
		return err
	}
	return r.each(func(d *schema.Doc) error { return j.Settle(d, verdicts[d.Ord]) })
}

func compareClaims(a, b transform.Claim) int {
	return cmp.Or(cmp.Compare(a.Key.Hi, b.Key.Hi), cmp.Compare(a.Key.Lo, b.Key.Lo), slices.Compare(a.Rank[:], b.Rank[:]),
		cmp.Compare(a.Ord, b.Ord), cmp.Compare(a.Seq, b.Seq))
}

// decide shows each run of equal keys to the step and returns the verdicts by document.
func decide(j transform.Judge, claims []transform.Claim) (map[int64][]transform.Verdict, error) {
	verdicts := map[int64][]transform.Verdict{}
	sitting := transform.Sit(j)
	for i := 0; i < len(claims); {
		n := i
		for n < len(claims) && claims[n].Key == claims[i].Key {
			n++
		}
		err := sitting.Decide(fleeting(claims[i:n]), func(to transform.Claim, v transform.Verdict) {
			v.Seq = to.Seq
			verdicts[to.Ord] = append(verdicts[to.Ord], v)
		})
		if err != nil {
			return nil, err
		}
		i = n
	}
	if s, ok := sitting.(transform.Requiring); ok {
		if err := s.Lacks(); err != nil {
			return nil, err
		}
	}
	for _, vs := range verdicts {
		slices.SortStableFunc(vs, func(a, b transform.Verdict) int { return cmp.Compare(a.Seq, b.Seq) })
	}
	if m, ok := j.(transform.Merger); ok {
		for ord := range verdicts {
			verdicts[ord] = merged(m, verdicts[ord])
		}
	}
	return verdicts, nil
}

// merged says verdicts in as few as their Judge can.
func merged(m transform.Merger, vs []transform.Verdict) (out []transform.Verdict) {
	for _, v := range vs {
		if n := len(out) - 1; n < 0 || !m.Merge(&out[n], v) {
			out = append(out, v)
		}
	}
	return out
}

// fleeting yields claims whose notes are overwritten when the next one comes, as the engine's are.
func fleeting(claims []transform.Claim) iter.Seq[transform.Claim] {
	return func(yield func(transform.Claim) bool) {
		var note []byte
		for _, c := range claims {
			for i := range note {
				note[i] = 0xFF
			}
			note = append(note[:0], c.Note...)
			c.Note = note
			if !yield(c) {
				return
			}
		}
	}
}

// learn adds the sums up by key, shows them in key order, and maps with what was learned.
func (r *runner) learn(l transform.Learner) error {
	m, err := r.learned(l)
	if err != nil {
		return err
	}
	return r.each(func(d *schema.Doc) error { return m.Map(context.Background(), d) })
}

func (r *runner) learned(l transform.Learner) (transform.Mapper, error) {
	sums := map[string]int64{}
	err := r.each(func(d *schema.Doc) error {
		l.Observe(d, func(key []byte, n int64) { sums[string(key)] += n })
		return nil
	})
	if err != nil {
		return nil, err
	}
	return l.Learn(func(yield func([]byte, int64) bool) {
		for _, key := range slices.Sorted(maps.Keys(sums)) {
			if !yield([]byte(key), sums[key]) {
				return
			}
		}
	})
}

// Mapper returns the step if it is a Mapper, what it learns from docs if it is a Learner, and what it gathers.
func (s *Set) Mapper(docs []schema.Doc) (transform.Mapper, error) {
	switch step := s.step.Step.(type) {
	case transform.Mapper:
		return step, nil
	case transform.Gatherer:
		return (&runner{Set: s, docs: docs}).gathered(step)
	case transform.Learner:
		order := make([]int, len(docs))
		for i := range order {
			order[i] = i
		}
		return (&runner{Set: s, docs: docs, order: order}).learned(step)
	}
	return nil, fmt.Errorf("%T maps nothing", s.step.Step)
}
