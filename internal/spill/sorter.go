package spill

import (
	"errors"
	"sync"
)

// errClosed says that a Sorter or Summer was used after it was sorted or closed.
var errClosed = errors.New("spill: used after its end")

// Sorter sorts records by the bytes of their keys, then of their payloads, within a budget.
// Append may be called from many goroutines; Sort once, when they are done.
type Sorter struct {
	mu     sync.Mutex
	arena  *arena
	pile   pile
	count  int64
	bytes  int64
	err    error // the first failure; nothing goes on after it
	closed bool
}

// NewSorter returns a Sorter that holds at most budget bytes of records and index, and writes
// what is more to files in dir, which is made when needed. Blocks of the workers are not counted.
func NewSorter(dir string, budget int64) *Sorter {
	return newSorter(osStore{}, dir, budget)
}

func newSorter(st store, dir string, budget int64) *Sorter {
	return &Sorter{
		arena: newArena(budget),
		pile:  pile{st: st, dir: dir, budget: budget, fold: copyRecords},
	}
}

// Append takes the records of b and empties it. The error is one of the disk, or of a record that
// was too long, and stays.
func (s *Sorter) Append(b *Block) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer b.Reset()
	if s.err == nil && s.closed {
		s.err = errClosed
	}
	if s.err == nil {
		s.err = b.err
	}
	for rest := b.data; len(rest) > 0 && s.err == nil; {
		_, _, size := parseRecord(rest)
		s.err = s.take(rest[:size])
		rest = rest[size:]
	}
	return s.err
}

// take adds one record and spills before where it would exceed the budget.
func (s *Sorter) take(rec []byte) error {
	if s.arena.cost(len(rec)) > s.pile.budget && s.arena.n > 0 {
		if err := s.spill(); err != nil {
			return err
		}
	}
	if len(rec) > s.arena.chunk {
		s.arena.dropFree()
	}
	s.arena.add(rec)
	s.count++
	s.bytes += int64(len(rec))
	return nil
}

// spill writes what is in memory as one run. The sort inside uses all cores, so the workers that
// wait here for the lock lose little.
func (s *Sorter) spill() error {
	return s.pile.write(s.arena)
}

// write sorts an arena into a new run of the pile and empties it.
func (p *pile) write(a *arena) error {
	refs := a.index()
	a.sort(refs)
	w, err := newRun(p.st, p.dir, frameBytes(p.budget))
	if err != nil {
		return err
	}
	for _, r := range refs {
		if err := w.add(a.record(r.at)); err != nil {
			w.abort()
			return err
		}
	}
	r, err := w.finish()
	if err != nil {
		w.abort()
		return err
	}
	p.runs = append(p.runs, r)
	a.empty()
	return nil
}

// Sort ends the input and returns the records in order. The Sorter's files and memory pass to
// the Sorted; on an error they are gone.
func (s *Sorter) Sort() (*Sorted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil && s.closed {
		s.err = errClosed
	}
	if s.err != nil {
		return nil, errors.Join(s.err, s.close())
	}
	out, err := s.pile.sorted(s.arena)
	if err != nil {
		s.err = err
		return nil, errors.Join(err, s.close())
	}
	s.arena, s.closed = nil, true
	return out, nil
}

// sorted returns all records of the pile and an arena in order; the arena is used up.
func (p *pile) sorted(a *arena) (*Sorted, error) {
	if len(p.runs) == 0 {
		refs := a.index()
		a.sort(refs)
		a.dropFree()
		return &Sorted{arena: a, refs: refs, count: int64(len(refs)), bytes: a.bytes}, nil
	}
	if a.n > 0 {
		if err := p.write(a); err != nil {
			return nil, err
		}
	}
	*a = arena{} // its memory is the merge's now
	r, err := p.one()
	if err != nil {
		return nil, err
	}
	if err := r.open(); err != nil {
		return nil, err
	}
	p.runs = nil
	return &Sorted{run: r, count: r.records, bytes: r.bytes}, nil
}

// Count returns the number of records so far.
func (s *Sorter) Count() int64 { s.mu.Lock(); defer s.mu.Unlock(); return s.count }

// Bytes returns the size of the records so far, as they are kept.
func (s *Sorter) Bytes() int64 { s.mu.Lock(); defer s.mu.Unlock(); return s.bytes }

// Close removes the files of a Sorter that was not sorted; after Sort it does nothing.
func (s *Sorter) Close() error { s.mu.Lock(); defer s.mu.Unlock(); return s.close() }

func (s *Sorter) close() error {
	s.closed, s.arena = true, nil
	return s.pile.close()
}
