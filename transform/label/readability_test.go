package label

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/transform/steptest"
)

// Syllables that the method gets right, and by which it is known.
func TestSyllables(t *testing.T) {
	for _, c := range []struct{ language, words string }{
		{"en", "cat:1 make:1 makes:1 table:2 tables:2 walked:1 wanted:2 horses:2 churches:2 nation:2 beautiful:3 idea:2 radio:3 the:1 be:1 rhythm:1 2026:1 media:3 museum:2"},
		{"de", "Haus:1 heute:2 Maschine:3 schläft:1 Feuer:2 Theater:3 zuverlässig:4"},
		{"es", "casa:2 tren:1 estación:3 música:3 oía:3 poeta:3 ciudad:2 quiero:2 muy:1"},
		{"fr", "train:1 partait:2 personne:2 grande:1 horloge:2 le:1 théâtre:2 naïf:2"},
		{"it", "casa:2 città:2 poesia:3 ieri:2"},
		{"nl", "huis:1 water:2 bijzonder:3"},
		{"pt", "não:1 coração:3 poeta:3 saúde:3"},
		{"ru", "поезд:2 опоздал:3 час:1"},
	} {
		l := readLanguageOf(c.language)
		for _, pair := range strings.Fields(c.words) {
			word, want, _ := strings.Cut(pair, ":")
			if got := l.syllables(word); string(rune('0'+got)) != want {
				t.Errorf("%s %s: %d, not %s", c.language, word, got, want)
			}
		}
	}
}

// The share of different words is what a set for each window gives.
func TestTypeToken(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		words := rapid.SliceOf(rapid.SampledFrom([]string{"a", "b", "A", "c", "É", "é", "漢"})).Draw(t, "words")
		s, problems := steptest.Plan(Readability, "{window: 10}", []string{strings.Join(words, " ")}, nil)
		if s == nil {
			t.Fatal(problems)
		}
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		sum, of := 0, 0
		for at := 0; at == 0 && len(words) > 0 || at+10 <= len(words); at += 10 {
			n, kinds := min(10, len(words)-at), map[string]bool{}
			for _, w := range words[at : at+n] {
				kinds[strings.ToLower(w)] = true
			}
			sum, of = sum+len(kinds), of+n
		}
		got := docs[0].Values[s.Plan.Layout.Slot("type_token")]
		if of == 0 {
			if !got.IsNull() {
				t.Fatalf("%v of nothing", got.Float())
			}
			return
		}
		if want := rounded(float64(sum)/float64(of), 10000).Float(); got.Float() != want {
			t.Fatalf("%v, not %v", got.Float(), want)
		}
	})
}

// Long and hostile texts are measured in time linear in their length, and no word makes a text of none divide by zero.
func TestReadabilityLimits(t *testing.T) {
	long := strings.Repeat("ae", 5<<20)
	s := steptest.New(t, Readability, "", []string{long, "", "\n\n", "x", "."}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	if got := s.Row(&docs[0]); !strings.Contains(got, "word_length=1.048576e+07") {
		t.Error(got)
	}
}
