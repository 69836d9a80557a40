package export

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// errClosed answers what comes after Close or Abort.
var errClosed = errors.New("tables are closed")

// Row groups are copied out of documents by the callers' goroutine, encoded by workers side by
// side, and committed to the files by one goroutine in the order in which they were sealed: the
// bytes do not depend on the number of workers.

// inFlight is the memory that a row group takes while it is encoded, measured in its own size: the
// columns, their pages, and lines or an Arrow batch.
func (t *Tables) inFlight(memory int64) int64 {
	factor := int64(2)
	if t.o.Arrow != nil {
		factor++
	}
	if t.o.JSONL != nil {
		factor += 2
	}
	return factor * memory
}

// workers is how many row groups are encoded at once: no more than fit into their share of
// the budget: half is for open row groups, three eighths for those in flight, one for columns kept.
func (t *Tables) workers() int {
	fit := t.o.Memory * 3 / 8 / (t.inFlight(groupBytes) + 8<<20)
	return int(max(1, min(int64(t.o.Workers), fit)))
}

func (t *Tables) start() error {
	t.jobs, t.order = make(chan *sealed, 64), make(chan *sealed, 64)
	t.committed = make(chan struct{})
	for range t.workers() {
		e, err := newEncoder(t.o)
		if err != nil {
			close(t.jobs)
			return err
		}
		t.busy.Go(func() {
			for s := range t.jobs {
				e.encode(s, &t.failed)
			}
		})
	}
	go t.commitAll()
	return nil
}

// commitAll writes row groups in order. After an error it goes on taking them, so that nobody
// waits for ever.
func (t *Tables) commitAll() {
	defer close(t.committed)
	for s := range t.order {
		<-s.ready
		err := s.err
		if err == nil && t.failed.Load() == nil {
			err = s.part.commit(s)
		}
		if err != nil {
			t.fail(fmt.Errorf("write %s: %w", s.part.table.name, err))
		}
		t.release(s)
	}
}

// fail keeps the first error.
func (t *Tables) fail(err error) { t.failed.CompareAndSwap(nil, &err) }

func (t *Tables) err() error {
	if p := t.failed.Load(); p != nil {
		return *p
	}
	return nil
}

// submit sends a row group on its way, once there is room for it.
func (t *Tables) submit(s *sealed) error {
	if s.group != nil {
		t.opened -= s.group.memory
		s.weight = t.inFlight(s.group.memory + spilledBytes(s.spill))
	}
	s.ready = make(chan struct{})
	t.acquire(s.weight)
	t.order <- s
	t.jobs <- s
	return t.err()
}

// ahead is the memory that row groups in flight may take: of one for each worker, one that is committed and one
// that waits. More would only touch fresh memory: the caller is far faster than the encoders.
func (t *Tables) ahead() int64 {
	return min(t.o.Memory*3/8, int64(t.workers()+2)*t.inFlight(groupBytes+groupBytes/4))
}

// acquire waits until weight more bytes may be in flight; one row group always may.
func (t *Tables) acquire(weight int64) {
	t.flight.L.Lock()
	for t.flying > 0 && t.flying+weight > t.ahead() {
		t.flight.Wait()
	}
	t.flying += weight
	t.flight.L.Unlock()
}

// release gives a committed row group's room back, and its columns where there is room to keep them:
// memory that is used again costs neither the collector nor the kernel anything.
func (t *Tables) release(s *sealed) {
	t.flight.L.Lock()
	t.flying -= s.weight
	if g := s.group; g != nil && len(s.spill) == 0 && t.keeping+g.memory <= t.o.Memory/8 {
		t.keeping += g.memory
		t.kept[s.part.table] = append(t.kept[s.part.table], g)
	}
	t.flight.L.Unlock()
	t.flight.Signal()
}

// group returns an empty row group, of used columns where some are kept.
func (t *Tables) group(tab *table) *rowGroup {
	t.flight.L.Lock()
	defer t.flight.L.Unlock()
	kept := t.kept[tab]
	if len(kept) == 0 {
		return tab.newGroup()
	}
	g := kept[len(kept)-1]
	t.kept[tab] = kept[:len(kept)-1]
	t.keeping -= g.memory
	for _, c := range g.cols {
		c.reset()
	}
	g.rows, g.bytes, g.memory = 0, 0, 0
	return g
}

// grow counts the memory of open row groups.
func (t *Tables) grow(p *part, n int64) {
	p.open.memory += n
	t.opened += n
}

// makeRoom puts open row groups on disk while all together hold more than half of the budget, the
// largest first: a release with hundreds of splits has as many of them.
func (t *Tables) makeRoom() error {
	for t.opened > t.o.Memory/2 {
		var largest *part
		for _, tab := range t.all {
			for _, p := range tab.parts {
				if p.open != nil && (largest == nil || p.open.memory > largest.open.memory) {
					largest = p
				}
			}
		}
		if largest == nil || largest.open.memory == 0 {
			return nil
		}
		if err := t.spillPart(largest); err != nil {
			return fmt.Errorf("spill %s: %w", largest.table.name, err)
		}
	}
	return nil
}

// spillPart moves the columns of an open row group to the spill file.
func (t *Tables) spillPart(p *part) error {
	if t.spill == nil {
		f, err := os.OpenFile(filepath.Join(t.dir, ".rows.spill"), os.O_CREATE|os.O_EXCL|os.O_RDWR, 0o600)
		if err != nil {
			return err
		}
		t.spill = f
	}
	var b []byte
	for _, c := range p.open.cols {
		b = c.appendTo(b)
	}
	from := t.spillEnd
	if _, err := t.spill.WriteAt(b, from); err != nil {
		return err
	}
	t.spillEnd += int64(len(b))
	p.spill = append(p.spill, spilled{from, t.spillEnd})
	fresh := p.table.newGroup()
	fresh.rows, fresh.bytes = p.open.rows, p.open.bytes
	t.opened -= p.open.memory
	p.open = fresh
	return nil
}

func spilledBytes(list []spilled) int64 {
	n := int64(0)
	for _, s := range list {
		n += s.to - s.from
	}
	return n
}

// unspill brings the earlier rows of a sealed row group back, in front of those in memory.
func (t *Tables) unspill(s *sealed) error {
	if len(s.spill) == 0 {
		return nil
	}
	whole := s.part.table.newGroup()
	for _, at := range s.spill {
		b := make([]byte, at.to-at.from)
		if _, err := io.ReadFull(io.NewSectionReader(t.spill, at.from, at.to-at.from), b); err != nil {
			return fmt.Errorf("read spill file: %w", err)
		}
		if err := loadColumns(whole.cols, b); err != nil {
			return err
		}
	}
	var tail []byte
	for _, c := range s.group.cols {
		tail = c.appendTo(tail)
	}
	s.group.cols = whole.cols
	return loadColumns(whole.cols, tail)
}

func loadColumns(cols []*column, b []byte) (err error) {
	for _, c := range cols {
		if b, err = c.load(b); err != nil {
			return err
		}
	}
	return nil
}
