package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// openValue says whether attributes that no > closes are ones of HTML.
func (w *junkScan) openValue(from, end int) bool {
	name, _, _ := strings.Cut(w.text[from:end], "=")
	return attributeName(strings.TrimSpace(name))
}

// gluedName reads a name that lost the blank before its first attribute: `spanclass="…"`.
func gluedName(s string, from, stop, end int) (text.Element, int) {
	eq := skipBlanks(s, stop, end)
	if eq == end || s[eq] != '=' {
		return 0, stop
	}
	for k := from + 1; k < stop-1; k++ {
		if e := text.ElementNamed(s[from:k]); e != 0 && attributeName(s[k:stop]) {
			return e, k
		}
	}
	return 0, stop
}

// attributeRun returns where the attributes end that begin at a place, with the > behind them, and
// whether there is one. A value that nothing closes goes on to the end of its address, or of its line
// where that doesn't read like words.
func attributeRun(s string, at, end int) (stop int, closed bool) {
	stop = at
	for n := 0; n < 60; n++ {
		i := skipBlanks(s, stop, end)
		if slash := slashAt(s, i, end); slash > 0 {
			i = skipBlanks(s, i+slash, end)
		}
		if i < end && s[i] == '>' {
			return i + 1, stop > at
		}
		from := i
		for i < end && (nameLetter(s[i]) || s[i] == '-' || s[i] == '_' || s[i] == ':') {
			i++
		}
		eq := skipBlanks(s, i, end)
		if i == from || eq >= end || s[eq] != '=' {
			return stop, false
		}
		next, whole := attributeValue(s, skipBlanks(s, eq+1, end), end)
		if next == 0 && stop == at && attributeName(s[from:i]) && (eq+1 == end || isBlank(s[eq+1])) {
			return eq + 1, false // `<p class=`
		}
		if next == 0 {
			return stop, false
		}
		if stop = next; !whole {
			return stop, false
		}
	}
	return stop, false
}

// attributeValue returns where a value ends, 0 for none, and whether its quotes are closed.
func attributeValue(s string, at, end int) (stop int, whole bool) {
	if at >= end {
		return 0, false
	}
	for _, q := range [...]string{`"`, "'", "”", "“", "″", "’"} {
		if !strings.HasPrefix(s[at:end], q) {
			continue
		}
		from := at + len(q)
		n := strings.Index(s[from:end], q)
		if more := strings.IndexByte(s[from:end], '>'); more >= 0 && (n < 0 || n > more) {
			return from + more, true // its end was lost
		}
		if n >= 0 && n < 2048 {
			return from + n + len(q), true
		}
		if q == "“" {
			if n := strings.Index(s[from:end], "”"); n >= 0 && n < 2048 {
				return from + n + len(q), true
			}
		}
		rest := s[from:end]
		if gap := strings.IndexByte(rest, ' '); gap >= 0 && (text.Prose(rest) || strings.Contains(rest[:gap], "/")) {
			return from + gap, false
		}
		if len(rest) > 200 {
			return 0, false
		}
		return end, false
	}
	i := at
	for i < end && s[i] > ' ' && s[i] != '>' && s[i] != '<' && s[i] != '"' {
		i++
	}
	if i == at || s[at] == '=' {
		return 0, false
	}
	return i, true
}

// orphan reads attributes that lost the < and the name before them, or all around them: `class="lead">`,
// `style="color: red"`, ` " id="x">`.
func (w *junkScan) orphan(l rowLine, eq int) (j junk, ok bool) {
	s, floor := w.text, l.start
	if n := len(w.page.junk); n > w.from {
		floor = w.page.junk[n-1].end
	}
	i := eq
	for i > floor && isBlank(s[i-1]) {
		i--
	}
	stop := i
	for i > floor && (nameLetter(s[i-1]) || s[i-1] == '-' || s[i-1] == '_' || s[i-1] == ':') {
		i--
	}
	name := s[i:stop]
	if from := skipBlanks(s, eq+1, l.end); name == "" || i > floor && !isBlank(s[i-1]) && s[i-1] != '"' || from == l.end || strings.IndexByte("\"'", s[from]) < 0 && !strings.HasPrefix(s[from:], "”") && !strings.HasPrefix(s[from:], "“") {
		return j, false
	}
	j = junk{start: i, element: text.Known, glued: true}
	end, closed := attributeRun(s, i, l.end)
	if j.end = end; end <= eq || strings.HasPrefix(s[end:], "}}") {
		return j, false
	}
	w.ran = end
	known := attributeName(name)
	alone := trimWhite(s[l.start:i]) == "" && trimWhite(s[end:l.end]) == ""
	value := strings.Trim(s[eq+1:end], " \"'")
	switch {
	case closed:
		j.sure = known || strings.Count(s[i:end], `="`) > 1
	case alone:
		j.sure = known
	default:
		j.sure = name == "style" && strings.IndexByte(value, ':') > 0 && strings.IndexByte(value, ' ') < 4+strings.IndexByte(value, ':') ||
			strings.HasPrefix(name, "on") && len(name) > 4 && strings.ContainsAny(value, "(;")
	}
	if !j.sure {
		return j, false
	}
	if at := skipBlanks(s, l.start, l.end); at < i && (s[at] == '"' || s[at] == '\'') && trimWhite(s[at+1:i]) == "" {
		j.start = at // the end of a value that was cut
	}
	return w.named(j, floor), true
}

// named takes the name of an element before attributes that lost their <: `a href="…">`.
func (w *junkScan) named(j junk, floor int) junk {
	s, i := w.text, j.start
	for i > floor && isBlank(s[i-1]) {
		i--
	}
	from := i
	for from > floor && nameLetter(s[from-1]) {
		from--
	}
	if e := text.ElementNamed(s[from:i]); e != 0 && i < j.start && (from == floor || s[from-1] <= ' ' || s[from-1] >= utf8.RuneSelf) {
		j.start, j.element, j.name = from, e, s[from:i]
	}
	return j
}

// attributeName says whether a name is one of an attribute of HTML.
func attributeName(name string) bool {
	low := strings.ToLower(name)
	return attributeNames[low] || strings.HasPrefix(low, "data-") || strings.HasPrefix(low, "aria-") || strings.HasPrefix(low, "on") && len(low) > 4 && events[low[2:]]
}
