package main

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/engine"
)

func TestWrapped(t *testing.T) {
	long := "tamis: warning: the set old is not pinned; write digest: sha256:0123456789abcdef0123456789abcdef\n  two cells in, and longer than the line is"
	want := `tamis: warning: the set old is
  not pinned; write digest:
  sha256:0123456789abcdef0123456789abcdef
  two cells in, and longer than
    the line is`
	if got := wrapped(long, 32); got != want {
		t.Errorf("got:\n%s", got)
	}
	for _, width := range []int{0, 5, 200} {
		if got := wrapped(long, width); got != long {
			t.Errorf("%d cells:\n%s", width, got)
		}
	}
	if got := wrapped("漢字漢字漢字漢字 漢字 漢字", 20); got != "漢字漢字漢字漢字\n  漢字 漢字" {
		t.Errorf("wide characters:\n%s", got)
	}
}

// What is said is wrapped on a terminal alone.
func TestSayWraps(t *testing.T) {
	v, _, err := testVoice()
	v.width = func() int { return 24 }
	v.say("warning: one two three four five six")
	v.errTerm = true
	v.say("warning: one two three four five six")
	if want := "tamis: warning: one two three four five six\ntamis: warning: one two\n  three four five six\n"; err.String() != want {
		t.Errorf("said %q", err)
	}
}

// The caret stands below its place however narrow the terminal is.
func TestProblemIsWrapped(t *testing.T) {
	p := diag.Problem{Pos: diag.Pos{File: "recipe.yaml", Line: 9, Col: 31}, Message: "unknown parameter \"treshold\" for dedupe.near", Hint: "did you mean \"threshold\"? It is the similarity",
		Line: "  - dedupe.near: {on: [text], treshold: 0.8, shingle: {words: 5}}", Width: 8}
	want := `recipe.yaml:9:31: unknown
  parameter "treshold" for
  dedupe.near
    …ear: {on: [text], treshold…
                       ^~~~~~~~
hint: did you mean "threshold"?
  It is the similarity
`
	if got := problemText(p, 32); got != want {
		t.Errorf("got:\n%s", got)
	}
	if got := problemText(p, 0); got != p.String() {
		t.Errorf("without a terminal:\n%s", got)
	}
}

// Rules stand below each other where they have no room beside.
func TestFunnelIsFolded(t *testing.T) {
	stages := []engine.Stage{
		{Step: "read", In: 660, Kept: 660},
		{Step: "filter.gopher", In: 660, Kept: 600, Rejected: map[string]int64{"words": 30, "mean-word-length": 20, "symbols": 10}, Seconds: 0.004},
	}
	want := `step            in  kept  rejected                 time
read           660   660
filter.gopher  660   600  30 words,             4.00 ms
                          20 mean-word-length,
                          10 symbols
`
	if got := funnelTable(stages, 56); got != want {
		t.Errorf("got:\n%s", got)
	}
	for _, width := range []int{0, 200, 20} {
		if got := funnelTable(stages, width); strings.Count(got, "\n") != 3 {
			t.Errorf("%d cells:\n%s", width, got)
		}
	}
}
