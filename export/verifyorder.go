package export

import (
	"bytes"
	"path"
	"slices"

	"github.com/tamis-data/tamis/schema"
)

// orderCheck holds the rows of a split of data/, in each subset, against the declared order.
type orderCheck struct {
	column string
	key    func(row Row) []byte // what rows stand in the order of
	last   map[string][]byte    // of the last row, by subset and split
	room   []byte
}

// checkOrder holds that the rows of data/ stand in the order that the manifest names. The order of the sources, which
// is that of equal values too, is no column of data/ and not looked at here.
func (c *checker) checkOrder() {
	t := tableNamed(c.rel.Manifest, TableData)
	if t == nil || t.Order == "" || !c.intact(TableData) {
		return
	}
	k := orderCheck{last: map[string][]byte{}}
	if column, desc, ok := orderColumn(t.Order); ok && slices.Contains(c.rel.Columns(TableData), column) {
		k.column = column
		k.key = func(row Row) []byte { return SortKey(k.room[:0], row.At(0), desc) }
	} else if t.Order == OrderShuffled {
		k.column = "id"
		k.key = func(row Row) []byte { return ShuffleKey(k.room[:0], c.rel.Manifest.Seed, row.Str("id")) }
	} else {
		c.problem(ManifestName, "table %s: order %q is none that its rows can stand in", TableData, t.Order)
		return
	}
	for _, f := range t.Files {
		if f.Rows > 0 {
			k.file(c, f, t.Order)
		}
	}
}

// file holds the rows of one file against the order; the first that is wrong is told.
func (k *orderCheck) file(c *checker, f schema.ManifestFile, order string) {
	part, n := path.Join(f.Subset, f.Split), int64(0)
	c.rel.fileRows(f.Path, []string{k.column}, func(row Row, err error) bool {
		if err != nil {
			c.problem(f.Path, "%s can't be read: %s", k.column, c.within(err))
			return false
		}
		n++
		k.room = k.key(row)
		if last, ok := k.last[part]; ok && bytes.Compare(last, k.room) > 0 {
			c.problem(f.Path, "row %d does not stand in the order %s: the row before it comes later", n, order)
			return false
		}
		k.last[part] = append(k.last[part][:0], k.room...)
		return true
	})
}
