package schema

import (
	"math"
	"sync"
)

// A piece is a run of bytes with one fate. Where it stands is not written down: keep and del
// pieces, in order, are exactly the original; keep and ins pieces, in order, exactly the text now.
// So a piece is 8 bytes without a pointer, and the collector never looks into a table.
type piece struct {
	n   uint32 // bytes; 0 for a mark alone
	tag uint32 // key << 2 | op
}

// What became of a piece, in the order in which pieces stand in a hunk.
const (
	opKeep = iota // stands in the original and in the text
	opDel         // stands in the original alone: removed by key
	opIns         // stands in the text alone: inserted by key
	opMark        // a private edit was here; nothing removes it
	opNone        // no piece at all
)

// coarseKey is the key of a column whose steps are forgotten; else a key is step << 8 | kind.
const coarseKey = 1 << 24

// noMark is greater than any key.
const noMark = math.MaxUint32

func (p piece) op() uint32  { return p.tag & 3 }
func (p piece) key() uint32 { return p.tag >> 2 }

// Table is the composition of all edits of one column of one document: a list of pieces, 8 bytes
// each. A hunk, that is a maximal run of pieces with nothing kept between, stands in one form:
// removed runs in the order of the original, inserted runs in the order of the text, then the mark
// with the smallest private key. A hunk with a mark holds one removed and one inserted run at most,
// since it is one row whatever was done to it. So the pieces are a function of which bytes are
// kept and who removed or inserted the others, and not of how edits were cut or ordered.
type Table struct {
	orig   string
	pieces []piece
	coarse bool // the steps are forgotten: one hunk under coarseKey
	// A decoded table is lean: it has what was removed and the text, and puts the original together
	// when it is asked for. Most passes over a spool never ask.
	lean          bool
	removed, text string
}

// Original returns the column as the reader handed it over.
func (t *Table) Original() string {
	t.whole()
	return t.orig
}

// whole makes a lean table one that holds its original.
func (t *Table) whole() {
	if t.lean {
		t.orig = t.rebuild(t.text, t.removed)
		t.lean, t.removed, t.text = false, "", ""
	}
}

// takenOut returns what was removed, in order: a string where it stands as one, else the original
// and false.
func (t *Table) takenOut() (s string, lean bool) {
	if t.lean {
		return t.removed, true
	}
	return t.orig, false
}

// Coarse says whether the record grew beyond Layout.EditCap and became one row.
func (t *Table) Coarse() bool { return t.coarse }

// untouched says whether nothing is recorded: whatever was inserted was removed again.
func (t *Table) untouched() bool {
	return len(t.pieces) == 0 || len(t.pieces) == 1 && t.pieces[0].op() == opKeep
}

// keptPieces is the greatest table that goes back to the pool: 512 KiB. One document of a hostile
// set must not leave its 16 MiB with every worker.
const keptPieces = 1 << 16

var tables = sync.Pool{New: func() any { return new(Table) }}

func newTable(orig string) *Table {
	t := tables.Get().(*Table)
	t.orig, t.pieces, t.coarse, t.lean = orig, t.pieces[:0], false, false
	if len(orig) > 0 {
		t.pieces = append(t.pieces, piece{uint32(len(orig)), opKeep})
	}
	return t
}

func (t *Table) release() {
	t.orig, t.lean, t.removed, t.text = "", false, "", ""
	if cap(t.pieces) > keptPieces {
		t.pieces = nil
	}
	tables.Put(t)
}

// Release gives the document's tables back for others to use, once it was exported. Its originals
// and rows are gone then; its values stay.
func (d *Doc) Release() {
	for _, t := range d.tables {
		if t != nil {
			t.release()
		}
	}
	d.tables = nil
}

// table returns the record of a column, made on its first edit.
func (d *Doc) table(slot int) *Table {
	if len(d.tables) < len(d.Values) {
		d.tables = append(d.tables, make([]*Table, len(d.Values)-len(d.tables))...)
	}
	if d.tables[slot] == nil {
		d.tables[slot] = newTable(d.Values[slot].str)
	}
	return d.tables[slot]
}

// set takes over pieces that stand in a worker's buffer.
func (t *Table) set(pieces []piece) { t.pieces = append(t.pieces[:0], pieces...) }

// coarsen makes one hunk of everything that was edited, pieces and edits together. Edits is not
// empty; size is the length of the text after them.
func (t *Table) coarsen(edits []edit, textLen, size int, private bool) {
	pre, suf := int(edits[0].start), textLen-int(edits[len(edits)-1].end)
	pre = min(pre, keepAt(t.pieces, 0))
	suf = min(suf, keepAt(t.pieces, len(t.pieces)-1))
	for _, p := range t.pieces {
		private = private || p.op() == opMark
	}
	c := composer{out: t.pieces[:0], mark: noMark}
	c.keep(uint32(pre))
	c.del(uint32(len(t.orig)-pre-suf), coarseKey<<2|opDel)
	c.insert(uint32(size-pre-suf), coarseKey<<2|opIns)
	if private {
		c.note(coarseKey)
	}
	c.keep(uint32(suf))
	c.close()
	t.pieces, t.coarse = c.out, true
}

// keepAt returns the length of piece i, 0 where it is no keep.
func keepAt(pieces []piece, i int) int {
	if i < 0 || i >= len(pieces) || pieces[i].op() != opKeep {
		return 0
	}
	return int(pieces[i].n)
}
