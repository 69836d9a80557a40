package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// lostTables puts the tables together that stand in whole or broken tags, as rows with pipes.
func lostTables(p *page, e *schema.Edits) {
	for _, g := range p.lostGrids() {
		if g.again {
			p.cutGrid(&g, e, kindTable)
		} else {
			p.write(&g, g.markdown(), e, kindTable)
		}
	}
}

// write puts words in the place of a table; a blank line keeps them from what stands beside them.
func (p *page) write(g *grid, words string, e *schema.Edits, kind uint8) {
	s := p.text
	switch {
	case g.start > 0 && s[g.start-1] != '\n':
		words = "\n\n" + words
	case g.start > 1 && s[g.start-2] != '\n' && g.lost && !g.near:
		words = "\n" + words
	}
	switch next := g.end + 1; {
	case g.end < len(s) && s[g.end] != '\n' && s[g.end] != '\r':
		words += "\n\n"
	case next < len(s) && s[g.end] == '\n' && !blankAhead(s, next):
		words += "\n"
	}
	e.Between(s[g.start:g.end], g.start, words, kind)
}

// blankAhead says whether nothing but white space stands from a place to the end of its line.
func blankAhead(s string, at int) bool {
	for at < len(s) && (isBlank(s[at]) || s[at] == '\r' || strings.HasPrefix(s[at:], "\u00A0")) {
		at++
		if s[at-1] >= utf8.RuneSelf {
			at++
		}
	}
	return at == len(s) || s[at] == '\n'
}

// lostGrids returns the tables in whole tags, then those in broken ones, in the order of the text.
func (p *page) lostGrids() []grid {
	var grids []grid
	if strings.Contains(p.text, "|-") || strings.Contains(p.text, "{|") {
		grids = wikiTables(p, nil)
	}
	if len(p.junk) == 0 {
		return grids
	}
	w := lostScan{page: p, text: p.text, known: map[string]bool{}}
	grids = mergeGrids(w.whole(nil), grids)
	w.blocks(grids)
	w.learn()
	for i := range w.found {
		w.found[i].broken = true
		w.grow(&w.found[i])
	}
	grids = mergeGrids(mergeGrids(grids, w.found), w.again())
	for i := range grids {
		grids[i].lost = true
		grids[i].near = i > 0 && grids[i-1].end+1 == grids[i].start && !grids[i-1].again
		grids[i].square()
	}
	p.copies(grids)
	return grids
}

// mergeGrids returns both lists in one order; where two overlap the one from a stays.
func mergeGrids(a, b []grid) (out []grid) {
	if len(b) == 0 {
		return a
	}
	out = make([]grid, 0, len(a)+len(b))
	for len(a)+len(b) > 0 {
		var g grid
		if len(b) == 0 || len(a) > 0 && a[0].start <= b[0].start {
			g, a = a[0], a[1:]
		} else {
			g, b = b[0], b[1:]
		}
		if n := len(out); n > 0 && g.start < out[n-1].end {
			continue
		}
		out = append(out, g)
	}
	return out
}

// lostRow is a line with cells: words that end in a piece of td or th.
type lostRow struct {
	line  int
	cells []string
	th    bool // one of the pieces is of th
	ends  bool // a piece of tr ends the row
	parts bool // lines of brackets stand between it and the row before
	last  bool // a piece of table ends the table
}

// lostScan looks for tables among the pieces of broken tags.
type lostScan struct {
	page  *page
	text  string
	next  int // the next piece
	found []grid
	known map[string]bool // cells of the tables found
	tries int             // of taking lines apart
}

// blocks goes through the lines and reads each run of lines with pieces of tables.
func (w *lostScan) blocks(taken []grid) {
	for w.next < len(w.page.junk) {
		j := &w.page.junk[w.next]
		for len(taken) > 0 && taken[0].end < j.start {
			taken = taken[1:]
		}
		if j.element&text.Grid == 0 || !j.sure || len(taken) > 0 && taken[0].start <= j.start {
			w.next++
			continue
		}
		w.block(j.line)
	}
}

// block reads the table whose first pieces stand on line i.
func (w *lostScan) block(i int) {
	rows, caption, end := w.rows(i)
	w.skip(end)
	if g, ok := w.scattered(i); ok {
		w.found = append(w.found, g)
		w.skip(w.page.lineNumber(g.end))
		return
	}
	g, ok := w.interpret(rows, caption)
	if !ok {
		return
	}
	g.start, g.end = w.page.lines[rows[0].line].start, w.page.lines[end].end
	if g.header == nil || len(g.rows) > 0 || w.above(&g, rows[0].line) {
		w.found = append(w.found, g)
	}
}

// rows reads the lines of one table from line i on: rows, lines of brackets between them, blank lines
// before lines of nothing but pieces, and one line of words, the caption (-1: none).
func (w *lostScan) rows(i int) (rows []lostRow, caption, end int) {
	lines, parts := w.page.lines, false
	caption, end = -1, i
	for k := i; k < len(lines); k++ {
		said := lines[k].said(w.text)
		if said == "" && (k+1 >= len(lines) || !w.onlyPieces(k+1)) {
			break
		}
		if said == "" || bracketLine(said) {
			parts = parts || said != ""
			continue
		}
		r := w.row(k)
		if len(r.cells) == 0 && !r.ends {
			if caption >= 0 || k+1 >= len(lines) || len(rows) == 0 || !w.page.junkIn(k+1) {
				break
			}
			caption = k
			continue
		}
		r.parts, parts = parts, false
		rows = append(rows, r)
		if end = k; r.last {
			break
		}
	}
	return rows, caption, end
}

// skip goes on behind a line.
func (w *lostScan) skip(line int) {
	for w.next < len(w.page.junk) && w.page.junk[w.next].line <= line {
		w.next++
	}
}

// onlyPieces says whether a line holds pieces of tables and brackets, and no words.
func (w *lostScan) onlyPieces(line int) bool {
	r := w.row(line)
	if len(r.cells) == 0 && !r.ends {
		return false
	}
	for _, c := range r.cells {
		if c != "" {
			return false
		}
	}
	return true
}

// row reads the cells of a line. The pieces of one line are looked up, so that lines can be read ahead.
func (w *lostScan) row(line int) (r lostRow) {
	r.line = line
	l := w.page.lines[line]
	words, at, opened := "", l.start, false
	for i := w.page.firstJunk(line); i < len(w.page.junk) && w.page.junk[i].line == line; i++ {
		j := &w.page.junk[i]
		words, at = words+w.text[at:j.start], j.end
		said := trimCell(words)
		switch {
		case j.element&text.Grid == 0:
			continue
		case j.element&text.Cell != 0 && !j.open:
			r.cells = append(r.cells, said)
			opened = false
		case said != "" || opened && j.element&text.Cell == 0:
			r.cells = append(r.cells, said)
			opened = false
		}
		if j.element&text.Cell != 0 {
			r.th = r.th || strings.EqualFold(strings.ReplaceAll(j.name, " ", ""), "th") || j.name == "h"
			opened = opened || j.open
		} else {
			r.ends = true
			r.last = r.last || strings.EqualFold(j.name, "table") && !j.open
		}
		words = ""
	}
	if said := trimCell(words + w.text[at:l.end]); said != "" && (opened || len(r.cells) > 1 && !r.ends) {
		r.cells = append(r.cells, said)
	}
	return r
}

// firstJunk returns the number of the first piece on a line or behind it.
func (p *page) firstJunk(line int) int {
	low, high := 0, len(p.junk)
	for low < high {
		if m := (low + high) / 2; p.junk[m].line < line {
			low = m + 1
		} else {
			high = m
		}
	}
	return low
}

func trimCell(words string) string { return escapeCell(strings.Trim(words, "<> \t\r\n\u00A0")) }

// interpret makes a table of rows, if there is one way to.
func (w *lostScan) interpret(rows []lostRow, caption int) (g grid, ok bool) {
	for len(rows) > 0 && len(rows[0].cells) == 0 {
		rows = rows[1:]
	}
	if len(rows) == 0 {
		return g, false
	}
	if caption >= 0 {
		g.before = w.page.lines[caption].said(w.text)
	}
	switch n := len(rows[0].cells); {
	case n > 1 && w.transposed(&g, rows):
		return g, true
	case caption >= 0:
		return g, false
	case n > 1 && rows[0].th:
		g.header = rows[0].cells
		return g, g.collect(rows[1:], n)
	case n > 1:
		return g, len(rows) > 1 && g.collect(rows, n)
	}
	return g, g.grouped(rows)
}

// collect takes cells until a row ends or is full; false where one holds more than n.
func (g *grid) collect(rows []lostRow, n int) bool {
	var row []string
	for _, r := range rows {
		row = append(row, r.cells...)
		if len(row) > n {
			return false
		}
		if len(row) > 0 && (r.ends || len(row) == n) {
			g.rows = append(g.rows, row)
			row = nil
		}
	}
	if len(row) > 0 {
		g.rows = append(g.rows, row)
	}
	kept := g.rows[:0]
	for _, r := range g.rows {
		if strings.Join(r, "") != "" {
			kept = append(kept, r)
		}
	}
	g.rows = kept
	return g.header != nil || len(g.rows) > 1
}

// transposed takes a line with the first cells of all rows, then each row's second cell on a line of
// its own.
func (w *lostScan) transposed(g *grid, rows []lostRow) bool {
	names := rows[0].cells
	var cells []string
	for _, r := range rows[1:] {
		if len(r.cells) > 1 || len(r.cells) == 1 && !r.ends {
			return false
		}
		for _, c := range r.cells {
			if c == "" {
				return false
			}
			cells = append(cells, c)
		}
	}
	if len(cells) != len(names) || rows[0].ends && rows[0].th {
		return false
	}
	for i := range names {
		g.rows = append(g.rows, []string{names[i], cells[i]})
	}
	return true
}

// grouped takes cells each on its own line, where lines of brackets stand between the cells of a row
// and none between rows, or rows end: every row must have as many cells, two or more.
func (g *grid) grouped(rows []lostRow) bool {
	var row []string
	columns := 0
	flush := func() bool {
		if len(row) == 0 {
			return true
		}
		if len(row) < 2 || columns > 0 && len(row) != columns {
			return false
		}
		columns = len(row)
		g.rows = append(g.rows, row)
		row = nil
		return true
	}
	for i, r := range rows {
		if len(r.cells) > 1 {
			return false
		}
		if i > 0 && !r.parts && len(r.cells) > 0 && !flush() {
			return false
		}
		row = append(row, r.cells...)
		if r.ends && !flush() {
			return false
		}
	}
	return flush() && len(g.rows) > 1
}

// lineNumber returns the number of the line that holds a place.
func (p *page) lineNumber(at int) int {
	low, high := 0, len(p.lines)
	for low+1 < high {
		if m := (low + high) / 2; p.lines[m].start <= at {
			low = m
		} else {
			high = m
		}
	}
	return low
}
