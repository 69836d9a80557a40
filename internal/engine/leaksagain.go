package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"slices"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// defaultLeakMemory is what comparing the splits of a release takes where nobody says otherwise.
const defaultLeakMemory = 64 << 20

// Leaking returns what compares the splits of the release at dir anew, by the recipe that lies in it; nil where
// its manifest says nothing of them. It keeps temporary files of its own beyond so many bytes of memory.
func Leaking(ctx context.Context, dir string, catalog []transform.Spec, memory int64) (*export.Leaking, error) {
	release, err := export.Load(dir)
	if err != nil || release.Manifest.Leaks == nil {
		return nil, err
	}
	l := &export.Leaking{}
	r, err := recipeOf(release, catalog, release.Dir)
	if err != nil { // what needs no step can be looked at all the same
		l.Why = err
		r = &recipe.Recipe{Layout: &schema.Layout{Columns: schema.BuiltinColumns()}}
	}
	r.Splits = release.Manifest.Leaks.Splits
	if len(r.Splits) < 2 {
		return nil, errors.New("its manifest tells of leaks between fewer than two splits")
	}
	l.InOrder = r.Export.Order == "source"
	if memory <= 0 {
		memory = defaultLeakMemory
	}
	temporary, err := os.MkdirTemp("", "tamis-leaks-")
	if err != nil {
		return nil, fmt.Errorf("compare splits: %w", err)
	}
	c := newLeakCheck(r, temporary, memory)
	l.Apart = c.gone(columnsOf(release.Manifest))
	x := &leaksAgain{c: c, d: &schema.Doc{Values: make([]schema.Value, len(r.Layout.Columns))}}
	x.columns()
	l.Columns, l.Add = x.names, x.add
	l.End = func() (*schema.Leaks, error) { return c.end(ctx) }
	l.Close = func() error { return errors.Join(c.close(), os.RemoveAll(temporary)) }
	return l, nil
}

// columnsOf says which columns the rows of a release have.
func columnsOf(m *schema.Manifest) func(string) bool {
	for _, t := range m.Tables {
		if t.Name == export.TableData {
			return func(name string) bool {
				return slices.ContainsFunc(t.Columns, func(c schema.ManifestColumn) bool { return c.Name == name })
			}
		}
	}
	return func(string) bool { return false }
}

// leaksAgain shows rows of data/ to a leak check.
type leaksAgain struct {
	c     *leakCheck
	d     *schema.Doc
	names []string // of columns
	slots []int
	keys  []uint64
}

// columns finds out which columns are compared: the text always.
func (x *leaksAgain) columns() {
	x.names, x.slots = []string{"text"}, []int{schema.SlotText}
	for _, s := range []*leakStep{x.c.equal, x.c.near} {
		if s == nil {
			continue
		}
		for i, name := range s.names {
			if !slices.Contains(x.names, name) {
				x.names, x.slots = append(x.names, name), append(x.slots, s.on[i])
			}
		}
	}
}

func (x *leaksAgain) add(id, split string, values []schema.Value) error {
	x.d.Values[schema.SlotID] = schema.StringValue(id)
	for i, slot := range x.slots {
		x.d.Values[slot] = values[i]
	}
	var l likened
	l, x.keys = x.c.liken(x.d, x.keys[:0])
	return x.c.add(x.d, slices.Index(x.c.splits, split), l)
}
