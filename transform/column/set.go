package column

import (
	"context"
	"fmt"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Set is the transform column.set.
var Set = transform.Spec{
	Name:    "column.set",
	Summary: "Sets a column to a value or to what an expression gives",
	Doc: `A name that is not there yet becomes a new column. It has the type of the value or expression, or
` + "`type`" + `, which may only be wider: an int64 where float64 is declared, a value that is never null where null
is allowed.

On text, title or another column of strings the change is an edit, word by word, and the ledger
records it; null then makes it empty. Where the column was null it is set, since there was nothing
to edit.`,
	Params: []transform.Param{
		{Name: "column", Type: transform.ParamString, Required: true, Doc: "Name of the column."},
		{Name: "value", Type: transform.ParamScalar, Doc: "The same value for every document; this or expr."},
		{Name: "expr", Type: transform.ParamExpr, Doc: "An expression over the columns; this or value."},
		{Name: "type", Type: transform.ParamString, Doc: "Type of a new column, as `int64`, `float64?` or `string`."},
	},
	Kinds:     kinds,
	Writes:    writesSet,
	Check:     checkSet,
	EditsText: true,
	Version:   1,
	New:       newSet,
	Examples: []transform.Example{
		{Note: "The same value everywhere.", Args: "{column: lang, value: en}", Docs: []string{"one", "two"}, Rows: []string{"lang=en", "lang=en"}},
		{Note: "What an expression gives.", Args: "{column: long, expr: 'len(text) > 3'}", Docs: []string{"one", "three"}, Rows: []string{"long=false", "long=true"}},
		{Note: "On the text it is an edit.", Args: "{column: text, expr: '(title ?? \"\") + \": \" + text'}", Docs: []string{"it rained."}, Given: []string{"title=Today"}, Gives: []string{"Today: it rained."}},
		{Note: "A declared type.", Args: "{column: weight, value: 1, type: float64}", Docs: []string{"one"}, Rows: []string{"weight=1.0"}},
	},
}

func checkSet(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	if a.Has("value") == a.Has("expr") {
		faults = append(faults, transform.Fault{Message: "give either value or expr", Hint: `value: en, or expr: 'lower(lang)'`})
	}
	if name := a.String("column"); fixed[name] {
		faults = append(faults, transform.Fault{Param: "column", Message: fmt.Sprintf("%s can't be set: it says which document this is", name)})
	}
	if _, err := schema.ParseType(a.String("type")); a.Has("type") && err != nil {
		faults = append(faults, transform.Fault{Param: "type", Message: err.Error(), Hint: "bool, int32, int64, float64, string or timestamp, with ? where null is allowed"})
	}
	if len(faults) == 0 {
		faults = checkType(a)
	}
	return faults
}

// checkType compares what is given with the type that is declared or there.
func checkType(a transform.Args) []transform.Fault {
	given, known := givenType(a)
	if !known {
		return nil
	}
	want, _ := columnType(a, given)
	if takes(want, given) {
		return nil
	}
	hint := "type: " + given.String()
	if takes(want.OrNull(), given) {
		hint = "say what stands in place of null: (…) ?? …"
	}
	return []transform.Fault{{Param: "column", Message: fmt.Sprintf("a column of type %s can't take a %s", want, given), Hint: hint}}
}

// givenType returns the type of the value or expression; false while expressions can't be compiled.
func givenType(a transform.Args) (schema.Type, bool) {
	if a.Has("value") {
		return schema.Type{Kind: scalar(a).Kind()}, true
	}
	if a.Eval == nil {
		return schema.Type{}, false
	}
	_, t, err := a.Eval(a.String("expr"))
	return t, err == nil
}

// columnType returns the type of the column: as declared, as it is there, or as given.
func columnType(a transform.Args, given schema.Type) (t schema.Type, declared bool) {
	if a.Has("type") {
		t, err := schema.ParseType(a.String("type"))
		return t, err == nil
	}
	if a.Column != nil {
		if c, ok := a.Column(a.String("column")); ok {
			return c.Type, true
		}
	}
	return given, false
}

// takes says whether a column of one type can hold what is given.
func takes(column, given schema.Type) bool {
	if given.Nullable && !column.Nullable {
		return false
	}
	if given.Nullable = column.Nullable; column.Equal(given) {
		return true
	}
	return column.Kind == schema.Float && (given.Kind == schema.Int64 || given.Kind == schema.Int32) ||
		column.Kind == schema.Int64 && given.Kind == schema.Int32
}

func writesSet(a transform.Args) []schema.Column {
	given, known := givenType(a)
	t, declared := columnType(a, given)
	if !known && !declared {
		return nil
	}
	return []schema.Column{{Name: a.String("column"), Type: t}}
}

// scalar returns `value` as a cell.
func scalar(a transform.Args) schema.Value {
	switch v := a.Values["value"].(type) {
	case bool:
		return schema.BoolValue(v)
	case int64:
		return schema.Int64Value(v)
	case float64:
		return schema.FloatValue(v)
	case string:
		return schema.StringValue(v)
	}
	return schema.Value{}
}

// set is column.set with its arguments.
type set struct {
	slot   int
	kind   schema.Kind // of the column
	value  schema.Value
	eval   func(*schema.Doc) (schema.Value, error) // nil: the value
	edited bool                                    // the column was there and holds strings
}

func newSet(a transform.Args) (transform.Step, error) {
	s := &set{slot: a.Slot(a.String("column")), value: scalar(a)}
	given := schema.Type{Kind: s.value.Kind()}
	if a.Has("expr") {
		var err error
		if s.eval, given, err = a.Eval(a.String("expr")); err != nil {
			return nil, err
		}
	}
	t, _ := columnType(a, given)
	s.kind, s.value = t.Kind, widen(s.value, t.Kind)
	s.edited = t.Kind == schema.String
	return s, nil
}

// widen makes an integer the float or wider integer that a column holds.
func widen(v schema.Value, kind schema.Kind) schema.Value {
	if v.Kind() != schema.Int32 && v.Kind() != schema.Int64 {
		return v
	}
	switch kind {
	case schema.Float:
		return schema.FloatValue(float64(v.Int()))
	case schema.Int64:
		return schema.Int64Value(v.Int())
	}
	return v
}

// Map implements transform.Mapper.
func (s *set) Map(_ context.Context, d *schema.Doc) error {
	v := s.value
	if s.eval != nil {
		var err error
		if v, err = s.eval(d); err != nil {
			return err
		}
		v = widen(v, s.kind)
	}
	if s.edited {
		return replace(d, s.slot, v)
	}
	d.Set(s.slot, v)
	return nil
}
