package schema

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// betweenOf lets a step without private edits replace a whole text.
func betweenOf(t testing.TB, old, new string) *world {
	w := worldOf(old, layoutOf(1))
	w.doc.Begin(w.l, 0, &w.s)
	e := w.doc.Edit(SlotText)
	e.Between(old, 0, new, 0)
	if err := w.doc.Apply(e); err != nil {
		t.Fatal(err)
	}
	if w.doc.Text() != new {
		t.Fatalf("%q became %q, not %q", old, w.doc.Text(), new)
	}
	return w
}

func TestBetweenExamples(t *testing.T) {
	for _, x := range []struct {
		old, new string
		rows     []string
	}{
		{"same", "same", nil},
		{"", "new", []string{`""→"new" @0,0:0,0 by 0.0`}},
		{"old", "", []string{`"old"→"" @0,0:0,0 by 0.0`}},
		{"the colour of the night", "the color of the nights", []string{
			`"u"→"" @8,8:8,8 by 0.0`, `""→"s" @23,23:22,22 by 0.0`}},
		{"one two three four", "One two  three Four", []string{
			`"o"→"O" @0,0:0,0 by 0.0`, `""→" " @8,8:8,8 by 0.0`, `"f"→"F" @14,14:15,15 by 0.0`}},
		{"été, hiver; fin", "été; hiver, fin", []string{
			`","→";" @5,3:5,3 by 0.0`, `";"→"," @12,10:12,10 by 0.0`}},
		{"a b c d e", "b c d e a", []string{`"a "→"" @0,0:0,0 by 0.0`, `""→" a" @9,9:7,7 by 0.0`}},
	} {
		if got := shorts(betweenOf(t, x.old, x.new).rows()); !slices.Equal(got, x.rows) {
			t.Errorf("%q → %q:\n%s", x.old, x.new, strings.Join(got, "\n"))
		}
	}
}

// A difference would show what a secret shares with its mask.
func TestBetweenInPrivateStep(t *testing.T) {
	w := worldOf("call anna now", layoutOf(1, 0))
	w.doc.Begin(w.l, 0, &w.s)
	e := w.doc.Edit(SlotText)
	e.Between("anna", 5, "axxa", 0)
	e.Between("now", 10, "now", 0)
	if err := w.doc.Apply(e); err != nil {
		t.Fatal(err)
	}
	if got := shorts(w.rows()); len(got) != 1 || got[0] != `?4/4→"axxa" @5,5:5,5 by 0.0` {
		t.Error(got)
	}
}

// Beyond the bound the texts are one edit; within it they are as many as differ.
func TestBetweenIsBounded(t *testing.T) {
	text := func(n int, word string) string {
		var b strings.Builder
		for i := range n {
			fmt.Fprintf(&b, "%s%d same%d ", word, i, i)
		}
		return b.String() + "."
	}
	if n := len(betweenOf(t, text(1900, "old"), text(1900, "new")).rows()); n != 1900 {
		t.Errorf("%d rows for 1,900 words", n)
	}
	if n := len(betweenOf(t, text(2100, "old"), text(2100, "new")).rows()); n != 1 {
		t.Errorf("%d rows beyond the bound", n)
	}
	many := strings.Repeat("!", maxWords+10)
	if n := len(betweenOf(t, "a"+many+"b", "b"+many+"a").rows()); n != 1 {
		t.Errorf("%d rows of too many words", n)
	}
}

// Words compared are bounded too: text made to be slow ends as one edit, or few.
func TestBetweenGivesUp(t *testing.T) {
	var f differ
	a, b := strings.Repeat("a ", 120_000), strings.Repeat("a ! ", 60_000)
	f.edits = &Edits{}
	f.compare("x"+a, b+"x")
	if f.compared > maxCompared+1<<21 {
		t.Errorf("%d words compared", f.compared)
	}
	if got := replaced("x"+a, f.edits.changes()); got != b+"x" {
		t.Error("the edits do not give the text")
	}
}

func (e *Edits) changes() (list []change) {
	for _, x := range e.list {
		list = append(list, change{int(x.start), int(x.end), string(e.arena[x.off : x.off+x.n]), int(x.kind)})
	}
	return list
}

// shortest is the number of words removed and inserted by a shortest difference: the slow table.
func shortest(a, b []string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range a {
		last := row[0]
		row[0] = i + 1
		for j := range b {
			was := row[j+1]
			if a[i] == b[j] {
				row[j+1] = last
			} else {
				row[j+1] = 1 + min(row[j], was)
			}
			last = was
		}
	}
	return row[len(b)]
}

func TestBetweenIsShortest(t *testing.T) {
	for seed := range uint64(20_000) {
		c := chanceOf(seed)
		old, new := c.text(24), c.text(24)
		if c.IntN(2) == 0 {
			new = replaced(old, c.changes(old))
		}
		betweenOf(t, old, new)
		f := differ{edits: &Edits{}}
		f.compare(old, new)
		if got := replaced(old, f.edits.changes()); got != new {
			t.Fatalf("seed %d: %q → %q gives %q", seed, old, new, got)
		}
		if got, want := f.size(), shortest(f.a.all(), f.b.all()); got != want {
			t.Fatalf("seed %d: %q → %q: %d words, %d would do", seed, old, new, got, want)
		}
	}
}

func (w *words) all() (out []string) {
	for i := range w.len() {
		out = append(out, w.word(i))
	}
	return out
}

// size counts the words of all edits.
func (f *differ) size() (n int) {
	var w words
	for _, x := range f.edits.changes() {
		w.cut(f.a.text[x.start:x.end])
		n += w.len()
		w.cut(x.with)
		n += w.len()
	}
	return n
}
