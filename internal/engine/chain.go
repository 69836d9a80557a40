package engine

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"time"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// node is one step of the chain in a run.
type node struct {
	n        int // number in the layout
	name     string
	private  bool
	refresh  bool
	steady   bool             // a second run over a text that was not edited since gives the same columns
	mapper   transform.Mapper // nil for a Judge of any kind, and for a Learner until it has learned
	judge    transform.Judge
	verifier transform.Verifier
	matcher  transform.Matcher
	tracer   transform.Tracer
	meets    meets                            // the Verifier, Matcher or Tracer
	rank     func(*schema.Doc) transform.Rank // orders its documents; nil: their ordinals do
	learner  transform.Learner
	gatherer transform.Gatherer // its Mapper is there once its set is gathered
	finder   transform.Finder
	looks    bool   // it works from shared views
	mark     uint64 // what it compares documents by is kept with them under this tag; 0: not
	on       []int  // slots of the columns that it works on
	nanos    atomic.Int64
}

// finder is a private step that can say what it would take.
type finder struct{ step transform.Finder }

// stretch is what runs in one pass over the documents: what the last barrier decided, then Mappers,
// then either the export or what the next barrier wants to know.
type stretch struct {
	settle      *node // Judge whose verdicts come in with the documents, or nil
	first, last int   // numbers of the Mappers: [first, last)
	ids         bool  // documents get their ids at its end
	overrides   bool  // repeated ids found in the stretch before come in with the documents
	judge       *node // barrier at its end
	learn       *node
	final       bool
}

// nodes makes the chain of a recipe's steps ready to run.
func nodes(r *recipe.Recipe) []*node {
	var ns []*node
	for k, s := range r.Steps {
		n := &node{n: k, name: s.Name, private: s.Private, refresh: s.Refresh, on: s.Args.On}
		switch step := s.Step.(type) {
		case transform.Judge:
			n.judge = step
		case transform.Verifier:
			n.verifier, n.meets = step, step
			if step.Pairing().Ranked {
				n.rank = step.Rank
			}
		case transform.Matcher:
			n.matcher, n.meets = step, step
		case transform.Tracer:
			n.tracer, n.meets = step, step
			if step.Tracing().Ranked {
				n.rank = step.Rank
			}
		case transform.Learner:
			n.learner = step
		case transform.Gatherer:
			n.gatherer = step
		case transform.Assigner:
			n.mapper = assigning{step, r.Seed}
		case transform.Mapper:
			n.mapper = step
		}
		if f, ok := s.Step.(transform.Finder); ok && s.Private {
			n.finder = f
		}
		_, n.looks = s.Step.(transform.Looker)
		n.steady = s.Refresh && steady(r, k)
		ns = append(ns, n)
	}
	return ns
}

// steady says whether the columns of a step are a function of the text that it works on, stay where they are and are
// left alone by the steps behind it: then they are to be computed again only where that text was edited.
func steady(r *recipe.Recipe, k int) bool {
	s := &r.Steps[k]
	if s.Spec == nil || s.Spec.Reads != nil && len(s.Spec.Reads(s.Args)) > 0 {
		return false
	}
	if slices.ContainsFunc(s.Writes, func(slot int) bool { return r.Layout.Columns[slot].Spans != "" }) {
		return false // an edit moves them, even one that changes nothing
	}
	own := slices.Concat(s.Args.On, s.Writes)
	return !slices.ContainsFunc(r.Steps[k+1:], func(later recipe.Step) bool {
		sets := func(slot int) bool { return slices.Contains(own, slot) && !slices.Contains(later.Args.On, slot) }
		return slices.ContainsFunc(later.Writes, sets) || slices.ContainsFunc(later.Edits, sets)
	})
}

// meets is a Judge whose documents meet by keys.
type meets interface {
	Keys(d *schema.Doc, keys []uint64) []uint64
	Settle(d *schema.Doc, vs []transform.Verdict) error
}

// judges says that the step is a Judge of any kind.
func (n *node) judges() bool { return n.judge != nil || n.meets != nil }

// notes says that the manifest tells more of a Judge than what it did to documents.
func (n *node) notes() bool {
	_, sits := n.judge.(transform.Sitter)
	return sits || n.meets != nil
}

// keyed is what makes keys and records of documents, nil for any other kind of step.
func (n *node) keyed() transform.Keyed {
	switch {
	case n.verifier != nil:
		return n.verifier
	case n.matcher != nil:
		return n.matcher
	}
	return nil
}

// settle lets a Judge act on what was decided about a document.
func (n *node) settle(d *schema.Doc, vs []transform.Verdict) error {
	if n.meets != nil {
		return n.meets.Settle(d, vs)
	}
	return n.judge.Settle(d, vs)
}

// assigning puts each document into its class: an Assigner run as a Mapper.
type assigning struct {
	transform.Assigner
	seed uint64
}

// Map sets the split of a kept document.
func (a assigning) Map(_ context.Context, d *schema.Doc) error {
	d.Split = a.Assign(a.Key(d), a.seed)
	return nil
}

// cut divides the chain at each Judge and Learner. Ids are known from step idAt on; late says that
// something reads them by ordinal, so that they must stand before the last pass.
func cut(ns []*node, idAt int, late bool, idJudge *node) []stretch {
	var out []stretch
	cur := stretch{}
	for k, n := range ns {
		switch {
		case n.judges():
			cur.last, cur.judge = k, n
			out = append(out, cur)
			cur = stretch{settle: n, first: k + 1}
		case n.learner != nil:
			cur.last, cur.learn = k, n
			out = append(out, cur)
			cur = stretch{first: k}
		}
	}
	cur.last, cur.final = len(ns), true
	out = append(out, cur)
	return placeIDs(out, idAt, late, idJudge)
}

// placeIDs marks the stretch that gives documents their ids, with a barrier of its own where one is
// needed: when the ids need all documents, or when kept ones are named before the last pass ends.
func placeIDs(ss []stretch, idAt int, late bool, idJudge *node) []stretch {
	i := 0
	for ss[i].last < idAt {
		i++
	}
	ss[i].ids = true
	if idJudge == nil && !(ss[i].final && late) {
		if !ss[i].final {
			ss[i+1].overrides = true
		}
		return ss
	}
	a, b := ss[i], ss[i]
	a.judge, a.learn, a.final = idJudge, nil, false
	b.settle, b.first, b.ids, b.overrides = idJudge, b.last, false, idJudge == nil
	rest := append([]stretch{a, b}, ss[i+1:]...)
	return append(ss[:i:i], rest...)
}

// apply runs the Mappers [first, last) over documents, a step at a time. Private steps see dropped
// documents too, so that nothing they would take is published as a reject.
func apply(ctx context.Context, l *schema.Layout, ns []*node, docs []schema.Doc, first, last int, s *schema.Scratch) error {
	defer s.Release()
	for rest := ns[first:last]; len(rest) > 0; {
		n := together(rest)
		if err := applyEach(ctx, l, rest[:n], docs, s); err != nil {
			return err
		}
		rest = rest[n:]
	}
	return nil
}

// together is how many steps take each document in turn: one, or from the first to the last that looks
// at shared views.
func together(ns []*node) int {
	n := 1
	for k := range ns {
		if ns[0].looks && ns[k].looks {
			n = k + 1
		}
	}
	return n
}

// applyEach takes each document through the steps before the next one comes. Time is read once for a step's
// turn at a document; where there is one step, once for all of them.
func applyEach(ctx context.Context, l *schema.Layout, ns []*node, docs []schema.Doc, s *schema.Scratch) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	clock := newStopwatch(len(ns))
	for i := range docs {
		d := &docs[i]
		for k, n := range ns {
			if d.Reject != nil && !n.private {
				continue
			}
			if err := mapOne(ctx, l, n, d, s); err != nil {
				return err
			}
			if len(ns) > 1 {
				clock.lap(k)
			}
		}
	}
	clock.lap(len(ns) - 1)
	for k, n := range ns {
		n.nanos.Add(int64(clock.spent[k]))
	}
	return nil
}

// stopwatch shares time out among steps.
type stopwatch struct {
	last  time.Time
	spent []time.Duration
}

func newStopwatch(steps int) *stopwatch {
	return &stopwatch{time.Now(), make([]time.Duration, steps)}
}

// lap gives the time since the last lap to a step.
func (w *stopwatch) lap(step int) {
	now := time.Now()
	w.spent[step] += now.Sub(w.last)
	w.last = now
}

// mapOne runs one Mapper over one document; a text that would outgrow its limit drops the document.
func mapOne(ctx context.Context, l *schema.Layout, n *node, d *schema.Doc, s *schema.Scratch) error {
	d.Begin(l, n.n, s)
	err := n.mapper.Map(ctx, d)
	if errors.Is(err, schema.ErrTooLong) {
		d.Drop(schema.Reject{Rule: "too-long", Detail: "the text would grow beyond limits.document"})
		return withhold(n, d)
	}
	if err != nil {
		return fmt.Errorf("step %s: document %d of file %d: %w", n.name, d.Ord&(1<<40-1), d.Ord>>40, err)
	}
	if n.steady {
		d.Saw()
	}
	return nil
}

// withhold empties what a private step should have gone through and could not: a rejected document
// stands in the release too.
func withhold(n *node, d *schema.Doc) error {
	if !n.private {
		return nil
	}
	for _, slot := range n.on {
		if d.Values[slot].Kind() != schema.String {
			continue
		}
		e := d.Edit(slot)
		e.Cut(0, len(d.Str(slot)), 0)
		if err := d.Apply(e); err != nil {
			return fmt.Errorf("step %s: %w", n.name, err)
		}
	}
	return nil
}

// finish makes a document ready for the export: columns to be computed last, removed ranges that
// hold something private, places of spans.
func finish(ctx context.Context, l *schema.Layout, ns []*node, d *schema.Doc, s *schema.Scratch) error {
	for _, n := range ns {
		if n.refresh && d.Kept() && !(n.steady && d.SeenBy(n.n)) {
			if err := mapOne(ctx, l, n, d, s); err != nil {
				return err
			}
		}
	}
	for _, n := range ns {
		if n.finder == nil || !d.Edited() {
			continue
		}
		d.Begin(l, n.n, s)
		if err := d.Mask(n.finder.Find); err != nil {
			return err
		}
	}
	d.FinishSpans()
	withholdBytes(d)
	return nil
}

// withholdBytes takes the undecodable bytes out of a document that holds a private edit: they may
// belong to what was redacted. That there were some, and where, stays.
func withholdBytes(d *schema.Doc) {
	if len(d.Read.Undecodable) == 0 || !d.Edited() {
		return
	}
	private := false
	d.Rows(func(r schema.Row) { private = private || r.Private })
	if !private {
		return
	}
	bare := slices.Clone(d.Read.Undecodable) // the reader's own may belong to several documents
	for i := range bare {
		bare[i].Bytes = ""
	}
	d.Read.Undecodable = bare
}

// callers names the functions of ours on the stack of a panic, innermost first, without values.
func callers() string {
	pcs := make([]uintptr, 32)
	frames := runtime.CallersFrames(pcs[:runtime.Callers(3, pcs)])
	var names []string
	for f, more := frames.Next(); len(names) < 6; f, more = frames.Next() {
		if strings.Contains(f.Function, "tamis-data/tamis") {
			names = append(names, fmt.Sprintf("%s:%d", f.Function[strings.LastIndex(f.Function, "/")+1:], f.Line))
		}
		if !more {
			break
		}
	}
	return strings.Join(names, " < ")
}
