package clean

// plainTables appends the tables of a text whose cells are parted by tabs, semicolons, commas, by the
// columns in which they stand, or that lost all of it and stand a cell a line.
func (t *tableScan) plainTables() {
	finders := [...]func(*tableScan, int) (grid, int, bool){(*tableScan).tabs, (*tableScan).tabRuns, (*tableScan).semicolons, (*tableScan).commas,
		(*tableScan).ampersands, (*tableScan).aligned, (*tableScan).cycle}
	may := [len(finders)]bool{}
	t.mayPlain(may[:])
	var told [len(finders)]int // lines before it are known to be no table of that kind
	taken := 0                 // grids found before, of other kinds
	known := len(t.grids)
	for i := 0; i < len(t.page.lines); {
		for taken < known && t.grids[taken].end < t.page.lines[i].start {
			taken++
		}
		if l := t.page.lines[i]; l.start == l.end || taken < known && t.grids[taken].start <= l.start {
			i++
			continue
		}
		n := i
		for k, find := range finders {
			if !may[k] || i < told[k] {
				continue
			}
			t.cells = t.cells[:t.base]
			g, end, ok := find(t, i)
			if !ok {
				told[k] = end
				continue
			}
			g.plain = true
			g.dropEmpty()
			g.square()
			t.grids = append(t.grids, g)
			t.keep()
			n = end
			break
		}
		i = max(n, i+1)
	}
}

// cellWords returns the number of words of a cell: runs between blanks.
func cellWords(c string) int {
	n := 1
	for i := 0; i < len(c); i++ {
		if c[i] == ' ' {
			n++
		}
	}
	return n
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
		if len(r) != len(rows[0]) {
			return true
		}
		for k := range r {
			if r[k] != rows[0][k] {
				return true
			}
		}
	}
	return false
}

// labels says whether a row holds names and no numbers, so that it can be a header. The first cell of
// a header may be empty.
func labels(cells []string) bool {
	for k, c := range cells {
		if c == "" && k > 0 || numberCell(c) {
			return false
		}
	}
	return len(cells) > 0
}

// numberCell says whether a cell is a number, with its sign, currency or unit: digits first, and three
// letters at most.
func numberCell(c string) bool {
	digits, letters := 0, 0
	for _, r := range c {
		switch {
		case digitRune(r):
			digits++
		case r == '.' || r == ',' || r == ' ' || r == '-' || r == '+' || r == '%' || r == ':' || r == '/' || r == '(' || r == ')' || r == '\'' || r == '−' || r == '–' || r == '°' ||
			r == '\u00A0' || r == '\u202F' || r == '\u2009' || r == '~' || r == '≈' || r == '±' || r == '$' || r >= 0x20A0 && r < 0x20D0 || r == '£' || r == '¥' || r == '٫' || r == '٬' || r == '*' || r == '<' || r == '>':
		default:
			if digits == 0 && letters > 1 {
				return false
			}
			if letters++; letters > 3 {
				return false
			}
		}
	}
	return digits > 0
}

// digitRune says whether a character is a digit of a script that columns of numbers are written in.
func digitRune(r rune) bool {
	return r >= '0' && r <= '9' || r >= 0x660 && r <= 0x669 || r >= 0x6F0 && r <= 0x6F9 || r >= 0x966 && r <= 0x96F || r >= 0x9E6 && r <= 0x9EF ||
		r >= 0xFF10 && r <= 0xFF19 || r >= 0xE50 && r <= 0xE59
}

// noValue says whether a cell says that there is nothing to say.
func noValue(c string) bool {
	switch c {
	case "", "-", "–", "—", "n/a", "N/A", "NA", "NaN", "nan", "NULL", "null", "None", "?", "...", "…", "x":
		return true
	}
	return false
}

// numbers says whether column k holds numbers alone in the rows from one on, two or more.
func (g *grid) numbers(k, from int) bool {
	n := 0
	for _, r := range g.rows[min(from, len(g.rows)):] {
		switch {
		case k >= len(r) || noValue(r[k]):
		case numberCell(r[k]):
			n++
		default:
			return false
		}
	}
	return n > 1
}

// numeric says whether a column behind the first holds numbers alone, the header aside.
func (g *grid) numeric(from int) bool {
	for k := 1; k < g.columns(); k++ {
		if g.numbers(k, from+1) {
			return true
		}
	}
	return false
}

// itemMark says whether a cell begins an item of a list: a bullet, 1., 2), (a).
func itemMark(c string) bool {
	if c == "" {
		return false
	}
	if bullet(c) {
		return true
	}
	last := c[len(c)-1]
	return len(c) <= 6 && (last == ')' || last == '.') && len(c) > 1 && cellWords(c) == 1 && (len(c) <= 4 || c[0] == '(')
}

// sentence says whether a cell reads as a sentence and not as what stands in a table.
func sentence(c string) bool {
	n := cellWords(c)
	return n > 10 || n > 3 && endsSentence(c)
}

// headed makes the first row the header if it holds names.
func (g *grid) headed() {
	if len(g.rows) > 1 && labels(g.rows[0]) {
		g.header, g.rows = g.rows[0], g.rows[1:]
	}
}
