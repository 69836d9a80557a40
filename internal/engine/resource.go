package engine

import (
	"crypto/sha256"
	"fmt"
	"os"
	"path/filepath"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/schema"
)

// openResources reads the lists and models that steps name, hands them over, builds those steps, and
// returns what the manifest pins: steps see bytes, never a path.
func openResources(r *recipe.Recipe) ([]schema.ManifestInput, error) {
	var out []schema.ManifestInput
	for i := range r.Steps {
		s := &r.Steps[i]
		for _, res := range s.Resources {
			path := res.Path
			if !filepath.IsAbs(path) {
				path = filepath.Join(r.Dir, filepath.FromSlash(path))
			}
			data, err := os.ReadFile(path)
			if err != nil {
				return nil, fmt.Errorf("%s:%d:%d: %w", res.Pos.File, res.Pos.Line, res.Pos.Col, err)
			}
			size := int64(len(data))
			s.Args.Values[res.Param] = data
			out = append(out, schema.ManifestInput{Path: res.Path, Bytes: &size, SHA256: digestOf(sha256.Sum256(data))})
		}
		if s.Step == nil {
			if err := s.Build(); err != nil {
				return nil, err
			}
		}
	}
	return out, nil
}
