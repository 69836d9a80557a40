package recipe

import (
	"reflect"
	"testing"

	"github.com/tamis-data/tamis/internal/diag"
)

// same compares two recipes but for places and functions.
func same(t *testing.T, a, b *Recipe) {
	t.Helper()
	if !reflect.DeepEqual(plain(a), plain(b)) {
		t.Errorf("parsed again:\n%+v\nwant:\n%+v", plain(b), plain(a))
	}
	if !reflect.DeepEqual(a.Layout, b.Layout) {
		t.Errorf("layout:\n%+v\nwant:\n%+v", b.Layout, a.Layout)
	}
	for i := range a.Steps {
		x, y := a.Steps[i], b.Steps[i]
		if x.Name != y.Name || x.Prefix != y.Prefix || x.Private != y.Private || x.Refresh != y.Refresh ||
			!reflect.DeepEqual(x.Args.On, y.Args.On) || !reflect.DeepEqual(x.Edits, y.Edits) || !reflect.DeepEqual(x.Writes, y.Writes) {
			t.Errorf("step %d:\n%+v\nwant:\n%+v", i, y, x)
		}
	}
}

// plain returns a copy without steps, layout and places.
func plain(r *Recipe) Recipe {
	c := *r
	c.File, c.Steps, c.Layout = "", nil, nil
	c.Sources = append([]Source(nil), r.Sources...)
	for i := range c.Sources {
		c.Sources[i].Pos = diag.Pos{}
	}
	c.Expect = append([]Expect(nil), r.Expect...)
	for i := range c.Expect {
		c.Expect[i].Pos, c.Expect[i].nodes = diag.Pos{}, nil
	}
	for _, col := range []**ExportColumn{&c.Export.Sort, &c.Export.Subsets} {
		if *col != nil {
			*col = &ExportColumn{Name: (*col).Name, Slot: (*col).Slot, Desc: (*col).Desc}
		}
	}
	return c
}
