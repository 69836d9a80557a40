package schema

import "math"

// Edits collects what one step does to one column of one document, from left to right.
// Get one from Doc.Edit, add to it, hand it to Doc.Apply.
type Edits struct {
	slot    int
	list    []edit
	arena   []byte
	private bool // of a private step: what it replaces is never compared with what it puts there
	far     bool // a position or a replacement beyond what an edit can hold
	words   differ

	text   string // the column as it is now
	limit  int    // edits the list may hold, 0: any number
	folded bool   // there were more: the last edit holds all that followed
	stray  bool   // a folded edit was out of order, out of range or cut a code point
}

// keptEdits and keptArena are what a worker's buffers keep from one document to the next.
const (
	keptEdits = 1 << 16
	keptArena = 1 << 20
)

// edit is a span of the text the step saw and what stands in its place; no pointers, 20 bytes.
type edit struct {
	start, end uint32 // half-open bytes
	off, n     uint32 // replacement in the arena
	kind       uint8
}

// empty says whether x removes and inserts nothing.
func (x edit) empty() bool { return x.start == x.end && x.n == 0 }

// Edit returns an empty list of edits for a column of d. It is valid until the next call.
func (d *Doc) Edit(slot int) *Edits {
	e := &d.scratch.edits
	if cap(e.list) > keptEdits || cap(e.arena) > keptArena {
		e.list, e.arena = nil, nil
	}
	e.slot = slot
	e.reset(d.Values[slot].str)
	e.private, e.limit = false, 0
	if d.layout != nil && int(d.step) < len(d.layout.Steps) {
		e.private, e.limit = d.layout.Steps[d.step].Private, d.layout.EditCap
	}
	return e
}

// reset empties the list; text is what the next edits are of.
func (e *Edits) reset(text string) {
	e.list, e.arena, e.text = e.list[:0], e.arena[:0], text
	e.far, e.folded, e.stray = false, false, false
}

// Replace puts with in place of the bytes [start, end). Edits come in order and do not overlap;
// touching is allowed, and insertions at one place stand in the order given. Kind is an index
// into the kinds that the step declares. Doc.Apply checks all of this.
func (e *Edits) Replace(start, end int, with string, kind uint8) {
	off := len(e.arena)
	if uint(start) > math.MaxInt32 || uint(end) > math.MaxInt32 || off+len(with) > math.MaxInt32 {
		e.far = true
		return
	}
	if e.limit > 0 && len(e.list) >= e.limit && !e.folded {
		e.join()
		// Each of them is a piece and all but touching ones have a keep between, so that the
		// record will be coarse; the list itself must not outgrow memory before that.
		e.folded = len(e.list) > e.limit/2
	}
	if e.folded {
		e.fold(start, end, with)
		return
	}
	e.arena = append(e.arena, with...)
	e.list = append(e.list, edit{uint32(start), uint32(end), uint32(off), uint32(len(with)), kind})
}

// fold adds an edit to the last one, with the text that stands between them.
func (e *Edits) fold(start, end int, with string) {
	last := &e.list[len(e.list)-1]
	from := int(last.end)
	if start < from || end < start || end > len(e.text) || splits(e.text, last.end) ||
		splits(e.text, uint32(start)) || splits(e.text, uint32(end)) {
		e.stray = true
		return
	}
	if len(e.arena)+start-from+len(with) > math.MaxInt32 {
		e.far = true
		return
	}
	e.arena = append(append(e.arena, e.text[from:start]...), with...)
	last.n += uint32(start - from + len(with))
	last.end = uint32(end)
}

// Cut removes the bytes [start, end).
func (e *Edits) Cut(start, end int, kind uint8) { e.Replace(start, end, "", kind) }

// Insert puts text in at a place.
func (e *Edits) Insert(at int, text string, kind uint8) { e.Replace(at, at, text, kind) }

// Len returns the number of edits so far.
func (e *Edits) Len() int { return len(e.list) }

// canonical brings a list into its one form: edits that do nothing go, touching ones of one kind
// become one, and what a replacement shares with the text it replaces, at its ends, stays in the
// text. Private edits are only joined: a trimmed border would tell what they took. Empty edits go
// first, since one between two others hides that they touch.
func (e *Edits) canonical(text string) {
	e.join()
	if !e.private {
		e.trimAll(text)
	}
}

// join drops empty edits and makes one of touching ones of one kind.
func (e *Edits) join() {
	kept := e.list[:0]
	for _, x := range e.list {
		last := len(kept) - 1
		switch {
		case x.empty():
		case last >= 0 && kept[last].end == x.start && kept[last].kind == x.kind:
			kept[last].end = x.end
			kept[last].n += x.n // replacements stand behind one another in the arena
		default:
			kept = append(kept, x)
		}
	}
	e.list = kept
}

func (e *Edits) trimAll(text string) {
	kept := e.list[:0]
	for _, x := range e.list {
		if x = e.trim(text, x); !x.empty() {
			kept = append(kept, x)
		}
	}
	e.list = kept
}

// trim takes the common prefix, then the common suffix, of whole code points out of an edit.
func (e *Edits) trim(text string, x edit) edit {
	if x.n == 0 || x.start == x.end {
		return x
	}
	pre, suf := common(text[x.start:x.end], e.arena[x.off:x.off+x.n])
	x.start += uint32(pre)
	x.end -= uint32(suf)
	x.off += uint32(pre)
	x.n -= uint32(pre + suf)
	return x
}

// common returns the lengths of the prefix and, behind it, the suffix that a and b share, in whole
// code points of both.
func common[B string | []byte](a string, b B) (pre, suf int) {
	n := min(len(a), len(b))
	for pre < n && a[pre] == b[pre] {
		pre++
	}
	for pre > 0 && pre < len(a) && inside(a[pre]) { // then b differs inside that code point too
		pre--
	}
	for suf < n-pre && a[len(a)-1-suf] == b[len(b)-1-suf] {
		suf++
	}
	for suf > 0 && inside(a[len(a)-suf]) {
		suf--
	}
	return pre, suf
}

// inside says whether c is a byte of a code point behind its first.
func inside(c byte) bool { return c&0xC0 == 0x80 }
