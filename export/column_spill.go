package export

import (
	"encoding/binary"
	"errors"
)

// errSpill says that a spill file doesn't hold what was written to it.
var errSpill = errors.New("spill file is damaged")

// appendTo writes the column's content to b in a form that load appends to another column.
func (c *column) appendTo(b []byte) []byte {
	le := binary.LittleEndian
	b = le.AppendUint32(b, uint32(c.n))
	b = appendBools(b, c.null)
	b = le.AppendUint32(b, uint32(len(c.nums)))
	for _, v := range c.nums {
		b = le.AppendUint64(b, v)
	}
	b = appendBlock(b, c.text)
	b = appendUint32s(b, c.ends)
	b = appendBlock(b, c.sums)
	b = appendBools(b, c.know)
	b = appendUint32s(b, c.lens)
	b = appendBools(b, c.gone)
	for _, k := range c.kids {
		b = k.appendTo(b)
	}
	return b
}

// load appends what appendTo wrote and returns the rest of b.
func (c *column) load(b []byte) ([]byte, error) {
	base := uint32(len(c.text))
	r := &spillReader{b: b}
	c.n += int(r.uint32())
	c.null = r.bools(c.null)
	for n := r.uint32(); n > 0 && !r.bad; n-- {
		c.nums = append(c.nums, r.uint64())
	}
	c.text = append(c.text, r.take(int(r.uint32()))...)
	for n := r.uint32(); n > 0 && !r.bad; n-- {
		c.ends = append(c.ends, base+r.uint32())
	}
	c.sums = append(c.sums, r.take(int(r.uint32()))...)
	c.know = r.bools(c.know)
	for n := r.uint32(); n > 0 && !r.bad; n-- {
		c.lens = append(c.lens, r.uint32())
	}
	c.gone = r.bools(c.gone)
	if r.bad {
		return nil, errSpill
	}
	rest := r.b
	for _, k := range c.kids {
		var err error
		if rest, err = k.load(rest); err != nil {
			return nil, err
		}
	}
	return rest, nil
}

func appendBlock(b, block []byte) []byte {
	return append(binary.LittleEndian.AppendUint32(b, uint32(len(block))), block...)
}

func appendUint32s(b []byte, vs []uint32) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(vs)))
	for _, v := range vs {
		b = binary.LittleEndian.AppendUint32(b, v)
	}
	return b
}

func appendBools(b []byte, vs []bool) []byte {
	b = binary.LittleEndian.AppendUint32(b, uint32(len(vs)))
	for _, v := range vs {
		b = append(b, boolByte(v))
	}
	return b
}

func boolByte(v bool) byte {
	if v {
		return 1
	}
	return 0
}

// spillReader reads what was spilled; bad is set where it ends too early.
type spillReader struct {
	b   []byte
	bad bool
}

func (r *spillReader) take(n int) []byte {
	if n < 0 || n > len(r.b) {
		r.bad, r.b = true, nil
		return nil
	}
	out := r.b[:n]
	r.b = r.b[n:]
	return out
}

func (r *spillReader) uint32() uint32 {
	if b := r.take(4); b != nil {
		return binary.LittleEndian.Uint32(b)
	}
	return 0
}

func (r *spillReader) uint64() uint64 {
	if b := r.take(8); b != nil {
		return binary.LittleEndian.Uint64(b)
	}
	return 0
}

func (r *spillReader) bools(to []bool) []bool {
	for _, v := range r.take(int(r.uint32())) {
		to = append(to, v != 0)
	}
	return to
}
