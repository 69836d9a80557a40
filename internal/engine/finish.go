package engine

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// openStage makes the staging folder and the tables in it, anew for each attempt.
func (b *build) openStage(ctx context.Context) (err error) {
	if b.stage != nil {
		if err := b.stage.Discard(); err != nil {
			return err
		}
	}
	b.stage, err = export.OpenStage(ctx, export.Disk{}, export.StageOptions{
		Out: b.o.Out, Name: b.r.Name, Version: b.version(), Wait: b.o.Wait, KeepDrafts: b.o.KeepDrafts})
	if err != nil {
		return err
	}
	b.order = nil
	if b.arranges() {
		b.order = b.newArranger()
	}
	b.tables, err = export.OpenTables(b.stage.Dir(), b.tableOptions())
	return err
}

func (b *build) tableOptions() export.Options {
	x, subsets := b.r.Export, ""
	if x.Subsets != nil {
		subsets = x.Subsets.Name
	}
	return export.Options{
		Layout: b.r.Layout, Splits: b.r.Splits, Order: x.Order, Subsets: subsets,
		Parquet: *physical(&x.Parquet), Arrow: physical(x.Arrow), JSONL: physical(x.JSONL),
		Edits: x.Edits, Rejects: x.Rejects, Private: b.r.Private, Files: b.names.shown,
		Workers: b.budget.workers, Memory: b.budget.tables, ID: b.idOf, OtherID: b.otherID, Index: b.indexParameters(),
	}
}

func physical(p *recipe.Physical) *export.Physical {
	if p == nil {
		return nil
	}
	return &export.Physical{Compression: p.Compression, Level: p.Level, ShardBytes: p.ShardBytes}
}

// idOf names a document that a step told of by its ordinal. The first holder of a repeated id has
// that id itself, so that a recipe without a Judge needs no names.
func (b *build) idOf(ord int64) (string, error) {
	if d := b.current; d.Reject != nil && d.Reject.Step < 0 && d.Reject.Kept == ord+1 {
		return d.Str(schema.SlotID), nil
	}
	if b.idNames == nil {
		return "", fmt.Errorf("document %d of file %d was named without a Judge", ord&(1<<40-1), ord>>40)
	}
	id, ok, err := b.idNames.Get(ord)
	if err == nil && !ok {
		err = fmt.Errorf("document %d of file %d has no id", ord&(1<<40-1), ord>>40)
	}
	return id, err
}

// data writes a kept document's row, or puts it where its order will be found.
func (b *build) data(d *schema.Doc) error {
	if b.order != nil {
		return b.arrange(d)
	}
	return b.tables.Data(d)
}

// finish writes the rows that wait for their order, closes the tables, compares the splits and holds the sums against the inputs.
func (b *build) finish(ctx context.Context) error {
	if err := b.arranged(); err != nil {
		return err
	}
	var err error
	b.made, b.totals, err = b.tables.Close()
	b.tables = nil
	if err != nil {
		return err
	}
	if b.leaks != nil {
		b.event(Event{Kind: "phase", Phase: "compare splits"})
		if b.leaked, err = b.leaks.end(ctx); err != nil {
			return fmt.Errorf("compare splits: %w", err)
		}
	}
	b.account.Splits = b.totals.Splits
	return b.account.close(b.files, b.tallies)
}

// stampIt touches the stamp and writes the depfile, so that make knows what the release came from.
func (b *build) stampIt(path string) error {
	if err := writeWhole(b.o.Stamp, []byte(path+"\n"), 0o644); err != nil {
		return fmt.Errorf("stamp: %w", err)
	}
	if b.o.Depfile == "" {
		return nil
	}
	rule := makeName(b.o.Stamp) + ":"
	inputs := b.inputPaths()
	for _, path := range inputs {
		rule += " \\\n  " + makeName(path)
	}
	if b.r.File != "-" {
		rule += " \\\n  " + makeName(b.r.File)
	}
	rule += "\n"
	for _, path := range inputs { // a removed input is a reason to build, not an error of make
		rule += "\n" + makeName(path) + ":\n"
	}
	return writeWhole(b.o.Depfile, []byte(rule), 0o644)
}

// inputPaths lists the files that the release came from, those of other sets too.
func (b *build) inputPaths() (out []string) {
	for _, f := range b.files {
		out = append(out, f.Path)
	}
	for i := range b.r.Steps {
		for _, f := range b.opened(i) {
			out = append(out, f.Path)
		}
	}
	return out
}

// opened are the files of the set that a step compares with, or of the release whose splits it keeps.
func (b *build) opened(step int) []read.File {
	if s := b.sets[step]; s != nil {
		return s.files
	}
	if e := b.earlier[step]; e != nil {
		return e.set.files
	}
	return nil
}

// makeName writes a file name as make reads it. What make can't be told in any other way, as a line
// break, stands as ?, which make matches with the files there are: at worst with one too many.
func makeName(s string) string {
	var out []byte
	for i, c := range []byte(s) {
		switch {
		case c == ' ' && i == len(s)-1, c < ' ', strings.IndexByte(`%\=;|&*?[]~`, c) >= 0:
			c = '?'
		case c == ' ' || c == '#' || c == ':':
			out = append(out, '\\')
		case c == '$':
			out = append(out, '$')
		}
		out = append(out, c)
	}
	return string(out)
}

// halfWritten ends the name of a file that is not whole yet.
const halfWritten = ".tmp"

// sweepHalfWritten removes what a killed run left of the files beside the release: the next run writes
// them anew only where it does anything.
func (b *build) sweepHalfWritten() error {
	var err error
	for _, path := range []string{b.runFactsPath(), b.lockPath(), b.o.Stamp, b.o.Depfile} {
		if path != "" {
			err = errors.Join(err, removeIfThere(path+halfWritten))
		}
	}
	return err
}

func removeIfThere(path string) error {
	if err := os.Remove(path); err != nil && !errors.Is(err, os.ErrNotExist) {
		return err
	}
	return nil
}

// writeWhole puts a file in place by one rename. What it writes is small and can be made again, so
// it is enough that nobody ever sees a part of it.
func writeWhole(path string, data []byte, mode os.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	tmp := path + halfWritten
	if err := removeIfThere(tmp); err != nil {
		return err
	}
	err := os.WriteFile(tmp, data, mode) // made anew, so never more open than mode
	if err == nil {
		err = os.Chmod(tmp, mode) // whatever the umask
	}
	if err == nil {
		err = os.Rename(tmp, path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(tmp))
	}
	return nil
}
