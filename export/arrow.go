package export

import (
	"fmt"
	"math"
	"strconv"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/apache/arrow/go/v17/arrow/memory"
	"github.com/tamis-data/tamis/schema"
)

// arrowSchema returns the Arrow schema of a table: plain types, lists with elements named as in
// Parquet, so that readers find both files of one type.
func arrowSchema(cols []schema.Column) *arrow.Schema {
	fields := make([]arrow.Field, len(cols))
	for i, c := range cols {
		fields[i] = arrow.Field{Name: c.Name, Type: arrowType(c.Type), Nullable: c.Type.Nullable}
	}
	meta := arrow.NewMetadata([]string{metadataKey}, []string{strconv.Itoa(schema.FormatVersion)})
	return arrow.NewSchema(fields, &meta)
}

func arrowType(t schema.Type) arrow.DataType {
	switch t.Kind {
	case schema.Bool:
		return arrow.FixedWidthTypes.Boolean
	case schema.Int32:
		return arrow.PrimitiveTypes.Int32
	case schema.Int64:
		return arrow.PrimitiveTypes.Int64
	case schema.Float:
		return arrow.PrimitiveTypes.Float64
	case schema.Time:
		return &arrow.TimestampType{Unit: arrow.Microsecond, TimeZone: "UTC"}
	case schema.List:
		return arrow.ListOfField(arrow.Field{Name: "element", Type: arrowType(*t.Elem), Nullable: t.Elem.Nullable})
	case schema.Struct:
		fields := make([]arrow.Field, len(t.Fields))
		for i, f := range t.Fields {
			fields[i] = arrow.Field{Name: f.Name, Type: arrowType(f.Type), Nullable: f.Type.Nullable}
		}
		return arrow.StructOf(fields...)
	}
	return arrow.BinaryTypes.String
}

// arrowRecord builds the batch that holds the rows of a row group.
func arrowRecord(s *arrow.Schema, cols []*column, rows int) arrow.Record {
	b := array.NewRecordBuilder(memory.NewGoAllocator(), s)
	defer b.Release()
	for k, c := range cols {
		c.build(b.Field(k), rows)
	}
	return b.NewRecord()
}

// build appends all values of a column to an Arrow builder.
func (c *column) build(b array.Builder, rows int) {
	b.Reserve(rows)
	if s, ok := b.(*array.StringBuilder); ok {
		s.ReserveData(len(c.text))
	}
	element := 0
	for i := range rows {
		if c.isNull(i) {
			b.AppendNull()
			continue
		}
		c.buildCell(b, i, &element)
	}
}

func (c *column) buildCell(b array.Builder, i int, element *int) {
	switch b := b.(type) {
	case *array.StringBuilder:
		b.BinaryBuilder.Append(c.str(i))
	case *array.BooleanBuilder:
		b.Append(c.nums[i] != 0)
	case *array.Int32Builder:
		b.Append(int32(c.nums[i]))
	case *array.Int64Builder:
		b.Append(int64(c.nums[i]))
	case *array.Float64Builder:
		b.Append(math.Float64frombits(c.nums[i]))
	case *array.TimestampBuilder:
		b.Append(arrow.Timestamp(c.nums[i]))
	case *array.ListBuilder:
		b.Append(true)
		for range c.lens[i] {
			c.buildElement(b.ValueBuilder(), *element)
			*element++
		}
	}
}

func (c *column) buildElement(b array.Builder, e int) {
	st, ok := b.(*array.StructBuilder)
	if !ok {
		c.kids[0].buildOne(b, e)
		return
	}
	if c.gone != nil && c.gone[e] {
		st.AppendNull()
		return
	}
	st.Append(true)
	for k, kid := range c.kids {
		kid.buildOne(st.FieldBuilder(k), e)
	}
}

func (c *column) buildOne(b array.Builder, i int) {
	if c.isNull(i) {
		b.AppendNull()
		return
	}
	c.buildCell(b, i, nil)
}

// arrowFile is an Arrow IPC file; its batches are compressed one after the other.
type arrowFile struct{ w *ipc.FileWriter }

func newArrowFile(out *shardFile, cols []schema.Column, p Physical) (shardWriter, error) {
	opts := []ipc.Option{ipc.WithSchema(arrowSchema(cols)), ipc.WithCompressConcurrency(1)}
	if p.Compression == "zstd" {
		opts = append(opts, ipc.WithZstd())
	}
	w, err := ipc.NewFileWriter(out, opts...)
	if err != nil {
		return nil, err
	}
	return &arrowFile{w}, nil
}

// checkArrow says whether Arrow files can be written this way: the library compresses at one level.
func checkArrow(p Physical) error {
	if p.Compression != "zstd" && p.Compression != "none" {
		return fmt.Errorf("arrow compression %q is neither zstd nor none", p.Compression)
	}
	if p.Level != "" && p.Level != "default" {
		return fmt.Errorf("arrow has no compression level %q, only default", p.Level)
	}
	return nil
}

func (f *arrowFile) commit(g *encoded) error {
	defer g.record.Release()
	return f.w.Write(g.record)
}

func (f *arrowFile) finish() error { return f.w.Close() }
