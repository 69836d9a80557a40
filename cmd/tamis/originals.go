package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/catalog"
)

// originals reads the inputs of a release again, for verify --inputs.
type originals struct {
	ctx     context.Context
	files   []read.File
	sources []read.Source
	opt     read.Options
	count   int64 // documents that the release read: a run with --limit stopped there
	err     error
}

// newOriginals finds the inputs of the release at dir below inputs, by the recipe in the release.
func newOriginals(ctx context.Context, dir, inputs string) (*originals, error) {
	release, err := export.Load(dir)
	if err != nil {
		return nil, err
	}
	src, err := os.ReadFile(filepath.Join(release.Dir, "recipe.yaml"))
	if err != nil {
		return nil, fmt.Errorf("read the release's recipe: %w", err)
	}
	r, problems := recipe.Parse(src, "recipe.yaml", recipe.Options{Dir: inputs, Catalog: catalog.All})
	if r == nil {
		return nil, fmt.Errorf("read the release's recipe: %s: %s", problems[0].Pos, problems[0].Message)
	}
	child, err := arrowChild()
	if err != nil {
		return nil, fmt.Errorf("find the program itself: %w", err)
	}
	o := &originals{ctx: ctx, sources: sourcesOf(r), count: release.Manifest.Accounting.Read,
		opt: read.Options{Layout: r.Layout, Limit: r.Limits.Document, Child: child, NoDigest: true}}
	return o, o.find(inputs, release)
}

// find lists the files as the run did. The ordinals of the ledger count files, so another number
// of them is an error and not a list of differences.
func (o *originals) find(inputs string, release *export.Release) error {
	home := filepath.Dir(filepath.Dir(release.Dir)) // <out> of <out>/<name>/<version>
	exclude := []string{home, filepath.Join(inputs, "releases"), filepath.Join(inputs, ".tamis")}
	if same, err := filepath.Rel(home, inputs); err == nil && filepath.IsLocal(same) {
		exclude = exclude[1:] // the inputs lie in <out>
	}
	files, err := read.Find(inputs, o.sources, exclude)
	if err != nil {
		return err
	}
	if n := len(release.Manifest.Inputs); n != len(files) {
		return fmt.Errorf("inputs in %s: %s, the release was built of %d", inputs, plural(len(files), "file"), n)
	}
	o.files = files
	return nil
}

func sourcesOf(r *recipe.Recipe) []read.Source {
	var out []read.Source
	for _, s := range r.Sources {
		from := read.Source{Name: s.Name, Path: s.Path, Format: s.Format, Charset: s.Charset, Fields: s.Fields}
		for _, c := range s.Columns {
			from.Columns = append(from.Columns, read.Column{Slot: c.Slot, Name: c.Name, Type: c.Type, Optional: c.Type.Nullable})
		}
		out = append(out, from)
	}
	return out
}

// failure is why all ended early, nil where it did not.
func (o *originals) failure() error { return o.err }

// all yields text and title of every document in the order of their ordinals.
func (o *originals) all(yield func(doc int64, slot, original string) bool) {
	o.err = nil
	left := o.count
	for _, f := range o.files {
		more, err := o.file(f, &left, yield)
		if err != nil {
			o.err = fmt.Errorf("read %s: %w", f.Name, err)
		}
		if err != nil || !more {
			return
		}
	}
}

func (o *originals) file(f read.File, left *int64, yield func(int64, string, string) bool) (more bool, err error) {
	r, err := read.Open(f, o.sources[f.Source], o.opt)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for {
		if err := o.ctx.Err(); err != nil {
			return false, err
		}
		chunk, err := r.Next()
		if err == io.EOF {
			return true, nil
		}
		if err != nil {
			return false, err
		}
		docs, _, _, err := chunk.Parse()
		if err != nil {
			return false, err
		}
		if !give(docs, left, yield) {
			return false, nil
		}
	}
}

// give yields the originals of some documents until the release's last.
func give(docs []schema.Doc, left *int64, yield func(int64, string, string) bool) bool {
	for i := range docs {
		if *left == 0 {
			return false
		}
		*left--
		if !yield(docs[i].Ord, "text", docs[i].Original(schema.SlotText)) {
			return false
		}
		if docs[i].Values[schema.SlotTitle].IsNull() {
			continue
		}
		if !yield(docs[i].Ord, "title", docs[i].Original(schema.SlotTitle)) {
			return false
		}
	}
	return true
}
