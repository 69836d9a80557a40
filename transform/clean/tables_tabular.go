package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// columnGrid cuts the lines of a block at its bounds and makes rows of them.
func (t *tableScan) columnGrid() (g grid) {
	head, framed := t.headLines()
	spaced, merge := t.spacedRows(framed), false
	for k := range t.lines {
		l := &t.lines[k]
		if l.rule || l.blank {
			merge = false
			continue
		}
		cells := t.cut(l)
		last := len(g.rows) - 1
		switch {
		case k < head && g.header != nil:
			g.header = joinCells(g.header, cells)
		case k < head:
			g.header = cells
		case last >= 0 && (spaced && merge || continues(g.rows[last], cells)):
			g.rows[last] = joinCells(g.rows[last], cells)
		default:
			g.rows = append(g.rows, cells)
		}
		merge = k >= head
	}
	if head == 0 {
		g.headed()
	}
	return g
}

// headLines returns how many lines belong to the header with the rules around it, 0 where no rule tells;
// framed says that a rule stands above.
func (t *tableScan) headLines() (head int, framed bool) {
	framed = t.lines[0].rule
	for k := 1; k < len(t.lines); k++ {
		if t.lines[k].rule {
			if k+1 < len(t.lines) && k < 6 {
				return k, framed
			}
			break
		}
	}
	return 0, framed
}

// spacedRows says whether blank lines part the rows under the header, so that lines between them are one.
func (t *tableScan) spacedRows(framed bool) bool {
	for k := range t.lines {
		if t.lines[k].blank {
			return framed
		}
	}
	return false
}

// cut returns the cells of a line.
func (t *tableScan) cut(l *columnLine) []string {
	c := columnCut{scan: t, next: 1}
	from := len(t.cells)
	for _, s := range t.segments[l.from:l.to] {
		for at, column := s.start, s.from; at < s.end; {
			r, n := rune(t.s[at]), 1
			if r >= utf8.RuneSelf {
				r, n = utf8.DecodeRuneInString(t.s[at:])
			}
			if r != ' ' && r != '\u00A0' && r != '\u3000' {
				c.word(at, at+n, column)
			}
			column += runeWidth(r)
			at += n
		}
	}
	for c.next <= len(t.bounds) {
		c.flush()
	}
	return t.cells[from:len(t.cells):len(t.cells)]
}

// columnCut collects the cells of a line between bounds.
type columnCut struct {
	scan       *tableScan
	next       int // the bound behind the cell
	begin, end int // its words
	open       bool
}

// word takes a character at a column; one that stands right behind another stays in its cell.
func (c *columnCut) word(at, end, column int) {
	for c.next < len(c.scan.bounds) && column >= c.scan.bounds[c.next] && (!c.open || c.end < at) {
		c.flush()
	}
	if !c.open {
		c.begin, c.open = at, true
	}
	c.end = end
}

func (c *columnCut) flush() {
	cell := ""
	if c.open {
		cell = escapeCell(c.scan.s[c.begin:c.end])
	}
	c.scan.cells = append(c.scan.cells, cell)
	c.open = false
	c.next++
}

// continues says whether a line goes on with cells of the row before: its first cell is empty, at most
// half of the others say something, and no numbers.
func continues(row, cells []string) bool {
	if cells[0] != "" || row[0] == "" && len(row) > 2 {
		return false
	}
	n := 0
	for k, c := range cells {
		if c == "" {
			continue
		}
		if n++; numberCell(c) || row[k] == "" {
			return false
		}
	}
	return n > 0 && n*2 <= len(cells)
}

// joinCells joins the cells of two lines of one row.
func joinCells(row, cells []string) []string {
	for k, c := range cells {
		switch {
		case c == "":
		case row[k] == "":
			row[k] = c
		default:
			row[k] += " " + c
		}
	}
	return row
}

// evenSegments returns how many segments every line has, 0 where they differ.
func (t *tableScan) evenSegments() (n int) {
	for k := range t.lines {
		l := &t.lines[k]
		if k > 0 && l.to-l.from != n {
			return 0
		}
		n = l.to - l.from
	}
	return n
}

// counted returns the table of lines that stand in no columns but have as many segments each: three or
// more, or two of which one is a number.
func (t *tableScan) counted(i, end int) (g grid, next int, ok bool) {
	columns := 0
	for k := range t.lines {
		l := &t.lines[k]
		if l.rule {
			if k != 1 || l.to-l.from < 2 {
				return g, end, false
			}
			continue
		}
		if n := l.to - l.from; n < 2 || columns > 0 && n != columns {
			return g, end, false
		}
		columns = l.to - l.from
		n := len(t.cells)
		for _, s := range t.segments[l.from:l.to] {
			t.cells = append(t.cells, escapeCell(t.s[s.start:s.end]))
		}
		g.rows = append(g.rows, t.cells[n:len(t.cells):len(t.cells)])
	}
	if len(g.rows) < 3 || columns < 3 && !g.numeric(0) || !labels(g.rows[0]) {
		return g, end, false
	}
	g.headed()
	g.start, g.end = t.page.lines[i].start, t.page.lines[end-1].end
	return g, end, g.tabular(false)
}

// tabular says whether cut lines are a table, and no list of options, commands or words with what they
// mean, no two columns of prose, no lines of a log and no code.
func (g *grid) tabular(ruled bool) bool {
	rows := len(g.rows)
	if g.header != nil {
		rows++
	}
	if rows < 3 && !(ruled && rows > 1) || len(g.rows) == 0 || !ruled && g.header == nil && len(g.rows[0]) < 3 {
		return false
	}
	var c cellCount
	for _, r := range g.rows {
		if !c.row(r, ruled) {
			return false
		}
	}
	n := len(g.rows)
	numeric := g.numeric(-1)
	if !ruled && len(g.rows[0]) == 2 && (g.pairs() || len(g.header) > 0 && strings.Contains(g.header[0], ": ")) {
		return false
	}
	switch {
	case c.coded*3 > n || !ruled && g.constant():
		return false
	case ruled:
		return c.full*2 >= n || numeric
	case c.times*2 > n && g.header == nil || c.ended*4 > n*len(g.rows[0]):
		return false
	case g.header == nil && (!numeric || c.long > 0):
		return false
	case numeric:
		return c.full*2 >= n
	}
	if g.columns() == 2 && (c.wide > 0 || n > longList || !capital(g.header[0]) || !capital(g.header[1])) {
		return false
	}
	return c.full*4 >= n*3 && c.long*5 <= n && c.small*4 <= n && (g.columns() > 2 || n > 2)
}

// cellCount counts what tells tables from other text in columns.
type cellCount struct {
	full  int // rows without an empty cell
	long  int // cells of five words or more
	wide  int // of more than 25 characters
	ended int // cells that end as sentences do
	small int // rows that begin with a small letter
	coded int // rows of code
	times int // rows that hold a time of the day
}

// row counts a row; false where it is certain that the lines are none of a table.
func (c *cellCount) row(r []string, ruled bool) bool {
	first := r[0]
	if !ruled && (itemMark(first) || strings.HasPrefix(first, "-") && len(first) > 1 && !numberCell(first)) {
		return false
	}
	if filled(r) {
		c.full++
	}
	if letter, _ := utf8.DecodeRuneInString(first); unicode.IsLower(letter) {
		c.small++
	}
	if codeLine("x"+r[len(r)-1]) || strings.Contains(first, " = ") {
		c.coded++
	}
	timed := false
	for _, w := range r {
		timed = timed || clock(w)
		n := cellWords(w)
		if strings.Contains(w, "....") || strings.Contains(w, ". . .") || strings.HasPrefix(w, "//") || w == "=" || w == ":=" {
			return false
		}
		if !ruled && (n > 9 || utf8.RuneCountInString(w) > 60) {
			return false
		}
		if n > 4 {
			c.long++
		}
		if utf8.RuneCountInString(w) > 25 {
			c.wide++
		}
		if endsSentence(strings.TrimRight(w, `"'”’»`)) && !numberCell(w) && len(w) > 3 {
			c.ended++
		}
	}
	if timed {
		c.times++
	}
	return true
}

// constant says whether a column says the same in all rows and the header: a word of a command or the mark
// of a comment, no value.
func (g *grid) constant() bool {
	first := g.header
	if first == nil {
		first = g.rows[0]
	}
	for k, c := range first {
		same := c != "" && !numberCell(c)
		for _, r := range g.rows {
			same = same && r[k] == c
		}
		if same {
			return true
		}
	}
	return false
}

// capital says whether a cell begins with a letter, and no small one, as the names of columns do.
func capital(c string) bool {
	r, _ := utf8.DecodeRuneInString(c)
	return unicode.IsLetter(r) && !unicode.IsLower(r)
}

// clock says whether a cell holds a time of the day with its seconds.
func clock(c string) bool {
	n := strings.IndexByte(c, ':')
	return n > 0 && n+3 < len(c) && digit(c[n-1]) && digit(c[n+1]) && c[n+3] == ':'
}

// bullet says whether a first cell is empty or begins an item of a list.
func bullet(c string) bool {
	rest := strings.TrimLeft(c, "0123456789")
	return strings.Trim(c, "-*+•·–") == "" || len(rest) < len(c) && (rest == "." || rest == ")")
}

// mayPlain says of each finder of plainTables whether the text holds what it looks for.
func (t *tableScan) mayPlain(may []bool) {
	s := t.s
	tabs := strings.IndexByte(s, '\t') >= 0
	may[0], may[1] = tabs, tabs && strings.Contains(s, "\t\t")
	may[2] = strings.IndexByte(s, ';') >= 0
	may[3] = strings.IndexByte(s, ',') >= 0
	may[4] = strings.Contains(s, `\\`) && strings.IndexByte(s, '&') >= 0
	may[5] = mayColumns(s)
	may[6] = true
}
