package engine

import (
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// openResources reads the lists and models that steps name, hands them over, builds those steps, and
// returns what the manifest pins, by step: steps see bytes, never a path. Steps with another set of
// documents stay unbuilt until openSets.
func openResources(r *recipe.Recipe) ([][]schema.ManifestInput, error) {
	out := make([][]schema.ManifestInput, len(r.Steps))
	for i := range r.Steps {
		s := &r.Steps[i]
		for _, res := range s.Resources {
			if res.Type == transform.ParamDocuments {
				continue
			}
			if err := openResource(r, s, res); err != nil {
				return nil, err
			}
			data := s.Data(res)
			size := int64(len(data))
			out[i] = append(out[i], schema.ManifestInput{Path: res.Name, Bytes: &size, SHA256: digestOf(sha256.Sum256(data))})
		}
		if s.Step == nil && !s.OpensSets() {
			if err := s.Build(); err != nil {
				return nil, notBuilt(s, err)
			}
		}
	}
	return out, nil
}

// openResource reads a list or model that whoever read the recipe did not open.
func openResource(r *recipe.Recipe, s *recipe.Step, res recipe.Resource) error {
	if s.Data(res) != nil {
		return nil
	}
	if fault, hint := Look(r.Dir, res.Path, res.Type); fault != "" {
		return &RecipeError{Pos: res.Pos, Message: fault, Hint: hint}
	}
	data, fault, hint := Open(r.Dir, res.Path, res.Type)
	if fault != "" {
		return &RecipeError{Pos: res.Pos, Message: res.Fault(s.Spec.Name, fault), Hint: hint}
	}
	s.Give(res, data)
	return nil
}

// notBuilt says which file of a step is why it can't be built.
func notBuilt(s *recipe.Step, err error) error {
	faults := s.FileFaults(err)
	if len(faults) == 0 {
		return fmt.Errorf("%s: %w", s.Pos, err)
	}
	return &RecipeError{Pos: faults[0].Pos, Message: faults[0].Message, Hint: faults[0].Hint}
}

// Open reads a list or model of a recipe of a folder, or says what is wrong with it whatever step it is for.
func Open(dir, path string, t transform.ParamType) (data []byte, fault, hint string) {
	full := path
	if !filepath.IsAbs(full) {
		full = filepath.Join(dir, filepath.FromSlash(path))
	}
	data, err := os.ReadFile(full)
	if err != nil {
		return nil, errors.Unwrap(err).Error(), ""
	}
	fault, hint = transform.CheckFile(t, data)
	return data, fault, hint
}

// beside is where a path of a recipe leads.
func beside(r *recipe.Recipe, path string) string {
	if filepath.IsAbs(path) {
		return path
	}
	return filepath.Join(r.Dir, filepath.FromSlash(path))
}

// openSets finds the sets of documents that steps compare with, pins them and builds those steps.
func (b *build) openSets(ctx context.Context, resources [][]schema.ManifestInput) error {
	b.sets, b.earlier = map[int]*otherSet{}, map[int]*earlier{}
	for i := range b.r.Steps {
		s := &b.r.Steps[i]
		for k, res := range s.Resources {
			if res.Type != transform.ParamDocuments {
				continue
			}
			set, err := b.openOne(ctx, i, res)
			if err != nil {
				return b.names.shownError(err)
			}
			s.Resources[k].Known = set.release
			s.Give(res, transform.Documents{Digest: set.digest, Index: set.index != ""})
		}
		if !s.OpensSets() {
			continue
		}
		if err := s.Build(); err != nil {
			return err
		}
		if err := b.fits(i); err != nil {
			return b.names.shownError(err)
		}
	}
	return b.pinResources(resources)
}

// openOne opens a set to compare with, or an earlier release to keep splits of.
func (b *build) openOne(ctx context.Context, step int, res recipe.Resource) (set *otherSet, err error) {
	if res.Field == "" {
		set, err = b.openSet(ctx, &b.r.Steps[step], res)
		b.sets[step] = set
		return set, err
	}
	e, err := b.openEarlier(&b.r.Steps[step], res)
	if err != nil {
		return nil, err
	}
	b.earlier[step] = e
	return e.set, nil
}

// fits holds what was opened against the step that it is for.
func (b *build) fits(step int) error {
	built := b.r.Steps[step].Step
	if set := b.sets[step]; set != nil {
		return set.fits(built)
	}
	if h, ok := built.(transform.Inheritor); ok && b.earlier[step] != nil {
		return b.earlier[step].fits(h.Classes())
	}
	return nil
}

// pinResources lists what the manifest pins, by the names that sets have once they are open.
func (b *build) pinResources(resources [][]schema.ManifestInput) error {
	b.r.NameResources()
	for i, list := range resources {
		b.resources = append(b.resources, list...)
		for _, res := range b.r.Steps[i].Resources {
			if set := b.sets[i]; set != nil && res.Type == transform.ParamDocuments && res.Field == "" {
				b.resources = append(b.resources, schema.ManifestInput{Path: res.Name, Bytes: &set.bytes, SHA256: set.digest})
			}
		}
	}
	return b.names.recipeHides(b.r)
}
