package schema

import (
	"iter"
	"math/bits"
)

// Row is one row of ledger/edits: a removed run of the original, an inserted run of the released
// text, or both. Positions are half-open and 0-based; bytes and code points. Within a column, rows
// are sorted in both texts and Start − previous end = OutStart − previous end there, the same in
// code points. Seq counts a column's rows.
type Row struct {
	Slot, Seq                    int
	Step                         int   // number in the layout; -1: kind coarse, all steps together
	Kind                         uint8 // index into the step's kinds; 0 where Step is -1
	Private                      bool  // Removed is withheld: null in the ledger
	Start, CharStart             int   // in the original
	OutStart, OutCharStart       int   // in the released text
	RemovedBytes, RemovedChars   int
	InsertedBytes, InsertedChars int
	Removed, Inserted            string
}

// Edited says whether any column has edits on record. Rows may still emit nothing: where a private
// step removed what another one had inserted, only a mark remains.
func (d *Doc) Edited() bool {
	for _, t := range d.tables {
		if t != nil {
			return true
		}
	}
	return false
}

// EditedSlots yields the slots of columns with edits on record, in order.
func (d *Doc) EditedSlots() iter.Seq[int] {
	return func(yield func(int) bool) {
		for slot, t := range d.tables {
			if t != nil && !yield(slot) {
				return
			}
		}
	}
}

// Rows emits the final rows of all edited columns, in slot order, without holding them.
//
// Within a hunk, that is a run of changes with nothing kept between, removed runs of one step and
// kind stand in the order of the original, inserted ones in the order of the text; a removed run
// shares a row with the next inserted one where step and kind are the same. A hunk that a private
// step had a part in is one private row.
func (d *Doc) Rows(emit func(Row)) {
	for slot, t := range d.tables {
		if t != nil {
			t.rows(slot, d.Values[slot].str, emit)
		}
	}
}

func (t *Table) rows(slot int, text string, emit func(Row)) {
	w := rowWriter{text: text, emit: emit}
	w.removed, w.lean = t.takenOut()
	w.row.Slot = slot
	w.all(t)
}

// Counts calls emit for each final row with the bytes it removed and inserted: what Rows would
// emit, without looking at either text.
func (d *Doc) Counts(emit func(step int, kind uint8, removed, inserted int)) {
	for _, t := range d.tables {
		if t != nil {
			w := rowWriter{count: func(r *Row) { emit(r.Step, r.Kind, r.RemovedBytes, r.InsertedBytes) }}
			w.all(t)
		}
	}
}

func (w *rowWriter) all(t *Table) {
	for at := 0; at < len(t.pieces); {
		if p := t.pieces[at]; p.op() == opKeep {
			w.keep(int(p.n))
			at++
			continue
		}
		end := hunkEnd(t.pieces, at)
		w.hunk(t.pieces[at:end])
		at = end
	}
}

// hunkEnd returns where the hunk that begins at piece i ends.
func hunkEnd(pieces []piece, i int) int {
	for i < len(pieces) && pieces[i].op() != opKeep {
		i++
	}
	return i
}

// rowWriter walks through both texts. Its row holds the places reached.
type rowWriter struct {
	removed string // what is gone, run behind run, where lean; else the original
	lean    bool
	text    string
	row     Row
	emit    func(Row)
	count   func(*Row) // in place of emit: lengths in bytes alone
}

// take returns the next n bytes that were removed.
func (w *rowWriter) take(n int) string {
	if !w.lean {
		return w.removed[w.row.Start : w.row.Start+n]
	}
	s := w.removed[:n]
	w.removed = w.removed[n:]
	return s
}

func (w *rowWriter) keep(n int) {
	if w.count != nil {
		return
	}
	r := &w.row
	chars := countChars(w.text[r.OutStart : r.OutStart+n])
	r.Start += n
	r.OutStart += n
	r.CharStart += chars
	r.OutCharStart += chars
}

func (w *rowWriter) hunk(ps []piece) {
	last := len(ps) - 1
	if ps[last].op() == opMark {
		dels, inss := split(ps[:last])
		w.change(ps[last].key(), int(total(dels)), int(total(inss)), true)
		return
	}
	dels, inss := split(ps)
	for _, p := range dels {
		var n uint32
		if len(inss) > 0 && inss[0].key() == p.key() {
			n, inss = inss[0].n, inss[1:]
		}
		w.change(p.key(), int(p.n), int(n), false)
	}
	for _, p := range inss {
		w.change(p.key(), 0, int(p.n), false)
	}
}

// split parts a hunk's removed from its inserted runs.
func split(ps []piece) (dels, inss []piece) {
	i := 0
	for i < len(ps) && ps[i].op() == opDel {
		i++
	}
	return ps[:i], ps[i:]
}

// change emits one row and moves on behind it.
func (w *rowWriter) change(key uint32, del, ins int, private bool) {
	if del+ins == 0 {
		return
	}
	r := &w.row
	r.Step, r.Kind, r.Private = int(key>>8), uint8(key), private
	if key == coarseKey {
		r.Step = -1
	}
	r.RemovedBytes, r.InsertedBytes = del, ins
	if w.count != nil {
		w.count(r)
		return
	}
	r.Removed, r.Inserted = w.take(del), w.text[r.OutStart:r.OutStart+ins]
	r.RemovedChars, r.InsertedChars = countChars(r.Removed), countChars(r.Inserted)
	if private {
		r.Removed = ""
	}
	w.emit(*r)
	r.Seq++
	r.Start += del
	r.CharStart += r.RemovedChars
	r.OutStart += ins
	r.OutCharStart += r.InsertedChars
}

// countChars returns the number of code points of valid UTF-8: of bytes that begin one, 8 at a time.
func countChars(s string) int {
	const ones = 0x0101010101010101
	n := len(s)
	for len(s) >= 8 {
		x := uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 |
			uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
		n -= bits.OnesCount64(x >> 7 & ^(x >> 6) & ones)
		s = s[8:]
	}
	for i := range len(s) {
		if inside(s[i]) {
			n--
		}
	}
	return n
}
