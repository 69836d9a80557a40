package filter

import (
	"context"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Where is the transform filter.where.
var Where = transform.Spec{
	Name:    "filter.where",
	Summary: "Keeps the documents for which an expression is true",
	Doc: `The expression sees the columns as they are at this step. Null counts as not true: a document whose
words are not known is no document with many words.

With ` + "`on_fail: label`" + ` nothing is dropped; the column ` + "`<step>__failed`" + ` then holds ["where"] for the
documents that would have been, and an empty list for the others.`,
	Params: []transform.Param{
		{Name: "expr", Type: transform.ParamExpr, Required: true, Result: &schema.Type{Kind: schema.Bool, Nullable: true}, Doc: "What must be true of a document."},
		{Name: "on_fail", Type: transform.ParamString, Default: "drop", Enum: []string{"drop", "label"}, Doc: "Drop the document or say so in a column."},
	},
	Short:   "expr",
	Writes:  writesWhere,
	Rejects: true,
	Version: 1,
	New:     newWhere,
	Examples: []transform.Example{
		{Note: "Short texts go.", Args: `{expr: "len(text) > 5"}`, Docs: []string{"short", "long enough"}, Gives: []string{"long enough"}},
		{Note: "A bare value is the expression.", Args: `'lang == "en"'`, Docs: []string{"one", "deux", "three"},
			Given: []string{"lang=en", "lang=fr", "lang=null"}, Gives: []string{"one"}},
		{Note: "Label in place of dropping.", Args: `{expr: "stars >= 3", on_fail: label}`, Docs: []string{"good", "poor"},
			Given: []string{"stars=5", "stars=1"}, Rows: []string{"stars=5 where__failed=[]", "stars=1 where__failed=[where]"}},
	},
}

func writesWhere(a transform.Args) []schema.Column {
	if a.String("on_fail") != "label" {
		return nil
	}
	return []schema.Column{failedLabel}
}

// where is filter.where with its arguments; label is the slot of its column, -1 where it drops.
type where struct {
	keep  func(*schema.Doc) (schema.Value, error)
	label int
}

func newWhere(a transform.Args) (transform.Step, error) {
	keep, _, err := a.Eval(a.String("expr"))
	if err != nil {
		return nil, err
	}
	w := &where{keep: keep, label: -1}
	if a.String("on_fail") == "label" {
		w.label = a.Slot(failedColumn)
	}
	return w, nil
}

var (
	passed    = schema.ListValue(nil)
	notPassed = schema.ListValue([]schema.Value{schema.StringValue("where")})
)

// Map implements transform.Mapper.
func (w *where) Map(_ context.Context, d *schema.Doc) error {
	v, err := w.keep(d)
	if err != nil {
		return err
	}
	switch {
	case w.label >= 0 && v.Bool():
		d.Set(w.label, passed)
	case w.label >= 0:
		d.Set(w.label, notPassed)
	case v.IsNull():
		d.Drop(schema.Reject{Rule: "where", Detail: "the expression gave null"})
	case !v.Bool():
		d.Drop(schema.Reject{Rule: "where"})
	}
	return nil
}
