package decontaminate

import (
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/internal/text/spacy"
)

// word is one of a text: the form in which it is compared, its place in the text, and its line where lines are
// looked at.
type word struct {
	form       []byte
	start, end int
	line       int
}

// reader tells the words of texts. It belongs to one goroutine.
type reader interface {
	// each goes through the words of a text; a form is valid until found returns.
	each(text string, found func(word))
	// hashes hands over the hashes of all rows of n words, a block at a time; take says whether it wants more.
	hashes(text string, n int, take func(rows []uint64) bool)
	// sees says that rows lie within a line.
	sees() bool
}

// ownReader takes the words of dedupe.near.
type ownReader struct {
	fold  sketch.Shingling
	key   sketch.Key
	words *sketch.Words
	grams map[int]*sketch.Grams // by length of a row
}

func newOwnReader(fold sketch.Shingling, key sketch.Key) reader {
	return &ownReader{fold: fold, key: key, words: sketch.NewWords(fold), grams: map[int]*sketch.Grams{}}
}

func (r *ownReader) each(text string, found func(word)) {
	r.words.Each(text, func(form []byte, start, end int) { found(word{form: form, start: start, end: end}) })
}

func (r *ownReader) hashes(text string, n int, take func([]uint64) bool) {
	g := r.grams[n]
	if g == nil {
		fold := r.fold
		fold.Length = n
		g = sketch.NewGrams(fold, r.key)
		r.grams[n] = g
	}
	more := true
	g.Each(text, func(rows []uint64) { more = more && take(rows) })
}

func (r *ownReader) sees() bool { return false }

// slowReader hashes the words that it tells one by one.
type slowReader struct {
	tell  func(text string, places bool, found func(word)) // where words stand may be left out without places
	lines bool
	rows  *sketch.Rows
	out   []uint64
}

func (r *slowReader) each(text string, found func(word)) { r.tell(text, true, found) }

func (r *slowReader) sees() bool { return r.lines }

func (r *slowReader) hashes(text string, n int, take func([]uint64) bool) {
	r.rows.Begin()
	line, first, more := 0, 0, true
	r.out = r.out[:0]
	r.tell(text, false, func(w word) {
		if w.line != line {
			line, first = w.line, r.rows.Len()
		}
		r.rows.Push(w.form)
		if all := r.rows.Len(); all-n >= first && more {
			r.out = append(r.out, r.rows.Hash(all-n, all))
		}
		if len(r.out) == blockRows {
			more, r.out = take(r.out), r.out[:0]
		}
	})
	if len(r.out) > 0 && more {
		take(r.out)
	}
}

// blockRows is how many hashes are handed over at once.
const blockRows = 1024

// newPeerReader takes the words of datatrove: those that spaCy finds in a text that simplify_text has simplified.
func newPeerReader(key sketch.Key) reader {
	s := &simplifier{}
	var spans []text.Span
	return &slowReader{rows: sketch.NewRows(key), tell: func(t string, places bool, found func(word)) {
		simple := s.simplify(t, places)
		spans = spacy.Words(simple, spans[:0])
		for _, span := range spans {
			w := word{form: s.out[span.Start:span.End]}
			if places {
				w.start, w.end = s.origin(int(span.Start), int(span.End))
			}
			found(w)
		}
		if cap(spans) > keptSpans {
			spans = nil
		}
		s.release()
	}}
}

// keptSpans is how many spans stay with a reader from one document to the next.
const keptSpans = 1 << 16

// newMarkReader takes words and marks, each as it stands and line by line, as bff does.
func newMarkReader(key sketch.Key) reader {
	var m marker
	return &slowReader{rows: sketch.NewRows(key), lines: true, tell: m.each}
}

// marker tells words and marks.
type marker struct {
	spans []text.Span
}

func (m *marker) each(s string, _ bool, found func(word)) {
	bytes := unsafe.Slice(unsafe.StringData(s), len(s)) // a form is read and never written
	for at, line := 0, 0; at < len(s); line++ {
		end, next := text.NextLine(s, at)
		m.line(s[at:end], func(start, stop int) {
			found(word{bytes[at+start : at+stop : at+stop], at + start, at + stop, line})
		})
		at = next
	}
	if cap(m.spans) > keptSpans {
		m.spans = nil
	}
}

// line tells the words of a line and, between them, each character that is no white space.
func (m *marker) line(s string, found func(start, end int)) {
	m.spans = text.AppendWords(s, m.spans[:0])
	at := 0
	for _, w := range m.spans {
		marksOf(s, at, int(w.Start), found)
		found(int(w.Start), int(w.End))
		at = int(w.End)
	}
	marksOf(s, at, len(s), found)
}

// marksOf tells the characters of a stretch, each with what is joined to it.
func marksOf(s string, at, end int, found func(start, end int)) {
	for at < end {
		if s[at] < utf8.RuneSelf && (at+1 == end || s[at+1] < utf8.RuneSelf) { // nothing is joined to it
			if at++; !blank(s[at-1]) {
				found(at-1, at)
			}
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:end])
		to := at + n
		for to < end {
			next, n := utf8.DecodeRuneInString(s[to:end])
			if !unicode.Is(unicode.M, next) && next != '\u200D' && next != '\u200C' {
				break
			}
			to += n
		}
		if !unicode.IsSpace(r) {
			found(at, to)
		}
		at = to
	}
}

// blank is unicode.IsSpace of a character of ASCII.
func blank(c byte) bool { return c == ' ' || c >= '\t' && c <= '\r' }
