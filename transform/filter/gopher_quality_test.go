package filter

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text/spacy"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

// The oracle says what each definition measures in the plainest way there is.

func fields(s string) []string {
	return strings.FieldsFunc(s, func(r rune) bool { return unicode.Is(unicode.White_Space, r) || r >= 0x1C && r <= 0x1F })
}

func strip(s string) string {
	return strings.TrimFunc(s, func(r rune) bool { return unicode.Is(unicode.White_Space, r) || r >= 0x1C && r <= 0x1F })
}

func countOf(words []string, is func(string) bool) (n int) {
	for _, w := range words {
		if is(w) {
			n++
		}
	}
	return n
}

func selected(words []string, is func(string) bool) (out []string) {
	for _, w := range words {
		if is(w) {
			out = append(out, w)
		}
	}
	return out
}

func anyOf(is func(rune) bool) func(string) bool {
	return func(w string) bool { return strings.IndexFunc(w, is) >= 0 }
}

func ratio(n, all int) float64 {
	if all == 0 {
		return math.NaN()
	}
	return float64(n) / float64(all)
}

func meanLength(words []string) float64 {
	n := 0
	for _, w := range words {
		n += utf8.RuneCountInString(w)
	}
	return ratio(n, len(words))
}

func medianLength(words []string) float64 {
	var ns []int
	for _, w := range words {
		ns = append(ns, utf8.RuneCountInString(w))
	}
	slices.Sort(ns)
	if len(ns) == 0 {
		return math.NaN()
	}
	return float64(ns[(len(ns)-1)/2]+ns[len(ns)/2]) / 2
}

var eight = []string{"the", "be", "to", "of", "and", "that", "have", "with"}

func isStop(w string) bool { return slices.Contains(eight, w) }

func distinct(words []string) int {
	set := map[string]bool{}
	for _, w := range words {
		set[w] = true
	}
	return len(set)
}

func endsIn(s string, marks ...string) bool {
	return slices.ContainsFunc(marks, func(m string) bool { return strings.HasSuffix(s, m) })
}

func beginsWith(s string, marks string) bool {
	r, _ := utf8.DecodeRuneInString(s)
	return s != "" && strings.ContainsRune(marks, r)
}

func textLines(s string) []string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	for _, end := range []string{"\r", "\v", "\f", "\x1c", "\x1d", "\x1e", "\u0085", "\u2028", "\u2029"} {
		s = strings.ReplaceAll(s, end, "\n")
	}
	out := strings.Split(s, "\n")
	if out[len(out)-1] == "" {
		out = out[:len(out)-1]
	}
	return out
}

func stripped(s string) (out []string) {
	for _, line := range strings.Split(s, "\n") {
		if line = strip(line); line != "" {
			out = append(out, line)
		}
	}
	return out
}

// oracle is what a definition measures, by metric.
type oracle map[string]float64

func (o oracle) lines(lines []string, bullet, ellipsis func(string) bool) oracle {
	o["bullet_lines"] = ratio(countOf(lines, bullet), len(lines))
	o["ellipsis_lines"] = ratio(countOf(lines, ellipsis), len(lines))
	return o
}

func oracles(definition, s string) oracle {
	words := fields(s)
	letter := anyOf(unicode.IsLetter)
	switch definition {
	case "datatrove":
		words = nil
		for _, w := range spacy.Words(s, nil) {
			words = append(words, w.Of(s))
		}
		mark := `!"#$%&'()*+,-./:;<=>?@[\]^_` + "`{|}~" + `—”：％１〈、━【「」，】；“《„’∶´（–？！～«〉》）。…►»．`
		real := selected(words, anyOf(func(r rune) bool {
			return !strings.ContainsRune(mark, r) && !isEndMark(r) && !(r < 32 && r != 9 && r != 10) && !(r >= 127 && r < 160)
		}))
		return oracle{"words": float64(len(real)), "mean_word_length": meanLength(real),
			"hash_ratio": ratio(strings.Count(s, "#"), len(words)), "ellipsis_ratio": ratio(strings.Count(s, "...")+strings.Count(s, "…"), len(words)),
			"letter_words": ratio(countOf(words, letter), len(words)), "stop_words": float64(distinct(selected(words, isStop))),
		}.lines(textLines(s), func(l string) bool { return beginsWith(strip(l), "•-") }, func(l string) bool { return endsIn(strip(l), "...", "…") })
	case "dolma":
		return oracle{"words": float64(len(words)), "median_word_length": medianLength(words),
			"symbol_ratio": ratio(countOf(words, func(w string) bool { return strings.ContainsAny(w, "#…") }), len(words)),
			"letter_words": ratio(countOf(words, letter), len(words)), "stop_words": float64(countOf(words, isStop)),
		}.lines(strings.Split(s, "\n"), func(l string) bool { return beginsWith(l, "*-") }, func(l string) bool { return endsIn(l, "…") })
	case "dclm":
		tokens := strings.FieldsFunc(s, func(r rune) bool { return strings.ContainsRune(" \n\r\t\v\f", r) })
		counted := countOf(tokens, func(w string) bool {
			r, _ := utf8.DecodeRuneInString(w)
			return unicode.IsLetter(r) || unicode.IsNumber(r)
		})
		symbols := strings.Count(s, "#") + strings.Count(s, "...") + strings.Count(s, ". . .") + strings.Count(s, "…")
		return oracle{"words": float64(counted), "mean_word_length": meanLength(words), "symbol_ratio": ratio(symbols, len(words)),
			"letter_words": ratio(countOf(words, letter), len(words)),
			"stop_words":   float64(countOf(words, func(w string) bool { return isStop(strings.ToLower(w)) })),
		}.lines(stripped(s), func(l string) bool { return beginsWith(l, "●•*-") }, func(l string) bool { return endsIn(l, "...", ". . .", "…") })
	case "nemo":
		symbol := func(w string) bool {
			runs := len(strings.FieldsFunc(w, func(r rune) bool { return r != '#' }))
			return slices.Contains([]string{"...", "[...]", "…", "(...)", "[…]", "-»"}, w) || ratio(runs, utf8.RuneCountInString(w)) > 0.5
		}
		alpha := anyOf(func(r rune) bool { return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_Alphabetic) })
		return oracle{"words": float64(len(words)), "mean_word_length": meanLength(words), "symbol_ratio": ratio(countOf(words, symbol), len(words)),
			"letter_words": ratio(countOf(words, alpha), len(words)), "stop_words": float64(countOf(words, isStop)),
		}.lines(stripped(s), func(l string) bool { return beginsWith(l, "•‣⁃⁌⁍∙○●◘◦⦾⦿") },
			func(l string) bool {
				return endsIn(strings.ToLower(l), "...", "[...]", "…", "(...)", "[…]", "-»", "read more..", "read more")
			})
	}
	return tamisOracle(s, words)
}

func tamisOracle(s string, words []string) oracle {
	real := selected(words, anyOf(func(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }))
	var bare []string
	for _, w := range real {
		bare = append(bare, strings.ToLower(strings.TrimFunc(w, func(r rune) bool {
			return !unicode.IsLetter(r) && !unicode.IsNumber(r) && !unicode.IsMark(r)
		})))
	}
	return oracle{"words": float64(len(real)), "mean_word_length": meanLength(real),
		"hash_ratio": ratio(strings.Count(s, "#"), len(words)), "ellipsis_ratio": ratio(strings.Count(s, "...")+strings.Count(s, "…"), len(words)),
		"letter_words": ratio(countOf(words, anyOf(unicode.IsLetter)), len(words)), "stop_words": float64(distinct(selected(bare, isStop))),
	}.lines(stripped(s), func(l string) bool {
		_, rest, spaced := strings.Cut(l, " ")
		first := l[:len(l)-len(rest)]
		return beginsWith(l, "•●◦▪▫‣⁃∙○■□◘⦾⦿·") || beginsWith(l, "-*–—") && (utf8.RuneCountInString(l) == 1 || spaced && utf8.RuneCountInString(first) == 2)
	}, func(l string) bool { return endsIn(l, "...", "…", ". . .") })
}

// scrap is a text of words, stop words, symbols, bullets and lines of all kinds.
func scrap(r *rand.Rand) string {
	pieces := []string{"the", "The", "THE,", "be", "to", "of", "and", "\"that\"", "“and”,", "THAT’S", "\u212Aind", "have", "with", "withal", "word", "Straße", "naïve", "кот", "漢字", "x", "42", "4th", "Ⅷ", "\u0345", "²", "‽", "۔",
		"#", "##", "#tag", "a#b#", "...", "....", ". . .", "…", "wait…", "[...]", "(...)", "[…]", "-»", "!", "--", "—", "１", "\x7f", "read more", "Read More..", "abcdefghijklmnopqrstuvwxyz",
		strings.Repeat("long", 20), "•", "- ", "-x", "* ", "● a", "◦ b", "– c"}
	seps := []string{" ", " ", " ", " ", "  ", "\n", "\n", "\n\n", "\r\n", "\t", "\u00A0", "\u3000", "\u2028", "\x1c", ""}
	var b strings.Builder
	for n := r.IntN(60); n > 0; n-- {
		b.WriteString(pieces[r.IntN(len(pieces))])
		b.WriteString(seps[r.IntN(len(seps))])
	}
	return b.String()
}

func TestGopherQualityAgainstOracle(t *testing.T) {
	for _, d := range gopherQualityDesign.definitions {
		t.Run(d.name, func(t *testing.T) {
			r := rand.New(rand.NewPCG(11, uint64(len(d.name))))
			var texts []string
			for range 3000 {
				s := scrap(r)
				if d.name == "tamis" { // the oracle knows bullets before a blank alone
					s = strings.NewReplacer("\t", " ", "\u00A0", " ", "\u3000", " ", "\u2028", " ", "\x1c", " ", "\r", " ").Replace(s)
				}
				texts = append(texts, s)
			}
			set := steptest.New(t, GopherQuality, "{on_fail: label, definition: "+d.name+"}", texts, nil)
			docs := set.Docs()
			if err := set.Run(docs, nil); err != nil {
				t.Fatal(err)
			}
			for i := range docs {
				compareMetrics(t, set, &docs[i], oracles(d.name, texts[i]))
			}
		})
	}
}

// metricsOf are the metrics of a document, NaN where null.
func metricsOf(set *steptest.Set, d *schema.Doc) map[string]float64 {
	out := map[string]float64{}
	for slot, c := range set.Plan.Layout.Columns {
		if c.Metric {
			_, name, _ := strings.Cut(c.Name, "__")
			if out[name] = d.Values[slot].Float(); d.Values[slot].IsNull() {
				out[name] = math.NaN()
			}
		}
	}
	return out
}

func compareMetrics(t *testing.T, set *steptest.Set, d *schema.Doc, want oracle) {
	t.Helper()
	got := metricsOf(set, d)
	if len(got) != len(want) {
		t.Fatalf("measures %v, not %v", got, want)
	}
	for name, w := range want {
		if g := got[name]; g != w && !(math.IsNaN(g) && math.IsNaN(w)) {
			t.Fatalf("%s of %+q is %v, not %v", name, d.Text(), g, w)
		}
	}
}

// Small, odd and huge texts: what is measured, and that nothing is where there is nothing.
func TestGopherQualityExtremes(t *testing.T) {
	for _, d := range gopherQualityDesign.definitions {
		texts := []string{"", "word", "one line and no end of it", " \n\t\u3000\n ", strings.Repeat("The cat and the hen. ", 10<<20/21)}
		set := steptest.New(t, GopherQuality, "{on_fail: label, definition: "+d.name+"}", texts, nil)
		docs := set.Docs()
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i, words := range []int{0, 1, 7, 0, 10 << 20 / 21 * 5} {
			if got := metricsOf(set, &docs[i])["words"]; got != float64(words) {
				t.Errorf("%s: text %d has %v words, not %d", d.name, i, got, words)
			}
		}
		empty := metricsOf(set, &docs[0])
		for _, name := range []string{"mean_word_length", "letter_words", "symbol_ratio", "hash_ratio"} {
			if v, ok := empty[name]; ok && !math.IsNaN(v) {
				t.Errorf("%s: %s of nothing is %v", d.name, name, v)
			}
		}
	}
}

// Each rule alone: a text just inside of its threshold passes, the same just outside fails by it.
func TestGopherQualityThresholds(t *testing.T) {
	for _, c := range []struct{ args, rule, passes, fails string }{
		{"min_words: 3", "few-words", "a b c", "a b"},
		{"max_words: 3", "many-words", "a b c", "a b c d"},
		{"min_word_length: 2.5", "short-words", "abc de", "ab cd"},
		{"max_word_length: 2.5", "long-words", "abc de", "abc def"},
		{"max_symbol_ratio: 0.5", "hashes", "a #b", "a ##b"},
		{"max_symbol_ratio: 0.5", "ellipses", "a b...", "a... b..."},
		{"max_bullet_lines: 0.5", "bullets", "- a\nb", "- a\n- b\nc"},
		{"max_ellipsis_lines: 0.5", "ellipsis-lines", "a...\nb", "a...\nb…\nc"},
		{"min_letter_words: 0.5", "few-letters", "a 1", "a 1 2"},
		{"min_stop_words: 2", "few-stop-words", "the and", "the the"},
	} {
		args := "{min_words: null, max_words: null, min_word_length: null, max_word_length: null, max_symbol_ratio: null, max_bullet_lines: null, max_ellipsis_lines: null, min_letter_words: null, min_stop_words: null}"
		name, _, _ := strings.Cut(c.args, ":")
		args = strings.Replace(args, name+": null", c.args, 1)
		set := steptest.New(t, GopherQuality, args, []string{c.passes, c.fails}, nil)
		docs := set.Docs()
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		if !docs[0].Kept() || docs[1].Kept() || docs[1].Reject.Rule != c.rule || !docs[1].Reject.HasValue {
			t.Errorf("%s: %q %v, %q %v", c.args, c.passes, steptest.Reject(&docs[0]), c.fails, steptest.Reject(&docs[1]))
		}
	}
}

// A hundred stop words, long ones among them, are told apart.
func TestStopWords(t *testing.T) {
	var list []string
	for i := range 200 {
		list = append(list, fmt.Sprintf("%c%d", 'a'+i%26, i), fmt.Sprintf("%c-longer-word-%d", 'a'+i%26, i))
	}
	list = append(list[:250], list[:6]...)
	s := newStopWords(list)
	for i, w := range list {
		padded := "x" + w + "y"
		if n := s.find(padded, 1, 1+len(w)); n != i%250 {
			t.Fatalf("%q is number %d, not %d", w, n, i%250)
		}
		if n := s.findFolded(strings.ToUpper(padded), 1, 1+len(w)); n != i%250 {
			t.Fatalf("%q in capitals is number %d, not %d", w, n, i%250)
		}
		if s.find(padded, 0, len(padded)) >= 0 || s.find(padded, 1, len(padded)) >= 0 {
			t.Fatalf("%q is found", padded)
		}
	}
}

func TestMedian(t *testing.T) {
	r := rand.New(rand.NewPCG(5, 5))
	for range 3000 {
		var words []string
		var lengths []int32
		for range 1 + r.IntN(20) {
			n := 1 + r.IntN(90)
			words, lengths = append(words, strings.Repeat("é", n)), append(lengths, int32(n))
		}
		if got, want := median(lengths), medianLength(words); got != want {
			t.Fatalf("median of %v is %v, not %v", lengths, got, want)
		}
	}
}
