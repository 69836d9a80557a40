// Package column sets, drops and renames columns.
package column

import (
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// kindValue is the kind of the edits of this package: a value put in place of another.
const kindValue = 0

func kinds(transform.Args) []string { return []string{"value"} }

// fixed are the columns that say which document this is; no step writes them.
var fixed = map[string]bool{"id": true, "source": true, "origin": true, "cluster": true, "split": true}

// replace puts a new value into a string column and records that as edits. There is no record for
// what was null: such a column is set. A string never becomes null but empty, so that the record
// of what it held stays.
func replace(d *schema.Doc, slot int, v schema.Value) error {
	if d.Values[slot].IsNull() {
		d.Set(slot, v)
		return nil
	}
	e := d.Edit(slot)
	e.Between(d.Str(slot), 0, v.Str(), kindValue)
	if e.Len() == 0 {
		return nil
	}
	return d.Apply(e)
}
