package clean

import (
	"strings"
	"unicode/utf8"
)

// mayJoin says whether line i and line j could be lines of one paragraph.
func (p *setter) mayJoin(i, j int) bool {
	rows := p.sheet.lines
	l, next := &rows[i], &rows[j]
	if l.blank() || next.blank() || l.protected || next.protected || l.table || next.table {
		return false
	}
	if !p.padded && l.end == l.stop+2 && p.s[l.stop:l.end] == "  " || p.s[l.stop-1] == '\\' {
		return false // Markdown's line break
	}
	said, below := p.s[l.text:l.stop], p.s[next.text:next.stop]
	if label(below) && (label(said) || p.labelled()) {
		return false
	}
	return said[0] != '#' && said[0] != '>' && below[0] != '>' && below[0] != '#' && below[0] != '|' && !p.item(i, j)
}

// label says whether a line begins as a field of a form does: License: MIT.
func label(s string) bool {
	n := strings.IndexByte(s[:min(len(s), 24)], ':')
	if n < 2 || s[0] < 'A' || s[0] > 'Z' || n+1 < len(s) && s[n+1] != ' ' {
		return false
	}
	for i := range n {
		if !wordly(s[i]) && s[i] != '-' {
			return false
		}
	}
	return true
}

// labelled says whether the text has three such lines and one in eight of all; they are counted once.
func (p *setter) labelled() bool {
	if p.labels == 0 {
		p.labels = -1
		n, all := 0, 0
		for i := range p.sheet.lines {
			if l := &p.sheet.lines[i]; !l.blank() {
				if all++; label(p.s[l.text:l.stop]) {
					n++
				}
			}
		}
		if n >= 3 && n*8 >= all {
			p.labels = 1
		}
	}
	return p.labels > 0
}

// item says whether line j, below line i, begins an item of a list: by its bullet, or by a number or a
// dash in the place of one.
func (p *setter) item(i, j int) bool {
	rows := p.sheet.lines
	below := p.s[rows[j].text:rows[j].stop]
	if bulletAt(below) > 0 || p.bullets && p.bulletOf(j) > 0 {
		return true
	}
	n := itemOf(below)
	if n == 0 {
		return numberedEast(below)
	}
	if p.nextNumber(j) {
		return true
	}
	said := p.s[rows[i].text:rows[i].stop]
	last, _ := utf8.DecodeLastRuneInString(said)
	if strings.ContainsRune(".:;?!…", last) || itemOf(said) > 0 || below[0] == '*' || below[0] == '+' || strings.HasPrefix(below, "1.") || strings.HasPrefix(below, "1)") {
		return n < 6
	}
	return j+1 < len(rows) && !rows[j+1].blank() && itemOf(p.s[rows[j+1].text:rows[j+1].stop]) > 0
}

// letterNear says whether the lines are words and not numbers or rules where they meet.
func (p *setter) letterNear(i, j int) bool {
	l, next := &p.sheet.lines[i], &p.sheet.lines[j]
	b, a := p.s[l.stop-1], p.s[next.text]
	return (wordly(b) || strings.IndexByte(".,;:?!\"')%-", b) >= 0) && (wordly(a) || strings.IndexByte("\"'([$", a) >= 0)
}

// findPadding finds out whether lines are filled up with blanks, which then mean no break.
func (p *setter) findPadding() {
	two, more := 0, 0
	for i := range p.sheet.lines {
		if l := &p.sheet.lines[i]; !l.blank() && l.end > l.stop+1 {
			if l.end == l.stop+2 {
				two++
			} else {
				more++
			}
		}
	}
	p.padded = more >= 3 && more > two
}
