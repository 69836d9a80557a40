package changes

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"math"

	"github.com/tamis-data/tamis/schema"
)

var errRecord = errors.New("compare releases: a sorted record is damaged")

func appendBytes[T string | []byte](b []byte, s T) []byte {
	return append(binary.AppendUvarint(b, uint64(len(s))), s...)
}

// decoder takes records apart; bad is set where one ends too early.
type decoder struct {
	b   []byte
	bad bool
}

func (d *decoder) uint() uint64 {
	v, n := binary.Uvarint(d.b)
	if n <= 0 {
		d.b, d.bad = nil, true
		return 0
	}
	d.b = d.b[n:]
	return v
}

func (d *decoder) bytes() []byte {
	n := d.uint()
	if n > uint64(len(d.b)) {
		d.b, d.bad = nil, true
		return nil
	}
	out := d.b[:n:n]
	d.b = d.b[n:]
	return out
}

func (d *decoder) str() string { return string(d.bytes()) }

// float takes a number that may be missing.
func (d *decoder) float() *float64 {
	b := d.bytes()
	if len(b) != 8 {
		return nil
	}
	v := math.Float64frombits(binary.LittleEndian.Uint64(b))
	return &v
}

func appendFloat(b []byte, v schema.Value) []byte {
	if v.IsNull() {
		return appendBytes(b, "")
	}
	return binary.LittleEndian.AppendUint64(append(b, 8), math.Float64bits(v.Float()))
}

// cellBytes is how long a cell stays as it is; a longer one is held by 128 bits of its sha256.
const cellBytes = 32

// appendCell adds a value so that equal bytes are equal values. Integers of both widths are one kind.
func appendCell(b []byte, v schema.Value) []byte {
	if v.Kind() == schema.String && len(v.Str()) >= cellBytes { // the texts: without a copy
		return appendBytes(b, append([]byte{0xff}, sum(v.Str())...))
	}
	raw := appendValue(nil, v)
	if len(raw) > cellBytes {
		raw = append([]byte{0xfe}, sum(string(raw))...)
	}
	return appendBytes(b, raw)
}

func appendValue(b []byte, v schema.Value) []byte {
	switch v.Kind() {
	case schema.Null:
		return append(b, 0)
	case schema.String:
		return appendBytes(append(b, 1), v.Str())
	case schema.Float:
		return binary.LittleEndian.AppendUint64(append(b, 2), math.Float64bits(v.Float()))
	case schema.Bool:
		if v.Bool() {
			return append(b, 4)
		}
		return append(b, 3)
	case schema.Time:
		return binary.LittleEndian.AppendUint64(append(b, 5), uint64(v.Int()))
	case schema.List:
		b = append(b, 6)
	case schema.Struct:
		b = append(b, 7)
	default:
		return binary.LittleEndian.AppendUint64(append(b, 8), uint64(v.Int()))
	}
	b = binary.AppendUvarint(b, uint64(len(v.List())))
	for _, e := range v.List() {
		b = appendValue(b, e)
	}
	return b
}

// sum is 128 bits of the sha256 of a string.
func sum(s string) []byte {
	h := sha256.New()
	var buf [4096]byte
	for len(s) > 0 {
		n := copy(buf[:], s)
		h.Write(buf[:n])
		s = s[n:]
	}
	return h.Sum(nil)[:16]
}
