package schema

import (
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
)

// short writes a row for people: removed→inserted@start,charStart:outStart,outCharStart by step.kind.
func short(r Row) string {
	removed := fmt.Sprintf("%q", r.Removed)
	if r.Private {
		removed = fmt.Sprintf("?%d/%d", r.RemovedBytes, r.RemovedChars)
	}
	return fmt.Sprintf("%s→%q @%d,%d:%d,%d by %d.%d", removed, r.Inserted,
		r.Start, r.CharStart, r.OutStart, r.OutCharStart, r.Step, r.Kind)
}

func shorts(rows []Row) (lines []string) {
	for _, r := range rows {
		lines = append(lines, short(r))
	}
	return lines
}

// What a chain does to a text and what the ledger says of it.
func TestRowsExamples(t *testing.T) {
	type step struct {
		private bool
		changes []change
	}
	plain := func(changes ...change) step { return step{false, changes} }
	private := func(changes ...change) step { return step{true, changes} }
	for _, x := range []struct {
		name, text string
		steps      []step
		gives      string
		rows       []string
	}{
		{"a letter goes", "héé llo", []step{plain(change{5, 6, "", 0})}, "héé" + "llo",
			[]string{`" "→"" @5,3:5,3 by 0.0`}},
		{"common ends stay in the text", "colour", []step{plain(change{0, 6, "color", 1})}, "color",
			[]string{`"u"→"" @4,4:4,4 by 0.1`}},
		{"code points are not cut", "é", []step{plain(change{0, 2, "è", 0})}, "è",
			[]string{`"é"→"è" @0,0:0,0 by 0.0`}},
		{"touching edits of one kind are one", "abcd", []step{plain(change{0, 1, "x", 0}, change{1, 1, "", 2}, change{1, 2, "y", 0})}, "xycd",
			[]string{`"ab"→"xy" @0,0:0,0 by 0.0`}},
		{"of two kinds are two", "abcd", []step{plain(change{0, 1, "x", 0}, change{1, 2, "y", 1})}, "xycd",
			[]string{`"a"→"x" @0,0:0,0 by 0.0`, `"b"→"y" @1,1:1,1 by 0.1`}},
		{"an edit undone is two rows", "a", []step{plain(change{0, 1, "x", 0}), plain(change{0, 1, "a", 0})}, "a",
			[]string{`"a"→"" @0,0:0,0 by 0.0`, `""→"a" @1,1:0,0 by 1.0`}},
		{"an insertion undone leaves nothing", "ab", []step{plain(change{1, 1, "-", 0}), plain(change{1, 2, "", 0})}, "ab", nil},
		{"what a later step removes, it removed from the original", "a , b", []step{plain(change{1, 2, "", 0}), plain(change{0, 4, "", 1})}, "",
			[]string{`"a"→"" @0,0:0,0 by 1.1`, `" "→"" @1,1:0,0 by 0.0`, `", b"→"" @2,2:0,0 by 1.1`}},
		{"a hunk with a private edit is one row", "to user%40x.com!", []step{
			plain(change{7, 10, "@", 0}), private(change{3, 13, "<email>", 2})}, "to <email>!",
			[]string{`?12/12→"<email>" @3,3:3,3 by 1.2`}},
		{"and stays it when nothing of the private edit is left", "to user%40x.com!", []step{
			plain(change{7, 10, "@", 0}), private(change{3, 13, "", 2})}, "to !",
			[]string{`?12/12→"" @3,3:3,3 by 1.2`}},
		{"a line cut around it later joins it", "mail: a@b.c now", []step{
			private(change{6, 11, "<m>", 0}), plain(change{0, 13, "", 1})}, "",
			[]string{`?15/15→"" @0,0:0,0 by 0.0`}},
		{"private edits are not trimmed", "anna", []step{private(change{0, 4, "axxa", 0})}, "axxa",
			[]string{`?4/4→"axxa" @0,0:0,0 by 0.0`}},
	} {
		var secret []int
		for i, s := range x.steps {
			if s.private {
				secret = append(secret, i)
			}
		}
		w := worldOf(x.text, layoutOf(len(x.steps), secret...))
		for i, s := range x.steps {
			w.must(t, i, s.changes...)
		}
		if got := shorts(w.rows()); w.doc.Text() != x.gives || !slices.Equal(got, x.rows) {
			t.Errorf("%s: %q\n%s", x.name, w.doc.Text(), strings.Join(got, "\n"))
		}
	}
}

func TestApplyRefuses(t *testing.T) {
	for _, x := range []struct {
		name    string
		changes []change
		want    string
	}{
		{"order", []change{{4, 5, "", 0}, {1, 2, "", 0}}, "overlap or are out of order"},
		{"overlap", []change{{1, 4, "", 0}, {3, 5, "", 0}}, "overlap or are out of order"},
		{"turned round", []change{{4, 3, "", 0}}, "overlap or are out of order"},
		{"beyond", []change{{1, 8, "", 0}}, "reaches beyond the end"},
		{"in a code point", []change{{1, 2, "", 0}}, "cuts a code point"},
		{"ending in a code point", []change{{0, 2, "", 0}}, "cuts a code point"},
		{"bytes that are no text", []change{{0, 1, "\xff", 0}}, "not UTF-8"},
		{"halves of a code point", []change{{0, 1, "\xc3", 0}, {1, 3, "\xa9", 0}}, "not UTF-8"},
		{"unknown kind", []change{{0, 1, "", 3}}, "does not declare"},
		{"negative", []change{{-1, 1, "", 0}}, ErrTooLong.Error()},
	} {
		w := worldOf("sécret", layoutOf(1))
		err := w.do(0, x.changes...)
		if err == nil || !strings.Contains(err.Error(), x.want) {
			t.Errorf("%s: %v", x.name, err)
		}
		if w.doc.Text() != "sécret" || w.doc.Edited() {
			t.Errorf("%s: the document changed", x.name)
		}
		if err != nil && strings.Contains(err.Error(), "cret") {
			t.Errorf("%s: the error shows text: %v", x.name, err)
		}
	}
}

func TestApplyNamesStepAndColumn(t *testing.T) {
	w := worldOf("text", layoutOf(1))
	w.doc.Begin(w.l, 0, &w.s)
	e := w.doc.Edit(SlotTitle)
	e.Insert(0, "x", 0)
	err := w.doc.Apply(e)
	if err == nil || err.Error() != "apply edits of step clean.test to column title: the column is null or holds no text" {
		t.Error(err)
	}
	if err := w.doc.Apply(w.doc.Edit(SlotTitle)); err != nil {
		t.Errorf("no edits of a null column: %v", err)
	}
}

func TestTextCap(t *testing.T) {
	l := layoutOf(1)
	l.TextCap = 6
	w := worldOf("abcd", l)
	if err := w.do(0, change{0, 0, "xyz", 0}); !errors.Is(err, ErrTooLong) || w.doc.Text() != "abcd" || w.doc.Edited() {
		t.Errorf("%v, %q", err, w.doc.Text())
	}
	w.must(t, 0, change{0, 0, "xy", 0})
	if w.doc.Text() != "xyabcd" {
		t.Error(w.doc.Text())
	}
}

// A column beyond the cap keeps its text and its original; its steps are forgotten.
func TestCoarseExample(t *testing.T) {
	l := layoutOf(2)
	l.EditCap = 4
	w := worldOf("Xa b c d eY", l)
	w.must(t, 0, change{2, 3, "", 0}, change{4, 5, "", 0}, change{6, 7, "", 0}, change{8, 9, "", 0})
	w.must(t, 1, change{6, 7, "!", 0})
	want := []string{`" b c d eY"→"bcde!" @2,2:2,2 by -1.0`}
	if got := shorts(w.rows()); w.doc.Text() != "Xabcde!" || !slices.Equal(got, want) {
		t.Errorf("%q %s", w.doc.Text(), got)
	}
}

// Letters replaced one by one are two pieces, however many they are.
func TestPiecesStayFew(t *testing.T) {
	text := strings.Repeat("Ａ", 10_000)
	w := worldOf(text, layoutOf(1))
	var list []change
	for i := 0; i < len(text); i += 3 {
		list = append(list, change{i, i + 3, "A", 0})
	}
	w.must(t, 0, list...)
	if n := len(w.doc.Table(SlotText).pieces); n != 2 {
		t.Errorf("%d pieces", n)
	}
}

// A step may apply several lists; each sees what the last one left, and the list is used up.
func TestSeveralListsOfOneStep(t *testing.T) {
	w := worldOf("a &amp;lt; b", layoutOf(1))
	w.doc.Begin(w.l, 0, &w.s)
	for range 2 {
		e := w.doc.Edit(SlotText)
		text := w.doc.Text()
		for _, entity := range [][2]string{{"&amp;", "&"}, {"&lt;", "<"}} {
			if i := strings.Index(text, entity[0]); i >= 0 {
				e.Replace(i, i+len(entity[0]), entity[1], 1)
				break
			}
		}
		if err := w.doc.Apply(e); err != nil || e.Len() != 0 {
			t.Fatal(err, e.Len())
		}
	}
	if got := shorts(w.rows()); len(got) != 1 || got[0] != `"&amp;lt;"→"<" @2,2:2,2 by 0.1` {
		t.Errorf("%q %s", w.doc.Text(), got)
	}
}

func TestSlotsOfSeveralColumns(t *testing.T) {
	w := worldOf("text", layoutOf(1))
	w.doc.Values[SlotTitle] = StringValue("title")
	w.doc.Begin(w.l, 0, &w.s)
	for _, slot := range []int{SlotTitle, SlotText} {
		e := w.doc.Edit(slot)
		e.Cut(0, 1, 0)
		if err := w.doc.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	if got := slices.Collect(w.doc.EditedSlots()); !slices.Equal(got, []int{SlotText, SlotTitle}) {
		t.Error(got)
	}
	rows := w.rows()
	if len(rows) != 2 || rows[0].Slot != SlotText || rows[1].Slot != SlotTitle || rows[1].Seq != 0 {
		t.Errorf("%+v", rows)
	}
	if w.doc.Original(SlotTitle) != "title" || w.doc.Original(SlotText) != "text" {
		t.Error("originals are lost")
	}
}

// Documents without edits cost nothing.
func TestNoEditsNoAllocations(t *testing.T) {
	w := worldOf("nothing to mend here", layoutOf(1, 0))
	row := func(Row) { t.Fatal("a row") } // made once, as the export does
	n := testing.AllocsPerRun(100, func() {
		w.doc.Begin(w.l, 0, &w.s)
		e := w.doc.Edit(SlotText)
		if err := w.doc.Apply(e); err != nil {
			t.Fatal(err)
		}
		w.doc.Rows(row)
		if err := w.doc.Mask(findPairs); err != nil || w.doc.Edited() {
			t.Fatal(err)
		}
		for range w.doc.EditedSlots() {
			t.Fatal("a slot")
		}
		w.doc.FinishSpans()
		w.doc.Release()
	})
	if n != 0 {
		t.Errorf("%v allocations", n)
	}
}

// A list longer than the cap is folded: bounded in memory, its text right, its record coarse.
func TestListsBeyondTheCap(t *testing.T) {
	l := layoutOf(1)
	l.EditCap = 100
	text := strings.Repeat("é b ", 1000)
	w := worldOf(text, l)
	w.doc.Begin(l, 0, &w.s)
	e := w.doc.Edit(SlotText)
	for i := range text {
		if text[i] == ' ' {
			e.Cut(i, i+1, 0)
		}
	}
	if e.Len() > 100 {
		t.Errorf("%d edits held", e.Len())
	}
	if err := w.doc.Apply(e); err != nil {
		t.Fatal(err)
	}
	rows := w.rows()
	if w.doc.Text() != strings.Repeat("éb", 1000) || len(rows) != 1 || rows[0].Step != -1 || !replayHolds(t, text, w.doc.Text(), rows) {
		t.Errorf("%d rows", len(rows))
	}
}

// Touching edits are one however many they are, so that they are not folded.
func TestTouchingListBeyondTheCap(t *testing.T) {
	l := layoutOf(1)
	l.EditCap = 100
	w := worldOf(strings.Repeat("Ａ", 1000), l)
	var list []change
	for i := range 1000 {
		list = append(list, change{3 * i, 3*i + 3, "A", 0})
	}
	w.must(t, 0, list...)
	if rows := w.rows(); len(rows) != 1 || rows[0].Step != 0 || w.doc.Text() != strings.Repeat("A", 1000) {
		t.Errorf("%d rows, %q", len(rows), w.doc.Text()[:9])
	}
}

func TestFoldedListsAreChecked(t *testing.T) {
	for name, x := range map[string]change{
		"order": {0, 1, "", 0}, "range": {8, 12, "", 0}, "code point": {9, 9, "", 0}, "turned round": {10, 8, "", 0},
	} {
		l := layoutOf(1)
		l.EditCap = 2
		w := worldOf("abcdefghé", l)
		err := w.do(0, change{0, 1, "", 0}, change{2, 3, "", 0}, change{4, 5, "", 0}, x)
		if err == nil || w.doc.Text() != "abcdefghé" || w.doc.Edited() {
			t.Errorf("%s: %v", name, err)
		}
	}
}
