package engine

import (
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/read"
)

// Estimate is how long a run may take.
type Estimate struct {
	Low, High float64 // seconds
	// Measured says that both are what the last run from inputs to release took here, by the size of the
	// inputs and the workers; else they are bounds by what steps cost on one machine (docs/bench).
	Measured bool
}

// Costs in CPU seconds for each GB of input. The low ones are those of plain text without much to do,
// on all workers; the high ones those of short documents full of work, on one.
var (
	costReadWrite = bounds{8, 25}
	costPass      = bounds{3, 10}
	costMapper    = bounds{1, 15}
	costPrivate   = bounds{10, 60}
	costMeeting   = bounds{4, 25}
	costLeaks     = bounds{0.5, 10} // of comparing the splits once more, where dedupe.near is in the recipe
	costOther     = bounds{6, 50}   // of another set, which is read for its keys, and again where documents meet
)

// runFloor is what starting, syncing and reading back take whatever the size, in seconds.
var runFloor = bounds{0.02, 0.5}

// Work space for each byte of input: a spool for each pass; what a Judge sorts; what a Verifier sorts
// and compares, which is nothing where no document meets another and the records of all where all do.
var (
	spaceSpool   = bounds{1, 1.25}
	spaceJudge   = bounds{0, 0.25}
	spaceMeeting = bounds{0.05, 4}
	spaceLeaks   = bounds{1, 4}    // the texts of the release, and what of them meets
	spaceOther   = bounds{0.05, 4} // for each byte of another set
	spacePacked  = bounds{2, 6}    // bytes in a byte of a packed or columnar file
)

// bounds are the least and the most of something.
type bounds struct{ low, high float64 }

func (b *bounds) add(x bounds, times int) {
	b.low += x.low * float64(times)
	b.high += x.high * float64(times)
}

func (b *bounds) addAll(x bounds) { b.low, b.high = b.low+x.low, b.high+x.high }

func (b bounds) times(x bounds) bounds { return bounds{b.low * x.low, b.high * x.high} }

// unpacked is about how many bytes files are once they are read.
func unpacked(files []read.File) bounds {
	var n bounds
	for _, f := range files {
		size := float64(f.Size)
		share := bounds{1, 1}
		switch strings.ToLower(filepath.Ext(f.Path)) {
		case ".gz", ".zst", ".parquet", ".pq", ".arrow", ".feather", ".ipc":
			share = spacePacked
		}
		n.low, n.high = n.low+size*share.low, n.high+size*share.high
	}
	return n
}

// workSpace is about how many bytes of checkpoints and spills a run from the start writes.
func (b *build) workSpace() bounds {
	var n bounds
	n.add(spaceSpool, len(b.stretches)-1)
	for _, x := range b.nodes {
		switch {
		case x.meets != nil:
			n.add(spaceMeeting, 1)
		case x.judge != nil:
			n.add(spaceJudge, 1)
		}
	}
	if b.comparesSplits() {
		n.add(spaceLeaks, 1)
	}
	n = n.times(unpacked(b.files))
	n.addAll(spaceOther.times(b.unpackedSets()))
	return n
}

// comparesSplits says that documents of different splits are compared by more than their hashes.
func (b *build) comparesSplits() bool {
	return len(b.r.Splits) > 1 && slices.ContainsFunc(b.nodes, func(n *node) bool { return n.verifier != nil })
}

// unpackedSets is about how many bytes the other sets are that steps compare with.
func (b *build) unpackedSets() bounds {
	var n bounds
	for _, s := range b.sets {
		n.addAll(unpacked(s.files))
	}
	for _, e := range b.earlier {
		n.addAll(unpacked(e.set.files))
	}
	return n
}

// bound tells how long a run may take by what its steps cost elsewhere.
func (b *build) bound(workers int) Estimate {
	var n bounds
	n.add(costReadWrite, 1)
	n.add(costPass, len(b.stretches)-1)
	for _, x := range b.nodes {
		switch {
		case x.private:
			n.add(costPrivate, 1)
		case x.meets != nil:
			n.add(costMeeting, 1)
		case x.mapper != nil || x.learner != nil || x.gatherer != nil:
			n.add(costMapper, 1)
		}
	}
	if b.comparesSplits() {
		n.add(costLeaks, 1)
	}
	n = n.times(unpacked(b.files))
	n.addAll(costOther.times(b.unpackedSets()))
	return Estimate{Low: runFloor.low + n.low/1e9/float64(workers), High: runFloor.high + n.high/1e9}
}

// runFacts is what of run.json an estimate needs: a run that read all and took up no checkpoint.
type runFacts struct {
	Seconds float64  `json:"seconds"`
	Bytes   int64    `json:"bytes"`
	Workers int      `json:"workers"`
	Steps   []string `json:"steps"`
}

// lastWhole returns the last whole run of the recipe here, nil where there was none.
func (b *build) lastWhole() *runFacts {
	raw, err := os.ReadFile(b.runFactsPath())
	var kept struct {
		Whole *runFacts `json:"whole"`
	}
	if err != nil || json.Unmarshal(raw, &kept) != nil || kept.Whole == nil || kept.Whole.Bytes <= 0 || kept.Whole.Workers <= 0 {
		return nil
	}
	return kept.Whole
}

// whole is what run.json is to keep of this run for later estimates; of the last whole one where this
// one was not.
func (b *build) whole(size int64, seconds float64) *runFacts {
	if b.limit.on || b.reused {
		return b.lastWhole()
	}
	return &runFacts{Seconds: seconds, Bytes: size, Workers: b.budget.workers, Steps: b.chainNames()}
}

func (b *build) chainNames() []string {
	out := make([]string, len(b.r.Steps))
	for i, s := range b.r.Steps {
		out[i] = s.Spec.Name
	}
	return out
}

// estimate tells how long the run of a plan may take: as long as the last one with the same steps, else
// by bounds.
func (b *build) estimate(p *Plan) Estimate {
	last := b.lastWhole()
	if last == nil || !slices.Equal(last.Steps, b.chainNames()) {
		return b.bound(p.Workers)
	}
	share := float64(p.Bytes) / float64(last.Bytes) * float64(last.Workers) / float64(p.Workers)
	seconds := runFloor.low + max(0, last.Seconds-runFloor.low)*share
	return Estimate{Low: seconds, High: seconds, Measured: true}
}

func (b *build) runFactsPath() string { return filepath.Join(b.work.root, b.r.Name, "run.json") }
