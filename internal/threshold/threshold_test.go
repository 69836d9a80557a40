package threshold_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/internal/threshold"
	"github.com/tamis-data/tamis/transform/catalog"
)

// recipeOf is a recipe over records with a language; its filters stand between others that drop.
const recipeOf = `tamis: 1
name: %s
version: 1.0.0
sources:
  - {path: set.jsonl, name: set, fields: {id: id, text: text}, columns: {language: string?}}
steps:
  - filter.where: {expr: 'id != "d7"'}
  - filter.gopher-quality: %s
    as: quality
  - filter.gopher-quality: %s
    as: second-look
  - dedupe.exact
export: {order: shuffle}
`

// set is records whose words, letters and stop words go through many values.
func set() string {
	var b strings.Builder
	words := []string{"the", "harbour", "1912", "of", "#", "net", "and", "...", "boats", "with", "ox", "unforgettable"}
	for i := range 300 {
		var text []string
		for k := range 3 + i*7%83 {
			text = append(text, words[(k*(i%5+1)+i*i)%len(words)])
		}
		language := []string{`"en"`, `"fr"`, `"de"`, `null`}[i%4]
		fmt.Fprintf(&b, `{"id": "d%d", "text": "%s", "language": %s}`+"\n", i, strings.Join(text, " "), language)
	}
	return b.String()
}

// release builds a set by a recipe with these arguments of its two filters.
func release(t *testing.T, dir, name, first, second string) *export.Release {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "set.jsonl"), []byte(set()), 0o644); err != nil {
		t.Fatal(err)
	}
	src := fmt.Sprintf(recipeOf, name, first, second)
	r, problems := recipe.Parse([]byte(src), filepath.Join(dir, name+".yaml"), recipe.Options{Dir: dir, Catalog: catalog.All})
	if r == nil {
		t.Fatal(problems)
	}
	res, err := engine.Run(context.Background(), r, engine.Options{Workers: 1, Tool: "test"})
	if err != nil {
		t.Fatal(err)
	}
	out, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	return out
}

func explore(t *testing.T, r *export.Release, o threshold.Options) *threshold.Result {
	t.Helper()
	o.Find, o.Temp = catalog.Find, t.TempDir()
	res, err := threshold.Explore(context.Background(), r, o)
	if err != nil {
		t.Fatal(err)
	}
	return res
}

// decisions are, by id, how each document that a step saw came out of it.
func decisions(t *testing.T, r *export.Release, step string) map[string]string {
	t.Helper()
	order := map[string]int{}
	for i, s := range r.Manifest.Steps {
		order[s.Name] = i
	}
	out := map[string]string{}
	for row, err := range r.Rows(export.TableDocuments, "id", "outcome", "step", "rule") {
		if err != nil {
			t.Fatal(err)
		}
		switch at := order[row.Str("step")]; {
		case row.Str("step") == step:
			out[row.Str("id")] = row.Str("rule")
		case row.Str("outcome") == "kept" || at > order[step]:
			out[row.Str("id")] = ""
		}
	}
	return out
}

// TestTurnsAsARunWould: what a changed threshold turns is what a run with it decides, one way and the other.
func TestTurnsAsARunWould(t *testing.T) {
	for i, c := range []struct{ was, now, set string }{
		{"{min_words: 30}", "{min_words: 21}", "quality.min_words=21"},
		{"{min_words: 30}", "{min_words: 37}", "quality.min_words=37"},
		{"{min_words: 20}", "{min_words: 20, max_symbol_ratio: 0.2}", "quality.max_symbol_ratio=0.2"},
		{"{min_words: 20}", "{min_words: 20, max_symbol_ratio: null, min_letter_words: 0.85}", "quality.max_symbol_ratio=null quality.min_letter_words=0.85"},
		{"{min_words: 20, by: {language: {fr: {min_words: 60}, xx: {min_words: 3}}}}", "{min_words: 40, by: {language: {fr: {min_words: 60}, xx: {min_words: 3}}}}", "quality.min_words=40"},
		{"{min_words: 20, by: {language: {fr: {min_words: 60}}}}", "{min_words: 20, by: {language: {fr: {min_words: 30}, de: {min_words: 50}}}}", "quality.by.language.fr.min_words=30 quality.by.language.de.min_words=50"},
		{"{min_words: 20}", "{min_words: 20, by: {language: {fr: {min_words: null}}}}", "quality.by.language.fr.min_words=null"},
		{"{definition: dolma, min_words: 20}", "{definition: dolma, min_words: 20, min_word_length: 3.5}", "quality.min_word_length=3.5"},
	} {
		dir := t.TempDir()
		before := release(t, dir, "before", c.was, "{min_words: null}")
		after := release(t, dir, "after", c.now, "{min_words: null}")
		f := explore(t, before, threshold.Options{Sets: strings.Fields(c.set), Near: 300}).Filters[0]
		was, now := decisions(t, before, "quality"), decisions(t, after, "quality")
		pass, fail := map[string]bool{}, map[string]bool{}
		for id := range was {
			switch {
			case was[id] != "" && now[id] == "":
				pass[id] = true
			case was[id] == "" && now[id] != "":
				fail[id] = true
			}
		}
		if !reflect.DeepEqual(pass, ids(f.Turn.Passing)) || !reflect.DeepEqual(fail, ids(f.Turn.Failing)) {
			t.Errorf("%d: %d and %d documents, want %v and %v", i, f.Turn.Pass, f.Turn.Fail, pass, fail)
		}
		if len(pass) != int(f.Turn.Pass) || len(fail) != int(f.Turn.Fail) || len(pass)+len(fail) == 0 {
			t.Errorf("%d: %d and %d documents, want %d and %d", i, f.Turn.Pass, f.Turn.Fail, len(pass), len(fail))
		}
		if f.Contradicted+f.Unknown+f.Otherwise > 0 {
			t.Errorf("%d: %+v", i, f)
		}
	}
}

func ids(list []threshold.Near) map[string]bool {
	out := map[string]bool{}
	for _, n := range list {
		out[n.ID] = true
	}
	return out
}

// TestCountsAsTheLedger: each sum is what the rows of the ledger give when they are counted plainly.
func TestCountsAsTheLedger(t *testing.T) {
	r := release(t, t.TempDir(), "sums", "{min_words: 30, max_symbol_ratio: 0.05}", "{definition: dolma, min_words: 50, on_fail: label}")
	res := explore(t, r, threshold.Options{Near: 2})
	if len(res.Filters) != 2 || len(res.Skipped) != 1 || res.Skipped[0].Step != "filter.where" {
		t.Fatalf("%+v", res)
	}
	first, second := res.Filters[0], res.Filters[1]
	was := decisions(t, r, "quality")
	if first.Reached != int64(len(was)) || first.Before != 300-first.Reached || first.Before != 1 {
		t.Errorf("%d measured, %d before", first.Reached, first.Before)
	}
	byRule := map[string]int64{}
	for _, rule := range was {
		byRule[rule]++
	}
	for _, rule := range first.Rules {
		if rule.First != byRule[rule.Name] {
			t.Errorf("%s comes first %d times, in the ledger %d times", rule.Name, rule.First, byRule[rule.Name])
		}
	}
	if second.Reached != byRule[""] || second.Before != 300-byRule[""] {
		t.Errorf("the second filter: %d measured, %d before", second.Reached, second.Before)
	}
	for _, m := range append(first.Metrics, second.Metrics...) {
		n := m.Unset
		for _, b := range m.Bins {
			n += b.Count
		}
		if n != first.Reached && n != second.Reached {
			t.Errorf("%s: bins hold %d documents", m.Name, n)
		}
	}
	plainRule(t, r, first.Rules[0], 30)
}

// plainRule counts the documents below a number of words, and finds those on either side.
func plainRule(t *testing.T, r *export.Release, rule *threshold.Rule, limit int64) {
	t.Helper()
	fails, under, over := int64(0), int64(-1), int64(1<<40)
	for row, err := range r.Rows(export.TableDocuments, "quality__words") {
		switch n := row.Int("quality__words"); {
		case err != nil:
			t.Fatal(err)
		case row.Value("quality__words").IsNull():
		case n < limit:
			fails, under = fails+1, max(under, n)
		default:
			over = min(over, n)
		}
	}
	if rule.Stops != fails || len(rule.Failing) != 2 || rule.Failing[0].Value != float64(under) || rule.Passing[0].Value != float64(over) {
		t.Errorf("%+v; want %d below, %d and %d nearest", rule, fails, under, over)
	}
}

// TestLabels: with on_fail: label nothing leaves, and the label's decisions turn.
func TestLabels(t *testing.T) {
	r := release(t, t.TempDir(), "labels", "{min_words: null}", "{min_words: 30, on_fail: label}")
	res := explore(t, r, threshold.Options{Sets: []string{"second-look.min_words=10"}})
	turn := res.Filters[0].Turn
	if res.Filters[0].Step != "second-look" || turn.Pass == 0 || turn.Fail != 0 || res.Leaving != 0 || res.GoingOn != 0 || res.Later != nil {
		t.Errorf("%+v, %+v", res, turn)
	}
}

// TestUnknownValues: a document whose value of the column is not in the release is not judged, and counted.
func TestUnknownValues(t *testing.T) {
	r := release(t, t.TempDir(), "unknown", "{min_words: 30, by: {language: {fr: {min_words: 5}}}}", "{min_words: null}")
	if err := os.RemoveAll(filepath.Join(r.Dir, "ledger", "rejects-00000-of-00001.parquet")); err != nil {
		t.Fatal(err)
	}
	f := explore(t, r, threshold.Options{Filter: "quality"}).Filters[0]
	kept := f.Reached - f.Unknown
	if f.Unknown == 0 || kept <= 0 || f.Contradicted != 0 || f.Failed != 0 {
		t.Errorf("%+v", f)
	}
}

// TestSameWithinAnyMemory: what the sorter spills changes nothing.
func TestSameWithinAnyMemory(t *testing.T) {
	r := release(t, t.TempDir(), "memory", "{min_words: 30, by: {language: {fr: {min_words: 5}}}}", "{min_words: null}")
	a, b := explore(t, r, threshold.Options{Near: 3}), explore(t, r, threshold.Options{Near: 3, Memory: 4 << 10})
	if !reflect.DeepEqual(a.Filters[0].Rules, b.Filters[0].Rules) || a.Filters[0].Unknown+b.Filters[0].Unknown != 0 {
		t.Error("the memory changes the counts")
	}
}

// TestBins: no bin lies on both sides of a threshold, and bins follow on one another.
func TestBins(t *testing.T) {
	r := release(t, t.TempDir(), "bins", "{min_words: 37, max_words: 71, max_symbol_ratio: 0.06}", "{min_words: null}")
	for _, m := range explore(t, r, threshold.Options{Filter: "quality", Sets: []string{"quality.min_words=41"}}).Filters[0].Metrics {
		for i, b := range m.Bins {
			if b.Fails != 0 && b.Fails != b.Count {
				t.Errorf("%s: bin %d holds %d documents, of which %d fail", m.Name, i, b.Count, b.Fails)
			}
			if i > 0 && *m.Bins[i-1].To != *b.From {
				t.Errorf("%s: a gap before bin %d", m.Name, i)
			}
		}
	}
}
