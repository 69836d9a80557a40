package recipe

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

const head = "tamis: 1\nname: news\nversion: 1.0.0\nsources:\n" +
	"  - {path: a.jsonl, columns: {author: string, score: float64?}}\n" +
	"  - {path: b.jsonl, columns: {author: string}}\n"

// mustParse returns the recipe of these steps over two sources, one of them without a score.
func mustParse(t *testing.T, steps string, catalog ...transform.Spec) *Recipe {
	t.Helper()
	r, problems := Parse([]byte(head+steps), "recipe.yaml", Options{Catalog: append(fakeCatalog(), catalog...)})
	if r == nil {
		t.Fatal(printed(problems))
	}
	return r
}

// spelled lists columns as name and type.
func spelled(l *schema.Layout, slots []int) string {
	var out []string
	for _, s := range slots {
		out = append(out, l.Columns[s].Name+" "+l.Columns[s].Type.String())
	}
	return strings.Join(out, ", ")
}

func TestLayout(t *testing.T) {
	r := mustParse(t, `
steps:
  - label.counts
  - filter.gopher-quality: {on_fail: label}
    as: quality
  - label.entities
  - column.rename: {title: headline}
  - column.drop: [url, lines]
  - column.set: {column: lines, expr: 'words * 2'}
  - column.rename: {author: text}
    as: onto
limits: {document: 1MiB}
`)
	l := r.Layout
	want := "id string, text string, headline string?, created timestamp?, source string, origin string, score float64?, " +
		"words int32, quality__failed list<string>, entities list<struct<start int32, end int32>>, lines int64"
	if got := spelled(l, l.Export); got != want {
		t.Errorf("export %s\nwant   %s", got, want)
	}
	all := make([]int, len(l.Columns))
	for i := range all {
		all[i] = i
	}
	want = "id string, text string, headline string?, url string?, created timestamp?, source string, origin string, " +
		"author string, score float64?, words int32, lines int32, quality__mean_word_length float64, quality__failed list<string>, " +
		"entities list<struct<start int32, end int32>>, lines int64"
	if got := spelled(l, all); got != want {
		t.Errorf("columns %s\nwant    %s", got, want)
	}
	if !l.Columns[11].Metric || l.Slot("lines") != 14 || !slices.Equal(l.SpanSlots[schema.SlotText], []int{13}) || l.SpanSlots[0] != nil {
		t.Errorf("metric %v, lines %d, spans %v", l.Columns[11].Metric, l.Slot("lines"), l.SpanSlots)
	}
	if l.TextCap != 1<<20 || l.EditCap != 1<<17 || len(l.Steps) != 7 || l.Steps[1].Name != "quality" {
		t.Errorf("%d %d %v", l.TextCap, l.EditCap, l.Steps)
	}
	if last := r.Steps[6]; !slices.Equal(last.Edits, []int{schema.SlotText}) {
		t.Errorf("renaming onto text edits %v", last.Edits)
	}
	if !slices.Equal(r.Splits, []string{"train"}) || r.Sources[1].Columns[0].Slot != 7 {
		t.Errorf("splits %v, columns %v", r.Splits, r.Sources[1].Columns)
	}
}

// seen is what a step was given when it was built.
type seen struct {
	noMapper
	args transform.Args
	slot map[string]int
	typ  schema.Type
}

// spy is a Spec that writes a column and keeps what it sees.
func spy() transform.Spec {
	return transform.Spec{Name: "label.spy", On: transform.OnProse, Version: 1,
		Writes: func(transform.Args) []schema.Column {
			return []schema.Column{int1("mine"), {Name: "n", Type: schema.Type{Kind: schema.Int64}, Metric: true}}
		},
		Params: []transform.Param{{Name: "deep", Type: transform.ParamObject, Fields: []transform.Param{{Name: "x", Type: transform.ParamInt, Default: 3}}}},
		New: func(a transform.Args) (transform.Step, error) {
			s := seen{args: a, slot: map[string]int{}}
			for _, name := range []string{"text", "title", "headline", "words", "mine", "n", "later", "score"} {
				s.slot[name] = a.Slot(name)
			}
			var err error
			_, s.typ, err = a.Eval("words + 1")
			return s, err
		}}
}

func TestArgs(t *testing.T) {
	r := mustParse(t, `
seed: 9
steps:
  - label.counts
  - dedupe.exact
  - column.rename: {title: headline}
  - label.spy: {deep: {}}
  - column.set: {column: later, expr: '1'}
  - column.rename: {headline: last}
    as: again
  - split.hash: {a: 0.25, b: 0.75}
`, spy())
	s := r.Steps[3].Step.(seen)
	want := map[string]int{"text": 1, "title": -1, "headline": 2, "words": 9, "mine": 11, "n": 12, "later": -1, "score": 8}
	if !reflect.DeepEqual(s.slot, want) {
		t.Errorf("slots %v, want %v", s.slot, want)
	}
	if col, ok := s.args.Column("headline"); !ok || col.Name != "headline" || !col.Type.Nullable {
		t.Errorf("column %v %v", col, ok)
	}
	if s.typ.Kind != schema.Int64 || s.args.Seed != 9 || !s.args.Clustered || !slices.Equal(s.args.Sources, []string{"a.jsonl", "b.jsonl"}) {
		t.Errorf("%v %v %v %v", s.typ, s.args.Seed, s.args.Clustered, s.args.Sources)
	}
	if !slices.Equal(s.args.On, []int{1, 2}) || !slices.Equal(s.args.OnNames, []string{"text", "headline"}) {
		t.Errorf("on %v %v", s.args.On, s.args.OnNames)
	}
	if deep := s.args.Values["deep"].(transform.Args); deep.Int("x") != 3 || deep.Slot("words") != 9 {
		t.Error("the object's arguments lack a default or functions")
	}
	if r.Steps[0].Args.Clustered || !slices.Equal(r.Splits, []string{"a", "b"}) {
		t.Errorf("clustered %v, splits %v", r.Steps[0].Args.Clustered, r.Splits)
	}
}

func TestResources(t *testing.T) {
	r := mustParse(t, "steps:\n  - redact.words: {list: lists/w.txt}\n")
	s := &r.Steps[0]
	if s.Step != nil || len(s.Resources) != 1 || s.Resources[0].Path != "lists/w.txt" || s.Resources[0].Param != "list" {
		t.Fatalf("%+v", s)
	}
	s.Args.Values["list"] = []byte("a\n")
	if err := s.Build(); err != nil || s.Step == nil {
		t.Error(err, s.Step)
	}
	if !strings.Contains(string(r.Resolved()), "list: lists/w.txt") {
		t.Error("the resolved recipe holds what was loaded")
	}
}

// TestReleasedNames: a release names what lies at an absolute path by its end, each by a name of its own; the
// resolved recipe keeps the way there.
func TestReleasedNames(t *testing.T) {
	steps := "steps:\n  - redact.words: {list: lists/w.txt}\n"
	for i, path := range []string{"/home/ada/w.txt", "/srv/w.txt", "/home/ada/w.txt", "/srv/lists/*.txt", "/*.txt", "/"} {
		steps += fmt.Sprintf("  - redact.words: {list: \"%s\"}\n    as: s%d\n", path, i)
	}
	r := mustParse(t, steps)
	var got []string
	for _, s := range r.Steps {
		got = append(got, s.Resources[0].Name)
	}
	if want := []string{"lists/w.txt", "w.txt", "w.txt-2", "w.txt", "lists/*.txt", "*.txt", "."}; !slices.Equal(got, want) {
		t.Errorf("named %q, want %q", got, want)
	}
	if s := string(r.Resolved()); !strings.Contains(s, `list: "/srv/w.txt"`) {
		t.Error("the resolved recipe lost a path:\n", s)
	}
	if s := string(r.Released()); strings.Contains(s, "ada") || !strings.Contains(s, "list: w.txt-2") {
		t.Error("the released recipe is\n", s)
	}
}

// TestSetIsAsWritten: a setting gives the recipe that would have been written so.
func TestSetIsAsWritten(t *testing.T) {
	parse := func(text string, sets ...string) string {
		r, problems := Parse([]byte(head+text), "recipe.yaml", Options{Catalog: fakeCatalog(), Sets: sets})
		if r == nil {
			return printed(problems)
		}
		return string(r.Resolved())
	}
	for _, c := range []struct{ text, set, written string }{
		{"", "seed=3", "seed: 3\n"},
		{"", "limits.document=1MiB", "limits: {document: 1MiB}\n"},
		{"limits: {rejected: 0.5}\n", "limits.document=1MiB", "limits: {rejected: 0.5, document: 1MiB}\n"},
		{"steps: [clean.unicode]\n", "steps.clean.unicode.form=nfkc", "steps:\n  - clean.unicode: {form: nfkc}\n"},
		{"steps: [clean.unicode]\n", "steps.clean.unicode.on=[text]", "steps:\n  - clean.unicode: {on: text}\n"},
		{"steps:\n  - dedupe.near: 0.9\n", "steps.dedupe.near.threshold=0.5", "steps:\n  - dedupe.near: 0.5\n"},
		{"steps:\n  - dedupe.near: 0.9\n    as: x\n", "steps.x.threshold=0.5", "steps:\n  - dedupe.near: 0.5\n    as: x\n"},
		{"steps:\n  - dedupe.near: 0.9\n", "steps.0=dedupe.exact", "steps: [dedupe.exact]\n"},
		{"steps:\n  - label.counts:\n  - clean.unicode\n", "steps.label.counts.refresh=end", "steps:\n  - label.counts:\n    refresh: end\n  - clean.unicode\n"},
		{"", "export.arrow={compression: none}", "export: {arrow: {compression: none}}\n"},
		{"", "title=a b", "title: a b\n"},
		{"", "title=\"x=y\"", "title: \"x=y\"\n"},
	} {
		if got, want := parse(c.text, c.set), parse(c.written); got != want {
			t.Errorf("--set %s on %q:\n%s\nwant:\n%s", c.set, c.text, got, want)
		}
	}
}

// TestOrderIsFree: keys of a mapping may stand in any order.
func TestOrderIsFree(t *testing.T) {
	a, _ := Parse([]byte("tamis: 1\nname: n\nversion: 1.0.0\nseed: 1\nsources: [{path: a}]\nsteps: [clean.unicode]\n"), "r", Options{Catalog: fakeCatalog()})
	b, _ := Parse([]byte("steps: [clean.unicode]\nsources: [{path: a}]\nseed: 1\nversion: 1.0.0\nname: n\ntamis: 1\n"), "r", Options{Catalog: fakeCatalog()})
	if a == nil || b == nil || string(a.Resolved()) != string(b.Resolved()) {
		t.Error("another recipe")
	}
}

// TestMissingInASource: a column that one source lacks may be null; one that all have may not.
func TestMissingInASource(t *testing.T) {
	text := "tamis: 1\nname: n\nversion: 1.0.0\nsources:\n" +
		"  - {path: a, columns: {both: string, one: int64, weak: string}}\n" +
		"  - {path: b, columns: {weak: 'string?', both: string}}\n"
	r, problems := Parse([]byte(text), "recipe.yaml", Options{})
	if r == nil {
		t.Fatal(printed(problems))
	}
	if got := spelled(r.Layout, []int{7, 8, 9}); got != "both string, one int64?, weak string?" {
		t.Error(got)
	}
	if b := r.Sources[1].Columns; b[0].Slot != 9 || b[1].Slot != 7 || b[1].Type.Nullable {
		t.Errorf("%v", b)
	}
}
