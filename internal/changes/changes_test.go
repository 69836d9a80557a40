package changes_test

import (
	"context"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/changes"
	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform/catalog"
)

// doc is a document of a generated set: its words are its number and others, so that no two are alike unless asked for.
type doc struct{ file, id, text string }

// made is how a release is made.
type made struct {
	docs  []doc
	steps string
	seed  int
}

// what is a change as the oracle has it.
type what struct{ change, reason, step string }

// release builds a release.
func release(t *testing.T, m made) *export.Release {
	t.Helper()
	dir := t.TempDir()
	files := map[string]string{}
	for _, d := range m.docs {
		files[d.file] += fmt.Sprintf("{\"id\": %q, \"text\": %q}\n", d.id, d.text)
	}
	must(t, os.MkdirAll(filepath.Join(dir, "in"), 0o755))
	for name, lines := range files {
		must(t, os.WriteFile(filepath.Join(dir, "in", name), []byte(lines), 0o600))
	}
	src := fmt.Sprintf("tamis: 1\nname: set\nversion: 1.0.0\nlicense: CC0-1.0\nseed: %d\nsources: [{path: in/*.jsonl, fields: {id: id}}]\nsteps:\n%s", m.seed, m.steps)
	r, problems := recipe.Parse([]byte(src), "recipe.yaml", recipe.Options{Dir: dir, Catalog: catalog.All})
	if r == nil {
		t.Fatal(problems)
	}
	res, err := engine.Run(context.Background(), r, engine.Options{Out: filepath.Join(dir, "out"), Work: filepath.Join(dir, "work"), Workers: 1, Tool: "test"})
	must(t, err)
	rel, err := export.Load(res.Path)
	must(t, err)
	return rel
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

const few = "  - filter.where: {expr: 'len(text) >= %d'}\n    as: few\n"

// set draws documents of two files. Lengths are 10 to 40.
func set(r *rand.Rand, n int) []doc {
	var out []doc
	for i := range n {
		out = append(out, doc{fmt.Sprintf("%c.jsonl", 'b'+i%2), fmt.Sprintf("d%03d", i), text(r, i)})
	}
	return out
}

func text(r *rand.Rand, i int) string {
	return fmt.Sprintf("%06d %s", i, strings.Repeat("w", 3+r.IntN(31)))
}

// pairs are two releases that differ in one thing, with what that does to each document.
var pairs = map[string]func(r *rand.Rand) (a, b made, want map[string]what){
	"threshold": func(r *rand.Rand) (a, b made, want map[string]what) {
		docs := set(r, 80)
		a, b = made{docs, fmt.Sprintf(few, 15), 0}, made{docs, fmt.Sprintf(few, 25), 0}
		return a, b, each(docs, func(d doc) what {
			if n := len(d.text); n >= 15 && n < 25 {
				return what{changes.Removed, changes.StepChanged, "few"}
			}
			return what{}
		})
	},
	"step": func(r *rand.Rand) (a, b made, want map[string]what) {
		docs := set(r, 80)
		count := "  - label.counts\n"
		a, b = made{docs, fmt.Sprintf(few, 20) + count, 0}, made{docs, count, 0}
		return a, b, each(docs, func(d doc) what {
			if len(d.text) < 20 {
				return what{changes.Added, changes.StepRemoved, "few"}
			}
			return what{}
		})
	},
	"inputs": func(r *rand.Rand) (a, b made, want map[string]what) { return inputs(r) },
	"copies": func(r *rand.Rand) (a, b made, want map[string]what) {
		docs := set(r, 60)
		a = made{docs, "  - dedupe.exact\n", 0}
		b = a
		b.docs, want = nil, map[string]what{}
		for i, d := range docs {
			if r.IntN(4) == 0 { // a document of a file that comes first says the same
				b.docs = append(b.docs, doc{"a.jsonl", fmt.Sprintf("n%03d", i), d.text})
				want[fmt.Sprintf("n%03d", i)] = what{changes.Added, changes.NewFile, ""}
				want[d.id] = what{changes.Removed, changes.CopyNew, "dedupe.exact"}
			}
		}
		b.docs = append(b.docs, docs...)
		return a, b, want
	},
	"edits": func(r *rand.Rand) (a, b made, want map[string]what) {
		docs := set(r, 60)
		for i := range docs {
			if r.IntN(3) == 0 {
				docs[i].text += " qq"
			}
		}
		a = made{docs, "  - label.counts\n", 0}
		b = made{docs, "  - redact.pattern: {patterns: [{kind: sign, pattern: ' qq'}], private: false}\n  - label.counts\n", 0}
		return a, b, each(docs, func(d doc) what {
			if strings.HasSuffix(d.text, " qq") {
				return what{changes.Changed, changes.Edits, "redact.pattern"}
			}
			return what{}
		})
	},
}

// inputs are sets of which some documents came, went or changed, with a file more and one less.
func inputs(r *rand.Rand) (a, b made, want map[string]what) {
	steps := fmt.Sprintf(few, 20)
	all := set(r, 120)
	a, b, want = made{nil, steps, 0}, made{nil, steps, 0}, map[string]what{}
	at := map[string]int{} // of what is written to a file, by release and file
	for i, d := range all {
		x, y := d, d
		inA, inB := true, true
		switch r.IntN(6) {
		case 0:
			inA = false
		case 1:
			inB = false
		case 2:
			y.text = text(r, 1000+i)
		case 3:
			if x.file, y.file = "x.jsonl", "x.jsonl"; r.IntN(2) == 0 {
				inA = false
				y.file = "y.jsonl"
			} else {
				inB = false
			}
		}
		placeA, placeB := "", ""
		if inA {
			a.docs, placeA = append(a.docs, x), place(at, "a", x)
		}
		if inB {
			b.docs, placeB = append(b.docs, y), place(at, "b", y)
		}
		w := outcome(x, y, inA, inB, placeA == placeB)
		if w != (what{}) {
			want[d.id] = w
		}
	}
	return a, b, want
}

func place(at map[string]int, release string, d doc) string {
	at[release+d.file]++
	return fmt.Sprint(d.file, at[release+d.file])
}

// outcome is what becomes of a document that may stand in either set, by the rule that 20 characters are enough.
func outcome(x, y doc, inA, inB, samePlace bool) what {
	keptA, keptB := inA && len(x.text) >= 20, inB && len(y.text) >= 20
	absent := func(file string) string {
		if file == "x.jsonl" || file == "y.jsonl" {
			return changes.NewFile
		}
		return changes.NewInFile
	}
	switch {
	case keptA && keptB && x.text != y.text:
		return what{changes.Changed, changes.InputChanged, ""}
	case keptA && keptB && !samePlace:
		return what{changes.Changed, changes.Place, ""}
	case keptA && keptB, !keptA && !keptB:
		return what{}
	case keptA && inB:
		return what{changes.Removed, changes.InputChanged, "few"}
	case keptA:
		return what{changes.Removed, absent(x.file), ""}
	case inA:
		return what{changes.Added, changes.InputChanged, "few"}
	}
	return what{changes.Added, absent(y.file), ""}
}

// each applies an oracle to documents.
func each(docs []doc, of func(doc) what) map[string]what {
	out := map[string]what{}
	for _, d := range docs {
		if w := of(d); w != (what{}) {
			out[d.id] = w
		}
	}
	return out
}

// Each change of generated pairs of releases is the oracle's, once and with its cause; causes add up to the changes, and
// these to the documents of both; and the other way round documents that went are documents that came.
func TestCompareAgainstOracle(t *testing.T) {
	for name, pair := range pairs {
		for seed := range uint64(3) {
			t.Run(fmt.Sprint(name, seed), func(t *testing.T) {
				x, y, want := pair(rand.New(rand.NewPCG(seed, 11)))
				a, b := release(t, x), release(t, y)
				if len(want) < 5 {
					t.Fatalf("%d changes try too little", len(want))
				}
				there := compare(t, a, b, 0)
				if got := there.by; !maps.Equal(got, want) {
					for id := range want {
						if got[id] != want[id] {
							t.Errorf("%s is %v, not %v", id, got[id], want[id])
						}
					}
					for id := range got {
						if want[id] == (what{}) {
							t.Errorf("%s is %v and should be the same", id, got[id])
						}
					}
				}
				if small := compare(t, a, b, 1<<16); !maps.Equal(small.by, there.by) || small.totals != there.totals {
					t.Error("less memory gives another result")
				}
				back := compare(t, b, a, 0).totals
				if back.Added != there.totals.Removed || back.Removed != there.totals.Added || back.Changed != there.totals.Changed || back.Same != there.totals.Same {
					t.Errorf("%+v, and the other way round %+v", there.totals, back)
				}
			})
		}
	}
}

// compared is a Diff as maps.
type compared struct {
	by     map[string]what
	totals changes.Totals
}

// compare holds what a Diff says to itself: each change once, causes that part the changes, sums that are those of the
// releases.
func compare(t *testing.T, a, b *export.Release, memory int64) compared {
	t.Helper()
	d, err := changes.Compare(context.Background(), a, b, changes.Options{Dir: t.TempDir(), Memory: memory})
	must(t, err)
	defer d.Close()
	out := compared{map[string]what{}, d.Totals}
	left := map[changes.Cause]int64{}
	for _, c := range d.Causes {
		n := c.Documents
		c.Documents = 0
		if left[c] += n; n < 1 || left[c] != n {
			t.Errorf("cause %+v stands twice or for nothing", c)
		}
	}
	must(t, d.Each(func(c *changes.Change) error {
		if _, twice := out.by[c.ID]; twice {
			t.Errorf("%s changes twice", c.ID)
		}
		out.by[c.ID] = what{c.Change, c.Reason, c.Step}
		left[changes.Cause{Change: c.Change, Reason: c.Reason, Step: c.Step, Rule: c.Rule}]--
		return nil
	}))
	for c, n := range left {
		if n != 0 {
			t.Errorf("cause %+v is %d changes off", c, n)
		}
	}
	n := d.Totals
	if x, y := documents(t, a), documents(t, b); n.Same+n.Changed+n.Moved+n.Removed != x || n.Same+n.Changed+n.Moved+n.Added != y {
		t.Errorf("%+v of %d and %d documents", n, x, y)
	}
	return out
}

func documents(t *testing.T, r *export.Release) (n int64) {
	t.Helper()
	for _, err := range r.Rows(export.TableData, "id") {
		must(t, err)
		n++
	}
	return n
}

// Another seed puts some documents into another split, and nothing else differs; a release is equal to itself.
func TestSplitSeed(t *testing.T) {
	docs := set(rand.New(rand.NewPCG(1, 2)), 80)
	steps := "  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: id}\n"
	a, b := release(t, made{docs, steps, 0}), release(t, made{docs, steps, 1})
	splits := func(r *export.Release) map[string]string {
		out := map[string]string{}
		for row, err := range r.Rows(export.TableData, "id", "split") {
			must(t, err)
			out[row.Str("id")] = row.Str("split")
		}
		return out
	}
	want, x, y := map[string]what{}, splits(a), splits(b)
	for id := range x {
		if x[id] != y[id] {
			want[id] = what{changes.Changed, changes.SplitSeed, ""}
		}
	}
	if got := compare(t, a, b, 0); !maps.Equal(got.by, want) || len(want) < 10 {
		t.Errorf("%v, not %v", got.by, want)
	}
	for _, r := range []*export.Release{a, b} {
		if same := compare(t, r, r, 0); len(same.by) > 0 || same.totals != (changes.Totals{Same: int64(len(docs))}) {
			t.Errorf("a release differs from itself: %+v", same)
		}
	}
}
