package label

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// assemble makes blocks of the lines.
func (p *page) assemble() {
	for i := 0; i < len(p.lines); {
		switch l := &p.lines[i]; l.kind {
		case ruleLine:
			p.underline(i)
			i++
		case codeLine:
			i = p.block(i, p.runOf(i, func(k int) bool { return p.lines[k-1].level != 1 && p.lines[k].kind == codeLine }), codeBlock)
		case tableLine:
			i = p.block(i, p.runOf(i, func(k int) bool { return p.lines[k].kind == tableLine && !p.lines[k].gap }), tableBlock)
		case quoteLine:
			i = p.block(i, p.runOf(i, func(k int) bool { return p.lines[k].kind == quoteLine && !p.lines[k].gap }), quoteBlock)
		case hashLine:
			i = p.block(i, i+1, headingBlock)
		case bulletLine, numberLine:
			i = p.block(i, p.runOf(i, func(k int) bool { return p.goesOn(i, k) }), bulletBlock)
		default:
			i = p.plain(i)
		}
	}
}

// runOf returns the end of the run of lines that begins at i and goes on as long as the next one belongs to it.
func (p *page) runOf(i int, belongs func(k int) bool) int {
	n := i + 1
	for n < len(p.lines) && belongs(n) {
		n++
	}
	return n
}

// block appends the lines [i,n) as a block and returns n.
func (p *page) block(i, n int, kind blockKind) int {
	first, last := &p.lines[i], &p.lines[n-1]
	b := block{from: first.from, to: last.to, said: first.said, kind: kind, level: first.level, single: n == i+1, apart: first.gap || i == 0}
	if kind == paragraphBlock || kind == tableBlock || kind == codeBlock {
		b.level = 0
	}
	p.blocks = append(p.blocks, b)
	return n
}

// underline makes a heading of a line that Markdown's === or --- stands below.
func (p *page) underline(i int) {
	l := &p.lines[i]
	c := p.s[l.from]
	if l.gap || i == 0 || len(p.blocks) == 0 || c != '=' && c != '-' || strings.Trim(p.s[l.from:l.to], string(c)) != "" {
		return
	}
	b := &p.blocks[len(p.blocks)-1]
	if b.kind != paragraphBlock || !b.single || b.to != p.lines[i-1].to {
		return
	}
	b.kind, b.level = headingBlock, 1
	if c == '-' {
		b.level = 2
	}
}

// goesOn says whether line k goes on with the item of line i.
func (p *page) goesOn(i, k int) bool {
	l, last := &p.lines[k], &p.lines[k-1]
	if l.kind != plainLine || l.gap {
		return false
	}
	return l.indent > p.lines[i].indent+1 || last.to-last.from > 50 && unicode.IsLower(begins(p.s[l.from:l.to])) && !ended(p.s[last.from:last.to])
}

// Lengths of wrapped lines: no line of a paragraph wrapped at a width is longer than wrapMost, and all but the
// last are near the longest.
const (
	wrapLeast = 30
	wrapMost  = 130
)

// plain makes paragraphs of the plain lines that stand together from i on.
func (p *page) plain(i int) int {
	n := p.runOf(i, func(k int) bool { return p.lines[k].kind == plainLine && !p.lines[k].gap })
	if p.wrapped(i, n) {
		return p.block(i, n, p.paragraph(i, n))
	}
	for i < n {
		k := i + 1
		for k < n && p.broken(k) {
			k++
		}
		p.block(i, k, p.paragraph(i, k))
		i = k
	}
	return n
}

// wrapped says whether lines look as if they were wrapped at a width: three or more, most of them near the longest, and ends of
// sentences within lines as well as behind them; or two, of which the first stops within a sentence.
func (p *page) wrapped(i, n int) bool {
	if n-i == 2 {
		first, last := &p.lines[i], &p.lines[n-1]
		length := int(first.to - first.from)
		return length >= 50 && length <= wrapMost && int(last.to-last.from) <= length+10 && !ended(p.s[first.from:first.to]) && !p.cased(first.from, first.to)
	}
	if n-i < 3 {
		return false
	}
	longest, near, open := 0, 0, 0
	for k := i; k < n; k++ {
		longest = max(longest, int(p.lines[k].to-p.lines[k].from))
	}
	if longest > wrapMost || longest < wrapLeast {
		return false
	}
	for k := i; k < n-1; k++ {
		l := &p.lines[k]
		if 4*int(l.to-l.from) >= 3*longest {
			near++
		}
		if !ended(p.s[l.from:l.to]) {
			open++
		}
	}
	return 10*near >= 7*(n-i-1) && 2*open >= n-i-1
}

// broken says whether line k goes on with the sentence of the one before it.
func (p *page) broken(k int) bool {
	before, l := &p.lines[k-1], &p.lines[k]
	length := int(before.to - before.from)
	if length < wrapLeast || length > wrapMost || int(l.to-l.from) > wrapMost || ended(p.s[before.from:before.to]) {
		return false
	}
	p.words = appendWords(p.words[:0], p.s, int(before.from), int(before.to))
	if p.sentences() {
		return true // prose, cut within a sentence
	}
	return unicode.IsLower(begins(p.s[l.from:l.to])) && !p.headlike(before.from, before.to)
}

// ended says whether a line ends with a mark that ends a sentence or announces something.
func ended(said string) bool {
	said = strings.TrimRight(said, "\"'”’»)]*_")
	r, _ := utf8.DecodeLastRuneInString(said)
	return r == ':' || r == '…' || r == ';' || unicode.Is(unicode.Sentence_Terminal, r)
}

// paragraph says whether plain lines are a paragraph or a quotation from the first mark to the last.
func (p *page) paragraph(i, n int) blockKind {
	if quotation(p.s[p.lines[i].from:p.lines[n-1].to]) {
		return quoteBlock
	}
	return paragraphBlock
}

// quotation says whether a text is one quotation of some length.
func quotation(said string) bool {
	if len(said) < 20 {
		return false
	}
	for _, marks := range [...][2]string{{"“", "”"}, {"«", "»"}, {"„", "“"}, {"„", "”"}, {"「", "」"}} {
		if strings.HasPrefix(said, marks[0]) && strings.HasSuffix(said, marks[1]) {
			return strings.Index(said, marks[1]) == len(said)-len(marks[1])
		}
	}
	return said[0] == '"' && said[len(said)-1] == '"' && strings.Count(said, `"`) == 2
}
