package clean

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// junk is a piece of a broken tag: `< td />`, `li >`, `/th>`, `t d>–>`, or a whole tag of a table.
type junk struct {
	start, end int
	element    text.Element
	name       string
	open       bool // begins an element: it has its < and no slash
	sure       bool // can be nothing else
	bare       bool // has neither < nor slash
	glued      bool // no blank before its >
	whole      bool // a whole tag of a table, which is cut as one
	asks       bool // is one only if its counterpart is found
	line       int  // number of its line
}

// findJunk collects the pieces of broken tags of the text, in order.
func (p *page) findJunk() {
	if !mayBroken(p.text, p.has) {
		return
	}
	w := junkScan{page: p, text: p.text}
	for i, l := range p.lines {
		if l.code || !mayPiece(l.of(p.text)) {
			continue
		}
		if w.number, w.from = i, len(p.junk); w.from > maxPieces {
			return
		}
		w.scan(l)
		w.settle(l)
	}
	p.match()
	for i := range p.junk {
		if p.junk[i].sure {
			p.sure++
		}
	}
}

// near is how many pieces away the counterpart of a piece is looked for.
const near = 12

// match makes sure of pieces whose counterpart is near: what opens an element and what closes it again.
func (p *page) match() {
	for i := range p.junk {
		a := &p.junk[i]
		for k := i + 1; k < len(p.junk) && k <= i+near && (!a.sure || a.asks); k++ {
			if b := &p.junk[k]; a.name != "" && a.opens() && b.closes() && strings.EqualFold(a.name, b.name) {
				a.sure, a.asks = true, false
				b.sure, b.asks = true, false
			}
		}
	}
	p.junk = slices.DeleteFunc(p.junk, func(j junk) bool { return j.asks })
}

// opens says whether a piece may begin an element, closes whether it ends one.
func (j *junk) opens() bool  { return j.open || j.bare && !j.whole }
func (j *junk) closes() bool { return !j.open && !j.bare && !j.whole }

// mayPiece says whether a line may hold a piece.
func mayPiece(l string) bool {
	return strings.IndexByte(l, '<') >= 0 || strings.IndexByte(l, '>') >= 0 || strings.Contains(l, `="`) || maySlug(l)
}

// junkScan goes through the lines that hold a bracket.
type junkScan struct {
	page     *page
	text     string
	number   int // of the line
	from     int // its first piece
	codeHint int
	tag      int // the next whole tag
	less     int // the < of the line
	more     int // the > of it
	ran      int // where attributes end that have been looked at
}

// scan collects the pieces of one line, certain or not.
func (w *junkScan) scan(l rowLine) {
	s := w.text
	w.less, w.more = strings.Count(l.of(s), "<"), strings.Count(l.of(s), ">")
	from := l.start
	if j, ok := w.declaration(l); ok {
		j.line = w.number
		w.page.junk = append(w.page.junk, j)
		from = j.end
	}
	for at := from; at < l.end && len(w.page.junk) <= maxPieces; {
		if b := s[at]; b != '<' && b != '>' && b != '/' && b != '=' {
			at++
			continue
		}
		switch {
		case text.InCode(w.page.code, at, &w.codeHint):
			at = w.page.code[w.codeHint].End
		case w.whole(at) > 0:
			at = w.takeWhole(l, at)
		default:
			j, ok := w.piece(l, at)
			if ok && (w.overlaps(j) || s[j.start] == '<' && quoted(s, j.start, j.end)) {
				ok = false
			}
			if !ok {
				at++
				continue
			}
			j.line = w.number
			w.page.junk = append(w.page.junk, j)
			at = j.end
		}
	}
}

// overlaps says whether a piece reaches into the one before it or into a whole tag.
func (w *junkScan) overlaps(j junk) bool {
	tags, n := w.page.tags, len(w.page.junk)
	return n > w.from && j.start < w.page.junk[n-1].end || w.tag < len(tags) && tags[w.tag].start < j.end || w.tag > 0 && tags[w.tag-1].End > j.start
}

// whole returns where the whole tag ends that begins at a place, 0 for none.
func (w *junkScan) whole(at int) int {
	tags := w.page.tags
	for w.tag < len(tags) && tags[w.tag].End <= at {
		w.tag++
	}
	if w.tag < len(tags) && tags[w.tag].start <= at {
		return tags[w.tag].End
	}
	return 0
}

// takeWhole adds the whole tag at a place if it is one of a table and ends in its line, and returns where it ends.
func (w *junkScan) takeWhole(l rowLine, at int) int {
	t := &w.page.tags[w.tag]
	if t.kind == kindTag && t.Element&text.Grid != 0 && t.start == at && t.End <= l.end && !w.page.holdsTags() {
		w.page.junk = append(w.page.junk, junk{start: at, end: t.End, element: t.Element, name: t.Name, line: w.number,
			open: !t.Closing && !t.Closed, sure: true, glued: true, whole: true})
	}
	return t.End
}

// piece reads the piece that begins at a < or / or ends at a >.
func (w *junkScan) piece(l rowLine, at int) (junk, bool) {
	if s := w.text; s[at] == '<' && at > 1 && s[at-2:at] == "{{" || s[at] == '>' && strings.HasPrefix(s[at+1:], "}}") {
		return junk{}, false // a shortcode of Hugo
	}
	switch w.text[at] {
	case '<':
		return w.angled(l, at)
	case '>':
		return w.tail(l, at)
	case '=':
		if at < w.ran {
			return junk{}, false
		}
		return w.orphan(l, at)
	}
	return w.slug(l, at)
}

// settle drops from the line's pieces those that can't be, and makes sure of those that their place
// tells: at the end of the line, before another piece.
func (w *junkScan) settle(l rowLine) {
	s, list := w.text, w.page.junk[w.from:]
	next := l.end // where the piece behind begins, the end of the line if none does
	last := true  // nothing but pieces up to the end of the line
	for k := len(list) - 1; k >= 0; k-- {
		j := &list[k]
		touches := j.end >= next || trimWhite(strings.Trim(s[j.end:next], "<>")) == ""
		ends := touches && last
		switch {
		case s[j.start] == '/' && !strings.HasSuffix(s[j.start:j.end], ">") && !j.sure:
			j.sure = k > 0 && w.slugs(list[k-1], *j) || k+1 < len(list) && w.slugs(*j, list[k+1])
			if !j.sure {
				j.element = 0
			}
		case j.bare && !ends && w.asks(l, *j):
			j.asks = true
		case j.bare && j.sure && !j.glued && !ends && !selector(s, j.end, l.end):
		case j.bare && !ends && (!j.glued || j.element&text.Odd == 0 || selector(s, j.end, l.end)) && !(len(list) > 1 && w.begins(l, *j)):
			j.element = 0
		case j.bare && ends && !j.sure:
			j.sure = j.element&text.Odd != 0 && !strings.Contains(j.name, " ") || afterSentence(s, l.start, j.start)
		}
		if j.element != 0 {
			next = j.start
			last = ends
		} else {
			last = false
		}
	}
	kept := w.page.junk[:w.from]
	for _, j := range list {
		if j.element != 0 {
			kept = append(kept, j)
		}
	}
	w.page.junk = kept
}

// begins says whether a piece that lost its < begins the line and touches the word behind it: `td >Words`.
func (w *junkScan) begins(l rowLine, j junk) bool {
	return j.element&text.Odd != 0 && trimWhite(w.text[l.start:j.start]) == "" && j.end < l.end && !isBlank(w.text[j.end]) && !selector(w.text, j.end, l.end)
}

// asks says whether a piece that lost its < and whose name may be a word stands as one that begins an
// element does: `p>Words`.
func (w *junkScan) asks(l rowLine, j junk) bool {
	s := w.text
	return j.glued && j.element&text.Odd == 0 && !strings.Contains(s[j.start:j.end], " ") && j.end < l.end && wordy(s[j.end]) &&
		(j.start == l.start || isBlank(s[j.start-1])) && !selector(s, j.end, l.end)
}

// slugs says whether two closing tags without brackets stand in a row.
func (w *junkScan) slugs(a, b junk) bool {
	return w.text[a.start] == '/' && w.text[b.start] == '/' && a.element != 0 && trimWhite(w.text[a.end:b.start]) == ""
}

// selector says whether what stands behind a > is the name of an element, as in the selector ul>li>a.
func selector(s string, at, end int) bool {
	for {
		at = skipBlanks(s, at, end)
		stop := nameEnd(s, at, end)
		if stop == at || text.ElementNamed(s[at:stop]) == 0 || s[at] < 'a' {
			return false
		}
		if stop == end || s[stop] != '>' {
			return true
		}
		at = stop + 1
	}
}

// afterSentence says whether a sentence ends right before a place in the line.
func afterSentence(s string, start, at int) bool {
	said := strings.TrimRight(s[start:at], " \t")
	if said == "" {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(said)
	return strings.ContainsRune(".!?:…”\"’)»。！？>।॥۔؟։።။", r)
}

func skipBlanks(s string, at, end int) int {
	for at < end && isBlank(s[at]) {
		at++
	}
	return at
}

func nameEnd(s string, at, end int) int {
	for at < end && nameLetter(s[at]) {
		at++
	}
	return at
}

func nameLetter(b byte) bool { return text.Letter(b) || '0' <= b && b <= '9' }
