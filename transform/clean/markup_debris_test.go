package clean

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/transform/steptest"
)

// The files of testdata/markup hold texts parted by lines of %%, in which debris stands between ⟦ and ⟧,
// with what is put in its place, if anything, behind a →. White space aside, a text has to come out without
// its debris, and the same again from a second run.
func TestMarkupDebris(t *testing.T) {
	files, err := filepath.Glob(filepath.Join("testdata", "markup", "*.txt"))
	if err != nil || len(files) < 10 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		data, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		args, name := "", strings.TrimSuffix(filepath.Base(file), ".txt")
		if strings.HasSuffix(name, "-strip") {
			args = "{markdown: strip}"
		}
		for _, marked := range strings.Split(strings.TrimSuffix(string(data), "\n"), "\n%%\n") {
			in, want := unmarked(marked)
			got := cleaned(t, steptest.New(t, Markup, args, []string{in}, nil))
			if bare(got) != bare(want) {
				t.Errorf("%s:\n%q is\n%q, not\n%q", name, in, got, want)
			}
			if again := cleaned(t, steptest.New(t, Markup, args, []string{got}, nil)); again != got {
				t.Errorf("%s: a second run makes\n%q of\n%q", name, again, got)
			}
		}
	}
}

// unmarked returns the text with its debris, and without.
func unmarked(marked string) (in, want string) {
	var dirty, clean strings.Builder
	for {
		text, rest, found := strings.Cut(marked, "⟦")
		dirty.WriteString(text)
		clean.WriteString(text)
		if !found {
			return dirty.String(), clean.String()
		}
		var cut string
		cut, marked, _ = strings.Cut(rest, "⟧")
		cut, with, _ := strings.Cut(cut, "→")
		dirty.WriteString(cut)
		clean.WriteString(with)
	}
}

// bare returns a text without its white space.
func bare(s string) string { return strings.Join(strings.Fields(s), "") }
