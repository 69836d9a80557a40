package schema

import (
	"strings"
	"testing"
)

// benchText is about 8 kB of words.
var benchText = strings.Repeat("the quick brown fox, jumps over a lazy dog. été 漢字 ", 150)

// benchWorld makes a document of which eight steps edit one word in about every apart bytes.
func benchWorld(b *testing.B, apart int) (w *world, lists [][]edit, edits int) {
	w = worldOf(benchText, layoutOf(8))
	for step := range 8 {
		var list []change
		text := w.doc.Text()
		for at := 7 * step; at < len(text)-8; at += apart {
			for inside(text[at]) || inside(text[at+1]) {
				at++
			}
			list = append(list, change{at, at + 1, []string{"", "x", "yz"}[len(list)%3], len(list) % 3})
		}
		w.doc.Begin(w.l, step, &w.s)
		e := w.doc.Edit(SlotText)
		for _, x := range list {
			e.Replace(x.start, x.end, x.with, uint8(x.kind))
		}
		e.canonical(text)
		lists, edits = append(lists, append([]edit(nil), e.list...)), edits+len(e.list)
		w.must(b, step, list...)
	}
	return w, lists, edits
}

func BenchmarkCompose(b *testing.B) {
	for name, apart := range map[string]int{"1 in 2000 B": 2000, "1 in 100 B": 100, "1 in 20 B": 20} {
		b.Run(name, func(b *testing.B) {
			_, lists, edits := benchWorld(b, apart)
			var c composer
			b.ReportAllocs()
			for b.Loop() {
				t := newTable(benchText)
				for step, list := range lists {
					c.compose(t.pieces, list, uint16(step), false, 0)
					t.set(c.out)
				}
				t.release()
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*edits), "ns/edit")
		})
	}
}

// BenchmarkApply is all of an edit: check, canonical form, rewriting and record.
func BenchmarkApply(b *testing.B) {
	w := worldOf(benchText, layoutOf(1))
	edits := len(benchText) / 100
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		w.doc.Values[SlotText].str = benchText
		w.doc.Begin(w.l, 0, &w.s)
		e := w.doc.Edit(SlotText)
		for i := range edits {
			if at := 100 * i; !inside(benchText[at]) && !inside(benchText[at+1]) {
				e.Replace(at, at+1, "x", 0)
			}
		}
		if err := w.doc.Apply(e); err != nil {
			b.Fatal(err)
		}
		w.doc.Release()
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*edits), "ns/edit")
}

func BenchmarkRows(b *testing.B) {
	for name, apart := range map[string]int{"1 in 2000 B": 2000, "1 in 100 B": 100, "1 in 20 B": 20} {
		b.Run(name, func(b *testing.B) {
			w, _, _ := benchWorld(b, apart)
			rows := len(w.rows())
			n := 0
			emit := func(Row) { n++ }
			b.SetBytes(int64(len(benchText)))
			b.ReportAllocs()
			for b.Loop() {
				w.doc.Rows(emit)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*rows), "ns/row")
		})
	}
}

func BenchmarkBinary(b *testing.B) {
	w, _, _ := benchWorld(b, 100)
	var buf []byte
	var d Doc
	buf = w.doc.AppendBinary(buf)
	b.SetBytes(int64(len(buf)))
	b.ReportAllocs()
	for b.Loop() {
		buf = w.doc.AppendBinary(buf[:0])
		if _, err := d.DecodeBinary(w.l, buf); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkMoveSpans(b *testing.B) {
	w := worldOf(benchText, layoutOf(1))
	var spans []span
	for at := 0; at < len(benchText)-40; at += 100 {
		spans = append(spans, span{at, at + 12})
	}
	v := spansValue(spans...)
	w.doc.Begin(w.l, 0, &w.s)
	b.ReportAllocs()
	for b.Loop() {
		w.doc.Values[slotSpans] = v
		e := w.doc.Edit(SlotText)
		for at := 50; at < len(benchText)-40; at += 100 {
			e.Replace(at, at+1, "x", 0)
		}
		w.doc.moveSpans(e, benchText)
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(spans)), "ns/span")
}

func BenchmarkBetween(b *testing.B) {
	changed := strings.ReplaceAll(benchText, "lazy", "idle")
	w := worldOf(benchText, layoutOf(1))
	w.doc.Begin(w.l, 0, &w.s)
	b.SetBytes(int64(len(benchText)))
	b.ReportAllocs()
	for b.Loop() {
		w.doc.Edit(SlotText).Between(benchText, 0, changed, 0)
	}
}
