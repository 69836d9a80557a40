package changes

import (
	"bytes"
	"errors"
	"iter"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/spill"
)

// cursor walks a ledger table that is in source order beside another one.
type cursor struct {
	next func() (export.Row, error, bool)
	stop func()
	row  export.Row
	ok   bool
	err  error
}

func newCursor(rows iter.Seq2[export.Row, error]) *cursor {
	next, stop := iter.Pull2(rows)
	c := &cursor{next: next, stop: stop}
	c.advance()
	return c
}

func noRows() *cursor { return newCursor(func(func(export.Row, error) bool) {}) }

func (c *cursor) advance() {
	c.row, c.err, c.ok = c.next()
	c.ok = c.ok && c.err == nil
}

// take hands the rows of one document to fn and passes over those before it.
func (c *cursor) take(doc int64, fn func(export.Row)) error {
	for ; c.ok && c.row.Int("doc") <= doc; c.advance() {
		if c.row.Int("doc") == doc {
			fn(c.row)
		}
	}
	return c.err
}

// writer fills a sorter from one goroutine.
type writer struct {
	sorter *spill.Sorter
	block  spill.Block
}

func newWriter(dir string, memory int64) *writer {
	return &writer{sorter: spill.NewSorter(dir, memory)}
}

// blockBytes is how much gathers before the sorter takes it.
const blockBytes = 256 << 10

func (w *writer) add(key, payload []byte) error {
	if w.block.Add(key, payload); w.block.Bytes() < blockBytes {
		return nil
	}
	return w.sorter.Append(&w.block)
}

func (w *writer) sort() (*spill.Sorted, error) {
	if err := w.sorter.Append(&w.block); err != nil {
		return nil, err
	}
	return w.sorter.Sort()
}

// stream pulls sorted records one at a time.
type stream struct {
	next         func() (record, bool)
	stop         func()
	key, payload []byte
	ok           bool
	err          error // of the sorted records, at their end
}

type record struct{ key, payload []byte }

var errStop = errors.New("stop")

func newStream(s *spill.Sorted) *stream {
	t := &stream{}
	t.next, t.stop = iter.Pull(func(yield func(record) bool) {
		err := s.All(func(key, payload []byte) error {
			if !yield(record{key, payload}) {
				return errStop
			}
			return nil
		})
		if !errors.Is(err, errStop) {
			t.err = err
		}
	})
	t.advance()
	return t
}

func (t *stream) advance() {
	r, ok := t.next()
	t.key, t.payload, t.ok = r.key, r.payload, ok
}

// entries pulls what a release says of one id after the other.
type entries struct {
	s *stream
	e *entry // the one at hand, nil at the end
}

func newEntries(s *spill.Sorted) (*entries, error) {
	es := &entries{s: newStream(s)}
	return es, es.advance()
}

// advance puts the records of the next id together.
func (es *entries) advance() error {
	es.e = nil
	if !es.s.ok {
		return es.s.err
	}
	e := &entry{id: string(es.s.key)}
	for es.s.ok && string(es.s.key) == e.id {
		e.take(bytes.Clone(es.s.payload))
		es.s.advance()
	}
	es.e = e
	return es.s.err
}
