package read

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/parquet-go/parquet-go"

	"github.com/tamis-data/tamis/schema"
)

// parquetBody reads rows page by page, so that a row group of any size needs the memory of a page
// for each wanted column. A foreign file may make parquet-go panic: that costs the row group.
type parquetBody struct {
	most    int64 // rows that groups may still claim
	in      *input
	d       *diskAt
	batch   int
	file    *parquet.File
	columns []parquetColumn
	group   int   // the next row group
	row     int64 // the next row
	left    int64 // rows left in the open group
	cursors []*parquetCursor
	rows    int64
	lost    string // why nothing of the file can be read
	done    bool
}

// diskAt remembers errors of the disk, which are no damage of the file.
type diskAt struct {
	d   *disk
	err error
}

func (r *diskAt) ReadAt(p []byte, off int64) (int, error) {
	n, err := r.d.f.ReadAt(p, off)
	if err != nil && err != io.EOF {
		r.err = plain(err)
	}
	return n, err
}

func newParquetBody(in *input, o Options, d *disk) (body, error) {
	b := &parquetBody{in: in, d: &diskAt{d: d}, batch: o.BatchBytes}
	info, err := d.f.Stat()
	if err != nil {
		return nil, plain(err)
	}
	err = guard(func() error { return b.open(info.Size()) })
	if b.d.err != nil {
		return nil, b.d.err
	}
	if err != nil {
		b.lost = err.Error()
	}
	return b, nil
}

// damaged is a fault of a file in our words: what a library says may hold the file's own.
type damaged string

func (e damaged) Error() string { return string(e) }

// guard turns panics and errors of a decoder into damage.
func guard(f func() error) (err error) {
	defer func() {
		switch v := recover().(type) {
		case nil:
		case damaged:
			err = v
		default:
			err = damaged("damaged: the decoder gave up")
		}
	}()
	err = f()
	var own damaged
	switch {
	case err == nil, errors.As(err, &own):
		return err
	case strings.Contains(err.Error(), "crc32"):
		return damaged("checksum does not match")
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF):
		return damaged("cut off")
	}
	return damaged("damaged")
}

// open reads the footer and finds the columns.
func (b *parquetBody) open(size int64) error {
	if err := checkFooter(b.d, size); err != nil {
		return err
	}
	f, err := parquet.OpenFile(b.d, size, &parquet.FileConfig{SkipPageIndex: true, SkipBloomFilters: true,
		ReadBufferSize: 256 << 10, ReadMode: parquet.ReadModeSync})
	if err != nil {
		return damaged("damaged Parquet footer")
	}
	rows := int64(0)
	for _, g := range f.RowGroups() {
		n := g.NumRows()
		if rows += n; n < 0 || rows >= 1<<40 {
			return damaged("damaged Parquet footer: impossible number of rows")
		}
	}
	b.file, b.rows = f, rows
	b.most = mostRows(size)
	b.columns, err = parquetColumns(f.Root(), b.in.want)
	return err
}

// checkFooter looks at the length of the footer before anybody makes a buffer of that size.
func checkFooter(r io.ReaderAt, size int64) error {
	var tail [8]byte
	if size < 12 {
		return damaged("not Parquet: too short")
	}
	if _, err := r.ReadAt(tail[:], size-8); err != nil {
		return damaged("not Parquet: no footer")
	}
	switch n := int64(binary.LittleEndian.Uint32(tail[:4])); {
	case string(tail[4:]) != "PAR1":
		return damaged("not Parquet: no mark at the end, cut off or never finished")
	case n > size-12:
		return damaged("damaged Parquet footer")
	}
	return nil
}

func (b *parquetBody) next() (*Chunk, error) {
	if b.done {
		return nil, io.EOF
	}
	if b.lost != "" {
		b.done = true
		return b.loseAll()
	}
	for b.left == 0 {
		b.closeGroup()
		groups := b.file.RowGroups()
		if b.group == len(groups) {
			b.done = true
			return nil, io.EOF
		}
		g := groups[b.group]
		b.group++
		b.left = g.NumRows()
		if err := guard(func() error { return b.openGroup(g) }); err != nil {
			return b.lose(&rowSlab{}, b.row, err)
		}
	}
	return b.read()
}

func (b *parquetBody) loseAll() (*Chunk, error) {
	info, err := b.d.d.f.Stat()
	if err != nil {
		return nil, plain(err)
	}
	p := schema.Place{End: b.rows, Rows: b.rows, Reason: b.lost}
	if b.file == nil {
		p.BytesUnread = info.Size()
	}
	return &Chunk{in: b.in, places: []schema.Place{p}}, nil
}

// read hands out rows of the open group, about a batch of them.
func (b *parquetBody) read() (*Chunk, error) {
	slab := &rowSlab{width: len(b.in.want), limit: b.in.limit}
	first := b.row
	err := guard(func() error {
		for b.left > 0 && !slab.full(b.batch) {
			cells := slab.row()
			for i := range b.columns {
				if err := b.cursors[i].cell(&b.columns[i], slab, &cells[b.columns[i].field]); err != nil {
					slab.dropRow()
					return err
				}
			}
			b.row++
			b.left--
		}
		return nil
	})
	if err != nil {
		slab.cells = slab.cells[:(b.row-first)*int64(slab.width)] // a panic left its row there
		return b.lose(slab, first, err)
	}
	return slab.chunk(b.in, first), nil
}

// lose gives up the rest of the open group; rows read before stand.
func (b *parquetBody) lose(slab *rowSlab, first int64, err error) (*Chunk, error) {
	if b.d.err != nil {
		return nil, b.d.err
	}
	var c *Chunk
	if slab.count() > 0 {
		c = slab.chunk(b.in, first)
	} else {
		c = &Chunk{in: b.in}
	}
	c.places = []schema.Place{{Start: b.row, End: b.row + b.left, Rows: b.left,
		Reason: fmt.Sprintf("row group %d: %v", b.group-1, err)}}
	b.row += b.left
	b.left = 0
	return c, nil
}

// openGroup makes the cursors of a row group.
func (b *parquetBody) openGroup(g parquet.RowGroup) error {
	if b.most -= g.NumRows(); b.most < 0 { // of this group alone: its count may be the damage
		b.most += g.NumRows()
		return errRows
	}
	chunks := g.ColumnChunks()
	for i := range b.columns {
		c := &b.columns[i]
		chunk := chunks[c.leaf]
		if !c.list && chunk.NumValues() != g.NumRows() {
			return damaged("a column has more or fewer values than the group rows")
		}
		if fc, ok := chunk.(*parquet.FileColumnChunk); ok {
			if err := checkPages(b.d, b.file.Metadata().RowGroups[b.group-1].Columns[c.leaf].MetaData, fc.Column(), c.leaf, 8*b.in.limit); err != nil {
				return err
			}
		}
		b.cursors = append(b.cursors, &parquetCursor{pages: chunk.Pages()})
	}
	return nil
}

func (b *parquetBody) closeGroup() {
	for _, c := range b.cursors {
		// Releasing what a damaged page left half made may panic as reading did.
		_ = guard(c.close)
	}
	b.cursors = b.cursors[:0]
}

func (b *parquetBody) tally() Tally { return Tally{Rows: b.rows, Columnar: true} }
func (b *parquetBody) close() error { b.closeGroup(); return nil }

// parquetCursor goes through the values of one column chunk.
type parquetCursor struct {
	pages  parquet.Pages
	page   parquet.Page
	values parquet.ValueReader
	buf    [64]parquet.Value
	i, n   int
}

// peek returns the next value without taking it, io.EOF at the end of the chunk.
func (c *parquetCursor) peek() (*parquet.Value, error) {
	for c.i == c.n {
		if c.values == nil {
			page, err := c.pages.ReadPage()
			if err != nil {
				return nil, err
			}
			c.page, c.values = page, page.Values()
		}
		n, err := c.values.ReadValues(c.buf[:])
		if c.i, c.n = 0, n; err == io.EOF || n == 0 && err == nil {
			if n == 0 {
				parquet.Release(c.page)
				c.page = nil
				c.values = nil
			}
			continue
		}
		if err != nil {
			return nil, err
		}
	}
	return &c.buf[c.i], nil
}

func (c *parquetCursor) close() error {
	if c.page != nil {
		parquet.Release(c.page)
		c.page = nil
	}
	return c.pages.Close()
}

// cell takes the next row's value of a column.
func (c *parquetCursor) cell(col *parquetColumn, slab *rowSlab, out *cell) error {
	v, err := c.peek()
	if err != nil {
		return noEOF(err)
	}
	c.i++
	if !col.list {
		*out = col.value(v, slab)
		return nil
	}
	*out = cell{kind: list}
	if v.DefinitionLevel() < col.present-1 {
		out.kind = null
	}
	for {
		if v.DefinitionLevel() >= col.present {
			out.list = append(out.list, col.value(v, slab))
			if slab.size += cellSize; int64(len(out.list))*cellSize > slab.limit {
				return damaged("a list " + tooLong)
			}
		}
		if v, err = c.peek(); err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if v.RepetitionLevel() == 0 {
			return nil
		}
		c.i++
	}
}
