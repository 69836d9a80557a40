// Command presets builds a release of the documents of testdata, and of a folder of others, by each recipe of published
// rules, and writes docs/bench/presets.md: what became of them, by which rule, with what was measured and the threshold.
//
//	go run ./bench/presets -seeds folder    from the root of the repository
//
// Of the folder's documents the page says numbers alone: they are called by the beginnings of their names, and no word
// of them stands there.
package main

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/catalog"
)

var presets = []string{"gopher", "c4", "fineweb", "dclm"}

func main() {
	var b bench
	out := flag.String("o", "docs/bench/presets.md", "file to write; - is standard output")
	flag.StringVar(&b.seeds, "seeds", "", "folder of further documents, each a .txt")
	flag.StringVar(&b.root, "root", ".", "root of the repository")
	flag.Parse()
	if err := b.write(*out); err != nil {
		fmt.Fprintln(os.Stderr, "presets:", err)
		os.Exit(1)
	}
}

type bench struct {
	seeds, root string
	page        bytes.Buffer
}

const pageHead = `# Recipes of published rules over documents

Each recipe of testdata/recipes that follows a published set of rules, over the documents of testdata and over the documents that are called seeds: what became of each,
by which rule, with what was measured and the threshold. ` + "`tamis explain RELEASE ID`" + ` says the same of each document, with every other metric. Of a document that was kept the row
names the threshold that it came nearest to, by the share of the greater number that lies between; thresholds of 0, which are about what may not be there at all, are left out.

    make presets SEEDS=../shared/seeds

The page depends on the recipes, the steps and the documents alone. The seeds are not in this repository, and no word of them is on this page.
`

func (b *bench) write(out string) error {
	b.page.WriteString(pageHead)
	for _, name := range presets {
		fmt.Fprintf(&b.page, "\n## %s\n", name)
		if err := b.preset(name); err != nil {
			return fmt.Errorf("%s: %w", name, err)
		}
	}
	if out == "-" {
		_, err := os.Stdout.Write(b.page.Bytes())
		return err
	}
	return os.WriteFile(filepath.Join(b.root, out), b.page.Bytes(), 0o644)
}

// preset writes the two parts of a recipe.
func (b *bench) preset(name string) error {
	if b.seeds != "" {
		accounts, release, err := b.build(name, filepath.Join(b.seeds, "*.txt"))
		if err != nil {
			return err
		}
		b.each(accounts, release)
	}
	accounts, release, err := b.build(name, filepath.Join(b.root, "testdata", "documents", "*", "*.txt"))
	if err != nil {
		return err
	}
	b.summary(accounts, release)
	return nil
}

// account is what a release says of a document.
type account struct {
	*export.Account
	in, out int64 // bytes
}

// build makes a release of the documents by a recipe and returns what it says of each.
func (b *bench) build(name, pattern string) ([]account, *export.Release, error) {
	dir, err := os.MkdirTemp("", "tamis-presets-")
	if err != nil {
		return nil, nil, err
	}
	defer os.RemoveAll(dir)
	if pattern, err = filepath.Abs(pattern); err != nil {
		return nil, nil, err
	}
	path := filepath.Join(b.root, "testdata", "recipes", name+".yaml")
	src, err := os.ReadFile(path)
	if err != nil {
		return nil, nil, err
	}
	home := filepath.Dir(path)
	r, problems := recipe.Parse(src, path, recipe.Options{Dir: home, Catalog: catalog.All,
		Open: func(path string, t transform.ParamType) ([]byte, string, string) { return engine.Open(home, path, t) },
		Sets: []string{"sources.0.path=" + pattern, "sources.0.name=documents"}})
	if r == nil {
		return nil, nil, fmt.Errorf("%s", problems[0])
	}
	res, err := engine.Run(context.Background(), r, engine.Options{Out: filepath.Join(dir, "out"), Work: filepath.Join(dir, "work"), Workers: 1, Tool: "bench"})
	if err != nil {
		return nil, nil, err
	}
	release, err := export.Load(res.Path)
	if err != nil {
		return nil, nil, err
	}
	accounts, err := accountsOf(release)
	return accounts, release, err
}

func accountsOf(release *export.Release) ([]account, error) {
	var out []account
	for row, err := range release.Rows(export.TableDocuments, "id", "bytes_in", "bytes_out") {
		if err != nil {
			return nil, err
		}
		story, err := release.Explain(row.Str("id"))
		if err != nil {
			return nil, err
		}
		out = append(out, account{story.Accounts[0], row.At(1).Int(), row.At(2).Int()})
	}
	return out, nil
}

// each writes a row for each document.
func (b *bench) each(accounts []account, release *export.Release) {
	fmt.Fprintf(&b.page, "\n| seed | outcome | rule | measured | threshold | what is measured | bytes | released |\n|---|---|---|---:|---:|---|---:|---:|\n")
	for _, a := range accounts {
		outcome, call := "kept", nearest(a, release)
		if a.Outcome != "kept" {
			outcome, call = "rejected", decided(a, release)
		}
		fmt.Fprintf(&b.page, "| %s | %s | %s | %s | %s | %s | %d | %d |\n", seedName(a.ID), outcome, call.rule, call.value, call.threshold, call.doc, a.in, a.out)
	}
}

// seedName is how a seed is called: what its file's name begins with.
func seedName(id string) string {
	name := strings.TrimSuffix(filepath.Base(id), ".txt")
	name, _, _ = strings.Cut(name, "_")
	return name
}
