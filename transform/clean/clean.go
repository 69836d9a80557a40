// Package clean mends text without asking what it says: characters, normal forms, white space.
package clean

import "github.com/tamis-data/tamis/schema"

// settle runs passes over a column until one finds nothing to do, so that every step of this
// package is idempotent by construction. A pass fills the edits of the text as it is now.
func settle(d *schema.Doc, slot int, pass func(text string, e *schema.Edits)) error {
	for {
		e := d.Edit(slot)
		pass(d.Str(slot), e)
		if e.Len() == 0 {
			return nil
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
}
