package redact

import (
	"strings"
	"unicode/utf8"
)

// capitals returns where a row of words with capitals, with particles between, starts that ends at a
// place; -1 where there is none.
func (p *piiScan) capitals(end, most int) int {
	good, i := -1, end
	for range most {
		if at(p.s, i-1) == ' ' {
			i--
		}
		start := wordBefore(p.s, i)
		w := strings.TrimSuffix(p.s[start:i], ".")
		switch {
		case w == "" || !capital(w) && !is(particles, w) && !is(streetsWhere, w):
			return good
		case capital(w):
			good = start
		}
		if at(p.s, start-1) != ' ' {
			return good
		}
		i = start
	}
	return good
}

// townTail says whether what follows a house number is a town with its code, so that whatever stands
// before the number is a street. Four digits may be a year.
func (p *piiScan) townTail(house int) bool {
	from := p.flat(house)
	if at(p.s, from) != ',' {
		return false
	}
	code := p.codeEnd(skipOn(p.s, from+1))
	n := code - skipOn(p.s, from+1)
	if code < 0 || n < 4 || p.tail(from) == from {
		return false
	}
	return n > 4 || !p.year(skipOn(p.s, from+1), code)
}

// flats are what may stand between a house number and the town: floor, door, staircase.
var flats = [...]string{" m. ", " m ", " bus ", " bte ", " kv. ", ", кв. ", ", кв ", ", корп. ", ", стр. ", " top ", ", top ", ", piso ", ", puerta ", ", étage ", ", apt. ", ", apt ", " apt. ", ", bl. ", ", ap. ", ", sc. ", ", et. ", ", int. ", ", scala "}

// flat takes in what stands between a house number and the town.
func (p *piiScan) flat(end int) int {
	for range 3 {
		next := p.oneFlat(end)
		if next == end {
			return end
		}
		end = next
	}
	return end
}

func (p *piiScan) oneFlat(end int) int {
	for _, f := range flats {
		if !hasFold(p.s, end, f) {
			continue
		}
		if to := wordBytes.End(p.s[:min(len(p.s), end+len(f)+5)], end+len(f)); to > end+len(f) && !wordBytes[at(p.s, to)] {
			return to
		}
	}
	i := end
	if at(p.s, i) == ',' {
		i++
	}
	if at(p.s, i) == '-' && alphaAt(p.s+" ", i+1) && !letterAt(p.s, i+2) {
		return i + 2 // 263-H
	}
	if at(p.s, i) != ' ' {
		return end
	}
	if i == end && form(p.s[i:min(len(p.s), i+4)], " A 9") { // 12 A 5
		return digitBytes.End(p.s, i+3)
	}
	to := digitBytes.End(p.s[:min(len(p.s), i+4)], i+1)
	for _, sign := range [...]string{"º", "ª", "°", ". OG", ".OG", "e étage"} {
		if to == i+1 || !strings.HasPrefix(p.s[to:], sign) {
			continue
		}
		to += len(sign)
		if next := word(p.s, to+1); at(p.s, to) == ' ' && next > to+1 && next-to <= 5 {
			return next // 3º Dto
		}
		return to
	}
	return end
}

// ahead takes in a flat, or a town of Russia, that stands before a street.
func (p *piiScan) ahead(start int) int {
	window := p.s[max(0, start-24):start]
	for _, name := range [...]string{"Flat ", "Unit ", "Apt ", "Apt. ", "Apartment ", "Suite ", "Room ", "г. ", "гор. ", "м. "} {
		k := strings.LastIndex(window, name)
		if k < 0 || !strings.HasSuffix(window, ", ") || strings.Count(window[k:], ",") > 1 || letterBefore(p.s, start-len(window)+k) {
			continue
		}
		if strings.Count(strings.TrimSpace(window[k+len(name):]), " ") == 0 {
			return start - len(window) + k
		}
	}
	return start
}

// tail returns where the town behind a street ends: `, 10115 Berlin`, `, Springfield, IL 62704`,
// `, London SW1A 2AA`; the place itself where none follows.
func (p *piiScan) tail(end int) int {
	i := end
	if at(p.s, i) == '.' && strings.HasPrefix(p.s[i:], "., ") {
		i++
	}
	switch {
	case strings.HasPrefix(p.s[i:], ", "), strings.HasPrefix(p.s[i:], ",\n"):
		i += 2
	case strings.HasPrefix(p.s[i:], " - "):
		i += 3
	case at(p.s, i) == '\n', at(p.s, i) == ' ':
		i++
	default:
		return end
	}
	if code := p.codeEnd(i); code > 0 {
		if to := p.names(code, 4); to > 0 {
			return p.district(to)
		}
		return end
	}
	return p.townFirst(end, i)
}

// codeEnd returns where a code that stands before a town ends, -1 for none: 10115, CH-8001, 110 00,
// 31-147, 1200-195, 1012 AB, 101000.
func (p *piiScan) codeEnd(i int) int {
	if b := at(p.s, i); b >= 'A' && b <= 'Z' { // a country before it
		for n := 1; n <= 2; n++ {
			if at(p.s, i+n) == '-' && digitBytes[at(p.s, i+n+1)] && (n == 1 || alphaAt(p.s, i+1)) {
				i += n + 1
				break
			}
		}
	}
	code := digitBytes.End(p.s[:min(len(p.s), i+7)], i)
	switch code - i {
	case 2:
		if form(p.s[i:min(len(p.s), i+6)], "99-999") {
			return i + 6
		}
	case 3:
		if form(p.s[i:min(len(p.s), i+6)], "999 99") && !digitBytes[at(p.s, i+6)] {
			return i + 6
		}
	case 4:
		if form(p.s[i:min(len(p.s), i+8)], "9999-999") {
			return i + 8
		}
		if form(p.s[min(len(p.s), code):min(len(p.s), code+4)], " AA ") {
			return code + 3
		}
		return code
	case 5, 6:
		return code
	}
	return -1
}

// district takes in what may follow the name of a town: Praha 1, København K, Milano MI, Torino (TO).
func (p *piiScan) district(end int) int {
	rest := p.s[end:]
	switch {
	case len(rest) > 1 && rest[0] == ' ' && digitBytes[rest[1]]:
		if to := digitBytes.End(rest, 1); to <= 3 && !wordBytes[at(rest, to)] && at(rest, to) != '-' && at(rest, to) != ':' && !(at(rest, to) == '.' && digitBytes[at(rest, to+1)]) {
			return end + to
		}
	case len(rest) >= 5 && form(rest[:5], " (AA)"):
		return end + 5
	}
	return end
}

// states are how Australia writes its states; those of other countries have two letters.
var states = wordSet("NSW VIC QLD WA SA TAS ACT NT")

// townFirst takes in a town with its code behind.
func (p *piiScan) townFirst(end, i int) int {
	to := i
	for range 6 {
		if code := p.postcode(to); code > 0 {
			return code
		}
		next := word(p.s, to)
		if next == to || !capital(p.s[to:next]) && !is(particles, p.s[to:next]) {
			return end
		}
		if to = next; at(p.s, to) == ',' {
			to++
		}
		if strings.HasPrefix(p.s[to:], " - ") {
			to += 2
		}
		if at(p.s, to) != ' ' {
			return end
		}
		to++
	}
	return end
}

// postcode returns where a code of Britain, Canada, Brazil, Australia or the United States (with its
// state) ends, 0 for none.
func (p *piiScan) postcode(i int) int {
	for _, f := range [...]string{"A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA", "A9A 9A9", "AA 99999-9999", "AA 99999", "AA, 99999-999", "99999-999", "99999-9999"} {
		if form(p.s[i:min(len(p.s), i+len(f))], f) && !wordBytes[at(p.s, i+len(f))] {
			return i + len(f)
		}
	}
	if next := word(p.s, i); next > i && is(states, p.s[i:next]) && form(p.s[next:min(len(p.s), next+5)], " 9999") && !wordBytes[at(p.s, next+5)] {
		return next + 5
	}
	if form(p.s[i:min(len(p.s), i+5)], "99999") && !wordBytes[at(p.s, i+5)] && !digitBytes[at(p.s, i-2)] && at(p.s, i-2) < utf8.RuneSelf {
		return i + 5 // Springfield, Illinois 62704
	}
	return 0
}
