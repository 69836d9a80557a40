package sealed

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// Clean sentences by what loses its capitals in them.
var casingLines = map[string][]string{
	"compound": {"The United Nations sent observers.", "The European Union paid for the lamps.", "Peace in the Middle East was not on the list.", "The World Bank and the United Nations disagreed.", "He had been to South Africa and to the United States.",
		"The United Kingdom and the European Union signed in May.", "Ships of the United States stayed outside.", "The Middle East, said the man from the World Bank, buys elsewhere."},
	"dated": {"It was signed on 9 May 2021 and again on 3 March 2022.", "The strike of March 1998 lasted until 1 May.", "From 14 March 2020 on, nobody came.", "On May 12, 2019, the lamp went out.", "The lease ends on 31 March 2030."},
	"day":   {"They meet every Monday and every second Thursday.", "The ferry does not run on Sunday or on Wednesday.", "He came on Friday and left on Saturday.", "By Tuesday the snow was gone.", "The court sits on Thursday, the council on Monday."},
	"after": {"“Who was that?” The guard shrugged.", "Was it late? It was. Nobody left.", "“Too far!” Everybody laughed at him.", "Did she know? Perhaps she did. Her brother never asked.", "Stop there! Then turn left."},
	"names": {"Nobody but Hanna Vexley had the key.", "They met Olga Kestrin and Tomas Brellin on the stairs.", "The house of Mira Castrane stands in Pellworth.", "He wrote to Ruth Dalverton in Orwenby.", "A friend of Samuel Orwenby came from Maravel."},
}

func plantLines(name string, fits func(word, before string) bool, n int) func(p *garble.Page) {
	return func(p *garble.Page) {
		lines := casingLines[name]
		for _, i := range p.Rand.Perm(len(lines))[:min(4, len(lines))] {
			p.Sentence(lines[i])
		}
		garble.Uncapital(p, p.Capitals(fits), n)
	}
}

func compound(word, before string) bool {
	return slices.Contains([]string{"Nations", "States", "Union", "East", "Bank", "Africa", "Kingdom"}, word) && garble.Within(before)
}

func dated(word, before string) bool {
	last := before[max(0, len(before)-2):]
	return (word == "May" || word == "March") && (strings.HasSuffix(before, "On ") || len(last) == 2 && last[0] >= '0' && last[0] <= '9' || strings.HasSuffix(before, "of "))
}

var days = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday")

func day(word, before string) bool { return slices.Contains(days, word) && garble.Within(before) }

// after finds sentences that begin behind a question or a call, quoted or not.
func after(_, before string) bool {
	trimmed := strings.TrimRight(strings.TrimSuffix(before, " "), "”")
	return strings.HasSuffix(before, " ") && (strings.HasSuffix(trimmed, "?") || strings.HasSuffix(trimmed, "!"))
}

var stems = []string{"Vexley", "Kestrin", "Brellin", "Castrane", "Dalverton", "Orwenby", "Maravel", "Pellworth"}

// surname finds names in languages with cases too, possessives included.
func surname(word, before string) bool {
	return before != "" && !garble.BeginsLine(before) && !garble.Begins(before) && slices.ContainsFunc(stems, func(s string) bool { return strings.HasPrefix(word, s) })
}

// plantSmallSentence takes the capitals of one line that a set like this gives back: those of
// sentences, but the first, and of names.
func plantSmallSentence(p *garble.Page) {
	for _, i := range p.Rand.Perm(len(casingLines["names"]))[:3] {
		p.Sentence(casingLines["names"][i])
	}
	lines := p.Some(p.Lines(), 1)
	for _, s := range p.Capitals(func(word, before string) bool { return garble.Begins(before) || surname(word, before) }) {
		if len(lines) == 1 && lines[0].Start <= s.Start && s.End <= lines[0].End {
			p.Replace(s.Start, s.End, strings.ToLower(p.Clean()[s.Start:s.End]))
		}
	}
}

// plantHeading sets a heading above a paragraph, without its first capital.
func plantHeading(p *garble.Page) {
	for _, s := range p.Some(p.Capitals(func(_, before string) bool { return garble.BeginsLine(before) }), 3) {
		line := p.Clean()[s.Start:]
		if word, _ := utf8.DecodeLastRuneInString(line[:s.End-s.Start]); unicode.IsUpper(word) {
			p.Replace(s.Start, s.End, strings.ToLower(p.Clean()[s.Start:s.End]))
		}
	}
}

func casingKinds() []garble.Kind {
	kind := func(name string, langs []string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "casing/" + name, Step: "clean.casing", Measure: garble.Changes, Langs: langs, Sep: "\n", Plant: plant}
	}
	en := []string{"en"}
	cased := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Cased(l) || l == "de" })
	return []garble.Kind{
		kind("compound", en, plantLines("compound", compound, 3)), kind("dated", en, plantLines("dated", dated, 2)), kind("day", en, plantLines("day", day, 2)),
		kind("after", en, plantLines("after", after, 2)), kind("surname", []string{"en", "pl", "tr", "en", "fr", "fi", "en", "it", "sv"}, plantLines("names", surname, 2)),
		kind("small-sentence", en, plantSmallSentence), kind("line", cased, plantHeading),
	}
}
