package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"sync/atomic"
	"time"

	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// pass is one stretch over all documents.
type pass struct {
	*build
	ctx context.Context
	s   int
	st  stretch
	// namesFinal says that documents have their final ids in this pass, so that they can be told by
	// ordinal from now on.
	namesFinal bool
	entry      *rulings // what the barrier before decided, in order of ordinals; nil at first
	settled    bool     // an earlier run has decided what its own barrier is to decide
	claims     *spill.Sorter
	found      *spill.Sorter // what documents can be found by in an earlier release
	meeting    meeting       // of keys, in place of claims
	sums       *spill.Summer
	learned    key          // digest of what its Learner learned
	keep       *spill.Spool // of the unit at the sink
	full       atomic.Bool  // the hoard had no room for a unit
}

// worker is what one goroutine reuses from batch to batch.
type worker struct {
	scratch schema.Scratch
	claims  spill.Block
	found   spill.Block
	sums    spill.Sums
	tally   transform.Tally // of a Learner that counts batches
	key     []byte
	note    []byte
	keys    []uint64
}

// stretch takes all documents through stretch s and lets the barrier at its end decide.
func (b *build) stretch(ctx context.Context, s int) error {
	p := &pass{build: b, ctx: ctx, s: s, st: b.stretches[s]}
	p.namesFinal = p.st.ids && b.ids.seen != nil || p.st.settle != nil && p.st.settle.n == numberIDs
	p.lookUp()
	b.begin(p)
	if p.skip() {
		b.reused = true
		for i := range b.units {
			p.forget(&b.units[i])
			b.units[i].spool = b.spoolPath(b.units[i].next)
			b.usedPaths = append(b.usedPaths, b.units[i].spool)
		}
	} else if err := p.run(); err != nil {
		return errors.Join(err, p.close())
	}
	if p.st.final {
		return nil
	}
	p.deciding()
	if err := errors.Join(guarded(p.decide), p.close()); err != nil {
		return err
	}
	for i := range b.units {
		b.units[i].key = b.units[i].next
	}
	return p.seal()
}

// close removes the files of what the barrier was to know.
func (p *pass) close() error {
	var err error
	if p.claims != nil {
		err = p.claims.Close()
	}
	if p.found != nil {
		err = errors.Join(err, p.found.Close())
	}
	if p.meeting != nil {
		err = errors.Join(err, p.meeting.close())
	}
	if p.sums != nil {
		err = errors.Join(err, p.sums.Close())
	}
	return err
}

// lookUp finds out what an earlier run has left of this stretch.
func (p *pass) lookUp() {
	known := len(p.units) > 0
	for i := range p.units {
		u := &p.units[i]
		if u.known {
			u.next = p.unitKey(p.s, u.key, p.decision)
		}
		known = known && u.known
	}
	p.settled = known && p.st.judge != nil && exists(p.decidedPath(p.s))
}

// skip says that nothing is left to do in the pass: all of it was done in an earlier run.
func (p *pass) skip() bool {
	if p.st.final || p.st.ids || p.namesFinal || !p.settled {
		return false
	}
	for _, u := range p.units {
		if !exists(p.spoolPath(u.next)) {
			return false
		}
	}
	return true
}

// seal closes the names of the documents once all are known.
func (p *pass) seal() error {
	if p.idNames == nil || !p.namesFinal {
		return nil
	}
	return p.idNames.Seal()
}

// run takes the documents through the stretch.
func (p *pass) run() error {
	if err := p.open(); err != nil {
		return err
	}
	p.pipe.turn.init()
	p.limit.turn.init()
	err := p.pipe.run(p.ctx, p.produce, p.workOn, p.sink)
	if p.keep != nil {
		err = errors.Join(err, p.keep.Abort())
	}
	if err == nil {
		p.tellProgress(time.Now())
	}
	return errors.Join(err, p.closeEntry(err))
}

// open opens what comes into the pass and what its barrier wants to know.
func (p *pass) open() (err error) {
	if p.rulingsPath != "" {
		if p.entry, err = openRulings(p.rulingsPath); err != nil {
			return err
		}
	}
	p.openBarrier()
	return nil
}

// openBarrier opens what the barrier wants to know.
func (p *pass) openBarrier() {
	switch {
	case p.st.judge != nil && p.st.judge.meets != nil:
		p.meeting = newMeeting(p.st.judge.rank != nil, p.work.temporary, p.budget.sort, len(p.workers))
	case p.inherits() != nil: // the claims and what is looked up share the budget
		p.claims = spill.NewSorter(p.work.temporary, p.budget.sort/2)
		p.found = spill.NewSorter(p.work.temporary, p.budget.sort/2)
	case p.st.judge != nil:
		p.claims = spill.NewSorter(p.work.temporary, p.budget.sort)
	case p.st.learn != nil:
		p.sums = spill.NewSummer(p.work.temporary, p.budget.sort)
		if s, ok := p.st.learn.learner.(transform.Sized); ok {
			s.Size(p.inputBytes())
		}
		for i := range p.workers {
			p.workers[i].tally = nil // another Learner's
		}
	}
}

// inputBytes is what the inputs hold as they are stored, 0 where only the first documents are read.
func (p *pass) inputBytes() (n int64) {
	if p.limit.on {
		return 0
	}
	for _, f := range p.files {
		n += f.Size
	}
	return n
}

// closeEntry ends the rulings; when the pass went well, all must have met their documents.
func (p *pass) closeEntry(failed error) error {
	if p.entry == nil {
		return nil
	}
	if failed != nil {
		return p.entry.close()
	}
	left, err := p.entry.left()
	if left {
		err = errors.New("decisions are left that met no document")
	}
	return errors.Join(err, p.entry.close())
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// workOn does all of the stretch that needs no order.
func (p *pass) workOn(n int, b *batch) error {
	w := &p.workers[n]
	if err := p.load(b, w); err != nil {
		return err
	}
	if p.s == 0 && p.limit.on && !p.limit.turn.take(b.seq, func() { p.limit.cut(b) }) {
		return errStopped
	}
	if !b.cached {
		if err := p.chain(b, w); err != nil {
			return err
		}
	}
	if p.st.ids && !p.pipe.turn.take(b.seq, func() { p.ids.number(b) }) {
		return errStopped
	}
	if p.st.final {
		return p.finish(b, w)
	}
	return p.claim(n, b)
}

// load makes the batch's documents.
func (p *pass) load(b *batch, w *worker) error {
	if b.records != nil {
		return unusable(b.decode(p.r.Layout))
	}
	for _, c := range b.chunks {
		docs, places, framing, err := c.Parse()
		if err != nil {
			return err
		}
		b.docs = append(b.docs, docs...)
		b.places = append(b.places, places...)
		b.framing = append(b.framing, framed{c.file, framing})
		b.beyond += c.Beyond()
	}
	b.chunks = nil
	return nil
}

// chain settles what the barrier before decided, maps the documents and keeps them for the next pass.
func (p *pass) chain(b *batch, w *worker) error {
	if err := p.settle(b, w); err != nil {
		return err
	}
	if err := apply(p.ctx, p.r.Layout, p.nodes, b.docs, p.st.first, p.st.last, &w.scratch); err != nil {
		return err
	}
	if p.st.ids {
		for i := range b.docs {
			p.names.raw(&b.docs[i])
		}
	}
	p.mark(b, w)
	if p.st.final || p.holds() {
		return nil
	}
	return b.encode()
}

// settle gives each document what was decided about it.
func (p *pass) settle(b *batch, w *worker) error {
	rs := b.entry
	for i := range b.docs {
		d := &b.docs[i]
		n := 0
		for n < len(rs) && rs[n].ord == d.Ord {
			n++
		}
		if err := p.settleOne(d, rs[:n], w); err != nil {
			return err
		}
		rs = rs[n:]
	}
	if len(rs) > 0 {
		return fmt.Errorf("verdict for document %d, which is not there", rs[0].ord)
	}
	return nil
}

func (p *pass) settleOne(d *schema.Doc, rs []ruling, w *worker) error {
	vs := make([]transform.Verdict, 0, len(rs))
	for _, r := range rs {
		switch r.from {
		case fromIDs:
			p.names.renumber(d, r.v)
		case fromCluster:
			d.Cluster, d.Group = r.v.Other+1, r.v.OtherContent
		case fromCopies:
			d.Taken = append(d.Taken, r.v.Num)
		case fromJudge:
			vs = append(vs, r.v)
		}
	}
	n := p.st.settle
	if n == nil || !d.Kept() || n.n < 0 {
		return nil
	}
	d.Begin(p.r.Layout, n.n, &w.scratch)
	return n.settle(d, vs)
}

// claim tells the barrier at the end of the stretch what it wants to know of each kept document.
func (p *pass) claim(n int, b *batch) error {
	if p.settled {
		return nil
	}
	w := &p.workers[n]
	for i := range b.docs {
		d := &b.docs[i]
		if p.found != nil {
			if err := p.lookUpOne(d, w); err != nil {
				return err
			}
		}
		switch {
		case !d.Kept() && !p.asksAll():
		case p.meeting != nil:
			if err := p.meet(d, n); err != nil {
				return err
			}
		case p.st.judge != nil:
			if err := p.claimOne(d, w); err != nil {
				return err
			}
		case p.st.learn != nil:
			d.Begin(p.r.Layout, p.st.learn.n, &w.scratch)
			p.observe(d, w)
		}
	}
	if w.tally != nil {
		w.tally.Flush(w.sums.Add)
	}
	if p.meeting != nil {
		return p.meeting.flush(n)
	}
	if p.found != nil {
		if err := p.found.Append(&w.found); err != nil {
			return err
		}
	}
	if p.st.judge != nil {
		return p.claims.Append(&w.claims)
	}
	if p.st.learn != nil {
		return p.sums.Append(&w.sums)
	}
	return nil
}

// asksAll says that the barrier asks about rejected documents too: their ids are taken.
func (p *pass) asksAll() bool { return p.st.judge != nil && p.st.judge.n == numberCopies }

// observe shows a document to the Learner at the end of the stretch.
func (p *pass) observe(d *schema.Doc, w *worker) {
	learner := p.st.learn.learner
	if w.tally == nil {
		if t, ok := learner.(transform.Tallying); ok {
			w.tally = t.Tally()
		}
	}
	if w.tally != nil {
		w.tally.Observe(d)
		return
	}
	learner.Observe(d, w.sums.Add)
}

// claimOne takes what the Judge asks about a document to the sorter, a block at a time: a document may have a
// claim for every line.
func (p *pass) claimOne(d *schema.Doc, w *worker) error {
	seq := uint32(0)
	var err error
	d.Begin(p.r.Layout, max(p.st.judge.n, 0), &w.scratch)
	p.st.judge.claims(d, func(k transform.Key, r transform.Rank, note []byte) {
		w.key = claimKey(w.key[:0], k, r, d.Ord, seq)
		w.note = append(append(w.note[:0], d.Content[:16]...), note...)
		w.claims.Add(w.key, w.note)
		seq++
		if w.claims.Bytes() >= blockBytes {
			err = errors.Join(err, p.claims.Append(&w.claims))
		}
	})
	return err
}

// meet asks a Verifier, Matcher or Tracer for the keys of a document.
func (p *pass) meet(d *schema.Doc, worker int) error {
	w, n := &p.workers[worker], p.st.judge
	d.Begin(p.r.Layout, n.n, &w.scratch)
	var rank transform.Rank
	keys, ok := n.marked(d)
	if !ok {
		w.keys = n.meets.Keys(d, w.keys[:0])
		keys = w.keys
	}
	if len(keys) == 0 {
		return nil
	}
	if n.matcher != nil {
		return p.meeting.add(worker, keys, rank, ownPlace(d.Ord))
	}
	if n.rank != nil {
		rank = n.rank(d)
	}
	return p.meeting.add(worker, keys, rank, d.Ord)
}

// finish makes the documents ready for the export.
func (p *pass) finish(b *batch, w *worker) error {
	for i := range b.docs {
		if err := finish(p.ctx, p.r.Layout, p.nodes, &b.docs[i], &w.scratch); err != nil {
			return err
		}
	}
	p.indexBatch(b)
	p.likenBatch(b)
	return nil
}
