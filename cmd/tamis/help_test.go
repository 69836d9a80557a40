package main

import (
	"slices"
	"strings"
	"testing"
)

// TestHelpRow: the placeholder of a value stays a word of the sentence, and long text is wrapped.
func TestHelpRow(t *testing.T) {
	v, _, _ := testVoice()
	got := commandHelp(newApp(v).Command("verify"))
	want := `  --inputs DIR     with --replay: the DIR that holds the inputs as the recipe's
                   folder did; proves private documents too
`
	if !strings.Contains(got, want) {
		t.Errorf("got:\n%s\nwant in it:\n%s", got, want)
	}
}

// TestHelpFits holds every help text to the width of a terminal as it is opened.
func TestHelpFits(t *testing.T) {
	v, _, _ := testVoice()
	app := newApp(v)
	texts := []string{appHelp(app)}
	for _, c := range visible(app.Commands) {
		texts = append(texts, commandHelp(c))
	}
	for _, text := range texts {
		for line := range strings.Lines(text) {
			if cells(strings.TrimSuffix(line, "\n")) > helpCells {
				t.Errorf("%d cells: %s", cells(line), line)
			}
			if strings.Contains(line, "`") {
				t.Errorf("a mark of a placeholder in %s", line)
			}
		}
	}
}

func TestWrap(t *testing.T) {
	for _, c := range []struct {
		in    string
		width int
		want  []string
	}{
		{"", 10, []string{""}},
		{"one two three", 7, []string{"one two", "three"}},
		{"immeasurably long", 4, []string{"immeasurably", "long"}},
		{"漢字 漢字", 8, []string{"漢字", "漢字"}},
	} {
		if got := wrap(c.in, c.width); !slices.Equal(got, c.want) {
			t.Errorf("%q in %d: %q, want %q", c.in, c.width, got, c.want)
		}
	}
}

// TestHiddenFlagsStayHidden: they work, and no help, man page or completion knows them.
func TestHiddenFlagsStayHidden(t *testing.T) {
	v, _, _ := testVoice()
	app := newApp(v)
	for what, text := range allDocs(app, app.Command("run")) {
		if strings.Contains(text, "cpu-profile") {
			t.Errorf("%s tells of --cpu-profile", what)
		}
	}
}

func TestFlagFault(t *testing.T) {
	for in, want := range map[string]string{
		`invalid value "abc" for flag -limit: parse error`:                     `--limit "abc" must be a whole number`,
		`invalid value "a\": b" for flag -memory: must be a size`:              `--memory "a\": b" must be a size`,
		`invalid boolean value "x" for -json: parse error`:                     `--json "x" must be true or false, or stand without a value`,
		`invalid value "99999999999999999999" for flag -N: value out of range`: `-N "99999999999999999999" must be a whole number`,
		`something else`: `something else`,
	} {
		if got := flagFault(in); got != want {
			t.Errorf("%s\n got %s\nwant %s", in, got, want)
		}
	}
}
