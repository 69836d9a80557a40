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
	slash := slashAt(s, i, l.end)
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
		j.sure = j.element&text.Odd != 0 || end > gap+2 || j.element&text.Word == 0 && w.less < 2 && w.more < 2 && amongWords(l.of(s), j.start-l.start, end-l.start)
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
	if tight && stop == l.end && j.element&text.Word == 0 && afterSentence(s, l.start, j.start) {
		j.end, j.sure = stop, true // a <p at the end of a line
		return j, true
	}
	return j, false
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
	return len(before)-k > 2 && n > 2 || len(before)-k > 2 && behind == "" || before == "" && n > 2
}

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

// tail reads `name >`, `/name>`, `t d>`, `table-->`, `br/>` back from the >, and `>–>` forward.
func (w *junkScan) tail(l rowLine, at int) (j junk, ok bool) {
	s, floor := w.text, l.start
	if n := len(w.page.junk); n > w.from {
		floor = w.page.junk[n-1].end
	}
	if at > floor && (s[at-1] == ']' || strings.HasSuffix(s[floor:at], "]--")) {
		return w.conditional(floor, at)
	}
	i, closed, dashes := tailSigns(s, floor, at)
	if long := longDash(s, floor, at); long < at && (i == floor || s[i-1] != ' ') && afterSentence(s, l.start, long) && trimWhite(s[at+1:l.end]) == "" {
		return junk{start: long, end: at + 1, element: text.Known, sure: !isBlank(s[long-1]) || w.weak(), glued: true}, true // `–>`
	}
	j, split := w.tailName(floor, i)
	if j.element == 0 && at > floor && s[at-1] == '/' && (at-1 == floor || isBlank(s[at-2])) && at-1 > l.start {
		return junk{start: at - 1, end: at + 1, element: text.Known, sure: true, glued: true}, true // `/>`
	}
	if j.element == 0 {
		return j, false
	}
	j.glued, j.bare = i == at || dashes || closed, j.bare && !closed
	long := at+1 < l.end && s[at+1] >= utf8.RuneSelf
	j.end = commentEnd(s, at+1, l.end)
	if long = long && j.end > at+1; !w.bounded(j, floor, trimWhite(s[j.end:l.end]) == "") || !long && (dashes || j.end > at+1) && j.element&(text.Odd|text.Grid) == 0 {
		return j, false
	}
	next := at + 1
	firm := !j.bare && !split && (i == at && (j.start == l.start || s[j.start-1] != '<') || j.end == l.end || next < l.end && strings.IndexByte(".,;:!?)", s[next]) >= 0)
	inText := !j.glued && j.element&text.Odd != 0 && !split && next+1 < l.end && wordy(s[next+1]) && !mathsNames[j.name] && w.more == 1
	j.sure = firm || closed || long || inText || j.element&text.Odd != 0 && (j.glued || !j.bare) && !split ||
		(j.end > at+1 || dashes) && j.element&(text.Odd|text.Grid) != 0
	return j, true
}

// longDash returns where the dashes begin that stand before a >, at where none do.
func longDash(s string, floor, at int) int {
	i := at
	for i-3 >= floor && (s[i-3:i] == "–" || s[i-3:i] == "—") {
		i -= 3
	}
	if i == at {
		for i > floor && s[i-1] == '-' {
			i--
		}
		if at-i != 2 {
			return at
		}
	}
	return i
}

// weak says whether the text is known to hold what is left of tags.
func (w *junkScan) weak() bool { return w.page.witness > 1 || w.page.proof > 1 }

// tailSigns goes back from a > over a slash, or over the dashes of a comment, and up to two blanks.
func tailSigns(s string, floor, at int) (i int, closed, dashes bool) {
	i = at
	if closed = i > floor && s[i-1] == '/'; closed {
		i--
	}
	for !closed && i > floor && s[i-1] == '-' {
		i--
		dashes = true
	}
	for i > floor && s[i-1] == ' ' && at-i < 3 {
		i--
	}
	return i, closed, dashes
}

// tailName reads the name that ends at a place, with the slash and the < before it; split says that a
// blank tore it apart.
func (w *junkScan) tailName(floor, stop int) (j junk, split bool) {
	s, i := w.text, stop
	for i > floor && nameLetter(s[i-1]) && stop-i < 12 {
		i--
	}
	j = junk{name: s[i:stop], start: i, element: text.ElementNamed(s[i:stop]), bare: true}
	if e, from := splitName(s, i, stop, floor); e != 0 {
		j.element, j.start, split = e, from, true
	}
	if j.start > floor && s[j.start-1] == '/' {
		j.start--
		j.bare = false
		if j.start > floor && s[j.start-1] == '<' {
			j.start--
		}
	}
	return j, split
}

// conditional reads `[if !mso]>` back from the >.
func (w *junkScan) conditional(floor, at int) (j junk, ok bool) {
	from := max(floor, at-40)
	for _, open := range [...]string{"[if ", "[endif]"} {
		if n := strings.LastIndex(w.text[from:at], open); n >= 0 && (open == "[if " || at-from-n < len(open)+3) {
			return junk{start: from + n, end: at + 1, element: text.Known, sure: true, glued: true}, true
		}
	}
	return j, false
}

// declaration reads `!DOCTYPE html>` and `?xml version="1.0"?>`, which lost their <, at the beginning of a line.
func (w *junkScan) declaration(l rowLine) (j junk, ok bool) {
	said := l.of(w.text)
	for _, word := range [...]string{"!DOCTYPE ", "!doctype ", "?xml ", "?php "} {
		if n := strings.IndexByte(said, '>'); n > 0 && strings.HasPrefix(said, word) {
			return junk{start: l.start, end: l.start + n + 1, element: text.Known, sure: true, glued: true}, true
		}
	}
	return j, false
}

// bounded says whether a word may end before a piece that lost its <: at a blank, a bracket, or, for
// one with a slash, a mark of punctuation or a name that is no word.
func (w *junkScan) bounded(j junk, floor int, ends bool) bool {
	if j.start == floor {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(w.text[:j.start])
	switch {
	case r == ' ', r == '\t', r == 0xA0, r == '>', r == '<':
		return true
	case j.bare:
		return ends && j.glued && j.element&text.Odd != 0 && !inAddressOrMail(w.text, j.start, floor) && strings.ContainsRune(".!?…:;\"”’)»。！？", r)
	}
	return j.element&text.Odd != 0 || strings.ContainsRune(".!?…:;,\"”’)»。！？、，", r) || w.weak()
}

// inAddressOrMail says whether the word before a place is an address.
func inAddressOrMail(s string, at, floor int) bool {
	for k := at - 1; k >= floor && s[k] > ' '; k-- {
		if strings.IndexByte("@/<", s[k]) >= 0 {
			return true
		}
	}
	return false
}

// splitName reads a name that a blank tore apart: `t d`, `t body`.
func splitName(s string, from, stop, floor int) (text.Element, int) {
	if from-floor < 2 || s[from-1] != ' ' || stop-from > 5 || stop == from {
		return 0, 0
	}
	i := from - 1
	for i > floor && nameLetter(s[i-1]) && from-i < 4 {
		i--
	}
	if i == from-1 || i > floor && s[i-1] != ' ' && s[i-1] != '/' && s[i-1] != '<' {
		return 0, 0
	}
	e := text.ElementNamed(s[i:from-1] + s[from:stop])
	if e&text.Odd == 0 || e&text.Grid == 0 && e&text.Line == 0 {
		return 0, 0
	}
	return e, i
}

// commentEnd returns where a rest like `–>` or `-->` ends that touches a piece.
func commentEnd(s string, at, end int) int {
	i := at
	for i < end {
		if s[i] == '-' {
			i++
		} else if strings.HasPrefix(s[i:end], "–") || strings.HasPrefix(s[i:end], "—") {
			i += len("–")
		} else {
			break
		}
	}
	if i > at && i < end && s[i] == '>' {
		return i + 1
	}
	return at
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
