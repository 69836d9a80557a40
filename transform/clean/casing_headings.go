package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// sentenceGroup is the group of the sentences of a text.
const sentenceGroup = -1 << 40

// custom is how the members of a group of headings, cells or items are written.
type custom struct {
	full, part, against      int // all their longer words with a capital; most; fewer
	firstCapital, firstSmall int
}

// customs counts the groups of the text, once.
func (m *mender) customs() map[int]*custom {
	if m.custom != nil {
		return m.custom
	}
	m.custom = map[int]*custom{}
	w := walks.Get().(*walk)
	defer walks.Put(w)
	w.open(m.walk.page.s)
	sentences := &custom{}
	m.custom[sentenceGroup] = sentences
	for w.next() {
		for i := range w.words {
			if c := &w.words[i]; c.begins == atStop && c.shape == smallWord {
				sentences.firstSmall++
			} else if c.begins == atStop {
				sentences.firstCapital++
			}
		}
		if !w.first || len(w.words) == 0 || w.words[0].shape == noCaseWord || w.words[0].begins != atLine {
			continue
		}
		k := m.custom[w.group()]
		if k == nil {
			k = &custom{}
			m.custom[w.group()] = k
		}
		k.add(w)
		if w.words[0].capital() && w.cell < 0 && !w.item && endsInStop(w.page.s[w.start:w.end]) {
			sentences.firstCapital++
		}
	}
	return m.custom
}

func (k *custom) add(w *walk) {
	if w.words[0].capital() {
		k.firstCapital++
	} else {
		k.firstSmall++
	}
	capitals, smalls := w.titleTally()
	if w.end-w.start > 160 || capitals+smalls < 2 || endsInStop(w.page.s[w.start:w.end]) {
		return
	}
	switch {
	case smalls == 0:
		k.full++
	case capitals >= 2*smalls:
		k.part++
	default:
		k.against++
	}
}

// titleTally counts the longer words of a segment, function words aside, with a capital and without.
func (w *walk) titleTally() (capitals, smalls int) {
	for i := range w.words {
		c := &w.words[i]
		switch {
		case c.shape == noCaseWord || c.joined == '-' || c.joined == '\'':
		case c.capital():
			capitals++
		case w.titleWord(i):
			smalls++
		}
	}
	return capitals, smalls
}

// titleWord says whether a small word would have a capital in a heading in capitals.
func (w *walk) titleWord(i int) bool {
	c := &w.words[i]
	word := w.page.s[c.start:c.end]
	return len(word) >= 4 && c.free && c.joined != '-' && !text.English.Has(word) && !titleSmall[word]
}

// commonCapitals counts the words with a capital, the first aside, that the set writes small elsewhere:
// a line whose capitals are all names is no heading in capitals.
func (m *mender) commonCapitals() int {
	w, n := m.walk, 0
	for i := range w.words {
		c := &w.words[i]
		if c.begins == atLine || c.shape != titleShape || c.end-c.start > maxVoteWord {
			continue
		}
		m.key = append(append(m.key[:0], byte(m.tongue)), strings.ToLower(w.page.s[c.start:c.end])...)
		if m.votes.ordinary[string(m.key)] {
			n++
		}
	}
	return n
}

// hasVerb says whether a segment holds a small auxiliary verb: then it is a sentence.
func (w *walk) hasVerb() bool {
	for i := range w.words {
		if c := &w.words[i]; c.shape == smallWord && sentenceVerbs[w.page.s[c.start:c.end]] {
			return true
		}
	}
	return false
}

var sentenceVerbs = wordsOf("is are was were has have had be been will would can could may said says does did")

// heading says whether word i is a small word in a heading or cell written with capitals.
func (m *mender) heading(i int) bool {
	w := m.walk
	if !w.titleWord(i) {
		return false
	}
	capitals, smalls := w.titleTally()
	if w.hasVerb() {
		return false
	}
	if w.cell < 0 && (w.end != w.page.lines[w.row].stop || capitals < 3) || capitals < 2 || capitals < 2*smalls || endsInStop(w.page.s[w.start:w.end]) {
		return false
	}
	if common := m.commonCapitals(); common < 1 || w.cell < 0 && common < 2 {
		return false
	}
	k := m.customs()[w.group()]
	return k != nil && k.full >= 1 && 2*k.full >= k.part && 2*k.against <= k.full+k.part
}
