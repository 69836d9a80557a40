package transform

import (
	"fmt"

	"github.com/tamis-data/tamis/schema"
)

// Pair is one entry of a map in the order the recipe gives it.
type Pair[T any] struct {
	Name  string
	Value T
}

// Null is an argument that is null in the recipe, where the parameter is Nullable: given, and nothing.
type Null struct{}

// Table is a ParamTable: for values of a column, the arguments that differ.
type Table struct {
	Column string
	Rows   []Pair[Args] // in the recipe's order, each with what it gives alone
}

// Args are the checked arguments of a step, defaults filled in. The getters panic on a name or
// type that the Spec does not declare: that is a bug in the Spec.
type Args struct {
	// Values holds, by parameter: bool, int64, float64, string, []string, []Pair[float64] (ratios, numbers),
	// []Pair[string] (map, sizes), Args (object), []Args (objects), []byte (list, model; its path until it is open), Documents (documents),
	// Table (table), Null where null was given, nil where absent.
	Values map[string]any
	// On lists the slots of the columns the step works on.
	On []int
	// OnNames lists their names; set from the recipe's first pass on, before slots exist.
	OnNames []string
	// Slot gives the slot of a column by name; -1 where there is none. Set before New, nil before.
	Slot func(name string) int
	// Column gives a column's declaration at this step. Set before New, nil before.
	Column func(name string) (schema.Column, bool)
	// Eval compiles an expression for this step's columns. Set before New, nil before.
	Eval func(expr string) (func(d *schema.Doc) (schema.Value, error), schema.Type, error)
	// Seed is the recipe's seed.
	Seed uint64
	// Clustered says that a dedupe step stands before this one.
	Clustered bool
	// Splits names the splits of the last step before this one that puts documents into some; nil without one.
	Splits []string
	// Sources lists the names of the recipe's sources in order, for declared priorities.
	Sources []string
}

// Has says whether the argument is present (given or by default).
func (a Args) Has(name string) bool { return a.Values[name] != nil }

// Bool returns a ParamBool.
func (a Args) Bool(name string) bool { return get[bool](a, name) }

// Int returns a ParamInt.
func (a Args) Int(name string) int64 { return get[int64](a, name) }

// Float returns a ParamFloat.
func (a Args) Float(name string) float64 { return get[float64](a, name) }

// String returns a ParamString, ParamExpr or ParamColumn, "" where absent.
func (a Args) String(name string) string {
	if a.Values[name] == nil {
		return ""
	}
	return get[string](a, name)
}

// Strings returns a ParamStrings or ParamColumns, nil where absent.
func (a Args) Strings(name string) []string {
	if a.Values[name] == nil {
		return nil
	}
	return get[[]string](a, name)
}

// Ratios returns a ParamRatios or ParamNumbers in the recipe's order.
func (a Args) Ratios(name string) []Pair[float64] {
	if a.Values[name] == nil {
		return nil
	}
	return get[[]Pair[float64]](a, name)
}

// Map returns a ParamMap or, with its numbers as they are written, a ParamSizes in the recipe's order.
func (a Args) Map(name string) []Pair[string] {
	if a.Values[name] == nil {
		return nil
	}
	return get[[]Pair[string]](a, name)
}

// Object returns a ParamObject, one without values where absent.
func (a Args) Object(name string) Args {
	if a.Values[name] == nil {
		return Args{}
	}
	return get[Args](a, name)
}

// Bytes returns a ParamList or ParamModel, nil where absent.
func (a Args) Bytes(name string) []byte {
	if a.Values[name] == nil {
		return nil
	}
	return get[[]byte](a, name)
}

// Number returns a Nullable ParamInt or ParamFloat; false where it is absent or null.
func (a Args) Number(name string) (float64, bool) {
	switch v := a.Values[name].(type) {
	case int64:
		return float64(v), true
	case float64:
		return v, true
	}
	return 0, false
}

// Table returns a ParamTable, one without rows where absent.
func (a Args) Table(name string) Table {
	if a.Values[name] == nil {
		return Table{}
	}
	return get[Table](a, name)
}

// Objects returns a ParamObjects.
func (a Args) Objects(name string) []Args {
	if a.Values[name] == nil {
		return nil
	}
	return get[[]Args](a, name)
}

// Documents returns a ParamDocuments.
func (a Args) Documents(name string) Documents { return get[Documents](a, name) }

func get[T any](a Args, name string) T {
	v, ok := a.Values[name].(T)
	if !ok {
		panic(fmt.Sprintf("argument %q is %T, not %T: the Spec does not declare it so", name, a.Values[name], v))
	}
	return v
}
