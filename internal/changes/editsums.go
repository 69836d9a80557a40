package changes

import (
	"encoding/binary"

	"github.com/zeebo/xxh3"

	"github.com/tamis-data/tamis/export"
)

// editSum is what a step did to a document with edits of one kind. The hash tells whether two did the
// same; a cause hangs on it and no text.
type editSum struct {
	step, kind string
	rows       uint64
	hash       uint64
}

// editSums gathers those of one document.
type editSums struct {
	list []editSum
	buf  []byte
}

func (e *editSums) reset() { e.list = e.list[:0] }

func (e *editSums) add(r export.Row) {
	s := e.of(r.Str("step"), r.Str("kind"))
	b := binary.LittleEndian.AppendUint64(e.buf[:0], s.hash)
	b = binary.AppendVarint(binary.AppendVarint(appendBytes(b, r.Str("column")), r.Int("start")), r.Int("removed_bytes"))
	e.buf = appendBytes(b, r.Str("inserted"))
	s.hash = xxh3.Hash(e.buf)
	s.rows++
}

func (e *editSums) of(step, kind string) *editSum {
	for i := range e.list {
		if s := &e.list[i]; s.step == step && s.kind == kind {
			return s
		}
	}
	e.list = append(e.list, editSum{step: step, kind: kind})
	return &e.list[len(e.list)-1]
}

func (e *editSums) append(b []byte) []byte {
	b = binary.AppendUvarint(b, uint64(len(e.list)))
	for _, s := range e.list {
		b = binary.AppendUvarint(appendBytes(appendBytes(b, s.step), s.kind), s.rows)
		b = binary.AppendUvarint(b, s.hash)
	}
	return b
}

func (d *decoder) edits() []editSum {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.bad = true
		return nil
	}
	list := make([]editSum, 0, n)
	for range n {
		list = append(list, editSum{step: d.str(), kind: d.str(), rows: d.uint(), hash: d.uint()})
	}
	return list
}
