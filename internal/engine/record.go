package engine

import (
	"encoding/binary"
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
func (p *pass) record(wanted wantedDocs, records *records) error {
	if wanted.step(); !wanted.more {
		return errors.Join(wanted.in.Err(), records.seal())
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
	err := p.pipe.run(p.ctx, func(emit func(*batch) error) error { return p.produceWanted(&wanted, emit) }, work, sink)
	return errors.Join(err, records.seal())
}

// produceWanted emits the documents that are wanted, by ordinal, in batches of the usual size.
func (p *pass) produceWanted(w *wantedDocs, emit func(*batch) error) error {
	for i := range p.units {
		u := &p.units[i]
		if !w.more || int64(w.next[0]) >= int64(u.first+u.n)<<40 {
			continue
		}
		of := p.wantedOf
		if u.waiting.batches != nil {
			of = p.wantedWaiting
		}
		if err := of(u, w, emit); err != nil {
			return err
		}
	}
	if err := w.in.Err(); err != nil {
		return err
	}
	if w.more {
		return unusable(fmt.Errorf("document %d is in no checkpoint", w.next[0]))
	}
	return nil
}

// wantedDocs goes through the documents that are wanted: ordinal and number.
type wantedDocs struct {
	in   *spill.CellCursor[cell2]
	own  bool // they are places of a meeting of two sets
	next cell2
	more bool
}

func (w *wantedDocs) step() {
	if w.next, w.more = w.in.Next(); w.own {
		w.next[0] = uint64(ownPlace(int64(w.next[0])))
	}
}

func (p *pass) wantedOf(u *unit, w *wantedDocs, emit func(*batch) error) error {
	in, err := openCheckpoint(u.spool)
	if err != nil {
		return err
	}
	defer in.Close() // nothing was written
	b := &batch{unit: u}
	base := uint64(u.first) << 40
	err = eachRecord(in, func(rec []byte) error {
		if rec[0] != tagDoc || !w.more || binary.BigEndian.Uint64(rec[1:])+base != w.next[0] {
			return nil
		}
		if b.full(int64(len(rec)), 1, p.o.Batch) {
			if err := emit(b); err != nil {
				return err
			}
			b = &batch{unit: u}
		}
		b.records, b.numbers = append(b.records, slices.Clone(rec)), append(b.numbers, w.next[1])
		b.bytes += int64(len(rec))
		b.count++
		w.step()
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

// factsSuffix is the file, beside the rulings of a Verifier, of what the manifest says of them.
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
