package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/scan/phone"
)

// phone says whether a number is a telephone number: by a plus sign and a numbering plan, by the
// shape of a country, by the plan of a region that the recipe names, or by a word before it.
func (p *piiScan) phone(x *number) bool {
	if x.nd > phone.MaxDigits || strings.IndexByte(x.s[x.start:x.end], '\n') >= 0 && !x.shape(3, 3, 4) {
		return false
	}
	if !x.international() && (x.other() || x.claimed() || !x.whole() || !p.national(x)) {
		return false
	}
	x.end = extension(x.s, x.end)
	return true
}

// claimed says whether the number has another's shape, or a word before it claims it for something
// else: a card number with a wrong digit is no telephone number.
func (x *number) claimed() bool {
	return x.shape(3, 2, 4) && x.sep == '-' || x.context().is(cueID|cueTravel|cueCard|cueAccount, 1)
}

// whole says whether nothing of the same look is left over on either side.
func (x *number) whole() bool { return x.alone || x.paren || x.sep == '-' }

// international says whether the number has a plus sign, or 00, and a calling code.
func (x *number) international() bool {
	d := x.text()
	switch {
	case x.plus:
		d = x.untrunked()
		return phone.Valid(d) || phone.Possible(d) && (len(d) >= 10 || x.context().is(cuePhone, 3))
	case d[0] == '0' && d[1] == '0' && x.n > 1 && x.sizes[0] > 1 && x.sizes[0] <= 6 && x.sep != '.' && !x.shape(4, 4, 4):
		return phone.Valid(d[2:]) && !x.other()
	case string(d[:3]) == "011" && x.n > 3 && x.sizes[0] == 3:
		return phone.Valid(d[3:]) && !x.other()
	case x.context().is(cuePhone, 1) && x.n > 1 || strings.HasSuffix(x.s[:x.start], "wa.me/"):
		return phone.Valid(d)
	}
	return false
}

// untrunked returns the digits without a national prefix in brackets, as in +49 (0)30 23125014.
func (x *number) untrunked() []byte {
	d := x.text()
	if i := strings.Index(x.s[x.start:x.end], "(0)"); i > 0 {
		n := 0
		for k := x.start; k < x.start+i; k++ {
			if digitBytes[x.s[k]] {
				n++
			}
		}
		d = append(d[:n:n], d[n+1:]...)
	}
	return d
}

// national says whether a number without calling code is one.
func (p *piiScan) national(x *number) bool {
	return x.american() || x.shaped() || x.trunk() || x.zeroed() || p.regional(x) || x.told()
}

// american says whether the number has the shape of North America: (202) 555-0142, 202-555-0142.
func (x *number) american() bool {
	d := x.text()
	switch {
	case x.shape(1, 3, 3, 4) && d[0] == '1':
		d = d[1:]
	case x.shape(3, 4):
		return x.sep == '-' && string(d[:5]) == "55501"
	case !x.shape(3, 3, 4):
		return false
	}
	if d[0] < '2' || d[3] < '2' || d[1] == '1' && d[2] == '1' {
		return false
	}
	if x.paren || x.sep == '-' || x.sep == '.' || x.rest == '-' {
		return true
	}
	var whole [11]byte
	whole[0] = '1'
	copy(whole[1:], d)
	return x.sep == ' ' && phone.Valid(whole[:])
}

// shaped says whether the number has the shape of another country that nothing else has.
func (x *number) shaped() bool {
	d := x.text()
	switch {
	case x.shape(1, 3, 3, 2, 2) && (d[0] == '8' || d[0] == '7'), (x.shape(1, 3, 3, 4) || x.paren && x.shape(1, 3, 7)) && d[0] == '8': // Russia
		return in("RU", d)
	case x.shape(1, 3, 3, 2, 2) && d[0] == '0': // Turkey
		return in("TR", d)
	case x.shape(2, 1, 3, 4) && string(d[:2]) == "06": // Hungary
		return in("HU", d)
	case x.shape(3, 3, 2, 2) && x.paren:
		return in("RU", d) || in("TR", d)
	case (x.paren || x.rest == '-' && d[2] == '9') && x.shape(2, 5, 4), x.paren && x.shape(2, 4, 4): // Brazil
		return in("BR", d) || in("MX", d)
	case x.shape(3, 4, 4) && d[0] == '1' && d[1] >= '3': // China
		return in("CN", d)
	case (x.shape(3, 2, 2, 2) && d[0] >= '6' || x.shape(2, 3, 2, 2) && d[0] == '9') && x.sep == ' ': // Spain
		return in("ES", d)
	case x.shape(4, 3, 3) && d[0] == '1' && (d[1] == '3' || d[1] == '8'): // Australia
		return in("AU", d)
	}
	return false
}

func in(region string, digits []byte) bool {
	r, ok := phone.FindRegion(region)
	return ok && r.Valid(digits)
}

// trunk says whether the number is written with a national prefix 0 and in groups.
func (x *number) trunk() bool {
	d := x.text()
	if d[0] != '0' || d[1] == '0' || x.n < 2 || x.n == 2 && x.sep == '.' || x.nd < 9 || x.nd > 12 || x.shape(4, 4, 4) || x.shape(5, 4) || x.sizes[0] == 2 && x.sizes[x.n-1] == 2 && x.sep == ' ' && x.rising() {
		return false
	}
	for i := range x.n {
		if x.sizes[i] < 2 {
			return false
		}
	}
	return x.tidy() && phone.National(d) && !x.hexAround() && distinct(string(d)) > 2
}

// zeroed says whether the number is grouped as national numbers with a prefix 0 are: ranges that are kept
// for films and novels stand in no plan, nor do the plans of small countries.
func (x *number) zeroed() bool {
	d := x.text()
	if d[0] != '0' || d[1] == '0' || x.nd < 9 || x.nd > 11 || x.n < 2 || x.n > 5 || !x.tidy() || x.hexAround() || distinct(string(d)) < 4 {
		return false
	}
	switch {
	case x.shape(2, 2, 2, 2, 2):
		return x.sep != ' ' || !x.rising()
	case x.paren && x.sizes[0] >= 2 && x.sizes[0] <= 5, x.shape(5, 6), x.shape(5, 3, 3), x.shape(3, 4, 4), x.shape(4, 3, 4), x.shape(4, 3, 3), x.shape(4, 3, 2, 2), x.shape(2, 4, 4), x.shape(3, 3, 2, 2), x.shape(3, 3, 4), x.shape(6, 5):
		return x.sep != '.' && (x.sep != '/' || x.n < 3)
	case x.n == 2 && x.sizes[0] >= 2 && x.sizes[0] <= 5 && x.sizes[1] >= 5:
		return x.sep == '/' || x.sep == '-' || x.sep == ' ' && x.sizes[0] > 2
	}
	return x.sep == '-' && x.sizes[0] >= 2 && x.sizes[0] <= 4 && x.sizes[x.n-1] >= 3 || x.sep == 'm' && x.rest == ' ' && x.sizes[0] <= 4
}

// rising says whether pairs of digits grow from one to the next, as drawn numbers do.
func (x *number) rising() bool {
	for i := 2; i < x.nd; i += 2 {
		if two(x.digits[i:]) <= two(x.digits[i-2:]) {
			return false
		}
	}
	return true
}

// tidy says whether the separators are those of one number: all alike, or all but the first, and no
// dots among others.
func (x *number) tidy() bool {
	return x.sep != 'm' || x.paren || x.rest != 'm' && strings.IndexByte(x.s[x.start:x.end], '.') < 0
}

// hexAround says whether the number stands in a row of bytes: 4b 01 99 00 12 34 af.
func (x *number) hexAround() bool {
	if x.sizes[0] != 2 {
		return false
	}
	before, behind := skipBack(x.s, x.start), skipOn(x.s, x.end)
	return hexPair(x.s, before-2) || hexPair(x.s, behind)
}

// hexPair says whether a byte in hexadecimal digits stands at a place by itself.
func hexPair(s string, i int) bool {
	return hexBytes[at(s, i)] && hexBytes[at(s, i+1)] && !wordBytes[at(s, i-1)] && !wordBytes[at(s, i+2)]
}

// regional says whether the number is one of a region of the recipe. Ten digits in one piece are
// anything.
func (p *piiScan) regional(x *number) bool {
	if x.n < 2 && !x.context().is(cuePhone, 3) || x.thousands() {
		return false
	}
	for _, r := range p.regions {
		if r.Valid(x.text()) {
			return true
		}
	}
	return false
}

// told says whether a word before the number says that it is a telephone number.
func (x *number) told() bool {
	h := x.context()
	if !h.is(cuePhone, 3) || h.bytes > 40 || x.nd > 15 || x.sep == '.' && x.n == 2 || apartFrom(x.s[x.start-h.bytes:x.start]) || x.day() {
		return false
	}
	return h.words == 0 || !x.thousands()
}

// day says whether the number is a day in one piece: 20310402.
func (x *number) day() bool {
	d := x.text()
	return x.n == 1 && x.nd == 8 && (string(d[:2]) == "19" || string(d[:2]) == "20") && month(two(d[4:])) && day(two(d[6:]))
}

// apartFrom says whether what stands between a word and a number parts them: a call of a function,
// other numbers with words.
func apartFrom(between string) bool {
	letters, digits := false, false
	for i := range len(between) {
		if between[i] == '(' && i > 0 && alphaAt(between, i-1) {
			return true
		}
		letters = letters || alphaAt(between, i)
		digits = digits || digitBytes[between[i]]
	}
	return letters && digits
}

// thousands says whether the number may be one of thousands: 12 345 678.
func (x *number) thousands() bool {
	if x.paren || x.plus || x.sep == '-' || x.sep == '/' || x.sizes[0] > 3 {
		return false
	}
	for i := 1; i < x.n; i++ {
		if x.sizes[i] != 3 {
			return false
		}
	}
	return x.n > 1
}

// extensions are the words before an extension, each with what may follow it.
var extensions = [...]string{"ext. ", "ext.", "ext ", "ext: ", "ext", "extension ", "extn ", "x ", "x", "#", ";ext=", "durchwahl ", "dw ", "dw. ", "nst. ", "poste ", "int. ", "interno ", "доб. ", "доб ", "wew. ", "內線", "内線", "분기 "}

// extension returns the end of a number with the extension that may follow it.
func extension(s string, end int) int {
	i := end
	if at(s, i) == ',' || at(s, i) == '(' {
		i++
	}
	i = skipOn(s, i)
	if b := at(s, i) | 0x20; b != 'e' && b != 'x' && b != 'd' && b != 'n' && b != 'p' && b != 'i' && b != 'w' && b != ';' && s[min(i, len(s)-1)] != '#' && b < 0x80 {
		return end
	}
	for _, word := range extensions {
		if !hasFold(s, i, word) || word == "#" && i != end {
			continue
		}
		from := i + len(word)
		if to := digitBytes.End(s, from); to > from && to-from <= 6 && !wordBytes[at(s, to)] {
			return to
		}
	}
	return end
}
