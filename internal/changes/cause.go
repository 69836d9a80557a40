package changes

import (
	"bytes"
	"encoding/json"
	"errors"
	"slices"
	"strings"
)

// both looks at a document that both releases hold; moved is why it is the same one where the ids differ.
func (c *comparison) both(x, y *entry, moved string) error {
	rowA, a, err := x.cells()
	if err != nil {
		return err
	}
	rowB, b, err := y.cells()
	if err != nil || len(a) != len(c.a.columns) || len(b) != len(c.b.columns) {
		return errors.Join(err, errRecord)
	}
	s := stored{Change: Change{Change: Changed, ID: y.id}, RowA: rowA, RowB: rowB}
	differ := c.unlike(&s.Change, a, b)
	if x.copies != y.copies {
		s.Columns = append(s.Columns, CopiesColumn)
		differ[columnCopies] = true
	}
	if moved == "" && len(s.Columns) == 0 {
		c.d.Totals.Same++
		return nil
	}
	if differ[columnSplit] {
		s.SplitA, s.SplitB = c.cellText(c.a, a, "split"), c.cellText(c.b, b, "split")
	}
	return c.account(&s, x, y, differ, moved)
}

// unlike finds the columns in which a document differs, and of what kind they are. One that only one release has is
// a setting.
func (c *comparison) unlike(change *Change, a, b [][]byte) (differ [columnKinds]bool) {
	for _, p := range c.columns {
		if p[0] < 0 || p[1] < 0 || bytes.Equal(a[p[0]], b[p[1]]) {
			continue
		}
		change.Columns = append(change.Columns, c.a.columns[p[0]])
		differ[p[2]] = true
	}
	return differ
}

// account asks both ledgers why a document differs, or has another id.
func (c *comparison) account(s *stored, x, y *entry, differ [columnKinds]bool, moved string) error {
	accA, err := x.account()
	if err != nil {
		return err
	}
	accB, err := y.account()
	if err != nil {
		return err
	}
	if accB != nil {
		s.File = accB.file
	}
	s.Edits = c.editChanges(accA, accB)
	if !differ[columnText] || originalDiffers(accA, accB) { // then all places differ, whatever steps do
		s.Edits = nil
	}
	if moved != "" {
		s.Change.Change, s.From, s.Reason = Moved, x.id, moved
		c.d.Totals.Moved++
		return c.emit(*s)
	}
	s.Reason, s.Step = c.whyChanged(differ, accA, accB, s.Edits)
	c.d.Totals.Changed++
	return c.emit(*s)
}

// cellText is a short string cell, as appendCell wrote it.
func (c *comparison) cellText(s *side, cells [][]byte, column string) string {
	i := slices.Index(s.columns, column)
	if i < 0 || len(cells[i]) == 0 || cells[i][0] != 1 {
		return ""
	}
	d := &decoder{b: cells[i][1:]}
	return d.str()
}

// whyChanged finds the first cause that explains a difference: the original, the steps, the split.
func (c *comparison) whyChanged(differ [columnKinds]bool, a, b *account, edits []EditChange) (reason, step string) {
	switch {
	case originalDiffers(a, b):
		return InputChanged, ""
	case differ[columnText] && len(edits) > 0:
		return Edits, edits[0].Step
	case differ[columnText]:
		return Text, ""
	case differ[columnSplit]:
		if b != nil && b.moved {
			return SplitContact, ""
		}
		return c.whySplit(differ[columnCluster])
	case differ[columnOther]:
		return Columns, ""
	case differ[columnCluster]:
		return Cluster, ""
	case differ[columnCopies]:
		return Copies, ""
	}
	return Place, ""
}

func originalDiffers(a, b *account) bool {
	if a == nil || b == nil || a.original == "" || b.original == "" {
		return false
	}
	return a.original != b.original || a.title != b.title
}

func (c *comparison) whySplit(cluster bool) (reason, step string) {
	seed := false
	for _, s := range c.d.Settings {
		if s.What == "step" && strings.HasPrefix(s.Transform, "split.") {
			return SplitStep, s.Name
		}
		seed = seed || s.What == "seed"
	}
	switch {
	case seed:
		return SplitSeed, ""
	case cluster:
		return SplitCluster, ""
	}
	return Split, ""
}

// editChanges lists which steps edit a document otherwise, in the order of B's chain.
func (c *comparison) editChanges(a, b *account) []EditChange {
	if a == nil || b == nil || !c.edits {
		return nil
	}
	type name struct{ step, kind string }
	all := map[name]*EditChange{}
	same := map[name]uint64{}
	at := func(e editSum) *EditChange {
		n := name{e.step, e.kind}
		if all[n] == nil {
			all[n] = &EditChange{Step: e.step, Kind: e.kind}
		}
		return all[n]
	}
	for _, e := range a.edits {
		at(e).A = e.rows
		same[name{e.step, e.kind}] = e.hash
	}
	for _, e := range b.edits {
		x := at(e)
		x.B = e.rows
		if n := (name{e.step, e.kind}); x.A == x.B && same[n] == e.hash {
			delete(all, n)
		}
	}
	var out []EditChange
	for _, e := range all {
		out = append(out, *e)
	}
	slices.SortFunc(out, func(p, q EditChange) int {
		if d := c.rank(p.Step) - c.rank(q.Step); d != 0 {
			return d
		}
		return strings.Compare(p.Step+"\x00"+p.Kind, q.Step+"\x00"+q.Kind)
	})
	return out
}

// rank is where in the two chains a step stands first.
func (c *comparison) rank(step string) int {
	a, inA := c.a.steps[step]
	b, inB := c.b.steps[step]
	switch {
	case inA && inB:
		return min(a, b)
	case inA:
		return a
	case inB:
		return b
	}
	return 1 << 30
}

// gone says why a document that one release holds was rejected in the other one; as is its id there where
// that is another one.
func (c *comparison) gone(change string, e, rejected *entry, as string) error {
	row, cells, err := e.cells()
	if err != nil {
		return err
	}
	kept, err := e.account()
	if err != nil {
		return err
	}
	acc, err := rejected.account()
	if err != nil || acc == nil {
		return errors.Join(err, errRecord)
	}
	if as != "" { // counted as a document that one release alone rejected, before it was known to be this one
		c.uncount(change)
	}
	s := stored{Change: Change{Change: change, ID: e.id, As: as, Step: acc.step, Rule: acc.rule, Value: acc.value, Threshold: acc.threshold,
		KeptID: acc.keptID, KeptIn: acc.keptIn, File: acc.file}}
	s.place(change, row)
	c.count(change)
	if acc.rule == contactRule {
		c.tellSplit(&s.Change, cells)
	}
	var hangs bool
	if s.Reason, hangs = c.whyRejected(change, kept, acc); hangs {
		payload, err := json.Marshal(s)
		if err != nil {
			return err
		}
		return c.pending[c.index(change)].add([]byte(s.KeptID), payload)
	}
	return c.emit(s)
}

// contactRule rejects documents whose group touches a more protected split of an earlier release.
const contactRule = "split.contact"

// tellSplit says in which split the release had a document that the other one rejects.
func (c *comparison) tellSplit(x *Change, cells [][]byte) {
	s, split := c.a, &x.SplitA
	if x.Change == Added {
		s, split = c.b, &x.SplitB
	}
	if len(cells) == len(s.columns) {
		*split = c.cellText(s, cells, "split")
	}
}

func (s *stored) place(change string, row uint64) {
	if change == Removed {
		s.RowA = row
	} else {
		s.RowB = row
	}
}

func (c *comparison) count(change string) {
	if change == Removed {
		c.d.Totals.Removed++
	} else {
		c.d.Totals.Added++
	}
}

func (c *comparison) uncount(change string) {
	if change == Removed {
		c.d.Totals.RejectedAdded--
	} else {
		c.d.Totals.RejectedRemoved--
	}
}

// index is which release holds a document of a change.
func (c *comparison) index(change string) int {
	if change == Removed {
		return 0
	}
	return 1
}

// whyRejected compares the step that rejects in the two releases. hangs says that nothing of the step
// itself differs and that it took another document in its place: then the cause hangs on what became of that
// one in the other release, and the reason is what is left where both know it.
func (c *comparison) whyRejected(change string, kept, rejected *account) (reason string, hangs bool) {
	switch {
	case rejected.step == "read":
		return Reader, false
	case rejected.rule == contactRule:
		return SplitContact, false
	}
	in, other := c.b, c.a // the release that rejects, and the one that keeps
	if change == Added {
		in, other = c.a, c.b
	}
	if _, there := other.steps[rejected.step]; !there {
		if change == Removed {
			return StepAdded, false
		}
		return StepRemoved, false
	}
	input := originalDiffers(kept, rejected)
	reason = c.stepReason(rejected.step)
	switch {
	case reason != "" && input:
		return InputAndStep, false
	case reason != "":
		return reason, false
	case input:
		return InputChanged, false
	case rejected.keptIn != "":
		return c.set(), false
	}
	known := c.places || !masked.MatchString(rejected.keptID)
	if c.earlier(in, other, rejected.step) {
		return EarlierStep, rejected.keptID != "" && known
	}
	if rejected.keptID != "" && known {
		return CopyKept, true
	}
	return c.set(), false
}

// stepReason says what of a step differs, "" for nothing.
func (c *comparison) stepReason(step string) string {
	reason := ""
	for _, s := range c.d.Settings {
		if s.What != "step" || s.Name != step {
			continue
		}
		if s.Key != "version" {
			return StepChanged
		}
		reason = StepVersion
	}
	return reason
}

// set is what is left where nothing of the step differs.
func (c *comparison) set() string {
	for _, s := range c.d.Settings {
		if s.What == "resource" {
			return OtherSet
		}
	}
	for _, s := range c.d.Settings {
		if s.What == "input" {
			return WholeSet
		}
	}
	return Unexplained
}

// earlier says whether a step before one differs.
func (c *comparison) earlier(in, other *side, step string) bool {
	x, y := in.rel.Manifest.Steps[:in.steps[step]], other.rel.Manifest.Steps[:other.steps[step]]
	if len(x) != len(y) {
		return true
	}
	for i := range x {
		if x[i].Name != y[i].Name || c.stepReason(x[i].Name) != "" {
			return true
		}
	}
	return false
}

// absent says why a document that one release holds is unknown to the ledger of the other one.
func (c *comparison) absent(i int, e *entry) error {
	row, _, err := e.cells()
	if err != nil {
		return err
	}
	acc, err := e.account()
	if err != nil {
		return err
	}
	change := []string{Removed, Added}[i]
	s := stored{Change: Change{Change: change, ID: e.id}}
	s.place(change, row)
	if acc != nil {
		s.File = acc.file
	}
	s.Reason = c.whyAbsent([]*side{c.b, c.a}[i], acc)
	c.count(change)
	return c.emit(s)
}

func (c *comparison) whyAbsent(other *side, acc *account) string {
	switch {
	case !other.ledger:
		return NoLedger
	case acc == nil || acc.file == "":
		return NotRead
	case other.lost.holds(acc.file, acc.start, acc.end):
		return Quarantined
	}
	if _, there := other.inputs[acc.file]; there {
		return NewInFile
	}
	return NewFile
}
