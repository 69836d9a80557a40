package clean

import (
	"strings"
	"unicode"

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
	broken     bool       // these had lost brackets
	again      bool       // it repeats cells of another one, and goes
	near       bool       // it stands right behind another one that is written anew, with a blank line
	plain      bool       // tabs, semicolons or columns part its cells
	inline     bool       // debris within a line
	dent       bool       // it stands indented as code does
	prefix     string     // marks of quoting before each line
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
// rows at the borders.
func (g *grid) square() {
	g.header = trimCells(g.header)
	for i := range g.rows {
		g.rows[i] = trimCells(g.rows[i])
	}
	g.trimLeft()
	n := g.columns()
	if g.header != nil {
		g.header = padCells(g.header, n)
	}
	for i := range g.rows {
		g.rows[i] = padCells(g.rows[i], n)
	}
}

// trimLeft drops first columns that are empty in all rows.
func (g *grid) trimLeft() {
	for g.columns() > 1 {
		if len(g.header) > 0 && g.header[0] != "" || len(g.rows) == 0 || g.right {
			return
		}
		for _, r := range g.rows {
			if len(r) > 0 && r[0] != "" {
				return
			}
		}
		g.header, g.align = g.header[min(1, len(g.header)):], g.align[min(1, len(g.align)):]
		for i, r := range g.rows {
			g.rows[i] = r[min(1, len(r)):]
		}
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
	n := g.columns()
	b.Grow(g.end - g.start + (len(g.rows)+2)*(3*n+2+len(g.prefix)))
	if g.before != "" {
		b.WriteString(g.before + "\n\n")
	}
	b.WriteString(g.prefix)
	writeRow(&b, g.header, n)
	b.WriteString("\n" + g.prefix + "|")
	for i := range n {
		b.WriteString(g.dashes(i) + "|")
	}
	for _, r := range g.rows {
		b.WriteString("\n" + g.prefix)
		writeRow(&b, r, n)
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

// writeRow writes n cells, empty ones where the row has fewer.
func writeRow(b *strings.Builder, cells []string, n int) {
	b.WriteByte('|')
	for i := range n {
		b.WriteByte(' ')
		if i < len(cells) && cells[i] != "" {
			b.WriteString(cells[i])
			b.WriteByte(' ')
		}
		b.WriteByte('|')
	}
}

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
	if c = trimWhite(c); !evenWords(c) {
		c = strings.Join(strings.Fields(c), " ")
	}
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

// evenWords says whether words have one blank between them and no other white space.
func evenWords(c string) bool {
	for i := 0; i < len(c); i++ {
		switch b := c[i]; {
		case b == ' ':
			if i+1 < len(c) && c[i+1] == ' ' {
				return false
			}
		case b < ' ':
			return false
		case b == 0xC2 && i+1 < len(c) && (c[i+1] == 0xA0 || c[i+1] == 0x85):
			return false
		case b >= 0xE1 && b <= 0xE3:
			return !strings.ContainsFunc(c[i:], unicode.IsSpace) || strings.Join(strings.Fields(c), " ") == c
		}
	}
	return true
}
