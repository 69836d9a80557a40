package export

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/tamis-data/tamis/schema"
)

// jsonReader reads JSON lines that tamis wrote, with the columns of data/ beside them.
type jsonReader struct {
	f    *os.File
	name string
	cols []schema.Column
}

func openJSON(path string, f *os.File) (tableReader, error) {
	beside := dataBeside(path)
	if len(beside) == 0 {
		return nil, errors.New("there is no data/ beside it that gives the columns")
	}
	cols, _, err := TableColumns(beside[0])
	if err != nil {
		return nil, err
	}
	return &jsonReader{f: f, name: path, cols: cols}, nil
}

// dataBeside lists files of data/ that stand in the release of a file of jsonl/, or for the same subset of it.
func dataBeside(path string) []string {
	dir := filepath.Dir(path)
	for _, beside := range []string{filepath.Join(dir, "..", "data"), filepath.Join(dir, "..", "..", "data", filepath.Base(dir))} {
		if found, err := filepath.Glob(filepath.Join(beside, "*.parquet")); err == nil && len(found) > 0 {
			return found
		}
	}
	return nil
}

func (r *jsonReader) columns() []schema.Column { return r.cols }
func (r *jsonReader) close() error             { return r.f.Close() }

func (r *jsonReader) rows() (int64, error) {
	n := int64(0)
	err := r.lines(func([]byte) error { n++; return nil })
	return n, err
}

// lines calls fn for every line of the file.
func (r *jsonReader) lines(fn func([]byte) error) error {
	if _, err := r.f.Seek(0, io.SeekStart); err != nil {
		return err
	}
	in, done, err := r.unpack()
	if err != nil {
		return err
	}
	defer done()
	buf := bufio.NewReaderSize(in, 1<<20)
	for {
		line, err := buf.ReadBytes('\n')
		if errors.Is(err, io.EOF) && len(line) == 0 {
			return nil
		}
		if err != nil {
			return fmt.Errorf("read line: %w", err)
		}
		if err := fn(line); err != nil {
			return err
		}
	}
}

func (r *jsonReader) unpack() (io.Reader, func(), error) {
	info, err := r.f.Stat()
	if err != nil || info.Size() == 0 {
		return r.f, func() {}, err
	}
	switch {
	case strings.HasSuffix(r.name, ".zst"):
		d, err := zstd.NewReader(r.f, zstd.WithDecoderConcurrency(1))
		if err != nil {
			return nil, nil, err
		}
		return d, d.Close, nil
	case strings.HasSuffix(r.name, ".gz"):
		d, err := gzip.NewReader(r.f)
		return d, func() {}, err
	}
	return r.f, func() {}, nil
}

func (r *jsonReader) each(places []int, fn rowFunc) error {
	cols := make([]schema.Column, len(places))
	row := make([]schema.Value, len(places))
	for i, p := range places {
		cols[i] = r.cols[p]
	}
	n := 0
	return r.lines(func(line []byte) error {
		n++
		var object map[string]json.RawMessage
		if err := json.Unmarshal(line, &object); err != nil || len(object) != len(r.cols) {
			return fmt.Errorf("line %d is no row of the table", n)
		}
		for i, c := range cols {
			var err error
			if row[i], err = jsonValue(object[c.Name], c.Type); err != nil {
				return fmt.Errorf("line %d: column %s is no %s", n, c.Name, c.Type)
			}
		}
		return fn(cols, row)
	})
}

var errJSONType = errors.New("not of the column's type")

func jsonValue(raw json.RawMessage, t schema.Type) (schema.Value, error) {
	if string(raw) == "null" {
		if !t.Nullable {
			return schema.Value{}, errJSONType
		}
		return schema.Value{}, nil
	}
	switch t.Kind {
	case schema.List:
		return jsonList(raw, t)
	case schema.Struct:
		return jsonStruct(raw, t)
	case schema.Bool:
		v, err := parsed[bool](raw)
		return schema.BoolValue(v), err
	case schema.Int32:
		v, err := parsed[int32](raw)
		return schema.Int32Value(v), err
	case schema.Int64:
		v, err := parsed[int64](raw)
		return schema.Int64Value(v), err
	case schema.Float:
		v, err := parsed[float64](raw)
		return schema.FloatValue(v), err
	}
	v, err := parsed[string](raw)
	if err != nil || t.Kind == schema.String {
		return schema.StringValue(v), err
	}
	micros, err := parseTime(v)
	return schema.TimeValue(micros), err
}

// parsed decodes a scalar; a missing member is an error.
func parsed[T any](raw json.RawMessage) (v T, err error) {
	if len(raw) == 0 {
		return v, errJSONType
	}
	err = json.Unmarshal(raw, &v)
	return v, err
}

func jsonList(raw json.RawMessage, t schema.Type) (schema.Value, error) {
	items, err := parsed[[]json.RawMessage](raw)
	if err != nil {
		return schema.Value{}, err
	}
	list := make([]schema.Value, len(items))
	for i, item := range items {
		if list[i], err = jsonValue(item, *t.Elem); err != nil {
			return schema.Value{}, err
		}
	}
	return schema.ListValue(list), nil
}

func jsonStruct(raw json.RawMessage, t schema.Type) (schema.Value, error) {
	object, err := parsed[map[string]json.RawMessage](raw)
	if err != nil {
		return schema.Value{}, err
	}
	members := make([]schema.Value, len(t.Fields))
	for i, f := range t.Fields {
		if members[i], err = jsonValue(object[f.Name], f.Type); err != nil {
			return schema.Value{}, err
		}
	}
	return schema.StructValue(members...), nil
}

// parseTime reads what appendTime writes, years of any length included.
func parseTime(s string) (int64, error) {
	t, err := time.Parse(time.RFC3339Nano, s)
	if err == nil {
		return t.UnixMicro(), nil
	}
	var year, month, day, hour, minute, second int
	rest, ok := strings.CutSuffix(s, "Z")
	whole, fraction, _ := strings.Cut(rest, ".")
	if _, err := fmt.Sscanf(whole, "%d-%d-%dT%d:%d:%d", &year, &month, &day, &hour, &minute, &second); err != nil || !ok || len(fraction) > 6 {
		return 0, errJSONType
	}
	micros := 0
	for i := range 6 {
		micros *= 10
		if i < len(fraction) {
			micros += int(fraction[i]) - '0'
		}
	}
	return time.Date(year, time.Month(month), day, hour, minute, second, micros*1000, time.UTC).UnixMicro(), nil
}
