package filter

import (
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// cut takes out the lines that fail, and judges by the rules of the document.
func (h *heuristic) cut(d *schema.Doc, view *text.View, m *sheet, use *variant) error {
	h.judge(d, m, use)
	if !d.Kept() || len(m.cuts)+len(m.edits) == 0 {
		return nil
	}
	e := d.Edit(h.on)
	for _, x := range m.edits {
		if x.feed {
			e.Replace(int(x.start), int(x.end), "\n", x.kind)
		} else {
			e.Cut(int(x.start), int(x.end), x.kind)
		}
	}
	if len(m.cuts) == 0 {
		return d.Apply(e)
	}
	lines := view.Lines()
	toEnd := endRun(m.cuts, len(lines))
	for i, c := range m.cuts {
		start, end := lineRange(lines, c.line, i >= toEnd)
		e.Cut(start, end, uint8(c.rule))
	}
	return d.Apply(e)
}

// endRun returns the first of the cuts that reach the end of the text without a line that stays.
func endRun(cuts []lineCut, lines int) int {
	i := len(cuts)
	for i > 0 && cuts[i-1].line == lines-(len(cuts)-i)-1 {
		i--
	}
	return i
}

// lineRange is a line with its line feed: the one behind it, or, of the lines at the end, the one before.
func lineRange(lines []text.Span, n int, atEnd bool) (start, end int) {
	switch {
	case atEnd && n > 0:
		return int(lines[n-1].End), int(lines[n].End)
	case n+1 < len(lines) && !atEnd:
		return int(lines[n].Start), int(lines[n+1].Start)
	}
	return int(lines[n].Start), int(lines[n].End)
}
