package spill

import (
	"bytes"
	"fmt"
	"iter"
	"sync"
)

// Sorted holds records in order, in memory or in one file. It may be gone through any number of
// times, also at once by several goroutines.
type Sorted struct {
	arena *arena // in memory
	refs  []ref
	run   *run // or on disk
	count int64
	bytes int64

	mu  sync.Mutex
	err error
}

// Count returns the number of records.
func (s *Sorted) Count() int64 { return s.count }

// Bytes returns the size of the records as they are kept.
func (s *Sorted) Bytes() int64 { return s.bytes }

// Err returns the first error met while a run was ranged over; Runs returns it too.
func (s *Sorted) Err() error { s.mu.Lock(); defer s.mu.Unlock(); return s.err }

func (s *Sorted) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
}

// Close removes the file and forgets the records.
func (s *Sorted) Close() error {
	r := s.run
	s.run, s.arena, s.refs = nil, nil, nil
	if r == nil {
		return nil
	}
	return r.close()
}

// All calls fn with each record in order, until an error. Key and payload are valid until fn
// returns.
func (s *Sorted) All(fn func(key, payload []byte) error) error {
	for _, r := range s.refs {
		key, payload := s.arena.parts(r.at)
		if err := fn(key, payload); err != nil {
			return err
		}
	}
	if s.run == nil {
		return nil
	}
	return s.allOnDisk(fn)
}

func (s *Sorted) allOnDisk(fn func(key, payload []byte) error) error {
	c := &cursor{r: s.run}
	for n := int64(0); ; n++ {
		if err := c.advance(); err != nil {
			return err
		}
		if c.done {
			return s.complete(n)
		}
		if err := fn(c.key, c.payload); err != nil {
			return err
		}
	}
}

// complete checks at the end that as many records came back as went in.
func (s *Sorted) complete(n int64) error {
	if n == s.count {
		return nil
	}
	return fmt.Errorf("read spill file: %d records of %d: %w", n, s.count, ErrDamaged)
}

// Runs calls fn with each group of records whose keys begin with the same prefix bytes (a shorter
// key is a group of its own), in order. A run may be longer than memory; it may be ranged over any
// number of times and inside itself while fn is at work, and stops early on an error of the disk,
// which Runs then returns. Key and payload of a range are valid until its next record.
func (s *Sorted) Runs(prefix int, fn func(prefix []byte, run iter.Seq2[[]byte, []byte]) error) error {
	if s.run == nil {
		return s.runsInMemory(prefix, fn)
	}
	return s.runsOnDisk(prefix, fn)
}

func (s *Sorted) runsInMemory(prefix int, fn func([]byte, iter.Seq2[[]byte, []byte]) error) error {
	var group []ref // of the run at hand: one closure serves them all, since most are short
	run := func(yield func(key, payload []byte) bool) {
		for _, r := range group {
			if !yield(s.arena.parts(r.at)) {
				return
			}
		}
	}
	for from := 0; from < len(s.refs); {
		key, _ := s.arena.parts(s.refs[from].at)
		head := headOf(key, prefix)
		to := from + 1
		for to < len(s.refs) && s.sameHead(to, head, prefix) {
			to++
		}
		group = s.refs[from:to]
		if err := fn(head, run); err != nil {
			return err
		}
		from = to
	}
	return nil
}

func (s *Sorted) sameHead(i int, head []byte, prefix int) bool {
	key, _ := s.arena.parts(s.refs[i].at)
	return bytes.Equal(headOf(key, prefix), head)
}

func headOf(key []byte, prefix int) []byte { return key[:min(prefix, len(key)):min(prefix, len(key))] }

// group is one run on disk while its fn is at work.
type group struct {
	s      *Sorted
	prefix int
	run    iter.Seq2[[]byte, []byte] // all, made once
	head   []byte
	start  cursor // before its first record, with that record's frame loaded
	far    cursor // behind the last record seen, at the first of the next group once ended
	seen   int64  // records up to far
	ended  bool
}

func (s *Sorted) runsOnDisk(prefix int, fn func([]byte, iter.Seq2[[]byte, []byte]) error) error {
	g := &group{s: s, prefix: prefix}
	g.run = g.all
	first := cursor{r: s.run}
	for total := int64(0); ; {
		if err := first.advance(); err != nil {
			return err
		}
		if first.done {
			return s.complete(total)
		}
		if err := g.serve(&first, fn); err != nil {
			return err
		}
		total += g.seen
		first = g.far
	}
}

// serve lets fn see the group that c's record begins. Then seen is the number of its records and
// far a cursor before the first record of the next group.
func (g *group) serve(c *cursor, fn func([]byte, iter.Seq2[[]byte, []byte]) error) error {
	g.head = append(g.head[:0], headOf(c.key, g.prefix)...)
	g.start = before(*c)
	g.far, g.seen, g.ended = g.start, 0, false
	if err := fn(g.head, g.run); err != nil {
		return err
	}
	if err := g.s.Err(); err != nil {
		return err
	}
	return g.finish()
}

// before returns c as it was before its record; the frame is the same, only read from now on.
func before(c cursor) cursor {
	c.at -= len(c.rec)
	return c
}

// all ranges over the group from its first record. Each range has a cursor of its own that shares
// the first frame and reads later ones into its own memory, so ranges may be nested.
func (g *group) all(yield func(key, payload []byte) bool) {
	c := g.start
	c.spare = nil
	for n := int64(1); ; n++ {
		more, err := g.step(&c)
		if err != nil {
			g.s.fail(err)
			return
		}
		if !more {
			g.reached(c, n-1, true)
			return
		}
		if !yield(c.key, c.payload) {
			g.reached(c, n, false)
			return
		}
	}
}

// step moves c to the next record of the group; at the group's end it stays before the record
// behind it.
func (g *group) step(c *cursor) (bool, error) {
	if err := c.advance(); err != nil || c.done {
		return false, err
	}
	if bytes.Equal(headOf(c.key, g.prefix), g.head) {
		return true, nil
	}
	*c = before(*c)
	return false, nil
}

// reached keeps the farthest cursor, so that the search for the next group starts there.
func (g *group) reached(c cursor, n int64, ended bool) {
	if n > g.seen || ended {
		g.far, g.seen, g.ended = c, n, ended
	}
}

// finish goes to the end of the group where no range did.
func (g *group) finish() error {
	for !g.ended {
		more, err := g.step(&g.far)
		if err != nil {
			return err
		}
		if !more {
			g.ended = true
			return nil
		}
		g.seen++
	}
	return nil
}
