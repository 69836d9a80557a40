package engine

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/transform"
)

// Two steps that label: each says its own in columns of its own, and as it does alone; a step that drops
// before them changes nothing of that.
func TestTwoStepsLabel(t *testing.T) {
	docs := nearDocs(400, 5)
	s := nearSite(t, docs)
	head := strings.Split(nearRecipe(""), "steps:")[0] + "steps:"
	r := s.recipe(head + `
  - dedupe.exact: {on_match: label}
  - dedupe.near: {threshold: 0.5, shingle: {words: 1}, on_match: label, columns: step}
    as: close
  - dedupe.near: {threshold: 0.9, shingle: {words: 1}}
`)
	exact := exactOracle(docs, func([]nearDoc, int, int) int { return 0 })
	near := oracle(docs, r.Steps[1].Step.(transform.Verifier), len(r.Layout.Columns), func(int, int) int { return 0 })
	res := s.run(r, Options{})
	ledger, links := ledgerOf(t, res)
	clustersHold(t, ledger, links)
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	rows, both := 0, 0
	sizes := [2]map[string]int64{{}, {}}
	for i, fates := range []map[string]fate{exact, near} {
		for _, f := range fates {
			sizes[i][f.kept]++
		}
	}
	for row, err := range rel.Rows("data") {
		if err != nil {
			t.Fatal(err)
		}
		id := row.Str("id")
		rows++
		a, b := exact[id], near[id]
		if (len(row.Value("exact__failed").List()) == 1) != (a.kept != id) || row.Int("cluster_size") != sizes[0][a.kept] || row.Value("similarity").IsNull() != (a.kept == id) {
			t.Fatalf("document %s: exact says %d, %v; its fate is %+v", id, row.Int("cluster_size"), row.Value("similarity"), a)
		}
		sim := row.Value("close__similarity")
		if row.Int("close__cluster_size") != sizes[1][b.kept] || sim.IsNull() != (b.kept == id) || !sim.IsNull() && sim.Float() != b.similarity {
			t.Fatalf("document %s: close says %d, %v; its fate is %+v", id, row.Int("close__cluster_size"), sim, b)
		}
		if row.Int("cluster_size") != row.Int("close__cluster_size") {
			both++
		}
	}
	if rows == len(docs) || both == 0 {
		t.Errorf("%d of %d documents stay, in %d the two steps differ", rows, len(docs), both)
	}
}
