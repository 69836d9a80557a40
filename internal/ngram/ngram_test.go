package ngram

import (
	"bytes"
	"fmt"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/internal/text"
)

// plainCounts counts as Counts says, by maps.
func plainCounts(sentences [][]uint32, order int) []map[string]int64 {
	out := make([]map[string]int64, order)
	for k := range out {
		out[k] = map[string]int64{}
	}
	for _, s := range sentences {
		s = append(append([]uint32{begin}, s...), end)
		for i := 0; i+order <= len(s); i++ {
			out[order-1][string(AppendKey(nil, s[i:i+order]))]++
		}
		for k := 2; k < order && k <= len(s); k++ {
			out[k-1][string(AppendKey(nil, s[:k]))]++
		}
	}
	for k := order - 1; k > 0; k-- {
		for key := range out[k] {
			out[k-1][string(Tail([]byte(key)))]++
		}
	}
	return out
}

func seq(m map[string]int64) iter.Seq2[[]byte, int64] {
	return func(yield func([]byte, int64) bool) {
		for _, k := range slices.Sorted(maps.Keys(m)) {
			if !yield([]byte(k), m[k]) {
				return
			}
		}
	}
}

func estimate(t interface{ Fatal(...any) }, sentences [][]uint32, order, words int, prune int64) (*Estimate, *Model) {
	names := make([]string, words)
	for i := range names {
		names[i] = fmt.Sprintf("w%d", i)
	}
	e := NewEstimate(Words, names)
	for k, c := range plainCounts(sentences, order) {
		p := int64(0)
		if k > 0 && k == order-1 {
			p = prune
		}
		if err := e.Add(seq(c), p); err != nil {
			t.Fatal(err)
		}
	}
	var b bytes.Buffer
	if err := e.Write(&b); err != nil {
		t.Fatal(err)
	}
	m, err := Load(b.Bytes())
	if err != nil {
		t.Fatal(err)
	}
	return e, m
}

// Behind whatever words, the probabilities of all words and the end of a sentence add up to 1: so discounts, weights and
// the walk through the levels fit together.
func TestSumsToOne(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		const words = 5
		sentence := rapid.SliceOfN(rapid.Uint32Range(firstWord, firstWord+words-1), 1, 6)
		sentences := rapid.SliceOfN(sentence, 1, 30).Draw(t, "sentences")
		order := rapid.IntRange(1, 4).Draw(t, "order")
		_, m := estimate(t, sentences, order, words, rapid.Int64Range(0, 1).Draw(t, "prune"))
		var s state
		m.step(&s, begin)
		for _, w := range rapid.SliceOf(rapid.Uint32Range(unknown, firstWord+words-1).Filter(func(w uint32) bool { return w != begin && w != end })).Draw(t, "before") {
			m.step(&s, w)
		}
		sum := 0.0
		for w := range uint32(firstWord + words) {
			if w != begin {
				next := s
				sum += math.Pow(10, float64(m.step(&next, w))/unit)
			}
		}
		if math.Abs(sum-1) > 0.003 { // steps of 1/2048 of a logarithm
			t.Fatalf("%v", sum)
		}
	})
}

// A bigram's probability is what the formula gives by hand.
func TestEstimatePlainly(t *testing.T) {
	a, b := uint32(firstWord), uint32(firstWord+1)
	e, _ := estimate(t, [][]uint32{{a, b}, {a, b}, {a, a}}, 2, 2, 0)
	// 2-grams: <s>a 3, ab 2, aa 1, b</s> 2, a</s> 1. Different words before: a 2 (<s>, a), b 1, </s> 2; all 5.
	// Few counts: discounts 0.5, 1, 1.5. Words: a (2-1)/5, b (1-0.5)/5, </s> (2-1)/5, left 2.5/5 over 4 words.
	each := 2.5 / 5 / 4
	pb := 0.5/5 + each
	// behind a: ab 2, aa 1, a</s> 1, all 4; b (2-1)/4 + (1+0.5+0.5)/4 × p(b)
	want := 1.0/4 + 2.0/4*pb
	if got := e.prob(AppendKey(nil, []uint32{a}), b); math.Abs(got-want) > 1e-12 {
		t.Errorf("%v, not %v", got, want)
	}
}

// A model with enough counts has discounts of its own, a pruned one fewer n-grams.
func TestDiscounts(t *testing.T) {
	var sentences [][]uint32
	x := uint32(1)
	for range 400 {
		var s []uint32
		for range 8 {
			x = x*1664525 + 1013904223
			s = append(s, firstWord+(x>>16)%7*((x>>8)%7))
		}
		sentences = append(sentences, s)
	}
	e, _ := estimate(t, sentences, 3, 40, 0)
	less, _ := estimate(t, sentences, 3, 40, 1)
	if d := e.Discounts[2]; d == [3]float64{0.5, 1, 1.5} || less.Size()[2] >= e.Size()[2] || less.Size()[1] != e.Size()[1] {
		t.Errorf("%v, %v, %v", d, e.Size(), less.Size())
	}
}

// log10 and pow10 are those of the library, within a few units of the last place.
func TestReal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		x := rapid.Float64Range(1e-30, 1e30).Draw(t, "x")
		if got, want := log10(x), math.Log10(x); math.Abs(got-want) > 1e-14*max(1, math.Abs(want)) {
			t.Fatalf("log10(%v) is %v, not %v", x, got, want)
		}
		y := rapid.Float64Range(-20, 200).Draw(t, "y")
		if got, want := pow10(y), math.Pow(10, y); math.Abs(got-want) > 1e-12*want {
			t.Fatalf("10^%v is %v, not %v", y, got, want)
		}
	})
}

const smallARPA = "\\data\\\nngram 1=4\nngram 2=2\n\n\\1-grams:\n-1\t<unk>\n-99\t<s>\t-0.5\n-0.5\t</s>\n-0.7\ta\t-0.3\n\n\\2-grams:\n-0.2\t<s> a\n-0.3\ta </s>\n\n\\end\\\n"

// A faulty file is refused with the line.
func TestARPAFaults(t *testing.T) {
	for _, c := range []struct{ old, new, want string }{
		{`\data\`, "data", `it is no model of n-grams: it does not begin with \data\`},
		{"ngram 2=2", "ngram 3=2", `line 3: "ngram 3=2" is not the number`},
		{"ngram 1=4", "ngram 1=999999999", `line 2: "ngram 1=999999999" is not the number`},
		{"-0.7\ta", "NaN\ta", `line 9: "NaN" is no logarithm`},
		{"<s> a", "<s> b", `line 12: word "b" is not among the 1-grams`},
		{"a </s>", "<s> a", "an n-gram of 2 words stands twice"},
		{"-0.2\t<s> a", "-0.2\ta", "line 12: a probability, 2 words and a weight should stand here"},
		{`\end\`, "", `it ends behind line 15, where more should follow`},
		{`\end\`, "end", `line 15: "end" stands where \end\ should`},
		{"-0.5\t</s>", "-0.5\ta", "stands twice"},
	} {
		if _, err := Load([]byte(strings.Replace(smallARPA, c.old, c.new, 1))); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, not %s", c.new, err, c.want)
		}
	}
	if _, err := Load([]byte("mmap lm http://kheafield.com/code format version 5")); err == nil || !strings.Contains(err.Error(), "KenLM") {
		t.Error(err)
	}
}

// Whatever the file, there is a model or an error, and what is a model can be asked.
func FuzzLoad(f *testing.F) {
	f.Add([]byte(smallARPA), "a b a")
	e, _ := estimate(f, [][]uint32{{3, 4}, {3, 4, 5}, {5}}, 3, 3, 0)
	var b bytes.Buffer
	if err := e.Write(&b); err != nil {
		f.Fatal(err)
	}
	f.Add(b.Bytes(), "w0 w1")
	f.Fuzz(func(t *testing.T, data []byte, s string) {
		m, err := Load(data)
		if err != nil {
			return
		}
		v := &text.View{}
		v.Show(strings.ToValidUTF8(s, "?"))
		var sum Sum
		m.NewScorer(m.How()).Add(v, &sum)
		if p := sum.Perplexity(); math.IsNaN(p) || p < 0 {
			t.Fatal(p)
		}
	})
}
