package schema

import (
	"errors"
	"fmt"
	"math"
	"strings"
	"unicode/utf8"
)

// ErrTooLong is what Apply returns where a text would grow beyond Layout.TextCap.
var ErrTooLong = errors.New("text grows beyond limits.document")

// Apply puts a step's edits into a column and into its record, and moves the spans that point into
// it. A step may apply several lists, one after the other; each sees the text the last one left.
// The list is empty afterwards.
//
// An edit out of order, out of range or inside a code point, and an edit of a null column, is an
// error that names step and column. ErrTooLong leaves the document as it was; so does every other error.
func (d *Doc) Apply(e *Edits) error {
	if len(e.list) == 0 && !e.far {
		return nil
	}
	size, err := d.check(e)
	if err != nil {
		e.reset(e.text)
		return err
	}
	text := d.Values[e.slot].str
	d.moveSpans(e, text)
	e.canonical(text)
	if len(e.list) > 0 {
		if recording {
			d.record(e, text, size)
		} else if e.slot == SlotText {
			d.Content = [32]byte{} // so that this build hashes an edited text too
		}
		text = rewrite(text, e, size)
		d.Values[e.slot].str = text
		d.edited++
	}
	e.reset(text)
	return nil
}

// record composes the canonical edits with those of earlier steps.
func (d *Doc) record(e *Edits, text string, size int) {
	t, limit := d.table(e.slot), d.layout.EditCap
	t.whole()
	c := &d.scratch.composer
	if cap(c.out) > keptPieces {
		c.out, c.ins = nil, nil
	}
	if t.coarse || e.folded || !c.compose(t.pieces, e.list, d.step, e.private, limit) {
		t.coarsen(e.list, len(text), size, e.private)
		return
	}
	t.set(c.out)
	if t.untouched() {
		t.release()
		d.tables[e.slot] = nil
	}
}

// check holds the edits against the text they claim to be of and returns the length of the new one.
func (d *Doc) check(e *Edits) (size int, err error) {
	if d.layout == nil || int(d.step) >= len(d.layout.Steps) {
		return 0, errors.New("apply edits: no step of the layout is at work")
	}
	if e.slot < 0 || e.slot >= len(d.Values) || d.Values[e.slot].kind != String {
		return 0, d.editError(e.slot, "the column is null or holds no text")
	}
	if e.far {
		return 0, ErrTooLong
	}
	text := d.Values[e.slot].str
	if fault := e.fault(text, len(d.layout.Steps[d.step].Kinds)); fault != "" {
		return 0, d.editError(e.slot, fault)
	}
	size = len(text)
	for _, x := range e.list {
		size += int(x.n) - int(x.end-x.start)
	}
	// Positions in tables are 32 bits wide, those of spans are int32.
	if textCap := d.layout.TextCap; size > len(text) && textCap > 0 && size > textCap || size > math.MaxInt32 {
		return 0, ErrTooLong
	}
	return size, nil
}

// fault says what is wrong with the list, "" where nothing is. Kinds 0: the step declares none.
func (e *Edits) fault(text string, kinds int) string {
	if e.stray {
		return "edits overlap, are out of order or range, or cut a code point"
	}
	var at uint32
	for _, x := range e.list {
		switch {
		case x.start < at || x.end < x.start:
			return "edits overlap or are out of order"
		case int(x.end) > len(text):
			return "an edit reaches beyond the end"
		case splits(text, x.start) || splits(text, x.end):
			return "an edit cuts a code point"
		case int(x.off) < len(e.arena) && inside(e.arena[x.off]):
			return "a replacement is not UTF-8"
		case kinds > 0 && int(x.kind) >= kinds:
			return "an edit is of a kind that the step does not declare"
		}
		at = x.end
	}
	if !utf8.Valid(e.arena) {
		return "a replacement is not UTF-8"
	}
	return ""
}

// splits says whether a place stands inside a code point.
func splits(text string, at uint32) bool { return int(at) < len(text) && inside(text[at]) }

func (d *Doc) editError(slot int, fault string) error {
	return fmt.Errorf("apply edits of step %s to column %s: %s", d.layout.Steps[d.step].Name, d.columnName(slot), fault)
}

func (d *Doc) columnName(slot int) string {
	if d.layout != nil && slot >= 0 && slot < len(d.layout.Columns) {
		return d.layout.Columns[slot].Name
	}
	return fmt.Sprintf("number %d", slot)
}

// rewrite returns the text with its edits, size bytes long.
func rewrite(text string, e *Edits, size int) string {
	var b strings.Builder
	b.Grow(size)
	var at uint32
	for _, x := range e.list {
		b.WriteString(text[at:x.start])
		b.Write(e.arena[x.off : x.off+x.n])
		at = x.end
	}
	b.WriteString(text[at:])
	return b.String()
}
