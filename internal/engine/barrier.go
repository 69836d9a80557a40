package engine

import (
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"hash"
	"iter"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/transform"
)

// claimOrd appends an ordinal so that it sorts as bytes.
func claimOrd(b []byte, ord int64) []byte { return binary.BigEndian.AppendUint64(b, uint64(ord)) }

// claimKey puts key, rank, ordinal and seq together in the order that claims sort by.
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

// decide ends a pass: the claims or sums of all documents become what the next pass comes in with.
func (p *pass) decide() error {
	if p.settled {
		return p.recall()
	}
	path := p.decidedPath(p.s)
	if err := p.links.begin(path + linksSuffix); err != nil {
		return err
	}
	out := p.newDecisions()
	if n := p.st.judge; n != nil && n.judge != nil {
		if m, ok := n.judge.(transform.Merger); ok {
			out.merge = m.Merge
		}
	}
	err := p.rule(path, out)
	if err == nil {
		err = p.conclude(path, out)
	}
	return errors.Join(err, p.links.abort(), out.close())
}

func (p *pass) rule(path string, out *decisions) error {
	switch {
	case p.st.judge != nil && p.st.judge.verifier != nil:
		return p.verify(path, out)
	case p.st.judge != nil && p.st.judge.matcher != nil:
		return p.match(path, out)
	case p.st.judge != nil && p.st.judge.tracer != nil:
		return p.trace(path, out)
	case p.st.judge != nil:
		return p.judge(path, out)
	case p.st.learn != nil:
		return p.learn(path)
	}
	return nil
}

// Checkpoints of a barrier are its rulings and, beside them, what they came from. The rulings are
// written last: where they stand the others stand too.
const (
	rulingsSuffix = ".rulings"
	linksSuffix   = ".links"
	sumsSuffix    = ".sums"
)

// judge lets the Judge decide over each run of equal keys.
func (p *pass) judge(path string, out *decisions) error {
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
	sitting, err := p.sit(rule, func() error { return failed })
	if err == nil { // a sample that a recipe is tried with may lack what the set has
		err = p.lacks(sitting)
	}
	if err != nil || !p.st.judge.notes() {
		return err
	}
	return p.note(p.st.judge, path, sitting.Notes())
}

// sit goes through the claims as often as the Judge asks for, and stops where ruling failed.
func (p *pass) sit(rule func(transform.Claim, transform.Verdict), failed func() error) (_ transform.Sitting, err error) {
	claims := claimsOf
	if h := p.inherits(); h != nil {
		claims = inherited
		if err := p.inherit(h); err != nil {
			return nil, err
		}
	}
	sorted, err := p.claims.Sort()
	if err != nil {
		return nil, err
	}
	defer func() { err = errors.Join(err, sorted.Close()) }()
	sitting := transform.Sit(p.st.judge.judge)
	repeating, _ := sitting.(transform.Repeating)
	for again := true; again && err == nil; again = repeating != nil && repeating.Again() {
		err = sorted.Runs(16, func(_ []byte, run iter.Seq2[[]byte, []byte]) error {
			if err := p.ctx.Err(); err != nil {
				return err
			}
			if err := sitting.Decide(claims(run), rule); err != nil {
				return fmt.Errorf("step %s: %w", p.st.judge.name, err)
			}
			return failed()
		})
	}
	return sitting, err
}

// rulingKind tells rulings of barriers that are no steps from those of a step.
func (p *pass) rulingKind() rulingKind {
	switch p.st.judge.n {
	case numberIDs:
		return fromIDs
	case numberCopies:
		return fromCopies
	}
	return fromJudge
}

// lacks says what the whole set lacks for the step.
func (p *pass) lacks(sitting transform.Sitting) error {
	if r, ok := sitting.(transform.Requiring); ok && !p.limit.on {
		if err := r.Lacks(); err != nil {
			return fmt.Errorf("step %s: %w", p.st.judge.name, err)
		}
	}
	return nil
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

// inherited are the claims of documents, each with what was found of it in the earlier release, by the surest of what
// it was found by; what stands beside a document's own claim comes right behind it.
func inherited(run iter.Seq2[[]byte, []byte]) iter.Seq[transform.Claim] {
	return func(yield func(transform.Claim) bool) {
		var c transform.Claim
		var note []byte
		open := false
		for k, v := range run {
			next := parseClaim(k, v)
			found := next.Seq >= inheritSeq
			if open && found && c.Ord == next.Ord {
				if c.Earlier == 0 {
					inheritFrom(&c, next.Note)
				}
				continue
			}
			if open && !yield(c) {
				return
			}
			note = append(note[:0], next.Note...)
			c, open = next, true
			if c.Note = note; found {
				c.Note = nil
				inheritFrom(&c, note)
			}
		}
		if open {
			yield(c)
		}
	}
}

// conclude adds clusters and repeated ids to the decisions and saves them for the next pass. Clusters
// change only where there are new links; documents carry along what they were told before.
func (p *pass) conclude(path string, out *decisions) error {
	fresh, err := p.links.commit()
	if err != nil {
		return err
	}
	if fresh {
		err = p.links.members(func(m member) error {
			v := transform.Verdict{Other: m.cluster, OtherContent: m.group}
			return out.add(ruling{m.ord, fromCluster, v})
		})
	}
	if err = errors.Join(err, p.repeats.each(out.add)); err != nil {
		return err
	}
	sum, err := out.save(path)
	if err != nil {
		return err
	}
	p.decided(path, sum)
	return nil
}

func (p *pass) decided(path string, sum key) {
	if p.st.learn != nil {
		sum = keyOf("learned", sum, p.learned)
		p.usedPaths = append(p.usedPaths, path+sumsSuffix)
	}
	if n := p.st.judge; n != nil && n.notes() {
		p.usedPaths = append(p.usedPaths, path+factsSuffix)
	}
	if n := p.st.judge; n != nil && n.matcher != nil {
		p.usedPaths = append(p.usedPaths, path+othersSuffix)
	}
	p.decision, p.rulingsPath = sum, path
	p.usedPaths = append(p.usedPaths, path, path+linksSuffix)
}

// recall takes up what an earlier run decided from the same documents.
func (p *pass) recall() error {
	path := p.decidedPath(p.s)
	h := newRulingHash()
	err := readCheckpoint(path, func(rec []byte) error {
		if len(rec) != rulingSize {
			return unusable(fmt.Errorf("ruling of %d bytes", len(rec)))
		}
		h.add(rec)
		return nil
	})
	if n := p.st.judge; n != nil && n.notes() {
		err = errors.Join(err, p.recallFacts(n, path))
	}
	if n := p.st.judge; err == nil && n != nil && n.matcher != nil {
		err = p.nameOthers(n, path)
	}
	if err = errors.Join(err, p.links.recall(path+linksSuffix)); err != nil {
		return err
	}
	p.repeats.told() // they stand among the rulings
	p.decided(path, h.sum())
	return nil
}

// learn lets the Learner make its Mapper from the sums over all documents, and keeps the sums.
func (p *pass) learn(path string) error {
	w, err := spill.Create(path+sumsSuffix, spoolKey)
	if err != nil {
		return err
	}
	p.learned, err = p.learnFrom(p.st.learn, saving(p.sums.Seq(), w))
	if err = errors.Join(err, p.sums.Err()); err != nil {
		return errors.Join(err, w.Abort())
	}
	return w.Commit()
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
		err := readCheckpoint(path, func(rec []byte) error {
			if len(rec) < 8 {
				return unusable(fmt.Errorf("sum of %d bytes", len(rec)))
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
	parts := []any{"tamis/barrier/2", s}
	for _, u := range b.units {
		parts = append(parts, u.next)
	}
	if n := b.stretches[s].judge; n != nil && n.n >= 0 {
		parts = append(parts, b.stepKey(n))
	} else if n != nil {
		parts = append(parts, n.name)
	}
	if n := b.stretches[s].learn; n != nil {
		parts = append(parts, b.stepKey(n))
	}
	return filepath.Join(b.work.checkpoints, keyOf(parts...).String()+rulingsSuffix)
}

// sumsPath is where the sums behind a stretch are kept.
func (b *build) sumsPath(s int) string { return b.decidedPath(s) + sumsSuffix }
