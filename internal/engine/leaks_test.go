package engine

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/catalog"
)

// leakDoc is a document of a set whose splits are given.
type leakDoc struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Split string `json:"part"`
}

func leakSite(t *testing.T, docs []leakDoc) *site {
	s := newSite(t)
	var b strings.Builder
	for _, d := range docs {
		line, _ := json.Marshal(d)
		b.Write(append(line, '\n'))
	}
	s.file("in/a.jsonl", b.String())
	return s
}

const leakHead = `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}, columns: {part: string}}]
`

const leakSplit = `  - split.given: {column: part, splits: [train, validation, test]}
`

// leaksOf builds a release and returns what its manifest says.
func (s *site) leaksOf(body string, o Options) *schema.Leaks {
	s.t.Helper()
	res := s.run(s.recipe(body), o)
	rel, err := export.Load(res.Path)
	if err != nil {
		s.t.Fatal(err)
	}
	if !reflect.DeepEqual(rel.Manifest.Leaks, res.Leaks) {
		s.t.Errorf("the manifest says %+v, the result %+v", rel.Manifest.Leaks, res.Leaks)
	}
	return rel.Manifest.Leaks
}

// shared writes what a check found on one line for each two splits.
func shared(c *schema.LeakCheck) (out []string) {
	for _, l := range c.Shared {
		s := fmt.Sprintf("%s in %s %d:", l.Split, l.Other, l.Documents)
		for _, e := range l.Examples {
			s += " " + e.ID + "=" + e.Other
			if e.Similarity > 0 {
				s += fmt.Sprintf("@%.3g", e.Similarity)
			}
		}
		out = append(out, s)
	}
	return out
}

func wantShared(t *testing.T, what string, c *schema.LeakCheck, want ...string) {
	t.Helper()
	if got := shared(c); !slices.Equal(got, want) {
		t.Errorf("%s: found\n%s\nwanted\n%s", what, strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

const (
	ferry  = "the ferry is back in service and the pilots return to work on monday morning at the old pier"
	keeper = "the lock keeper counts barges by hand and writes each name into a book that nobody reads twice"
)

// A copy of each kind between splits: equal bytes, equal once cleaned, equal as dedupe.exact compares, near.
func TestLeaksOfEachKind(t *testing.T) {
	s := leakSite(t, []leakDoc{
		{"a", ferry, "train"},
		{"b", strings.ReplaceAll(ferry, " ", "  ") + "  ", "test"},
		{"c", keeper, "train"},
		{"d", strings.ReplaceAll(keeper, "twice", "again"), "validation"},
		{"e", keeper, "train"}, // a copy in its own split is no leak
		{"f", "The harbour office opens at noon.", "test"},
		{"g", "The  harbour office opens\nat noon.", "validation"},
		{"h", "", "train"}, {"i", "", "test"},
	})
	l := s.leaksOf(leakHead+`
steps:
  - dedupe.exact: {on_match: label}
  - dedupe.near: {threshold: 0.7, shingle: {words: 2}, on_match: label, columns: step}
  - clean.whitespace
`+leakSplit, Options{})
	if want := []string{"train", "validation", "test"}; !slices.Equal(l.Splits, want) {
		t.Errorf("splits %v", l.Splits)
	}
	wantShared(t, "exact", &l.Exact, "train in test 2: a=b h=i", "test in train 2: b=a i=h")
	wantShared(t, "normalised", l.Normalised, "train in test 2: a=b h=i", "validation in test 1: g=f", "test in train 2: b=a i=h", "test in validation 1: f=g")
	wantShared(t, "near", l.Near, "train in validation 2: c=d@0.889 e=d@0.889", "train in test 1: a=b@1",
		"validation in train 1: d=c@0.889", "validation in test 1: g=f@1", "test in train 1: b=a@1", "test in validation 1: f=g@1")
	if l.Normalised.Step != "dedupe.exact" || l.Near.Step != "dedupe.near" || l.Near.Threshold != 0.7 {
		t.Errorf("checks %+v %+v", l.Normalised, l.Near)
	}
}

// Of several steps the first counts; one that compares columns other than texts never does.
func TestLeaksByFirstSteps(t *testing.T) {
	s := leakSite(t, []leakDoc{{"a", keeper, "train"}, {"b", strings.ReplaceAll(keeper, "twice", "again"), "test"}, {"c", ferry, "train"}, {"d", ferry + " ", "test"}})
	l := s.leaksOf(leakHead+`
steps:
  - dedupe.exact: {by: [part], on_match: label, columns: step}
    as: parts
  - dedupe.exact: {on_match: label, columns: step}
    as: texts
  - dedupe.near: {threshold: 0.99, shingle: {words: 2}, on_match: label, columns: step}
    as: strict
  - dedupe.near: {threshold: 0.5, shingle: {words: 2}, on_match: label, columns: step}
    as: loose
`+leakSplit, Options{})
	if l.Normalised.Step != "texts" || l.Near.Step != "strict" || l.Near.Threshold != 0.99 {
		t.Errorf("checks %+v %+v", l.Normalised, l.Near)
	}
	wantShared(t, "normalised", l.Normalised, "train in test 1: c=d", "test in train 1: d=c")
	wantShared(t, "near", l.Near, "train in test 1: c=d@1", "test in train 1: d=c@1")
}

// A step behind a dedupe step can make texts equal that were not, right behind it or at the end of the run: what the dedupe
// step compared them by counts no more.
func TestLeaksBehindEdits(t *testing.T) {
	docs := []leakDoc{{"a", keeper, "train"}, {"b", strings.ReplaceAll(keeper, "twice", "again"), "test"}}
	const cut = "  - redact.pattern: {patterns: [{kind: word, pattern: 'twice|again'}], replace: now, private: false}\n"
	for name, steps := range map[string]string{
		"exact": "  - dedupe.exact: {on_match: label}\n" + cut,
		"near":  "  - dedupe.near: {threshold: 0.999, bands: 1, rows: 32, shingle: {words: 1}, on_match: label}\n" + cut,
	} {
		l := leakSite(t, docs).leaksOf(leakHead+"\nsteps:\n"+steps+leakSplit, Options{})
		check, how := l.Normalised, ""
		if check == nil {
			check, how = l.Near, "@1"
		}
		wantShared(t, name, check, "train in test 1: a=b"+how, "test in train 1: b=a"+how)
	}
}

// What a release doesn't have it says nothing of.
func TestNoLeaks(t *testing.T) {
	docs := []leakDoc{{"a", ferry, "train"}, {"b", ferry, "test"}, {"c", keeper, "train"}}
	s := leakSite(t, docs)
	if l := s.leaksOf(leakHead+"steps: [dedupe.near]\n", Options{Out: filepath.Join(s.dir, "single")}); l != nil {
		t.Errorf("one split: %+v", l)
	}
	l := s.leaksOf(leakHead+"steps:\n  - dedupe.exact\n"+leakSplit, Options{Out: filepath.Join(s.dir, "exact")})
	if l == nil || l.Near != nil || len(l.Exact.Shared)+len(l.Normalised.Shared) > 0 {
		t.Errorf("without copies: %+v", l)
	}
	l = s.leaksOf(leakHead+"steps:\n"+leakSplit, Options{Out: filepath.Join(s.dir, "plain")})
	if l.Near != nil || l.Normalised != nil || len(l.Exact.Shared) != 2 {
		t.Errorf("without a step that compares: %+v", l)
	}
	empty := leakSite(t, nil)
	if l := empty.leaksOf(leakHead+"steps:\n  - dedupe.near\n"+leakSplit, Options{}); l == nil || l.Found() || l.Near == nil {
		t.Errorf("empty splits: %+v", l)
	}
}

// limits.leaks: error stops the run; else it warns and publishes.
func TestLeaksLimit(t *testing.T) {
	docs := []leakDoc{{"a", ferry, "train"}, {"b", ferry, "test"}}
	s := leakSite(t, docs)
	res := s.run(s.recipe(leakHead+"steps:\n"+leakSplit), Options{Out: filepath.Join(s.dir, "warned")})
	if len(res.Warnings) != 1 || !strings.Contains(res.Warnings[0], "1 document of test has a copy in train: b") {
		t.Errorf("warnings %q", res.Warnings)
	}
	_, err := Run(context.Background(), s.recipe(leakHead+"limits: {leaks: error}\nsteps:\n"+leakSplit), Options{Out: filepath.Join(s.dir, "stopped")})
	var limit *LimitError
	if !errors.As(err, &limit) || !strings.Contains(err.Error(), "limits.leaks") {
		t.Errorf("stopped by %v", err)
	}
}

// leakOracle counts by brute force: for each two splits the documents that have another one in the other.
func leakOracle(docs []leakDoc, alike func(a, b string) bool) map[string]int64 {
	out := map[string]int64{}
	for _, a := range docs {
		in := map[string]bool{}
		for _, b := range docs {
			if a.Split != b.Split && !in[b.Split] && alike(a.Text, b.Text) {
				in[b.Split] = true
				out[a.Split+" in "+b.Split]++
			}
		}
	}
	return out
}

func leakCountsOf(c *schema.LeakCheck) map[string]int64 {
	out := map[string]int64{}
	for _, l := range c.Shared {
		out[l.Split+" in "+l.Other] = l.Documents
	}
	return out
}

// familyDocs puts documents, many of them copies of each other, into splits at random.
func familyDocs(n int, seed uint64) (out []leakDoc) {
	for i, d := range nearDocs(n, seed) {
		split := "train"
		switch i % 10 {
		case 3, 6:
			split = "test"
		case 9:
			split = "validation"
		}
		out = append(out, leakDoc{d.ID, d.Text, split})
		if i%17 == 0 {
			out = append(out, leakDoc{d.ID + "x", strings.ReplaceAll(d.Text, " ", "  "), []string{"train", "test", "validation"}[i%3]})
		}
		if i%23 == 0 {
			out = append(out, leakDoc{d.ID + "y", d.Text, []string{"train", "test", "validation"}[i%3]})
		}
	}
	return out
}

// words of a text make its set of shingles.
func setSimilarity(a, b string) float64 {
	x, y := map[string]bool{}, map[string]bool{}
	for _, w := range strings.Fields(a) {
		x[w] = true
	}
	for _, w := range strings.Fields(b) {
		y[w] = true
	}
	both := 0
	for w := range x {
		if y[w] {
			both++
		}
	}
	return float64(both) / float64(len(x)+len(y)-both)
}

// leakFamilies compares by so many bands that no pair is missed.
const leakFamilies = leakHead + `
steps:
  - dedupe.exact: {on_match: label}
  - dedupe.near: {threshold: 0.6, shingle: {words: 1}, bands: 64, rows: 1, probes: 512, on_match: label, columns: step}
` + leakSplit

// Counts are those of brute force; the bytes are the same whatever the workers and the memory, and with shards and
// rows in another order only the counts of data/ are looked at.
func TestLeaksOracle(t *testing.T) {
	docs := familyDocs(250, 3)
	s := leakSite(t, docs)
	l := s.leaksOf(leakFamilies, Options{Out: filepath.Join(s.dir, "one"), Workers: 1})
	fold := text.NewFold([]string{"nfc", "spaces"})
	for _, c := range []struct {
		name  string
		check *schema.LeakCheck
		alike func(a, b string) bool
	}{
		{"exact", &l.Exact, func(a, b string) bool { return a == b }},
		{"normalised", l.Normalised, func(a, b string) bool { return string(fold.Append(nil, a)) == string(fold.Append(nil, b)) }},
		{"near", l.Near, func(a, b string) bool { return setSimilarity(a, b) >= 0.6 }},
	} {
		want := leakOracle(docs, c.alike)
		if len(want) != 6 || !reflect.DeepEqual(leakCountsOf(c.check), want) {
			t.Errorf("%s: %v, by brute force %v", c.name, leakCountsOf(c.check), want)
		}
	}
	first := s.manifestIn("one")
	for name, o := range map[string]Options{
		"workers": {Workers: 2, Batch: 900}, "many": {Workers: 8, Batch: 1}, "little": {Workers: 2, sort: 4 << 10, ids: 1 << 20, links: 256, unit: 1, wait: -1},
	} {
		o.Out, o.Work = filepath.Join(s.dir, name), filepath.Join(s.dir, "."+name)
		s.leaksOf(leakFamilies, o)
		if !bytes.Equal(s.manifestIn(name), first) {
			t.Errorf("%s: another manifest", name)
		}
	}
	mixed := s.leaksOf(leakFamilies+"export: {order: shuffle, parquet: {shard_bytes: 8KiB}}\n", Options{Out: filepath.Join(s.dir, "mixed")})
	if !reflect.DeepEqual(mixed, l) {
		t.Errorf("shuffled rows: %+v, not %+v", mixed, l)
	}
}

func (s *site) manifestIn(out string) []byte {
	s.t.Helper()
	raw, err := os.ReadFile(filepath.Join(s.dir, out, "test", "1.0.0", export.ManifestName))
	if err != nil {
		s.t.Fatal(err)
	}
	return raw
}

// In a band that more documents share than are compared each with each, every document of the small split is
// found, and of the large one too.
func TestLeaksLongRuns(t *testing.T) {
	var docs []leakDoc
	for i := range 300 {
		docs = append(docs, leakDoc{fmt.Sprint("d", i), ferry + strings.Repeat(" ", i%4), []string{"train", "test"}[i/299]})
	}
	s := leakSite(t, docs)
	l := s.leaksOf(leakHead+"steps:\n  - dedupe.near: {on_match: label, probes: 2}\n"+leakSplit, Options{})
	if got := leakCountsOf(l.Near); got["train in test"] != 299 || got["test in train"] != 1 || l.Near.LongRuns == 0 {
		t.Errorf("%+v", l.Near)
	}
}

// With so many copies in a split as are compared each with each all pairs are looked at; with one more those of a
// document in the middle of one split with one in the middle of the other are left out, and the run is told.
func TestLeaksPairsOfRuns(t *testing.T) {
	for _, c := range []struct{ train, test, pairs, long int }{{4, 4, 16, 0}, {5, 4, 20, 1}, {4, 5, 20, 1}, {5, 5, 24, 1}, {6, 5, 28, 1}} {
		var docs []leakDoc
		for i := range c.train + c.test {
			docs = append(docs, leakDoc{fmt.Sprint("d", i), ferry, []string{"train", "test"}[min(i/c.train, 1)]})
		}
		s := leakSite(t, docs)
		l := s.leaksOf(leakHead+"steps:\n  - dedupe.near: {on_match: label, probes: 2}\n"+leakSplit, Options{})
		if l.Near.CandidatePairs != int64(c.pairs) || min(l.Near.LongRuns, 1) != int64(c.long) {
			t.Errorf("%d and %d: %+v", c.train, c.test, l.Near)
		}
		if got := leakCountsOf(l.Near); got["train in test"] != int64(c.train) || got["test in train"] != int64(c.test) {
			t.Errorf("%d and %d: %v", c.train, c.test, got)
		}
	}
}

// Groups that stay together share nothing that links them.
func TestNoLeaksByCluster(t *testing.T) {
	s := leakSite(t, familyDocs(200, 5))
	l := s.leaksOf(leakHead+`
steps:
  - dedupe.exact: {on_match: label}
  - dedupe.near: {threshold: 0.6, shingle: {words: 1}, bands: 64, rows: 1, probes: 512, on_match: label, columns: step}
  - split.hash: {ratios: {train: 0.5, validation: 0.2, test: 0.3}, by: cluster}
`, Options{})
	if l.Found() || l.Near.CandidatePairs == 0 {
		t.Errorf("%v", l.Words())
	}
}

// A manifest whose figures are not those of data/ is found out, whether too many or too few.
func TestVerifyLooksForLeaks(t *testing.T) {
	s := leakSite(t, familyDocs(100, 7))
	s.leaksOf(leakFamilies, Options{})
	dir := filepath.Join(s.dir, "releases", "test", "1.0.0")
	rel, err := export.Load(dir)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(l *schema.Leaks){
		"exact":       func(l *schema.Leaks) { l.Exact.Shared = nil },
		"normalised":  func(l *schema.Leaks) { l.Normalised.Shared[0].Documents++ },
		"near":        func(l *schema.Leaks) { l.Near.Shared = l.Near.Shared[1:] },
		"example":     func(l *schema.Leaks) { l.Exact.Shared[0].Examples[0].Other = "d1" },
		"near absent": func(l *schema.Leaks) { l.Near = nil },
	} {
		var l schema.Leaks
		raw, _ := json.Marshal(rel.Manifest.Leaks)
		if err := json.Unmarshal(raw, &l); err != nil {
			t.Fatal(err)
		}
		change(&l)
		m := *rel.Manifest
		m.Leaks = &l
		out, err := export.MarshalManifest(&m)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, export.ManifestName), out, 0o644); err != nil {
			t.Fatal(err)
		}
		problems := leakProblems(t, dir)
		if len(problems) != 1 || !strings.Contains(problems[0], strings.Fields(name)[0]) && name != "example" {
			t.Errorf("%s: %q", name, problems)
		}
	}
}

// leakProblems are the differences that verify finds between the manifest's leaks and data/.
func leakProblems(t *testing.T, dir string) (out []string) {
	t.Helper()
	leaks, err := Leaking(context.Background(), dir, catalog.All, 1<<20)
	if leaks == nil || err != nil {
		t.Fatal(leaks, err)
	}
	report, err := export.Verify(dir, export.VerifyOptions{Leaks: leaks})
	if err != nil {
		t.Fatal(err)
	}
	for _, p := range report.Problems {
		if strings.Contains(p.Message, "leaks: ") {
			out = append(out, p.Message)
		}
	}
	return out
}

// What an earlier run's checkpoints keep of another threshold's bands is not taken for this one's, nor what a later
// step changes.
func TestLeaksBesideCheckpoints(t *testing.T) {
	s := leakSite(t, familyDocs(150, 9))
	body := func(more string) string {
		return leakHead + "steps:\n  - clean.unicode\n  - dedupe.near: {on_match: label, shingle: {words: 1}, " + more + leakSplit
	}
	for i, more := range []string{"threshold: 0.8}\n", "threshold: 0.5}\n", "threshold: 0.5}\n  - clean.casing\n", "threshold: 0.5, keep: longest}\n"} {
		recipe := body(more)
		o := Options{Out: filepath.Join(s.dir, fmt.Sprint("old", i)), Work: filepath.Join(s.dir, "kept"), wait: -1}
		old := s.leaksOf(recipe, o)
		o = Options{Out: filepath.Join(s.dir, fmt.Sprint("new", i)), Work: filepath.Join(s.dir, fmt.Sprint("fresh", i))}
		if fresh := s.leaksOf(recipe, o); !reflect.DeepEqual(old, fresh) || len(fresh.Near.Shared) == 0 {
			t.Errorf("%s: beside checkpoints %+v, without %+v", more, old, fresh)
		}
	}
}

// Nothing of what was redacted, and no hash, stands where leaks are told.
func TestLeaksPrivate(t *testing.T) {
	s := leakSite(t, []leakDoc{{"a", ferry + " ask 555 0100", "train"}, {"b", ferry + " ask 555 0199", "test"}})
	l := s.leaksOf(leakHead+`
uncovered: [url, source, origin, part]
steps:
  - redact.pattern: {patterns: [{kind: number, pattern: '\d{3} \d{4}'}], replace: '<number>'}
  - dedupe.near: {on_match: label}
`+leakSplit, Options{})
	wantShared(t, "exact", &l.Exact, "train in test 1: a=b", "test in train 1: b=a")
	wantShared(t, "near", l.Near, "train in test 1: a=b@1", "test in train 1: b=a@1")
	raw, _ := json.Marshal(l)
	if bytes.Contains(raw, []byte("555")) || regexp.MustCompile(`[0-9a-f]{16}`).Match(raw) {
		t.Errorf("%s", raw)
	}
}
