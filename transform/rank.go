package transform

import (
	"encoding/binary"
	"math"

	"github.com/tamis-data/tamis/schema"
)

// PutOrder writes v into dst so that the bytes of two values of one type compare as the values do:
// the first byte says null, which comes last in either direction, the rest is the value, reversed
// where descending. Numbers and timestamps need 9 bytes; strings are compared by as many bytes as
// fit. Values of other kinds are all equal.
func PutOrder(dst []byte, v schema.Value, descending bool) {
	clear(dst)
	if v.IsNull() {
		dst[0] = 1
		return
	}
	body := dst[1:]
	switch v.Kind() {
	case schema.String:
		copy(body, v.Str())
	case schema.Float:
		binary.BigEndian.PutUint64(body, orderedFloat(v.Float()))
	case schema.Bool:
		if v.Bool() {
			body[0] = 1
		}
	default:
		binary.BigEndian.PutUint64(body, uint64(v.Int())^1<<63)
	}
	for i := range body {
		if descending {
			body[i] = ^body[i]
		}
	}
}

// orderedFloat maps floats to integers of the same order: negative ones are flipped whole, others
// get the sign bit.
func orderedFloat(f float64) uint64 {
	bits := math.Float64bits(f)
	if bits>>63 == 1 {
		return ^bits
	}
	return bits | 1<<63
}

// AppendValue appends bytes that are equal for equal values of one type and differ for others; a
// part of a key may follow. Null differs from every value.
func AppendValue(dst []byte, v schema.Value) []byte {
	dst = append(dst, byte(v.Kind()))
	switch v.Kind() {
	case schema.Null:
		return dst
	case schema.String:
		return append(binary.BigEndian.AppendUint64(dst, uint64(len(v.Str()))), v.Str()...)
	case schema.Float:
		return binary.BigEndian.AppendUint64(dst, math.Float64bits(v.Float()))
	case schema.Bool:
		if v.Bool() {
			return append(dst, 1)
		}
		return append(dst, 0)
	case schema.List, schema.Struct:
		dst = binary.BigEndian.AppendUint64(dst, uint64(len(v.List())))
		for _, e := range v.List() {
			dst = AppendValue(dst, e)
		}
		return dst
	}
	return binary.BigEndian.AppendUint64(dst, uint64(v.Int()))
}

// Scalar says whether t is a type that PutOrder orders.
func Scalar(t schema.Type) bool { return t.Kind != schema.List && t.Kind != schema.Struct }
