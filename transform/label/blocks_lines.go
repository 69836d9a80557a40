package label

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

var pages = sync.Pool{New: func() any { return new(page) }}

// keptLines keeps a text of millions of lines from holding its memory for the rest of the run.
const keptLines = 1 << 15

func (p *page) put() {
	p.s = ""
	if cap(p.lines) <= keptLines && cap(p.words) <= keptWords {
		pages.Put(p)
	}
}

// lineKind is what a line looks like by itself.
type lineKind uint8

const (
	plainLine  lineKind = iota
	ruleLine            // --- *** ===: of marks alone
	fenceLine           // ``` or ~~~
	codeLine            // between fences
	hashLine            // # and a heading
	bulletLine          // a mark of a list
	numberLine          // a number or letter of a list
	quoteLine           // >
	tableLine           // a row of a table
)

// pageLine is a line of a text: [from,to) is what it says.
type pageLine struct {
	from, to uint32
	said     uint32 // behind its mark
	indent   uint16
	bars     uint16 // bars or tabs between cells
	kind     lineKind
	level    uint8
	gap      bool // a blank line stands before it
	tabs     bool // bars counts tabs or other marks, of which each row has as many
}

// look says what the line [at,end) is by itself.
func (p *page) look(at, end int) pageLine {
	s := p.s
	l := pageLine{}
	for at < end && (s[at] == ' ' || s[at] == '\t') {
		l.indent += 1 + 3*uint16(s[at]&1) // a tab has its last bit set, a space has not
		if l.indent > 1000 {
			l.indent = 1000
		}
		at++
	}
	if at < end && (s[at] >= utf8.RuneSelf || s[end-1] >= utf8.RuneSelf) {
		said := strings.TrimRightFunc(s[at:end], unicode.IsSpace)
		end = at + len(said)
		at = end - len(strings.TrimLeftFunc(said, unicode.IsSpace))
	}
	for end > at && (s[end-1] == ' ' || s[end-1] == '\t' || s[end-1] == '\r') {
		end--
	}
	l.from, l.to, l.said = uint32(at), uint32(end), uint32(at)
	if at < end {
		l.mark(s[at:end])
		if l.kind == plainLine && l.bars == 0 && markless(s[at:end]) {
			l.kind = ruleLine // debris: a lone bracket
		}
	}
	return l
}

// mark looks at how a line begins, and counts its cells.
func (l *pageLine) mark(said string) {
	switch c := said[0]; {
	case c == '#':
		l.hash(said)
	case c == '>':
		l.quote(said)
	case c == '`' || c == '~':
		if strings.HasPrefix(said, "```") || strings.HasPrefix(said, "~~~") {
			l.kind = fenceLine
		}
	case c == '-' || c == '*' || c == '+' || c == '_' || c == '=':
		if ruled(said) {
			l.kind = ruleLine
		} else if c != '_' && c != '=' && len(said) > 2 && (said[1] == ' ' || said[1] == '\t') {
			l.item(bulletLine, said, 1)
		}
	case c >= '0' && c <= '9', c|0x20 >= 'a' && c|0x20 <= 'z':
		if n := numbered(said); n > 0 {
			l.item(numberLine, said, n)
		}
	case c >= utf8.RuneSelf:
		r, n := utf8.DecodeRuneInString(said)
		if strings.ContainsRune("•‣◦▪●·–—■□➤►✓✔", r) && len(said) > n && (said[n] == ' ' || said[n] == '\t' || r == '•' || strings.HasPrefix(said[n:], "\u00a0")) {
			l.item(bulletLine, said, n)
		}
	}
	l.cells(said)
}

// cells counts the bars; where there is no bar the tabs, or semicolons or commas that no space follows: fields of records.
func (l *pageLine) cells(said string) {
	bars := strings.Count(said, "|")
	for _, mark := range [...]string{"\t", ";", ","} {
		if bars > 0 || l.kind == bulletLine {
			break
		}
		if n := strings.Count(said, mark); n > 1 && !strings.Contains(said, mark+" ") || n > 0 && mark == "\t" {
			bars, l.tabs = n, true
		}
	}
	l.bars = uint16(min(bars, 1<<15))
}

// hash takes a Markdown heading: up to six # and a space.
func (l *pageLine) hash(said string) {
	n := len(said) - len(strings.TrimLeft(said, "#"))
	if n <= 6 && len(said) > n && said[n] == ' ' {
		l.kind, l.level = hashLine, uint8(n)
		l.said += uint32(len(said) - len(strings.TrimLeft(said[n:], " ")))
	}
}

func (l *pageLine) quote(said string) {
	l.kind = quoteLine
	i := 0
	for ; i < len(said) && (said[i] == '>' || said[i] == ' '); i++ {
		if said[i] == '>' && l.level < 100 {
			l.level++
		}
	}
	switch {
	case markless(said):
		l.kind = ruleLine
	case tagged(said): // half of a tag
		l.kind, l.level, i = plainLine, 0, 0
	}
	l.said += uint32(i)
}

// item takes a line of a list behind a mark of n bytes.
func (l *pageLine) item(kind lineKind, said string, n int) {
	rest := strings.TrimLeft(said[n:], " \t\u00a0")
	if rest == "" {
		return
	}
	l.kind, l.level = kind, 1
	l.said += uint32(len(said) - len(rest))
}

// numbered returns the length of the number or letter that a line of a list begins with, 0 for none.
func numbered(said string) int {
	n := 0
	for n < len(said) && n < 4 && said[n] >= '0' && said[n] <= '9' {
		n++
	}
	if n == 0 {
		n = 1 // a letter
		if len(said) > 2 && said[1] != ')' {
			return 0 // "A. Smith" is a name
		}
	}
	if n+1 >= len(said) || n == 4 || said[n] != '.' && said[n] != ')' || said[n+1] != ' ' && said[n+1] != '\t' {
		return 0
	}
	return n + 1
}

// ruled says whether a line is three or more of one mark, spaces aside, or the rule below a table's head.
func ruled(said string) bool {
	marks := 0
	for i := 0; i < len(said); i++ {
		switch said[i] {
		case '-', '*', '=', '_', '+', ':':
			marks++
		case ' ', '\t', '|':
		default:
			return false
		}
	}
	return marks >= 3
}

// fences marks the lines between fences; one that nothing closes is none.
func (p *page) fences() {
	open := -1
	for i := range p.lines {
		if p.lines[i].kind != fenceLine {
			continue
		}
		if open < 0 {
			open = i
			continue
		}
		for k := open; k <= i; k++ {
			p.lines[k].kind = codeLine
		}
		p.lines[i].level = 1 // the last of its block
		open = -1
	}
	if open >= 0 {
		p.lines[open].kind = plainLine
	}
}

// tables marks runs of two rows or more; the rule below a head is one.
func (p *page) tables() {
	p.wikiTables()
	for i := 0; i < len(p.lines); {
		n := i
		for n < len(p.lines) && p.row(n) && (n == i || p.follows(n)) {
			n++
		}
		if n-i >= 2 && p.worth(i, n) {
			for k := i; k < n; k++ {
				p.lines[k].kind = tableLine
			}
		}
		i = max(n, i+1)
	}
}

// wikiTables marks the lines from {| to |}, wiki's borders of a table; one that nothing closes is none.
func (p *page) wikiTables() {
	open := -1
	for i := range p.lines {
		switch said := p.s[p.lines[i].from:p.lines[i].to]; {
		case p.lines[i].kind == codeLine:
			open = -1
		case open < 0 && strings.HasPrefix(said, "{|"):
			open = i
		case open >= 0 && said == "|}":
			for k := open; k <= i; k++ {
				p.lines[k].kind = tableLine
				p.lines[k].gap = p.lines[k].gap && k == open
			}
			open = -1
		}
	}
}

func (p *page) row(i int) bool {
	l := &p.lines[i]
	if l.kind == tableLine || l.kind == codeLine || l.kind == hashLine || l.kind == quoteLine {
		return false
	}
	return l.bars > 0 && (!l.tabs || l.kind == plainLine || l.kind == numberLine) || p.tableRule(i)
}

// tableRule says whether a line is the rule below a head: bars or plus signs among hyphens.
func (p *page) tableRule(i int) bool {
	l := &p.lines[i]
	said := p.s[l.from:l.to]
	return (l.bars > 0 || said[0] == '+') && ruled(strings.TrimLeft(said, "|"))
}

// follows says whether row i belongs to the table of the row before it.
func (p *page) follows(i int) bool {
	l, before := &p.lines[i], &p.lines[i-1]
	return !l.gap && (l.tabs == before.tabs && (!l.tabs || l.bars == before.bars) || p.tableRule(i) || p.tableRule(i-1))
}

// worth says whether a run of rows is a table: with a rule, with bars around or two in each row, or of one
// number of tabs.
func (p *page) worth(from, to int) bool {
	even := true
	for i := from; i < to; i++ {
		l := &p.lines[i]
		if p.tableRule(i) {
			return true
		}
		even = even && l.bars == p.lines[from].bars
	}
	return even || p.lines[from].bars >= 2 && p.s[p.lines[from].from] == '|'
}

// lists turns numbers without a neighbour, and dashes of a dialogue that stand alone, into plain lines, and gives
// bullets their depth.
func (p *page) lists() {
	var indents [16]uint16
	depth := 0
	for i := range p.lines {
		l := &p.lines[i]
		if l.kind == numberLine && !p.near(i, numberLine) || l.kind == bulletLine && p.s[l.from] == 0xE2 && !p.near(i, bulletLine) && p.dash(l) {
			l.kind, l.said, l.level = plainLine, l.from, 0
		}
		if l.kind != bulletLine && l.kind != numberLine {
			if l.kind != plainLine || l.gap && l.indent == 0 {
				depth = 0
			}
			continue
		}
		for depth > 0 && indents[depth-1] > l.indent {
			depth--
		}
		if (depth == 0 || indents[depth-1] < l.indent) && depth < len(indents) {
			indents[depth] = l.indent
			depth++
		}
		l.level = uint8(depth)
	}
}

func (p *page) dash(l *pageLine) bool {
	r, _ := utf8.DecodeRuneInString(p.s[l.from:])
	return r == '–' || r == '—'
}

// near says whether the next or the last line of a list is of the same kind, one line of another kind between them at most.
func (p *page) near(i int, kind lineKind) bool {
	for _, k := range [...]int{i - 2, i - 1, i + 1, i + 2} {
		if k >= 0 && k < len(p.lines) && p.lines[k].kind == kind {
			return true
		}
	}
	return false
}

// tagged says whether a line holds a tag or half of one.
func tagged(said string) bool {
	for at := 0; ; at++ {
		i := strings.IndexByte(said[at:], '<')
		if i < 0 {
			return false
		}
		at += i
		if rest := strings.TrimLeft(said[at+1:], " "); rest != "" && (rest[0] == '/' || rest[0] == '<' || rest[0]|0x20 >= 'a' && rest[0]|0x20 <= 'z') {
			return true
		}
	}
}

// markless says whether a short line has nothing but marks of ASCII.
func markless(said string) bool {
	for i := 0; i < len(said); i++ {
		if c := said[i]; c >= utf8.RuneSelf || c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' {
			return false
		}
	}
	return true
}

// begins returns the first letter of a piece of text, 0 where it has none in its first bytes.
func begins(said string) rune {
	for i, r := range said {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return r
		}
		if i > 24 {
			break
		}
	}
	return 0
}
