package spacy

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

func ExampleWords() {
	text := "Dr. Orr can't walk 5km (well-known):"
	for _, w := range Words(text, nil) {
		fmt.Printf("%s|", text[w.Start:w.End])
	}
	// Output: Dr.|Orr|ca|n't|walk|5|km|(|well|-|known|):|
}

func ExampleSentences() {
	text := "Dr. Orr left. He said “No.” Then\nhe went."
	for _, s := range Sentences(text, nil) {
		fmt.Printf("%q\n", text[s.Start:s.End])
	}
	// Output:
	// "Dr. Orr left."
	// "He said “No.”"
	// "Then\nhe went."
}

func parts(text string, spans []Span) []string {
	out := []string{}
	for _, s := range spans {
		out = append(out, text[s.Start:s.End])
	}
	return out
}

// TestExamples holds texts and what spaCy 3.8 makes of them, written by interop/parity/words.py.
func TestExamples(t *testing.T) {
	f, err := os.Open("testdata/examples.jsonl")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	lines := bufio.NewScanner(f)
	n := 0
	for ; lines.Scan(); n++ {
		var want struct {
			Text              string
			Tokens, Sentences []string
		}
		if err := json.Unmarshal(lines.Bytes(), &want); err != nil {
			t.Fatal(err)
		}
		if got := parts(want.Text, Tokens(want.Text, nil)); !slices.Equal(got, want.Tokens) {
			t.Errorf("Tokens(%q)\n%q, not\n%q", want.Text, got, want.Tokens)
		}
		if got := parts(want.Text, Sentences(want.Text, nil)); !slices.Equal(got, want.Sentences) {
			t.Errorf("Sentences(%q)\n%q, not\n%q", want.Text, got, want.Sentences)
		}
	}
	if n < 200 {
		t.Errorf("%d examples", n)
	}
}

// check holds the laws that any text keeps.
func check(text string) error {
	all := Tokens(text, nil)
	if err := checkTokens(text, all); err != nil {
		return err
	}
	words := slices.DeleteFunc(slices.Clone(all), func(s Span) bool { return blank(text[s.Start:s.End]) })
	if got := Words(text, nil); !slices.Equal(got, words) {
		return fmt.Errorf("words %q, tokens without white space %q", parts(text, got), parts(text, words))
	}
	marked := []Span{between(1, 2)}
	if got := Words(text, marked); got[0] != marked[0] || !slices.Equal(got[1:], words) {
		return fmt.Errorf("words behind another span: %q", parts(text, got[1:]))
	}
	sentences := Sentences(text, nil)
	if got, want := sentences, slowSentences(text, all); !slices.Equal(got, want) {
		return fmt.Errorf("sentences %q, of all tokens %q", parts(text, got), parts(text, want))
	}
	if n := CountSentences(text); n != len(sentences) {
		return fmt.Errorf("%d sentences counted, %d found", n, len(sentences))
	}
	return nil
}

// checkTokens: in order, apart, whole characters, and nothing between them but single spaces.
func checkTokens(text string, tokens []Span) error {
	at := 0
	for i, s := range append(tokens, between(len(text), len(text)+1)) {
		if s.End <= s.Start || int(s.Start) < at {
			return fmt.Errorf("token %d is %v, the one before ends at %d", i, s, at)
		}
		if gap := text[at:s.Start]; gap != "" && gap != " " {
			return fmt.Errorf("token %d: %q stands before it in no token", i, gap)
		}
		if i < len(tokens) && !(utf8.ValidString(text[s.Start:s.End])) && utf8.ValidString(text) {
			return fmt.Errorf("token %d cuts a character", i)
		}
		at = int(s.End)
	}
	return nil
}

func blank(s string) bool {
	for i := 0; i < len(s); {
		c, n := classOf(s, i)
		if c&space == 0 {
			return false
		}
		i += n
	}
	return true
}

// slowSentences reads all tokens, as spaCy's sentencizer does.
func slowSentences(text string, tokens []Span) (out []Span) {
	ended := false
	for i, t := range tokens {
		s := text[t.Start:t.End]
		c, n := classOf(s, 0)
		mark := c&terminator != 0 && n == len(s)
		point := strings.TrimFunc(s, func(r rune) bool { return runeClass(r)&punct != 0 }) == ""
		if i == 0 || ended && !mark && !point {
			out = append(out, t)
			ended = false
		}
		out[len(out)-1].End = t.End
		ended = ended || mark
	}
	return out
}

// letters are those of texts that the rules bite on.
var letters = []string{"a", "b", "I", "U", "S", "é", "É", "я", "漢", "5", "10", "km", "°", "$", "€", "'", "’", "\"", "(", ")", ":", ";",
	"-", "_", ".", "..", "…", ",", "!", "?", "。", "/", "=", "<", ">", "@", "+", "%", " ", "  ", "\n", "\u00a0", "\u2028", "\u0301", "\u200d",
	"🙂", "\x00", "it", "can", "n't", "'s", "'ll", "Mr.", "e.g.", "D", "o", "http://", "example.com", "8.8.8.8", ":)", "8)", "xD"}

func TestLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(letters), 0, 60).Draw(t, "text"), "")
		if err := check(text); err != nil {
			t.Fatalf("%q: %v", text, err)
		}
	})
}

// TestWhiteSpaceEnds: what stands on both sides of two spaces is split as by itself.
func TestWhiteSpaceEnds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		draw := func(name string) string {
			return strings.Join(rapid.SliceOfN(rapid.SampledFrom(letters), 1, 20).Draw(t, name), "")
		}
		a, b := "a"+draw("a")+"b", "c"+draw("b")
		text := a + "\n" + b
		want := Words(a, nil)
		for _, s := range Words(b, nil) {
			n := len(a) + 1
			want = append(want, between(int(s.Start)+n, int(s.End)+n))
		}
		if got := Words(text, nil); !slices.Equal(got, want) {
			t.Fatalf("%q: %q, not %q", text, parts(text, got), parts(text, want))
		}
	})
}

func FuzzTokens(f *testing.F) {
	for _, s := range letters {
		f.Add("a" + s + "b" + s + s)
	}
	f.Add("see (a):) and x-c. and http://me@example.com:80/a-b")
	f.Fuzz(func(t *testing.T, text string) {
		if err := check(text); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	})
}

// TestHostile: at this size, what takes quadratic time does not end.
func TestHostile(t *testing.T) {
	for _, unit := range []string{")", "(", ".", "'", "-", "a.", "a@", "@", ".a", "1.", ":)", "a:", "a-", "--a", "…", "🙂", "漢", "a_b.", "8)8",
		"=:", "a,", "x", "5", "\u0301", "%", "!a", "http://", "a.b@", "a-c.", "':", ":) ", "c. x-c. ", "\n", " ", "(:(", "9a.m.x"} {
		text := strings.Repeat(unit, (1<<20)/len(unit))
		if err := checkTokens(text, Tokens(text, nil)); err != nil {
			t.Errorf("%q: %v", unit, err)
		}
		CountSentences(text)
	}
}

// TestClassesAreOne: the table of ASCII bytes says what the wide one says.
func TestClassesAreOne(t *testing.T) {
	for r := rune(0); r < utf8.RuneSelf; r++ {
		if ascii[r] != runeClass(r) {
			t.Errorf("%q: %b and %b", r, ascii[r], runeClass(r))
		}
	}
}

// TestSpecialCases: a special case by itself gives its parts, with neighbours and behind a hyphen too.
func TestSpecialCases(t *testing.T) {
	cases := specialCases()
	for text, want := range cases {
		if blank(text) {
			continue
		}
		if got := parts(text, Tokens(text, nil)); !slices.Equal(got, want) {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
	if len(cases) != 1343 {
		t.Errorf("%d special cases", len(cases))
	}
}
