package clean

// A table that lost all its marks stands a cell a line, or a cell a paragraph:
//
//	Port
//	Boats
//	Oldhaven
//	12
//	Tollund
//	9
//
// Such lines are put together only where numbers prove the number of columns: every column holds
// numbers alone or words alone, one at least of each, under a header of words.

// longestCell is the longest line that may be a cell, and maxCycle the most columns.
const (
	longestCell = 60
	maxCycle    = 8
)

// cycle returns the table of lines from i on that each hold a cell.
func (t *tableScan) cycle(i int) (g grid, end int, ok bool) {
	if g, end, ok = t.grouped(i); ok {
		return g, end, true
	}
	end, step, numbers := t.cycleRun(i)
	n := (end - i + step - 1) / step
	if numbers < 2 || n < 6 || n > maxRows || i > 0 && !t.blank(i-1) {
		return g, end, false
	}
	for columns := 2; columns <= maxCycle; columns++ {
		if n%columns == 0 && n/columns >= 3 && t.cyclic(i, step, n, columns) {
			return t.cycleGrid(i, step, n, columns), end, true
		}
	}
	return g, end, false
}

// cycleRun returns the end of the run of short lines from i on, whether a blank line stands between all
// of them (step 2), and how many are numbers.
func (t *tableScan) cycleRun(i int) (end, step, numbers int) {
	lines := t.page.lines
	step = 1
	if i+2 < len(lines) && t.blank(i+1) && !t.blank(i+2) {
		step = 2
	}
	for end = i; end < len(lines) && t.cellLine(end); end += step {
		if numberCell(lines[end].said(t.s)) {
			numbers++
		}
		if step == 2 && end+1 < len(lines) && !t.blank(end+1) {
			return end + 1, step, 0
		}
	}
	if step == 2 {
		end--
	}
	return max(min(end, len(lines)), i+1), step, numbers
}

// cellLine says whether a line may be a cell alone.
func (t *tableScan) cellLine(i int) bool {
	l := t.page.lines[i]
	if l.end-l.start > longestCell+8 || l.code {
		return false
	}
	said := l.said(t.s)
	return said != "" && len(said) <= longestCell && !(endsSentence(said) && !numberCell(said)) && !itemMark(said) && said[0] != '#' && said[0] != '-' && said[0] != '*' && said[0] != '|' && said[0] != '>'
}

// cyclic says whether n lines make rows of so many columns.
func (t *tableScan) cyclic(i, step, n, columns int) bool {
	words, numbers := 0, 0
	for c := 0; c < columns; c++ {
		if numberCell(t.lineAt(i + c*step)) {
			return false
		}
		count, same := 0, true
		for k := columns + c; k < n; k += columns {
			said := t.lineAt(i + k*step)
			if numberCell(said) {
				count++
			}
			same = same && said == t.lineAt(i+(columns+c)*step)
		}
		switch rows := n/columns - 1; {
		case count == rows:
			numbers++
		case count > 0 || same:
			return false
		default:
			words++
		}
	}
	return words > 0 && numbers > 0 && (n/columns > 3 || numbers > 1)
}

func (t *tableScan) lineAt(i int) string { return t.page.lines[i].said(t.s) }

func (t *tableScan) cycleGrid(i, step, n, columns int) (g grid) {
	from := len(t.cells)
	for k := range n {
		t.cells = append(t.cells, escapeCell(t.lineAt(i+k*step)))
	}
	for k := from; k < from+n; k += columns {
		g.rows = append(g.rows, t.cells[k:k+columns:k+columns])
	}
	g.header, g.rows = g.rows[0], g.rows[1:]
	g.start, g.end = t.page.lines[i].start, t.page.lines[i+(n-1)*step].end
	return g
}

// grouped returns the table of paragraphs from line i on that hold a cell a line and a row each, under
// the same proof.
func (t *tableScan) grouped(i int) (g grid, end int, ok bool) {
	if i > 0 && !t.blank(i-1) {
		return g, i + 1, false
	}
	columns := 0
	for k := i; ; {
		from := k
		for k < len(t.page.lines) && t.cellLine(k) && k-from <= maxCycle {
			k++
		}
		if n := k - from; n < 2 || n > maxCycle || columns > 0 && n != columns || k < len(t.page.lines) && !t.blank(k) || len(g.rows) > maxRows {
			break
		}
		columns = k - from
		n := len(t.cells)
		for l := from; l < k; l++ {
			t.cells = append(t.cells, escapeCell(t.lineAt(l)))
		}
		g.rows = append(g.rows, t.cells[n:len(t.cells):len(t.cells)])
		end = k
		if k++; k >= len(t.page.lines) {
			break
		}
	}
	if len(g.rows) < 3 || !g.proven() {
		return grid{}, max(end, i+1), false
	}
	g.headed()
	g.start, g.end = t.page.lines[i].start, t.page.lines[end-1].end
	return g, end, true
}

// proven says whether every column holds numbers alone or words alone under a header of words, one at
// least of each, with enough numbers to tell.
func (g *grid) proven() bool {
	words, numbers := 0, 0
	for c := range g.rows[0] {
		count := 0
		for _, r := range g.rows[1:] {
			if numberCell(r[c]) {
				count++
			}
		}
		switch {
		case numberCell(g.rows[0][c]) || count > 0 && count < len(g.rows)-1:
			return false
		case count > 0:
			numbers++
		default:
			words++
		}
	}
	return words > 0 && numbers > 0 && varied(g.rows[1:]) && (len(g.rows) > 3 || numbers > 1)
}
