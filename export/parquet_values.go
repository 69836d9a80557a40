package export

import (
	"encoding/binary"

	"github.com/parquet-go/parquet-go/encoding/delta"
	"github.com/tamis-data/tamis/schema"
)

// encodeValues puts the values of a page that are there into e.values.
func (e *pageEncoder) encodeValues(c, values *column, l *leaf, m *chunkMeta, at span) error {
	switch {
	case m.dictPage >= 0:
		return e.indexValues(c, values, at)
	case l.typ.Kind == schema.String:
		e.values = append(e.values[:0], values.text[values.start(at.from):endOf(values, at)]...)
		return nil
	}
	e.numbers(c, values, at)
	return e.encodeNumbers(l.typ.Kind)
}

func endOf(c *column, at span) uint32 {
	if at.to == 0 {
		return 0
	}
	return c.ends[at.to-1]
}

// numbers collects the numbers that are there into e.int64s.
func (e *pageEncoder) numbers(c, values *column, at span) {
	e.int64s = e.int64s[:0]
	for i := at.from; i < at.to; i++ {
		if values.isNull(i) || values != c && c.gone != nil && c.gone[i] {
			continue
		}
		e.int64s = append(e.int64s, int64(values.nums[i]))
	}
}

func (e *pageEncoder) encodeNumbers(k schema.Kind) (err error) {
	switch k {
	case schema.Int32:
		e.int32s = e.int32s[:0]
		for _, v := range e.int64s {
			e.int32s = append(e.int32s, int32(v))
		}
		e.values, err = new(delta.BinaryPackedEncoding).EncodeInt32(e.values[:0], e.int32s)
	case schema.Int64, schema.Time:
		e.values, err = new(delta.BinaryPackedEncoding).EncodeInt64(e.values[:0], e.int64s)
	case schema.Float:
		e.values = e.values[:0]
		for _, v := range e.int64s {
			e.values = binary.LittleEndian.AppendUint64(e.values, uint64(v))
		}
	case schema.Bool:
		e.packBools()
	}
	return err
}

func (e *pageEncoder) packBools() {
	e.values = e.values[:0]
	for i, v := range e.int64s {
		if i%8 == 0 {
			e.values = append(e.values, 0)
		}
		e.values[i/8] |= byte(v) << (i % 8)
	}
}
