// Package changes finds what became of the documents of a release in another one, and why.
//
// Documents meet by their ids, sorted within a budget of memory, whatever order the tables of the two
// releases have. Those that no id joins meet by what they hold. Causes are read from both ledgers and
// manifests; what they don't tell is said to be unknown, never guessed.
package changes

import (
	"context"
	"errors"
	"os"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/spill"
)

// Options say where and within what Compare works.
type Options struct {
	Dir    string // of temporary files, which hold no text of a document; "" for the system's
	Memory int64  // bytes that what is sorted may take; 0: 128 MiB
}

// Diff is what differs between two releases.
type Diff struct {
	A, B     *export.Release
	Totals   Totals
	Settings []Setting // how they were made
	Causes   []Cause   // with the number of documents each, in the order of Each
	Columns  map[string]int64
	Unknown  []string // what these copies can't tell

	results *spill.Sorted
	dir     string
}

// Totals counts the documents. A's are Same + Changed + Moved + Removed, B's Same + Changed + Moved +
// Added. Of those that neither release holds it counts what the ledgers say differently.
type Totals struct {
	Same    int64 `json:"same"`
	Added   int64 `json:"added"`
	Removed int64 `json:"removed"`
	Changed int64 `json:"changed"`
	Moved   int64 `json:"moved"`

	RejectedOtherwise int64 `json:"rejected_otherwise"` // rejected in both, by another step or rule
	RejectedAdded     int64 `json:"rejected_added"`     // read in B alone, and rejected
	RejectedRemoved   int64 `json:"rejected_removed"`   // read in A alone, and rejected
}

// Empty says that nothing differs but name and version.
func (d *Diff) Empty() bool {
	t := d.Totals
	return t == Totals{Same: t.Same} && len(d.Settings) == 0
}

// Compare finds what differs. The Diff must be closed.
func Compare(ctx context.Context, a, b *export.Release, o Options) (*Diff, error) {
	if o.Memory <= 0 {
		o.Memory = 128 << 20
	}
	dir, err := os.MkdirTemp(o.Dir, "tamis-diff-")
	if err != nil {
		return nil, err
	}
	d := &Diff{A: a, B: b, Columns: map[string]int64{}, Settings: settings(a.Manifest, b.Manifest), dir: dir}
	said, unknown := recipes(a, b)
	d.Settings, d.Unknown = append(d.Settings, said...), unknown
	c := newComparison(ctx, d, o.Memory)
	if err := errors.Join(c.run(), c.close()); err != nil {
		return nil, errors.Join(err, d.Close())
	}
	return d, nil
}

// Close removes the temporary files.
func (d *Diff) Close() error {
	var err error
	if d.results != nil {
		err = d.results.Close()
	}
	return errors.Join(err, os.RemoveAll(d.dir))
}

// run is the way of a comparison: both releases are sorted by id and joined; documents that met none are
// joined by what they hold; then the causes that hang on another document are looked up.
func (c *comparison) run() error {
	for _, step := range []func() error{c.gather, c.joinIDs, c.joinOriginals, c.joinTexts, c.joinRejected, c.lookUp} {
		if err := errors.Join(c.ctx.Err(), step()); err != nil {
			return err
		}
	}
	return c.finish()
}
