package engine

import (
	"encoding/binary"
	"encoding/json"
	"fmt"
	"math"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
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

	docs      []schema.Doc
	places    []schema.Place
	framing   []framed
	tallies   []fileTally
	entry     []ruling // what the stretches before decided about its documents, by ordinal
	overrides []ruling // what the ids decide, by ordinal
	out       [][]byte // documents as this stretch leaves them
	buf       []byte
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

// cost is what a batch may hold in memory while it is under way: its bytes as read, as documents,
// as edited and as encoded.
func (b *batch) cost() int64 { return 4*b.bytes + 64<<10 }

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

// ruling is what a barrier decided about one document: a verdict of a Judge, its place in a cluster,
// or what a repeated id makes of it.
type ruling struct {
	ord  int64
	from rulingKind
	v    transform.Verdict
}

type rulingKind uint8

const (
	fromIDs rulingKind = iota
	fromJudge
	fromCluster
)

// Rulings sort by (ordinal, kind, seq of the claim, order of ruling) as bytes.
const rulingKey = 8 + 1 + 4 + 8

func (r ruling) key(b []byte, n uint64) []byte {
	b = binary.BigEndian.AppendUint64(b, uint64(r.ord))
	b = append(b, byte(r.from))
	b = binary.BigEndian.AppendUint32(b, r.v.Seq)
	return binary.BigEndian.AppendUint64(b, n)
}

func (r ruling) payload(b []byte) []byte {
	b = append(b, byte(r.v.Kind))
	b = binary.BigEndian.AppendUint64(b, uint64(r.v.Other))
	b = append(b, r.v.OtherContent[:]...)
	b = binary.BigEndian.AppendUint32(b, uint32(r.v.Start))
	b = binary.BigEndian.AppendUint32(b, uint32(r.v.End))
	b = binary.BigEndian.AppendUint64(b, uint64(r.v.Num))
	return binary.BigEndian.AppendUint64(b, math.Float64bits(r.v.Similarity))
}

// rulingSize is the length of a ruling as a record: key and payload.
const rulingSize = rulingKey + 1 + 8 + 16 + 4 + 4 + 8 + 8

func parseRuling(rec []byte) (ruling, error) {
	if len(rec) != rulingSize {
		return ruling{}, fmt.Errorf("ruling of %d bytes", len(rec))
	}
	be := binary.BigEndian
	r := ruling{ord: int64(be.Uint64(rec)), from: rulingKind(rec[8])}
	p := rec[rulingKey:]
	r.v = transform.Verdict{
		Seq: be.Uint32(rec[9:]), Kind: transform.VerdictKind(p[0]), Other: int64(be.Uint64(p[1:])),
		Start: int32(be.Uint32(p[25:])), End: int32(be.Uint32(p[29:])),
		Num: int64(be.Uint64(p[33:])), Similarity: math.Float64frombits(be.Uint64(p[41:])),
	}
	copy(r.v.OtherContent[:], p[9:25])
	return r, nil
}
