package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// pipeTables appends the tables of a text whose cells are parted by pipes.
func pipeTables(p *page, grids []grid) []grid {
	s, lines := p.text, p.lines
	for i := 0; i < len(lines); {
		if lines[i].code || !hasCells(lines[i].of(s)) {
			i++
			continue
		}
		j := i + 1
		for j < len(lines) && !lines[j].code && hasCells(lines[j].of(s)) && !wikiRow(lines[j].of(s)) {
			j++
		}
		if j-i <= maxRows && !p.allRules(i, j) {
			grids = pipeBlock(p, i, j, grids)
		}
		i = j
	}
	return grids
}

// allRules says whether no line of [i,j) holds words.
func (p *page) allRules(i, j int) bool {
	for k := i; k < j; k++ {
		if !rulesOnly(p.lines[k].of(p.text)) {
			return false
		}
	}
	return true
}

// tableDebris appends the lines of nothing but pipes, dashes and blanks that no table is left of: with
// dashes between pipes, or with blank lines on both sides.
func tableDebris(p *page, grids []grid) []grid {
	s, lines := p.text, p.lines
	for i := 0; i < len(lines); i++ {
		if lines[i].code || !rulesOnly(lines[i].of(s)) {
			continue
		}
		from, alone := i, i == 0 || lines[i-1].blank(s)
		for i+1 < len(lines) && !lines[i+1].code && rulesOnly(lines[i+1].of(s)) {
			i++
		}
		if alone && (i+1 == len(lines) || lines[i+1].blank(s)) {
			grids = append(grids, grid{start: lines[from].start, end: lines[i].end, again: true})
		}
	}
	return grids
}

// rulesOnly says whether a line holds the lines of a table alone: |---|, | |, +----+.
func rulesOnly(l string) bool {
	if l == "" || isBlank(l[0]) || len(l) > maxRow || strings.Trim(l, "|-:+= \t\r\u00A0") != "" {
		return false
	}
	return strings.IndexByte(l, '|') >= 0 || l[0] == '+' && strings.Count(l, "+") > 1 && strings.Contains(l, "--")
}

// wikiRow says whether a line belongs to a table of MediaWiki.
func wikiRow(l string) bool {
	return strings.HasPrefix(l, "|-") && !strings.HasPrefix(l, "|--") && strings.Trim(l[2:], "- \t") == "" ||
		strings.HasPrefix(l, "|}") || strings.HasPrefix(l, "{|") || strings.HasPrefix(l, "|+")
}

// pipeBlock appends the tables among the lines [i,j), which all hold pipes.
func pipeBlock(p *page, i, j int, grids []grid) []grid {
	for i < j {
		k := i
		for k < j && !delimits(p.lines[k].of(p.text)) {
			k++
		}
		head, end := i, j
		switch {
		case k == j:
			if g, ok := bareRows(p, i, j); ok {
				grids = append(grids, g)
			}
			return grids
		case k+1 == j && k-i > 1: // the line of dashes has slipped to the end
		case k == i:
			head = -1
		default:
			head = k - 1
		}
		for n := k + 2; n < j; n++ {
			if delimits(p.lines[n].of(p.text)) {
				end = n - 1 // the next table's header
				break
			}
		}
		if g, ok := pipeGrid(p, head, k, end); ok {
			grids = append(grids, g)
		}
		i = max(end, k+1)
	}
	return grids
}

// bareRows returns the table of lines without a line of dashes: all begin and end with a pipe and
// have the same number of cells, two or more, half of which say something.
func bareRows(p *page, i, j int) (g grid, ok bool) {
	if j-i < 2 {
		return g, false
	}
	if g, ok := doublePipes(p, i, j); ok {
		return g, true
	}
	full, all, columns := 0, 0, 0
	for k := i; k < j; k++ {
		l := p.lines[k].of(p.text)
		cells, first, last := pipeCells(l)
		if columns, _ := text.Indent(l); columns >= 4 {
			return g, false
		}
		if !first || !last || len(cells) < 2 || columns > 0 && len(cells) != columns {
			return g, false
		}
		columns = len(cells)
		for _, c := range cells {
			if all++; strings.Trim(c, "+-=_/\\ *") != "" {
				full++
			}
		}
		if k == i && full < columns {
			return g, false
		}
		g.rows = append(g.rows, cells)
	}
	if full*2 < all || p.bordered(i, j) {
		return g, false
	}
	g.start, g.end = p.lines[i].start, p.lines[j-1].end
	g.header, g.rows = g.rows[0], g.rows[1:]
	return g, true
}

// doublePipes returns the table of a wiki whose header stands between double pipes: ||a||b||.
func doublePipes(p *page, i, j int) (g grid, ok bool) {
	head := p.lines[i].said(p.text)
	if !strings.HasPrefix(head, "||") || !strings.HasSuffix(head, "||") || len(head) < 7 {
		return g, false
	}
	for _, c := range strings.Split(head[2:len(head)-2], "||") {
		g.header = append(g.header, escapeCell(c))
	}
	for k := i + 1; k < j; k++ {
		cells, first, last := pipeCells(p.lines[k].of(p.text))
		if !first || !last || len(cells) != len(g.header) {
			return g, false
		}
		g.rows = append(g.rows, cells)
	}
	g.start, g.end = p.lines[i].start, p.lines[j-1].end
	return g, len(g.header) > 1
}

// bordered says whether lines of dashes frame the lines [i,j), as in the tables that programs print.
func (p *page) bordered(i, j int) bool {
	for _, k := range [2]int{i - 1, j} {
		if k >= 0 && k < len(p.lines) && strings.HasPrefix(p.lines[k].said(p.text), "+-") {
			return true
		}
	}
	return false
}

// pipeGrid returns the table with its header on line head (-1: none), its dashes on line k, up to end.
func pipeGrid(p *page, head, k, end int) (g grid, ok bool) {
	under := p.lines[k].of(p.text)
	from, r := k, pipeRows{page: p}
	if head >= 0 {
		from = head
		g.header = r.read(head)
	}
	dashes := r.read(k)
	for n := from; n < end; n++ {
		if n != head && n != k {
			g.rows = append(g.rows, r.read(n))
		}
	}
	if g.header == nil && len(g.rows) == 0 || !strings.ContainsAny(under, "|+") {
		return g, false
	}
	g.right = r.even(end-from) && head >= 0 && head == k-1 && len(dashes) == len(g.header) && strings.IndexByte(under, '+') < 0 && !g.over()
	if strings.IndexByte(under, ':') >= 0 {
		g.align = dashes
	}
	g.start, g.end = p.lines[from].start, p.lines[end-1].end
	g.square()
	return g, g.columns() > 1 || g.right
}

// over says whether a row is longer than the header.
func (g *grid) over() bool {
	for _, r := range g.rows {
		if len(trimCells(r)) > len(g.header) {
			return true
		}
	}
	return false
}

// pipeRows reads rows and counts at which of their ends pipes stand.
type pipeRows struct {
	page       *page
	both, none int
}

func (r *pipeRows) read(line int) []string {
	cells, first, last := pipeCells(r.page.lines[line].of(r.page.text))
	if first && last {
		r.both++
	}
	if !first && !last {
		r.none++
	}
	return cells
}

// even says whether pipes stand at both ends of all n lines, or at none.
func (r *pipeRows) even(n int) bool { return r.both == n || r.none == n }
