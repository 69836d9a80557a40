package schema

import (
	"encoding/binary"
	"errors"
	"math"
	"slices"
	"unsafe"
)

// errDecode covers all damage to a document's binary form: it lies in --work, with digests of its
// own around it, so that there is nothing for a user to mend.
var errDecode = errors.New("decode document: damaged, or of another layout or version")

// maxNesting is how deep values go: a list of structs of scalars.
const maxNesting = 3

// DecodeBinary reads what AppendBinary wrote for a document of layout l and returns what follows
// it in b. Strings of d point into b: whoever decodes leaves b alone
// as long as a value of d is in use. The slice d.Values is used again; columns that the form lacks
// become null. On an error, which bytes of any kind may give, d is left empty.
//
// Strings are not checked for UTF-8: guard b with a digest where it comes from a disk.
func (d *Doc) DecodeBinary(l *Layout, b []byte) (rest []byte, err error) {
	d.Release()
	values := d.Values[:0]
	*d = Doc{layout: l}
	r := decoder{b: b, layout: l}
	if r.byte() != binaryVersion {
		r.fail()
	}
	r.doc(d, values)
	if r.bad {
		d.Release()
		*d = Doc{}
		return nil, errDecode
	}
	return r.b, nil
}

// decoder reads from b; after the first fault it gives zeros.
type decoder struct {
	b      []byte
	layout *Layout
	bad    bool
}

func (r *decoder) fail() { r.b, r.bad = nil, true }

func (r *decoder) doc(d *Doc, values []Value) {
	d.Ord = r.int()
	d.step = uint16(r.upTo(math.MaxUint16))
	d.Cluster = r.int()
	d.Split = int(r.int())
	d.Copies = r.int()
	d.Detail = r.str()
	copy(d.Group[:], r.bytes(uint64(len(d.Group))))
	copy(d.Content[:], r.bytes(uint64(len(d.Content))))
	copy(d.TitleContent[:], r.bytes(uint64(len(d.TitleContent))))
	r.read(&d.Read)
	r.verdicts(d)
	r.marks(d)
	d.Values = r.columns(values)
	r.tables(d)
	r.losses(d)
}

func (r *decoder) read(v *Read) {
	v.File = int(r.int())
	v.Start, v.End = r.int(), r.int()
	v.Reader, v.Charset, v.CharsetFrom, v.Method = r.str(), r.str(), r.str(), r.str()
	for n := r.uint(); n > 0 && !r.bad; n-- {
		v.Undecodable = append(v.Undecodable, Undecodable{r.int(), r.str()})
	}
}

func (r *decoder) verdicts(d *Doc) {
	if r.bool() {
		d.Reject = &Reject{
			Step: r.step(), Rule: r.str(), HasValue: r.bool(), Value: r.float(), Threshold: r.float(),
			Detail: r.str(), Kept: r.int(), Similarity: r.float(),
		}
	}
	for n := r.uint(); n > 0 && !r.bad; n-- {
		d.Links = append(d.Links, Link{r.step(), r.int(), r.float()})
	}
}

// step reads a number of the layout's steps, -1 for the reader.
func (r *decoder) step() int {
	n := r.int()
	if n < -1 || n >= int64(len(r.layout.Steps)) {
		r.fail()
	}
	return int(n)
}

// columns reads the values by slot into vs and adds nulls for those that are missing.
func (r *decoder) columns(vs []Value) []Value {
	n := r.upTo(uint64(len(r.layout.Columns)))
	vs = slices.Grow(vs, len(r.layout.Columns))
	for ; n > 0 && !r.bad; n-- {
		vs = append(vs, r.value(maxNesting))
	}
	for len(vs) < len(r.layout.Columns) {
		vs = append(vs, Value{})
	}
	return vs
}

func (r *decoder) value(nesting int) (v Value) {
	v.kind = Kind(r.byte())
	switch v.kind {
	case Null:
	case String:
		v.str = r.str()
	case List, Struct:
		v.list = r.list(nesting - 1)
	case Float:
		v = FloatValue(r.float()) // a NaN has no place in a column
	case Bool, Int32, Int64, Time:
		v.num = uint64(r.int())
	default:
		r.fail()
	}
	return v
}

// list reads members. Each takes a byte at least, so a length beyond what is left is a lie; room is
// made as they come, since a value is 72 bytes.
func (r *decoder) list(nesting int) []Value {
	n := r.upTo(uint64(len(r.b)))
	if nesting == 0 && n > 0 {
		r.fail()
		return nil
	}
	vs := make([]Value, 0, min(n, 256))
	for ; n > 0 && !r.bad; n-- {
		vs = append(vs, r.value(nesting))
	}
	return vs
}

func (r *decoder) marks(d *Doc) {
	for n := r.uint(); n > 0 && !r.bad; n-- {
		var head [8]byte
		copy(head[:], r.bytes(8))
		words := r.bytes(8 * r.upTo(uint64(len(r.b)/8)))
		m := Mark{Tag: binary.LittleEndian.Uint64(head[:]), Words: make([]uint64, len(words)/8)}
		for i := range m.Words {
			m.Words[i] = binary.LittleEndian.Uint64(words[8*i:])
		}
		d.Marks = append(d.Marks, m)
	}
}

func (r *decoder) tables(d *Doc) {
	next := uint64(0) // slots ascend
	for n := r.uint(); n > 0 && !r.bad; n-- {
		slot := r.uint()
		if slot < next || slot >= uint64(len(d.Values)) || d.Values[slot].kind != String {
			r.fail()
			return
		}
		next = slot + 1
		r.table(d, int(slot))
	}
}

func (r *decoder) table(d *Doc, slot int) {
	if len(d.tables) == 0 {
		d.tables = make([]*Table, len(d.Values))
	}
	t := tables.Get().(*Table)
	d.tables[slot] = t
	t.orig, t.coarse = "", r.bool()
	// A piece takes two bytes here and eight there, so a lying length cannot ask for much.
	n := int(r.upTo(uint64(len(r.b) / 2)))
	t.pieces = slices.Grow(t.pieces[:0], n)[:n]
	for i := range t.pieces {
		t.pieces[i] = piece{uint32(r.upTo(math.MaxUint32)), uint32(r.upTo(math.MaxUint32))}
	}
	removed := r.str()
	if !r.bad && !t.sound(len(removed), len(d.Values[slot].str), len(r.layout.Steps)) {
		r.fail()
		return
	}
	if !r.bad {
		t.lean, t.removed, t.text = true, removed, d.Values[slot].str
	}
}

// rebuild puts the original together from the text and what was removed from it. The pieces are sound.
func (t *Table) rebuild(text, removed string) string {
	size := len(removed)
	for _, p := range t.pieces {
		if p.op() == opKeep {
			size += int(p.n)
		}
	}
	b := make([]byte, 0, size)
	for _, p := range t.pieces {
		n := int(p.n)
		switch p.op() {
		case opKeep:
			b, text = append(b, text[:n]...), text[n:]
		case opIns:
			text = text[n:]
		case opDel:
			b, removed = append(b, removed[:n]...), removed[n:]
		}
	}
	return unsafe.String(unsafe.SliceData(b), len(b))
}

// sound holds the pieces against the lengths of the text and of what was removed, the steps and the form of a hunk, so
// that whatever reads them later can rely on it.
func (t *Table) sound(removedLen, textLen, steps int) bool {
	var sums [4]uint64
	before := uint32(opNone)
	for _, p := range t.pieces {
		op := p.op()
		if (p.n == 0) != (op == opMark) || !p.follows(before, t.coarse, steps) {
			return false
		}
		sums[op] += uint64(p.n)
		before = op
	}
	return sums[opDel] == uint64(removedLen) && sums[opKeep]+sums[opIns] == uint64(textLen)
}

// follows says whether p may stand behind a piece of op before, under a key there is.
func (p piece) follows(before uint32, coarse bool, steps int) bool {
	if p.op() == opKeep {
		return p.key() == 0 && before != opKeep
	}
	if before != opKeep && before != opNone && (before > p.op() || before == opMark) {
		return false
	}
	if coarse {
		return p.key() == coarseKey
	}
	return p.key()>>8 < uint32(steps)
}

func (r *decoder) losses(d *Doc) {
	for n := r.uint(); n > 0 && !r.bad; n-- {
		slot := r.uint()
		if slot >= uint64(len(d.Values)) {
			r.fail()
			return
		}
		d.lose(int(slot), SpanLosses{Cut: int(r.upTo(math.MaxInt32)), Gone: int(r.upTo(math.MaxInt32))})
	}
}

func (r *decoder) byte() byte {
	if len(r.b) == 0 {
		r.fail()
		return 0
	}
	c := r.b[0]
	r.b = r.b[1:]
	return c
}

func (r *decoder) bool() bool { return r.byte() != 0 }

func (r *decoder) int() int64 {
	v, n := binary.Varint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

func (r *decoder) uint() uint64 {
	if len(r.b) > 0 && r.b[0] < 0x80 { // most numbers are one byte
		v := r.b[0]
		r.b = r.b[1:]
		return uint64(v)
	}
	return r.longUint()
}

func (r *decoder) longUint() uint64 {
	v, n := binary.Uvarint(r.b)
	if n <= 0 {
		r.fail()
		return 0
	}
	r.b = r.b[n:]
	return v
}

// upTo reads a number that is at most limit.
func (r *decoder) upTo(limit uint64) uint64 {
	v := r.uint()
	if v > limit {
		r.fail()
		return 0
	}
	return v
}

func (r *decoder) float() float64 {
	b := r.bytes(8)
	if len(b) < 8 {
		return 0
	}
	return math.Float64frombits(binary.LittleEndian.Uint64(b))
}

// bytes returns the next n bytes, not copied.
func (r *decoder) bytes(n uint64) []byte {
	if n > uint64(len(r.b)) {
		r.fail()
		return nil
	}
	b := r.b[:n:n]
	r.b = r.b[n:]
	return b
}

// str returns a string that points into the buffer.
func (r *decoder) str() string {
	b := r.bytes(r.uint())
	return unsafe.String(unsafe.SliceData(b), len(b))
}
