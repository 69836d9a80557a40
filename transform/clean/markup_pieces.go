package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// angled reads `< name >`, `< /name >`, `< name />`, `< name attribute="…" >`, `< td ` that is never
// closed, `<spanclass="…">`, and names that blanks tore apart.
func (w *junkScan) angled(l rowLine, at int) (j junk, ok bool) {
	s := w.text
	i := skipBlanks(s, at+1, l.end)
	slash := slashesAt(s, i, l.end)
	from := skipBlanks(s, i+slash, l.end)
	if from < l.end && s[from] == '>' {
		return w.empty(l, at, from+1)
	}
	stop := nameEnd(s, from, l.end)
	j = junk{start: at, name: s[from:stop], element: text.ElementNamed(s[from:stop]), open: slash == 0}
	if e, end := tornName(s, from, l.end); e != 0 {
		j.element, j.name, stop = e, "", end
	} else if j.element == 0 {
		if j.element, stop = gluedName(s, from, stop, l.end); j.element == 0 {
			return w.cutShort(l, j, at, from)
		}
		j.end, _ = attributeRun(s, stop, l.end)
		j.sure = true
		return j, j.end > stop
	}
	if slash > 0 {
		return w.closer(l, j, stop)
	}
	return w.opener(l, j, from, stop)
}

// empty reads `<>` and `</>` that touch a word, in a text that holds more of such.
func (w *junkScan) empty(l rowLine, at, end int) (junk, bool) {
	s := w.text
	if at > l.start && wordy(s[at-1]) && end < l.end && wordy(s[end]) && strings.IndexByte(s[at:end], '/') < 0 {
		return junk{}, false // a<>b
	}
	touches := at > l.start && wordy(s[at-1]) || end < l.end && wordy(s[end])
	return junk{start: at, end: end, element: text.Known, sure: true, glued: true}, touches && (w.weak() || w.page.proof > 0 || w.less < 9 && strings.Contains(l.of(s), "</>"))
}

// slashAt returns the length of a slash at a place, escaped or not, 0 for none.
func slashAt(s string, at, end int) int {
	switch {
	case at < end && s[at] == '/':
		return 1
	case at+1 < end && s[at] == '\\' && s[at+1] == '/':
		return 2
	}
	return 0
}

// slashesAt returns the length of a slash where it stands once, twice or the wrong way round: `<//td>`, `<\td>`.
func slashesAt(s string, at, end int) int {
	n := slashAt(s, at, end)
	if n > 0 {
		return n + slashAt(s, at+n, end)
	}
	if at+2 < end && s[at] == '\\' && text.Letter(s[at+1]) && (text.Letter(s[at+2]) || s[at+1] == 'p') { // `\b` is one of a pattern
		return 1
	}
	return 0
}

// closer reads what follows the name of `</ name`: a >, nothing, or the next word.
func (w *junkScan) closer(l rowLine, j junk, stop int) (junk, bool) {
	s := w.text
	gap := skipBlanks(s, stop, l.end)
	if n := slashAt(s, gap, l.end); n > 0 && skipBlanks(s, gap+n, l.end) < l.end && s[skipBlanks(s, gap+n, l.end)] == '>' {
		gap = skipBlanks(s, gap+n, l.end)
	}
	j.end, j.sure = stop, true
	if end := dashedEnd(s, gap, l.end); end > 0 {
		j.end = end
		return j, true
	}
	return j, stop == l.end || !wordy(s[stop]) && strings.IndexByte("/._-@:=", s[stop]) < 0 || s[stop] == '.' && (stop+1 == l.end || isBlank(s[stop+1]))
}

// dashedEnd returns the end of a > at a place, or of one behind the dashes of a comment; 0 for none.
func dashedEnd(s string, at, end int) int {
	for at < end && dash(s, at) > 0 {
		at += dash(s, at)
	}
	if at < end && s[at] == '>' {
		return at + 1
	}
	return 0
}

// opener reads what follows the name of `< name`.
func (w *junkScan) opener(l rowLine, j junk, from, stop int) (junk, bool) {
	s := w.text
	gap := skipBlanks(s, stop, l.end)
	tight := from == j.start+1
	if n := slashAt(s, gap, l.end); n > 0 {
		j.open = false
		if end := skipBlanks(s, gap+n, l.end); end < l.end && s[end] == '>' {
			j.end, j.sure = end+1, true
			return j, true
		}
		j.end, j.sure = gap+n, true
		return j, tight && (j.element&text.Odd != 0 && gap > stop || gap+n == l.end || isBlank(s[gap+n])) // `<br /` that was never closed
	}
	if end := dashedEnd(s, gap, l.end); end > 0 {
		j.end = end
		lopsided := !tight && gap == stop && len(j.name) > 1 && !mathsNames[j.name] // `< em>`
		j.sure = j.element&text.Odd != 0 || end > gap+2 || j.element&text.Word == 0 && (lopsided || w.lonely(l, j.start, end) && amongWords(l.of(s), j.start-l.start, end-l.start))
		return j, true
	}
	if tight && gap < l.end && s[gap] == '<' && j.element&text.Word == 0 && w.beginsTag(l, gap) {
		j.end, j.sure = gap, true // `<i <i>`
		return j, true
	}
	if gap > stop {
		if end, closed := attributeRun(s, gap, l.end); end > gap && (closed || w.openValue(gap, end)) {
			j.end, j.sure = end, true
			return j, true
		}
	}
	if j.element&text.Odd != 0 && (stop == l.end || isBlank(s[stop])) {
		j.end = stop // `< td Words`, `<strong Words`
		j.sure = tight || stop == l.end || gap < l.end && wordy(s[gap]) && !mathsNames[j.name] && w.less == 1
		return j, j.sure || j.element&text.Grid != 0
	}
	if j.element&text.Odd != 0 && tight && !mathsNames[j.name] && stop < l.end && strings.IndexByte(".,;:!?", s[stop]) >= 0 && (stop+1 == l.end || isBlank(s[stop+1])) {
		j.end, j.sure = stop, true // `<br.`
		return j, true
	}
	if tight && gap > stop && j.element&text.Word == 0 && w.more == 0 && (w.justBefore(j.start) || w.weak() && amongWords(l.of(s), j.start-l.start, stop-l.start)) {
		j.end, j.sure = stop, true // `</b <b words`
		return j, true
	}
	if tight && stop == l.end && j.element&text.Word == 0 && afterSentence(s, l.start, j.start) {
		j.end, j.sure = stop, true // a <p at the end of a line
		return j, true
	}
	return j, false
}

// justBefore says whether the last piece of the line ends at a place, blanks aside.
func (w *junkScan) justBefore(at int) bool {
	n := len(w.page.junk)
	return n > w.from && w.page.junk[n-1].sure && trimWhite(w.text[w.page.junk[n-1].end:at]) == ""
}

// beginsTag says whether a tag or what is left of one begins at a < .
func (w *junkScan) beginsTag(l rowLine, at int) bool {
	s := w.text
	from := skipBlanks(s, at+1, l.end)
	from += slashAt(s, from, l.end)
	stop := nameEnd(s, from, l.end)
	return text.ElementNamed(s[from:stop]) != 0 && (stop == l.end || strings.IndexByte(" />", s[stop]) >= 0)
}

// lonely says whether no bracket stands near [from,to) in its line but such as hold the name of an element.
func (w *junkScan) lonely(l rowLine, from, to int) bool {
	s := w.text
	before := s[max(l.start, from-24):from]
	if n := strings.LastIndexAny(before, "<>"); n >= 0 {
		open := strings.LastIndexByte(before[:n], '<')
		if before[n] == '<' || open < 0 || text.ElementNamed(strings.Trim(before[open+1:n], "/ ")) == 0 {
			return false
		}
	}
	behind := s[to:min(l.end, to+36)]
	n := strings.IndexAny(behind, "<>")
	if n < 0 || n > 24 {
		return true
	}
	closing := strings.IndexByte(behind[n:], '>')
	return behind[n] == '<' && closing > 0 && text.ElementNamed(strings.Trim(behind[n+1:n+closing], "/ ")) != 0
}

// amongWords says whether [from,to) stands between two words of prose, each of three bytes or more, and
// the line holds no other bracket: `met < b > on`, but not `a < b > c`.
func amongWords(l string, from, to int) bool {
	before, behind := strings.TrimRight(l[:from], " ,.;:"), strings.TrimLeft(l[to:], " ")
	k := len(before)
	for k > 0 && (text.Letter(before[k-1]) || before[k-1] >= utf8.RuneSelf) {
		k--
	}
	n := 0
	for n < len(behind) && (text.Letter(behind[n]) || behind[n] >= utf8.RuneSelf) {
		n++
	}
	first, second := longWord(before[k:]), longWord(behind[:n])
	return first && (second || behind == "") || before == "" && second
}

// longWord says whether a word is of three bytes or more, or one letter that is no Greek one: `у`.
func longWord(word string) bool { return len(word) > 2 || len(word) == 2 && word[0] >= 0xD0 }

// mathsNames are names of elements that formulas know too.
var mathsNames = map[string]bool{"sup": true, "sub": true, "del": true, "ins": true, "tt": true, "dd": true, "dt": true, "th": true}

// cutShort reads `</di` and `</` at the end of a line, and `<` behind the last sentence of one.
func (w *junkScan) cutShort(l rowLine, j junk, at, from int) (junk, bool) {
	s := w.text
	rest := trimWhite(s[at+1 : l.end])
	name := strings.TrimLeft(rest, "/ \\")
	if trimWhite(s[l.start:at]) == "" && (name == "" || rest == name) {
		return j, false // a line of brackets is told by what stands around it
	}
	j.end, j.element = l.end, text.Known
	if word, _, more := strings.Cut(name[:min(len(name), 12)], " "); more && s[at+1] == '/' && len(rest) == len(name)+1 && len(word) > 1 && len(word) < 8 && text.BeginsElement(word) {
		j.end, j.sure = at+2+len(word), true // `</stro` within a line
		return j, true
	}
	switch {
	case rest == "" || strings.Trim(rest, "!-–") == "":
		j.sure = afterSentence(s, l.start, at)
		return j, j.sure
	case name == "":
		j.sure = true
		return j, isBlank(s[at-1]) || afterSentence(s, l.start, at)
	case rest[0] == '/' && len(name) > 1 && len(name) < 6:
		j.sure = text.BeginsElement(name)
		return j, j.sure
	}
	return j, false
}

// tornName reads a name that blanks tore apart, up to its >: `s pan>`, `D I V >`.
func tornName(s string, at, end int) (text.Element, int) {
	var name [12]byte
	n, parts := 0, 1
	for i := at; i < end && parts < 8; i++ {
		switch b := s[i]; {
		case nameLetter(b):
			if n == len(name) {
				return 0, 0
			}
			name[n] = b
			n++
		case b == ' ' && n > 0 && i+1 < end && nameLetter(s[i+1]):
			parts++
		case b == '>' || b == ' ' || b == '/':
			gap := skipBlanks(s, i, end)
			gap = skipBlanks(s, gap+slashAt(s, gap, end), end)
			if e := text.ElementNamed(string(name[:n])); parts > 1 && e&text.Odd != 0 && gap < end && s[gap] == '>' {
				return e, i
			}
			return 0, 0
		default:
			return 0, 0
		}
	}
	return 0, 0
}

// slug reads `/tr /tr`, and `/name-of-a-cell-/tbody-/table-`: closing tags in a row or in the address
// that a rewriter made of them.
func (w *junkScan) slug(l rowLine, at int) (j junk, ok bool) {
	s := w.text
	if at > l.start && !isBlank(s[at-1]) && !w.follows(at) {
		return j, false
	}
	stop := at + 1
	for stop < l.end && s[stop] > ' ' && s[stop] != '<' && s[stop] != '>' {
		stop++
	}
	if gap := skipBlanks(s, stop, l.end); gap < l.end && s[gap] == '>' {
		return j, false
	}
	word := s[at+1 : stop]
	j = junk{start: at, end: stop, name: word, element: text.ElementNamed(word)}
	if j.element&text.Odd != 0 {
		return j, true
	}
	if n := strings.LastIndex(word, "-/"); n >= 0 && strings.HasSuffix(word, "-") {
		j.element = text.ElementNamed(strings.TrimRight(word[n+2:], "-"))
		j.sure = j.element&text.Grid != 0
	}
	return j, j.sure
}

// follows says whether the last piece of the line ends at a place.
func (w *junkScan) follows(at int) bool {
	n := len(w.page.junk)
	return n > w.from && w.page.junk[n-1].end == at
}
