package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// above takes the paragraphs above a header that has no rows: two or more of exactly as many short
// lines as the header has cells, under a line of pieces.
func (w *lostScan) above(g *grid, head int) bool {
	n := len(g.header)
	lines := w.page.lines
	var rows [][]string
	i := head
	for {
		for i > 0 && lines[i-1].blank(w.text) {
			i--
		}
		row := w.paragraph(i, n)
		if row == nil {
			break
		}
		rows = append(rows, row)
		i -= n
	}
	if len(rows) < 2 || i == 0 || !w.page.junkIn(i-1) {
		return false
	}
	for i < head && lines[i].blank(w.text) {
		i++
	}
	for k := len(rows) - 1; k >= 0; k-- {
		g.rows = append(g.rows, rows[k])
	}
	g.start = lines[i].start
	return true
}

// paragraph returns the n short lines that end before line i, nil if there are more or fewer.
func (w *lostScan) paragraph(i, n int) (row []string) {
	lines := w.page.lines
	if i < n || i > n && !lines[i-n-1].blank(w.text) {
		return nil
	}
	for k := i - n; k < i; k++ {
		said := lines[k].said(w.text)
		if said == "" || len(said) > 160 || w.page.junkIn(k) || strings.HasSuffix(said, ".") || strings.HasSuffix(said, ":") {
			return nil
		}
		row = append(row, escapeCell(said))
	}
	return row
}

// scattered reads a table whose header stands on lines with a piece of th between them, and whose
// cells follow behind three blank lines or more as paragraphs of one line: names, then a sentence.
func (w *lostScan) scattered(i int) (g grid, ok bool) {
	lines, s := w.page.lines, w.text
	if i == 0 || !w.label(i-1) || !w.onlyPieces(i) || !w.row(i).th {
		return g, false
	}
	g.header, g.start = []string{escapeCell(lines[i-1].said(s))}, lines[i-1].start
	for i+1 < len(lines) && w.page.junkIn(i) && w.onlyPieces(i) && w.label(i+1) {
		g.header = append(g.header, escapeCell(lines[i+1].said(s)))
		i += 2
	}
	from := i
	for i < len(lines) && lines[i].blank(s) {
		i++
	}
	if n := len(g.header); n < 2 || i-from < 3 {
		return g, false
	}
	g.paragraphs(w, i)
	return g, len(g.rows) > 1
}

// label says whether a line is a few words without an end, as the name of a column is.
func (w *lostScan) label(line int) bool {
	said := w.page.lines[line].said(w.text)
	return said != "" && len(said) <= 80 && !w.page.lines[line].code && !w.page.junkIn(line) && !endsSentence(said)
}

func endsSentence(said string) bool {
	r, _ := utf8.DecodeLastRuneInString(said)
	return strings.ContainsRune(".!?…:;。！？।", r)
}

func startsSmall(said string) bool {
	r, _ := utf8.DecodeRuneInString(said)
	return unicode.IsLower(r)
}

// paragraphs takes rows from line i on as long as the paragraphs are labels with a sentence behind them.
func (g *grid) paragraphs(w *lostScan, i int) {
	lines, n := w.page.lines, len(g.header)
	for {
		var row []string
		k := i
		for k < len(lines) && len(row) < n {
			said := lines[k].said(w.text)
			sentence := said != "" && !startsSmall(said) && len(said) <= 240 && endsSentence(said) && !lines[k].code && !w.page.junkIn(k)
			if said != "" && (len(row) < n-1 && !w.label(k) || len(row) == n-1 && !sentence || k+1 < len(lines) && !lines[k+1].blank(w.text)) {
				return
			}
			if said != "" {
				row = append(row, escapeCell(said))
			}
			k++
		}
		if len(row) < n {
			return
		}
		g.rows = append(g.rows, row)
		g.end, i = lines[k-1].end, k
	}
}

// learn remembers the cells of the tables found.
func (w *lostScan) learn() {
	for i := range w.found {
		for _, r := range w.found[i].rows {
			for _, c := range r {
				if utf8.RuneCountInString(c) > 2 {
					w.known[c] = true
				}
			}
		}
	}
}

// grow takes the lines right before and behind a table into it whose words are the cells of a row,
// run together: cells that the text holds elsewhere.
func (w *lostScan) grow(g *grid) {
	n := g.columns()
	i := w.page.lineNumber(g.start)
	if i > 0 && !w.page.junkIn(i-1) && g.before == "" {
		if row := w.split(w.page.lines[i-1].said(w.text), n); row != nil {
			g.rows = append([][]string{row}, g.rows...)
			g.start = w.page.lines[i-1].start
		}
	}
}

// again returns the lines with pieces of a table that say what a table found says already: two or
// more of its cells, run together.
func (w *lostScan) again() (grids []grid) {
	last := -1
	for i := range w.page.junk {
		line := w.page.junk[i].line
		if line == last || len(w.known) == 0 {
			continue
		}
		last = line
		if r := w.row(line); len(r.cells) == 1 && r.ends {
			for n := 2; n < 7; n++ {
				if w.split(r.cells[0], n) != nil {
					grids = append(grids, grid{start: w.page.lines[line].start, end: w.page.lines[line].end, again: true})
					break
				}
			}
		}
	}
	return grids
}

// maxTries is how often one text's words are tried as cells; more are needed only for one that was made
// to have many ways.
const maxTries = 1 << 16

// split cuts words into n known cells, nil if there is no way to.
func (w *lostScan) split(words string, n int) []string {
	if n < 1 || len(words) > 1000 || w.tries > maxTries {
		return nil
	}
	w.tries++
	if n == 1 {
		if w.known[words] {
			return []string{words}
		}
		return nil
	}
	for i := 0; i < len(words); i++ {
		if words[i] == ' ' && w.known[words[:i]] {
			if rest := w.split(words[i+1:], n-1); rest != nil {
				return append([]string{words[:i]}, rest...)
			}
		}
	}
	return nil
}
