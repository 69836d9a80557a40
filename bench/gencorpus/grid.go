package main

import (
	"bufio"
	"fmt"
	"io"
	"strings"
)

// token is a word and what stands between it and the next.
type token struct{ word, tail string }

// Grid writes, for each length in words and each percent of edits, pairs originals with a copy each:
// originals of all cells first, then the copies. Lengths are exact, so that what a sketch does to
// short documents shows.
func Grid(docs, truth io.Writer, seed uint64, pairs int, lengths, rates []int) error {
	d, t := bufio.NewWriterSize(docs, 1<<20), bufio.NewWriter(truth)
	g := newGenerator(seed)
	for _, copied := range []bool{false, true} {
		for i := range len(lengths) * len(rates) * pairs {
			words, percent := lengths[i/pairs/len(rates)], rates[i/pairs%len(rates)]
			r, id := rng(mix(seed, uint64(i))+1), fmt.Sprintf("grid-%06d", i)
			text := g.tokens(&r, words)
			if copied {
				edit := rng(mix(seed, uint64(i)) + 2)
				text, id = g.edited(&edit, text, percent), id+"-copy"
				fmt.Fprintf(t, `{"id":"%s","of":"grid-%06d","kind":"near","percent":%d,"words":%d}`+"\n", id, i, percent, words)
			}
			writeTokens(d, id, text)
		}
	}
	if err := d.Flush(); err != nil {
		return err
	}
	return t.Flush()
}

// tokens draws a text of n words, in sentences.
func (g *generator) tokens(r *rng, n int) []token {
	out := make([]token, 0, n)
	left := 0
	for len(out) < n {
		drawn := g.word(r)
		if r.next()&255 < phraseShare {
			drawn = g.phrases[r.below(phraseCount)]
		}
		for _, w := range strings.Fields(drawn) {
			if left == 0 {
				left = 5 + r.below(22)
				w = strings.ToUpper(w[:1]) + w[1:]
			}
			left--
			out = append(out, token{w, " "})
			if left == 0 {
				out[len(out)-1].tail = ". "
			}
		}
	}
	out = out[:n]
	out[n-1].tail = "."
	return out
}

// edited changes percent of the words, one half to others; the other half go, with the space behind them.
func (g *generator) edited(r *rng, text []token, percent int) (out []token) {
	for _, t := range text {
		switch roll := r.below(200); {
		case roll < percent:
			t.word = g.word(r)
		case roll < 2*percent && t.tail == " ":
			continue
		case roll < 2*percent:
			t.word = ""
		}
		out = append(out, t)
	}
	return out
}

// writeTokens writes a line; nothing in a token needs escaping.
func writeTokens(w *bufio.Writer, id string, text []token) {
	fmt.Fprintf(w, `{"id":"%s","text":"`, id)
	for _, t := range text {
		w.WriteString(t.word) // errors stay with w until Flush
		w.WriteString(t.tail)
	}
	w.WriteString(`","source":"grid"}` + "\n")
}
