package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// segment is words of a line with two blanks or more before and behind them, in columns of a terminal
// and in bytes of the text.
type segment struct{ from, to, start, end int }

// columnLine is a line of a block of columns.
type columnLine struct {
	line     int
	from, to int  // its segments
	rule     bool // nothing but dashes
	blank    bool
}

// runeWidth returns how many columns of a terminal a character takes: none for marks, two for what is
// wide in East Asia (Unicode Standard Annex 11).
func runeWidth(r rune) int {
	switch {
	case r < 0x300:
		return 1
	case unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf):
		return 0
	case r >= 0x1100 && r <= 0x115F, r >= 0x2E80 && r <= 0x303E, r >= 0x3041 && r <= 0xA4CF, r >= 0xAC00 && r <= 0xD7A3, r >= 0xF900 && r <= 0xFAFF,
		r >= 0xFE30 && r <= 0xFE6F, r >= 0xFF01 && r <= 0xFF60, r >= 0xFFE0 && r <= 0xFFE6, r >= 0x1F300 && r <= 0x1FAFF, r >= 0x20000 && r <= 0x3FFFD:
		return 2
	}
	return 1
}

// gapped says whether a line has two blanks between words, and neither pipe nor tab.
func gapped(l string) bool {
	if len(l) > maxRow {
		return false
	}
	for at := 0; ; {
		n := strings.Index(l[at:], "  ")
		if n < 0 {
			return strings.IndexByte(l, wideBlank[0]) >= 0 && strings.LastIndex(strings.TrimSuffix(trimWhite(l), wideBlank), wideBlank) > len(wideBlank)
		}
		at += n
		from := at
		for at < len(l) && l[at] == ' ' {
			at++
		}
		if at == len(l) || l[at] == '\r' {
			return false
		}
		if from > 0 {
			return strings.IndexByte(l, '|') < 0 && strings.IndexByte(l, '\t') < 0
		}
	}
}

// dashLine says whether a line is a rule of a table in columns: dashes or equal signs, with blanks
// between the columns or without.
func dashLine(l string) (segments int) {
	l = trimWhite(l)
	if len(l) < 4 || ruleByte(l) != ruleDash {
		return 0
	}
	r, ok := readRule(l)
	if !ok || r.crosses > 0 || r.colons || r.longest < 2 {
		return 0
	}
	return r.segments
}

// columnish says what a line may be in a block of columns: a row, a rule, or a line that goes on with
// cells of the row before.
func (t *tableScan) columnish(i int) (row, rule bool) {
	if i >= len(t.page.lines) {
		return false, false
	}
	l := t.page.lines[i].of(t.s)
	if len(l) < 3 || t.coded(i) {
		return false, false
	}
	if dashLine(l) > 0 {
		return false, true
	}
	if gapped(l) {
		return true, false
	}
	return false, false
}

// hangs says whether a line stands far to the right with nothing before it: it goes on with a cell.
func (t *tableScan) hangs(i int) bool {
	if i >= len(t.page.lines) {
		return false
	}
	l := t.page.lines[i].of(t.s)
	columns, said := text.Indent(l)
	return columns > 3 && said != "" && len(said) < 200 && strings.IndexByte(l, '\t') < 0 && !strings.HasPrefix(said, "-") && !t.coded(i)
}

// aligned returns the table of lines from i on whose cells stand in columns with blanks between them.
// A line of dashes over the rows, or between header and rows, tells columns of one blank too.
func (t *tableScan) aligned(i int) (g grid, end int, ok bool) {
	row, rule := t.columnish(i)
	if !row && !rule {
		return g, i + 1, false
	}
	if rule && i > 0 && !t.blank(i-1) {
		return g, i + 1, false // it underlines a heading
	}
	if end = t.columnBlock(i, rule); len(t.lines) < 3 || len(t.lines) > maxRows {
		return g, max(end, i+1), false
	}
	end = t.lines[len(t.lines)-1].line + 1
	ruled, told := t.columnBounds()
	if !told && !t.framed() {
		return g, end, false
	}
	if len(t.bounds) < 2 || len(t.bounds) > 60 || !ruled && t.evenSegments() > max(2, len(t.bounds)) {
		return t.counted(i, end)
	}
	g = t.columnGrid()
	if !g.tabular(ruled && told) {
		if ruled {
			return g, end, false
		}
		return t.counted(i, end)
	}
	g.start, g.end = t.page.lines[i].start, t.page.lines[end-1].end
	return g, end, true
}

// columnBlock reads the lines of a block from i on. Under a rule blank lines may part the rows, up to
// the rule that ends it; where a blank line stands behind every row, these belong to it as well.
func (t *tableScan) columnBlock(i int, framed bool) (end int) {
	t.lines, t.segments = t.lines[:0], t.segments[:0]
	step := 1
	if row, _ := t.columnish(i + 2); row && i+1 < len(t.page.lines) && t.blank(i+1) && !framed && (i == 0 || t.blank(i-1)) {
		step = 2
	}
	last, rules := 0, 0 // lines up to the last row or rule; a second rule with a blank line behind it ends the block
	for n := i; n < len(t.page.lines) && len(t.lines) <= maxRows; n++ {
		row, rule := t.columnish(n)
		switch {
		case row || rule:
			t.addColumnLine(n, rule)
			if last = len(t.lines); rule {
				rules++
			}
		case t.blank(n) && step == 2 && n+1 < len(t.page.lines) && (n+2 >= len(t.page.lines) || t.blank(n+2)) && !t.lines[len(t.lines)-1].blank:
			if next, _ := t.columnish(n + 1); !next {
				t.lines = t.lines[:last]
				return n
			}
		case t.blank(n) && framed && !(rules > 1 && t.lines[len(t.lines)-1].rule) && t.opensRow(n+1):
			t.lines = append(t.lines, columnLine{line: n, blank: true})
		case len(t.lines) > 0 && step == 1 && !t.blank(n) && (t.hangs(n) || framed && t.inFrame(n)):
			t.addColumnLine(n, false)
		default:
			t.lines = t.lines[:last]
			return max(n, i+1)
		}
	}
	t.lines = t.lines[:last]
	return t.lines[last-1].line + 1
}

// opensRow says whether a line behind a blank one is a row or a rule.
func (t *tableScan) opensRow(i int) bool {
	row, rule := t.columnish(i)
	return row || rule
}

// inFrame says whether a line may stand in a table that a rule has begun: a row, a rule, a line that goes
// on, or a first cell alone.
func (t *tableScan) inFrame(i int) bool {
	row, rule := t.columnish(i)
	return row || rule || t.hangs(i) || t.closes(i)
}

// closes says whether a rule follows a line without two blanks soon.
func (t *tableScan) closes(i int) bool {
	for k := i + 1; k < min(len(t.page.lines), i+8) && !t.blank(k); k++ {
		if _, rule := t.columnish(k); rule {
			return true
		}
	}
	return false
}

// addColumnLine reads the segments of a line.
func (t *tableScan) addColumnLine(i int, rule bool) {
	l := t.page.lines[i]
	c := columnLine{line: i, from: len(t.segments), rule: rule}
	column, blanks, open := 0, 2, false
	gap := 2
	if rule {
		gap = 1
	}
	for at := l.start; at < l.end; {
		r, n := rune(t.s[at]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(t.s[at:])
		}
		w := runeWidth(r)
		switch {
		case r == ' ' || r == '\u00A0' || r == '\r':
			blanks++
			open = open && blanks < gap
		case r == '\u3000':
			blanks += 2
			open = false
		default:
			if !open {
				t.segments = append(t.segments, segment{from: column, start: at})
				open = true
			}
			s := &t.segments[len(t.segments)-1]
			s.to, s.end = column+w, at+n
			blanks = 0
		}
		column += w
		at += n
	}
	c.to = len(t.segments)
	t.lines = append(t.lines, c)
}

// columnBounds finds where the columns begin, from a rule with blanks between its runs, or else from
// what all lines leave blank. It says whether a rule stands among the lines, and whether it tells the
// columns, or none is there.
func (t *tableScan) columnBounds() (ruled, told bool) {
	t.bounds = t.bounds[:0]
	most := 1
	for k := range t.lines {
		l := &t.lines[k]
		if !l.rule {
			continue
		}
		ruled = true
		if n := l.to - l.from; n > most {
			most, t.bounds = n, t.bounds[:0]
			for _, s := range t.segments[l.from:l.to] {
				t.bounds = append(t.bounds, s.from)
			}
		}
	}
	if most > 1 && t.within() {
		t.bounds[0] = 0
		return true, true
	}
	t.bounds = t.bounds[:0]
	t.gutters()
	return ruled, !ruled
}

// framed says whether the lines of dashes in a block stand where those of a table do: one under the first
// row, or one above all and one below, as long as each other where blank lines part the rows.
func (t *tableScan) framed() bool {
	first, last := &t.lines[0], &t.lines[len(t.lines)-1]
	if !first.rule {
		return len(t.lines) > 2 && t.lines[1].rule
	}
	spaced := false
	for k := range t.lines {
		spaced = spaced || t.lines[k].blank
	}
	return !spaced || last.rule && t.segments[first.from].to == t.segments[last.from].to
}

// within says whether no words cross the columns that a rule tells, but for a few.
func (t *tableScan) within() bool {
	crossed, all := 0, 0
	for k := range t.lines {
		l := &t.lines[k]
		if l.rule || l.blank {
			continue
		}
		all++
		for _, s := range t.segments[l.from:l.to] {
			if t.crosses(s) {
				crossed++
				break
			}
		}
	}
	return crossed*10 <= all
}

// crosses says whether words stand on both sides of a bound with no blank at it.
func (t *tableScan) crosses(s segment) bool {
	for _, b := range t.bounds[1:] {
		if s.from < b && b < s.to {
			at := t.byteAt(s, b)
			if at > s.start && t.s[at-1] != ' ' {
				return true
			}
		}
	}
	return false
}

// byteAt returns where a column of the terminal begins in a segment.
func (t *tableScan) byteAt(s segment, column int) int {
	at, c := s.start, s.from
	for at < s.end && c < column {
		r, n := utf8.DecodeRuneInString(t.s[at:])
		c += runeWidth(r)
		at += n
	}
	return at
}

// gutters finds the columns that two blanks part in all lines. One blank does where it is two in half of
// the lines, as before numbers that stand to the right.
func (t *tableScan) gutters() {
	t.used = t.used[:0]
	rows := 0
	for k := range t.lines {
		l := &t.lines[k]
		if l.rule || l.blank || l.to-l.from < 2 {
			continue // a line with one cell may span the others
		}
		rows++
		for _, s := range t.segments[l.from:l.to] {
			t.cover(s)
		}
	}
	blanks := 2
	for n, u := range t.used {
		if u == 0 {
			blanks++
			continue
		}
		if blanks >= 2 || len(t.bounds) == 0 || blanks == 1 && t.wideGap(n, rows) {
			t.bounds = append(t.bounds, n)
		}
		blanks = 0
	}
	if len(t.bounds) > 0 {
		t.bounds[0] = 0
	}
}

// cover counts the columns on which a segment has no blank.
func (t *tableScan) cover(s segment) {
	for len(t.used) < s.to {
		t.used = append(t.used, 0)
	}
	column := s.from
	for at := s.start; at < s.end; {
		r, n := rune(t.s[at]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(t.s[at:])
		}
		w := runeWidth(r)
		if r != ' ' && r != '\u00A0' {
			for c := column; c < column+max(w, 1) && c < len(t.used); c++ {
				if t.used[c] < 1<<15 {
					t.used[c]++
				}
			}
		}
		column += w
		at += n
	}
}
