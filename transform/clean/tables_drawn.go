package clean

import "strings"

// drawnTables appends the tables of a block that rules frame or cut into groups, as programs print
// them: MySQL, psql, Org mode, reStructuredText, box drawing.
func (t *tableScan) drawnTables(rows []tableRow) {
	from := 0
	for i := 1; i < len(rows); i++ {
		if rows[i].ruled && rows[i-1].ruled && !rows[i].empty() && !rows[i-1].empty() {
			t.drawnTable(rows[from:i]) // the frames of two tables
			from = i
		}
	}
	t.drawnTable(rows[from:])
}

// drawnTable appends one such table, if its rows agree with each other and with its rules.
func (t *tableScan) drawnTable(rows []tableRow) {
	for len(rows) > 0 && rows[len(rows)-1].empty() {
		rows = rows[:len(rows)-1]
	}
	if len(rows) < 2 || !t.agrees(rows) {
		return
	}
	groups := t.groupRows(rows)
	if len(groups) == 0 {
		return
	}
	var g grid
	head := -1
	if len(groups) > 1 {
		head = 0
		g.header = mergeRows(rows[groups[head].from:groups[head].to])
	}
	wrapped := t.wrapped(rows, groups, head)
	for _, r := range groups[head+1:] {
		if wrapped {
			g.rows = append(g.rows, mergeRows(rows[r.from:r.to]))
			continue
		}
		for k := r.from; k < r.to; k++ {
			cells, last := t.firstCell(rows[groups[0].from], &rows[k]), len(g.rows)-1
			if last >= 0 && k > r.from && len(cells) == len(g.rows[last]) && startsSmall(strings.Join(cells, "")) && continues(g.rows[last], cells) {
				g.rows[last] = joinCells(g.rows[last], cells)
				continue
			}
			g.rows = append(g.rows, cells)
		}
	}
	if head < 0 && len(g.rows) > 1 && labels(g.rows[0]) {
		g.header, g.rows = g.rows[0], g.rows[1:]
	}
	t.place(&g, rows)
	g.dropEmpty()
	g.square()
	if g.columns() > 1 && len(g.rows) > 0 {
		t.grids = append(t.grids, g)
	}
}

// agrees says whether most rows have as many cells as the rules have runs of dashes, and none is a
// piece of a drawing.
func (t *tableScan) agrees(rows []tableRow) bool {
	columns, exact := 0, false
	for i := range rows {
		r := &rows[i]
		if !r.ruled {
			columns = max(columns, len(r.cells))
			continue
		}
		if r.rule.segments == 0 || r.rule.bar() {
			continue
		}
		if r.rule.drawn && r.rule.gaps {
			return false // frames of several boxes
		}
		if !exact {
			columns, exact = 0, true
		}
		columns = max(columns, r.rule.segments)
	}
	if exact {
		columns = ruleColumns(rows)
	}
	same, all := 0, 0
	for i := range rows {
		if rows[i].ruled {
			continue
		}
		for _, c := range rows[i].cells {
			if art(c) {
				return false
			}
		}
		if all++; len(rows[i].cells) == columns {
			same++
		}
	}
	return columns > 1 && columns <= maxFields && same*5 >= all*4 && all > 1
}

// ruleColumns returns the runs of dashes of the rule that has most.
func ruleColumns(rows []tableRow) (n int) {
	for i := range rows {
		if rows[i].ruled && !rows[i].rule.bar() {
			n = max(n, rows[i].rule.segments)
		}
	}
	return n
}

// groupRows returns the rows between the rules.
func (t *tableScan) groupRows(rows []tableRow) []rowGroup {
	t.groups = t.groups[:0]
	for i := 0; i < len(rows); {
		if rows[i].ruled {
			i++
			continue
		}
		from := i
		for i < len(rows) && (!rows[i].ruled || rows[i].empty()) {
			i++
		}
		t.groups = append(t.groups, rowGroup{from, i})
	}
	return t.groups
}

// wrapped says whether the lines of a group are one row: a rule stands behind each, and lines behind
// the first leave cells empty; or the header's rule is double, as reStructuredText has it.
func (t *tableScan) wrapped(rows []tableRow, groups []rowGroup, head int) bool {
	body := groups[head+1:]
	if len(body) < 2 || !rows[len(rows)-1].ruled {
		return false
	}
	double, holes, lines := false, 0, 0
	for i := range rows {
		double = double || rows[i].ruled && rows[i].rule.double && !rows[i].rule.box
	}
	for _, r := range body {
		for k := r.from + 1; k < r.to; k++ {
			if lines++; !filled(rows[k].cells) {
				holes++
			}
		}
	}
	return double || lines > 0 && holes*2 > lines
}

// mergeRows joins the cells of lines that are one row.
func mergeRows(rows []tableRow) []string {
	if len(rows) == 1 {
		return rows[0].cells
	}
	var out []string
	for _, r := range rows {
		for k, c := range r.cells {
			switch {
			case k >= len(out):
				out = append(out, c)
			case c != "" && out[k] != "":
				out[k] += " " + c
			case c != "":
				out[k] = c
			}
		}
	}
	return out
}
