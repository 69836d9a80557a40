package clean

import "github.com/tamis-data/tamis/schema"

// mendWork is a column that is being mended, in segments: each is decided by itself.
type mendWork struct {
	doc   *schema.Doc
	slot  int
	ends  []int // of the segments, in the text as it is now
	draft mendEdits
}

// mend mends a column until nothing changes, also where new line ends make other segments.
func (m *mojibakeStep) mend(d *schema.Doc, slot int) error {
	for {
		w := mendWork{doc: d, slot: slot, ends: m.segments(d.Str(slot))}
		if changed, err := m.round(&w); err != nil || !changed {
			return err
		}
	}
}

// round mends the segments, again and again, until none changes any more.
func (m *mojibakeStep) round(w *mendWork) (changed bool, err error) {
	for {
		again, err := w.follow(&m.mender)
		for i := 0; i < len(m.polishes) && err == nil; i++ {
			var more bool
			more, err = w.pass(m.polishes[i].edit)
			again = again || more
		}
		if err != nil || !again {
			return changed, err
		}
		changed = true
	}
}

// pass lets edit look at each segment once and applies what it says.
func (w *mendWork) pass(edit func(s string, e *mendEdits)) (changed bool, err error) {
	s, e := w.doc.Str(w.slot), w.doc.Edit(w.slot)
	start, growth := 0, 0
	for i, end := range w.ends {
		w.draft.reset()
		edit(s[start:end], &w.draft)
		w.draft.put(e, start)
		growth += w.draft.growth()
		start, w.ends[i] = end, end+growth
	}
	return w.apply(e)
}

func (w *mendWork) apply(e *schema.Edits) (changed bool, err error) {
	if e.Len() == 0 {
		return false, nil
	}
	return true, w.doc.Apply(e)
}

// put adds the edits to those of a column, in which the text begins at a place.
func (e *mendEdits) put(to *schema.Edits, base int) {
	e.each(func(start, end int, with []byte, kind uint8) {
		to.Replace(base+start, base+end, string(with), kind)
	})
}

// segmentPath is the path of a segment that has one.
type segmentPath struct {
	start int // of the segment before any step
	steps []mendEdits
	grown int // by the steps so far
}

// follow finds the paths of all segments and takes them side by side, step by step, so that a
// document of a million mended lines is rewritten a few times and not a million times.
func (w *mendWork) follow(m *unreader) (changed bool, err error) {
	paths := w.paths(m)
	for more := true; more; {
		more = false
		e, growth := w.doc.Edit(w.slot), 0
		for i := range paths {
			p := &paths[i]
			base := p.start + growth
			growth += p.grown
			if len(p.steps) > 0 {
				p.steps[0].put(e, base)
				p.grown += p.steps[0].growth()
				p.steps, more = p.steps[1:], true
			}
		}
		if _, err := w.apply(e); err != nil {
			return false, err
		}
	}
	return len(paths) > 0, nil
}

// paths finds the paths and moves the ends of the segments to where they will be.
func (w *mendWork) paths(m *unreader) (paths []segmentPath) {
	s, start, growth := w.doc.Str(w.slot), 0, 0
	for i, end := range w.ends {
		p := m.settle(s[start:end], len(s))
		if len(p.steps) > 0 {
			paths = append(paths, segmentPath{start: start, steps: p.steps})
		}
		growth += len(p.text) - (end - start)
		start, w.ends[i] = end, end+growth
	}
	return paths
}
