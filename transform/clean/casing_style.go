package clean

import "github.com/tamis-data/tamis/internal/text"

// style is how a text is written as a whole.
type style struct {
	words, capitals int // words inside of sentences, those with a capital
	any             int // words with a capital
}

func (y *style) add(w *walk) {
	for i := range w.words {
		c := &w.words[i]
		if c.capital() {
			y.any++
		}
		if c.shape == text.Uncased || c.begins == atLine || c.begins == atStop {
			continue
		}
		if y.words++; c.capital() {
			y.capitals++
		}
	}
}

// lowCapitals is how many words there are to a capital inside of sentences, at least, in a text written
// small on purpose: in news it is one in 8, in novels one in 50.
const lowCapitals = 200

// small says whether the text is written in small letters on purpose: its sentences begin small, six
// of seven and more, and capitals inside of them are rare.
func (m *mender) small() bool {
	if m.isSmall == 0 {
		m.isSmall = -1
		k := m.customs()[sentenceGroup]
		if y := m.style; k.firstSmall >= 2 && k.firstSmall > 6*k.firstCapital && y.capitals*lowCapitals <= y.words || y.any == 0 && y.words >= 8 {
			m.isSmall = 1
		}
	}
	return m.isSmall > 0
}
