package engine

import (
	"errors"
	"fmt"
	"io"
	"slices"

	"github.com/tamis-data/tamis/internal/read"
)

// produce emits the batches of all units in order: from this stretch's checkpoint where there is
// one, from the inputs in the first stretch, else from what the stretch before left.
func (p *pass) produce(emit func(*batch) error) error {
	for i := range p.units {
		u := &p.units[i]
		emit := func(b *batch) error {
			b.unit = u
			return emit(b)
		}
		var err error
		switch out := p.spoolPath(u.next); {
		case u.known && !p.st.final && exists(out):
			p.forget(u)
			err = p.fromSpool(u, out, true, emit)
		case p.s == 0:
			err = p.fromFiles(u, emit)
		case u.waiting.batches != nil:
			err = p.fromBoth(u, emit)
		default:
			err = p.fromSpool(u, u.spool, false, emit)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// fromBoth emits what waits of a unit in memory, then what followed it on the disk.
func (p *pass) fromBoth(u *unit, emit func(*batch) error) error {
	rest := u.spool
	if err := p.fromMemory(u, emit); err != nil || rest == "" {
		return err
	}
	if err := p.fromSpool(u, rest, false, emit); err != nil {
		return err
	}
	return removeFile(rest)
}

// fromFiles reads a unit's files, in batches of about the size of one chunk.
func (p *pass) fromFiles(u *unit, emit func(*batch) error) error {
	b := &batch{}
	for n := u.first; n < u.first+u.n; n++ {
		f := p.files[n]
		r, err := read.Open(f, p.sources[f.Source], p.readOptions())
		if err != nil {
			return err
		}
		if b, err = p.fromFile(n, r, b, emit); err != nil {
			return fmt.Errorf("read %s: %w", f.Name, errors.Join(err, r.Close()))
		}
		if err := r.Close(); err != nil {
			return fmt.Errorf("read %s: %w", f.Name, err)
		}
		if p.limit.reached() {
			p.tallies[n].Columnar = r.Done().Columnar
			return emit(p.lastOf(u, b))
		}
		if err := p.readDone(n, r.Done()); err != nil {
			return err
		}
	}
	return emit(p.lastOf(u, b))
}

// lastOf marks the last batch of a unit, which brings along what is known of its files.
func (p *pass) lastOf(u *unit, b *batch) *batch {
	b.last = true
	for i := u.first; i < u.first+u.n; i++ {
		b.tallies = append(b.tallies, fileTally{i - u.first, p.tallies[i].Tally})
	}
	return b
}

// fromFile adds a file's chunks to the batch at hand and emits each one that is full.
func (p *pass) fromFile(n int, r *read.Reader, b *batch, emit func(*batch) error) (*batch, error) {
	for !p.limit.reached() {
		c, err := r.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return b, err
		}
		size := int64(c.Size())
		if b.full(size, c.Records(), p.o.Batch) {
			if err := emit(b); err != nil {
				return b, err
			}
			b = &batch{}
		}
		b.chunks = append(b.chunks, chunk{c, n})
		b.bytes += size
		b.count += c.Records()
	}
	return b, nil
}

// fromSpool reads what a stretch left of a unit; cached says that it was this one, in an earlier run.
func (p *pass) fromSpool(u *unit, path string, cached bool, emit func(*batch) error) error {
	in, err := openCheckpoint(path)
	if err != nil {
		return err
	}
	defer in.Close() // nothing was written
	b := &batch{cached: cached}
	for {
		block, err := in.Next()
		if err == io.EOF {
			break
		}
		if err != nil {
			return unusable(err)
		}
		if b.full(int64(block.Bytes()), block.Len(), p.o.Batch) {
			if err := p.emitSpooled(u, b, emit); err != nil {
				return err
			}
			b = &batch{cached: cached}
		}
		b.records = slices.AppendSeq(b.records, block.All())
		b.bytes += int64(block.Bytes())
		b.count = len(b.records)
	}
	b.last = true
	return p.emitSpooled(u, b, emit)
}

// emitSpooled sends a batch off with what was decided about its documents; those of a cached one were
// told in an earlier run.
func (p *pass) emitSpooled(u *unit, b *batch, emit func(*batch) error) error {
	if p.entry != nil {
		rs, err := p.entry.upTo(lastOrd(u, b.records))
		if err != nil {
			return err
		}
		if !b.cached {
			b.entry = rs
		}
	}
	return emit(b)
}
