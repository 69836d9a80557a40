package column

import (
	"context"
	"fmt"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Rename is the transform column.rename.
var Rename = transform.Spec{
	Name:    "column.rename",
	Summary: "Gives columns other names, or puts them in place of text or title",
	Doc: `Later steps and data/ have the column under its new name only. Renamed onto a column of strings that is
there already (text, title), its values take that one's place: an edit, word by word, which the ledger
records; a null leaves the other empty.`,
	Params: []transform.Param{
		{Name: "columns", Type: transform.ParamMap, Required: true, Doc: "Old names with the new ones, `old: new`."},
	},
	Short:     "columns",
	Kinds:     kinds,
	Renames:   renames,
	Check:     checkRename,
	EditsText: true,
	Version:   1,
	New:       newRename,
	Examples: []transform.Example{
		{Note: "Another name.", Args: "{columns: {writer: author}}", Docs: []string{"one"}, Given: []string{"writer=Ada year=1843"}, Rows: []string{"author=Ada year=1843"}},
		{Note: "The mapping alone will do.", Args: "{writer: author, year: published}", Docs: []string{"one"}, Given: []string{"writer=Ada year=1843"}, Rows: []string{"author=Ada published=1843"}},
		{Note: "Onto the text.", Args: "{body: text}", Docs: []string{"An extract of the story"}, Given: []string{"body=\"The whole story\""}, Gives: []string{"The whole story"}, Rows: []string{""}},
	},
}

func renames(a transform.Args) map[string]string {
	out := map[string]string{}
	for _, p := range a.Map("columns") {
		out[p.Name] = p.Value
	}
	return out
}

func checkRename(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	fault := func(format string, args ...any) {
		faults = append(faults, transform.Fault{Param: "columns", Message: fmt.Sprintf(format, args...)})
	}
	pairs := a.Map("columns")
	if len(pairs) == 0 {
		fault("no column given")
	}
	targets := map[string]bool{}
	old := renames(a)
	for _, p := range pairs {
		switch _, both := old[p.Value]; {
		case both:
			fault("%s is an old and a new name: use two steps", p.Value)
		case targets[p.Value]:
			fault("two columns get the name %s", p.Value)
		case fixed[p.Value] || fixed[p.Name]:
			fault("%s can't become %s: the column says which document this is", p.Name, p.Value)
		}
		targets[p.Value] = true
	}
	return faults
}

// rename moves values onto columns that are there; a new name alone is the plan's business.
type rename struct{ moves []move }

// move puts the values of one slot in place of another's.
type move struct{ from, onto int }

func newRename(a transform.Args) (transform.Step, error) {
	r := &rename{}
	for _, p := range a.Map("columns") {
		if onto := a.Slot(p.Value); onto >= 0 {
			r.moves = append(r.moves, move{a.Slot(p.Name), onto})
		}
	}
	return r, nil
}

// Map implements transform.Mapper.
func (r *rename) Map(_ context.Context, d *schema.Doc) error {
	for _, m := range r.moves {
		if err := replace(d, m.onto, d.Values[m.from]); err != nil {
			return err
		}
	}
	return nil
}
