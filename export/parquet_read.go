package export

import (
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/parquet-go/parquet-go"
	"github.com/parquet-go/parquet-go/format"
	"github.com/tamis-data/tamis/schema"
)

// parquetReader reads Parquet files that tamis wrote. It goes through parquet-go, which knows
// nothing of how parquetFile lays a file out, so reading back is a check by a second hand.
type parquetReader struct {
	f    *os.File
	file *parquet.File
	cols []schema.Column
}

func openParquet(_ string, f *os.File) (tableReader, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	file, err := parquet.OpenFile(f, info.Size(), parquet.SkipPageIndex(true), parquet.SkipBloomFilters(true), parquet.ReadBufferSize(256<<10))
	if err != nil {
		return nil, err
	}
	r := &parquetReader{f: f, file: file}
	for _, field := range file.Schema().Fields() {
		t, err := typeOfNode(field)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", field.Name(), err)
		}
		r.cols = append(r.cols, schema.Column{Name: field.Name(), Type: t})
	}
	if len(r.cols) == 0 { // and any number of rows, which would never end
		return nil, errForeignType
	}
	return r, nil
}

func (r *parquetReader) columns() []schema.Column { return r.cols }
func (r *parquetReader) rows() (int64, error)     { return r.file.NumRows(), nil }
func (r *parquetReader) close() error             { return r.f.Close() }

var errForeignType = errors.New("a type that no release has")

// typeOfNode turns a node of a Parquet schema back into a type.
func typeOfNode(n parquet.Node) (schema.Type, error) {
	t, err := bareType(n)
	t.Nullable = n.Optional()
	return t, err
}

func bareType(n parquet.Node) (schema.Type, error) {
	if n.Leaf() {
		return scalarType(n.Type())
	}
	fields := n.Fields()
	if len(fields) == 1 && fields[0].Repeated() {
		inner := fields[0].Fields()
		if fields[0].Leaf() || len(inner) != 1 {
			return schema.Type{}, errForeignType
		}
		elem, err := typeOfNode(inner[0])
		return schema.ListOf(elem), err
	}
	var members []schema.Field
	for _, f := range fields {
		t, err := typeOfNode(f)
		if err != nil {
			return t, err
		}
		members = append(members, schema.Field{Name: f.Name(), Type: t})
	}
	return schema.StructOf(members...), nil
}

func scalarType(t parquet.Type) (schema.Type, error) {
	if l := t.LogicalType(); l != nil {
		if _, ok := l.Value.(*format.TimestampType); ok {
			return schema.Type{Kind: schema.Time}, nil
		}
	}
	switch t.Kind() {
	case parquet.Boolean:
		return schema.Type{Kind: schema.Bool}, nil
	case parquet.Int32:
		return schema.Type{Kind: schema.Int32}, nil
	case parquet.Int64:
		return schema.Type{Kind: schema.Int64}, nil
	case parquet.Double:
		return schema.Type{Kind: schema.Float}, nil
	case parquet.ByteArray:
		return typeString, nil
	}
	return schema.Type{}, errForeignType
}

func (r *parquetReader) each(places []int, fn rowFunc) error {
	cols := make([]schema.Column, len(places))
	for i, p := range places {
		cols[i] = r.cols[p]
	}
	leaves := leavesOf(r.cols)
	for _, g := range r.file.RowGroups() {
		if err := eachInGroup(g, cols, places, leaves, fn); err != nil {
			return err
		}
	}
	return nil
}

func eachInGroup(g parquet.RowGroup, cols []schema.Column, places []int, leaves []leaf, fn rowFunc) error {
	chunks := g.ColumnChunks()
	if len(chunks) != len(leaves) {
		return errForeignType
	}
	cells := make([]cellReader, len(places))
	defer func() {
		for i := range cells {
			cells[i].close()
		}
	}()
	for i, p := range places {
		cells[i].typ = cols[i].Type
		for k := range leaves {
			if leaves[k].column == p {
				cells[i].leaves = append(cells[i].leaves, &leafReader{leaf: leaves[k], pages: chunks[k].Pages()})
			}
		}
	}
	row := make([]schema.Value, len(places))
	for range g.NumRows() {
		for i := range cells {
			v, err := cells[i].next()
			if err != nil {
				return fmt.Errorf("column %s: %w", cols[i].Name, err)
			}
			row[i] = v
		}
		if err := fn(cols, row); err != nil {
			return err
		}
	}
	return nil
}

// cellReader puts the cells of a column together from its leaves.
type cellReader struct {
	typ    schema.Type
	leaves []*leafReader
}

func (c *cellReader) close() {
	for _, l := range c.leaves {
		l.close()
	}
}

func (c *cellReader) next() (schema.Value, error) {
	first := c.leaves[0]
	v, err := first.peek()
	if err != nil {
		return schema.Value{}, err
	}
	if c.typ.Kind != schema.List {
		first.at++
		return first.value(v), nil
	}
	base := depth(c.typ)
	if def := v.DefinitionLevel(); def <= base {
		for _, l := range c.leaves {
			if _, err := l.peek(); err != nil {
				return schema.Value{}, err
			}
			l.at++
		}
		if def < base {
			return schema.Value{}, nil
		}
		return schema.ListValue(nil), nil
	}
	return c.list(base)
}

// list reads the elements of a list up to the next row.
func (c *cellReader) list(base int) (schema.Value, error) {
	var out []schema.Value
	for {
		e, err := c.element(base)
		if err != nil {
			return schema.Value{}, err
		}
		out = append(out, e)
		v, err := c.leaves[0].peek()
		if errors.Is(err, io.EOF) || err == nil && v.RepetitionLevel() == 0 {
			return schema.ListValue(out), nil
		}
		if err != nil {
			return schema.Value{}, err
		}
	}
}

func (c *cellReader) element(base int) (schema.Value, error) {
	members := make([]schema.Value, len(c.leaves))
	gone := false
	for i, l := range c.leaves {
		v, err := l.peek()
		if err != nil {
			return schema.Value{}, err
		}
		l.at++
		gone = c.typ.Elem.Nullable && v.DefinitionLevel() == base+1
		members[i] = l.value(v)
	}
	if c.typ.Elem.Kind != schema.Struct {
		return members[0], nil
	}
	if gone {
		return schema.Value{}, nil
	}
	return schema.StructValue(members...), nil
}

// leafReader reads the values of one leaf of a row group, page by page.
type leafReader struct {
	leaf   leaf
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    [256]parquet.Value
	n, at  int
}

func (l *leafReader) close() {
	if l.page != nil {
		parquet.Release(l.page)
	}
	_ = l.pages.Close()
}

// peek returns the next value without taking it; io.EOF where there is none.
func (l *leafReader) peek() (parquet.Value, error) {
	for l.at == l.n {
		if err := l.fill(); err != nil {
			return parquet.Value{}, err
		}
	}
	return l.buf[l.at], nil
}

func (l *leafReader) fill() error {
	if l.values == nil {
		page, err := l.pages.ReadPage()
		if err != nil {
			return err
		}
		l.page, l.values = page, page.Values()
	}
	n, err := l.values.ReadValues(l.buf[:])
	l.n, l.at = n, 0
	if err == nil || n > 0 && errors.Is(err, io.EOF) {
		return nil
	}
	if !errors.Is(err, io.EOF) {
		return err
	}
	parquet.Release(l.page)
	l.page, l.values = nil, nil
	return nil
}

func (l *leafReader) value(v parquet.Value) schema.Value {
	if v.IsNull() {
		return schema.Value{}
	}
	switch l.leaf.typ.Kind {
	case schema.Bool:
		return schema.BoolValue(v.Boolean())
	case schema.Int32:
		return schema.Int32Value(v.Int32())
	case schema.Int64:
		return schema.Int64Value(v.Int64())
	case schema.Float:
		return schema.FloatValue(v.Double())
	case schema.Time:
		return schema.TimeValue(v.Int64())
	}
	return schema.StringValue(string(v.ByteArray()))
}
