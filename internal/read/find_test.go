package read

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// tree makes files, each holding its own name; a name with -> is a link.
func tree(t *testing.T, names ...string) string {
	t.Helper()
	dir := t.TempDir()
	for _, n := range names {
		n, target, link := strings.Cut(n, "->")
		p := filepath.Join(dir, filepath.FromSlash(n))
		err := os.MkdirAll(filepath.Dir(p), 0o700)
		switch {
		case err != nil:
		case link:
			err = os.Symlink(target, p)
		default:
			err = os.WriteFile(p, []byte(n), 0o600)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return dir
}

func TestFind(t *testing.T) {
	dir := tree(t, "news/b.txt", "news/a.txt", "news/Z.txt", "news/.hidden.txt", "news/deep/er/c.txt", "news/deep/x.md", "news/a-b/d.txt",
		".git/config.txt", "dump.jsonl", "we[i]rd.txt", "releases/data/train.txt", "recipe.yaml",
		"links/one.txt->../news/a.txt", "links/loop->..", "links/out->../releases")
	out := []string{filepath.Join(dir, "releases"), "recipe.yaml"}
	for _, c := range []struct {
		name  string
		paths []string
		want  string
	}{
		{"a glob, by bytes", []string{"news/*.txt"}, "news/Z.txt news/a.txt news/b.txt"},
		{"a directory", []string{"news"}, "news/Z.txt news/a-b/d.txt news/a.txt news/b.txt news/deep/er/c.txt news/deep/x.md"},
		{"any depth", []string{"news/**/*.txt"}, "news/Z.txt news/a-b/d.txt news/a.txt news/b.txt news/deep/er/c.txt"},
		{"any depth, nothing behind", []string{"news/deep/**"}, "news/deep/er/c.txt news/deep/x.md"},
		{"any depth, twice", []string{"news/**/e?/**/*.txt"}, "news/deep/er/c.txt"},
		{"any depth, links in circles", []string{"**/*.txt"},
			"links/one.txt news/Z.txt news/a-b/d.txt news/a.txt news/b.txt news/deep/er/c.txt we[i]rd.txt"},
		{"a class and a question mark", []string{"news/[a-y].tx?"}, "news/a.txt news/b.txt"},
		{"a glob in the middle", []string{"*/deep/*.md"}, "news/deep/x.md"},
		{"a dot that is written", []string{"news/.h*"}, "news/.hidden.txt"},
		{"a name with brackets", []string{"we[i]rd.txt"}, "we[i]rd.txt"},
		{"sources in order, a file for each", []string{"news/b.txt", "news/?.txt"}, "news/b.txt news/Z.txt news/a.txt news/b.txt"},
		{"never the output, not through links; links in circles", []string{"links"},
			"links/loop/dump.jsonl links/loop/news/Z.txt links/loop/news/a-b/d.txt links/loop/news/a.txt links/loop/news/b.txt links/loop/news/deep/er/c.txt links/loop/news/deep/x.md links/loop/we[i]rd.txt links/one.txt"},
		{"the whole folder", []string{"./*"},
			"dump.jsonl links/loop/dump.jsonl links/loop/news/Z.txt links/loop/news/a-b/d.txt links/loop/news/a.txt links/loop/news/b.txt links/loop/news/deep/er/c.txt links/loop/news/deep/x.md links/loop/we[i]rd.txt links/one.txt we[i]rd.txt"},
	} {
		t.Run(c.name, func(t *testing.T) {
			var ss []Source
			for _, p := range c.paths {
				ss = append(ss, Source{Path: p})
			}
			files, err := Find(dir, ss, out)
			if err != nil {
				t.Fatal(err)
			}
			var names []string
			for i, f := range files {
				names = append(names, f.Name)
				if f.Number != i || f.Size == 0 {
					t.Errorf("file %+v", f)
				}
			}
			if got := strings.Join(names, " "); got != c.want {
				t.Errorf("got\n%s\nwant\n%s", got, c.want)
			}
		})
	}
}

func TestFindErrors(t *testing.T) {
	dir := tree(t, "a/x.txt", "b/gone.txt->nowhere", "out/y.txt")
	if err := makePipe(filepath.Join(dir, "a", "pipe")); err != nil {
		t.Skip(err)
	}
	for path, want := range map[string]string{
		"a/*.md": "find inputs: no file matches a/*.md", "none": "find inputs: there is no file or folder none", "none/*/x": "find inputs: no file matches none/*/x",
		"out": "find inputs: no file in out", "b": "find inputs: b/gone.txt: no such file or directory", "a": "find inputs: a/pipe: is a named pipe, not a regular file",
		"a/[": "find inputs: bad pattern a/[", "": "find inputs: a source has no path",
	} {
		if _, err := Find(dir, []Source{{Path: path}}, []string{"out"}); err == nil || err.Error() != want {
			t.Errorf("%q: got %v, want %s", path, err, want)
		}
	}
	if _, err := Open(File{Path: filepath.Join(dir, "a", "pipe"), Name: "a/pipe"}, Source{}, Options{}); err == nil {
		t.Error("a named pipe was opened")
	}
}

func TestDefaultName(t *testing.T) {
	for path, want := range map[string]string{
		"documents/*.txt": "documents", "./a/b": "a", "../up/x.csv": "up", "/data/news/*.txt": "data", "dump.jsonl": "dump.jsonl",
		"news-*.jsonl": "news", "*.txt": "source", ".": "source", "**/x": "source",
	} {
		if got := DefaultName(path); got != want {
			t.Errorf("%q: got %q, want %q", path, got, want)
		}
	}
}

// TestFindRootOfAnyName: the recipe's folder is a name, also where it holds what would be a pattern.
func TestFindRootOfAnyName(t *testing.T) {
	dir := tree(t, "data[1]/a/x.txt", "data[1]/b/y.txt", "data[1]/b/z.md", "[*/a/x.txt", "data1/a/no.txt")
	for _, c := range []struct{ root, path, want string }{
		{"data[1]", "*/*.txt", "a/x.txt b/y.txt"},
		{"data[1]", "./a/../b/*", "b/y.txt b/z.md"},
		{"data[1]/a", "../*/?.txt", "../b/y.txt x.txt"},
		{"[*", "**/*.txt", "a/x.txt"},
	} {
		files, err := Find(filepath.Join(dir, c.root), []Source{{Path: c.path}}, nil)
		if err != nil {
			t.Errorf("%s of %s: %v", c.path, c.root, err)
			continue
		}
		var names []string
		for _, f := range files {
			names = append(names, f.Name)
		}
		if got := strings.Join(names, " "); got != c.want {
			t.Errorf("%s of %s: %s, want %s", c.path, c.root, got, c.want)
		}
	}
	full := filepath.ToSlash(dir) + "/data[[]1]/b/*.txt" // an absolute one is a pattern as a whole
	if files, err := Find(dir, []Source{{Path: full}}, nil); err != nil || len(files) != 1 {
		t.Errorf("%s: %v, %v", full, files, err)
	}
}
