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
		return m.endsBefore(i) && (m.known(word, c) || m.startsUnknown(i, word))
	case atLine:
		return m.startsLine(i, word)
	}
	return false
}

// startsUnknown says whether a word that nothing is known of is to begin a sentence with a capital: in
// running text whose sentences do, behind a word that no abbreviation is as long as.
func (m *mender) startsUnknown(i int, word string) bool {
	c := &m.walk.words[i]
	if m.code || m.walk.verse || len(word) < 2 || len(word) > maxVoteWord || m.nextJoined(c) || nameFollows[m.nextWord(c)] || m.smallName(word) {
		return false
	}
	p := &m.walk.words[max(0, i-1)]
	if p.shape != smallWord || utf8.RuneCountInString(m.walk.page.s[p.start:p.end]) < 4 && !m.usual(m.walk.page.s[p.start:p.end]) {
		return false
	}
	k := m.customs()[sentenceGroup]
	return k != nil && k.firstCapital >= k.firstSmall
}

// smallName says whether the set begins sentences with the word in small letters.
func (m *mender) smallName(word string) bool {
	m.key = append(append(m.key[:0], '-', byte(m.tongue)), word...)
	return m.votes.starters[string(m.key)]
}

// usual says whether the set writes the word small, or it is a function word.
func (m *mender) usual(word string) bool {
	m.key = append(append(m.key[:0], byte(m.tongue)), word...)
	return m.tongue.Has(word) || m.votes.ordinary[string(m.key)]
}

// known says whether a word is one that sentences begin with, and not a name that begins small: a
// function word, or a word that the set writes small inside of sentences or begins them with.
func (m *mender) known(word string, c *cased) bool {
	if m.tongue.Has(word) {
		return true
	}
	if !m.code && len(word) > 2 && text.FunctionWord(word) {
		return true
	}
	if m.code || len(word) > maxVoteWord || m.nextJoined(c) {
		return false
	}
	m.key = append(append(m.key[:0], '-', byte(m.tongue)), word...)
	if m.votes.starters[string(m.key)] {
		return false
	}
	return m.votes.starters[string(m.key[1:])] || m.votes.ordinary[string(m.key[1:])] && !nameFollows[m.nextWord(c)]
}

// nameFollows are verbs that often stand behind a name that begins small: buf may be nil.
var nameFollows = wordsOf("is was may can must will has does are returns reports represents implements performs appends")

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
	if c.end < len(s) && (s[c.end] == '-' || s[c.end] == '/') {
		return true
	}
	return c.end+1 < len(s) && s[c.end] == ' ' && strings.IndexByte("<>=|{}[]", s[c.end+1]) >= 0 // debris: li >
}

// endsBefore says whether what stands before word i ends a sentence: a word that is no abbreviation, a
// number that is none of a list, a closing bracket.
func (m *mender) endsBefore(i int) bool {
	w, s := m.walk, m.walk.page.s
	c := &w.words[i]
	at := c.start - 1
	for at > w.start && s[at] == ' ' {
		at--
	}
	if at <= w.start || s[at] != c.stop { // the stop itself
		return false
	}
	b := s[at-1]
	if b == ')' || b == '%' {
		return true
	}
	if b >= '0' && b <= '9' {
		return m.tongue == text.English && at-w.start > 12 && isYear(s[at-4:at]) && s[at-5] == ' ' // elsewhere 12. is an ordinal
	}
	if i == 0 || w.words[i-1].end != at {
		return false
	}
	p := &w.words[i-1]
	before := strings.ToLower(s[p.start:p.end])
	if c.stop != '.' {
		return p.shape == smallWord && !exclaims[s[c.start:c.end]] && !abbreviations[s[c.start:c.end]]
	}
	if n := utf8.RuneCountInString(before); n < 2 || n < 3 && (p.shape != smallWord || !m.tongue.Has(before)) || p.shape == upperWord && strings.Trim(before, "ivxlcdm") == "" {
		return false
	}
	if p.start >= 2 && s[p.start-1] == ' ' && s[p.start-2] >= '0' && s[p.start-2] <= '9' && p.end-p.start <= 8 && !m.tongue.Has(before) && !m.usual(before) {
		return false // a unit behind a number
	}
	if p.shape == noCaseWord || abbreviations[before] || !p.free && p.joined != '\'' {
		return false
	}
	m.key = append(append(m.key[:0], byte(m.tongue)), before...)
	return !m.votes.stops[string(m.key)] || m.usual(before)
}

// exclaims are words that often go on behind an exclamation or question mark inside of a sentence.
var exclaims = wordsOf("and or but is was has said asked et y e und o и a says are will")

// startsLine says whether the first word of a line is to have a capital.
func (m *mender) startsLine(i int, word string) bool {
	w := m.walk
	if w.verse || m.code {
		return false
	}
	if w.cell >= 0 || w.item {
		k := m.customs()[w.group()]
		return k != nil && k.firstCapital >= 3 && k.firstSmall == 1 && len(w.words) >= 2 && len(word) > 2 &&
			(w.cell >= 0 || m.known(word, &w.words[i]))
	}
	if !m.paragraphStarts() {
		return false
	}
	s := w.page.s
	l := &w.page.lines[w.row]
	capitals, smalls, _ := w.tally()
	known := m.known(word, &w.words[i])
	if l.stop-l.text >= longLine || endsInStop(s[l.text:l.stop]) && strings.IndexByte(",;:", s[l.stop-1]) < 0 {
		return known && len(w.words) >= 3 || smalls >= 3 && len(w.words) >= 6 && !m.smallName(word) && !m.nextJoined(&w.words[i]) && !nameFollows[m.nextWord(&w.words[i])]
	}
	if !known {
		return false
	}
	return capitals >= 1 && smalls == 0 && m.tongue.Has(word) && l.stop-l.text < 80
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
		return false
	}
	if above.table {
		return true
	}
	said := w.page.s[above.text:above.stop]
	if b := said[len(said)-1]; b == '.' || b == '?' || b == '!' {
		return k < w.row-1 || above.stop-above.text < 60 || above.stop-above.text >= longLine
	}
	if endsInStop(said) {
		return false
	}
	return len(said) < 100 && rows[w.row].stop-rows[w.row].text >= longLine // behind a heading
}
