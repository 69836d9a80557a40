// Package read finds the inputs of a run, sees what they are and hands over their documents.
//
// One Reader stands for one input file. Next is its sequential part: it reads, unpacks, finds where
// records end and takes the digest. Chunk.Parse is the parallel part: it decodes, takes the fields
// out and makes documents. What can't be read becomes a place with its range and reason; every byte
// of the decompressed stream (every row of a columnar file) is a document's, framing, or a place's.
package read

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"

	"github.com/tamis-data/tamis/schema"
)

// Source is one source of the recipe.
type Source struct {
	Name    string // as in the column source; "" for DefaultName(Path)
	Path    string // file, directory or glob, relative to the recipe
	Format  string // "" or auto, text, markdown, jsonl, csv, tsv, parquet, arrow
	Charset string // WHATWG label, "" to find out
	// Fields maps a role (id, text, title, url, created) to the name of the field that holds it, for
	// formats with fields. Text is looked for in "text" where it is not named; other roles that are
	// not named are null.
	Fields  map[string]string
	Columns []Column
}

// Column is a further field carried through into a slot of the layout.
type Column struct {
	Slot int
	Name string // in the input and in the layout
	Type schema.Type
	// Optional (a trailing ?) makes a missing value or one that does not parse null; otherwise it
	// quarantines the record.
	Optional bool
}

// File is one input file of the run.
type File struct {
	Number int    // from 0, in the order of reading; the high bits of Doc.Ord
	Source int    // index into the sources
	Path   string // to open
	Name   string // as shown: relative to the recipe, with forward slashes
	Size   int64  // bytes on disk when it was found
}

// Options says how files are read. The zero value works for tests.
type Options struct {
	Layout *schema.Layout // nil: the columns that every document has
	// Limit is limits.document: the bytes that one record, as read and as decoded, may have.
	// 0: 16 MiB, the recipe's default.
	Limit int64
	// BatchBytes is about how much of the stream one Chunk holds. 0: 4 MiB, where the cost of
	// handing a chunk on is far below that of parsing it.
	BatchBytes int
	// Child returns the command that runs ServeArrow, ready to start; nil reads Arrow in this
	// process, which a hostile file can kill: for tests and files of our own.
	Child func() *exec.Cmd
	// ChildMemory is how many bytes the Arrow child may use; 0: 256 MiB + 8 × Limit. It decides which
	// files can be read at all, so it must not follow from --memory.
	ChildMemory int64
	NoDigest    bool // leave out the sha256 of the file
}

const (
	defaultLimit = 16 << 20
	defaultBatch = 4 << 20
	// leastBatch keeps a hostile or mistaken batch size from making a system call per byte.
	leastBatch = 64
	// headBytes is how much of a stream decides its format and charset. It is fixed, so that neither
	// depends on the batch size.
	headBytes = 64 << 10
)

func (o Options) filled() Options {
	if o.Limit <= 0 {
		o.Limit = defaultLimit
	}
	if o.BatchBytes == 0 {
		o.BatchBytes = defaultBatch
	}
	o.BatchBytes = max(o.BatchBytes, leastBatch)
	if o.Layout == nil {
		o.Layout = &schema.Layout{Columns: schema.BuiltinColumns()}
	}
	if o.ChildMemory <= 0 {
		o.ChildMemory = 256<<20 + 8*o.Limit
	}
	return o
}

// Tally is what a Reader knows of its file at the end.
type Tally struct {
	SHA256   [32]byte // of the file as on disk; zero with Options.NoDigest
	Size     int64    // bytes on disk
	Stream   int64    // bytes of the decompressed stream; 0 for columnar files
	Rows     int64    // rows of a columnar file, those lost included where their number is known
	Columnar bool
}

// Reader reads one file. It belongs to one goroutine; the chunks it returns don't.
type Reader struct {
	in   *input
	disk *disk
	body body
	done bool
}

// body is the sequential part of one format.
type body interface {
	// next returns chunks in the order of the file, then io.EOF. Other errors end the run.
	next() (*Chunk, error)
	tally() Tally
	close() error
}

// input holds what all chunks of a file share; nothing in it changes after Open.
type input struct {
	file   File
	source string
	want   []field
	slots  int
	limit  int64
	reader string // name and version, for ledger/reads
	codec  codec
}

// Open opens a file and finds out its format. Damaged contents are no error: they come as places.
func Open(f File, s Source, o Options) (*Reader, error) {
	o = o.filled()
	in := &input{file: f, source: s.Name, limit: o.Limit, slots: len(o.Layout.Columns), want: wanted(s)}
	if in.source == "" {
		in.source = DefaultName(s.Path)
	}
	d, err := openDisk(f.Path, o.NoDigest)
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", f.Name, err)
	}
	r := &Reader{in: in, disk: d}
	if r.body, err = newBody(in, s, o, d); err != nil {
		d.f.Close()
		return nil, fmt.Errorf("read %s: %w", f.Name, err)
	}
	return r, nil
}

func newBody(in *input, s Source, o Options, d *disk) (body, error) {
	st, err := newStream(d, o.Limit)
	if err != nil {
		return nil, err
	}
	head, err := st.peek(headBytes)
	if err != nil {
		return nil, err
	}
	// By the path: a name that is shown in its place may have lost its ending.
	format, why := detect(in.file.Path, s.Format, head, st.packing)
	in.reader = fmt.Sprintf("%s/%d", format, Version)
	if why != "" {
		return &lostBody{in: in, st: st, reason: why}, nil
	}
	switch format {
	case formatParquet:
		return newParquetBody(in, o, d)
	case formatArrow:
		return newArrowBody(in, o, d)
	case formatText, formatMarkdown:
		return newTextBody(in, s, st), nil
	case formatJSONL, formatCSV, formatTSV:
		return newRecordBody(in, s, o, st, head, format)
	}
	return nil, fmt.Errorf("unknown format %q", format)
}

func newRecordBody(in *input, s Source, o Options, st *stream, head []byte, format string) (body, error) {
	c, skip, why := recordCodec(s.Charset, format, head)
	if why != "" {
		return &lostBody{in: in, st: st, reason: why}, nil
	}
	in.codec = c
	if format == formatJSONL {
		return newLineBody(in, o, st, skip), nil
	}
	return newCSVBody(in, o, st, skip, format), nil
}

// Next returns the next part of the file and io.EOF after the last. An error other than io.EOF is
// of the machine (the disk, the file's absence), never of the contents.
func (r *Reader) Next() (*Chunk, error) {
	if r.done {
		return nil, io.EOF
	}
	c, err := r.body.next()
	if err == nil {
		return c, nil
	}
	r.done = true
	if !errors.Is(err, io.EOF) {
		return nil, fmt.Errorf("read %s: %w", r.in.file.Name, err)
	}
	if err := r.disk.finish(); err != nil {
		return nil, fmt.Errorf("read %s: %w", r.in.file.Name, err)
	}
	return nil, io.EOF
}

// Done returns the totals of the file. Call it after Next has returned io.EOF.
func (r *Reader) Done() Tally {
	t := r.body.tally()
	t.Size, t.SHA256 = r.disk.size(), r.disk.sum()
	return t
}

// Close releases the file; call it always, also before the end.
func (r *Reader) Close() error {
	return errors.Join(r.body.close(), ignoreClosed(r.disk.f.Close()))
}

func ignoreClosed(err error) error {
	if errors.Is(err, os.ErrClosed) {
		return nil
	}
	return err
}

// lostBody stands for a file that can't be read at all: one place over the whole of it.
type lostBody struct {
	in     *input
	st     *stream
	reason string
	done   bool
}

func (b *lostBody) next() (*Chunk, error) {
	if b.done {
		return nil, io.EOF
	}
	b.done = true
	if err := b.st.discard(); err != nil {
		return nil, err
	}
	p := schema.Place{End: b.st.off, Reason: b.reason}
	return &Chunk{in: b.in, places: b.st.withDamage([]schema.Place{p})}, nil
}

func (b *lostBody) tally() Tally { return Tally{Stream: b.st.off} }
func (b *lostBody) close() error { return b.st.close() }
