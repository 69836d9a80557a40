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
	s.file("in/c.jsonl", `{"text":"four"}`+"\n") // its id is made of its text
	s.file("ids.tsv", "x\ttest\nin/b.txt\ttest\ny\ttrain\nc/04efaf080f5a3e74\ttest\nnobody\ttrain\nx-2\ttest\n")
	res := s.run(s.recipe(`
sources: [{path: in/a.jsonl, name: a, fields: {id: id}}, {path: in/b.txt, name: b}, {path: in/c.jsonl, name: c}]
steps: [split.given: {splits: [train, test], list: ids.tsv}]
`), Options{})
	want := map[string]string{"x": "test", "y": "train", "in/b.txt": "test", "c/04efaf080f5a3e74": "test"}
	if got := splitsOf(t, res); !maps.Equal(got, want) {
		t.Errorf("splits %v, not %v", got, want)
	}
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	if n := rel.Manifest.Steps[0].Notes["ids_without_document"]; n != 2 {
		t.Errorf("%d ids without a document, not 2", n)
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
