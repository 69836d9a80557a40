package recipe

import (
	"bytes"
	"math"
	"strings"
	"testing"

	"github.com/tamis-data/tamis/internal/laws"
)

// FuzzRecipe: whatever the bytes, Parse ends soon, says what is wrong, or gives a recipe that
// resolves to itself.
func FuzzRecipe(f *testing.F) {
	for _, g := range goldens(f) {
		f.Add(g.recipe(), strings.Join(g.options().Sets, "\n"))
	}
	f.Fuzz(func(t *testing.T, src []byte, sets string) {
		opt := Options{Catalog: fakeCatalog()}
		if sets != "" {
			opt.Sets = strings.Split(sets, "\n")
		}
		r, problems := Parse(src, "recipe.yaml", opt)
		for _, p := range problems {
			if p.String() == "" {
				t.Fatal("empty problem")
			}
		}
		if r == nil {
			if len(problems) == 0 {
				t.Fatal("neither recipe nor problems")
			}
			return
		}
		opt.Sets = nil
		again, problems := Parse(r.Resolved(), "resolved.yaml", opt)
		if again == nil {
			t.Fatalf("resolved does not parse:\n%s\n%s", r.Resolved(), printed(problems))
		}
		if !bytes.Equal(again.Resolved(), r.Resolved()) {
			t.Fatalf("resolved:\n%s\nthen:\n%s", r.Resolved(), again.Resolved())
		}
	})
}

// TestHostile: texts made to cost time or stack end as problems, and the work grows with their size alone.
func TestHostile(t *testing.T) {
	repeat := func(before, piece, after string) func(int) string {
		return func(size int) string { return before + strings.Repeat(piece, size/len(piece)) + after }
	}
	for name, text := range map[string]func(size int) string{
		"brackets":    repeat("", "[", ""),
		"braces":      repeat("", "{a: ", ""),
		"dashes":      repeat("", "- ", ""),
		"questions":   repeat("", "? ", ""),
		"keys":        repeat("", "a: b\n", ""),
		"other keys":  func(size int) string { return manyKeys(size / 88) },
		"items":       repeat("steps:\n", "- a\n", ""),
		"long key":    repeat("", "a", ": 1"),
		"quotes":      repeat(`a: "`, `\n`, `"`),
		"block":       repeat("a: |\n", "  x\n", ""),
		"folded":      repeat("a: x\n", "  x\n", ""),
		"comments":    repeat("", "# x\n", ""),
		"indentation": func(size int) string { return stairs(int(math.Sqrt(float64(2 * size)))) },
		"too long":    repeat(" ", "  ", strings.Repeat(" ", 1<<19)),
		"anchors":     repeat("", "&a ", ""),
	} {
		laws.Linear(t, name, 1<<19, func(size int) {
			if r, _ := Parse([]byte(text(size)), "recipe.yaml", Options{Catalog: fakeCatalog()}); r != nil {
				t.Errorf("%s: a recipe", name)
			}
		})
	}
}

func manyKeys(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString("k" + strings.Repeat("x", i%50) + string(rune('a'+i%26)) + ": 1\n")
	}
	return b.String()
}

func stairs(n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(strings.Repeat(" ", i) + "a:\n")
	}
	return b.String()
}
