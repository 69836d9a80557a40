package clean

import "strings"

// write goes through the lines from the first to the last.
func (p *setter) write() {
	rows := p.sheet.lines
	joined := false
	for i := 0; i < len(rows); {
		if rows[i].blank() && !rows[i].protected {
			i = p.blanks(i)
			continue
		}
		if !joined { // else the join took the indent
			p.begin(i)
		}
		p.inside(i)
		j := p.lineEnd(i)
		joined = j > 0
		i = max(i+1, j)
	}
}

// blanks cuts the blank lines from i on that are too many and returns the line behind them.
func (p *setter) blanks(i int) int {
	rows := p.sheet.lines
	j := i
	for j < len(rows) && rows[j].blank() && !rows[j].protected {
		j++
	}
	keep := p.blankLines
	if j == len(rows) {
		p.tail(i)
		return j
	}
	if i == 0 {
		keep = 0
	} else if p.source {
		return j
	} else if keep == 0 && (rows[j].protected || rows[j].columns >= 4) {
		keep = 1
	}
	if j-i > keep && i > 0 && !rows[i-1].protected { // blanks at the line's end belong to the same slip
		p.e.Cut(rows[i-1].stop, endWithout(p.s, &rows[i-1]), kindBlanks)
	}
	for k := i; k < min(j, i+keep); k++ {
		if end := rows[k].end; end > rows[k].start && strings.TrimRight(p.s[rows[k].start:end], "\r") != "" {
			p.e.Cut(rows[k].start, end, kindBlanks)
		}
	}
	if j-i > keep {
		p.e.Cut(rows[i+keep].start, rows[j-1].next, kindBlanks)
	}
	return j
}

// endWithout returns the end of a line without the carriage return that belongs to its feed.
func endWithout(s string, l *row) int {
	if l.end > l.stop && s[l.end-1] == '\r' {
		return l.end - 1
	}
	return l.end
}

// tail cuts the blank lines at the end, from line i on, and the line feed before them.
func (p *setter) tail(i int) {
	rows := p.sheet.lines
	from := rows[i].start
	if i > 0 {
		from = rows[i-1].stop
	}
	p.e.Cut(from, len(p.s), kindBlanks)
}

// begin mends the indent and the bullet of a line.
func (p *setter) begin(i int) {
	l := &p.sheet.lines[i]
	if p.bullets && !l.protected && !l.table {
		if n := p.bulletOf(i); n > 0 {
			p.bullet(i, n)
			return
		}
	}
	if cut := p.cuts[i]; cut > 0 {
		p.e.Cut(l.start, l.start+cut, kindIndents)
	}
}

// lineEnd joins line i with the one that goes on from it and returns that, 0 for none.
func (p *setter) lineEnd(i int) int {
	rows := p.sheet.lines
	l := &rows[i]
	if l.protected || i+1 >= len(rows) {
		return 0
	}
	if p.loneBullet(i) {
		p.e.Cut(l.stop, rows[i+1].text, kindBullet)
		return i + 1
	}
	j := p.joins[i]
	if j == 0 && !rows[i+1].blank() {
		j = i + 1
	}
	if j == 0 {
		return 0
	}
	if with, cut, ok := p.hyphen(i, j); ok {
		p.e.Replace(l.stop-cut, rows[j].text, with, kindHyphen)
		return j
	}
	if p.joins[i] == 0 {
		return 0
	}
	if p.skips(i, j) {
		p.e.Replace(l.stop, rows[j].text, p.joint(i, j), kindPage)
	} else {
		p.e.Replace(l.stop, rows[j].text, p.joint(i, j), kindJoined)
	}
	return j
}

// joint returns what stands between two joined lines: a space, but where a script has none.
func (p *setter) joint(i, j int) string {
	if p.tight(i, j) {
		return ""
	}
	return " "
}

// skips says whether something stands between lines i and j.
func (p *setter) skips(i, j int) bool {
	for k := i + 1; k < j; k++ {
		if !p.sheet.lines[k].blank() {
			return true
		}
	}
	return false
}
