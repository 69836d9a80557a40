package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/schema"
)

// standing looks for a release with the same fingerprint, nil where there is none. Inputs are hashed
// beforehand where there is something to compare with or a checkpoint to find; else while they are read.
func (b *build) standing(ctx context.Context) (*export.Entry, error) {
	list, err := export.Releases(b.o.Out, b.r.Name)
	if err != nil && !errors.Is(err, os.ErrNotExist) {
		return nil, err
	}
	if b.o.Limit == 0 && (len(list) > 0 || b.work.any()) {
		if err := b.hashInputs(ctx); err != nil {
			return nil, err
		}
	}
	for _, e := range list {
		same, err := b.same(e)
		if err != nil {
			return nil, err
		}
		if same {
			return &e, b.sound(e.Version)
		}
	}
	return nil, nil
}

// soundShown is how many faults of a damaged release a message names.
const soundShown = 3

// sound holds a release that a run is about to call up to date to its lists, by names and sizes: it
// takes a moment, and make would else go on with what is no release any more.
func (b *build) sound(version string) error {
	dir := filepath.Join(b.o.Out, b.r.Name, version)
	rel, err := export.Load(dir)
	if err != nil {
		return err
	}
	faults, err := rel.Glance()
	if err != nil || len(faults) == 0 {
		return err
	}
	var said []string
	for _, f := range faults[:min(len(faults), soundShown)] {
		said = append(said, f.String())
	}
	if n := len(faults) - soundShown; n > 0 {
		said = append(said, fmt.Sprintf("and %d more", n))
	}
	return fmt.Errorf("%s is what this recipe gives, but it is damaged: %s; tamis verify %s tells all; "+
		"tamis retract %s@%s --out %s --reason damaged sets it aside, and the next run builds it anew",
		dir, strings.Join(said, "; "), dir, b.r.Name, version, b.o.Out)
}

// same says whether a published release came from just this recipe and these inputs. An immutable
// version that did not is an error that names what differs.
func (b *build) same(e export.Entry) (bool, error) {
	dir := filepath.Join(b.o.Out, b.r.Name, e.Version)
	if !b.hashed() || e.Version != b.version() && !strings.HasPrefix(e.Version, strings.SplitN(b.version(), "+", 2)[0]+".x") {
		return false, nil
	}
	rel, err := export.Load(dir)
	if err != nil {
		return false, err
	}
	if rel.Manifest.Fingerprint != b.fingerprint(false) {
		if e.Draft {
			return false, nil
		}
		return false, b.conflict(rel.Manifest)
	}
	if !b.r.Private {
		return true, nil
	}
	l := b.readLock()
	if l == nil || l.Version != e.Version {
		return false, nil
	}
	if l.Fingerprint != b.fingerprint(true) && !e.Draft {
		return false, b.conflict(rel.Manifest)
	}
	return l.Fingerprint == b.fingerprint(true), nil
}

func (b *build) conflict(old *schema.Manifest) error {
	m := b.identity()
	m.Tables, m.Accounting = old.Tables, old.Accounting
	for i := range m.Steps {
		if i < len(old.Steps) {
			m.Steps[i].In, m.Steps[i].Kept = old.Steps[i].In, old.Steps[i].Kept
		}
	}
	return &export.ConflictError{Name: old.Name, Version: old.Version, Differs: export.Differences(old, m)}
}

func (b *build) upToDate(ctx context.Context, e *export.Entry) (*Result, error) {
	draft := ""
	if e.Draft {
		draft = e.Version
	}
	if err := export.RepairLinks(export.Disk{}, b.o.Out, b.r.Name, draft); err != nil {
		return nil, err
	}
	path := filepath.Join(b.o.Out, b.r.Name, e.Version)
	rel, err := export.Load(path)
	if err != nil {
		return nil, err
	}
	sum, err := hashFile(ctx, filepath.Join(path, export.SumsName))
	if err != nil {
		return nil, fmt.Errorf("read %s: %w", export.SumsName, err)
	}
	a := rel.Manifest.Accounting
	res := &Result{Path: path, Data: export.DataGlob(rel.Manifest), Version: e.Version, Digest: digestOf(sum), UpToDate: true, Accounting: a, Leaks: rel.Manifest.Leaks,
		Wall: time.Since(b.started), Warnings: b.warnings}
	b.event(Event{Kind: "up-to-date", Path: path, Digest: res.Digest, Documents: a.Kept, Leaks: res.Leaks})
	return res, b.stampIt(path)
}
