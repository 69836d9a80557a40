package engine

import (
	"context"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform"
)

// Plan is what a run would do.
type Plan struct {
	Files     []read.File
	Names     []string // of the files, as they may be shown
	Bytes     int64    // on disk
	Sets      []PlanSet
	Lists     []PlanList // and models
	Steps     []PlanStep
	Resolved  []byte // the recipe with every default
	Passes    int    // over the documents
	Workers   int
	Memory    int64    // --memory in force
	Floor     int64    // the least it can be with these workers
	WorkSpace [2]int64 // bytes of checkpoints and spills, at least and at most, about
	Estimate  Estimate
	Out, Work string
	Release   string // path of the release; of a draft without the digits that its content decides
	UpToDate  string // path of the release that stands already; "" where there is work to do
	Warnings  []string
}

// PlanStep is one step of the chain.
type PlanStep struct {
	Name, Transform, Kind string // mapper | judge | learner | assigner
	Version               int
	Private, Cached       bool // an earlier run's checkpoint is taken up
	Args                  map[string]any
}

// PlanList is a list or model that a step works with.
type PlanList struct {
	Step, Param, Row string // Row of a table, "" for none
	Path             string
	Type             transform.ParamType
	Bytes            int64
	Entries          int // of a list
	Digest           string
}

// PlanSet is another set of documents that a step compares with, or an earlier release whose splits it keeps.
type PlanSet struct {
	Previous   bool
	Step, Path string
	Kind       string // release NAME@VERSION | index | files
	Files      int
	Bytes      int64
	Digest     string
	Pinned     bool // the recipe gives the digest
}

// NewPlan finds the inputs and looks at what earlier runs left, without writing anything but the
// work folder.
func NewPlan(ctx context.Context, r *recipe.Recipe, o Options) (plan *Plan, err error) {
	b, err := start(ctx, r, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = b.end(err) }()
	p := &Plan{Files: b.files, Names: b.names.shown, Resolved: r.Resolved(), Workers: b.budget.workers, Memory: b.budget.total,
		Floor: floor(b.budget.workers, r.Limits.Document), Out: b.o.Out, Work: b.o.Work,
		Release: filepath.Join(b.o.Out, r.Name, b.version())}
	for _, f := range b.files {
		p.Bytes += f.Size
	}
	there, err := b.standing(ctx)
	if err != nil {
		return nil, err
	}
	if there != nil {
		p.UpToDate = filepath.Join(b.o.Out, r.Name, there.Version)
	}
	b.planSets(p)
	b.planLists(p)
	b.planSteps(p)
	p.Estimate = b.estimate(p)
	p.Warnings = b.warnings
	return p, nil
}

func (b *build) planSets(p *Plan) {
	for i, step := range b.r.Steps {
		s, previous := b.sets[i], b.earlier[i] != nil
		if previous {
			s = b.earlier[i].set
		}
		if s != nil {
			p.Sets = append(p.Sets, PlanSet{Previous: previous, Step: step.Name, Path: s.res.Path, Kind: s.kind(), Files: len(s.files),
				Bytes: s.bytes, Digest: s.digest, Pinned: s.res.Digest != ""})
		}
	}
}

func (b *build) planLists(p *Plan) {
	for i := range b.r.Steps {
		s := &b.r.Steps[i]
		for _, res := range s.Resources {
			if res.Type == transform.ParamDocuments {
				continue
			}
			data := s.Data(res)
			l := PlanList{Step: s.Name, Param: res.Param, Row: res.Row, Path: res.Path, Type: res.Type, Bytes: int64(len(data)),
				Digest: digestOf(keyOf(data))}
			if res.Type == transform.ParamList {
				l.Entries = transform.ListEntries(data)
			}
			p.Lists = append(p.Lists, l)
		}
	}
}

// planSteps tells each step's kind and whether its result stands in a checkpoint.
func (b *build) planSteps(p *Plan) {
	b.divide(false)
	cached := b.cachedStretches()
	p.Passes = len(b.stretches)
	space := b.workSpace()
	p.WorkSpace = [2]int64{int64(space.low), int64(space.high)}
	for _, n := range b.nodes {
		s := b.r.Steps[n.n]
		p.Steps = append(p.Steps, PlanStep{Name: n.name, Transform: s.Spec.Name, Kind: kindOf(n), Version: s.Spec.Version,
			Private: n.private, Cached: n.n < cached, Args: plainArgs(s.WithPaths())})
	}
}

func kindOf(n *node) string {
	if _, ok := n.mapper.(assigning); ok {
		return "assigner"
	}
	switch {
	case n.judges():
		return "judge"
	case n.learner != nil:
		return "learner"
	}
	return "mapper"
}

// cachedStretches returns the number of steps whose results stand in checkpoints for all units. What
// lies behind a barrier can be told only where its decisions are kept too.
func (b *build) cachedStretches() int {
	if !b.hashed() || len(b.units) == 0 {
		return 0
	}
	steps := 0
	for s, st := range b.stretches {
		p := &pass{build: b, s: s, st: st}
		p.lookUp()
		for _, u := range b.units {
			if st.final || !exists(b.spoolPath(u.next)) {
				return steps
			}
		}
		steps = st.last
		if st.judge == nil || !p.settled || p.recall() != nil {
			return steps
		}
		steps++
		for i := range b.units {
			b.units[i].key = b.units[i].next
		}
	}
	return steps
}
