package schema

import (
	"math/rand/v2"
	"strings"
	"testing"
)

// A world is a document with its layout and buffers, as an engine would hold them.
type world struct {
	doc Doc
	l   *Layout
	s   Scratch
}

const slotSpans = SlotFirst // list<struct<tag string, start, end, char_start, char_end>> into text

func spanType() Type {
	i32 := Type{Kind: Int32}
	return ListOf(StructOf(Field{"tag", Type{Kind: String}}, Field{"start", i32}, Field{"end", i32},
		Field{"char_start", i32}, Field{"char_end", i32}))
}

// layoutOf makes steps, of which the private ones are named.
func layoutOf(steps int, private ...int) *Layout {
	l := &Layout{Columns: append(BuiltinColumns(), Column{Name: "names", Type: spanType(), Spans: "text"})}
	l.SpanSlots = make([][]int, len(l.Columns))
	l.SpanSlots[SlotText] = []int{slotSpans}
	for range steps {
		l.Steps = append(l.Steps, StepInfo{Name: "clean.test", Kinds: []string{"a", "b", "c"}})
	}
	for _, p := range private {
		l.Steps[p].Private = true
	}
	return l
}

func worldOf(text string, l *Layout) *world {
	w := &world{l: l}
	w.doc.Values = make([]Value, len(l.Columns))
	w.doc.Values[SlotText] = StringValue(text)
	return w
}

// do lets a step apply changes to the text.
func (w *world) do(step int, changes ...change) error {
	w.doc.Begin(w.l, step, &w.s)
	e := w.doc.Edit(SlotText)
	for _, x := range changes {
		e.Replace(x.start, x.end, x.with, uint8(x.kind))
	}
	return w.doc.Apply(e)
}

func (w *world) must(t testing.TB, step int, changes ...change) {
	t.Helper()
	if err := w.do(step, changes...); err != nil {
		t.Fatal(err)
	}
}

func (w *world) rows() (rows []Row) {
	w.doc.Rows(func(r Row) { rows = append(rows, r) })
	return rows
}

// chance makes random texts and edits. One seed gives one sequence.
type chance struct{ *rand.Rand }

func chanceOf(seed uint64) chance { return chance{rand.New(rand.NewPCG(seed, 0x7461_6d69_73))} }

// alphabet holds one to four bytes, a combining mark, a ligature and a character without width.
var alphabet = []string{"a", "b", " ", "é", "e\u0301", "漢", "😀", "ﬁ", "\u200b"}

func (c chance) text(most int) string {
	var b strings.Builder
	for range c.IntN(most + 1) {
		b.WriteString(alphabet[c.IntN(len(alphabet))])
	}
	return b.String()
}

// changes makes a valid list, with empty and touching edits, several insertions at one place,
// replacements that share their ends with what they replace, and now and then the whole text.
func (c chance) changes(text string) []change {
	if c.IntN(12) == 0 {
		return []change{{0, len(text), c.text(8), c.IntN(3)}}
	}
	places := borders(text)
	var list []change
	for i := c.IntN(4); i < len(places); i += c.gap() {
		j := min(i+c.IntN(3), len(places)-1)
		x := change{places[i], places[j], c.text(2), c.IntN(3)}
		if old := text[x.start:x.end]; c.IntN(4) == 0 {
			x.with = []string{old, old + x.with, x.with + old}[c.IntN(3)]
		}
		list = append(list, x)
		i = j
	}
	return list
}

// gap is how far the next edit stands away: often it touches.
func (c chance) gap() int {
	if c.IntN(2) == 0 {
		return 0 + c.IntN(2)
	}
	return 1 + c.IntN(9)
}

// borders lists the code point boundaries of a text.
func borders(text string) []int {
	var places []int
	for i := range text {
		places = append(places, i)
	}
	return append(places, len(text))
}

// cut parts every change at random into touching ones of the same kind, with empty ones between.
func (c chance) cut(text string, list []change) []change {
	var out []change
	for _, x := range list {
		for c.IntN(2) == 0 {
			at := borders(text[x.start:x.end])
			with := borders(x.with)
			i, j := at[c.IntN(len(at))], with[c.IntN(len(with))]
			out = append(out, change{x.start, x.start + i, x.with[:j], x.kind})
			x.start, x.with = x.start+i, x.with[j:]
			if c.IntN(3) == 0 {
				out = append(out, change{x.start, x.start, "", c.IntN(3)})
			}
		}
		out = append(out, x)
	}
	return out
}

// spans makes a value of the span column and the plain spans.
func (c chance) spans(text string) (Value, []span) {
	places := borders(text)
	var spans []span
	for range c.IntN(4) {
		i, j := c.IntN(len(places)), c.IntN(len(places))
		if i != j {
			spans = append(spans, span{places[min(i, j)], places[max(i, j)]})
		}
	}
	return spansValue(spans...), spans
}

func spansValue(spans ...span) Value {
	var list []Value
	for _, s := range spans {
		list = append(list, StructValue(StringValue("x"), Int32Value(int32(s.start)), Int32Value(int32(s.end)),
			Int32Value(-1), Int32Value(-1)))
	}
	return ListValue(list)
}

func spansOf(v Value) (spans []span) {
	for _, e := range v.List() {
		spans = append(spans, span{int(e.List()[1].Int()), int(e.List()[2].Int())})
	}
	return spans
}
