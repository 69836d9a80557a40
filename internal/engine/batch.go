package engine

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"slices"
	"sync"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
)

// batch is what goes through a pipe at once: some chunks of one unit's files or one block of its
// spool, and what became of them.
type batch struct {
	seq  int64
	held int64
	unit *unit
	last bool // the last one of its unit

	chunks  []chunk  // to parse, in the first stretch
	records [][]byte // to decode, in later ones
	cached  bool     // records are what this stretch made in an earlier run
	bytes   int64
	count   int // documents that come of it at most

	docs       []schema.Doc
	places     []schema.Place
	framing    []framed
	tallies    []fileTally
	entry      []ruling // what the stretches before decided about its documents, by ordinal
	overrides  []ruling // what the ids decide, by ordinal
	unnumbered []unnumbered
	out        [][]byte   // documents as this stretch leaves them
	numbers    []uint64   // of its documents among those that meet, behind a pass
	asks       [][]uint64 // what a Tracer is asked about each of them
	buf        []byte
	index      []indexed // what the index is to hold of its documents
	likened    []likened // what its documents are compared by over splits
	beyond     int64     // bytes of texts beside those of bytes
	waits      int64     // bytes of the hoard that it takes between passes
}

// chunk is a part of an input file.
type chunk struct {
	*read.Chunk
	file int
}

// framed is how many framing bytes a chunk of a file held.
type framed struct {
	file  int
	bytes int64
}

// fileTally is what a reader knew at the end of a file.
type fileTally struct {
	File int // relative to the unit's first
	read.Tally
}

// documentBytes is what a document costs beside its texts: its columns, its record, its place.
const documentBytes = 1 << 10

// batchBytes is where a batch ends: enough that what it costs to hand on does not show.
const batchBytes = 4 << 20

// batchDocuments is where a batch ends, whatever its bytes: documents of a byte take memory too.
const batchDocuments = 1 << 14

// full says that a batch of so many bytes at most has no room for more.
func (b *batch) full(bytes int64, documents int, most int64) bool {
	return b.bytes > 0 && (b.bytes+bytes > most || b.count+documents > batchDocuments)
}

// cost is what a batch may hold in memory while it is under way: its bytes as read, as documents,
// as edited and as encoded, and what each of its documents takes however short it is.
func (b *batch) cost() int64 { return 4*b.bytes + int64(b.count)*documentBytes + 64<<10 }

// Tags of the records of a spool.
const (
	tagDoc   = 'd'
	tagPlace = 'p'
	tagFrame = 'f' // framing bytes of a chunk
	tagTally = 't' // a file at its end
)

// docHead is what stands before a document in a record: the tag and its ordinal, so that a block
// tells which documents it holds before it is decoded.
const docHead = 9

// lastOrd returns the ordinal of the last document among records of unit u, -1 without one.
func lastOrd(u *unit, records [][]byte) int64 {
	for i := len(records) - 1; i >= 0; i-- {
		if records[i][0] == tagDoc {
			return int64(binary.BigEndian.Uint64(records[i][1:])) + int64(u.first)<<40
		}
	}
	return -1
}

// encode writes what the stretch leaves of the batch as records of a spool. File numbers and
// ordinals are relative to the unit's first file, so that a unit can be used again at another place.
func (b *batch) encode() error {
	base := int64(b.unit.first) << 40
	b.buf = slices.Grow(takeBuffer(), b.encodedSize())
	for i := range b.docs {
		d := &b.docs[i]
		from := len(b.buf)
		d.Ord -= base
		d.Read.File -= b.unit.first
		b.buf = binary.BigEndian.AppendUint64(append(b.buf, tagDoc), uint64(d.Ord))
		b.buf = d.AppendBinary(b.buf)
		d.Ord += base
		d.Read.File += b.unit.first
		b.out = append(b.out, b.buf[from:len(b.buf):len(b.buf)])
	}
	for _, p := range b.places {
		p.File -= b.unit.first
		rec, err := json.Marshal(p)
		if err != nil {
			return err
		}
		b.out = append(b.out, append([]byte{tagPlace}, rec...))
	}
	for _, f := range b.framing {
		rec := binary.AppendVarint([]byte{tagFrame}, int64(f.file-b.unit.first))
		b.out = append(b.out, binary.AppendVarint(rec, f.bytes))
	}
	for _, t := range b.tallies {
		rec, err := json.Marshal(t)
		if err != nil {
			return err
		}
		b.out = append(b.out, append([]byte{tagTally}, rec...))
	}
	return nil
}

// encodedSize is about how many bytes the documents take as records, so that the buffer grows once.
func (b *batch) encodedSize() int {
	size := 0
	for i := range b.docs {
		size += docHead + 256
		for _, v := range b.docs[i].Values {
			size += 8 + len(v.Str())
		}
	}
	return size + size/16
}

// buffers holds the memory of encoded batches between the sink and the next worker.
var buffers sync.Pool

func takeBuffer() []byte {
	if b, ok := buffers.Get().(*[]byte); ok {
		return (*b)[:0]
	}
	return nil
}

// giveBuffer takes a batch's records back once they are in the spool.
func (b *batch) giveBuffer() {
	if cap(b.buf) > 0 && cap(b.buf) <= keptBuffer {
		buf := b.buf
		buffers.Put(&buf)
	}
	b.buf, b.out = nil, nil
}

// keptBuffer keeps an outsized batch from holding its memory for the rest of the run.
const keptBuffer = 16 << 20

// decode reads records that encode wrote.
func (b *batch) decode(l *schema.Layout) error {
	base := int64(b.unit.first) << 40
	b.docs = make([]schema.Doc, 0, len(b.records))
	for _, rec := range b.records {
		switch rec[0] {
		case tagDoc:
			b.docs = append(b.docs, schema.Doc{})
			d := &b.docs[len(b.docs)-1]
			if _, err := d.DecodeBinary(l, rec[docHead:]); err != nil {
				return err
			}
			d.Ord += base
			d.Read.File += b.unit.first
		case tagPlace:
			var p schema.Place
			if err := json.Unmarshal(rec[1:], &p); err != nil {
				return err
			}
			p.File += b.unit.first
			b.places = append(b.places, p)
		case tagTally:
			var t fileTally
			if err := json.Unmarshal(rec[1:], &t); err != nil {
				return err
			}
			b.tallies = append(b.tallies, t)
		case tagFrame:
			file, n := binary.Varint(rec[1:])
			bytes, _ := binary.Varint(rec[1+n:])
			b.framing = append(b.framing, framed{int(file) + b.unit.first, bytes})
		default:
			return fmt.Errorf("spool holds a record of unknown kind %q", rec[0])
		}
	}
	b.records = nil
	return nil
}
