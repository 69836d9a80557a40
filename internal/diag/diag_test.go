package diag_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/internal/diag"
)

func TestPrinting(t *testing.T) {
	for _, c := range []struct {
		name string
		p    diag.Problem
		want string
	}{
		{"plain", diag.Problem{Pos: diag.Pos{File: "recipe.yaml", Line: 12, Col: 9}, Message: `unknown parameter "treshold" for dedupe.near`,
			Hint: `did you mean "threshold"?`, Line: "        treshold: 0.8", Width: 8},
			"recipe.yaml:12:9: unknown parameter \"treshold\" for dedupe.near\n" +
				"            treshold: 0.8\n" +
				"            ^~~~~~~~\n" +
				"hint: did you mean \"threshold\"?\n"},
		{"no place", diag.Problem{Pos: diag.Pos{File: "recipe.yaml"}, Message: "too long"}, "recipe.yaml: too long\n"},
		{"warning", diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 1}, Message: "m", Warning: true}, "r:1:1: warning: m\n"},
		{"wide", diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 4}, Message: "m", Line: "日本 x", Width: 1},
			"r:1:4: m\n    日本 x\n         ^\n"},
		{"under wide", diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 1}, Message: "m", Line: "日本 x", Width: 2},
			"r:1:1: m\n    日本 x\n    ^~~~\n"},
		{"tab", diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 3}, Message: "m", Line: "a\tb", Width: 1},
			"r:1:3: m\n    a   b\n        ^\n"},
		{"combining", diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 3}, Message: "m", Line: "e\u0301x", Width: 1},
			"r:1:3: m\n    e\u0301x\n     ^\n"},
		{"control", diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 3}, Message: "m\x1b[2J", Line: "a\x1bb\u202e", Width: 1},
			"r:1:3: m\\x1b[2J\n    a\\x1bb\\u202e\n         ^\n"},
		{"behind the end", diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 9}, Message: "m", Line: "abc", Width: 1},
			"r:1:9: m\n    abc\n       ^\n"},
		{"file name", diag.Problem{Pos: diag.Pos{File: "a\nb", Line: 1}, Message: "m"}, "a\\x0ab:1: m\n"},
	} {
		if got := c.p.String(); got != c.want {
			t.Errorf("%s:\n%s\nwant:\n%s", c.name, got, c.want)
		}
	}
}

// TestExcerptIsSafe: whatever stands in a line, the excerpt holds no control character, stays
// short, and the caret is there.
func TestExcerptIsSafe(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		line := strings.ReplaceAll(rapid.String().Draw(t, "line"), "\n", "")
		p := diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: rapid.IntRange(1, 400).Draw(t, "col")},
			Message: "m", Line: line, Width: rapid.IntRange(0, 500).Draw(t, "width")}
		out := p.String()
		for _, r := range strings.ReplaceAll(out, "\n", "") {
			if r < 0x20 || r >= 0x7f && r < 0xa0 || r == 0x202e {
				t.Fatalf("control %U in %q", r, out)
			}
		}
		lines := strings.Split(out, "\n")
		if line != "" && (len(lines) != 4 || !strings.Contains(lines[2], "^")) {
			t.Fatalf("no caret in %q", out)
		}
	})
}

func TestLongLine(t *testing.T) {
	p := diag.Problem{Pos: diag.Pos{File: "r", Line: 1, Col: 500_001}, Message: "m", Line: strings.Repeat("x", 1<<20), Width: 3}
	if out := p.String(); len(out) > 300 || !strings.Contains(out, "^~~") {
		t.Errorf("%d bytes: %.400s", len(out), out)
	}
}

func TestSuggest(t *testing.T) {
	known := []string{"threshold", "steps", "language", "dedupe.near", "dedupe.exact", "on", "as", "before_redaction"}
	for word, want := range map[string]string{
		"treshold": "threshold", "thershold": "threshold", "Threshold": "threshold", "step": "steps",
		"lang": "", "near": "dedupe.near", "dedupe.nera": "dedupe.near", "dedupe": "", "an": "on",
		"before-redaction": "before_redaction", "wibble": "", "": "", strings.Repeat("x", 1000): "",
	} {
		if got := diag.Suggest(word, known); got != want {
			t.Errorf("Suggest(%.20q) = %q, want %q", word, got, want)
		}
	}
}

// slowDistance is the same distance by plain recursion over prefixes.
func slowDistance(a, b []rune) int {
	switch {
	case len(a) == 0:
		return len(b)
	case len(b) == 0:
		return len(a)
	}
	x, y := a[:len(a)-1], b[:len(b)-1]
	cost := 1
	if a[len(a)-1] == b[len(b)-1] {
		cost = 0
	}
	d := min(slowDistance(x, b)+1, slowDistance(a, y)+1, slowDistance(x, y)+cost)
	if len(x) > 0 && len(y) > 0 && a[len(a)-1] == y[len(y)-1] && x[len(x)-1] == b[len(b)-1] {
		d = min(d, slowDistance(x[:len(x)-1], y[:len(y)-1])+1)
	}
	return d
}

// TestSuggestIsNearest holds Suggest to the slow distance.
func TestSuggestIsNearest(t *testing.T) {
	word := rapid.StringMatching(`[ab]{1,6}`)
	rapid.Check(t, func(t *rapid.T) {
		w, known := word.Draw(t, "word"), rapid.SliceOfN(word, 1, 4).Draw(t, "known")
		bound := min(max(len(w)/3, 1), 3)
		best := ""
		for _, k := range known {
			if d := slowDistance([]rune(w), []rune(k)); k != w && d <= bound {
				best, bound = k, d-1
			}
		}
		if got := diag.Suggest(w, known); got != best {
			t.Fatalf("Suggest(%q, %q) = %q, want %q", w, known, got, best)
		}
	})
}

func TestSort(t *testing.T) {
	at := func(line, col int, m string, warning bool) diag.Problem {
		return diag.Problem{Pos: diag.Pos{File: "r", Line: line, Col: col}, Message: m, Warning: warning}
	}
	got := diag.Sort([]diag.Problem{at(2, 1, "c", false), at(1, 5, "w", true), at(1, 5, "b", false), at(1, 2, "a", false), at(1, 2, "a", false)})
	want := []diag.Problem{at(1, 2, "a", false), at(1, 5, "b", false), at(1, 5, "w", true), at(2, 1, "c", false)}
	if !slices.Equal(got, want) {
		t.Errorf("%v", got)
	}
	if diag.HasErrors([]diag.Problem{at(1, 1, "w", true)}) || !diag.HasErrors(want) {
		t.Error("HasErrors")
	}
}
