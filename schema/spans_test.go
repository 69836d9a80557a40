package schema

import (
	"slices"
	"testing"
)

// The span [2,6) of "ab,cd,ef" is ",cd,"; what edits make of it.
func TestSpanExamples(t *testing.T) {
	for _, x := range []struct {
		name    string
		changes []change
		whole   bool
		want    []span
		lost    SpanLosses
	}{
		{"before it", []change{{0, 2, "x", 0}}, false, []span{{1, 5}}, SpanLosses{}},
		{"behind it", []change{{6, 8, "", 0}}, false, []span{{2, 6}}, SpanLosses{}},
		{"inside", []change{{3, 5, "long", 0}}, false, []span{{2, 8}}, SpanLosses{}},
		{"at its start, a pure insertion stays outside", []change{{2, 2, " ", 0}}, false, []span{{3, 7}}, SpanLosses{}},
		{"at its end too", []change{{5, 6, ", ", 0}}, false, []span{{2, 6}}, SpanLosses{}},
		{"strictly inside, it is of the span", []change{{3, 3, " ", 0}}, false, []span{{2, 7}}, SpanLosses{}},
		{"equal to it: the replacement is the span", []change{{2, 6, "XYZ", 0}}, false, []span{{2, 5}}, SpanLosses{}},
		{"across its start", []change{{1, 4, "XYZ", 0}}, false, []span{{4, 6}}, SpanLosses{Cut: 1}},
		{"across its end", []change{{5, 7, "XYZ", 0}}, false, []span{{2, 5}}, SpanLosses{Cut: 1}},
		{"across both ends by two edits", []change{{1, 3, "", 0}, {5, 7, "", 0}}, false, []span{{1, 3}}, SpanLosses{Cut: 1}},
		{"over more than it", []change{{1, 7, "xQQx", 0}}, false, nil, SpanLosses{Gone: 1}},
		{"nothing left", []change{{2, 6, "", 0}}, false, nil, SpanLosses{Gone: 1}},
		{"a whole span is kept or goes", []change{{1, 4, "XYZ", 0}}, true, nil, SpanLosses{Gone: 1}},
		{"inside a whole span", []change{{3, 5, "", 0}}, true, []span{{2, 4}}, SpanLosses{}},
		{"what does nothing cuts nothing", []change{{0, 8, "ab,cd,ef", 0}}, true, []span{{2, 6}}, SpanLosses{}},
	} {
		l := layoutOf(1)
		l.Columns[slotSpans].Whole = x.whole
		w := worldOf("ab,cd,ef", l)
		w.doc.Values[slotSpans] = spansValue(span{2, 6})
		w.must(t, 0, x.changes...)
		if got := spansOf(w.doc.Values[slotSpans]); !slices.Equal(got, x.want) {
			t.Errorf("%s: %v, want %v", x.name, got, x.want)
		}
		if got := w.doc.SpanLosses(slotSpans); got != x.lost {
			t.Errorf("%s: lost %+v, want %+v", x.name, got, x.lost)
		}
		if w.doc.Values[slotSpans].Kind() != List {
			t.Errorf("%s: the column became null", x.name)
		}
	}
}

// Edits letter by letter, as a step gives them, keep a border between two of them.
func TestSpanBetweenTouchingEdits(t *testing.T) {
	w := worldOf("ＡＢＣ", layoutOf(1))
	w.doc.Values[slotSpans] = spansValue(span{3, 9})
	w.must(t, 0, change{0, 3, "A", 0}, change{3, 6, "B", 0}, change{6, 9, "C", 0})
	if got := spansOf(w.doc.Values[slotSpans]); !slices.Equal(got, []span{{1, 3}}) {
		t.Error(got)
	}
}

func TestCutIsCountedAsTheOracleDoes(t *testing.T) {
	for seed := range uint64(5_000) {
		c := chanceOf(seed)
		w := worldOf(c.text(16), layoutOf(1))
		text := w.doc.Text()
		v, spans := c.spans(text)
		w.doc.Values[slotSpans] = v
		list := c.changes(text)
		w.must(t, 0, list...)
		var want SpanLosses
		for _, s := range spans {
			if moved, cut := member(text, s, list, false); moved == nil {
				want.Gone++
			} else if cut {
				want.Cut++
			}
		}
		if got := w.doc.SpanLosses(slotSpans); got != want {
			t.Fatalf("seed %d: %+v, want %+v", seed, got, want)
		}
	}
}

// A list that also stands elsewhere (a renamed column, a batch) is not written into.
func TestSpansAreWrittenAnew(t *testing.T) {
	w := worldOf("ab,cd,ef", layoutOf(1))
	before := spansValue(span{2, 6})
	w.doc.Values[slotSpans] = before
	w.must(t, 0, change{0, 1, "", 0})
	w.doc.FinishSpans()
	if got := spansOf(before); got[0] != (span{2, 6}) || before.List()[0].List()[3].Int() != -1 {
		t.Error("the old list changed")
	}
}

// Null elements stay, spans outside the text go, empty ones stay where they point.
func TestStrangeSpans(t *testing.T) {
	w := worldOf("abcd", layoutOf(1))
	list := spansValue(span{0, 9}, span{3, 3}, span{-1, 2}, span{3, 1}).List()
	w.doc.Values[slotSpans] = ListValue(append([]Value{{}}, list...))
	w.must(t, 0, change{0, 1, "", 0})
	got := w.doc.Values[slotSpans].List()
	if len(got) != 2 || !got[0].IsNull() || got[1].List()[1].Int() != 2 || got[1].List()[2].Int() != 2 {
		t.Errorf("%v", got)
	}
	w.doc.FinishSpans()
}

func TestFinishSpans(t *testing.T) {
	w := worldOf("é漢😀 x", layoutOf(1))
	w.doc.Values[slotSpans] = spansValue(span{5, 11}, span{0, 2}, span{2, 9}, span{9, 9})
	w.doc.Begin(w.l, 0, &w.s)
	w.doc.FinishSpans()
	var got []span
	for _, v := range w.doc.Values[slotSpans].List() {
		got = append(got, span{int(v.List()[3].Int()), int(v.List()[4].Int())})
	}
	if want := []span{{2, 5}, {0, 1}, {1, 3}, {3, 3}}; !slices.Equal(got, want) {
		t.Errorf("%v, want %v", got, want)
	}
}
