package clean

import "strings"

// together cuts a line into the rows that ran together in it, for want of their line ends:
//
//	| a | b | |---|---| | 1 | 2 | | 3 | 4 |
//
// The run of dashes tells the number of columns. It appends the whole line where there is no proof.
func (t *tableScan) together(spans []rowSpan, start, end int) []rowSpan {
	l := t.s[start:end]
	if strings.IndexByte(l, '|') < 0 || len(l) < 12 {
		return append(spans, rowSpan{start, end})
	}
	if out := t.ruledTogether(spans, start, end); out != nil {
		return out
	}
	if out := t.bareTogether(spans, start, end); out != nil {
		return out
	}
	return append(spans, rowSpan{start, end})
}

// dashCell says whether a cell is one of a line under a header.
func dashCell(c string) bool {
	return len(c) > 2 && strings.Trim(c, "-:") == "" && strings.Count(c, "-") > 1
}

// pipePlace is a cell of a line with the places of its pipes.
type pipePlace struct {
	words      string
	open, shut int // the pipe before it, or where the line begins; the pipe behind it, or the line's end
}

// places returns the cells of a line with where they stand.
func (t *tableScan) places(start, end int) (out []pipePlace) {
	open := start
	for i := start; i <= end; i++ {
		switch {
		case i == end || t.s[i] == '|' && (i == start || t.s[i-1] != '\\'):
			from := open
			if from < i && t.s[from] == '|' {
				from++
			}
			out = append(out, pipePlace{trimWhite(t.s[from:i]), open, i})
			open = i
		}
	}
	return out
}

// ruledTogether cuts a line around its run of dashes.
func (t *tableScan) ruledTogether(spans []rowSpan, start, end int) []rowSpan {
	l := t.s[start:end]
	if !strings.Contains(l, "--") || strings.Count(l, "|") < 4 {
		return nil
	}
	if _, ok := readRule(l); ok {
		return nil
	}
	cells := t.places(start, end)
	from := 0
	for from < len(cells) && !dashCell(cells[from].words) {
		from++
	}
	to := from
	for to < len(cells) && dashCell(cells[to].words) {
		to++
	}
	n := to - from
	if n < 2 || n > maxFields {
		return nil
	}
	gap := 0 // an empty cell stands between rows that end and begin with a pipe
	if from > n && cells[from-1].words == "" || to < len(cells) && cells[to].words == "" && t.s[cells[to].open] == '|' && to+1 < len(cells) {
		gap = 1
	}
	head := from - gap - n
	if from == 0 || from == 1 && cells[0].words == "" {
		head = -1
	} else if head < 0 || head > 1 {
		return nil
	}
	if head >= 0 {
		spans = append(spans, rowSpan{t.cellStart(cells[head], start), cells[head+n-1].shut + pipeAt(t.s, cells[head+n-1].shut, end)})
	}
	spans = append(spans, rowSpan{t.cellStart(cells[from], start), cells[to-1].shut + pipeAt(t.s, cells[to-1].shut, end)})
	return t.rowsBehind(spans, cells[to:], n, gap, end)
}

// rowsBehind appends rows of n cells, nil where they do not come out even. Words behind the last pipe
// are none of the table's.
func (t *tableScan) rowsBehind(spans []rowSpan, cells []pipePlace, n, gap, end int) []rowSpan {
	for len(cells) > gap+n-1 {
		if gap > 0 && cells[0].words != "" {
			return nil
		}
		row := cells[gap : gap+n]
		if len(cells) == gap+n && row[n-1].words == "" && n > 1 && row[n-1].shut == end {
			break // the rest behind the last pipe
		}
		spans = append(spans, rowSpan{row[0].open, row[n-1].shut + pipeAt(t.s, row[n-1].shut, end)})
		cells = cells[gap+n:]
	}
	if len(cells) > 1 {
		return nil
	}
	return spans
}

// bareTogether cuts a line without dashes: pipes at both ends, and an empty cell behind every n, three
// rows or more of two cells or more.
func (t *tableScan) bareTogether(spans []rowSpan, start, end int) []rowSpan {
	l := t.s[start:end]
	if l[0] != '|' || l[len(l)-1] != '|' || strings.Count(l, "|") < 9 {
		return nil
	}
	cells := t.places(start, end)
	cells = cells[1 : len(cells)-1] // nothing stands before the first pipe and behind the last
	n := 0
	for n < len(cells) && cells[n].words != "" {
		n++
	}
	if n < 2 || (len(cells)+1)%(n+1) != 0 || (len(cells)+1)/(n+1) < 3 {
		return nil
	}
	for i := range cells {
		if (cells[i].words == "") != (i%(n+1) == n) {
			return nil
		}
	}
	for i := 0; i+n <= len(cells); i += n + 1 {
		spans = append(spans, rowSpan{cells[i].open, cells[i+n-1].shut + 1})
	}
	return spans
}

// cellStart returns where a row begins whose first cell this is: at its pipe, or at its words if there is none.
func (t *tableScan) cellStart(c pipePlace, start int) int {
	if c.open == start && t.s[start] != '|' {
		return start
	}
	return c.open
}

// pipeAt returns 1 where a pipe stands at a place before the end, else 0.
func pipeAt(s string, at, end int) int {
	if at < end && s[at] == '|' {
		return 1
	}
	return 0
}
