package schema

import (
	"errors"
	"reflect"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// sequences is how many random sequences of steps TestTableAgainstOracle tries; -short a tenth.
const sequences = 200_000

func TestTableAgainstOracle(t *testing.T) {
	defer debug.SetGCPercent(debug.SetGCPercent(800)) // small and short-lived: a third of the time
	n := uint64(sequences)
	if testing.Short() {
		n /= 10
	}
	for seed := range n {
		if !sequenceHolds(t, seed) {
			t.Fatalf("seed %d", seed)
		}
	}
}

// sequence is a random text and what 1 to 12 steps do to it.
type sequence struct {
	orig  string
	l     *Layout
	lists [][]change // one a step, or two of one step behind another
	steps []int      // who applies lists[i]
	texts []string   // before each list
	spans Value
}

func newSequence(c chance) *sequence {
	s := &sequence{orig: c.text(16)}
	steps := 1 + c.IntN(12)
	s.l = layoutOf(steps)
	for i := range steps {
		s.l.Steps[i].Private = c.IntN(6) == 0
	}
	s.spans, _ = c.spans(s.orig)
	text := s.orig
	for step := range steps {
		for range 1 + c.IntN(5)/4 {
			list := c.changes(text)
			s.texts, s.lists, s.steps = append(s.texts, text), append(s.lists, list), append(s.steps, step)
			text = replaced(text, list)
		}
	}
	return s
}

// replaced makes the changes in a plain text.
func replaced(text string, list []change) string {
	var b strings.Builder
	at := 0
	for _, x := range list {
		b.WriteString(text[at:x.start] + x.with)
		at = x.end
	}
	return b.String() + text[at:]
}

// sequenceHolds checks all laws of one random sequence.
func sequenceHolds(t *testing.T, seed uint64) bool {
	c := chanceOf(seed)
	s := newSequence(c)
	w, o := worldOf(s.orig, s.l), newOracle(s.orig)
	w.doc.Values[slotSpans] = s.spans
	pass := c.IntN(len(s.lists) + 1) // here the document goes to disk and comes back
	for i, list := range s.lists {
		if i == pass && !w.throughDisk(t) {
			return false
		}
		spans := spansOf(w.doc.Values[slotSpans])
		private := s.l.Steps[s.steps[i]].Private
		w.must(t, s.steps[i], list...)
		o.apply(list, s.steps[i], private)
		if !w.agrees(t, o) || !w.spansHold(t, s.texts[i], spans, list, private) {
			return false
		}
	}
	rows := w.rows()
	return replayHolds(t, s.orig, w.doc.Text(), rows) && s.cutsHold(t, c, w) && w.maskHolds(t, o)
}

func (w *world) agrees(t *testing.T, o *oracle) bool {
	if got, want := w.doc.Text(), o.text(); got != want {
		t.Errorf("text %q, want %q", got, want)
		return false
	}
	if got, want := w.rows(), o.rows(); !slices.Equal(got, want) {
		t.Errorf("rows of %q\n%+v\nwant\n%+v", o.orig, got, want)
		return false
	}
	if !countsHold(&w.doc) {
		t.Errorf("counts of %q are not those of the rows", o.orig)
		return false
	}
	table := w.doc.Table(SlotText)
	removed := 0
	for _, p := range piecesOf(table) {
		if p.op() == opDel {
			removed += int(p.n)
		}
	}
	if table != nil && !table.sound(removed, len(w.doc.Text()), len(w.l.Steps)) {
		t.Errorf("pieces %v are not sound", table.pieces)
		return false
	}
	return w.doc.Original(SlotText) == o.orig
}

func (w *world) spansHold(t *testing.T, text string, before []span, list []change, private bool) bool {
	var want []span
	for _, s := range before {
		if moved, _ := member(text, s, list, private); moved != nil {
			want = append(want, *moved)
		}
	}
	if got := spansOf(w.doc.Values[slotSpans]); !slices.Equal(got, want) {
		t.Errorf("spans %v of %q after %v: %v, want %v", before, text, list, got, want)
		return false
	}
	return true
}

// throughDisk replaces the document by what comes back from its binary form.
func (w *world) throughDisk(t *testing.T) bool {
	b := w.doc.AppendBinary(nil)
	var back Doc
	rest, err := back.DecodeBinary(w.l, append(slices.Clone(b), "next"...))
	if err != nil || string(rest) != "next" {
		t.Errorf("decode: %q, %v", rest, err)
		return false
	}
	if !slices.Equal(back.AppendBinary(nil), b) {
		t.Error("a decoded document encodes to other bytes")
		return false
	}
	w.doc = back
	return true
}

func replayHolds(t *testing.T, orig, text string, rows []Row) bool {
	if got, err := Replay(orig, rows); err != nil || got != text {
		t.Errorf("replay of %q: %q, %v, want %q", orig, got, err, text)
		return false
	}
	got, err := Rebuild(text, rows)
	if slices.ContainsFunc(rows, func(r Row) bool { return r.Private }) {
		return errors.Is(err, ErrPrivate)
	}
	if err != nil || got != orig {
		t.Errorf("rebuild of %q: %q, %v, want %q", text, got, err, orig)
		return false
	}
	return true
}

// cutsHold does the same edits again, cut at random into touching ones: the same record.
func (s *sequence) cutsHold(t *testing.T, c chance, w *world) bool {
	twin := worldOf(s.orig, s.l)
	for i, list := range s.lists {
		twin.must(t, s.steps[i], c.cut(s.texts[i], list)...)
	}
	a, b := w.doc.Table(SlotText), twin.doc.Table(SlotText)
	if (a == nil) != (b == nil) || a != nil && !slices.Equal(a.pieces, b.pieces) {
		t.Errorf("cut edits of %q give other pieces", s.orig)
		return false
	}
	return w.doc.Text() == twin.doc.Text()
}

// findPairs is a finder for tests: an a or 漢 with whatever follows it.
func findPairs(text string, found func(start, end int)) {
	end := 0
	for i, r := range text {
		if i >= end && (r == 'a' || r == '漢') {
			if places := borders(text[i:]); len(places) > 2 {
				end = i + places[2]
				found(i, end)
			}
		}
	}
}

func (w *world) maskHolds(t *testing.T, o *oracle) bool {
	if err := w.doc.Mask(findPairs); err != nil {
		t.Error(err)
		return false
	}
	o.mask(maskMargin, findPairs)
	return w.agrees(t, o)
}

// Two steps in different places give the same rows in either order.
func TestDisjointStepsCommute(t *testing.T) {
	for seed := range uint64(20_000) {
		c := chanceOf(seed)
		left, right := c.text(8), c.text(8)
		text := left + "-" + right
		a, b := c.changes(left), c.changes(right)
		l := layoutOf(2)
		l.Steps[c.IntN(2)].Private = c.IntN(4) == 0
		one, two := worldOf(text, l), worldOf(text, l)
		one.must(t, 0, a...)
		one.must(t, 1, shifted(b, len(one.doc.Text())-len(right))...)
		two.must(t, 1, shifted(b, len(left)+1)...)
		two.must(t, 0, a...)
		if got, want := one.rows(), two.rows(); !slices.Equal(got, want) || one.doc.Text() != two.doc.Text() {
			t.Fatalf("seed %d: %q: %+v or %+v", seed, text, got, want)
		}
	}
}

func shifted(list []change, by int) []change {
	out := slices.Clone(list)
	for i := range out {
		out[i].start, out[i].end = out[i].start+by, out[i].end+by
	}
	return out
}

// Masking sees no further than the margin, so long texts need a law of their own.
func TestMaskAgainstOracle(t *testing.T) {
	for seed := range uint64(2_000) {
		c := chanceOf(seed)
		w, o := worldOf(c.text(200), layoutOf(2, 1)), (*oracle)(nil)
		o = newOracle(w.doc.Text())
		for step := range 2 {
			list := c.sparse(w.doc.Text())
			w.must(t, step, list...)
			o.apply(list, step, step == 1)
		}
		if !w.maskHolds(t, o) {
			t.Fatalf("seed %d", seed)
		}
	}
}

// sparse makes a few small edits far from one another.
func (c chance) sparse(text string) (list []change) {
	places := borders(text)
	for i := c.IntN(60); i < len(places); i += 1 + c.IntN(80) {
		j := min(i+c.IntN(3), len(places)-1)
		list = append(list, change{places[i], places[j], c.text(1), c.IntN(3)})
		i = j
	}
	return list
}

// The coarse form stays exact, whatever the cap.
func TestCoarseLaws(t *testing.T) {
	coarse := 0
	for seed := range uint64(10_000) {
		c := chanceOf(seed)
		s := newSequence(c)
		s.l.EditCap = 1 + c.IntN(8)
		w := worldOf(s.orig, s.l)
		marks := false
		for i, list := range s.lists {
			w.must(t, s.steps[i], list...)
			private := s.l.Steps[s.steps[i]].Private
			marks = marks || private && len(normal(s.texts[i], list, true)) > 0
			if !w.throughDisk(t) {
				t.Fatalf("seed %d", seed)
			}
		}
		rows := w.rows()
		if !replayHolds(t, s.orig, w.doc.Text(), rows) {
			t.Fatalf("seed %d", seed)
		}
		if table := w.doc.Table(SlotText); table != nil && table.Coarse() {
			coarse++
			if len(rows) > 1 || len(rows) == 1 && (rows[0].Step != -1 || rows[0].Private != marks) {
				t.Fatalf("seed %d: private %v: %+v", seed, marks, rows)
			}
		}
	}
	if coarse < 1000 {
		t.Errorf("only %d documents became coarse: the test has lost its subject", coarse)
	}
}

func TestCountChars(t *testing.T) {
	for seed := range uint64(2_000) {
		if s := chanceOf(seed).text(40); countChars(s) != utf8.RuneCountInString(s) {
			t.Fatalf("%q: %d", s, countChars(s))
		}
	}
}

// A released document's tables serve another one; nothing of the first may show there.
func TestReleaseForgets(t *testing.T) {
	l := layoutOf(1)
	for range 10 {
		w := worldOf("first", l)
		w.must(t, 0, change{0, 5, "gone", 0})
		w.doc.Release()
		if w.doc.Edited() || w.rows() != nil || w.doc.Original(SlotText) != "gone" {
			t.Fatal("a released document still has a record")
		}
		v := worldOf("second", l)
		v.must(t, 0, change{0, 1, "S", 1})
		want := []Row{{Slot: SlotText, Kind: 1, RemovedBytes: 1, RemovedChars: 1, InsertedBytes: 1, InsertedChars: 1, Removed: "s", Inserted: "S"}}
		if got := v.rows(); !reflect.DeepEqual(got, want) {
			t.Fatalf("%+v", got)
		}
		v.doc.Release()
	}
}

func piecesOf(t *Table) []piece {
	if t == nil {
		return nil
	}
	return t.pieces
}

// countsHold says whether Counts gives what Rows does, lengths in bytes alone.
func countsHold(d *Doc) bool {
	type line struct{ step, kind, removed, inserted int }
	var want, got []line
	d.Rows(func(r Row) { want = append(want, line{r.Step, int(r.Kind), r.RemovedBytes, r.InsertedBytes}) })
	d.Counts(func(step int, kind uint8, removed, inserted int) {
		got = append(got, line{step, int(kind), removed, inserted})
	})
	return slices.Equal(got, want)
}
