package read

import (
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

// mostRows is how many rows a columnar file of a size may claim. A count costs nothing: 200 bytes can
// promise 2^40 rows without a value, each of them a place. A text takes more than a 64th of a byte in
// any file worth reading.
func mostRows(size int64) int64 { return 1<<20 + 64*size }

// errRows says so.
const errRows = damaged("more rows than the file has bytes for")

// rowSlab gathers the rows of one chunk of a columnar file. Rows are cells by wanted field; strings
// lie in blocks that belong to the chunk.
type rowSlab struct {
	width int
	limit int64 // of one string
	cells []cell
	block []byte
	size  int // bytes of strings and cells so far
}

// cellSize is about what a cell takes, so that a batch of many small rows ends too.
const cellSize = 80

// row appends an empty row.
func (s *rowSlab) row() []cell {
	from := len(s.cells)
	for range s.width {
		s.cells = append(s.cells, cell{})
	}
	s.size += s.width * cellSize
	return s.cells[from:]
}

// dropRow takes the last row off again.
func (s *rowSlab) dropRow() { s.cells = s.cells[:len(s.cells)-s.width] }

// full says that a chunk should end here.
func (s *rowSlab) full(batch int) bool { return s.size >= batch || s.count() >= mostRecords }

func (s *rowSlab) count() int64 { return int64(len(s.cells) / max(s.width, 1)) }

// text copies a string into the slab.
func (s *rowSlab) text(b []byte) cell {
	if int64(len(b)) > s.limit {
		return cell{kind: oversize}
	}
	if cap(s.block)-len(s.block) < len(b) {
		s.block = make([]byte, 0, max(len(b), min(256<<10, 4096+2*cap(s.block))))
	}
	from := len(s.block)
	s.block = append(s.block, b...)
	s.size += len(b)
	return cell{kind: text, s: stringOf(s.block[from:])}
}

// chunk hands out the rows, the first of which has the number first (from 0).
func (s *rowSlab) chunk(in *input, first int64) *Chunk {
	return &Chunk{in: in, off: first, rows: s.cells, held: s.size, records: int(s.count()), parse: parseRows}
}

// parseRows makes documents of rows.
func parseRows(c *Chunk, b *batch) {
	w := len(c.in.want)
	n := len(c.rows) / w
	b.expect(n)
	for i := range n {
		b.cells, b.undec = c.rows[i*w:(i+1)*w], nil
		for k := range b.cells {
			checkText(&b.cells[k])
		}
		row := c.off + int64(i)
		if reason := b.take(row+1, row, row+1, methodRow); reason != "" {
			b.places = append(b.places, schema.Place{Start: row, End: row + 1, Rows: 1, Reason: reason})
		}
	}
}

// checkText marks strings that are not UTF-8: columnar files hold bytes.
func checkText(c *cell) {
	if c.kind == text && !utf8.ValidString(c.s) {
		*c = cell{kind: mangled}
	}
	for i := range c.list {
		checkText(&c.list[i])
	}
}
