package schema

import (
	"slices"
	"strings"
	"testing"
)

// findMail is a finder for tests: a run without white space and brackets that holds an @.
func findMail(text string, found func(start, end int)) {
	start := 0
	for i := 0; i <= len(text); i++ {
		if i < len(text) && !strings.ContainsRune(" \n<>", rune(text[i])) {
			continue
		}
		if strings.Contains(text[start:i], "@") {
			found(start, i)
		}
		start = i + 1
	}
}

func TestMaskExamples(t *testing.T) {
	for _, x := range []struct {
		name, text string
		changes    []change
		rows       []string
	}{
		{"markup took the address before redact.pii saw it", "by <a@b.c>, 1999", []change{{3, 10, "", 0}},
			[]string{`?7/7→"" @3,3:3,3 by 0.0`}},
		{"spacing cut into it", "by a@b.c\u200bd", []change{{8, 11, "", 1}},
			[]string{`?3/1→"" @8,8:8,8 by 0.1`}},
		{"a find beside the removed text does not count", "x a@b.c", []change{{0, 2, "", 0}},
			[]string{`"x "→"" @0,0:0,0 by 0.0`}},
		{"an insertion has nothing to withhold", "a@b.c", []change{{1, 1, " ", 0}},
			[]string{`""→" " @1,1:1,1 by 0.0`}},
		{"a find farther than the margin", "a@" + strings.Repeat("b", 70) + " c", []change{{72, 73, "", 0}},
			[]string{`" "→"" @72,72:72,72 by 0.0`}},
		{"two hunks of one find", "a@b.c@d", []change{{0, 1, "", 1}, {6, 7, "", 0}},
			[]string{`?1/1→"" @0,0:0,0 by 0.1`, `?1/1→"" @6,6:5,5 by 0.0`}},
		{"a hunk of two kinds becomes one row of the smallest", "<a@b.c>", []change{{0, 1, "", 1}, {1, 7, "", 0}},
			[]string{`?7/7→"" @0,0:0,0 by 0.0`}},
	} {
		w := worldOf(x.text, layoutOf(1))
		w.must(t, 0, x.changes...)
		if err := w.doc.Mask(findMail); err != nil {
			t.Fatal(err)
		}
		if got := shorts(w.rows()); !slices.Equal(got, x.rows) {
			t.Errorf("%s:\n%s", x.name, strings.Join(got, "\n"))
		}
	}
}

// Finders see whole code points, windows that meet are one, and masked hunks are not looked at again.
func TestMaskWindows(t *testing.T) {
	text := strings.Repeat("é", 40) + "x" + strings.Repeat("漢", 60) + "y" + strings.Repeat("é", 10) + "z"
	at := func(c string) change { i := strings.Index(text, c); return change{i, i + 1, "", 0} }
	w := worldOf(text, layoutOf(1))
	w.must(t, 0, at("x"), at("y"), at("z"))
	var seen []string
	look := func(text string, found func(start, end int)) {
		seen = append(seen, text)
		if i := strings.Index(text, "z"); i >= 0 {
			found(i, i+1)
		}
	}
	for range 2 {
		if err := w.doc.Mask(look); err != nil {
			t.Fatal(err)
		}
	}
	left := strings.Repeat("é", 32) + "x" + strings.Repeat("漢", 22)
	right := strings.Repeat("漢", 22) + "y" + strings.Repeat("é", 10) + "z"
	// The second time z is withheld, so that y alone asks for a window.
	if !slices.Equal(seen, []string{left, right, left, right}) {
		t.Errorf("windows %q", seen)
	}
	if rows := w.rows(); len(rows) != 3 || rows[1].Private || !rows[2].Private {
		t.Errorf("%v", shorts(rows))
	}
}

// Windows that touch are one, so that what stands across the border is found.
func TestMaskWindowsThatTouch(t *testing.T) {
	for _, x := range []struct{ between, windows int }{{2*maskMargin - 1, 1}, {2 * maskMargin, 1}, {2*maskMargin + 1, 2}} {
		w := worldOf("x"+strings.Repeat("-", x.between)+"y", layoutOf(1))
		w.must(t, 0, change{0, 1, "", 0}, change{x.between + 1, x.between + 2, "", 0})
		n := 0
		if err := w.doc.Mask(func(string, func(start, end int)) { n++ }); err != nil || n != x.windows {
			t.Errorf("%d bytes between: %d windows, %v", x.between, n, err)
		}
	}
}

func TestMaskRefusesStrayFinds(t *testing.T) {
	for _, stray := range [][2]int{{-1, 1}, {2, 1}, {0, 99}} {
		w := worldOf("sécret", layoutOf(1))
		w.must(t, 0, change{0, 1, "", 0})
		err := w.doc.Mask(func(_ string, found func(start, end int)) { found(stray[0], stray[1]) })
		if err == nil || err.Error() != "mask column text: a private step finds something outside the text" {
			t.Errorf("%v: %v", stray, err)
		}
	}
}
