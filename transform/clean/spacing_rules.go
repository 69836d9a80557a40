package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// spacer looks at the candidates of one text from left to right.
type spacer struct {
	*spacingStep
	s       string
	e       *schema.Edits
	page    *sheet
	done    int            // candidates before this place are dealt with
	stops   map[string]int // how often `word.Word` stands in the text
	counted bool           // stops are
	habit   habits
	// Of the line that begins at quoteLine: its quotes before quoteSeen, and all of them.
	quoteLine, quoteSeen, quotesSeen, quotesAll int

	saidLine   int // 1 + the beginning of the line that said is said of
	said       bool
	frenchLine int // 1 + the beginning of the line that french is said of
	french     bool
}

// look decides about the pair whose second byte is at i.
func (sp *spacer) look(i int) {
	s := sp.s
	l := &sp.page.lines[sp.page.at]
	switch first, second := s[i-1], s[i]; {
	case first == '\n':
		sp.lineMark(l, i)
	case first == '(' || first == '[':
		sp.opened(l, i)
	case splitNegation(s, i-1) && i-1 > l.text:
		sp.treebank(l, i-1)
	case first == ' ' && second == '"' && blankBefore(s, i-1) == 0 && blankAt(s, i+1) == 0:
		sp.swapped(l, i, 1)
	case blankBefore(s, i) > 0 || second == '\t':
		sp.spaces(l, i)
	case blankAt(s, i-1) > 1:
		sp.spaces(l, i-1)
	case second == ' ' && apostropheBefore(s, i) > 0:
		n := apostropheBefore(s, i)
		sp.rejoin(l, i-n, n)
	case second == ' ':
		if q := quoteEnding(s, i); q > 0 && blankBefore(s, i-q) > 0 && i-q > l.text {
			sp.floats(l, i-q-blankBefore(s, i-q), i-q, q)
		}
	default:
		if at := sp.glued(l, i); at >= 0 && sp.missing {
			sp.e.Insert(at, " ", kindMissing)
		}
	}
}

// quoteEnding returns the length of the quote that ends at a place, the straight one included.
func quoteEnding(s string, i int) int {
	if s[i-1] == '"' {
		return 1
	}
	return quoteBefore(s, i)
}

// glued returns where a space is missing at the pair whose second byte is at i, -1 for nowhere.
func (sp *spacer) glued(l *row, i int) int {
	s := sp.s
	first := s[i-1]
	switch {
	case leansLeft(s, i) || leansRight(s, i):
		return sp.dash(l, i)
	case s[i] == '(':
		return sp.beforeBracket(i)
	case first == ')' || first == ']':
		return sp.behindBracket(i)
	case quoteBefore(s, i) > 0:
		if n := quoteBefore(s, i); sp.swapped(l, i-n, n) {
			return -1
		}
		return sp.behindQuote(l, i)
	case singleCloses(s, i):
		return sp.behindSingle(l, i)
	case s[i] == '"' && sp.swapped(l, i, 1):
		return -1
	case s[i] == '"':
		return sp.atQuote(i)
	case s[i] == '\'':
		return sp.atSingle(l, i)
	case quoteAt(s, i) > 0:
		if sp.swapped(l, i, quoteAt(s, i)) {
			return -1
		}
		return sp.beforeQuote(l, i)
	case first >= utf8.RuneSelf && !markBefore(s, i):
		return -1
	case first >= utf8.RuneSelf:
		return sp.behindWide(i)
	case first == '.':
		return sp.behindStop(i)
	}
	return sp.behindMark(i, first)
}

// markBefore says whether a mark beyond ASCII ends at a place.
func markBefore(s string, i int) bool {
	return wideMarkAt(s, i-2) == 2 || wideMarkAt(s, i-3) == 3 || i >= 3 && s[i-3:i] == "…"
}

// chunk is a run of characters without white space or long dash, with a pair inside.
type chunk struct {
	start, end int
	ok         bool // it is short and holds nothing of addresses, paths, markup or code
	marks      int  // of the punctuation mark asked about, those with something glued behind them
	dots       int  // full stops with a letter on both sides
}

// chunkReach is how far a chunk is looked at on each side, in characters. Longer runs are addresses,
// data, or scripts without spaces.
const chunkReach = 72

func (sp *spacer) chunk(i int, mark byte) chunk {
	s := sp.s
	c := chunk{start: i, end: i}
	left, right := chunkReach, chunkReach
	for ; c.start > 0 && left > 0 && !breaks(s, c.start-1); c.start-- {
		if !goesOnByte(s[c.start-1]) {
			left--
		}
	}
	for ; c.end < len(s) && right > 0 && !breaks(s, c.end); c.end++ {
		if !goesOnByte(s[c.end]) {
			right--
		}
	}
	if left == 0 || right == 0 {
		return c
	}
	c.ok = true
	for k := c.start; k < c.end; k++ {
		b := s[k]
		inner := k+1 < c.end && k > c.start
		switch {
		case foreign[b]:
			c.ok = c.ok && b == '$' && k+1 < c.end && s[k+1] >= '0' && s[k+1] <= '9'
		case b == '%':
			c.ok = c.ok && (k == c.start || s[k-1] >= '0' && s[k-1] <= '9' || narrowBefore(s, k))
		case b == '&':
			c.ok = c.ok && !strings.Contains(s[k:c.end], ";")
		case b == '(':
			c.ok = c.ok && !(k > c.start && wordly(s[k-1]))
		case b == '.' && inner && wordly(s[k-1]) && letterly(s[k+1]):
			c.dots++
		}
		if b == mark && inner {
			if k+1 < c.end && (wordly(s[k+1]) || s[k+1] == '"') {
				c.marks++
			}
		}
	}
	return c
}

// goesOnByte says whether a byte goes on with a character.
func goesOnByte(b byte) bool { return b >= 0x80 && b < 0xC0 }

// foreign marks the bytes that running text has no use for.
var foreign = func() (t [256]bool) {
	for _, b := range []byte("_\\/@#={}<>|~^*+$[]`") {
		t[b] = true
	}
	return t
}()

// breaks says whether the byte at k is white space or belongs to a dash.
func breaks(s string, k int) bool {
	switch b := s[k]; b {
	case ' ', '\n', '\t', '\r':
		return true
	case 0x93, 0x94:
		return k >= 2 && s[k-1] == 0x80 && s[k-2] == 0xE2
	case 0xE2:
		return k+2 < len(s) && s[k+1] == 0x80 && (s[k+2] == 0x93 || s[k+2] == 0x94)
	case 0x80:
		return k >= 1 && k+1 < len(s) && s[k-1] == 0xE2 && (s[k+1] == 0x93 || s[k+1] == 0x94)
	}
	return false
}
