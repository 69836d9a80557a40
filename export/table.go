package export

import (
	"fmt"
	"os"
	"sync/atomic"

	"github.com/apache/arrow/go/v17/arrow"
	"github.com/tamis-data/tamis/schema"
)

// A row group ends with the row that brings it to one of these (DESIGN.md §5).
const (
	groupBytes = 16 << 20
	groupRows  = 8192
)

// table is one table of the release under construction.
type table struct {
	tables *Tables
	name   string // data, ledger/documents, …
	cols   []schema.Column
	leaves []leaf
	arrow  *arrow.Schema // nil where no Arrow files are written
	json   bool
	prose  bool // holds documents' texts
	text   int  // column whose digests the caller may know; -1
	parts  []*part
	kinds  []fileKind
}

// fileKind is one format that a table is written in.
type fileKind struct {
	table  string // name in the manifest
	folder string // in the release
	ext    string
	how    Physical
	make   func(*shardFile, []schema.Column, Physical) (shardWriter, error)
}

// shardWriter writes one file of a table, row group after row group.
type shardWriter interface {
	commit(*encoded) error
	finish() error
}

// part is the sequence of a table's rows that goes into its own files: a split of data or of one of its subsets,
// or the whole of a ledger table.
type part struct {
	table  *table
	name   string
	subset string // folder below the table's; "" for none
	cut    cutter
	open   *rowGroup
	spill  []spilled // parts of the open row group that lie on disk

	// The rest belongs to the goroutine that commits.
	files  []*shardFile // one for each kind, of the shard under way; empty without one
	done   [][]*shardFile
	digest *partDigest
}

// rowGroup is a row group under construction, or waiting to be encoded.
type rowGroup struct {
	cols   []*column
	rows   int
	bytes  int64 // in the measure of DESIGN.md §5
	memory int64 // that its columns hold, roughly
}

// spilled is a stretch of the spill file that holds the earlier rows of an open row group.
type spilled struct{ from, to int64 }

func newTable(t *Tables, name string, cols []schema.Column, parts []string) (*table, error) {
	if len(cols) == 0 {
		return nil, fmt.Errorf("table %s has no columns", name)
	}
	seen := map[string]bool{}
	for _, c := range cols {
		if err := checkColumn(c); err != nil {
			return nil, fmt.Errorf("table %s: %w", name, err)
		}
		if seen[c.Name] {
			return nil, fmt.Errorf("table %s: column %s stands twice", name, c.Name)
		}
		seen[c.Name] = true
	}
	tab := &table{tables: t, name: name, cols: cols, leaves: leavesOf(cols), text: -1}
	for _, p := range parts {
		tab.addPart("", p)
	}
	return tab, nil
}

func (tab *table) addPart(subset, name string) {
	cut := cutter{target: uint64(tab.tables.o.Parquet.ShardBytes)}
	tab.parts = append(tab.parts, &part{table: tab, name: name, subset: subset, cut: cut, digest: newPartDigest(digestName(subset, name))})
}

func (tab *table) newGroup() *rowGroup {
	g := &rowGroup{cols: make([]*column, len(tab.cols))}
	for i, c := range tab.cols {
		g.cols[i] = newColumn(c.Name, c.Type, i == tab.text)
	}
	return g
}

// add appends a row and returns what it counts; sum is the digest of the text column where known.
// A full row group goes to the encoders.
func (p *part) add(row []schema.Value, sum *[32]byte) (int64, error) {
	if p.open == nil {
		p.open = p.table.tables.group(p.table)
	}
	g, total := p.open, int64(0)
	for i, c := range g.cols {
		b, err := p.addCell(c, i, &row[i], sum)
		if err != nil {
			return 0, fmt.Errorf("write %s: %w", p.table.name, err)
		}
		total += b
	}
	return total, p.added(g, total)
}

// addRow appends a row that fill puts into the columns itself; fill returns the row's measure.
func (p *part) addRow(fill func(cols []*column) (int64, error)) error {
	if p.open == nil {
		p.open = p.table.tables.group(p.table)
	}
	g := p.open
	total, err := fill(g.cols)
	if err != nil {
		return fmt.Errorf("write %s: %w", p.table.name, err)
	}
	return p.added(g, total)
}

// added counts a row that stands in the group's columns and seals the group where it is full.
func (p *part) added(g *rowGroup, total int64) error {
	g.rows++
	g.bytes += total
	p.table.tables.grow(p, total+int64(8*len(g.cols)))
	if g.rows >= groupRows || g.bytes >= groupBytes {
		return p.seal(false)
	}
	return p.table.tables.makeRoom()
}

func (p *part) addCell(c *column, i int, v *schema.Value, sum *[32]byte) (int64, error) {
	if i == p.table.text && sum != nil && v.Kind() == schema.String {
		return c.addText(v.Str(), sum)
	}
	return c.add(v)
}

// endDocument says that a document's rows, b bytes in all, are in; the shard may end here.
func (p *part) endDocument(id string, b int64) error {
	if p.cut.add(b, func() uint32 { return p.table.tables.cutHash(id) }) {
		return p.seal(true)
	}
	return nil
}

// seal hands the open row group over to be encoded and committed; last ends the shard.
func (p *part) seal(last bool) error {
	g, spill := p.open, p.spill
	p.open, p.spill = nil, nil
	return p.table.tables.submit(&sealed{part: p, group: g, spill: spill, last: last})
}

// sealed is a row group on its way through encoding to its place in the files.
type sealed struct {
	part   *part
	group  *rowGroup // nil: only the end of a shard
	spill  []spilled
	last   bool
	weight int64
	ready  chan struct{} // closed once out and err are set
	out    encoded
	err    error
}

// encoded is a row group in all formats of its table.
type encoded struct {
	rows    int
	pages   []byte
	chunks  []chunkMeta
	lines   []byte
	record  arrow.Record
	logical []byte
}

// encoder is what one worker encodes with.
type encoder struct {
	parquet *pageEncoder
	json    *jsonEncoder
}

func newEncoder(o Options) (*encoder, error) {
	e := &encoder{}
	var err error
	if e.parquet, err = newPageEncoder(o.Parquet); err != nil {
		return nil, err
	}
	if o.JSONL != nil {
		e.json, err = newJSONEncoder(*o.JSONL)
	}
	return e, err
}

// encode does all the work on a row group that needs no order.
func (e *encoder) encode(s *sealed, failed *atomic.Pointer[error]) {
	defer close(s.ready)
	if s.group == nil || failed.Load() != nil {
		return
	}
	tab, g := s.part.table, s.group
	if s.err = tab.tables.unspill(s); s.err != nil {
		return
	}
	s.out.rows = g.rows
	s.out.logical = appendRows(make([]byte, 0, 16*len(g.cols)*g.rows), g.cols, g.rows)
	if s.out.pages, s.out.chunks, s.err = e.parquet.group(g.cols, tab.leaves, tab.prose); s.err != nil {
		return
	}
	if tab.arrow != nil {
		s.out.record = arrowRecord(tab.arrow, g.cols, g.rows)
	}
	if tab.json {
		s.out.lines, s.err = e.json.group(g.cols, g.rows)
	}
}

// commit writes an encoded row group to the files of its part; in order, by one goroutine.
func (p *part) commit(s *sealed) error {
	if s.group != nil {
		if err := p.openShard(); err != nil {
			return err
		}
		for _, f := range p.files {
			if err := f.commit(&s.out); err != nil {
				return err
			}
			f.rows += int64(s.out.rows)
		}
		p.digest.hash.Write(s.out.logical)
		p.digest.rows += int64(s.out.rows)
	}
	if s.last {
		return p.endShard()
	}
	return nil
}

// openShard makes the files of the next shard where none are open.
func (p *part) openShard() error {
	if len(p.files) > 0 {
		return nil
	}
	for i, k := range p.table.kinds {
		f, err := p.table.tables.create(p, k, len(p.done))
		if err != nil {
			return err
		}
		p.files = append(p.files, f)
		if f.shardWriter, err = k.make(f, p.table.cols, p.table.kinds[i].how); err != nil {
			return err
		}
	}
	return nil
}

// endShard finishes the files of the shard under way, if there is one.
func (p *part) endShard() error {
	if len(p.files) == 0 {
		return nil
	}
	for _, f := range p.files {
		if err := f.close(); err != nil {
			return err
		}
	}
	p.done = append(p.done, p.files)
	p.files = nil
	return nil
}

// abort closes what is open and leaves it as it is.
func (p *part) abort() {
	for _, f := range p.files {
		_ = f.file.Close()
	}
	p.files = nil
}

// file is what a shard is written to.
type file interface {
	Write([]byte) (int, error)
	Close() error
}

// createFile makes a new file with the mode of DESIGN.md §5.
func createFile(path string) (file, error) {
	return os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o644)
}
