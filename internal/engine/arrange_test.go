package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
)

// sorts writes records whose columns hold few values of each type, nulls among them.
func sorts(n int, rng *rand.Rand) (records []map[string]any, file string) {
	days := []string{"2024-01-02T03:04:05Z", "1969-12-31T23:59:59Z", "2024-01-02T03:04:04Z"}
	texts := []any{"", "a", "ab", "a\x00", "a\x00b", "ä", "Z", "z", "\uffff", "\U0001f600", nil}
	var b strings.Builder
	for i := range n {
		r := map[string]any{"id": fmt.Sprintf("d%d", i), "text": fmt.Sprintf("text %d", i), "flag": rng.IntN(2) == 0,
			"word": texts[rng.IntN(len(texts))], "day": days[rng.IntN(len(days))]}
		for name, v := range map[string]any{"number": rng.IntN(7) - 3, "share": []float64{-1.5, math.Copysign(0, -1), 0, 2, 1e300}[rng.IntN(5)], "huge": math.MinInt64 + rng.Int64N(2)*math.MaxInt64} {
			if r[name] = v; rng.IntN(4) == 0 {
				r[name] = nil
			}
		}
		line, _ := json.Marshal(r)
		b.Write(append(line, '\n'))
		records = append(records, r)
	}
	return records, b.String()
}

// smaller is the order of two values of a column; null is greater than all of them.
func smaller(a, b any, desc bool) int {
	if a == nil || b == nil {
		return map[bool]int{true: 1}[a == nil] - map[bool]int{true: 1}[b == nil]
	}
	c := 0
	switch a := a.(type) {
	case string:
		c = cmp.Compare(a, b.(string))
	case int:
		c = cmp.Compare(a, b.(int))
	case int64:
		c = cmp.Compare(a, b.(int64))
	case float64:
		c = cmp.Compare(a, b.(float64))
	case bool:
		c = map[bool]int{true: 1}[a] - map[bool]int{true: 1}[b.(bool)]
	}
	if desc {
		return -c
	}
	return c
}

const sortedRecipe = `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id, created: day}, columns: {flag: bool, number: "int32?", huge: "int64?", share: "float64?", word: "string?"}}]
steps: [split.hash: {ratios: {train: 0.6, test: 0.4}, by: id}]
export: {order: sorted(%s), parquet: {shard_bytes: 4KiB}, jsonl: {compression: none}}
`

// TestSortedIsTheOrderOfTheValues: against a stable sort of the records of each split.
func TestSortedIsTheOrderOfTheValues(t *testing.T) {
	rng := rand.New(rand.NewPCG(5, 6))
	records, file := sorts(300, rng)
	s := newSite(t)
	s.file("in/a.jsonl", file)
	for _, column := range []string{"flag", "number", "huge", "share", "word", "created"} {
		for _, desc := range []bool{false, true} {
			order := column + map[bool]string{true: " desc"}[desc]
			name := strings.ReplaceAll(order, " ", "-")
			res := s.run(s.recipe(fmt.Sprintf(sortedRecipe, order)), Options{
				Workers: 2, Batch: 3000, sort: 2 << 10, ids: 8 << 20, Out: filepath.Join(s.dir, "out", name)})
			key := map[bool]string{true: "day", false: column}[column == "created"]
			slices.SortStableFunc(records, func(a, b map[string]any) int { return idNumber(a["id"]) - idNumber(b["id"]) })
			slices.SortStableFunc(records, func(a, b map[string]any) int { return smaller(a[key], b[key], desc) })
			checkSorted(t, res, order, records)
		}
	}
}

func idNumber(id any) (n int) {
	_, _ = fmt.Sscanf(id.(string), "d%d", &n)
	return n
}

func checkSorted(t *testing.T, res *Result, order string, records []map[string]any) {
	t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	at := map[string]int{}
	for i, r := range records {
		at[r["id"].(string)] = i
	}
	for _, split := range []string{"train", "test"} {
		last, n := -1, 0
		for row, err := range rel.SplitRows(split, "id") {
			if err != nil {
				t.Fatal(err)
			}
			if i := at[row.Str("id")]; i <= last {
				t.Fatalf("sorted(%s), %s: row %d stands behind one that comes later", order, split, n)
			} else {
				last = i
			}
			n++
		}
		if n < 50 {
			t.Errorf("%s has %d rows", split, n)
		}
	}
}

// TestSortedByCluster: the column that no slot holds.
func TestSortedByCluster(t *testing.T) {
	s := newSite(t)
	s.file("in/a.jsonl", `{"id": "a", "text": "one"}
{"id": "c", "text": "two"}
{"id": "b", "text": "three"}
{"id": "z", "text": "two"}
{"id": "y", "text": "three"}
`)
	res := s.run(s.recipe(`
sources: [{path: "in/*.jsonl", name: web, fields: {id: id}}]
steps: [dedupe.exact: {on_match: label}]
export: {order: sorted(cluster desc)}
`), Options{})
	s.holds(res, "data", []string{"id", "cluster"}, []string{"c c", "z c", "b b", "y b", "a -"})
}

const flatRecipe = `
sources: [{path: "in/*.jsonl", name: web, fields: {id: id, created: day}, columns: {flag: bool, number: "int32?", huge: "int64?", share: "float64?", word: "string?"}}]
steps: [split.hash: {ratios: {train: 0.6, test: 0.3, few: 0.1}, by: id}]
export: {order: shuffle, parquet: {shard_bytes: 2KiB}, arrow: , jsonl: %s}
`

// TestSubsetsHoldTheRowsOfAFlatRelease: each row once, in the folder of its value and the file of its split, in the
// declared order, in all formats.
func TestSubsetsHoldTheRowsOfAFlatRelease(t *testing.T) {
	_, file := sorts(300, rand.New(rand.NewPCG(7, 8)))
	s := newSite(t)
	s.file("in/a.jsonl", file)
	flat := s.run(s.recipe(fmt.Sprintf(flatRecipe, "")), Options{})
	order := map[string][]string{}
	for _, line := range s.rows(flat, "data", "split", "id") {
		split, id, _ := strings.Cut(line, " ")
		order[split] = append(order[split], id)
	}
	for _, column := range []string{"word", "flag", "number", "source"} {
		res := s.run(s.recipe(fmt.Sprintf(flatRecipe, ", subsets: "+column)), Options{Workers: 2, Batch: 2000, sort: 2 << 10, ids: 8 << 20,
			Out: filepath.Join(s.dir, "out", column)})
		all, parts := subsetRows(t, res, column)
		slices.Sort(all)
		want := slices.Concat(order["train"], order["test"], order["few"])
		slices.Sort(want)
		if !slices.Equal(all, want) {
			t.Fatalf("%s: other rows than in one folder", column)
		}
		for part, ids := range parts {
			_, split, _ := strings.Cut(part, "/")
			same := slices.DeleteFunc(slices.Clone(order[split]), func(id string) bool { return !slices.Contains(ids, id) })
			if !slices.Equal(same, ids) {
				t.Errorf("%s, %s: another order than in one folder", column, part)
			}
		}
	}
}

// subsetRows returns the ids of data/, and by folder and split; a folder holds one value and each declared split.
func subsetRows(t *testing.T, res *Result, column string) (all []string, parts map[string][]string) {
	t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	parts = map[string][]string{}
	splits := map[string]map[string]bool{}
	for _, table := range rel.Manifest.Tables {
		if table.Name != "data" {
			continue
		}
		for _, f := range table.Files {
			if splits[f.Subset] == nil {
				splits[f.Subset] = map[string]bool{}
			}
			splits[f.Subset][f.Split] = true
			err := export.ReadTable(filepath.Join(res.Path, f.Path), func(cols []schema.Column, vals []schema.Value) error {
				at := func(name string) schema.Value {
					return vals[slices.IndexFunc(cols, func(c schema.Column) bool { return c.Name == name })]
				}
				if name := export.SubsetName(at(column)); name != f.Subset && (column != "word" || !strings.EqualFold(at(column).Str(), "z")) || at("split").Str() != f.Split {
					t.Errorf("%s holds a row of %q and %s", f.Path, name, at("split").Str())
				}
				all = append(all, at("id").Str())
				parts[f.Subset+"/"+f.Split] = append(parts[f.Subset+"/"+f.Split], at("id").Str())
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	for subset, have := range splits {
		if len(have) != 3 {
			t.Errorf("%s has the splits %v", subset, have)
		}
	}
	return all, parts
}

// TestSubsetsOfNothing: a release without rows has the files of one without subsets.
func TestSubsetsOfNothing(t *testing.T) {
	s := newSite(t)
	s.file("in/a.txt", "too short")
	res := s.run(s.recipe("sources: [{path: in}]\nsteps: [filter.where: 'len(text) > 100']\nexport: {subsets: source}\n"), Options{})
	if _, err := os.Stat(filepath.Join(res.Path, "data/train-00000-of-00001.parquet")); err != nil || res.Data != "data/*.parquet" {
		t.Errorf("%v, %s", err, res.Data)
	}
}

// TestTooManySubsets: an error of the recipe at the place that asks for them, and nothing is published.
func TestTooManySubsets(t *testing.T) {
	for _, n := range []int{mostSubsets, mostSubsets + 1} {
		s := newSite(t)
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, `{"text": "text %d", "word": "%d"}`+"\n", i, i)
		}
		s.file("in/a.jsonl", b.String())
		r := s.recipe("sources: [{path: in, columns: {word: string}}]\nsteps: []\nexport: {subsets: word}\n")
		if n == mostSubsets {
			s.run(r, Options{sort: 1 << 20, ids: 8 << 20})
			continue
		}
		_, err := Run(context.Background(), r, Options{})
		var wrong *RecipeError
		if !errors.As(err, &wrong) || !strings.Contains(err.Error(), `column "word" holds more than 1000 values`) || wrong.Pos.Line == 0 {
			t.Errorf("%v", err)
		}
		if found, _ := filepath.Glob(filepath.Join(s.dir, "releases/*/[0-9]*")); len(found) > 0 {
			t.Errorf("published %v", found)
		}
	}
}

// TestAPrivateValueNamesNoFolder: a value that a private finder hits has a folder of another name, in the manifest
// and in the card too.
func TestAPrivateValueNamesNoFolder(t *testing.T) {
	s := newSite(t)
	s.file("in/a.jsonl", `{"text": "one", "who": "plain"}
{"text": "two", "who": "ada@example.org"}
{"text": "three", "who": "ada@example.org"}
`)
	recipe := `
sources: [{path: "in/*.jsonl", name: web, columns: {who: string}}]
uncovered: [title, url%s]
steps: [redact.pattern: {patterns: [{kind: email, pattern: '[a-z.]+@[a-z.]+'}], on: [text%s]}]
export: {subsets: who}
`
	res := s.run(s.recipe(fmt.Sprintf(recipe, ", who", "")), Options{})
	found, _ := filepath.Glob(filepath.Join(res.Path, "data/*"))
	for i := range found {
		found[i] = filepath.Base(found[i])
	}
	if !slices.Equal(found, []string{"plain", "subset~-0-2"}) {
		t.Errorf("folders %v", found)
	}
	for _, name := range []string{"manifest.json", "README.md", "SHA256SUMS"} {
		if b, err := os.ReadFile(filepath.Join(res.Path, name)); err != nil || strings.Contains(string(b), "ada") {
			t.Errorf("%s: %v, it names the value", name, err)
		}
	}
	covered := s.run(s.recipe(fmt.Sprintf(recipe, "", ", who")), Options{Out: filepath.Join(s.dir, "covered")})
	s.holds(covered, "data", []string{"who"}, []string{"plain", "<email>", "<email>"})
}

// TestOneSubsetIsOpenAtATime keeps the number of subsets from counting in memory: 300 of them with three splits.
func TestManySubsetsInTheLeastMemory(t *testing.T) {
	s := newSite(t)
	var b strings.Builder
	for i := range 6000 {
		fmt.Fprintf(&b, `{"text": "text %d %s", "word": "w%d"}`+"\n", i, strings.Repeat("and more ", 20), i*7%300)
	}
	s.file("in/a.jsonl", b.String())
	r := s.recipe("sources: [{path: in, columns: {word: string}}]\nsteps: [split.folds: 3]\nexport: {subsets: word}\n")
	res := s.run(r, Options{Workers: 1, Memory: floor(1, 16<<20), sort: 64 << 10, ids: 8 << 20})
	if found, _ := filepath.Glob(filepath.Join(res.Path, "data/*/*.parquet")); len(found) != 900 {
		t.Errorf("%d files", len(found))
	}
}
