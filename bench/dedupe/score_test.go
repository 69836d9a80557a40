package main

import (
	"fmt"
	"math"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// written reads a set and its truth through files, as main does.
func written(t *testing.T, docs, truth []string) (*set, []copied) {
	t.Helper()
	dir := t.TempDir()
	path := func(name string, lines []string) string {
		p := filepath.Join(dir, name)
		text := strings.Join(append(lines, ""), "\n") // a line end behind each
		if err := os.WriteFile(p, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return p
	}
	s, err := readSet(path("docs", docs), 2, measure{}.wanted(nil))
	if err != nil {
		t.Fatal(err)
	}
	plan, err := readTruth(path("truth", truth))
	if err != nil {
		t.Fatal(err)
	}
	copies, err := numbered(plan, s)
	if err != nil {
		t.Fatal(err)
	}
	return s, copies
}

// a and b have 2 of 4 shingles of two words in common, a and c all, d none with anybody.
var example = []string{
	`{"id":"a","text":"one two three four"}`,
	`{"id":"b","text":"One, two three! five"}`,
	`{"id":"c","text":"one two three four"}`,
	`{"id":"d","text":"six seven eight"}`,
}

var exampleTruth = []string{
	`{"id":"b","of":"a","kind":"near","percent":25,"words":4}`,
	`{"id":"c","of":"a","kind":"exact"}`,
}

// kept is what a tool leaves that keeps these.
func kept(s *set, ids ...string) outcome {
	o := newOutcome(len(s.ids))
	for i, id := range s.ids {
		if !slices.Contains(ids, id) {
			o.stays[i] = removed
		}
	}
	return o
}

// TestScore: each figure by hand, for tools that find all, nothing and too much.
func TestScore(t *testing.T) {
	s, copies := written(t, example, exampleTruth)
	for _, c := range []struct {
		threshold     float64
		kept          string
		pairs         int
		recall        float64
		removed, vain int
		near          [4]int // pairs, found, reaching, right
	}{
		{.5, "a d", 3, 1, 2, 0, [4]int{1, 1, 1, 1}},
		{.5, "a b c d", 3, 0, 0, 0, [4]int{1, 0, 1, 0}},
		{.5, "a b d", 3, 2. / 3, 1, 0, [4]int{1, 0, 1, 0}},
		{.51, "a d", 1, 1, 2, 1, [4]int{1, 1, 0, 0}},
		{.51, "a", 1, 1, 3, 2, [4]int{1, 1, 0, 0}},
	} {
		r := measure{c.threshold, 2, 3, false}.score(s, copies, kept(s, strings.Fields(c.kept)...))
		n := r.Planted[1]
		if r.Pairs != c.pairs || r.Recall != c.recall || r.Removed != c.removed || r.Vain != c.vain || [4]int{n.Pairs, n.Found, n.Reaching, n.Right} != c.near {
			t.Errorf("%v: %+v, near %+v", c, r, *n)
		}
		if want := 1 - math.Pow(1-.125, 2); n.Kind != "25%" || math.Abs(n.Theory-want) > 1e-12 || n.Verified != n.Theory*float64(n.Reaching) {
			t.Errorf("theory of %+v, not %v", *n, want)
		}
	}
}

// TestLinks: of a tool that names who stays, similarities are checked and chains count.
func TestLinks(t *testing.T) {
	s, copies := written(t, example, exampleTruth)
	o := newOutcome(4)
	o.named, o.stays[1], o.stays[2], o.similarity[1], o.similarity[2] = true, 0, 0, .5, 1
	if r := (measure{.5, 2, 3, false}).score(s, copies, o); r.Linked != 1 || r.Wrong != 0 {
		t.Errorf("%+v", r)
	}
	o.stays[1], o.similarity[2] = 3, .9
	if r := (measure{.5, 2, 3, false}).score(s, copies, o); r.Linked != 1./3 || r.Recall != 1 || r.Wrong != 2 {
		t.Errorf("one stays for another, two similarities are wrong: %+v", r)
	}
}

// TestPairs holds the join to all pairs compared one with another.
func TestPairs(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	var docs []string
	for i := range 300 {
		var ws []string
		for range 2 + r.IntN(14) {
			ws = append(ws, string(rune('a'+r.IntN(4))))
		}
		docs = append(docs, fmt.Sprintf(`{"id":"%d","text":"%s"}`, i, strings.Join(ws, " ")))
	}
	s, _ := written(t, docs, nil)
	for _, threshold := range []float64{.1, .4, .5, .7, .8, 1} {
		want := map[[2]int]bool{}
		for a := range docs {
			for b := range a {
				if s.similarity(a, b) >= threshold {
					want[[2]int{b, a}] = true
				}
			}
		}
		got := 0
		s.pairs(threshold, func(a, b int) {
			got++
			if !want[[2]int{a, b}] {
				t.Errorf("%.1f: %d and %d are none", threshold, a, b)
			}
		})
		if got != len(want) || got < 20 {
			t.Errorf("%.1f: %d pairs of %d", threshold, got, len(want))
		}
	}
}

// TestUnknownIDs: a list or truth of another set is an error, no bad score.
func TestUnknownIDs(t *testing.T) {
	s, _ := written(t, example, nil)
	p := filepath.Join(t.TempDir(), "ids")
	if err := os.WriteFile(p, []byte("a\nz\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := ofList(p, s); err == nil || !strings.Contains(err.Error(), `"z"`) {
		t.Errorf("list: %v", err)
	}
}
