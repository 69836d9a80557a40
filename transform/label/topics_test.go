package label

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform/steptest"
)

// The automaton finds what trying every term at every word finds.
func TestLexiconPlainly(t *testing.T) {
	part := rapid.SampledFrom([]string{"a", "b", "ab", "a*", "ab*", "abc*", "b*"})
	word := rapid.SampledFrom([]string{"a", "b", "ab", "abc", "abd", "ba", "c", "A"})
	rapid.Check(t, func(t *rapid.T) {
		terms := rapid.SliceOfNDistinct(rapid.Map(rapid.SliceOfN(part, 1, 4), func(s []string) string { return strings.Join(s, " ") }), 1, 8, rapid.ID[string]).Draw(t, "terms")
		words := rapid.SliceOf(word).Draw(t, "words")
		l, err := parseLexicon([]byte("[x]\n"+strings.Join(terms, "\n")), true)
		if err != nil {
			t.Fatal(err)
		}
		y := &tally{counts: make([]int64, len(l.terms))}
		v := &text.View{}
		v.Show(strings.Join(words, " "))
		l.count(v, y)
		want := make([]int64, len(terms))
		for i, term := range terms {
			parts := strings.Fields(term)
			for at := 0; at+len(parts) <= len(words); at++ {
				if slices.EqualFunc(parts, words[at:at+len(parts)], partTakes) {
					want[i]++
				}
			}
		}
		if !slices.Equal(y.counts, want) {
			t.Fatalf("%q in %q: %v, not %v", terms, words, y.counts, want)
		}
	})
}

func partTakes(part, word string) bool {
	word = strings.ToLower(word)
	stem, starred := strings.CutSuffix(part, "*")
	return word == part || starred && strings.HasPrefix(word, stem)
}

// A faulty lexicon is refused with the line.
func TestLexiconFaults(t *testing.T) {
	for _, c := range []struct{ file, want string }{
		{"", "there is no term"},
		{"a\t1", "line 1: a term before the first topic"},
		{"[x\na", `line 1: topic "[x" is not written [name]`},
		{"[x]\na\n[x]\nb", `line 3: topic "x" stands in the file already`},
		{"[x]\na b\nA  B\t2", `line 3: term "A B" stands in this topic already`},
		{"[x]\na\t0", `line 2: weight "0"`},
		{"[x]\na\tNaN", `line 2: weight "NaN"`},
		{"[x]\na\t1.0001", `line 2: weight "1.0001"`},
		{"[x]\na\t1e3", `line 2: weight "1e3"`},
		{"[x]\n* a", "line 2: term"},
		{"[x]\na*b", "line 2: term"},
		{"[x]\n!!", "has 0 words"},
		{"[x]\na b c d e f g h i", "has 9 words"},
		{"\xff", "not UTF-8"},
	} {
		if _, err := parseLexicon([]byte(c.file), true); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%q: %v, not %s", c.file, err, c.want)
		}
	}
}

// A phrase does not go on from one column to the next.
func TestTopicsOverColumns(t *testing.T) {
	s := steptest.NewWith(t, Topics, "{list: l, min_terms: 1, score: sum}", []string{"solar", "solar power"}, []string{`title="power"`, `title="x"`},
		map[string]string{"l": "[e]\nsolar power\n"})
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{`title=power topic=null topics=[] topic_terms=[]`, `title=x topic=e topics=[{e, 1.0, 1}] topic_terms=[{e, "solar power", 1}]`} {
		if got := s.Row(&docs[i]); got != want {
			t.Errorf("%s, not %s", got, want)
		}
	}
}

// A short lexicon whose stems overlap in every way is refused before it takes minutes; a long one that does not is taken.
func TestLexiconOfManyStems(t *testing.T) {
	var hostile strings.Builder
	hostile.WriteString("[x]\n")
	for at := range 16 {
		stems := make([]string, 8)
		for k := range stems {
			stems[k] = strings.Repeat("a", 1+(at+5*k)%16) + "*"
		}
		fmt.Fprintln(&hostile, strings.Join(stems, " "))
	}
	if _, err := parseLexicon([]byte(hostile.String()), true); err == nil || !strings.Contains(err.Error(), "overlap in too many ways") {
		t.Errorf("%d bytes: %v", hostile.Len(), err)
	}
	var plain strings.Builder
	plain.WriteString("[x]\n")
	for i := range 20_000 {
		fmt.Fprintf(&plain, "w%d stem%d* w%d\nin%d\n", i, i%1000, i/3, i)
	}
	if _, err := parseLexicon([]byte(plain.String()), true); err != nil {
		t.Error(err)
	}
}

// No file makes the parser panic, no text the search, and each term that a file holds is found in a text of that term alone.
func FuzzLexicon(f *testing.F) {
	f.Add([]byte("[climate]\nemission*\t2\ncarbon dioxide\t3\n"), "carbon dioxide emissions")
	f.Add([]byte("[énergie]\nl'énergie\ncarbon* tax*\t-1.5\n[b]\ncarbonate tax\n"), "l'énergie; carbonate taxes")
	f.Fuzz(func(t *testing.T, file []byte, s string) {
		l, err := parseLexicon(file, len(s)%2 == 0)
		if err != nil {
			return
		}
		v := &text.View{}
		count := func(s string) *tally {
			y := &tally{counts: make([]int64, len(l.terms))}
			v.Show(s)
			l.count(v, y)
			return y
		}
		count(strings.ToValidUTF8(s, "?"))
		for i, term := range l.terms { // a stem stands for itself too
			if own := strings.ReplaceAll(term.text, "*", ""); count(own).counts[i] == 0 {
				t.Fatalf("term %q is not found in %q", term.text, own)
			}
		}
	})
}
