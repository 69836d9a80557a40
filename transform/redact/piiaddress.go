package redact

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// Words of postal addresses. Strong ones make an address with a house number; weak ones need a town
// with its code behind.
var (
	streetsEN     = wordSet("street st road rd avenue ave lane ln boulevard blvd terrace parkway pkwy crescent mews esplanade")
	streetsWeakEN = wordSet("drive dr court ct place pl square sq way close row walk gardens grove circle cir alley quay wharf hill green highway hwy loop trail broadway turnpike rise parade")
	streetsFR     = wordSet("rue avenue boulevard impasse allée chemin quai bd av")
	streetsWeakFR = wordSet("place cours route square passage faubourg villa sentier")
	streetsFirst  = wordSet("calle avenida avda av avd paseo plaza carrer camino ronda glorieta pasaje carrera via viale piazza corso vicolo largo strada rua travessa praça alameda estrada ulica ul aleja al os plac pl улица ул проспект просп пр переулок пер бульвар площадь пл шоссе набережная вулиця вул площа οδός bulevardul calea odos rue")
	streetsSmall  = wordSet("ul al os pl улица ул проспект просп пр переулок пер бульвар площадь пл шоссе набережная вулиця вул площа via calle rua ulica") // written small too
	streetsLast   = wordSet("utca utcája út útja tér körút köz sétány caddesi cad sokak sokağı sok bulvarı mahallesi mah katu tie väylä")                   // Kossuth utca 5
	particles     = wordSet("de del la las los el da do dos das di della delle dei degli du des le les d' l' san santa st saint van von der den im am")
	streetsWhere  = wordSet("am an im auf zum zur unter hinter vor beim") // Am Hafen 3, with a town behind
	behindStreet  = wordSet("in at near on and or is was from to until since by for where which who with but as if when opposite behind")
)

// compounds are the endings of streets that are one word, with a capital: Bahnhofstraße 12.
var compounds = [...]string{"straße", "strasse", "str.", "gasse", "allee", "straat", "laan", "gracht", "singel", "gatan", "vägen", "gata", "veien", "vejen", "gade", "katu",
	"-Straße", "-Strasse", "-Str.", "-Allee", "-Ring", "-Damm", "-Platz", "-Weg", "-Ufer", "-Gasse", "-Promenade"}

func wordSet(words string) func() *scan.Words {
	return sync.OnceValue(func() *scan.Words { return scan.NewWords(strings.Fields(words)) })
}

func is(set func() *scan.Words, word string) bool {
	_, ok := set().Is(word)
	return ok
}

// addresses looks for a postal address with the number at the beginning of a chain of groups.
func (p *piiScan) addresses(i int, c *cluster) {
	if !p.wanted[piiAddress] || c.groups[0].end-i > 5 || wordBytes[at(p.s, i-1)] {
		return
	}
	house := houseEnd(p.s, c.groups[0].end)
	if start := p.streetBefore(i, house); start >= 0 {
		if p.box(skipBack(p.s, i)) == start { // Postfach 10 20 30
			for n := 1; n < c.n && c.groups[n].start == house+1 && c.gaps[n].kind == ' ' && c.groups[n].end-c.groups[n].start < 4; n++ {
				house = c.groups[n].end
			}
		}
		p.add(p.ahead(start), p.tail(p.flat(house)), piiAddress)
		return
	}
	if end := p.streetBehind(i, house); end > 0 {
		p.add(p.ahead(i), end, piiAddress)
		return
	}
	if start, end := p.asian(i, c); start < end {
		p.add(start, end, piiAddress)
	}
}

// houseEnd returns where a house number ends: 12, 12a, 12-14, 12 bis.
func houseEnd(s string, end int) int {
	if at(s, end) == '-' || at(s, end) == '/' {
		if to := digitBytes.End(s, end+1); to > end+1 && to-end <= 5 {
			end = to
		}
	}
	if b := at(s, end) | 0x20; b >= 'a' && b <= 'z' && !letterAt(s, end+1) && !digitBytes[at(s, end+1)] {
		end++
	}
	for _, more := range [...]string{" bis", " ter"} {
		if strings.HasPrefix(s[end:], more) && !letterAt(s, end+len(more)) {
			end += len(more)
		}
	}
	return end
}

// word returns the word at a place; its end is the place itself where there is none.
func word(s string, i int) (end int) {
	for end = i; end < len(s) && end-i < 40 && alphaAt(s, end); {
		end++
	}
	for end < len(s) && end-i < 40 {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && (end == i || r != '\'' && r != '’' && r != '-' && !unicode.IsDigit(r)) {
			break
		}
		end += n
	}
	return end
}

// wordBefore returns where the word that ends at a place starts.
func wordBefore(s string, end int) (start int) {
	for start = end; start > 0 && end-start < 40 && alphaAt(s, start-1); {
		start--
	}
	for start > 0 && end-start < 40 {
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if !unicode.IsLetter(r) && !unicode.IsMark(r) && r != '\'' && r != '’' && r != '-' && (r != '.' || start != end) {
			break
		}
		start -= n
	}
	return start
}

func capital(word string) bool {
	r, _ := utf8.DecodeRuneInString(word)
	return unicode.IsUpper(r)
}

// streetBehind returns where an address that begins with its house number ends, -1 for none.
func (p *piiScan) streetBehind(i, house int) int {
	from := house
	if at(p.s, from) == ',' {
		from++
	}
	if at(p.s, from) != ' ' || !letterAt(p.s, from+1) && !digitBytes[at(p.s, from+1)] {
		return -1
	}
	end, strong := p.frenchStreet(from + 1)
	if b := at(p.s, from+1); end < 0 && (b < 'a' || b > 'z') {
		end, strong = p.englishStreet(from + 1)
	}
	if end < 0 || !p.apartBefore(i) {
		return -1
	}
	tail := p.tail(end)
	if tail == end && !p.numberFits(i) {
		return -1
	}
	if tail > end || strong && !p.year(i, house) && p.stops(end) {
		return tail
	}
	return -1
}

// apartBefore says whether nothing before the number makes it a part of something else.
func (p *piiScan) apartBefore(i int) bool {
	b := at(p.s, i-1)
	return i == 0 || strings.IndexByte(" \n\t(\"'|>:,=;/", b) >= 0 || b >= 0x80 && !letterBefore(p.s, i)
}

// numberFits says whether the number may be a house's: not one of a rank or an amount.
func (p *piiScan) numberFits(i int) bool {
	prev := p.s[wordBefore(p.s, skipBack(p.s, i)):skipBack(p.s, i)]
	switch strings.ToLower(prev) {
	case "top", "first", "last", "nearly", "about", "over", "than", "no.", "some", "the", "all", "these", "those", "by", "of":
		return false
	}
	return !strings.HasPrefix(p.s[i:], "10 Downing Street") && !strings.HasPrefix(p.s[i:], "1600 Pennsylvania Avenue")
}

// year says whether the number looks like a year.
func (p *piiScan) year(i, house int) bool {
	n := digitsOf(p.s[i:house])
	return house-i == 4 && n >= 1500 && n < 2100
}

// englishStreet returns where a street in English that begins at a place ends: up to four words with
// capitals, the last of them a word for street; -1 for none.
func (p *piiScan) englishStreet(i int) (end int, strong bool) {
	for n := range 5 {
		to := max(word(p.s, i), ordinal(p.s, i))
		w := p.s[i:to]
		if to == i || !capital(w) && !digitBytes[w[0]] {
			return -1, false
		}
		if n > 0 && (is(streetsEN, w) || is(streetsWeakEN, w)) && at(p.s, to) != '\'' {
			if at(p.s, to) == '.' && len(w) <= 4 && (at(p.s, to+1) == ',' || at(p.s, to+1) == ' ') {
				to++
			}
			if next := word(p.s, to+1); at(p.s, to) == ' ' && (is(streetsEN, p.s[to+1:next]) || is(streetsWeakEN, p.s[to+1:next])) {
				i = to + 1
				continue // "Church Hill Road"
			}
			return p.unit(to), is(streetsEN, w)
		}
		if at(p.s, to) == '.' && to-i <= 2 { // "N. Main"
			to++
		}
		if at(p.s, to) != ' ' {
			return -1, false
		}
		i = to + 1
	}
	return -1, false
}

// ordinal returns where a number of a street ends that stands at a place: 5th, 42nd; the place for none.
func ordinal(s string, i int) int {
	end := digitBytes.End(s[:min(len(s), i+3)], i)
	for _, suffix := range [...]string{"st", "nd", "rd", "th"} {
		if end > i && strings.HasPrefix(s[end:], suffix) && !letterAt(s, end+2) {
			return end + 2
		}
	}
	return i
}

// unit takes in a quarter of the compass and a flat.
func (p *piiScan) unit(end int) int {
	for _, side := range [...]string{" NW", " NE", " SW", " SE", " N", " S", " E", " W", " North", " South", " East", " West"} {
		if strings.HasPrefix(p.s[end:], side) && !letterAt(p.s, end+len(side)) {
			end += len(side)
			break
		}
	}
	i := end
	if at(p.s, i) == ',' {
		i++
	}
	i = skipOn(p.s, i)
	for _, flat := range [...]string{"apt. ", "apt ", "apartment ", "suite ", "ste. ", "ste ", "unit ", "flat ", "floor ", "room ", "#"} {
		if hasFold(p.s, i, flat) {
			if to := wordBytes.End(p.s, i+len(flat)); to > i+len(flat) && to-i < 20 {
				return to
			}
		}
	}
	return end
}

// frenchFirst are the first letters of words for streets in French.
var frenchFirst = scan.Bytes("raibcqpsfvRAIBCQPSFV")

// frenchStreet returns where a street that begins with its word ends: rue de la Paix.
func (p *piiScan) frenchStreet(i int) (end int, strong bool) {
	if i >= len(p.s) || !frenchFirst[p.s[i]] {
		return -1, false
	}
	to := word(p.s, i)
	w := p.s[i:to]
	if len(w) < 2 || len(w) > len("boulevard") || !is(streetsFR, w) && !is(streetsWeakFR, w) {
		return -1, false
	}
	if at(p.s, to) == '.' {
		to++
	}
	end = p.names(to, 5)
	return end, is(streetsFR, w)
}

// names returns where a row of words with capitals, with particles between, ends; -1 for none.
func (p *piiScan) names(i, most int) int {
	good := -1
	for range most {
		if at(p.s, i) != ' ' {
			break
		}
		to := word(p.s, i+1)
		w := p.s[i+1 : to]
		elided := strings.HasPrefix(w, "d'") || strings.HasPrefix(w, "l'") || strings.HasPrefix(w, "d’") || strings.HasPrefix(w, "l’")
		switch {
		case w == "" || w == "I" || !capital(w) && !elided && !is(particles, w):
			return good
		case capital(w) || elided:
			good = to
		}
		i = to
	}
	return good
}

// lastFirst are the first letters of words for streets that stand behind the name.
var lastFirst = scan.Bytes("ukstcmv")

// streetBefore returns where a street that ends right before its house number starts, -1 for none.
func (p *piiScan) streetBefore(i, house int) int {
	end := p.unsigned(skipBack(p.s, i))
	comma := at(p.s, end-1) == ','
	if comma {
		end--
	}
	if end == i && !comma || end == 0 {
		return -1
	}
	start := wordBefore(p.s, end)
	w := p.s[start:end]
	if w == "" || w[0] >= 'a' && w[0] <= 'z' && !(lastFirst[w[0]] && is(streetsLast, strings.TrimSuffix(w, "."))) && w[0] != 'p' || !capital(w) && !strings.HasSuffix(w, "ostale") && !is(streetsLast, strings.TrimSuffix(w, ".")) {
		return -1 // most numbers of a text
	}
	if p.box(end) >= 0 {
		return p.box(end)
	}
	if is(streetsLast, strings.TrimSuffix(w, ".")) {
		return p.capitals(start, 3)
	}

	for _, suffix := range compounds {
		if strings.HasSuffix(w, suffix) && len(w) >= len(suffix)+3 && capital(w) {
			return start
		}
	}
	if w == "Straße" || w == "Strasse" || w == "Str." || w == "Allee" {
		if first := wordBefore(p.s, start-1); at(p.s, start-1) == ' ' && capital(p.s[first:start-1]) {
			return first
		}
	}
	if first := wordBefore(p.s, max(0, start-1)); p.tail(house) > house && at(p.s, start-1) == ' ' && capital(p.s[first:start]) && is(streetsWhere, p.s[first:start-1]) {
		return first
	}
	first := p.prefixed(start, house)
	if first < 0 && p.townTail(house) {
		return p.capitals(end, 5)
	}
	return first
}

// unsigned leaves out a word for number before a place.
func (p *piiScan) unsigned(end int) int {
	if b := at(p.s, end-1); b != '.' && b != 'o' && b != ':' && b < 0x80 {
		return end
	}
	for _, sign := range [...]string{" n°", " nº", " nr.", " no.", " Nr.", " No.", " No:", " no:", " д.", " дом", " буд.", " numero", " č.", " №"} {
		end = len(strings.TrimSuffix(p.s[:end], sign))
	}
	return end
}

// prefixed looks back from the last word of a street for the word that begins it: Calle de Alcalá.
func (p *piiScan) prefixed(start, house int) int {
	if house = p.flat(house); !p.stops(house) && p.tail(house) == house {
		return -1
	}
	for n := range 5 {
		w := strings.TrimSuffix(p.s[start:max(start, word(p.s, start))], ".")
		if n > 0 && is(streetsFirst, w) && (capital(w) || is(streetsSmall, w)) && strings.ToUpper(w) != w {
			return start
		}
		if head := strings.TrimSuffix(p.s[:start], " "); strings.HasSuffix(head, "C/") && !letterBefore(head, len(head)-len("C/")) {
			return strings.LastIndexByte(p.s[:start], 'C')
		}
		if !capital(w) && !is(particles, w) || at(p.s, start-1) != ' ' {
			return -1
		}
		start = wordBefore(p.s, start-1)
	}
	return -1
}

// box returns where the words for a post-office box that end at a place start, -1 for none.
func (p *piiScan) box(end int) int {
	for _, name := range [...]string{"P.O. Box", "PO Box", "P.O.Box", "P. O. Box", "POB", "Postfach", "Apartado", "Casella Postale", "Boîte postale", "Postbus"} {
		start := end - len(name)
		if hasFold(p.s, start, name) && !letterBefore(p.s, start) && p.s[start] == name[0] {
			return start
		}
	}
	return -1
}

// stops says whether what follows lets the street end: punctuation, an end, or a small word.
func (p *piiScan) stops(end int) bool {
	b := at(p.s, end)
	if end == len(p.s) || strings.IndexByte(",.;:)\n\"'|<]!?", b) >= 0 {
		return true
	}
	if b != ' ' {
		return b >= 0x80 && !letterAt(p.s, end)
	}
	return is(behindStreet, p.s[end+1:max(end+1, word(p.s, end+1))]) || at(p.s, end+1) == '-' || at(p.s, end+1) == '|'
}
