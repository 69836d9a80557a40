package clean

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// recased returns what clean.casing makes of the first of several texts that are one set.
func recased(t *testing.T, args string, texts ...string) string {
	t.Helper()
	return cleaned(t, steptest.New(t, Casing, args, texts, nil))
}

func TestCasing(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"They met in august 2023, and the russian and the ukrainian ship left on a monday.", "They met in August 2023, and the Russian and the Ukrainian ship left on a Monday."},
		{"It began in may 2024, ended on 3 march and was over by may.", "It began in May 2024, ended on 3 March and was over by May."},
		{"The people of the United states and of South korea saw the Middle east.", "The people of the United States and of South Korea saw the Middle East."},
		{"It was signed by Secretary of state Vexley. The department of State had it.", "It was signed by Secretary of State Vexley. The Department of State had it."},
		{"The visit of president Castrane lasted an hour.", "The visit of President Castrane lasted an hour."},
		{"The ferry was late. nobody had seen it, and the crew slept. the pilots too.", "The ferry was late. Nobody had seen it, and the crew slept. The pilots too."},
		{"the ferry was late, and nobody in the town had seen it.\n\nAll of them slept.", "The ferry was late, and nobody in the town had seen it.\n\nAll of them slept."},
		{"Is it so? yes, and i think that he knew it.", "Is it so? Yes, and I think that he knew it."},
		{"The Talks at the Lower Quay\n\nThe quay was empty, and the harbour with it. Few talks took place on the quay, lower than the mole and lower than the town.\n\nTalks and harbour Days of the Lower Town\n\nThe days at the harbour were short, and few talks were had in the town on those days.",
			"The Talks at the Lower Quay\n\nThe quay was empty, and the harbour with it. Few talks took place on the quay, lower than the mole and lower than the town.\n\nTalks and Harbour Days of the Lower Town\n\nThe days at the harbour were short, and few talks were had in the town on those days."},
		{"Tool | Use\n---|---\nOpen boats | Carries the mail to town\nGreat nets | Holds the herring\nOld lamps | lights the way home\nNew ropes | Ties them to the pier\n",
			"Tool | Use\n---|---\nOpen boats | Carries the mail to town\nGreat nets | Holds the herring\nOld lamps | Lights the way home\nNew ropes | Ties them to the pier\n"},
		{"The anti-russian mood, the mid-august heat and the english-french ferry of the town.", "The anti-Russian mood, the mid-August heat and the English-French ferry of the town."},
		{"Лодка стоит в порту. никто не видел, что на башне был свет, и он уснул.", "Лодка стоит в порту. Никто не видел, что на башне был свет, и он уснул."},
	} {
		if got := recased(t, "", c.in); got != c.want {
			t.Errorf("%q is\n%q, not\n%q", c.in, got, c.want)
		}
	}
}

// What is right stays, also beside a set that writes some of these words with a capital.
func TestCasingLeaves(t *testing.T) {
	for _, text := range []string{
		"He may march with them, and she will polish the china while the turkey is in the oven.", "They may be late. In what they believed in may be some truth.",
		"Her iPhone and his eBook are on the table, e-mail and all.", "We ate french fries and used a dutch oven.", "It was 5 p.m. when they left, i.e. late, cf. the note, etc. and so on.",
		"THE FERRY IS LATE AND THE BRIDGE IS SHUT", "so much\ndepends upon\na red boat\nin the rain", "- eggs\n- the thick string\n- bread and butter",
		"See example.org/russian or russian.txt, july_2023 and #monday.", "Run `go test` on monday.go, please.", "zstd is fast. zstd is small. zstd is here to stay.",
		"Das boot liegt im hafen, und er hat es nicht gesehen, weil der weg zu ist.", "Il est parti en août, un lundi, pour la russie et le nord du pays.",
		"El lunes y en abril fueron a la ciudad, que no es grande para los que la han visto.", "The people (see fig. a) were there. (and so on)",
		"\"Really?\" he asked. \"No!\" she said.", "Wait... what? They left... and came back.", "აქ ქარხანა იყო. ახლა არ არის.",
		"The first line of it goes on\nin the second line, which is\nright as it stands, and then\nit ends.",
	} {
		if got := recased(t, "", text, "In Weg the Boot of Hafen was the Weg to Boot and Hafen, and Weg and Boot had Hafen."); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

// The majority of the set decides, by what stands alone and by what stands beside a neighbour.
func TestCasingVotes(t *testing.T) {
	set := strings.Repeat("They saw Korrin and the mayor, and near Korrin they met Foreign Minister Ost. The minister slept in Korrin. ", 4)
	for _, c := range []struct{ args, in, want string }{
		{"", "It was korrin that they saw.", "It was Korrin that they saw."},
		{"", "Nobody knew where korrin’s minister was.", "Nobody knew where Korrin’s minister was."},
		{"", "The talks with Foreign minister Ost were short.", "The talks with Foreign Minister Ost were short."},
		{"", "Nobody saw minister Ost that day.", "Nobody saw Minister Ost that day."},
		{"", "The minister and the mayor saw it.", "The minister and the mayor saw it."},
		{"{names: false}", "It was korrin that they saw.", "It was korrin that they saw."},
		{"{min_count: 50}", "It was korrin that they saw.", "It was korrin that they saw."},
	} {
		if got := recased(t, c.args, c.in, set); got != c.want {
			t.Errorf("%s of %q is %q, not %q", c.args, c.in, got, c.want)
		}
	}
	mixed := strings.Repeat("The Church was shut. They saw the Church and a church. ", 10) // half and half
	if got := recased(t, "", "They saw the church.", mixed); got != "They saw the church." {
		t.Errorf("a word that is written either way became %q", got)
	}
}

// Nothing that is about programs or in German votes, and no text more than maxPerDoc times.
func TestCasingBallot(t *testing.T) {
	step := steptest.New(t, Casing, "", []string{""}, nil).Step().(*casing)
	count := func(text string) (votes int64) {
		d := schema.Doc{Values: make([]schema.Value, schema.SlotFirst)}
		d.Values[schema.SlotText] = schema.StringValue(text)
		step.Observe(&d, func(key []byte, n int64) {
			if key[0] == voteWord {
				votes += n
			}
		})
		return votes
	}
	if n := count(strings.Repeat("We saw the boat of Korrin. ", 500)); n != 3*maxPerDoc { // saw, boat, Korrin
		t.Errorf("one text casts %d votes", n)
	}
	for _, text := range []string{"Er hat das Boot und den Hafen nicht gesehen, weil der Weg zu ist. Es war die Nacht.", strings.Repeat("We call parseInt() and x := y on the Boat. ", 9), "THE BOAT OF KORRIN", "The Boat Of The Lower Town"} {
		if n := count(text); n != 0 {
			t.Errorf("%q casts %d votes", text, n)
		}
	}
}

// The digest of the table is that of what was learned: the same for another order of documents, and
// another one where a word's form changes.
func TestCasingTable(t *testing.T) {
	table := func(texts ...string) [32]byte {
		s := steptest.New(t, Casing, "", texts, nil)
		m, err := s.Mapper(s.Docs())
		if err != nil {
			t.Fatal(err)
		}
		return m.(transform.Learned).Table()
	}
	a, b := strings.Repeat("They saw Korrin and met Ost near Korrin. ", 4), strings.Repeat("In the hall of Tarn they met Ost. ", 4)
	if table(a, b) != table(b, a) {
		t.Error("the order of the documents shows")
	}
	if table(a, b) == table(a, strings.ReplaceAll(b, "Tarn", "tarn")) {
		t.Error("a name less does not show")
	}
}

// More names than the table holds: those with the most votes stay, ties by key.
func TestCasingThin(t *testing.T) {
	l := learner{weight: map[string]int64{"a": 3, "b": 1, "c": 1, "d": 2}}
	of := map[string]string{"a": "A", "b": "B", "c": "C", "d": "D"}
	l.thinTo(of, 3)
	if len(of) != 3 || of["c"] != "" {
		t.Errorf("%v stays", of)
	}
}

func TestCasingLaws(t *testing.T) {
	checkMapper(t, Casing, "{min_count: 1}", textOf("korrin", "in may ", "russian", "secretary of state ", "Secretary ", "the ", "i ", "monday", "sh. ", "The Lower Quay", "harbour", "| "),
		func(m transform.Mapper, s string) bool { return !m.(*recaser).candidate(s) },
		func(m transform.Mapper, s string, e *schema.Edits) { m.(*recaser).pass(s, e) })
}

func TestWordCounts(t *testing.T) {
	var c wordCounts
	for i := range 5000 {
		c.add(strings.Repeat("ab", i%700))
		c.add("boat")
	}
	if got := c.find("boat").n; got != 5000 || c.used != 701 {
		t.Errorf("boat %d times, %d words", got, c.used)
	}
	if c.reset(); c.used != 0 || c.find("boat").n != 0 {
		t.Error("reset leaves words")
	}
}

func BenchmarkCasing(b *testing.B) {
	clean := strings.Repeat("The ferry is back in service, and the pilots of Korrin return to work. It left at 10:30.\n\n", 3000)
	dirty := strings.Repeat("The ferry is back in service, and the pilots of korrin return in august. it left at 10:30.\n\n", 3000)
	b.Run("clean", func(b *testing.B) { benchmark(b, steptest.New(b, Casing, "", []string{clean}, nil), len(clean)) })
	b.Run("dirty", func(b *testing.B) { benchmark(b, steptest.New(b, Casing, "", []string{dirty, clean}, nil), len(dirty)) })
	b.Run("observe", func(b *testing.B) {
		s := steptest.New(b, Casing, "", []string{clean}, nil)
		docs := s.Docs()
		b.SetBytes(int64(len(clean)))
		for b.Loop() {
			s.Step().(*casing).Observe(&docs[0], func([]byte, int64) {})
		}
	})
}
