package export

import (
	"fmt"
	"os"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
	"github.com/apache/arrow/go/v17/arrow/ipc"
	"github.com/tamis-data/tamis/schema"
)

// arrowReader reads Arrow IPC files that tamis wrote. Hold a file against its digest before: a
// damaged one can take the process down with this library (reference/reliability.md).
type arrowReader struct {
	f    *os.File
	file *ipc.FileReader
	cols []schema.Column
}

func openArrow(_ string, f *os.File) (tableReader, error) {
	file, err := ipc.NewFileReader(f)
	if err != nil {
		return nil, err
	}
	r := &arrowReader{f: f, file: file}
	for _, field := range file.Schema().Fields() {
		t, err := typeOfArrow(field.Type, field.Nullable)
		if err != nil {
			return nil, fmt.Errorf("column %s: %w", field.Name, err)
		}
		r.cols = append(r.cols, schema.Column{Name: field.Name, Type: t})
	}
	return r, nil
}

func (r *arrowReader) columns() []schema.Column { return r.cols }

func (r *arrowReader) close() error {
	_ = r.file.Close()
	return r.f.Close()
}

func (r *arrowReader) rows() (int64, error) {
	n := int64(0)
	for i := range r.file.NumRecords() {
		rec, err := r.file.Record(i)
		if err != nil {
			return 0, err
		}
		n += rec.NumRows()
	}
	return n, nil
}

func typeOfArrow(t arrow.DataType, nullable bool) (schema.Type, error) {
	out := schema.Type{Nullable: nullable}
	switch t := t.(type) {
	case *arrow.ListType:
		elem, err := typeOfArrow(t.Elem(), t.ElemField().Nullable)
		out.Kind, out.Elem = schema.List, &elem
		return out, err
	case *arrow.StructType:
		out.Kind = schema.Struct
		for _, f := range t.Fields() {
			m, err := typeOfArrow(f.Type, f.Nullable)
			if err != nil {
				return out, err
			}
			out.Fields = append(out.Fields, schema.Field{Name: f.Name, Type: m})
		}
		return out, nil
	}
	kind, ok := map[arrow.Type]schema.Kind{
		arrow.BOOL: schema.Bool, arrow.INT32: schema.Int32, arrow.INT64: schema.Int64,
		arrow.FLOAT64: schema.Float, arrow.STRING: schema.String, arrow.TIMESTAMP: schema.Time,
	}[t.ID()]
	if !ok {
		return out, errForeignType
	}
	out.Kind = kind
	return out, nil
}

func (r *arrowReader) each(places []int, fn rowFunc) error {
	cols := make([]schema.Column, len(places))
	for i, p := range places {
		cols[i] = r.cols[p]
	}
	row := make([]schema.Value, len(places))
	for n := range r.file.NumRecords() {
		rec, err := r.file.Record(n)
		if err != nil {
			return err
		}
		for i := range int(rec.NumRows()) {
			for k, p := range places {
				row[k] = arrowValue(rec.Column(p), i)
			}
			if err := fn(cols, row); err != nil {
				return err
			}
		}
	}
	return nil
}

func arrowValue(a arrow.Array, i int) schema.Value {
	if a.IsNull(i) {
		return schema.Value{}
	}
	switch a := a.(type) {
	case *array.Boolean:
		return schema.BoolValue(a.Value(i))
	case *array.Int32:
		return schema.Int32Value(a.Value(i))
	case *array.Int64:
		return schema.Int64Value(a.Value(i))
	case *array.Float64:
		return schema.FloatValue(a.Value(i))
	case *array.Timestamp:
		return schema.TimeValue(int64(a.Value(i)))
	case *array.String:
		return schema.StringValue(string([]byte(a.Value(i)))) // out of the batch's memory
	case *array.Struct:
		members := make([]schema.Value, a.NumField())
		for k := range members {
			members[k] = arrowValue(a.Field(k), i)
		}
		return schema.StructValue(members...)
	case *array.List:
		from, to := a.ValueOffsets(i)
		list := make([]schema.Value, 0, to-from)
		for e := from; e < to; e++ {
			list = append(list, arrowValue(a.ListValues(), int(e)))
		}
		return schema.ListValue(list)
	}
	return schema.Value{}
}
