package clean

import (
	"strings"
)

// pipeTables appends the tables of a text whose cells are parted by pipes or by what programs draw.
func (t *tableScan) pipeTables() {
	for i := 0; i < len(t.page.lines); {
		if !t.rowish(i) {
			i++
			continue
		}
		next := t.block(i)
		if n := len(t.grids); len(t.rows) > 0 {
			if t.readBlock(); len(t.grids) > n {
				t.keep()
			}
		}
		i = max(next, i+1)
	}
}

// readBlock appends the tables of the block that was read.
func (t *tableScan) readBlock() {
	rows := trimBars(t.trimProse(t.rows))
	rules, drawn, bars, words := 0, false, 0, false
	for i := range rows {
		r := &rows[i]
		if r.ruled && thinRule(r) && i != 1 {
			r.ruled = false // dashes where other rows have words
		}
		if r.ruled && !r.empty() {
			rules++
			drawn = drawn || r.rule.drawn
			if r.rule.bar() {
				bars++
			}
		}
		words = words || !r.ruled && wordsIn(r.cells)
	}
	switch {
	case !words || rules == 0 && rows[0].dent || len(rows) > 0 && len(rows[0].cells) > 1 && !rows[0].first && itemMark(rows[0].cells[0]):
	case rules == 0:
		t.bareRows(rows)
	case drawn || bars > 0 || rules > 1 && rows[0].ruled && rows[len(rows)-1].ruled:
		t.drawnTables(rows)
	default:
		t.markdownTables(rows)
	}
}

// trimBars drops a line of dashes above or below the rows that has no fellow: it belongs to other words.
func trimBars(rows []tableRow) []tableRow {
	bars := 0
	for i := range rows {
		if rows[i].ruled && rows[i].rule.bar() {
			bars++
		}
	}
	if bars != 1 {
		return rows
	}
	if rows[0].ruled && rows[0].rule.bar() {
		return rows[1:]
	}
	if last := &rows[len(rows)-1]; last.ruled && last.rule.bar() {
		return rows[:len(rows)-1]
	}
	return rows
}

// thinRule says whether a rule is a row of cells that hold one dash each: no value.
func thinRule(r *tableRow) bool {
	return r.rule.longest == 1 && r.rule.segments > 0 && !r.rule.drawn
}

func wordsIn(cells []string) bool {
	for _, c := range cells {
		if c != "" {
			return true
		}
	}
	return false
}

// trimProse drops lines at the end of a block that only hold a pipe among words: no pipe at either
// end, where other rows have one, and other cells than they.
func (t *tableScan) trimProse(rows []tableRow) []tableRow {
	for len(rows) > 1 {
		last, before := &rows[len(rows)-1], &rows[len(rows)-2]
		if last.ruled || last.first || last.last || !before.first && !before.last || len(last.cells) == len(before.cells) && !longCell(last.cells) {
			break
		}
		rows = rows[:len(rows)-1]
	}
	return rows
}

func longCell(cells []string) bool {
	for _, c := range cells {
		if len(c) > 200 {
			return true
		}
	}
	return false
}

// markdownTables appends the tables of a block whose rules are lines of dashes and pipes.
func (t *tableScan) markdownTables(rows []tableRow) {
	for i := 0; i < len(rows); {
		k := nextRule(rows, i)
		if k == len(rows) {
			if i == 0 {
				t.bareRows(rows)
			}
			return
		}
		head, end := k-1, len(rows)
		switch {
		case k+1 == len(rows) && k-i > 1: // the line of dashes has slipped to the end
			head = i
		case k == i:
			head = -1
		}
		from := k + 1
		for from < len(rows) && rows[from].ruled {
			from++ // a rule twice
		}
		if n := nextRule(rows, from); n < len(rows) && n > from && !everyRow(rows[k:]) {
			if end = n; n+1 < len(rows) {
				end = n - 1 // the next table's header
			}
		}
		if g, ok := t.markdownGrid(rows, head, k, end); ok {
			t.grids = append(t.grids, g)
		}
		i = max(end, k+1)
	}
}

// nextRule returns the number of the next rule with dashes from i on.
func nextRule(rows []tableRow, i int) int {
	for i < len(rows) && (!rows[i].ruled || rows[i].empty()) {
		i++
	}
	return i
}

// everyRow says whether a rule stands before every row, two or more.
func everyRow(rows []tableRow) bool {
	n := 0
	for i := range rows {
		if rows[i].ruled != (i%2 == 0) {
			return false
		}
		if !rows[i].ruled {
			n++
		}
	}
	return n > 1
}

// markdownGrid returns the table with its header in row head (-1: none), its dashes in row k, up to end.
func (t *tableScan) markdownGrid(rows []tableRow, head, k, end int) (g grid, ok bool) {
	from, even, piped := k, true, true
	if head >= 0 {
		from = head
		g.header = rows[head].cells
	}
	dashes := rows[k].cells
	for n := from; n < end; n++ {
		r := &rows[n]
		even = even && r.first && r.last && r.sep == sepPipe
		piped = piped && (r.first || r.last)
		if n != head && n != k && (!r.ruled || r.empty()) {
			g.rows = append(g.rows, t.firstCell(rows[from], r))
		}
		even = even && (n == k || !r.ruled || r.empty())
	}
	if g.header == nil && len(g.rows) == 0 {
		return g, false
	}
	straight := head >= 0 && head == k-1 && len(dashes) == len(g.header) && g.straight()
	g.right = even && straight && t.underlined(rows[k]) && strings.Count(t.s[rows[from].start:rows[end-1].end], "\n") == end-from-1
	if rows[k].rule.colons {
		g.align = dashes
	}
	t.place(&g, rows[from:end])
	if !g.right {
		g.dropEmpty()
	}
	g.square()
	return g, g.columns() > 1 || g.right || piped && head >= 0
}

// firstCell returns the cells of a row; where the first row has no pipe before its cells, the one that
// this row begins with, far from the line's start, stands behind an empty cell.
func (t *tableScan) firstCell(first tableRow, r *tableRow) []string {
	if first.first || !r.first || r.start < 2 || t.s[r.start-1] != ' ' || t.s[r.start-2] != ' ' {
		return r.cells
	}
	return append([]string{""}, r.cells...)
}

// underlined says whether a rule is one as GitHub wants it, of ASCII dashes.
func (t *tableScan) underlined(r tableRow) bool {
	return strings.Trim(t.s[r.start:r.end], "|-: \t") == ""
}

// straight says whether every row has as many cells as the header.
func (g *grid) straight() bool {
	for _, r := range g.rows {
		if len(r) != len(g.header) {
			return false
		}
	}
	return true
}

// dropEmpty drops rows in which nothing stands.
func (g *grid) dropEmpty() {
	kept := g.rows[:0]
	for _, r := range g.rows {
		if wordsIn(r) {
			kept = append(kept, r)
		}
	}
	g.rows = kept
}

// place says where a table stands: whole lines, unless others ran together with it.
func (t *tableScan) place(g *grid, rows []tableRow) {
	g.start, g.end = rows[0].start, rows[len(rows)-1].end
	at := lineStart(t.s, g.start)
	l := t.s[at:g.start]
	if n := quoteMarks(t.s[at:lineEnd(t.s, at)]); n > 0 && n <= len(l) {
		g.prefix, l = l[:n], l[n:]
	}
	if strings.Trim(l, " \t") == "" {
		g.start = at
	}
	for g.start > at && isBlank(t.s[g.start-1]) {
		g.start--
	}
	for g.end < len(t.s) && isBlank(t.s[g.end]) {
		g.end++
	}
	if len(t.s) > g.end && t.s[g.end] != '\n' && t.s[g.end] != '\r' {
		g.start = max(at, g.start)
	}
	for i := range rows {
		g.dent = g.dent || rows[i].dent
	}
}

// wikiRow says whether a line belongs to a table of MediaWiki.
func wikiRow(l string) bool {
	return strings.HasPrefix(l, "|-") && !strings.HasPrefix(l, "|--") && strings.Trim(l[2:], "- \t") == "" ||
		strings.HasPrefix(l, "|}") || strings.HasPrefix(l, "{|") || strings.HasPrefix(l, "|+")
}
