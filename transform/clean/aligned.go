package clean

import (
	"strings"
	"unicode/utf8"
)

// cells are the columns of a line that begin or end a cell: where a gap of two or more spaces, or a
// tab, stands between words. Columns count code points. Both ends count, since numbers line up on the right.
type cells struct {
	starts, stops [maxCells]uint32
	n             int
	tabs          bool // a tab is among the gaps
}

// maxCells bounds the work of a line; more columns say no more.
const maxCells = 24

// markAligned marks runs of lines whose columns are kept in line by spaces or tabs: three lines in a row
// that share a column, or two that share two. Two spaces behind a full stop hardly ever stand in the same
// column of three lines running.
func markAligned(s string, lines []line) {
	var ring [2]cells
	for i := 0; i < len(lines); {
		if !cellsOf(s, lines[i], &ring[0]) {
			i++
			continue
		}
		j, most := i+1, 0
		for j < len(lines) && cellsOf(s, lines[j], &ring[(j-i)&1]) {
			n := ring[0].shared(&ring[1])
			if n == 0 {
				break
			}
			most = max(most, n)
			j++
		}
		if j-i > 2 || most > 1 {
			for k := i; k < j; k++ {
				lines[k].protected = true
			}
		}
		i = j
	}
}

// cellsOf fills c with the cells of a line and says whether there are at least two.
func cellsOf(s string, l line, c *cells) bool {
	c.n, c.tabs = 0, false
	if l.protected || l.blank() {
		return false
	}
	if said := s[l.text:l.stop]; !strings.Contains(said, "  ") && strings.IndexByte(said, '\t') < 0 {
		return false // most lines
	}
	column := uint32(l.columns)
	for at := int(l.text); at < int(l.stop) && c.n < maxCells; column++ {
		if s[at] != ' ' && s[at] != '\t' {
			_, n := utf8.DecodeRuneInString(s[at:])
			at += n
			continue
		}
		end := at
		for s[end] == ' ' || s[end] == '\t' { // a line's last character is no white space
			c.tabs = c.tabs || s[end] == '\t'
			end++
		}
		if end-at > 1 || s[at] == '\t' {
			c.stops[c.n], c.starts[c.n] = column, column+uint32(end-at)
			c.n++
		}
		column += uint32(end-at) - 1
		at = end
	}
	return c.n > 0
}

// shared counts the columns that two lines have in common. Cells parted by tabs are in common by their
// number: where they stand depends on the width of a tab.
func (c *cells) shared(d *cells) int {
	if c.tabs && d.tabs {
		if c.n == d.n {
			return c.n
		}
		return 0
	}
	n := 0
	for i, k := 0, 0; i < c.n && k < d.n; {
		switch {
		case c.starts[i] == d.starts[k] || c.stops[i] == d.stops[k]:
			n++
			i++
			k++
		case c.starts[i] < d.starts[k]:
			i++
		default:
			k++
		}
	}
	return n
}
