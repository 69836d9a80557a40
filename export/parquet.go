package export

import (
	"encoding/binary"
	"strconv"

	"github.com/tamis-data/tamis/schema"
)

// createdBy stands in every Parquet file. It holds no version: the manifest names the versions of
// what wrote a release, and equal values give equal bytes.
const createdBy = "tamis"

// metadataKey is the only key-value metadata of a file: the version of the format.
const metadataKey = "tamis.schema"

// parquetFile assembles one Parquet file from row groups that were encoded elsewhere.
type parquetFile struct {
	out    *shardFile
	cols   []schema.Column
	leaves []leaf
	codec  int64
	groups []groupMeta
	rows   int64
}

// groupMeta is what the footer says of a row group.
type groupMeta struct {
	chunks []chunkMeta
	rows   int64
	offset int64
}

// chunkMeta is what the footer says of one column of a row group. Offsets count from the row
// group's first byte until it is committed.
type chunkMeta struct {
	values       int64
	nulls        int64
	raw, packed  int64 // bytes with page headers, before and after compression
	dataPage     int64 // offset of the first data page
	dictPage     int64 // offset of the dictionary page, -1 without one
	dataPages    int64
	encoding     int64
	min, max     []byte // nil where the column keeps none
	hasNullCount bool
}

// newParquetFile writes the magic bytes.
func newParquetFile(out *shardFile, cols []schema.Column, p Physical) (shardWriter, error) {
	f := &parquetFile{out: out, cols: cols, leaves: leavesOf(cols), codec: codecZstd}
	if p.Compression == "none" {
		f.codec = codecNone
	}
	_, err := out.Write([]byte("PAR1"))
	return f, err
}

// commit appends an encoded row group.
func (p *parquetFile) commit(g *encoded) error {
	base, chunks := p.out.size, g.chunks
	for i := range chunks {
		chunks[i].dataPage += base
		if chunks[i].dictPage >= 0 {
			chunks[i].dictPage += base
		}
	}
	p.groups = append(p.groups, groupMeta{chunks: chunks, rows: int64(g.rows), offset: base})
	p.rows += int64(g.rows)
	_, err := p.out.Write(g.pages)
	return err
}

// finish writes the footer.
func (p *parquetFile) finish() error {
	t := &thrift{}
	t.begin()
	t.i32(1, 2)
	writeSchema(t, p.cols)
	t.i64(3, p.rows)
	t.list(4, thriftStruct, len(p.groups))
	for i := range p.groups {
		p.writeGroup(t, i)
	}
	t.list(5, thriftStruct, 1)
	t.begin()
	t.str(1, metadataKey)
	t.str(2, strconv.Itoa(schema.FormatVersion))
	t.end()
	t.str(6, createdBy)
	t.list(7, thriftStruct, len(p.leaves))
	for range p.leaves {
		t.begin()
		t.empty(1) // the order of the type itself
		t.end()
	}
	t.end()
	footer := binary.LittleEndian.AppendUint32(t.b, uint32(len(t.b)))
	_, err := p.out.Write(append(footer, "PAR1"...))
	return err
}

func (p *parquetFile) writeGroup(t *thrift, n int) {
	g := &p.groups[n]
	t.begin()
	t.list(1, thriftStruct, len(g.chunks))
	raw, packed := int64(0), int64(0)
	for i := range g.chunks {
		p.writeChunk(t, &p.leaves[i], &g.chunks[i])
		raw += g.chunks[i].raw
		packed += g.chunks[i].packed
	}
	t.i64(2, raw)
	t.i64(3, g.rows)
	t.i64(5, g.offset)
	t.i64(6, packed)
	if n <= 1<<15-1 {
		t.i16(7, int64(n))
	}
	t.end()
}

func (p *parquetFile) writeChunk(t *thrift, l *leaf, c *chunkMeta) {
	t.begin()
	t.i64(2, 0) // file_offset: no reader uses it, writers are told to write 0
	t.inner(3)
	t.i32(1, physical(l.typ.Kind))
	writeEncodings(t, l, c)
	t.list(3, thriftBinary, len(l.path))
	for _, name := range l.path {
		t.raw([]byte(name))
	}
	t.i32(4, p.codec)
	t.i64(5, c.values)
	t.i64(6, c.raw)
	t.i64(7, c.packed)
	t.i64(9, c.dataPage)
	if c.dictPage >= 0 {
		t.i64(11, c.dictPage)
	}
	writeStatistics(t, c)
	writePageCounts(t, c)
	t.end()
	t.end()
}

func writeEncodings(t *thrift, l *leaf, c *chunkMeta) {
	var list []int64
	if l.maxDef > 0 || l.maxRep > 0 {
		list = append(list, encodingRLE)
	}
	if c.dictPage >= 0 {
		list = append(list, encodingPlain)
	}
	list = append(list, c.encoding)
	t.list(2, thriftI32, len(list))
	for _, e := range list {
		t.b = binary.AppendVarint(t.b, e)
	}
}

func writeStatistics(t *thrift, c *chunkMeta) {
	if !c.hasNullCount {
		return
	}
	t.inner(12)
	t.i64(3, c.nulls)
	if c.min != nil {
		t.bytes(5, c.max)
		t.bytes(6, c.min)
	}
	t.end()
}

// writePageCounts says how many pages have which encoding, so that a reader knows that all pages
// of a chunk use the dictionary.
func writePageCounts(t *thrift, c *chunkMeta) {
	n := 1
	if c.dictPage >= 0 {
		n = 2
	}
	t.list(13, thriftStruct, n)
	if c.dictPage >= 0 {
		writePageCount(t, pageDict, encodingPlain, 1)
	}
	writePageCount(t, pageDataV2, c.encoding, c.dataPages)
}

func writePageCount(t *thrift, page, encoding, n int64) {
	t.begin()
	t.i32(1, page)
	t.i32(2, encoding)
	t.i32(3, n)
	t.end()
}
