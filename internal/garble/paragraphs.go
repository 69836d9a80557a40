package garble

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble/prose"
)

// plantWrapped breaks every paragraph hard at a width; hyphens lets it cut long words too.
func plantWrapped(p *Page, hyphens bool) {
	width := p.Rand.Between(48, 76)
	for _, l := range p.Lines() {
		if utf8.RuneCountInString(p.clean[l.Start:l.End]) > 3*width/2 {
			p.wrap(l, width, hyphens)
		}
	}
}

// wrap breaks one line: a line feed in place of a blank, or a hyphen and a line feed within a word.
func (p *Page) wrap(l Span, width int, hyphens bool) {
	column, blank := 0, -1
	for i, r := range p.clean[l.Start:l.End] {
		at := l.Start + i
		if column++; r == ' ' && breaksBefore(p.clean[at+1:]) {
			blank = at
		}
		if column < width || blank < 0 {
			continue
		}
		if cut := hyphenPlace(p.clean, blank+1, at); hyphens && cut > 0 { // the word grew beyond the width
			p.Insert(cut, "-\n")
			column = utf8.RuneCountInString(p.clean[cut : at+1])
		} else {
			p.Replace(blank, blank+1, "\n")
			column = utf8.RuneCountInString(p.clean[blank+1 : at+1])
		}
		blank = -1
	}
}

// breaksBefore says whether a line may begin with what follows: with a letter, so that it looks like no list.
func breaksBefore(rest string) bool {
	r, _ := utf8.DecodeRuneInString(rest)
	return unicode.IsLetter(r)
}

// hyphenPlace returns where the word that begins at start may be cut before end: behind a vowel and before a
// consonant, three letters from either side; 0 where it can't.
func hyphenPlace(s string, start, end int) int {
	word := s[start:]
	if n := strings.IndexFunc(word, func(r rune) bool { return !unicode.IsLetter(r) }); n >= 0 {
		word = word[:n]
	}
	letters := []rune(word)
	if end <= start || len(letters) < 8 || unicode.IsUpper(letters[0]) {
		return 0
	}
	for i := min(len(letters)-3, utf8.RuneCountInString(s[start:end])); i >= 3; i-- {
		if vowel(letters[i-1]) && !vowel(letters[i]) {
			return start + len(string(letters[:i]))
		}
	}
	return 0
}

func vowel(r rune) bool {
	return strings.ContainsRune("aeiouyäöüáéíóúàèìòùâêîôûåøæąęůěаеиоуыэюяієїαεηιουω", r)
}

// plantFeeds makes blank lines many, and adds some at the end.
func plantFeeds(p *Page) {
	for _, s := range p.Some(p.Breaks(), 3) {
		if s.Start > 0 {
			p.Insert(s.Start, strings.Repeat("\n", p.Rand.Between(1, 6)))
		}
	}
	p.Insert(len(p.clean), strings.Repeat("\n", p.Rand.Between(2, 9)))
}

func plantIndents(p *Page) {
	blanks := Pick(p.Rand, []string{"  ", "   ", "    ", "\t"})
	for _, s := range p.Lines() {
		p.Insert(s.Start, blanks)
	}
}

// hyphenated lists the languages whose words are cut at line ends.
var hyphenated = []string{"en", "de", "fr", "es", "it", "pt", "nl", "pl", "ru", "uk", "cs", "hu", "fi", "sv"}

func paragraphKinds() []Kind {
	spaced := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Spaced(l) })
	kind := func(name string, langs []string, plant func(p *Page)) Kind {
		return Kind{Name: "paragraphs/" + name, Step: "clean.paragraphs", Measure: Changes, Langs: langs, Plant: plant}
	}
	return []Kind{
		kind("wrapped", spaced, func(p *Page) { plantWrapped(p, false) }),
		kind("hyphens", hyphenated, func(p *Page) { plantWrapped(p, true) }),
		kind("blanks", spaced, plantFeeds),
		kind("indents", spaced, plantIndents),
	}
}
