package clean

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unsafe"

	"github.com/tamis-data/tamis/schema"
)

// A text of nothing but line ends does not become a line each in memory; what is done to it stays the
// same, inside of a protected block too.
func TestManyBlankLines(t *testing.T) {
	blank := strings.Repeat(" \n", 5000)
	for _, keep := range []int{0, 1, 3} {
		w := &whitespaceStep{trailing: true, ends: true, blankLines: keep, blocks: blocks{fences: true}}
		if n := len(w.lines(blank, nil)); n > keep+2 {
			t.Errorf("blank_lines %d: %d lines in memory", keep, n)
		}
		in := "a\n" + blank + "b\n```\n" + blank + "```\nc\n" + blank
		want := "a\n" + strings.Repeat("\n", keep) + "b\n```\n" + blank + "```\nc\n"
		if got := whitespaceOf(t, w, in); got != want {
			t.Errorf("blank_lines %d: %d bytes, want %d", keep, len(got), len(want))
		}
	}
	if n := unsafe.Sizeof(line{}); n > 24 {
		t.Errorf("a line takes %d bytes", n)
	}
}

func whitespaceOf(t *testing.T, w *whitespaceStep, text string) string {
	t.Helper()
	l := &schema.Layout{Columns: schema.BuiltinColumns(), Steps: []schema.StepInfo{{Name: "s", Kinds: whitespaceKinds}}}
	d := &schema.Doc{Values: make([]schema.Value, len(l.Columns))}
	d.Set(schema.SlotText, schema.StringValue(text))
	d.Begin(l, 0, &schema.Scratch{})
	if err := settle(d, schema.SlotText, w.pass); err != nil {
		t.Fatal(err)
	}
	return d.Text()
}

// Fences are found as the plain search finds them, which is quadratic in lines that open one.
func TestFencesLikeTheirPlainTwin(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for range 3000 {
		var b strings.Builder
		for range r.IntN(12) {
			b.WriteString(strings.Repeat([]string{"~", "`"}[r.IntN(2)], r.IntN(7)) + []string{"", "", " x", "  "}[r.IntN(4)] + "\n")
		}
		text := b.String()
		w := &whitespaceStep{}
		got, want := w.lines(text, nil), w.lines(text, nil)
		markFences(text, got)
		plainFences(text, want)
		if !slices.Equal(got, want) {
			t.Fatalf("%q\n%+v\nwant\n%+v", text, got, want)
		}
	}
}

func plainFences(s string, lines []line) {
	for i := 0; i < len(lines); i++ {
		char, n := fence(s, lines[i])
		for end := i + 1; char != 0 && end < len(lines); end++ {
			if !closes(s, lines[end], char, n) {
				continue
			}
			for ; i < end; i++ {
				lines[i].protected = true
			}
			lines[end].protected = true
			break
		}
	}
}
