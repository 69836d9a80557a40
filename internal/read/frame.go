package read

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
)

// The parent and the child that reads Arrow speak in frames: a byte that says what it is, the length
// of the rest (uint32, little endian), the rest. The parent believes nothing it can check.
//
//	Q  parent to child, JSON: an arrowRequest
//	R  rows: number of the first (uint64), how many (uint32), their cells in the order of the fields
//	L  lost: number of the first row (uint64), how many (uint64, 0 where unknown), the reason
//	E  end: number of rows, lost ones included (uint64)
//
// A cell is a byte, its kind, then by kind: 1 byte of a boolean; 8 of an integer (a further byte for
// big), float or instant; the length (uint32) and bytes of a text; the length (uint32) and cells of a
// list; nothing of all others.
const (
	frameAsk  = 'Q'
	frameRows = 'R'
	frameLost = 'L'
	frameEnd  = 'E'
	frameHead = 5
	// frameFull is where the child ends a frame of rows: 256 KiB is 16 frames a batch.
	frameFull = 256 << 10
)

// frameMost bounds a frame: rows up to frameFull and one more, whose strings hold at most 2 × limit.
func frameMost(limit int64) int64 { return frameFull + 4*limit + 1<<20 }

var wire = binary.LittleEndian

func writeFrame(w io.Writer, kind byte, body []byte) error {
	head := [frameHead]byte{kind}
	wire.PutUint32(head[1:], uint32(len(body)))
	if _, err := w.Write(head[:]); err != nil {
		return err
	}
	_, err := w.Write(body)
	return err
}

// errFrame is a frame that no child of ours writes.
const errFrame = damaged("Arrow: the reading process sent garbage")

func readFrame(r *bufio.Reader, most int64) (kind byte, body []byte, err error) {
	var head [frameHead]byte
	if _, err := io.ReadFull(r, head[:]); err != nil {
		return 0, nil, err
	}
	n := int64(wire.Uint32(head[1:]))
	if n > most {
		return 0, nil, errFrame
	}
	body = make([]byte, n)
	_, err = io.ReadFull(r, body)
	return head[0], body, err
}

// appendCell writes a cell.
func appendCell(dst []byte, c *cell) []byte {
	dst = append(dst, byte(c.kind))
	switch c.kind {
	case boolean:
		dst = append(dst, byte(c.n))
	case integer:
		dst = wire.AppendUint64(dst, uint64(c.n))
		if c.big {
			return append(dst, 1)
		}
		return append(dst, 0)
	case instant:
		dst = wire.AppendUint64(dst, uint64(c.n))
	case float:
		dst = wire.AppendUint64(dst, math.Float64bits(c.f))
	case text:
		dst = wire.AppendUint32(dst, uint32(len(c.s)))
		dst = append(dst, c.s...)
	case list:
		dst = wire.AppendUint32(dst, uint32(len(c.list)))
		for i := range c.list {
			dst = appendCell(dst, &c.list[i])
		}
	}
	return dst
}

// cellReader takes cells out of a frame; bad is set where they don't fit.
type cellReader struct {
	b   []byte
	bad bool
}

// take returns the next n bytes.
func (r *cellReader) take(n int) []byte {
	if n < 0 || n > len(r.b) || r.bad {
		r.bad = true
		return nil
	}
	b := r.b[:n]
	r.b = r.b[n:]
	return b
}

func (r *cellReader) number() uint64 {
	if b := r.take(8); b != nil {
		return wire.Uint64(b)
	}
	return 0
}

func (r *cellReader) short() int {
	if b := r.take(4); b != nil {
		return int(wire.Uint32(b))
	}
	return 0
}

func (r *cellReader) octet() byte {
	if b := r.take(1); b != nil {
		return b[0]
	}
	return 0
}

// cell reads one cell; texts share the frame's memory. Lists hold no lists.
func (r *cellReader) cell(nested bool) cell {
	c := cell{kind: cellKind(r.octet())}
	switch c.kind {
	case null, other, oversize, missing:
	case boolean:
		c.n = int64(r.octet() & 1)
	case integer:
		c.n = int64(r.number())
		c.big = r.octet() == 1 && c.n < 0
	case instant:
		c.n = int64(r.number())
	case float:
		c.f = math.Float64frombits(r.number())
	case text:
		c.s = stringOf(r.take(r.short()))
	case list:
		r.list(&c, nested)
	default:
		r.bad = true
	}
	return c
}

func (r *cellReader) list(c *cell, nested bool) {
	n := r.short()
	if nested || n > len(r.b) {
		r.bad = true
		return
	}
	for i := 0; i < n && !r.bad; i++ {
		c.list = append(c.list, r.cell(true))
	}
}
