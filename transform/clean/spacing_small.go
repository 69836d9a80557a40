package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// Stops that sentences with less than a capital behind them have lost their space to: behind a unit of
// measure, in texts that have lost their capitals, between initials.

// behindUnit decides about a stop behind a number with its unit: 30 km/h.The, 14 °C.The, 300 €.The.
func (sp *spacer) behindUnit(i int, c chunk) bool {
	s, l := sp.s, &sp.page.lines[sp.page.at]
	unit := s[c.start : i-1]
	right := wordAfter(s, i, c.end)
	if len(unit) > 12 || c.start <= l.text+1 || !right.initial || !right.plain() || right.digits || right.allCaps() || right.letters < 2 && !sp.lone(right, i) {
		return false
	}
	numbered := unit != "" && unit[0] >= '0' && unit[0] <= '9'
	if before := c.start - blankBefore(s, c.start); before > l.text && s[before-1] >= '0' && s[before-1] <= '9' {
		numbered = true
	}
	if !numbered || !unitLike(unit) || strings.Trim(s[i+len(right.text):c.end], ",;:!?") != "" {
		return false
	}
	return sp.page.line().prose(6) && !sp.page.aboutSoftware() && sp.wordsBefore(c.start) >= 3 && sp.wordsAfter(i+len(right.text)) >= 2
}

// unitLike says whether a stretch is a unit, behind its number or alone: short words and at least one sign that
// only units have, so that names with a stop inside are none.
func unitLike(s string) bool {
	signs, letters := 0, 0
	for _, r := range s {
		switch {
		case strings.ContainsRune("/°²³€£¥%‰′″Ω", r):
			signs++
			letters = 0
		case unicode.IsLetter(r):
			if letters++; letters > 4 {
				return false
			}
		case !unicode.IsDigit(r) && r != ',':
			return false
		}
	}
	return signs > 0 && signs <= 2
}

// smallStarts decides about a stop before one of the commonest words of the text's language, written small: the
// word before it is a long one, and nothing else stands in the chunk. What may end the name of a host as well asks
// for a text that begins its sentences small.
func (sp *spacer) smallStarts(i int, c chunk, left, right word) bool {
	end := i + len(right.text)
	low := sp.page.language().Has(right.text)
	if !low || unicode.IsDigit(rune(right.text[0])) || right.letters < 2 || left.upper > 1 || left.letters < 4 || c.start+len(left.text) != i-1 || c.end != end || !strings.HasPrefix(sp.s[end:], " ") {
		return false
	}
	before, after := sp.wordsBefore(c.start), sp.wordsAfter(end)
	if before < 3 || after < 2 || !sp.page.line().prose(8) || sp.page.aboutSoftware() {
		return false
	}
	if right.letters >= 3 && left.letters >= 6 && !hostEndings[right.text] {
		return true
	}
	if suspends[wordAfter(sp.s, end+1, min(len(sp.s), end+1+chunkReach)).text] {
		return false // harbour.in and
	}
	return (left.letters >= 6 || right.letters >= 3 && !hostEndings[right.text]) && sp.lostCapitals()
}

// hostEndings are common words that end names of hosts and files too, those of two letters aside.
var hostEndings = wordsOf("one now you how here new all who per for not box day con del des men bar dev uno ist pas out")

// lostCapitals says whether the sentences of the text begin with small letters, and its first line too.
func (sp *spacer) lostCapitals() bool {
	sp.habit.count(sp.s)
	l := &sp.page.lines[sp.page.at]
	r, _ := utf8.DecodeRuneInString(sp.s[l.text:])
	return smallLetter(r) && sp.habit.capitals == 0
}

// initials decides about the stop between the last of several initials and a name: J. R.Holm.
func (sp *spacer) initials(i int, c chunk, left, right word) bool {
	at := i - 1 - len(left.text)
	if left.letters != 1 || left.upper != 1 || at != c.start || at < 3 || !right.initial || right.letters < 3 || right.upper > 1 || !right.plain() || sp.page.aboutSoftware() {
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(sp.s[:at-2])
	return sp.s[at-2:at] == ". " && unicode.IsUpper(before) && wordBefore(sp.s, at-2, max(0, at-2-chunkReach)).letters == 1
}
