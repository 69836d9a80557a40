package recipe

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"github.com/tamis-data/tamis/internal/diag"
)

var rewrite = flag.Bool("rewrite", false, "write what comes out into the golden files, to read and commit")

// golden is one txtar file: recipe.yaml, options (set PATH=VALUE, confined), and what must come
// out: problems as printed, or the resolved recipe, or both.
type golden struct {
	path    string
	archive *txtar.Archive
}

func goldens(t testing.TB) []golden {
	paths, err := filepath.Glob("testdata/recipe/*.txtar")
	if err != nil || len(paths) == 0 {
		t.Fatalf("no goldens: %v", err)
	}
	var out []golden
	for _, path := range paths {
		a, err := txtar.ParseFile(path)
		if err != nil {
			t.Fatal(err)
		}
		out = append(out, golden{path, a})
	}
	return out
}

func (g golden) file(name string) string {
	for _, f := range g.archive.Files {
		if f.Name == name {
			return string(f.Data)
		}
	}
	return ""
}

// recipe returns the recipe's bytes; the txtar of a file that needs a lone CR or the like writes it as
// an escape in a file of its own name.
func (g golden) recipe() []byte {
	text := g.file("recipe.yaml")
	if e := g.file("recipe.escaped"); e != "" {
		text = strings.NewReplacer(`\t`, "\t", `\r`, "\r", `\x00`, "\x00", `\x1b`, "\x1b", `\xff`, "\xff", `\ufeff`, "\ufeff").Replace(e)
	}
	return []byte(text)
}

func (g golden) options() Options {
	opt := Options{Dir: ".", Catalog: fakeCatalog()}
	for line := range strings.Lines(g.file("options")) {
		line = strings.TrimSuffix(line, "\n")
		if line == "confined" {
			opt.Confined = true
		}
		if set, ok := strings.CutPrefix(line, "set "); ok {
			opt.Sets = append(opt.Sets, set)
		}
	}
	return opt
}

func printed(problems []diag.Problem) string {
	var b strings.Builder
	for _, p := range problems {
		b.WriteString(p.String())
	}
	return b.String()
}

func TestGoldens(t *testing.T) {
	for _, g := range goldens(t) {
		t.Run(strings.TrimSuffix(filepath.Base(g.path), ".txtar"), func(t *testing.T) {
			r, problems := Parse(g.recipe(), "recipe.yaml", g.options())
			got := []txtar.File{}
			if len(problems) > 0 {
				got = append(got, txtar.File{Name: "problems", Data: []byte(printed(problems))})
			}
			if r != nil {
				got = append(got, txtar.File{Name: "resolved", Data: r.Resolved()})
			}
			if *rewrite {
				g.rewrite(t, got)
				return
			}
			for _, f := range got {
				if g.file(f.Name) != string(f.Data) {
					t.Errorf("%s:\n%s\nwant:\n%s", f.Name, f.Data, g.file(f.Name))
				}
			}
			if (g.file("problems") == "") != (len(problems) == 0) || (g.file("resolved") == "") != (r == nil) {
				t.Errorf("recipe %v with %d problems", r != nil, len(problems))
			}
		})
	}
}

func (g golden) rewrite(t *testing.T, got []txtar.File) {
	a := &txtar.Archive{Comment: g.archive.Comment}
	for _, f := range g.archive.Files {
		if f.Name != "problems" && f.Name != "resolved" {
			a.Files = append(a.Files, f)
		}
	}
	a.Files = append(a.Files, got...)
	if err := os.WriteFile(g.path, txtar.Format(a), 0o644); err != nil {
		t.Fatal(err)
	}
}

// TestResolvedIsFixed holds every good golden to the law: the resolved recipe parses, without a
// new problem, and resolves to itself.
func TestResolvedIsFixed(t *testing.T) {
	good := 0
	for _, g := range goldens(t) {
		opt := g.options()
		first, warnings := Parse(g.recipe(), "recipe.yaml", opt)
		if first == nil {
			continue
		}
		good++
		opt.Sets = nil
		again, problems := Parse(first.Resolved(), "resolved.yaml", opt)
		if again == nil || len(problems) != len(warnings) {
			t.Errorf("%s: resolved recipe has problems:\n%s", g.path, printed(problems))
			continue
		}
		if !bytes.Equal(again.Resolved(), first.Resolved()) {
			t.Errorf("%s: resolved again:\n%s\nwant:\n%s", g.path, again.Resolved(), first.Resolved())
		}
		same(t, first, again)
	}
	if good < 5 {
		t.Errorf("only %d good recipes", good)
	}
}
