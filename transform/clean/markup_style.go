package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// frontMatter cuts a block of names and values between two lines of dashes that begins the text; names with
// sentences behind most of them are speakers.
func frontMatter(p *page, e *schema.Edits) {
	s, names, spoken := p.text, 0, 0
	for i := 1; i < len(p.lines) && i < 200; i++ {
		l := p.lines[i].of(s)
		switch {
		case strings.TrimRight(l, " \t\r") == s[:3]:
			if names > 0 && (spoken < 2 || spoken*2 <= names) {
				e.Cut(0, p.lines[i].next, kindFrontMatter)
			}
			return
		case metaLine(l):
			names++
			if _, said, _ := strings.Cut(trimWhite(l), ": "); endsSentence(said) && text.Prose(said) {
				spoken++
			}
		case l != "" && !isBlank(l[0]) && l[0] != '-' && l[0] != '#' && l[0] != '[' && l[0] != '\r':
			return
		}
	}
}

// metaLine says whether a line is `name: value` or `name = value`.
func metaLine(l string) bool {
	i := 0
	for i < len(l) && (nameLetter(l[i]) || l[i] == '_' || l[i] == '-' || l[i] == '.') {
		i++
	}
	if i == 0 || i > 40 || i == len(l) {
		return false
	}
	return l[i] == ':' && (i+1 == len(l) || l[i+1] == ' ' || l[i+1] == '\r') || strings.HasPrefix(l[i:], " = ") || strings.HasPrefix(l[i:], " : ")
}

// styleRemains cuts rules of style sheets and statements of scripts that stand in a text without
// their tags.
func styleRemains(p *page, e *schema.Edits) {
	w := styleScan{page: p, text: p.text}
	for i := 0; i < len(p.lines); {
		from, to, n := w.look(i)
		if to == from {
			i++
			continue
		}
		if n > i { // whole lines
			from, to = p.lines[i].start, p.lines[n-1].next
		}
		e.Cut(from, to, kindStyle)
		for i < len(p.lines) && p.lines[i].next <= to {
			i++
		}
		w.from = to
	}
}

// styleScan goes through the lines of a page.
type styleScan struct {
	page *page
	text string
	from int // where the last cut ended
	tag  int // the next whole tag
	told int // lines before it are known to be no script

	showing   int  // one more than the last line of a block that is announced
	toldCSS   int  // lines before it are known to be no style sheet
	technical int8 // 1: the text speaks of programs, -1: it does not
	styled    int8 // 1: it names a language of pages, -1: it does not
}

// look finds the first remains in line i: the range of them and, if they are lines as a whole, the line
// behind the last.
func (w *styleScan) look(i int) (from, to, n int) {
	l := w.page.lines[i]
	if l.end == l.start && i > 0 && w.showing == i {
		w.showing++
	}
	if l.end == l.start || w.inTag(l.start) || w.shown(i) {
		return 0, 0, 0
	}
	at := max(w.from, l.start)
	if at == l.start && !l.code {
		if i >= w.toldCSS {
			if n = w.lines(i); n > i {
				return 0, 1, n
			}
		}
		if i >= w.told {
			if n = w.script(i); n > i {
				return 0, 1, n
			}
		}
	}
	if from, to = w.inLine(l, at); to > from {
		return from, to, 0
	}
	return 0, 0, 0
}

// inTag says whether a line begins inside a script, a comment or a tag that stays.
func (w *styleScan) inTag(at int) bool {
	tags := w.page.tags
	for w.tag < len(tags) && tags[w.tag].End <= at {
		w.tag++
	}
	return w.tag < len(tags) && tags[w.tag].start < at
}

// shown says whether line i stands behind one that announces it, as an example does.
func (w *styleScan) shown(i int) bool {
	if l := w.page.lines[i]; i > 0 && w.showing == i && l.end > l.start && isBlank(w.text[l.start]) { // goes on with the block
		w.showing++
		return true
	}
	if w.announced(i) {
		w.showing = i + 1
		return true
	}
	return false
}

// announced says whether a line stands right behind one that announces an example.
func (w *styleScan) announced(i int) bool {
	for k := i - 1; k >= 0 && k >= i-2; k-- {
		said := w.page.lines[k].said(w.text)
		if said == "" {
			continue
		}
		return strings.HasSuffix(said, ":") || strings.HasSuffix(said, "：") || w.speaks() && speaksOfStyle(said) && text.Prose(said)
	}
	return false
}

// speaks says whether the text may name a language of pages anywhere.
func (w *styleScan) speaks() bool {
	if w.styled == 0 {
		w.styled = -1
		for _, part := range [...]string{"JSON", "JavaS", "javasc", "CSS", "ylesheet", "ppet", "css"} { // they begin with rare letters
			if strings.Contains(w.text, part) {
				w.styled = 1
				break
			}
		}
	}
	return w.styled > 0
}

func speaksOfStyle(said string) bool {
	for _, word := range []string{"CSS", "css", "JavaScript", "javascript", "stylesheet", "snippet", "JSON"} {
		if strings.Contains(said, word) {
			return true
		}
	}
	return false
}
