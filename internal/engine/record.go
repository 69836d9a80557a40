package engine

import (
	"encoding/json"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/transform"
)

// record takes the records of the documents that meet from the checkpoints that the pass has just left:
// most documents meet none, and their text is cheaper to find again than all records are to keep.
func (p *pass) record(met metDocs, records *records) error {
	if met.step(); !met.more {
		return errors.Join(met.in.Err(), records.seal())
	}
	p.pipe.turn.init()
	p.limit.turn.init()
	v := p.st.judge.keyed()
	work := func(n int, b *batch) error { return p.recordBatch(&p.workers[n], b, v) }
	sink := func(b *batch) error {
		for i, rec := range b.out {
			if err := records.add(b.numbers[i], b.docs[i].Ord, rec); err != nil {
				return err
			}
		}
		b.giveBuffer()
		return nil
	}
	err := p.pipe.run(p.ctx, func(emit func(*batch) error) error { return p.produceWanted(&met, emit) }, work, sink)
	return errors.Join(err, records.seal())
}

// wanted goes through the documents that are wanted, by ordinal.
type wanted interface {
	// at returns the ordinal of the next one; false when there is none.
	at() (ord int64, more bool)
	// take notes in b what is wanted of it, and goes on.
	take(b *batch)
	err() error
}

// produceWanted emits the documents that are wanted in batches of the usual size.
func (p *pass) produceWanted(w wanted, emit func(*batch) error) error {
	for i := range p.units {
		u := &p.units[i]
		if ord, more := w.at(); !more || ord >= int64(u.first+u.n)<<40 {
			continue
		}
		if err := p.wantedWaiting(u, w, emit); err != nil {
			return err
		}
		if u.spool == "" {
			continue
		}
		if err := p.wantedSpooled(u, w, emit); err != nil {
			return err
		}
	}
	if err := w.err(); err != nil {
		return err
	}
	if ord, more := w.at(); more {
		return unusable(fmt.Errorf("document %d is in no checkpoint", ord))
	}
	return nil
}

// metDocs are the documents that meet others, with their numbers.
type metDocs struct {
	in   *spill.CellCursor[cell2]
	own  bool // they are places of a meeting of two sets
	next cell2
	more bool
}

func (m *metDocs) step() {
	if m.next, m.more = m.in.Next(); m.own {
		m.next[0] = uint64(ownPlace(int64(m.next[0])))
	}
}

func (m *metDocs) at() (int64, bool) { return int64(m.next[0]), m.more }
func (m *metDocs) err() error        { return m.in.Err() }

func (m *metDocs) take(b *batch) {
	b.numbers = append(b.numbers, m.next[1])
	m.step()
}

// wantedSpooled emits those of a unit's documents that are wanted and wait on the disk.
func (p *pass) wantedSpooled(u *unit, w wanted, emit func(*batch) error) error {
	in, err := openCheckpoint(u.spool)
	if err != nil {
		return err
	}
	defer in.Close() // nothing was written
	b := &batch{unit: u}
	base := int64(u.first) << 40
	err = eachRecord(in, func(rec []byte) error {
		if rec[0] != tagDoc {
			return nil
		}
		if ord, more := w.at(); !more || parseOrd(rec[1:])+base != ord {
			return nil
		}
		if b.full(int64(len(rec)), 1, p.o.Batch) {
			if err := emit(b); err != nil {
				return err
			}
			b = &batch{unit: u}
		}
		b.records = append(b.records, slices.Clone(rec))
		b.bytes += int64(len(rec))
		b.count++
		w.take(b)
		return nil
	})
	if err != nil || b.count == 0 {
		return err
	}
	return emit(b)
}

// recordBatch makes the records of a batch, each behind the first bytes of the document's Content.
func (p *pass) recordBatch(w *worker, b *batch, v transform.Keyed) error {
	if err := p.load(b, w); err != nil {
		return err
	}
	b.buf = takeBuffer()
	ends := make([]int, 0, len(b.docs))
	for i := range b.docs {
		d := &b.docs[i]
		d.Begin(p.r.Layout, p.st.judge.n, &w.scratch)
		b.buf = v.Record(d, append(b.buf, d.Content[:contentBytes]...))
		ends = append(ends, len(b.buf))
	}
	b.cutOut(ends)
	return nil
}

// cutOut makes records of what stands in the buffer, by where each ends.
func (b *batch) cutOut(ends []int) {
	from := 0
	for _, end := range ends {
		b.out = append(b.out, b.buf[from:end:end])
		from = end
	}
}

// factsSuffix is the file, beside the rulings of a Verifier, Tracer or Sitter, of what the manifest says of them.
const factsSuffix = ".facts"

// note keeps what the manifest is to say of a step, for a later run too.
func (p *pass) note(n *node, path string, facts map[string]int64) error {
	p.facts[n.n] = facts
	raw, err := json.Marshal(facts)
	if err != nil {
		return err
	}
	return writeSpool(path+factsSuffix, func(add func([]byte) error) error { return add(raw) })
}

// recallFacts takes up what an earlier run noted.
func (p *pass) recallFacts(n *node, path string) error {
	return readCheckpoint(path+factsSuffix, func(rec []byte) error {
		var facts map[string]int64
		if err := json.Unmarshal(rec, &facts); err != nil {
			return unusable(err)
		}
		p.facts[n.n] = facts
		return nil
	})
}

func removeFile(path string) error {
	if err := os.Remove(path); err != nil {
		return fmt.Errorf("work folder: %w", bare(err))
	}
	return nil
}
