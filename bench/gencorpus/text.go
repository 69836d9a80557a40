package main

import (
	"strconv"
	"strings"
)

// What a document can be.
const (
	original = iota
	exact
	near
)

var kinds = [...]string{"original", "exact", "near"}

// generator makes documents by number. A copy is made by making its original again, so that the two
// may lie any distance apart and nothing is remembered.
type generator struct {
	seed    uint64
	words   []string
	ranks   []uint16
	phrases []string // several words that often stand together
	rates   []int    // percents of the words edited in near copies, in turn; none: about 3
	line    []byte
}

// phraseCount and phraseShare (of 256) decide how often words stand in company. Tuned so that zstd
// at its third level shrinks the set 2.5 to 2.8 times, as it does English prose.
const (
	phraseCount = 1 << 15
	phraseShare = 80
)

func newGenerator(seed uint64) *generator {
	g := &generator{seed: seed, words: vocabulary(mix(seed, 1)), ranks: zipf()}
	r := rng(mix(seed, 2))
	for range phraseCount {
		p := g.word(&r)
		for range 1 + r.below(3) {
			p += " " + g.word(&r)
		}
		g.phrases = append(g.phrases, p)
	}
	return g
}

func (g *generator) word(r *rng) string { return g.words[g.ranks[r.below(len(g.ranks))]] }

// what says what document n is and, of a copy, which earlier document it is a copy of.
func (g *generator) what(n uint64) (kind int, of uint64) {
	kind = g.kind(n)
	if kind == original {
		return kind, n
	}
	r := rng(mix(g.seed, ^n))
	of = r.next() % n
	for g.kind(of) != original {
		of-- // document 0 is an original
	}
	return kind, of
}

func (g *generator) kind(n uint64) int {
	switch roll := mix(g.seed, n) % 100; {
	case n == 0 || roll >= 10:
		return original
	case roll < 5:
		return exact
	}
	return near
}

// document returns the line of document n, valid until the next call.
func (g *generator) document(n uint64) (line []byte, kind int, of uint64) {
	kind, of = g.what(n)
	b := append(g.line[:0], `{"id":"`...)
	b = append(b, name(n)...)
	b = append(b, `","text":"`...)
	w := writer{g: g, b: b, r: rng(mix(g.seed, of) + 1), edit: rng(mix(g.seed, n) + 2)}
	if kind == near {
		w.editEvery = 33 // 3 % of the words: about three quarters of 5-word shingles stay
		if len(g.rates) > 0 {
			w.editEvery, w.percent = 0, g.rate(n)
		}
	}
	w.text()
	b = append(w.b, `","source":"site-`...)
	b = strconv.AppendUint(b, mix(g.seed, n)>>32%7, 10)
	b = append(b, "\"}\n"...)
	g.line = b
	return b, kind, of
}

// rate is the percent of words edited in near copy n, 0 where -edits does not say.
func (g *generator) rate(n uint64) int {
	if len(g.rates) == 0 {
		return 0
	}
	return g.rates[mix(g.seed, n+1)%uint64(len(g.rates))]
}

// writer writes one text, already escaped for JSON.
type writer struct {
	g         *generator
	b         []byte
	r, edit   rng // edit is asked for edits alone, so that the rest stays what it was
	editEvery int
	percent   int // of the words are edited one by one: one half become others, one half go
	drift     int // by how many bytes edits have made the text shorter
}

// text writes paragraphs until the drawn length is reached.
func (w *writer) text() {
	end := len(w.b) + length(&w.r)
	for {
		for range 2 + w.r.below(6) {
			w.sentence()
			if len(w.b)+w.drift >= end {
				return
			}
			w.b = append(w.b, ' ')
		}
		w.b = append(w.b[:len(w.b)-1], `\n\n`...)
	}
}

// length draws from a log-normal law in fixed point: 2^x, x the sum of eight even numbers, which is
// near enough to a bell. The median is 2,000 bytes, sigma about 0.9.
func length(r *rng) int {
	x := 0
	for range 8 {
		x += r.below(1 << 16)
	}
	x = (x-8<<15)*8/5 + 11<<16 // of 2^16; the bell's own sigma is 0.82 of an octave
	whole, part := x>>16, x&0xFFFF
	return max(80, ((1<<16+part)<<whole)>>16)
}

// sentence writes one sentence; one in twelve is in quotes, one in nine has a dash or a number.
func (w *writer) sentence() {
	quoted := w.r.below(12) == 0
	if quoted {
		w.b = append(w.b, `\"`...)
	}
	start := len(w.b)
	for left := 5 + w.r.below(22); left > 0; left-- {
		left -= w.next()
		w.between(left)
	}
	if c := append(w.b, '.')[start]; 'a' <= c && c <= 'z' {
		w.b[start] = c - 'a' + 'A'
	}
	w.b = append(w.b, "...........?!"[w.r.below(13)])
	if quoted {
		w.b = append(w.b, `\"`...)
	}
}

// next writes a word or a phrase and returns how many words it wrote beyond the first. An edit
// puts one word in its place and changes nothing else.
func (w *writer) next() int {
	from, beyond := len(w.b), 0
	if w.r.next()&255 < phraseShare {
		w.b, beyond = append(w.b, w.g.phrases[w.r.below(phraseCount)]...), 1
	} else {
		w.b = append(w.b, w.g.word(&w.r)...)
	}
	if w.editEvery > 0 && w.edit.below(w.editEvery) == 0 {
		w.drift += len(w.b) - from
		w.b = append(w.b[:from], w.g.word(&w.edit)...)
		w.drift -= len(w.b) - from
	}
	if w.percent > 0 {
		w.editWords(from)
	}
	return beyond
}

// editWords edits what was written from a place on, word by word.
func (w *writer) editWords(from int) {
	written := string(w.b[from:])
	w.b = w.b[:from]
	for i, word := range strings.Split(written, " ") {
		if i > 0 {
			w.b = append(w.b, ' ')
		}
		switch roll := w.edit.below(200); {
		case roll < w.percent:
			word = w.g.word(&w.edit)
		case roll < 2*w.percent:
			word = ""
		}
		w.b = append(w.b, word...)
	}
	w.drift += len(written) - (len(w.b) - from)
}

// between writes what stands between two words, nothing behind the last.
func (w *writer) between(left int) {
	if left <= 1 {
		return
	}
	switch w.r.below(96) {
	case 0, 1, 2, 3, 4, 5, 6:
		w.b = append(w.b, ", "...)
	case 7:
		w.b = append(w.b, " – "...)
	case 8:
		w.b = strconv.AppendInt(append(w.b, ' '), int64(w.r.below(3000)), 10)
		w.b = append(w.b, ' ')
	case 9:
		w.b = append(w.b, "’s "...)
	default:
		w.b = append(w.b, ' ')
	}
}
