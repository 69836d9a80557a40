package main

import (
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/diag"
)

// narrowest is the width below which wrapping makes nothing more readable.
const narrowest = 20

// wrapped breaks the lines of safe text between words where they are wider than a terminal; what a line goes on with
// stands two cells further in. A word that is longer than a line, as a digest or a path, stays whole, to be copied.
// 0 is no terminal: then lines are as long as they are.
func wrapped(s string, width int) string {
	if width < narrowest {
		return s
	}
	lines := strings.Split(s, "\n")
	for i, line := range lines {
		lines[i] = wrappedLine(line, width)
	}
	return strings.Join(lines, "\n")
}

func wrappedLine(line string, width int) string {
	if cells(line) <= width {
		return line
	}
	words := strings.Split(line, " ")
	indent := 0
	for indent < len(words)-1 && words[indent] == "" {
		indent++
	}
	var b strings.Builder
	b.WriteString(strings.Repeat(" ", indent))
	used := indent
	for i, w := range words[indent:] {
		switch n := cells(w); {
		case i == 0:
			used += n
		case used+1+n <= width:
			b.WriteString(" ")
			used += 1 + n
		default:
			b.WriteString("\n" + strings.Repeat(" ", indent+2))
			used = indent + 2 + n
		}
		b.WriteString(w)
	}
	return b.String()
}

// problemText is a problem as a terminal of so many cells shows it; 0: none, and lines are as long as they are. The line of
// the recipe stays one line, since a caret stands below it.
func problemText(p diag.Problem, width int) string {
	if width < narrowest {
		return safeLines(p.String())
	}
	lines := strings.Split(safeLines(p.Fit(width)), "\n")
	for i, line := range lines {
		if !strings.HasPrefix(line, "    ") {
			lines[i] = wrappedLine(line, width)
		}
	}
	return strings.Join(lines, "\n")
}

// foldColumn sets the cells of one column in several lines where the table is wider than a terminal: a list is
// broken behind its commas. Its other cells stand in the first of them.
func foldColumn(rows [][]string, col, width int) [][]string {
	room := width - tableCells(rows) + columnWidth(rows, col)
	if width < narrowest || rows[0][col] == blank || tableCells(rows) <= width || room < 8 {
		return rows
	}
	var out [][]string
	for _, r := range rows {
		lines := brokenList(r[col], room)
		for i, line := range lines {
			row := slices.Clone(r)
			if i > 0 {
				row = make([]string, len(r))
			}
			row[col] = line
			out = append(out, row)
		}
	}
	return out
}

// brokenList breaks a list into lines of so many cells, where its elements are no longer.
func brokenList(s string, room int) []string {
	var lines []string
	for _, part := range strings.SplitAfter(s, ", ") {
		if last := len(lines) - 1; last >= 0 && cells(lines[last]+strings.TrimRight(part, " ")) <= room {
			lines[last] += part
			continue
		}
		lines = append(lines, part)
	}
	for i := range lines {
		lines[i] = strings.TrimRight(lines[i], " ")
	}
	return lines
}

// tableCells is the width of a table.
func tableCells(rows [][]string) int {
	n := -2
	for col := range rows[0] {
		if rows[0][col] != blank {
			n += 2 + columnWidth(rows, col)
		}
	}
	return n
}

func columnWidth(rows [][]string, col int) int {
	n := 0
	for _, r := range rows {
		n = max(n, cells(r[col]))
	}
	return n
}
