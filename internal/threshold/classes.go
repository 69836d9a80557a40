package threshold

import (
	"encoding/binary"
	"fmt"
	"iter"
	"maps"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// value is what a document has in a column by which thresholds differ.
type value struct {
	text        string
	null, known bool
}

// class are a document's values of all such columns; nil where the release holds none.
type class []value

func (c class) of(column int) value {
	if column < 0 || column >= len(c) {
		return value{}
	}
	return c[column]
}

// classes are the documents' values, in the order of the ledger.
type classes struct {
	columns []string
	met     []map[string]bool // by column, the values that documents have, the first mostMet of them
	asked   []map[string]bool // by column, the values whose thresholds were changed, and whether a document has them
	other   []bool            // by column, whether it holds something else than strings
	sorted  *spill.Sorted     // by ordinal
}

// classes reads the columns by which thresholds differ from data/ and from the rejected documents, and joins them
// to the ordinals of the ledger by id and origin; nil where no threshold differs.
func (x *explorer) classes(dir string) (*classes, error) {
	c := &classes{}
	for _, f := range x.filters {
		if f.By == "" {
			continue
		}
		if f.class = slices.Index(c.columns, f.By); f.class < 0 {
			f.class = len(c.columns)
			c.columns = append(c.columns, f.By)
		}
	}
	if len(c.columns) == 0 {
		return nil, nil
	}
	x.ask(c)
	byName, err := x.byName(c, filepath.Join(dir, "names"))
	if err != nil {
		return nil, err
	}
	defer byName.Close()
	if err := x.strangers(c); err != nil {
		return nil, err
	}
	c.sorted, err = x.byOrdinal(byName, filepath.Join(dir, "ordinals"))
	return c, err
}

// Tags of records under the same id and origin: the ordinal comes before the values.
const (
	tagOrdinal = 'd'
	tagValues  = 'v'
)

// byName sorts ordinals and values by id and origin.
func (x *explorer) byName(c *classes, dir string) (*spill.Sorted, error) {
	s := sorter{Sorter: spill.NewSorter(dir, x.budget())}
	defer s.Close()
	for row, err := range x.r.Rows(export.TableDocuments, "doc", "id", "origin") {
		if err != nil {
			return nil, err
		}
		if err := s.add(nameKey(row.At(1).Str(), row.At(2).Str()), binary.BigEndian.AppendUint64([]byte{tagOrdinal}, uint64(row.At(0).Int()))); err != nil {
			return nil, err
		}
	}
	for _, table := range []string{export.TableData, export.TableRejects} {
		if err := x.addValues(&s, c, table); err != nil {
			return nil, err
		}
	}
	return s.sort()
}

func nameKey(id, origin string) []byte {
	return append(append(binary.AppendUvarint(nil, uint64(len(id))), id...), origin...)
}

// addValues reads the columns from a table; what it has not stays unknown.
func (x *explorer) addValues(s *sorter, c *classes, table string) error {
	have := x.r.Columns(table)
	columns, places := []string{"id", "origin"}, make([]int, len(c.columns))
	for i, name := range c.columns {
		if places[i] = -1; slices.Contains(have, name) {
			places[i] = len(columns)
			columns = append(columns, name)
		}
	}
	if len(columns) == 2 || !slices.Contains(have, "origin") || !x.r.Has(table) {
		return nil
	}
	rows := x.r.Rows(table, columns...)
	if table == export.TableData {
		rows = x.r.DocumentRows(columns...)
	}
	for row, err := range rows {
		if err != nil {
			return err
		}
		c.meet(row, places)
		if err := s.add(nameKey(row.At(0).Str(), row.At(1).Str()), packValues(row, places)); err != nil {
			return err
		}
	}
	return nil
}

// mostMet bounds how many values of a column are remembered, to be named where another one was asked for.
const mostMet = 1000

// ask notes the values whose thresholds were changed.
func (x *explorer) ask(c *classes) {
	c.other = make([]bool, len(c.columns))
	for range c.columns {
		c.met, c.asked = append(c.met, map[string]bool{}), append(c.asked, map[string]bool{})
	}
	for _, f := range x.filters {
		for _, change := range f.changed {
			if change.Value != "" {
				c.asked[f.class][change.Value] = false
			}
		}
	}
}

// meet notes the values of a document.
func (c *classes) meet(row export.Row, places []int) {
	for i, p := range places {
		switch {
		case p < 0 || row.At(p).IsNull():
			continue
		case row.At(p).Kind() != schema.String:
			c.other[i] = true
			continue
		}
		s := row.At(p).Str()
		if _, asked := c.asked[i][s]; asked {
			c.asked[i][s] = true
		}
		if len(c.met[i]) < mostMet {
			c.met[i][s] = true
		}
	}
}

// strangers is an error where the threshold of a value was changed that neither the recipe nor a document has: it was
// misspelt, or nothing would ever come of it.
func (x *explorer) strangers(c *classes) error {
	for _, f := range x.filters {
		for _, change := range f.changed {
			known := slices.ContainsFunc(f.was.Table("by").Rows, func(r transform.Pair[transform.Args]) bool { return r.Name == change.Value })
			if change.Value == "" || known || c.asked[f.class][change.Value] {
				continue
			}
			if c.other[f.class] {
				return wrong("%s: thresholds differ by a column of strings, and %s is none", f.Step, f.By)
			}
			return wrong("%s: no document of the release has %s %q; %s", f.Step, f.By, change.Value, valuesText(c.met[f.class]))
		}
	}
	return nil
}

// valuesShown is how many values are named.
const valuesShown = 12

func valuesText(met map[string]bool) string {
	known := slices.Sorted(maps.Keys(met))
	switch {
	case len(known) == 0:
		return "none has a value there"
	case len(known) <= valuesShown:
		return "they have " + strings.Join(known, ", ")
	}
	return "they have " + strings.Join(known[:valuesShown], ", ") + ", …"
}

// packValues writes the values: for each a byte (unknown, null, there) and the length and bytes of the text.
func packValues(row export.Row, places []int) []byte {
	b := []byte{tagValues}
	for _, p := range places {
		switch {
		case p < 0 || !row.At(p).IsNull() && row.At(p).Kind() != schema.String:
			b = append(b, 0)
		case row.At(p).IsNull():
			b = append(b, 1)
		default:
			text := row.At(p).Str()
			b = append(binary.AppendUvarint(append(b, 2), uint64(len(text))), text...)
		}
	}
	return b
}

func unpackValues(b []byte, columns int) class {
	c := make(class, columns)
	for i := range c {
		kind := b[0]
		b = b[1:]
		c[i].known, c[i].null = kind > 0, kind == 1
		if kind == 2 {
			n, used := binary.Uvarint(b)
			c[i].text = string(b[used : used+int(n)])
			b = b[used+int(n):]
		}
	}
	return c
}

// byOrdinal gives each ordinal the values that stand under the same id and origin.
func (x *explorer) byOrdinal(byName *spill.Sorted, dir string) (*spill.Sorted, error) {
	s := sorter{Sorter: spill.NewSorter(dir, x.budget())}
	defer s.Close()
	var name, ordinal []byte
	err := byName.All(func(key, payload []byte) error {
		if payload[0] == tagOrdinal {
			name, ordinal = append(name[:0], key...), append(ordinal[:0], payload[1:]...)
			return nil
		}
		if !slices.Equal(name, key) {
			return nil
		}
		return s.add(ordinal, payload[1:])
	})
	if err != nil {
		return nil, err
	}
	return s.sort()
}

// budget is what one of the two sorters that are open at a time may hold.
func (x *explorer) budget() int64 {
	if x.o.Memory > 0 {
		return x.o.Memory / 2
	}
	return 32 << 20
}

// sorter is a spill.Sorter for one goroutine.
type sorter struct {
	*spill.Sorter
	block spill.Block
}

const blockBytes = 1 << 20

func (s *sorter) add(key, payload []byte) error {
	if s.block.Add(key, payload); s.block.Bytes() < blockBytes {
		return nil
	}
	return s.Append(&s.block)
}

func (s *sorter) sort() (*spill.Sorted, error) {
	if err := s.Append(&s.block); err != nil {
		return nil, err
	}
	return s.Sort()
}

func (c *classes) close() {
	if c != nil && c.sorted != nil {
		_ = c.sorted.Close()
	}
}

// pull returns a function that gives the class of each ordinal of the ledger in turn.
func (c *classes) pull() (next func(ord int64) (class, error), stop func()) {
	if c == nil {
		return func(int64) (class, error) { return nil, nil }, func() {}
	}
	var failed error
	records := func(yield func(int64, class) bool) {
		failed = c.sorted.All(func(key, payload []byte) error {
			if !yield(int64(binary.BigEndian.Uint64(key)), unpackValues(payload, len(c.columns))) {
				return errStop
			}
			return nil
		})
	}
	advance, stop := iter.Pull2(records)
	ord, at, ok := advance()
	return func(want int64) (class, error) {
		for ok && ord < want {
			ord, at, ok = advance()
		}
		if !ok && failed != nil {
			return nil, fmt.Errorf("read back the values that thresholds differ by: %w", failed)
		}
		if ok && ord == want {
			return at, nil
		}
		return nil, nil
	}, stop
}
