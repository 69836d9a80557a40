package engine

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
	"github.com/tamis-data/tamis/transform/catalog"
)

// proved verifies a release against its inputs and returns what differs.
func (s *site) proved(res *Result, inputs string) (*export.Report, string) {
	s.t.Helper()
	in, err := Originals(context.Background(), res.Path, OriginalsOptions{Inputs: inputs, Catalog: catalog.All})
	if err != nil {
		s.t.Fatal(err)
	}
	report, err := export.Verify(res.Path, export.VerifyOptions{Replay: true, Originals: in.All, OriginalsErr: in.Err})
	if err != nil {
		s.t.Fatal(err)
	}
	var all []string
	for _, p := range append(in.Differences(), report.Problems...) {
		all = append(all, p.String())
	}
	return report, strings.Join(all, "\n")
}

// TestInputsProveEveryDocument: also those that a private step edited, and the rejected ones.
func TestInputsProveEveryDocument(t *testing.T) {
	for name, body := range lawRecipes {
		s := lawSite(t)
		res := s.run(s.recipe(body), Options{})
		if report, differs := s.proved(res, s.dir); differs != "" || report.Replay.Proven != res.Accounting.Read {
			t.Errorf("%s: %d of %d proven; %s", name, report.Replay.Proven, res.Accounting.Read, differs)
		}
	}
}

// TestInputsOfARunWithLimit: what it did not read does not matter.
func TestInputsOfARunWithLimit(t *testing.T) {
	s := lawSite(t)
	res := s.run(s.recipe(chainRecipe), Options{Limit: 310})
	if report, differs := s.proved(res, s.dir); differs != "" || report.Replay.Proven != 310 {
		t.Errorf("%d proven; %s", report.Replay.Proven, differs)
	}
}

// TestOtherFilesBesideTheInputs: the manifest says which ones were read, and in which order.
func TestOtherFilesBesideTheInputs(t *testing.T) {
	s := lawSite(t)
	body := strings.Replace(lawRecipes["repeated"], "in/*.jsonl", "**/*.jsonl", 1)
	res := s.run(s.recipe(body), Options{Out: filepath.Join(s.dir, "elsewhere"), Work: filepath.Join(s.dir, "other")})
	s.file("another.jsonl", lines(20, 3))
	s.file("in/aa.jsonl", lines(20, 4))
	if report, differs := s.proved(res, s.dir); differs != "" || report.Replay.Proven != res.Accounting.Read {
		t.Errorf("%d proven; %s", report.Replay.Proven, differs)
	}
}

func TestChangedInputsAreNamed(t *testing.T) {
	for name, c := range map[string]struct {
		change func(s *site) error
		says   string
		not    string
	}{
		"a byte in the middle": {func(s *site) error {
			s.file("in/b.jsonl", strings.Replace(lines(200, 2), "cookies", "Cookies", 1))
			return nil
		}, "input in/b.jsonl changed: its sha256", "in/a.jsonl"},
		"framing alone": {func(s *site) error {
			s.file("in/b.jsonl", lines(200, 2)+"\n\n")
			return nil
		}, "input in/b.jsonl changed: its sha256", "in/a.jsonl"},
		"missing":         {func(s *site) error { return os.Remove(filepath.Join(s.dir, "in/a.jsonl")) }, "input in/a.jsonl is missing", "in/b.jsonl"},
		"all are missing": {func(s *site) error { return os.RemoveAll(filepath.Join(s.dir, "in")) }, "input in/c.jsonl is missing", "digest"},
	} {
		s := lawSite(t)
		res := s.run(s.recipe(lawRecipes["repeated"]), Options{})
		if err := c.change(s); err != nil {
			t.Fatal(err)
		}
		if _, differs := s.proved(res, s.dir); !strings.Contains(differs, c.says) || strings.Contains(differs, c.not) {
			t.Errorf("%s: %s", name, differs)
		}
	}
}

// TestInputsWithHiddenNames: files are found again under the names that the manifest shows.
func TestInputsWithHiddenNames(t *testing.T) {
	s := newSite(t)
	s.file("in/a.txt", "Nobody is named here.")
	s.file("in/from.x@example.org/b.txt", "Write to x@example.org or y@example.org.")
	s.file("in/from.x@example.org/c.txt", "Write to nobody.")
	s.file("in/from.y@example.org.txt", "Write to y@example.org.")
	body := `
sources: [{path: in}]
uncovered: [title, url]
steps: [redact.pattern: {patterns: [{kind: email, pattern: '[a-z.]+@[a-z]+\.org'}], on: [text]}]
`
	res := s.run(s.recipe(body), Options{})
	s.file("in/from.z@example.org.txt", "Another one.")
	if report, differs := s.proved(res, s.dir); differs != "" || report.Replay.Proven != 4 {
		t.Errorf("%d proven; %s", report.Replay.Proven, differs)
	}
	if err := os.Remove(filepath.Join(s.dir, "in/from.x@example.org/c.txt")); err != nil {
		t.Fatal(err)
	}
	_, differs := s.proved(res, s.dir)
	if !strings.Contains(differs, "input in/file-2/c.txt is missing") || strings.Contains(differs, "@") {
		t.Errorf("differs: %s", differs)
	}
}
