package decontaminate

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

// plainRows are the rows of each line of a text whose words and marks stand apart.
func plainRows(text string, n int) (rows [][]string) {
	for _, line := range strings.Split(text, "\n") {
		words, own := strings.Fields(line), []string{}
		for i := 0; i+n <= len(words); i++ {
			own = append(own, strings.Join(words[i:i+n], " "))
		}
		rows = append(rows, own)
	}
	return rows
}

// plainBFF does what bff's old-both does with a filter that holds the items and takes nothing in: the text, and
// whether it is gone.
func plainBFF(text string, seen map[string]bool, n int, threshold float64) (string, bool) {
	all, found := 0, 0
	var kept []string
	for _, rows := range plainRows(text, n) {
		own := 0
		for _, row := range rows {
			if seen[row] {
				own++
			}
		}
		all, found = all+len(rows), found+own
		line := strings.Split(text, "\n")[len(kept)]
		if len(rows) > 0 && float64(own)/float64(len(rows)) > threshold {
			line = "\x00"
		}
		kept = append(kept, line)
	}
	for i := range kept { // each line goes with the line feed before it
		if i > 0 && kept[i] != "\x00" {
			kept[i] = "\n" + kept[i]
		}
	}
	return strings.ReplaceAll(strings.Join(kept, ""), "\x00", ""), all > 0 && float64(found)/float64(all) > threshold
}

// Lines go as bff takes them, in random texts.
func TestLinesOracle(t *testing.T) {
	rng := rand.New(rand.NewPCG(6, 2))
	edited, dropped := 0, 0
	lines := func(before [][]string, most int) string {
		var out []string
		for range 1 + rng.IntN(most) {
			words := randomWords(rng, rng.IntN(10), before)
			for i := range words {
				if rng.IntN(9) == 0 {
					words[i] = []string{",", "W1", "(", "é", "!"}[rng.IntN(5)]
				}
			}
			out = append(out, strings.Join(words, " "))
		}
		return strings.Join(out, "\n")
	}
	for round := range 500 {
		n, threshold := 1+rng.IntN(4), []float64{0, 0.4, 0.5, 0.8}[rng.IntN(4)]
		n = max(n, 2)
		var other, docs []string
		var pool [][]string
		seen := map[string]bool{}
		for range 1 + rng.IntN(5) {
			item := lines(pool, 3)
			other = append(other, item)
			pool = append(pool, strings.Fields(item))
			for _, row := range slices.Concat(plainRows(item, n)...) {
				seen[row] = true
			}
		}
		for range 8 {
			docs = append(docs, lines(pool, 5))
		}
		s := steptest.New(t, NGrams, fmt.Sprintf("{set: s.jsonl, definition: dclm, ngram: %d, threshold: %g}", n, threshold), docs, nil).Against(other)
		got := s.Docs()
		if err := s.Run(got, nil); err != nil {
			t.Fatal(err)
		}
		for i := range got {
			want, gone := plainBFF(docs[i], seen, n, threshold)
			d := &got[i]
			switch {
			case gone || want != docs[i] && strings.TrimSpace(want) == "":
				dropped++
				if d.Kept() {
					t.Fatalf("round %d, n %d, above %v: %q is kept as %q\nitems %q", round, n, threshold, docs[i], d.Text(), other)
				}
			case !d.Kept() || d.Text() != want:
				t.Fatalf("round %d, n %d, above %v: %q gives %q, not %q\nitems %q", round, n, threshold, docs[i], d.Text(), want, other)
			case want != docs[i]:
				edited++
			}
		}
	}
	if edited < 200 || dropped < 200 {
		t.Errorf("%d edited, %d dropped", edited, dropped)
	}
}

// The text of an item goes on in the last line of its query.
func TestLinesOfQuery(t *testing.T) {
	for args, kept := range map[string]bool{"": false, ", overlap_ngrams: false": true} {
		s := steptest.New(t, NGrams, "{set: s.jsonl, definition: dclm, ngram: 4, on_match: drop"+args+"}", []string{"x\nwho lit the lamp? a boy did\ny"}, nil).Against([]string{"Why?\nwho lit the lamp?\ta boy did\nnobody saw"})
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil || docs[0].Kept() != kept {
			t.Errorf("%s: kept %v, %v", args, docs[0].Kept(), err)
		}
	}
}

// everyByte has every character of ASCII, each beside another one than that before it.
func everyByte() string {
	var b strings.Builder
	for c := range 128 {
		b.WriteString(string(rune(c)) + string(rune(127-c)))
	}
	return b.String()
}

// What is simplified says where it comes from, and twice is no other.
func FuzzSimplify(f *testing.F) {
	f.Add("Ça va, 1,204.5 ΣΑΣ İx — « e\u0301 » 가각")
	f.Add(everyByte() + "\u0301 A" + everyByte())
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		var s, again simplifier
		once := strings.Clone(s.simplify(text, true))
		for i := range s.out {
			if s.from[i] > s.to[i] || int(s.to[i]) > len(text) || i > 0 && s.from[i] < s.from[i-1] {
				t.Fatalf("%+q: byte %d of %+q is of [%d, %d)", text, i, once, s.from[i], s.to[i])
			}
		}
		if one := plainSimplify(text); one != once || strings.Clone(again.simplify(text, false)) != once {
			t.Fatalf("%+q gives %+q, character by character %+q", text, once, one)
		}
		if twice := again.simplify(once, false); strings.ContainsAny(once, "ABCDEFGHIJ,.!") || len(twice) > len(once) {
			t.Fatalf("%+q gives %+q, then %+q", text, once, twice)
		}
	})
}

// Marks of ASCII are told as any others are.
func FuzzMarks(f *testing.F) {
	f.Add(everyByte() + "\u0301 \u0301,\u200D,e\u0301 — \u00A0\u0301" + everyByte())
	f.Fuzz(func(t *testing.T, text string) {
		var got, want [][2]int
		marksOf(text, 0, len(text), func(start, end int) { got = append(got, [2]int{start, end}) })
		for at := 0; at < len(text); {
			r, n := utf8.DecodeRuneInString(text[at:])
			rest := strings.TrimLeftFunc(text[at+n:], func(r rune) bool { return unicode.Is(unicode.M, r) || r == '\u200C' || r == '\u200D' })
			if end := len(text) - len(rest); unicode.IsSpace(r) {
				at = end
			} else {
				want, at = append(want, [2]int{at, end}), end
			}
		}
		if !slices.Equal(got, want) {
			t.Fatalf("%+q: %v, not %v", text, got, want)
		}
	})
}

// plainSimplify simplifies character by character.
func plainSimplify(text string) string {
	s := simplifier{text: text}
	for at := 0; at < len(text); {
		at = s.next(at)
	}
	return string(s.out)
}

// No text makes a step panic, whatever the definition, and what it labels lies within the text.
func FuzzMatches(f *testing.F) {
	f.Add("one two three four, five", "zero one Two THREE\nfour five — six")
	f.Fuzz(func(t *testing.T, item, text string) {
		item, text = strings.ToValidUTF8(item, "\uFFFD"), strings.ToValidUTF8(text, "\uFFFD")
		text += " " + item + "\n" + text
		for _, args := range []string{"ngram: 2, min_words: 1", "ngram: 2, definition: datatrove", "ngram: 2, definition: dclm"} {
			for _, onMatch := range []string{"label", "cut", "drop"} {
				s := steptest.New(t, NGrams, "{set: s.jsonl, "+args+", on_match: "+onMatch+"}", []string{text}, nil).Against([]string{item})
				docs := s.Docs()
				if err := s.Run(docs, nil); err != nil {
					t.Fatal(err)
				}
				if onMatch == "label" {
					within(t, &docs[0])
				}
			}
		}
	})
}

func within(t *testing.T, d *schema.Doc) {
	last := int64(0)
	for _, v := range d.Values[len(d.Values)-1].List() {
		start, end := v.List()[2].Int(), v.List()[3].Int()
		if start < last || end <= start || end > int64(len(d.Text())) {
			t.Fatalf("span [%d, %d) of %+q", start, end, d.Text())
		}
		last = end
	}
}
