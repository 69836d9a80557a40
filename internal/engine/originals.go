package engine

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/internal/read"
	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// OriginalsOptions says how the inputs of a release are read again.
type OriginalsOptions struct {
	Inputs  string           // the folder that holds them as the recipe's folder did
	Catalog []transform.Spec // to read the release's recipe
	// Child is that of Options.
	Child func() *exec.Cmd
}

// Inputs reads the inputs of a release once more, for export.Verify: All and Err are its Originals
// and OriginalsErr. What differs from the manifest is in Differences.
type Inputs struct {
	ctx     context.Context
	listed  []schema.ManifestInput
	files   []*read.File // by number in the release; nil: missing
	sources []read.Source
	opt     read.Options
	count   int64 // documents that the release read: a run with --limit stopped there
	err     error
	differs []export.Problem
	hashed  []bool
}

// Originals finds the inputs of the release at dir, by the recipe that lies in it and the names that
// its manifest lists: other files beside them do not matter.
func Originals(ctx context.Context, dir string, o OriginalsOptions) (*Inputs, error) {
	release, err := export.Load(dir)
	if err != nil {
		return nil, err
	}
	r, err := recipeOf(release, o.Catalog, o.Inputs)
	if err != nil {
		return nil, err
	}
	if r.Private { // its finders say how files are shown
		if _, err := openResources(r); err != nil {
			return nil, err
		}
	}
	m := release.Manifest
	in := &Inputs{ctx: ctx, listed: m.Inputs, files: make([]*read.File, len(m.Inputs)), hashed: make([]bool, len(m.Inputs)),
		sources: readSources(r), count: m.Accounting.Read,
		opt: read.Options{Layout: r.Layout, Limit: r.Limits.Document, Child: o.Child}}
	in.find(r, newNaming(r, nodes(r)), releaseHome(release.Dir, o.Inputs))
	return in, nil
}

// recipeOf reads the recipe that lies in a release; dir is the folder that it stands in.
func recipeOf(release *export.Release, catalog []transform.Spec, dir string) (*recipe.Recipe, error) {
	src, err := os.ReadFile(filepath.Join(release.Dir, export.RecipeName))
	if err != nil {
		return nil, fmt.Errorf("read the release's recipe: %w", bare(err))
	}
	r, problems := recipe.Parse(src, export.RecipeName, recipe.Options{Dir: dir, Catalog: catalog})
	if r == nil {
		return nil, fmt.Errorf("read the release's recipe: %s: %s", problems[0].Pos, problems[0].Message)
	}
	return r, nil
}

// releaseHome is the folder of releases where it lies among the inputs: no run reads its own.
func releaseHome(dir, inputs string) []string {
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil
	}
	home := filepath.Dir(filepath.Dir(abs)) // <out> of <out>/<name>/<version>
	root, err := filepath.Abs(inputs)
	if rel, relErr := filepath.Rel(home, root); err != nil || relErr == nil && filepath.IsLocal(rel) {
		return nil // the inputs lie in <out>
	}
	return []string{home}
}

// find brings the files of each source together with those that the manifest lists. Both are in the
// order of their true names.
func (in *Inputs) find(r *recipe.Recipe, n *naming, exclude []string) {
	for s, source := range in.sources {
		files, err := read.Find(r.Dir, in.sources[s:s+1], exclude)
		if err != nil {
			in.differ("source %s: %v", source.Name, n.cover(err))
		}
		p := newPairing(n, files)
		for i, listed := range in.listed {
			if listed.Source != source.Name {
				continue
			}
			f := p.take(listed.Path, i)
			if f == nil {
				in.differ("input %s is missing", listed.Path)
				continue
			}
			f.Name, f.Number, f.Source = listed.Path, i, s
			in.files[i] = f
		}
	}
}

// pairing finds files by the names that a manifest shows.
type pairing struct {
	names  *naming
	files  map[string]*read.File
	hidden []*read.File // whose true names a manifest does not show
}

func newPairing(n *naming, files []read.File) *pairing {
	p := &pairing{names: n, files: map[string]*read.File{}}
	for i := range files {
		f := &files[i]
		if n.show(f.Name, 0) == f.Name {
			p.files[f.Name] = f
			continue
		}
		p.hidden = append(p.hidden, f)
	}
	return p
}

// take returns the file that is shown under a name as number n of the release, nil where there is
// none.
func (p *pairing) take(name string, n int) *read.File {
	if f := p.files[name]; f != nil {
		delete(p.files, name)
		return f
	}
	for i, f := range p.hidden {
		if p.names.show(f.Name, n) == name {
			p.hidden = p.hidden[i+1:]
			return f
		}
	}
	return nil
}

func (in *Inputs) differ(format string, args ...any) {
	in.differs = append(in.differs, export.Problem{Message: fmt.Sprintf(format, args...)})
}

// Differences lists inputs that are missing or, once All went through them, not those that the
// manifest has the digests of.
func (in *Inputs) Differences() []export.Problem { return in.differs }

// Err is why All ended early, nil where it did not.
func (in *Inputs) Err() error { return in.err }

// All yields text and title of every document in the order of their ordinals.
func (in *Inputs) All(yield func(doc int64, slot, original string) bool) {
	in.err = nil
	left := in.count
	for _, f := range in.files {
		if f == nil {
			continue
		}
		more, err := in.file(f, &left, yield)
		if err != nil {
			in.err = fmt.Errorf("read %s: %w", f.Name, err)
		}
		if err != nil || !more {
			return
		}
	}
}

func (in *Inputs) file(f *read.File, left *int64, yield func(int64, string, string) bool) (more bool, err error) {
	opt := in.opt
	opt.NoDigest = in.hashed[f.Number] || in.listed[f.Number].SHA256 == ""
	r, err := read.Open(*f, in.sources[f.Source], opt)
	if err != nil {
		return false, err
	}
	defer func() { err = errors.Join(err, r.Close()) }()
	for {
		if err := in.ctx.Err(); err != nil {
			return false, err
		}
		chunk, err := r.Next()
		if err == io.EOF {
			in.compare(f.Number, r.Done(), !opt.NoDigest)
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

// compare holds a file that was read to its end against the manifest, once.
func (in *Inputs) compare(n int, t read.Tally, hashed bool) {
	listed := in.listed[n]
	if !hashed {
		return
	}
	in.hashed[n] = true
	if digestOf(t.SHA256) != listed.SHA256 {
		in.differ("input %s changed: its sha256 differs from the manifest", listed.Path)
	}
}

// give yields the originals of some documents until the release's last.
func give(docs []schema.Doc, left *int64, yield func(int64, string, string) bool) bool {
	for i := range docs {
		if *left == 0 {
			return false
		}
		*left--
		d := &docs[i]
		if !yield(d.Ord, "text", d.Original(schema.SlotText)) {
			return false
		}
		if !d.Values[schema.SlotTitle].IsNull() && !yield(d.Ord, "title", d.Original(schema.SlotTitle)) {
			return false
		}
	}
	return true
}
