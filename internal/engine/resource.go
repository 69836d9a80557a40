package engine

import (
	"context"
	"crypto/sha256"
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
			if fault, hint := Look(r.Dir, res.Path, res.Type); fault != "" {
				return nil, &RecipeError{Pos: res.Pos, Message: fault, Hint: hint}
			}
			data, err := os.ReadFile(beside(r, res.Path))
			if err != nil {
				return nil, fmt.Errorf("%s: %w", res.Pos, err)
			}
			size := int64(len(data))
			s.Give(res, data)
			out[i] = append(out[i], schema.ManifestInput{Path: res.Name, Bytes: &size, SHA256: digestOf(sha256.Sum256(data))})
		}
		if s.Step == nil && s.Other() == "" {
			if err := s.Build(); err != nil {
				return nil, fmt.Errorf("%s: %w", s.Resources[0].Pos, err)
			}
		}
	}
	return out, nil
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
	b.sets = map[int]*otherSet{}
	for i := range b.r.Steps {
		s := &b.r.Steps[i]
		for k, res := range s.Resources {
			if res.Type != transform.ParamDocuments {
				continue
			}
			set, err := b.openSet(ctx, s, res)
			if err != nil {
				return b.names.shownError(err)
			}
			b.sets[i] = set
			s.Resources[k].Known = set.release
			s.Args.Values[res.Param] = transform.Documents{Digest: set.digest, Index: set.index != ""}
		}
		if s.Other() == "" {
			continue
		}
		if err := s.Build(); err != nil {
			return err
		}
		if err := b.sets[i].fits(s.Step); err != nil {
			return err
		}
	}
	return b.pinResources(resources)
}

// pinResources lists what the manifest pins, by the names that sets have once they are open.
func (b *build) pinResources(resources [][]schema.ManifestInput) error {
	b.r.NameResources()
	for i, list := range resources {
		b.resources = append(b.resources, list...)
		for _, res := range b.r.Steps[i].Resources {
			if set := b.sets[i]; set != nil && res.Type == transform.ParamDocuments {
				b.resources = append(b.resources, schema.ManifestInput{Path: res.Name, Bytes: &set.bytes, SHA256: set.digest})
			}
		}
	}
	return b.names.recipeHides(b.r)
}
