package text

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

func ExampleView_FirstLines() {
	var v View
	v.Show("one\ntwo\n\none\n\ntwo ")
	fmt.Println(v.FirstLines())
	// Output: [0 1 2 0 2 5]
}

// slowFirsts compares each piece with all before it.
func slowFirsts(pieces []string) []int32 {
	out := make([]int32, len(pieces))
	for i, p := range pieces {
		out[i] = int32(slices.Index(pieces, p))
	}
	return out
}

func TestEqualsAgainstDefinition(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 1))
	var v View
	for i := range 20000 {
		s := scrap(r, i%400)
		v.Show(s)
		if got, want := v.FirstParagraphs(), slowFirsts(cut(s, v.Paragraphs())); !slices.Equal(got, want) {
			t.Fatalf("paragraphs of %+q: %v, not %v", s, got, want)
		}
		if got, want := v.FirstLines(), slowFirsts(strings.Split(s, "\n")); !slices.Equal(got, want) {
			t.Fatalf("lines of %+q: %v, not %v", s, got, want)
		}
		if i%7 == 0 {
			v.release()
		}
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
		for i, first := range v.FirstLines() {
			if int32(i) == first {
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
		v.FirstLines()
		v.FirstParagraphs()
	}
	if n := testing.AllocsPerRun(10, func() {
		for _, s := range texts {
			v.Show(s)
			v.FirstLines()
			v.FirstParagraphs()
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
