package export

import (
	"errors"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// errUnknownTable answers a file whose name is that of no table.
var errUnknownTable = errors.New("no file of a table: neither .parquet, .arrow nor .jsonl")

// rowFunc gets the rows of a file, one at a time; the slices are valid until the next call.
type rowFunc = func(cols []schema.Column, row []schema.Value) error

// tableReader is one open file of a table.
type tableReader interface {
	columns() []schema.Column
	// rows returns the number of rows; it may have to read the file.
	rows() (int64, error)
	// each calls fn for every row, with the columns at the places given, in that order.
	each(places []int, fn rowFunc) error
	close() error
}

// ReadTable calls fn for every row of a file of a release, in order: Parquet, Arrow IPC or JSON
// lines as tamis wrote them, told by the name. The slices are valid until the next call, strings for
// good. A damaged file gives an error, never a panic; an error of fn is handed through.
func ReadTable(path string, fn func(cols []schema.Column, row []schema.Value) error) error {
	return readFile(path, nil, fn)
}

// ReadColumns is ReadTable for the named columns alone, in the order of names; the others are not
// read where the format allows it. An unknown name is an error.
func ReadColumns(path string, names []string, fn func(cols []schema.Column, row []schema.Value) error) error {
	return readFile(path, names, fn)
}

// TableColumns returns the columns of a file of a release and its number of rows. Columns of JSON
// lines are those of the Parquet files in data/ beside them: JSON has no types of its own.
func TableColumns(path string) (cols []schema.Column, rows int64, err error) {
	err = withReader(path, func(r tableReader) error {
		cols = r.columns()
		rows, err = r.rows()
		return err
	})
	return cols, rows, err
}

func readFile(path string, names []string, fn rowFunc) error {
	return withReader(path, func(r tableReader) error {
		places, err := placesOf(r.columns(), names)
		if err != nil {
			return err
		}
		return r.each(places, fn)
	})
}

// placesOf finds columns by name; all of them where names is nil.
func placesOf(cols []schema.Column, names []string) ([]int, error) {
	places := make([]int, 0, len(cols))
	if names == nil {
		for i := range cols {
			places = append(places, i)
		}
		return places, nil
	}
	for _, name := range names {
		i := slices.IndexFunc(cols, func(c schema.Column) bool { return c.Name == name })
		if i < 0 {
			return nil, fmt.Errorf("there is no column %s", name)
		}
		places = append(places, i)
	}
	return places, nil
}

// withReader opens a file by its format and turns a panic of a library over damaged bytes into an
// error. Errors and panics of fn's own are not to be told apart here: fn is ours and must not panic.
func withReader(path string, fn func(tableReader) error) (err error) {
	defer func() {
		if p := recover(); p != nil {
			err = fmt.Errorf("read %s: the file is damaged: %v", filepath.Base(path), p)
		}
	}()
	r, err := openReader(path)
	if err != nil {
		return fmt.Errorf("read %s: %w", filepath.Base(path), err)
	}
	defer r.close()
	return fn(r)
}

func openReader(path string) (tableReader, error) {
	name := filepath.Base(path)
	open := map[string]func(string, *os.File) (tableReader, error){
		".parquet": openParquet, ".arrow": openArrow, ".jsonl": openJSON, ".jsonl.gz": openJSON, ".jsonl.zst": openJSON,
	}[name[max(0, strings.IndexByte(name, '.')):]]
	if open == nil {
		return nil, errUnknownTable
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	r, err := open(path, f)
	if err != nil {
		_ = f.Close()
		return nil, err
	}
	return r, nil
}

// shardPattern takes the name of a part from that of a file.
var shardPattern = regexp.MustCompile(`^(.+)-\d{5,}-of-\d{5,}\.[a-z.]+$`)

// LogicalDigest computes the logical digest (sha256:<hex>) of a table from its files in the order
// of the manifest, paths as it has them below root, and counts its rows. The parts of the table are
// told by the names of the files and of their folders below the table's.
func LogicalDigest(root string, paths []string) (digest string, rows int64, err error) {
	var parts []*partDigest
	var cols []schema.Column
	for i, path := range paths {
		name, ok := partOf(path)
		if !ok {
			return "", 0, fmt.Errorf("%s is no name of a shard", filepath.Base(path))
		}
		if len(parts) == 0 || parts[len(parts)-1].name != name {
			parts = append(parts, newPartDigest(name))
		}
		own, err := digestFile(filepath.Join(root, filepath.FromSlash(path)), parts[len(parts)-1])
		if err != nil {
			return "", 0, err
		}
		if i > 0 && !slices.EqualFunc(own, cols, sameColumn) {
			return "", 0, fmt.Errorf("%s has other columns than the files before it", filepath.Base(path))
		}
		cols = own
	}
	for _, p := range parts {
		rows += p.rows
	}
	return tableDigest(cols, parts), rows, nil
}

// partOf returns the part of its table that a file is of: data/train-00000-of-00001.parquet is of train,
// data/en/train-00000-of-00001.parquet of en/train.
func partOf(rel string) (string, bool) {
	_, below, _ := strings.Cut(rel, "/")
	m := shardPattern.FindStringSubmatch(below)
	if m == nil {
		return "", false
	}
	return m[1], true
}

func sameColumn(a, b schema.Column) bool { return a.Name == b.Name && a.Type.Equal(b.Type) }

// digestFile adds the rows of a file to a part and returns the file's columns.
func digestFile(path string, p *partDigest) (cols []schema.Column, err error) {
	var b []byte
	err = withReader(path, func(r tableReader) error {
		cols = r.columns()
		places, err := placesOf(cols, nil)
		if err != nil {
			return err
		}
		return r.each(places, func(_ []schema.Column, row []schema.Value) error {
			b = b[:0]
			for _, v := range row {
				b = appendValue(b, v)
			}
			p.hash.Write(b)
			p.rows++
			return nil
		})
	})
	return cols, err
}

// numValue makes a scalar other than a string from its 64 bits.
func numValue(k schema.Kind, bits uint64) schema.Value {
	switch k {
	case schema.Bool:
		return schema.BoolValue(bits != 0)
	case schema.Int32:
		return schema.Int32Value(int32(bits))
	case schema.Int64:
		return schema.Int64Value(int64(bits))
	case schema.Float:
		return schema.FloatValue(math.Float64frombits(bits))
	case schema.Time:
		return schema.TimeValue(int64(bits))
	}
	return schema.Value{}
}
