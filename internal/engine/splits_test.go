package engine

import (
	"maps"
	"path/filepath"
	"testing"

	"github.com/tamis-data/tamis/export"
)

// splitsOf returns the split of each document of a release.
func splitsOf(t *testing.T, res *Result) map[string]string { return columnOf(t, res, "split") }

// A file of ids decides, with ids that a source declares and with paths of files.
func TestSplitByFileOfIDs(t *testing.T) {
	s := newSite(t)
	s.file("in/a.jsonl", `{"id":"x","text":"one"}`+"\n"+`{"id":"y","text":"two"}`+"\n")
	s.file("in/b.txt", "three")
	s.file("ids.tsv", "x\ttest\nin/b.txt\ttest\ny\ttrain\n")
	res := s.run(s.recipe(`
sources: [{path: in/a.jsonl, name: a, fields: {id: id}}, {path: in/b.txt, name: b}]
steps: [split.given: {splits: [train, test], list: ids.tsv}]
`), Options{})
	want := map[string]string{"x": "test", "y": "train", "in/b.txt": "test"}
	if got := splitsOf(t, res); !maps.Equal(got, want) {
		t.Errorf("splits %v, not %v", got, want)
	}
}

// What a Sitter notes stands in the manifest, also where the decisions are an earlier run's, and says what the
// release holds.
func TestSplitNotes(t *testing.T) {
	s := lawSite(t)
	body := lawRecipes["sized"]
	for _, out := range []string{"one", "two"} {
		res := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, out)})
		rel, err := export.Load(res.Path)
		if err != nil {
			t.Fatal(err)
		}
		m := rel.Manifest
		notes := m.Steps[len(m.Steps)-1].Notes
		if notes["documents_test"] == 0 || notes["documents_test"] != m.Accounting.Splits["test"] || notes["documents_train"] != m.Accounting.Splits["train"] {
			t.Errorf("%s: notes %v, splits %v", out, notes, m.Accounting.Splits)
		}
		if lack := 60 - notes["documents_test"]; lack < 0 || lack >= notes["largest_group"] {
			t.Errorf("%s: %d of 60 documents are missing: %v", out, lack, notes)
		}
	}
}
