package changes

import (
	"context"
	"encoding/binary"
	"errors"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/spill"
)

// Pair is the texts of a document in both releases.
type Pair struct{ TitleA, TitleB, TextA, TextB string }

// Show calls fn with the first limit changes of each cause, 0 for all, in the order of Each. With texts it finds
// those of documents whose text or title differs; p is nil for others. One pair is held at a time beside
// what the budget of memory holds.
func (d *Diff) Show(ctx context.Context, limit int64, withTexts bool, memory int64, fn func(c *Change, p *Pair) error) error {
	t := &texts{ctx: ctx, d: d, limit: limit, memory: max(memory, 16<<20)}
	if !withTexts {
		return t.shown(func(s *stored) error { return fn(&s.Change, nil) })
	}
	defer t.close()
	if err := t.choose(); err != nil {
		return err
	}
	if err := errors.Join(t.fetch(0, d.A), t.fetch(1, d.B)); err != nil {
		return err
	}
	return t.tell(fn)
}

// texts is one Show at work. Rows of data/ are found by their numbers and sorted by that of the pair.
type texts struct {
	ctx    context.Context
	d      *Diff
	limit  int64
	memory int64
	rows   [2]*spill.Cells[[2]uint64] // number of a row, number of a pair
	found  [2]*spill.Sorted
}

func (t *texts) close() {
	for i := range 2 {
		_ = t.rows[i].Close() // nothing that was to stay
		if t.found[i] != nil {
			_ = t.found[i].Close()
		}
	}
}

// HasTexts says that a change is one of texts.
func (c *Change) HasTexts() bool {
	for _, column := range c.Columns {
		if column == "text" || column == "title" {
			return c.Change == Changed || c.Change == Moved
		}
	}
	return false
}

// shown goes through the changes within the limit.
func (t *texts) shown(fn func(*stored) error) error {
	var cause Cause
	n := int64(0)
	return t.d.each(func(s *stored) error {
		if now := s.cause(); now != cause {
			cause, n = now, 0
		}
		if n++; t.limit > 0 && n > t.limit {
			return t.ctx.Err()
		}
		return fn(s)
	})
}

func (t *texts) choose() error {
	var sorters [2]*spill.CellSorter[[2]uint64]
	for i := range sorters {
		sorters[i] = spill.NewCellSorter[[2]uint64](t.d.dir, t.memory/8)
	}
	n := uint64(0)
	err := t.shown(func(s *stored) error {
		if !s.HasTexts() {
			return nil
		}
		n++
		return errors.Join(sorters[0].Append([][2]uint64{{s.RowA, n}}), sorters[1].Append([][2]uint64{{s.RowB, n}}))
	})
	for i := range sorters {
		var e error
		t.rows[i], e = sorters[i].Sort()
		err = errors.Join(err, e)
	}
	return err
}

// fetch reads the chosen rows of a release.
func (t *texts) fetch(i int, rel *export.Release) error {
	columns := []string{"text"}
	side := newSide(rel)
	if side.hasColumn(export.TableData, "title") {
		columns = append(columns, "title")
	}
	w := newWriter(t.d.dir, t.memory/4)
	rows := t.rows[i].Cursor()
	next, ok := rows.Next()
	n := uint64(0)
	for row, err := range rel.DocumentRows(columns...) {
		if err = errors.Join(err, t.ctx.Err()); err != nil {
			return errors.Join(err, w.sorter.Close())
		}
		if !ok {
			break
		}
		if n++; n-1 != next[0] {
			continue
		}
		payload := appendBytes(appendBytes(nil, row.Str("title")), row.Str("text"))
		if err := w.add(binary.BigEndian.AppendUint64(nil, next[1]), payload); err != nil {
			return errors.Join(err, w.sorter.Close())
		}
		next, ok = rows.Next()
	}
	var err error
	t.found[i], err = w.sort()
	return errors.Join(err, rows.Err())
}

func (t *texts) tell(fn func(*Change, *Pair) error) error {
	a, b := newStream(t.found[0]), newStream(t.found[1])
	defer a.stop()
	defer b.stop()
	return t.shown(func(s *stored) error {
		if !s.HasTexts() {
			return fn(&s.Change, nil)
		}
		if !a.ok || !b.ok {
			return errors.Join(a.err, b.err, errRecord)
		}
		x, y := &decoder{b: a.payload}, &decoder{b: b.payload}
		p := &Pair{TitleA: x.str(), TextA: x.str(), TitleB: y.str(), TextB: y.str()}
		a.advance()
		b.advance()
		return fn(&s.Change, p)
	})
}
