package changes

import (
	"bytes"
	"context"
	"errors"
	"regexp"
	"slices"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/spill"
	"github.com/tamis-data/tamis/schema"
)

// comparison is one Compare at work.
type comparison struct {
	ctx    context.Context
	d      *Diff
	a, b   *side
	memory int64

	edits     bool // both ledgers tell all edits
	originals bool // and the digests of originals
	places    bool // masked ids mean the same place in both
	columns   [][3]int

	counts  map[Cause]int64
	results *writer
	pending [2]*writer // removed and added documents that went for another one, by its id
	// Documents that no id joins: those of data/, and those that one release alone read and rejected.
	// By the digests of their originals, then by those of their texts, then by originals again.
	byOriginal, byText, rest, rejects [2]*writer
	open                              []interface{ Close() error }
}

// Shares of the budget. Both releases are in memory at once; the rest is seldom large.
const (
	shareSide   = 4
	shareResult = 8
	shareOther  = 64
)

func newComparison(ctx context.Context, d *Diff, memory int64) *comparison {
	c := &comparison{ctx: ctx, d: d, a: newSide(d.A), b: newSide(d.B), memory: memory, counts: map[Cause]int64{}}
	c.results = c.sorter(shareResult)
	for i := range 2 {
		for _, w := range []*[2]*writer{&c.pending, &c.byOriginal, &c.byText, &c.rest, &c.rejects} {
			w[i] = c.sorter(shareOther)
		}
	}
	c.edits = tellsEdits(d.A) && tellsEdits(d.B)
	c.originals = c.a.ledger && c.b.ledger && !d.A.Manifest.Private && !d.B.Manifest.Private
	c.places = !d.A.Manifest.Private && !d.B.Manifest.Private || sameFiles(c.a, c.b)
	c.columns = pairColumns(c.a.columns, c.b.columns)
	c.tellUnknown()
	return c
}

func (c *comparison) sorter(share int64) *writer {
	w := newWriter(c.d.dir, c.memory/share)
	c.open = append(c.open, w.sorter)
	return w
}

// sorted ends a writer's input.
func (c *comparison) sorted(w *writer) (*spill.Sorted, error) {
	s, err := w.sort()
	if err == nil {
		c.open = append(c.open, s)
	}
	return s, err
}

func (c *comparison) close() error {
	var err error
	for _, o := range c.open {
		err = errors.Join(err, o.Close())
	}
	return err
}

func tellsEdits(r *export.Release) bool {
	return r.Has(export.TableDocuments) && r.Has(export.TableEdits) && r.Manifest.Ledger.Edits == "full"
}

// sameFiles says that both releases read the same list of files, so that their numbers mean the same.
func sameFiles(a, b *side) bool {
	return slices.EqualFunc(a.rel.Manifest.Inputs, b.rel.Manifest.Inputs, func(x, y schema.ManifestInput) bool { return x.Path == y.Path })
}

// What a column is to the comparison.
const (
	columnText = iota
	columnSplit
	columnCluster
	columnPlace
	columnOther
	columnCopies // no column of data/, but how many rows there are
	columnKinds
)

// pairColumns gives the places of each column in A and B, -1 where one has none, and what it is.
func pairColumns(a, b []string) [][3]int {
	var out [][3]int
	for i, name := range a {
		out = append(out, [3]int{i, slices.Index(b, name), columnKind(name)})
	}
	for i, name := range b {
		if !slices.Contains(a, name) {
			out = append(out, [3]int{-1, i, columnKind(name)})
		}
	}
	return out
}

func columnKind(name string) int {
	switch name {
	case "text", "title":
		return columnText
	case "split":
		return columnSplit
	case "cluster":
		return columnCluster
	case "origin", "source":
		return columnPlace
	}
	return columnOther
}

func (c *comparison) gather() error {
	for _, s := range []*side{c.a, c.b} {
		if err := s.gather(c.ctx, c.d.dir, c.memory/shareSide, c.edits); err != nil {
			return err
		}
		c.open = append(c.open, s.sorted)
		if s.lost.more {
			c.d.Unknown = append(c.d.Unknown, releaseName(s.rel)+": of its places in quarantine the first 65,536 alone are looked at")
		}
	}
	return nil
}

func releaseName(r *export.Release) string { return r.Manifest.Name + " " + r.Manifest.Version }

// tellUnknown says what the files at hand can't tell.
func (c *comparison) tellUnknown() {
	for _, s := range []*side{c.a, c.b} {
		name := releaseName(s.rel)
		switch {
		case !s.ledger:
			c.d.Unknown = append(c.d.Unknown, name+": this copy has no ledger: what it read and rejected, and which steps changed a text, can't be told")
		case !s.reads:
			c.d.Unknown = append(c.d.Unknown, name+": this copy has no ledger/reads: which files documents are from can't be told")
		case !tellsEdits(s.rel):
			c.d.Unknown = append(c.d.Unknown, name+": its ledger does not hold all edits: which steps changed a text can't be told")
		}
		if s.ledger && s.rel.Manifest.Private {
			c.d.Unknown = append(c.d.Unknown, name+": it has a private step, so no digests of originals: whether an original changed can't be told")
		}
	}
	if !c.places {
		c.d.Unknown = append(c.d.Unknown, "the input files are others, so ids that a private step masked are joined by their texts alone")
	}
}

// masked is the form of an id with a private hit: the place of the document, which is another one where
// the list of files is another.
var masked = regexp.MustCompile(`^doc-[0-9]+-[0-9]+$`)

// joinIDs goes through both releases in the order of ids.
func (c *comparison) joinIDs() error {
	a, err := newEntries(c.a.sorted)
	if err != nil {
		return err
	}
	defer a.s.stop()
	b, err := newEntries(c.b.sorted)
	if err != nil {
		return err
	}
	defer b.s.stop()
	for n := 0; a.e != nil || b.e != nil; n++ {
		if n%1024 == 0 && c.ctx.Err() != nil {
			return c.ctx.Err()
		}
		x, y := a.e, b.e
		switch {
		case x == nil, y != nil && y.id < x.id:
			err = c.pair(nil, y)
			err = errors.Join(err, b.advance())
		case y == nil, x.id < y.id:
			err = c.pair(x, nil)
			err = errors.Join(err, a.advance())
		default:
			err = c.pair(x, y)
			err = errors.Join(err, a.advance(), b.advance())
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// pair looks at what both releases say of an id.
func (c *comparison) pair(x, y *entry) error {
	if x != nil && y != nil && !c.places && masked.MatchString(x.id) {
		if same, err := c.sameText(x, y); err != nil || !same {
			return errors.Join(err, c.pair(x, nil), c.pair(nil, y))
		}
	}
	switch {
	case x.kept() && y.kept():
		return c.both(x, y, "")
	case x.kept() && y.rejected():
		return c.gone(Removed, x, y, "")
	case y.kept() && x.rejected():
		return c.gone(Added, y, x, "")
	case x.kept():
		return c.alone(0, x)
	case y.kept():
		return c.alone(1, y)
	}
	return c.neither(x, y)
}

func (c *comparison) sameText(x, y *entry) (bool, error) {
	if !x.kept() || !y.kept() {
		return false, nil
	}
	_, a, err := x.cells()
	if err != nil {
		return false, err
	}
	_, b, err := y.cells()
	if err != nil || len(a) != len(c.a.columns) || len(b) != len(c.b.columns) {
		return false, errors.Join(err, errRecord)
	}
	return bytes.Equal(a[c.a.text], b[c.b.text]), nil
}

// alone files a kept document whose id the other release does not know.
func (c *comparison) alone(i int, e *entry) error {
	acc, err := e.account()
	if err != nil {
		return err
	}
	if c.originals && acc != nil && acc.original != "" {
		return c.byOriginal[i].add([]byte(acc.original+e.id), e.encode(nil))
	}
	return c.fileText(i, e)
}

func (c *comparison) fileText(i int, e *entry) error {
	s := []*side{c.a, c.b}[i]
	_, cells, err := e.cells()
	if err != nil || len(cells) != len(s.columns) {
		return errors.Join(err, errRecord)
	}
	return c.byText[i].add(append(append(appendBytes(nil, cells[s.text]), 0), e.id...), e.encode(nil))
}

// neither counts documents that no release holds and of which the ledgers say different things.
func (c *comparison) neither(x, y *entry) error {
	a, err := x.account()
	if err != nil {
		return err
	}
	b, err := y.account()
	if err != nil {
		return err
	}
	t := &c.d.Totals
	switch {
	case a != nil && b != nil:
		if a.step != b.step || a.rule != b.rule {
			t.RejectedOtherwise++
		}
		return nil
	case a != nil:
		t.RejectedRemoved++
		return c.fileReject(0, x, a)
	case b != nil:
		t.RejectedAdded++
		return c.fileReject(1, y, b)
	}
	return nil
}

func (c *comparison) fileReject(i int, e *entry, a *account) error {
	if !c.originals || a.original == "" {
		return nil
	}
	return c.rejects[i].add([]byte(a.original+e.id), e.encode(nil))
}
