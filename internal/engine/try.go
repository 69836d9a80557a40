package engine

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// TryOptions says which documents to try a recipe on.
type TryOptions struct {
	Doc    string // id, origin, or what stands in one of them; "" for a sample
	Sample int    // documents; 0: 5
}

// Trial is what a recipe did to some documents; nothing was written.
type Trial struct {
	Docs []Tried
	// Learned says for each Judge and Learner where its table comes from: checkpoint or sample.
	Learned []LearnedFrom
	Layout  *schema.Layout
	Splits  []string
	Seen    int  // documents that the sample was taken from
	All     bool // these are all there are
	Ran     bool // a run of a recipe of this name was made
}

// LearnedFrom says where the table of a Judge or Learner comes from.
type LearnedFrom struct{ Step, From string }

// Tried is one document before and after.
type Tried struct {
	Doc    *schema.Doc
	Before schema.Doc // as read: columns by slot
	Rows   []schema.Row
}

// trySpan bounds what is read to find a sample: enough to see a set's variety, little enough to wait for.
const trySpan = 64 << 20

// Try runs the chain over a few documents in memory.
func Try(ctx context.Context, r *recipe.Recipe, o Options, t TryOptions) (trial *Trial, err error) {
	b, err := start(ctx, r, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = b.end(err) }()
	if b.work.any() {
		if err := b.hashInputs(ctx); err != nil {
			return nil, err
		}
	}
	if err := b.gather(ctx); err != nil {
		return nil, err
	}
	b.divide(false)
	s := &sampler{build: b, ctx: ctx, want: t.Doc, n: t.Sample, trial: &Trial{Layout: r.Layout, Splits: r.Splits, All: true, Ran: exists(b.runFactsPath())}}
	if s.n == 0 {
		s.n = 5
	}
	if err := s.read(); err != nil {
		return nil, err
	}
	if len(s.docs) == 0 && t.Doc != "" {
		return nil, fmt.Errorf("no document with %q in its id or origin among the first %d", t.Doc, s.trial.Seen)
	}
	return s.trial, s.run()
}

// sampler takes documents and runs the chain over them.
type sampler struct {
	*build
	ctx   context.Context
	want  string
	n     int
	docs  []schema.Doc
	trial *Trial
	bytes int64
	scr   schema.Scratch
}

// read keeps the documents asked for, or those with the smallest content hashes: the same sample each
// time, from all over the set.
func (s *sampler) read() error {
	for _, f := range s.files {
		r, err := read.Open(f, s.sources[f.Source], s.readOptions())
		if err != nil {
			return err
		}
		err = s.readFile(r)
		if err = errors.Join(err, r.Close()); err != nil {
			return fmt.Errorf("read %s: %w", f.Name, err)
		}
		if s.bytes >= trySpan {
			s.trial.All = false
			break
		}
	}
	slices.SortFunc(s.docs, func(a, b schema.Doc) int { return sign(a.Ord - b.Ord) })
	return nil
}

func sign(n int64) int {
	switch {
	case n < 0:
		return -1
	case n > 0:
		return 1
	}
	return 0
}

func (s *sampler) readFile(r *read.Reader) error {
	for s.bytes < trySpan && s.ctx.Err() == nil {
		c, err := r.Next()
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		docs, _, _, err := c.Parse()
		if err != nil {
			return err
		}
		s.bytes += int64(c.Size())
		for i := range docs {
			s.take(docs[i])
		}
	}
	return s.ctx.Err()
}

func (s *sampler) take(d schema.Doc) {
	s.trial.Seen++
	if !s.late(&d) {
		s.names.raw(&d)
	}
	if s.want != "" {
		if strings.Contains(d.Str(schema.SlotID), s.want) || strings.Contains(d.Str(schema.SlotOrigin), s.want) {
			s.docs = append(s.docs, d)
		}
		return
	}
	s.docs = append(s.docs, d)
	if len(s.docs) <= s.n {
		return
	}
	s.trial.All = false
	worst := 0
	for i := range s.docs {
		if bytes.Compare(s.docs[i].Content[:], s.docs[worst].Content[:]) > 0 {
			worst = i
		}
	}
	s.docs = slices.Delete(s.docs, worst, worst+1)
}

// late says that a document gets its id from what the private steps leave, as in a run: an id from its
// original would give that away.
func (s *sampler) late(d *schema.Doc) bool {
	return s.names.private && d.Values[schema.SlotID].IsNull() && d.Read.Method != "file"
}

// nameLate gives the ids that had to wait.
func (s *sampler) nameLate() {
	for i := range s.docs {
		if d := &s.docs[i]; s.late(d) {
			s.names.raw(d)
		}
	}
}

// run takes the sample through the chain, stretch by stretch.
func (s *sampler) run() error {
	before := make([]schema.Doc, len(s.docs))
	for i, d := range s.docs {
		before[i] = d
		before[i].Values = slices.Clone(d.Values)
	}
	known := s.hashed() && len(s.units) > 0
	for i, st := range s.stretches {
		p := &pass{build: s.build, ctx: s.ctx, s: i, st: st}
		if known {
			p.lookUp()
		}
		if err := apply(s.ctx, s.r.Layout, s.nodes, s.docs, st.first, st.last, &s.scr); err != nil {
			return err
		}
		if st.ids {
			s.nameLate()
		}
		var err error
		if known, err = s.barrier(p, known); err != nil {
			return err
		}
	}
	for i := range s.docs {
		d := &s.docs[i]
		if err := finish(s.ctx, s.r.Layout, s.nodes, d, &s.scr); err != nil {
			return err
		}
		t := Tried{Doc: d, Before: before[i]}
		d.Rows(func(r schema.Row) { t.Rows = append(t.Rows, r) })
		s.trial.Docs = append(s.trial.Docs, t)
	}
	return nil
}

// barrier lets a Judge or Learner work from the last checkpoint, else from the sample. It says whether
// what lies behind can still be found in checkpoints.
func (s *sampler) barrier(p *pass, known bool) (bool, error) {
	st := p.st
	switch {
	case st.judge != nil && known && p.settled:
		if err := p.recall(); err != nil {
			return false, err
		}
		s.note(st.judge, "checkpoint")
		rs, err := s.rulingsFor(p.rulingsPath)
		if err != nil {
			return false, err
		}
		for i := range s.units {
			s.units[i].key = s.units[i].next
		}
		return true, s.settle(p, rs)
	case st.judge != nil && st.judge.matcher != nil:
		rs, err := s.matchSample(st.judge)
		if err != nil {
			return false, err
		}
		return false, s.settle(p, rs)
	case st.judge != nil:
		s.note(st.judge, "sample")
		rs, err := s.judgeSample(st.judge)
		if err != nil {
			return false, err
		}
		return false, s.settle(p, rs)
	case st.learn != nil && known && exists(s.sumsPath(p.s)):
		s.note(st.learn, "checkpoint")
		return true, s.learnSaved(p)
	case st.learn != nil:
		s.note(st.learn, "sample")
		return false, s.learnSample(st.learn)
	}
	return known, nil
}

func (s *sampler) note(n *node, from string) {
	if n.n >= 0 {
		s.trial.Learned = append(s.trial.Learned, LearnedFrom{n.name, from})
	}
}

// rulingsFor picks what was decided about the documents of the sample.
func (s *sampler) rulingsFor(path string) ([]ruling, error) {
	var out []ruling
	err := readCheckpoint(path, func(rec []byte) error {
		r, err := parseRuling(rec)
		if err == nil && slices.ContainsFunc(s.docs, func(d schema.Doc) bool { return d.Ord == r.ord }) {
			out = append(out, r)
		}
		return err
	})
	return out, err
}

// judgeSample runs a Judge over the sample alone.
func (s *sampler) judgeSample(n *node) ([]ruling, error) {
	if n.verifier != nil {
		return s.verifySample(n)
	}
	if n.tracer != nil {
		return s.traceSample(n)
	}
	p := &pass{build: s.build, ctx: s.ctx, st: stretch{judge: n}}
	p.openBarrier()
	w := &p.workers[0]
	for i := range s.docs {
		if err := s.claimSample(p, &s.docs[i], w); err != nil {
			return nil, errors.Join(err, p.close())
		}
	}
	if err := p.claims.Append(&w.claims); err != nil {
		return nil, errors.Join(err, p.close())
	}
	var out []ruling
	_, err := p.sit(func(to transform.Claim, v transform.Verdict) {
		v.Seq = to.Seq
		out = append(out, ruling{to.Ord, p.rulingKind(), v})
	}, func() error { return nil })
	err = errors.Join(err, p.close())
	slices.SortStableFunc(out, func(a, b ruling) int { return sign(a.ord - b.ord) })
	return out, err
}

// claimSample takes what the Judge asks about a document, and what it can be found by in an earlier release.
func (s *sampler) claimSample(p *pass, d *schema.Doc, w *worker) error {
	if p.found != nil {
		if err := p.lookUpOne(d, w); err != nil {
			return err
		}
	}
	if !d.Kept() {
		return nil
	}
	return p.claimOne(d, w)
}

// settle gives the documents of the sample what was decided about them.
func (s *sampler) settle(p *pass, rs []ruling) error {
	after := &pass{build: s.build, ctx: s.ctx, st: stretch{settle: p.st.judge}}
	w := &worker{}
	for i := range s.docs {
		d := &s.docs[i]
		var mine []ruling
		for _, r := range rs {
			if r.ord == d.Ord {
				mine = append(mine, r)
			}
		}
		if err := after.settleOne(d, mine, w); err != nil {
			return err
		}
	}
	return nil
}

func (s *sampler) learnSaved(p *pass) error {
	var failed error
	var err error
	p.learned, err = s.learnFrom(p.st.learn, savedSums(s.sumsPath(p.s), &failed))
	if err = errors.Join(err, failed); err != nil {
		return err
	}
	if err := p.recall(); err != nil {
		return err
	}
	for i := range s.units {
		s.units[i].key = s.units[i].next
	}
	return nil
}

func (s *sampler) learnSample(n *node) error {
	sums := spill.NewSummer(s.work.temporary, s.budget.sort)
	defer sums.Close()
	var w spill.Sums
	for i := range s.docs {
		if d := &s.docs[i]; d.Kept() {
			d.Begin(s.r.Layout, n.n, &s.scr)
			n.learner.Observe(d, w.Add)
		}
	}
	if err := sums.Append(&w); err != nil {
		return err
	}
	_, err := s.learnFrom(n, sums.Seq())
	return errors.Join(err, sums.Err())
}
