package schema

import (
	"fmt"
	"slices"
)

// maskMargin is how many bytes of the original a finder sees on either side of a removed range, so
// that it knows what was only cut in part.
const maskMargin = 64

// Mask withholds what steps before a private one took away although that one would have found it:
// find, a private step's finder, runs over the original around every removed range, and a hunk
// whose removed text it hits becomes one private row. Called after the chain, once for each private
// step. The row keeps the step and kind that removed the text, the smallest of its hunk.
// An error says that find named a range outside the text that it was given.
func (d *Doc) Mask(find func(text string, found func(start, end int))) error {
	b := d.buffers()
	for slot, t := range d.tables {
		if t == nil {
			continue
		}
		t.whole()
		var ok bool
		if b.finds, ok = t.seek(b.finds[:0], find); !ok {
			return fmt.Errorf("mask column %s: a private step finds something outside the text", d.columnName(slot))
		}
		if len(b.finds) > 0 {
			t.mask(b.finds, &b.composer)
		}
	}
	return nil
}

// seek appends the finds around removed ranges, sorted and merged, in places of the original.
func (t *Table) seek(finds []span, finder func(string, func(start, end int))) ([]span, bool) {
	sound := true
	look := func(w span) {
		finder(t.orig[w.start:w.end], func(start, end int) {
			if start < 0 || end < start || end > w.end-w.start {
				sound = false
				return
			}
			if start < end {
				finds = append(finds, span{w.start + start, w.start + end})
			}
		})
	}
	all := t.removedBySteps()
	t.windows(func(w span) {
		look(w)
		for len(all) > 0 && all[0].end <= w.start {
			all = all[1:]
		}
		t.asSeen(w, all, func(text string, place func(int) int) {
			finder(text, func(start, end int) {
				if start < 0 || end < start || end > len(text) {
					sound = false
				} else if start < end {
					finds = append(finds, span{place(start), place(end-1) + 1})
				}
			})
		})
	})
	return merge(finds), sound
}

// gone is a removed range of the original and the step that removed it.
type gone struct {
	span
	step uint32
}

// removedBySteps lists what was removed and may be shown, where more than one step removed something.
func (t *Table) removedBySteps() []gone {
	var all []gone
	several := false
	t.hunks(func(h hunk) {
		if h.private {
			return
		}
		at := h.start
		dels, _ := split(t.pieces[h.first:h.last])
		for _, p := range dels {
			all = append(all, gone{span{at, at + int(p.n)}, p.key() >> 8})
			several = several || all[len(all)-1].step != all[0].step
			at += int(p.n)
		}
	})
	if !several {
		return nil
	}
	return all
}

// asSeen yields a window as each step saw it that removed something there after another one had: without
// what the ones before took out. A tag in the middle of a number hides it from a finder, and the step that
// cuts the line behind the tag's shows both halves. Place leads from the text back to the original. All
// begins with what was removed in the window.
func (t *Table) asSeen(w span, all []gone, yield func(text string, place func(int) int)) {
	n := 0
	var steps []uint32
	for n < len(all) && all[n].start < w.end {
		steps = append(steps, all[n].step)
		n++
	}
	slices.Sort(steps)
	if steps = slices.Compact(steps); len(steps) < 2 {
		return
	}
	for _, step := range steps[1:] {
		t.without(w, all[:n], step, yield)
	}
}

// without yields a window less what steps before one removed.
func (t *Table) without(w span, all []gone, step uint32, yield func(text string, place func(int) int)) {
	var b []byte
	var kept []span // ends in the text, and the place of that end in the original
	from := w.start
	keep := func(to int) {
		if from < to {
			b = append(b, t.orig[from:to]...)
			kept = append(kept, span{len(b), to})
		}
	}
	for _, g := range all {
		if g.step < step {
			keep(max(from, min(g.start, w.end)))
			from = max(from, g.end)
		}
	}
	keep(w.end)
	yield(string(b), func(at int) int {
		i, _ := slices.BinarySearchFunc(kept, at+1, func(k span, at int) int { return k.start - at })
		return kept[i].end - (kept[i].start - at)
	})
}

// windows yields the ranges of the original around what was removed and may be shown, merged
// where they overlap or touch.
func (t *Table) windows(yield func(span)) {
	open := span{0, -1}
	t.hunks(func(h hunk) {
		if h.private || h.start == h.end {
			return
		}
		w := t.widen(h.span)
		if open.end >= w.start {
			open.end = w.end
			return
		}
		if open.end >= 0 {
			yield(open)
		}
		open = w
	})
	if open.end >= 0 {
		yield(open)
	}
}

// widen adds the margin, out to whole code points.
func (t *Table) widen(w span) span {
	w.start = max(w.start-maskMargin, 0)
	for w.start > 0 && inside(t.orig[w.start]) {
		w.start--
	}
	w.end = min(w.end+maskMargin, len(t.orig))
	for w.end < len(t.orig) && inside(t.orig[w.end]) {
		w.end++
	}
	return w
}

// hunk is the removed range of a hunk in the original and its pieces.
type hunk struct {
	span
	first, last int // pieces [first, last)
	private     bool
}

// hunks yields the hunks from left to right.
func (t *Table) hunks(yield func(hunk)) {
	at := 0
	for i := 0; i < len(t.pieces); {
		if p := t.pieces[i]; p.op() == opKeep {
			at += int(p.n)
			i++
			continue
		}
		end := hunkEnd(t.pieces, i)
		dels, _ := split(t.pieces[i:end])
		h := hunk{span{at, at + int(total(dels))}, i, end, t.pieces[end-1].op() == opMark}
		yield(h)
		at, i = h.end, end
	}
}

// merge sorts finds and joins those that overlap.
func merge(finds []span) []span {
	slices.SortFunc(finds, func(a, b span) int { return a.start - b.start })
	out := finds[:0]
	for _, f := range finds {
		if last := len(out) - 1; last >= 0 && f.start < out[last].end {
			out[last].end = max(out[last].end, f.end)
			continue
		}
		out = append(out, f)
	}
	return out
}

// mask lays a mark into every hunk whose removed range a find overlaps.
func (t *Table) mask(finds []span, c *composer) {
	c.begin(t.pieces)
	t.hunks(func(h hunk) {
		for len(finds) > 0 && finds[0].end <= h.start {
			finds = finds[1:]
		}
		if !h.private && h.start < h.end && len(finds) > 0 && finds[0].start < h.end {
			c.until(h.first)
			c.note(smallestKey(t.pieces[h.first:h.last]))
		}
	})
	c.rest()
	t.set(c.out)
}

// until copies the pieces before number i.
func (c *composer) until(i int) {
	for c.next < i {
		p := c.old[c.next]
		switch p.op() {
		case opKeep:
			c.keep(p.n)
			c.next++
		case opIns:
			c.insert(p.n, p.tag)
			c.next++
		default:
			c.still(p)
		}
	}
}

func smallestKey(ps []piece) uint32 {
	key := uint32(noMark)
	for _, p := range ps {
		key = min(key, p.key())
	}
	return key
}
