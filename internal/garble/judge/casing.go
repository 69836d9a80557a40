package judge

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/garble"
)

// Clean sentences by what loses its capitals in them, and by language.
var casingLines = map[string]map[string][]string{
	"place": {
		"en": {"The night train from Vienna to Paris was late.", "She grew up in Lisbon and studied in London.", "Two museums in Madrid lent pictures to Berlin.", "From London it is an hour by air to Paris.", "The winters in Berlin are colder than those in Vienna.", "A firm in Lisbon built the trams of Madrid.", "Nobody in Paris knew the way to London."},
		"fr": {"Le train de nuit entre Vienne et Paris avait du retard.", "Elle a grandi à Lisbonne et travaille à Paris.", "Le musée de Madrid a prêté trois toiles à Vienne.", "On va de Lisbonne à Madrid en une nuit.", "Personne à Paris ne connaissait cette rue."},
		"es": {"El tren de Lisboa a Madrid llegó tarde.", "Vivió en París y murió en Londres.", "El museo de Madrid prestó dos cuadros a Londres.", "De París a Lisboa hay un largo viaje.", "Nadie en Madrid conocía la calle."},
		"it": {"Il treno da Vienna a Parigi era in ritardo.", "Studiò a Lisbona e insegnò a Vienna.", "Il museo di Madrid prestò due quadri a Parigi.", "Da Lisbona a Madrid si viaggia di notte."},
		"pl": {"Pociąg z Berlina do Warszawy był spóźniony.", "Przenieśli się do Berlina, potem do Warszawy.", "Listy szły z Warszawy do Berlina dwa dni."},
		"ru": {"Поезд шёл через Киев и Прагу в Вену.", "Они видели Прагу и Вену, но не Киев.", "Осенью она уехала в Прагу, а оттуда в Вену.", "Дорога на Киев была закрыта."},
	},
	"month": {
		"en": {"The well dries up every August and fills again in December.", "Since late October the pass has been closed.", "He was born in January, his sister in June.", "The figures for July and September are missing.", "In early February the ice was a foot thick.", "Every April the storks return; by November they are gone."},
		"id": {"Kapal itu tiba pada Agustus dan berangkat lagi pada Desember.", "Sejak Oktober jalan itu ditutup.", "Hujan turun dari November sampai Januari.", "Pada Februari harga naik, pada Juli turun lagi.", "Panen dimulai pada Juli dan selesai pada Agustus."},
	},
	"nation": {
		"en": {"A Swedish skipper sold it to two Danish brothers.", "The Portuguese fleet met the Dutch one off the cape.", "An Irish choir sang with a Korean pianist.", "She speaks Danish, Swedish and some Korean.", "The Greek islands and the Irish coast have the same birds.", "Two Dutch engineers and a Greek cook shared the cabin.", "The Portuguese name of the fish means silver.", "Most Argentine beef and Australian wool goes by sea.", "An Australian buyer and an Argentine seller shook hands."},
		"id": {"Pedagang Belanda bertemu pelaut Portugis.", "Ia belajar bahasa Inggris dan bahasa Belanda.", "Kapal Inggris dan kapal Portugis berlabuh di sana."},
		"sw": {"Alijifunza lugha ya Kiingereza na Kifaransa.", "Kitabu cha Kiingereza kilitafsiriwa kwa Kifaransa."},
	},
	"title": {"en": {"The medal went to Captain Brellin and Doctor Vexley.", "A portrait of Queen Mirabel hangs beside that of King Osric.", "The case was heard by Judge Dalverton.", "According to Mayor Kestrin, nothing was decided.", "They wrote to Governor Castrane and to Bishop Orwenby.", "The lecture of Professor Maravel was cancelled.", "Nobody had told Doctor Vexley or Judge Dalverton.", "It was King Osric who sold the island.", "Under Queen Mirabel the tax was dropped.", "The party greeted Mayor Kestrin, then Captain Brellin.", "The letter from Governor Castrane reached Professor Maravel."}},
	"compound": {
		"en": {"Snow fell in the Black Sea ports.", "The Security Council met twice.", "Nurses of the Red Cross slept in the school.", "The plan was shown at the White House on Monday.", "A wool ship from New Zealand docked at dawn.", "The Supreme Court heard the case in spring.", "Oil from Saudi Arabia was stored there during the Cold War.", "In the Cold War the Black Sea was closed.", "The Red Cross asked the Security Council for help.", "A judge of the Supreme Court was born in New Zealand.", "Saudi Arabia sent lamps to the White House."},
	},
	"day":    {"id": {"Rapat diadakan setiap Senin dan Kamis.", "Kapal berangkat pada Rabu dan kembali pada Sabtu.", "Toko tutup pada Minggu, pasar buka pada Sabtu.", "Ia datang pada Senin dan pergi pada Rabu.", "Sejak Kamis hujan, pada Minggu cerah."}, "en": {"On Mondays the museum is shut.", "It was a cold Thursday, colder than Wednesday had been.", "From Friday to Sunday the square belongs to the market.", "The Saturday train runs late, the Tuesday one never.", "Choir practice moved from Wednesday to Friday.", "Nobody works on Sundays or on Mondays."}},
	"person": {"en": {"Nobody asked Mira Castrane about the keys.", "The tune was written by Samuel Orwenby.", "They bought the mill from Ruth Dalverton.", "Ask Tomas Brellin or Mira Castrane.", "The plan of Ruth Dalverton and Samuel Orwenby was dropped.", "We saw Tomas Brellin on the quay."}},
	"first":  {"en": {"It was late and I was tired, so I went home.", "When I asked, they laughed, and I left.", "She knows what I think of it.", "My brother and I never agreed.", "All I had was a lamp; that, I thought, would do.", "Do you know where I left it?"}},
}

// plantLost takes the capital of one of the words: most of a set are right, as they are in any set of
// which one could learn.
func plantLost(name string, words ...string) func(p *garble.Page) {
	return func(p *garble.Page) {
		say(p, casingLines[name][p.Lang], 6)
		garble.Uncapital(p, p.Capitals(func(word, before string) bool { return garble.Within(before) && slices.Contains(words, word) }), 1)
	}
}

var (
	places   = strings.Fields("Vienna Paris Lisbon London Madrid Berlin Vienne Lisbonne Lisboa París Londres Parigi Lisbona Berlina Warszawy Киев Прагу Вену")
	moons    = strings.Fields("August December October January June July September February April November Agustus Desember Oktober Januari Februari Juli")
	peoples  = strings.Fields("Swedish Danish Portuguese Dutch Irish Korean Greek Argentine Australian Belanda Portugis Inggris Kiingereza Kifaransa")
	ranks    = strings.Fields("Captain Doctor Queen King Judge Mayor Governor Bishop Professor")
	seconds  = strings.Fields("Sea Council Cross House Zealand Court Arabia War")
	weekdays = strings.Fields("Monday Tuesday Wednesday Thursday Friday Saturday Sunday Mondays Sundays Senin Kamis Rabu Sabtu Minggu")
)

// plantPerson takes both capitals of a full name.
func plantPerson(p *garble.Page) {
	say(p, casingLines["person"]["en"], 6)
	surnames := strings.Fields("Castrane Orwenby Dalverton Brellin")
	first := p.Capitals(func(word, before string) bool {
		return garble.Within(before) && slices.Contains([]string{"Mira", "Samuel", "Ruth", "Tomas"}, word)
	})
	for _, s := range p.Some(first, 1) {
		rest := p.Clean()[s.Start:]
		at := s.Start + strings.IndexByte(rest, ' ') + 1
		if !slices.ContainsFunc(surnames, func(n string) bool { return strings.HasPrefix(p.Clean()[at:], n) }) {
			continue
		}
		for _, i := range []int{s.Start, at} {
			p.Replace(i, i+1, strings.ToLower(p.Clean()[i:i+1]))
		}
	}
}

// plantFirst writes the English I small.
func plantFirst(p *garble.Page) {
	say(p, casingLines["first"]["en"], 4)
	at := p.Runes(func(before, r, after rune) bool { return r == 'I' && before == ' ' && after == ' ' })
	at = slices.DeleteFunc(at, func(s garble.Span) bool { return !garble.Within(p.Clean()[:s.Start]) })
	garble.Uncapital(p, at, 2)
}

// Lines that begin with a mark before the first letter, by language.
var opened = map[string][]string{
	"en": {"“Nobody told me,” said the baker.", "(The rest of the letter is lost.)", "“Where is the key?” he asked.", "“Close the door,” said the pilot.", "(Nobody laughed at that.)"},
	"es": {"¿Dónde está la llave?", "¡Nadie me lo dijo!", "«Cierra la puerta», dijo el viejo.", "—Nadie vino —dijo ella.", "¿Quién tiene la lámpara?"},
	"fr": {"— Personne ne le savait, dit-il.", "— Fermez la porte, dit le vieux.", "— Encore un peu de soupe ?"},
	"ru": {"— Кто там? — спросил сторож.", "— Никто не пришёл, — сказала она.", "«Закройте дверь», — сказал старик."},
	"pl": {"— Nikt nie przyszedł — powiedziała.", "— Gdzie jest klucz?", "„Zamknij drzwi”, rzekł stary."},
	"el": {"— Ποιος είναι εκεί;", "«Κλείσε την πόρτα», είπε ο γέρος.", "— Κανείς δεν ήρθε, είπε."},
	"tr": {"— Kimse gelmedi, dedi.", "“Kapıyı kapat” dedi yaşlı adam.", "— Anahtar nerede?"},
	"uk": {"— Хто там? — спитав сторож.", "— Ніхто не прийшов, — сказала вона."},
}

// plantOpened takes the first capital of lines that begin with a quotation mark, a dash or the like.
func plantOpened(p *garble.Page) {
	lines := opened[p.Lang]
	for _, i := range p.Rand.Perm(len(lines))[:2] {
		at := p.Block(lines[i])
		uncapitalFirst(p, at)
	}
}

// plantQuoted takes the capital of sentences that follow a closing quotation mark or bracket.
func plantQuoted(p *garble.Page) {
	say(p, []string{"“We stay.” The others nodded.", "They had a dog (a small one). Every night it barked.", "The sign read “Closed”. We went home.", "“Nobody knows.” Then he left.", "The mill is gone (it burned). Only the wheel remains.", "He called it “art”. Others did not."}, 4)
	garble.Uncapital(p, p.Capitals(func(_, before string) bool {
		return strings.HasSuffix(before, ".” ") || strings.HasSuffix(before, "). ") || strings.HasSuffix(before, "”. ")
	}), 2)
}

// plantSmall writes all sentences of one paragraph small at their beginnings.
func plantSmall(p *garble.Page) {
	lines := p.Some(p.Lines(), 1)
	for _, s := range p.Capitals(func(_, before string) bool { return garble.Begins(before) || garble.BeginsLine(before) }) {
		if len(lines) == 1 && lines[0].Start <= s.Start && s.End <= lines[0].End {
			p.Replace(s.Start, s.End, strings.ToLower(p.Clean()[s.Start:s.End]))
		}
	}
}

func casingKinds() []garble.Kind {
	kind := func(name string, langs []string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "casing/" + name, Step: "clean.casing", Measure: garble.Changes, Langs: langs, Plant: plant}
	}
	en := []string{"en"}
	return []garble.Kind{
		kind("place", []string{"en", "fr", "en", "es", "it", "ru", "pl"}, plantLost("place", places...)), kind("month", []string{"en", "en", "id"}, plantLost("month", moons...)), kind("nation", []string{"en", "en", "id", "sw"}, plantLost("nation", peoples...)),
		kind("title", en, plantLost("title", ranks...)), kind("compound", en, plantLost("compound", seconds...)), kind("day", []string{"en", "en", "id"}, plantLost("day", weekdays...)), kind("person", en, plantPerson), kind("first", en, plantFirst),
		kind("opened", garble.Keys(opened), plantOpened), kind("quoted", en, plantQuoted), kind("paragraph", []string{"en", "fr", "es", "it", "pl", "ru", "uk", "el", "sv", "fi", "bg", "hy", "nl", "pt", "cs"}, plantSmall),
	}
}

// uncapitalFirst writes the first letter of a span small.
func uncapitalFirst(p *garble.Page, at garble.Span) {
	i := at.Start + strings.IndexFunc(p.Clean()[at.Start:at.End], unicode.IsLetter)
	_, size := utf8.DecodeRuneInString(p.Clean()[i:])
	p.Replace(i, i+size, strings.ToLower(p.Clean()[i:i+size]))
}
