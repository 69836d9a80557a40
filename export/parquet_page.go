package export

import (
	"fmt"
	"hash/crc32"

	"github.com/klauspost/compress/zstd"
	"github.com/parquet-go/parquet-go/encoding/rle"
	"github.com/tamis-data/tamis/schema"
)

// pageBytes is where a page ends: with the row that brings it there. Of 48 MB of English, zstd's
// default level makes 12.77 MB in pages of 1 MiB, 12.60 in 4 MiB, 12.52 in 16 MiB, at the same
// speed; a reader holds one page of each column, so 4.
const pageBytes = 4 << 20

// zstdWindow bounds what an encoder keeps: 2 MiB costs 0.03 % of size against 8 and holds 4 MiB
// in place of 16 for each worker.
const zstdWindow = 2 << 20

// pageEncoder turns the columns of row groups into pages. Each worker has its own.
type pageEncoder struct {
	level   *zstd.Encoder // of tables with text; nil: pages stay uncompressed
	fast    *zstd.Encoder // of the other tables of the ledger
	zstd    *zstd.Encoder // the one in use
	header  thrift
	out     []byte
	reps    []byte
	defs    []byte
	rle     []byte
	values  []byte
	packed  []byte
	int32s  []int32
	int64s  []int64
	dict    map[string]int32
	indexes []int32
}

// newZstd returns an encoder for whole blocks of memory. Its frames carry checksums: readers that
// do not check Parquet's page CRC (most, by default) still notice a flipped bit.
func newZstd(level string) (*zstd.Encoder, error) {
	speed, ok := map[string]zstd.EncoderLevel{
		"": zstd.SpeedDefault, "default": zstd.SpeedDefault,
		"fastest": zstd.SpeedFastest, "better": zstd.SpeedBetterCompression,
	}[level]
	if !ok {
		return nil, fmt.Errorf("unknown compression level %q", level)
	}
	return zstd.NewWriter(nil, zstd.WithEncoderLevel(speed), zstd.WithEncoderConcurrency(1),
		zstd.WithWindowSize(zstdWindow), zstd.WithEncoderCRC(true), zstd.WithZeroFrames(true),
		zstd.WithAllLitEntropyCompression(true)) // digests in hex hold no match: without it, 24 % more at fastest
}

// newPageEncoder returns an encoder for a way of writing Parquet.
func newPageEncoder(p Physical) (*pageEncoder, error) {
	e := &pageEncoder{dict: map[string]int32{}}
	switch p.Compression {
	case "none":
		return e, nil
	case "zstd":
		var err error
		if e.level, err = newZstd(p.Level); err != nil {
			return nil, err
		}
		e.fast, err = newZstd("fastest")
		return e, err
	}
	return nil, fmt.Errorf("parquet compression %q is neither zstd nor none", p.Compression)
}

// group encodes a row group: the bytes of all its pages, column after column, and what the footer
// says of each. The bytes belong to the caller. Tables without text take the fastest level: the ledger
// of 243,000 documents is 1.4 % smaller by it and costs a quarter less (9.40 MB in 0.46 s against
// 9.54 in 0.62).
func (e *pageEncoder) group(cols []*column, leaves []leaf, text bool) ([]byte, []chunkMeta, error) {
	e.out, e.zstd = e.out[:0], e.fast
	if text {
		e.zstd = e.level
	}
	chunks := make([]chunkMeta, len(leaves))
	for i := range leaves {
		if err := e.chunk(cols[leaves[i].column], &leaves[i], &chunks[i]); err != nil {
			return nil, nil, err
		}
	}
	return append([]byte(nil), e.out...), chunks, nil
}

func (e *pageEncoder) chunk(c *column, l *leaf, m *chunkMeta) error {
	start := len(e.out)
	m.dictPage, m.encoding = -1, encodingOf(l.typ.Kind)
	values := c
	if l.maxRep > 0 {
		values = c.kids[max(l.kid, 0)]
	}
	if l.typ.Kind == schema.String && e.buildDict(values) {
		m.encoding, m.dictPage = encodingDict, int64(start)
		if err := e.dictPage(values, m); err != nil {
			return err
		}
	}
	m.dataPage = int64(len(e.out))
	element := 0
	for row := 0; row < c.n; {
		rows, elements := pageCut(c, values, l, row, element)
		if err := e.dataPage(c, values, l, m, span{row, row + rows}, span{element, element + elements}); err != nil {
			return err
		}
		row, element = row+rows, element+elements
	}
	m.packed = int64(len(e.out) - start)
	if l.maxRep == 0 {
		m.hasNullCount = true
		m.min, m.max = bounds(values)
	}
	return nil
}

func encodingOf(k schema.Kind) int64 {
	switch k {
	case schema.Int32, schema.Int64, schema.Time:
		return encodingDelta
	}
	return encodingPlain
}

// span is a half-open range of rows or elements.
type span struct{ from, to int }

// pageCut returns how many rows from row on, and elements of a list from element on, make a page.
func pageCut(c, values *column, l *leaf, row, element int) (rows, elements int) {
	size, e := uint64(0), element
	for r := row; r < c.n; r++ {
		from := r
		to := r + 1
		if l.maxRep > 0 {
			from, to = e, e+int(c.lens[r])
			e = to
		}
		size += cellBytes(values, from, to)
		if size >= pageBytes {
			return r + 1 - row, e - element
		}
	}
	return c.n - row, e - element
}

// cellBytes is the room that values [from, to) take in a page.
func cellBytes(c *column, from, to int) uint64 {
	if from == to {
		return 0
	}
	if c.typ.Kind == schema.String {
		return uint64(c.ends[to-1] - c.start(from))
	}
	return 8 * uint64(to-from)
}

// dataPage encodes rows as one page of version 2: levels, then values, the values compressed.
func (e *pageEncoder) dataPage(c, values *column, l *leaf, m *chunkMeta, rows, elements span) error {
	present := rows
	if l.maxRep > 0 {
		present = elements
		e.listLevels(c, values, l, rows, elements)
	} else {
		e.flatLevels(c, l, rows)
	}
	count := e.entries(l, rows)
	nulls := e.absent(l)
	if err := e.encodeValues(c, values, l, m, present); err != nil {
		return err
	}
	reps, err := e.levels(e.reps, l.maxRep, nil)
	if err != nil {
		return err
	}
	defs, err := e.levels(e.defs, l.maxDef, reps)
	if err != nil {
		return err
	}
	m.values += int64(count)
	m.nulls += int64(nulls)
	m.dataPages++
	return e.page(m, pageDataV2, defs, func(t *thrift) {
		t.inner(8)
		t.i32(1, int64(count))
		t.i32(2, int64(nulls))
		t.i32(3, int64(rows.to-rows.from))
		t.i32(4, m.encoding)
		t.i32(5, int64(len(defs)-len(reps)))
		t.i32(6, int64(len(reps)))
		t.flag(7, e.zstd != nil)
		t.end()
	})
}

func (e *pageEncoder) entries(l *leaf, rows span) int {
	if l.maxRep > 0 {
		return len(e.reps)
	}
	return rows.to - rows.from
}

// absent counts the entries of a page that have no value.
func (e *pageEncoder) absent(l *leaf) int {
	n := 0
	for _, d := range e.defs {
		if int(d) < l.maxDef {
			n++
		}
	}
	return n
}

// levels appends the run-length form of levels to before and returns both.
func (e *pageEncoder) levels(list []byte, limit int, before []byte) ([]byte, error) {
	if limit == 0 {
		return before, nil
	}
	width := 1
	for limit >= 1<<width {
		width++
	}
	coder := rle.Encoding{BitWidth: width}
	coded, err := coder.EncodeLevels(nil, list)
	if err != nil {
		return nil, fmt.Errorf("encode levels: %w", err)
	}
	return append(before[:len(before):len(before)], coded...), nil
}

// flatLevels makes the definition levels of a scalar column.
func (e *pageEncoder) flatLevels(c *column, l *leaf, rows span) {
	e.reps, e.defs = e.reps[:0], e.defs[:0]
	if l.maxDef == 0 {
		return
	}
	for _, null := range c.null[rows.from:rows.to] {
		e.defs = append(e.defs, 1-boolByte(null))
	}
}

// listLevels makes both levels of a list's leaf: a null list, an empty list, a null struct, a null
// value and a value, each one level above the one before where the type has it.
func (e *pageEncoder) listLevels(c, values *column, l *leaf, rows, elements span) {
	e.reps, e.defs = e.reps[:0], e.defs[:0]
	empty := byte(depth(c.typ))
	at := elements.from
	for r := rows.from; r < rows.to; r++ {
		if c.lens[r] == 0 {
			e.reps = append(e.reps, 0)
			e.defs = append(e.defs, empty-boolByte(c.isNull(r)))
			continue
		}
		for k := range c.lens[r] {
			e.reps = append(e.reps, 1-boolByte(k == 0))
			e.defs = append(e.defs, elementLevel(c, values, l, at))
			at++
		}
	}
}

func elementLevel(c, values *column, l *leaf, i int) byte {
	if c.gone != nil && c.gone[i] {
		return byte(depth(c.typ) + 1)
	}
	return byte(l.maxDef) - boolByte(values.isNull(i))
}

// page appends a page: its header, its levels (repetition, then definition) and e.values, of which
// the values alone are compressed. The CRC covers all that follows the header.
func (e *pageEncoder) page(m *chunkMeta, number int64, levels []byte, fields func(*thrift)) error {
	body := e.values
	if e.zstd != nil {
		e.packed = e.zstd.EncodeAll(e.values, e.packed[:0])
		body = e.packed
	}
	raw := len(levels) + len(e.values)
	if raw > 1<<31-1 || len(levels)+len(body) > 1<<31-1 {
		return fmt.Errorf("a page of %d bytes can't be written", raw)
	}
	crc := crc32.Update(crc32.ChecksumIEEE(levels), crc32.IEEETable, body)
	t := &e.header
	t.b = t.b[:0]
	t.begin()
	t.i32(1, number)
	t.i32(2, int64(raw))
	t.i32(3, int64(len(levels)+len(body)))
	t.i32(4, int64(int32(crc)))
	fields(t)
	t.end()
	e.out = append(e.out, t.b...)
	e.out = append(e.out, levels...)
	e.out = append(e.out, body...)
	m.raw += int64(len(t.b) + raw)
	return nil
}
