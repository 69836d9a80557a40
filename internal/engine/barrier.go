package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"io"
	"iter"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/transform"
)

// claimHead is the length of a claim's key: key, rank, ordinal, seq, in the order they sort by.
const claimHead = 16 + 16 + 8 + 4

// claimOrd appends an ordinal so that it sorts as bytes.
func claimOrd(b []byte, ord int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(ord)) }

func claimKey(b []byte, k transform.Key, r transform.Rank, ord int64, seq uint32) []byte {
	b = binary.BigEndian.AppendUint64(b, k.Hi)
	b = binary.BigEndian.AppendUint64(b, k.Lo)
	b = append(b, r[:]...)
	b = binary.BigEndian.AppendUint64(b, uint64(ord))
	return binary.BigEndian.AppendUint32(b, seq)
}

func parseClaim(k, payload []byte) transform.Claim {
	be := binary.BigEndian
	c := transform.Claim{Key: transform.Key{Hi: be.Uint64(k), Lo: be.Uint64(k[8:])},
		Ord: int64(be.Uint64(k[32:])), Seq: be.Uint32(k[40:]), Note: payload[16:]}
	copy(c.Rank[:], k[16:32])
	copy(c.Content[:], payload[:16])
	return c
}

// decisions gathers what a barrier rules, sorted by document.
type decisions struct {
	sorter *spill.Sorter
	block  spill.Block
	n      uint64
	key    []byte
	val    []byte
}

// blockBytes is how much a decision block gathers before it is handed to the sorter.
const blockBytes = 256 << 10

func (d *decisions) add(r ruling) error {
	d.key, d.val = r.key(d.key[:0], d.n), r.payload(d.val[:0])
	d.n++
	d.block.Add(d.key, d.val)
	if d.block.Bytes() < blockBytes {
		return nil
	}
	return d.sorter.Append(&d.block)
}

// save writes the decisions in order to a spool and returns their digest.
func (d *decisions) save(path string) (sum key, err error) {
	if err := d.sorter.Append(&d.block); err != nil {
		return sum, err
	}
	sorted, err := d.sorter.Sort()
	if err != nil {
		return sum, err
	}
	defer sorted.Close()
	h := sha256.New()
	err = writeSpool(path, func(add func([]byte) error) error {
		var rec []byte
		return sorted.All(func(k, v []byte) error {
			rec = append(append(rec[:0], k...), v...)
			h.Write(rec[:13])
			h.Write(v) // without the order of ruling's number, which follows from the rest
			return add(rec)
		})
	})
	h.Sum(sum[:0])
	return sum, err
}

// writeSpool makes a spool of records, which stands at path when it is whole.
func writeSpool(path string, fill func(add func([]byte) error) error) error {
	w, err := spill.Create(path, spoolKey)
	if err != nil {
		return err
	}
	if err := fill(w.Append); err != nil {
		_ = w.Abort()
		return err
	}
	return w.Commit()
}

// decide ends a pass: the claims or sums of all documents become what the next pass comes in with.
func (p *pass) decide() error {
	switch {
	case p.st.judge != nil:
		return p.judge()
	case p.st.learn != nil:
		return p.learn()
	}
	return p.conclude(&decisions{sorter: p.newSorter()})
}

// judge lets the Judge decide over each run of equal keys.
func (p *pass) judge() error {
	if p.settled {
		return p.recall()
	}
	sorted, err := p.claims.Sort()
	if err != nil {
		return err
	}
	defer sorted.Close()
	out := &decisions{sorter: p.newSorter()}
	judge := p.st.judge
	var failed error
	rule := func(to transform.Claim, v transform.Verdict) {
		v.Seq = to.Seq
		if v.Kind == transform.Link {
			p.links.add(edge{to.Ord, v.Other, to.Content, v.OtherContent})
		}
		if err := out.add(ruling{to.Ord, p.rulingKind(), v}); err != nil && failed == nil {
			failed = err
		}
	}
	err = sorted.Runs(16, func(_ []byte, run iter.Seq2[[]byte, []byte]) error {
		if err := p.ctx.Err(); err != nil {
			return err
		}
		if err := judge.judge.Decide(claimsOf(run), rule); err != nil {
			return fmt.Errorf("step %s: %w", judge.name, err)
		}
		return failed
	})
	if err != nil {
		return err
	}
	return p.conclude(out)
}

// rulingKind tells a ruling of the ids from one of a step.
func (p *pass) rulingKind() rulingKind {
	if p.st.judge.n < 0 {
		return fromIDs
	}
	return fromJudge
}

func claimsOf(run iter.Seq2[[]byte, []byte]) iter.Seq[transform.Claim] {
	return func(yield func(transform.Claim) bool) {
		for k, v := range run {
			if !yield(parseClaim(k, v)) {
				return
			}
		}
	}
}

// conclude adds clusters and repeated ids to the decisions and saves them for the next pass.
func (p *pass) conclude(out *decisions) error {
	for _, m := range p.links.members() {
		v := transform.Verdict{Other: m.cluster, OtherContent: m.group}
		if err := out.add(ruling{m.ord, fromCluster, v}); err != nil {
			return err
		}
	}
	if err := p.repeats.each(out.add); err != nil {
		return err
	}
	path := p.decidedPath(p.s)
	sum, err := out.save(path)
	if err != nil {
		return err
	}
	p.decision, p.rulingsPath = sum, path
	p.usedPaths = append(p.usedPaths, path, path+".links")
	return p.links.save(path + ".links")
}

// recall takes up what an earlier run decided from the same documents.
func (p *pass) recall() error {
	path := p.decidedPath(p.s)
	h := sha256.New()
	err := readSpool(path, func(rec []byte) error {
		h.Write(rec[:13])
		h.Write(rec[rulingKey:])
		return nil
	})
	if err != nil {
		return err
	}
	p.decision, p.rulingsPath = key(h.Sum(nil)), path
	p.usedPaths = append(p.usedPaths, path, path+".links")
	return p.links.load(path + ".links")
}

// readSpool calls f with each record of a spool.
func readSpool(path string, f func(rec []byte) error) error {
	in, err := spill.Open(path, spoolKey)
	if err != nil {
		return err
	}
	defer in.Close()
	for {
		block, err := in.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for rec := range block.All() {
			if err := f(rec); err != nil {
				return err
			}
		}
	}
}

// learn lets the Learner make its Mapper from the sums over all documents, and keeps the sums.
func (p *pass) learn() error {
	defer p.sums.Close()
	path := p.sumsPath(p.s)
	w, err := spill.Create(path, spoolKey)
	if err != nil {
		return err
	}
	learned, err := p.learnFrom(p.st.learn, saving(p.sums.Seq(), w))
	if err = errors.Join(err, p.sums.Err()); err != nil {
		return errors.Join(err, w.Abort())
	}
	if err := w.Commit(); err != nil {
		return err
	}
	p.usedPaths = append(p.usedPaths, path)
	if err := p.conclude(&decisions{sorter: p.newSorter()}); err != nil {
		return err
	}
	p.decision = keyOf("learned", p.decision, learned)
	return nil
}

// learnFrom makes a Learner's Mapper and returns the digest of what it learned, of the sums where the
// Mapper can't tell.
func (b *build) learnFrom(n *node, sums iter.Seq2[[]byte, int64]) (key, error) {
	h := sha256.New()
	m, err := n.learner.Learn(hashing(sums, h))
	if err != nil {
		return key{}, fmt.Errorf("step %s: %w", n.name, err)
	}
	n.mapper = m
	if d, ok := m.(transform.Learned); ok {
		return d.Table(), nil
	}
	return key(h.Sum(nil)), nil
}

// saving passes sums on and keeps them for `tamis try`.
func saving(in iter.Seq2[[]byte, int64], w *spill.Spool) iter.Seq2[[]byte, int64] {
	return func(yield func([]byte, int64) bool) {
		for k, n := range in {
			_ = w.AppendWith(func(b []byte) []byte { // an error stays and comes out of Commit
				return append(binary.BigEndian.AppendUint64(b, uint64(n)), k...)
			})
			if !yield(k, n) {
				return
			}
		}
	}
}

// savedSums reads the sums that saving kept; the error is told at the end.
func savedSums(path string, failed *error) iter.Seq2[[]byte, int64] {
	return func(yield func([]byte, int64) bool) {
		stop := errors.New("stop")
		err := readSpool(path, func(rec []byte) error {
			if len(rec) < 8 {
				return fmt.Errorf("sum of %d bytes", len(rec))
			}
			if !yield(rec[8:], int64(binary.BigEndian.Uint64(rec))) {
				return stop
			}
			return nil
		})
		if err != stop {
			*failed = err
		}
	}
}

// hashing passes sums on and hashes them on the way.
func hashing(in iter.Seq2[[]byte, int64], h hash.Hash) iter.Seq2[[]byte, int64] {
	return func(yield func([]byte, int64) bool) {
		var b []byte
		for k, n := range in {
			b = binary.BigEndian.AppendUint64(b[:0], uint64(n))
			b = binary.BigEndian.AppendUint32(b, uint32(len(k)))
			h.Write(append(b, k...))
			if !yield(k, n) {
				return
			}
		}
	}
}

// decidedPath is where the decisions behind a stretch are kept, named by all that led to them.
func (b *build) decidedPath(s int) string {
	parts := []any{"tamis/barrier", s}
	for _, u := range b.units {
		parts = append(parts, u.next)
	}
	if n := b.stretches[s].judge; n != nil && n.n >= 0 {
		parts = append(parts, b.stepKey(n))
	}
	if n := b.stretches[s].learn; n != nil {
		parts = append(parts, b.stepKey(n))
	}
	return filepath.Join(b.work.checkpoints, keyOf(parts...).String()+".rulings")
}

// sumsPath is where the sums behind a stretch are kept.
func (b *build) sumsPath(s int) string { return b.decidedPath(s) + ".sums" }

// rulings reads decisions in the order of the documents.
type rulings struct {
	in      *spill.SpoolReader
	pending []ruling
	done    bool
}

func openRulings(path string) (*rulings, error) {
	in, err := spill.Open(path, spoolKey)
	if err != nil {
		return nil, err
	}
	return &rulings{in: in}, nil
}

// upTo returns the rulings on documents up to an ordinal that were not returned yet.
func (r *rulings) upTo(ord int64) ([]ruling, error) {
	for !r.done && (len(r.pending) == 0 || r.pending[len(r.pending)-1].ord <= ord) {
		if err := r.more(); err != nil {
			return nil, err
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

// rest is the number of rulings for documents that never came: more than 0 is a fault.
func (r *rulings) rest() int { return len(r.pending) }

func (r *rulings) close() error { return r.in.Close() }
