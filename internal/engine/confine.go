package engine

import (
	"fmt"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/read"
)

// findFiles lists the inputs.
func (b *build) findFiles() ([]read.File, error) {
	files, err := read.Find(b.r.Dir, b.sources, b.own())
	if err != nil {
		return nil, err
	}
	if err := b.confinedTo(files); err != nil {
		return nil, fmt.Errorf("find inputs: %w", err)
	}
	return files, nil
}

// own lists what the run itself reads and writes, which is never a source: least of all the lock,
// which holds the true names and digests of a private recipe's inputs.
func (b *build) own() []string {
	out := []string{b.o.Out, b.o.Work, b.o.Stamp}
	if b.o.Depfile != "" {
		out = append(out, b.o.Depfile)
	}
	if b.r.File != "-" {
		out = append(out, b.r.File, b.r.File+".lock")
	}
	for i, p := range out {
		out[i] = b.ownPath(p)
	}
	return out
}

// ownPath makes a path that is relative to the working folder one that says so: those of the recipe are
// relative to it.
func (b *build) ownPath(path string) string {
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

// confinedTo holds a recipe from standard input to its folder, also where a link leads out of it.
func (b *build) confinedTo(files []read.File) error {
	if b.r.File != "-" {
		return nil
	}
	root, err := filepath.Abs(b.r.Dir)
	if err == nil {
		root, err = filepath.EvalSymlinks(root)
	}
	if err != nil {
		return err
	}
	for _, f := range files {
		path, err := filepath.EvalSymlinks(f.Path)
		if err == nil {
			path, err = filepath.Rel(root, path)
		}
		if err != nil || !filepath.IsLocal(path) {
			return fmt.Errorf("%s: a recipe from standard input can't read outside the working folder", f.Name)
		}
	}
	return nil
}
