package diff

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
	"unicode/utf8"
)

// marked writes chunks the way they are read: [-only in a-]{+only in b+}.
func marked(cs []Chunk) string {
	var b strings.Builder
	for _, c := range cs {
		if c.Same {
			b.WriteString(c.A)
			continue
		}
		if c.A != "" {
			b.WriteString("[-" + c.A + "-]")
		}
		if c.B != "" {
			b.WriteString("{+" + c.B + "+}")
		}
	}
	return b.String()
}

func TestWords(t *testing.T) {
	for _, c := range [][3]string{
		{"", "", ""},
		{"same", "same", "same"},
		{"", "new", "{+new+}"},
		{"old", "", "[-old-]"},
		{"the ferry is back", "the boat is back", "the [-ferry-]{+boat+} is back"},
		{"back on Monday morning", "back on Tuesday evening", "back on [-Monday morning-]{+Tuesday evening+}"},
		{"one  space", "one space", "one[-  -]{+ +}space"},
		{"a b c", "a c", "a [-b -]c"},
		{"A stop.", "A stop!", "A stop[-.-]{+!+}"},
		{"first\nsecond\nthird", "first\nother\nthird", "first\n[-second-]{+other+}\nthird"},
		{"渡轮今天恢复通航", "渡轮明天恢复通航", "渡轮[-今-]{+明+}天恢复通航"},
		{"cafe\u0301 au lait", "cafe au lait", "[-cafe\u0301-]{+cafe+} au lait"},
		{"a\xffb", "a\xfeb", "a[-\xff-]{+\xfe+}b"},
		{"x1_y 12.5", "x1_z 12.6", "[-x1_y-]{+x1_z+} 12.[-5-]{+6+}"},
	} {
		if got := marked(Words(c[0], c[1])); got != c[2] {
			t.Errorf("%q, %q: %q, want %q", c[0], c[1], got, c[2])
		}
	}
}

// hold checks what is true of every result.
func hold(t *testing.T, a, b string, cs []Chunk) {
	t.Helper()
	var x, y strings.Builder
	for i, c := range cs {
		x.WriteString(c.A)
		y.WriteString(c.B)
		switch {
		case c.A == "" && c.B == "", c.Same && c.A != c.B, i > 0 && c.Same == cs[i-1].Same:
			t.Fatalf("%q, %q: chunk %d is wrong: %v", a, b, i, cs)
		case utf8.ValidString(a) && utf8.ValidString(b) && !(utf8.ValidString(c.A) && utf8.ValidString(c.B)):
			t.Fatalf("a character is cut: %v", c)
		}
	}
	if x.String() != a || y.String() != b {
		t.Fatalf("%q, %q: the chunks are %q, %q", a, b, x.String(), y.String())
	}
}

// common is the length of the longest common subsequence, by the plain table.
func common(a, b []int32) int {
	row := make([]int, len(b)+1)
	for _, x := range a {
		corner := 0
		for j, y := range b {
			old := row[j+1]
			if x == y {
				row[j+1] = corner + 1
			} else {
				row[j+1] = max(row[j+1], row[j])
			}
			corner = old
		}
	}
	return row[len(b)]
}

// TestShortest: texts of up to a thousand tokens share as many as the plain table finds.
func TestShortest(t *testing.T) {
	rng := rand.New(rand.NewPCG(1, 2))
	for n := range 3000 {
		words := 1 + rng.IntN(6)
		draw := func() string {
			var b strings.Builder
			for range rng.IntN(40) {
				fmt.Fprintf(&b, "%c%s", 'a'+rng.IntN(words), []string{" ", "", ",", "\n"}[rng.IntN(4)])
			}
			return b.String()
		}
		a, b := draw(), draw()
		hold(t, a, b, Words(a, b))
		names := map[string]int32{}
		x, y := newSide(a, names), newSide(b, names)
		c := &comparer{a: x.ids, b: y.ids, inA: make([]bool, len(x.ids)), inB: make([]bool, len(y.ids))}
		c.compare(piece{0, len(x.ids), 0, len(y.ids)}, 0)
		shared := 0
		for _, in := range c.inA {
			if in {
				shared++
			}
		}
		if want := common(x.ids, y.ids); shared != want {
			t.Fatalf("%d: %q, %q: %d tokens shared, want %d", n, a, b, shared, want)
		}
	}
}

// prose is text of so many words from a vocabulary.
func prose(rng *rand.Rand, words, vocabulary int) []string {
	out := make([]string, words)
	for i := range out {
		out[i] = fmt.Sprintf("w%d", rng.IntN(vocabulary))
	}
	return out
}

// mangle changes every so many words.
func mangle(rng *rand.Rand, words []string, every int) (out []string, changed int) {
	for _, w := range words {
		switch {
		case rng.IntN(every) != 0:
			out = append(out, w)
		case rng.IntN(3) == 0: // left out
			changed++
		case rng.IntN(2) == 0:
			out = append(out, w, "added")
			changed++
		default:
			out = append(out, "other")
			changed++
		}
	}
	return out, changed
}

// TestLongTexts: a megabyte with a change in a hundred words is told by about as many changes, and
// texts that a search for the shortest script would take hours for hold the laws too.
func TestLongTexts(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	base := prose(rng, 200_000, 20_000)
	other, changed := mangle(rng, base, 100)
	a, b := strings.Join(base, " "), strings.Join(other, " ")
	cs := Words(a, b)
	hold(t, a, b, cs)
	if n := len(cs) / 2; n > changed+changed/10 || n < changed/2 {
		t.Errorf("%d changes told as %d", changed, n)
	}
	few := strings.Join(prose(rng, 200_000, 3), " ")
	for name, pair := range map[string][2]string{
		"nothing shared": {a, strings.Join(prose(rng, 200_000, 1<<40), " ")},
		"few words":      {few, strings.Join(prose(rng, 200_000, 3), " ")},
		"one word":       {strings.Repeat("a ", 500_000), strings.Repeat("a ", 400_000) + "b"},
		"reversed":       {a, strings.Join(reversed(base), " ")},
		"period":         {strings.Repeat("a b c ", 100_000), "x " + strings.Repeat("a b c ", 50_000) + "y " + strings.Repeat("a b c ", 50_001)},
	} {
		began := time.Now()
		cs := Words(pair[0], pair[1])
		t.Logf("%s: %d chunks in %v", name, len(cs), time.Since(began))
		hold(t, pair[0], pair[1], cs)
	}
}

func reversed(in []string) []string {
	out := make([]string, len(in))
	for i, w := range in {
		out[len(in)-1-i] = w
	}
	return out
}

// TestFewChangesInPeriod: few changes are found in a text that has nothing unlike itself.
func TestFewChangesInPeriod(t *testing.T) {
	a := strings.Repeat("la la\n", 50_000)
	b := "oh " + strings.Repeat("la la\n", 25_000) + "oh " + strings.Repeat("la la\n", 25_000) + "end"
	if got := Words(a, b); len(got) != 5 {
		t.Errorf("%d chunks", len(got))
	}
}

func FuzzWords(f *testing.F) {
	f.Add("the ferry is back", "the boat is back\n")
	f.Add("a\xff\u0301", "\u0301a")
	f.Fuzz(func(t *testing.T, a, b string) { hold(t, a, b, Words(a, b)) })
}

func BenchmarkWords(b *testing.B) {
	rng := rand.New(rand.NewPCG(3, 4))
	base := prose(rng, 200_000, 20_000)
	other, _ := mangle(rng, base, 100)
	x, y := strings.Join(base, " "), strings.Join(other, " ")
	b.SetBytes(int64(len(x) + len(y)))
	for b.Loop() {
		Words(x, y)
	}
}
