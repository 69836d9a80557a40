package clean

import (
	"github.com/tamis-data/tamis/internal/text"
)

// custom is how the members of a group of headings or cells are written.
type custom struct {
	full, part, against int // all their longer words with a capital; most; fewer
}

// firsts is how the members of a group begin.
type firsts struct{ capital, small int }

func (f *firsts) count(capital bool) {
	if capital {
		f.capital++
	} else {
		f.small++
	}
}

// memberFirsts counts how items and cells begin, once. Only the first word of each is read.
func (m *mender) memberFirsts() map[int]firsts {
	if m.firsts != nil {
		return m.firsts
	}
	m.firsts = map[int]firsts{}
	w := walks.Get().(*walk)
	defer walks.Put(w)
	w.open(m.walk.page.s)
	w.membersOnly = true
	for w.next() {
		if w.opens() {
			k := m.firsts[w.group()]
			k.count(w.words[0].capital())
			m.firsts[w.group()] = k
		}
	}
	return m.firsts
}

// opens says whether the segment begins its line or cell with a word that may have a capital.
func (w *walk) opens() bool {
	return w.first && len(w.words) > 0 && w.words[0].shape != text.Uncased && w.words[0].begins == atLine
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
	for w.next() {
		if !w.opens() {
			continue
		}
		k := m.custom[w.group()]
		if k == nil {
			k = &custom{}
			m.custom[w.group()] = k
		}
		k.add(w)
	}
	return m.custom
}

func (k *custom) add(w *walk) {
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
		case c.shape == text.Uncased || c.joined == '-' || c.joined == '\'':
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
	return c.end-c.start >= 4 && c.shape == text.Small && c.free && c.joined != '-' && !c.function.Holds(text.English) && !titleSmall[w.said(c)]
}

// commonCapitals counts the words with a capital, the first aside, that the set writes small elsewhere:
// a line whose capitals are all names is no heading in capitals.
func (m *mender) commonCapitals() int {
	w, n := m.walk, 0
	for i := range w.words {
		c := &w.words[i]
		if c.begins == atLine || c.shape != text.Title || c.end-c.start > maxVoteWord {
			continue
		}
		if m.fact(c.hash)&common != 0 {
			n++
		}
	}
	return n
}

// hasVerb says whether a segment holds a small auxiliary verb: then it is a sentence.
func (w *walk) hasVerb() bool {
	for i := range w.words {
		if c := &w.words[i]; c.shape == text.Small && sentenceVerbs[w.page.s[c.start:c.end]] {
			return true
		}
	}
	return false
}

var sentenceVerbs = wordsOf("is are was were has have had be been will would can could may said says does did")

// titleLike says whether a segment may be a heading or a cell written with capitals.
func (m *mender) titleLike() bool {
	w := m.walk
	capitals, smalls := w.titleTally()
	if smalls == 0 || capitals < 2 || capitals < 2*smalls || w.cell < 0 && (capitals < 3 || w.end != w.page.lines[w.row].stop) {
		return false
	}
	return !endsInStop(w.page.s[w.start:w.end]) && !w.hasVerb() && m.tongue() == text.English && !m.code()
}

// heading says whether word i is a small word in a heading or cell written with capitals.
func (m *mender) heading(i int) bool {
	w := m.walk
	if !w.titleWord(i) {
		return false
	}
	if common := m.commonCapitals(); common < 1 || w.cell < 0 && common < 2 {
		return false
	}
	k := m.customs()[w.group()]
	return k != nil && k.full >= 1 && 2*k.full >= k.part && 2*k.against <= k.full+k.part
}
