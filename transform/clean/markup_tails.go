package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

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
