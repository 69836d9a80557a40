package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// habits is what a text does throughout. Where that can be right, it is left.
type habits struct {
	known                       bool
	guillemets                  bool // « with a space behind it
	colonTight, colonSpaced     int
	semiTight, semiSpaced       int
	bracketTight, bracketSpaced int
	dandaTight, dandaSpaced     int
	oneSpace, twoSpaces         int // behind a sentence
	capitals                    int // behind one of them
	quotes                      [6]quoteRole
	dashes                      [2]dashHabit // – and —
}

// quoteRole counts where a quote stands at the beginning of what is quoted, and where at its end.
type quoteRole struct{ opens, closes int }

// count counts once for a text.
func (h *habits) count(s string) {
	if h.known {
		return
	}
	h.known = true
	h.guillemets = strings.Contains(s, "« ") || strings.Contains(s, "«\u00A0") || strings.Contains(s, "«\u202F")
	for i := 1; i+1 < len(s); i++ {
		switch s[i] {
		case ':', ';':
			h.mark(s[i], s[i-1], s[i+1])
		case 0xE0:
			if dandaAt(s, i) && s[i-1] == ' ' {
				h.dandaSpaced++
			} else if dandaAt(s, i) {
				h.dandaTight++
			}
		case '(':
			if s[i+1] == ' ' {
				h.bracketSpaced++
			} else if wordly(s[i+1]) {
				h.bracketTight++
			}
		case 0xC2, 0xE2:
			if dashAt(s, i) {
				h.dash(s, i)
			}
			h.quote(s, i)
		case ' ':
			if b := s[i-1]; b == '.' || b == '?' || b == '!' || b >= 0x80 && markBefore(s, i) && b != 0x8C && b != 0x9B && b != 0xA3 {
				h.sentence(s, i)
			}
		}
	}
	if len(s) > 0 {
		h.quote(s, 0)
	}
}

func (h *habits) mark(mark, before, after byte) {
	if after > ' ' {
		return
	}
	tight, spaced := &h.colonTight, &h.colonSpaced
	if mark == ';' {
		tight, spaced = &h.semiTight, &h.semiSpaced
	}
	if before == ' ' {
		*spaced++
	} else if before > ' ' {
		*tight++
	}
}

func (h *habits) sentence(s string, i int) {
	if s[i+1] != ' ' {
		h.oneSpace++
		if r, _ := decode(s, i+1); unicode.IsUpper(r) {
			h.capitals++
		}
	} else if i+2 < len(s) && s[i+2] > ' ' {
		h.twoSpaces++
	}
}

// quote counts what the quote at a place does, where its surroundings tell.
func (h *habits) quote(s string, i int) {
	n := quoteAt(s, i)
	if n == 0 {
		return
	}
	before := i == 0 || s[i-1] <= ' ' || s[i-1] == '(' || s[i-1] == '['
	after := i+n >= len(s) || s[i+n] <= ' ' || strings.IndexByte(",.;:?!)]", s[i+n]) >= 0
	if r := &h.quotes[quoteIndex(s, i)]; before && !after {
		r.opens++
	} else if after && !before {
		r.closes++
	}
}

// quoteIndex numbers the quotes « » “ ” „ ‟ by their last byte.
func quoteIndex(s string, i int) int {
	if s[i] == 0xC2 {
		return int(s[i+1]-0xAB) / 16
	}
	return 2 + int(s[i+2]-0x9C)
}

// Places of a quote.
const (
	unsure = iota
	opening
	closing
)

// place says on which side of what is quoted the quote at a place stands: by its number on the line,
// where it has an even one of them, and by what such quotes do elsewhere in the text. Where the two
// disagree nothing is sure, but for ” and » that stand on both sides in Finnish and Swedish.
func (sp *spacer) place(l *row, at int) int {
	sp.habit.count(sp.s)
	q := &sp.habit.quotes
	k := quoteIndex(sp.s, at)
	elsewhere := unsure
	if q[k].opens > 4*q[k].closes {
		elsewhere = opening
	} else if q[k].closes > 4*q[k].opens {
		elsewhere = closing
	}
	before, all := sp.lineQuotes(l, at)
	if all%2 != 0 {
		return elsewhere
	}
	parity := opening + before%2
	alone := k == 3 && q[2] == quoteRole{} && q[4] == quoteRole{} || k == 1 && !strings.Contains(sp.s, "«")
	if elsewhere == unsure || elsewhere == parity || alone {
		return parity
	}
	return unsure
}

// lineQuotes returns the number of quotes of a line before a place, and of all.
func (sp *spacer) lineQuotes(l *row, at int) (before, all int) {
	if sp.quoteLine != l.start {
		sp.quoteLine, sp.quoteSeen, sp.quotesSeen, sp.quotesAll = l.start, l.start, 0, countQuotes(sp.s[l.start:l.end])
	}
	sp.quotesSeen += countQuotes(sp.s[sp.quoteSeen:max(at, sp.quoteSeen)])
	sp.quoteSeen = max(at, sp.quoteSeen)
	return sp.quotesSeen, sp.quotesAll
}

func countQuotes(s string) (n int) {
	for i := range len(s) {
		if s[i] >= 0xC2 && quoteAt(s, i) > 0 {
			n++
		}
	}
	return n
}

// doubledFits says whether a run of spaces between words is a slip and not a layout.
func (sp *spacer) doubledFits(l *row, start, end int) bool {
	s := sp.s
	f := sp.page.line()
	if !f.prose(4) || !endsPhrase(s, start) || s[end] != '"' && s[end] != '(' && !beginsPhrase(s, end) || strings.IndexByte(s[start:end], '\t') >= 0 || start-l.text <= 8 && marker(s[l.text:start]) {
		return false
	}
	if b := s[start-1]; f.symbols*10 > f.words && !f.prose(12) || b >= 'A' && b <= 'Z' && !f.prose(8) || sp.page.aboutCode() && (end-start > 2 || !wordly(b)) {
		return false
	}
	if end-start == 2 && sp.afterSentence(start) && sp.twoByCustom() {
		return false
	}
	if sp.inColumn(l, start, end) || end-start > 2 && f.gaps == 1 && !smallAt(s, end) && start-l.text < termReach && strings.Count(s[l.text:start], " ") < 2 { // a term and what it means
		return false
	}
	if f.flowing() && sp.page.near(-1).flowing() && sp.page.near(1).flowing() {
		return true
	}
	return !sp.aligned(l, start, end)
}

// afterSentence says whether a sentence may end before a place.
func (sp *spacer) afterSentence(at int) bool {
	r, _ := utf8.DecodeLastRuneInString(sp.s[:at])
	return !inWord(r) && !strings.ContainsRune(",;،؛፣", r)
}

// twoByCustom says whether the text sets two spaces behind its sentences: behind twice as many as one.
func (sp *spacer) twoByCustom() bool {
	sp.habit.count(sp.s)
	h := &sp.habit
	return h.twoSpaces >= 2*h.oneSpace && (h.twoSpaces >= 3 || h.oneSpace == 0)
}

// flowing says whether a line has so few gaps that it is no row of a table.
func (f *lineFacts) flowing() bool {
	return f.gaps+f.tabs == 0 || f.prose(7) && f.gaps*4 <= f.words && f.tabs == 0
}

// wideFits says whether the one wide space or tab at [start,end) is a slip: a space is wide in Chinese, and
// a tab between columns.
func (sp *spacer) wideFits(l *row, start, end int) bool {
	f := sp.page.line()
	r, _ := decode(sp.s, start)
	before, _ := utf8.DecodeLastRuneInString(sp.s[:start])
	after, _ := decode(sp.s, end)
	if noBlanks(before) || noBlanks(after) || !f.prose(5) || !unicode.IsLetter(after) && !unicode.IsDigit(after) && !strings.ContainsRune("“„«\"(", after) {
		return false
	}
	if r == '\t' {
		return f.tabs*3 <= f.words && f.prose(8) && sp.page.near(-1).tabs == 0 && sp.page.near(1).tabs == 0 && !sp.page.aboutCode()
	}
	return r >= 0x2000 && r <= 0x2008 || r == 0x3000 || r == 0x205F
}

// endsInWord says whether the last character before a place is a letter, a mark or a digit.
func endsInWord(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return inWord(r)
}

// endsPhrase says whether a word or a mark ends at a place, beginsPhrase whether a word or a quote begins there.
func endsPhrase(s string, at int) bool {
	if b := s[at-1]; b < utf8.RuneSelf {
		return wordly(b) || strings.IndexByte(".,;:?!)\"'%", b) >= 0
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return inWord(r) || unicode.IsPunct(r)
}

func beginsPhrase(s string, at int) bool {
	if s[at] < utf8.RuneSelf {
		return wordly(s[at])
	}
	r, _ := decode(s, at)
	return inWord(r) || unicode.IsPunct(r)
}

// marker says whether what begins a line is no word but the sign of an item: 1. or a) or :
func marker(s string) bool {
	w := wordOf(s)
	if strings.IndexByte(s, ' ') >= 0 {
		return false
	}
	return w.letters == 0 || w.letters == 1 && len(s) > len(strings.TrimRight(s, ".):"))
}

// termReach is how long a term may be, so that a long line is not counted again at each of its gaps.
const termReach = 64

func smallAt(s string, at int) bool {
	r, _ := decode(s, at)
	return smallLetter(r)
}

// inColumn says whether the lines above and below have a gap that ends in the same column, or one of them where
// a number stands before the gap.
func (sp *spacer) inColumn(l *row, start, end int) bool {
	n := 0
	for _, by := range []int{-1, 1} {
		if k := sp.page.at + by; k >= 0 && k < len(sp.page.lines) && gapEnds(sp.s, &sp.page.lines[k], sp.page.lines[k].start+end-l.start) {
			n++
		}
	}
	digit := sp.s[start-1] >= '0' && sp.s[start-1] <= '9'
	return n == 2 || n == 1 && digit
}

// aligned says whether a line above or below has a gap of two spaces or more that begins or ends
// in the same column, as columns do.
func (sp *spacer) aligned(l *row, start, end int) bool {
	for _, by := range []int{-1, 1} {
		k := sp.page.at + by
		if k < 0 || k >= len(sp.page.lines) {
			continue
		}
		m := &sp.page.lines[k]
		if end-start > 2 && strings.Contains(sp.s[m.text:m.stop], "   ") {
			return true
		}
		if gapEnds(sp.s, m, m.start+end-l.start) || gapBegins(sp.s, m, m.start+start-l.start) {
			return true
		}
	}
	return false
}

func gapEnds(s string, m *row, at int) bool {
	return at >= m.text+3 && at < m.stop && s[at] != ' ' && s[at-1] == ' ' && s[at-2] == ' '
}

func gapBegins(s string, m *row, at int) bool {
	return at > m.text && at+1 < m.stop && s[at-1] != ' ' && s[at] == ' ' && s[at+1] == ' '
}
