package main

import (
	"context"
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/export"
)

var tellStory = flag.Bool("story", false, "rewrite the goldens of the story of three releases")

// TestStory builds the three releases of docs/splits.md: new documents come, then thresholds change. No document
// that stays changes its split, and what tamis says of it is what the goldens hold.
func TestStory(t *testing.T) {
	home, err := filepath.Abs("../../testdata/story")
	noErr(t, err)
	dir := t.TempDir()
	for _, name := range []string{"notes-1.jsonl", "notes-2.jsonl"} {
		b, err := os.ReadFile(filepath.Join(home, name))
		noErr(t, err)
		noErr(t, os.WriteFile(filepath.Join(dir, name), b, 0o644))
	}
	t.Chdir(dir)
	var releases []*export.Release
	versions := []string{"1.0.0", "1.1.0", "2.0.0"}
	for i, version := range versions {
		b, err := os.ReadFile(filepath.Join(home, version+".yaml"))
		noErr(t, err)
		text := string(b)
		if i > 0 {
			text = strings.Replace(text, "DIGEST", releases[i-1].Digest, 1)
		}
		noErr(t, os.WriteFile(version+".yaml", []byte(text), 0o644))
		tell(t, 0, "run", version+".yaml", "--progress", "none")
		tell(t, 0, "verify", "notes@"+version, "--replay")
		rel, err := export.Load(filepath.Join("releases", "notes", version))
		noErr(t, err)
		releases = append(releases, rel)
		if i > 0 {
			holdStory(t, releases[i-1], rel)
			golden(t, filepath.Join(home, version+".diff"), tell(t, 4, "diff", "notes@"+versions[i-1], "notes@"+version))
		}
	}
	if shown := tell(t, 0, "try", "1.1.0.yaml", "--doc", "fog"); !strings.Contains(shown, "split=test") {
		t.Errorf("try does not say where a document stays:\n%s", shown)
	}
	golden(t, filepath.Join(home, "explain.txt"), tell(t, 0, "explain", "notes@1.1.0", "fog-2")+tell(t, 0, "explain", "notes@2.0.0", "ferry-2"))
}

// tell runs a command and returns what it prints.
func tell(t *testing.T, code int, args ...string) string {
	t.Helper()
	v, out, said := testVoice()
	if got := v.exit(runApp(context.Background(), v, append([]string{"tamis"}, args...)), nil); got != code {
		t.Fatalf("tamis %s: exit %d\n%s", strings.Join(args, " "), got, said)
	}
	return out.String()
}

var digests = regexp.MustCompile(`sha256:[0-9a-f]+…?`)

// golden holds a text against a file, but for digests, which change with every version of a step.
func golden(t *testing.T, path, got string) {
	t.Helper()
	got = digests.ReplaceAllString(got, "sha256:…")
	if *tellStory {
		noErr(t, os.WriteFile(path, []byte(got), 0o644))
	}
	want, err := os.ReadFile(path)
	noErr(t, err)
	if got != string(want) {
		t.Errorf("%s is not what is told; go test ./cmd/tamis -run Story -story rewrites it\n%s", filepath.Base(path), got)
	}
}

// holdStory looks at every document that both releases hold.
func holdStory(t *testing.T, before, after *export.Release) {
	t.Helper()
	was := splitsByID(t, before)
	kept := 0
	for id, split := range splitsByID(t, after) {
		if was[id] == "" {
			continue
		}
		if kept++; was[id] != split {
			t.Errorf("%s was in %s and is in %s", id, was[id], split)
		}
	}
	if kept < 10 {
		t.Errorf("no story: %d documents stay", kept)
	}
}

func splitsByID(t *testing.T, rel *export.Release) map[string]string {
	t.Helper()
	out := map[string]string{}
	for row, err := range rel.Rows("data", "id", "split") {
		noErr(t, err)
		out[row.Str("id")] = row.Str("split")
	}
	return out
}
