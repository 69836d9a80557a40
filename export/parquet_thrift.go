package export

import "encoding/binary"

// thrift writes the compact protocol, in which Parquet keeps page headers and the footer. Fields
// must come in ascending order, as they do in the specification's structs.
type thrift struct {
	b    []byte
	last []int // number of the last field, by depth of struct
}

// Types of the compact protocol.
const (
	thriftTrue   = 1
	thriftFalse  = 2
	thriftI16    = 4
	thriftI32    = 5
	thriftI64    = 6
	thriftBinary = 8
	thriftList   = 9
	thriftStruct = 12
)

func (t *thrift) field(id, kind int) {
	top := len(t.last) - 1
	if delta := id - t.last[top]; delta > 0 && delta < 16 {
		t.b = append(t.b, byte(delta<<4|kind))
	} else {
		t.b = binary.AppendVarint(append(t.b, byte(kind)), int64(id))
	}
	t.last[top] = id
}

func (t *thrift) begin() { t.last = append(t.last, 0) }

func (t *thrift) end() { t.b, t.last = append(t.b, 0), t.last[:len(t.last)-1] }

// inner opens a struct as a field; end closes it.
func (t *thrift) inner(id int) { t.field(id, thriftStruct); t.begin() }

// empty writes a struct without fields, as unions of Parquet's logical types hold them.
func (t *thrift) empty(id int) { t.inner(id); t.end() }

func (t *thrift) i16(id int, v int64) { t.integer(id, thriftI16, v) }
func (t *thrift) i32(id int, v int64) { t.integer(id, thriftI32, v) }
func (t *thrift) i64(id int, v int64) { t.integer(id, thriftI64, v) }

func (t *thrift) integer(id, kind int, v int64) {
	t.field(id, kind)
	t.b = binary.AppendVarint(t.b, v)
}

func (t *thrift) flag(id int, v bool) {
	if v {
		t.field(id, thriftTrue)
		return
	}
	t.field(id, thriftFalse)
}

func (t *thrift) bytes(id int, v []byte) {
	t.field(id, thriftBinary)
	t.raw(v)
}

func (t *thrift) str(id int, v string) { t.bytes(id, []byte(v)) }

// raw writes a string without a field, as an element of a list.
func (t *thrift) raw(v []byte) {
	t.b = binary.AppendUvarint(t.b, uint64(len(v)))
	t.b = append(t.b, v...)
}

// list opens a list of n elements of a kind; the elements follow.
func (t *thrift) list(id, kind, n int) {
	t.field(id, thriftList)
	if n < 15 {
		t.b = append(t.b, byte(n<<4|kind))
		return
	}
	t.b = binary.AppendUvarint(append(t.b, byte(0xf0|kind)), uint64(n))
}
