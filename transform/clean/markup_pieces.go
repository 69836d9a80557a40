package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// angled reads `< name >`, `< /name >`, `< name />`, `< name attribute="…" >`, and `< td ` that is
// never closed.
func (w *junkScan) angled(l rowLine, at int) (j junk, ok bool) {
	s := w.text
	i := skipBlanks(s, at+1, l.end)
	slash := i < l.end && s[i] == '/'
	if slash {
		i = skipBlanks(s, i+1, l.end)
	}
	from := i
	i = nameEnd(s, i, l.end)
	j = junk{start: at, name: s[from:i], element: text.ElementNamed(s[from:i]), open: !slash}
	if j.element == 0 {
		return j, false
	}
	stop := skipBlanks(s, i, l.end)
	if stop < l.end && s[stop] == '/' {
		j.open, slash = false, true
		if stop++; stop < l.end && skipBlanks(s, stop, l.end) < l.end && s[skipBlanks(s, stop, l.end)] == '>' {
			stop = skipBlanks(s, stop, l.end)
		}
	}
	if stop < l.end && s[stop] == '>' {
		j.end = stop + 1
		j.sure = slash || j.element&text.Odd != 0
		return j, true
	}
	if !j.open && slash && stop > i && s[stop-1] == '/' && from == at+1 && j.element&text.Odd != 0 {
		j.end, j.sure = stop, true // `<br /` that was never closed
		return j, true
	}
	if slash && from == at+2 && (stop == l.end || stop > i) {
		j.end, j.sure = i, true // `</b ` that was never closed
		return j, true
	}
	if stop := attributesEnd(s, i, l.end); stop > 0 {
		j.end, j.sure = stop, true
		return j, true
	}
	if j.element&text.Odd != 0 && (i == l.end || isBlank(s[i])) {
		j.end = i // `< td Words`, `<strong Words`
		j.sure = from == at+1
		return j, j.sure || j.element&text.Grid != 0
	}
	return j, false
}

// attributesEnd returns where a tag with attributes ends, 0 if it has none or is not closed.
func attributesEnd(s string, at, end int) int {
	n := strings.IndexAny(s[at:min(end, at+2048)], "<>")
	if n < 0 || s[at+n] != '>' || at == end || !isBlank(s[at]) {
		return 0
	}
	within := s[at : at+n]
	if !strings.Contains(within, `="`) && !strings.Contains(within, `= "`) && !strings.Contains(within, `='`) && !strings.Contains(within, "=”") {
		return 0
	}
	return at + n + 1
}

// tail reads `name >`, `/name>`, `t d>`, `table-->`, `br/>` back from the >, and `>–>` forward.
func (w *junkScan) tail(l rowLine, at int) (j junk, ok bool) {
	s, floor := w.text, l.start
	if n := len(w.page.junk); n > w.from {
		floor = w.page.junk[n-1].end
	}
	if at > floor && s[at-1] == ']' {
		return w.conditional(floor, at)
	}
	i, closed, dashes := tailSigns(s, floor, at)
	if i > floor && (s[i-1] == '"' || s[i-1] == '\'') && !dashes {
		return w.attributes(floor, i, at)
	}
	j, split := w.tailName(floor, i)
	if j.element == 0 {
		return j, false
	}
	j.glued, j.bare = i == at || dashes || closed, j.bare && !closed
	j.end = commentEnd(s, at+1, l.end)
	if !w.bounded(j, floor) || (dashes || j.end > at+1) && j.element&(text.Odd|text.Grid) == 0 {
		return j, false
	}
	j.sure = j.element&text.Odd != 0 && (j.glued || !j.bare) && !split ||
		(j.end > at+1 || dashes) && j.element&(text.Odd|text.Grid) != 0
	return j, true
}

// tailSigns goes back from a > over a slash, or over the dashes of a comment, and up to two blanks.
func tailSigns(s string, floor, at int) (i int, closed, dashes bool) {
	i = at
	if closed = i > floor+1 && s[i-1] == '/'; closed {
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
	n := strings.LastIndex(w.text[from:at], "[if ")
	return junk{start: from + n, end: at + 1, element: text.Known, sure: true, glued: true}, n >= 0
}

// attributes reads `href="…">` and `a class="…" id="…" >` back from the quote before the >.
func (w *junkScan) attributes(floor, i, at int) (j junk, ok bool) {
	s := w.text
	j = junk{start: i, end: at + 1, glued: true, sure: true, element: text.Known}
	for n := 0; n < 12 && i > floor && (s[i-1] == '"' || s[i-1] == '\''); n++ {
		open := strings.LastIndexByte(s[floor:i-1], s[i-1])
		if open < 1 || s[floor+open-1] != '=' || i-open-floor > 600 {
			break
		}
		from := floor + open - 1
		stop := from
		for from > floor && (nameLetter(s[from-1]) || s[from-1] == '-') {
			from--
		}
		if name := s[from:stop]; !attributeNames[strings.ToLower(name)] && !strings.HasPrefix(name, "data-") && !strings.HasPrefix(name, "on") {
			break
		}
		j.start, ok = from, true
		for i = from; i > floor && s[i-1] == ' '; i-- {
		}
	}
	if !ok {
		return j, false
	}
	from := i
	for from > floor && nameLetter(s[from-1]) {
		from--
	}
	if e := text.ElementNamed(s[from:i]); e != 0 && i < j.start {
		j.start, j.element, j.name = from, e, s[from:i]
	}
	return j, j.start == floor || s[j.start-1] <= ' ' || s[j.start-1] == '<' || s[j.start-1] >= utf8.RuneSelf
}

// bounded says whether a word may end before a piece that lost its <: at a blank, a bracket, or, for
// one with a slash, a mark of punctuation or a name that is no word.
func (w *junkScan) bounded(j junk, floor int) bool {
	if j.start == floor {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(w.text[:j.start])
	switch {
	case r == ' ', r == '\t', r == 0xA0, r == '>', r == '<':
		return true
	case j.bare:
		return false
	}
	return j.element&text.Odd != 0 || strings.ContainsRune(".!?…\"”’)»", r)
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
