package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// honorifics stand before names alone, with a stop or without.
var honorifics = map[text.Tongue]map[uint64]bool{
	text.English: hashesOf("mr mrs ms messrs dr prof sen rep gov gen col capt lt sgt maj cpl pvt adm rev hon"), text.German: hashesOf("dr prof hr fr"),
	text.French: hashesOf("m mme mlle mm monsieur madame mademoiselle dr"), text.Spanish: hashesOf("sr sra srta señor señora señorita dr dra"),
	text.Italian: hashesOf("sig dott dottor signor signora"), text.Portuguese: hashesOf("sr sra dr dra senhor"), text.Dutch: hashesOf("dhr mevr dr"),
	text.Swedish: hashesOf("dr"), text.Danish: hashesOf("dr hr fru"), text.Russian: hashesOf("господин госпожа"), text.Romanian: hashesOf("dl dna domnul doamna"),
	text.Indonesian: hashesOf("pak bapak"), text.Greek: hashesOf("κύριος κυρία"), text.Catalan: hashesOf("sr sra senyor senyora"),
}

// hashesOf holds words by the hash of their small form.
func hashesOf(lists ...string) map[uint64]bool {
	set := map[uint64]bool{}
	for w := range wordsOf(lists...) {
		set[text.FoldHash(w)] = true
	}
	return set
}

// titlesBefore are titles that a surname follows: Senator vexley.
var titlesBefore = hashesOf(`president senator secretary governor minister chancellor premier ambassador congressman congresswoman mayor judge justice
	professor captain colonel lieutenant sergeant admiral detective sheriff pope sir lord lady dame`)

// afterTitle says whether word i stands right behind a title or honorific with a capital, or behind an
// initial of a name.
func (m *mender) afterTitle(i int) bool {
	if i == 0 {
		return false
	}
	c, p := &m.walk.words[i], &m.walk.words[i-1]
	if p.shape != text.Title || m.filter.has(p.hash)&precedes == 0 && p.end-p.start > 2 {
		return false
	}
	if c.joined == ' ' {
		return titlesBefore[p.hash] || honorifics[m.tongue()][p.hash]
	}
	return c.begins == atStop && c.stop == '.' && c.stopAt == p.end && (honorifics[m.tongue()][p.hash] || m.initial(i-1))
}

// initial says whether word i is an initial inside of a name: Ada M. vexley.
func (m *mender) initial(i int) bool {
	w := m.walk
	if m.tongue() != text.English { // elsewhere the initial may be all of the surname
		return false
	}
	c := &w.words[i]
	if i == 0 || c.end-c.start > 2 || c.shape != text.Title || c.joined != ' ' {
		return false
	}
	p := &w.words[i-1]
	return p.shape == text.Title && !p.function.Holds(text.English) && p.end-p.start > 2
}

// surname says whether the word behind a title may be a surname: no function word, none that the set
// writes small, and behind a title in full, which is a word as well, none that looks like a verb or a
// noun that goes with it.
func (m *mender) surname(i int) bool {
	w := m.walk
	c := &w.words[i]
	if c.function != 0 || c.end-c.start < 3 || m.fact(c.hash)&ordinary != 0 || m.walk.page.language() == text.NoTongue || m.code() {
		return false
	}
	if honorifics[m.tongue()][w.words[i-1].hash] || c.begins == atStop {
		return true
	}
	if m.walk.page.language() != text.English {
		return false
	}
	word := w.said(c)
	if len(word) != utf8.RuneCountInString(word) {
		return false
	}
	for _, ending := range verbEndings {
		if strings.HasSuffix(word, ending) {
			return false
		}
	}
	return !followsTitle[word] && !sentenceVerbs[word]
}

var verbEndings = strings.Fields("ed ing ly tion ment ness al ive ous able ful less ity ism ship ary ence ance es ks ts ns rs ls ds ms ps")

// followsTitle are words that follow a title without being a name.
var followsTitle = wordsOf(`elect general designate emeritus then himself herself too here there now later again also never always often even still
	just first last today yesterday tomorrow tonight soon went came told gave took made got saw knew met led left kept held sent put set cut let ran sat
	spoke wrote began won lost fell felt heard sought stood brought thought bought fought caught taught built spent meant read rose chose drew flew grew
	threw broke woke swore wore tore drove rode ate drank swam sang rang slept wept dealt paid laid hit quit shut split spread beat bet come go say see
	get make take give tell ask call want need like think know find seem try keep help let show hear play run move live hold write sit lose pay meet
	lead speak read spend grow open walk win teach offer love die wait serve stay fall cut reach kill raise pass sell decide return hope
	lady mate school house office home team side wife son club rank class court league party race term vote debate bee size crown regent charming consort pro`)
