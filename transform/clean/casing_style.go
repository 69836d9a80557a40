package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// style is how a text is written as a whole.
type style struct {
	words, capitals int    // words inside of sentences, those with a capital
	any             int    // words with a capital
	firsts          firsts // of sentences
}

func (y *style) add(w *walk) {
	for i := range w.words {
		c := &w.words[i]
		if c.capital() {
			y.any++
		}
		if c.begins == atStop && (!c.closed || c.stop == '.') {
			y.firsts.count(c.shape != text.Small)
		}
		if c.shape == text.Uncased || c.begins == atLine || c.begins == atStop {
			continue
		}
		if y.words++; c.capital() {
			y.capitals++
		}
	}
	if w.opens() && w.words[0].capital() && w.cell < 0 && !w.item && endsInStop(w.page.s[w.start:w.end]) {
		y.firsts.capital++
	}
}

// lowCapitals is how many words there are to a capital inside of sentences, at least, in a text written
// small on purpose: in news it is one in 8, in novels one in 50.
const lowCapitals = 200

// smallRead is how much of a text is read to tell whether it is written small on purpose.
const smallRead = 32 << 10

// small says whether the text is written in small letters on purpose: its sentences begin small, six
// of seven and more, and capitals inside of them are rare.
func (m *mender) small() bool {
	if m.isSmall == 0 {
		m.isSmall = -1
		y := styleOf(m.walk.page.s)
		if y.firsts.small >= 2 && y.firsts.small > 6*y.firsts.capital && y.capitals*lowCapitals <= y.words || y.any == 0 && y.words >= 8 {
			m.isSmall = 1
		}
	}
	return m.isSmall > 0
}

// styleOf tells the style of a text by its head, in full lines.
func styleOf(s string) (y style) {
	if len(s) > smallRead {
		s = s[:headEnd(s, smallRead)]
	}
	w := walks.Get().(*walk)
	defer walks.Put(w)
	w.open(s)
	for w.next() {
		y.add(w)
	}
	return y
}

// headEnd returns the end of the last full line within `most` bytes, of the last character where no line ends.
func headEnd(s string, most int) int {
	if n := strings.LastIndexByte(s[:most], '\n'); n >= 0 {
		return n + 1
	}
	for most > 0 && !utf8.RuneStart(s[most]) {
		most--
	}
	return most
}
