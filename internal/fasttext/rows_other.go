//go:build !amd64

package fasttext

// addRows adds rows of a matrix to v, one after the other.
func addRows(v []float32, whole []byte, rows []int32) { addPlain(v, whole, rows, 0) }
