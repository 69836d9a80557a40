package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"math"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/transform"
)

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
	fromCopies
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

// decisions gathers what a barrier rules, sorted by document.
type decisions struct {
	feed  *feed
	merge func(into *transform.Verdict, next transform.Verdict) bool // of a Judge that can; else nil
	n     uint64
	key   []byte
	val   []byte
}

func (b *build) newDecisions() *decisions { return &decisions{feed: b.newFeed()} }

func (d *decisions) add(r ruling) error {
	d.key, d.val = r.key(d.key[:0], d.n), r.payload(d.val[:0])
	d.n++
	return d.feed.add(d.key, d.val)
}

// save writes the decisions in order to a checkpoint and returns their digest.
func (d *decisions) save(path string) (sum key, err error) {
	sorted, err := d.feed.sort()
	if err != nil {
		return sum, err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	h := newRulingHash()
	err = writeSpool(path, func(add func([]byte) error) error {
		tell := func(rec []byte) error { h.add(rec); return add(rec) }
		if d.merge != nil {
			return mergeRulings(sorted, d.merge, tell)
		}
		var rec []byte
		return sorted.All(func(k, v []byte) error {
			rec = append(append(rec[:0], k...), v...)
			return tell(rec)
		})
	})
	return h.sum(), err
}

// mergeRulings tells the rulings in order, those of the Judge on one document in as few as it can.
func mergeRulings(sorted *spill.Sorted, merge func(*transform.Verdict, transform.Verdict) bool, tell func(rec []byte) error) error {
	var rec, key []byte // key of the one held back; empty without one
	var held ruling
	flush := func() error {
		if len(key) == 0 {
			return nil
		}
		rec = held.payload(append(rec[:0], key...))
		return tell(rec)
	}
	err := sorted.All(func(k, v []byte) error {
		rec = append(append(rec[:0], k...), v...)
		r, err := parseRuling(rec)
		if err != nil {
			return err
		}
		if len(key) > 0 && r.ord == held.ord && r.from == fromJudge && held.from == fromJudge && merge(&held.v, r.v) {
			return nil
		}
		if err := flush(); err != nil {
			return err
		}
		key, held = append(key[:0], k...), r
		return nil
	})
	if err != nil {
		return err
	}
	return flush()
}

func (d *decisions) close() error { return d.feed.close() }

// rulingHash takes the digest of decisions.
type rulingHash struct{ h hash.Hash }

func newRulingHash() rulingHash { return rulingHash{sha256.New()} }

// add leaves out the number of the order of ruling, which follows from the rest.
func (h rulingHash) add(rec []byte) {
	h.h.Write(rec[:13])
	h.h.Write(rec[rulingKey:])
}

func (h rulingHash) sum() (k key) { h.h.Sum(k[:0]); return k }

// rulings reads decisions in the order of the documents.
type rulings struct {
	in      *spill.SpoolReader
	pending []ruling
	done    bool
}

func openRulings(path string) (*rulings, error) {
	in, err := openCheckpoint(path)
	if err != nil {
		return nil, err
	}
	return &rulings{in: in}, nil
}

// upTo returns the rulings on documents up to an ordinal that were not returned yet.
func (r *rulings) upTo(ord int64) ([]ruling, error) {
	for !r.done && (len(r.pending) == 0 || r.pending[len(r.pending)-1].ord <= ord) {
		if err := r.more(); err != nil {
			return nil, unusable(err)
		}
	}
	n := 0
	for n < len(r.pending) && r.pending[n].ord <= ord {
		n++
	}
	out := r.pending[:n:n]
	r.pending = append([]ruling(nil), r.pending[n:]...)
	return out, nil
}

func (r *rulings) more() error {
	block, err := r.in.Next()
	if err == io.EOF {
		r.done = true
		return nil
	}
	if err != nil {
		return err
	}
	for rec := range block.All() {
		x, err := parseRuling(rec)
		if err != nil {
			return err
		}
		r.pending = append(r.pending, x)
	}
	return nil
}

// left says whether there are rulings for documents that never came: a fault.
func (r *rulings) left() (bool, error) {
	for !r.done && len(r.pending) == 0 {
		if err := r.more(); err != nil {
			return false, unusable(err)
		}
	}
	return len(r.pending) > 0, nil
}

func (r *rulings) close() error { return r.in.Close() }
