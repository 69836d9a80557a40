package decontaminate

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// plainPassages widens each match by itself and joins what meets.
func plainPassages(text string, ms []match, margin int) (out []piece) {
	var bare []piece
	for _, m := range ms {
		from, to := widen(text, m.start, m.end, margin)
		from, to = attached(text, from, to)
		if n := len(out) - 1; n >= 0 && from <= out[n].to {
			from = bare[n].from
			out, bare = out[:n], bare[:n]
		}
		out, bare = append(out, spaced(text, from, to)), append(bare, piece{from: from, to: to})
	}
	return out
}

// What is cut is what each match with its margin takes, however the margins meet.
func TestPassages(t *testing.T) {
	rng := rand.New(rand.NewPCG(4, 4))
	for range 3000 {
		var b strings.Builder
		var ms []match
		for range 1 + rng.IntN(12) {
			b.WriteString([]string{"one", "é", "漢字", "a b", "x, ", "\n", "(two)", " ", "\n\n"}[rng.IntN(9)])
			b.WriteString([]string{" ", "", ". "}[rng.IntN(3)])
			if rng.IntN(3) == 0 {
				start := b.Len()
				b.WriteString("match")
				ms = append(ms, match{start: start, end: b.Len()})
				b.WriteString(" ")
			}
		}
		x := acting{margin: rng.IntN(20) * rng.IntN(2)}
		if got, want := x.passages(b.String(), ms), plainPassages(b.String(), ms, x.margin); !slices.Equal(got, want) {
			t.Fatalf("%q, margin %d: %v, not %v", b.String(), x.margin, got, want)
		}
	}
}

// Words on both sides stay two where what is cut between them was joined of several matches.
func TestPassagesGlueNoWords(t *testing.T) {
	text := "aaaa   match \nmatch  bbbb"
	x := acting{margin: 1}
	if got := without(text, x.passages(text, []match{{start: 7, end: 12}, {start: 14, end: 19}})); got != "aaaa  bbbb" {
		t.Errorf("%q", got)
	}
}

// A wide margin around each of very many matches is gone through once.
func TestPassagesManyWide(t *testing.T) {
	text := strings.Repeat("match and ", 200_000)
	var ms []match
	for i := range 200_000 {
		ms = append(ms, match{start: 10 * i, end: 10*i + 5})
	}
	x := acting{margin: 1 << 20}
	if got := x.passages(text, ms); len(got) != 1 || got[0] != (piece{0, len(text), ""}) {
		t.Errorf("%d pieces", len(got))
	}
}
