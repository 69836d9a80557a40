package schema

import (
	"math"
	"slices"
)

// SpanLosses counts what edits did to the spans of one column.
type SpanLosses struct {
	Cut  int // an edit crossed a border and took a part away
	Gone int // nothing was left, or it was cut in a column of whole spans
}

// SpanLosses returns what edits so far did to the spans in a column of d.
func (d *Doc) SpanLosses(slot int) SpanLosses {
	if slot >= len(d.losses) {
		return SpanLosses{}
	}
	return d.losses[slot]
}

// move is an edit as spans see it: trimmed, with the place of its replacement in the new text.
// Texts are shorter than 2 GiB.
type move struct{ start, end, out, outEnd int32 }

// spanBuffers are reused from document to document.
type spanBuffers struct {
	moves []move
	marks []uint64 // place << 32 | number of the border
	chars []int32  // code points before a border, by its number
}

// moveSpans carries the spans of the columns that point into a text through a step's own edits
// (the record would be too coarse: its hunks are wider than edits). Edits count as the step gave
// them, each trimmed but not joined: a step that edits letter by letter keeps a border between two.
func (d *Doc) moveSpans(e *Edits, text string) {
	for _, slot := range d.spanSlots(e.slot) {
		if len(d.Values[slot].list) == 0 {
			continue
		}
		moves := d.scratch.spans.moves[:0]
		d.scratch.spans.moves = e.appendMoves(moves, text)
		d.moveColumn(slot, d.scratch.spans.moves, len(text))
	}
}

// spanSlots returns the slots of columns with spans into the text of a slot.
func (d *Doc) spanSlots(slot int) []int {
	if d.layout == nil || slot >= len(d.layout.SpanSlots) {
		return nil
	}
	return d.layout.SpanSlots[slot]
}

func (e *Edits) appendMoves(moves []move, text string) []move {
	var shift int32
	for _, x := range e.list {
		if !e.private {
			x = e.trim(text, x)
		}
		if x.empty() {
			continue
		}
		out := int32(x.start) + shift
		moves = append(moves, move{int32(x.start), int32(x.end), out, out + int32(x.n)})
		shift += int32(x.n) - int32(x.end-x.start)
	}
	return moves
}

// moveColumn writes a column's list anew: the old one may also stand in another column.
func (d *Doc) moveColumn(slot int, moves []move, textLen int) {
	column := &d.layout.Columns[slot]
	f, ok := fieldsOf(column)
	if !ok || len(moves) == 0 {
		return
	}
	old := d.Values[slot].list
	list := make([]Value, 0, len(old))
	members := make([]Value, 0, len(old)*f.width)
	var lost SpanLosses
	for _, v := range old {
		if !f.holds(v) {
			list = append(list, v)
			continue
		}
		s, cut := carry(f.span(v), moves, textLen)
		if s == spanGone || cut && column.Whole {
			lost.Gone++
			continue
		}
		if cut {
			lost.Cut++
		}
		at := len(members)
		members = append(members, v.list...)
		members[at+f.start], members[at+f.end] = Int32Value(int32(s.start)), Int32Value(int32(s.end))
		v.list = members[at:len(members):len(members)]
		list = append(list, v)
	}
	d.Values[slot].list = list
	d.lose(slot, lost)
}

func (d *Doc) lose(slot int, lost SpanLosses) {
	if lost == (SpanLosses{}) {
		return
	}
	if len(d.losses) < len(d.Values) {
		d.losses = append(d.losses, make([]SpanLosses, len(d.Values)-len(d.losses))...)
	}
	d.losses[slot].Cut += lost.Cut
	d.losses[slot].Gone += lost.Gone
}

// span is a half-open range of bytes.
type span struct{ start, end int }

// spanGone stands for a span of which nothing is left.
var spanGone = span{-1, -1}

// carry moves one span. An edit within it, or equal to it, keeps its replacement inside; a pure
// insertion belongs to it strictly inside alone; an edit across a border takes the covered bytes
// away and gives none of its replacement (cut). Nothing left, or a span outside the text: gone.
func carry(s span, moves []move, textLen int) (moved span, cut bool) {
	if s.start < 0 || s.end < s.start || s.end > textLen {
		return spanGone, false
	}
	start, cutStart := carryStart(s.start, moves)
	end, cutEnd := carryEnd(s.end, moves)
	cut = cutStart || cutEnd
	if s.start == s.end && !cut {
		return span{start, start}, false // an empty span stays where it points
	}
	if start >= end {
		return spanGone, cut
	}
	return span{start, end}, cut
}

// carryStart moves a left border behind insertions at its place, and to the end of the
// replacement of an edit that crosses it.
func carryStart(at int, moves []move) (int, bool) {
	i := firstMove(moves, func(m *move) bool { return int(m.end) > at })
	if i < len(moves) && int(moves[i].start) < at {
		return int(moves[i].outEnd), true
	}
	return at + shiftBefore(moves, i), false
}

// carryEnd moves a right border, which stays before insertions at its place, and to the start of
// the replacement of an edit that crosses it.
func carryEnd(at int, moves []move) (int, bool) {
	i := firstMove(moves, func(m *move) bool { return int(m.start) >= at })
	if i > 0 && int(moves[i-1].end) > at {
		return int(moves[i-1].out), true
	}
	return at + shiftBefore(moves, i), false
}

// firstMove returns the first move that holds, where all behind it hold too.
func firstMove(moves []move, holds func(*move) bool) int {
	lo, hi := 0, len(moves)
	for lo < hi {
		mid := int(uint(lo+hi) >> 1)
		if holds(&moves[mid]) {
			hi = mid
		} else {
			lo = mid + 1
		}
	}
	return lo
}

// shiftBefore returns by how much the moves before number i shift what follows.
func shiftBefore(moves []move, i int) int {
	if i == 0 {
		return 0
	}
	return int(moves[i-1].outEnd - moves[i-1].end)
}

// spanFields says where a struct holds its span; -1 for a field it has not.
type spanFields struct{ start, end, charStart, charEnd, width int }

// fieldsOf finds the fields of a column of spans by name; false where it is none.
func fieldsOf(c *Column) (f spanFields, ok bool) {
	if c.Spans == "" || c.Type.Kind != List || c.Type.Elem == nil {
		return f, false
	}
	f = spanFields{-1, -1, -1, -1, len(c.Type.Elem.Fields)}
	for i := range c.Type.Elem.Fields {
		switch c.Type.Elem.Fields[i].Name {
		case "start":
			f.start = i
		case "end":
			f.end = i
		case "char_start":
			f.charStart = i
		case "char_end":
			f.charEnd = i
		}
	}
	return f, f.start >= 0 && f.end >= 0
}

// holds says whether a cell has all the fields; a null element has none.
func (f *spanFields) holds(v Value) bool { return v.kind == Struct && len(v.list) == f.width }

func (f *spanFields) span(v Value) span {
	return span{int(v.list[f.start].Int()), int(v.list[f.end].Int())}
}

// FinishSpans fills char_start and char_end of every column of spans, after the last edit: one
// pass over the text for each, in the order of the borders.
func (d *Doc) FinishSpans() {
	if d.layout == nil {
		return
	}
	for text, slots := range d.layout.SpanSlots {
		for _, slot := range slots {
			if slot < len(d.Values) && len(d.Values[slot].list) > 0 {
				d.finishColumn(slot, d.Values[text].str)
			}
		}
	}
}

func (d *Doc) finishColumn(slot int, text string) {
	f, ok := fieldsOf(&d.layout.Columns[slot])
	if !ok || f.charStart < 0 && f.charEnd < 0 {
		return
	}
	old := d.Values[slot].list
	b := &d.buffers().spans
	b.countBorders(old, &f, text)
	list := slices.Clone(old)
	members := make([]Value, 0, len(old)*f.width)
	for i, v := range old {
		if !f.holds(v) {
			continue
		}
		at := len(members)
		members = append(members, v.list...)
		for j, field := range [2]int{f.charStart, f.charEnd} {
			if field >= 0 {
				members[at+field] = Int32Value(b.chars[2*i+j])
			}
		}
		list[i].list = members[at:len(members):len(members)]
	}
	d.Values[slot].list = list
}

// countBorders counts the code points before each border: of span i, numbers 2i and 2i+1.
func (b *spanBuffers) countBorders(spans []Value, f *spanFields, text string) {
	b.marks = b.marks[:0]
	for i, v := range spans {
		if f.holds(v) {
			s := f.span(v)
			b.addBorder(s.start, 2*i, len(text))
			b.addBorder(s.end, 2*i+1, len(text))
		}
	}
	slices.Sort(b.marks)
	b.chars = slices.Grow(b.chars[:0], 2*len(spans))[:2*len(spans)]
	at, chars := 0, 0
	for _, m := range b.marks {
		place := int(m >> 32)
		chars += countChars(text[at:place])
		at = place
		b.chars[m&math.MaxUint32] = int32(chars)
	}
}

// addBorder notes a border; one outside the text counts as the nearest within.
func (b *spanBuffers) addBorder(place, number, textLen int) {
	b.marks = append(b.marks, uint64(min(max(place, 0), textLen))<<32|uint64(number))
}

// buffers returns the worker's buffers, or new ones where no step was ever at work.
func (d *Doc) buffers() *Scratch {
	if d.scratch == nil {
		return new(Scratch)
	}
	return d.scratch
}
