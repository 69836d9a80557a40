package dedupe

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

func runSubstrings(t testing.TB, args string, texts, given []string) []schema.Doc {
	t.Helper()
	s := steptest.New(t, Substrings, args, texts, given)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs
}

// repeatsByHand marks, window by window, the words that repeat; order lists the documents by rank.
func repeatsByHand(docs [][]string, order []int, n int, all bool) [][]bool {
	first, marks := map[string][2]int{}, make([][]bool, len(docs))
	mark := func(i, s int) {
		for j := s; j < s+n; j++ {
			marks[i][j] = true
		}
	}
	for i := range docs {
		marks[i] = make([]bool, len(docs[i]))
	}
	for _, i := range order {
		for s := 0; s+n <= len(docs[i]); s++ {
			window := strings.Join(docs[i][s:s+n], " ")
			at, seen := first[window]
			if !seen {
				first[window] = [2]int{i, s}
				continue
			}
			if mark(i, s); all {
				mark(at[0], at[1])
			}
		}
	}
	return marks
}

// stringWords cuts a text into words with nothing but strings.
func stringWords(text string) []string {
	return strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
}

// repetitive makes documents that repeat others and themselves: spans copied from anywhere, words that
// go round, few different words.
func repetitive(r *rand.Rand) (docs [][]string) {
	vocabulary := []int{2, 5, 30, 1000}[r.IntN(4)]
	for range 1 + r.IntN(8) {
		var words []string
		for range r.IntN(8) {
			switch from := r.IntN(4); {
			case from == 0 && len(docs) > 0:
				src := docs[r.IntN(len(docs))]
				a := r.IntN(len(src) + 1)
				words = append(words, src[a:a+r.IntN(len(src)-a+1)]...)
			case from == 1 && len(words) > 0:
				a := r.IntN(len(words))
				words = append(words, words[a:a+r.IntN(len(words)-a+1)]...)
			case from == 2:
				round := r.IntN(5) + 1
				for i := range r.IntN(40) {
					words = append(words, fmt.Sprint("r", i%round))
				}
			default:
				for range r.IntN(30) {
					words = append(words, fmt.Sprint("w", r.IntN(vocabulary)))
				}
			}
		}
		docs = append(docs, words)
	}
	return docs
}

// What is left is what is left by the definition, for all lengths of windows and every kind of set.
func TestSubstringsAgainstWindows(t *testing.T) {
	r := rand.New(rand.NewPCG(11, 3))
	gone := 0
	for range 1500 {
		docs := repetitive(r)
		n, all := 2+r.IntN(14), r.IntN(3) == 0
		args := fmt.Sprintf("{words: %d, emptied: keep", n)
		order := make([]int, len(docs))
		var texts []string
		for i, words := range docs {
			order[i] = i
			texts = append(texts, strings.Join(words, []string{" ", ", ", "\n"}[r.IntN(3)]))
		}
		switch {
		case all:
			args += ", copies: 0"
		case r.IntN(3) == 0:
			args += ", keep: last"
			slices.Reverse(order)
		}
		marks := repeatsByHand(docs, order, n, all)
		got := runSubstrings(t, args+"}", texts, nil)
		for i := range docs {
			var left []string
			for j, w := range docs[i] {
				if !marks[i][j] {
					left = append(left, w)
				} else {
					gone++
				}
			}
			if words := stringWords(got[i].Text()); !slices.Equal(words, left) {
				t.Fatalf("%s}\n%q\ndocument %d: %v\nwant %v", args, texts, i, words, left)
			}
		}
	}
	if gone < 20000 {
		t.Errorf("%d words gone: the test says little", gone)
	}
}

func BenchmarkSubstrings(b *testing.B) {
	r := rand.New(rand.NewPCG(1, 2))
	var words []string
	for range 3000 {
		words = append(words, strings.Repeat(string(rune('a'+r.IntN(26))), 1+r.IntN(3))+fmt.Sprint(r.IntN(900))[:1+r.IntN(1)]+"nces"[:r.IntN(5)])
	}
	text := strings.Join(words, " ")
	s := steptest.New(b, Substrings, "", []string{text}, nil)
	docs := s.Docs()
	x := s.Step().(*substrings)
	b.Run("keys", func(b *testing.B) {
		var keys []uint64
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			keys = x.Keys(&docs[0], keys[:0])
		}
	})
	b.Run("passages", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		b.ReportAllocs()
		for b.Loop() {
			x.Passages(&docs[0], func(uint64) bool { return true }, func(transform.Passage) {})
		}
	})
	b.Run("parts", func(b *testing.B) {
		b.SetBytes(int64(len(text)))
		for b.Loop() {
			x.Parts(&docs[0], func(int32) bool { return true }, func(transform.Passage) {})
		}
	})
}

// What goes with a cut: signs that are attached to its words, and of the white space around it one
// stretch, the one with fewer line feeds.
func TestSubstringsBorders(t *testing.T) {
	const first = "one two three four"
	for text, want := range map[string]string{
		"Before. One two three four. Behind.":            "Before. Behind.",
		"Before, one two three four, behind.":            "Before, behind.",
		"Before (one two three four) behind":             "Before behind",
		"Said: \"One two three four.\" Then more":        "Said: Then more",
		"Before.\n\nOne two three four.\n\nBehind.\n":    "Before.\n\nBehind.\n",
		"Before. One two three four.\n\nBehind.":         "Before.\n\nBehind.",
		"Before.\n\nOne two three four. Behind.":         "Before.\n\nBehind.",
		"One two three four.\n\nBehind.":                 "Behind.",
		"Before.\n\nOne two three four.\n":               "Before.\n",
		"Before. One two three four.":                    "Before.",
		"* Before\n* one two three four\n* behind":       "* Before\n* behind",
		"Before – one two three four – behind":           "Before – behind",
		"  One two\nthree\tfour!  ":                      "",
		"sub-one two three four-teen":                    "sub-teen",
		"前文。one two three four後文。":                       "前文。後文。",
		"前文(one two three four)後文。":                      "前文後文。",
		"don't one two three four don't":                 "don't don't",
		"3.1 one two three four 4,000":                   "3.1 4,000",
		"kept'one two three four's end":                  "kept'one two three four's end", // four's is one word
		"é ONE two three four é":                         "é é",
		"a one two three four b one two three four c":    "a b c",
		"before\r\n\r\none two three four\r\n\r\nbehind": "before\r\n\r\nbehind",
	} {
		docs := runSubstrings(t, "{words: 4, emptied: keep}", []string{first, text}, nil)
		if got := docs[1].Text(); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// Two words are never made one where nothing stood between them and the passage.
func TestSubstringsGluesNothing(t *testing.T) {
	docs := runSubstrings(t, "{words: 4, emptied: keep}", []string{"渡轮恢复", "abc渡轮恢复def 渡轮恢复", "明渡轮恢复天"}, nil)
	for i, want := range []string{"渡轮恢复", "abc def", "明天"} {
		if got := docs[i].Text(); got != want {
			t.Errorf("%q, want %q", got, want)
		}
	}
}

// What counts as equal follows from normalise alone.
func TestSubstringsNormalise(t *testing.T) {
	texts := []string{"Café no. 7 is open, O'Brien said", "CAFE\u0301 No 12: is open O’BRIEN said"}
	for args, cut := range map[string]bool{"{words: 7, normalise: [nfc, case, digits]}": true, "{words: 7}": false, "{words: 7, normalise: [case, digits]}": false, "{words: 7, normalise: [nfc, digits]}": false} {
		if docs := runSubstrings(t, args, texts, nil); docs[1].Kept() == cut {
			t.Errorf("%s: kept %v", args, docs[1].Kept())
		}
	}
}

// A passage lies within one column and may repeat one of another; a null is an empty text.
func TestSubstringsColumns(t *testing.T) {
	docs := runSubstrings(t, "{on: [text, title], words: 3, emptied: keep}", []string{"a b c d", "x y", "n n n", "c d e f"},
		[]string{"title=\"e f\"", "title=\"b c d z\"", "title=null", "title=null"})
	if got := fmt.Sprint(docs[1].Text(), "|", docs[1].Str(schema.SlotTitle), "|", docs[3].Text()); got != "x y|z|c d e f" {
		t.Error(got)
	}
}

func TestSubstringsMinLeft(t *testing.T) {
	texts := []string{"a b c d", "x a b c d", "y z a b c d", "", "q"}
	docs := runSubstrings(t, "{words: 4, min_left: 2}", texts, nil)
	for i, want := range []string{"", "emptied value=1 threshold=2", "", "", ""} {
		if got := steptest.Reject(&docs[i]); got != want {
			t.Errorf("document %d: %q, want %q", i, got, want)
		}
	}
	if docs[1].Text() != texts[1] || docs[2].Text() != "y z" {
		t.Errorf("%q, %q", docs[1].Text(), docs[2].Text())
	}
}

func TestSubstringsFaults(t *testing.T) {
	for _, args := range []string{"{words: 1}", "{words: 1001}", "{keep: best}", "{keep: max()}", "{min_left: 0}", "{normalise: [stems]}", "{priority: [nowhere]}", "{copies: 2}", "{keep: none}", "{on_match: drop}"} {
		if s, _ := steptest.Plan(Substrings, args, []string{"x"}, []string{"n=1"}); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}
