package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// beforeBracket decides about a letter before an opening bracket: two words at least stand in it, or a
// year.
func (sp *spacer) beforeBracket(i int) int {
	s := sp.s
	inside, ok := sp.inside(i)
	left := wordBefore(s, i, max(0, i-chunkReach))
	if !ok || sp.page.aboutCode() || left.letters < 3 || left.upper > 1 || !left.plain() || left.digits || !sp.page.line().prose(6) {
		return -1
	}
	if isYear(inside) || naturalWords(inside) {
		return i
	}
	return -1
}

// behindBracket decides about a closing bracket before a letter.
func (sp *spacer) behindBracket(i int) int {
	s := sp.s
	from := strings.LastIndexByte(s[max(0, i-1-sentenceReach):i-1], '(')
	right := wordAfter(s, i, min(len(s), i+chunkReach))
	if from < 0 || sp.page.aboutCode() || right.letters < 2 || !right.plain() || !sp.page.line().prose(6) {
		return -1
	}
	from += max(0, i-1-sentenceReach)
	inside := s[from+1 : i-1]
	if from == 0 || wordly(s[from-1]) && !isYear(inside) && !naturalWords(inside) {
		return -1
	}
	if isYear(inside) || naturalWords(inside) {
		return i
	}
	return -1
}

// inside returns what stands in the brackets that open at i, on one line.
func (sp *spacer) inside(i int) (string, bool) {
	stretch := sp.s[i+1 : min(len(sp.s), i+1+sentenceReach)]
	end := strings.IndexAny(stretch, "()\n")
	if end < 0 || stretch[end] != ')' {
		return "", false
	}
	return stretch[:end], true
}

func isYear(s string) bool {
	return len(s) == 4 && (s[0] == '1' && s[1] >= '5' || s[0] == '2' && s[1] == '0') && allDigits(wordOf(s)) && s[1] <= '9'
}

// naturalWords says whether s is two words or more of prose.
func naturalWords(s string) bool {
	n := 0
	for _, part := range strings.Fields(s) {
		w := wordOf(strings.Trim(part, ",.;:'’\"“”"))
		if w.letters == 0 && !w.digits || w.camel || w.digits && w.letters > 0 || strings.IndexByte(part[:len(part)-1], ',') >= 0 || strings.ContainsAny(part, "=<>{}[]_*&|\\/") {
			return false
		}
		if w.letters > 1 || w.function() {
			n++
		}
	}
	return n >= 2
}

// opened cuts the spaces behind an opening bracket.
func (sp *spacer) opened(l *row, i int) {
	end := i
	for end < l.stop && sp.s[end] == ' ' {
		end++
	}
	sp.done = end
	if sp.brackets && !l.table && end < l.stop && letterly(sp.s[end]) && i >= 2 && (sp.s[i-2] == ' ' || sp.s[i-2] >= utf8.RuneSelf) &&
		sp.page.line().prose(4) && !sp.page.aboutCode() && !sp.spacedBrackets() {
		sp.e.Cut(i, end, kindBrackets)
	}
}

// spacedBrackets says whether the text puts spaces inside of its brackets by custom.
func (sp *spacer) spacedBrackets() bool {
	sp.habit.count(sp.s)
	return sp.habit.bracketSpaced > 3 && sp.habit.bracketSpaced > sp.habit.bracketTight
}

// spaces decides about a run of spaces, the second byte of a candidate at i.
func (sp *spacer) spaces(l *row, i int) {
	s, start, end := sp.s, i-1, i
	for start > l.start && s[start-1] == ' ' {
		start--
	}
	for end < l.end && s[end] == ' ' {
		end++
	}
	sp.done = end
	if start <= l.text || end >= l.stop {
		return // an indent, or the end of a line
	}
	if n := wideMarkAt(s, end); n > 0 {
		if sp.before && !l.table && endsWord(s, start) && (end+n >= l.stop || s[end+n] <= ' ') && sp.wideTight() {
			sp.e.Cut(start, end, kindBefore)
			return
		}
	} else if punctuation(s[end]) && sp.tooEarly(l, start, end) {
		kind := kindBefore
		if s[end] == ')' {
			kind = kindBrackets
		}
		sp.e.Cut(start, end, uint8(kind))
		return
	}
	if end-start > 1 && sp.doubled && !l.table && sp.doubledFits(l, start, end) {
		sp.e.Cut(start+1, end, kindDoubled)
	}
}

func punctuation(b byte) bool {
	return b == ',' || b == '.' || b == ';' || b == ':' || b == '?' || b == '!' || b == ')'
}

// tooEarly says whether the spaces [start,end) before a mark are to go.
func (sp *spacer) tooEarly(l *row, start, end int) bool {
	s, mark := sp.s, sp.s[end]
	if mark == ')' {
		return sp.brackets && !l.table && letterly(s[start-1]) && sp.page.line().prose(4) && !sp.page.aboutCode() && !sp.spacedBrackets()
	}
	if !sp.before || !endsWord(s, start) {
		return false
	}
	after := byte('\n')
	if end+1 < len(s) {
		after = s[end+1]
	}
	f := sp.page.line()
	left := wordBefore(s, start, max(l.start, start-chunkReach))
	switch mark {
	case ',':
		if left.letters == 0 && end+2 < l.stop && wordly(sp.s[end+2]) && sp.s[end+2] <= '9' {
			return false // a number, perhaps
		}
		return (after <= ' ' || letterly(after)) && (left.letters >= 2 && !left.camel || left.letters == 0 && f.prose(6)) && f.prose(3)
	case '.':
		return after <= ' ' && sp.sentenceEnds(l, start, end, left)
	}
	if sp.page.aboutCode() || !f.prose(2) || left.letters == 1 && !left.function() || sp.frenchHere(l) {
		return false
	}
	if mark == '?' || mark == '!' {
		for k := end + 1; k < l.stop && (s[k] == '?' || s[k] == '!'); k++ {
			after = '\n'
			if k+1 < len(s) {
				after = s[k+1]
			}
		}
		return after <= ' ' || after == '"' || after == 0xE2
	}
	return after <= ' ' && left.letters >= 2 && sp.marksTight(mark)
}

// wideTight says whether most such marks of the text stand at their words: in Hindi and Bengali a
// space before the danda is a custom of some.
func (sp *spacer) wideTight() bool {
	sp.habit.count(sp.s)
	return sp.habit.wideTight > sp.habit.wideSpaced
}

// endsWord says whether a word, a quote or a bracket ends at a place.
func endsWord(s string, at int) bool {
	b := s[at-1]
	if b < 0x80 {
		return wordly(b) || b == ')' || b == '"' || b == '\'' || b == '%'
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsLetter(r) && !scriptWithoutSpaces(r) || unicode.Is(unicode.M, r) || r == '”' || r == '’'
}

// sentenceEnds says whether a lone full stop ends a sentence: four words before it, and the end of the
// line or a capital behind it. `git add .` ends none.
func (sp *spacer) sentenceEnds(l *row, start, end int, left word) bool {
	if sp.page.aboutCode() || left.letters == 1 || !sp.page.line().prose(4) || sp.wordsBefore(start) < 2 {
		return false
	}
	if end+1 >= l.stop {
		return sp.habitual()
	}
	r, _ := decode(sp.s, end+2)
	return sp.s[end+1] == ' ' && (unicode.IsUpper(r) || caseless(r) || strings.ContainsRune("\"“”„«»¿¡(", r) || unicode.IsDigit(r))
}

// habitual says whether the line begins as sentences do.
func (sp *spacer) habitual() bool {
	l := &sp.page.lines[sp.page.at]
	r, _ := decode(sp.s, l.text)
	return unicode.IsUpper(r) || caseless(r) || sp.page.line().words >= 8
}

// marksTight says whether most of the text's colons or semicolons stand at their words.
func (sp *spacer) marksTight(mark byte) bool {
	sp.habit.count(sp.s)
	if mark == ';' {
		return sp.habit.semiTight >= sp.habit.semiSpaced || sp.habit.semiSpaced < 3
	}
	return sp.habit.colonTight > sp.habit.colonSpaced || sp.habit.colonSpaced == 1 && sp.page.line().prose(6)
}

// frenchHere says whether the text or the line is French, or uses the quotes of French.
func (sp *spacer) frenchHere(l *row) bool {
	sp.habit.count(sp.s)
	if sp.habit.guillemets || sp.page.language() == text.French {
		return true
	}
	french, others := 0, 0
	stretch := sp.s[l.text:min(l.stop, l.text+4*sentenceReach)]
	for at := 0; ; {
		start, end := text.NextRun(stretch, at)
		if start == end {
			return french > others
		}
		if w := stretch[start:end]; len(w) <= 16 {
			low := strings.ToLower(w)
			if text.French.Has(low) {
				french++
			} else if text.FunctionWord(low) {
				others++
			}
		}
		at = end
	}
}
