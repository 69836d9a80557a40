package export

import (
	"bytes"
	"encoding/binary"
	"math"

	"github.com/parquet-go/parquet-go/encoding/rle"
	"github.com/tamis-data/tamis/schema"
)

// dictMaxBytes bounds a dictionary, so that a reader can hold those of all columns.
const dictMaxBytes = 1 << 20

// buildDict numbers the strings of a column in the order in which they appear, and says whether a
// dictionary is worth it: at most 1 MiB, and each string used twice on average.
func (e *pageEncoder) buildDict(c *column) bool {
	clear(e.dict)
	e.indexes = e.indexes[:0]
	size, seen := 0, 0
	for i := range c.n {
		if c.ends[i] == c.start(i) {
			e.indexes = append(e.indexes, -1)
			continue
		}
		s := c.str(i)
		seen++
		n, ok := e.dict[string(s)]
		if !ok {
			n = int32(len(e.dict))
			e.dict[string(s)] = n
			size += len(s) + 4
		}
		e.indexes = append(e.indexes, n)
		if size > dictMaxBytes || seen >= 64 && len(e.dict) > seen-seen/4 {
			return false
		}
	}
	return seen >= 2*len(e.dict) && seen > 0
}

// dictPage writes the dictionary: its strings in order of their numbers.
func (e *pageEncoder) dictPage(c *column, m *chunkMeta) error {
	e.values = e.values[:0]
	next := int32(0)
	for i, n := range e.indexes {
		if n == next {
			e.values = append(e.values, c.text[c.start(i):c.ends[i]]...)
			next++
		}
	}
	return e.page(m, pageDict, nil, func(t *thrift) {
		t.inner(7)
		t.i32(1, int64(next))
		t.i32(2, encodingPlain)
		t.end()
	})
}

// indexValues puts the numbers of the strings in at into e.values.
func (e *pageEncoder) indexValues(c, values *column, at span) (err error) {
	e.int32s = e.int32s[:0]
	for _, n := range e.indexes[at.from:at.to] {
		if n >= 0 {
			e.int32s = append(e.int32s, n)
		}
	}
	e.values, err = new(rle.DictionaryEncoding).EncodeInt32(e.values[:0], e.int32s)
	return err
}

// boundMaxBytes is the length above which a string is no use as a bound: readers skip row groups
// by id or split, not by text or by a digest in hex.
const boundMaxBytes = 63

// bounds returns the smallest and greatest value of a scalar column in Parquet's plain form, nil
// where it has none or they are long.
func bounds(c *column) (low, high []byte) {
	if c.typ.Kind == schema.String {
		return textBounds(c)
	}
	lo, hi := -1, -1
	for i := range c.n {
		if c.isNull(i) {
			continue
		}
		if lo < 0 || numLess(c.typ.Kind, c.nums[i], c.nums[lo]) {
			lo = i
		}
		if hi < 0 || numLess(c.typ.Kind, c.nums[hi], c.nums[i]) {
			hi = i
		}
	}
	if lo < 0 {
		return nil, nil
	}
	return plainBound(c.typ.Kind, c.nums[lo], true), plainBound(c.typ.Kind, c.nums[hi], false)
}

func numLess(k schema.Kind, a, b uint64) bool {
	if k == schema.Float {
		return math.Float64frombits(a) < math.Float64frombits(b)
	}
	return int64(a) < int64(b)
}

// plainBound writes a bound; zeros of floats get the sign that the specification asks for.
func plainBound(k schema.Kind, v uint64, low bool) []byte {
	switch k {
	case schema.Bool:
		return []byte{byte(v)}
	case schema.Int32:
		return binary.LittleEndian.AppendUint32(nil, uint32(v))
	case schema.Float:
		if v == 0 && low {
			v = 1 << 63
		}
	}
	return binary.LittleEndian.AppendUint64(nil, v)
}

func textBounds(c *column) (low, high []byte) {
	for i := range c.n {
		if c.isNull(i) {
			continue
		}
		s := c.str(i)
		if len(s) > boundMaxBytes {
			return nil, nil
		}
		if low == nil || bytes.Compare(s, low) < 0 {
			low = s
		}
		if high == nil || bytes.Compare(s, high) > 0 {
			high = s
		}
	}
	return bytes.Clone(low), bytes.Clone(high)
}
