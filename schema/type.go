package schema

import (
	"fmt"
	"strings"
)

// Kind is the scalar or nested kind of a Type.
type Kind uint8

// The kinds a column can have. Null is the kind of an absent Value alone, never of a column.
const (
	Null Kind = iota
	Bool
	Int32
	Int64
	Float // 64 bits; never NaN, never infinite
	String
	Time // microseconds since 1970 UTC
	List
	Struct
)

var kindNames = [...]string{"null", "bool", "int32", "int64", "float64", "string", "timestamp", "list", "struct"}

// String returns the kind as it is written in a recipe.
func (k Kind) String() string { return kindNames[k] }

// Type is the type of a column: a scalar, a list of scalars or a list of structs of scalars
// (nothing else loads in every reader: DESIGN.md §5).
type Type struct {
	Kind     Kind
	Nullable bool
	Elem     *Type   // of a List
	Fields   []Field // of a Struct
}

// Field is one member of a Struct.
type Field struct {
	Name string
	Type Type
}

// ListOf returns the type of lists of elem.
func ListOf(elem Type) Type { return Type{Kind: List, Elem: &elem} }

// StructOf returns the type of structs with these fields, in order.
func StructOf(fields ...Field) Type { return Type{Kind: Struct, Fields: fields} }

// OrNull returns t with null allowed.
func (t Type) OrNull() Type { t.Nullable = true; return t }

// Equal says whether t and u are the same type, nullability included.
func (t Type) Equal(u Type) bool { return t.String() == u.String() }

// String returns t as a recipe writes it: string, float64?, list<struct<kind string, start int32>>.
func (t Type) String() string {
	var b strings.Builder
	t.write(&b)
	return b.String()
}

func (t Type) write(b *strings.Builder) {
	switch t.Kind {
	case List:
		b.WriteString("list<")
		t.Elem.write(b)
		b.WriteByte('>')
	case Struct:
		b.WriteString("struct<")
		for i, f := range t.Fields {
			if i > 0 {
				b.WriteString(", ")
			}
			b.WriteString(f.Name + " ")
			f.Type.write(b)
		}
		b.WriteByte('>')
	default:
		b.WriteString(t.Kind.String())
	}
	if t.Nullable {
		b.WriteByte('?')
	}
}

// ParseType reads what a recipe may declare for a column: a scalar or list<scalar>, with a
// trailing ? where null is allowed. Structs are written by steps alone.
func ParseType(s string) (Type, error) {
	name, nullable := strings.CutSuffix(strings.TrimSpace(s), "?")
	if inner, ok := strings.CutPrefix(name, "list<"); ok {
		inner, ok = strings.CutSuffix(inner, ">")
		elem, err := ParseType(inner)
		if !ok || err != nil || elem.Kind == List {
			return Type{}, fmt.Errorf("unknown type %q", s)
		}
		return Type{Kind: List, Nullable: nullable, Elem: &elem}, nil
	}
	for k := Bool; k <= Time; k++ {
		if name == k.String() {
			return Type{Kind: k, Nullable: nullable}, nil
		}
	}
	return Type{}, fmt.Errorf("unknown type %q", s)
}
