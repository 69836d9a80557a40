package filter

import (
	"maps"
	"math/rand/v2"
	"runtime"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform/steptest"
)

// hugeTexts are texts of a size that consist of one thing.
func hugeTexts(size int) map[string]string {
	of := func(unit string) string { return strings.Repeat(unit, size/len(unit)) }
	return map[string]string{
		"line feeds": of("\n"), "one-character lines": of("a\n"), "one word": of("a"), "one line": of("the cat of "), "spaces": of(" "), "CJK": of("漢字"),
		"a repeated word": of("buffalo "), "letters": of("a "), "short sentences": of("a. "), "CJK lines": of("漢\n"), "carriage returns": of("\r"), "lines with margins": of(" a b\n"),
		"brackets": of("[1"),
	}
}

// randomTexts are texts of much that differs.
func randomTexts(size int) map[string]string {
	r := rand.New(rand.NewPCG(5, 5))
	random := func(letters, word int, behind string) string {
		var b strings.Builder
		for b.Len() < size {
			for range word {
				b.WriteByte(byte('a' + r.IntN(letters)))
			}
			b.WriteString(behind)
		}
		return b.String()
	}
	return map[string]string{"random letters": random(26, 1, " "), "random words": random(26, 4, " "), "random lines": random(26, 3, "\n")}
}

// mostBuffers bounds what a filter allocates to measure a text, in bytes for each byte of it. Two words of a letter take
// eight bytes each in the view, twelve more as n-grams, and by datatrove's way nine more; what differs most is n-grams of
// random letters, for which a table is filled.
func mostBuffers(f *design, name string) int {
	switch {
	case f == &gopherRepetitionDesign && strings.HasPrefix(name, "random"):
		return 64
	case f == &gopherRepetitionDesign:
		return 18
	}
	return 14
}

// measuredDesigns are the filters that measure a text by itself.
var measuredDesigns = []*design{&gopherQualityDesign, &gopherRepetitionDesign, &c4Design, &c4ParagraphsDesign, &fineWebDesign, &refinedWebDesign, &madladDesign}

// definitionsOf are those of a design, "" where it has none.
func definitionsOf(f *design) []string { return append(f.names(), "")[:max(len(f.names()), 1)] }

func argsOf(definition string) string {
	if definition == "" {
		return "{on_fail: label}"
	}
	return "{on_fail: label, definition: " + definition + "}"
}

// Texts of nothing and of one thing: nothing panics, and what can't be measured is unset and not a fault.
func TestSmallestTexts(t *testing.T) {
	for _, f := range measuredDesigns {
		for _, d := range definitionsOf(f) {
			runOver(t, f.spec(), argsOf(d), []string{"", "word", "one line and no end of it", " \n\t\u3000\n ", "\n", "\r\n\r\n", "\u2028", "漢"})
		}
	}
}

// What a filter allocates to measure a huge text is counted, not what is in use: that does not depend on when the
// collector runs. A list that grows by doubling, or a table as large as the number of lines, goes beyond the bound.
func TestMemoryOfHugeTexts(t *testing.T) {
	texts, small := hugeTexts(10_000_000), hugeTexts(1_000_000)
	for _, into := range []map[string]string{texts, small} {
		maps.Copy(into, randomTexts(1_000_000))
	}
	for _, f := range measuredDesigns {
		for i, d := range definitionsOf(f) {
			use := texts
			if i > 0 {
				use = small
			}
			for name, s := range use {
				got, most := allocated(t, f, d, s), mostBuffers(f, name)*len(s)+16<<20
				t.Logf("%s %s: %.1f for %s", f.name, d, float64(got)/float64(len(s)), name)
				if got > most {
					t.Errorf("%s %s allocates %d bytes for %d of %s, more than %d", f.name, d, got, len(s), name, most)
				}
			}
		}
	}
}

// allocated measures a text with buffers that nobody used before, and returns what was allocated.
func allocated(t *testing.T, f *design, definition, s string) int {
	h := steptest.New(t, f.spec(), argsOf(definition), []string{"x"}, nil).Step().(*heuristic)
	var v text.View
	v.Show(s)
	m := new(sheet)
	m.clear(len(f.metrics))
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	h.usual.measure(&v, m)
	runtime.ReadMemStats(&after)
	return int(after.TotalAlloc - before.TotalAlloc)
}
