package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// blankAt returns the length of the white space character at a place, blankBefore of the one before it.
func blankAt(s string, i int) int {
	if i < len(s) && s[i] == ' ' {
		return 1
	}
	return oddAt(s, i)
}

func blankBefore(s string, i int) int {
	for n := 1; n <= 3 && n <= i; n++ {
		if blankAt(s, i-n) == n {
			return n
		}
	}
	return 0
}

// spaces decides about the run of spaces that a candidate at i belongs to.
func (sp *spacer) spaces(l *row, i int) {
	s, start, end, n := sp.s, i, i, 0
	for start > l.start && blankBefore(s, start) > 0 {
		start -= blankBefore(s, start)
		n++
	}
	for end < l.end && blankAt(s, end) > 0 {
		end += blankAt(s, end)
		n++
	}
	sp.done = end
	if start <= l.text || end >= l.stop || n == 0 {
		return // an indent, or the end of a line
	}
	if wide := wideMarkAt(s, end); wide > 0 {
		if sp.before && !l.table && endsWord(s, start) && sp.wideTight(end) {
			sp.e.Cut(start, end, kindBefore)
			return
		}
	} else if (punctuation(s[end]) || s[end] == ']') && sp.tooEarly(l, start, end) {
		sp.cutBefore(start, end)
		return
	} else if q := quoteLength(s, end); q > 0 && sp.floats(l, start, end, q) {
		return
	} else if q := apostropheAt(s, end); q > 0 && sp.rejoin(l, end, q) {
		return
	}
	if !sp.doubled || l.table {
		return
	}
	if n > 1 && sp.doubledFits(l, start, end) || n == 1 && end-start+int(s[start]) != 1+' ' && sp.wideFits(l, start, end) {
		sp.e.Replace(start, end, " ", kindDoubled)
	}
}

// cutBefore cuts the spaces [start,end) before a mark; where a word is glued behind it they go there.
func (sp *spacer) cutBefore(start, end int) {
	s := sp.s
	switch {
	case s[end] == ')' && sp.missing && wordAfter(s, end+1, min(len(s), end+1+chunkReach)).letters >= 2:
		sp.e.Replace(start, end+1, ") ", kindBrackets) // (boat )is
		sp.done = end + 1
	case s[end] == ')' || s[end] == ']':
		sp.e.Cut(start, end, kindBrackets)
	case sp.missing && end+1 < len(s) && wordly(s[end+1]):
		sp.e.Replace(start, end+1, markAndSpace[s[end]], kindBefore)
	default:
		sp.e.Cut(start, end, kindBefore)
	}
}

var markAndSpace = [128]string{',': ", ", '.': ". ", ';': "; ", ':': ": ", '?': "? ", '!': "! "}

// quoteLength is quoteAt with the straight quote.
func quoteLength(s string, i int) int {
	if s[i] == '"' {
		return 1
	}
	return quoteAt(s, i)
}

// floats cuts the space on the inner side of the quote at [end,end+q) that has one on both.
func (sp *spacer) floats(l *row, start, end, q int) bool {
	s := sp.s
	behind := end + q
	after := behind
	for after < l.stop && s[after] == ' ' {
		after++
	}
	if after == behind || after >= l.stop || !sp.brackets || l.table || sp.page.aboutCode() || !sp.page.line().prose(5) || s[end] == 0xC2 && !sp.guillemetsTight(l, end) || sp.frenchAt(l, end) {
		return false
	}
	opens := false
	if q > 1 {
		where := sp.place(l, end)
		if where == unsure {
			return false
		}
		opens = where == opening
	} else {
		if strings.Count(s[l.start:l.end], `"`)%2 != 0 || l.end-l.start > 8*sentenceReach {
			return false
		}
		opens = strings.Count(s[l.start:end], `"`)%2 == 0
	}
	if sp.done = after; opens {
		if !wordly(s[after]) {
			return false
		}
		sp.e.Cut(behind, after, kindBrackets)
		return true
	}
	if endsWord(s, start) || strings.IndexByte(".,?!", s[start-1]) >= 0 {
		sp.e.Cut(start, end, kindBrackets)
		return true
	}
	return false
}

func punctuation(b byte) bool {
	return b == ',' || b == '.' || b == ';' || b == ':' || b == '?' || b == '!' || b == ')'
}

// tooEarly says whether the spaces [start,end) before a mark are to go.
func (sp *spacer) tooEarly(l *row, start, end int) bool {
	s, mark := sp.s, sp.s[end]
	if mark == ')' || mark == ']' {
		return sp.brackets && !l.table && (wordly(s[start-1]) || strings.IndexByte(".!?%\"", s[start-1]) >= 0) && sp.page.line().prose(4) &&
			!sp.page.aboutCode() && !sp.spacedBrackets() && sp.matched(l, start, end)
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
		return sp.commaEarly(after, end, left)
	case '.':
		if after > ' ' {
			return sp.stopShifted(l, start, end, left)
		}
		return sp.sentenceEnds(l, start, end, left)
	}
	if sp.page.aboutCode() || !f.prose(2) || left.letters == 1 && !left.function() && !unicased(left) || sp.frenchAt(l, end) {
		return false
	}
	if after > ' ' && sp.shifted(mark, end, left) {
		return true
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
	return after <= ' ' && left.letters >= 2 && (sp.marksTight(mark) || sp.habit.colonSpaced <= 3 && left.upper == 0 && f.prose(8) && sp.page.language() != text.NoTongue && sp.wordsBefore(start) >= 2)
}

// commaEarly decides about a comma behind spaces.
func (sp *spacer) commaEarly(after byte, end int, left word) bool {
	f := sp.page.line()
	if !f.prose(3) {
		return false
	}
	if after > ' ' && !letterly(after) { // a number, perhaps
		right := wordAfter(sp.s, end+1, min(len(sp.s), end+1+chunkReach))
		rest := sp.s[end+1+len(right.text):]
		grouped := len(rest) > 1 && strings.IndexByte(".,' ", rest[0]) >= 0 && rest[1] >= '0' && rest[1] <= '9'
		return right.digits && after <= '9' && left.letters >= 3 && f.prose(6) && (len(right.text) > 1 || grouped)
	}
	if left.letters == 0 && after > ' ' { // in 1904 ,nobody
		right := wordAfter(sp.s, end+1, min(len(sp.s), end+1+chunkReach))
		return f.prose(8) && right.plain() && (right.letters >= 3 || right.function()) && !sp.page.aboutCode()
	}
	if left.letters == 0 {
		return f.prose(6) && after <= ' ' && !(end+2 < len(sp.s) && sp.s[end+2] >= '0' && sp.s[end+2] <= '9')
	}
	return (left.letters >= 2 || left.text[0] >= utf8.RuneSelf || left.function() && f.prose(6)) && !left.camel
}

// shifted says whether a ; ? or ! was moved behind the space: word ;word.
func (sp *spacer) shifted(mark byte, end int, left word) bool {
	right := wordAfter(sp.s, end+1, min(len(sp.s), end+1+chunkReach))
	if left.letters < 3 || !left.plain() || right.letters < 2 || !right.plain() || !sp.page.line().prose(4) {
		return false
	}
	if mark == ':' { // names of emoji and symbols of programs have one in front
		return left.upper == 0 && left.letters >= 4 && right.function() && strings.HasPrefix(sp.s[end+1+len(right.text):], " ") && sp.page.line().prose(8) && !sp.page.aboutSoftware()
	}
	return mark == ';' || right.initial || unicased(right)
}

// stopShifted says whether a full stop was moved behind the space: word .Word, and not .NET. A function word
// of the text's language says so sooner than a noun.
func (sp *spacer) stopShifted(l *row, start, end int, left word) bool {
	right := wordAfter(sp.s, end+1, min(l.stop, end+1+chunkReach))
	function := right.function() && (right.letters > 1 || sp.lone(right, end+1))
	if left.letters < 2 && !allDigits(left) || left.letters > 0 && !left.plain() || left.allCaps() || left.digits && left.letters > 0 {
		return false
	}
	if !right.plain() || right.digits || right.letters < 2 && !function && !unicased(right) || right.allCaps() && !function || right.camel || !right.initial && !unicased(right) {
		return false
	}
	if hostWords[right.text] && !sp.page.language().Has(strings.ToLower(right.text)) || sp.page.aboutCode() || sp.page.aboutSoftware() || !sp.page.line().prose(5) {
		return false
	}
	before, after := sp.wordsBefore(start), sp.wordsAfter(end+1+len(right.text))
	if function || unicased(right) || left.upper == 0 && left.letters >= 3 {
		return before >= 2 && after >= 1
	}
	return before >= 4 && after >= 2
}

// wideTight says whether a space before the mark is a slip: always, but in Hindi and Bengali, where one
// before the danda is a custom of some.
func (sp *spacer) wideTight(at int) bool {
	if !dandaAt(sp.s, at) {
		return true
	}
	sp.habit.count(sp.s)
	return sp.habit.dandaTight > 0 && sp.habit.dandaTight >= sp.habit.dandaSpaced
}

// endsWord says whether a word, a quote or a bracket ends at a place.
func endsWord(s string, at int) bool {
	b := s[at-1]
	if b < 0x80 {
		return wordly(b) || b == ')' || b == '"' || b == '\'' || b == '%'
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsLetter(r) && !scriptWithoutSpaces(r) || unicode.Is(unicode.M, r) || unicode.IsDigit(r) || strings.ContainsRune("”’“»«", r)
}

// sentenceEnds says whether a lone full stop ends a sentence: words before it, and the end of the line or
// a capital behind it. `git add .` ends none.
func (sp *spacer) sentenceEnds(l *row, start, end int, left word) bool {
	if sp.page.aboutCode() || left.letters == 1 && left.upper == 1 || !sp.page.line().prose(4) {
		return false
	}
	if end+1 >= l.stop {
		return sp.wordsBefore(start) >= 2 && sp.habitual()
	}
	r, _ := decode(sp.s, end+2)
	if sp.s[end+1] != ' ' || sp.wordsBefore(start) < 1 {
		return false
	}
	return unicode.IsUpper(r) || caseless(r) || strings.ContainsRune("\"“”„«»¿¡(–—", r) || unicode.IsDigit(r)
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
