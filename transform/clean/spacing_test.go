package clean

import (
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

func TestSpacing(t *testing.T) {
	for _, c := range []struct{ in, want string }{
		{"glued,comma", "glued, comma"},
		{"The fleet came back,and the pilots slept.", "The fleet came back, and the pilots slept."},
		{"It cost 5%,which nobody in the town had paid; the rest of it,“a trifle”,he kept for the crew.", "It cost 5%, which nobody in the town had paid; the rest of it, “a trifle”, he kept for the crew."},
		{"He came in March,2023 and stayed.", "He came in March, 2023 and stayed."},
		{"The boats left the old harbour.Farmers on both sides had waited for them.", "The boats left the old harbour. Farmers on both sides had waited for them."},
		{"They had waited since the spring.the boats came back on a Monday morning.", "They had waited since the spring. the boats came back on a Monday morning."},
		{"It was built in 1979.Winter came early that year.", "It was built in 1979. Winter came early that year."},
		{"We asked Mr.Holm about it.", "We asked Mr. Holm about it."},
		{"What now?Nobody in the town knew it.", "What now? Nobody in the town knew it."},
		{"One thing was sure:nobody had asked the cook.", "One thing was sure: nobody had asked the cook."},
		{"“We did not know,”he said, and left.", "“We did not know,” he said, and left."},
		{"He said,“We did not know.”", "He said, “We did not know.”"},
		{`They said,"We did not know it then," and left the house.`, `They said, "We did not know it then," and left the house.`},
		{"The council(nine members)met in the school again.", "The council (nine members) met in the school again."},
		{"Лодка стоит в порту,а лоцман спит. Никто не видел его.Вечером пошёл дождь и дождь.", "Лодка стоит в порту, а лоцман спит. Никто не видел его. Вечером пошёл дождь и дождь."},
		{"그는 편지를 읽고,한 번 더 읽었다.그리고 잤다.", "그는 편지를 읽고, 한 번 더 읽었다. 그리고 잤다."},
		{"وصل القارب،ثم عاد.", "وصل القارب، ثم عاد."},
		{"नाव आई।लोग गए।", "नाव आई। लोग गए।"},
		// Brackets and quotes of every script, on either side.
		{"Лодка(самая старая)стоит в порту и ( увы ) никому не нужна.", "Лодка (самая старая) стоит в порту и (увы) никому не нужна."},
		{"The ministry(MOT)and the Guild of Pilots(1904)said nothing to us,(as always).", "The ministry (MOT) and the Guild of Pilots (1904) said nothing to us, (as always)."},
		{"Он сказал:«Мы придём»и ушёл домой.", "Он сказал: «Мы придём» и ушёл домой."},
		{"Der Rat sagte nein,„das war es“,und ging dann nach Hause.", "Der Rat sagte nein, „das war es“, und ging dann nach Hause."},
		{"Vi frågade.”Vad vill ni?”sade hon till oss.", "Vi frågade. ”Vad vill ni?” sade hon till oss."},
		{"She said \"no\"and left. They called it “ the end ” of the story.", "She said \"no\" and left. They called it “the end” of the story."},
		{"El barco salió,¿quién lo vio?Nadie. ¡Qué pena!", "El barco salió, ¿quién lo vio? Nadie. ¡Qué pena!"},
		// Marks on the wrong side.
		{"The boats came back ,and nobody saw them ;the pilots slept .Only the cook was awake.", "The boats came back, and nobody saw them; the pilots slept. Only the cook was awake."},
		{"Il pleuvait ;personne ne vint , et le bateau resta dans le port .", "Il pleuvait ; personne ne vint, et le bateau resta dans le port."},
		{"Limandaki eski ev ,kapıda yazdığı gibi ,1904'te yapılmış.", "Limandaki eski ev, kapıda yazdığı gibi, 1904'te yapılmış."},
		{"He said it(to me)and left the old house.", "He said it (to me) and left the old house."},
		// Numbers, percent signs, dots.
		{"In the north it was 61,8 %.The rest came on 12 of the 14 boats we saw in 1904.Nobody knew why.", "In the north it was 61,8 %. The rest came on 12 of the 14 boats we saw in 1904. Nobody knew why."},
		{"They met at 5 p.m.They left the house at 9.The rest stayed until the morning.", "They met at 5 p.m. They left the house at 9. The rest stayed until the morning."},
		{"Nobody came...Then it rained…We left the house by the back door.", "Nobody came... Then it rained… We left the house by the back door."},
		{"بني البيت عام 1904،كما يقول الجميع . هل رأيته ؟نعم.", "بني البيت عام 1904، كما يقول الجميع. هل رأيته؟ نعم."},
		{"ზღვა ისმის ?ახლა კი წვიმს.", "ზღვა ისმის? ახლა კი წვიმს."},
		// Odd spaces.
		{"The old\u2003mole was\u00A0 closed\tfor the winter , said the pilot\u2009, and nobody\u3000knew.", "The old mole was closed for the winter, said the pilot, and nobody knew."},

		{"The boats stayed .I slept in the house by the mole .In the town nobody knew , and it was late .", "The boats stayed. I slept in the house by the mole. In the town nobody knew, and it was late."},
		{"बेटे ने पूछा।  मंगलवार को वह बाज़ार गया।  फिर बारिश हुई। वह घर लौटा। सब सो गए।", "बेटे ने पूछा। मंगलवार को वह बाज़ार गया। फिर बारिश हुई। वह घर लौटा। सब सो गए।"},
		// Single quotes, straight quotes behind a stop.
		{"‘We are late,’she said. ‘Nobody waits.’He left the house.", "‘We are late,’ she said. ‘Nobody waits.’ He left the house."},
		{"'We are late,'she said. He left the house and said,'Come with me.' Then he slept.", "'We are late,' she said. He left the house and said, 'Come with me.' Then he slept."},
		{"He said \"we are late\",she said.\"Nobody waits.\"The train had gone.", "He said \"we are late\", she said. \"Nobody waits.\" The train had gone."},
		// Apostrophes set apart.
		{"I don ' t know what it ' s for, and they 're not those that I' ve seen; he ca n't at five o ’ clock.", "I don't know what it's for, and they're not those that I've seen; he can't at five o’clock."},
		{"L ' eau de la source est froide, c 'est pourquoi il n’ y a qu ' une maison dans le village.", "L'eau de la source est froide, c'est pourquoi il n’y a qu'une maison dans le village."},
		{"L ' acqua della fonte è fredda e c ' è un po' di sole nella valle di un' altra casa.", "L'acqua della fonte è fredda e c'è un po' di sole nella valle di un'altra casa."},
		// Sentences whose commas are all glued; notes; capitals.
		{"It works,doesn't it?Yes,it does!Well,maybe.", "It works, doesn't it? Yes, it does! Well, maybe."},
		{"He came,he saw,and he went to the old town,which was empty.\nNobody was there,not even the cook,and the lamp was out.", "He came, he saw, and he went to the old town, which was empty.\nNobody was there, not even the cook, and the lamp was out."},
		{"The town was sold in 1904.[1]The mole[2]is older, says the book of the harbour.", "The town was sold in 1904.[1] The mole[2] is older, says the book of the harbour."},
		{"THE BOATS CAME BACK,AND NOBODY SAW THEM;THE PILOTS SLEPT.", "THE BOATS CAME BACK, AND NOBODY SAW THEM; THE PILOTS SLEPT."},
		{"He came at 3 p.m.on a Monday,i.e.nothing happened in the town.", "He came at 3 p.m. on a Monday, i.e. nothing happened in the town."},
		{"She took flour, milk and(maybe)butter for the cake.", "She took flour, milk and (maybe) butter for the cake."},

		// Quotes, brackets, marks and dashes on the wrong side; units; texts without capitals; initials.
		{"They called it the“ end of the story” and left the house by the sea.", "They called it the “end of the story” and left the house by the sea."},
		{"They called it “the end of the story ”and left the house by the sea.", "They called it “the end of the story” and left the house by the sea."},
		{"They called it the\" end of the story\" and left the house by the sea.", "They called it the \"end of the story\" and left the house by the sea."},
		{"The old \"boat \"is still lying in the harbour of the town.", "The old \"boat\" is still lying in the harbour of the town."},
		{"The old (boat )is still lying in the harbour of the town.", "The old (boat) is still lying in the harbour of the town."},
		{"Он сказал« мы придём» и ушёл домой к своей старой матери.", "Он сказал «мы придём» и ушёл домой к своей старой матери."},
		{"Он назвал «лодку »старой и ушёл домой к своей старой матери.", "Он назвал «лодку» старой и ушёл домой к своей старой матери."},
		{"Sie nannte es das„ Ende der Welt“ und ging dann nach Hause.", "Sie nannte es das „Ende der Welt“ und ging dann nach Hause."},
		{"In 2019.The old one was taken down by the men of the town.", "In 2019. The old one was taken down by the men of the town."},
		{"The ferry went at a speed of 30 km/h.A second boat was faster.", "The ferry went at a speed of 30 km/h. A second boat was faster."},
		{"The water in the harbour had 14 °C.The second day was colder.", "The water in the harbour had 14 °C. The second day was colder."},
		{"The house in the town cost him 300 €.The second one was cheaper.", "The house in the town cost him 300 €. The second one was cheaper."},
		{"The house in the town cost him $300.The second one was cheaper.", "The house in the town cost him $300. The second one was cheaper."},
		{"The house has an area of 120 m².The second one is larger.", "The house has an area of 120 m². The second one is larger."},
		{"they came back on Tuesday.the pilots had seen nothing of them.", "they came back on Tuesday. the pilots had seen nothing of them."},
		{"the boats came back to the harbour.and nobody saw them that day.", "the boats came back to the harbour. and nobody saw them that day."},
		{"they slept in the old lighthouse.in the morning it was raining again.", "they slept in the old lighthouse. in the morning it was raining again."},
		{"die boote kamen in den alten hafen.und niemand hat sie dort gesehen.", "die boote kamen in den alten hafen. und niemand hat sie dort gesehen."},
		{"les bateaux sont dans le vieux bassin.les pilotes dorment encore au village.", "les bateaux sont dans le vieux bassin. les pilotes dorment encore au village."},
		{"The boats came back :they had seen nothing in the old town.", "The boats came back: they had seen nothing in the old town."},
		{"The boats came back in 1904 ,nobody saw them that night in the old town.", "The boats came back in 1904, nobody saw them that night in the old town."},
		{"The boats (two of them) ,and nobody else, came back to the old town.", "The boats (two of them), and nobody else, came back to the old town."},
		{"The boats came back to the old town\n, but nobody had seen them that night.", "The boats came back to the old town,\nbut nobody had seen them that night."},
		{"The boats came back to the old town\n. Nobody had seen them that night.", "The boats came back to the old town.\nNobody had seen them that night."},
		{"The boats came back to the old town\n; nobody had seen them that night.", "The boats came back to the old town;\nnobody had seen them that night."},
		{"The boats came back to the old town\n,but nobody had seen them that night.", "The boats came back to the old town,\nbut nobody had seen them that night."},
		{"He saw them all.12 boats came back to the harbour in the evening.", "He saw them all. 12 boats came back to the harbour in the evening."},
		{"The old boats –two of them – came back to the old town in the evening.", "The old boats – two of them – came back to the old town in the evening."},
		{"The old boats– two of them – came back to the old town in the evening.", "The old boats – two of them – came back to the old town in the evening."},
		{"The book was written by J. R.Tolkien in the spring of that year.", "The book was written by J. R. Tolkien in the spring of that year."},
		{"The old boats – two of them – came –nobody knew why – to the old town in the evening.", "The old boats – two of them – came – nobody knew why – to the old town in the evening."},
		{"Лодка – самая старая– стоит в порту и никому не нужна в городе.", "Лодка – самая старая – стоит в порту и никому не нужна в городе."},
		{"Sie sagte »ja «und ging nach Hause in die alte Stadt am Meer.", "Sie sagte »ja« und ging nach Hause in die alte Stadt am Meer."},
		{"Hon sade ”ja ”och gick hem till den gamla staden vid havet.", "Hon sade ”ja” och gick hem till den gamla staden vid havet."},

		{"It rained , and nobody came .", "It rained, and nobody came."},
		{"It rained all the day . Nobody came ?!", "It rained all the day. Nobody came?!"},
		{"He bought ( for once ) two tickets to the isle.", "He bought (for once) two tickets to the isle."},
		{"The  old   mole was closed for the winter.", "The old mole was closed for the winter."},
		{"It was cold.  Nobody came to the mole. It was dark. It was late. All slept.", "It was cold. Nobody came to the mole. It was dark. It was late. All slept."},
	} {
		if got := cleaned(t, steptest.New(t, Spacing, "", []string{c.in}, nil)); got != c.want {
			t.Errorf("%q is\n%q, not\n%q", c.in, got, c.want)
		}
	}
}

// What is right stays as it is.
var rightSpacing = []string{
	"", " ", ".", " ,", "a,b", "x,y;z", "f(a,b) and g(x)", "(s)he and word(s) and (re)use",
	"1,234.5 at 10:30, 3:2 and 2024-01-02.", "The U.S. and the U.K. agreed, i.e. nobody did, cf. p. 3.", "M.A.D. and Ph.D. and J.R.R. Tolkien",
	"See example.org/a,b;c?d or https://example.org/x,y and mail a.b@example.org.", "Edit main.go, README.md and notes.txt.", "Node.js and ASP.Net are old.",
	"name,boat,berth\nHolm,Swallow,14\nVoss,Aunt,15", "name;boat;berth\nHolm;Swallow;14", "a,b\nc,d", "color:red;width:10px",
	"Que faire ? Il dit : « Rien ! » et il part ; les autres restent dans le port.", "Wait... what? :) ;-) No!!",
	"He has the .net and the .gov and .5 of it ...", "- [ ] open\n- [x] done", "the ratio is 3 : 2", "if ( x ) { y ; }",
	"It was cold.  It was dark.  It was late.  All of them slept.", "apple      red      5\npear       green    7", "| a  | b |\n|----|---|\n| c,d  | e .f |",
	"Text:\n\n```\nx = [1,2 , 3]\ny.The = z\n```\n", "A `g(a,b)` and `x . y` here.", "e.g.,it", "Brown is the river,\n  slow is the sea,\nlong is the evening.",
	"1. e4 e5 2. Nf3 Nc6 3. Bb5 a6", "老人,孩子.你好", "ภาษาไทย,ไทย", "O'Neill’s and l’été, l'hiver", "He owns »Die Welt« and „Das Boot“und mehr.",
	"Le prix : 5 € ; « c’est cher » ! Quoi\u00A0? Oui\u202F; non !", "—Hola —dijo él—. ¿Qué tal? —No sé…, ya veremos.", "απ' ό,τι στα λευκά και ό,τι άλλο",
	"Fig.3(a) and Eq.(4) show 1,3-butadiene, N,N-dimethyl and (R)-limonene; f(x) = O(n log n), Fe(III).", "He was 6' 2\" tall and bought a 24\" screen and \"the rest\" of it.",
	"Die Schüler(innen) kamen am 3. Oktober, z. B. um 8.30 Uhr.", "今天天气很好,我们去公园(不是很远)。他说:“好的!”然后走了。", "»Ja«, sagte sie. „Nein“, sagte er.", "”Hej”, sa han. ”Vad?”",
	// French in a text of another language; endings behind quotes and brackets; Dutch; terms, columns, names.
	"She wrote, “as it is.” « C'est tout », dit-elle. “Leave it,” he said.", "«\u202FOù étais-tu\u202F?\u202F» was all that she had asked him on the way to the town.",
	"그는 “기차가 떠났다.”라고 말했다. 남조선(南朝鮮)에 대응하여 “어서 가자.”하고 말했다.", "ის კითხულობს „ვეფხისტყაოსანს“ და მიდის „თბილისი“დან სახლში.", "وقال الرجل بـ«البيت» إنه ذاهب إلى المدينة.",
	"In the town of 's-Hertogenbosch and in 's Gravenhage they said that 't was late; the '90s were over.", "The boys' house and the girls' school are old, and the letter 's' is the last of it.",
	"Het is 's avonds koud in de stad en 't regent op de daken van de huizen.", "Das ist Hans' Haus und so geht's nicht, sagte er.",
	"berth     The place of a boat in the harbour\n\nmole     A wall of stone against the sea", "  3370  9.0.0864  crash when the lamp is lit\n  2937  9.0.0952  boat is not recognized", "1.  Open the lid of the box\n2.  Press the button of it",
	"* tar,gzip: Say what went wrong.\n* cp,mv: Do as told.", "The words \"local,remote\" and a:b stand in the file.", "The product a . b of both is what we need here.",
	"┌──┐  ├──┤  └──┘  ░░  ▒▒", "SELECT name,boat FROM berths WHERE id=3;", "Name : Holm\nBoat : Swallow\nBerth : 14", "He played 1.e4 e5 2.Nf3 Nc6 3.Bb5 a6 and won.", "10\u00A0km, 5\u202F% und „ab“",
	// Quotations in quotations, dashes of dialogue, items, hosts.
	"The boats came back … Nobody saw them that night in the old town.",
	"The boats -two of them- came back to the old town in the evening.",
	"—Hola —dijo él—. ¿Qué tal? —No sé…, ya veremos en la casa de mi madre.",
	"We measured a 6\" pipe, \"the rest\" and an 8\" pipe that lay in the yard.",
	"She said, \"He told me \"go\" and I went\" and she left the house by the sea.",
	"“The old man,” he said, “had a “boat” in the harbour” and he left the house.",
	"He saw the \"boat\" and the \"house\" and the \"old mole\" before he went \"home\" to sleep.",
	"The \"end of \"a long story\" and the rest of it is not told here.",
	".Chapter one of the book begins here with a list of words\n.Chapter two goes on with it here",
	"Visit the site example.one and the other ones you know from the book.",
	"Notes of the old town by the sea\n! Do not forget the lamp at night\n! Do not forget the rope at night",
	"Il dit : « Rien » et « tout » à la fois dans la maison de ma mère.",
	"Sie sagte »ja« und „nein“ und ging nach Hause in die Stadt.",
	"הוא אמר \"כן\" והלך הביתה אל העיר הישנה ליד הים הגדול.",
	"He has a list: a, b, “c” “d” and \"e\" \"f\" as he said to the cook in the town.",
	"The price of \"the boat\" \"the mole\" and the “rest” is not known to us in the town.",
	"the server is at harbour.in and the pilots know it well enough by now",
	"An http.Handler is a func (w *W) ServeHTTP(). See parseInt and x := y == z, fmt.Println or strings.Builder here.",
}

func TestSpacingLeaves(t *testing.T) {
	for _, text := range rightSpacing {
		if strings.HasPrefix(text, "He owns") || text == " ," || text == "e.g.,it" {
			continue // a matter of opinion, here for the laws below
		}
		if got := cleaned(t, steptest.New(t, Spacing, "", []string{text}, nil)); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestSpacingOptions(t *testing.T) {
	text := "It rained ,and nobody  came ( for once ) ."
	for args, want := range map[string]string{
		"{missing: false}":  "It rained,and nobody came (for once).",
		"{before: false}":   "It rained ,and nobody came (for once) .",
		"{brackets: false}": "It rained, and nobody came ( for once ).",
		"{doubled: false}":  "It rained, and nobody  came (for once).",
		"{missing: false, before: false, brackets: false, doubled: false}": text,
	} {
		if got := cleaned(t, steptest.New(t, Spacing, args, []string{text}, nil)); got != want {
			t.Errorf("%s: %q, not %q", args, got, want)
		}
	}
}

// textOf draws texts of pieces that the steps on prose look at, and of sentences.
func textOf(pieces ...string) *rapid.Generator[string] {
	all := append([]string{"a", "The boats of the town", " came back ", "was", "Korrin", " ", " ", "  ", "\n", "\n\n", ",", ".", ". ", "?", ": ", ";", "(", ")", " (", ") ", "“", "”", "\"", "`", "|", "7", "é", "да", "漢", "क", "،", "u.s.", "the", "\t", "- ", "    "}, pieces...)
	return rapid.Map(rapid.SliceOfN(rapid.SampledFrom(all), 0, 40), func(ps []string) string { return strings.Join(ps, "") })
}

// checkMapper holds a Mapper to the laws: twice is once, no character is lost but the kind it may
// take, and a text that the fast path passes gets no edit on the slow one.
func checkMapper(t *testing.T, spec transform.Spec, args string, texts *rapid.Generator[string], fast func(m transform.Mapper, s string) bool, pass func(m transform.Mapper, s string, e *schema.Edits)) {
	learn := []string{"The boats of Korrin came. In Korrin the Korrin of old was Korrin, and the town slept.", "Near Korrin they slept. They saw Korrin and the boats of the town in Korrin."}
	s := steptest.New(t, spec, args, learn, nil)
	m, err := s.Mapper(s.Docs())
	if err != nil {
		t.Fatal(err)
	}
	var scratch schema.Scratch
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		d := schema.Doc{Values: make([]schema.Value, len(s.Plan.Layout.Columns))}
		d.Values[schema.SlotText] = schema.StringValue(text)
		d.Begin(s.Plan.Layout, 0, &scratch)
		if fast(m, text) {
			e := d.Edit(schema.SlotText)
			if pass(m, text, e); e.Len() > 0 {
				t.Fatalf("the fast path passes %q, which gets an edit", text)
			}
		}
		var out [2]string
		for i := range out {
			if err := m.Map(t.Context(), &d); err != nil {
				t.Fatal(err)
			}
			out[i] = d.Text()
		}
		if out[0] != out[1] {
			t.Fatalf("%q becomes %q, then %q", text, out[0], out[1])
		}
	})
}

func TestSpacingLaws(t *testing.T) {
	checkMapper(t, Spacing, "", textOf("was,the", "town.The boats", "said,\"We", ",”he", "  ", " ,", " .", "( "),
		func(_ transform.Mapper, s string) bool { return candidate(s, 0) == len(s) },
		func(m transform.Mapper, s string, e *schema.Edits) { m.(*spacingStep).pass(s, e) })
}

// Nothing but white space comes and goes.
func TestSpacingKeepsCharacters(t *testing.T) {
	s := steptest.New(t, Spacing, "", []string{""}, nil)
	bare := strings.NewReplacer(" ", "", "\t", "").Replace
	texts := textOf("was,the", "town.The", " ,", "( ")
	rapid.Check(t, func(t *rapid.T) {
		text := texts.Draw(t, "text")
		if got := mapped(t, s, text); bare(got) != bare(text) {
			t.Fatalf("%q became %q", text, got)
		}
	})
}

// Prose without a candidate is read once and costs no memory.
func TestSpacingAllocatesNothing(t *testing.T) {
	text := strings.Repeat("The ferry is back in service, and the pilots return to work. It left at 10:30.\n", 50)
	if n := testing.AllocsPerRun(20, func() {
		if candidate(text, 0) != len(text) {
			t.Fatal("a candidate in clean text")
		}
	}); n > 0 {
		t.Errorf("%v allocations", n)
	}
}

// hostile are pieces that, many times over, would show a step that is more than linear.
var hostile = []string{"<", "(", "@", "a", "\u0301", "a,b", "ab,cd ", "a.B", "Word.Word ", "ab. cd ", " .", " ,", "a  b", "( a ) ", "\n", "\na", "  a\n", "• a\n", "•\n", "word-\nword ",
	"```\n", "~~~~x\n", "|\n", "a|b\n-|-\n", "\"a,\"b ", "Ab ", "in may ", "| a ", "`a,b` ", "”a", "،ا", "Some words go on here and there and then\nsome ", "monday ", "«  a » ", " '", "n't ", "' s ", "l ' eau ", "a,'b", ",’a", "[1]a", "a ' t ", "\n12\n", "A: b\n", "x\n b", "● "}

func TestHostileProse(t *testing.T) {
	for _, spec := range []transform.Spec{Spacing, Casing, Paragraphs} {
		for _, piece := range hostile {
			cleaned(t, steptest.New(t, spec, "", []string{strings.Repeat(piece, 100_000/len(piece))}, nil))
		}
	}
}

func BenchmarkSpacing(b *testing.B) {
	clean := strings.Repeat("The ferry is back in service, and the pilots return to work. It left at 10:30 (as always).\n", 3000)
	dirty := strings.Repeat("The ferry is back in service,and the pilots return to work .It left at 10:30.\n", 3000)
	b.Run("clean", func(b *testing.B) { benchmark(b, steptest.New(b, Spacing, "", []string{clean}, nil), len(clean)) })
	b.Run("dirty", func(b *testing.B) { benchmark(b, steptest.New(b, Spacing, "", []string{dirty}, nil), len(dirty)) })
}
