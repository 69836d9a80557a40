package engine

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
)

// linesDocs makes documents of few distinct lines, so that nearly all recur, some of them in one document.
func linesDocs(n int, seed uint64) (out []nearDoc) {
	r := rand.New(rand.NewPCG(seed, 2))
	for i := range n {
		var b strings.Builder
		for range r.IntN(8) {
			b.WriteString("line " + word(r.IntN(400)) + strings.Repeat("\n", 1+r.IntN(2)))
		}
		b.WriteString("own " + fmt.Sprint(i))
		out = append(out, nearDoc{fmt.Sprint("d", i), b.String(), r.IntN(5)})
	}
	return out
}

// linesLeft returns the lines that stay of each document: for every line the first copies occurrences, best
// document first, and within it in the order of the text.
func linesLeft(docs []nearDoc, copies int, fromEnd bool, better func(a, b int) int) map[string][]string {
	order := make([]int, len(docs))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, better)
	seen, left := map[string]int{}, map[string][]string{}
	for _, i := range order {
		ls := strings.FieldsFunc(docs[i].Text, func(r rune) bool { return r == '\n' })
		if fromEnd {
			slices.Reverse(ls)
		}
		var kept []string
		for _, l := range ls {
			if seen[l]++; seen[l] <= copies {
				kept = append(kept, l)
			}
		}
		if fromEnd {
			slices.Reverse(kept)
		}
		left[docs[i].ID] = kept
	}
	return left
}

// What is left is what the definition leaves, for each policy, and the same bytes however it is built. The
// release is replayed each time.
func TestLinesAgainstOracle(t *testing.T) {
	docs := linesDocs(400, 3)
	s := nearSite(t, docs)
	source := func(i int) int { return min(i/(len(docs)/2), 1) }
	for n, p := range []struct {
		args    string
		copies  int
		fromEnd bool
		better  func(a, b int) int
	}{
		{"", 1, false, func(a, b int) int { return 0 }},
		{", copies: 2", 2, false, func(a, b int) int { return 0 }},
		{", keep: last", 1, true, func(a, b int) int { return b - a }},
		{", keep: longest", 1, false, func(a, b int) int { return len(docs[b].Text) - len(docs[a].Text) }},
		{", keep: max(stars)", 1, false, func(a, b int) int { return docs[b].Stars - docs[a].Stars }},
		{", priority: [two], keep: min(stars)", 1, false, func(a, b int) int {
			return cmp.Or(source(b)-source(a), docs[a].Stars-docs[b].Stars)
		}},
	} {
		r := strings.Replace(nearRecipe("{min_chars: 1"+p.args+"}"), "dedupe.near", "dedupe.lines", 1)
		want := linesLeft(docs, p.copies, p.fromEnd, p.better)
		digest := ""
		for how, o := range map[string]Options{"one": {Workers: 1}, "two": {Workers: 2, Batch: 1000, sort: 16 << 10, ids: 8 << 20}, "seven": {Workers: 7, Memory: 2 << 30, Batch: 1}} {
			o.Out, o.Work = filepath.Join(s.dir, "out", fmt.Sprint(n), how), filepath.Join(s.dir, "work", fmt.Sprint(n), how)
			res := s.run(s.recipe(r), o)
			if digest = cmp.Or(digest, res.Digest); res.Digest != digest {
				t.Errorf("%s, %s: %s, want %s", p.args, how, res.Digest, digest)
			}
			if got := linesOf(t, res); !maps.EqualFunc(got, want, slices.Equal) {
				t.Fatalf("%s, %s: other lines are left", p.args, how)
			}
		}
	}
}

// linesOf reads the lines of the documents of a release.
func linesOf(t *testing.T, res *Result) map[string][]string {
	t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string][]string{}
	for row, err := range rel.Rows("data") {
		if err != nil {
			t.Fatal(err)
		}
		out[row.Value("id").Str()] = strings.FieldsFunc(row.Value("text").Str(), func(r rune) bool { return r == '\n' })
	}
	return out
}

// Sets that would be large for a step which keeps what it knows: one line over and over, nothing but line
// feeds, one sentence a million times. The budget is the smallest.
func TestLinesPathologicalSets(t *testing.T) {
	if testing.Short() {
		t.Skip("reads some 30 MB")
	}
	for name, x := range map[string]struct {
		args, text string
		documents  int
		left       string
	}{
		"one line":     {"{min_chars: 1}", strings.Repeat("again\n", 200_000), 8, "again\n"},
		"line feeds":   {"{min_chars: 1}", strings.Repeat("\n", 4<<20), 2, strings.Repeat("\n", 4<<20)},
		"one sentence": {"{unit: sentence, min_chars: 1}", strings.Repeat("Again. ", 100_000), 4, "Again. Again. Again. "},
		"every second": {"{min_chars: 1}", strings.Repeat("a\n\n", 100_000), 2, "a\n\n"},
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			var b strings.Builder
			for i := range x.documents {
				line, _ := json.Marshal(nearDoc{fmt.Sprint("d", i), x.text, 0})
				b.Write(append(line, '\n'))
			}
			s.file("in/a.jsonl", b.String())
			res := s.run(s.recipe("sources: [{path: in/a.jsonl, fields: {id: id}}]\nsteps: [dedupe.lines: "+x.args+"]\n"), Options{Workers: 1, Memory: floor(1, 16<<20)})
			rel, err := export.Load(res.Path)
			if err != nil {
				t.Fatal(err)
			}
			for row, err := range rel.Rows("data") {
				if err != nil {
					t.Fatal(err)
				}
				if got := row.Value("text").Str(); got != x.left {
					t.Fatalf("%d bytes are left, want %d", len(got), len(x.left))
				}
				break
			}
		})
	}
}
