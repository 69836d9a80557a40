package engine

import (
	"context"
	"fmt"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/transform/catalog"
)

// Rows of copies stand for no document: one of the next release that has the id which a copy got is a new one.
func TestPreviousSeesNoCopies(t *testing.T) {
	const recipe = "tamis: 1\nname: notes\nversion: %s\nlicense: CC0-1.0\nsources: [{path: in.jsonl, name: in, fields: {id: id, text: text}}]\nsteps:\n" +
		"  - sample.mix: {weights: {in: 1}, total: %d, upsample: 2}\n  - split.hash: {ratios: {train: 0.5, test: 0.5}, by: id%s}\n"
	s := newSite(t)
	var before, after []string
	for i := range 20 {
		before = append(before, fmt.Sprint("n", i), "note number "+word(i))
		after = append(after, fmt.Sprint("n", i), "note number "+word(i), fmt.Sprint("n", i, "-2"), "another note, of "+word(100+i))
	}
	s.file("in.jsonl", jsonLines(before...))
	first := s.run(s.recipe(fmt.Sprintf(recipe, "1.0.0", 40, "")), Options{})
	if first.Accounting.Copies != 20 {
		t.Fatalf("%d copies", first.Accounting.Copies)
	}
	s.file("in.jsonl", jsonLines(after...))
	second := s.run(s.recipe(fmt.Sprintf(recipe, "1.1.0", 80, fmt.Sprintf(", previous: {release: releases/notes/1.0.0, digest: %q}", first.Digest))), Options{})
	told := tellAll(t, second.Path)
	for i := 0; i < len(after); i += 2 {
		if d := told[after[i]]; strings.HasSuffix(d.id, "-2") != (d.detail == "") || d.split == "" {
			t.Errorf("%+v", d)
		}
	}
	rel, err := export.Load(second.Path)
	if err != nil {
		t.Fatal(err)
	}
	if notes := rel.Manifest.Steps[1].Notes; notes["seen_before"] != 20 || notes["with_seen"] != 0 {
		t.Errorf("notes %v", notes)
	}
}

// allTogether has all at once that decides or arranges over the whole set: a private step, near-duplicates that stay, copies, an earlier
// release, the leak check, rows in another order and in folders.
const allTogether = noteHead + `uncovered: [author, lang, day, given]
export: {order: "sorted(score)", subsets: lang}
`

const togetherSteps = `  - redact.pattern: {patterns: [{kind: word, pattern: 'edited'}], replace: "<word>"}
  - dedupe.exact: {on_match: label, columns: step}
  - dedupe.near: {threshold: 0.3, shingle: {words: 1}, on_match: label, columns: step}
  - sample.mix: {by: lang, weights: {en: 0.6, de: 0.2, fr: 0.2}, upsample: 3}
`

// The same bytes come out, the copies stand with their documents, and verify finds what the run found.
func TestAllTogether(t *testing.T) {
	for name, split := range map[string]string{
		"stratified": "  - split.stratified: {column: lang, ratios: {train: 0.6, validation: 0.2, test: 0.2}, by: cluster PREVIOUS}\n",
		"given":      "  - split.given: {splits: [train, validation, test], column: given PREVIOUS}\n",
	} {
		t.Run(name, func(t *testing.T) {
			s := newSite(t)
			before, after := world(4)
			before, after = before[:60], after[:70]
			s.file("in.jsonl", noteLines(before))
			first := s.run(s.recipe(fmt.Sprintf(allTogether, "notes", "1.0.0", togetherSteps+withPrevious(split, ""))), Options{})
			s.file("in.jsonl", noteLines(after))
			body := fmt.Sprintf(allTogether, "notes", "1.1.0", togetherSteps+withPrevious(split, fmt.Sprintf(", previous: {release: releases/notes/1.0.0, digest: %q}", first.Digest)))
			second := s.run(s.recipe(body), Options{})
			if second.Accounting.Copies == 0 || second.Leaks.Near.CandidatePairs == 0 || name == "given" && !second.Leaks.Found() {
				t.Errorf("no test: %+v, %+v", second.Accounting, second.Leaks)
			}
			for _, res := range []*Result{first, second} {
				again, err := Leaking(context.Background(), res.Path, catalog.All, 0)
				if err != nil {
					t.Fatal(err)
				}
				if r, err := export.Verify(res.Path, export.VerifyOptions{Replay: true, Leaks: again}); err != nil || len(r.Problems) > 0 {
					t.Errorf("verify: %v, %v", r, err)
				}
			}
			holdBytes(t, s, body, second.Digest)
		})
	}
}
