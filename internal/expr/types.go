package expr

import (
	"cmp"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// commonType returns the type that values of a and b both have: equal kinds, or float for an
// integer beside a float; null goes with everything.
func commonType(a, b schema.Type) (schema.Type, bool) {
	null := a.Nullable || b.Nullable
	switch {
	case a.Kind == schema.Null:
		b.Nullable = true
		return b, true
	case b.Kind == schema.Null:
		a.Nullable = true
		return a, true
	case number(a) && number(b) && a.Kind != b.Kind:
		return schema.Type{Kind: schema.Float, Nullable: null}, true
	case a.Kind == schema.List && b.Kind == schema.List:
		a.Nullable = null
		return a, a.Elem.Kind == b.Elem.Kind && a.Elem.Equal(*b.Elem)
	}
	a.Nullable = null
	return a, a.Kind == b.Kind
}

// unify gives two operands one type.
func unify(a, b operand) (operand, operand, schema.Type, bool) {
	t, ok := commonType(a.typ, b.typ)
	if !ok {
		return a, b, t, false
	}
	return toKind(a, t.Kind), toKind(b, t.Kind), t, true
}

func number(t schema.Type) bool { return t.Kind == schema.Int64 || t.Kind == schema.Float }

// toKind converts an integer operand to float where that is what k asks for.
func toKind(o operand, k schema.Kind) operand {
	if k != schema.Float || o.typ.Kind != schema.Int64 {
		return o
	}
	inner := o.eval
	o.typ.Kind = schema.Float
	if o.fixed != nil {
		v := schema.FloatValue(o.fixed.Float())
		o.fixed, o.eval = &v, func(*schema.Doc) (schema.Value, error) { return v, nil }
		return o
	}
	o.eval = func(d *schema.Doc) (schema.Value, error) {
		v, err := inner(d)
		if err != nil || v.IsNull() {
			return schema.Value{}, err
		}
		return schema.FloatValue(v.Float()), nil
	}
	return o
}

// equal compares two values of one type, or of the two number types; null equals null alone.
func equal(a, b schema.Value) bool {
	if a.IsNull() || b.IsNull() {
		return a.IsNull() && b.IsNull()
	}
	if a.Kind() == schema.List {
		return equalLists(a.List(), b.List())
	}
	return compare(a, b) == 0
}

func equalLists(a, b []schema.Value) bool {
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if !equal(a[i], b[i]) {
			return false
		}
	}
	return true
}

// compare orders two present values of one type.
func compare(a, b schema.Value) int {
	switch {
	case a.Kind() == schema.String:
		return strings.Compare(a.Str(), b.Str())
	case a.Kind() == schema.Float || b.Kind() == schema.Float:
		return cmp.Compare(a.Float(), b.Float())
	case a.Kind() == schema.Bool:
		return boolInt(a.Bool()) - boolInt(b.Bool())
	}
	return cmp.Compare(a.Int(), b.Int())
}

func boolInt(b bool) int {
	if b {
		return 1
	}
	return 0
}
