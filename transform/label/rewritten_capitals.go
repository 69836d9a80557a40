package label

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// sentence looks at a word behind a stop: whether a sentence begins there, and with a capital.
func (r *reader) sentence(i int) {
	w, before := &r.words[i], &r.words[i-1]
	if w.gap != gapStopSpace || w.end-w.start < 2 || w.end < len(r.s) && strings.IndexByte(":([._=/", r.s[w.end]) >= 0 || before.end-before.start < 3 || abbreviated(r.s, r.words, i-1) || r.s[before.end] != '.' || before.gap == gapStop {
		return
	}
	switch w.shape {
	case text.Title, text.Upper:
		r.begun++
	case text.Small:
		if (before.shape == text.Small || before.end-before.start > 4) && (w.end-w.start > 2 || text.FunctionSet(w.hash) != 0) {
			r.small++
			r.sign(sentenceSign, i, 1)
		}
	}
}

// longLine is the length of a line that is a paragraph of its own and not wrapped.
const longLine = 140

// lineStart looks at the first word of a line: of a paragraph that goes on from no other line, or of a headline.
func (r *reader) lineStart(from, to int) {
	w := &r.words[0]
	if w.start != from || r.table.word(w.hash)&isParticle != 0 {
		return
	}
	said := r.s[from:to]
	n := len(r.words)
	switch {
	case n >= 8 && ended(said) && (r.last == "" || ended(r.last) || to-from > longLine && len(r.last) < longLine/2):
		if w.shape == text.Small {
			r.small++
			r.sign(sentenceSign, 0, 1)
		} else if w.capital() {
			r.begun++
		}
	case r.wrapped(from):
	case w.shape == text.Small && n > 1 && n <= headingMostWords && !ended(said) && (headline(r.words[1:]) || n <= 3 && allTitle(r.words[1:])):
		r.sign(capitalSign, 0, 1)
	}
}

// wrappedFrom is the length from which a line may be one that goes on in the next.
const wrappedFrom = 40

// wrapped says whether the line goes on from the one above it.
func (r *reader) wrapped(from int) bool {
	return r.last != "" && r.lastEnd == from-1 && len(r.last) >= wrappedFrom && !ended(r.last)
}

func allTitle(words []word) bool {
	for i := range words {
		if words[i].shape != text.Title || words[i].end-words[i].start < 4 || words[i].gap != gapSpace {
			return false
		}
	}
	return true
}

// names looks for names of countries, peoples, months, weekdays, offices and bodies without all of their capitals.
func (r *reader) names(i int) {
	w := &r.words[i]
	value, n := r.table.at(r.words, i)
	if n == 0 {
		r.lowered(i)
		return
	}
	switch {
	case n > 1 && value&(isPlace|isOrganisation|isOffice) != 0:
		r.half(i, n, value)
	case n == 1 && w.shape == text.Small && (value&isSure != 0 || value&(isMonth|isDay) != 0 && r.dated(i, value)):
		if r.apart(i) {
			r.sign(capitalSign, i, 1)
		}
	}
	if value&isOffice != 0 {
		r.surname(i, n)
	}
}

// dated says whether a month or weekday is meant: one of six letters or more that is nothing else, or one before a number.
func (r *reader) dated(i int, value uint64) bool {
	w := &r.words[i]
	number := w.end+1 < len(r.s) && r.s[w.end] == ' ' && r.s[w.end+1] >= '0' && r.s[w.end+1] <= '9'
	if value&isDay != 0 {
		return w.end-w.start >= 6
	}
	switch r.s[w.start:w.end] {
	case "may", "march", "mars", "mar", "dec", "sept", "sep":
		return false
	case "august":
		return number || i > 0 && r.s[r.words[i-1].start:r.words[i-1].end] == "in"
	}
	return number || w.end-w.start >= 4
}

// apart is standsApart of word i.
func (r *reader) apart(i int) bool { return standsApart(r.s, &r.words[i]) }

// standsApart says whether a word stands by itself, not within an address, a name of a file or words joined by hyphens.
func standsApart(s string, w *word) bool {
	if w.start > 0 {
		switch s[w.start-1] {
		case ' ', '\n', '\t', '(', '"', '|':
		default:
			return false
		}
	}
	if w.end+1 < len(s) {
		c, next := s[w.end], s[w.end+1]
		return c != '/' && c != '@' && c != '_' && c != '=' && !(c == '.' || c == '-') || c == '.' && (next < 'a' || next > 'z') || c == '-' && next < 'a'
	}
	return true
}

// half takes a name of several words of which some have a capital and others none, and one of a country without any.
func (r *reader) half(i, n int, value uint64) {
	large, small := 0, 0
	for k := i; k < i+n; k++ {
		w := &r.words[k]
		switch {
		case w.capital():
			large++
		case w.end-w.start > 3 && w.shape == text.Small:
			small++
		}
	}
	switch {
	case small == 0 || !r.apart(i):
	case large == 0 && (value&isSure == 0 || value&isPlace == 0):
	case large > 0 && value&(isPlace|isOrganisation) == 0 && (sentenceStart(r.s, r.words, i) || r.words[i].shape == text.Small):
	default:
		r.sign(capitalSign, i, n)
	}
}

// surname looks at the word behind an office with a capital: Secretary Tarrow tells that Tarrow is a name, and then Secretary
// tarrow has lost its capital.
func (r *reader) surname(i, n int) {
	k := i + n
	if k >= len(r.words) || !r.words[k-1].capital() || r.words[k].gap != gapSpace {
		return
	}
	w := &r.words[k]
	switch {
	case w.shape == text.Title && !r.head && len(r.surnames) < keptEntities:
		r.surnames[w.hash] = true
	case w.shape == text.Small && w.end-w.start > 3 && text.FunctionSet(w.hash) == 0 && r.table.word(w.hash) == 0:
		r.sign(surnameSign, k, 1)
	}
}

// cases counts how often a word stands within sentences with a capital and without.
type cases struct{ large, small int32 }

// lost says whether the small form is a slip: once beside two capitals or more, or one in five.
func (c cases) lost() bool { return c.small == 1 && c.large >= 2 || c.large >= 4*c.small }

// learn counts the words of sentences that have a capital there.
func (r *reader) learn(from, to int, words []word) {
	if !ended(r.s[from:to]) || headline(words) {
		return
	}
	for i := 1; i < len(words); i++ {
		w := &words[i]
		if w.shape == text.Title && w.end-w.start > 3 && w.gap == gapSpace && words[i-1].shape == text.Small && len(r.proper) < keptEntities {
			c := r.proper[w.hash]
			c.large++
			r.proper[w.hash] = c
		}
	}
}

// lowered looks at a word that no table knows and that elsewhere has a capital.
func (r *reader) lowered(i int) {
	w := &r.words[i]
	if w.shape != text.Small || w.end-w.start < 4 || len(r.proper) == 0 || text.FunctionSet(w.hash) != 0 {
		return
	}
	if c, ok := r.proper[w.hash]; ok {
		c.small++
		r.proper[w.hash] = c
		r.sign(nameSign, i, 1)
	}
}
