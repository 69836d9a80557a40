package schema

import "math"

// Value is one cell: a scalar, a list, or a struct. The zero Value is null.
type Value struct {
	str  string
	num  uint64
	list []Value // elements of a list, members of a struct
	kind Kind
}

// BoolValue returns a bool cell.
func BoolValue(v bool) Value {
	if v {
		return Value{kind: Bool, num: 1}
	}
	return Value{kind: Bool}
}

// Int32Value returns an int32 cell.
func Int32Value(v int32) Value { return Value{kind: Int32, num: uint64(int64(v))} }

// Int64Value returns an int64 cell.
func Int64Value(v int64) Value { return Value{kind: Int64, num: uint64(v)} }

// FloatValue returns a float64 cell; NaN and infinities become null, since no release holds them.
// Minus zero becomes zero: two equal numbers are the same bytes.
func FloatValue(v float64) Value {
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return Value{}
	}
	if v == 0 {
		v = 0 // drops the sign of -0
		return Value{kind: Float}
	}
	return Value{kind: Float, num: math.Float64bits(v)}
}

// StringValue returns a string cell. The string must be valid UTF-8.
func StringValue(v string) Value { return Value{kind: String, str: v} }

// TimeValue returns a timestamp cell of microseconds since 1970 UTC.
func TimeValue(micros int64) Value { return Value{kind: Time, num: uint64(micros)} }

// ListValue returns a list cell; it keeps vs.
func ListValue(vs []Value) Value { return Value{kind: List, list: vs} }

// StructValue returns a struct cell with the members in the order of its type; it keeps vs.
func StructValue(vs ...Value) Value { return Value{kind: Struct, list: vs} }

// Kind returns the kind of v, Null for an absent one.
func (v Value) Kind() Kind { return v.kind }

// IsNull says whether v is absent.
func (v Value) IsNull() bool { return v.kind == Null }

// Bool returns a bool cell's value, false for any other.
func (v Value) Bool() bool { return v.kind == Bool && v.num != 0 }

// Int returns the value of an int32, int64 or timestamp cell, 0 for any other.
func (v Value) Int() int64 {
	if v.kind == Int32 || v.kind == Int64 || v.kind == Time {
		return int64(v.num)
	}
	return 0
}

// Float returns a float cell's value or an integer cell's converted, 0 for any other.
func (v Value) Float() float64 {
	if v.kind == Float {
		return math.Float64frombits(v.num)
	}
	return float64(v.Int())
}

// Str returns a string cell's value, "" for any other.
func (v Value) Str() string { return v.str }

// List returns the elements of a list or the members of a struct, not copied.
func (v Value) List() []Value { return v.list }
