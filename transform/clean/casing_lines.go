package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// startsLine says whether the first word of a line is to have a capital.
func (m *mender) startsLine(i int, word string) bool {
	w := m.walk
	if w.verse {
		return false
	}
	c := &w.words[i]
	if w.cell >= 0 || w.item {
		return m.startsMember(c, word)
	}
	if !m.paragraphStarts() || m.code() {
		return false
	}
	s := w.page.s
	l := &w.page.lines[w.row]
	capitals, smalls, _ := w.tally()
	known := m.known(c)
	if c.function == 0 && m.describes(c) || resumingWords[word] {
		return false
	}
	if l.stop-l.text >= longLine || endsInStop(s[l.text:l.stop]) && strings.IndexByte(",;:", s[l.stop-1]) < 0 {
		return known && len(w.words) >= 3 || smalls >= 2 && len(w.words) >= 5 && m.fact(c.hash)&startsLow == 0 && !m.technical() && !m.nextJoined(c) && !m.named3(c)
	}
	return known && capitals >= 1 && smalls == 0 && c.function.Holds(m.tongue()) && l.stop-l.text < 80
}

// resumingWords go on behind a line of code or a figure that stands between.
var resumingWords = wordsOf("from or which than of are was were has have had will would")

// describes says whether a word that is no plural stands before one that ends as a verb in the third person:
// hello runs an exchange. What begins a line so may be a name that begins small.
func (m *mender) describes(c *cased) bool {
	next := m.nextWord(c)
	n := len(next)
	return m.tongue() == text.English && n > 3 && next[n-1] == 's' && next[n-2] != 's' && m.walk.page.s[c.end-1] != 's'
}

// startsMember says whether a cell or an item begins with a capital: where the others of its column or
// list do, three of four and more.
func (m *mender) startsMember(c *cased, word string) bool {
	w := m.walk
	if len(w.words) < 2 || len(word) < 3 || m.code() {
		return false
	}
	if k := m.memberFirsts()[w.group()]; k.capital < 3 || k.capital < 3*k.small {
		return false
	}
	return w.cell >= 0 && !m.technical() || m.known(c)
}

// paragraphStarts says whether the current line begins a paragraph: a blank line or nothing stands
// above it, and what stood before had come to its end; or it is long, and the line above it has.
func (m *mender) paragraphStarts() bool {
	w := m.walk
	rows := w.page.lines
	k := w.row - 1
	for k >= 0 && rows[k].blank() {
		k--
	}
	if k < 0 {
		return true
	}
	above := &rows[k]
	if above.protected {
		return k < w.row-1 && m.tongue() != text.English
	}
	if above.table {
		return true
	}
	said := w.page.s[above.text:above.stop]
	said = strings.TrimRight(said, closers)
	if said == "" {
		return false
	}
	if last := lastRune(said); strings.ContainsRune(otherStops, last) || caseless(last) {
		return true // what is written in another script, or ends with the stop of another, is another paragraph
	}
	if b := said[len(said)-1]; b == '.' || b == '?' || b == '!' {
		return k < w.row-1 || above.stop-above.text < 60 || above.stop-above.text >= longLine || m.wrappedStart(said)
	}
	if endsInStop(said) || itemOf(said) > 0 {
		return false
	}
	l := &rows[w.row] // behind a heading
	return len(said) < 100 && l.stop-l.text >= longLine || len(said) < 60 && k < w.row-1 && len(w.words) >= 5 && endsInStop(w.page.s[l.text:l.stop])
}

// otherStops end sentences in scripts without capitals.
const otherStops = "。！？։።।۔؟။។"

func lastRune(s string) rune {
	r, _ := utf8.DecodeLastRuneInString(s)
	return r
}

// wrappedStart says whether a line of wrapped text begins with a sentence: the line above ends with a
// word in full and a stop.
func (m *mender) wrappedStart(above string) bool {
	word := above[:len(above)-1]
	if n := len(word); n > 12 && digit(word[n-1]) && !ordinalStops[m.tongue()] && above[n] == '.' && !m.technical() {
		return m.walk.words[0].function.Holds(m.tongue())
	}
	from := len(word)
	for from > 0 && inWords[word[from-1]] {
		from--
	}
	run := text.NextWord(word, from)
	if run.Start == run.End || m.technical() {
		return false
	}
	c := cased{start: 0, end: run.End - run.Start, hash: run.Hash, shape: run.Shape, function: text.FunctionSet(run.Hash)}
	return (c.shape == text.Small || c.shape == text.Title && len(word)-from >= 6) && len(word)-from >= 4 && !abbreviations[word[from:]] && m.fact(c.hash)&abbreviates == 0 && (m.walk.words[0].function.Holds(m.tongue()) || len(m.walk.words) >= 5 && (m.tongue() == text.English || len(word)-from >= 5 || m.fact(c.hash)&ordinary != 0))
}
