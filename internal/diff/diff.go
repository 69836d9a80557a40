// Package diff finds what two texts share, word by word.
package diff

import "strings"

// Chunk is a stretch of two texts: the same in both, or what stands in its place in each of them.
type Chunk struct {
	A, B string
	Same bool // then A and B are equal
}

// Words compares two texts by words, white space and marks. The chunks in order are the two texts,
// none is empty in both, and no two of the same sort follow each other.
//
// The longest common subsequence is found where the texts, or what anchors leave between them, have up
// to about 1,000 tokens or few differences (Myers 1986, in linear space). Longer ones are cut first at
// stretches that each text has once (as patience diff does with lines). So the cost grows with the
// length of the texts, whatever they hold, and what is too different for that is one change.
func Words(a, b string) []Chunk {
	if a == b {
		if a == "" {
			return nil
		}
		return []Chunk{{A: a, B: b, Same: true}}
	}
	names := map[string]int32{}
	x, y := newSide(a, names), newSide(b, names)
	c := &comparer{a: x.ids, b: y.ids, inA: make([]bool, len(x.ids)), inB: make([]bool, len(y.ids))}
	c.compare(piece{0, len(x.ids), 0, len(y.ids)}, 0)
	var out []Chunk
	for _, r := range tidy(x, c.runs()) {
		out = append(out, Chunk{x.span(r.a0, r.a1), y.span(r.b0, r.b1), r.same})
	}
	return out
}

// side is one of the texts as tokens: token i ends at ends[i] and equals those of the same id.
type side struct {
	text string
	ends []int
	ids  []int32
}

func newSide(s string, names map[string]int32) *side {
	x := &side{text: s}
	for at := 0; at < len(s); {
		end := at + token(s[at:])
		id, ok := names[s[at:end]]
		if !ok {
			id = int32(len(names))
			names[s[at:end]] = id
		}
		x.ends, x.ids = append(x.ends, end), append(x.ids, id)
		at = end
	}
	return x
}

// span is the text of the tokens from and up to.
func (x *side) span(from, to int) string { return x.text[x.start(from):x.start(to)] }

func (x *side) start(token int) int {
	if token == 0 {
		return 0
	}
	return x.ends[token-1]
}

// run is a chunk in tokens.
type run struct {
	piece
	same bool
}

// runs turns the tokens found in both into stretches.
func (c *comparer) runs() []run {
	var out []run
	n, m := len(c.a), len(c.b)
	for i, j := 0, 0; i < n || j < m; {
		r := run{piece: piece{a0: i, b0: j}}
		for i < n && j < m && c.inA[i] && c.inB[j] {
			i, j = i+1, j+1
		}
		if r.same = i > r.a0; !r.same {
			for i < n && !c.inA[i] {
				i++
			}
			for j < m && !c.inB[j] {
				j++
			}
		}
		r.a1, r.b1 = i, j
		out = append(out, r)
	}
	return out
}

// tidy joins changes between which there is no more than blanks and marks: a sentence in place of
// another one reads better as one change than as one for each word. Line ends hold lines together.
func tidy(x *side, in []run) []run {
	var out []run
	for i, r := range in {
		between := r.same && i > 0 && i+1 < len(in) && blankish(x.span(r.a0, r.a1))
		if n := len(out); n > 0 && !out[n-1].same && (between || !r.same) {
			out[n-1].a1, out[n-1].b1 = r.a1, r.b1
			continue
		}
		out = append(out, r)
	}
	return out
}

// blankish says that nothing in s is worth standing between two changes.
func blankish(s string) bool {
	return !strings.ContainsFunc(s, func(r rune) bool { return r == '\n' || kindOf(r) != space && kindOf(r) != mark })
}
