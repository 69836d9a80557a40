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
)

// copied makes documents that take over spans of others and of themselves.
func copied(n int, seed uint64) (out []nearDoc) {
	r := rand.New(rand.NewPCG(seed, 9))
	var all [][]string
	for i := range n {
		var words []string
		for range 1 + r.IntN(5) {
			switch r.IntN(4) {
			case 0:
				if len(all) > 0 {
					src := all[r.IntN(len(all))]
					a := r.IntN(len(src) + 1)
					words = append(words, src[a:min(len(src), a+r.IntN(60))]...)
				}
			case 1:
				a := r.IntN(len(words) + 1)
				words = append(words, words[a:]...)
			default:
				for range r.IntN(40) {
					words = append(words, word(r.IntN(3000)))
				}
			}
		}
		all = append(all, words)
		out = append(out, nearDoc{fmt.Sprint("d", i), strings.Join(words, " "), r.IntN(5)})
	}
	return out
}

// leftByHand returns what of each document is left, window by window; "" where nothing is.
func leftByHand(docs []nearDoc, n int, all bool, better func(a, b int) int) map[string]string {
	order, words, gone := make([]int, len(docs)), make([][]string, len(docs)), make([][]bool, len(docs))
	for i := range docs {
		order[i], words[i] = i, strings.Fields(docs[i].Text)
		gone[i] = make([]bool, len(words[i]))
	}
	slices.SortFunc(order, func(a, b int) int { return cmp.Or(better(a, b), a-b) })
	first := map[string][2]int{}
	for _, i := range order {
		for s := 0; s+n <= len(words[i]); s++ {
			window := strings.Join(words[i][s:s+n], " ")
			at, seen := first[window]
			if !seen {
				first[window] = [2]int{i, s}
				continue
			}
			for j := range n {
				gone[i][s+j] = true
				gone[at[0]][at[1]+j] = gone[at[0]][at[1]+j] || all
			}
		}
	}
	out := map[string]string{}
	for i := range docs {
		var left []string
		for j, w := range words[i] {
			if !gone[i][j] {
				left = append(left, w)
			}
		}
		out[docs[i].ID] = strings.Join(left, " ")
	}
	return out
}

// leftOf reads the texts of a release.
func leftOf(t *testing.T, res *Result) map[string]string { return columnOf(t, res, "text") }

// columnOf reads a column of strings of a release, by id.
func columnOf(t *testing.T, res *Result, name string) map[string]string {
	t.Helper()
	rel, err := export.Load(res.Path)
	if err != nil {
		t.Fatal(err)
	}
	out := map[string]string{}
	for row, err := range rel.Rows("data") {
		if err != nil {
			t.Fatal(err)
		}
		out[row.Value("id").Str()] = row.Value(name).Str()
	}
	return out
}

// What is left follows from the definition, for each policy, any number of workers and any budget.
func TestSubstringsAgainstOracle(t *testing.T) {
	docs := copied(600, 4)
	s := nearSite(t, docs)
	source := func(i int) int { return min(i/(len(docs)/2), 1) }
	policies := []struct {
		args   string
		better func(a, b int) int
	}{
		{"", func(a, b int) int { return 0 }},
		{", keep: last", func(a, b int) int { return b - a }},
		{", copies: 0", func(a, b int) int { return 0 }},
		{", keep: longest", func(a, b int) int { return len(docs[b].Text) - len(docs[a].Text) }},
		{", keep: max(stars)", func(a, b int) int { return docs[b].Stars - docs[a].Stars }},
		{", priority: [two], keep: min(stars)", func(a, b int) int { return cmp.Or(source(b)-source(a), docs[a].Stars-docs[b].Stars) }},
	}
	for _, n := range []int{4, 13, 50} {
		for i, p := range policies {
			r := s.recipe(strings.Replace(nearRecipe(fmt.Sprintf("{words: %d, emptied: keep%s}", n, p.args)), "dedupe.near", "dedupe.substrings", 1))
			o := Options{Workers: []int{1, 2, 7}[i%3], Memory: 2 << 30, Batch: int64(4+i) << 10, Out: filepath.Join(s.dir, "out", fmt.Sprint(n, i)), Work: filepath.Join(s.dir, "work", fmt.Sprint(n, i))}
			if i%2 > 0 {
				o.sort, o.ids = 8<<10, 8<<20
			}
			got, changed := leftOf(t, s.run(r, o)), 0
			want := leftByHand(docs, n, strings.Contains(p.args, "copies: 0"), p.better)
			for j := range docs {
				id := docs[j].ID
				if got[id] != want[id] {
					t.Fatalf("%d words%s: document %s\nleft %q\nwant %q", n, p.args, id, got[id], want[id])
				}
				if want[id] != docs[j].Text {
					changed++
				}
			}
			if changed < []int{100, 100, 20}[slices.Index([]int{4, 13, 50}, n)] {
				t.Errorf("%d words%s: %d documents change: the test says little", n, p.args, changed)
			}
		}
	}
}

// The same bytes with any number of workers, budget and batch size, and from the checkpoints of a run before;
// the manifest counts the same.
func TestSubstringsSameBytes(t *testing.T) {
	s := nearSite(t, copied(400, 8))
	body := strings.Replace(nearRecipe("{words: 6}"), "dedupe.near", "dedupe.substrings", 1)
	var digest string
	var notes map[string]int64
	for i, o := range []Options{{Workers: 1}, {Workers: 7, Memory: 2 << 30, sort: 4 << 10, ids: 8 << 20}, {Workers: 2, Batch: 3 << 10}, {Workers: 1}} {
		o.Out = filepath.Join(s.dir, "out", fmt.Sprint(i))
		o.Work = filepath.Join(s.dir, "work", fmt.Sprint(i%3)) // the last finds the first one's checkpoints
		res := s.run(s.recipe(body), o)
		rel, err := export.Load(res.Path)
		if err != nil {
			t.Fatal(err)
		}
		if i == 0 {
			digest, notes = res.Digest, rel.Manifest.Steps[0].Notes
		}
		if got := rel.Manifest.Steps[0].Notes; res.Digest != digest || got["repeats"] < 100 || got["repeats"] != notes["repeats"] || got["repeated_words"] != notes["repeated_words"] {
			t.Errorf("%d: %s, want %s; %v, want %v", i, res.Digest, digest, got, notes)
		}
	}
}

// A document that says nothing new is rejected as it was, and names the one that does.
func TestSubstringsEmptied(t *testing.T) {
	s := newSite(t)
	s.file("in/a.txt", "a b c d e f g h")
	s.file("in/b.txt", "x y c d e f z")
	s.file("in/c.txt", "B C D E F G!")
	res := s.run(s.recipe("sources: [{path: in}]\nsteps: [dedupe.substrings: 4]\n"), Options{})
	s.holds(res, "ledger/documents", []string{"id", "outcome", "kept_id", "rule"}, []string{"in/a.txt kept - -", "in/b.txt kept - -", "in/c.txt rejected - emptied"})
	s.holds(res, "data", []string{"text"}, []string{"a b c d e f g h", "x y z"})
	s.holds(res, "ledger/rejects", []string{"text"}, []string{"B C D E F G!"})
	s.holds(res, "ledger/edits", []string{"kind", "removed"}, []string{"passage c d e f "})
}

// A trial says the same behind a run, from its checkpoint, as of a sample that is the whole set.
func TestSubstringsTried(t *testing.T) {
	s := nearSite(t, copied(60, 2))
	body := strings.Replace(nearRecipe("{words: 5, keep: longest}"), "dedupe.near", "dedupe.substrings", 1)
	var first []string
	for _, known := range []bool{false, true} {
		trial, err := Try(context.Background(), s.recipe(body), Options{}, TryOptions{Sample: 60})
		if err != nil {
			t.Fatal(err)
		}
		var texts []string
		for _, d := range trial.Docs {
			texts = append(texts, d.Doc.Text())
		}
		if !known {
			first = texts
			s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "out")})
		} else if !slices.Equal(texts, first) || trial.Learned[0].From != "checkpoint" {
			t.Errorf("behind the run %v %q, before %q", trial.Learned, texts, first)
		}
	}
}

// A long document of one word, one that goes round, and one document many times: the work stays
// a few cells for each word that repeats.
func TestSubstringsHostile(t *testing.T) {
	s := newSite(t)
	s.file("in/one.txt", strings.Repeat("a ", 1<<20))
	s.file("in/round.txt", strings.Repeat("one two three four five six seven ", 1<<15))
	var b strings.Builder
	line, _ := json.Marshal(nearDoc{Text: copied(20, 3)[19].Text + strings.Repeat(" and so on until the tide comes in", 20)})
	for range 10000 {
		b.Write(append(line, '\n'))
	}
	s.file("in/many.jsonl", b.String())
	res := s.run(s.recipe("sources: [{path: in}]\nsteps: [dedupe.substrings]\n"), Options{Workers: 2})
	texts := s.rows(res, "data", "text")
	slices.SortFunc(texts, func(a, b string) int { return len(a) - len(b) })
	if len(texts) != 3 || texts[0] != "a " || texts[1] != "one two three four five six seven " {
		t.Errorf("%d documents: %.80q", len(texts), texts)
	}
	if left, _ := os.ReadDir(filepath.Join(s.dir, ".tamis", "test", "tmp")); len(left) > 0 {
		t.Errorf("files left: %v", left)
	}
}
