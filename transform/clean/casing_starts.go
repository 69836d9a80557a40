package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// starts says whether a sentence or a line starts with word i and is to have a capital.
func (m *mender) starts(i int, word string) bool {
	c := &m.walk.words[i]
	switch c.begins {
	case atStop:
		return m.endsBefore(i) && !m.speech(i) && (m.known(c) || m.startsUnknown(i, word))
	case atLine:
		return m.startsLine(i, word)
	case atMark:
		return m.answers(i)
	}
	return false
}

// startsUnknown says whether a word that nothing is known of is to begin a sentence with a capital: in
// running text, behind a word that is no abbreviation.
func (m *mender) startsUnknown(i int, word string) bool {
	c := &m.walk.words[i]
	if m.walk.verse || len(word) < 2 || len(word) > maxVoteWord || m.code() || m.nextJoined(c) || m.named3(c) || m.fact(c.hash)&startsLow != 0 || m.technical() {
		return false
	}
	p := &m.walk.words[max(0, i-1)]
	return p.end != c.stopAt || !m.maybeShort(p)
}

// maybeShort says whether a word before a stop may be short for another: one of few letters that ends in
// a consonant and that is never seen without the stop.
func (m *mender) maybeShort(p *cased) bool {
	if p.function.Holds(m.tongue()) || m.fact(p.hash)&ordinary != 0 {
		return false
	}
	word := m.walk.said(p)
	n := utf8.RuneCountInString(word)
	if m.tongue() == text.English {
		return n < 4 || p.shape == text.Upper && n < 3
	}
	last, _ := utf8.DecodeLastRuneInString(word)
	return n < 4 || n < 5 && !strings.ContainsRune(vowels, last)
}

const vowels = "aeiouyáéíóúýàèìòùâêîôûäëïöüåæøąęėįųāēīōūőűăơưıаеёиоуыэюяіїєαεηιουωάέήίόύώ"

// speech says whether word i goes on behind what somebody says: “It is late.” he said.
func (m *mender) speech(i int) bool {
	w := m.walk
	c := &w.words[i]
	if !c.closed {
		return false
	}
	if m.tongue() != text.English || m.technical() {
		return true
	}
	if c.stop != '.' {
		return !w.acts(i)
	}
	for k := i; k < min(len(w.words), i+4); k++ {
		if speechVerbs[w.said(&w.words[k])] {
			return true
		}
	}
	return false
}

// acts says whether word i begins a sentence in which somebody does something else than speak: “Who is it?” The
// guard shrugged. Behind a question or call nearly all small words go on with who said it, so the verb must tell.
func (w *walk) acts(i int) bool {
	for k := i + 1; k < min(len(w.words), i+5) && w.words[k].begins == atInside && w.words[k].joined == ' '; k++ {
		word := w.said(&w.words[k])
		if at := k + 1; laughs[word] && at < len(w.words) && w.said(&w.words[at]) == "at" {
			return true
		}
		if actionVerbs[word] {
			return true
		}
		if speechVerbs[word] || laughs[word] {
			return false
		}
	}
	return false
}

// laughs are verbs that go with what is said, unless somebody is laughed at.
var laughs = wordsOf("laughed smiled grinned sneered frowned jeered")

// actionVerbs hardly ever say that somebody speaks.
var actionVerbs = wordsOf(`shrugged nodded turned looked stared glanced walked stood sat left went came ran opened closed shut took put pulled pushed
	picked lifted reached handed stepped rose fell waited watched listened shook was were had knew felt saw heard followed moved leaned
	bent jumped climbed drove threw dropped caught held got stopped started began lay slept ate drank counted blinked swallowed blushed fled`)

var speechVerbs = wordsOf(`said says say asked asks replied answered cried told shouted whispered added wrote writes explained continued called
	murmured muttered laughed thought exclaimed insisted agreed warned`)

// answers says whether word i begins what stands behind a label of questions and answers: Q: and A:.
func (m *mender) answers(i int) bool {
	w := m.walk
	if i != 1 || !w.first || w.item || w.cell >= 0 {
		return false
	}
	label := w.said(&w.words[0])
	return answerLabels[label] && w.page.s[w.words[0].end:w.words[1].start] == ": " && m.known(&w.words[1])
}

var answerLabels = wordsOf("Q A Question Answer")

// known says whether a word is one that sentences begin with, and not a name that begins small: a
// function word, or a word that the set writes small inside of sentences or begins them with.
func (m *mender) known(c *cased) bool {
	if c.function.Holds(m.tongue()) {
		return !m.named3(c) || sureStarts[m.walk.said(c)]
	}
	if m.code() || c.end-c.start > maxVoteWord {
		return false
	}
	if c.end-c.start > 2 && c.function != 0 && !m.technical() {
		return true
	}
	facts := m.fact(c.hash)
	return facts&startsLow == 0 && facts&(starts|ordinary) != 0 && !m.nextJoined(c) && !m.named3(c) && (!m.technical() || facts&starts != 0)
}

// named3 says whether a verb in the third person stands behind a word: what is described may be a name
// that begins small, as those of programs do: buf may be nil, clone returns a copy.
func (m *mender) named3(c *cased) bool {
	if m.tongue() != text.English {
		return false
	}
	next := m.nextWord(c)
	if nameFollows[next] {
		return true
	}
	return m.technical() && m.describes(c)
}

// nameFollows are verbs that often stand behind a name that begins small.
var nameFollows = wordsOf("is was may can must will has does are returns reports represents implements performs appends")

// sureStarts are function words that are no name of anything.
var sureStarts = wordsOf("this that these those it he she they we you there what who which here how why nobody none such")

// technical says whether a text names programs or files, a few times at least.
func (m *mender) technical() bool {
	return (m.tongue() == text.English || m.tongue() == text.NoTongue) && m.walk.page.namesCode()
}

// nextWord returns the word behind c, "" where something else stands between.
func (m *mender) nextWord(c *cased) string {
	s := m.walk.page.s
	if c.end >= len(s) || s[c.end] != ' ' {
		return ""
	}
	start, end := text.NextRun(s[:min(len(s), c.end+maxVoteWord)], c.end)
	if start != c.end+1 {
		return ""
	}
	return s[start:end]
}

// nextJoined says whether something stands at the end of a word that makes it a name or debris of markup:
// go-yaml, li >.
func (m *mender) nextJoined(c *cased) bool {
	s := m.walk.page.s
	if c.end < len(s) && (s[c.end] == '/' || s[c.end] == '-' && m.technical()) {
		return true
	}
	return c.end+1 < len(s) && s[c.end] == ' ' && strings.IndexByte("<>=|{}[]", s[c.end+1]) >= 0 // debris: li >
}

// endsBefore says whether what stands before word i ends a sentence: a word that is no abbreviation, a
// number that is none of a list, a closing bracket.
func (m *mender) endsBefore(i int) bool {
	w, s := m.walk, m.walk.page.s
	c := &w.words[i]
	at := c.stopAt
	if at <= w.start {
		return false
	}
	b := s[at-1]
	if b == ')' || b == ']' || b == '%' {
		return true
	}
	if b >= '0' && b <= '9' {
		return m.numberEnds(i)
	}
	if i == 0 || w.words[i-1].end != at {
		return b == '"' || b >= 0x80 // behind a quote
	}
	p := &w.words[i-1]
	if c.stop != '.' {
		next := w.said(c)
		return (p.shape == text.Small || c.stop == '?' && c.function.Holds(text.English) && m.tongue() == text.English) && !exclaims[next] && !abbreviations[next]
	}
	return !m.abbreviation(p)
}

// numberEnds says whether a number before a stop ends a sentence. In many languages 12. is the twelfth;
// at the beginning of a line it is the number of an item.
func (m *mender) numberEnds(i int) bool {
	w, s := m.walk, m.walk.page.s
	at := w.words[i].stopAt
	if at-w.start <= 12 {
		return false
	}
	if isYear(s[at-4:at]) && s[at-5] == ' ' && m.tongue() == text.English {
		return true
	}
	from := at
	for from > w.start && s[from-1] >= '0' && s[from-1] <= '9' {
		from--
	}
	return !ordinalStops[m.tongue()] && i > 0 && s[from-1] == ' ' && w.words[i-1].end == from-1 && w.words[i-1].shape == text.Small &&
		!abbreviations[w.said(&w.words[i-1])] && w.words[i].function.Holds(m.tongue())
}

// ordinalStops are languages that write ordinal numbers with a stop.
var ordinalStops = map[text.Tongue]bool{text.NoTongue: true, text.German: true, text.Danish: true, text.Finnish: true, text.Polish: true, text.Czech: true,
	text.Croatian: true, text.Hungarian: true, text.Turkish: true}

// abbreviation says whether the word before a full stop may be one.
func (m *mender) abbreviation(p *cased) bool {
	w, s := m.walk, m.walk.page.s
	before := w.said(p)
	if before == "al" && strings.HasSuffix(s[:p.start], "et ") {
		return true // in Italian, Spanish and others al is a word as well
	}
	own := p.function.Holds(m.tongue())
	if n := utf8.RuneCountInString(before); n < 2 || n < 3 && (p.shape != text.Small || !own) || p.shape == text.Upper && strings.Trim(before, "IVXLCDM") == "" {
		return true
	}
	usual := own || m.fact(p.hash)&ordinary != 0
	if p.start >= 2 && s[p.start-1] == ' ' && s[p.start-2] >= '0' && s[p.start-2] <= '9' && m.maybeShort(p) {
		return true // a unit behind a number
	}
	if p.shape == text.Uncased || abbreviationHashes[p.hash] && (!own || m.tongue() == text.English) || !p.free && p.joined != '\'' && s[p.start-1] != '.' {
		return true
	}
	return m.fact(p.hash)&abbreviates != 0 && !usual
}

// exclaims are words that often go on behind an exclamation or question mark inside of a sentence.
var exclaims = wordsOf("and or but is was has said asked et y e und o и a says are will")
