package ngram

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// plainModel works probabilities out by the formula (Chen and Goodman 1998, interpolated modified Kneser–Ney), looking through
// all sentences for each number.
type plainModel struct {
	sentences [][]uint32 // with their marks
	order     int
	words     int // of the vocabulary, with the marks
	prune     int
}

// count is how often an n-gram stands where it is of the longest or begins a sentence, else behind how many different words.
func (p *plainModel) count(gram []uint32) int {
	before, times := map[uint32]bool{}, 0
	for _, s := range p.sentences {
		for i := 0; i+len(gram) <= len(s); i++ {
			if slices.Equal(s[i:i+len(gram)], gram) {
				times++
				if i > 0 {
					before[s[i-1]] = true
				}
			}
		}
	}
	if len(gram) == p.order || gram[0] == begin {
		return times
	}
	return len(before)
}

// grams are the different n-grams of a length that count.
func (p *plainModel) grams(length int) (all [][]uint32) {
	for _, s := range p.sentences {
		for i := 0; i+length <= len(s); i++ {
			g := s[i : i+length]
			if !slices.ContainsFunc(all, func(x []uint32) bool { return slices.Equal(x, g) }) && (length > 1 || g[0] != begin) {
				all = append(all, g)
			}
		}
	}
	return all
}

// discounts are those of a length: index 1, 2 and 3 or more.
func (p *plainModel) discounts(length int) [4]float64 {
	var n [5]float64
	for _, g := range p.grams(length) {
		if c := p.count(g); c < 5 {
			n[c]++
		}
	}
	y := n[1] / (n[1] + 2*n[2])
	d := [4]float64{0, 1 - 2*y*n[2]/n[1], 2 - 3*y*n[3]/n[2], 3 - 4*y*n[4]/n[3]}
	for i := 1; i <= 3; i++ {
		if !(d[i] > 0 && d[i] < float64(i)) { // NaN too
			return [4]float64{0, 0.5, 1, 1.5}
		}
	}
	return d
}

// prob is how likely a word is behind others, from those that begin with these others.
func (p *plainModel) prob(behind []uint32, word uint32) float64 {
	d := p.discounts(len(behind) + 1)
	all, left, own := 0, 0.0, 0.0
	for _, g := range p.grams(len(behind) + 1) {
		if !slices.Equal(g[:len(behind)], behind) {
			continue
		}
		c := p.count(g)
		off := d[min(c, 3)]
		if len(g) == p.order && len(g) > 1 && c <= p.prune {
			off = float64(c)
		}
		all, left = all+c, left+off
		if g[len(behind)] == word {
			own = float64(c) - off
		}
	}
	shorter := 1 / float64(p.words-1) // evenly among all but <s>
	if len(behind) > 0 {
		shorter = p.prob(behind[1:], word)
	}
	if all == 0 {
		return shorter
	}
	return own/float64(all) + left/float64(all)*shorter
}

// asked is what an estimate says: the n-gram's probability, or the weight of what it goes on from and the shorter one's.
func asked(e *Estimate, behind []uint32, word uint32) float64 {
	if p := e.prob(AppendKey(nil, behind), word); p > 0 || len(behind) == 0 {
		return p
	}
	weight := 1.0
	if at, ok := e.walk(AppendKey(nil, behind)); ok {
		weight = e.levels[len(behind)-1].back[at]
	}
	return weight * asked(e, behind[1:], word)
}

// TestEstimateAgainstOracle: over small sets of sentences every word behind whatever words is as likely as the formula says.
func TestEstimateAgainstOracle(t *testing.T) {
	own := 0
	rapid.Check(t, func(t *rapid.T) {
		const words = 4
		sentence := rapid.SliceOfN(rapid.Uint32Range(firstWord, firstWord+words-1), 1, 6)
		sentences := rapid.SliceOfN(sentence, 1, 40).Draw(t, "sentences")
		order, prune := rapid.IntRange(2, 4).Draw(t, "order"), rapid.IntRange(0, 2).Draw(t, "prune")
		e, _ := estimate(t, sentences, order, words, int64(prune))
		p := &plainModel{order: order, words: firstWord + words, prune: prune}
		for _, s := range sentences {
			p.sentences = append(p.sentences, append(append([]uint32{begin}, s...), end))
		}
		for _, d := range e.Discounts {
			if d != [3]float64{0.5, 1, 1.5} {
				own++
			}
		}
		behind := rapid.SliceOfN(rapid.Uint32Range(firstWord, firstWord+words-1), 0, order-1).Draw(t, "behind")
		if rapid.Bool().Draw(t, "begins") {
			behind = append([]uint32{begin}, behind[min(1, len(behind)):]...)
		}
		for w := range uint32(firstWord + words) {
			if w == begin {
				continue
			}
			if got, want := asked(e, behind, w), p.prob(behind, w); math.Abs(got-want) > 1e-9 {
				t.Fatalf("%d behind %v is %v, not %v", w, behind, got, want)
			}
		}
	})
	if own == 0 {
		t.Error("no length had discounts of its own")
	}
}
