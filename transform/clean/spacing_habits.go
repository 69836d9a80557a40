package clean

import (
	"strings"
	"unicode/utf8"
)

// habits is what a text does throughout. Where that can be right, it is left.
type habits struct {
	known                       bool
	low, guillemets             bool // „ and « with a space behind it
	colonTight, colonSpaced     int
	semiTight, semiSpaced       int
	bracketTight, bracketSpaced int
	wideTight, wideSpaced       int // marks beyond ASCII
	oneSpace, twoSpaces         int // behind a sentence
}

// count counts once for a text.
func (h *habits) count(s string) {
	if h.known {
		return
	}
	h.known = true
	h.low = strings.Contains(s, "„")
	h.guillemets = strings.Contains(s, "« ") || strings.Contains(s, "«\u00A0") || strings.Contains(s, "«\u202F")
	for i := 1; i+1 < len(s); i++ {
		switch s[i] {
		case ':', ';':
			h.mark(s[i], s[i-1], s[i+1])
		case 0xD6, 0xD8, 0xDB, 0xE0, 0xE1:
			if wideMarkAt(s, i) > 0 && s[i-1] == ' ' {
				h.wideSpaced++
			} else if wideMarkAt(s, i) > 0 {
				h.wideTight++
			}
		case '(':
			if s[i+1] == ' ' {
				h.bracketSpaced++
			} else if wordly(s[i+1]) {
				h.bracketTight++
			}
		case ' ':
			if b := s[i-1]; b == '.' || b == '?' || b == '!' {
				h.sentence(s, i)
			}
		}
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
	} else if i+2 < len(s) && s[i+2] > ' ' {
		h.twoSpaces++
	}
}

// doubledFits says whether a run of spaces between words is a slip and not a layout.
func (sp *spacer) doubledFits(l *row, start, end int) bool {
	s := sp.s
	f := sp.page.line()
	if !f.prose(4) || !endsPhrase(s[start-1]) || !letterly(s[end]) && s[end] != '"' && s[end] != '(' && !wordly(s[end]) {
		return false
	}
	if b := s[start-1]; f.symbols*10 > f.words || b >= 'A' && b <= 'Z' || sp.page.aboutCode() && (end-start > 2 || !wordly(b)) {
		return false
	}
	if !endsInWord(s, start) && s[start-1] != ',' && s[start-1] != ';' {
		sp.habit.count(s)
		if 3*sp.habit.twoSpaces >= 2*sp.habit.oneSpace {
			return false
		}
	}
	return !sp.aligned(l, start, end)
}

// endsInWord says whether the last character before a place is a letter, a mark or a digit.
func endsInWord(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return inWord(r)
}

func endsPhrase(b byte) bool {
	return wordly(b) || strings.IndexByte(".,;:?!)\"'%", b) >= 0
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
