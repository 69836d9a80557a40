package clean

import "strings"

// fieldCut cuts a line into cells; false where it is no row.
type fieldCut func(cells []string, l string) ([]string, bool)

// longList is from how many rows on two columns without numbers are a list and no table.
const longList = 40

// separated reads the lines from i on that a separator cuts into as many cells as the first; a quarter
// of them may be shorter. Where a blank line stands behind each of them, these belong to it.
func (t *tableScan) separated(i int, cut fieldCut) (g grid, end int) {
	lines, columns, short, step := t.page.lines, 0, 0, 1
	for end = i; end < len(lines); {
		l := lines[end]
		if l.code || l.end-l.start > maxRow {
			break
		}
		n := len(t.cells)
		cells, ok := cut(t.cells, l.of(t.s))
		row := cells[n:len(cells):len(cells)]
		if !ok || len(row) < 2 || len(row) > maxFields || columns > 0 && len(row) > columns {
			break
		}
		if t.cells = cells; columns == 0 {
			columns = len(row)
			step = t.fieldStride(i, cut)
		}
		if len(row) < columns {
			short++
		}
		if len(g.rows) <= maxRows {
			g.rows = append(g.rows, row)
		}
		g.start, g.end = lines[i].start, l.end
		if end+step < len(lines) && step == 2 && !t.blank(end+1) {
			return grid{}, end + 1
		}
		end += step
	}
	if len(g.rows) < 2 || len(g.rows) > maxRows || short*4 > len(g.rows) || !varied(g.rows) {
		g.rows = nil
	}
	return g, max(min(end, len(lines)), i+1)
}

// fieldStride returns 2 where a blank line stands between the first row and the next, else 1.
func (t *tableScan) fieldStride(i int, cut fieldCut) int {
	if i+2 >= len(t.page.lines) || !t.blank(i+1) || i > 0 && !t.blank(i-1) {
		return 1
	}
	n := len(t.cells)
	cells, ok := cut(t.cells, t.page.lines[i+2].of(t.s))
	t.cells = cells[:n]
	if ok && len(cells) > n+1 {
		return 2
	}
	return 1
}

// tabs returns the table of lines from i on whose cells tabs part.
func (t *tableScan) tabs(i int) (grid, int, bool) {
	if !t.hasTab(i) {
		return grid{}, i + 1, false
	}
	g, end := t.separated(i, tabCells)
	return g, end, g.rows != nil && g.listed()
}

// tabRuns is tabs for lines in which several tabs in a row line cells up.
func (t *tableScan) tabRuns(i int) (grid, int, bool) {
	if !t.hasTab(i) {
		return grid{}, i + 1, false
	}
	g, end := t.separated(i, tabRunCells)
	return g, end, g.rows != nil && g.listed()
}

func (t *tableScan) hasTab(i int) bool {
	l := t.page.lines[i]
	return !l.code && strings.IndexByte(l.of(t.s), '\t') >= 0
}

func tabCells(cells []string, l string) ([]string, bool) {
	l = strings.TrimRight(l, "\t \r")
	if l == "" || l[0] == ' ' || l[0] == '\t' && (len(l) == 1 || l[1] == '\t' || strings.IndexByte(l[1:], '\t') < 0) || !fieldLine(l) {
		return cells, false
	}
	for {
		n := strings.IndexByte(l, '\t')
		if n < 0 {
			return append(cells, escapeCell(l)), true
		}
		cells = append(cells, escapeCell(l[:n]))
		l = l[n+1:]
	}
}

func tabRunCells(cells []string, l string) ([]string, bool) {
	l = strings.TrimRight(l, "\t \r")
	if l == "" || isBlank(l[0]) || !fieldLine(l) {
		return cells, false
	}
	for {
		n := strings.IndexByte(l, '\t')
		if n < 0 {
			return append(cells, escapeCell(l)), true
		}
		cells = append(cells, escapeCell(l[:n]))
		l = strings.TrimLeft(l[n:], "\t ")
	}
}

// fieldLine says whether a line may be a row of fields: it is no code and holds no pipe.
func fieldLine(l string) bool {
	said := trimWhite(l)
	return said != "" && strings.IndexByte(l, '|') < 0 && !strings.HasPrefix(said, "//") && !codeLine("x"+said)
}

// listed says whether rows of fields are a table, and no list: items with their marks, terms or
// speakers with sentences, or a long run of pairs without numbers.
func (g *grid) listed() bool {
	columns, marks, sentences, first, nameless := len(g.rows[0]), 0, 0, 0, 0
	for _, r := range g.rows {
		if r[0] == "" {
			nameless++
		}
		if itemMark(r[0]) {
			marks++
		}
		if sentence(r[len(r)-1]) {
			sentences++
		}
		if sentence(r[0]) {
			first++
		}
		for _, c := range r {
			if len(c) > 600 {
				return false
			}
		}
	}
	n := len(g.rows)
	switch {
	case first*3 > n || nameless*2 > n || !filled(g.rows[0][1:]) || n < 3 && !(columns > 2 && labels(g.rows[0]) && !labels(g.rows[1])):
		return false
	case columns == 2 && (marks*3 > n || sentences*4 > n || n > longList && !g.numeric(0) || g.pairs()):
		return false
	}
	g.headed()
	return true
}

// pairs says whether two columns are a list of names with what they are: the names end in a colon, or
// every row, the first too, holds a number or an address in the second.
func (g *grid) pairs() bool {
	colons, numbers, addresses := 0, 0, 0
	for _, r := range g.rows {
		if strings.HasSuffix(r[0], ":") || strings.HasSuffix(r[0], "：") {
			colons++
		}
		if c := r[len(r)-1]; numberCell(strings.TrimLeft(c, ":")) && numberCell(r[0]) {
			numbers++
		} else if strings.IndexByte(c, '@') >= 0 || strings.Contains(c, "://") || strings.HasPrefix(c, "<") {
			addresses++
		}
	}
	n := len(g.rows)
	return colons*2 >= n || numbers == n || addresses == n
}

// semicolons returns the table of lines from i on whose cells semicolons part.
func (t *tableScan) semicolons(i int) (grid, int, bool) { return t.delimited(i, ';', semicolonCells) }

// commas returns the table of lines from i on whose cells commas part.
func (t *tableScan) commas(i int) (grid, int, bool) { return t.delimited(i, ',', commaCells) }

func semicolonCells(cells []string, l string) ([]string, bool) { return quotedCells(cells, l, ';') }
func commaCells(cells []string, l string) ([]string, bool)     { return quotedCells(cells, l, ',') }

// delimited returns a table as programs of tables write it: no blank behind the separator, a header,
// three columns or a column of numbers; with blanks behind, three columns of which one holds numbers.
func (t *tableScan) delimited(i int, sep byte, cut fieldCut) (grid, int, bool) {
	l := t.page.lines[i]
	said := l.of(t.s)
	if n := strings.IndexByte(said, sep); l.code || n < 0 || n > 120 || cellWords(said[:n]) > 12 || !t.goesOn(i, sep) {
		return grid{}, i + 1, false
	}
	g, end := t.separated(i, cut)
	if g.rows == nil || len(g.rows) < 3 || !labels(g.rows[0]) || !filled(g.rows[0]) {
		return g, end, false
	}
	columns, words, empty := len(g.rows[0]), 0, 0
	for _, r := range g.rows {
		for _, c := range r {
			if words = cellWords(c); strings.Count(c, "(") != strings.Count(c, ")") || words > 12 || len(c) > 120 || endsSentence(c) && words > 2 {
				return g, end, false
			}
		}
		if r[len(r)-1] == "" {
			empty++
		}
	}
	numeric := g.numeric(0)
	spaced := spacedFields(said, sep)
	if empty == len(g.rows) || columns == 2 && !numeric || spaced && (columns < 3 || !numeric) || sep == ',' && columns == 3 && !numeric && len(g.rows) < 4 {
		return g, end, false
	}
	g.headed()
	return g, end, true
}

// goesOn says whether the line behind holds the separator too, or the one behind a blank line.
func (t *tableScan) goesOn(i int, sep byte) bool {
	if i++; i < len(t.page.lines) && t.page.lines[i].start == t.page.lines[i].end {
		i++
	}
	return i < len(t.page.lines) && strings.IndexByte(t.page.lines[i].of(t.s), sep) > 0
}

// spacedFields says whether a blank stands behind a separator.
func spacedFields(l string, sep byte) bool {
	n := strings.IndexByte(l, sep)
	return n >= 0 && n+1 < len(l) && l[n+1] == ' '
}

// quotedCells cuts a line as RFC 4180 has it: quotes around cells, doubled within them.
func quotedCells(cells []string, l string, sep byte) ([]string, bool) {
	l = trimWhite(l)
	if l == "" || l[0] == sep || !dataLine(l) {
		return cells, false
	}
	for {
		cell, rest, more := nextField(l, sep)
		if len(cell) > 400 {
			return cells, false
		}
		if cells = append(cells, cell); !more {
			return cells, true
		}
		l = rest
	}
}

// nextField returns the first cell of a line and what stands behind its separator.
func nextField(l string, sep byte) (cell, rest string, more bool) {
	l = strings.TrimLeft(l, " ")
	if strings.HasPrefix(l, `"`) {
		for i := 1; i < len(l); i++ {
			if l[i] != '"' {
				continue
			}
			if i+1 < len(l) && l[i+1] == '"' {
				i++
				continue
			}
			if i+1 < len(l) && l[i+1] != sep {
				break
			}
			cell = escapeCell(strings.ReplaceAll(l[1:i], `""`, `"`))
			if i+1 == len(l) {
				return cell, "", false
			}
			return cell, l[i+2:], true
		}
	}
	n := strings.IndexByte(l, sep)
	if n < 0 {
		return escapeCell(l), "", false
	}
	return escapeCell(l[:n]), l[n+1:], true
}

// dataLine says whether a line holds no sign of code: braces, brackets right behind a name, entities.
func dataLine(l string) bool {
	for i := 0; i < len(l); i++ {
		if !codeByte[l[i]] {
			continue
		}
		switch l[i] {
		default:
			return false
		case '(':
			if i == 0 || wordly(l[i-1]) {
				return false
			}
		case '&':
			if i+1 < len(l) && l[i+1] != ' ' {
				return false
			}
		}
	}
	return true
}

// codeByte marks the bytes by which a line may be code.
var codeByte = byteSet("{}=<>|\\`[](&")

func byteSet(bytes string) (t [256]bool) {
	for i := range len(bytes) {
		t[bytes[i]] = true
	}
	return t
}

// ampersands returns the rows of a table of LaTeX from line i on: cells parted by &, a row ends in \\.
func (t *tableScan) ampersands(i int) (grid, int, bool) {
	l := t.page.lines[i]
	if said := l.said(t.s); l.code || strings.IndexByte(said, '&') < 1 || !strings.HasSuffix(latexEnd(said), `\\`) {
		return grid{}, i + 1, false
	}
	var g grid
	from, end, columns := i, i, 0
	for ; end < len(t.page.lines) && !t.page.lines[end].code; end++ {
		said := t.page.lines[end].said(t.s)
		if latexRule(said) {
			continue
		}
		n := len(t.cells)
		if t.cells = latexCells(t.cells, said); len(t.cells) == n || columns > 0 && len(t.cells)-n != columns {
			break
		}
		columns = len(t.cells) - n
		g.rows = append(g.rows, t.cells[n:len(t.cells):len(t.cells)])
	}
	if len(g.rows) < 2 || columns < 2 || len(g.rows) > maxRows {
		return g, max(end, i+1), false
	}
	for from > 0 && latexRule(t.page.lines[from-1].said(t.s)) {
		from--
	}
	for end < len(t.page.lines) && strings.HasPrefix(t.page.lines[end].said(t.s), `\end{tab`) {
		end++
	}
	g.start, g.end = t.page.lines[from].start, t.page.lines[end-1].end
	g.header, g.rows = g.rows[0], g.rows[1:]
	return g, end, true
}

// latexRule says whether a line draws a rule of LaTeX, or begins or ends the table.
func latexRule(said string) bool {
	for _, begins := range [...]string{`\hline`, `\toprule`, `\midrule`, `\bottomrule`, `\cline{`, `\begin{tab`, `\cmidrule`} {
		if strings.HasPrefix(said, begins) && strings.IndexByte(said, '&') < 0 {
			return true
		}
	}
	return false
}

// latexEnd returns a row without the rule behind it.
func latexEnd(said string) string {
	for _, rule := range [...]string{`\hline`, `\midrule`, `\bottomrule`, `\toprule`} {
		said = trimWhite(strings.TrimSuffix(said, rule))
	}
	return said
}

func latexCells(cells []string, said string) []string {
	said = latexEnd(said)
	if !strings.HasSuffix(said, `\\`) || len(said) > maxRow {
		return cells
	}
	said = said[:len(said)-2]
	from := 0
	for i := 0; i <= len(said); i++ {
		if i == len(said) || said[i] == '&' && (i == 0 || said[i-1] != '\\') {
			cells = append(cells, escapeCell(said[from:i]))
			from = i + 1
		}
	}
	return cells
}
