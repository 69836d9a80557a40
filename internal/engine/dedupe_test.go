package engine

import (
	"cmp"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/transform"
)

// dedupePolicies are all ways to say which one stays, each with its order written out anew. The first half of
// the documents is source one, the other half two.
var dedupePolicies = []struct {
	args   string
	better func(docs []nearDoc, a, b int) int
}{
	{"", func(docs []nearDoc, a, b int) int { return 0 }},
	{", keep: last", func(docs []nearDoc, a, b int) int { return b - a }},
	{", keep: longest", func(docs []nearDoc, a, b int) int { return len([]rune(docs[b].Text)) - len([]rune(docs[a].Text)) }},
	{", keep: max(stars)", func(docs []nearDoc, a, b int) int { return docs[b].Stars - docs[a].Stars }},
	{", keep: min(stars)", func(docs []nearDoc, a, b int) int { return docs[a].Stars - docs[b].Stars }},
	{", priority: [two]", func(docs []nearDoc, a, b int) int { return sourceOf(docs, b) - sourceOf(docs, a) }},
	{", priority: [two, one], keep: max(stars)", func(docs []nearDoc, a, b int) int {
		return cmp.Or(sourceOf(docs, b)-sourceOf(docs, a), docs[b].Stars-docs[a].Stars)
	}},
}

func sourceOf(docs []nearDoc, i int) int { return min(i/(len(docs)/2), 1) }

// exactOracle decides by comparing texts: documents equal but for white space are one.
func exactOracle(docs []nearDoc, better func(docs []nearDoc, a, b int) int) map[string]fate {
	best, out := map[string]int{}, map[string]fate{}
	norm := func(i int) string { return strings.Join(strings.Fields(docs[i].Text), " ") }
	for i := range docs {
		if b, ok := best[norm(i)]; !ok || better(docs, i, b) < 0 {
			best[norm(i)] = i
		}
	}
	for i := range docs {
		f := fate{kept: docs[best[norm(i)]].ID}
		if f.kept != docs[i].ID {
			f.similarity = 1
		}
		out[docs[i].ID] = f
	}
	return out
}

// Survivors of dedupe.exact are those of a comparison of all texts, for each policy.
func TestExactAgainstOracle(t *testing.T) {
	docs := nearDocs(2000, 4)
	for i := range docs {
		if i%7 == 0 {
			docs[i].Text = strings.ReplaceAll(docs[i].Text, " ", " \n")
		}
	}
	s := nearSite(t, docs)
	for i, p := range dedupePolicies {
		r := s.recipe(strings.Replace(nearRecipe("{normalise: [spaces]"+p.args+"}"), "dedupe.near", "dedupe.exact", 1))
		o := Options{Workers: 1 + i%2, Out: filepath.Join(s.dir, "out", fmt.Sprint(i)), Work: filepath.Join(s.dir, "work", fmt.Sprint(i))}
		if i%2 > 0 {
			o.sort, o.ids = 8<<10, 8<<20
		}
		sameFates(t, p.args, fatesOf(t, s.run(r, o)), exactOracle(docs, p.better))
	}
}

// sameFates compares what a release says with the oracle, and holds that the set says enough.
func sameFates(t testing.TB, what string, got, want map[string]fate) {
	t.Helper()
	gone := 0
	for id, w := range want {
		if got[id] != w {
			t.Fatalf("%s: document %s: %+v, want %+v", what, id, got[id], w)
		}
		if w.kept != id {
			gone++
		}
	}
	if gone*20 < len(want) || len(got) != len(want) {
		t.Errorf("%s: %d of %d documents go: the test says little", what, gone, len(got))
	}
}

// Whatever the arguments, the survivors are those of the definition, and the manifest counts what the
// oracle counts. Documents that are dropped are those that are labelled in the other mode.
func TestNearProperty(t *testing.T) {
	n := 0
	rapid.Check(t, func(rt *rapid.T) {
		if n++; n > nearChecks {
			return // each builds releases: rapid's hundred would take minutes
		}
		docs := nearDocs(rapid.IntRange(2, 150).Draw(rt, "half")*2, rapid.Uint64().Draw(rt, "set"))
		s := nearSite(t, docs)
		p := rapid.SampledFrom(dedupePolicies).Draw(rt, "policy")
		args := fmt.Sprintf("{threshold: %v, shingle: {%s: %d}, probes: %d, mode: %s%s",
			rapid.SampledFrom([]float64{0.1, 0.3, 0.5, 0.8, 1}).Draw(rt, "threshold"), rapid.SampledFrom([]string{"words", "characters"}).Draw(rt, "unit"),
			rapid.IntRange(1, 6).Draw(rt, "length"), rapid.IntRange(1, 9).Draw(rt, "probes"), rapid.SampledFrom([]string{"components", "pairs"}).Draw(rt, "mode"), p.args)
		if rapid.Bool().Draw(rt, "banded") {
			args += fmt.Sprintf(", bands: %d, rows: %d", rapid.IntRange(1, 30).Draw(rt, "bands"), rapid.IntRange(1, 3).Draw(rt, "rows"))
		}
		r := s.recipe(nearRecipe(args + "}"))
		v := r.Steps[0].Step.(transform.Verifier)
		want := oracle(docs, v, len(r.Layout.Columns), func(a, b int) int { return p.better(docs, a, b) })
		o := Options{Workers: rapid.IntRange(1, 3).Draw(rt, "workers"), Batch: rapid.SampledFrom([]int64{0, 1, 3000}).Draw(rt, "batch"), Out: filepath.Join(s.dir, "out")}
		if rapid.Bool().Draw(rt, "spilling") {
			o.sort, o.ids, o.links = 4<<10, 8<<20, rapid.Int64Range(0, 1).Draw(rt, "links")
		}
		got := fatesOf(t, s.run(r, o))
		for id, w := range want {
			if got[id] != w {
				rt.Fatalf("%s: document %s: %+v, want %+v", args, id, got[id], w)
			}
		}
		o.Out = filepath.Join(s.dir, "labelled")
		labelsAgree(t, s.run(s.recipe(nearRecipe(args+", on_match: label}")), o), want)
	})
}

const nearChecks = 12

// labelsAgree holds the columns of a release, and its clusters, to the fates.
func labelsAgree(t *testing.T, res *Result, want map[string]fate) {
	t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	size := map[string]int64{}
	for _, f := range want {
		size[f.kept]++
	}
	links := 0
	for row, err := range rel.Rows("data") {
		if err != nil {
			t.Fatal(err)
		}
		id := row.Str("id")
		w := want[id]
		gone := w.kept != id
		if similarity := row.Value("similarity"); (len(row.Value("near__failed").List()) == 1) != gone || row.Int("cluster_size") != size[w.kept] ||
			similarity.IsNull() == gone || gone && similarity.Float() != w.similarity {
			t.Fatalf("document %s is labelled %v, %d, %v; its fate is %+v", id, row.Value("near__failed"), row.Int("cluster_size"), similarity, w)
		}
	}
	for row, err := range rel.Rows("ledger/clusters") {
		if err != nil {
			t.Fatal(err)
		}
		if w := want[row.Str("id")]; w.kept != row.Str("kept_id") || w.similarity != row.Value("similarity").Float() {
			t.Fatalf("clusters: %s is for %s at %v; its fate is %+v", row.Str("id"), row.Str("kept_id"), row.Value("similarity"), w)
		}
		links++
	}
	if links != len(want)-len(size) {
		t.Errorf("%d links, %d documents that stay for others or alone of %d", links, len(size), len(want))
	}
}

// The chain of TestNearChain for all that on_match can be: who is labelled is who would go.
func TestNearChainLabelled(t *testing.T) {
	docs := []nearDoc{{"a", "a b c d e f g h", 0}, {"b", "c d e f g h i j", 0}, {"c", "e f g h i j k l", 0}, {"d", "nothing of the kind", 0}}
	for mode, want := range map[string]map[string]fate{
		"components": {"a": {"a", 0}, "b": {"a", 6.0 / 10}, "c": {"a", 4.0 / 12}, "d": {"d", 0}},
		"pairs":      {"a": {"a", 0}, "b": {"a", 6.0 / 10}, "c": {"c", 0}, "d": {"d", 0}},
	} {
		s := nearSite(t, docs)
		args := "{threshold: 0.5, shingle: {words: 1}, mode: " + mode
		if got := fatesOf(t, s.run(s.recipe(nearRecipe(args+"}")), Options{Out: filepath.Join(s.dir, "dropped")})); fmt.Sprint(got) != fmt.Sprint(want) {
			t.Errorf("%s: %v, want %v", mode, got, want)
		}
		labelsAgree(t, s.run(s.recipe(nearRecipe(args+", on_match: label}")), Options{Out: filepath.Join(s.dir, "labelled")}), want)
	}
}

// In a chain of pairs where the middle one goes first, the end has nobody left to go for; where the middle one
// would stay, both ends go for it.
func TestNearChainFollowsTheOrder(t *testing.T) {
	docs := []nearDoc{{"a", "a b c d e f g h", 1}, {"b", "c d e f g h i j", 2}, {"c", "e f g h i j k l", 1}, {"d", "nothing of the kind", 0}}
	s := nearSite(t, docs)
	for i, mode := range []string{"components", "pairs"} {
		res := s.run(s.recipe(nearRecipe("{threshold: 0.5, shingle: {words: 1}, keep: max(stars), mode: "+mode+"}")), Options{Out: filepath.Join(s.dir, fmt.Sprint(i))})
		s.holds(res, "ledger/documents", []string{"id", "outcome", "kept_id", "cluster"},
			[]string{"a rejected b b", "b kept - b", "c rejected b b", "d kept - -"})
	}
}

// bandsOracle counts pairs and long runs as the manifest does.
func bandsOracle(docs []nearDoc, keys func(nearDoc) []uint64, probes int) (pairs, long int64) {
	runs := map[uint64][]int{}
	for i, d := range docs {
		for _, k := range keys(d) {
			runs[k] = append(runs[k], i)
		}
	}
	seen := map[[2]int]bool{}
	for _, run := range runs {
		if len(run) > 2*probes+1 {
			long++
		}
		for x := range run {
			for y := range x {
				if y < probes || x-y <= probes {
					seen[[2]int{run[y], run[x]}] = true
				}
			}
		}
	}
	return int64(len(seen)), long
}

// shuffledDocs is for sets in which all share something.
func shuffledDocs(n int, text func(i int, r *rand.Rand) string) (docs []nearDoc) {
	r := rand.New(rand.NewPCG(9, 9))
	for i := range n {
		docs = append(docs, nearDoc{fmt.Sprint("d", i), text(i, r), r.IntN(5)})
	}
	r.Shuffle(n, func(i, j int) { docs[i], docs[j] = docs[j], docs[i] })
	return docs
}

// Sets made to mislead: all in one band and near to nobody, two clusters with a short text between them,
// all equal but for a word, each a part of the next.
func TestNearAgainstOracleOnCraftedSets(t *testing.T) {
	common := "x y z"
	sets := map[string][]nearDoc{
		"one band": shuffledDocs(300, func(i int, r *rand.Rand) string {
			return common + fmt.Sprintf(" w%d w%d w%d w%d w%d w%d", r.IntN(90), r.IntN(90), r.IntN(90), r.IntN(90), r.IntN(90), r.IntN(90))
		}),
		"a bridge": shuffledDocs(200, func(i int, r *rand.Rand) string {
			return []string{"a b c d e f", "a b c d e f g", "g h i j k l", "f g h i j k l", "e f g h", fmt.Sprint("q", i)}[i%6]
		}),
		"one cluster": shuffledDocs(300, func(i int, r *rand.Rand) string {
			return strings.Repeat("a ", i%3) + "b c d e f g h i " + fmt.Sprint("w", i)
		}),
		"a staircase": shuffledDocs(120, func(i int, r *rand.Rand) string { return strings.TrimSpace("s " + strings.Join(letters(i), " ")) }),
	}
	for name, docs := range sets {
		s := nearSite(t, docs)
		for i, mode := range []string{"components", "pairs"} {
			p := dedupePolicies[(len(name)+i)%len(dedupePolicies)]
			r := s.recipe(nearRecipe("{threshold: 0.6, shingle: {words: 1}, bands: 12, rows: 1, probes: 3, mode: " + mode + p.args + "}"))
			v := r.Steps[0].Step.(transform.Verifier)
			res := s.run(r, Options{Out: filepath.Join(s.dir, "out", mode), Work: filepath.Join(s.dir, "work", mode), sort: 8 << 10, ids: 8 << 20, links: int64(i)})
			want := oracle(docs, v, len(r.Layout.Columns), func(a, b int) int { return p.better(docs, a, b) })
			got := fatesOf(t, res)
			for id, w := range want {
				if got[id] != w {
					t.Fatalf("%s in %s%s: document %s: %+v, want %+v", name, mode, p.args, id, got[id], w)
				}
			}
		}
	}
}

func letters(n int) (out []string) {
	for i := range n {
		out = append(out, word(i))
	}
	return out
}
