package clean

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/language"
	"golang.org/x/text/language/display"

	"github.com/tamis-data/tamis/internal/text"
)

// gazetteer holds names of countries, and of languages where they have a capital, by the hashes of their
// words: those of one word and those of two.
type gazetteer struct {
	one map[uint64]bool
	two map[[2]uint64]bool
}

// placeNames are the names that Unicode's CLDR gives the countries, in the languages whose words can be
// told from them. English has lists of its own; the syllables of Vietnamese names are words.
var placeNames = func() (names [text.Swahili + 1]func() *gazetteer) {
	for t, tag := range placeTongues {
		names[t] = sync.OnceValue(func() *gazetteer { return makeGazetteer(t, language.MustParse(tag)) })
	}
	return names
}()

var placeTongues = map[text.Tongue]string{text.French: "fr", text.Spanish: "es", text.Italian: "it", text.Portuguese: "pt", text.Dutch: "nl",
	text.Swedish: "sv", text.Danish: "da", text.Finnish: "fi", text.Polish: "pl", text.Czech: "cs", text.Croatian: "hr", text.Romanian: "ro",
	text.Hungarian: "hu", text.Turkish: "tr", text.Indonesian: "id", text.Russian: "ru", text.Ukrainian: "uk", text.Bulgarian: "bg", text.Greek: "el",
	text.Catalan: "ca", text.Swahili: "sw", text.German: "de"}

// largeLanguages write the names of languages with a capital.
var largeLanguages = map[text.Tongue]bool{text.Dutch: true, text.Turkish: true, text.Indonesian: true, text.Swahili: true}

// placesIn returns the names of a language, nil where none are held.
func placesIn(t text.Tongue) *gazetteer {
	if int(t) >= len(placeNames) || placeNames[t] == nil {
		return nil
	}
	return placeNames[t]()
}

// smallLanguages returns the names of languages that are written small: suomi is spoken in Suomi.
func smallLanguages(tag language.Tag) map[string]bool {
	names, small := display.Languages(tag), map[string]bool{}
	for _, code := range strings.Fields(languageCodes) {
		if name := names.Name(language.MustParse(code)); !large(name) {
			small[name] = true
		}
	}
	return small
}

const languageCodes = "ru uk fr de zh es it ja pt pl tr en nl sv da nb fi cs el ar he fa hu ro bg sr hr ko vi th id et lv lt is sk sl mk hy ka"

func makeGazetteer(t text.Tongue, tag language.Tag) *gazetteer {
	g := &gazetteer{one: map[uint64]bool{}, two: map[[2]uint64]bool{}}
	regions, small := display.Regions(tag), smallLanguages(tag)
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			if r, err := language.ParseRegion(string(a) + string(b)); err == nil && r.IsCountry() && r.String() != "UN" && r.String() != "EU" {
				if name := regions.Name(r); !small[strings.ToLower(name)] {
					g.add(t, name)
				}
			}
		}
	}
	for _, name := range strings.Fields(moreNames[t]) {
		g.one[text.FoldHash(name)] = true
	}
	if largeLanguages[t] {
		languages := display.Languages(tag)
		for _, code := range strings.Fields(languageCodes) {
			g.add(t, languages.Name(language.MustParse(code)))
		}
	}
	return g
}

// shortNames are names of fewer than five letters that are no other word in the languages of the list.
var shortNames = wordsOf("iran irak iraq irán irák írán japan kuba cuba laos togo nepal иран ирак китай ирак ιράν ιράκ inde inde")

// otherWords are names of countries that are also other words in some language of the list: meeting, mortar, maize.
var otherWords = wordsOf(`réunion riunione reunião reunión malta jersey granada grenade grenada macédoine macedonia panama panamá guinea guinée guiné
	bermudas bermudes bermuda mısır umman chile peru perú chad suazi niger níger gine palau polska hrvatska mauritius salomon georgia jordan island tonga того
	samoa bahamas fiji fidji nauru monaco maurice turki salvador barbados vatikaani saint sainte san santa são sankt la the nations unies suisse katar dania komory komoro komory`)

// moreNames are cases that no rule gives.
var moreNames = map[text.Tongue]string{text.Polish: "niemczech niemiec chinach czechach włoszech węgrzech francji", text.Finnish: "suomessa suomesta suomeen",
	text.Czech: "čechách", text.Turkish: "türkiye"}

// add takes a name of one word, with its cases, or of two.
func (g *gazetteer) add(t text.Tongue, name string) {
	words := strings.FieldsFunc(name, func(r rune) bool { return r == ' ' || r == '-' })
	if len(words) == 2 && large(words[0]) && large(words[1]) && !otherWords[strings.ToLower(words[0])] && !otherWords[strings.ToLower(words[1])] && !strings.ContainsAny(name, ".'’()") {
		g.two[[2]uint64{text.FoldHash(words[0]), text.FoldHash(words[1])}] = true
		return
	}
	low := strings.ToLower(name)
	if len(words) != 1 || !large(name) || strings.ContainsAny(name, "-.'’()") || otherWords[low] || utf8.RuneCountInString(low) < 5 && !shortNames[low] {
		return
	}
	if t == text.Croatian && strings.HasSuffix(low, "ka") { // Njemačka is also the adjective
		return
	}
	for _, form := range casesOf(t, low) {
		if hash := text.FoldHash(form); text.FunctionSet(hash) == 0 {
			g.one[hash] = true
		}
	}
}

func large(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// caseEndings are, by language and by the ending of the name, the endings of its cases. Turkish sets them
// off by an apostrophe.
var caseEndings = map[text.Tongue][][2]string{
	text.Russian:   {{"ия", "ия ии ию ией"}, {"ея", "ея еи ею еей"}, {"ша", "ша ши ше шу шей"}, {"а", "а ы е у ой"}, {"я", "я и е ю ей"}, {"ай", "ай ая аю аем ае"}, {"ь", "ь и ью"}, {"", " а у ом е"}},
	text.Ukrainian: {{"ія", "ія ії ію ією"}, {"а", "а и і у ою"}, {"я", "я ї ю єю"}, {"ай", "ай аю аєм аї"}, {"ь", "ь і ю"}, {"", " у ом і ові"}},
	text.Bulgarian: {{"", " "}},
	text.Polish:    {{"ja", "ja ji ję ją i"}, {"ia", "ia ii ię ią"}, {"ka", "ka ki kę ką ce"}, {"na", "na ny nę ną nie"}, {"a", "a y ę ą ie"}, {"y", "y ech"}, {"", " u em ie owi"}},
	text.Czech:     {{"sko", "sko ska sku skem"}, {"cko", "cko cka cku ckem"}, {"ie", "ie ii í"}, {"o", "o a u em"}, {"a", "a y u ou ě"}, {"", " u em"}},
	text.Croatian:  {{"ija", "ija ije iji iju ijom"}, {"a", "a e i u om"}, {"", " a u om"}},
	text.Romanian:  {{"ia", "ia iei"}, {"a", "a ei"}, {"", " ului"}},
	text.Finnish:   {{"", " n ssa ssä sta stä lla llä lta ltä lle"}},
	text.Hungarian: {{"ország", "ország országban országba országból országot országgal országnak országra országon országtól országhoz országi"}, {"", " ban ben ba be ból ből"}},
	text.Greek:     {{"ία", "ία ίας"}, {"α", "α ας"}, {"ος", "ος ου ο"}, {"ο", "ο ου"}, {"", " ς"}},
	text.Dutch:     {{"isch", "isch ische"}, {"s", "s se"}, {"", " "}},
}

// casesOf returns the forms of a name in the cases of its language.
func casesOf(t text.Tongue, low string) []string {
	for _, e := range caseEndings[t] {
		if stem, ok := strings.CutSuffix(low, e[0]); ok {
			forms := []string{low}
			for _, ending := range strings.Split(e[1], " ") {
				forms = append(forms, stem+ending)
			}
			return forms
		}
	}
	return []string{low}
}

// place says whether word i is the name of a country in the text's language, or a word of one of two
// words whose other word stands beside it.
func (m *mender) place(i int) bool {
	w := m.walk
	c := &w.words[i]
	if c.function != 0 {
		return false
	}
	g := placesIn(w.page.language())
	if g == nil {
		return false
	}
	if !m.ownHere(i) {
		return false
	}
	if g.one[c.hash] && m.fact(c.hash)&common == 0 && (c.end == len(w.page.s) || w.page.s[c.end] != '-') {
		return true
	}
	if i > 0 && (c.joined == ' ' || c.joined == '-') && g.two[[2]uint64{w.words[i-1].hash, c.hash}] {
		return true
	}
	return i+1 < len(w.words) && (w.words[i+1].joined == ' ' || w.words[i+1].joined == '-') && g.two[[2]uint64{c.hash, w.words[i+1].hash}]
}
