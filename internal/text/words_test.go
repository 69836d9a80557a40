package text

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func ExampleCountWords() {
	fmt.Println(CountWords("It's 1,234.5 km, isn't it? Well-known: e.g. snake_case"))
	fmt.Println(CountWords("東京タワー"))
	// Output:
	// 9
	// 3
}

func TestCountWords(t *testing.T) {
	for text, want := range map[string]int{
		"":                   0,
		" \n\t":              0,
		"one":                1,
		"one two":            2,
		"don't won’t l·l":    3,
		"'quoted' words'":    2,
		"3.50 1,000 1;2 a,b": 5,
		"end.Start":          1,
		"a.5 5.a":            4,
		"well-known":         2,
		"__init__ a_b":       2,
		"cafe\u0301 noir":    2,
		"\u0301":             0,
		"می\u200Cخواهم":      1,
		"नमस्ते दुनिया":      2,
		"東京 は":               3,
		"です。カタカナー":           2,
		"x漢y":                3,
		"🚀👩\u200D🚀":          0,
		"ภาษาไทย":            1,
		"abc123 4th":         2,
	} {
		if got := CountWords(text); got != want {
			t.Errorf("CountWords(%+q) = %d, not %d", text, got, want)
		}
	}
}

// slowWords is the definition as CountWords' comment states it, rune by rune with a look around.
func slowWords(s string) (n int) {
	rs := []rune(s)
	in := false    // the word so far goes on
	var last class // of the last character that is no extension
	for i, r := range rs {
		c := classify(r)
		switch c {
		case extend:
			continue
		case letter, digit:
			if !in || last == hiragana || last == katakana {
				n++
			}
			in = true
		case hiragana, katakana:
			if !in || last != c {
				n++
			}
			in = true
		case ideograph:
			n, in = n+1, false
		default:
			in = in && joinsHere(rs[i+1:], last, c)
			if in {
				continue // last stays the character before
			}
		}
		last = c
	}
	return n
}

// joinsHere says whether a mid character of class c joins what stands before and after it.
func joinsHere(rest []rune, before, c class) bool {
	for _, r := range rest {
		if after := classify(r); after != extend {
			return before == letter && after == letter && (c == midLetter || c == midBoth) ||
				before == digit && after == digit && (c == midNumber || c == midBoth)
		}
	}
	return false
}

func genText() *rapid.Generator[string] {
	return rapid.Map(rapid.SliceOf(rapid.SampledFrom([]string{"a", "Z", "é", "e\u0301", "5", "٣", "'", "’", ".", ",", ";", "_", "-", " ", "\n",
		"漢", "か", "カ", "ー", "ก", "क", "्", "\u200C", "\u00AD", "🚀", "\u0301", "\U00020000", "\U0001D400"})), func(ps []string) string { return strings.Join(ps, "") })
}

func TestCountWordsAgainstDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := genText().Draw(t, "text")
		if got, want := CountWords(s), slowWords(s); got != want {
			t.Fatalf("CountWords(%+q) = %d, not %d", s, got, want)
		}
	})
}

// The tables say what the definition says.
func TestWideClasses(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r += 1 + r>>14 {
		if utf8.ValidRune(r) && r >= utf8.RuneSelf && wideClass(wideClasses(), r) != classify(r) {
			t.Fatalf("class of %U", r)
		}
	}
}

func BenchmarkCountWords(b *testing.B) {
	for name, s := range map[string]string{"ascii": "The ferry is back, isn't it? It cost 1,234.5 in 2021.\n", "mixed": "Café où l’on “parle” — naïve façade\n", "han": "東京は日本の首都です。\n"} {
		s = strings.Repeat(s, 2000)
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(s)))
			b.ReportAllocs()
			for b.Loop() {
				CountWords(s)
			}
		})
	}
}
