package export

import (
	"crypto/sha256"
	"encoding/binary"
	"math"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/schema"
)

// OrderShuffled and OrderSource are orders of the rows of data/ beside those by a column.
const (
	OrderSource   = "source"
	OrderShuffled = "shuffle"
)

// OrderBy is `sorted(column)` or `sorted(column desc)`.
func OrderBy(column string, desc bool) string {
	if desc {
		column += " desc"
	}
	return "sorted(" + column + ")"
}

// orderColumn is the column of an order that OrderBy gave.
func orderColumn(order string) (column string, desc, ok bool) {
	column, ok = strings.CutPrefix(order, "sorted(")
	if column, ok = strings.CutSuffix(column, ")"); !ok || !strings.HasPrefix(order, "sorted(") {
		return "", false, false
	}
	column, desc = strings.CutSuffix(column, " desc")
	return column, desc, column != ""
}

// ShuffleKey appends what `order: shuffle` sorts by: sha256("tamis/order" 0x00 seed in decimal 0x00 id).
func ShuffleKey(b []byte, seed uint64, id string) []byte {
	h := sha256.New()
	h.Write(strconv.AppendUint([]byte("tamis/order\x00"), seed, 10))
	h.Write([]byte{0})
	h.Write([]byte(id))
	return h.Sum(b)
}

// SortKey appends bytes that sort as values do: numbers by size, false before true, times by time, strings by
// their bytes; with desc the other way round; null comes last both ways. None is the beginning of another.
func SortKey(b []byte, v schema.Value, desc bool) []byte {
	if v.IsNull() {
		return append(b, 1)
	}
	b = append(b, 0)
	from := len(b)
	switch v.Kind() {
	case schema.String:
		b = appendEscaped(b, v.Str())
	case schema.Bool:
		b = append(b, 0)
		if v.Bool() {
			b[from] = 1
		}
	case schema.Float:
		b = binary.BigEndian.AppendUint64(b, floatOrder(v.Float()))
	default:
		b = binary.BigEndian.AppendUint64(b, uint64(v.Int())^1<<63)
	}
	if desc {
		for i := from; i < len(b); i++ {
			b[i] = ^b[i]
		}
	}
	return b
}

// appendEscaped appends a string so that no other one begins with it: 00 as 00 FF, 00 00 behind it.
func appendEscaped(b []byte, s string) []byte {
	for i := range len(s) {
		if b = append(b, s[i]); s[i] == 0 {
			b = append(b, 0xff)
		}
	}
	return append(b, 0, 0)
}

// floatOrder maps a number to an integer that sorts like it; -0 and 0 are the same.
func floatOrder(v float64) uint64 {
	if v == 0 {
		v = 0 // takes the sign away
	}
	bits := math.Float64bits(v)
	if bits>>63 != 0 {
		return ^bits
	}
	return bits | 1<<63
}
