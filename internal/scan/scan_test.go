package scan

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func ExampleWords_Each() {
	w := NewWords([]string{"he", "she", "hers", "тел"})
	w.Each("Ushers, тел", func(word, start, end int) bool {
		fmt.Print(w.words[word], " ", start, "-", end, "; ")
		return true
	})
	// Output: she 1-4; he 2-4; hers 2-6; тел 8-14;
}

func ExampleClass_LongRun() {
	token := Bytes("a-zA-Z0-9_-")
	s := "a word, then ghp_0123456789abcdef, then words"
	start, end := token.LongRun(s, 0, 16)
	fmt.Println(s[start:end])
	// Output: ghp_0123456789abcdef
}

func TestBytes(t *testing.T) {
	c := Bytes("a-c_-")
	for b := range 256 {
		if want := strings.IndexByte("abc_-", byte(b)) >= 0; c[b] != want {
			t.Errorf("%q is %v", byte(b), c[b])
		}
	}
}

// slowWords looks for each word at each place.
func slowWords(words []string, s string) (out [][3]int) {
	for end := range len(s) + 1 {
		for i, word := range words {
			if strings.HasSuffix(asciiLower(s[:end]), asciiLower(word)) {
				out = append(out, [3]int{i, end - len(word), end})
			}
		}
	}
	return out
}

func asciiLower(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

func TestWordsAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		word := rapid.StringOfN(rapid.SampledFrom([]rune("abBé")), 1, 5, -1)
		words := rapid.SliceOfNDistinct(word, 1, 12, asciiLower).Draw(t, "words")
		s := rapid.StringOf(rapid.SampledFrom([]rune("abABéc"))).Draw(t, "text")
		w := NewWords(words)
		var got [][3]int
		w.Each(s, func(word, start, end int) bool {
			got = append(got, [3]int{word, start, end})
			return true
		})
		want := slowWords(words, s)
		slices.SortFunc(want, func(a, b [3]int) int {
			if a[2] != b[2] {
				return a[2] - b[2]
			}
			return a[1] - b[1]
		})
		if !slices.Equal(got, want) {
			t.Fatalf("%q in %q: %v, not %v", words, s, got, want)
		}
		if w.Holds(s) != (len(want) > 0) {
			t.Fatalf("Holds(%q) is %v", s, len(want) == 0)
		}
		_, is := w.Is(s)
		if want := slices.ContainsFunc(words, func(x string) bool { return asciiLower(x) == asciiLower(s) }); is != want {
			t.Fatalf("Is(%q) is %v", s, is)
		}
	})
}

func TestClassAgainstDefinition(t *testing.T) {
	c := Bytes("ab")
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("abc"))).Draw(t, "text")
		at := rapid.IntRange(0, len(s)).Draw(t, "at")
		if got, want := c.Next(s, at), strings.IndexAny(s[at:]+"a", "ab")+at; got != want {
			t.Fatalf("Next(%q, %d) is %d, not %d", s, at, got, want)
		}
		n := rapid.IntRange(1, 4).Draw(t, "n")
		var got, want []string
		for start, end := c.LongRun(s, 0, n); start < len(s); start, end = c.LongRun(s, end, n) {
			got = append(got, s[start:end])
		}
		for _, run := range strings.FieldsFunc(s, func(r rune) bool { return r == 'c' }) {
			if len(run) >= n {
				want = append(want, run)
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("runs of %d in %q: %q, not %q", n, s, got, want)
		}
	})
}

var prose = strings.Repeat("The ferry is back in service, and the pilots return to work before the weather turns.\n", 1000)

func BenchmarkNext(b *testing.B) {
	c := Bytes("0-9@:/(")
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		if c.Next(prose, 0) != len(prose) {
			b.Fatal("found")
		}
	}
}

func BenchmarkLongRun(b *testing.B) {
	c := Bytes("a-zA-Z0-9_-")
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		if start, _ := c.LongRun(prose, 0, 16); start != len(prose) {
			b.Fatal("found")
		}
	}
}

func BenchmarkWords(b *testing.B) {
	w := NewWords([]string{"password", "secret", "token", "telephone", "mobile", "order", "invoice"})
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		if w.Holds(prose) {
			b.Fatal("found")
		}
	}
}

func BenchmarkGrams(b *testing.B) {
	g := NewGrams([]string{" arroba ", " punkt ", " kropka ", " chiocciola ", "password", "passwort", "kennwort", "contraseña", "passphrase"})
	b.SetBytes(int64(len(prose)))
	for b.Loop() {
		g.Each(prose, func(int, int, int) { b.Fatal("found") })
	}
}

// Grams finds what a search for each word finds, wherever it stands.
func TestGramsAgainstDefinition(t *testing.T) {
	words := []string{"password", "passwort", "пароль", " arroba ", "contraseña"}
	g := NewGrams(words)
	rnd := rand.New(rand.NewPCG(7, 8))
	for range 2000 {
		var b strings.Builder
		for range rnd.IntN(6) {
			b.WriteString([]string{"password", "PassWort", "пароль", " arroba ", "contraseña", "x", " ", "pass", "ó", "word"}[rnd.IntN(10)])
		}
		s := b.String()
		want, got := map[string]bool{}, map[string]bool{}
		for w, word := range words {
			for i := 0; i+len(word) <= len(s); i++ {
				if strings.EqualFold(s[i:i+len(word)], word) && utf8.ValidString(s[i:i+len(word)]) {
					want[fmt.Sprint(w, i)] = true
				}
			}
		}
		g.Each(s, func(word, start, _ int) { got[fmt.Sprint(word, start)] = true })
		for k := range want {
			if !got[k] {
				t.Fatalf("%q: %s was not found", s, k)
			}
		}
		for k := range got {
			if !want[k] {
				t.Fatalf("%q: %s was found", s, k)
			}
		}
	}
}

func ExampleSolid() {
	s := "a word, then ghp_0123456789,abcdef, then words"
	start, end := Solid(s, 0, 16)
	fmt.Println(s[start:end])
	// Output: ghp_0123456789,abcdef,
}

// Eight bytes at once are the same as one by one, wherever a text starts.
func TestEightAtOnce(t *testing.T) {
	odd, solid := Bytes("0-9@:([{</\\~_*|&%=\x80-\xFF-"), Bytes("!-~\x7F")
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOfN(rapid.SampledFrom([]string{"a", "z", "A", "Z", " ", "\n", ",", ".", "0", "@", "`", "{", "[", "/", ":", "é", "\x00", "\x7F", "!", "word", "0123456"}), 0, 60).Draw(t, "s"), "")
		at := rapid.IntRange(0, len(s)).Draw(t, "at")
		if got, want := odd.NextOdd(s, at), odd.Next(s, at); got != want {
			t.Fatalf("NextOdd(%q, %d) is %d, want %d", s, at, got, want)
		}
		n := rapid.IntRange(1, 20).Draw(t, "n")
		start, end := Solid(s, at, n)
		if from, to := solid.LongRun(s, at, n); start != from || end != to {
			t.Fatalf("Solid(%q, %d, %d) is %d-%d, want %d-%d", s, at, n, start, end, from, to)
		}
	})
}

// Words of five and six bytes are found wherever they stand, whatever stands beside them.
func TestGramsShort(t *testing.T) {
	words := []string{" dot ", "'at' ", "abcdef", "seven bytes"}
	g := NewGrams(words)
	rapid.Check(t, func(t *rapid.T) {
		part := rapid.StringMatching(`[ -~é\x80]{0,7}`)
		word := rapid.IntRange(0, len(words)-1).Draw(t, "word")
		head := part.Draw(t, "head")
		s, seen := head+words[word]+part.Draw(t, "tail"), 0
		g.Each(s, func(w, start, end int) {
			if w == word && start == len(head) && end == start+len(words[word]) {
				seen++
			}
		})
		if seen != 1 {
			t.Fatalf("%q in %q was found %d times", words[word], s, seen)
		}
	})
}
