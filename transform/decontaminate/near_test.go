package decontaminate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/transform/steptest"
)

// plainShare is the greatest share of the different rows of an item in any window of a document.
func plainShare(doc, item []string, n, fewest int) (best float64) {
	if len(item) < max(n, fewest) {
		return 0
	}
	rows := map[string]bool{}
	for i := 0; i+n <= len(item); i++ {
		rows[strings.Join(item[i:i+n], " ")] = true
	}
	window := len(item) + len(item)/4 + n
	for s := range doc {
		found := map[string]bool{}
		for i := s; i+n <= min(len(doc), s+window); i++ {
			if row := strings.Join(doc[i:i+n], " "); rows[row] {
				found[row] = true
			}
		}
		best = max(best, float64(len(found))/float64(len(rows)))
	}
	return best
}

// Every item of which a window of a document has a share is found, and no other, with the greatest share.
func TestNearOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(2, 7))
	matched, missed := 0, 0
	for round := range 600 {
		n := 1 + rng.IntN(3)
		fewest := n + rng.IntN(3)
		threshold := []float64{0.3, 0.5, 0.75, 0.8, 1}[rng.IntN(5)]
		var texts, looked [][]string
		var other, docs []string
		for range 1 + rng.IntN(6) {
			query, text := randomWords(rng, rng.IntN(9), texts), randomWords(rng, rng.IntN(12), texts)
			texts = append(texts, query, text)
			other = append(other, strings.Join(query, " ")+"\t"+strings.Join(text, " "))
			looked = append(looked, query, slices.Concat(query, text))
		}
		var words [][]string
		for range 8 {
			w := randomWords(rng, rng.IntN(30), texts)
			words, docs = append(words, w), append(docs, strings.Join(w, " "))
		}
		args := fmt.Sprintf("{set: s.jsonl, ngram: %d, min_words: %d, threshold: %g}", n, fewest, threshold)
		s := steptest.New(t, Near, args, docs, nil).Against(other)
		got := s.Docs()
		if err := s.Run(got, nil); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			best := 0.0
			for _, item := range looked {
				best = max(best, plainShare(words[i], item, n, fewest))
			}
			switch {
			case best >= threshold && (got[i].Kept() || got[i].Reject.Similarity != best):
				t.Fatalf("round %d, %s\nitems %q\n%q\nholds %v of an item: %+v", round, args, other, docs[i], best, got[i].Reject)
			case best < threshold && !got[i].Kept():
				t.Fatalf("round %d, %s\nitems %q\n%q\nholds %v at most: %+v", round, args, other, docs[i], best, got[i].Reject)
			case best >= threshold:
				matched++
			default:
				missed++
			}
		}
	}
	if matched < 500 || missed < 500 {
		t.Errorf("%d matched, %d did not", matched, missed)
	}
}

// enough is the least number of rows that are a share.
func TestEnough(t *testing.T) {
	for rows := 1; rows < 300; rows++ {
		for _, threshold := range []float64{0.1, 0.3, 0.5, 0.7, 0.75, 0.8, 0.9, 0.95, 1} {
			want := 1
			for float64(want)/float64(rows) < threshold {
				want++
			}
			if got := enough(rows, threshold); got != want {
				t.Fatalf("%v of %d: %d, not %d", threshold, rows, got, want)
			}
		}
	}
}

// An item is found behind what looks like it, in texts that are kept and in those that are too long for it.
func TestNearLong(t *testing.T) {
	var item, all []string
	for i := range 100 {
		item = append(item, fmt.Sprint("w", i))
	}
	alike := strings.Repeat(strings.Join(item[50:54], " ")+" x ", 3000) // rare rows, with not enough around them
	filler := strings.Repeat("one two three four five ", keptWords/5+1000)
	whole := strings.Join(item, " ")
	for _, text := range []string{alike, filler, filler + alike} {
		all = append(all, text, text+whole, whole+" "+text, text+whole+" "+text)
	}
	s := steptest.New(t, Near, "{set: s.jsonl}", all, nil).Against([]string{whole})
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	for i := range docs {
		if docs[i].Kept() != (i%4 == 0) {
			t.Errorf("text %d: kept %v", i, docs[i].Kept())
		}
	}
}
