package text

import (
	"testing"

	"pgregory.net/rapid"
)

// No gap is passed over, and where there is none the end is found.
func TestNextGap(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("aZ!~é \t\n–"))).Draw(t, "text")
		for at := range s {
			got := NextGap(s, at)
			for i := at; i < min(got, len(s)); i++ {
				if b := s[i]; b < ' ' || b >= 0x80 || b == ' ' && i+1 < len(s) && s[i+1] <= ' ' {
					t.Fatalf("%q from %d: %d is passed over, %d given", s, at, i, got)
				}
			}
		}
	})
	if got := NextGap("one line of words with single spaces, and no more", 0); got != 49 {
		t.Errorf("a gap at %d", got)
	}
}

// The word that a load tells is the one that letters tell one by one.
func TestShortWord(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringMatching(`[a-zA-Z]{1,18}[ .é]?[a-z ]{0,18}`).Draw(t, "text")
		run := wordAt(s, 0)
		if end := runEnd(s, 0); run.End != end || run.Hash != wideWordAt(s, 0).Hash || run.Shape != wideWordAt(s, 0).Shape {
			t.Fatalf("%q: %+v, not %+v", s, run, wideWordAt(s, 0))
		}
		if n, hash, small := ShortWord(s, 0); n > 0 && (n != run.End || hash != run.Hash || small != (run.Shape == Small)) {
			t.Fatalf("%q: %d letters, %x, %v, not %+v", s, n, hash, small, run)
		}
	})
}

// Reading stops early only where the verdict is the same.
func TestCodeCuesUntil(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("ab  _:=(){}\nxY"))).Draw(t, "text")
		all, words := CodeCues(s, len(s))
		cues, most := CodeCuesUntil(s, len(s), 3, 4)
		if words = max(words, len(s)/12); (all >= 3 && all*4 >= words) != (cues >= 3 && cues*4 >= max(most, len(s)/12)) {
			t.Fatalf("%q: %d cues in %d words, or %d in %d", s, all, words, cues, most)
		}
	})
}
