package schema

// What steps find out about a text (its words, its lines) is kept by the worker for the steps that come next at
// the document: one place, filled and read by whoever needs it. schema does not know what stands there.

// keep is the place, with the document that it is about.
type keep struct {
	held any
	of   *Doc
	turn uint64
}

// begin notes the document at work; at another one what is held is about the wrong text.
func (k *keep) begin(d *Doc) {
	if k.of != d {
		k.of, k.turn = d, k.turn+1
	}
}

// Shared returns the worker's place for what steps find out about texts, and a number that changes when
// another document comes. What stands there is the holder's to check: a text may have changed since.
// Outside of a run, where no step was begun with a Scratch, every call gives an empty place.
func (d *Doc) Shared() (held *any, turn uint64) {
	if d.scratch == nil {
		return new(any), 1
	}
	d.scratch.keep.begin(d)
	return &d.scratch.keep.held, d.scratch.keep.turn
}

// Release lets go of the documents that were worked on: what is held for them is told so, where it has a
// method Release. A worker calls it when it is through with a batch.
func (s *Scratch) Release() {
	s.keep.of = nil
	if h, ok := s.keep.held.(interface{ Release() }); ok {
		h.Release()
	}
}
