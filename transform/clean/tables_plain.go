package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// plainTables appends the tables of a text whose cells are parted by tabs, semicolons or the columns
// in which they stand.
func plainTables(p *page, grids []grid) []grid {
	finders := [...]func(*page, int) (grid, int, bool){tabbed, semicolons, aligned}
	var told [len(finders)]int // lines before it are known to be no table of that kind
	for i := 0; i < len(p.lines); {
		n := i
		for k, find := range finders {
			if i < told[k] {
				continue
			}
			g, end, ok := find(p, i)
			if !ok {
				told[k] = end
				continue
			}
			g.start, g.end = p.lines[i].start, p.lines[end-1].end
			g.plain = true
			g.square()
			grids = append(grids, g)
			n = end
			break
		}
		i = max(n, i+1)
	}
	return grids
}

// What is larger is data and no table of a text.
const (
	maxRows   = 1 << 14
	maxRow    = 1 << 14 // bytes
	maxFields = 1 << 8
)

// separated returns the table of lines from i on that one separator cuts into the same number of cells.
func separated(p *page, i int, cut func(string) []string) (g grid, end int, ok bool) {
	columns := 0
	for end = i; end < len(p.lines); end++ {
		l := p.lines[end]
		if l.code || l.end-l.start > maxRow {
			break
		}
		cells := cut(l.of(p.text))
		if len(cells) < 2 || len(cells) > maxFields || columns > 0 && len(cells) != columns {
			break
		}
		columns = len(cells)
		if end-i <= maxRows {
			g.rows = append(g.rows, cells)
		}
	}
	if len(g.rows) < 3 || len(g.rows) > maxRows || !filled(g.rows[0]) || !varied(g.rows) {
		return g, end, false
	}
	if labels(g.rows[0]) {
		g.header, g.rows = g.rows[0], g.rows[1:]
	}
	return g, end, true
}

// filled says whether every cell says something.
func filled(cells []string) bool {
	for _, c := range cells {
		if c == "" {
			return false
		}
	}
	return true
}

// varied says whether the rows differ.
func varied(rows [][]string) bool {
	for _, r := range rows[1:] {
		if strings.Join(r, "\t") != strings.Join(rows[0], "\t") {
			return true
		}
	}
	return false
}

// labels says whether a row holds names and no numbers, so that it can be a header.
func labels(cells []string) bool {
	for _, c := range cells {
		if c == "" || strings.Trim(c, "0123456789.,-+% /:") == "" {
			return false
		}
	}
	return true
}

// tabbed returns the table of lines from i on whose cells tabs part.
func tabbed(p *page, i int) (grid, int, bool) {
	if p.lines[i].code || strings.IndexByte(p.lines[i].of(p.text), '\t') < 1 {
		return grid{}, i, false
	}
	return separated(p, i, func(l string) []string {
		if l != "" && isBlank(l[0]) || strings.IndexByte(l, '|') >= 0 || codeLine("x"+trimWhite(l)) || strings.HasPrefix(l, "//") {
			return nil
		}
		cells := strings.Split(strings.TrimRight(l, "\t \r"), "\t")
		for k := range cells {
			cells[k] = escapeCell(cells[k])
		}
		return cells
	})
}

// semicolons returns the table of lines from i on whose cells semicolons part, as programs of tables
// write them: three or more, no blank behind a semicolon, quotes around cells that hold one.
func semicolons(p *page, i int) (grid, int, bool) {
	l := p.lines[i].of(p.text)
	if n := strings.IndexByte(l, ';'); p.lines[i].code || n < 1 || n+1 >= len(l) || l[n+1] == ' ' {
		return grid{}, i, false
	}
	g, end, ok := separated(p, i, semicolonCells)
	return g, end, ok && g.columns() > 2
}

func semicolonCells(l string) (cells []string) {
	if strings.ContainsAny(l, "{}=()<>&|") {
		return nil
	}
	l = trimWhite(l)
	for {
		if strings.HasPrefix(l, `"`) {
			n := strings.Index(l[1:], `"`)
			if n < 0 {
				return nil
			}
			cells = append(cells, escapeCell(l[1:1+n]))
			l = l[n+2:]
			if l == "" {
				return cells
			}
			if l[0] != ';' {
				return nil
			}
			l = l[1:]
			continue
		}
		n := strings.IndexByte(l, ';')
		if n < 0 {
			return append(cells, escapeCell(l))
		}
		if n+1 < len(l) && l[n+1] == ' ' || n > 200 {
			return nil
		}
		cells = append(cells, escapeCell(l[:n]))
		l = l[n+1:]
	}
}

// aligned returns the table of lines from i on whose cells stand in columns with two or more blanks
// between them. Lists of options and commands look so too: two columns need a line of dashes under
// the header or a column of numbers.
func aligned(p *page, i int) (g grid, end int, ok bool) {
	s := p.text
	for end = i; end < len(p.lines) && !p.lines[end].code && gapped(p.lines[end].of(s)); {
		end++
	}
	if end-i < 3 || end-i > maxRows {
		return g, end, false
	}
	bounds := columnBounds(p, i, end)
	if len(bounds) < 2 || len(bounds) > 40 {
		return g, end, false
	}
	ruled := false
	for k := i; k < end; k++ {
		cells := cutAt(p.lines[k].of(s), bounds)
		if k == i+1 && strings.Trim(strings.Join(cells, ""), "-=") == "" {
			ruled = true
			continue
		}
		g.rows = append(g.rows, cells)
	}
	if !g.tabular(ruled) {
		return g, end, false
	}
	if ruled || labels(g.rows[0]) {
		g.header, g.rows = g.rows[0], g.rows[1:]
	}
	return g, end, true
}

// tabular says whether cut lines are a table, and no list of options, commands or words with what they
// mean: those have an option in the first column, or two columns of which the second holds sentences.
func (g *grid) tabular(ruled bool) bool {
	if len(g.rows) < 3 && !ruled {
		return false
	}
	full, long, small := 0, 0, 0
	for _, r := range g.rows {
		if bullet(r[0]) || strings.HasPrefix(r[0], "-") && len(r[0]) > 1 && strings.Trim(r[0], "-0123456789.,%") != "" {
			return false
		}
		if filled(r) {
			full++
		}
		if first, _ := utf8.DecodeRuneInString(r[0]); unicode.IsLower(first) {
			small++
		}
		for _, c := range r {
			n := strings.Count(c, " ")
			if n > 8 || utf8.RuneCountInString(c) > 60 {
				return false
			}
			if n > 3 {
				long++
			}
		}
	}
	if full*5 < len(g.rows)*4 {
		return false
	}
	return ruled || g.numeric(0) || long*5 <= len(g.rows) && small*4 <= len(g.rows) && (g.columns() > 2 || len(g.rows) > 3)
}

// bullet says whether a first cell is empty or begins an item of a list.
func bullet(c string) bool {
	rest := strings.TrimLeft(c, "0123456789")
	return strings.Trim(c, "-*+•·–") == "" || len(rest) < len(c) && (rest == "." || rest == ")")
}

// numeric says whether a column holds numbers alone in the rows from one on, the first column and the
// header aside.
func (g *grid) numeric(from int) bool {
	for k := range g.rows[0] {
		numbers := len(g.rows) > from+1
		for i, r := range g.rows {
			if i == 0 || r[k] == "" {
				continue
			}
			numbers = numbers && strings.Trim(r[k], "0123456789.,-+%$€£() ") == "" && strings.ContainsAny(r[k], "0123456789")
		}
		if numbers && k > 0 {
			return true
		}
	}
	return false
}

// gapped says whether a line has two blanks between words, and no pipe; it is not indented as code.
func gapped(l string) bool {
	if len(l) > maxRow {
		return false
	}
	columns, said := text.Indent(l)
	n := strings.Index(said, "  ")
	return columns < 4 && n > 0 && strings.IndexByte(said, '|') < 0 && strings.IndexByte(said, '\t') < 0 && strings.TrimSpace(said[n:]) != ""
}

// columnBounds returns where the columns of lines begin, in characters: what two or more blanks in
// all lines part.
func columnBounds(p *page, i, end int) (bounds []int) {
	var used []bool
	for k := i; k < end; k++ {
		n := 0
		for _, r := range strings.TrimRight(p.lines[k].of(p.text), " \r") {
			if n >= len(used) {
				used = append(used, false)
			}
			used[n] = used[n] || r != ' '
			n++
		}
	}
	blanks := 2
	for n, u := range used {
		if !u {
			blanks++
			continue
		}
		if blanks >= 2 || n == 0 {
			bounds = append(bounds, n)
		}
		blanks = 0
	}
	return bounds
}

// cutAt returns the cells of a line that begin at the given characters.
func cutAt(l string, bounds []int) (cells []string) {
	n, from, next := 0, 0, 0
	for at := range l {
		if next < len(bounds) && n == bounds[next] {
			if next > 0 {
				cells = append(cells, escapeCell(l[from:at]))
			}
			from = at
			next++
		}
		n++
	}
	if next > 0 {
		cells = append(cells, escapeCell(l[from:]))
	}
	for len(cells) < len(bounds) {
		cells = append(cells, "")
	}
	return cells
}
