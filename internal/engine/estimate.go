package engine

import (
	"encoding/json"
	"os"
	"path/filepath"
)

// Estimate is how long a run may take.
type Estimate struct {
	Seconds float64
	// Measured says that it follows from the last run of the recipe here; else from rates measured on
	// one machine (docs/bench/passthrough.md), which says little about steps that cost more.
	Measured bool
}

// The rates of an estimate without a run to go by, in CPU seconds for each GB of input: reading and
// writing a release, each further pass over the documents, each step.
const (
	perGB     = 16.0
	perGBPass = 4.0
	perGBStep = 2.0
)

// runFacts is what of run.json an estimate needs.
type runFacts struct {
	Seconds float64 `json:"seconds"`
	Bytes   int64   `json:"bytes"`
	Workers int     `json:"workers"`
}

// estimate tells how long the run of a plan may take.
func (b *build) estimate(p *Plan) Estimate {
	raw, err := os.ReadFile(b.runFactsPath())
	var last runFacts
	if err == nil && json.Unmarshal(raw, &last) == nil && last.Bytes > 0 && last.Workers > 0 {
		share := float64(p.Bytes) / float64(last.Bytes) * float64(last.Workers) / float64(p.Workers)
		return Estimate{Seconds: last.Seconds * share, Measured: true}
	}
	rate := perGB + perGBPass*float64(p.Passes-1) + perGBStep*float64(len(p.Steps))
	return Estimate{Seconds: rate * float64(p.Bytes) / 1e9 / float64(p.Workers)}
}

func (b *build) runFactsPath() string { return filepath.Join(b.work.root, b.r.Name, "run.json") }
