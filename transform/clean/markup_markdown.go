package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// markdownMarks does with Markdown what the step was told.
func (p *page) markdownMarks(e *schema.Edits) {
	w := markdownScan{page: p, text: p.text, edits: e, strip: p.way == markdownStrip, normal: p.way == markdownNormalise}
	for i, l := range p.lines {
		if l.code {
			continue
		}
		w.at, w.end = l.start, l.end
		if (w.strip || w.normal) && w.block(i, l) {
			continue
		}
		w.words()
	}
}

// markdownScan goes through the lines of a page.
type markdownScan struct {
	page          *page
	text          string
	edits         *schema.Edits
	strip, normal bool
	at, end       int
	hint          int
	names         map[string]bool // of links that the text explains
	noNotes       int8            // 1: the text has the notes that [^1] points to, -1: it has none
}

func (w *markdownScan) cut(from, to int) {
	if to > from {
		w.edits.Cut(from, to, kindMarkdown)
	}
	w.at = to
}

// block works on what begins a line; true if nothing is left to do in it.
func (w *markdownScan) block(i int, l rowLine) bool {
	s := w.text
	said := l.of(s)
	if n := headingLevel(said); n > 0 {
		w.heading(l, n)
		return false
	}
	if n := gluedHeading(said); n > 0 && w.strip {
		w.cut(l.start, l.start+n)
		return false
	}
	if w.underline(i, l) || (i == 0 || w.page.lines[i-1].blank(s)) && w.rule(l, said) {
		return true
	}
	if w.strip {
		return w.stripBegin(l)
	}
	at := skipBlanks(s, l.start, l.end)
	if at+1 < l.end && (s[at] == '*' || s[at] == '+') && s[at+1] == ' ' {
		w.edits.Replace(at, at+1, "-", kindMarkdown)
		w.at = at + 1
	}
	return false
}

// heading strips # from both ends of a heading, or from its end.
func (w *markdownScan) heading(l rowLine, n int) {
	s := w.text
	if w.strip {
		w.cut(l.start, skipBlanks(s, l.start+n, l.end))
	}
	stop := l.end
	if open := strings.LastIndex(s[w.at:l.end], " {"); w.strip && open > 0 && s[l.end-1] == '}' && strings.IndexByte("#.", s[w.at+open+2]) >= 0 {
		w.end = w.at + open // the name that an author gave the heading: {#ferry .big}
		w.words()
		w.cut(w.end, l.end)
		w.end = l.end
		return
	}
	for stop > l.start && s[stop-1] == '#' {
		stop--
	}
	if stop < l.end && stop > l.start && isBlank(s[stop-1]) {
		for stop > w.at && isBlank(s[stop-1]) {
			stop--
		}
		w.end = stop
		w.words()
		w.cut(stop, l.end)
		w.end = l.end
	}
}

// gluedHeading returns the number of # before a heading that lost its blank, 0 for none: one # alone is a
// hashtag's.
func gluedHeading(l string) (n int) {
	for n < len(l) && l[n] == '#' {
		n++
	}
	r, _ := utf8.DecodeRuneInString(l[n:])
	if n < 2 || n > 6 || !unicode.IsUpper(r) && (!unicode.IsLetter(r) || r < 0x3000) {
		return 0
	}
	return n
}

// underline takes a line of = or - under a line of words: the words are a heading.
func (w *markdownScan) underline(i int, l rowLine) bool {
	s := w.text
	said := strings.TrimRight(l.of(s), " \t\r")
	if len(said) < 3 || i == 0 || strings.Trim(said, "=") != "" && strings.Trim(said, "-") != "" {
		return false
	}
	above := w.page.lines[i-1]
	if above.code || above.blank(s) || i > 1 && !w.page.lines[i-2].blank(s) || strings.IndexByte("#>|-*+=", above.said(s)[0]) >= 0 {
		return false
	}
	if w.strip {
		w.cut(l.start, l.next)
		return true
	}
	return false
}

// rule takes a line of three or more of - * _.
func (w *markdownScan) rule(l rowLine, said string) bool {
	bare := strings.NewReplacer(" ", "", "\t", "", "\r", "").Replace(said)
	if len(bare) < 3 || strings.Trim(bare, bare[:1]) != "" || strings.IndexByte("-*_", bare[0]) < 0 {
		return false
	}
	switch {
	case w.strip:
		w.cut(l.start, l.next)
	case said != "---" && bare[0] != '-':
		w.edits.Replace(l.start, l.end, "---", kindMarkdown)
	}
	return true
}

// stripBegin cuts the definitions of links.
func (w *markdownScan) stripBegin(l rowLine) bool {
	s := w.text
	at := skipBlanks(s, l.start, l.end)
	if at < l.end && s[at] == '[' {
		n := strings.Index(s[at:l.end], "]: ")
		switch {
		case n > 2 && s[at+1] == '^': // a note: its words stay
			w.cut(at, skipBlanks(s, at+n+3, l.end))
			return false
		case n > 1 && n < 80 && strings.Contains(s[at+n:l.end], "//") && strings.Count(s[at+n+3:l.end], " ") < 8,
			l.of(s) == "[TOC]", l.of(s) == "[toc]":
			w.cut(at, l.next)
			return true
		}
	}
	return false
}

// words works on the marks within a line.
func (w *markdownScan) words() {
	for w.at < w.end {
		n := strings.IndexAny(w.text[w.at:w.end], w.signs())
		if n < 0 {
			return
		}
		w.at += n
		if text.InCode(w.page.code, w.at, &w.hint) {
			w.ticks(w.page.code[w.hint])
			continue
		}
		from := w.at
		switch w.text[w.at] {
		case '\\':
			w.escape()
		case '!', '[':
			w.link()
		case ']':
			w.linkEnd()
		case '<':
			w.autolink()
		case '=':
			w.highlight()
		case '^':
			w.inlineNote()
		case '{':
			w.attributes()
		default:
			w.emphasis()
		}
		if w.at <= from {
			w.at = from + 1
		}
	}
}

// signs are the bytes with which a mark may begin: autolinks, which are no text, go where Markdown is stripped.
func (w *markdownScan) signs() string {
	if w.strip {
		return "[]!*_~\\`<=^{"
	}
	return "[]!*_~\\`"
}

// link works on [words](target), ![words](target), [](target), [^note].
func (w *markdownScan) link() {
	s := w.text
	open := w.at
	if s[open] == '!' {
		if open++; open >= w.end || s[open] != '[' {
			return
		}
	} else if open > 0 && s[open-1] == '!' {
		return // a picture, which has been looked at
	}
	if strings.HasPrefix(s[open:w.end], "[^") && open == w.at {
		w.note()
		return
	}
	close := matching(s, open, w.end, '[', ']')
	if close >= 0 && close+1 < w.end && s[close+1] == '[' && w.strip {
		w.reference(open, close)
		return
	}
	if close >= 0 && close+1 < w.end && s[close+1] == '{' && w.strip && open == w.at {
		if end := attributesEnd(s, close+1, w.end); end > 0 { // [words]{.class}
			w.around(open, open+1, close, end)
		}
		return
	}
	if close < 0 || close+1 >= w.end || s[close+1] != '(' {
		return
	}
	end := matching(s, close+1, w.end, '(', ')')
	if end < 0 {
		if rest := s[close+1 : w.end]; w.strip && open == w.at && strings.HasPrefix(rest, "(http") && strings.IndexByte(rest, ' ') < 0 {
			w.cut(open, open+1) // its target was cut short
			w.cut(close, w.end)
		}
		return
	}
	empty := trimWhite(s[open+1:close]) == "" || w.strip && open > w.at
	target := s[close+2 : end]
	switch {
	case strings.IndexByte(target, ' ') >= 0 && strings.IndexByte(target, '"') < 0 && !w.strip:
	case empty && (w.strip || w.normal || open == w.at && (strings.Contains(target, "/") || strings.HasPrefix(target, "#"))):
		from, to := w.at, end+1
		if to < len(s) && isBlank(s[to]) && (from == 0 || from > 0 && s[from-1] <= ' ') {
			to++
		}
		w.cut(from, to)
	case w.strip && (target == "" || strings.ContainsAny(target, "./#:")):
		w.cut(w.at, open+1)
		stop := w.end
		w.end = close
		w.words()
		w.end = stop
		w.cut(close, end+1)
	}
}

// linkEnd cuts the target of a link whose words lost their bracket: `](https://…)`. Those of whole links
// have been looked at.
func (w *markdownScan) linkEnd() {
	rest := w.text[w.at:w.end]
	before, _ := beside(w.text, w.at, w.at, 400, 0)
	if !w.strip || !strings.HasPrefix(rest, "](http") && !strings.HasPrefix(rest, "](/") {
		return
	}
	if n := strings.IndexAny(rest, ") "); n > 0 && rest[n] == ')' && strings.IndexByte(before, '[') < 0 {
		w.cut(w.at, w.at+n+1)
	}
}

// reference leaves of [words][name] the words, of a picture nothing, where the text says what the name is.
func (w *markdownScan) reference(open, close int) {
	s := w.text
	n := strings.IndexByte(s[close+2:min(w.end, close+80)], ']')
	if n < 0 || open+1 == close {
		return
	}
	name := s[close+2 : close+2+n]
	if n == 0 {
		name = s[open+1 : close]
	}
	if open == w.at && !w.defined(name) && !w.looseReference(open, close, name) {
		return
	}
	end := close + 2 + n + 1
	if open > w.at {
		w.cut(w.at, end)
		return
	}
	w.cut(open, open+1)
	w.cut(close, end)
}

// defined says whether the text says where a link of that name leads.
func (w *markdownScan) defined(name string) bool {
	if w.names == nil {
		w.names = map[string]bool{}
		for _, l := range w.page.lines {
			said := l.of(w.text)
			if n := strings.Index(said, "]: "); n > 1 && n < 200 && said[0] == '[' {
				w.names[strings.ToLower(said[1:n])] = true
			}
		}
	}
	return w.names[strings.ToLower(name)]
}

// matching returns the place of the bracket that closes the one at a place, -1 for none near.
func matching(s string, at, end int, open, closing byte) int {
	depth := 0
	for i := at; i < min(end, at+4000); i++ {
		switch s[i] {
		case '\\':
			i++
		case open:
			depth++
			if depth > 4 {
				return -1
			}
		case closing:
			if depth--; depth == 0 {
				return i
			}
		}
	}
	return -1
}

// note cuts [^1] behind a word where the text holds no notes.
func (w *markdownScan) note() {
	s := w.text
	n := strings.IndexByte(s[w.at:min(w.end, w.at+24)], ']')
	if n < 3 || w.at == 0 || w.at+n+1 < len(s) && (wordy(s[w.at+n+1]) && s[w.at+n+1] < utf8.RuneSelf || strings.IndexByte("([*+", s[w.at+n+1]) >= 0) {
		return
	}
	if !afterWord(s, w.at) && (!w.strip || !only(s[w.at+2:w.at+n], digits)) {
		return
	}
	for _, r := range s[w.at+2 : w.at+n] {
		if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '_' {
			return
		}
	}
	if w.noNotes == 0 {
		w.noNotes = -1
		if strings.Contains(s, "]: ") && strings.Contains(s, "\n[^") || strings.HasPrefix(s, "[^") {
			w.noNotes = 1
		}
	}
	if w.noNotes < 0 || w.strip {
		to := w.at + n + 1
		if isBlank(s[w.at-1]) || s[w.at-1] == '\n' {
			to = skipBlanks(s, to, w.end)
		}
		w.cut(w.at, to)
	}
}

func afterWord(s string, at int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return unicode.IsLetter(r) || strings.ContainsRune(".,;:!?\"”’)»", r)
}
