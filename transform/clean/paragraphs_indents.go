package clean

import (
	"strings"
	"unicode"
)

// unprotect takes the mark of code off the lines of a text that is indented as a whole, where they are
// indented no more than the rest.
func (p *setter) unprotect() {
	rows := p.sheet.lines
	base, code := 1<<30, false
	for i := range rows {
		if !rows[i].blank() && (!rows[i].protected || rows[i].code) {
			base, code = min(base, rows[i].columns), code || rows[i].code
		}
	}
	if !code || base < 2 || !p.mostlyProse(0, len(rows)) {
		return
	}
	for i := range rows {
		if l := &rows[i]; l.code && l.columns-base < 4 {
			l.protected, l.code = false, false
		}
	}
}

// findIndents decides how much of each line's indent goes: what a stretch of indented lines shares, and
// all of it where a line is a paragraph or begins one.
func (p *setter) findIndents() {
	rows := p.sheet.lines
	indented, all := 0, 0
	for i := range rows {
		if !rows[i].blank() {
			all++
			if rows[i].text > rows[i].start {
				indented++
			}
		}
	}
	p.most = 2*indented >= all
	for i := 0; i < len(rows); {
		if rows[i].blank() || rows[i].text == rows[i].start {
			i++
			continue
		}
		j, stretch := p.stretch(i)
		apart := (i == 0 || rows[i-1].blank()) && (j == len(rows) || rows[j-1].blank())
		if apart && (stretch.long >= 2 || stretch.long == 1 && stretch.lines <= 3 || p.most && p.mostlyProse(i, j)) {
			p.cutIndents(i, j, stretch.least)
		}
		for k := i; k < j; k++ {
			if p.beginsParagraph(k) {
				p.cuts[k] = rows[k].text - rows[k].start
			}
		}
		i = j
	}
}

// beginsParagraph says whether an indented line is a paragraph of prose or the first line of one, and
// neither code nor the rest of a list's item.
func (p *setter) beginsParagraph(i int) bool {
	rows := p.sheet.lines
	l := &rows[i]
	if l.blank() || l.protected || l.table || p.underItem(i) {
		return false
	}
	said := p.s[l.text:l.stop]
	if itemOf(said) > 0 && !p.spokenLine(said, i) || p.bullets && p.bulletOf(i) > 0 || p.joins[i] == 0 && p.codeBlock(i) {
		return false
	}
	r, _ := decode(said, 0)
	if l.text == l.start+1 && i > 0 && p.says(&rows[i-1]) && rows[i-1].columns == 0 {
		return false // a blank that a line feed was put before
	}
	if p.joins[i] > 0 || p.longProse(i) || firstNoBlanks(said) && len(said) >= 24 {
		return true
	}
	f := p.sheet.factsAt(i)
	if !f.prose(4) || f.symbols > 0 || smallLetter(r) || columned(said) {
		return false
	}
	above, below := i > 0 && p.says(&rows[i-1]), i+1 < len(rows) && p.says(&rows[i+1])
	return !above && !below || above && p.longProse(i-1) || below && p.longProse(i+1)
}

// spokenLine says whether a line begins with the dash of speech.
func (p *setter) spokenLine(said string, i int) bool {
	return strings.HasPrefix(said, "– ") && p.spoken(i)
}

// says says whether a line holds words that are no code and no table.
func (p *setter) says(l *row) bool { return !l.blank() && !l.protected && !l.table }

// longProse says whether a line is a paragraph by its length.
func (p *setter) longProse(i int) bool {
	l := &p.sheet.lines[i]
	f := p.sheet.factsAt(i)
	return l.stop-l.text >= 80 && !l.protected && f.prose(6)
}

// firstNoBlanks says whether a line's first letter is of a script without spaces.
func firstNoBlanks(said string) bool {
	for at := 0; at < min(len(said), 12); {
		r, n := decode(said, at)
		if unicode.IsLetter(r) {
			return noBlanks(r)
		}
		at += n
	}
	return false
}

// columned says whether a line holds two spaces in a row or a tab, as columns do.
func columned(said string) bool { return strings.Contains(said, "  ") || strings.Contains(said, "\t") }

// underItem says whether the line above an indented one is an item of a list, or belongs to one.
func (p *setter) underItem(i int) bool {
	rows := p.sheet.lines
	for k, seen := i-1, 0; k >= 0 && seen < 12; k-- {
		if rows[k].blank() {
			continue
		}
		seen++
		said := p.s[rows[k].text:rows[k].stop]
		if n := itemOf(said); n > 0 || p.bulletOf(k) > 0 {
			return rows[i].columns >= rows[k].columns+max(n, 2) && !(p.most && rows[i-1].blank())
		}
		if rows[k].columns == 0 || rows[k].columns < rows[i].columns {
			return false
		}
	}
	return false
}

// stretched is what a stretch of indented lines has.
type stretched struct {
	lines, least int // lines that say something, bytes of the smallest indent
	long         int // lines as long as only prose has them
}

// stretch returns the end of the indented stretch that begins with line i, blank lines at its end included.
func (p *setter) stretch(i int) (j int, t stretched) {
	rows := p.sheet.lines
	t.least = 1 << 30
	code := false
	for j = i; j < len(rows) && (rows[j].blank() || rows[j].text > rows[j].start); j++ {
		if rows[j].blank() {
			continue
		}
		if j == i || rows[j-1].blank() {
			code = rows[j].protected || p.codeBlock(j)
		}
		if code {
			continue
		}
		t.lines++
		t.least = min(t.least, rows[j].text-rows[j].start)
		if l := &rows[j]; l.stop-l.text >= 100 && !l.protected && itemOf(p.s[l.text:l.stop]) == 0 {
			t.long++
		}
	}
	return j, t
}

// cutIndents cuts an indent from the lines [i,j), blocks of code aside.
func (p *setter) cutIndents(i, j, n int) {
	rows := p.sheet.lines
	first, code := -1, false
	for k := i; k < j; k++ {
		if rows[k].blank() {
			continue
		}
		if k == i || rows[k-1].blank() {
			code = rows[k].protected || p.codeBlock(k)
		}
		if code {
			continue
		}
		if first < 0 {
			first = k
		}
		if p.sameIndent(first, k, n) {
			p.cuts[k] = n
		}
	}
}

// codeBlock says whether the lines from i to the next blank one are code by their looks: one of them
// ends in a brace or a semicolon, calls or assigns something. The last answer is kept.
func (p *setter) codeBlock(i int) bool {
	if k := &p.block; k.from <= i && i < k.to {
		return k.code
	}
	rows := p.sheet.lines
	p.block = codeKnown{from: i}
	for ; i < len(rows) && !rows[i].blank(); i++ {
		p.block.code = p.block.code || codeLike(p.s[rows[i].text:rows[i].stop])
	}
	p.block.to = i
	return p.block.code
}

// codeKnown says of the lines [from,to) whether they are code.
type codeKnown struct {
	from, to int
	code     bool
}

func codeLike(said string) bool {
	if b := said[len(said)-1]; b == '{' || b == '}' || b == ';' || strings.HasSuffix(said, "):") {
		return true
	}
	return len(said) < longLine && (strings.Contains(said, " = ") || strings.Contains(said, ":=") || strings.Contains(said, "()"))
}

// mostlyProse says whether most of the lines [i,j) are running text.
func (p *setter) mostlyProse(i, j int) bool {
	prose, all := 0, 0
	for k := i; k < j; k++ {
		if p.sheet.lines[k].blank() {
			continue
		}
		all++
		if f := p.sheet.factsAt(k); f.prose(3) {
			prose++
		}
	}
	return prose*2 > all
}

// sameIndent says whether line k begins with the same bytes as line i, as far as they are cut.
func (p *setter) sameIndent(i, k, n int) bool {
	a, b := &p.sheet.lines[i], &p.sheet.lines[k]
	return p.s[a.start:a.start+n] == p.s[b.start:b.start+n]
}
