package changes

import (
	"encoding/json"
	"slices"
)

// Kinds of changes, in the order in which they are told.
const (
	Added   = "added"
	Removed = "removed"
	Changed = "changed"
	Moved   = "moved"
)

var kinds = []string{Added, Removed, Changed, Moved}

// Reasons. Of an added document those that say "rejected" mean: A rejected it; of a removed one B did.
const (
	// The other release did not read it:
	NewFile      = "new-file"       // its input file stands in one release alone
	NewInFile    = "new-in-file"    // the file is an input of both
	Quarantined  = "quarantined"    // the other release could not read its place
	NoLedger     = "no-ledger"      // nobody can tell whether the other release read it
	NotRead      = "not-read"       // the other release did not read it; which file it is from is not known
	StepAdded    = "step-added"     // rejected by a step that the release of before does not have
	StepRemoved  = "step-removed"   // it was rejected by a step that B does not have
	StepChanged  = "step-changed"   // by a step whose arguments changed
	StepVersion  = "step-version"   // by a step of another version
	InputAndStep = "input-and-step" // its original and the step changed: which of both did it can't be told
	InputChanged = "input-changed"
	OtherSet     = "other-set"     // by a step whose list or other set changed
	EarlierStep  = "earlier-step"  // a step before the one that rejects it changed
	CopyNew      = "copy-new"      // the document kept in its place stands in this release's inputs alone
	CopyRejected = "copy-rejected" // that document was rejected in the other release
	CopyKept     = "copy-kept"     // that document was kept in both
	WholeSet     = "whole-set"     // nothing of its own differs, but the inputs do, and the step may look at all of them
	Reader       = "reader"        // rejected by the reader
	Unexplained  = "unexplained"

	// Of changed and moved ones:
	Edits        = "edits"         // a step edits it otherwise
	Text         = "text"          // the text differs, and no ledger says by which step
	SplitStep    = "split-step"    // a split step changed
	SplitSeed    = "split-seed"    // the seed
	SplitCluster = "split-cluster" // its cluster
	SplitContact = "split-contact" // its group touches a more protected split of the previous release; of removed ones too
	Split        = "split"
	Cluster      = "cluster"
	Columns      = "columns" // other columns
	Copies       = "copies"  // it has another number of rows
	Place        = "place"   // it stands elsewhere in the inputs
	SameOriginal = "same-original"
	SameText     = "same-text"
)

// CopiesColumn stands among the columns that differ where a document has another number of rows.
const CopiesColumn = "copies"

// reasons in the order in which they are told.
var reasons = []string{NewFile, NewInFile, Quarantined, NotRead, NoLedger, StepAdded, StepRemoved, StepChanged, StepVersion, InputChanged,
	InputAndStep, OtherSet, EarlierStep, CopyNew, CopyRejected, CopyKept, WholeSet, Reader, Unexplained, Edits, Text, SplitStep, SplitSeed,
	SplitCluster, SplitContact, Split, Cluster, Columns, Copies, Place, SameOriginal, SameText}

// Cause is why documents changed, with how many did. Each change has one.
type Cause struct {
	Change    string `json:"change"`
	Reason    string `json:"reason"`
	Step      string `json:"step,omitempty"`
	Rule      string `json:"rule,omitempty"`
	Documents int64  `json:"documents"`
}

// Change is one document that differs.
type Change struct {
	Change string `json:"change"`
	Reason string `json:"reason"`
	Step   string `json:"step,omitempty"`
	Rule   string `json:"rule,omitempty"`
	ID     string `json:"id"`
	From   string `json:"from,omitempty"` // the id in A of a moved one
	// Columns of data/ whose values differ, and CopiesColumn.
	Columns   []string `json:"columns,omitempty"`
	Value     *float64 `json:"value,omitempty"`
	Threshold *float64 `json:"threshold,omitempty"`
	KeptID    string   `json:"kept_id,omitempty"`
	KeptIn    string   `json:"kept_in,omitempty"`
	File      string   `json:"file,omitempty"`
	// As is its other name: the id of a rejected document with the same original.
	As string `json:"as,omitempty"`
	// SplitA and SplitB where they differ; of a document that contact took SplitA or SplitB alone.
	SplitA string       `json:"split_a,omitempty"`
	SplitB string       `json:"split_b,omitempty"`
	Edits  []EditChange `json:"edits,omitempty"`
}

// EditChange is what a step does otherwise to a document: the rows of its edits of a kind.
type EditChange struct {
	Step string `json:"step"`
	Kind string `json:"kind"`
	A    uint64 `json:"a"`
	B    uint64 `json:"b"`
}

// stored is a change with the numbers of its rows in data/, so that its texts can be found.
type stored struct {
	Change
	RowA uint64 `json:"row_a"`
	RowB uint64 `json:"row_b"`
}

// cause is what a change is counted under.
func (c *Change) cause() Cause {
	return Cause{Change: c.Change, Reason: c.Reason, Step: c.Step, Rule: c.Rule}
}

func (c Cause) key() []byte {
	b := []byte{byte(slices.Index(kinds, c.Change)), byte(slices.Index(reasons, c.Reason))}
	return append(append(append(append(b, c.Step...), 0), c.Rule...), 0)
}

// emit files a change under its cause.
func (c *comparison) emit(s stored) error {
	cause := s.cause()
	c.counts[cause]++
	for _, column := range s.Columns {
		c.d.Columns[column]++
	}
	payload, err := json.Marshal(s)
	if err != nil {
		return err
	}
	return c.results.add(append(cause.key(), s.ID...), payload)
}

// Each calls fn with every change, those of a cause together, in the order of Causes and then of the ids.
func (d *Diff) Each(fn func(*Change) error) error {
	return d.each(func(s *stored) error { return fn(&s.Change) })
}

func (d *Diff) each(fn func(*stored) error) error {
	return d.results.All(func(_, payload []byte) error {
		var s stored
		if err := json.Unmarshal(payload, &s); err != nil {
			return errRecord
		}
		return fn(&s)
	})
}
