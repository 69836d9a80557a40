package read

import (
	"math"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/apache/arrow/go/v17/arrow/array"
)

// arrowCell makes a cell of the value at a[i]. Lists are taken one level deep.
func arrowCell(a arrow.Array, i int, limit int64, lists bool) cell {
	if a.IsNull(i) {
		return cell{kind: null}
	}
	switch a := a.(type) {
	case *array.String:
		return boundedText(a.Value(i), limit)
	case *array.LargeString:
		return boundedText(a.Value(i), limit)
	case *array.StringView:
		return boundedText(a.Value(i), limit)
	case *array.Binary:
		return boundedText(stringOf(a.Value(i)), limit)
	case *array.LargeBinary:
		return boundedText(stringOf(a.Value(i)), limit)
	case *array.Boolean:
		if a.Value(i) {
			return cell{kind: boolean, n: 1}
		}
		return cell{kind: boolean}
	case *array.Float16:
		return cell{kind: float, f: float64(a.Value(i).Float32())}
	case *array.Float32:
		return cell{kind: float, f: float64(a.Value(i))}
	case *array.Float64:
		return cell{kind: float, f: a.Value(i)}
	case *array.Dictionary:
		return arrowCell(a.Dictionary(), a.GetValueIndex(i), limit, lists)
	case array.ListLike:
		return arrowList(a, i, limit, lists)
	}
	if c := arrowTime(a, i); c.kind != other {
		return c
	}
	return arrowInt(a, i)
}

func boundedText(s string, limit int64) cell {
	if int64(len(s)) > limit {
		return cell{kind: oversize}
	}
	return cell{kind: text, s: s}
}

func arrowInt(a arrow.Array, i int) cell {
	c := cell{kind: integer}
	switch a := a.(type) {
	case *array.Int8:
		c.n = int64(a.Value(i))
	case *array.Int16:
		c.n = int64(a.Value(i))
	case *array.Int32:
		c.n = int64(a.Value(i))
	case *array.Int64:
		c.n = a.Value(i)
	case *array.Uint8:
		c.n = int64(a.Value(i))
	case *array.Uint16:
		c.n = int64(a.Value(i))
	case *array.Uint32:
		c.n = int64(a.Value(i))
	case *array.Uint64:
		c.n = int64(a.Value(i))
		c.big = c.n < 0
	default:
		c.kind = other
	}
	return c
}

func arrowTime(a arrow.Array, i int) cell {
	n, by := int64(0), int64(1)
	switch a := a.(type) {
	case *array.Timestamp:
		n = int64(a.Value(i))
		switch a.DataType().(*arrow.TimestampType).Unit {
		case arrow.Second:
			by = 1_000_000
		case arrow.Millisecond:
			by = 1000
		case arrow.Nanosecond:
			n = floorDiv(n, 1000)
		}
	case *array.Date32:
		n, by = int64(a.Value(i)), 86_400_000_000
	case *array.Date64:
		n, by = int64(a.Value(i)), 1000
	default:
		return cell{kind: other}
	}
	if n > math.MaxInt64/by || n < math.MinInt64/by {
		return cell{kind: instant, n: math.MaxInt64} // beyond the year 9999, as convert will say
	}
	return cell{kind: instant, n: n * by}
}

func arrowList(a array.ListLike, i int, limit int64, lists bool) cell {
	from, to := a.ValueOffsets(i)
	if !lists {
		return cell{kind: other}
	}
	if (to-from)*cellSize > limit {
		return cell{kind: oversize}
	}
	c := cell{kind: list}
	left := limit
	for k := from; k < to; k++ {
		e := arrowCell(a.ListValues(), int(k), limit, false)
		if left -= cellBytes(&e); left < 0 {
			return cell{kind: oversize}
		}
		c.list = append(c.list, e)
	}
	return c
}
