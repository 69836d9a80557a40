package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func foundBy(m *Matcher, sorted []string, s string) (out []string) {
	state := uint32(0)
	for i := range len(s) {
		state = m.Next(state, s[i])
		for n, next := m.Found(state); n >= 0; n, next = m.Found(next) {
			out = append(out, fmt.Sprint(i+1, " ", sorted[n]))
		}
	}
	return out
}

func foundPlainly(sorted []string, s string) (out []string) {
	for i := range len(s) {
		var here []string
		for _, w := range sorted {
			if strings.HasSuffix(s[:i+1], w) {
				here = append(here, w)
			}
		}
		slices.SortFunc(here, func(a, b string) int { return len(b) - len(a) })
		for _, w := range here {
			out = append(out, fmt.Sprint(i+1, " ", w))
		}
	}
	return out
}

// All strings that end at a place, longest first, with and without rows for the states.
func TestMatcherAgainstSuffixes(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 4))
	word := func(n int) string {
		b := make([]byte, 1+r.IntN(n))
		for i := range b {
			b[i] = "aab\xc3"[r.IntN(4)]
		}
		return string(b)
	}
	for round := range 2000 {
		var given []string
		for range r.IntN(8) {
			given = append(given, word(5))
		}
		sorted, _ := SortedStrings(given)
		m := NewMatcher(sorted)
		if round%2 == 1 {
			m.dense = 1
		}
		text := word(30)
		if got, want := foundBy(m, sorted, text), foundPlainly(sorted, text); !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %q, not %q", sorted, text, got, want)
		}
	}
}

func TestSortedStrings(t *testing.T) {
	sorted, was := SortedStrings([]string{"b", "", "a", "b", "ab"})
	if !slices.Equal(sorted, []string{"a", "ab", "b"}) || !slices.Equal(was, []int{2, 4, 0}) {
		t.Errorf("%q %v", sorted, was)
	}
}
