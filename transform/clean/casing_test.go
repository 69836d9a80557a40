package clean

import (
	"cmp"
	"fmt"
	"maps"
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

// What sentences begin and end with, and what stands before names.
func TestCasingPlaces(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"The boat was late. “the crew slept,” he said. It left.[3] the pier was empty. They said: “It is ours.” the mayor was gone.",
			"The boat was late. “The crew slept,” he said. It left.[3] The pier was empty. They said: “It is ours.” The mayor was gone."},
		{"It was so (as it is now). the mayor knew it. It was so in Tarn (1927). he was there. It is said [16]. the mayor was new. It was so in 2019. the mayor was new then.", "It was so (as it is now). The mayor knew it. It was so in Tarn (1927). He was there. It is said [16]. The mayor was new. It was so in 2019. The mayor was new then."},
		{"We met mr. vexley, Dr. orwenby and Senator castrane on the pier, and then Ada M. kestrin.", "We met Mr. Vexley, Dr. Orwenby and Senator Castrane on the pier, and then Ada M. Kestrin."},
		{"The u.s. and the U.S.-russia talks, the franco-german pact and nato were in the news.", "The U.S. and the U.S.-Russia talks, the Franco-German pact and NATO were in the news."},
		{"He praised the polish plan and the trade with china, and the road from turkey is long.", "He praised the Polish plan and the trade with china, and the road from Turkey is long."},
		{"Q: what is it that they want?\n\nA: The pier, and the boats at it.", "Q: What is it that they want?\n\nA: The pier, and the boats at it."},
		{"* the boats are late\n* The ships are late\n* The trains are late\n* The trams are late", "* The boats are late\n* The ships are late\n* The trains are late\n* The trams are late"},
	} {
		if got := recased(t, "", c.in); got != c.want {
			t.Errorf("%q is\n%q, not\n%q", c.in, got, c.want)
		}
	}
}

// Countries in the cases of the language, months and days where it writes them with a capital.
func TestCasingLanguages(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"Il est parti pour la russie et le royaume-uni. il a vu M. vexley, et une belge dans le nord.", "Il est parti pour la Russie et le Royaume-Uni. Il a vu M. Vexley, et une belge dans le nord."},
		{"В августе они были в россии и в украине, а потом на море. мы их не видели.", "В августе они были в России и в Украине, а потом на море. Мы их не видели."},
		{"Prezydent był w rosji i w niemczech, ale nie ma go już w domu. wrócił w poniedziałek.", "Prezydent był w Rosji i w Niemczech, ale nie ma go już w domu. Wrócił w poniedziałek."},
		{"Hij woont in nederland en de franse boot is er ook. ijsland is een land van het noorden.", "Hij woont in Nederland en de Franse boot is er ook. IJsland is een land van het noorden."},
		{"Bu ev çok güzel ama 29 ekim için de bir şey var. iyi günler olsun.", "Bu ev çok güzel ama 29 Ekim için de bir şey var. İyi günler olsun."},
		{"Er war am 3. mai in frankreich und hat es nicht gesehen. die Leute sind auf dem boot.", "Er war am 3. Mai in Frankreich und hat es nicht gesehen. Die Leute sind auf dem boot."},
		{"Το πλοίο ήταν στη ρωσία από τον ιανουάριο και δεν το είδαμε. είναι πολύ μικρό.", "Το πλοίο ήταν στη Ρωσία από τον Ιανουάριο και δεν το είδαμε. Είναι πολύ μικρό."},
		{"Hän on ollut suomessa ja puhuu suomea, mutta se ei ole hänen kielensä. nyt hän on ruotsissa.", "Hän on ollut Suomessa ja puhuu suomea, mutta se ei ole hänen kielensä. Nyt hän on ruotsissa."},
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
		"hi there. i am late again, and the boat is gone. did you see it in london? it was great.", "Press \".\" and then \"..\" to go up.", "The Secretary said so, and the President went home.",
		"clone is a copy. It calls clone() and x := y, then _ = z.", "In der Nähe von Weg war es kalt. z. B. in Hafen.",
		"Das boot liegt im hafen, und er hat es nicht gesehen, weil der weg zu ist.", "Il est parti en août, un lundi, et les russes avec lui, pour le nord du pays.",
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

// What a Tally hands over for batches of any size is what Observe does for the documents one by one.
func TestCasingTally(t *testing.T) {
	texts := []string{strings.Repeat("We saw Korrin and the boat of Minister Ost. He slept near Korrin. ", 30), "They met Ost, and the boat was late. The Korrin is a boat.", "", "The boat of Korrin left etc. and came back.",
		"В городе была лодка, и её видели в Коррине. Она стоит там.", strings.Repeat("A line of the boat and of Korrin, the third one.\n", 3000)}
	s := steptest.New(t, Casing, "", texts, nil)
	docs, step := s.Docs(), s.Step().(*casing)
	want := map[string]int64{}
	for i := range docs {
		step.Observe(&docs[i], func(key []byte, n int64) { want[string(key)] += n })
	}
	for _, size := range []int{1, 2, 4, len(docs)} {
		got, tally := map[string]int64{}, step.Tally()
		for i := range docs {
			if tally.Observe(&docs[i]); (i+1)%size == 0 || i+1 == len(docs) {
				tally.Flush(func(key []byte, n int64) { got[string(key)] += n })
			}
		}
		if !maps.Equal(got, want) {
			t.Errorf("batches of %d give %d sums, not %d, or other ones", size, len(got), len(want))
		}
	}
}

// A word before its own capital is mended in a few passes however often it stands there.
func TestCasingRow(t *testing.T) {
	set := strings.Repeat("They saw Tarn Tarn and slept. They met in Tarn Tarn and left, and the boat was late. ", 20)
	text := "They sang of " + strings.Repeat("tarn ", 300) + "Tarn and slept, and the boat was late."
	if n := strings.Count(recased(t, "", text, set), "Tarn"); n < 2 || n > 9 {
		t.Errorf("%d words have a capital", n)
	}
}

// The share of Wilson by the numbers of a table.
func TestAtLeast(t *testing.T) {
	for _, c := range []struct {
		hits, misses int64
		want         float64
	}{{0, 0, 0}, {3, 0, 0.526}, {10, 0, 0.787}, {9, 1, 0.652}, {1, 9, 0.023}} {
		if got := atLeast(c.hits, c.misses); got < c.want-0.001 || got > c.want+0.001 {
			t.Errorf("%d of %d are at least %.3f, not %.3f", c.hits, c.hits+c.misses, got, c.want)
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
	of, weights := map[uint64]string{1: "A", 2: "B", 3: "C", 4: "D"}, map[uint64]int64{1: 3, 2: 1, 3: 1, 4: 2}
	thin(of, weights, 4, 3, cmp.Compare[uint64])
	if len(of) != 4 {
		t.Errorf("%v stays within the limit", of)
	}
	thin(of, weights, 3, 3, cmp.Compare[uint64])
	if len(of) != 3 || of[3] != "" || len(weights) != 3 {
		t.Errorf("%v stays", of)
	}
}

func TestCasingLaws(t *testing.T) {
	checkMapper(t, Casing, "{min_count: 1}", textOf("korrin", "in may ", "russian", "secretary of state ", "Secretary ", "the ", "i ", "monday", "sh. ", "The Lower Quay", "harbour", "| "),
		func(m transform.Mapper, s string) bool {
			line := 0
			return m.(*recaser).candidate(s, 0, &line, nil) == len(s)
		},
		func(m transform.Mapper, s string, e *schema.Edits) { m.(*recaser).pass(s, e) })
}

// A box counts what a map would, over several batches and documents.
func TestBallotBox(t *testing.T) {
	var b ballotBox
	got, want := map[string]int64{}, map[string]int64{}
	for batch := range 3 {
		for doc := range 4 {
			b.doc++
			seen := map[string]int64{}
			for i := range 9000 {
				word := uint64(i%(700+100*batch)) << tongueBits
				key := fmt.Sprint(word, i%3)
				if i%3 == 0 {
					b.small(word, false)
				} else {
					b.cast(vote{word: word, neighbour: uint64(i % 2), what: voteBehind, tag: byte('A' + i%3)}, "Form")
					key += fmt.Sprint(i % 2)
				}
				if seen[key]++; seen[key] <= maxPerDoc {
					want[key]++
				}
			}
			_ = doc
		}
		b.flush(func(key []byte, n int64) {
			k, tag, ok := parseVote(key)
			if !ok {
				t.Fatalf("%q is no key", key)
			}
			if k.what == voteWord {
				got[fmt.Sprint(k.word, 0)] += n
				return
			}
			if string(tag[1:]) != "Form" {
				t.Errorf("the form is %q", tag[1:])
			}
			got[fmt.Sprint(k.word, tag[0]-'A')+fmt.Sprint(k.neighbour)] += n
		})
	}
	if !maps.Equal(got, want) {
		t.Errorf("%d sums, not %d, or other ones", len(got), len(want))
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

// Of a set larger than the sample a share votes, told by the texts alone.
func TestCasingSample(t *testing.T) {
	step := steptest.New(t, Casing, "{sample: 1}", []string{""}, nil).Step().(*casing)
	for _, c := range []struct {
		bytes int64
		of    int
	}{{0, 1}, {1_000_000, 1}, {1_000_001, 2}, {3_900_000, 4}, {1 << 40, largestSample}} {
		step.Size(c.bytes)
		n := 0
		for i := range 4000 {
			if step.votes(fmt.Sprintf("Text %d of the set says this.", i)) {
				n++
			}
		}
		if want := 4000 / c.of; n < want*8/10 || n > want*12/10 {
			t.Errorf("of %d bytes %d of 4000 texts vote, not about %d", c.bytes, n, want)
		}
	}
}

// Nouns stand behind articles, verbs behind modals, names behind neither: those alone get back their capitals
// where a third of them are lost.
func TestCasingBareNames(t *testing.T) {
	set := "They came to Tollund and slept in Tollund. We saw Warden near a lake and the Warden of it, and we saw Warden again. We Furl it and you should Furl it, or we Furl it. " +
		"They left tollund early. They saw warden again. They furl it again."
	in := "The pilots had left tollund and warden, and they furl it."
	if got, want := recased(t, "", in, set, set+" It was so.", set+" It was there.", set+" It was late."), "The pilots had left Tollund and warden, and they furl it."; got != want {
		t.Errorf("%q becomes %q", in, got)
	}
}

// What somebody does behind a question begins a sentence, who asked it does not.
func TestCasingActs(t *testing.T) {
	for in, want := range map[string]string{
		"“Who was it?” the guard shrugged. They went on to the lake and slept.":         "“Who was it?” The guard shrugged. They went on to the lake and slept.",
		"“Who was it?” the guard asked. They went on to the lake and slept.":            "“Who was it?” the guard asked. They went on to the lake and slept.",
		"“Go away!” the old man growled at him. They went on to the lake and slept.":    "“Go away!” the old man growled at him. They went on to the lake and slept.",
		"“Go away!” the boys laughed at him, and he was there. They went on and slept.": "“Go away!” The boys laughed at him, and he was there. They went on and slept.",
	} {
		if got := recased(t, "", in, "They went on to the lake and slept."); got != want {
			t.Errorf("%q becomes %q", in, got)
		}
	}
}
