package filter

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"github.com/tamis-data/tamis/internal/text"
)

// c4Walk goes through the lines of a text.
type c4Walk struct {
	*c4
	m       *sheet
	s       string
	signs   finder
	bracket int // the next [
	counts  [c4Citations + 1]int
}

func (c *c4) measure(v *text.View, m *sheet) {
	w := c4Walk{c4: c, m: m, s: v.Text(), bracket: -1}
	blocks := v.LineBlocks()
	if c.textLines {
		blocks = v.TextLineBlocks()
	}
	w.signs.start(c.phrases, w.s, v.ASCII(), &m.buf)
	lines, last := 0, text.Span{} // a line is looked at when it is known where the next begins
	for blocks.Next() {
		for _, line := range blocks.Spans {
			if lines > 0 {
				w.line(last, line.Start)
			}
			last = line
			lines++
		}
	}
	if lines > 0 {
		w.line(last, int32(len(w.s)))
	}
	if c.trims {
		m.edits, m.buf.edits = trimEnds(w.s, m.edits, m.buf.edits, c4Margin)
	}
	m.count(c4Chars, v.TextChars())
	m.count(c4Lines, lines)
	for i := c4LongWords; i <= c4Citations; i++ {
		m.count(i, w.counts[i])
	}
}

// line judges a line, and says what changes of it and of what stands before the next one.
func (w *c4Walk) line(span text.Span, next int32) {
	inner := span
	if w.bare {
		inner = bareSpan(w.s, span)
	}
	marks := w.signs.in(span)
	if w.apart {
		if rule := w.each(inner.Of(w.s), marks); rule > 0 {
			w.m.edit(span.Start, next, rule)
		}
		return
	}
	if rule := w.judge(inner, marks); rule > 0 {
		w.m.edit(span.Start, next, rule)
		return
	}
	w.keep(span, inner, next)
}

// keep says what changes of a line that stays.
func (w *c4Walk) keep(span, inner text.Span, next int32) {
	if span.Start < inner.Start {
		w.m.edit(span.Start, inner.Start, c4Margin)
	}
	for _, c := range w.m.buf.cites {
		w.m.edit(c.Start, c.End, c4Citation)
	}
	if inner.End < span.End {
		w.m.edit(inner.End, span.End, c4Margin)
	}
	if w.bare && span.End < next && (next-span.End > 1 || w.s[span.End] != '\n') {
		w.m.feed(span.End, next, c4LineEnd)
	}
}

// each holds a line against each rule by itself, and returns the first that it fails.
func (w *c4Walk) each(line string, marks uint8) (rule int) {
	w.page(marks)
	if marks&javascript != 0 {
		w.counts[c4Javascript]++
	}
	line = text.Trim(line)
	if !hasFields(line, w.minWords) {
		w.counts[c4ShortLines]++
		rule = c4ShortLine
	}
	if w.endMark && !w.ends(line) {
		w.counts[c4OpenLines]++
		rule = c4NoEndMark
	}
	return rule
}

// page counts what drops a page.
func (w *c4Walk) page(marks uint8) {
	if marks&lorem != 0 {
		w.counts[c4Lorem]++
	}
	if marks&curly != 0 {
		w.counts[c4Brackets]++
	}
}

// judge takes a line through the rules, and returns the first that it fails, 0 for none.
func (w *c4Walk) judge(inner text.Span, marks uint8) (rule int) {
	line := inner.Of(w.s)
	w.m.buf.cites = w.m.buf.cites[:0]
	if longWord(line, w.maxWord) {
		if w.wholePage {
			w.page(marks)
		}
		w.counts[c4LongWords]++
		return c4LongWord
	}
	clean := w.uncited(inner)
	if len(clean) != len(line) {
		marks = w.signs.look(&w.m.buf, clean)
	}
	if w.wholePage {
		w.page(marks)
	}
	if w.blank && (clean == "" || w.space && text.TrimStart(clean) == "") {
		return 0
	}
	if w.endMark && !w.ends(clean) {
		w.counts[c4OpenLines]++
		return c4NoEndMark
	}
	counted := clean
	if w.wordsBefore {
		counted = line
	}
	if !hasFields(counted, w.minWords) {
		w.counts[c4ShortLines]++
		return c4ShortLine
	}
	if rule := w.phrase(marks); rule > 0 {
		return rule
	}
	w.counts[c4Sentences] += w.sentences(clean)
	return 0
}

// phrase judges a line by what it holds.
func (w *c4Walk) phrase(marks uint8) (rule int) {
	if marks == 0 {
		return 0
	}
	if marks&lorem != 0 && !w.wholePage {
		w.counts[c4Lorem]++
	}
	if w.javascript && marks&javascript != 0 {
		w.counts[c4Javascript]++
		return c4ScriptLine
	}
	if marks&curly != 0 && !w.wholePage {
		w.counts[c4Brackets]++
	}
	if w.policy && marks&policy != 0 {
		w.counts[c4Policy]++
		return c4PolicyLine
	}
	return 0
}

// uncited returns a line without marks of citations, which it finds. It is valid until the next line.
func (w *c4Walk) uncited(line text.Span) string {
	if !w.citation || !w.bracketIn(line) {
		return line.Of(w.s)
	}
	for at := int32(w.bracket); at < line.End; {
		if n := citation(w.s[at:line.End]); n > 0 {
			w.m.buf.cites = append(w.m.buf.cites, text.Span{Start: at, End: at + int32(n)})
			at += int32(n)
		} else {
			at++
		}
		n := strings.IndexByte(w.s[at:line.End], '[')
		if n < 0 {
			break
		}
		at += int32(n)
	}
	if len(w.m.buf.cites) == 0 {
		return line.Of(w.s)
	}
	w.counts[c4Citations] += len(w.m.buf.cites)
	return w.without(line)
}

// bracketIn says whether the line holds a [.
func (w *c4Walk) bracketIn(line text.Span) bool {
	if w.bracket < int(line.Start) {
		w.bracket = len(w.s)
		if n := strings.IndexByte(w.s[line.Start:], '['); n >= 0 {
			w.bracket = int(line.Start) + n
		}
	}
	return w.bracket < int(line.End)
}

// without returns the line without the citations found.
func (w *c4Walk) without(line text.Span) string {
	b, at := w.m.buf.line[:0], line.Start
	for _, c := range w.m.buf.cites {
		b, at = append(b, w.s[at:c.Start]...), c.End
	}
	b = append(b, w.s[at:line.End]...)
	w.m.buf.line = b
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// citation returns the length of the mark of a citation at the start of s, 0 where there is none.
func citation(s string) int {
	for _, mark := range [...]string{"[edit]", "[citation needed]"} {
		if strings.HasPrefix(s, mark) {
			return len(mark)
		}
	}
	for i := 1; i < len(s); {
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == ']' {
			return i + n
		}
		if !unicode.IsDigit(r) {
			return 0
		}
		i += n
	}
	return 0
}

func endsTFDS(line string) bool {
	return endsWith(line, `.?!"`) && !strings.HasSuffix(line, "...")
}

func endsDatatrove(line string) bool {
	return endsWith(line, `.?!"'`) && !strings.HasSuffix(line, "...")
}

func endsDolma(line string) bool { return endsWith(line, `.?!"`) }

func endsDCLM(line string) bool { return endsTFDS(text.TrimEnd(line)) }

func endsWith(line, marks string) bool {
	return line != "" && strings.IndexByte(marks, line[len(line)-1]) >= 0
}

// endsTamis takes marks and closing quotation marks of any script.
func endsTamis(line string) bool {
	line = text.TrimEnd(line)
	if endsTFDS(line) {
		return true
	}
	r, _ := utf8.DecodeLastRuneInString(line)
	return r >= utf8.RuneSelf && (unicode.In(r, unicode.Sentence_Terminal, unicode.Pf) || r == '」' || r == '』')
}
