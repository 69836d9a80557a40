package read

import (
	"bytes"
	"encoding/json"
	"math"
	"strconv"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// cell is one field of one record as its format gives it, before it has the type of a column.
type cell struct {
	s    string // text; the literal of a number; JSON of an array
	n    int64  // integer; 0 or 1; microseconds of an instant
	f    float64
	list []cell
	kind cellKind
	big  bool // n is unsigned and above the largest int64
}

type cellKind uint8

const (
	missing cellKind = iota
	null
	boolean
	integer
	float
	number // a JSON number, s its literal
	text
	instant
	jsonList // a JSON array, s its source
	list     // of a columnar file
	other    // an object, or a type that no column has
	mangled  // bytes that should be UTF-8 and are not
	oversize // a string beyond limits.document, left where it was
)

var kindPhrases = [...]string{"missing", "null", "a boolean", "an integer", "a number", "a number", "a string",
	"a timestamp", "a list", "a list", "an object", "not valid UTF-8", tooLong}

// field is one field that a source takes from its records.
type field struct {
	name     string
	slot     int
	typ      schema.Type
	optional bool
	role     bool // fills a column that every document has
}

// roleSlots gives the slots of the roles, in the order in which their faults are told.
var roleSlots = []struct {
	role string
	slot int
}{
	{"text", schema.SlotText}, {"id", schema.SlotID}, {"title", schema.SlotTitle},
	{"url", schema.SlotURL}, {"created", schema.SlotCreated},
}

// wanted lists the fields of a source, the text first.
func wanted(s Source) []field {
	columns := schema.BuiltinColumns()
	var fs []field
	for _, r := range roleSlots {
		name := s.Fields[r.role]
		if name == "" && r.role == "text" {
			name = "text"
		}
		if name != "" {
			t := columns[r.slot].Type
			fs = append(fs, field{name: name, slot: r.slot, typ: t, role: true,
				optional: r.slot == schema.SlotCreated})
		}
	}
	for _, c := range s.Columns {
		t := c.Type
		t.Nullable = t.Nullable || c.Optional
		fs = append(fs, field{name: c.Name, slot: c.Slot, typ: t, optional: t.Nullable})
	}
	return fs
}

// mismatch says why a cell did not become the field's column.
func (f *field) mismatch(c cell) string {
	if c.kind == missing {
		return "no field " + f.name
	}
	if c.kind == mangled || c.kind == oversize {
		return "field " + f.name + " is " + kindPhrases[c.kind]
	}
	want := "a " + f.typ.Kind.String()
	if f.typ.Kind == schema.Int32 || f.typ.Kind == schema.Int64 {
		want = "an " + f.typ.Kind.String()
	}
	if phrase := kindPhrases[c.kind]; phrase != want {
		return "field " + f.name + " is " + phrase + ", not " + want
	}
	return "field " + f.name + " holds what is not " + f.typ.String()
}

// literal writes a number as it stands or stood.
func (c cell) literal() string {
	switch {
	case c.kind == number:
		return c.s
	case c.big:
		return strconv.FormatUint(uint64(c.n), 10)
	}
	return strconv.FormatInt(c.n, 10)
}

// convert gives a cell the type of a column. Texts are parsed where the column is a number, boolean
// or timestamp; numbers never become texts. Null and missing are null where the type allows it.
func convert(c cell, t schema.Type) (v schema.Value, ok bool) {
	if c.kind == missing || c.kind == null {
		return schema.Value{}, t.Nullable
	}
	switch t.Kind {
	case schema.String:
		if c.kind == text {
			return schema.StringValue(c.s), true
		}
	case schema.Bool:
		return toBool(c)
	case schema.Int32, schema.Int64:
		return toInt(c, t.Kind)
	case schema.Float:
		return toFloat(c)
	case schema.Time:
		micros, ok := toTime(c)
		if !ok {
			return schema.Value{}, false
		}
		return schema.TimeValue(micros), true
	case schema.List:
		return toList(c, *t.Elem)
	}
	return schema.Value{}, false
}

func toBool(c cell) (schema.Value, bool) {
	switch {
	case c.kind == boolean:
		return schema.BoolValue(c.n != 0), true
	case c.kind != text:
		return schema.Value{}, false
	}
	switch c.s {
	case "true", "True", "TRUE", "1":
		return schema.BoolValue(true), true
	case "false", "False", "FALSE", "0":
		return schema.BoolValue(false), true
	}
	return schema.Value{}, false
}

func toInt(c cell, k schema.Kind) (schema.Value, bool) {
	n, ok := int64(0), false
	switch c.kind {
	case integer:
		n, ok = c.n, !c.big
	case number, text:
		n, ok = parseInt(c.s)
	case float:
		n, ok = wholeInt(c.f)
	}
	switch {
	case !ok:
		return schema.Value{}, false
	case k == schema.Int64:
		return schema.Int64Value(n), true
	case n != int64(int32(n)):
		return schema.Value{}, false
	}
	return schema.Int32Value(int32(n)), true
}

// parseInt takes 12 and also 12.0 and 1.2e1, which some writers make of whole numbers.
func parseInt(s string) (int64, bool) {
	if n, err := strconv.ParseInt(s, 10, 64); err == nil {
		return n, true
	}
	if !decimal(s) {
		return 0, false
	}
	f, err := strconv.ParseFloat(s, 64)
	if err != nil {
		return 0, false
	}
	return wholeInt(f)
}

// wholeInt converts floats that stand for exactly one integer.
func wholeInt(f float64) (int64, bool) {
	if f != math.Trunc(f) || math.Abs(f) > 1<<53 {
		return 0, false
	}
	return int64(f), true
}

func toFloat(c cell) (schema.Value, bool) {
	f, ok := c.f, true
	switch c.kind {
	case float:
	case integer:
		if f = float64(c.n); c.big {
			f = float64(uint64(c.n))
		}
	case number, text:
		var err error
		f, err = strconv.ParseFloat(c.s, 64)
		ok = err == nil && decimal(c.s)
	default:
		ok = false
	}
	if !ok || math.IsNaN(f) || math.IsInf(f, 0) {
		return schema.Value{}, false
	}
	return schema.FloatValue(f), true
}

// decimal says that s has nothing but what a decimal number has: no inf, nan, hex or underscores.
func decimal(s string) bool {
	digits := false
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case c >= '0' && c <= '9':
			digits = true
		case c != '+' && c != '-' && c != '.' && c != 'e' && c != 'E':
			return false
		}
	}
	return digits
}

func toList(c cell, elem schema.Type) (schema.Value, bool) {
	cells := c.list
	switch c.kind {
	case list:
	case jsonList, text:
		var ok bool
		if cells, ok = jsonArray(c.s); !ok {
			return schema.Value{}, false
		}
	default:
		return schema.Value{}, false
	}
	vs := make([]schema.Value, len(cells))
	for i, e := range cells {
		v, ok := convert(e, elem)
		if !ok {
			return schema.Value{}, false
		}
		vs[i] = v
	}
	return schema.ListValue(vs), true
}

// jsonArray reads a JSON array of scalars.
func jsonArray(s string) ([]cell, bool) {
	dec := json.NewDecoder(bytes.NewReader(bytesOf(s)))
	dec.UseNumber()
	var vs []any
	if !utf8.ValidString(s) || dec.Decode(&vs) != nil || vs == nil || dec.InputOffset() < int64(len(bytes.TrimSpace(bytesOf(s)))) {
		return nil, false
	}
	cells := make([]cell, len(vs))
	for i, v := range vs {
		cells[i] = jsonScalar(v)
	}
	return cells, true
}

func jsonScalar(v any) cell {
	switch v := v.(type) {
	case nil:
		return cell{kind: null}
	case bool:
		if v {
			return cell{kind: boolean, n: 1}
		}
		return cell{kind: boolean}
	case json.Number:
		return cell{kind: number, s: string(v)}
	case string:
		return cell{kind: text, s: v}
	}
	return cell{kind: other}
}
