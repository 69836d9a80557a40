package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// lineBreak is the end of a line behind which its paragraph may go on.
type lineBreak struct {
	row, next    int32  // the line, and the one that it would be joined with
	length, word uint16 // of the line, and of the first word of the next with the space before it
	traits       uint16
	first        bool // begins a run of lines without a blank one between
}

// Traits of a lineBreak.
const (
	breakGoes  = 1 << iota // surely no end: no stop, and the next line begins small or in a script without capitals
	breakStop              // a sentence ends
	breakComma             // a part of one ends
	breakUpper             // the next line begins with a capital
	breakMid               // the line ends in a function word
	breakHangs             // the next line is indented more than this one and the one behind it
	breakTight             // neither side has spaces between words
	breakFlows             // a blank stands at the end of the line
	breakLeads             // a blank stands at the beginning of the next line
)

func (b *lineBreak) is(trait uint16) bool { return b.traits&trait != 0 }

// full says whether the next word would not have fitted into a width.
func (b *lineBreak) full(width int) bool { return int(b.length)+int(b.word) > width-wrapSlack(width) }

// Ways to measure a line, as programs that wrap do: in characters, in cells of a terminal, in bytes.
const (
	inRunes = iota
	inCells
	inBytes
	measures
)

// collect fills p.breaks; false where the measure gives what the one before gave.
func (p *setter) collect(gap, measure int) bool {
	rows := p.sheet.lines
	p.breaks = p.breaks[:0]
	differs := measure == inRunes
	first := true
	for i := 0; i+1 < len(rows); i++ {
		if rows[i].blank() {
			first = first || gap == 0
			continue
		}
		j := i + 1
		if gap > 0 && rows[j].blank() && j+1 < len(rows) {
			j++
		}
		if rows[j].blank() || !p.mayJoin(i, j) || rows[i].stop-rows[i].text < minWrapped/2 {
			first = true
			continue
		}
		b, plain := p.measured(i, j, measure)
		if differs = differs || !plain; b.length > maxWrapped {
			first = true
			continue
		}
		b.first, first = first, false
		p.breaks = append(p.breaks, b)
	}
	return differs
}

// measured returns the break behind line i, and whether its lines are plain ASCII.
func (p *setter) measured(i, j, measure int) (lineBreak, bool) {
	l, next := &p.sheet.lines[i], &p.sheet.lines[j]
	b := lineBreak{row: int32(i), next: int32(j), traits: p.traits(i, j)}
	said, below := p.s[l.text:l.stop], p.s[next.text:next.stop]
	word := below[:min(len(below), 4*maxWrapped)]
	if n := strings.IndexByte(word, ' '); n > 0 {
		word = word[:n]
	}
	n, plain := extent(said, measure)
	w, _ := extent(word, measure)
	b.length = uint16(min(n+l.columns, 2*maxWrapped))
	b.word = uint16(min(w+1, maxWrapped))
	if b.is(breakTight) {
		b.word = 2
	}
	return b, plain
}

// extent returns the length of a stretch in a measure.
func extent(s string, measure int) (n int, plain bool) {
	if measure == inBytes {
		return len(s), false
	}
	plain = true
	for i := 0; i < len(s); {
		if s[i] < utf8.RuneSelf {
			i++
			n++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		plain = false
		if measure == inCells {
			n += cellWidth(r)
		} else {
			n++
		}
	}
	return n, plain
}

func cellWidth(r rune) int {
	if unicode.Is(unicode.Mn, r) {
		return 0
	}
	if r >= 0x1100 && (r < 0x1160 || r >= 0x2E80 && r < 0xA4D0 || r >= 0xAC00 && r < 0xD7A4 || r >= 0xF900 && r < 0xFB00 ||
		r >= 0xFE30 && r < 0xFE70 || r >= 0xFF00 && r < 0xFF61 || r >= 0xFFE0 && r < 0xFFE7 || r >= 0x1F300) {
		return 2
	}
	return 1
}

// sentenceStops end a sentence or a part of one that stands for itself.
const sentenceStops = ".?!:;…।॥。！？：；။۔؟։៕።፧"

// traits returns what the break between lines i and j is like.
func (p *setter) traits(i, j int) (t uint16) {
	l, next := &p.sheet.lines[i], &p.sheet.lines[j]
	last, _ := utf8.DecodeLastRuneInString(p.s[l.text:l.stop])
	for k := l.stop; strings.ContainsRune("\"'”’»)", last) && k > l.text; {
		k -= utf8.RuneLen(last)
		last, _ = utf8.DecodeLastRuneInString(p.s[l.text:k])
	}
	r, _ := decode(p.s, next.text)
	small := unicode.IsLower(r) || caseless(r)
	switch {
	case strings.ContainsRune(".?!:;…।॥。！？：；።۔؟։៕", last):
		t |= breakStop
	case small || unicode.IsUpper(r) && p.endsMid(l):
		t |= breakGoes
		if noBlanks(last) && noBlanks(r) && inWord(last) || wordBefore(p.s, l.stop, max(l.text, l.stop-24)).function() {
			t |= breakMid // no line of its own ends so
		}
	}
	if last == ',' || last == ';' || last == '،' || last == '，' {
		t |= breakComma
	}
	if unicode.IsUpper(r) {
		t |= breakUpper
	}
	if next.columns > l.columns && p.juts(j) {
		t |= breakHangs
	}
	if p.tight(i, j) {
		t |= breakTight
	}
	if l.end == l.stop+1 && p.s[l.stop] == ' ' {
		t |= breakFlows
	}
	if next.text == next.start+1 && p.s[next.start] == ' ' && l.text <= l.start+1 {
		t |= breakLeads
	}
	return t
}

// endsMid says whether a line ends in a small function word, as no heading and no verse does, and is
// long enough to be prose.
func (p *setter) endsMid(l *row) bool {
	w := wordBefore(p.s, l.stop, max(l.text, l.stop-24))
	return l.stop-l.text >= 32 && w.letters > 1 && w.upper == 0 && w.function()
}

// juts says whether line j is indented more than the one behind it.
func (p *setter) juts(j int) bool {
	rows := p.sheet.lines
	return j+1 < len(rows) && !rows[j+1].blank() && rows[j+1].columns < rows[j].columns
}

// smallLetter says whether r is a small letter of a script that has others.
func smallLetter(r rune) bool { return unicode.IsLower(r) && !georgian(r) }

// tight says whether a script without spaces stands on both sides of the break, or on one and a mark or
// a sign of another on the other.
func (p *setter) tight(i, j int) bool {
	l, next := &p.sheet.lines[i], &p.sheet.lines[j]
	before, _ := utf8.DecodeLastRuneInString(p.s[l.text:l.stop])
	after, _ := decode(p.s, next.text)
	if !noBlanks(before) || !noBlanks(after) {
		return before >= 0x3000 && noBlanks(before) && unicode.IsDigit(after) || after >= 0x3000 && noBlanks(after) && unicode.IsDigit(before)
	}
	thai := before < 0x2000 && after < 0x2000
	p.southeast = p.southeast || thai
	return !thai || !p.phrases
}

// noBlanks says whether r belongs to Chinese or Japanese, their marks included, or to Thai, Lao, Khmer
// or Burmese.
func noBlanks(r rune) bool {
	return r >= 0x3000 && r < 0xAC00 || r >= 0xF900 && r < 0xFB00 || r >= 0xFE30 && r < 0xFE50 || r >= 0xFF00 && r < 0xFFEF ||
		r >= 0xE00 && r < 0xF00 || r >= 0x1000 && r < 0x10A0 || r >= 0x1780 && r < 0x1800
}

// wrapSlack is how much room a full line may leave beside the next word: some wrap a little early,
// and a word is not parted everywhere.
func wrapSlack(width int) int { return 3 + width/16 }
