package engine

import (
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
)

// copySite is a set in which documents have names that copies of others would have.
func copySite(s *site) {
	s.file("in/news.jsonl", jsonLines("a", "the ferry is back", "a-2", "harbour notices", "a-3", "tides of may", "b", "a kettle sings", "b-4", "lost"))
	s.file("in/web.jsonl", jsonLines("w", "one", "w-2", "two", "x", "three", "y", "four", "z", "five", "v", "six", "u", "seven", "t", "eight", "s", "nine", "r", "ten",
		"q", "eleven", "p", "twelve", "o", "thirteen", "n", "fourteen", "m", "fifteen", "l", "sixteen"))
}

const copiedRecipe = `
sources: [{path: in/news.jsonl, name: news, fields: {id: id, text: text}}, {path: in/web.jsonl, name: web, fields: {id: id, text: text}}]
steps:
  - sample.mix: {weights: {news: 1, web: 1}, upsample: 4}
  - filter.where: 'text != "lost"'
  - split.hash: {ratios: {train: 0.7, test: 0.3}}
`

// A copy has an id that no other document has, the values of its document, and stands in its split; the ledger counts it.
func TestCopies(t *testing.T) {
	s := newSite(t)
	copySite(s)
	res := s.run(s.recipe(copiedRecipe), Options{})
	s.verified(res)
	s.resolvesAgain(res.Path, "weights: {news: 1, web: 1}")
	rows := s.rows(res, "data", "id", "copy", "text", "split")
	if len(rows) == 0 || res.Accounting.Copies == 0 || int64(len(rows)) != res.Accounting.Kept {
		t.Fatalf("%d rows, %+v", len(rows), res.Accounting)
	}
	ids, of, texts := map[string]bool{}, map[string]string{}, map[string]int{}
	for _, row := range rows {
		id, rest, _ := strings.Cut(row, " ")
		if ids[id] {
			t.Errorf("%s stands there twice", id)
		}
		ids[id] = true
		_, rest, _ = strings.Cut(rest, " ")
		text := rest[:strings.LastIndexByte(rest, ' ')]
		if before, ok := of[text]; ok && before != rest {
			t.Errorf("%q and %q", before, rest)
		}
		of[text] = rest
		texts[text]++
	}
	want := map[string]int{}
	for _, row := range s.rows(res, "ledger/documents", "id", "outcome", "copies") {
		var id, outcome string
		var copies int
		if _, err := fmt.Sscan(row, &id, &outcome, &copies); err != nil {
			t.Fatal(err)
		}
		want[id] = 1 + copies
		if outcome != "kept" {
			want[id] = 0
			if ids[id] {
				t.Errorf("rejected %s has a row, or a copy of its name", id)
			}
		}
	}
	if texts["the ferry is back"] != want["a"] || want["a"] < 3 || want["b-4"] != 0 {
		t.Errorf("%v rows, the ledger says %v", texts, want)
	}
	for _, id := range []string{"a", "a-2", "a-3", "a-4", "a-5", "b", "b-2"} {
		if !ids[id] {
			t.Errorf("no row has id %s: %v", id, slices.Sorted(maps.Keys(ids)))
		}
	}
}

// verified holds that a release verifies, with replay.
func (s *site) verified(res *Result) {
	s.t.Helper()
	r, err := export.Verify(res.Path, export.VerifyOptions{Replay: true})
	if err != nil {
		s.t.Fatal(err)
	}
	for _, p := range r.Problems {
		s.t.Error(p)
	}
	if r.Replay.Proven != res.Accounting.Read {
		s.t.Errorf("%d of %d documents are proven", r.Replay.Proven, res.Accounting.Read)
	}
}

// In whichever order and format the rows stand, and whatever the ids come from.
func TestCopiesVariants(t *testing.T) {
	for name, body := range map[string]string{
		"shuffled": copiedRecipe + "export: {order: shuffle, arrow: {}, jsonl: {}}\n",
		"sorted":   copiedRecipe + "export: {order: sorted(text), subsets: source}\n",
		"generated ids": `
sources: [{path: in/news.jsonl, name: news, fields: {text: text}}, {path: in/web.jsonl, name: web, fields: {text: text}}]
steps: [redact.pii: {}, sample.mix: {weights: {news: 1, web: 1}, upsample: 9}]
`,
		"numbered ids":        strings.Replace(copiedRecipe, "steps:", "ids: {repeated: number}\nsteps:", 1),
		"private step behind": "",
		"only train": `
sources: [{path: in/news.jsonl, name: news, fields: {id: id, text: text}}, {path: in/web.jsonl, name: web, fields: {id: id, text: text}}]
steps: [split.hash: {ratios: {train: 0.7, test: 0.3}}, sample.mix: {weights: {news: 1, web: 1}, upsample: 4, only: [train]}]
`,
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			copySite(s)
			if name == "private step behind" {
				body = strings.Replace(copiedRecipe, "  - split", "  - redact.secrets: {}\n  - split", 1)
			}
			res := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "out")})
			if res.Accounting.Copies == 0 {
				t.Fatalf("no copies: %+v", res.Accounting)
			}
			if name == "private step behind" || name == "generated ids" {
				r, err := export.Verify(res.Path, export.VerifyOptions{Replay: true})
				if err != nil || !r.OK() {
					t.Fatal(err, r.Problems)
				}
				return
			}
			s.verified(res)
			if name != "only train" {
				return
			}
			for _, row := range s.rows(res, "ledger/documents", "split", "copies") {
				if strings.HasPrefix(row, "test") && row != "test 0" {
					t.Errorf("a document of test: %s", row)
				}
			}
		})
	}
}

// draftHead begins a recipe that may do without digests of other sets.
const draftHead = "tamis: 1\nname: test\nversion: 1.0.0-dev\nlicense: CC0-1.0\n"

// As a set to compare with, and as an earlier release, one with copies holds its documents and no more, whatever row comes first.
func TestCopiesAreNoDocumentsOfASet(t *testing.T) {
	s := newSite(t)
	copySite(s)
	release := s.run(s.recipe(copiedRecipe+"export: {order: sorted(copy desc)}\n"), Options{Out: filepath.Join(s.dir, "old")})
	own := map[string]bool{}
	for _, row := range s.rows(release, "ledger/documents", "id", "outcome") {
		if id, ok := strings.CutSuffix(row, " kept"); ok {
			own[id] = true
		}
	}
	for i, step := range []string{"dedupe.against: {set: %s}", "decontaminate.ngrams: {set: %s, ngram: 2, min_words: 1}"} {
		res := s.run(s.recipe(draftHead+"sources: [{path: in/news.jsonl, name: news, fields: {id: id, text: text}}]\nsteps: ["+fmt.Sprintf(step, "old/test/1.0.0")+"]\n"),
			Options{Out: filepath.Join(s.dir, fmt.Sprint("out", i))})
		if n := res.Funnel[len(res.Funnel)-1].Notes["other_documents"]; n != int64(len(own)) {
			t.Errorf("%s: %d documents in the set, not %d", step, n, len(own))
		}
		named := 0
		for _, row := range s.rows(res, "ledger/documents", "kept_id", "outcome") {
			if id, ok := strings.CutSuffix(row, " rejected"); ok {
				if named++; !own[id] {
					t.Errorf("%s: %s is the id of no document", step, id)
				}
			}
		}
		if named == 0 {
			t.Errorf("%s rejects nothing", step)
		}
	}
}

// A document of the id that a copy had was not there before.
func TestACopyIsNoEarlierDocument(t *testing.T) {
	s := newSite(t)
	copySite(s)
	s.run(s.recipe(copiedRecipe), Options{Out: filepath.Join(s.dir, "old")})
	s.file("in/news.jsonl", jsonLines("a-5", "one that is new"))
	res := s.run(s.recipe(draftHead+`
sources: [{path: in/news.jsonl, name: news, fields: {id: id, text: text}}]
steps: [split.hash: {ratios: {train: 0.7, test: 0.3}, previous: {release: old/test/1.0.0}}]
`), Options{Out: filepath.Join(s.dir, "out")})
	if n := res.Funnel[len(res.Funnel)-1].Notes["seen_before"]; n != 0 {
		t.Errorf("%d documents are taken for earlier ones", n)
	}
}
