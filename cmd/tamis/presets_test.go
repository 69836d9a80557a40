package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/internal/threshold"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/catalog"
)

// presets are the recipes of published rules, with a document of testdata/documents and what becomes of it.
var presets = []struct {
	name, id, decision string
}{
	{"gopher", "/shapes/one-word.txt", "rejected by quality (few-words): 1, threshold 50"},
	{"c4", "/web/less-than.txt", "rejected by page (curly-bracket): 1, threshold 0"},
	{"fineweb", "/web/hard-wrapped.txt", "rejected by lines (few-end-marks): 0.1, threshold 0.12"},
	{"dclm", "/news/shouting.txt", "rejected by lines (removed-words): 0.753"},
}

// TestPresets: each recipe of published rules runs over the documents of testdata, and explain tells every decision
// with the rule and the value that made it.
func TestPresets(t *testing.T) {
	for _, p := range presets {
		t.Run(p.name, func(t *testing.T) {
			release := preset(t, p.name)
			told := 0
			for _, id := range documentIDs(t, release) {
				story, err := release.Explain(id)
				if err != nil {
					t.Fatal(err)
				}
				text := storyText(story, release.Manifest, "x", paint{})
				for _, a := range story.Accounts {
					holdDecision(t, a, text, release)
				}
				if strings.HasSuffix(id, p.id) {
					told++
					if !strings.Contains(text, p.decision) {
						t.Errorf("want %q in\n%s", p.decision, text)
					}
				}
			}
			if told != 1 {
				t.Errorf("no document %s", p.id)
			}
			holdThresholds(t, release)
		})
	}
}

// preset builds a release of testdata's documents by a preset.
func preset(t *testing.T, name string) *export.Release {
	t.Helper()
	dir := t.TempDir()
	path := filepath.Join("../../testdata/recipes", name+".yaml")
	documents, err := filepath.Abs("../../testdata/documents")
	if err != nil {
		t.Fatal(err)
	}
	src, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	r, problems := recipe.Parse(src, path, recipe.Options{Dir: filepath.Dir(path), Catalog: catalog.All,
		Sets: []string{"sources.0.path=" + filepath.Join(documents, "*", "*.txt"), "sources.0.name=testdata"}})
	if r == nil || len(problems) > 0 {
		t.Fatal(problems)
	}
	res, err := engine.Run(context.Background(), r, engine.Options{Out: filepath.Join(dir, "out"), Work: filepath.Join(dir, "work"), Workers: 1, Tool: "test"})
	if err != nil {
		t.Fatal(err)
	}
	release, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	return release
}

func documentIDs(t *testing.T, r *export.Release) []string {
	t.Helper()
	var ids []string
	for row, err := range r.Rows(export.TableDocuments, "id") {
		if err != nil {
			t.Fatal(err)
		}
		ids = append(ids, row.Str("id"))
	}
	if len(ids) < 80 {
		t.Fatalf("%d documents", len(ids))
	}
	return ids
}

// holdDecision: what explain prints of a document says who rejected it and why, and of each metric of a filter that
// measured it which rules it passes and fails.
func holdDecision(t *testing.T, a *export.Account, text string, r *export.Release) {
	t.Helper()
	outcome := a.ID + "  kept"
	if a.Outcome != "kept" {
		outcome = fmt.Sprintf("%s  rejected by %s (%s)", a.ID, a.Step, a.Rule)
	}
	if !strings.Contains(text, safe(outcome)) {
		t.Errorf("no %q in\n%s", outcome, text)
	}
	if a.Value != nil && !strings.Contains(text, ", fails "+a.Rule+" (") {
		t.Errorf("%s: no metric fails %s in\n%s", a.ID, a.Rule, text)
	}
	if a.Value != nil && !strings.Contains(text, fmt.Sprintf(": %s; ", metricText(*a.Value))) {
		t.Errorf("%s: no words about %s in\n%s", a.ID, a.Rule, text)
	}
	if a.Rule == "where" && !strings.Contains(text, "  why      not true of it: language == ") {
		t.Errorf("%s: no expression in\n%s", a.ID, text)
	}
	if a.Outcome == "kept" && strings.Contains(text, ", fails ") {
		t.Errorf("%s was kept and fails a rule:\n%s", a.ID, text)
	}
}

// holdThresholds: judged again from the ledger, each decision is the one that was made.
func holdThresholds(t *testing.T, r *export.Release) {
	t.Helper()
	res, err := threshold.Explore(context.Background(), r, threshold.Options{Find: catalog.Find, Temp: t.TempDir()})
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range res.Filters {
		first := int64(0)
		for _, rule := range f.Rules {
			first += rule.First
		}
		if f.Contradicted+f.Unknown > 0 || first != f.Failed {
			t.Errorf("%s: %d contradicted, %d unknown, %d of %d failed by a rule that is shown", f.Step, f.Contradicted, f.Unknown, first, f.Failed)
		}
		at := slices.IndexFunc(r.Manifest.Steps, func(s schema.ManifestStep) bool { return s.Name == f.Step })
		rejected := int64(0)
		for _, n := range r.Manifest.Steps[at].Rejected {
			rejected += n
		}
		if f.OnFail != "label" && rejected != f.Failed+f.Otherwise {
			t.Errorf("%s rejected %d documents, and judged again %d", f.Step, rejected, f.Failed+f.Otherwise)
		}
	}
}
