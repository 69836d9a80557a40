package garble

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble/prose"
)

// Uncapital plants the small letter in place of the capital at up to n of the places.
func Uncapital(p *Page, places []Span, n int) {
	for _, s := range p.Some(places, n) {
		p.Replace(s.Start, s.End, strings.ToLower(p.clean[s.Start:s.End]))
	}
}

// Capitals returns the words that begin large and go on small, by their first letter.
func (p *Page) Capitals(fits func(word, before string) bool) []Span {
	var out []Span
	for _, w := range p.Words() {
		word := p.clean[w.Start:w.End]
		first, size := utf8.DecodeRuneInString(word)
		second, _ := utf8.DecodeRuneInString(word[size:])
		if unicode.IsUpper(first) && unicode.IsLower(second) && len(strings.ToLower(string(first))) == size && fits(word, p.clean[:w.Start]) {
			out = append(out, Span{w.Start, w.Start + size})
		}
	}
	return out
}

// names are the stems of the names that all texts of the yardstick have in common.
var names = []string{"Vexley", "Brellin", "Castran", "Maravel", "Kestrin", "Dalverton", "Orwenby", "Pellworth", "Hanna", "Olga",
	"Маравел", "Кестрин", "Вексл", "Бреллин", "Далвертон", "Ханн", "Ольг", "Μαραβέλ", "Κέστριν", "Μπρέλιν", "Βέξλεϊ", "Όλγα", "Χάννα"}

// isName says whether a word within a sentence is one of the names.
func isName(word, before string) bool {
	return Within(before) && slices.ContainsFunc(names, func(n string) bool { return strings.HasPrefix(word, n) })
}

// Within says whether a word behind this text stands inside a sentence: behind a small word and a blank.
func Within(before string) bool {
	trimmed := strings.TrimSuffix(before, " ")
	r, _ := utf8.DecodeLastRuneInString(trimmed)
	return len(trimmed) < len(before) && (unicode.IsLetter(r) || r == ',')
}

// Begins says whether a word behind this text begins a sentence, but not a line.
func Begins(before string) bool {
	trimmed := strings.TrimSuffix(before, " ")
	if len(trimmed) == len(before) || trimmed == "" {
		return false
	}
	mark, size := utf8.DecodeLastRuneInString(trimmed)
	word := WordBefore(trimmed, len(trimmed)-size)
	return strings.ContainsRune(".?!", mark) && utf8.RuneCountInString(word) >= 4 && !slices.Contains(shortened, word)
}

// BeginsLine says whether a word behind this text begins a line.
func BeginsLine(before string) bool { return before == "" || strings.HasSuffix(before, "\n") }

var (
	months  = strings.Fields("January February April June July August September October November December")
	nations = strings.Fields("Russian Ukrainian French German Chinese Indian Spanish Italian Japanese Brazilian Polish Turkish Canadian Mexican Russia Ukraine France Germany China India Spain Italy Japan Brazil Poland Canada Mexico Norway Egypt Greece")
)

// Clean sentences in which the words that lose their capitals are frequent.
var newsLines = map[string][]string{
	"month": {"The lease ended in June 2021, and the new one began in July.", "Rain fell on every day of November.", "In August 2023 the ministers signed a joint statement.",
		"The harbour froze in January and again in February.", "Since September 2022 the ferry has run daily.", "They will meet in October or in December.", "Between April and June the price doubled.",
		"The survey of December 2019 was never published.", "Work began in July 2020 and stopped in October.", "By February 2024 all houses had water."},
	"nation": {"A Russian and a Ukrainian ship lay side by side.", "Talks between Germany and France went on in Poland.", "The Chinese ambassador met his Indian colleague.",
		"Ships from Japan, Brazil and Mexico waited outside.", "The French and German delegations left for Spain.", "In Italy and Greece the harvest was poor.", "Officials from Canada flew to Ukraine.",
		"A Turkish company built the bridge for Egypt.", "The Spanish press praised the Polish plan.", "Norway sold the ship to India, and India to China.", "Russia and Japan share the island, Italian maps say."},
	"name": {"Nobody in Maravel had heard of Tomas Brellin.", "The road from Kestrin to Dalverton is long.", "It was Hanna Vexley who found the letter.", "They spent the winter in Pellworth with Olga Kestrin.", "The bakers of Orwenby send bread to Maravel.",
		"Old Castrane lives between Dalverton and Pellworth.", "The brothers Brellin come from Kestrin.", "A cousin of Hanna Vexley owns the mill near Orwenby.", "In Maravel and in Pellworth it rained.", "Everybody greeted Olga Kestrin, even old Castrane."},
	"title": {"The talks were led by Foreign Minister Brellin.", "A letter from Prime Minister Kestrin arrived on Monday.", "Nobody had told Secretary Vexley.", "It was signed by Secretary of State Maravel.",
		"The plan of Senator Dalverton was dropped.", "They had dinner with President Castrane.", "Reporters waited for Prime Minister Kestrin and Foreign Minister Brellin.", "The question was put to Secretary Vexley twice.",
		"Later Senator Dalverton apologised.", "The visit of President Castrane lasted an hour.", "According to Secretary of State Maravel, nothing was agreed."},
}

func plantFrom(kind string, fits func(word, before string) bool) func(p *Page) {
	return func(p *Page) {
		lines := newsLines[kind]
		for _, i := range p.Rand.Perm(len(lines))[:5] {
			p.Sentence(lines[i])
		}
		Uncapital(p, p.Capitals(fits), 2)
	}
}

// isMonth leaves March and May out: they are words too.
func isMonth(word, before string) bool  { return Within(before) && slices.Contains(months, word) }
func isNation(word, before string) bool { return Within(before) && slices.Contains(nations, word) }

func isTitle(word, before string) bool {
	if word == "State" {
		return strings.HasSuffix(before, "Secretary of ")
	}
	return Within(before) && slices.Contains([]string{"Minister", "Secretary", "Senator", "President"}, word)
}

func casingKinds() []Kind {
	cased := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Cased(l) })
	kind := func(name string, langs []string, plant func(p *Page)) Kind {
		return Kind{Name: "casing/" + name, Step: "clean.casing", Measure: Changes, Langs: langs, Plant: plant}
	}
	places := func(fits func(word, before string) bool) func(p *Page) {
		return func(p *Page) { Uncapital(p, p.Capitals(fits), 2) }
	}
	named := []string{"en", "fr", "en", "pl", "en", "tr", "en", "it", "en", "sv", "en", "nl"} // German writes all nouns large
	return []Kind{
		kind("sentence", cased, places(func(_, before string) bool { return Begins(before) })),
		kind("line", cased, places(func(_, before string) bool { return BeginsLine(before) })),
		kind("name", named, plantFrom("name", isName)),
		kind("month", []string{"en"}, plantFrom("month", isMonth)),
		kind("nation", []string{"en"}, plantFrom("nation", isNation)),
		kind("title", []string{"en"}, plantFrom("title", isTitle)),
	}
}
