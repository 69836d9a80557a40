package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// wikiMarks cuts the marks of MediaWiki from a text that holds at least two kinds of them, or one that
// is found nowhere else.
func wikiMarks(p *page, e *schema.Edits) {
	w := wikiScan{page: p, text: p.text, edits: e}
	w.sort()
	if !w.wiki() {
		return
	}
	for w.at < len(w.text) {
		w.step()
	}
}

// wikiScan goes through the text of a wiki page.
type wikiScan struct {
	page  *page
	text  string
	edits *schema.Edits
	at    int
	done  int // where the last cut ended
	hint  int

	links, templates, strong, headings, tables int
	certain                                    int // marks that are found nowhere else
	noEnd                                      [2]bool
}

// sort counts the kinds of marks.
func (w *wikiScan) sort() {
	s := w.text
	w.templates = strings.Count(s, "{{")
	w.strong = strings.Count(s, "'''")
	for _, mark := range []string{"[citation needed]", "__TOC__", "__NOTOC__", "__FORCETOC__", "__NOEDITSECTION__", "__NOINDEX__", "<ref ", "<ref>", "#REDIRECT [[", "#redirect [["} {
		w.certain += strings.Count(s, mark)
	}
	w.certain += countTemplates(s) + countAddresses(s)
	if w.strong > 1 && boldWords(s) {
		w.certain++
	}
	for at := strings.Index(s, "[["); at >= 0; {
		if name, rest, ok := wikiTarget(s, at); ok {
			w.links++
			if namespace(name) {
				w.certain++
			}
			if strings.HasPrefix(rest, "|") || mediaFile(name) || inProse(s, at) {
				w.certain++
			}
		}
		n := strings.Index(s[at+2:], "[[")
		if n < 0 {
			break
		}
		at += 2 + n
	}
	for _, l := range w.page.lines {
		said := l.of(s)
		if wikiHeading(said) > 0 {
			w.headings++
		}
		if strings.HasPrefix(said, "{|") || said == "|}" || said == "|-" {
			w.tables++
		}
		if imageParams(said) > 0 {
			w.certain++
		}
	}
	if w.tables > 1 {
		w.certain++
	}
}

// boldWords says whether words stand between three apostrophes in one line.
func boldWords(s string) bool {
	for at := strings.Index(s, "'''"); at >= 0; {
		from := at + 3
		n := strings.Index(s[from:min(len(s), from+300)], "'''")
		if n > 1 && strings.IndexByte(s[from:from+n], '\n') < 0 && s[from] > ' ' && s[from+n-1] > ' ' && s[from+n-1] != '\'' {
			return true
		}
		next := strings.Index(s[from:], "'''")
		if next < 0 {
			return false
		}
		at = from + next
	}
	return false
}

// mediaFile says whether the target of a link is a picture or a recording in a space of its own.
func mediaFile(name string) bool {
	colon, dot := strings.IndexByte(name, ':'), strings.LastIndexByte(name, '.')
	return colon > 1 && dot > colon && len(name)-dot > 2 && len(name)-dot < 6 && only(strings.ToLower(name[dot+1:]), small+digits)
}

// inProse says whether a link of words alone stands behind a word, in a line that is no code.
func inProse(s string, at int) bool {
	n := strings.Index(s[at:min(len(s), at+200)], "]]")
	if at < 2 || s[at-1] != ' ' || !wordy(s[at-2]) && s[at-2] != ',' || n < 3 {
		return false
	}
	for _, r := range s[at+2 : at+n] {
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != ' ' && r != '-' && r != '\'' {
			return false
		}
	}
	_, behind := beside(s, at, at+n+2, 0, 200)
	behind = strings.TrimRight(behind, " \r")
	return s[at+2] != ' ' && s[at+n-1] != ' ' && (behind == "" || strings.IndexByte(";{}\\", behind[len(behind)-1]) < 0)
}

// wiki says whether the text is one of MediaWiki.
func (w *wikiScan) wiki() bool {
	if w.certain > 0 {
		return true
	}
	kinds := 0
	for _, n := range []int{w.links, w.templates, w.strong / 2, w.headings, w.tables} {
		if n > 0 {
			kinds++
		}
	}
	return kinds > 1 && (w.links > 0 || w.strong > 1 || w.headings > 1)
}

// wikiTarget returns the target of the link that begins at a place with [[, and what stands behind
// it: | or ]]. A target begins with a letter or : and holds no brackets.
func wikiTarget(s string, at int) (name, rest string, ok bool) {
	from := at + 2
	n := strings.IndexAny(s[from:min(len(s), from+260)], "[]{}|<>\n\"")
	if n < 1 || at > 0 && s[at-1] == '$' {
		return "", "", false
	}
	name, rest = s[from:from+n], s[from+n:]
	if strings.HasPrefix(name, ":") {
		name = name[1:]
	}
	r, _ := utf8.DecodeRuneInString(name)
	if !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '#' {
		return "", "", false
	}
	return name, rest, rest[0] == '|' || strings.HasPrefix(rest, "]]")
}

// namespace says whether a target is in a space of its own, as Category:Boats is: a word, a colon
// without a blank behind it, and a capital or a letter without case.
func namespace(name string) bool {
	n := strings.IndexByte(name, ':')
	if n < 2 || n > 40 || n+1 >= len(name) {
		return false
	}
	for _, r := range name[:n] {
		if !unicode.IsLetter(r) && r != ' ' && !unicode.IsMark(r) {
			return false
		}
	}
	first, _ := utf8.DecodeRuneInString(name)
	r, _ := utf8.DecodeRuneInString(name[n+1:])
	return !unicode.IsLower(first) && unicode.IsLetter(r) && !unicode.IsLower(r)
}

// step looks at the next mark.
func (w *wikiScan) step() {
	if w.line() {
		return
	}
	n := strings.IndexAny(w.text[w.at:], "[{'=_<~]}\n")
	if n < 0 {
		w.at = len(w.text)
		return
	}
	w.at += n
	if text.InCode(w.page.code, w.at, &w.hint) {
		w.at = w.page.code[w.hint].End
		return
	}
	from := w.at
	switch s := w.text[w.at:]; {
	case strings.HasPrefix(s, "~~~"):
		w.signature()
	case strings.HasPrefix(s, "[["):
		w.link()
	case strings.HasPrefix(s, "{{"):
		w.template()
	case strings.HasPrefix(s, "''"):
		w.quotes()
	case s[0] == '[':
		w.note()
	case s[0] == '=' && (w.at == 0 || w.text[w.at-1] == '\n'):
		w.heading()
	case strings.HasPrefix(s, "__") && w.at+2 < len(w.text):
		w.switchWord()
	case strings.HasPrefix(s, "<ref"):
		w.ref()
	}
	if w.at == from {
		w.at++
	}
}

func (w *wikiScan) cut(from, to int) {
	w.edits.Cut(max(from, w.done), to, kindWiki)
	w.at, w.done = to, to
}

// link leaves of [[target|words]] the words, of [[target]] the target, of a category, a picture or a
// link to another language nothing.
func (w *wikiScan) link() {
	s := w.text
	name, rest, ok := wikiTarget(s, w.at)
	if !ok {
		return
	}
	end := w.nested(w.at, "[[", "]]", 0)
	if end == 0 {
		return
	}
	if (namespace(name) || mediaFile(name) || w.otherLanguage(name, end)) && s[w.at+2] != ':' {
		w.cut(w.swallow(w.at, end))
		return
	}
	from := w.at + 2
	if s[from] == ':' {
		from++
	}
	if rest[0] == '|' {
		from = len(s) - len(rest) + 1
	}
	if strings.Contains(s[from:end-2], "[[") {
		return
	}
	w.edits.Cut(w.at, from, kindWiki)
	w.cut(end-2, end)
}

// otherLanguage says whether a link that fills its line leads to the page in another language: [[de:Mühle]].
func (w *wikiScan) otherLanguage(name string, end int) bool {
	s := w.text
	code, _, ok := strings.Cut(name, ":")
	return ok && len(code) > 1 && len(code) < 11 && only(code, small+"-") && (w.at == 0 || s[w.at-1] == '\n') && trimWhite(s[end:lineEnd(s, end)]) == ""
}

// nested returns the end of what open begins at a place, others of its kind inside; 0 if nothing
// closes it within 20,000 bytes.
func (w *wikiScan) nested(at int, open, closing string, which int) int {
	if w.noEnd[which] {
		return 0
	}
	s := w.text[at:min(len(w.text), at+20_000)]
	depth := 0
	for i := 0; i+1 < len(s); {
		switch s[i : i+2] {
		case open:
			depth++
			i += 2
		case closing:
			depth--
			i += 2
			if depth == 0 {
				return at + i
			}
		default:
			i++
		}
	}
	w.noEnd[which] = len(s) == len(w.text)-at || depth > 500
	return 0
}

// swallow widens a cut over the blanks and the line feed that would be left with nothing between.
func (w *wikiScan) swallow(from, to int) (int, int) {
	s := w.text
	begins := from == 0 || s[from-1] == '\n'
	if begins {
		for to < len(s) && isBlank(s[to]) {
			to++
		}
		if to < len(s) && s[to] == '\n' {
			to++
		}
		return from, to
	}
	if isBlank(s[from-1]) && (to == len(s) || s[to] == ' ' || s[to] == '\n') {
		from--
	}
	return from, to
}

// countAddresses counts [address words].
func countAddresses(s string) (n int) {
	for at := strings.Index(s, "[http"); at >= 0; {
		if end := strings.IndexAny(s[at:min(len(s), at+500)], "]\n"); end > 0 && s[at+end] == ']' && strings.IndexByte(s[at:at+end], ' ') > 0 &&
			(at+end+1 == len(s) || s[at+end+1] != '(') && strings.Contains(s[at:at+end], "://") {
			n++
		}
		next := strings.Index(s[at+5:], "[http")
		if next < 0 {
			break
		}
		at += 5 + next
	}
	return n
}

// quotes cuts a run of two, three or five apostrophes around words: italic, bold, both.
func (w *wikiScan) quotes() {
	s, n := w.text, 0
	for w.at+n < len(s) && s[w.at+n] == '\'' {
		n++
	}
	if n == 4 {
		n = 3 // the fourth is an apostrophe
	}
	if n != 2 && n != 3 && n != 5 && n != 6 {
		w.at += n
		return
	}
	before, behind := beside(s, w.at, w.at+n, 2000, 2000)
	if w.strong == 0 && !strings.Contains(behind, "''") && strings.Count(before, "'") < 2 {
		w.at += n
		return
	}
	if n == 6 || n == 3 && elided(s, w.at, before, behind) {
		w.cut(w.at+1, w.at+n)
		return
	}
	w.cut(w.at, w.at+n)
}

// elided says whether the first of three apostrophes belongs to the word before them, since two end what
// they begin: l”'été”.
func elided(s string, at int, before, behind string) bool {
	if last := strings.LastIndex(before, "''"); last >= 0 && (last == 0 || before[last-1] != '\'') && letterBefore(s, at) && !strings.Contains(behind, "''") {
		return strings.Count(before[:last], "''") == 0 // two began what three end: ''dov'''è
	}
	n := strings.Index(behind, "''")
	return at > 0 && letterBefore(s, at) && letterAt(s, at+3) && n > 0 && !strings.HasPrefix(behind[n:], "'''")
}

// note cuts [1] that touches a word, [citation needed], [edit], and leaves of [address words] the words.
func (w *wikiScan) note() {
	s := w.text
	n := strings.IndexAny(s[w.at:min(len(s), w.at+400)], "]\n")
	if n < 2 || s[w.at+n] != ']' {
		return
	}
	within := s[w.at+1 : w.at+n]
	glued := w.at > 0 && s[w.at-1] > ' '
	switch {
	case within == "citation needed", within == "edit", glued && strings.Trim(within, "0123456789") == "" && len(within) < 4:
		w.cut(w.at, w.at+n+1)
	case strings.HasPrefix(within, "http://"), strings.HasPrefix(within, "https://"), strings.HasPrefix(within, "//"):
		gap := strings.IndexByte(within, ' ')
		if gap < 0 && w.at+n+1 < len(s) && s[w.at+n+1] != '(' {
			w.cut(w.swallow(w.at, w.at+n+1))
		}
		if gap > 0 {
			w.edits.Cut(w.at, w.at+1+gap+1, kindWiki)
			w.cut(w.at+n, w.at+n+1)
		}
	}
}
