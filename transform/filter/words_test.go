package filter

import (
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/diag"
	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

var wordEntries = []string{"darn", "blast it", "ab", "b", "$x", "x$", "aab", "жук", "Σας", "畜生", "it all"}

func randomWords(r *rand.Rand) string {
	pieces := []string{"darn", "Darn", "blast", "it", "all", "ab", "b", "a", "aab", "$x", "x", "$", "ЖУК", "жука", "σας", "ΣΑΣ", "畜生", "め", "_", "1", ".", " ", " ", " ", "\n", "  ", "\t", "é", "e\u0301", "\u0301", "K"}
	var b strings.Builder
	for range r.IntN(16) {
		b.WriteString(pieces[r.IntN(len(pieces))])
	}
	return b.String()
}

func isW(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) }

// spansOf finds every place of every entry by comparing there, and makes overlapping ones one.
func spansOf(definition, s string, anywhere bool) (out [][2]int) {
	var all [][2]int
	small := func(s string) string { return strings.ReplaceAll(strings.ToLower(s), "ς", "σ") }
	for _, e := range wordEntries {
		first, _ := utf8.DecodeRuneInString(e)
		last, _ := utf8.DecodeLastRuneInString(e)
		for i := range s {
			for j := i + 1; j <= len(s); j++ {
				piece := s[i:j]
				if definition == "tamis" && strip(piece) == piece {
					piece = strings.Join(fields(piece), " ")
				}
				if !utf8.ValidString(s[:j]) || small(piece) != small(e) {
					continue
				}
				before, after := around(s, i, j)
				ok := anywhere
				switch definition {
				case "dclm":
					ok = ok || isW(before) != isW(first) && isW(after) != isW(last)
				case "tamis":
					sticks := func(r rune) bool {
						return (isW(r) || unicode.IsMark(r)) && !unicode.In(r, unicode.Han, unicode.Hiragana)
					}
					ok = ok || !(sticks(first) && sticks(before)) && !(sticks(last) && sticks(after))
				default:
					ok = ok || !isW(before) && !isW(after)
				}
				if ok {
					all = append(all, [2]int{i, j})
				}
			}
		}
	}
	slices.SortFunc(all, func(a, b [2]int) int { return a[0] - b[0] })
	for _, a := range all {
		if n := len(out) - 1; n >= 0 && a[0] < out[n][1] {
			out[n][1] = max(out[n][1], a[1])
		} else {
			out = append(out, a)
		}
	}
	return out
}

func wordsOracle(definition, s string, anywhere bool) oracle {
	words, spans := fields(s), spansOf(definition, s, anywhere)
	touching, at := 0, 0
	for _, w := range words {
		at += strings.Index(s[at:], w)
		if slices.ContainsFunc(spans, func(p [2]int) bool { return p[0] < at+len(w) && p[1] > at }) {
			touching++
		}
		at += len(w)
	}
	lines, start := 0, 0
	for _, line := range strings.Split(s, "\n") {
		if slices.ContainsFunc(spans, func(p [2]int) bool { return p[0] < start+len(line) && p[1] > start }) {
			lines++
		}
		start += len(line) + 1
	}
	return oracle{"listed": float64(len(spans)), "listed_ratio": ratio(touching, len(words)), "listed_lines": float64(lines), "spared": 0}
}

func juicerOracle(s string) oracle {
	n, all := 0, 0
	for _, w := range fields(s) {
		w = strings.TrimFunc(strings.ReplaceAll(strings.ToLower(w), "ς", "σ"), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
		if w == "" {
			continue
		}
		all++
		if slices.ContainsFunc(wordEntries, func(e string) bool { return strings.ReplaceAll(strings.ToLower(e), "ς", "σ") == w }) {
			n++
		}
	}
	return oracle{"listed": float64(n), "listed_ratio": ratio(n, all), "spared": 0}
}

func TestWordsAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	files := map[string]string{"l": strings.Join(wordEntries, "\r\n")}
	for _, c := range []struct {
		definition string
		anywhere   bool
	}{{"tamis", false}, {"tamis", true}, {"c4", false}, {"c4", true}, {"datatrove", false}, {"dclm", false}, {"dclm", true}, {"data-juicer", false}} {
		texts := []string{"", " ", "\n", "darn", "blast\n  it all"}
		for range 250 {
			texts = append(texts, randomWords(r))
		}
		args := "{definition: " + c.definition + ", words: l, on_fail: label}"
		if c.anywhere {
			args = strings.Replace(args, "words", "anywhere: true, words", 1)
		}
		set := steptest.NewWith(t, Words, args, texts, nil, files)
		docs := set.Docs()
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i := range docs {
			want := wordsOracle(c.definition, texts[i], c.anywhere)
			if c.definition == "data-juicer" {
				want = juicerOracle(texts[i])
			}
			got := metricsOf(set, &docs[i])
			for name, value := range want {
				if g, ok := got[name]; ok && g != value && !(math.IsNaN(g) && math.IsNaN(value)) || !ok && !math.IsNaN(value) {
					t.Fatalf("%s: %q has %s %v, not %v", args, texts[i], name, got[name], value)
				}
			}
		}
	}
}

// A larger share spares all that a smaller one does, and about as many as it says.
func TestWordsKeepFraction(t *testing.T) {
	var texts []string
	for i := range 2000 {
		texts = append(texts, "darn "+strings.Repeat("x", i))
	}
	kept := map[string]map[int]bool{}
	for _, share := range []string{"0", "0.3", "0.6", "1"} {
		set := steptest.NewWith(t, Words, "{words: l, keep_fraction: "+share+"}", texts, nil, map[string]string{"l": "darn"})
		docs := set.Docs()
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		kept[share] = map[int]bool{}
		for i := range docs {
			if docs[i].Kept() {
				kept[share][i] = true
				if m := metricsOf(set, &docs[i]); m["spared"] != 1 || m["listed"] != 0 {
					t.Fatalf("a spared document has %v", m)
				}
			}
		}
	}
	for i := range kept["0.3"] {
		if !kept["0.6"][i] {
			t.Fatalf("document %d is spared by 0.3 and not by 0.6", i)
		}
	}
	if a, b := len(kept["0.3"]), len(kept["0.6"]); len(kept["0"]) != 0 || len(kept["1"]) != 2000 || a < 520 || a > 680 || b < 1120 || b > 1280 {
		t.Errorf("spared %d, %d, %d and %d of 2000", len(kept["0"]), a, b, len(kept["1"]))
	}
}

// Only what would fail is spared: what passes by its thresholds keeps its numbers, and a spared one of lines that would
// be cut keeps its lines.
func TestWordsSpareWhatWouldFail(t *testing.T) {
	files := map[string]string{"l": "darn\n"}
	for _, c := range []struct {
		args   string
		spared []float64 // of a text with 1, 2 and 3 places
	}{
		{"{words: l, keep_fraction: 1, max_in_line: null, max_listed: 2}", []float64{0, 0, 3}},
		{"{words: l, keep_fraction: 1, max_in_line: null, max_ratio: 0.5}", []float64{0, 2, 3}},
		{"{words: l, keep_fraction: 1, max_in_line: 2, on_fail: redact-lines}", []float64{0, 0, 3}},
		{"{words: l, keep_fraction: 1, max_in_line: null}", []float64{0, 0, 0}},
		{"{words: l, keep_fraction: 1, definition: data-juicer, max_ratio: 0.5}", []float64{0, 2, 3}},
	} {
		texts := []string{"darn it", "darn darn it", "darn darn darn it"}
		set := steptest.NewWith(t, Words, c.args, texts, nil, files)
		docs := set.Docs()
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i := range docs {
			m := metricsOf(set, &docs[i])
			if n := float64(i + 1); !docs[i].Kept() || docs[i].Text() != texts[i] || m["spared"] != c.spared[i] || m["listed"] != n-c.spared[i] {
				t.Errorf("%s: %q is %v, text %q, kept %v", c.args, texts[i], m, docs[i].Text(), docs[i].Kept())
			}
		}
	}
}

func TestWordsReasonsAndFaults(t *testing.T) {
	files := map[string]string{"l": "# of ours\ndarn\nblast\n"}
	set := steptest.NewWith(t, Words, "{words: l, max_in_line: 1, max_listed: 2, max_ratio: 0.5}", []string{"a darn blast of wind", "blast a a a\na darn a\na darn a a", "a blast", "darn blast"[:4]}, nil, files)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	wantOutcomes(t, docs, "listed value=1 threshold=0 (line 2 of words)", "many-listed value=3 threshold=2 (line 3 of words)", "kept", "listed-ratio value=1 threshold=0.5 (line 2 of words)")
	for args, want := range map[string]string{
		"": "filter.words names no list", "{definition: data-juicer, words: l, on_fail: redact-lines}": "definition data-juicer has no rule about lines",
		"{definition: data-juicer, words: l, anywhere: true}": "definition data-juicer compares whole words",
		"{definition: data-juicer, words: l, max_in_line: 1}": "definition data-juicer has no rule with max_in_line",
		"{by: {lang: {en: {words: absent}}}}":                 "filter.words: list absent: there is no such file",
	} {
		_, problems := steptest.PlanWith(Words, args, []string{"x"}, []string{"lang=en"}, files)
		if !slices.ContainsFunc(problems, func(p diag.Problem) bool { return p.Message == want }) {
			t.Errorf("%s: %v", args, problems)
		}
	}
}

func TestWordsOfAnySize(t *testing.T) {
	for _, definition := range wordsDesign.names() {
		m, err := newWords(transform.Args{Values: map[string]any{"definition": definition, "words": []byte(strings.Join(wordEntries, "\n")),
			"anywhere": false, "keep_fraction": 0.0, "max_in_line": int64(0)}})
		if err != nil {
			t.Fatal(err)
		}
		var v text.View
		var out sheet
		for _, s := range []string{strings.Repeat("darn a blast\tit\n", 10<<20/16), strings.Repeat("a", 1<<20) + "b", strings.Repeat(" ", 1<<20), "blast" + strings.Repeat(" ", 1<<20) + "it"} {
			v.Show(s)
			m.measure(&v, &out)
		}
		s := strings.Repeat("Quite an ordinary line, with a darn in it.\n", 20)
		if n := testing.AllocsPerRun(20, func() { out.clear(4); v.Show(s[:len(s)-1]); m.measure(&v, &out); v.Show(s); m.measure(&v, &out) }); n > 0 {
			t.Errorf("%s allocates %v times for a text", definition, n)
		}
	}
}
