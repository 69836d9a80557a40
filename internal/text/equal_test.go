package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func ExampleView_LineCopies() {
	var v View
	v.Show("one\ntwo\n\none\n\ntwo ")
	c := v.LineCopies()
	for i, l := range v.Lines() {
		fmt.Printf("%q first of several: %v, copy: %v\n", l.Of(v.Text()), c.First(i), c.Later(i))
	}
	// Output:
	// "one" first of several: true, copy: false
	// "two" first of several: false, copy: false
	// "" first of several: true, copy: false
	// "one" first of several: false, copy: true
	// "" first of several: false, copy: true
	// "two " first of several: false, copy: false
}

// slowCopies compares each piece with all others.
func slowCopies(pieces []string) (out []string) {
	for i, p := range pieces {
		out = append(out, copyWord(slices.Contains(pieces[:i], p), slices.Contains(pieces[i+1:], p)))
	}
	return out
}

func copyWord(later, again bool) string {
	switch {
	case later:
		return "copy"
	case again:
		return "first"
	}
	return "alone"
}

// wordsOf are the answers of a view about n pieces.
func wordsOf(c *Copies, n int) (out []string) {
	for i := range n {
		out = append(out, copyWord(c.Later(i), c.First(i)))
	}
	return out
}

func TestCopiesAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	var v View
	for i := range 20000 {
		s := scrap(r, i%400)
		v.Show(s)
		pieces := cut(s, v.Paragraphs())
		if got, want := wordsOf(v.ParagraphCopies(), len(pieces)), slowCopies(pieces); !slices.Equal(got, want) {
			t.Fatalf("paragraphs of %+q: %v, not %v", s, got, want)
		}
		lines := strings.Split(s, "\n")
		if got, want := wordsOf(v.LineCopies(), len(lines)), slowCopies(lines); !slices.Equal(got, want) {
			t.Fatalf("lines of %+q: %v, not %v", s, got, want)
		}
		if i%7 == 0 {
			v.release()
		}
	}
}

// A text of more lines than one block holds has the same in blocks.
func TestBlocksAreWhole(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2))
	units := []string{"\n", "\n\n", "a\n", "\r\n", "b\r", "\n \n", "c"}
	for _, n := range []int{0, 1, 100, keptSpans / 2, 2*keptSpans + 17} {
		for range 8 {
			var b strings.Builder
			few := units[:2+r.IntN(len(units)-1)]
			for range n {
				b.WriteString(few[r.IntN(len(few))])
			}
			checkBlocks(t, b.String())
		}
	}
}

func checkBlocks(t *testing.T, s string) {
	t.Helper()
	var v, w View
	v.Show(s)
	w.Show(s)
	checkPieces(t, "lines", v.LineBlocks(), w.Lines())
	checkPieces(t, "text lines", v.TextLineBlocks(), w.TextLines())
	checkPieces(t, "paragraphs", v.ParagraphBlocks(), w.Paragraphs())
	var pairs []string
	for b := v.PairBlocks(); b.Next(); {
		pairs = append(pairs, cut(s, b.Spans)...)
	}
	if want := strings.Split(s, "\n\n"); !slices.Equal(pairs, want) {
		t.Fatalf("%d pieces between pairs, not %d", len(pairs), len(want))
	}
}

func checkPieces(t *testing.T, what string, blocks Pieces, want []Span) {
	t.Helper()
	var got []Span
	for blocks.Next() {
		if blocks.First != len(got) {
			t.Fatalf("%s: a block begins with number %d, and %d were before it", what, blocks.First, len(got))
		}
		got = append(got, blocks.Spans...)
	}
	if !slices.Equal(got, want) {
		t.Fatalf("%s: %d pieces, not %d", what, len(got), len(want))
	}
}

// Ten megabytes of equal lines, of lines that differ at their end, and of one line take the time of reading them.
func TestEqualsOfLargeTexts(t *testing.T) {
	var b strings.Builder
	for i := range 10000 {
		fmt.Fprintf(&b, "%s%d\n", strings.Repeat("x", 1000), i)
	}
	for name, want := range map[string]struct {
		text  string
		lines int
	}{
		"equal":   {strings.Repeat("same\n", 2<<20), 2},
		"differ":  {b.String(), 10001},
		"empty":   {strings.Repeat("\n", 10<<20), 1},
		"one":     {strings.Repeat("x", 10<<20), 1},
		"nothing": {"", 1},
	} {
		var v View
		v.Show(want.text)
		distinct := 0
		copies := v.LineCopies()
		for i := range v.Lines() {
			if !copies.Later(i) {
				distinct++
			}
		}
		if distinct != want.lines {
			t.Errorf("%s: %d lines, not %d", name, distinct, want.lines)
		}
	}
}

// No text after the first allocates.
func TestEqualsAllocateNothing(t *testing.T) {
	var v View
	texts := []string{strings.Repeat("a\nb\n\nc\n", 50), strings.Repeat("d\n\ne\n", 60)}
	for _, s := range texts {
		v.Show(s)
		v.LineCopies()
		v.ParagraphCopies()
	}
	if n := testing.AllocsPerRun(10, func() {
		for _, s := range texts {
			v.Show(s)
			v.LineCopies()
			v.ParagraphCopies()
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
