package engine

import (
	"bytes"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/recipe"
	"github.com/tamis-data/tamis/transform/catalog"
)

// No absolute path of the recipe stands in a file of the release, and the folder that all of it lies in
// changes no byte of it.
func TestNoAbsolutePath(t *testing.T) {
	var first *Result
	for range 2 {
		s := newSite(t)
		s.file("in/one.jsonl", `{"id":"1","text":"the ferry is back"}`+"\n"+`{"id":"2","text":"harbour notices"}`+"\n"+`{"id":"4","text":"new"}`+"\n")
		s.file("other/a.jsonl", `{"id":"o1","text":"the ferry is back"}`+"\n")
		s.file("more/other/a.jsonl", `{"id":"o2","text":"harbour notices"}`+"\n")
		old := s.run(s.recipe(otherRecipe), Options{Out: filepath.Join(s.dir, "old")})
		body := strings.ReplaceAll(`tamis: 1
name: new
version: 1.0.0-dev
sources: [{path: DIR/in/*.jsonl, name: in, fields: {id: id}}]
steps:
  - dedupe.against: {set: `+old.Path+`, method: exact}
    as: release
  - dedupe.against: {set: "DIR/more/other/*.jsonl", fields: {id: id}, method: exact}
    as: files
  - dedupe.against: {set: DIR/other, method: exact}
    as: folder
  - dedupe.against: {set: DIR/more/other, method: exact}
    as: like
`, "DIR", s.dir)
		res := s.run(s.recipe(body), Options{})
		s.namesNoFolder(res.Path)
		got := matchesOf(t, res.Path, false)
		if got["1"].in != "other@1.0.0" || got["2"].in != "other/*.jsonl" {
			t.Errorf("the sets are named %q and %q", got["1"].in, got["2"].in)
		}
		s.resolvesAgain(res.Path, "set: other\n", "set: other-2\n")
		if first == nil {
			first = res
		}
		if res.Digest != first.Digest {
			t.Errorf("in another folder: %s, not %s", res.Digest, first.Digest)
		}
	}
}

// namesNoFolder holds that no plain file of a release has the folder of the site in it.
func (s *site) namesNoFolder(release string) {
	s.t.Helper()
	names, err := filepath.Glob(filepath.Join(release, "*.*"))
	if err != nil || len(names) < 3 {
		s.t.Fatal(err, names)
	}
	for _, name := range names {
		raw, err := os.ReadFile(name)
		if err != nil {
			s.t.Fatal(err)
		}
		if bytes.Contains(raw, []byte(s.dir)) {
			s.t.Errorf("%s names %s", name, s.dir)
		}
	}
}

// resolvesAgain holds that the recipe of a release is one that is released as the same bytes.
func (s *site) resolvesAgain(release string, has ...string) {
	s.t.Helper()
	raw, err := os.ReadFile(filepath.Join(release, "recipe.yaml"))
	if err != nil {
		s.t.Fatal(err)
	}
	r, problems := recipe.Parse(raw, "recipe.yaml", recipe.Options{Dir: s.dir, Catalog: catalog.All})
	if r == nil {
		s.t.Fatal(problems)
	}
	if !bytes.Equal(r.Released(), raw) {
		s.t.Errorf("parsed again it is released as\n%s\nnot\n%s", r.Released(), raw)
	}
	for _, line := range has {
		if !strings.Contains(string(raw), line) {
			s.t.Errorf("%q is not in\n%s", line, raw)
		}
	}
}
