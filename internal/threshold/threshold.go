// Package threshold says from a release's ledger alone what the thresholds of its filters drop, and what others
// would: every document is judged again from the metrics that its filters wrote down.
//
// The ledger is read twice, as a stream: once for the ranges of the metrics, once to count. Memory holds histograms
// of fixed size and the nearest documents of each threshold; values of the column by which thresholds differ are
// joined to the ledger by a sorter that spills.
package threshold

import (
	"context"
	"errors"
	"fmt"
	"os"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/transform"
)

// Options say what is asked of a release.
type Options struct {
	Filter string   // the step, "" for all that measure, or those that Sets changes
	Metric string   // one of its metrics, "" for all, or those that Sets judges by
	Sets   []string // step.threshold=value
	Near   int      // documents named on either side of a threshold
	Find   func(transform string) *transform.Spec
	Temp   string // where the sorter may spill, "" for the system's own place
	Memory int64  // of the sorter
}

// Result is what the ledger says of the filters that were asked for.
type Result struct {
	Release string    `json:"release"`
	Version string    `json:"version"`
	Read    int64     `json:"documents_read"`
	Kept    int64     `json:"documents_kept"`
	Filters []*Filter `json:"filters"`
	Skipped []Skipped `json:"skipped,omitempty"`
	Changed bool      `json:"changed"`               // Sets changed something
	Leaving int64     `json:"would_leave"`           // kept documents that a changed threshold would drop
	GoingOn int64     `json:"would_go_on"`           // rejected ones that would pass the filter that dropped them
	Later   []string  `json:"later_steps,omitempty"` // that those who would go on have not seen
}

// Skipped is a step that rejects documents and holds no metric in the ledger that could be judged again.
type Skipped struct {
	Step     string           `json:"step"`
	Rejected map[string]int64 `json:"rejected"`
	Why      string           `json:"why"`
}

// UsageError is a wrong option: an unknown step, threshold or value.
type UsageError struct{ text string }

// Error implements error.
func (e *UsageError) Error() string { return e.text }

func wrong(format string, args ...any) error { return &UsageError{fmt.Sprintf(format, args...)} }

// Explore reads a release's ledger.
func Explore(ctx context.Context, r *export.Release, o Options) (*Result, error) {
	if !r.Has(export.TableDocuments) {
		return nil, errors.New("this copy has no ledger/documents, which holds the metrics")
	}
	x := &explorer{ctx: ctx, r: r, o: o, res: &Result{Release: r.Manifest.Name, Version: r.Manifest.Version}}
	if err := x.choose(); err != nil {
		return nil, err
	}
	if len(x.filters) == 0 {
		return x.res, nil
	}
	dir, err := os.MkdirTemp(o.Temp, "tamis-thresholds-")
	if err != nil {
		return nil, fmt.Errorf("make a folder to sort in: %w", err)
	}
	defer os.RemoveAll(dir)
	classes, err := x.classes(dir)
	if err != nil {
		return nil, err
	}
	defer classes.close()
	return x.res, x.read(classes)
}

// read goes through the ledger twice: for the ranges, then for the counts.
func (x *explorer) read(c *classes) error {
	if err := x.each(nil, x.widen); err != nil {
		return err
	}
	for _, f := range x.filters {
		f.setBins()
	}
	if err := x.each(c, x.count); err != nil {
		return err
	}
	x.finish()
	return nil
}

// explorer is a release on its way to a Result.
type explorer struct {
	ctx     context.Context
	r       *export.Release
	o       Options
	res     *Result
	order   map[string]int // steps by name
	filters []*Filter      // those shown, and those whose thresholds are changed
	columns []string       // of the ledger that are read
}

// document is a row of the ledger as filters look at it.
type document struct {
	ord        int64
	id         string
	kept       bool
	step, rule string
	at         int // number of the step that rejected it; -1 for the reader
	row        export.Row
	class      class
}

// errStop ends a stream early.
var errStop = errors.New("stop")

// heads are the columns of the ledger that come before the metrics.
var heads = []string{"doc", "id", "outcome", "step", "rule"}

// each hands over the documents of the ledger; their classes where c is given.
func (x *explorer) each(c *classes, fn func(*document)) error {
	next, stop := c.pull()
	defer stop()
	n := 0
	for row, err := range x.r.Rows(export.TableDocuments, x.columns...) {
		if err != nil {
			return err
		}
		if n++; n%1024 == 0 && x.ctx.Err() != nil {
			return x.ctx.Err()
		}
		d := document{ord: row.At(0).Int(), id: row.At(1).Str(), kept: row.At(2).Str() == "kept", step: row.At(3).Str(), rule: row.At(4).Str(), row: row}
		if d.at = -1; !d.kept {
			if at, ok := x.order[d.step]; ok {
				d.at = at
			}
		}
		if d.class, err = next(d.ord); err != nil {
			return err
		}
		fn(&d)
	}
	return nil
}

// widen widens the ranges of the metrics.
func (x *explorer) widen(d *document) {
	x.res.Read++
	if d.kept {
		x.res.Kept++
	}
	for _, f := range x.filters {
		if f.reached(d) {
			f.widen(d)
		}
	}
}

// count judges a document by every filter that measured it, as it was and as it would be.
func (x *explorer) count(d *document) {
	leaves, goesOn := false, false
	for _, f := range x.filters {
		if !f.reached(d) {
			f.Before++
			continue
		}
		was, now := f.judge(d, x.o.Near)
		if f.changed == nil || f.OnFail == onFailLabel || leaves {
			continue
		}
		leaves = leaves || !was.fails && now.fails
		goesOn = goesOn || was.fails && !now.fails && d.step == f.Step
	}
	switch {
	case leaves && d.kept:
		x.res.Leaving++
	case goesOn && !leaves:
		x.res.GoingOn++
	}
}

// finish drops what was read for the sake of a sum alone.
func (x *explorer) finish() {
	for _, f := range x.filters {
		f.finish()
		x.res.Changed = x.res.Changed || f.changed != nil
		if f.shown {
			x.res.Filters = append(x.res.Filters, f)
		}
	}
}
