package dedupe

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

// families makes texts of which each is the one before it, edited, or a new one.
func families(n int, seed uint64) (texts []string) {
	r := rand.New(rand.NewPCG(seed, 1))
	word := func() string { return fmt.Sprintf("w%d", r.IntN(3000)) }
	var words []string
	for i := range n {
		if i == 0 || r.IntN(3) == 0 {
			words = nil
			for range 8 + r.IntN(120) {
				words = append(words, word())
			}
		}
		words = slices.Clone(words)
		for range r.IntN(1 + len(words)/12) {
			words[r.IntN(len(words))] = word()
		}
		texts = append(texts, strings.Join(words, " "))
	}
	return texts
}

// stringShingles cuts a text with nothing but strings.
func stringShingles(text string, n int) map[string]bool {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	out := map[string]bool{}
	for i := 0; i+n <= len(words); i++ {
		out[strings.Join(words[i:i+n], " ")] = true
	}
	if len(out) == 0 && len(words) > 0 {
		out[strings.Join(words, " ")] = true
	}
	return out
}

func jaccard(a, b map[string]bool) float64 {
	both := 0
	for s := range a {
		if b[s] {
			both++
		}
	}
	return float64(both) / float64(len(a)+len(b)-both)
}

// With solved bands every link is right and, of all pairs at or above the threshold, hardly one is
// missed.
func TestNearAgainstStrings(t *testing.T) {
	texts := families(500, 2)
	var sets []map[string]bool
	for _, text := range texts {
		sets = append(sets, stringShingles(text, 5))
	}
	for _, threshold := range []float64{0.4, 0.5, 0.7, 0.8} {
		docs := runNear(t, fmt.Sprintf("{threshold: %v, mode: pairs}", threshold), texts, nil)
		for i := range docs {
			if r := docs[i].Reject; r != nil {
				want := jaccard(sets[i], sets[r.Kept-2])
				if want < threshold || r.Similarity != want || r.Rule != "near-duplicate" || !docs[r.Kept-2].Kept() {
					t.Errorf("%v: document %d goes for %d at %v, truly %v", threshold, i, r.Kept-2, r.Similarity, want)
				}
			}
		}
		pairs, missed := 0, 0
		for b := range docs {
			for a := range b {
				if docs[a].Kept() && jaccard(sets[a], sets[b]) >= threshold {
					if pairs++; docs[b].Kept() {
						missed++
					}
				}
			}
		}
		if pairs < 80 || missed*100 > pairs {
			t.Errorf("%v: %d of %d pairs missed", threshold, missed, pairs)
		}
	}
}

func runNear(t testing.TB, args string, texts, given []string) []schema.Doc {
	t.Helper()
	s := steptest.New(t, Near, args, texts, given)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs
}

func TestNearKeep(t *testing.T) {
	texts := []string{"the boat is at the quay", "the boat is at the quay today", "the boat is at the quay again", "nothing of the kind"}
	given := []string{"n=2 source=one", "n=null source=two", "n=7 source=one", "n=9 source=one"}
	for args, want := range map[string]int{"": 0, ", keep: last": 2, ", keep: longest": 1, ", keep: max(n)": 2, ", keep: min(n)": 0, ", priority: [two]": 1} {
		docs := runNear(t, "{threshold: 0.4, shingle: {words: 2}"+args+"}", texts, given)
		for i := range docs {
			if docs[i].Kept() != (i == want || i == 3) {
				t.Errorf("%q: document %d: %s", args, i, steptest.Reject(&docs[i]))
			}
		}
	}
}

// Columns are cut apart and count apart; a null is like an empty one, and without any text nothing is
// a duplicate of nothing.
func TestNearColumns(t *testing.T) {
	docs := runNear(t, "{on: [text, title], threshold: 0.9, shingle: {words: 2}}", []string{"a b", "a", "a b", "a b", "", ""},
		[]string{"title=c", "title=\"b c\"", "title=c", "title=null", "title=null", "title=null"})
	for i, kept := range []bool{true, true, false, true, true, true} {
		if docs[i].Kept() != kept {
			t.Errorf("document %d: %s", i, steptest.Reject(&docs[i]))
		}
	}
}

// Bands choose which pairs are looked at; enough of them, and others find the same.
func TestNearOtherBands(t *testing.T) {
	texts := families(60, 4)
	var first []string
	for i, docs := range [][]schema.Doc{runNear(t, "{bands: 64, rows: 1}", texts, nil), runNear(t, "{bands: 63, rows: 1}", texts, nil)} {
		var fates []string
		for j := range docs {
			fates = append(fates, steptest.Reject(&docs[j]))
		}
		if i == 0 {
			first = fates
		} else if !slices.Equal(fates, first) {
			t.Error("other bands, other links")
		}
	}
}

func TestNearFaults(t *testing.T) {
	for _, args := range []string{"{threshold: 0.01}", "{threshold: 1.1}", "{bands: 16}", "{rows: 6}", "{bands: 256, rows: 5}", "{shingle: {words: 0}}",
		"{shingle: {words: 65}}", "{shingle: {}}", "{shingle: {words: 2, characters: 3}}", "{mode: chains}", "{probes: 0}", "{keep: best}", "{normalise: [stems]}"} {
		if s, _ := steptest.Plan(Near, args, []string{"x"}, []string{"n=1"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
	if s, problems := steptest.Plan(Near, "0.7", []string{"x"}, nil); s == nil {
		t.Error(problems)
	}
}

func BenchmarkNearKeys(b *testing.B) {
	text := strings.Repeat("The ferry is back in service, and the pilots return to work on the morning tide.\n", 40)
	s := steptest.New(b, Near, "", []string{text}, nil)
	docs := s.Docs()
	x := s.Step().(*near)
	var keys []uint64
	b.SetBytes(int64(len(text)))
	b.ReportAllocs()
	for b.Loop() {
		keys = x.Keys(&docs[0], keys[:0])
	}
}
