package engine

import (
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform/catalog"
)

// site is a folder with inputs and a recipe.
type site struct {
	t   *testing.T
	dir string
}

func newSite(t *testing.T) *site { return &site{t, t.TempDir()} }

// file writes one input.
func (s *site) file(name, text string) {
	s.t.Helper()
	path := filepath.Join(s.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		s.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		s.t.Fatal(err)
	}
}

// recipe parses a recipe whose head is filled in.
func (s *site) recipe(body string) *recipe.Recipe {
	s.t.Helper()
	text := body
	if !strings.Contains(text, "tamis: 1") {
		text = "tamis: 1\nname: test\nversion: 1.0.0\nlicense: CC0-1.0\n" + body
	}
	path := filepath.Join(s.dir, "recipe.yaml")
	s.file("recipe.yaml", text)
	r, problems := recipe.Parse([]byte(text), path, recipe.Options{Dir: s.dir, Catalog: catalog.All})
	if r == nil {
		for _, p := range problems {
			s.t.Error(p.String())
		}
		s.t.FailNow()
	}
	return r
}

// run builds and verifies a release; every release that a test builds is held to the laws.
func (s *site) run(r *recipe.Recipe, o Options) *Result {
	s.t.Helper()
	res, err := Run(context.Background(), r, o)
	if err != nil {
		s.t.Fatal(err)
	}
	s.verify(res.Path)
	return res
}

func (s *site) verify(path string) {
	s.t.Helper()
	index, err := Indexing(path, catalog.All)
	if err != nil {
		s.t.Fatal(err)
	}
	leaks, err := Leaking(context.Background(), path, catalog.All, 0)
	if err != nil {
		s.t.Fatal(err)
	}
	report, err := export.Verify(path, export.VerifyOptions{Replay: true, Index: index, Leaks: leaks})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range report.Problems {
		s.t.Errorf("verify %s: %v", path, p)
	}
}

// word makes a word of letters, so that no two look alike once digits are folded.
func word(n int) string {
	var b []byte
	for n = n + 26; n > 0; n /= 26 {
		b = append(b, byte('a'+n%26))
	}
	return string(b)
}

// lines makes n JSON lines of short texts: some repeated, some with lines that recur, some broken.
func lines(n int, seed uint64) string {
	rng := rand.New(rand.NewPCG(seed, 7))
	var b strings.Builder
	for i := range n {
		text := fmt.Sprintf("Report about %s  and\t%s\nAccept all our cookies\n", word(rng.IntN(n)), word(rng.IntN(3)))
		for range rng.IntN(30) {
			text += " " + word(rng.IntN(200))
		}
		if rng.IntN(20) == 0 {
			text += " e\u0301t\u200be " + strings.Repeat("long ", rng.IntN(400))
		}
		line, _ := json.Marshal(map[string]any{"text": text, "score": rng.IntN(100), "id": fmt.Sprint("d", i)})
		b.Write(append(line, '\n'))
		if rng.IntN(25) == 0 {
			b.WriteString("{\"text\": 12}\n")
		}
	}
	return b.String()
}

const chainRecipe = `
sources:
  - {path: "in/*.jsonl", name: web, columns: {score: int64}}
steps:
  - clean.unicode
  - clean.whitespace
  - redact.recurring: {min_documents: 5}
  - label.counts
  - filter.where: 'words >= 5'
  - dedupe.exact
  - filter.top: {share: 0.9, by: score}
  - split.hash: {ratios: {train: 0.8, test: 0.2}}
export:
  arrow: {compression: zstd}
limits: {quarantine: 0.2}
`

func TestPassthrough(t *testing.T) {
	s := newSite(t)
	s.file("in/a.jsonl", lines(300, 1))
	res := s.run(s.recipe("sources: [{path: \"in/*.jsonl\", name: web}]\nlimits: {quarantine: 0.2}\nsteps: []\n"), Options{})
	t.Log(res.Path, res.Digest)
}

func TestChain(t *testing.T) {
	s := newSite(t)
	s.file("in/a.jsonl", lines(300, 1))
	s.file("in/b.jsonl", lines(200, 2))
	res := s.run(s.recipe(chainRecipe), Options{})
	for _, f := range res.Funnel {
		t.Logf("%+v", f)
	}
}
