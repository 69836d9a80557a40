package garble

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble/prose"
)

// Marks that a space follows, by what they are called in kinds.
const (
	commas = ",،፣"
	stops  = ".।።۔"
	others = ";:?!؟؛"
)

// shortened are words of prose that end in a full stop within a sentence.
var shortened = []string{"dott", "Mrs", "Prof", "approx"}

// FrenchSpace says whether the language sets a space before ; : ? !
func FrenchSpace(lang string) bool { return lang == "fr" }

// WordBefore returns the word that ends at a place.
func WordBefore(s string, at int) string {
	start := strings.LastIndexFunc(s[:at], func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) })
	if start >= 0 {
		_, size := utf8.DecodeRuneInString(s[start:])
		start += size
	}
	return s[max(start, 0):at]
}

// Behind returns the spaces that follow one of marks and stand before a letter; behind a word of
// least letters or more.
func (p *Page) Behind(marks string, least int) []Span {
	spaces := p.Runes(func(before, r, after rune) bool {
		return r == ' ' && strings.ContainsRune(marks, before) && unicode.IsLetter(after)
	})
	return slices.DeleteFunc(spaces, func(s Span) bool {
		_, size := utf8.DecodeLastRuneInString(p.clean[:s.Start])
		word := WordBefore(p.clean, s.Start-size)
		return utf8.RuneCountInString(word) < least || slices.Contains(shortened, word)
	})
}

// Sentences returns the spaces between two sentences: behind a full stop and a word of four letters,
// before a letter that is no small one.
func (p *Page) Sentences() []Span {
	return slices.DeleteFunc(p.Behind(stops+"?!", 4), func(s Span) bool {
		r, size := utf8.DecodeRuneInString(p.clean[s.End:])
		return unicode.IsLower(r) || strings.HasPrefix(p.clean[s.End+size:], ".") // an initial follows
	})
}

// PlantGlue takes the space out at up to n of the places.
func PlantGlue(p *Page, spaces []Span, n int) {
	for _, s := range p.Some(spaces, n) {
		p.Replace(s.Start, s.End, "")
	}
}

// PlantBlanks puts blanks in before up to n of the places' ends.
func PlantBlanks(p *Page, places []Span, n int, blanks ...string) {
	for _, s := range p.Some(places, n) {
		p.Insert(s.End, Pick(p.Rand, blanks))
	}
}

// MarksAfterWords returns the places of punctuation between a letter and a blank.
func (p *Page) MarksAfterWords() []Span {
	marks := commas + ".।"
	if !FrenchSpace(p.Lang) {
		marks += ";:?!"
	}
	spans := p.Runes(func(before, r, after rune) bool {
		return strings.ContainsRune(marks, r) && unicode.IsLetter(before) && (after == ' ' || after == '\n' || after == utf8.RuneError)
	})
	for i := range spans {
		spans[i].End = spans[i].Start
	}
	return spans
}

// bracketed are clean sentences with something in brackets.
var bracketed = []string{
	"The old name (Maris Point) is still in use.", "Two crews (one from each side) searched until dark.", "The council (nine members) met in the school.",
	"Bring a lamp (and matches) if you can.", "Her cousin (the elder one) keeps bees.", "The report (see page nine) says otherwise.",
	"Der alte Turm (heute ein Hotel) brannte zweimal.", "La maison (celle du coin) est à vendre.", "El puente (el viejo) sigue cerrado.",
}

func plantBrackets(p *Page) {
	for range 3 {
		s := Pick(p.Rand, bracketed)
		p.Sentence(s)
	}
	PlantGlue(p, p.Runes(func(before, r, after rune) bool {
		return r == ' ' && (unicode.IsLetter(before) && after == '(' || before == ')' && unicode.IsLetter(after))
	}), 4)
}

// marked are clean sentences with other marks within.
var marked = []string{
	"One thing was sure: nobody had asked.", "The lamp failed; the crew sang.", "They had three tools: hammer, saw and patience.", "What next? Nobody could say.",
	"Stop! Nobody moved.", "The door was open; inside, nothing stirred.", "Ihr Rat war einfach: warten.", "Das Boot war leer; niemand rief.", "Solo quedaba una salida: la ventana.",
	"Остался один вопрос: почему?", "Nie było wyjścia: trzeba czekać.", "Restava una cosa: aspettare.", "Kalan tek şey vardı: beklemek.",
}

func plantMarks(p *Page) {
	for range 4 {
		p.Sentence(Pick(p.Rand, marked))
	}
	PlantGlue(p, p.Behind(others, 2), 4)
}

func spacingKinds() []Kind {
	spaced := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Spaced(l) })
	kind := func(name string, plant func(p *Page)) Kind {
		return Kind{Name: "spacing/" + name, Step: "clean.spacing", Measure: Changes, Langs: spaced, Plant: plant}
	}
	return []Kind{
		kind("comma", func(p *Page) { PlantGlue(p, p.Behind(commas, 1), 4) }),
		kind("stop", func(p *Page) { PlantGlue(p, p.Sentences(), 4) }),
		{Name: "spacing/marks", Step: "clean.spacing", Measure: Changes, Langs: slices.DeleteFunc(slices.Clone(spaced), FrenchSpace), Plant: plantMarks},
		kind("brackets", plantBrackets),
		kind("doubled", func(p *Page) { PlantBlanks(p, p.Starts(), 5, " ", "  ", "   ") }),
		kind("before", func(p *Page) { PlantBlanks(p, p.MarksAfterWords(), 4, " ") }),
	}
}
