package label

import (
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// longestName bounds the words of a person's name.
const longestName = 5

// office takes an office and the name before or behind it.
func (f *finder) office(i, n int, value uint64) int {
	number := officeOf(value)
	o := &offices[number-1]
	former := f.value(i-1)&isFormer != 0 && f.words[i].gap <= gapHyphen && i > 0
	counts := number
	if o.loose || former || i > 0 && f.value(i-1)&isTitleWord != 0 && f.words[i].gap <= gapHyphen {
		counts = 0
	}
	m := f.afterTitleAt(i, i+n)
	if m == 0 {
		m = f.afterComma(i + n)
	}
	if m == 0 && (o.loose || !f.officeAlone(i, n, o)) {
		return f.officeBehind(i, n, counts)
	}
	e := f.take(officeEntity, i, n)
	e.office, e.former = counts, former
	if m > 0 {
		f.person(i+n, m, counts)
		return n + m
	}
	f.namedBefore(i, counts)
	return n
}

// officeBehind takes a common word as an office where a name stands before it: "Hanne Voss, the librarian".
func (f *finder) officeBehind(i, n, counts int) int {
	if f.namedBefore(i, counts) {
		f.take(officeEntity, i, n).office = counts
		return n
	}
	if f.words[i].capital() && !f.starts(i) {
		if m := f.run(i, 0); m > 0 {
			return m
		}
	}
	return n
}

// namedBefore says whether a person stands right before the office at word i, one article or people between them at
// most, and gives the person the office.
func (f *finder) namedBefore(i, office int) bool {
	if f.lastEnd < 0 || len(f.found) == 0 || f.lastEnd >= len(f.words) || i < f.lastEnd || i > f.lastEnd+3 || f.words[f.lastEnd].gap != gapComma {
		return false
	}
	for k := f.lastEnd; k < i; k++ {
		if w := &f.words[k]; k > f.lastEnd && !w.joined() || text.FunctionSet(w.hash) == 0 && f.value(k)&(isDemonym|isTitleWord|isPlace) == 0 && w.end-w.start > 2 {
			return false
		}
	}
	for k := len(f.found) - 1; k >= 0 && k >= len(f.found)-2; k-- {
		if e := &f.found[k]; e.kind == personEntity {
			if e.office == 0 {
				e.office = office
			}
			return true
		}
	}
	return false
}

// officeAlone says whether an office counts without a name: a common word with a capital within a sentence alone.
func (f *finder) officeAlone(i, n int, o *office) bool {
	w := &f.words[i]
	if w.end-w.start <= 3 && w.shape != text.Upper {
		return false // rep, gen, mp
	}
	if !o.rank {
		return true
	}
	return w.capital() && !f.head && !f.starts(i)
}

// afterComma returns the words of a full name behind an office and a comma: the judge, Ada Holm, was there.
func (f *finder) afterComma(at int) int {
	if at >= len(f.words) || f.words[at].gap != gapComma || f.head || !f.words[at].capital() {
		return 0
	}
	m := f.name(at)
	if m < 2 || f.value(at)&isFirstName == 0 && !f.unheard(at, m) || at+m < len(f.words) && f.words[at+m].gap == gapSpace {
		return 0
	}
	return m
}

// afterTitleAt is afterTitle behind the office of words [i,at).
func (f *finder) afterTitleAt(i, at int) int {
	w := &f.words[at-1]
	return f.nameAfter(at, w.end-w.start <= 4)
}

// afterTitle takes the name behind a title and returns its words, 0 where none stands there.
func (f *finder) afterTitle(at, office int, short bool) int {
	m := f.nameAfter(at, short)
	if m > 0 {
		f.person(at, m, office)
	}
	return m
}

// nameAfter returns how many words of a name stand behind a title at word `at`; a stop may stand behind a short one.
func (f *finder) nameAfter(at int, short bool) int {
	if at >= len(f.words) {
		return 0
	}
	w := &f.words[at]
	if w.gap != gapSpace && !(short && w.gap == gapStopSpace) {
		return 0
	}
	if f.head && (w.capital() || f.particle(at)) {
		return f.headName(at)
	}
	if w.shape == text.Small {
		if n := f.name(at); n > 1 && f.particle(at) && (f.tongue == text.English || f.tongue == text.Dutch || f.tongue == text.NoTongue || f.knows(at+n-1)) {
			return n // elsewhere it may be an article: der Stadt
		}
		return f.lostName(at)
	}
	m := f.name(at)
	if m == 1 && f.value(at)&(isPlace|isOrganisation|isThing|isOrgTail|isPlaceTail) != 0 && !f.knows(at) {
		return 0
	}
	return m
}

// lostName takes a surname that lost its capital behind an office, where the text knows it: Secretary tarrow.
func (f *finder) lostName(at int) int {
	w := &f.words[at]
	if f.learns || w.end-w.start < 3 || text.FunctionSet(w.hash) != 0 || f.value(at)&^isFirstName != 0 || !f.words[at-1].capital() {
		return 0
	}
	if f.knows(at) {
		return 1
	}
	return 0
}

func (f *finder) knows(i int) bool {
	_, ok := f.people[f.words[i].hash]
	return ok
}

// headName returns the words of a name in a headline: a surname that the text knows, with a first name before it.
func (f *finder) headName(at int) int {
	for k := at; k < len(f.words) && k < at+4; k++ {
		w := &f.words[k]
		if k > at && w.gap != gapSpace && w.gap != gapHyphen && !((w.gap == gapStopSpace || w.gap == gapApostrophe) && f.words[k-1].end-f.words[k-1].start == 1) || !f.namely(k) && !f.particle(k) {
			break
		}
		if f.knows(k) {
			return k - at + 1
		}
	}
	if !f.learns && f.value(at)&isFirstName != 0 && at+1 < len(f.words) && f.words[at+1].gap == gapSpace && f.namely(at+1) && f.value(at+1) == 0 {
		return 2
	}
	return 0
}

// namely says whether a word may belong to a name of a person.
func (f *finder) namely(i int) bool {
	w := &f.words[i]
	v := f.value(i)
	if w.capital() && w.end-w.start == 1 && w.end < len(f.s) && f.s[w.end] == '.' {
		return true // an initial
	}
	if !w.capital() || w.shape == text.Mixed && !f.prefixed(w) || text.FunctionSet(w.hash)&(1<<text.English) != 0 && v&isFirstName == 0 {
		return false
	}
	return v&isFirstName != 0 || v&(isMonth|isDay|isThing|isOffice|isHonorific|isOrgTail|isOrgHead|isPlaceTail|isDemonym|isSaying|isTitleWord) == 0
}

// prefixed says whether a word with capitals inside is written as names are: McHolm, DeSolin; not writeValue, JavaScript.
func (f *finder) prefixed(w *word) bool {
	said := f.s[w.start:w.end]
	for _, prefix := range [...]string{"Mc", "Mac", "De", "Di", "Du", "La", "Le", "Fitz", "Van", "St"} {
		if len(said) > len(prefix)+1 && said[:len(prefix)] == prefix && said[len(prefix)] < 'a' && said[len(prefix)+1] >= 'a' {
			return true
		}
	}
	return said[0] >= utf8.RuneSelf
}

// saint says whether a word is the St. of a surname: St. Clair.
func (f *finder) saint(i int) bool {
	said := f.s[f.words[i].start:f.words[i].end]
	return said == "St" || said == "Ste"
}

// name returns how many words a name has that begins at word i: capitals joined by spaces, hyphens and apostrophes,
// initials with their stops, particles between them; 0 where none begins there.
func (f *finder) name(i int) int {
	if !f.namely(i) && !f.particle(i) {
		return 0
	}
	n := 1
	for n < longestName && i+n < len(f.words) {
		k := i + n
		w, before := &f.words[k], &f.words[k-1]
		initial := before.end-before.start == 1
		switch {
		case w.gap == gapHyphen && w.capital() && f.knows(k) && f.knows(k-1):
			return n // Tarrow-Lindqvar
		case w.gap == gapSpace || w.gap == gapHyphen || w.gap == gapApostrophe && initial || initial && before.capital() && (w.gap == gapStopSpace || w.gap == gapStop && w.end-w.start == 1):
		case w.gap == gapStopSpace && f.saint(k-1) && f.namely(k):
		default:
			return n
		}
		switch {
		case f.namely(k) && (w.letters(f.s) > 1 || w.gap != gapApostrophe):
			n++
		case f.particle(k):
			m := 1
			for m < 3 && f.particle(k+m) {
				m++
			}
			if k+m >= len(f.words) || !f.namely(k+m) || f.words[k+m].gap != gapSpace && f.words[k+m].gap != gapHyphen && f.words[k+m].gap != gapApostrophe {
				return n
			}
			n += m + 1
		default:
			return n
		}
	}
	return min(n, longestName+2)
}

// particle says whether a word is a particle of names in small letters, but for "and" in other languages.
func (f *finder) particle(i int) bool {
	if i >= len(f.words) {
		return false
	}
	w := &f.words[i]
	return w.shape == text.Small && f.value(i)&isParticle != 0 && w.end-w.start > 1 && (i == 0 || w.gap == gapSpace || w.gap == gapHyphen)
}

// named takes a name that begins with a known first name, an initial, or a surname that the text knows.
func (f *finder) named(i int, value uint64) int {
	w := &f.words[i]
	function := text.FunctionSet(w.hash)&(1<<text.English) != 0
	switch {
	case f.head && !function && f.fullKnown(i) > 1:
		m := f.fullKnown(i)
		f.person(i, m, 0)
		return m
	case value&isFirstName != 0 && !(function && f.starts(i)) && !(value&isMonth != 0 && f.starts(i)):
		if m := f.fullAt(i); m > 1 {
			f.person(i, m, 0)
			return m
		}
	case w.end-w.start == 1 && !f.head && i+1 < len(f.words) && (f.words[i+1].gap == gapStopSpace || f.words[i+1].gap == gapStop):
		if m := f.name(i); m > 1 && f.words[i+m-1].end-f.words[i+m-1].start > 2 && !function && !f.lettered(i) {
			f.person(i, m, 0)
			return m
		}
	}
	if f.learns || function || !f.knows(i) || f.value(i+1)&(isOrgTail|isPlaceTail) != 0 && f.words[i+1].gap == gapSpace && f.words[i+1].capital() && !f.head {
		return 0
	}
	if (f.starts(i) || f.head) && f.saidSmall(w.hash) && f.value(i+1)&isSaying == 0 {
		return 0 // Price rises
	}
	if i > 0 && w.gap == gapSpace && within.word(f.words[i-1].hash) != 0 {
		f.take(placeEntity, i, 1) // a town that somebody is called after
		return 1
	}
	k := f.leftOf(i)
	f.person(k, i-k+1, 0)
	f.found[len(f.found)-1].first = 0
	return 1
}

// within are prepositions behind which a place is meant and hardly a person.
var within = func() *phrases {
	p := new(phrases)
	p.addWords(1, "in near outside")
	return p
}()

// leftOf returns where a surname begins whose last word is i: at the particles before it.
func (f *finder) leftOf(i int) int {
	for i > 0 && i != f.lastEnd {
		w, before := &f.words[i], &f.words[i-1]
		switch {
		case (w.gap == gapSpace || w.gap == gapHyphen) && f.value(i-1)&isParticle != 0 && (before.shape == text.Small && before.end-before.start > 1 && text.FunctionSet(before.hash)&(1<<text.English) == 0 || w.gap == gapHyphen):
		case w.gap == gapApostrophe && before.end-before.start == 1 && before.capital():
		default:
			return i
		}
		i--
	}
	return i
}

// lettered says whether a letter belongs to the noun before it: the type V. Otherwise
func (f *finder) lettered(i int) bool {
	if i == 0 || f.words[i].gap != gapSpace {
		return false
	}
	before := &f.words[i-1]
	return before.shape == text.Small && text.FunctionSet(before.hash) == 0 && f.value(i-1)&(isSaying|isOffice) == 0
}

// fullKnown returns the words of a name that the text knows in full, in a headline too; 0 where none stands at word i.
func (f *finder) fullKnown(i int) int {
	m := f.headName(i)
	if m < 2 {
		return 0
	}
	if p, ok := f.people[f.words[i+m-1].hash]; !ok || p.first != f.words[i].hash {
		return 0
	}
	return m
}

// fullAt returns the words of a name behind a first name; in a headline the surname alone, or up to one that is known.
func (f *finder) fullAt(i int) int {
	if f.head {
		return f.headName(i)
	}
	m := f.name(i)
	if m < 2 {
		return 0
	}
	if m == 2 && f.value(i)&isPlace != 0 && f.value(i+1) != 0 {
		return 0
	}
	return m
}
