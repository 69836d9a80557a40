package clean

import (
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// mender gives the words of one text their capitals.
type mender struct {
	*recaser
	walk   *walk
	e      *schema.Edits
	tongue text.Tongue
	code   bool
	custom map[int]*custom // of headings, columns and lists; nil until asked
	key    []byte
	// maybeHeading says that the segment is short enough for a heading or cell in capitals.
	maybeHeading bool
}

// segment mends the words of a segment.
func (m *mender) segment() {
	w := m.walk
	m.maybeHeading = m.headings && !m.code && m.tongue == text.English && w.first && !w.item && !w.verse && w.end-w.start <= 160
	for i := range w.words {
		c := &w.words[i]
		if c.shape != smallWord || !c.free {
			continue
		}
		word := w.page.s[c.start:c.end]
		form, kind := m.decide(i, word)
		if form == "" || form == word {
			continue
		}
		m.e.Replace(c.start, c.end, form, kind)
		c.shape = shapeOf(form)
	}
}

// decide returns the form that a small word gets, "" where it stays.
func (m *mender) decide(i int, word string) (string, uint8) {
	c := &m.walk.words[i]
	if m.walk.page.seekQuoted(c.start) {
		return "", 0
	}
	if utf8.RuneCountInString(word) == 1 {
		return m.pronoun(i, word)
	}
	if c.joined == '-' && !m.hyphenFits(i) {
		return "", 0
	}
	known := m.filter.has(wordHash(word))
	if known && m.names && !m.code && !m.named(c) && m.tongue != text.German {
		if form := m.voted(i, word); form != "" {
			return form, kindName
		}
	}
	if known && m.lists && m.tongue == text.English && m.englishHere(i) {
		if form, kind := m.listed(i, word); form != "" {
			return form, kind
		}
	}
	if m.sentences && m.starts(i, word) {
		return raised(word, m.tongue), kindSentence
	}
	if m.maybeHeading && m.heading(i) {
		return raised(word, m.tongue), kindHeading
	}
	return "", 0
}

// englishHere says whether the function words around word i are English as often as not: a text may
// quote other languages, whose months are small.
func (m *mender) englishHere(i int) bool {
	w := m.walk
	english, others := 0, 0
	for k := max(0, i-8); k < min(len(w.words), i+6); k++ {
		c := &w.words[k]
		if c.shape != smallWord || c.end-c.start > 16 {
			continue
		}
		if word := w.page.s[c.start:c.end]; text.English.Has(word) {
			english++
		} else if text.FunctionWord(word) {
			others++
		}
	}
	return english >= others
}

// hyphenFits says whether the part before a hyphen is a word with a capital or one that stands before
// names: Ost-korrin, anti-russian, mid-august. The parts of file names and of words are left.
func (m *mender) hyphenFits(i int) bool {
	w := m.walk
	p := &w.words[i-1]
	return p.capital() || prefixes[w.page.s[p.start:p.end]] || adjectives[w.page.s[p.start:p.end]]
}

var prefixes = wordsOf("anti pro non ex post pre mid trans pan neo inter intra sino indo")

// named says whether a word stands in straight quotes by itself or behind a slash: it is named as it
// is written.
func (m *mender) named(c *cased) bool {
	s := m.walk.page.s
	if c.start == 0 {
		return false
	}
	b := s[c.start-1]
	return b == '/' || (b == '"' || b == '\'') && c.end < len(s) && (s[c.end] == b || s[c.end] == ' ')
}

// pronoun mends the English I.
func (m *mender) pronoun(i int, word string) (string, uint8) {
	w := m.walk
	if word != "i" || m.code || m.tongue != text.English || !m.names || i+1 >= len(w.words) || w.page.s[w.words[i].end] == '.' {
		return "", 0
	}
	n := &w.words[i+1]
	if n.joined != ' ' && n.joined != '\'' || n.shape != smallWord || !pronounBefore[w.page.s[n.start:n.end]] {
		return "", 0
	}
	return "I", kindName
}

// voted returns the form that the set's majority gives a word here.
func (m *mender) voted(i int, word string) string {
	if len(word) > maxVoteWord {
		return ""
	}
	m.key = append(append(m.key[:0], byte(m.tongue)), word...)
	if form, ok := m.votes.words[string(m.key)]; ok {
		return form
	}
	if !m.votes.ordinary[string(m.key)] {
		m.key[0] = anyTongue[0]
		form, ok := m.votes.words[string(m.key)]
		if m.key[0] = byte(m.tongue); ok {
			return form
		}
	}
	w := m.walk
	if behind := w.behind(i); behind != "" && (w.words[i-1].begins == atInside || m.votes.seldom[string(m.key)]) {
		if form := m.beside(voteBehind, behind, word); form != "" {
			return form
		}
	}
	if before := w.before(i); before != "" {
		if form := m.beside(voteBefore, before, word); form != "" {
			return form
		}
	}
	if of := w.of(i); of != "" && w.words[i-2].begins == atInside {
		return m.beside(voteOf, of, word)
	}
	return ""
}

func (m *mender) beside(what byte, neighbour, word string) string {
	if text.FunctionWord(word) {
		return ""
	}
	m.key = append(append(m.key[:0], what, byte(m.tongue)), neighbour...)
	m.key = append(append(m.key, 1), word...)
	return m.votes.beside[string(m.key)]
}
