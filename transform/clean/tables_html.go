package clean

import (
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// whole appends the tables in whole tags: <table> … </table> with two rows of two cells or more, no
// table inside and no long texts, which would be the layout of a page.
func (w *lostScan) whole(grids []grid) []grid {
	p := w.page
	if p.holdsTags() {
		return grids
	}
	for i := 0; i < len(p.tags); i++ {
		t := &p.tags[i]
		if t.kind != kindTag || t.Closing || t.mate < int32(i) || !strings.EqualFold(t.Name, "table") || t.spared {
			continue
		}
		if g, ok := w.tagGrid(p.tags[i+1 : t.mate]); ok {
			g.start, g.end = t.start, p.tags[t.mate].End
			g.widen(w.text)
			grids = append(grids, g)
			i = int(t.mate)
		}
	}
	return grids
}

// widen takes the blanks beside a table into it.
func (g *grid) widen(s string) {
	for g.start > 0 && isBlank(s[g.start-1]) {
		g.start--
	}
	for g.end < len(s) && isBlank(s[g.end]) {
		g.end++
	}
}

// tagGrid reads the rows of a table from its tags.
func (w *lostScan) tagGrid(tags []pageTag) (g grid, ok bool) {
	c := cellReader{text: w.text}
	for i := range tags {
		t := &tags[i]
		switch e := t.Element; {
		case t.kind != kindTag || e == 0:
			c.inside(t)
		case strings.EqualFold(t.Name, "table"):
			return g, false
		case e&text.Cell != 0:
			c.cell(t)
		case strings.EqualFold(t.Name, "caption"):
			c.caption(t)
		case e&text.Grid != 0:
			c.flush()
			if strings.EqualFold(t.Name, "tr") {
				c.row()
			}
		default:
			c.inside(t)
		}
	}
	c.flush()
	c.row()
	return c.grid()
}

// cellReader collects the cells of a table from its tags and the words between them.
type cellReader struct {
	text   string
	open   bool
	title  bool // the words belong to the caption
	from   int  // where the words begin that are not collected yet
	words  strings.Builder
	span   int
	header bool
	cells  []string
	heads  int // header cells of the row
	down   []int
	rows   [][]string
	head   []string
	before string
	long   bool
}

// cell begins or ends a cell.
func (c *cellReader) cell(t *pageTag) {
	c.take(t.start)
	c.flush()
	if !t.Closing {
		c.open, c.from = true, t.End
		c.header = strings.EqualFold(t.Name, "th")
		c.span = min(attributeNumber(c.text[t.start:t.End], "colspan"), 50)
		c.hang(attributeNumber(c.text[t.start:t.End], "rowspan"))
	}
}

// hang leaves empty cells under the one that begins here.
func (c *cellReader) hang(rows int) {
	c.fill()
	for len(c.down) <= len(c.cells) {
		c.down = append(c.down, 0)
	}
	if rows > 1 {
		c.down[len(c.cells)] = min(rows-1, 1000)
	}
}

// fill puts the empty cells in that hang down from rows above.
func (c *cellReader) fill() {
	for len(c.cells) < len(c.down) && c.down[len(c.cells)] > 0 && len(c.rows)+len(c.head) > 0 {
		c.down[len(c.cells)]--
		c.cells = append(c.cells, "")
	}
}

// caption begins or ends the caption.
func (c *cellReader) caption(t *pageTag) {
	if t.Closing && c.title {
		c.take(t.start)
		c.before = strings.Join(strings.Fields(c.words.String()), " ")
		c.words.Reset()
	}
	c.title, c.from = !t.Closing, t.End
}

// inside takes the words before a tag inside a cell; a tag that breaks a line becomes a blank.
func (c *cellReader) inside(t *pageTag) {
	c.take(t.start)
	if t.breaks() > 0 {
		c.words.WriteByte(' ')
	}
	c.from = t.End
}

func (c *cellReader) take(to int) {
	if (c.open || c.title) && to > c.from {
		c.words.WriteString(c.text[c.from:to])
		c.from = to
	}
}

// flush ends the cell that is open.
func (c *cellReader) flush() {
	if !c.open {
		return
	}
	words := trimCell(c.words.String())
	c.words.Reset()
	c.open = false
	c.long = c.long || len(words) > 1000
	if c.header {
		c.heads++
	}
	c.cells = append(c.cells, words)
	for n := 1; n < c.span; n++ {
		c.cells = append(c.cells, "")
	}
}

// row ends the row.
func (c *cellReader) row() {
	if len(c.cells) == 0 {
		return
	}
	c.fill()
	switch {
	case strings.Join(c.cells, "") == "":
	case c.heads == len(trimCells(c.cells)) && c.heads > 1 && c.head == nil && c.rows == nil:
		c.head = c.cells
	default:
		c.rows = append(c.rows, c.cells)
	}
	c.cells, c.heads = nil, 0
}

// grid returns what was read, if it is a table.
func (c *cellReader) grid() (g grid, ok bool) {
	g = grid{header: c.head, rows: c.rows, before: c.before}
	rows, wide := len(c.rows), 0
	if c.head != nil {
		rows++
	}
	for _, r := range c.rows {
		if len(r) > 1 {
			wide++
		}
	}
	return g, rows > 1 && wide*2 > len(c.rows) && !c.long && !g.empty()
}

// attributeNumber returns the number that an attribute of a tag has, 1 without one.
func attributeNumber(tag, name string) int {
	n := strings.Index(tag, name+"=")
	if n < 0 {
		return 1
	}
	digits := strings.TrimLeft(tag[n+len(name)+1:], `"' `)
	end := 0
	for end < len(digits) && '0' <= digits[end] && digits[end] <= '9' && end < 4 {
		end++
	}
	v, err := strconv.Atoi(digits[:end])
	if err != nil || v < 1 {
		return 1
	}
	return v
}

// wikiTables appends the tables of MediaWiki: {| … |}, also without their first line.
func wikiTables(p *page, grids []grid) []grid {
	mark := 0 // the next line that parts rows, or one behind the last
	for i := 0; i < len(p.lines); i++ {
		l := p.lines[i].said(p.text)
		if p.lines[i].code || !strings.HasPrefix(l, "{|") && !strings.HasPrefix(l, "! ") && !strings.HasPrefix(l, "| ") && !strings.HasPrefix(l, "|-") {
			continue
		}
		if mark = p.nextMark(i, mark); mark == len(p.lines) {
			return grids
		}
		if mark-i > maxRows {
			continue
		}
		if g, end, ok := wikiGrid(p, i); ok {
			g.start, g.end = p.lines[i].start, p.lines[end].end
			g.lost = true
			g.square()
			grids = append(grids, g)
			i = end
		}
	}
	return grids
}

// nextMark returns the first line from i on, at mark or behind it, that parts rows of MediaWiki.
func (p *page) nextMark(i, mark int) int {
	for mark = max(i, mark); mark < len(p.lines); mark++ {
		if l := p.lines[mark].said(p.text); strings.HasPrefix(l, "|-") && (strings.Trim(l, "|-") == "" && !strings.HasSuffix(l, "|") || strings.HasPrefix(l, "|- ")) {
			return mark
		}
	}
	return mark
}

// wikiGrid reads the rows from line i on; there must be a line of |- among them.
func wikiGrid(p *page, i int) (g grid, end int, ok bool) {
	var row []string
	parted, heads := false, false
	flush := func() {
		switch {
		case len(row) == 0:
		case heads && g.header == nil && g.rows == nil:
			g.header = row
		default:
			g.rows = append(g.rows, row)
		}
		row, heads = nil, false
	}
	end = i - 1
	for k := i; k < len(p.lines) && k-i < maxRows && !p.lines[k].code; k++ {
		l := p.lines[k].said(p.text)
		if len(l) > maxRow {
			break
		}
		switch {
		case strings.HasPrefix(l, "{|") && k == i:
		case strings.HasPrefix(l, "|}"):
			flush()
			return g, k, parted && len(g.rows) > 0 && g.columns() > 1
		case strings.HasPrefix(l, "|-") && strings.Trim(l[2:], "-") == "" || strings.HasPrefix(l, "|- "):
			flush()
			parted = true
		case strings.HasPrefix(l, "|+"):
			g.before = trimWhite(l[2:])
		case strings.HasPrefix(l, "!"):
			heads = heads || len(row) == 0
			row = append(row, wikiCells(l[1:], "!!")...)
		case strings.HasPrefix(l, "|"):
			row = append(row, wikiCells(l[1:], "||")...)
		case l == "" || len(row) == 0:
			flush()
			return g, end, parted && len(g.rows) > 0 && g.columns() > 1
		default: // a cell of several lines
			row[len(row)-1] = trimCell(row[len(row)-1] + " " + l)
		}
		end = k
	}
	flush()
	return g, end, parted && len(g.rows) > 0 && g.columns() > 1
}

// wikiCells cuts a line of cells; `style="…" |` before the words of a cell goes.
func wikiCells(l, sep string) (cells []string) {
	if sep == "!!" {
		l = strings.ReplaceAll(l, "||", sep)
	}
	for _, c := range strings.Split(l, sep) {
		if n := strings.IndexByte(c, '|'); n > 0 && strings.Contains(c[:n], "=") && !strings.Contains(c[:n], "[[") {
			c = c[n+1:]
		}
		cells = append(cells, trimCell(c))
	}
	return cells
}
