package clean

import "unicode/utf8"

// mendEdits are edits of one text, in order, that may still be dropped. A text is shorter than
// 2 GiB.
type mendEdits struct {
	list  []mendEdit
	bytes []byte
}

type mendEdit struct {
	start, end int32 // half-open bytes of the text
	upTo       int32 // the replacement ends here in bytes, and begins where the last one ends
	kind       uint8
}

// growth returns by how many bytes the edits lengthen the text.
func (e *mendEdits) growth() int {
	n := len(e.bytes)
	for _, x := range e.list {
		n -= int(x.end - x.start)
	}
	return n
}

func (e *mendEdits) reset() { e.list, e.bytes = e.list[:0], e.bytes[:0] }

// addRune replaces a stretch by a character; it becomes one with the last edit where they touch.
func (e *mendEdits) addRune(start, end int, r rune, kind uint8) {
	e.bytes = utf8.AppendRune(e.bytes, r)
	e.close(start, end, kind)
}

// add replaces a stretch by a text.
func (e *mendEdits) add(start, end int, with string, kind uint8) {
	e.bytes = append(e.bytes, with...)
	e.close(start, end, kind)
}

func (e *mendEdits) close(start, end int, kind uint8) {
	upTo := int32(len(e.bytes))
	if last := len(e.list) - 1; last >= 0 && int(e.list[last].end) == start && e.list[last].kind == kind {
		e.list[last].end, e.list[last].upTo = int32(end), upTo
		return
	}
	e.list = append(e.list, mendEdit{int32(start), int32(end), upTo, kind})
}

// each shows the edits in order.
func (e *mendEdits) each(show func(start, end int, with []byte, kind uint8)) {
	from := int32(0)
	for _, x := range e.list {
		show(int(x.start), int(x.end), e.bytes[from:x.upTo], x.kind)
		from = x.upTo
	}
}

// apply returns the text with the edits.
func (e *mendEdits) apply(text string) string {
	out, at := make([]byte, 0, len(text)), 0
	e.each(func(start, end int, with []byte, _ uint8) {
		out = append(append(out, text[at:start]...), with...)
		at = end
	})
	return string(append(out, text[at:]...))
}
