package engine

import (
	"errors"
	"os"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

// What is wrong with a list or model is said while the recipe is read, at its path, with the file's name and what to
// do, and with the same words by whoever opens the files later.
func TestBrokenFiles(t *testing.T) {
	model, err := os.ReadFile("../fasttext/testdata/softmax.bin")
	if err != nil {
		t.Fatal(err)
	}
	words := []byte(strings.Clone(string(model)))
	words[8+7*4] = 1 // made for words, not labels
	for _, c := range []struct{ step, file, want, hint string }{
		{"filter.words: {words: f}", "", "filter.words: list f: it is empty", "an entry on each line"},
		{"filter.words: {words: f}", "# bad\n\n", "filter.words: list f: it has no entry", "an entry on each line"},
		{"filter.words: {by: {source: {in: {words: f}}}}", "\uFEFF\n", "filter.words: list f: it has no entry", ""},
		{"filter.words: {by: {source: {in: {words: f}}}}", strings.Repeat("a", 300), "filter.words: list f: line 1 has more than the 256 bytes", "an entry is"},
		{"filter.url: {hard: f}", "--\n", "filter.url: list f: none of its entries has a letter", ""},
		{"filter.url: {domains: f}", "\n", "filter.url: list f: it has no entry", ""},
		{"filter.madlad: {cursed: f}", "\n", "filter.madlad: list f: it has no entry", ""},
		{"label.topics: {list: f}", "# none\n", "label.topics: list f: it has no entry", ""},
		{"label.topics: {list: f}", "[a]\nx\n[b\n", "label.topics: list f: line 3: topic", ""},
		{"split.given: {splits: [train, test], list: f}", "\n", "split.given: list f: it has no entry", ""},
		{"split.given: {splits: [train, test], list: f}", "a\ttrain\nb\tdev\n", "split.given: list f: line 2 names a split that is none", "test or train"},
		{"label.language: {model: f}", string(model[:len(model)/2]), "label.language: model f: byte ", "cut off or damaged"},
		{"label.language: {model: f}", "Some text.\n", "label.language: model f: it is text", "lid.176.ftz"},
		{"label.classifier: {model: f}", string(words), "label.classifier: model f: it is a model of words", "tamis train classifier"},
		{"label.classifier: {model: f}", "\x1f\x8b\x08\x00", "label.classifier: model f: it is compressed", "unpack it"},
		{"label.classifier: {model: f}", "version https://git-lfs.github.com/spec/v1\n", "label.classifier: model f: it is a pointer of Git LFS", "git lfs pull"},
		{"label.perplexity: {model: f}", "tamisng2\x03\x00\x00", `label.perplexity: model f: it has version '2' of the format, and this tamis reads 1`, "tamis train ngram"},
		{"label.perplexity: {model: f}", "tamisng1\x03\x00", "label.perplexity: model f: it ends early", "tamis train ngram"},
		{"label.perplexity: {model: f}", "\\data\\\nngram 1=2\n\n\\1-grams:\n-1\ta\n", "label.perplexity: model f: it ends behind line 5", "cut off"},
		{"label.perplexity: {model: f}", " <!DOCTYPE html>\n", "label.perplexity: model f: it is a web page", "address of the file"},
	} {
		s := newSite(t)
		s.file("in/a.txt", "One.\n")
		s.file("f", c.file)
		src := []byte("tamis: 1\nname: test\nversion: 1.0.0\nlicense: CC0-1.0\nsources: [{path: in}]\nsteps:\n  - " + c.step + "\n")
		o := recipe.Options{Dir: s.dir, Catalog: catalog.All}
		r, problems := recipe.Parse(src, "recipe.yaml", o)
		if r == nil {
			t.Errorf("%s: %v", c.step, problems)
			continue
		}
		_, err := openResources(r)
		var late *RecipeError
		if !errors.As(err, &late) {
			t.Errorf("%s: opened late: %v", c.step, err)
			continue
		}
		o.Open = func(path string, t transform.ParamType) ([]byte, string, string) { return Open(s.dir, path, t) }
		if _, problems = recipe.Parse(src, "recipe.yaml", o); len(problems) != 1 {
			t.Errorf("%s: problems are %v", c.step, problems)
			continue
		}
		p := problems[0]
		if !strings.HasPrefix(p.Message, c.want) || !strings.Contains(p.Hint, c.hint) || p.Pos.Line != 7 || p.Col != 5+strings.Index(c.step, " f")+1 {
			t.Errorf("%s: %s", c.step, p)
		}
		if p.Message != late.Message || p.Hint != late.Hint || p.Pos != late.Pos {
			t.Errorf("%s: %v, and opened late %v", c.step, p, late)
		}
	}
}

// Each fault of a lexicon is a problem, and each broken list of a step too.
func TestAllBrokenFiles(t *testing.T) {
	s := newSite(t)
	s.file("topics", "[a]\nx\t0\nx y\tnone\n")
	s.file("empty", "")
	s.file("marks", "...\n")
	src := []byte("tamis: 1\nname: test\nversion: 1.0.0\nlicense: CC0-1.0\nsources: [{path: in}]\nsteps:\n  - label.topics: topics\n  - filter.url: {soft: empty, hard: marks, domains: empty}\n")
	_, problems := recipe.Parse(src, "recipe.yaml", recipe.Options{Dir: s.dir, Catalog: catalog.All,
		Open: func(path string, t transform.ParamType) ([]byte, string, string) { return Open(s.dir, path, t) }})
	if len(problems) != 4 {
		t.Errorf("problems are %v", problems)
	}
}
