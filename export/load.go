package export

import (
	"errors"
	"fmt"
	"io/fs"
	"iter"
	"os"
	"path/filepath"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// Release is a published release opened for reading. Nothing of a table is read before its rows
// are asked for, and only files that its manifest names and that lie inside it.
type Release struct {
	Dir      string
	Digest   string // sha256:<hex> of SHA256SUMS; "" where a copy has none
	Manifest *schema.Manifest
}

// Load opens the release in a folder (or that a link like latest leads to). The manifest is read
// strictly; files are not checked against their digests: that is Verify.
func Load(dir string) (*Release, error) {
	dir, _ = releaseFolder(dir)
	b, err := readInside(dir, ManifestName, manifestLimit)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", dir, err)
	}
	m, err := ParseManifest(b)
	if err != nil {
		return nil, fmt.Errorf("load %s: %w", dir, err)
	}
	r := &Release{Dir: dir, Manifest: m}
	sums, err := readInside(dir, SumsName, manifestLimit)
	if err == nil {
		r.Digest = digestOf(sums)
	} else if !errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("load %s: %w", dir, err)
	}
	return r, nil
}

// Recipe returns the resolved recipe of the release.
func (r *Release) Recipe() ([]byte, error) { return readInside(r.Dir, RecipeName, manifestLimit) }

// readInside reads a regular file of a release, of at most limit bytes.
func readInside(dir, rel string, limit int64) ([]byte, error) {
	full, err := inside(dir, rel)
	if err != nil {
		return nil, err
	}
	return readLimited(Disk{}, full, limit)
}

// inside returns the host's path of a regular file of a release. No element below dir may be a
// link, so that nothing outside is ever read.
func inside(dir, rel string) (string, error) {
	if rel != SumsName {
		if fault := pathFault(rel); fault != "" {
			return "", fmt.Errorf("file %q: %s", rel, fault)
		}
	}
	full := dir
	elements := strings.Split(rel, "/")
	for i, e := range elements {
		full = filepath.Join(full, e)
		st, err := os.Lstat(full)
		if err != nil {
			return "", err
		}
		if last := i == len(elements)-1; last != st.Mode().IsRegular() || !last && !st.IsDir() {
			return "", fmt.Errorf("%s is no regular file", rel)
		}
	}
	return full, nil
}

// Names of the tables of a release, as its manifest has them.
const (
	TableData       = "data"
	TableArrow      = "arrow"
	TableJSONL      = "jsonl"
	TableDocuments  = "ledger/documents"
	TableEdits      = "ledger/edits"
	TableReads      = "ledger/reads"
	TableRejects    = "ledger/rejects"
	TableClusters   = "ledger/clusters"
	TableQuarantine = "ledger/quarantine"
	TableIndex      = "ledger/index"
)

// Row is one row of a table. Its strings stay; the row itself is valid until the next one is asked
// for, Clone makes one that stays.
type Row struct {
	cols []schema.Column
	vals []schema.Value
}

// Columns returns the declarations of the row's columns, in order.
func (r Row) Columns() []schema.Column { return r.cols }

// Value returns the cell of a column by name; null where there is none of that name.
func (r Row) Value(column string) schema.Value {
	for i := range r.cols {
		if r.cols[i].Name == column {
			return r.vals[i]
		}
	}
	return schema.Value{}
}

// At returns the cell of a column by its place among those that were asked for.
func (r Row) At(i int) schema.Value { return r.vals[i] }

// Values returns the cells in the order of Columns.
func (r Row) Values() []schema.Value { return r.vals }

// Str returns a string cell, "" where null.
func (r Row) Str(column string) string { return r.Value(column).Str() }

// Int returns an integer cell, 0 where null.
func (r Row) Int(column string) int64 { return r.Value(column).Int() }

// Clone returns a row that stays valid.
func (r Row) Clone() Row {
	vals := make([]schema.Value, len(r.vals))
	for i, v := range r.vals {
		vals[i] = cloneValue(v)
	}
	return Row{r.cols, vals}
}

func cloneValue(v schema.Value) schema.Value {
	switch v.Kind() {
	case schema.List, schema.Struct:
		members := make([]schema.Value, len(v.List()))
		for i, m := range v.List() {
			members[i] = cloneValue(m)
		}
		if v.Kind() == schema.List {
			return schema.ListValue(members)
		}
		return schema.StructValue(members...)
	}
	return v
}

// Has says whether the release has a table and this copy its files.
func (r *Release) Has(table string) bool {
	t := tableNamed(r.Manifest, table)
	if t == nil || len(t.Files) == 0 {
		return false
	}
	for _, f := range t.Files {
		if _, err := inside(r.Dir, f.Path); err != nil {
			return false
		}
	}
	return true
}

// Columns returns the names of a table's columns, nil where the release has it not.
func (r *Release) Columns(table string) []string {
	t := tableNamed(r.Manifest, table)
	if t == nil {
		return nil
	}
	var names []string
	for _, c := range t.Columns {
		names = append(names, c.Name)
	}
	return names
}

// Rows streams a Parquet table's rows in the order of its files, all columns or the named ones. An
// error ends the stream; it names the file and no value.
func (r *Release) Rows(table string, columns ...string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		t := tableNamed(r.Manifest, table)
		if t == nil {
			yield(Row{}, fmt.Errorf("the release has no table %s", table))
			return
		}
		for _, f := range t.Files {
			if !r.fileRows(f.Path, columns, yield) {
				return
			}
		}
	}
}

// SplitRows streams the rows of data/ of one split.
func (r *Release) SplitRows(split string, columns ...string) iter.Seq2[Row, error] {
	return func(yield func(Row, error) bool) {
		t := tableNamed(r.Manifest, TableData)
		if t == nil {
			yield(Row{}, errors.New("the release has no table data"))
			return
		}
		for _, f := range t.Files {
			if f.Split == split && !r.fileRows(f.Path, columns, yield) {
				return
			}
		}
	}
}

// errStop ends a reader early; it never leaves this package.
var errStop = errors.New("stop")

// fileRows streams the rows of one file and says whether to go on.
func (r *Release) fileRows(rel string, columns []string, yield func(Row, error) bool) bool {
	full, err := inside(r.Dir, rel)
	if err == nil {
		err = readRows(full, columns, func(cols []schema.Column, vals []schema.Value) error {
			if !yield(Row{cols, vals}, nil) {
				return errStop
			}
			return nil
		})
	}
	if errors.Is(err, errStop) {
		return false
	}
	if err != nil {
		yield(Row{}, fmt.Errorf("read %s: %w", rel, err))
		return false
	}
	return true
}

// readRows reads all columns of a file, or the named ones.
func readRows(path string, columns []string, fn func([]schema.Column, []schema.Value) error) error {
	if len(columns) == 0 {
		return ReadTable(path, fn)
	}
	return ReadColumns(path, columns, fn)
}

// cursor walks a stream of rows one at a time, for merging several in the order of their ordinals.
type cursor struct {
	next func() (Row, error, bool)
	stop func()
	row  Row
	ok   bool // row is there
	err  error
}

func newCursor(rows iter.Seq2[Row, error]) *cursor {
	next, stop := iter.Pull2(rows)
	c := &cursor{next: next, stop: stop}
	c.advance()
	return c
}

// noRows is a cursor of a table that is not there.
func noRows() *cursor {
	return newCursor(func(func(Row, error) bool) {})
}

// advance goes to the next row; after an error there is none.
func (c *cursor) advance() {
	c.row, c.err, c.ok = c.next()
	if c.err != nil {
		c.ok = false
	}
}

// take hands the rows of one ordinal to fn and returns how many rows of smaller ordinals it had to
// pass over on the way: rows that belong to nothing.
func (c *cursor) take(doc int64, fn func(Row) error) (orphans int64, err error) {
	for c.ok && c.row.Int("doc") < doc {
		orphans++
		c.advance()
	}
	for c.ok && c.row.Int("doc") == doc {
		if err := fn(c.row); err != nil {
			return orphans, err
		}
		c.advance()
	}
	return orphans, c.err
}
