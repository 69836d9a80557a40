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
	l.InOrder = r.Export.Order == "source" && r.Export.Subsets == nil
	if memory <= 0 {
		memory = defaultLeakMemory
	}
	x := &leaksAgain{c: newLeakCheck(r, "", memory), ctx: ctx, d: &schema.Doc{Values: make([]schema.Value, len(r.Layout.Columns))}}
	l.Apart = x.c.gone(columnsOf(release.Manifest))
	x.columns()
	l.Columns, l.Open, l.Add, l.End, l.Close = x.names, x.open, x.add, x.end, x.close
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
	ctx   context.Context
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

// open makes the folder of its temporary files.
func (x *leaksAgain) open() (err error) {
	if x.c.dir, err = os.MkdirTemp("", "tamis-leaks-"); err != nil {
		return fmt.Errorf("compare splits: %w", err)
	}
	x.c.open()
	return nil
}

func (x *leaksAgain) end() (*schema.Leaks, error) { return x.c.end(x.ctx) }

func (x *leaksAgain) close() error { return errors.Join(x.c.close(), os.RemoveAll(x.c.dir)) }

func (x *leaksAgain) add(id, split string, values []schema.Value) error {
	x.d.Values[schema.SlotID] = schema.StringValue(id)
	for i, slot := range x.slots {
		x.d.Values[slot] = values[i]
	}
	var l likened
	l, x.keys = x.c.liken(x.d, x.keys[:0])
	if err := x.ctx.Err(); err != nil {
		return err
	}
	return x.c.add(x.d, slices.Index(x.c.splits, split), l)
}
