package engine

import (
	"fmt"
	"strings"
	"testing"
)

// Filters share what they find out about a text, and a step between them that edits it makes the second one look
// anew. What a filter measures is what it measures alone.
func TestFiltersShareViews(t *testing.T) {
	s := newSite(t)
	var docs strings.Builder
	for i := range 400 {
		text := "one two" + strings.Repeat("  gone", i%5) + strings.Repeat(" the and stays", i%7)
		fmt.Fprintf(&docs, "{\"id\": \"d%03d\", \"text\": %q}\n", i, text)
	}
	s.file("in/a.jsonl", docs.String())
	head := "\nsources: [{path: \"in/*.jsonl\", name: web, fields: {id: id, text: text}}]\nsteps:\n"
	first := "  - filter.gopher-quality: {on_fail: label}\n    as: first\n"
	cut := "  - redact.pattern: {patterns: [{kind: cut, pattern: ' gone', replace: ''}], private: false}\n"
	second := "  - filter.gopher-quality: {min_words: 5, min_stop_words: null, min_word_length: null}\n    as: second\n"
	first0 := "  - filter.where: 'words != 3'\n"
	counts := "  - label.counts\n"

	whole := s.run(s.recipe(head+first+counts+cut+second+first0), Options{Out: t.TempDir(), Workers: 3})
	again := s.run(s.recipe(head+first+counts+cut+second+first0), Options{Out: t.TempDir(), Workers: 1})
	if whole.Digest != again.Digest {
		t.Error("workers make a difference")
	}
	alone := s.run(s.recipe(head+first), Options{Out: t.TempDir()})
	s.holds(whole, "ledger/documents", []string{"id", "first__words"}, s.rows(alone, "ledger/documents", "id", "first__words"))
	after := s.run(s.recipe(head+cut+second), Options{Out: t.TempDir()})
	s.holds(whole, "ledger/documents", []string{"id", "second__words"}, s.rows(after, "ledger/documents", "id", "second__words"))
	for i, row := range s.rows(whole, "ledger/documents", "first__words", "second__words") {
		if want := fmt.Sprintf("%d %d", 2+i%5+3*(i%7), 2+3*(i%7)); row != want {
			t.Fatalf("document %d has %s words before and after, not %s", i, row, want)
		}
	}
	for _, f := range whole.Funnel {
		if f.Seconds <= 0 && f.Step != "read" {
			t.Errorf("step %s took no time", f.Step)
		}
	}
}
