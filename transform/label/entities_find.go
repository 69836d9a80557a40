package label

import (
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/text"
)

// entityKind is what an entity is.
type entityKind uint8

const (
	personEntity entityKind = iota
	officeEntity
	organisationEntity
	placeEntity
	entityKinds
)

var entityNames = [entityKinds]string{"person", "office", "organisation", "place"}

// entity is a mention of somebody or something: [start,end) of the text.
type entity struct {
	kind       entityKind
	start, end int
	// Of a person: the hashes and places of the first and the last word of its name (first 0 for a surname alone),
	// and the office before or behind it, 0 for none that counts.
	first, surname         uint64
	firstEnd, surnameStart int
	office                 int
	// Of an office: that it is or was held by nobody now.
	former bool
}

// person is what a text has told about the bearers of a surname.
type person struct {
	first      uint64
	start, end int // where the fullest name stands first
	several    bool
}

// finder finds the entities of a text in two passes: one that learns names where the text says that they are names,
// one that takes every mention.
type finder struct {
	s        string
	tongue   text.Tongue
	table    *phrases
	text     lines
	words    []word // of the line
	code     answer // whether the text is about programs, whose names have capitals too
	head     bool   // it is written as a headline: its capitals say nothing
	learns   bool
	people   map[uint64]person
	firsts   map[uint64]bool // first names of people, as the text has them
	places   map[uint64]bool
	speakers map[uint64]bool // words with a capital that a verb of speech follows
	bodies   map[uint64]int  // organisations that no list knows: how many words, by the first one
	small    [1 << 12]uint64 // a bit for each word that stands in small letters
	found    []entity        // of the line
	emit     func(found []entity)
	lastEnd  int // word behind the last person of the line
}

var finders = sync.Pool{New: func() any {
	return &finder{people: map[uint64]person{}, firsts: map[uint64]bool{}, places: map[uint64]bool{}, speakers: map[uint64]bool{}, bodies: map[uint64]int{}}
}}

// keptEntities bounds the names that are learned from one text and the memory that is kept for the next one.
const keptEntities = 1 << 14

func (f *finder) put() {
	f.s, f.emit = "", nil
	f.text.close()
	if cap(f.found) > keptEntities || len(f.people)+len(f.places) > keptEntities {
		return
	}
	clear(f.people)
	clear(f.firsts)
	clear(f.places)
	clear(f.bodies)
	clear(f.speakers)
	finders.Put(f)
}

// find calls emit with the entities of a text, in order, line by line; each is valid until emit returns.
func (f *finder) find(s string, emit func(found []entity)) {
	f.s, f.table, f.emit = s, names(), emit
	f.tongue = text.TongueOf(s)
	f.code = unasked
	clear(f.small[:])
	f.learns = true
	f.text.open(s)
	f.text.each(f.listen)
	f.text.each(f.line)
	f.learns = false
	f.text.each(f.line)
}

// answer is what is asked of a text when it is first needed.
type answer uint8

const (
	unasked answer = iota
	no
	yes
)

func (f *finder) aboutCode() bool {
	if f.code == unasked {
		f.code = no
		if about, _ := aboutCode(f.s); about {
			f.code = yes
		}
	}
	return f.code == yes
}

// listen notes which words stand in small letters and who speaks.
func (f *finder) listen(_, _ int, words []word) {
	for i := range words {
		w := &words[i]
		if w.shape == text.Small {
			f.small[w.hash>>52] |= 1 << (w.hash >> 46 & 63)
			continue
		}
		if w.shape == text.Title && i+1 < len(words) && words[i+1].gap == gapSpace && len(f.speakers) < keptEntities && f.table.word(words[i+1].hash)&isSaying != 0 {
			f.speakers[w.hash] = true
		}
	}
}

// saidSmall says whether a word stands in small letters somewhere in the text; in a text of very many words also of
// some that don't.
func (f *finder) saidSmall(hash uint64) bool { return f.small[hash>>52]&(1<<(hash>>46&63)) != 0 }

// line takes the entities of a line.
func (f *finder) line(from, to int, words []word) {
	f.words, f.lastEnd = words, -1
	f.head = headline(words) && (len(words) < 40 && !stopped(f.s[from:to]) || shouted(words)) || len(words) < 4 && !ended(f.s[from:to])
	f.found = f.found[:0]
	for i := 0; i < len(words); {
		i += max(1, f.at(i))
	}
	if !f.learns && len(f.found) > 0 {
		f.emit(f.found)
	}
}

// stopped says whether a line ends with a stop or a comma, as no headline does.
func stopped(said string) bool {
	said = strings.TrimRight(said, "\"'”’»)]*_ \r\t")
	return strings.HasSuffix(said, ".") || strings.HasSuffix(said, ",")
}

// shouted says whether a line is all in capitals.
func shouted(words []word) bool {
	small := 0
	for i := range words {
		if words[i].shape == text.Small || words[i].shape == text.Title {
			small++
		}
	}
	return 5*small < len(words)
}

// at takes what begins at word i and returns how many words it has, 0 for nothing.
func (f *finder) at(i int) int {
	w := &f.words[i]
	value, n := f.table.at(f.words, i)
	switch {
	case value&isOffice != 0:
		if value&isFirstName == 0 || !w.capital() {
			return f.office(i, n, value)
		}
	case w.end-w.start == 1 && f.tongue == text.French && f.s[w.start] == 'M': // M. Holm
		if m := f.afterTitle(i+1, 0, true); m > 0 {
			return 1 + m
		}
	case value&isHonorific != 0 && w.capital():
		if m := f.afterTitle(i+n, 0, true); m > 0 {
			return n + m
		}
	}
	if !w.capital() {
		return f.lost(i, value, n)
	}
	if value&isFirstName == 0 {
		if m := f.known(i, n, value); m > 0 {
			return m
		}
	}
	if m := f.named(i, value); m > 0 {
		return m
	}
	if m := f.known(i, n, value); m > 0 {
		return m
	}
	return f.run(i, value)
}

// lost takes what lost its capital: the name of a country, and a surname between an office and its like.
func (f *finder) lost(i int, value uint64, n int) int {
	w := &f.words[i]
	if n > 1 && value&(isPlace|isOrganisation) != 0 && f.words[i+n-1].capital() && !f.head {
		return f.takeKnown(i, n, value) // the world Bank
	}
	if !standsApart(f.s, w) {
		return 0
	}
	if value&isPlace != 0 && value&isSure != 0 && n == 1 && !f.head && w.end-w.start > 4 {
		f.take(placeEntity, i, n)
		return n
	}
	if len(f.people) == 0 || f.learns || w.shape != text.Small || w.end-w.start < 4 || value != 0 || text.FunctionSet(w.hash) != 0 {
		return 0
	}
	if _, ok := f.people[w.hash]; !ok {
		return 0
	}
	if i+1 < len(f.words) && f.words[i+1].gap == gapSpace && f.value(i+1)&isSaying != 0 {
		f.person(i, 1, 0)
		return 1
	}
	return 0
}

func (f *finder) value(i int) uint64 {
	if i < 0 || i >= len(f.words) {
		return 0
	}
	return f.table.word(f.words[i].hash)
}

// take appends an entity of n words.
func (f *finder) take(kind entityKind, i, n int) *entity {
	end := f.words[i+n-1].end
	if end < len(f.s) && f.s[end] == '.' && f.words[i+n-1].end-f.words[i+n-1].start == 1 && n > 1 && f.words[i+n-1].gap == gapStop {
		end++ // U.S.
	}
	f.found = append(f.found, entity{kind: kind, start: f.words[i].start, end: end})
	return &f.found[len(f.found)-1]
}

// person takes a name of n words and learns it.
func (f *finder) person(i, n, office int) {
	e := f.take(personEntity, i, n)
	last := &f.words[i+n-1]
	e.surname, e.surnameStart, e.office = last.hash, last.start, office
	if n > 1 && f.words[i].end-f.words[i].start > 1 {
		e.first, e.firstEnd = f.words[i].hash, f.words[i].end
	}
	f.lastEnd = i + n
	if f.learns {
		f.learn(e, n)
	} else {
		f.dropEnding(e, last)
	}
}

// dropEnding takes an s off a surname that the text knows without it: the Tarrows, or Tarrows for Tarrow's.
func (f *finder) dropEnding(e *entity, last *word) {
	if last.shape != text.Title || last.end-last.start < 5 || f.s[last.end-1] != 's' {
		return
	}
	if p, known := f.people[last.hash]; known && p.first != 0 {
		return
	}
	bare := text.NextWord(f.s[:last.end-1], last.start)
	if _, ok := f.people[bare.Hash]; ok && bare.Start == last.start {
		e.end, e.surname = last.end-1, bare.Hash
	}
}

func (f *finder) learn(e *entity, n int) {
	if e.first != 0 && len(f.firsts) < keptEntities {
		f.firsts[e.first] = true
	}
	p, ok := f.people[e.surname]
	if !ok && len(f.people) >= keptEntities {
		return
	}
	switch {
	case !ok, p.first == 0 && e.first != 0:
		f.people[e.surname] = person{first: e.first, start: e.start, end: e.end}
	case e.first != 0 && p.first != e.first:
		p.several = true
		f.people[e.surname] = p
	case e.first != 0 && e.end-e.start > p.end-p.start:
		p.start, p.end = e.start, e.end
		f.people[e.surname] = p
	}
}

// fullName returns the fullest name that the text gives a person, the mention itself where there are several of one surname.
func (f *finder) fullName(e *entity) string {
	if p, ok := f.people[e.surname]; ok && e.kind == personEntity && !p.several && (e.first == 0 || e.first == p.first) {
		return f.s[p.start:p.end]
	}
	return f.s[e.start:e.end]
}

// starts says whether a sentence may begin with word i, so that its capital says nothing.
func (f *finder) starts(i int) bool { return sentenceStart(f.s, f.words, i) }

func sentenceStart(s string, words []word, i int) bool {
	w := &words[i]
	switch w.gap {
	case gapLine, gapEnd, gapOther, gapDigits:
		return true
	case gapStopSpace:
		return !abbreviated(s, words, i-1)
	}
	return false
}

// abbreviated says whether the stop behind word i is that of an abbreviation: one letter, or one of the list.
func abbreviated(s string, words []word, i int) bool {
	w := &words[i]
	if w.letters(s) == 1 {
		return true
	}
	return abbreviations.word(w.hash) != 0 && w.end-w.start < 7
}

var abbreviations = func() *phrases {
	p := new(phrases)
	p.addWords(1, `mr mrs ms dr prof rev hon sen rep gov gen col capt lt sgt maj cmdr st jr sr vs etc eg ie inc ltd corp co dept approx est vol no nos fig ed eds pp al
		jan feb mar apr jun jul aug sep sept oct nov dec mon tue wed thu fri sat sun min max hr hrs ft in lb oz km cm mm kg am pm ca cf art ave blvd rd
		bzw usw ca vgl nr str z.b mme mlle sra sig dott ing avv`)
	return p
}()
