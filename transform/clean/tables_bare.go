package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// bareRows appends the table of rows without a rule. What stands at their ends and how far they agree
// must tell them from words with pipes: menus, commands, trees.
func (t *tableScan) bareRows(rows []tableRow) {
	c := bareCount{columns: len(rows[0].cells), rows: len(rows)}
	var g grid
	for i := range rows {
		r := &rows[i]
		if n, _ := text.Indent(t.s[lineStart(t.s, r.start):r.end]); n >= 4 || !c.row(r) {
			return
		}
		if wordsIn(r.cells) {
			g.rows = append(g.rows, r.cells)
		}
	}
	if len(g.rows) < 2 || !c.agrees() || !varied(g.rows) || !wordsIn(rows[0].cells) || !c.ends(rows) && !(c.none == c.rows && c.agree == c.rows && t.unframed(&g)) {
		return
	}
	t.place(&g, rows)
	g.header, g.rows = g.rows[0], g.rows[1:]
	t.wikiHeader(&g)
	g.square()
	t.grids = append(t.grids, g)
}

// bareCount counts what tells rows with pipes from words with pipes.
type bareCount struct {
	rows, columns int
	both, none    int // rows with pipes at both ends, at none
	agree         int // rows with as many cells as the first
	full, all     int // cells that say something, all cells
	signs         int // cells that are a sign between numbers
}

// row counts a row; false where a cell is a piece of a drawing.
func (c *bareCount) row(r *tableRow) bool {
	if len(r.cells) == c.columns {
		c.agree++
	}
	if r.first && r.last {
		c.both++
	}
	if !r.first && !r.last {
		c.none++
	}
	for _, cell := range r.cells {
		if c.all++; strings.Trim(cell, "+-=_/\\ *<>^~.") != "" {
			c.full++
		}
		if operator(cell) {
			c.signs++
		}
		if art(cell) {
			return false
		}
	}
	return true
}

// agrees says whether the rows have the same cells, but for one in four, and most say something.
func (c *bareCount) agrees() bool {
	return c.columns > 1 && c.signs < c.rows && c.full*2 >= c.all && c.agree*4 >= c.rows*3 && (c.agree == c.rows || c.rows > 3)
}

// ends says whether the pipes at the ends of the rows are those of a table.
func (c *bareCount) ends(rows []tableRow) bool {
	switch {
	case c.both == c.rows, c.none*4 < c.rows && c.rows > 3:
		return true
	case c.none > 0:
		return false
	}
	return c.both > 0 || rows[0].first == rows[len(rows)-1].first
}

// unframed says whether rows without pipes at their ends are a table: three or more with a column of
// numbers, or of short cells that differ, and no commands.
func (t *tableScan) unframed(g *grid) bool {
	if len(g.rows) < 3 || !labels(g.rows[0]) {
		return false
	}
	words, repeated, named := 0, 0, 0
	for i, r := range g.rows {
		for k, c := range r {
			if len(c) > 80 || c == "" && k == 0 || codeLine("x"+c) || strings.HasPrefix(c, "$") || strings.Contains(c, " -") || strings.Contains(c, " = ") {
				return false
			}
			words += strings.Count(c, " ") + 1
			if i > 0 && c == g.rows[0][k] {
				repeated++
			}
			if strings.Contains(c, ": ") {
				named++
			}
		}
	}
	cells := len(g.rows) * len(g.rows[0])
	if named*2 > cells {
		return false // each cell names itself
	}
	return g.numeric(0) || words <= cells*4 && repeated*4 <= cells && !smallStart(g.rows) && (len(g.rows) > 3 || len(g.rows[0]) > 2)
}

// operator says whether a cell is a sign between numbers: |x| + |y| is no row.
func operator(c string) bool {
	switch c {
	case "+", "=", "<", ">", "*", "·", "×", "/", "≤", "≥", "<=", ">=", "==", "!=", "&&":
		return true
	}
	return false
}

// smallStart says whether most rows begin with a small letter, as commands do.
func smallStart(rows [][]string) bool {
	n := 0
	for _, r := range rows {
		if startsSmall(r[0]) {
			n++
		}
	}
	return n*2 > len(rows)
}

// art says whether a cell is a piece of a drawing: an arrow, a branch of a tree, a line.
func art(c string) bool {
	if c == "" {
		return false
	}
	if n := len(strings.TrimLeft(c, "-=_")); n < len(c)-1 && n > 0 && (c[len(c)-n] == ' ' || c[len(c)-n] == '>') || strings.HasSuffix(c, "->") {
		return true
	}
	return drawn(c)
}

// drawn says whether box drawing, blocks or arrows stand in a cell.
func drawn(c string) bool {
	for i := 0; i+2 < len(c); i++ {
		if c[i] != 0xE2 {
			continue
		}
		if b := c[i+1]; b >= 0x94 && b <= 0x96 && !strings.HasPrefix(c[i:], "■") && !strings.HasPrefix(c[i:], "●") && !strings.HasPrefix(c[i:], "▲") && !strings.HasPrefix(c[i:], "▼") || b == 0x86 && len(c) > 3 && c[i+2] < 0x94 && i == 0 && len(c) < 6 {
			return true
		}
	}
	return false
}

// wikiHeader takes the marks of Textile and Creole from a header: |_. a |, |= a |.
func (t *tableScan) wikiHeader(g *grid) {
	for _, mark := range [...]string{"_.", "="} {
		marked := true
		for _, c := range g.header {
			marked = marked && (strings.HasPrefix(c, mark) && len(c) > len(mark))
		}
		if !marked {
			continue
		}
		for i, c := range g.header {
			g.header[i] = trimWhite(c[len(mark):])
		}
	}
}
