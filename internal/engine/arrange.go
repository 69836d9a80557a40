package engine

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"slices"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// arranger puts the rows of data/ into the declared order, one subset after the other and in each one split
// after the other, so that however many there are one file of data/ is open at a time.
type arranger struct {
	feed    *feed
	subsets *subsets // nil: none are declared
	key     []byte
	rec     []byte
}

// arranges says whether rows of data/ stand in another order than that of the sources.
func (b *build) arranges() bool {
	return b.r.Export.Order != export.OrderSource || b.r.Export.Subsets != nil
}

func (b *build) newArranger() *arranger {
	a := &arranger{feed: b.newFeed()}
	if col := b.r.Export.Subsets; col != nil {
		a.subsets = &subsets{col: col, names: b.names, folders: map[[sha256.Size]byte]string{}}
	}
	return a
}

func (a *arranger) close() error {
	if a == nil {
		return nil
	}
	return a.feed.close()
}

// arrange puts a document's row where its order will be found.
func (b *build) arrange(d *schema.Doc) error {
	a := b.order
	a.key = a.key[:0]
	if a.subsets != nil {
		folder, err := a.subsets.folder(d, b.columnOf(a.subsets.col))
		if err != nil {
			return err
		}
		a.key = append(append(a.key, folder...), 0)
		a.key = binary.BigEndian.AppendUint32(a.key, uint32(max(d.Split, 0)))
	}
	var err error
	if a.key, err = b.orderKey(a.key, d); err != nil {
		return err
	}
	a.rec = d.AppendBinary(a.rec[:0])
	return a.feed.add(a.key, a.rec)
}

// columnOf returns what looks a column of data/ up in a document.
func (b *build) columnOf(col *recipe.ExportColumn) func(*schema.Doc) (schema.Value, error) {
	if col.Slot >= 0 {
		return func(d *schema.Doc) (schema.Value, error) { return d.Values[col.Slot], nil }
	}
	return func(d *schema.Doc) (schema.Value, error) {
		if d.Cluster == 0 {
			return schema.Value{}, nil
		}
		id, err := b.idOf(d.Cluster - 1)
		return schema.StringValue(id), err
	}
}

// orderKey appends what rows are sorted by: the declared order, then the order of the sources, and
// of several rows of a document that of their numbers.
func (b *build) orderKey(key []byte, d *schema.Doc) ([]byte, error) {
	switch x := b.r.Export; {
	case x.Order == export.OrderShuffled:
		key = export.ShuffleKey(key, b.r.Seed, d.Str(schema.SlotID))
	case x.Sort != nil:
		v, err := b.columnOf(x.Sort)(d)
		if err != nil {
			return nil, err
		}
		key = export.SortKey(key, v, x.Sort.Desc)
	}
	key = claimOrd(key, d.Ord)
	if slot := b.r.Layout.CopySlot(); slot >= 0 {
		key = binary.BigEndian.AppendUint32(key, uint32(d.Values[slot].Int()))
	}
	return key, nil
}

// mostSubsets is how many values may have a folder: a person can still look through them, and what is held for
// them is small.
const mostSubsets = 1000

// subsets gives the values of a column the names of their folders.
type subsets struct {
	col     *recipe.ExportColumn
	names   *naming
	folders map[[sha256.Size]byte]string // by the hash of the value, however long it is
}

// folder returns the name of the folder that a document goes to, but for what case alone tells apart. A value
// that a private finder hits may not name a file: the first document that has it stands for it.
func (s *subsets) folder(d *schema.Doc, value func(*schema.Doc) (schema.Value, error)) (string, error) {
	v, err := value(d)
	if err != nil {
		return "", err
	}
	text := export.SubsetText(v)
	id := sha256.Sum256(append([]byte{byte(v.Kind())}, text...))
	if name, ok := s.folders[id]; ok {
		return name, nil
	}
	if len(s.folders) == mostSubsets {
		return "", &RecipeError{Pos: s.col.Pos,
			Message: fmt.Sprintf("column %q holds more than %d values, and each value of subsets is a folder", s.col.Name, mostSubsets),
			Hint:    "name a column of fewer values, or write a class of them into a column of its own with column.set"}
	}
	name := export.SubsetName(v)
	if s.names.hit(text) || s.names.hit(name) {
		name = export.HiddenSubset(d.Ord>>40, d.Ord&(1<<40-1))
	}
	s.folders[id] = name
	return name, nil
}

// final returns the names that the folders get, by those that folder gave.
func (s *subsets) final() map[string]string {
	var names []string
	for _, name := range s.folders {
		names = append(names, name)
	}
	slices.Sort(names)
	return export.ApartByCase(names)
}

// arranged writes the rows that wait for their order.
func (b *build) arranged() error {
	if b.order == nil {
		return nil
	}
	sorted, err := b.order.feed.sort()
	if err != nil {
		return err
	}
	turn := b.order.turn(b.tables)
	err = sorted.All(func(key, rec []byte) error {
		if err := turn(key); err != nil {
			return err
		}
		var d schema.Doc
		if _, err := d.DecodeBinary(b.r.Layout, rec); err != nil {
			return err
		}
		defer d.Release()
		b.current = &d
		return b.tables.Data(&d)
	})
	return errors.Join(err, sorted.Close())
}

// turn returns what opens the folder of the next row where it is another one.
func (a *arranger) turn(t *export.Tables) func(key []byte) error {
	if a.subsets == nil {
		return func([]byte) error { return nil }
	}
	final, open := a.subsets.final(), ""
	return func(key []byte) error {
		name := key[:bytes.IndexByte(key, 0)]
		if string(name) == open {
			return nil
		}
		open = string(name)
		return t.Subset(final[open])
	}
}
