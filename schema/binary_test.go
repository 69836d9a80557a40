package schema

import (
	"math"
	"reflect"
	"runtime"
	"testing"
)

// full is a document with something in every field.
func full(t testing.TB) *world {
	w := worldOf("by <a@b.c> and é", layoutOf(3, 1))
	d := &w.doc
	d.Ord, d.Split, d.Cluster = 3<<40+7, -1, 12
	d.Copies = 3
	d.Group, d.Content, d.TitleContent = [16]byte{1}, [32]byte{2}, [32]byte{3}
	d.Read = Read{File: 3, Start: 10, End: 1 << 40, Reader: "jsonl", Charset: "utf-8", CharsetFrom: "bom",
		Method: "line", Undecodable: []Undecodable{{12, "\xff\xfe"}, {40, ""}}}
	d.Links = []Link{{1, 5, 0.5}, {2, 1 << 50, 1}}
	d.Values[SlotTitle] = StringValue("title")
	d.Values[SlotCreated] = TimeValue(-5)
	d.Values[slotSpans] = spansValue(span{3, 10}, span{0, 2})
	w.must(t, 0, change{3, 10, "", 0})
	w.must(t, 1, change{0, 1, "", 2})
	d.Drop(Reject{Rule: "short", Value: 1.5, Threshold: 2, HasValue: true, Detail: "few", Kept: 9, Similarity: .25})
	return w
}

func TestBinaryKeepsEverything(t *testing.T) {
	w := full(t)
	b := w.doc.AppendBinary([]byte("head"))
	var back Doc
	rest, err := back.DecodeBinary(w.l, append(b[4:], "tail"...))
	if err != nil || string(rest) != "tail" {
		t.Fatal(string(rest), err)
	}
	w.doc.scratch, w.doc.sights, w.doc.edited = nil, nil, 0 // what lasts no longer than the stay in memory
	back.tables[SlotText].whole()                           // what a decoded table puts off
	if !reflect.DeepEqual(back, w.doc) {
		t.Errorf("%+v\nwant\n%+v", back, w.doc)
	}
	if rows := (&world{doc: back}).rows(); len(rows) != 2 || !rows[0].Private || back.SpanLosses(slotSpans).Gone != 1 {
		t.Errorf("%v, %+v", shorts(rows), back.SpanLosses(slotSpans))
	}
}

func TestBinaryOfEveryKind(t *testing.T) {
	l := &Layout{Columns: make([]Column, 12)}
	d := Doc{Values: []Value{
		{}, BoolValue(true), BoolValue(false), Int32Value(math.MinInt32), Int64Value(math.MinInt64),
		FloatValue(-1e-300), FloatValue(math.Inf(1)), StringValue(""), TimeValue(math.MaxInt64),
		ListValue([]Value{}), ListValue([]Value{{}, StringValue("x")}), ListValue([]Value{StructValue(BoolValue(true), Value{})}),
	}}
	var back Doc
	if _, err := back.DecodeBinary(l, d.AppendBinary(nil)); err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(back.Values, d.Values) {
		t.Errorf("%+v\nwant\n%+v", back.Values, d.Values)
	}
}

// A form with fewer columns than the layout gets nulls; one with more is of another layout.
func TestBinaryOfAnotherLayout(t *testing.T) {
	w := worldOf("text", layoutOf(1))
	b := w.doc.AppendBinary(nil)
	wide, narrow := layoutOf(1), layoutOf(1)
	wide.Columns = append(wide.Columns, Column{Name: "more"})
	narrow.Columns = narrow.Columns[:3]
	var d Doc
	if _, err := d.DecodeBinary(wide, b); err != nil || len(d.Values) != len(wide.Columns) || d.Text() != "text" {
		t.Error(err, len(d.Values))
	}
	if _, err := d.DecodeBinary(narrow, b); err == nil {
		t.Error("decoded columns that the layout has not")
	}
	w.must(t, 0, change{0, 1, "", 0})
	if _, err := d.DecodeBinary(layoutOf(0), w.doc.AppendBinary(nil)); err == nil {
		t.Error("decoded a step that the layout has not")
	}
}

// A form cut anywhere is an error, never a shorter document.
func TestBinaryCutAnywhere(t *testing.T) {
	w := full(t)
	b := w.doc.AppendBinary(nil)
	for n := range len(b) {
		var d Doc
		if _, err := d.DecodeBinary(w.l, b[:n]); err == nil || d.Values != nil {
			t.Fatalf("%d of %d bytes decoded", n, len(b))
		}
	}
}

// Any one byte changed gives an error or a document whose parts fit together.
func TestBinaryBytesChanged(t *testing.T) {
	w := full(t)
	b := w.doc.AppendBinary(nil)
	for i := range b {
		for _, flip := range []byte{1, 0x10, 0x80, 0xff} {
			b[i] ^= flip
			useDecoded(t, w.l, b)
			b[i] ^= flip
		}
	}
}

// useDecoded decodes bytes of any kind and uses what comes out.
func useDecoded(t testing.TB, l *Layout, b []byte) {
	var d Doc
	if _, err := d.DecodeBinary(l, b); err != nil {
		return
	}
	d.Begin(l, 0, new(Scratch))
	for slot := range d.EditedSlots() {
		e := d.Edit(slot)
		e.Cut(0, len(d.Str(slot)), 0)
		// Text from a damaged form need not be UTF-8, so that an error is fine here, a panic is not.
		if err := d.Apply(e); err != nil {
			t.Log("apply refuses")
		}
	}
	d.Rows(func(r Row) {
		if r.RemovedBytes+r.InsertedBytes == 0 || r.Step >= len(l.Steps) {
			t.Errorf("row %s", short(r))
		}
	})
	if err := d.Mask(findMail); err != nil {
		t.Error(err)
	}
	d.FinishSpans()
	d.Release()
}

// What Rows and Apply rely on is checked when a table is read.
func TestTableSound(t *testing.T) {
	key := uint32(1<<8 | 2)
	keep, del, ins, mark := piece{2, opKeep}, piece{3, key<<2 | opDel}, piece{4, key<<2 | opIns}, piece{0, key<<2 | opMark}
	for _, x := range []struct {
		name   string
		pieces []piece
		sound  bool
	}{
		{"all in order", []piece{keep, del, ins, mark, keep, ins, keep, mark}, true},
		{"begins with a hunk", []piece{del, ins}, true},
		{"nothing", nil, true},
		{"removed behind inserted", []piece{keep, ins, del}, false},
		{"behind the mark", []piece{mark, del}, false},
		{"two marks", []piece{mark, mark}, false},
		{"two keeps", []piece{keep, keep}, false},
		{"a keep with a key", []piece{{2, key << 2}}, false},
		{"an empty piece", []piece{{0, key<<2 | opDel}}, false},
		{"a mark with bytes", []piece{{1, key<<2 | opMark}}, false},
		{"a step that is none", []piece{{1, 3<<10 | opDel}}, false},
		{"coarse among others", []piece{{1, coarseKey<<2 | opDel}}, false},
	} {
		var removed, text int
		for _, p := range x.pieces {
			if p.op() == opDel {
				removed += int(p.n)
			}
			if p.op() == opKeep || p.op() == opIns {
				text += int(p.n)
			}
		}
		table := Table{pieces: x.pieces}
		if table.sound(removed, text, 3) != x.sound {
			t.Errorf("%s: %v", x.name, !x.sound)
		}
		if table.sound(removed, text+1, 3) || table.sound(removed+1, text, 3) {
			t.Errorf("%s: lengths do not matter", x.name)
		}
	}
}

// A length that lies asks for no memory.
func TestBinaryLyingLengths(t *testing.T) {
	w := full(t)
	b := w.doc.AppendBinary(nil)
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	for i := range b {
		lie := append(append([]byte{}, b[:i]...), 0xff, 0xff, 0xff, 0xff, 0x7f)
		useDecoded(t, w.l, append(lie, b[i:]...))
	}
	runtime.ReadMemStats(&after)
	if n := (after.TotalAlloc - before.TotalAlloc) / uint64(len(b)); n > 64<<10 {
		t.Errorf("%d bytes allocated for a form of %d", n, len(b))
	}
}

func FuzzDecodeBinary(f *testing.F) {
	w := full(f)
	f.Add(w.doc.AppendBinary(nil))
	f.Add(worldOf("plain", w.l).doc.AppendBinary(nil))
	w.l.EditCap = 1
	w.must(f, 2, change{0, 1, "x", 0}, change{3, 4, "y", 0})
	f.Add(w.doc.AppendBinary(nil))
	f.Fuzz(func(t *testing.T, b []byte) { useDecoded(t, layoutOf(3, 1), b) })
}
