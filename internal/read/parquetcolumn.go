package read

import (
	"bufio"
	"encoding/hex"
	"errors"
	"io"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/encoding/thrift"
	"github.com/parquet-go/parquet-go/format"
)

// parquetColumn is a wanted field as a Parquet file holds it.
type parquetColumn struct {
	field   int // index of the wanted field
	leaf    int // index of the leaf column
	list    bool
	present int // definition level from which a list has elements
	most    int // definition level of a value that is not null
	kind    parquet.Kind
	logical any // the logical type, nil for none
}

// parquetColumns finds the wanted fields among the columns of the root, by name.
func parquetColumns(root *parquet.Column, want []field) ([]parquetColumn, error) {
	var found []parquetColumn
	for k := range want {
		f := &want[k]
		c := root.Column(f.name)
		if c == nil {
			if f.role || !f.optional {
				return nil, damaged("no column " + f.name)
			}
			continue
		}
		col, ok := parquetLeaf(c)
		if !ok {
			return nil, damaged("column " + f.name + " is nested")
		}
		col.field = k
		found = append(found, col)
	}
	return found, nil
}

// parquetLeaf describes a flat column or a list of a scalar, in the standard form of three levels or
// as a bare repeated field.
func parquetLeaf(c *parquet.Column) (col parquetColumn, ok bool) {
	leaf := c
	switch {
	case c.Leaf() && c.Repeated():
		col.list, col.present = true, 1
	case !c.Leaf():
		var repeated *parquet.Column
		if leaf, repeated = listLeaf(c); leaf == nil {
			return col, false
		}
		col.list, col.present = true, repeated.MaxDefinitionLevel()
	}
	if leaf.MaxRepetitionLevel() > 1 {
		return col, false
	}
	col.leaf, col.most, col.kind = leaf.Index(), leaf.MaxDefinitionLevel(), leaf.Type().Kind()
	if lt := leaf.Type().LogicalType(); lt != nil {
		col.logical = lt.Value
	}
	return col, true
}

// listLeaf returns the element of a group that is a list, and the repeated node over it.
func listLeaf(c *parquet.Column) (leaf, repeated *parquet.Column) {
	lt := c.Type().LogicalType()
	if lt == nil || c.Repeated() || len(c.Columns()) != 1 {
		return nil, nil
	}
	if _, ok := lt.Value.(*format.ListType); !ok {
		return nil, nil
	}
	repeated = c.Columns()[0]
	switch {
	case !repeated.Repeated():
		return nil, nil
	case repeated.Leaf(): // the old form of two levels
		return repeated, repeated
	case len(repeated.Columns()) == 1 && repeated.Columns()[0].Leaf():
		return repeated.Columns()[0], repeated
	}
	return nil, nil
}

// value makes a cell of one value.
func (c *parquetColumn) value(v *parquet.Value, slab *rowSlab) cell {
	if v.IsNull() || v.DefinitionLevel() < c.most {
		return cell{kind: null}
	}
	switch c.kind {
	case parquet.Boolean:
		if v.Boolean() {
			return cell{kind: boolean, n: 1}
		}
		return cell{kind: boolean}
	case parquet.Int32:
		return c.integer(int64(v.Int32()))
	case parquet.Int64:
		return c.integer(v.Int64())
	case parquet.Int96:
		return int96(v)
	case parquet.Float:
		return cell{kind: float, f: float64(v.Float())}
	case parquet.Double:
		return cell{kind: float, f: v.Double()}
	}
	return c.bytes(v.ByteArray(), slab)
}

func (c *parquetColumn) integer(n int64) cell {
	switch t := c.logical.(type) {
	case *format.TimestampType:
		return timestamp(n, t)
	case *format.DateType:
		return cell{kind: instant, n: n * 86_400_000_000}
	case *format.DecimalType, *format.TimeType:
		return cell{kind: other}
	case *format.IntType:
		if !t.IsSigned && c.kind == parquet.Int32 {
			n = int64(uint32(n))
		}
		return cell{kind: integer, n: n, big: !t.IsSigned && n < 0}
	}
	return cell{kind: integer, n: n}
}

// timestamp turns any unit to microseconds, those before as well as after 1970 downwards.
func timestamp(n int64, t *format.TimestampType) cell {
	switch t.Unit.Value.(type) {
	case *format.MilliSeconds:
		if n > lastMicros/1000 || n < firstMicros/1000 {
			return cell{kind: other}
		}
		n *= 1000
	case *format.NanoSeconds:
		n = floorDiv(n, 1000)
	}
	return cell{kind: instant, n: n}
}

func floorDiv(n, by int64) int64 {
	q := n / by
	if n%by < 0 {
		q--
	}
	return q
}

// int96 reads the timestamps of older writers: nanoseconds of the day, then the Julian day.
func int96(v *parquet.Value) cell {
	i := v.Int96()
	nanos := int64(uint64(i[1])<<32 | uint64(i[0]))
	days := int64(int32(i[2])) - 2_440_588 // the Julian day of 1970-01-01
	if nanos < 0 || nanos >= 86_400_000_000_000 || days > 3_000_000 || days < -3_000_000 {
		return cell{kind: other}
	}
	return cell{kind: instant, n: days*86_400_000_000 + nanos/1000}
}

func (c *parquetColumn) bytes(b []byte, slab *rowSlab) cell {
	switch c.logical.(type) {
	case *format.DecimalType, *format.BsonType:
		return cell{kind: other}
	case *format.UUIDType:
		if len(b) != 16 {
			return cell{kind: other}
		}
		h := hex.EncodeToString(b)
		return cell{kind: text, s: h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]}
	}
	return slab.text(b)
}

// checkPages walks the page headers of a column chunk before parquet-go reads it: a page may say
// that it unpacks to 2 GiB, and parquet-go believes it.
func checkPages(r io.ReaderAt, m format.ColumnMetaData, column, leaf int, most int64) error {
	if column != leaf {
		return damaged("columns out of order")
	}
	at := m.DataPageOffset
	if m.DictionaryPageOffset != 0 {
		at = m.DictionaryPageOffset
	}
	if at < 0 || m.TotalCompressedSize < 0 || at+m.TotalCompressedSize < at {
		return damaged("damaged Parquet footer")
	}
	for end := at + m.TotalCompressedSize; at < end; {
		counted := &counter{r: io.NewSectionReader(r, at, end-at)}
		buffered := bufio.NewReaderSize(counted, 1<<10)
		var h format.PageHeader
		p := thrift.CompactProtocol{}
		if err := thrift.NewDecoder(p.NewReader(buffered)).Decode(&h); err != nil {
			return pageFault(err)
		}
		if int64(h.UncompressedPageSize) > most || int64(h.CompressedPageSize) > end-at {
			return damaged("a page beyond 8 × limits.document")
		}
		if values := pageValues(&h); values < 0 || int64(values) > most/8 || h.CompressedPageSize < 0 || h.UncompressedPageSize < 0 {
			return damaged("damaged page header")
		}
		at += counted.n - int64(buffered.Buffered()) + int64(h.CompressedPageSize)
	}
	return nil
}

// pageValues is how many values a page says it has: a few bytes may say two billion.
func pageValues(h *format.PageHeader) int32 {
	switch {
	case h.DataPageHeader.Valid:
		return h.DataPageHeader.V.NumValues
	case h.DataPageHeaderV2.Valid:
		return h.DataPageHeaderV2.V.NumValues
	case h.DictionaryPageHeader.Valid:
		return h.DictionaryPageHeader.V.NumValues
	}
	return 0
}

func pageFault(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return damaged("cut off")
	}
	return damaged("damaged page header")
}

// counter counts what passes through it.
type counter struct {
	r io.Reader
	n int64
}

func (c *counter) Read(p []byte) (int, error) {
	n, err := c.r.Read(p)
	c.n += int64(n)
	return n, err
}
