// Package engine builds a release from a recipe: it reads the inputs, takes the documents through
// the chain of steps and hands them to the export, the same way whatever the machine.
package engine

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"time"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// Options says where and how a release is built. None of it changes a byte of the release, Limit
// aside, which makes it a draft. The zero value works.
type Options struct {
	Out     string // where releases live; "": releases beside the recipe
	Work    string // checkpoints and spill; "": .tamis beside the recipe
	Workers int    // 0: as many as the cores and the budget allow
	Memory  int64  // bytes; 0: half of what the control group or machine has
	Limit   int64  // read so many documents at most; 0: all
	Batch   int64  // bytes of text that go through the chain at once; 0: 4 MiB
	Depfile string // where to write the inputs as a Makefile rule; "": nowhere
	Stamp   string // touched when the release stands; "": <name>.stamp in the work folder
	Tool    string // version of tamis, for the manifest
	Wait    time.Duration
	// KeepDrafts is how many drafts stay; 0: 3.
	KeepDrafts int
	// Child returns the command that reads foreign Arrow files apart from this process; nil: in it.
	Child  func() *exec.Cmd
	Events func(Event) // called on one goroutine at a time; nil: nobody listens

	// For tests: bytes of a sorter, of the keys of ids, of a union-find, of a unit, of documents between
	// passes (-1: none).
	sort, ids, links, unit, wait int64
}

// Result is what a run left.
type Result struct {
	Path     string // of the release, or of the staged result where a limit stopped the run
	Data     string // the files of data/ as DuckDB names them, below Path
	Version  string
	Digest   string // sha256:… of the release
	UpToDate bool   // the release stood there already
	Pruned   []string
	Funnel   []Stage
	// Accounting is that of the release, also where it stood there already.
	Accounting schema.Accounting
	// Leaks is what the splits have in common, nil where there is one alone.
	Leaks    *schema.Leaks
	Bytes    int64 // of the inputs as decompressed
	Wall     time.Duration
	Warnings []string
}

// Stage is one line of the funnel: what a step did.
type Stage struct {
	Step     string           `json:"step"`
	In       int64            `json:"in"`
	Kept     int64            `json:"kept"`
	Rejected map[string]int64 `json:"rejected,omitempty"`
	Labelled *int64           `json:"labelled,omitempty"` // documents that a step labelled; nil where it labels none
	Removed  int64            `json:"removed_bytes"`
	Inserted int64            `json:"inserted_bytes"`
	Notes    map[string]int64 `json:"notes,omitempty"` // what the manifest says of the step
	Seconds  float64          `json:"seconds"`
}

// LimitError says that a declared limit or expectation stopped the run: nothing was published, the
// staged result is kept (exit 3).
type LimitError struct {
	Reasons []string
	Staged  string
}

// Error implements error.
func (e *LimitError) Error() string {
	s := e.Reasons[0]
	for _, r := range e.Reasons[1:] {
		s += "; " + r
	}
	return s
}

// Run builds the release that r declares and publishes it, or says that it stands already.
func Run(ctx context.Context, r *recipe.Recipe, o Options) (res *Result, err error) {
	b, err := start(ctx, r, o)
	if err != nil {
		return nil, err
	}
	defer func() { err = b.end(err) }()
	if err := b.sweepHalfWritten(); err != nil {
		return nil, err
	}
	if err := textsHold(ctx, r, b.nodes); err != nil {
		return nil, err
	}
	there, err := b.standing(ctx)
	if err != nil {
		return nil, err
	}
	if there != nil {
		return b.upToDate(ctx, there)
	}
	if err := b.build(ctx); err != nil {
		return nil, err
	}
	return b.publish()
}

// build takes all documents through the chain into the staging folder. It begins anew where there are
// more ids than memory holds and, once, where a checkpoint of an earlier run can't be used.
func (b *build) build(ctx context.Context) error {
	restore := b.useBudget()
	defer restore()
	for sortIDs, swept := false, false; ; {
		err := b.attempt(ctx, sortIDs)
		var broken *checkpointError
		switch {
		case errors.Is(err, errManyIDs) && !sortIDs:
			sortIDs = true
			b.event(Event{Kind: "phase", Phase: "ids", Message: "more ids than --memory holds: sorting them"})
		case errors.As(err, &broken) && !swept:
			swept = true
			b.warn("%v: all checkpoints are removed and the run begins anew", broken)
			if err := b.work.sweepCheckpoints(); err != nil {
				return err
			}
		default:
			return err
		}
	}
}

// attempt reads, chains and exports once; sortIDs makes the ids a pass of their own.
func (b *build) attempt(ctx context.Context, sortIDs bool) error {
	err := b.prepare(ctx, sortIDs)
	for s := range b.stretches {
		if err == nil {
			err = b.stretch(ctx, s)
		}
	}
	if err == nil {
		err = guarded(func() error { return b.finish(ctx) })
	}
	if err != nil {
		return errors.Join(err, b.abandon())
	}
	return nil
}

// useBudget holds the runtime to the budget while the run lasts.
func (b *build) useBudget() (restore func()) {
	procs := runtime.GOMAXPROCS(b.budget.workers)
	limit := debug.SetMemoryLimit(b.budget.total - b.budget.total/8)
	b.hoard.garbage.begin()
	return func() {
		b.hoard.garbage.end()
		runtime.GOMAXPROCS(procs)
		debug.SetMemoryLimit(limit)
	}
}

// defaults fills in what the caller left open.
func (o Options) defaults(r *recipe.Recipe) Options {
	if o.Out == "" {
		o.Out = filepath.Join(r.Dir, "releases")
	}
	if o.Work == "" {
		o.Work = filepath.Join(r.Dir, ".tamis")
	}
	if o.Batch == 0 {
		o.Batch = batchBytes
	}
	if o.Stamp == "" {
		o.Stamp = filepath.Join(o.Work, r.Name+".stamp")
	}
	if o.Events == nil {
		o.Events = func(Event) {}
	}
	return o
}

// drafts says that the run publishes a draft.
func (b *build) drafts() bool { return b.o.Limit > 0 || export.IsDraft(b.r.Version) }

// version is the version to publish: a run over some of the documents is always a draft.
func (b *build) version() string {
	if b.o.Limit > 0 {
		return export.LimitedVersion(b.r.Version)
	}
	return b.r.Version
}

func (b *build) event(e Event) {
	e.Time = time.Now()
	b.events.Lock()
	defer b.events.Unlock()
	b.o.Events(e)
}

func (b *build) warn(format string, args ...any) {
	w := b.names.tidy(fmt.Sprintf(format, args...))
	b.warnings = append(b.warnings, w)
	b.event(Event{Kind: "warning", Message: w})
}
