package engine

import (
	"runtime/debug"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
)

// hoard is the memory in which documents wait for the next pass where making them again costs no more
// than a checkpoint would: behind a stretch without Mappers (decision 0013). It holds the first batches; from
// the first that has no room all go to the disk.
type hoard struct {
	most    int64
	used    atomic.Int64
	garbage garbage
}

// take asks for room for n bytes.
func (h *hoard) take(n int64) bool {
	if used := h.used.Add(n); used <= h.most {
		h.garbage.fit(used)
		return true
	}
	h.used.Add(-n)
	return false
}

func (h *hoard) give(n int64) { h.garbage.fit(h.used.Add(-n)) }

// garbage keeps the collector from letting garbage grow as large as what waits, which would take as much
// fresh memory again: what is kept of 3 GB of texts takes 7.3 GB then, and 5.3 with a third of it, for 0.6
// CPU-seconds more of marking and 6 less of page faults.
type garbage struct {
	usual   int // percent of what is live, as the process was started with; below 0 it collects nothing
	mu      sync.Mutex
	percent int
}

const (
	// freeGarbage is what waits before it counts: below it marking is dearer than memory.
	freeGarbage = 512 << 20
	// leastGarbage is the percentage at which marking begins to show.
	leastGarbage = 25
)

// begin takes what the process was started with for usual.
func (g *garbage) begin() {
	g.usual = debug.SetGCPercent(-1)
	g.percent = g.usual
	debug.SetGCPercent(g.usual)
}

// end goes back to it.
func (g *garbage) end() { debug.SetGCPercent(g.usual) }

// fit sets the collector to what waits. Each change stops all that runs for a moment: small ones wait.
func (g *garbage) fit(waits int64) {
	if g.usual <= 0 {
		return
	}
	g.mu.Lock()
	defer g.mu.Unlock()
	want := percentOf(g.usual, waits)
	if want == g.percent || waits > 0 && max(want, g.percent)-min(want, g.percent) < 5 {
		return
	}
	g.percent = want
	debug.SetGCPercent(want)
}

// percentOf is the percentage for so many bytes that wait.
func percentOf(usual int, waits int64) int {
	want := int64(usual) * freeGarbage / (freeGarbage + waits)
	return int(max(want, min(int64(usual), leastGarbage)))
}

// waiting is what the documents of a unit, or the first of them, hold in memory between two passes.
type waiting struct {
	batches []*batch
	bytes   int64 // as the pass that reads them counts
}

// waitBytes is what a batch holds while it waits: its bytes as read, texts that are no part of these, and
// what each document takes however short it is.
func (b *batch) waitBytes() int64 {
	beyond := b.beyond
	if slices.ContainsFunc(b.docs, func(d schema.Doc) bool { return d.Edited() }) {
		beyond += b.bytes
	}
	return b.bytes + beyond + int64(b.count)*documentBytes
}

// light says that no Mapper runs in the stretch, so that a run that is killed loses a reading, and acting
// again on what a barrier decided, which is kept.
func (p *pass) light() bool { return p.st.first == p.st.last }

// holds says that documents are to wait in memory as far as is known: not encoded for a checkpoint.
func (p *pass) holds() bool { return p.light() && !p.full.Load() }

// wait keeps a batch for the next pass; false where there is no room for it, or was none for one before.
func (p *pass) wait(b *batch) bool {
	u := b.unit
	if !p.holds() {
		return false
	}
	more := max(b.waitBytes()-b.waits, 0)
	if !p.hoard.take(more) {
		p.full.Store(true)
		return false
	}
	b.waits += more
	b.rest()
	u.waiting.batches = append(u.waiting.batches, b)
	u.waiting.bytes += b.bytes
	return true
}

// rest leaves of a batch what the next pass comes in with.
func (b *batch) rest() { b.entry, b.overrides, b.numbers = nil, nil, nil }

// spool appends a batch to what goes to the disk of its unit: all of it, which is a checkpoint, or what
// follows the documents that wait in memory.
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
