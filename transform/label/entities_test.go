package label

import (
	"strings"
	"testing"
)

// entitiesOf returns the entities of a text as "kind: words".
func entitiesOf(text string) string {
	f := finders.Get().(*finder)
	defer f.put()
	var out []string
	f.find(text, func(found []entity) {
		for _, e := range found {
			out = append(out, entityNames[e.kind][:1]+": "+text[e.start:e.end])
		}
	})
	return strings.Join(out, "; ")
}

func TestEntities(t *testing.T) {
	for text, want := range map[string]string{
		"Mr. Holm said that it was late.":                                             "p: Holm",
		"It was said by Gen. J. T. Okafor-Brell on the day.":                          "o: Gen; p: J. T. Okafor-Brell",
		"They saw Mirel van der Ost's boat.":                                          "p: Mirel van der Ost",
		"Sheikh Omar bin Tarrow al-Vexin met them.":                                   "p: Omar bin Tarrow al-Vexin",
		"The book of Nadia O'Brann is good.":                                          "p: Nadia O'Brann",
		"On Friday Attorney General Ada Solrin left it.":                              "o: Attorney General; p: Ada Solrin",
		"The judge, Ada Solrin, was there.":                                           "o: judge; p: Ada Solrin",
		"Ada Solrin, the judge, was there.":                                           "p: Ada Solrin; o: judge",
		"He was a good judge of the matter in general.":                               "",
		"They flew to Tollund and then to New Zealand.":                               "p: Tollund; p: New Zealand",
		"The Bank of England and the U.S. Senate met in the United Arab Emirates.":    "o: Bank of England; p: U.S.; o: Senate; p: United Arab Emirates",
		"WHO said so, and who would not, asked us in the us section of it.":           "o: WHO",
		"Georgia Brannick came to Georgia, and to Paris too.":                         "p: Georgia Brannick; p: Georgia; p: Paris",
		"In March the Cold War ended, and on Monday the New Deal began.":              "",
		"It is in the Lake Vexin area, near Mount Holm and the Tarrow River.":         "p: Lake Vexin; p: Mount Holm; p: Tarrow River",
		"The Ministry of Foreign Affairs and Oldhaven University said no.":            "o: Ministry of Foreign Affairs; o: Oldhaven University",
		"Prices rise.\nMinister Ada Prices said so, as prices do. Prices rise again.": "o: Minister; p: Ada Prices",
	} {
		if got := entitiesOf(text); got != want {
			t.Errorf("%q\n  %s\nnot %s", text, got, want)
		}
	}
}

// A surname that lost its capital is found behind an office and before a verb of speech, and nowhere else.
func TestLostSurname(t *testing.T) {
	text := "Foreign Minister Ilse Tarrow came. Later Minister tarrow left, and tarrow said no, but the tarrow is also a fish."
	if got, want := entitiesOf(text), "o: Foreign Minister; p: Ilse Tarrow; o: Minister; p: tarrow; p: tarrow"; got != want {
		t.Errorf("%s, not %s", got, want)
	}
}
