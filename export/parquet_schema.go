package export

import "github.com/tamis-data/tamis/schema"

// Numbers of the Parquet format's enums that are used here.
const (
	physicalBool  = 0
	physicalInt32 = 1
	physicalInt64 = 2
	physicalFloat = 5 // DOUBLE
	physicalBytes = 6 // BYTE_ARRAY

	repRequired = 0
	repOptional = 1
	repRepeated = 2

	convertedUTF8   = 0
	convertedList   = 3
	convertedMicros = 10

	codecNone = 0
	codecZstd = 6

	encodingPlain = 0
	encodingRLE   = 3
	encodingDelta = 5
	encodingDict  = 8

	pageDict   = 2
	pageDataV2 = 3
)

// leaf is one column of a Parquet file: a scalar column, the elements of a list or a member of
// its structs.
type leaf struct {
	path   []string
	typ    schema.Type
	column int // index of the table's column
	kid    int // index in column.kids; -1 for a scalar column
	maxDef int
	maxRep int
}

// leavesOf returns the leaves of a table's columns, in the order of the file.
func leavesOf(cols []schema.Column) []leaf {
	var out []leaf
	for i, c := range cols {
		if c.Type.Kind != schema.List {
			out = append(out, leaf{path: []string{c.Name}, typ: c.Type, column: i, kid: -1, maxDef: depth(c.Type)})
			continue
		}
		base := depth(c.Type) + 1
		list := []string{c.Name, "list", "element"}
		if c.Type.Elem.Kind != schema.Struct {
			out = append(out, leaf{path: list, typ: *c.Type.Elem, column: i, maxDef: base + depth(*c.Type.Elem), maxRep: 1})
			continue
		}
		base += depth(*c.Type.Elem)
		for k, f := range c.Type.Elem.Fields {
			path := append(list[:3:3], f.Name)
			out = append(out, leaf{path: path, typ: f.Type, column: i, kid: k, maxDef: base + depth(f.Type), maxRep: 1})
		}
	}
	return out
}

// depth is what a type adds to the definition level.
func depth(t schema.Type) int {
	if t.Nullable {
		return 1
	}
	return 0
}

func physical(k schema.Kind) int64 {
	switch k {
	case schema.Bool:
		return physicalBool
	case schema.Int32:
		return physicalInt32
	case schema.Float:
		return physicalFloat
	case schema.String:
		return physicalBytes
	}
	return physicalInt64
}

// writeSchema writes the flattened tree of schema elements: lists in the three-level form that
// every reader knows (name, list, element).
func writeSchema(t *thrift, cols []schema.Column) {
	n := 1
	for _, c := range cols {
		n += elements(c.Type)
	}
	t.list(2, thriftStruct, n)
	t.begin()
	t.str(4, "schema")
	t.i32(5, int64(len(cols)))
	t.end()
	for _, c := range cols {
		writeNode(t, c.Name, c.Type)
	}
}

func elements(typ schema.Type) int {
	if typ.Kind != schema.List {
		return 1
	}
	return 3 + len(typ.Elem.Fields)
}

func writeNode(t *thrift, name string, typ schema.Type) {
	switch typ.Kind {
	case schema.List:
		writeGroup(t, name, repOf(typ), 1, true)
		writeGroup(t, "list", repRepeated, 1, false)
		writeNode(t, "element", *typ.Elem)
	case schema.Struct:
		writeGroup(t, name, repOf(typ), len(typ.Fields), false)
		for _, f := range typ.Fields {
			writeNode(t, f.Name, f.Type)
		}
	default:
		writeScalar(t, name, typ)
	}
}

func repOf(t schema.Type) int64 {
	if t.Nullable {
		return repOptional
	}
	return repRequired
}

func writeGroup(t *thrift, name string, rep int64, kids int, list bool) {
	t.begin()
	t.i32(3, rep)
	t.str(4, name)
	t.i32(5, int64(kids))
	if list {
		t.i32(6, convertedList)
		t.inner(10)
		t.empty(3)
		t.end()
	}
	t.end()
}

func writeScalar(t *thrift, name string, typ schema.Type) {
	t.begin()
	t.i32(1, physical(typ.Kind))
	t.i32(3, repOf(typ))
	t.str(4, name)
	switch typ.Kind {
	case schema.String:
		t.i32(6, convertedUTF8)
		t.inner(10)
		t.empty(1)
		t.end()
	case schema.Time:
		t.i32(6, convertedMicros)
		t.inner(10)
		t.inner(8)
		t.flag(1, true) // adjusted to UTC
		t.inner(2)
		t.empty(2) // microseconds
		t.end()
		t.end()
		t.end()
	}
	t.end()
}
