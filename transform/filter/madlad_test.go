package filter

import (
	"math"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

var marksAndSpace = regexp.MustCompile(`[.!?]+[\s\v\x{85}\x{A0}\x{3000}]+`)

// madladOracle measures sentences that are strings of their own.
func madladOracle(definition, s string) oracle {
	var sentences []string
	if definition == "datamap" {
		sentences = selected(marksAndSpace.Split(s, -1), func(p string) bool { return strings.TrimSpace(p) != "" })
	} else {
		for _, span := range text.AppendSentences(s, nil) {
			sentences = append(sentences, span.Of(s))
		}
	}
	share := map[string]int{}
	for _, p := range sentences {
		length := len(p)
		if definition == "tamis" {
			length = utf8.RuneCountInString(p)
		}
		var words []string
		for _, w := range text.AppendWords(p, nil) {
			words = append(words, w.Of(p))
		}
		capitals := countOf(words, func(w string) bool { r, _ := utf8.DecodeRuneInString(w); return unicode.IsUpper(r) })
		tech := countOf(strings.Split(p, ""), func(c string) bool { return strings.Contains("0123456789{}+/()>", c) })
		low := strings.ToLower(p)
		odd := map[string]bool{
			"list_case": len(words) >= 12 && capitals*2 > len(words), "odd_length": length < 20 || length > 500, "technical": tech*5 > length,
			"cursed_sentences": strings.Contains(p, "Curse") || definition == "tamis" && (strings.HasSuffix(p, "|") || slices.ContainsFunc(
				[]string{"\uFFFD", "lorem ipsum", "dolor sit amet", "{{", "}}", "</", ".....", "-----", "=====", "_____"}, func(c string) bool { return strings.Contains(low, c) })),
		}
		any := false
		for rule, is := range odd {
			if is {
				share[rule]++
				any = true
			}
		}
		if any {
			share["questionable"]++
		}
	}
	o := oracle{"sentences": float64(len(sentences))}
	for _, rule := range []string{"questionable", "list_case", "odd_length", "technical", "cursed_sentences"} {
		o[rule] = ratio(share[rule], len(sentences))
	}
	return o
}

func TestMadladAgainstOracle(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 3))
	pieces := []string{"The ferry", "Harbour", "is back", "and", "sails", "Nine", "Ten", "Émile", "пристань", "Curse", "curse", "12/3", "(0)", "{{x}}", "Lorem Ipsum", "a", "\uFFFD", "-----", "|", "long " + strings.Repeat("word ", 100)}
	for _, definition := range madladDesign.names() {
		texts := []string{"", " \n\t", "word", "a. b! c?", "...", ". . .", "One.\u3000Two.\vThree", "x\n\n"}
		for range 1500 {
			var b strings.Builder
			for range r.IntN(9) {
				b.WriteString("The ferry sails to the island again. ")
			}
			for range r.IntN(4) * r.IntN(12) {
				b.WriteString(pieces[r.IntN(len(pieces))])
				b.WriteString([]string{" ", " ", " ", ". ", "? ", "!\n", "\n", ".x", "…  ", "?! "}[r.IntN(10)])
			}
			texts = append(texts, b.String())
		}
		set := steptest.NewWith(t, Madlad, "{definition: "+definition+", cursed: l}", texts, nil, map[string]string{"l": "Curse\n"})
		docs, rules := set.Docs(), map[string]int{}
		if err := set.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i := range docs {
			got, want := metricsOf(set, &docs[i]), madladOracle(definition, texts[i])
			for name, value := range want {
				if g, ok := got[name]; ok && g != value && !(math.IsNaN(g) && math.IsNaN(value)) || !ok && !math.IsNaN(value) {
					t.Fatalf("%s: %q has %s %v, not %v", definition, texts[i], name, got[name], value)
				}
			}
			rule := ""
			switch {
			case want["sentences"] < 5:
				rule = "few-sentences"
			case want["questionable"] > 0.2:
				rule = "questionable"
			}
			if rules[rule]++; docs[i].Kept() != (rule == "") || rule != "" && docs[i].Reject.Rule != rule {
				t.Fatalf("%s: %q fails not by %q", definition, texts[i], rule)
			}
		}
		if len(rules) != 3 {
			t.Errorf("%s: fates that were met are %v", definition, rules)
		}
	}
}

// null switches a rule off.
func TestMadladNull(t *testing.T) {
	set := steptest.New(t, Madlad, "{min_sentences: 1, max_capitals: null, min_length: null, max_length: null, max_technical: null}",
		[]string{"Ok.", "123/456.", strings.Repeat("Word ", 200) + "end."}, nil)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	wantOutcomes(t, docs, "kept", "kept", "kept")
}

func TestMadladOfAnySize(t *testing.T) {
	for _, definition := range madladDesign.names() {
		m, err := newMadlad(transform.Args{Values: map[string]any{"definition": definition, "cursed": []byte("Curse\n"), "max_capitals": 0.5, "capitals_from": int64(12),
			"min_length": int64(20), "max_length": int64(500), "max_technical": 0.2}})
		if err != nil {
			t.Fatal(err)
		}
		var v text.View
		var out sheet
		for _, s := range []string{strings.Repeat("The ferry is back. ", 10<<20/19), strings.Repeat(".", 1<<20), strings.Repeat(" ", 1<<20), strings.Repeat("a. ", 1<<18), strings.Repeat("A", 1<<20), ""} {
			v.Show(s)
			m.measure(&v, &out)
		}
		s := strings.Repeat("Quite an ordinary line, with nothing in it.\n", 20)
		if n := testing.AllocsPerRun(20, func() { v.Show(s[:len(s)-1]); m.measure(&v, &out); v.Show(s); m.measure(&v, &out) }); n > 0 {
			t.Errorf("%s allocates %v times for a text", definition, n)
		}
	}
}

// Rows of tables are cursed by definition, in each of them where asked, and not where they are to stay.
func TestMadladBars(t *testing.T) {
	rows := "| The ferry leaves at seven | the north |\n|-----------|-----|\n| It comes back before noon | the south |"
	for args, want := range map[string]float64{"": 1, "{bars: false}": 0, "{definition: datamap}": 0, "{definition: datamap, bars: true}": 1} {
		set, docs := runOver(t, Madlad, args, []string{rows})
		if got := metricsOf(set, &docs[0])["cursed_sentences"]; got != want {
			t.Errorf("%s: %v of the sentences are cursed, not %v", args, got, want)
		}
	}
	if set, docs := runOver(t, Madlad, "{bars: false}", []string{"The ferry ----- leaves."}); metricsOf(set, &docs[0])["cursed_sentences"] != 1 {
		t.Error("dashes within a sentence are no rule of a table")
	}
}
