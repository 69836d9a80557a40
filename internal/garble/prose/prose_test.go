package prose

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// major lists the languages with forty sentences or more.
var major = []string{"am", "ar", "bn", "cs", "de", "el", "es", "fa", "fi", "fr", "he", "hi", "hu", "it", "ja", "ko", "nl", "pl", "pt",
	"ru", "sw", "th", "tr", "uk", "vi", "zh"}

func TestThereIsEnough(t *testing.T) {
	if n := len(Languages()); n < 35 {
		t.Errorf("%d languages", n)
	}
	for _, lang := range Languages() {
		least := 12
		switch {
		case lang == "en":
			least = 300
		case slices.Contains(major, lang):
			least = 40
		}
		all := Of(lang, "")
		distinct := slices.Compact(slices.Sorted(slices.Values(all)))
		if len(distinct) < least || len(distinct) != len(all) {
			t.Errorf("%s has %d different sentences of %d, wants %d", lang, len(distinct), len(all), least)
		}
	}
	for _, register := range Registers() {
		if n := len(Of("en", register)); n < 20 {
			t.Errorf("%d sentences of register %q", n, register)
		}
	}
}

// What is called clean is clean: valid, in normal form C, without doubled blanks or blanks at an
// end, and it ends as sentences do.
func TestSentencesAreClean(t *testing.T) {
	for _, lang := range Languages() {
		for _, s := range Of(lang, "") {
			last, _ := utf8.DecodeLastRuneInString(s)
			switch {
			case !utf8.ValidString(s) || !norm.NFC.IsNormalString(s):
				t.Errorf("%s: no normal form: %q", lang, s)
			case strings.Contains(s, "  ") || strings.TrimSpace(s) != s || strings.ContainsRune(s, utf8.RuneError):
				t.Errorf("%s: blanks: %q", lang, s)
			case lang != "th" && !unicode.IsPunct(last):
				t.Errorf("%s: no end: %q", lang, s)
			}
			for _, r := range s {
				if unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Co, r) {
					t.Errorf("%s: control %U in %q", lang, r, s)
				}
			}
		}
	}
}

// A cased language's sentences begin with a capital, a caseless one's have none of its own.
func TestCased(t *testing.T) {
	for _, lang := range Languages() {
		for _, s := range Of(lang, "") {
			at := strings.IndexFunc(s, unicode.IsLetter)
			first, _ := utf8.DecodeRuneInString(s[at:])
			if Cased(lang) && !unicode.IsUpper(first) && !unicode.IsDigit([]rune(s)[0]) {
				t.Errorf("%s begins small: %q", lang, s)
			}
			if !Cased(lang) && unicode.IsUpper(first) && !unicode.Is(unicode.Georgian, first) {
				t.Errorf("%s has capitals: %q", lang, s)
			}
		}
	}
}

func TestMixIsSeeded(t *testing.T) {
	mix := func(seed uint64) string {
		r := rand.New(rand.NewPCG(seed, 1))
		return Paragraphs(r, "pl", Mix(r, "pl", 9), "\n\n")
	}
	if mix(1) != mix(1) {
		t.Error("the same seed gives two texts")
	}
	if mix(1) == mix(2) {
		t.Error("two seeds give one text")
	}
	if n := strings.Count(mix(1), "\n\n"); n < 2 {
		t.Errorf("%d breaks", n)
	}
}
