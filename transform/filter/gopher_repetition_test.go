package filter

import (
	"fmt"
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform/steptest"
)

// The oracle says what each definition measures in the plainest way there is.

func chars(parts ...string) (n int) {
	for _, p := range parts {
		n += utf8.RuneCountInString(p)
	}
	return n
}

func tally2(parts []string) map[string]int {
	out := map[string]int{}
	for _, p := range parts {
		out[p]++
	}
	return out
}

// laterCopies are those behind a first one, allCopies the first one too.
func laterCopies(parts []string) (out []string) {
	for i, p := range parts {
		if slices.Contains(parts[:i], p) {
			out = append(out, p)
		}
	}
	return out
}

func allCopies(parts []string) []string {
	counts := tally2(parts)
	return selected(parts, func(p string) bool { return counts[p] > 1 })
}

// ngrams are the n-grams, their words apart by what is in no word.
func ngrams(words []string, n int) (out []string) {
	for i := 0; i+n <= len(words); i++ {
		out = append(out, strings.Join(words[i:i+n], "\n"))
	}
	return out
}

func unspaced(gram string) int { return chars(strings.ReplaceAll(gram, "\n", "")) }

// firstMost is the first of the most frequent, longestMost the longest of them.
func firstMost(grams []string) (top string, count int) {
	counts := tally2(grams)
	for _, g := range grams {
		if counts[g] > count {
			top, count = g, counts[g]
		}
	}
	return top, count
}

func longestMost(grams []string) (top string, count int) {
	counts := tally2(grams)
	for _, g := range grams {
		if counts[g] > count || counts[g] == count && unspaced(g) > unspaced(top) {
			top, count = g, counts[g]
		}
	}
	return top, count
}

// coverage is the characters of the words in any of the n-grams.
func coverage(words []string, n int, is func(gram string) bool) (sum int) {
	in := make([]bool, len(words))
	for i, g := range ngrams(words, n) {
		for k := i; is(g) && k < i+n; k++ {
			in[k] = true
		}
	}
	for i, w := range words {
		if in[i] {
			sum += chars(w)
		}
	}
	return sum
}

func split(s string, by *text.Splitter) (out []string) {
	for _, w := range by.Words(s, nil) {
		out = append(out, w.Of(s))
	}
	return out
}

func filled(parts []string) []string {
	return selected(parts, func(p string) bool { return strip(p) != "" })
}

func each(parts []string, f func(string) string) (out []string) {
	for _, p := range parts {
		out = append(out, f(p))
	}
	return out
}

// put writes the shares of copies.
func (o oracle) put(kind string, parts, copies []string, all int) {
	o["duplicate_"+kind+"s"] = ratio(len(copies), len(parts))
	o["duplicate_"+kind+"_chars"] = ratio(chars(copies...), all)
}

func (o oracle) grams(words []string, top, duplicate func(grams []string, n int) float64) oracle {
	for n := 2; n <= 10; n++ {
		if n <= 4 {
			o[fmt.Sprintf("top_%d_gram", n)] = top(ngrams(words, n), n)
		} else {
			o[fmt.Sprintf("duplicate_%d_gram", n)] = duplicate(ngrams(words, n), n)
		}
	}
	return o
}

var repetitionOracles = map[string]func(s string) oracle{
	"tamis": func(s string) oracle {
		words := fields(s)
		lines := filled(each(strings.Split(s, "\n"), strip))
		paragraphs := filled(each(regexp.MustCompile(`\n\n+`).Split(s, -1), strip))
		o := oracle{"lines": float64(len(lines))}
		o.put("line", lines, laterCopies(lines), chars(lines...))
		o.put("paragraph", paragraphs, laterCopies(paragraphs), chars(paragraphs...))
		return o.grams(words, func(grams []string, n int) float64 {
			top, count := longestMost(grams)
			switch {
			case count == 0:
				return math.NaN()
			case count == 1:
				return 0
			}
			return ratio(coverage(words, n, func(g string) bool { return g == top }), chars(words...))
		}, covering(words))
	},
	"datatrove": func(s string) oracle {
		words := split(s, datatroveWords)
		lines := regexp.MustCompile(`\n+`).Split(s, -1)
		paragraphs := regexp.MustCompile(`\n\n+`).Split(strip(s), -1)
		if s == "" {
			lines, paragraphs = nil, nil
		}
		o := oracle{"lines": float64(len(lines))}
		o.put("line", lines, laterCopies(lines), chars(s))
		o.put("paragraph", paragraphs, laterCopies(paragraphs), chars(s))
		return o.grams(words, func(grams []string, n int) float64 {
			if len(grams) == 0 {
				return math.NaN()
			}
			top, count := firstMost(grams)
			return ratio(chars(top)*count, chars(s))
		}, func(grams []string, n int) float64 {
			seen, found := map[string]bool{}, 0
			for i := 0; i < len(grams); {
				g := strings.ReplaceAll(grams[i], "\n", "")
				if i++; seen[g] {
					found, i = found+chars(g), i+n-1
				}
				seen[g] = true
			}
			return ratio(found, chars(s))
		})
	},
	"dolma": func(s string) oracle {
		words := fields(s)
		lines := strings.Split(s, "\n")
		o := oracle{"lines": float64(len(lines))}
		o.put("line", lines, allCopies(lines), max(chars(words...), 1))
		return o.grams(words, func(grams []string, n int) float64 {
			if len(grams) == 0 {
				return math.NaN()
			}
			top, count := firstMost(grams)
			return ratio(unspaced(top)*count, chars(words...))
		}, func(grams []string, n int) float64 {
			all, some, counts := 0, 0, tally2(grams)
			for _, g := range grams {
				if all += unspaced(g); counts[g] > 1 {
					some += unspaced(g)
				}
			}
			return ratio(some, all)
		})
	},
	"dclm": func(s string) oracle {
		words := split(s, text.Own)
		lines := filled(each(strings.Split(s, "\n"), strip))
		paragraphs := filled(each(strings.Split(s, "\n\n"), strip))
		o := oracle{"lines": float64(len(lines))}
		o.put("line", lines, allCopies(lines), chars(lines...))
		o.put("paragraph", paragraphs, allCopies(paragraphs), chars(paragraphs...))
		for kind, parts := range map[string][]string{"line": lines, "paragraph": paragraphs} {
			if len(parts) == 1 {
				o.put(kind, nil, nil, 0)
			}
		}
		return o.grams(words, func(grams []string, n int) float64 {
			top, count := longestMost(grams)
			switch {
			case count == 0:
				return math.NaN()
			case count == 1:
				return 0
			}
			return ratio(unspaced(top)*count, chars(words...))
		}, covering(words))
	},
	"nemo": func(s string) oracle {
		words := fields(s)
		lines := filled(strings.Split(s, "\n"))
		paragraphs := strings.Split(s, "\n\n")
		o := oracle{"lines": float64(len(lines))}
		o.put("line", lines, laterCopies(lines), chars(lines...))
		o.put("paragraph", paragraphs, laterCopies(paragraphs), chars(paragraphs...))
		return o.grams(words, func(grams []string, n int) float64 {
			if len(grams) == 0 {
				return 1
			}
			top, _ := firstMost(grams)
			return ratio(chars(s)-chars(strings.ReplaceAll(s, strings.ReplaceAll(top, "\n", " "), "")), chars(s))
		}, func(grams []string, n int) float64 {
			if len(grams) == 0 {
				return 1
			}
			found, known, seen := 0, 0, map[string]bool{}
			for i, g := range grams {
				if seen[g] {
					found += chars(words[i+known:i+n]...) + min(n-known, n-1)
					known = n
				}
				seen[g], known = true, max(known-1, 0)
			}
			return ratio(found, chars(s))
		})
	},
}

// covering is the share of characters in repeated n-grams.
func covering(words []string) func([]string, int) float64 {
	return func(grams []string, n int) float64 {
		if len(grams) == 0 {
			return math.NaN()
		}
		counts := tally2(grams)
		return ratio(coverage(words, n, func(g string) bool { return counts[g] > 1 }), chars(words...))
	}
}

// refrain is a text that repeats words, phrases, lines and paragraphs.
func refrain(r *rand.Rand) string {
	words := []string{"a", "b", "ab", "ba", "aa", "the", "boat", "boats", "é", "été", "漢字", "longword-", "longword-longer", "longword-longest", "a-word-that-is-longer-than-sixteen", "a-word-that-is-longer-than-seventy", "x\x00", "."}
	words = words[:2+r.IntN(len(words)-1)]
	seps := []string{" ", " ", " ", " ", " ", " ", " ", "  ", "\n", "\n", "\n\n", "\n\n\n", " \n", "\t", "\u00A0", "\r\n"}
	var said []string
	for n := r.IntN(90); len(said) < n; {
		if len(said) > 0 && r.IntN(6) == 0 {
			from := r.IntN(len(said))
			said = append(said, said[from:from+r.IntN(min(len(said)-from, 30)+1)]...)
			continue
		}
		said = append(said, words[r.IntN(len(words))]+seps[r.IntN(len(seps))])
	}
	s := strings.Join(said, "")
	if r.IntN(4) == 0 {
		s = seps[r.IntN(len(seps))] + s
	}
	return s
}

func repetitionOf(t testing.TB, definition string, texts []string) []map[string]float64 {
	t.Helper()
	set := steptest.New(t, GopherRepetition, "{on_fail: label, definition: "+definition+"}", texts, nil)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	var out []map[string]float64
	for i := range docs {
		out = append(out, metricsOf(set, &docs[i]))
	}
	return out
}

func TestGopherRepetitionAgainstOracle(t *testing.T) {
	for _, d := range gopherRepetitionDesign.definitions {
		t.Run(d.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(12, uint64(len(d.name))))
			texts := []string{"", " ", "\n", "\n\n", " \n\n ", "\n\n\n\na", "one", "a\n\na\n", " a\n\nb\n\na "}
			for range 3000 {
				texts = append(texts, refrain(r))
			}
			for i, got := range repetitionOf(t, d.name, texts) {
				want := repetitionOracles[d.name](texts[i])
				if len(got) != len(want) {
					t.Fatalf("measures %v, not %v", got, want)
				}
				for name, w := range want {
					if g := got[name]; g != w && !(math.IsNaN(g) && math.IsNaN(w)) {
						t.Fatalf("%s of %+q is %v, not %v", name, texts[i], g, w)
					}
				}
			}
		})
	}
}

// Megabytes, whatever they are, take the time of reading them. Each text goes by one definition, that of one word by all.
func TestGopherRepetitionOfHugeTexts(t *testing.T) {
	const size = 2 << 20
	r := rand.New(rand.NewPCG(7, 7))
	var numbers, heads strings.Builder
	for numbers.Len() < size {
		fmt.Fprintf(&numbers, "%d ", r.IntN(1<<20))
	}
	for i := 0; heads.Len() < size; i++ {
		fmt.Fprintf(&heads, "the same sixteen bytes and %07d more the same end of it\n", i)
	}
	for i, c := range []struct{ name, text string }{
		{"one letter", strings.Repeat("a", size)},
		{"long words", strings.Repeat(strings.Repeat("x", size/10)+" ", 10)},
		{"two words", strings.Repeat("boat tree ", size/10)},
		{"numbers", numbers.String()},
		{"white space", strings.Repeat(" \n", size/2)},
		{"equal heads", heads.String()},
		{"a book ten times", strings.Repeat("The cat and the hen live by the quay, and "+numbers.String()[:size/10], 10)},
		{"empty lines", strings.Repeat("\n", size)},
	} {
		start, d := time.Now(), gopherRepetitionDesign.definitions[i%5].name
		repetitionOf(t, d, []string{c.text})
		t.Logf("%s %s: %v", c.name, d, time.Since(start).Round(time.Millisecond))
	}
	for _, d := range gopherRepetitionDesign.definitions {
		start := time.Now()
		got := repetitionOf(t, d.name, []string{strings.Repeat("a ", 5<<20)})[0]
		t.Logf("one word %s: %v", d.name, time.Since(start).Round(time.Millisecond))
		if got["top_2_gram"] < 0.7 || got["duplicate_10_gram"] < 0.49 {
			t.Errorf("%s: %v", d.name, got)
		}
	}
}

// Short texts: what can't be measured is unset, and no rule fails by it.
func TestGopherRepetitionOfLittle(t *testing.T) {
	for _, c := range []struct{ definition, text, rule string }{
		{"tamis", "", "empty"}, {"datatrove", "", "empty"}, {"dclm", "", "empty"}, {"dolma", "", "kept"},
		{"tamis", " \n\t\u3000\n ", "empty"}, {"dclm", " \n\t\n", "empty"}, {"datatrove", "\n", "duplicate-lines"},
		{"tamis", "word", "kept"}, {"datatrove", "word", "kept"}, {"dolma", "word", "kept"}, {"dclm", "word", "kept"}, {"nemo", "word", "top-2-gram"},
		{"tamis", "one line and no end of it", "kept"}, {"datatrove", "one line and no end of it", "top-2-gram"},
		{"dolma", "one line and no end of it", "top-2-gram"}, {"dclm", "one line and no end of it", "kept"},
	} {
		set := steptest.New(t, GopherRepetition, "{definition: "+c.definition+"}", []string{c.text}, nil)
		docs := set.Docs()
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		rule := "kept"
		if !docs[0].Kept() {
			rule = docs[0].Reject.Rule
		}
		if rule != c.rule {
			t.Errorf("%s: %q: %s, not %s", c.definition, c.text, rule, c.rule)
		}
	}
}

// No text allocates once the buffers are there.
func TestGopherRepetitionAllocatesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 3))
	var texts []string
	for range 50 {
		texts = append(texts, refrain(r))
	}
	for name, method := range repetitions {
		var v text.View
		m := new(sheet)
		run := func() {
			for _, s := range texts {
				v.Show(s)
				m.clear(int(repetitionMetrics))
				method.measure(&v, m)
				m.buf.release()
			}
		}
		if n := testing.AllocsPerRun(3, run); n != 0 {
			t.Errorf("%s: %v allocations", name, n)
		}
	}
}
