package engine

import (
	"slices"
	"testing"
)

// Steps that a text of an expectation does not go through are named, so that nobody takes what holds for more than it is.
func TestPassedOver(t *testing.T) {
	s := newSite(t)
	s.file("in/a.jsonl", jsonLines("a", "one two three"))
	s.file("exam.jsonl", jsonLines("x", "one two three four five six seven eight nine ten"))
	steps := `
version: 1.0.0-dev
sources: [{path: in, fields: {id: id, text: text}}]
steps: [clean.spacing, dedupe.exact, "decontaminate.ngrams": {set: exam.jsonl}, sample.size: 1, split.hash: {ratios: {train: 1}}]
`
	head := "tamis: 1\nname: test\nlicense: CC0-1.0"
	for expect, want := range map[string][]string{
		"[{text: 'a  b', gives: a b}]":                         {"dedupe.exact", "decontaminate.ngrams", "sample.size"},
		"[{text: 'a  b', gives: a b, steps: [clean.spacing]}]": nil,
		"[{rows: 1}]": nil,
		"[]":          nil,
	} {
		if got := PassedOver(s.recipe(head + steps + "expect: " + expect + "\n")); !slices.Equal(got, want) {
			t.Errorf("%s: %v, not %v", expect, got, want)
		}
	}
}
