package clean

// copies marks tables that say what their neighbour says: a page whose markup broke often holds one
// table several times, whole and in pieces. The second of two equal ones goes, and one that is a part
// of the one behind it.
func (p *page) copies(grids []grid) {
	for i := 0; i+1 < len(grids); i++ {
		a, b := &grids[i], &grids[i+1]
		if a.again || b.again || a.inline || b.inline || a.columns() != b.columns() || b.start-a.end > maxRow {
			continue
		}
		line, apart := p.lineBetween(a, b)
		switch {
		case a.broken && b.broken && sameRows(a, b) && line < 0 && apart:
			if b.again = true; b.before == p.captionOf(a) {
				b.before = ""
			}
		case a.broken && b.broken && sameRows(a, b) && line > 0 && p.captionOf(a) == p.lines[line].said(p.text):
			b.again, b.start = true, p.lines[line].start // with the line above both
		case line < 0 && apart && (a.broken && b.lost && partOf(a, b) || len(a.rows) == 0 && sameCells(a.header, b.header)):
			a.again = true
		}
	}
}

// lineBetween returns the number of the one line of words between two tables, -1 for none; apart is false
// where there are more.
func (p *page) lineBetween(a, b *grid) (line int, apart bool) {
	line = -1
	for k := p.lineNumber(a.end) + 1; k < len(p.lines) && p.lines[k].start < b.start; k++ {
		if p.lines[k].blank(p.text) {
			continue
		}
		if line >= 0 {
			return -1, false
		}
		line = k
	}
	return line, true
}

// captionOf returns the line above a table, blank lines between them or not.
func (p *page) captionOf(g *grid) string {
	k := p.lineNumber(g.start) - 1
	for k > 0 && p.lines[k].blank(p.text) {
		k--
	}
	if k < 0 {
		return ""
	}
	return p.lines[k].said(p.text)
}

func sameCells(a, b []string) bool {
	if len(a) != len(b) {
		return false
	}
	for k := range a {
		if a[k] != b[k] {
			return false
		}
	}
	return true
}

func sameRows(a, b *grid) bool {
	if len(a.rows) != len(b.rows) || !sameCells(a.header, b.header) {
		return false
	}
	for i := range a.rows {
		if !sameCells(a.rows[i], b.rows[i]) {
			return false
		}
	}
	return true
}

// partOf says whether every row of a stands in b, with cells that a lost.
func partOf(a, b *grid) bool {
	lost := len(a.rows) < len(b.rows)
	if len(a.rows) == 0 || len(a.rows) > len(b.rows) || len(b.rows) > 64 {
		return false
	}
	for _, r := range a.rows {
		found := false
		for _, other := range b.rows {
			found = found || within(r, other)
		}
		if !found {
			return false
		}
		lost = lost || !filled(r)
	}
	return lost
}

// within says whether the cells of a row that say something stand in another one.
func within(row, other []string) bool {
	said := 0
	for k, c := range row {
		if c == "" {
			continue
		}
		if k >= len(other) || c != other[k] {
			return false
		}
		said++
	}
	return said > 0
}
