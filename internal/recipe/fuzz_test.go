package recipe

import (
	"bytes"
	"strings"
	"testing"
	"time"
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
		start := time.Now()
		r, problems := Parse(src, "recipe.yaml", opt)
		if d := time.Since(start); d > 5*time.Second {
			t.Fatalf("took %s", d)
		}
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

// TestHostile: texts made to cost time or stack end as problems within a second or two.
func TestHostile(t *testing.T) {
	for name, text := range map[string]string{
		"brackets":    strings.Repeat("[", 1<<19),
		"braces":      strings.Repeat("{a: ", 1<<17),
		"dashes":      strings.Repeat("- ", 1<<18),
		"questions":   strings.Repeat("? ", 1<<18),
		"keys":        strings.Repeat("a: b\n", 1<<17),
		"other keys":  manyKeys(6000),
		"items":       "steps:\n" + strings.Repeat("- a\n", 1<<17),
		"long key":    strings.Repeat("a", 1<<19) + ": 1",
		"quotes":      "a: \"" + strings.Repeat(`\n`, 1<<18) + `"`,
		"block":       "a: |\n" + strings.Repeat("  x\n", 1<<17),
		"folded":      "a: x\n" + strings.Repeat("  x\n", 1<<17),
		"comments":    strings.Repeat("# x\n", 1<<17),
		"indentation": stairs(1000),
		"too long":    strings.Repeat(" ", 1<<20+1),
		"anchors":     strings.Repeat("&a ", 1<<17),
	} {
		start := time.Now()
		if r, _ := Parse([]byte(text), "recipe.yaml", Options{Catalog: fakeCatalog()}); r != nil {
			t.Errorf("%s: a recipe", name)
		}
		if d := time.Since(start); d > 10*time.Second {
			t.Errorf("%s: took %s", name, d)
		} else if d > time.Second {
			t.Logf("%s: took %s", name, d)
		}
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
