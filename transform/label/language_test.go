package label

import (
	"context"
	"os"
	"strconv"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/internal/language"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// label runs label.language over texts and returns the columns it wrote.
func languageRows(t testing.TB, args string, texts ...string) (rows []string) {
	t.Helper()
	s := steptest.New(t, Language, args, texts, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	for i := range docs {
		docs[i].FinishSpans()
		rows = append(rows, s.Row(&docs[i]))
	}
	return rows
}

const (
	english = "The harbour was closed because of the storm, and nobody knew when it would open again."
	german  = "Der Hafen blieb wegen des Sturms geschlossen, und niemand wusste, wann er wieder öffnen würde."
	russian = "Порт закрыли из-за шторма, и никто не знал, когда он откроется снова."
)

func TestLanguageOfLittle(t *testing.T) {
	for text, want := range map[string]string{
		"": "und", " \n\t\n": "und", "12 345": "und", "🚀": "und", "harbour": "en", english: "en", english + "\n": "en", "Straßenbahnhaltestelle": "de",
		strings.Repeat("x", 5000): "und",
	} {
		if got := languageRows(t, "", text)[0]; !strings.HasPrefix(got, "language="+want+" ") {
			t.Errorf("%.40q: %s, not %s", text, got, want)
		}
	}
}

// A document of 10 MB is judged as a whole, or by pieces that are the same each time.
func TestLongDocument(t *testing.T) {
	long := strings.Repeat(german+"\n\n", 10<<20/(len(german)+2))
	for _, args := range []string{"", "{sample: 4096}", "{by: paragraph}", "{sample: 1, by: script}"} {
		if got := languageRows(t, args, long)[0]; !strings.HasPrefix(got, "language=de ") && args != "{sample: 1, by: script}" {
			t.Errorf("%s: %.80s", args, got)
		}
	}
}

// Paragraphs have the places that a plain search finds, in bytes and in characters.
func TestParagraphs(t *testing.T) {
	text := "\n  " + german + "\n\n \t\n" + english + "\n" + english + "\r\n\r\n" + russian
	rows := languageRows(t, "{by: paragraph}", text)
	if !strings.HasPrefix(rows[0], "language=en ") {
		t.Error(rows[0])
	}
	for _, want := range []struct{ part, code string }{{german, "de"}, {english + "\n" + english, "en"}, {russian, "ru"}} {
		at := strings.Index(text, want.part)
		chars := utf8.RuneCountInString(text[:at])
		cell := strings.Join([]string{strconv.Itoa(at), strconv.Itoa(at + len(want.part)), strconv.Itoa(chars), strconv.Itoa(chars + utf8.RuneCountInString(want.part)), want.code}, ",")
		if !strings.Contains(strings.NewReplacer(" ", "", "start:", "", "end:", "", "char_", "", "language:", "").Replace(rows[0]), cell) {
			t.Errorf("%s is missing in %s", cell, rows[0])
		}
	}
}

// Of equal parts the first decides, and what is unsure decides nothing.
func TestMajority(t *testing.T) {
	var s shares
	s.add(verdict{language: language.Undetermined, score: 100}, 500)
	if got := s.most(); got.language != language.Undetermined || got.score != 0 {
		t.Errorf("%+v", got)
	}
	s.add(verdict{language: "fr", score: 900}, 100)
	s.add(verdict{language: "de", score: 1000}, 60)
	s.add(verdict{language: "de", score: 500}, 40)
	if got := s.most(); got.language != "fr" || got.score != (900*100+350)/700 {
		t.Errorf("%+v", got)
	}
}

// A sample holds characters as they are, no more than it may, and all of a short text.
func TestPieces(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOfN(rapid.SampledFrom([]rune("aé漢🚀b漢é \n")), 0, 300, -1).Draw(t, "text")
		sample := rapid.IntRange(0, 150).Draw(t, "sample")
		var all []string
		pieces(text, sample, func(s string) { all = append(all, s) })
		if sample == 0 || len(text) <= sample {
			if len(all) != 1 || all[0] != text {
				t.Fatalf("%q: %q", text, all)
			}
			return
		}
		total := 0
		for _, s := range all {
			if total += len(s); s == "" || !utf8.ValidString(s) || !strings.Contains(text, s) {
				t.Fatalf("%q of %q", s, text)
			}
		}
		if most := sample + samplePieces*(nearby+utf8.UTFMax); total > most || len(all) > samplePieces {
			t.Fatalf("%d bytes in %d pieces", total, len(all))
		}
	})
}

func TestMinScore(t *testing.T) {
	for args, want := range map[string]string{"{min_score: 1}": "und", "{min_score: 0}": "en"} {
		if got := languageRows(t, args, english+" "+russian+" "+english)[0]; !strings.HasPrefix(got, "language="+want+" ") {
			t.Errorf("%s: %s", args, got)
		}
	}
}

func TestLanguageFaults(t *testing.T) {
	for _, args := range []string{"{by: word}", "{min_score: 2}", "{sample: -1}", "{prefix: A}", "{by: paragraph, on: [text, title]}"} {
		if s, _ := steptest.Plan(Language, args, []string{""}, nil); s != nil {
			t.Errorf("%s passes", args)
		}
	}
}

// A fastText model decides where one is given: its labels are codes, its probabilities are rounded.
func TestLanguageByFastText(t *testing.T) {
	data, err := os.ReadFile("../../internal/fasttext/testdata/softmax.bin")
	if err != nil {
		t.Fatal(err)
	}
	a := transform.Args{On: []int{schema.SlotText}, Slot: func(name string) int {
		return map[string]int{"language": schema.SlotFirst, "language_score": schema.SlotFirst + 1, "script": schema.SlotFirst + 2}[name]
	}, Values: map[string]any{"model": data, "by": "script", "min_score": 0.5, "sample": int64(0), "prefix": ""}}
	step, err := Language.New(a)
	if err != nil {
		t.Fatal(err)
	}
	for text, want := range map[string]string{"apple plum\npear": "fruit Latn", " \n": "und Zyyy", "鶴 鷹 燕": "鳥 Hani", "": "und Zyyy"} {
		d := schema.Doc{Values: make([]schema.Value, schema.SlotFirst+3)}
		d.Values[schema.SlotText] = schema.StringValue(text)
		if err := step.(transform.Mapper).Map(context.Background(), &d); err != nil {
			t.Fatal(err)
		}
		if got := d.Str(schema.SlotFirst) + " " + d.Str(schema.SlotFirst+2); got != want {
			t.Errorf("%q: %s, not %s (%v)", text, got, want, d.Values[schema.SlotFirst+1].Float())
		}
	}
	a.Values["model"] = []byte("no model")
	if _, err := Language.New(a); err == nil || !strings.Contains(err.Error(), "fastText model") {
		t.Error(err)
	}
}

func TestLanguageOfLabel(t *testing.T) {
	for label, want := range map[string]string{"__label__en": "en", "__label__eng_Latn": "en", "__label__ceb": "ceb", "__label__zho_Hans": "zh", "spam": "spam", "__label__not_spam": "not_spam"} {
		if got := languageOf(label); got != want {
			t.Errorf("%s: %s", label, got)
		}
	}
}

// The reference says how many languages the model knows.
func TestLanguageCount(t *testing.T) {
	if n := strconv.Itoa(len(language.Default().Languages())); n != languageCount {
		t.Errorf("%s, not %s", n, languageCount)
	}
}

// Documents of 50 kB, whole and by a sample.
func BenchmarkLanguage(b *testing.B) {
	texts := []string{strings.Repeat(english+" "+german+"\n", 280)}
	for _, args := range []string{"", "{sample: 4096}", "{by: paragraph}"} {
		b.Run(args, func(b *testing.B) {
			s := steptest.New(b, Language, args, texts, nil)
			docs := s.Docs()
			b.SetBytes(int64(len(texts[0])))
			for b.Loop() {
				if err := s.Run(docs, nil); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// A text of nothing but short paragraphs has a list of bounded length; its language counts them all.
func TestManyParagraphs(t *testing.T) {
	text := strings.Repeat("a\n\n", mostLines) + strings.Repeat(english+"\n\n", 2*mostLines/len(english)*2)
	row := languageRows(t, "{by: paragraph}", text)[0]
	if n := strings.Count(row, "}"); n != mostLines {
		t.Errorf("%d paragraphs, not %d", n, mostLines)
	}
	if !strings.HasPrefix(row, "language=en ") {
		t.Error(row[:60])
	}
}
