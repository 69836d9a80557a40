package samples

import (
	"bytes"
	"io/fs"
	"os"
	"path/filepath"
	"testing"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform/catalog"
)

// TestRecipesCheck holds every recipe of the repository against the catalog.
func TestRecipesCheck(t *testing.T) {
	paths, err := filepath.Glob(filepath.Join(testdata, "recipes", "*.yaml"))
	if err != nil || len(paths) < 8 {
		t.Fatalf("%d recipes, %v", len(paths), err)
	}
	for _, p := range append(paths, filepath.Join(testdata, "..", "cmd", "tamis", "starter", "recipe.yaml")) {
		src, err := os.ReadFile(p)
		if err != nil {
			t.Fatal(err)
		}
		_, problems := recipe.Parse(src, p, recipe.Options{Catalog: catalog.All})
		for _, problem := range problems {
			t.Errorf("%s: %+v", p, problem)
		}
	}
}

// TestExampleIsTheStarter keeps examples/news what `tamis init` writes.
func TestExampleIsTheStarter(t *testing.T) {
	starter, example := folder(t, "cmd/tamis/starter"), folder(t, "examples/news")
	for name, data := range starter {
		if !bytes.Equal(example[name], data) {
			t.Errorf("examples/news/%s is not cmd/tamis/starter/%s", name, name)
		}
	}
	for name := range example {
		if starter[name] == nil {
			t.Errorf("examples/news/%s is not written by tamis init", name)
		}
	}
}

// TestStarterDocumentsAreOfTheCollection: the truth about them is known.
func TestStarterDocumentsAreOfTheCollection(t *testing.T) {
	known := map[string]bool{}
	for _, d := range load(t) {
		known[d.Text] = true
	}
	documents := folder(t, "cmd/tamis/starter/documents")
	for name, data := range documents {
		if !known[string(data)] {
			t.Errorf("%s is not a document of testdata", name)
		}
	}
	if len(documents) < 6 {
		t.Errorf("%d documents", len(documents))
	}
}

// folder reads the files below a folder of the repository, but for what a release leaves there.
func folder(t *testing.T, dir string) map[string][]byte {
	t.Helper()
	out := map[string][]byte{}
	root := os.DirFS(filepath.Join(testdata, "..", dir))
	err := fs.WalkDir(root, ".", func(name string, e fs.DirEntry, err error) error {
		if err != nil || e.IsDir() {
			if e != nil && (e.Name() == "releases" || e.Name() == ".tamis") {
				return fs.SkipDir
			}
			return err
		}
		if filepath.Ext(name) == ".lock" {
			return nil
		}
		data, err := fs.ReadFile(root, name)
		out[name] = data
		return err
	})
	if err != nil || len(out) == 0 {
		t.Fatalf("%s: %d files, %v", dir, len(out), err)
	}
	return out
}
