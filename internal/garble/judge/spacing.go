package judge

import (
	"slices"
	"strings"
	"unicode"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// Clean sentences with what the prose has too little of, by language.
var (
	lists = map[string][]string{
		"en": {"They sold bread, butter, salt, candles and rope.", "He packed socks, shirts, a razor, two books and a map.", "The choir has sopranos, altos, tenors and one bass."},
		"de": {"Auf dem Markt gab es Äpfel, Birnen, Käse, Honig und Brot.", "Sie brauchten Nägel, Bretter, Leim und Geduld."},
		"fr": {"Elle a acheté des pommes, du pain, du sel, des bougies et du fil.", "Il y avait des chaises, des tables, des lampes et un piano."},
		"es": {"Llevaban pan, queso, agua, mantas y una guitarra.", "Vendían peras, uvas, higos, nueces y miel."},
		"it": {"Nel cesto c'erano pane, olive, formaggio, noci e vino.", "Portò scarpe, camicie, libri e una lampada."},
		"pl": {"Kupili chleb, masło, sól, świece i linę.", "W szufladzie leżały nici, guziki, igły i stary list."},
		"ru": {"На рынке продавали яблоки, мёд, сыр, свечи и верёвки.", "Он взял нож, спички, карту, фонарь и хлеб."},
		"tr": {"Pazarda elma, armut, peynir, bal ve ekmek vardı.", "Çantasına kitap, defter, kalem ve bir harita koydu."},
		"sv": {"De köpte bröd, smör, salt, ljus och rep.", "I lådan låg spik, skruvar, snören och en lampa."},
	}
	numbered = []string{"In the north it rained on 80%, in the south on 12% of days.", "At 20 °C, says the label, it keeps for a year.", "The first (and only), the second and the third all failed.", "For 30 €, they said, one could stay the night.", "Only 5%, then, came back.",
		"The old one (of oak), unlike the new, never leaked.", "Bei 100 °C, so das Etikett, kocht es.", "Solo el 40%, dicen, pagó a tiempo.", "The song “Lullay”, once banned, was sung twice."}
	ended = []string{"The door was shut (as ever). Nobody knocked.", "“We stay.” The others nodded.", "It cost 5%. Nobody complained.", "He waited… Nothing happened.", "The sign read “Closed”. Mira went home.", "They had a dog (a small one). It barked all night.", "“Is he coming?” She did not know.", "El cartel decía «cerrado». Nadie entró.", "Sie kamen zu spät (wie immer). Der Zug war fort."}
	odd   = []string{"In 1999, the roof was new.", "The keys (all four), the lamp and the map were gone.", "He said “no”, and that was that.", "Of 52, only nine replied.", "The score was 3 to 2.", "They met in 2004. It was raining.", "She wrote “maybe”. He kept the letter.", "Room 12, at the end of the hall, was locked.", "The last stop (the quay). Everybody out."}
	quips = []string{"“It is nothing,” she said.", "They called it “the long winter” for years.", "“Who goes there?” asked the guard.", "The word “harbour” has seven letters.", "The so-called “new” bridge is sixty years old.", "“Two loaves, please,” said the boy."}
	asked = []string{"One thing remained: patience.", "It was late; the lamps were out.", "Who knew? Perhaps the baker.", "Watch out! The ice is thin.", "Ihr Plan war einfach: abwarten.", "Es war spät; alle schliefen.", "Była jedna rada: czekać.", "Остался один выход: ждать.", "Restava una cosa: partire.", "Kalan tek çare vardı: beklemek."}
)

// plantRun glues a whole list together, comma by comma.
func plantRun(p *garble.Page) {
	say(p, lists[p.Lang], 2)
	for _, s := range p.Behind(",", 2) {
		if s.Start%3 > 0 { // most of them
			p.Replace(s.Start, s.End, "")
		}
	}
}

// glueBehind takes blanks out that stand behind a mark which follows a sign, not a letter.
func glueBehind(sentences []string, marks, signs string, big bool) func(p *garble.Page) {
	return func(p *garble.Page) {
		say(p, sentences, 4)
		spans := p.Runes(func(before, r, after rune) bool {
			return r == ' ' && strings.ContainsRune(marks, before) && (big && unicode.IsUpper(after) || !big && unicode.IsLower(after))
		})
		garble.PlantGlue(p, slices.DeleteFunc(spans, func(s garble.Span) bool {
			runes := []rune(p.Clean()[max(0, s.Start-8):s.Start])
			return len(runes) < 2 || !strings.ContainsRune(signs, runes[len(runes)-2])
		}), 3)
	}
}

// plantEnds glues a sentence to the next where it ends with a bracket, a quotation mark, a sign or dots.
func plantEnds(p *garble.Page) {
	say(p, ended, 4)
	spans := p.Runes(func(before, r, after rune) bool {
		return r == ' ' && unicode.IsUpper(after) && strings.ContainsRune(".…”", before)
	})
	garble.PlantGlue(p, slices.DeleteFunc(spans, func(s garble.Span) bool {
		runes := []rune(p.Clean()[max(0, s.Start-8):s.Start])
		mark, sign := runes[len(runes)-1], runes[len(runes)-2]
		switch mark {
		case '.':
			return !strings.ContainsRune(")”»%", sign)
		case '”':
			return !strings.ContainsRune(".?!", sign)
		}
		return !unicode.IsLetter(sign)
	}), 3)
}

// plantOdd parts a comma or full stop from a number, a bracket or a quotation mark before it.
func plantOdd(p *garble.Page) {
	say(p, odd, 5)
	spans := p.Runes(func(before, r, after rune) bool {
		return (r == ',' || r == '.') && strings.ContainsRune(")”0123456789", before) && after == ' '
	})
	for i := range spans {
		spans[i].End = spans[i].Start
	}
	garble.PlantBlanks(p, spans, 3, " ")
}

// plantInQuotes puts blanks inside curly quotation marks, as readers of scans do.
func plantInQuotes(p *garble.Page) {
	say(p, quips, 4)
	spans := p.Runes(func(before, r, after rune) bool {
		return r == '“' && unicode.IsLetter(after) && (before == ' ' || before == '\n') || r == '”' && after == ' ' && (unicode.IsLetter(before) || strings.ContainsRune(",?", before))
	})
	for i, s := range spans {
		if strings.HasPrefix(p.Clean()[s.Start:], "“") {
			spans[i].Start = s.End
		} else {
			spans[i].End = s.Start
		}
	}
	garble.PlantBlanks(p, spans, 3, " ")
}

// plantMovedMarks sets the blank before the mark, not behind it.
func plantMovedMarks(p *garble.Page) {
	say(p, asked, 4)
	spans := p.Runes(func(before, r, after rune) bool {
		return strings.ContainsRune(":;?!", r) && unicode.IsLetter(before) && after == ' '
	})
	spans = slices.DeleteFunc(spans, func(s garble.Span) bool { return !unicode.IsLetter([]rune(p.Clean()[s.End+1:] + " ")[0]) })
	for _, s := range p.Some(spans, 3) {
		p.Replace(s.Start, s.End+1, " "+p.Clean()[s.Start:s.End])
	}
}

// plantScripts glues behind the marks of other scripts.
func plantScripts(p *garble.Page) {
	garble.PlantGlue(p, p.Behind("،؛؟۔।॥።፤፣፥։:", 2), 4)
}

// plantJustified widens many blanks, as text has that was set to fill its lines.
func plantJustified(p *garble.Page) { garble.PlantBlanks(p, p.Starts(), 14, " ", " ", "  ", "    ") }

// plantAll takes the blank behind every comma and sentence of one paragraph.
func plantAll(p *garble.Page) {
	lines := p.Some(p.Lines(), 1)
	for _, s := range append(p.Behind(",،", 2), p.Sentences()...) {
		if len(lines) == 1 && lines[0].Start <= s.Start && s.End <= lines[0].End {
			p.Replace(s.Start, s.End, "")
		}
	}
}

func spacingKinds() []garble.Kind {
	spaced := slices.DeleteFunc(prose.Languages(), func(l string) bool { return !prose.Spaced(l) })
	loose := slices.DeleteFunc(slices.Clone(spaced), func(l string) bool { return l == "fr" })
	curly := []string{"en", "pt", "en", "id", "en", "sw", "en", "tr"}
	kind := func(name string, langs []string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "spacing/" + name, Step: "clean.spacing", Measure: garble.Changes, Langs: langs, Plant: plant}
	}
	return []garble.Kind{
		kind("run", garble.Keys(lists), plantRun), kind("after-signs", loose, glueBehind(numbered, ",", "%C€)”", false)), kind("ends", loose, plantEnds), kind("before-odd", loose, plantOdd),
		kind("in-quotes", curly, plantInQuotes), kind("moved-marks", loose, plantMovedMarks), kind("scripts", []string{"ar", "fa", "ur", "hi", "bn", "am", "hy"}, plantScripts),
		kind("justified", spaced, plantJustified), kind("paragraph", slices.DeleteFunc(slices.Clone(spaced), func(l string) bool { return l == "ko" }), plantAll),
	}
}
