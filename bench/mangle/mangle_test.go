package main

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

var text = strings.Repeat("The pilots’ strike is over, the harbour office says. Ferries sail again, with two boats an hour.\nFares stay as they are, and nobody is to pay twice.\n", 8)

// Copies are the same each time, valid, and each another text than the document.
func TestCopies(t *testing.T) {
	copies := copiesOf("strike", text)
	if len(copies) != 21 || copies[0].Text != text || !slices.Equal(copies, copiesOf("strike", text)) {
		t.Fatalf("%d copies", len(copies))
	}
	ranks := map[int]bool{}
	for _, c := range copies[1:] {
		if c.Text == text || !utf8.ValidString(c.Text) || len(c.Text) < len(text)/2 {
			t.Errorf("%s: %q", c.ID, c.Text)
		}
		ranks[c.Rank] = true
	}
	if len(ranks) != 20 {
		t.Errorf("ranks %v", ranks)
	}
}

func TestSurvivor(t *testing.T) {
	docs := map[string]found{"a": {ord: 2, text: "äö", rank: 1}, "b": {ord: 1, text: "abc", rank: 0}, "c": {ord: 3, text: "xyz", rank: 1}}
	for keep, want := range map[string]string{"first": "b", "longest": "b", "max(rank)": "a"} {
		if got := survivor(docs, []string{"a", "b", "c"}, keep); got != want {
			t.Errorf("keep %s: %s, want %s", keep, got, want)
		}
	}
}

func TestSimilarity(t *testing.T) {
	if got := similarity(shingles("One, two three four", 2), shingles("one two THREE five", 2)); got != 0.5 {
		t.Errorf("%v", got)
	}
}

// Copies that stand in two splits, or in none, are a fault; so is a set without copies.
func TestStraddling(t *testing.T) {
	for name, c := range map[string]struct {
		splits map[string]map[string]int
		fails  bool
	}{
		"together":   {map[string]map[string]int{"a": {"train": 21}, "b": {"test": 21}}, false},
		"apart":      {map[string]map[string]int{"a": {"train": 20, "test": 1}}, true},
		"dropped":    {map[string]map[string]int{"a": {"train": 20, "": 1}}, true},
		"no copies":  {map[string]map[string]int{"a": {"train": 1}, "b": {"test": 1}}, true},
		"no release": {nil, true},
	} {
		if err := tellStraddling(c.splits); err != nil != c.fails {
			t.Errorf("%s: %v", name, err)
		}
	}
}
