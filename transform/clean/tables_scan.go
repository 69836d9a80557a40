package clean

import (
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
)

// What is larger is data and no table of a text.
const (
	maxRows   = 1 << 14
	maxRow    = 1 << 14 // bytes
	maxFields = 1 << 8
)

// tableScan looks for tables among the lines of a text. What it needs to read lines is kept from text
// to text, so that lines that are no table cost no allocation.
type tableScan struct {
	page  *page
	s     string
	grids []grid

	rows   []tableRow // of the block that is read
	cells  []string   // of these rows, behind those of the tables found
	base   int        // where they begin
	groups []rowGroup
	spans  []rowSpan

	segments []segment // of a block of columns
	lines    []columnLine
	used     []uint16
	bounds   []int

	hint     int  // into the page's code
	indented int8 // whether indented tables are tables: 0 not known, 1 yes, -1 no
}

// tableRow is a line of a block, or a part of one where lines have run together.
type tableRow struct {
	start, end  int
	cells       []string
	first, last bool // separators stand at its ends
	sep         uint8
	ruled       bool // it is a rule
	rule        tableRule
	dent        bool // it stands indented as code does
}

// empty says whether the row is made of separators alone.
func (r *tableRow) empty() bool { return r.ruled && r.rule.segments == 0 }

// rowSpan is where a row stands.
type rowSpan struct{ start, end int }

// rowGroup is the rows [from,to) between two rules.
type rowGroup struct{ from, to int }

var tableScans = sync.Pool{New: func() any { return new(tableScan) }}

func (t *tableScan) open(p *page) { t.page, t.s, t.hint, t.indented = p, p.text, 0, 0 }

func (t *tableScan) free() {
	clear(t.grids)
	clear(t.rows)
	if t.cells = t.cells[:cap(t.cells)]; len(t.cells) > 1<<14 {
		t.cells = nil
	}
	clear(t.cells)
	t.page, t.s, t.grids, t.rows, t.cells, t.base = nil, "", t.grids[:0], t.rows[:0], t.cells[:0], 0
	tableScans.Put(t)
}

// keep says that the cells read so far belong to a table.
func (t *tableScan) keep() { t.base = len(t.cells) }

// quoteMarks returns the length of the marks of quoting before a line.
func quoteMarks(l string) (n int) {
	for i := 0; i < len(l); i++ {
		switch l[i] {
		case '>':
			n = i + 1
		case ' ':
		default:
			if n > 0 && n < i {
				n++ // one blank belongs to the marks
			}
			return n
		}
	}
	return 0
}

// of returns a line without marks of quoting.
func (t *tableScan) of(i int) string {
	l := t.page.lines[i].of(t.s)
	return l[quoteMarks(l):]
}

// coded says whether a line is code. An indented block is none if tables may stand indented.
func (t *tableScan) coded(i int) bool {
	l := t.page.lines[i]
	if !l.code {
		return false
	}
	columns, _ := text.Indent(l.of(t.s))
	return columns < 4 || !t.mayIndent() || t.fenced(l.start)
}

// mayIndent says whether what is indented need not be code: the text is no Markdown.
func (t *tableScan) mayIndent() bool {
	if t.indented == 0 {
		t.indented = 1
		if kinds, _ := markdownSigns(t.s, t.page.lines, t.page.code); kinds > 0 {
			t.indented = -1
		}
	}
	return t.indented > 0
}

// fenced says whether a place stands in a block with fences.
func (t *tableScan) fenced(at int) bool {
	if t.hint >= len(t.page.code) || t.page.code[t.hint].Start > at {
		t.hint = 0
	}
	if !text.InCode(t.page.code, at, &t.hint) {
		return false
	}
	opens := strings.TrimLeft(t.s[t.page.code[t.hint].Start:at+1], " ")
	return opens != "" && (opens[0] == '`' || opens[0] == '~')
}

func (t *tableScan) blank(i int) bool { return t.page.lines[i].blank(t.s) }

// rowish says whether a line may be one of a table with separators.
func (t *tableScan) rowish(i int) bool {
	if i >= len(t.page.lines) {
		return false
	}
	l := t.of(i)
	switch {
	case len(l) < 1 || len(l) > maxRow:
		return false
	case separator(l) != sepNone:
		return !t.coded(i) && !wikiRow(l)
	case l[0] == '+' || corner(rune(l[0])) || l[0] == ' ' || l[0] == '-' || l[0] == '=' || l[0] == '^' || l[0] >= 0x80:
		if l = trimWhite(l); cellSeparator(l) == sepCaret {
			return !t.coded(i)
		}
		r, ok := readRule(l)
		return ok && r.underlines() && !t.coded(i)
	}
	return false
}

// bar says whether a line is one of dashes alone.
func (t *tableScan) bar(i int) bool {
	if i < 0 || i >= len(t.page.lines) {
		return false
	}
	l := t.of(i)
	if len(l) < 4 || len(l) > maxRow || ruleByte(l) == ruleNone || t.coded(i) {
		return false
	}
	r, ok := readRule(l)
	return ok && r.bar()
}

// ruleByte says what the first byte of a line is to a rule, ruleDash for a character of more bytes.
func ruleByte(l string) int {
	if l[0] >= 0x80 {
		return ruleDash
	}
	return ruleRune(rune(l[0]))
}

// block reads the rows from line i on: lines with separators and rules, or every other line where
// blank ones stand between all of them. It returns the line behind.
func (t *tableScan) block(i int) int {
	t.rows, t.cells = t.rows[:0], t.cells[:t.base]
	if t.bar(i - 1) {
		t.add(i - 1)
	}
	step := t.stride(i)
	for n := i; ; {
		if t.add(n); len(t.rows) > 1 && n == i {
			step = 1 // rows that ran together need no lines of their own
		}
		switch next := n + step; {
		case step == 2:
			if next >= len(t.page.lines) || !t.blank(n+1) || !t.rowish(next) || next+1 < len(t.page.lines) && !t.blank(next+1) {
				return n + 1
			}
			n = next
		case t.rowish(next) && quoteMarks(t.page.lines[next].of(t.s)) == quoteMarks(t.page.lines[n].of(t.s)):
			n = next
		case t.bar(next):
			t.add(next)
			if n = next + 1; !t.rowish(n) {
				return n
			}
		case len(t.rows) == 2 && t.rows[1].ruled && !t.rows[0].ruled && next+1 < len(t.page.lines) && t.blank(next) && t.rowish(next+1) && t.follows(next+1):
			n = next + 1 // a blank line behind the header
		default:
			return next
		}
		if len(t.rows) > maxRows {
			for t.rowish(n) {
				n++
			}
			t.rows = t.rows[:0]
			return n
		}
	}
}

// follows says whether a line behind a blank one goes on with the header that stands alone before it:
// as many cells, and no rule under it.
func (t *tableScan) follows(i int) bool {
	l := trimWhite(t.of(i))
	if _, ok := readRule(l); ok || t.ruleAt(i+1) {
		return false
	}
	n := len(t.cells)
	cells, _, _ := appendCells(t.cells, l, cellSeparator(l))
	t.cells = cells[:n]
	return len(cells)-n == len(t.rows[0].cells)
}

func (t *tableScan) ruleAt(i int) bool {
	if i >= len(t.page.lines) {
		return false
	}
	l := t.of(i)
	r, ok := readRule(l)
	return ok && r.segments > 0
}

// stride returns 2 where a blank line stands behind every row, else 1.
func (t *tableScan) stride(i int) int {
	lines := t.page.lines
	if i+2 < len(lines) && t.blank(i+1) && t.rowish(i+2) && (i+3 == len(lines) || t.blank(i+3)) && (i == 0 || t.blank(i-1)) {
		return 2
	}
	return 1
}

// add reads line i, which may be several rows that ran together.
func (t *tableScan) add(i int) {
	l := t.page.lines[i]
	start, end := l.start+quoteMarks(l.of(t.s)), l.end
	for start < end && isBlank(t.s[start]) {
		start++
	}
	for end > start && isBlank(t.s[end-1]) {
		end--
	}
	t.spans = t.together(t.spans[:0], start, end)
	for _, at := range t.spans {
		t.rows = append(t.rows, t.row(at))
		t.rows[len(t.rows)-1].dent = l.code
	}
}

func (t *tableScan) row(at rowSpan) (r tableRow) {
	r.start, r.end = at.start, at.end
	l := t.s[at.start:at.end]
	n := len(t.cells)
	r.rule, r.ruled = readRule(l)
	if r.sep = cellSeparator(l); r.sep == sepNone && r.ruled {
		return r
	}
	t.cells, r.first, r.last = appendCells(t.cells, l, r.sep)
	r.cells = t.cells[n:len(t.cells):len(t.cells)]
	if r.sep != sepPipe {
		for i, c := range r.cells {
			r.cells[i] = escapeCell(c)
		}
	}
	return r
}
