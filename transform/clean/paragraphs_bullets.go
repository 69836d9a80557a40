package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// A bullet is known by its own look where it has no other use (•, ▪), and else by its company: a sign
// that begins two lines of a list and is neither a letter nor a sign of something else.

// bulletOf returns the length of the bullet that line i begins with, 0 for none.
func (p *setter) bulletOf(i int) int {
	l := &p.sheet.lines[i]
	said := p.s[l.text:l.stop]
	if n := bulletAt(said); n > 0 {
		return n
	}
	r, n := listSignAt(said)
	if r == 0 || p.signs[r] < 2 || !p.listed(i, r) {
		return 0
	}
	return n
}

// bulletAt returns the length of the bullet that a line begins with, 0 for none.
func bulletAt(line string) int {
	if line == "" || line[0] < 0xC2 {
		return 0
	}
	r, n := utf8.DecodeRuneInString(line)
	if !isBullet(r) {
		return 0
	}
	rest := strings.TrimLeftFunc(line[n:], blankRune)
	if second, _ := utf8.DecodeRuneInString(rest); rest == "" || len(rest) < len(line)-n && !isBullet(second) && !drawnSign(second) {
		return n // not the first of several: ● ● ○ is a mark given, • • • a rule
	}
	if next, _ := utf8.DecodeRuneInString(rest); tightBullet(r) && len(rest) == len(line)-n && (inWord(next) || strings.ContainsRune("\"'(“„«‘¿¡", next)) {
		return n
	}
	return 0
}

// tightBullet says whether r is a bullet even with no blank behind it. Bigger ones stand for a letter (○○),
// begin a heading of Japanese (■) or a symbol.
func tightBullet(r rune) bool {
	switch r {
	case '•', '‣', '⁃', '◦', '∙', '▪', '▫', '⦁', '➢', '➤':
		return true
	}
	return r >= 0xE000 && r < 0xF900
}

// isBullet says whether r is a bullet that is no letter, number or sign of Markdown. Those beyond
// U+F000 are what Word's symbol fonts leave.
func isBullet(r rune) bool {
	switch r {
	case '•', '‣', '⁃', '◦', '∙', '●', '▪', '▫', '■', '►', '▸', '➢', '➤', '·', '○', '⦁', '\uF0B7', '\uF0A7', '\uF0D8', '\uF076', '\uF0FC', '\uF0A8':
		return true
	case '◘', '❖', '◆', '◇', '▶', '⁌', '⁍', '⦾', '⦿', '➔', '➜', '❯':
		return true
	}
	return false
}

// listSignAt returns the sign that a line begins with and its length, where a blank and a word follow it.
func listSignAt(said string) (rune, int) {
	r, n := utf8.DecodeRuneInString(said)
	if !signRune(r) || n >= len(said) {
		return 0, 0
	}
	rest := strings.TrimLeft(said[n:], " \t\u00A0\u2002\u2003\u3000")
	if len(rest) == len(said)-n || rest == "" {
		return 0, 0
	}
	if next, _ := utf8.DecodeRuneInString(rest); rest[0] >= 0x80 && !inWord(next) && !strings.ContainsRune("“„«‘¿¡", next) {
		return 0, 0
	}
	if b := rest[0]; b >= '0' && b <= '9' && !drawnSign(r) || !wordly(b) && b != '"' && b != '(' && b != '[' && b != '\'' && b != '`' {
		return 0, 0
	}
	return r, n
}

// signRune says whether r can be a bullet in company. Left out are `*` and `+`, which are right as they
// are, and what marks something else: quotes and headings of Markdown, money, operators, notes, boxes to
// tick, and pictures, which say something (☎, ⚠, ☀).
func signRune(r rune) bool {
	switch r {
	case 'o', '–', '—', '―', '−', '§', '¤', 'Ø', '※', '»', '›', '⋅', '‧', '・':
		return true
	}
	return drawnSign(r)
}

// drawnSign says whether r is an arrow, a geometric shape, a star or an ornament.
func drawnSign(r rune) bool {
	switch {
	case r >= 0x2190 && r < 0x2200, r >= 0x25A0 && r < 0x2600, r == '★', r == '☆', r >= 0x271A && r < 0x274D && r != 0x2728:
		return true
	}
	return r >= 0x2756 && r < 0x2762 || r >= 0x2794 && r < 0x27BF || r >= 0x27F0 && r < 0x2800 || r >= 0x2B00 && r < 0x2C00
}

// countSigns counts the lines that begin with each sign.
func (p *setter) countSigns() {
	clear(p.signs)
	if !p.bullets {
		return
	}
	for i := range p.sheet.lines {
		l := &p.sheet.lines[i]
		if l.protected || l.table || l.blank() {
			continue
		}
		if r, _ := listSignAt(p.s[l.text:l.stop]); r != 0 {
			p.signs[r]++
		}
	}
}

// listed says whether line i and a neighbour are items of one list that begin with the sign r.
func (p *setter) listed(i int, r rune) bool {
	if p.source && r < 0x80 || (r == '»' || r == '›') && strings.ContainsAny(p.s, "«‹") { // it closes a quotation
		return false
	}
	dash := r == '–' || r == '—' || r == '―'
	if dash && p.spoken(i) {
		return false
	}
	if r == 'o' && p.gapBehind(i) < 2 {
		if t := p.sheet.language(); t.Has("o") || t == text.NoTongue && !p.colonAbove(i) {
			return false // a word of Italian, Portuguese, Polish
		}
	}
	return p.company(i, r, -1) || p.company(i, r, 1)
}

// gapBehind returns the bytes of white space behind the first character of line i, a tab for two.
func (p *setter) gapBehind(i int) int {
	l := &p.sheet.lines[i]
	n := 0
	for k := l.text + 1; k < l.stop && (p.s[k] == ' ' || p.s[k] == '\t'); k++ {
		if n++; p.s[k] == '\t' {
			n++
		}
	}
	return n
}

// company says whether an item with the same sign, or with a bullet of another level, stands above
// (-1) or below (1) line i. Lines between that are indented belong to an item.
func (p *setter) company(i int, r rune, by int) bool {
	rows := p.sheet.lines
	blanks := 0
	for k, seen := i+by, 0; k >= 0 && k < len(rows) && seen < 8; k, seen = k+by, seen+1 {
		l := &rows[k]
		if l.blank() {
			if blanks++; blanks > 1 {
				return false
			}
			continue
		}
		said := p.s[l.text:l.stop]
		if s, _ := listSignAt(said); s == r {
			return true
		}
		if bulletAt(said) > 0 || strings.IndexByte("-*+", said[0]) >= 0 && itemOf(said) > 0 {
			return r == 'o' || rows[i].columns > l.columns && by < 0
		}
		if l.columns == 0 && seen > 0 || l.protected {
			return false
		}
	}
	return false
}

// spoken says whether a line that begins with a dash is said by somebody, or one of the lines with a dash
// around it, up to four on each side, is.
func (p *setter) spoken(i int) bool {
	if p.speech(i) {
		return true
	}
	rows := p.sheet.lines
	for _, by := range []int{-1, 1} {
		for k, seen := i+by, 0; k >= 0 && k < len(rows) && seen < 4 && !rows[k].blank(); k, seen = k+by, seen+1 {
			if r, _ := listSignAt(p.s[rows[k].text:rows[k].stop]); r != '–' && r != '—' && r != '―' {
				break
			}
			if p.speech(k) {
				return true
			}
		}
	}
	return false
}

// speech says whether a line that begins with a dash ends as speech does, or holds a second dash.
func (p *setter) speech(i int) bool {
	l := &p.sheet.lines[i]
	said := p.s[l.text:l.stop]
	_, n := utf8.DecodeRuneInString(said)
	last, _ := utf8.DecodeLastRuneInString(said)
	return strings.ContainsRune("?!…»”\"", last) || strings.ContainsAny(said[n:], "–—―") || last == '.' && !p.colonAbove(i)
}

// colonAbove says whether the list that line i stands in follows a line that ends in a colon.
func (p *setter) colonAbove(i int) bool {
	rows := p.sheet.lines
	for k := i - 1; k >= max(0, i-16); k-- {
		if rows[k].blank() {
			return k > 0 && !rows[k-1].blank() && p.s[rows[k-1].stop-1] == ':'
		}
		said := p.s[rows[k].text:rows[k].stop]
		if itemOf(said) == 0 {
			if r, _ := listSignAt(said); r == 0 {
				return said[len(said)-1] == ':'
			}
		}
	}
	return false
}

// bullet writes the bullet of a line as Markdown does; its indent goes as far as the items around it
// share it.
func (p *setter) bullet(i, n int) {
	l := &p.sheet.lines[i]
	p.e.Cut(l.start, l.start+p.shared(i), kindIndents)
	with := "- "
	end := l.text + n
	for end < l.stop {
		r, size := decode(p.s, end)
		if !blankRune(r) {
			break
		}
		end += size
	}
	if end == l.stop && !p.loneBullet(i) {
		with = "-"
	}
	p.e.Replace(l.text, end, with, kindBullet)
}

// shared returns the bytes of the indent of item i that it has in common with the items before and
// behind it; a nested list keeps what it has more.
func (p *setter) shared(i int) int {
	rows := p.sheet.lines
	least := rows[i].text - rows[i].start
	for _, step := range []int{-1, 1} {
		for k, seen := i+step, 0; k >= 0 && k < len(rows) && seen < 32; k += step {
			if rows[k].blank() {
				continue
			}
			if rows[k].protected {
				break
			}
			said := p.s[rows[k].text:rows[k].stop]
			if r, _ := listSignAt(said); r == 0 && bulletAt(said) == 0 && itemOf(said) == 0 {
				break
			}
			seen++
			least = min(least, rows[k].text-rows[k].start)
		}
	}
	return least
}

// loneBullet says whether a line is nothing but a bullet and the next says something.
func (p *setter) loneBullet(i int) bool {
	rows := p.sheet.lines
	if !p.bullets || i+1 >= len(rows) || rows[i].protected || rows[i].table || rows[i+1].protected || rows[i+1].blank() || rows[i+1].table {
		return false
	}
	said := p.s[rows[i].text:rows[i].stop]
	n := bulletAt(said)
	return n > 0 && n == len(said) && bulletAt(p.s[rows[i+1].text:rows[i+1].stop]) == 0
}
