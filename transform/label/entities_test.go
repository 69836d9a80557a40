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

// A capital says little where a sentence begins, of a word that is common too, in a path, and of who is a person in the text.
func TestDoubtfulPlaces(t *testing.T) {
	for text, want := range map[string]string{
		"Reading the file is slow. Split it, and it was Nice.":                                       "",
		"They live in Reading. Reading, England, is old. They left Reading.":                         "place: Reading; place: Reading; place: England; place: Reading",
		"Turkey is eaten there, and turkey is good. They flew to Turkey. In Turkey it is late.":      "place: Turkey; place: Turkey",
		"China said on Monday that it was late.":                                                     "place: China",
		"The zone is Europe/Zurich, the page post-ukraine-talks and the host uni-ukraine.example.":   "",
		"In the east of ukraine it is cold.":                                                         "place: ukraine",
		"A letter from Mirel came. Mirel Tarrow said it was late. They looked at Mirel and laughed.": "person: Mirel Tarrow",
		"The angle in Incidence is small, and so is that in Refraction.":                             "",
		"Mr. Tarrow met them. President Tarrows plan was good, and the Tarrows left.":                "person: Tarrow; office: President; person: Tarrow; person: Tarrow",
		"Presently Tarrow said no. Lord St. Varrow came.":                                            "person: St. Varrow",
		"They asked the Oldhaven\tUniversity of it, and the Oldhaven\rUniversity too.":               "",
	} {
		f := finders.Get().(*finder)
		var out []string
		f.find(text, func(found []entity) {
			for _, e := range found {
				out = append(out, entityNames[e.kind]+": "+text[e.start:e.end])
			}
		})
		f.put()
		if got := strings.Join(out, "; "); got != want {
			t.Errorf("%q:\n%s, not\n%s", text, got, want)
		}
	}
}
