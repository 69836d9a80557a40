package engine

import (
	"cmp"
	"context"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// nearDoc is a document of the oracle's set.
type nearDoc struct {
	ID    string `json:"id"`
	Text  string `json:"text"`
	Stars int    `json:"stars"`
}

// nearDocs makes documents of which about half belong to families: copies, copies with some words
// changed, and chains in which each changes some words of the one before.
func nearDocs(n int, seed uint64) (out []nearDoc) {
	r := rand.New(rand.NewPCG(seed, 1))
	var words []string
	for i := range n {
		switch {
		case i == 0 || r.IntN(2) == 0:
			words = nil
			for range 5 + r.IntN(60) {
				words = append(words, word(r.IntN(4000)))
			}
		case r.IntN(3) > 0:
			words = slices.Clone(words)
			for range 1 + r.IntN(6) {
				words[r.IntN(len(words))] = word(r.IntN(4000))
			}
		}
		out = append(out, nearDoc{fmt.Sprint("d", i), strings.Join(words, " "), r.IntN(5)})
	}
	r.Shuffle(n, func(i, j int) { out[i], out[j] = out[j], out[i] })
	return out
}

// nearSite writes documents to two sources of one file each.
func nearSite(t *testing.T, docs []nearDoc) *site {
	s := newSite(t)
	for name, part := range map[string][]nearDoc{"one": docs[:len(docs)/2], "two": docs[len(docs)/2:]} {
		var b strings.Builder
		for _, d := range part {
			line, _ := json.Marshal(d)
			b.Write(append(line, '\n'))
		}
		s.file("in/"+name+".jsonl", b.String())
	}
	return s
}

func nearRecipe(args string) string {
	return `
sources:
  - {path: in/one.jsonl, name: one, fields: {id: id}, columns: {stars: int64}}
  - {path: in/two.jsonl, name: two, fields: {id: id}, columns: {stars: int64}}
steps: [dedupe.near: ` + args + "]\n"
}

// fate is what became of a document: who stays for it, itself where it stays.
type fate struct {
	kept       string
	similarity float64
}

// oracle decides by the definition, with nothing of the engine: all pairs, one by one. The order of rank is
// written out anew for each policy.
func oracle(docs []nearDoc, v transform.Verifier, slots int, better func(a, b int) int) map[string]fate {
	order := make([]int, len(docs))
	keys, recs := make([][]uint64, len(docs)), make([][]byte, len(docs))
	for i := range docs {
		d := &schema.Doc{Values: make([]schema.Value, slots)}
		d.Values[schema.SlotText] = schema.StringValue(docs[i].Text)
		order[i], keys[i], recs[i] = i, v.Keys(d, nil), v.Record(d, nil)
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(better(a, b), a-b) })
	runs := map[uint64][]int{} // places in the order
	for place, i := range order {
		for _, k := range keys[i] {
			runs[k] = append(runs[k], place)
		}
	}
	linked := map[[2]int]bool{}
	for _, run := range runs {
		for x, b := range run {
			for y, a := range run[:x] {
				if probes := v.Pairing().Probes; y < probes || x-y <= probes {
					linked[[2]int{a, b}] = v.Linked(recs[order[a]], recs[order[b]])
				}
			}
		}
	}
	out := map[string]fate{}
	for place, stays := range nearStays(len(docs), v.Pairing().Chains, linked) {
		f := fate{kept: docs[order[stays]].ID}
		if stays != place {
			f.similarity = v.Similarity(recs[order[place]], recs[order[stays]])
		}
		out[docs[order[place]].ID] = f
	}
	return out
}

func nearStays(n int, chains bool, linked map[[2]int]bool) []int {
	stays := make([]int, n)
	for b := range stays {
		stays[b] = b
		for a := 0; a < b && !chains && stays[b] == b; a++ {
			if stays[a] == a && linked[[2]int{a, b}] {
				stays[b] = a
			}
		}
	}
	for changed := chains; changed; {
		changed = false
		for p, is := range linked {
			if least := min(stays[p[0]], stays[p[1]]); is && stays[p[0]] != stays[p[1]] {
				stays[p[0]], stays[p[1]], changed = least, least, true
			}
		}
	}
	return stays
}

// fatesOf reads what a release says.
func fatesOf(t *testing.T, res *Result) map[string]fate {
	t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]fate{}
	for row, err := range rel.Rows("ledger/documents") {
		if err != nil {
			t.Fatal(err)
		}
		f := fate{row.Value("id").Str(), 0}
		if row.Value("outcome").Str() == "rejected" {
			f = fate{row.Value("kept_id").Str(), row.Value("similarity").Float()}
		}
		out[row.Value("id").Str()] = f
	}
	return out
}

// Survivors, for each policy and both modes, are those of the definition, with the similarity to them;
// few probes and long runs too.
func TestNearAgainstOracle(t *testing.T) {
	docs := nearDocs(2000, 3)
	s := nearSite(t, docs)
	source := func(i int) int { return min(i/(len(docs)/2), 1) }
	policies := []struct {
		args   string
		better func(a, b int) int
	}{
		{"", func(a, b int) int { return 0 }},
		{", keep: last", func(a, b int) int { return b - a }},
		{", keep: longest", func(a, b int) int { return len(docs[b].Text) - len(docs[a].Text) }},
		{", keep: max(stars)", func(a, b int) int { return docs[b].Stars - docs[a].Stars }},
		{", keep: min(stars)", func(a, b int) int { return docs[a].Stars - docs[b].Stars }},
		{", priority: [two]", func(a, b int) int { return source(b) - source(a) }},
		{", priority: [two], keep: last", func(a, b int) int { return cmp.Or(source(b)-source(a), b-a) }},
	}
	for _, shape := range []string{"threshold: 0.6, shingle: {words: 1}", "threshold: 0.5, mode: pairs", "threshold: 0.2, shingle: {words: 1}, bands: 9, rows: 1, probes: 2",
		"threshold: 0.3, shingle: {words: 1}, bands: 9, rows: 1, probes: 1, mode: pairs", "threshold: 0.7, shingle: {characters: 4}"} {
		for i, p := range policies {
			r := s.recipe(nearRecipe("{" + shape + p.args + "}"))
			want := oracle(docs, r.Steps[0].Step.(transform.Verifier), len(r.Layout.Columns), p.better)
			o := Options{Workers: 1 + i%2, Out: filepath.Join(s.dir, "out", shape, fmt.Sprint(i)), Work: filepath.Join(s.dir, "work", shape, fmt.Sprint(i))}
			if i%3 > 0 {
				o.sort, o.ids, o.links = 16<<10, 8<<20, int64(i%3-1)<<20 // 0: what the budget gives
			}
			got := fatesOf(t, s.run(r, o))
			gone := 0
			for id, w := range want {
				if got[id] != w {
					t.Fatalf("%s%s: document %s: %+v, want %+v", shape, p.args, id, got[id], w)
				}
				if w.kept != id {
					gone++
				}
			}
			if gone < 100 || len(got) != len(docs) {
				t.Errorf("%s%s: %d of %d documents go: the test says little", shape, p.args, gone, len(got))
			}
		}
	}
}

// In a chain A, B, C the ends are not near to each other: as components all are one cluster and C is
// told its similarity to A; in pairs C stays.
func TestNearChain(t *testing.T) {
	s := newSite(t)
	s.file("in/a.txt", "a b c d e f g h")
	s.file("in/b.txt", "c d e f g h i j")
	s.file("in/c.txt", "e f g h i j k l")
	for mode, want := range map[string][]string{
		"components": {"in/a.txt kept - in/a.txt", "in/b.txt rejected in/a.txt in/a.txt", "in/c.txt rejected in/a.txt in/a.txt"},
		"pairs":      {"in/a.txt kept - in/a.txt", "in/b.txt rejected in/a.txt in/a.txt", "in/c.txt kept - -"},
	} {
		res := s.run(s.recipe("sources: [{path: in}]\nsteps: [dedupe.near: {threshold: 0.5, shingle: {words: 1}, mode: "+mode+"}]\n"),
			Options{Out: filepath.Join(s.dir, mode), Work: filepath.Join(s.dir, "work", mode)})
		s.holds(res, "ledger/documents", []string{"id", "outcome", "kept_id", "cluster"}, want)
	}
}

// The manifest counts pairs and long runs, whatever the budget, and says the same when the decisions
// come from a checkpoint.
func TestNearFacts(t *testing.T) {
	docs := nearDocs(600, 5)
	s := nearSite(t, docs)
	body := nearRecipe("{threshold: 0.3, shingle: {words: 1}, bands: 9, rows: 1, probes: 2}")
	r := s.recipe(body)
	pairs, long := bandsOracle(docs, func(d nearDoc) []uint64 {
		doc := &schema.Doc{Values: make([]schema.Value, len(r.Layout.Columns))}
		doc.Values[schema.SlotText] = schema.StringValue(d.Text)
		return r.Steps[0].Step.(transform.Verifier).Keys(doc, nil)
	}, 2)
	for i, o := range []Options{{Workers: 1}, {Workers: 2, sort: 4 << 10, ids: 8 << 20, links: 1}, {Workers: 1}} {
		o.Out = filepath.Join(s.dir, "out", fmt.Sprint(i))
		o.Work = filepath.Join(s.dir, "work", fmt.Sprint(i%2)) // the third finds the first one's checkpoints
		rel, err := export.Load(s.run(s.recipe(body), o).Path)
		if err != nil {
			t.Fatal(err)
		}
		notes := rel.Manifest.Steps[0].Notes
		if pairs < 100 || long < 10 || notes["candidate_pairs"] != pairs || notes["long_runs"] != long {
			t.Errorf("%d: %v, want %d pairs and %d long runs", i, notes, pairs, long)
		}
	}
}

// A damaged checkpoint of the facts is a warning, and the run begins anew.
func TestNearDamagedFacts(t *testing.T) {
	s := nearSite(t, nearDocs(50, 5))
	body := nearRecipe("{threshold: 0.5}")
	want := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "one")})
	facts, _ := filepath.Glob(filepath.Join(s.dir, ".tamis", "test", "checkpoints", "*"+factsSuffix))
	if len(facts) != 1 {
		t.Fatalf("facts in %v", facts)
	}
	if err := os.WriteFile(facts[0], []byte("nothing of the kind, and long enough to be looked at for its head and foot; more and more of it, until it is"), 0o600); err != nil {
		t.Fatal(err)
	}
	got := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "two")})
	if got.Digest != want.Digest || len(got.Warnings) == 0 {
		t.Errorf("%s, want %s; warnings %q", got.Digest, want.Digest, got.Warnings)
	}
}

// What a run noted of its pairs is there for a trial too.
func TestNearTried(t *testing.T) {
	s := nearSite(t, nearDocs(50, 5))
	body := nearRecipe("{threshold: 0.5}")
	for _, known := range []bool{false, true} {
		if _, err := Try(context.Background(), s.recipe(body), Options{}, TryOptions{Sample: 20}); err != nil {
			t.Errorf("behind a run %v: %v", known, err)
		}
		s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "out")})
	}
}

// counting counts what a Verifier is asked.
type counting struct {
	transform.Verifier
	keys            func(i int64) []uint64
	how             transform.Pairing
	linked, records int
	answer          bool
}

func (c *counting) Pairing() transform.Pairing { return c.how }
func (c *counting) Linked(a, b []byte) bool    { c.linked++; return c.answer }
func (c *counting) Similarity(a, b []byte) float64 {
	c.records++
	return 1
}

// decideAll lets c decide over n documents with the keys it gives them.
func decideAll(t *testing.T, c *counting, n int64, sort, memory int64) (rulings int) {
	t.Helper()
	x := &verification{ctx: t.Context(), v: c, how: c.how, dir: t.TempDir(), sort: sort, memory: memory, link: func(edge) {}}
	m := newMeeting(c.how.Ranked, x.dir, sort, 1)
	for i := range n {
		if err := m.add(0, c.keys(i), transform.Rank{}, i); err != nil {
			t.Fatal(err)
		}
	}
	if err := m.flush(0); err != nil {
		t.Fatal(err)
	}
	var err error
	if x.met, err = m.pairs(x.dir, sort, c.how.Probes); err != nil {
		t.Fatal(err)
	}
	x.records = newRecords(x.dir, sort)
	in := x.met.docs.Cursor()
	for cell, ok := in.Next(); ok; cell, ok = in.Next() {
		if err := x.records.add(cell[1], int64(cell[0]), make([]byte, contentBytes+24)); err != nil {
			t.Fatal(err)
		}
	}
	if err := x.records.seal(); err != nil {
		t.Fatal(err)
	}
	x.rule = func(ruling) error { rulings++; return nil }
	if err := x.run(); err != nil {
		t.Fatal(err)
	}
	if err := x.met.close(); err != nil {
		t.Fatal(err)
	}
	if err := x.records.close(); err != nil {
		t.Fatal(err)
	}
	if left, _ := os.ReadDir(x.dir); len(left) > 0 {
		t.Errorf("files left: %v", left)
	}
	return rulings
}

// However many documents are one cluster, or share a band and nothing else, the comparisons are a few
// for each of them.
func TestNearPathologicalSetsStayLinear(t *testing.T) {
	same := func(int64) []uint64 { return []uint64{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16} }
	band := func(i int64) []uint64 { return []uint64{7, uint64(i) + 100, uint64(i) + 1<<40} }
	const n = 30000
	for name, c := range map[string]struct {
		keys   func(int64) []uint64
		chains bool
		linked bool
		memory int64
		most   int
	}{
		"one document many times":           {same, true, true, 1 << 30, n},
		"one document, clusters on disk":    {same, true, true, 1, 16 * n},
		"one document many times, in pairs": {same, false, true, 1 << 30, 16 * n},
		"one band shared by all":            {band, true, false, 1 << 30, 16 * n},
	} {
		v := &counting{keys: c.keys, how: transform.Pairing{Probes: 8, Chains: c.chains}, answer: c.linked}
		rulings := decideAll(t, v, n, 64<<20, c.memory)
		if v.linked > c.most || c.linked != (rulings == n) || v.records != max(rulings-1, 0) {
			t.Errorf("%s: %d compared, %d told, %d measured", name, v.linked, rulings, v.records)
		}
	}
}
