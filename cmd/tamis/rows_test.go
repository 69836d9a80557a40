package main

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/engine"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// A plan says how the rows of data/ will stand.
func TestRowsText(t *testing.T) {
	column := &recipe.ExportColumn{Name: "language"}
	for want, e := range map[string]recipe.Export{
		"rows in the order of the sources":                                         {Order: "source"},
		"rows shuffled by the seed":                                                {Order: "shuffle"},
		"rows sorted(created desc), in a folder for each value of language":        {Order: "sorted(created desc)", Sort: &recipe.ExportColumn{Name: "created"}, Subsets: column},
		"rows in the order of the sources, in a folder for each value of language": {Order: "source", Subsets: column},
	} {
		if got := rowsText(e); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}

// A trial says of a document with copies in how many rows it stands.
func TestTriedCopies(t *testing.T) {
	trial := &engine.Trial{Layout: &schema.Layout{Columns: schema.BuiltinColumns()}}
	d := &schema.Doc{Values: make([]schema.Value, schema.SlotFirst), Split: -1, Copies: 2}
	d.Values[schema.SlotID], d.Values[schema.SlotText] = schema.StringValue("a"), schema.StringValue("text")
	got := triedText(trial, &engine.Tried{Doc: d, Before: *d}, paint{})
	if !strings.HasPrefix(got, "a  kept, in 3 rows\n") {
		t.Errorf("%q", got)
	}
}
