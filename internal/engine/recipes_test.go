package engine

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
)

// rows reads a table of a release: for each row the columns asked for, joined by a blank.
func (s *site) rows(res *Result, table string, columns ...string) []string {
	s.t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		s.t.Fatal(err)
	}
	var out []string
	for row, err := range rel.Rows(table) {
		if err != nil {
			s.t.Fatal(err)
		}
		var cells []string
		for _, c := range columns {
			cells = append(cells, cellOf(row, c))
		}
		out = append(out, strings.Join(cells, " "))
	}
	return out
}

func cellOf(row export.Row, column string) string {
	v := row.Value(column)
	switch {
	case v.IsNull():
		return "-"
	case v.Str() != "":
		return v.Str()
	case len(v.List()) > 0:
		return v.List()[0].Str()
	}
	return fmt.Sprint(v.Int())
}

// holds compares the rows of a release with those expected.
func (s *site) holds(res *Result, table string, columns, want []string) {
	s.t.Helper()
	if got := s.rows(res, table, columns...); !slices.Equal(got, want) {
		s.t.Errorf("%s: %s\ngot  %s\nwant %s", table, strings.Join(columns, " "), strings.Join(got, "\n     "), strings.Join(want, "\n     "))
	}
}

// jsonLines makes lines of JSON of fields in pairs: id, text, id, text …
func jsonLines(pairs ...string) string {
	var b strings.Builder
	for i := 0; i < len(pairs); i += 2 {
		line, _ := json.Marshal(map[string]string{"id": pairs[i], "text": pairs[i+1]})
		b.Write(append(line, '\n'))
	}
	return b.String()
}

// TestSourcesOfDifferentFormats: documents come in the order of the sources, whatever holds them.
func TestSourcesOfDifferentFormats(t *testing.T) {
	s := newSite(t)
	s.file("pages/b.txt", "second page")
	s.file("pages/a.md", "# first page")
	s.file("dump.jsonl", jsonLines("x1", "from lines"))
	s.file("table.csv", "key,body\nc1,\"from a table, quoted\"\nc2,another row\n")
	s.file("table.tsv", "key\tbody\nt1,\tfrom tabs\n")
	res := s.run(s.recipe(`
sources:
  - {path: dump.jsonl, name: dump, fields: {id: id}}
  - {path: pages, name: pages}
  - {path: "table.?sv", name: tables, fields: {id: key, text: body}}
steps: [label.counts]
`), Options{})
	s.holds(res, "data", []string{"source", "id", "origin", "text", "words"}, []string{
		"dump x1 dump.jsonl#1 from lines 2",
		"pages pages/a.md pages/a.md # first page 2",
		"pages pages/b.txt pages/b.txt second page 2",
		"tables c1 table.csv#2 from a table, quoted 4",
		"tables c2 table.csv#3 another row 2",
		"tables t1, table.tsv#2 from tabs 2",
	})
	a := res.Accounting
	if a.Read != 6 || a.Kept != 6 || a.InputBytes != a.DocumentBytes+a.FramingBytes || len(res.Funnel) != 2 {
		t.Errorf("accounting %+v, funnel %+v", a, res.Funnel)
	}
}

const repeatedIDs = `
sources: [{path: "in/*.jsonl", name: in, fields: {id: id}}]
ids: {repeated: %s}
steps: []
`

func repeatedSite(t *testing.T) *site {
	s := newSite(t)
	s.file("in/a.jsonl", jsonLines("x", "one", "y", "two", "x", "three"))
	s.file("in/b.jsonl", jsonLines("x-2", "four", "x", "five", "y", "six"))
	return s
}

func TestRepeatedIDsAreRejected(t *testing.T) {
	s := repeatedSite(t)
	res := s.run(s.recipe(fmt.Sprintf(repeatedIDs, "reject")), Options{})
	s.holds(res, "data", []string{"id", "text"}, []string{"x one", "y two", "x-2 four"})
	s.holds(res, "ledger/documents", []string{"origin", "outcome", "rule", "kept_id"}, []string{
		"in/a.jsonl#1 kept - -", "in/a.jsonl#2 kept - -", "in/a.jsonl#3 rejected read.repeated-id x",
		"in/b.jsonl#1 kept - -", "in/b.jsonl#2 rejected read.repeated-id x", "in/b.jsonl#3 rejected read.repeated-id y"})
	if want := map[string]int64{"read.repeated-id": 3}; !reflect.DeepEqual(res.Accounting.ReadRejected, want) {
		t.Errorf("rejected by the reader: %v", res.Accounting.ReadRejected)
	}
}

// TestRepeatedIDsAreNumbered: around numbers that documents brought along.
func TestRepeatedIDsAreNumbered(t *testing.T) {
	s := repeatedSite(t)
	res := s.run(s.recipe(fmt.Sprintf(repeatedIDs, "number")), Options{})
	s.holds(res, "data", []string{"id", "text"}, []string{"x one", "y two", "x-3 three", "x-2 four", "x-4 five", "y-2 six"})
}

func TestRepeatedIDsFailTheRun(t *testing.T) {
	s := repeatedSite(t)
	_, err := Run(context.Background(), s.recipe(fmt.Sprintf(repeatedIDs, "fail")), Options{})
	if err == nil || !strings.Contains(err.Error(), "in/a.jsonl#3 stands twice") {
		t.Errorf("error %v", err)
	}
	s.nothingLeft(Options{Out: filepath.Join(s.dir, "releases"), Work: filepath.Join(s.dir, ".tamis")})
}

// TestPriorityOverSources: the copy in the source that is preferred stays, wherever it stands.
func TestPriorityOverSources(t *testing.T) {
	s := newSite(t)
	s.file("scans/1.txt", "The same story.")
	s.file("scans/2.txt", "Only in the scans.")
	s.file("web/1.txt", "The  same story.")
	s.file("web/2.txt", "The same  story.")
	res := s.run(s.recipe(`
sources: [{path: scans}, {path: web}]
steps:
  - clean.whitespace
  - dedupe.exact: {priority: [web, scans]}
  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}
`), Options{})
	s.holds(res, "ledger/documents", []string{"id", "outcome", "kept_id", "cluster"}, []string{
		"scans/1.txt rejected web/1.txt web/1.txt", "scans/2.txt kept - -", "web/1.txt kept - web/1.txt", "web/2.txt rejected web/1.txt web/1.txt"})
	s.holds(res, "ledger/clusters", []string{"id", "kept_id", "step"}, []string{
		"scans/1.txt web/1.txt dedupe.exact", "web/2.txt web/1.txt dedupe.exact"})
}

// TestLabelMode: duplicates and what a filter would drop stay and are marked; a cluster is in one
// split.
func TestLabelMode(t *testing.T) {
	s := newSite(t)
	s.file("in/1.txt", "A story that stands twice.")
	s.file("in/2.txt", "Short.")
	s.file("in/3.txt", "A story that stands twice.")
	res := s.run(s.recipe(`
sources: [{path: in}]
steps:
  - label.counts
  - filter.where: {expr: 'words >= 2', on_fail: label}
    as: length
  - dedupe.exact: {on_match: label}
  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: cluster}
`), Options{})
	s.holds(res, "data", []string{"id", "length__failed", "exact__failed", "cluster"}, []string{
		"in/2.txt where 0 -", "in/1.txt 0 0 in/1.txt", "in/3.txt 0 duplicate in/1.txt"}) // train, then test
	splits := s.rows(res, "data", "split")
	if splits[1] != splits[2] || res.Accounting.Rejected != 0 {
		t.Errorf("splits %v, accounting %+v", splits, res.Accounting)
	}
}

// TestShuffleIsOneOrder: by the seed and the ids, whatever stands before or behind in the sources.
func TestShuffleIsOneOrder(t *testing.T) {
	body := "sources: [{path: in, format: text}]\nsteps: []\nexport: {order: shuffle}\n"
	all := newSite(t)
	some := newSite(t)
	for i := range 30 {
		name := fmt.Sprintf("in/%02d.txt", i)
		all.file(name, "text "+word(i))
		if i%3 == 0 {
			some.file(name, "text "+word(i))
		}
	}
	ids := all.rows(all.run(all.recipe(body), Options{Workers: 2, Batch: 1, sort: 300, ids: 1 << 20}), "data", "id")
	if slices.IsSorted(ids) || len(ids) != 30 {
		t.Fatalf("order %v", ids)
	}
	fewer := some.rows(some.run(some.recipe(body), Options{}), "data", "id")
	kept := slices.DeleteFunc(ids, func(id string) bool { return !slices.Contains(fewer, id) })
	if !slices.Equal(kept, fewer) {
		t.Errorf("order %v, among more %v", fewer, kept)
	}
}

// TestAnInputThatChangesDuringARun: what was hashed is not what was read.
func TestAnInputThatChangesDuringARun(t *testing.T) {
	s := newSite(t)
	s.file("in/a.txt", "as it was")
	r := s.recipe("sources: [{path: in}]\nsteps: []\n")
	o := Options{Events: func(e Event) {
		if e.Kind == "phase" && e.Phase == "read and export" {
			s.file("in/a.txt", "as it is now")
		}
	}}
	if _, err := Run(context.Background(), r, o); err == nil || !strings.Contains(err.Error(), "in/a.txt: the file changed during the run") {
		t.Errorf("error %v", err)
	}
}

// TestEventsTellTheRun: phases in order, a step for each line of the funnel, the end.
func TestEventsTellTheRun(t *testing.T) {
	s := lawSite(t)
	var told []string
	o := Options{Events: func(e Event) {
		switch e.Kind {
		case "phase":
			told = append(told, e.Phase)
		case "step":
			told = append(told, "step "+e.Step)
		case "progress":
			if e.Bytes > e.Total && e.Total > 0 {
				t.Errorf("%s: %d bytes of %d", e.Phase, e.Bytes, e.Total)
			}
		default:
			told = append(told, e.Kind)
		}
	}}
	s.run(s.recipe("sources: [{path: in, name: in}]\nlimits: {quarantine: 0.2}\nsteps: [redact.recurring, dedupe.exact]\n"), o)
	want := []string{"read for redact.recurring", "learn redact.recurring", "pass for dedupe.exact", "decide dedupe.exact", "export", "publish",
		"step read", "step redact.recurring", "step dedupe.exact", "published"}
	if !slices.Equal(told, want) {
		t.Errorf("events %q", told)
	}
}

// TestLockIsKeptOutOfGit: .gitignore grows by a line, once; the lock is for its owner alone.
func TestLockIsKeptOutOfGit(t *testing.T) {
	s := lawSite(t)
	s.file(".gitignore", "*.log")
	for range 2 {
		s.run(s.recipe(lawRecipes["private"]), Options{Out: t.TempDir()})
	}
	b, err := os.ReadFile(filepath.Join(s.dir, ".gitignore"))
	if err != nil || string(b) != "*.log\n/recipe.yaml.lock\n" {
		t.Errorf(".gitignore %q, %v", b, err)
	}
	info, err := os.Stat(filepath.Join(s.dir, "recipe.yaml.lock"))
	if err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("lock %v, %v", info, err)
	}
}

// TestStagedResultVerifies: nothing is published, the staged result verifies.
func TestStagedResultVerifies(t *testing.T) {
	s := newSite(t)
	s.file("in/a.txt", "kept for a look")
	s.file("in/b.txt", "x")
	res, err := Run(context.Background(), s.recipe("sources: [{path: in}]\nsteps: [label.counts, filter.where: 'words > 1']\nlimits: {rejected: 0.1}\n"), Options{})
	var limit *LimitError
	if !errors.As(err, &limit) || limit.Staged != export.Staged(filepath.Join(s.dir, "releases"), "test") {
		t.Fatalf("error %v", err)
	}
	s.verify(res.Path)
	s.holds(res, "data", []string{"id"}, []string{"in/a.txt"})
}
