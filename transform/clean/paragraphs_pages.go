package clean

import "strings"

// bridge joins across blank lines and a page's number what a page ends in the middle of: the line is the
// last of a wrapped paragraph and full, or as long as only a paragraph is, it goes on, and the next that says
// anything begins small.
func (p *setter) bridge() {
	rows := p.sheet.lines
	bare := p.bareNumbers()
	for i := 0; i+2 < len(rows); i++ {
		if rows[i].blank() || p.joins[i] != 0 {
			continue
		}
		j, number, sure := p.nextSaid(i), false, false
		if said := p.s[rows[j].text:rows[j].stop]; j > 0 && pageNumber(said) {
			j, number, sure = p.nextSaid(j), true, bare >= 2 || !allDigits(wordOf(said)) || strings.IndexByte(said, ' ') > 0
		}
		if j == 0 || j == i+1 || !p.mayJoin(i, j) {
			continue
		}
		b, _ := p.measured(i, j, inRunes)
		if r, _ := decode(p.s, rows[j].text); !b.is(breakGoes) || b.is(breakComma) && !number || !smallLetter(r) || !p.plainStart(j) || !letterEnd(p.s, rows[i].stop) && !b.is(breakComma) {
			continue
		}
		wrapped := p.width > 0 && i > 0 && p.joins[i-1] == i && b.full(p.width) && int(b.length) <= p.width+wrapSlack(p.width)
		if wrapped || (sure || !number && b.is(breakMid)) && p.longProse(i) && p.longProse(j) {
			p.joins[i] = j
		}
	}
}

// plainStart says whether a line begins with a word and no path.
func (p *setter) plainStart(j int) bool {
	l := &p.sheet.lines[j]
	end := l.text + len(wordAfter(p.s, l.text, min(l.stop, l.text+chunkReach)).text)
	return end == l.stop || strings.IndexByte("/._@\\", p.s[end]) < 0
}

// letterEnd says whether a letter ends at a place.
func letterEnd(s string, at int) bool { return letterly(s[at-1]) }

// bareNumbers counts the lines that are a number and nothing else: one alone may be what a sentence is about.
func (p *setter) bareNumbers() (n int) {
	for i := range p.sheet.lines {
		l := &p.sheet.lines[i]
		if said := p.s[l.text:l.stop]; said != "" && len(said) <= 4 && strings.Trim(said, "0123456789") == "" {
			n++
		}
	}
	return n
}

// nextSaid returns the next line that is not blank, of the three behind a line; 0 for none.
func (p *setter) nextSaid(i int) int {
	rows := p.sheet.lines
	for j := i + 1; j < len(rows) && j < i+4; j++ {
		if !rows[j].blank() {
			return j
		}
	}
	return 0
}

// pageNumber says whether a line is the number of a page: 12, - 12 -, [12], Page 12 of 30.
func pageNumber(said string) bool {
	if len(said) > 24 {
		return false
	}
	said = strings.Trim(said, "-–—[]| ")
	for _, name := range []string{"Page ", "page ", "Seite ", "Página ", "Pagina ", "Стр. ", "p. ", "S. "} {
		said = strings.TrimPrefix(said, name)
	}
	of := strings.FieldsFunc(said, func(r rune) bool { return r == ' ' || r == '/' })
	if len(of) == 3 && len(of[1]) <= 3 {
		of[1] = of[2]
		of = of[:2]
	}
	for _, n := range of {
		if len(n) > 4 || strings.Trim(n, "0123456789") != "" {
			return false
		}
	}
	return len(of) == 1 || len(of) == 2
}

// overNumber says whether a page's number stands at a place, behind a line that may go on, and small letters
// behind it.
func overNumber(s, line string, at int) bool {
	if len(line) < minWrapped || strings.IndexByte(".?!:", line[len(line)-1]) >= 0 {
		return false
	}
	window := strings.TrimLeft(s[at:min(len(s), at+64)], "\n\r\t ")
	n := strings.IndexByte(window, '\n')
	if n <= 0 || !pageNumber(strings.TrimSpace(window[:n])) {
		return false
	}
	rest := strings.TrimLeft(window[n:], "\n\r\t ")
	return rest != "" && (rest[0] >= 'a' && rest[0] <= 'z' || rest[0] >= 0x80)
}
