package fasttext

import (
	"encoding/binary"
	"math"
)

// matrix is a matrix of a model: whole, or as codes of a product quantizer that stand for pieces of rows.
type matrix struct {
	rows, cols int
	whole      []byte // float32 little endian, row by row; nil where quantized and not expanded
	codes      []byte
	pieces     quantizer
	normed     bool
	normCodes  []byte
	norms      quantizer
}

// quantizer says what a code stands for: in each part of a row one of 256 pieces.
type quantizer struct {
	parts, width, last int
	centroids          []byte
}

// codesPerPart is the size of a code book: a code is one byte.
const codesPerPart = 256

// maxExpanded bounds the memory for which a quantized matrix is written out: lid.176.ftz takes 3.2 MB, and a
// prediction then adds rows without looking pieces up.
const maxExpanded = 32 << 20

func (m *matrix) read(r *cursor, quantized bool) {
	if quantized {
		m.normed = r.flag()
	}
	rows, cols := r.int64(), r.int64()
	if rows <= 0 || cols <= 0 || rows > math.MaxInt32 || cols > 1<<20 {
		r.fail("a matrix of %d by %d", rows, cols)
		return
	}
	m.rows, m.cols = int(rows), int(cols)
	if !quantized {
		m.whole = r.floats(m.rows * m.cols)
		return
	}
	m.codes = r.take(r.int32())
	m.pieces.read(r, m.cols)
	if r.err == nil && len(m.codes) != m.rows*m.pieces.parts {
		r.fail("%d codes do not fit %d rows", len(m.codes), m.rows)
	}
	if m.normed {
		m.normCodes = r.take(m.rows)
		m.norms.read(r, 1)
	}
}

func (q *quantizer) read(r *cursor, cols int) {
	dim := r.int32()
	q.parts, q.width, q.last = r.int32(), r.int32(), r.int32()
	if dim != cols || q.width <= 0 || q.width > cols || q.last <= 0 || q.last > q.width || (q.parts-1)*q.width+q.last != cols {
		r.fail("%d parts of %d do not make %d columns", q.parts, q.width, cols)
		return
	}
	q.centroids = r.floats(dim * codesPerPart)
}

// piece returns where the centroid of a code begins and how long it is.
func (q *quantizer) piece(part int, code byte) (start, n int) {
	if part == q.parts-1 {
		return part*codesPerPart*q.width + int(code)*q.last, q.last
	}
	return (part*codesPerPart + int(code)) * q.width, q.width
}

// norm is what the pieces of a row are multiplied by.
func (m *matrix) norm(row int) float32 {
	if !m.normed {
		return 1
	}
	start, _ := m.norms.piece(0, m.normCodes[row])
	return real32(m.norms.centroids, start)
}

// expand writes a quantized matrix out where that takes little memory.
func (m *matrix) expand() {
	if m.whole != nil || m.rows*m.cols*4 > maxExpanded {
		return
	}
	whole := make([]byte, 0, m.rows*m.cols*4)
	for row := range m.rows {
		m.eachPiece(row, func(_ int, x float32) {
			whole = binary.LittleEndian.AppendUint32(whole, math.Float32bits(float32(m.norm(row)*x)))
		})
	}
	m.whole = whole
}

// eachPiece hands over the numbers that the codes of a row stand for, before its norm.
func (m *matrix) eachPiece(row int, f func(col int, x float32)) {
	q := &m.pieces
	for part := range q.parts {
		start, n := q.piece(part, m.codes[row*q.parts+part])
		for i := range n {
			f(part*q.width+i, real32(q.centroids, start+i))
		}
	}
}

// addTo adds rows to a vector, one after the other: the order decides the last bits.
func (m *matrix) addTo(v []float32, rows []int32) {
	if m.whole == nil {
		m.addCodes(v, rows)
		return
	}
	addRows(v, m.whole, rows)
}

func (m *matrix) addCodes(v []float32, rows []int32) {
	for _, row := range rows {
		norm := m.norm(int(row))
		m.eachPiece(int(row), func(col int, x float32) { v[col] += float32(norm * x) })
	}
}

// addPlain is addRows for columns from a given one on, without the instructions of a processor.
func addPlain(v []float32, whole []byte, rows []int32, from int) {
	for _, row := range rows {
		b := whole[int(row)*len(v)*4:][:len(v)*4]
		for i := from; i < len(v); i++ {
			v[i] += real32(b, i)
		}
	}
}

// dot multiplies a row with a vector.
func (m *matrix) dot(v []float32, row int) float32 {
	var sum float32
	if m.whole == nil {
		m.eachPiece(row, func(col int, x float32) { sum += float32(v[col] * x) })
		return float32(sum * m.norm(row))
	}
	b := m.whole[row*m.cols*4:][:m.cols*4]
	for i, x := range v {
		sum += float32(real32(b, i) * x)
	}
	return sum
}
