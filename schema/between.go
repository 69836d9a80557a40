package schema

import (
	"unicode"
	"unicode/utf8"
)

// What Between spends at most on one pair of texts; beyond it they become one edit. The counts do
// not depend on the machine, so the edits do not either.
const (
	maxDifference = 4000    // words removed and inserted: time and memory grow with its square
	maxWords      = 1 << 20 // in either text: 4 bytes each
	maxCompared   = 1 << 26 // words compared: about .3 s, reached by text made to be slow alone
)

// Between adds the edits that turn old, which stands at base, into new: for steps that hold
// nothing but a before and an after. Both lose their common ends, what is left is compared word by
// word (a run of letters, marks and digits; a run of white space; any other character), and every
// run of differing words is an edit. Texts that differ in more than 4,000 words are one edit. In a
// private step the whole of old is one edit, since a difference would show what it shares with new.
func (e *Edits) Between(old string, base int, new string, kind uint8) {
	if e.private {
		if old != new {
			e.Replace(base, base+len(old), new, kind)
		}
		return
	}
	pre, suf := common(old, new)
	old, new = old[pre:len(old)-suf], new[pre:len(new)-suf]
	if old == "" && new == "" {
		return
	}
	f := &e.words
	f.edits, f.base, f.kind = e, base+pre, kind
	f.compare(old, new)
	f.edits, f.a.text, f.b.text = nil, "", ""
}

// words is a text cut into words; word i is text[starts[i]:starts[i+1]].
type words struct {
	text   string
	starts []uint32
}

func (w *words) word(i int) string { return w.text[w.starts[i]:w.starts[i+1]] }

func (w *words) len() int { return len(w.starts) - 1 }

// cut fills w; false where the text has too many words.
func (w *words) cut(text string) bool {
	w.text, w.starts = text, append(w.starts[:0], 0)
	before := wordOther
	for i, r := range text {
		class := classOf(r)
		if i > 0 && (class != before || class == wordOther) {
			if len(w.starts) > maxWords {
				return false
			}
			w.starts = append(w.starts, uint32(i))
		}
		before = class
	}
	if text != "" {
		w.starts = append(w.starts, uint32(len(text)))
	}
	return true
}

type wordClass uint8

const (
	wordOther wordClass = iota
	wordLetters
	wordSpace
)

func classOf(r rune) wordClass {
	switch {
	case r < utf8.RuneSelf:
		return asciiClass(byte(r))
	case unicode.IsSpace(r):
		return wordSpace
	case unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r):
		return wordLetters
	}
	return wordOther
}

func asciiClass(c byte) wordClass {
	switch {
	case 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9':
		return wordLetters
	case c == ' ' || '\t' <= c && c <= '\r':
		return wordSpace
	}
	return wordOther
}

// A differ finds a shortest list of differing words (Myers, An O(ND) difference algorithm, 1986,
// the variant in linear space that searches from both ends).
type differ struct {
	a, b     words
	forth    []int32 // by diagonal: how far a search from the front reaches in a
	back     []int32 // by diagonal: how far a search from the end reaches
	compared int     // words compared so far

	edits *Edits
	base  int // place of a in the column
	kind  uint8
}

func (f *differ) compare(old, new string) {
	f.compared = 0
	if !f.a.cut(old) || !f.b.cut(new) {
		f.edits.Replace(f.base, f.base+len(old), new, f.kind)
		return
	}
	f.stretch(0, f.a.len(), 0, f.b.len(), maxDifference)
}

// stretch emits the edits between words [a0, a1) of a and [b0, b1) of b.
func (f *differ) stretch(a0, a1, b0, b1, limit int) {
	for a0 < a1 && b0 < b1 && f.same(a0, b0) {
		a0, b0 = a0+1, b0+1
	}
	for a0 < a1 && b0 < b1 && f.same(a1-1, b1-1) {
		a1, b1 = a1-1, b1-1
	}
	if a0 == a1 || b0 == b1 {
		f.emit(a0, a1, b0, b1)
		return
	}
	x, y, ok := f.middle(a0, a1, b0, b1, limit)
	if !ok || x == a0 && y == b0 || x == a1 && y == b1 {
		f.emit(a0, a1, b0, b1)
		return
	}
	f.stretch(a0, x, b0, y, limit)
	f.stretch(x, a1, y, b1, limit)
}

func (f *differ) same(i, j int) bool {
	f.compared++
	return f.a.word(i) == f.b.word(j)
}

func (f *differ) emit(a0, a1, b0, b1 int) {
	if a0 == a1 && b0 == b1 {
		return
	}
	start, end := int(f.a.starts[a0]), int(f.a.starts[a1])
	with := f.b.text[f.b.starts[b0]:f.b.starts[b1]]
	f.edits.Replace(f.base+start, f.base+end, with, f.kind)
}
