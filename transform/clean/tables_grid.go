package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// grid is a table that was found in a text.
type grid struct {
	start, end int        // where it stands: whole lines, without the last line feed
	before     string     // a line that stood inside it and belongs before it
	header     []string   // nil where there is none
	align      []string   // the cells of the line under the header, nil where all are the same
	rows       [][]string // each with as many cells as there are columns once it is squared
	right      bool       // it stands in GitHub's syntax already
	lost       bool       // it was put together from tags
	again      bool       // it repeats cells of another one, and goes
	near       bool       // it stands right behind another one that is written anew, with a blank line
	plain      bool       // tabs, semicolons or columns part its cells
}

// columns returns the number of columns.
func (g *grid) columns() int {
	n := len(g.header)
	for _, r := range g.rows {
		n = max(n, len(r))
	}
	return n
}

// square gives every row as many cells as there are columns, without columns that are empty in all
// rows at the right border.
func (g *grid) square() {
	g.header = trimCells(g.header)
	for i := range g.rows {
		g.rows[i] = trimCells(g.rows[i])
	}
	n := g.columns()
	if g.header != nil {
		g.header = padCells(g.header, n)
	}
	for i := range g.rows {
		g.rows[i] = padCells(g.rows[i], n)
	}
}

func trimCells(cells []string) []string {
	for len(cells) > 1 && cells[len(cells)-1] == "" {
		cells = cells[:len(cells)-1]
	}
	return cells
}

func padCells(cells []string, n int) []string {
	for len(cells) < n {
		cells = append(cells, "")
	}
	return cells
}

// markdown returns the table in GitHub's syntax, lines without the last line feed.
func (g *grid) markdown() string {
	var b strings.Builder
	if g.before != "" {
		b.WriteString(g.before + "\n\n")
	}
	n := g.columns()
	writeRow(&b, padCells(g.header, n))
	b.WriteString("\n|")
	for i := range n {
		b.WriteString(g.dashes(i) + "|")
	}
	for _, r := range g.rows {
		b.WriteByte('\n')
		writeRow(&b, r)
	}
	return b.String()
}

// dashes returns the cell under the header of column i, which says how it is aligned.
func (g *grid) dashes(i int) string {
	if i >= len(g.align) {
		return "---"
	}
	a := strings.TrimSpace(g.align[i])
	left, right := strings.HasPrefix(a, ":"), strings.HasSuffix(a, ":") && len(a) > 1
	switch {
	case left && right:
		return ":---:"
	case right:
		return "---:"
	case left:
		return ":---"
	}
	return "---"
}

func writeRow(b *strings.Builder, cells []string) {
	b.WriteByte('|')
	for _, c := range cells {
		b.WriteByte(' ')
		if c != "" {
			b.WriteString(c + " ")
		}
		b.WriteByte('|')
	}
}

// sentences returns the table as a line of text for each row: `Header: cell; header: cell.`
func (g *grid) sentences() string {
	var b strings.Builder
	if g.before != "" {
		b.WriteString(g.before + "\n\n")
	}
	for i, r := range g.rows {
		if i > 0 {
			b.WriteByte('\n')
		}
		g.sentence(&b, r)
	}
	if len(g.rows) == 0 {
		g.sentence(&b, g.header)
	}
	return b.String()
}

func (g *grid) sentence(b *strings.Builder, cells []string) {
	begun := false
	last := ""
	for i, c := range cells {
		if c == "" {
			continue
		}
		if begun {
			b.WriteString("; ")
		}
		begun = true
		if i < len(g.header) && g.header[i] != "" && len(g.rows) > 0 {
			b.WriteString(plainCell(g.header[i]) + ": ")
		}
		last = plainCell(c)
		b.WriteString(last)
	}
	if r, _ := utf8.DecodeLastRuneInString(last); last != "" && !strings.ContainsRune(".!?…:;。！？।", r) {
		b.WriteByte('.')
	}
}

// plainCell returns a cell without the signs that its pipes needed.
func plainCell(c string) string { return strings.ReplaceAll(c, `\|`, "/") }

// empty says whether no cell says anything.
func (g *grid) empty() bool {
	for _, c := range g.header {
		if c != "" {
			return false
		}
	}
	for _, r := range g.rows {
		for _, c := range r {
			if c != "" {
				return false
			}
		}
	}
	return true
}

// cells appends what the column `tables` holds of the table.
func (g *grid) cells(dst []schema.Value, table int) []schema.Value {
	for i, r := range g.rows {
		for k, c := range r {
			header := schema.Value{}
			if k < len(g.header) && g.header[k] != "" {
				header = schema.StringValue(unescapeCell(g.header[k]))
			}
			dst = append(dst, schema.StructValue(schema.Int32Value(int32(table)), schema.Int32Value(int32(i)), schema.Int32Value(int32(k)),
				header, schema.StringValue(unescapeCell(c))))
		}
	}
	return dst
}

func unescapeCell(c string) string { return strings.ReplaceAll(c, `\|`, "|") }

// escapeCell returns words as a cell: on one line, pipes escaped.
func escapeCell(c string) string {
	c = strings.Join(strings.Fields(c), " ")
	if strings.IndexByte(c, '|') < 0 {
		return c
	}
	var b strings.Builder
	for i := 0; i < len(c); i++ {
		if c[i] == '|' && (i == 0 || c[i-1] != '\\') {
			b.WriteByte('\\')
		}
		b.WriteByte(c[i])
	}
	return b.String()
}

// pipeCells returns the cells between the pipes of a line, and whether pipes stand at its ends.
func pipeCells(l string) (cells []string, first, last bool) {
	l = trimWhite(l)
	if first = strings.HasPrefix(l, "|"); first {
		l = l[1:]
	}
	from := 0
	for i := 0; i < len(l); i++ {
		switch l[i] {
		case '\\':
			i++
		case '|':
			cells = append(cells, trimWhite(l[from:i]))
			from = i + 1
		}
	}
	rest := trimWhite(l[from:])
	if last = rest == "" && len(cells) > 0; !last {
		cells = append(cells, rest)
	}
	return cells, first, last
}

// hasCells says whether a line holds a pipe that parts cells.
func hasCells(l string) bool {
	if len(l) > maxRow {
		return false
	}
	n := strings.IndexByte(l, '|')
	for n > 0 && l[n-1] == '\\' {
		next := strings.IndexByte(l[n+1:], '|')
		if next < 0 {
			return false
		}
		n += 1 + next
	}
	return n >= 0
}

// delimits says whether a line is the one under a header: cells of dashes with colons at their ends.
func delimits(l string) bool {
	if strings.IndexByte(l, '-') < 0 || strings.Trim(l, "|-:+ \t\r\u00A0") != "" {
		return false
	}
	cells, _, _ := pipeCells(strings.ReplaceAll(l, "-+-", "-|-"))
	dashed := 0
	for _, c := range cells {
		if c != "" {
			if inner := strings.TrimSuffix(strings.TrimPrefix(c, ":"), ":"); inner == "" || strings.Trim(inner, "-") != "" {
				return false
			}
			dashed++
		}
	}
	return dashed > 0
}
