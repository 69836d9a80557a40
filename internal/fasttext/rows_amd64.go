package fasttext

// addRows adds rows of a matrix to v, one after the other, sixteen columns at a time. Every column is summed
// in the order of rows, so that the bits are those of addPlain.
func addRows(v []float32, whole []byte, rows []int32) {
	if len(rows) == 0 {
		return
	}
	col := 0
	for ; col+16 <= len(v); col += 16 {
		addSixteen(&v[col], &whole[4*col], &rows[0], len(rows), 4*len(v))
	}
	if col < len(v) {
		addPlain(v, whole, rows, col)
	}
}

// addSixteen adds sixteen columns of n rows, stride bytes apart, to acc.
//
//go:noescape
func addSixteen(acc *float32, whole *byte, rows *int32, n, stride int)
