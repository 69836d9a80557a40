package label

import (
	"strings"
	"testing"
)

// signsOf returns the signs of a text as "kind: words".
func signsOf(text string) (out []string) {
	r := readers.Get().(*reader)
	defer r.put()
	for _, g := range r.read(text) {
		out = append(out, signNames[g.kind]+": "+text[g.start:g.end])
	}
	return out
}

// Articles go by sound.
func TestArticles(t *testing.T) {
	right := `an hour|an honest man|an heir|a university|a unique one|a European|a one-off|a once great|a user|a usual day|an umbrella|an unimportant man|an unidentified ship|a unidirectional road
		a ewe|a UN envoy|an MP|an FBI file|a NATO base|an X-ray|a U-turn|an 8-bit one|an 11-year-old|an 18th|a 10th|a 1,100-page book|an 11,000-mile trip|an 80th|a historic day|an historic day|a hotel|an hotel
		a URL|an SQL file|a Ukrainian|a Ugandan|an apple|a year|a yellow one|a uranium mine|an urn|an utter loss|a utility|an onerous job|an 1800s house|a CD|an LP|an NGO|a US ship|an S-bend|a eulogy|an EU law|a RAM chip`
	for phrase := range strings.FieldsFuncSeq(right, func(r rune) bool { return r == '|' || r == '\n' }) {
		phrase = strings.TrimSpace(phrase)
		if got := signsOf("Then they saw " + phrase + " and went home to tell it to all of us."); len(got) > 0 {
			t.Errorf("%q: %v", phrase, got)
		}
		if strings.Contains("historic hotel URL SQL NATO RAM 1800s", strings.Fields(strings.NewReplacer("-", " ").Replace(phrase))[1]) {
			continue // said both ways
		}
		article, rest, _ := strings.Cut(phrase, " ")
		wrong := map[string]string{"a": "an ", "an": "a "}[article] + rest
		if got := signsOf("Then they saw " + wrong + " and went home to tell it to all of us."); len(got) != 1 || !strings.HasPrefix(got[0], "article: ") {
			t.Errorf("%q: %v", wrong, got)
		}
	}
}

// The letter a is no article everywhere.
func TestNoArticles(t *testing.T) {
	for _, text := range []string{"Plan A is what they have in the end.", "It was a, b or both of them.", "Use a/an as it is in the text.", "The vitamin-a is in the oil.", "They met An Lushan in the town.",
		"Group A and B are in it.", "This is 7a e4 and so on in the file.", "Il a eu un an et a été là, et il est à la maison avec des amis."} {
		if got := signsOf(text); len(got) > 0 {
			t.Errorf("%q: %v", text, got)
		}
	}
}

func TestVerbs(t *testing.T) {
	for text, want := range map[string]string{
		"It can led to war, they say.":                    "verb: can led",
		"They will also signed it in the end.":            "verb: will also signed",
		"He could not went there, and so it was.":         "verb: could not went",
		"She didn't took the boat to the town.":           "verb: didn't took",
		"They have wrote to us about it.":                 "verb: have wrote",
		"He wanted to went home with them.":               "verb: to went",
		"It must caused a storm in the end.":              "verb: must caused",
		"The can led the parade, as it was.":              "",
		"His will made them rich, it is said.":            "",
		"Will was there, and May came with him.":          "",
		"They will need to feed and to breed them.":       "",
		"They can read what you put and cut and set.":     "",
		"As best he could, given the rain, he drove.":     "",
		"All that he had was a boat and the sea.":         "",
		"The people's will was done in the end.":          "",
		"You may be tired, and you might have lost them.": "",
	} {
		if got := strings.Join(signsOf(text), "; "); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

func TestAgreement(t *testing.T) {
	for text, want := range map[string]string{
		"They has said that it is late.":                   "agreement: They has",
		"It rained, and these is the ones that we saw.":    "",
		"It rained, these is the ones that we saw.":        "agreement: these is",
		"We knew that they was there with the others.":     "agreement: they was",
		"There is several boats at the quay, as it was.":   "agreement: There is",
		"Did he have a boat, and does it have a sail?":     "",
		"One of these is his, and each of those was hers.": "",
		"If it were so, they would have said it to us.":    "",
	} {
		if got := strings.Join(signsOf(text), "; "); got != want {
			t.Errorf("%q: %q, not %q", text, got, want)
		}
	}
}

// What a text does throughout is no slip.
func TestHabits(t *testing.T) {
	for text, want := range map[string]int{
		"the ferry is back. it sails at seven. nobody was told that. the gulls knew it.":                                    0,
		"The ferry is back. It sails at seven. Nobody was told that. the gulls knew it.":                                    1,
		"red,green,blue,black,white are the colours of the flags that we saw":                                               0,
		"The flags, which we saw, are red,green and blue, as they were before.":                                             1,
		"See example.com and file.txt and e.g. this, i.e. that, at 8 p.m. on the day.":                                      0,
		"The boats came in the rain.Then they left, and nobody saw them in the town.":                                       1,
		"In the east of ukraine it is cold, as the russian envoy said on monday and in february.":                           4,
		"They may march in may, as the turkey and the china did, and it was good.":                                          0,
		"It was the Bank of England that said so, and the united States that did it.":                                       1,
		"They met in the Middle east, as the Secretary of state had said, and left.":                                        2,
		"Secretary Holm spoke to them. The others, who heard it, told us that Secretary holm was ill.":                      1,
		"In Oldhaven it rained, and so we left for Oldhaven by boat, but from Oldhaven to oldhaven it is not far, we said.": 1,
	} {
		if got := signsOf(text); len(got) != want {
			t.Errorf("%q: %v", text, got)
		}
	}
}

// Source text is no evidence, whatever the text around it is about; prose beside it is.
func TestSourceIsNoEvidence(t *testing.T) {
	for _, source := range []string{
		"A int", "a int", "func A(a int) error", "x := A int", "type ferry struct {\n\tA int\n\tB error\n}", "package x\n\nvar A error", "v1.0.0",
		"```\nA error is not a int,b\n```", "Call `a error` or `a int` where the ferry is late.", "ferry(red,green,blue)", "if (a error) wait(port)",
		"Wait till it is over.\n\nfunc Wait(port Port) error {\n", "return a unit\n}\n",
	} {
		if got := signsOf(source); len(got) > 0 {
			t.Errorf("%q: %v", source, got)
		}
		mixed := "The ferry is back, and the gulls knew it before we did.\n\n" + source + "\n\nThat was a important step for all of them, and they knew it."
		if got := signsOf(mixed); len(got) != 1 || got[0] != "article: a important" {
			t.Errorf("%q: %v", mixed, got)
		}
	}
}

// Lines of a paragraph that was wrapped begin small, also where the rest of the line has capitals.
func TestWrappedLinesAreNoHeadlines(t *testing.T) {
	for s, want := range map[string]int{
		"They came with the Ferry of the North, and so did\nmany Sailors, Carpenters and Bakers": 0,
		"ministers of Varn and Solme Meet in Korrin\n\nThey met in the north, and it was cold.":  1,
		"He gave an half of it and an hundred more, an uniform and an half.":                     0,
		"He gave an half of it and a hundred more, a uniform and a half.":                        1,
	} {
		if got := signsOf(s); len(got) != want {
			t.Errorf("%q: %v", s, got)
		}
	}
}
