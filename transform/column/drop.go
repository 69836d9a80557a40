package column

import (
	"context"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Drop is the transform column.drop.
var Drop = transform.Spec{
	Name:    "column.drop",
	Summary: "Drops columns: later steps and data/ no longer have them",
	Doc: `Of the columns that every document has, title, url and created can be dropped. What earlier steps did to
a dropped column stays in the ledger.`,
	Params: []transform.Param{
		{Name: "columns", Type: transform.ParamColumns, Required: true, Doc: "Names of columns."},
	},
	Short:   "columns",
	Drops:   func(a transform.Args) []string { return a.Strings("columns") },
	Check:   checkDrop,
	Version: 1,
	New:     func(transform.Args) (transform.Step, error) { return nothing{}, nil },
	Examples: []transform.Example{
		{Note: "One column.", Args: "{columns: [score]}", Docs: []string{"one"}, Given: []string{"author=Ada score=1.5"}, Rows: []string{"author=Ada"}},
		{Note: "A bare value will do.", Args: "[author, score]", Docs: []string{"one"}, Given: []string{"author=Ada score=1.5 year=1843"}, Rows: []string{"year=1843"}},
		{Note: "The text stays as it is.", Args: "[title]", Docs: []string{"one"}, Given: []string{"title=Headline"}, Gives: []string{"one"}, Rows: []string{""}},
	},
}

func checkDrop(a transform.Args) []transform.Fault {
	if len(a.Strings("columns")) == 0 {
		return []transform.Fault{{Param: "columns", Message: "no column given", Hint: "column.drop: [title]"}}
	}
	return nil
}

// nothing is a step whose whole effect is what its Spec declares: the plan leaves the column out.
type nothing struct{}

// Map implements transform.Mapper.
func (nothing) Map(context.Context, *schema.Doc) error { return nil }
