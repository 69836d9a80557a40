package label

import "github.com/tamis-data/tamis/internal/text"

// known takes a place or an organisation of the lists.
func (f *finder) known(i, n int, value uint64) int {
	if n == 0 || value&(isPlace|isOrganisation) == 0 || !f.written(i, n) || n == 1 && value&isOrganisation == 0 && !f.meant(i, value) {
		return 0
	}
	return f.takeKnown(i, n, value)
}

// meant says whether a word that is on the list of places is one here. Where it is nothing else, it is. Else it has
// to stand apart from paths and names of code; a common word needs something beside it that says so, or a place of that
// name elsewhere in the text; a name of people of the text too; and the capital at the beginning of a sentence says
// nothing of a word that the text has in small letters.
func (f *finder) meant(i int, value uint64) bool {
	w := &f.words[i]
	switch {
	case f.pathlike(w):
		return false
	case value&isSure != 0 || w.shape == text.Upper && w.end-w.start <= 3:
		return true
	case value&isWord != 0 || f.bears(w.hash):
		return f.places[w.hash] && !f.starts(i) || f.beside(i)
	}
	return !f.starts(i) || !f.saidSmall(w.hash) || f.beside(i)
}

// bears says whether the text has a person of that name.
func (f *finder) bears(hash uint64) bool {
	_, ok := f.people[hash]
	return ok || f.firsts[hash]
}

// beside says whether what stands before or behind a word makes a place of it: in Reading, Reading, England.
func (f *finder) beside(i int) bool {
	if f.placed(i) {
		if f.learns && len(f.places) < keptEntities {
			f.places[f.words[i].hash] = true
		}
		return true
	}
	k := i + 1
	return k < len(f.words) && f.words[k].gap == gapComma && f.words[k].capital() && f.value(k)&isPlace != 0 && f.value(k)&isWord == 0
}

// pathlike says whether a word is a part of a path or of a name in code: Europe/Zurich, is_Turkey.
func (f *finder) pathlike(w *word) bool {
	return w.start > 1 && joinsPath(f.s[w.start-1]) && f.s[w.start-2] > ' ' || w.end+1 < len(f.s) && joinsPath(f.s[w.end]) && f.s[w.end+1] > ' ' && f.s[w.end] != '.'
}

func joinsPath(b byte) bool { return b == '/' || b == '_' || b == '@' || b == '=' || b == '\\' }

// takeKnown takes n words of a place or an organisation of the lists, with a tail that makes another one of it.
func (f *finder) takeKnown(i, n int, value uint64) int {
	if value&isOrganisation != 0 {
		f.take(organisationEntity, i, n)
		return n
	}
	if k := i + n; k < len(f.words) && f.words[k].gap == gapSpace && f.words[k].capital() && !f.head {
		if v := f.value(k); v&isOrgTail != 0 && v&isOffice == 0 {
			return f.organisation(i, n+1) // Moscow University
		}
		if v := f.value(k); v&isPlaceTail != 0 {
			n++
		}
	}
	f.take(placeEntity, i, n)
	return n
}

// written says whether the words of a known name have their capitals, short ones all of them: WHO, US.
func (f *finder) written(i, n int) bool {
	for k := i; k < i+n; k++ {
		w := &f.words[k]
		if n == 1 && w.end-w.start <= 3 {
			return w.shape == text.Upper && !(f.head && shouted(f.words)) || w.shape == text.Title && f.value(k)&isSure != 0
		}
		if !w.capital() && text.FunctionSet(w.hash) == 0 && k == i {
			return false
		}
	}
	return true
}

// organisation takes an organisation of n words, with the rest of its name behind of: Council of Varn.
func (f *finder) organisation(i, n int) int {
	if m := f.ofRest(i + n); m > 0 && f.value(i+n-1)&isOrgHead != 0 {
		n += m
	}
	f.take(organisationEntity, i, n)
	if f.learns && f.value(i) == 0 && len(f.bodies) < keptEntities {
		f.bodies[f.words[i].hash] = n
	}
	return n
}

// ofRest returns the words of what follows a head: of the Interior, of Foreign Affairs; 0 for nothing.
func (f *finder) ofRest(i int) int {
	n := 0
	for i+n < len(f.words) && n < 2 && f.words[i+n].gap == gapSpace && linkWords.word(f.words[i+n].hash)&(1+uint64(n)) != 0 && f.words[i+n].shape == text.Small {
		n++
	}
	if n == 0 {
		return 0
	}
	m := 0
	for m < 4 && i+n+m < len(f.words) && f.words[i+n+m].gap == gapSpace && f.words[i+n+m].capital() && text.FunctionSet(f.words[i+n+m].hash)&(1<<text.English) == 0 {
		m++
	}
	if m == 0 {
		return 0
	}
	return n + m
}

// linkWords join the head of a name to its rest: 1 the first of them, 2 an article behind it.
var linkWords = func() *phrases {
	p := new(phrases)
	p.addWords(1, "of for de für des of van di do da")
	p.addWords(2, "the la les der den le los las")
	return p
}()

// run takes what a run of capitals names that the lists don't know.
func (f *finder) run(i int, value uint64) int {
	w := &f.words[i]
	if !w.capital() || text.FunctionSet(w.hash)&(1<<text.English) != 0 {
		return 0
	}
	if f.head {
		return f.inHeadline(i)
	}
	if value&(isDay|isMonth) != 0 {
		return 0
	}
	n := f.capitals(i)
	last := f.value(i + n - 1)
	switch {
	case value&isOrgHead != 0 && f.ofRest(i+1) > 0 && (n == 1 || f.value(i+1)&isOrgTail == 0):
		return f.organisation(i, 1)
	case n >= 2 && n <= 4 && value&isOrgFront != 0:
		return f.organisation(i, n)
	case n >= 2 && last&isOrgTail != 0 && !(n == 2 && value&isThing == 0 && value != 0 && value&(isPlace|isOrgTail|isDemonym|isTitleWord|isFirstName|isCommon) == 0):
		return f.organisation(i, n)
	case n >= 2 && last&isPlaceTail != 0 && !(f.starts(i) && f.saidSmall(w.hash)),
		n >= 2 && n <= 3 && value&isPlaceHead != 0 && last&isThing == 0 && last&isDemonym == 0 && !f.saidSmall(f.words[i+n-1].hash):
		f.take(placeEntity, i, n)
		return n
	case n == 1:
		if f.particle(i + 1) {
			if m := f.stranger(i); m > 0 {
				return m
			}
		}
		return f.single(i, value)
	case n <= 4:
		return f.stranger(i)
	}
	return n
}

// inHeadline takes a place or an organisation that the text names outside of headlines.
func (f *finder) inHeadline(i int) int {
	w := &f.words[i]
	if n := f.bodies[w.hash]; n > 0 && i+n <= len(f.words) && f.capitals(i) >= n && f.value(i+n-1)&isOrgTail != 0 {
		f.take(organisationEntity, i, n)
		return n
	}
	if f.places[w.hash] && !f.saidSmall(w.hash) {
		f.take(placeEntity, i, 1)
		return 1
	}
	return 0
}

// capitals returns how many words with a capital stand in a row from word i on, joined by spaces and hyphens.
func (f *finder) capitals(i int) int {
	n := 1
	for i+n < len(f.words) {
		w := &f.words[i+n]
		if w.gap != gapSpace && w.gap != gapHyphen || !w.capital() || text.FunctionSet(w.hash)&(1<<text.English) != 0 {
			break
		}
		if v, _ := f.table.at(f.words, i+n); v&isOffice != 0 && v&isRank == 0 {
			break
		}
		n++
	}
	return n
}

// single takes one unknown word with a capital: a place that the text has named as one, or that a preposition of
// place stands before.
func (f *finder) single(i int, value uint64) int {
	w := &f.words[i]
	if f.aboutCode() || w.shape == text.Mixed || f.tongue == text.German && !f.places[w.hash] || w.end-w.start < 3 || value&^(isParticle|isOwnParticle|isPlaceHead|isCommon) != 0 && value&isPlace == 0 {
		return 0
	}
	if w.shape == text.Upper {
		return f.acronym(i)
	}
	if f.pathlike(w) || f.bears(w.hash) {
		return 0
	}
	if f.places[w.hash] && !(f.starts(i) && f.saidSmall(w.hash)) {
		f.take(placeEntity, i, 1)
		return 1
	}
	if !f.placed(i) || thingly(f.s[w.start:w.end]) {
		return 0
	}
	f.take(placeEntity, i, 1)
	if f.learns && len(f.places) < keptEntities {
		f.places[w.hash] = true
	}
	return 1
}

// placed says whether what stands before word i makes a place of it: in Tollund, the town of Tollund, Ilse Tarrow of
// Varn, Varn and Solme.
func (f *finder) placed(i int) bool {
	if i == 0 || f.words[i].gap != gapSpace {
		return false
	}
	before := &f.words[i-1]
	if f.value(i-1)&isPlaceBefore != 0 {
		return !f.saidSmall(f.words[i].hash)
	}
	if i < 2 {
		return false
	}
	switch f.s[before.start:before.end] {
	case "of":
		v := f.value(i - 2)
		return v&(isPlaceTail|isOffice) != 0 && v&isRank == 0 || f.lastEnd == i-1 || f.s[f.words[i-2].start:f.words[i-2].end] == "people"
	case "to", "for":
		return f.value(i-2)&isMotion != 0 && !f.saidSmall(f.words[i].hash)
	case "and":
		return f.words[i-2].capital() && (f.places[f.words[i-2].hash] || f.endsPlace(f.words[i-2].end))
	case "between":
		return i+2 < len(f.words) && f.words[i+2].gap == gapSpace && f.placelike(i+2) && f.words[i+2].capital()
	}
	return false
}

// endsPlace says whether the entity found last is a place that ends there.
func (f *finder) endsPlace(end int) bool {
	n := len(f.found)
	return n > 0 && f.found[n-1].kind == placeEntity && f.found[n-1].end == end
}

func (f *finder) placelike(i int) bool { return f.places[f.words[i].hash] || f.value(i)&isPlace != 0 }

// acronym takes capitals that speak as an organisation: "according to XYZ", "XYZ said".
func (f *finder) acronym(i int) int {
	if f.words[i].end-f.words[i].start > 6 || shouted(f.words) {
		return 0
	}
	said := i+1 < len(f.words) && f.words[i+1].gap == gapSpace && f.value(i+1)&isSaying != 0
	if !said && (i < 2 || f.s[f.words[i-1].start:f.words[i-1].end] != "to" || f.s[f.words[i-2].start:f.words[i-2].end] != "according") {
		return 0
	}
	f.take(organisationEntity, i, 1)
	return 1
}

// stranger takes two to four unknown words with capitals as a person where something says so.
func (f *finder) stranger(i int) int {
	n := f.name(i)
	if n < 2 || n > 4 {
		return 0
	}
	for k := i + 1; k < i+n-1; k++ {
		if f.value(k)&isFirstName != 0 && f.words[k].gap == gapSpace {
			return k - i // Republican Ada Holm
		}
	}
	for k := i; k < i+n; k++ {
		if v := f.value(k); v&^(isParticle|isOwnParticle|isFirstName|isPlace|isCommon) != 0 || f.words[k].shape == text.Upper {
			return 0
		}
	}
	if f.starts(i) && (adverbial(f.s[f.words[i].start:f.words[i].end]) || thingly(f.s[f.words[i].start:f.words[i].end])) && f.words[i+1].shape != text.Small {
		return 0 // Calling Holm, Presently Holm
	}
	if !f.speaks(i, n) && !(f.tongue != text.German && !f.aboutCode() && !f.starts(i) && f.unheard(i, n)) {
		return 0
	}
	f.person(i, n, 0)
	return n
}

// unheard says whether none of the words stands in small letters in the text or looks like a noun of a thing.
func (f *finder) unheard(i, n int) bool {
	for k := i; k < i+n; k++ {
		w := &f.words[k]
		if w.shape != text.Small && (f.saidSmall(w.hash) || f.value(k)&isCommon != 0 || thingly(f.s[w.start:w.end])) {
			return false
		}
	}
	return true
}

// adverbial says whether a word ends as adverbs of English do.
func adverbial(word string) bool { return len(word) > 6 && word[len(word)-2:] == "ly" }

// thingly says whether a word ends as nouns and adjectives of English do and surnames hardly.
func thingly(word string) bool {
	if len(word) < 6 {
		return false
	}
	switch end := word[len(word)-4:]; {
	case end == "tion", end == "sion", end == "ment", end == "ness", end == "ship", end == "ance", end == "ence", end == "ical", end == "able", end == "ible", end == "ions":
		return true
	}
	switch end := word[len(word)-3:]; end {
	case "ity", "ism", "ous", "ive", "ful", "ics", "ies", "ial", "nal", "ary", "ory", "ing":
		return true
	}
	return false
}

// speaks says whether a verb of speech, a relative clause or an office stands beside a name, or a particle of names within,
// or whether the text lets the surname speak elsewhere.
func (f *finder) speaks(i, n int) bool {
	if n > 2 && f.value(i+1)&isOwnParticle != 0 || f.speakers[f.words[i+n-1].hash] {
		return true
	}
	if i > 0 && f.value(i-1)&isSaying != 0 && f.words[i].gap == gapSpace {
		return true
	}
	k := i + n
	if k >= len(f.words) {
		return false
	}
	w := &f.words[k]
	switch {
	case w.gap == gapSpace:
		return f.value(k)&isSaying != 0
	case w.gap == gapComma || w.gap == gapDigits:
		v, _ := f.table.at(f.words, k)
		return v&isOffice != 0 || f.s[w.start:w.end] == "who" || f.s[w.start:w.end] == "whose" || f.officeAt(k+1)
	}
	return false
}

// officeAt says whether an office stands at word k, one space behind the word before it.
func (f *finder) officeAt(k int) bool {
	if k >= len(f.words) || f.words[k].gap != gapSpace {
		return false
	}
	v, _ := f.table.at(f.words, k)
	return v&isOffice != 0
}
