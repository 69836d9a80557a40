package sealed

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// extra are clean sentences with what the prose has too little of.
var extra = map[string][]string{
	"quoted": {"“It is late,” he said.", "“Leave it,” she wrote, “as it is.”", "“Nobody knows,” the guard answered.", "„Es ist spät“, sagte er.", "“Stay!” they shouted from the boat.", "« C'est tout », dit-elle."},
	"digits": {"In 2019, the well ran dry.", "They counted 48, then 52, then none.", "The house was sold in 1987. Nobody bought the barn.", "Of all 30, only two came back.", "The road opened in 2004. The shops closed.", "Im Jahr 1950, so heißt es, fror der See zu."},
	"inner":  {"The mill (the upper one) burned down.", "The list (three pages) was lost.", "He came back [from the war] with a dog.", "The third man (a cook) said nothing.", "The reply “(no)” stood alone."},
}

func sentences(p *garble.Page, name string, n int) {
	for _, i := range p.Rand.Perm(len(extra[name]))[:min(n, len(extra[name]))] {
		p.Sentence(extra[name][i])
	}
}

// plantQuoteGlue takes the space behind a closing quotation mark that follows punctuation.
func plantQuoteGlue(p *garble.Page) {
	sentences(p, "quoted", 4)
	spans := p.Runes(func(before, r, after rune) bool { return r == ' ' && before == '”' && unicode.IsLower(after) })
	spans = slices.DeleteFunc(spans, func(s garble.Span) bool {
		mark, _ := utf8.DecodeLastRuneInString(strings.TrimSuffix(p.Clean()[:s.Start], "”"))
		return !strings.ContainsRune(",.!?", mark)
	})
	garble.PlantGlue(p, spans, 3)
}

// plantDigitGlue takes the space behind punctuation that follows a number, before a letter.
func plantDigitGlue(p *garble.Page) {
	sentences(p, "digits", 4)
	spans := p.Runes(func(before, r, after rune) bool {
		return r == ' ' && strings.ContainsRune(",.", before) && unicode.IsLetter(after)
	})
	garble.PlantGlue(p, slices.DeleteFunc(spans, func(s garble.Span) bool {
		text := p.Clean()[:s.Start]
		next, _ := utf8.DecodeRuneInString(p.Clean()[s.End:])
		number := len(text) - 1 - len(strings.TrimRight(text[:len(text)-1], garble.Digits))
		return number < 2 || strings.HasSuffix(text, ".") && (number < 4 || !unicode.IsUpper(next))
	}), 3)
}

// plantMoved sets the space before the comma or full stop instead of behind it.
func plantMoved(p *garble.Page) {
	spots := p.Runes(func(before, r, after rune) bool {
		return strings.ContainsRune(",.،", r) && unicode.IsLetter(before) && after == ' '
	})
	ends := p.Sentences()
	spots = slices.DeleteFunc(spots, func(s garble.Span) bool {
		next, _ := utf8.DecodeRuneInString(p.Clean()[s.End+1:])
		stop := p.Clean()[s.Start:s.End] == "."
		return !unicode.IsLetter(next) || stop && !slices.Contains(ends, garble.Span{Start: s.End, End: s.End + 1})
	})
	for _, s := range p.Some(spots, 3) {
		p.Replace(s.Start, s.End+1, " "+p.Clean()[s.Start:s.End])
	}
}

// plantInner puts blanks inside brackets.
func plantInner(p *garble.Page) {
	sentences(p, "inner", 4)
	var at []garble.Span
	for _, s := range p.Runes(func(before, r, after rune) bool {
		return strings.ContainsRune("([", r) && unicode.IsLetter(after) || strings.ContainsRune(")]", r) && unicode.IsLetter(before) && after == ' '
	}) {
		if strings.ContainsAny(p.Clean()[s.Start:s.End], "([") {
			s.Start = s.End
		} else {
			s.End = s.Start
		}
		at = append(at, s)
	}
	garble.PlantBlanks(p, at, 4, " ")
}

// plantWide doubles the blanks behind sentences and commas.
func plantWide(p *garble.Page) {
	garble.PlantBlanks(p, append(p.Sentences(), p.Behind(",،፣", 1)...), 4, " ", "    ")
}

// plantBoth glues one mark to the next word and parts another from its own.
func plantBoth(p *garble.Page) {
	garble.PlantGlue(p, append(p.Sentences(), p.Behind(",،፣", 2)...), 2)
	garble.PlantBlanks(p, p.MarksAfterWords(), 2, " ", "  ")
}

func spacingKinds() []garble.Kind {
	spaced := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Spaced(l) })
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "spacing/" + name, Step: "clean.spacing", Measure: garble.Changes, Langs: spaced, Plant: plant}
	}
	return []garble.Kind{kind("quotes", plantQuoteGlue), kind("digits", plantDigitGlue), kind("moved", plantMoved), kind("inner", plantInner),
		kind("wide", plantWide), kind("both", plantBoth)}
}
