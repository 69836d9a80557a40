package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// mender gives the words of one text their capitals.
type mender struct {
	*recaser
	walk    *walk
	e       *schema.Edits
	lang    text.Tongue
	hasLang bool
	isSmall int8            // 0: not known, 1: the text is written small on purpose, -1: it is not
	custom  map[int]*custom // of headings and columns; nil until asked
	firsts  map[int]firsts  // of columns and lists; nil until asked
	// maybeHeading says that the segment is short enough for a heading or cell in capitals.
	maybeHeading bool
}

// tongue returns the language of the text, that of most of the set where it is not known.
func (m *mender) tongue() text.Tongue {
	if !m.hasLang {
		m.hasLang = true
		if m.lang = m.walk.page.language(); m.lang == text.NoTongue {
			m.lang = m.votes.main
		}
	}
	return m.lang
}

func (m *mender) code() bool { return m.walk.page.aboutCode() }

// fact returns what the set knows of a word in the text's language.
func (m *mender) fact(hash uint64) wordFacts { return m.votes.facts[inTongue(hash, m.tongue())] }

// segment mends the words of a segment.
func (m *mender) segment() {
	w := m.walk
	m.maybeHeading = m.headings && w.first && !w.item && !w.verse && w.end-w.start <= 160 && m.titleLike()
	for i := range w.words {
		c := &w.words[i]
		if c.shape != text.Small {
			continue
		}
		if c.end-c.start == 1 && m.initials(i) && !m.small() {
			m.e.Replace(c.start, c.end, strings.ToUpper(w.said(c)), kindNation)
			c.shape = text.Title
			continue
		}
		if !c.free || c.begins == atInside && !m.maybeHeading && m.filter.has(c.hash)&changes == 0 && !m.afterTitle(i) {
			continue
		}
		word := w.said(c)
		form, kind := m.decide(i, word)
		if form == "" || form == word || m.small() {
			continue
		}
		m.write(c, form, kind)
	}
}

// write gives a word its form.
func (m *mender) write(c *cased, form string, kind uint8) {
	if form != raise {
		m.e.Replace(c.start, c.end, form, kind)
		c.shape = text.NextWord(form, 0).Shape
		return
	}
	n, capital := capitalOf(m.walk.said(c), m.tongue())
	m.e.Replace(c.start, c.start+n, capital, kind)
	c.shape = text.Title
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
	if m.filter.has(c.hash)&changes != 0 {
		if form, kind := m.namedWord(i, word); form != "" {
			return form, kind
		}
	}
	if m.names && m.afterTitle(i) && m.surname(i) {
		return raise, kindName
	}
	if m.sentences && m.starts(i, word) {
		return raise, kindSentence
	}
	if m.maybeHeading && m.heading(i) {
		return raise, kindHeading
	}
	return "", 0
}

// namedWord returns the form that the set's votes or the lists give a word.
func (m *mender) namedWord(i int, word string) (string, uint8) {
	c := &m.walk.words[i]
	if m.names && !m.named(c) && m.tongue() != text.German {
		if form := m.voted(i); form != "" && !m.code() {
			return form, kindName
		}
	}
	switch {
	case !m.lists:
	case m.tongue() == text.English:
		if form, kind := m.listed(i, word); form != "" && m.ownHere(i) {
			return form, kind
		}
	case c.joined != '-' && m.calendar(i) && m.ownHere(i):
		return raise, kindCalendar
	case m.place(i):
		return raise, kindNation
	}
	return "", 0
}

// calendar says whether word i is a month or day that the language writes with a capital; in Turkish, behind a
// number alone.
func (m *mender) calendar(i int) bool {
	c := &m.walk.words[i]
	if m.tongue() == text.Turkish {
		return turkishMonths[c.hash] && numberBefore(m.walk.page.s, c.start, m.walk.start)
	}
	return calendars[m.tongue()][c.hash]
}

// ownHere says whether the function words around word i, in its sentence, are of the text's language as
// often as not: a text may quote other languages, whose months are small.
func (m *mender) ownHere(i int) bool {
	words, own := m.walk.words, 0
	tell := func(c *cased) {
		if c.function.Holds(m.tongue()) {
			own++
		} else if c.function != 0 {
			own--
		}
	}
	for k := i; k > max(0, i-8) && words[k].begins != atStop; k-- {
		tell(&words[k-1])
	}
	for k := i + 1; k < min(len(words), i+6) && words[k].begins != atStop; k++ {
		tell(&words[k])
	}
	return own >= 0
}

// hyphenFits says whether the part before a hyphen is a word with a capital or one that stands before
// names: Ost-korrin, anti-russian, mid-august. The parts of file names and of words are left.
func (m *mender) hyphenFits(i int) bool {
	w := m.walk
	p := &w.words[i-1]
	return p.capital() || prefixes[w.said(p)] || nationPrefixes[w.said(p)] || adjectives[w.said(p)]
}

var (
	prefixes       = wordsOf("anti pro non ex post pre mid trans pan neo inter intra")
	nationPrefixes = wordsOf("anglo franco sino russo indo afro austro greco italo hispano luso euro")
)

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
	if word != "i" || !m.names || i+1 >= len(w.words) || w.page.s[w.words[i].end] == '.' {
		return "", 0
	}
	n := &w.words[i+1]
	if n.joined != ' ' && n.joined != '\'' || n.shape != text.Small || !pronounBefore[w.said(n)] || m.tongue() != text.English || m.code() {
		return "", 0
	}
	return "I", kindName
}

// initials says whether word i is one of the letters of u.s. and its like in an English text.
func (m *mender) initials(i int) bool {
	w, s := m.walk, m.walk.page.s
	c := &w.words[i]
	if c.end-c.start != 1 || c.end >= len(s) || s[c.end] != '.' || !m.lists {
		return false
	}
	if s[c.start] == 'u' {
		return c.end+2 < len(s) && secondInitial(s[c.end+1]) && s[c.end+2] == '.' && freeBefore(s, c.start) && m.tongue() == text.English && !m.code()
	}
	return secondInitial(s[c.start]) && i > 0 && c.start >= 2 && s[c.start-1] == '.' && w.words[i-1].end == c.start-1 && s[c.start-2]|0x20 == 'u' && freeBefore(s, c.start-2) &&
		m.tongue() == text.English && !m.code()
}

func secondInitial(b byte) bool { return b == 's' || b == 'k' || b == 'n' }

// voted returns the form that the set's majority gives a word here.
func (m *mender) voted(i int) string {
	w := m.walk
	c := &w.words[i]
	if c.end-c.start > maxVoteWord {
		return ""
	}
	facts := m.fact(c.hash)
	name, ok := m.votes.words[inTongue(c.hash, m.tongue())]
	if !ok && facts&ordinary == 0 {
		name, ok = m.votes.words[c.hash|tongueMask]
	}
	if ok && text.NextWord(name.form, 0).Shape == text.Upper && (m.technical() || i > 0 && w.said(&w.words[i-1]) == "Package") {
		return "" // the http server
	}
	if ok && name.weak && (m.technical() || i > 0 && c.joined == ' ' && w.said(&w.words[i-1]) == "to") {
		return "" // to flush
	}
	if ok && (name.strong || !m.behindArticle(i)) {
		return name.form
	}
	if c.function != 0 {
		return ""
	}
	if facts&common == 0 && (facts|m.votes.facts[c.hash|tongueMask])&m.hint() != 0 && m.ofName(i) {
		return raise
	}
	if behind := w.behind(i); behind != nil && (behind.begins == atInside || facts&seldom != 0) {
		if form := m.beside(voteBehind, behind, c); form != "" {
			return form
		}
	}
	if before := m.before(i); before != nil {
		if form := m.beside(voteBefore, before, c); form != "" {
			return form
		}
	}
	if of := w.of(i); of != nil && of.begins == atInside {
		return m.beside(voteOf, of, c)
	}
	return ""
}

// longRow is a row of capitals that no word in front of it joins: else, of a long row of the same small word
// before a capital, each pass would mend one.
const longRow = 8

// before returns the word with a capital behind word i, nil where a long row of them begins.
func (m *mender) before(i int) *cased {
	words := m.walk.words
	for k := i + 1; k < len(words) && words[k].capital() && words[k].joined == ' '; k++ {
		if k-i >= longRow {
			return nil
		}
	}
	return m.walk.before(i)
}

// hint is the fact that makes a word part of a name that stands beside it. Where adjectives follow their
// nouns, it takes more of them.
func (m *mender) hint() wordFacts {
	switch m.tongue() {
	case text.French, text.Spanish, text.Italian, text.Portuguese, text.Catalan, text.Romanian, text.Indonesian:
		return seldom | named
	}
	return hinted | named
}

// ofName says whether word i stands right behind a name or before one: what is nowhere written small and
// stands beside a name is part of it.
func (m *mender) ofName(i int) bool {
	for _, c := range [...]*cased{m.walk.behind(i), m.before(i)} {
		if c != nil && c.shape == text.Title && m.fact(c.hash)&common == 0 && !adjectives[strings.ToLower(m.walk.said(c))] && c.begins == atInside && ((m.fact(c.hash)|m.votes.facts[c.hash|tongueMask])&(hinted|seldom|named) != 0 || m.isName(c.hash)) {
			return true
		}
	}
	return false
}

func (m *mender) isName(hash uint64) bool {
	_, own := m.votes.words[inTongue(hash, m.tongue())]
	_, any := m.votes.words[hash|tongueMask]
	return own || any
}

// behindArticle says whether word i stands behind an article or its like, or an adjective and an article.
func (m *mender) behindArticle(i int) bool {
	words := m.walk.words
	if i > 1 && words[i].joined == ' ' && commonAdjectives[words[i-1].hash] {
		i--
	}
	return i > 0 && words[i].joined == ' ' && determiners[words[i-1].hash]
}

func (m *mender) beside(what byte, neighbour, c *cased) string {
	key := besideWord{what: what, word: inTongue(c.hash, m.tongue()), neighbour: neighbour.hash}
	if form, ok := m.votes.beside[key]; ok {
		return form
	}
	key.word |= tongueMask
	return m.votes.beside[key]
}
