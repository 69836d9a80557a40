package engine

import (
	"slices"
	"sync/atomic"

	"github.com/tamis-data/tamis/internal/spill"
)

// hoard is the memory in which documents wait for the next pass where making them again costs no more
// than a checkpoint would: behind a stretch without Mappers (decision 0013). It holds whole units, the first
// ones; from the first that has no room all go to the disk.
type hoard struct {
	most int64
	used atomic.Int64
}

// take asks for room for n bytes.
func (h *hoard) take(n int64) bool {
	if h.used.Add(n) <= h.most {
		return true
	}
	h.used.Add(-n)
	return false
}

func (h *hoard) give(n int64) { h.used.Add(-n) }

// waiting is what a unit's documents hold in memory between two passes.
type waiting struct {
	batches []*batch
	bytes   int64 // as the pass that reads them counts
}

// waitBytes is what a batch holds while it waits: its bytes as read, its texts where they are not
// parts of these, and what each document takes however short it is.
func (b *batch) waitBytes() int64 { return 2*b.bytes + int64(b.count)*documentBytes }

// light says that no Mapper runs in the stretch, so that a run that is killed loses a reading, and acting
// again on what a barrier decided, which is kept.
func (p *pass) light() bool { return p.st.first == p.st.last }

// holds says that documents are to wait in memory as far as is known: not encoded for a checkpoint.
func (p *pass) holds() bool { return p.light() && !p.full.Load() }

// wait keeps a batch for the next pass; false where there is no room, and then what is kept of its
// unit has gone into the checkpoint.
func (p *pass) wait(b *batch) (bool, error) {
	u := b.unit
	if p.keep != nil || !p.holds() {
		return false, nil
	}
	if b.waits == 0 && !p.hoard.take(b.waitBytes()) {
		p.full.Store(true)
		return false, p.spoolWaiting(u)
	}
	b.waits = max(b.waits, b.waitBytes())
	b.rest()
	u.waiting.batches = append(u.waiting.batches, b)
	u.waiting.bytes += b.bytes
	return true, nil
}

// rest leaves of a batch what the next pass comes in with.
func (b *batch) rest() { b.entry, b.overrides, b.numbers = nil, nil, nil }

// spoolWaiting puts what is kept of a unit into its checkpoint.
func (p *pass) spoolWaiting(u *unit) error {
	kept := u.waiting.batches
	u.waiting = waiting{}
	for i, b := range kept {
		if err := p.spool(b); err != nil {
			return err
		}
		kept[i] = nil
	}
	return nil
}

// spool appends a batch to the checkpoint of its unit.
func (p *pass) spool(b *batch) error {
	if b.out == nil {
		if err := b.encode(); err != nil {
			return err
		}
	}
	if p.keep == nil {
		w, err := spill.Create(p.work.temp("unit.spool"), spoolKey)
		if err != nil {
			return err
		}
		p.keep = w
	}
	for _, rec := range b.out {
		if err := p.keep.Append(rec); err != nil {
			return err
		}
	}
	b.giveBuffer()
	p.letGo(b)
	return nil
}

// letGo gives back the room of a batch that waits no more.
func (p *pass) letGo(b *batch) {
	p.hoard.give(b.waits)
	b.waits = 0
}

// fromMemory emits what waits of a unit.
func (p *pass) fromMemory(u *unit, emit func(*batch) error) error {
	kept := u.waiting.batches
	u.waiting = waiting{}
	for i, b := range kept {
		kept[i] = nil
		if p.entry != nil {
			var err error
			if b.entry, err = p.entry.upTo(b.lastOrd()); err != nil {
				return err
			}
		}
		if err := emit(b); err != nil {
			return err
		}
	}
	return nil
}

// lastOrd is the ordinal of its last document, -1 without one.
func (b *batch) lastOrd() int64 {
	if n := len(b.docs); n > 0 {
		return b.docs[n-1].Ord
	}
	return -1
}

// forget lets go of what waits of a unit whose documents an earlier run has taken further.
func (p *pass) forget(u *unit) {
	for _, b := range u.waiting.batches {
		p.letGo(b)
	}
	u.waiting = waiting{}
}

// wantedWaiting emits those of a unit's documents that are wanted and wait in memory.
func (p *pass) wantedWaiting(u *unit, w wanted, emit func(*batch) error) error {
	for _, from := range u.waiting.batches {
		b := &batch{unit: u, bytes: from.bytes}
		for i := range from.docs {
			d := &from.docs[i]
			if ord, more := w.at(); more && d.Ord == ord {
				b.docs = append(b.docs, *d)
				w.take(b)
			}
		}
		if b.count = len(b.docs); b.count == 0 {
			continue
		}
		b.docs = slices.Clip(b.docs)
		if err := emit(b); err != nil {
			return err
		}
	}
	return nil
}
