package engine

import (
	"os"
	"path/filepath"
	"testing"

	"github.com/tamis-data/tamis/transform"
)

// What can be seen of a path is told with what to write instead, and what is there is let through.
func TestLook(t *testing.T) {
	s := newSite(t)
	s.file("in/one.jsonl", `{"id":"1","text":"a"}`+"\n")
	s.file("other/a.jsonl", `{"id":"1","text":"a"}`+"\n")
	s.file("lists/words.txt", "a\n")
	s.file("brackets[1].jsonl", "{}\n")
	if err := os.MkdirAll(filepath.Join(s.dir, "empty"), 0o755); err != nil {
		t.Fatal(err)
	}
	s.run(s.recipe(otherRecipe), Options{})
	const set, list = transform.ParamDocuments, transform.ParamList
	for _, c := range []struct {
		kind              transform.ParamType
		path, fault, hint string
	}{
		{set, "other", "", ""},
		{set, "other/a.jsonl", "", ""},
		{set, "other/*.jsonl", "", ""},
		{set, "brackets[1].jsonl", "", ""},
		{set, filepath.Join(s.dir, "other"), "", ""},
		{set, "releases/other/1.0.0", "", ""},
		{set, "releases/other/latest/data", "", ""},
		{list, "lists/words.txt", "", ""},
		{set, "absent", "set absent: there is no such file or folder", setForms},
		{set, "othr/", "set othr/: there is no such file or folder", `did you mean "other"?`},
		{set, "other/b.jsonl", "set other/b.jsonl: there is no such file or folder", `did you mean "other/a.jsonl"?`},
		{set, "other/*.csv", "set other/*.csv: no file matches it", setForms},
		{set, "empty", "set empty: it holds no file", setForms},
		{set, "releases/other", "set releases/other: it holds releases and is none itself", "name one of them, as releases/other/1.0.0"},
		{set, "other@1.0.0", "set other@1.0.0: there is no such file or folder", "a set is named by its path: write releases/other/1.0.0"},
		{set, "other@9.0.0", "set other@9.0.0: there is no such file or folder", "a set is named by its path: write releases/other/1.0.0"},
		{list, "lists/wordz.txt", "list lists/wordz.txt: there is no such file", `did you mean "lists/words.txt"?`},
		{list, "lists", "list lists: it is no file", ""},
		{transform.ParamModel, "m.bin", "model m.bin: there is no such file", "a model is a file; its path is relative to the recipe's folder"},
	} {
		if fault, hint := Look(s.dir, c.path, c.kind); fault != c.fault || hint != c.hint {
			t.Errorf("%s %s: %q, %q", c.kind, c.path, fault, hint)
		}
	}
}
