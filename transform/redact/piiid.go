package redact

import (
	"github.com/tamis-data/tamis/internal/scan/check"
)

// idRule is a number that a state gives to a person: its digits, how it is grouped, its check.
type idRule struct {
	name   string
	digits int
	groups string // sizes of the groups where it is written in groups: "3-2-4"; several, with spaces
	// alone says that the check and the shape are enough; else a word before must say what it is.
	alone bool
	check func(d []byte) bool
}

// idRules are the rules for numbers of digits alone; piitoken.go has those with letters.
var idRules = []idRule{
	{"Belgium, national number", 11, "2.2.2-3.2,6-3-2,6 3 2", true, belgian},
	{"Brazil, CNPJ", 14, "2.3.3/4-2", true, cnpj},
	{"Dominican Republic, cédula", 11, "3-7-1", true, check.Luhn},
	{"Emirates, identity number", 15, "3-4-7-1", true, func(d []byte) bool { return string(d[:3]) == "784" }},
	{"Iran, national code", 10, "3-6-1", false, iranian},
	{"Malaysia, MyKad", 12, "6-2-4", true, func(d []byte) bool { return yearFirst(d) }},
	{"New Zealand, IRD", 9, "3-3-3,3 3 3", false, ird},
	{"New Zealand, IRD", 8, "2-3-3,2 3 3", false, ird},
	{"Pakistan, CNIC", 13, "5-7-1", true, func(d []byte) bool { return d[0] >= '1' && d[0] <= '7' }},
	{"Thailand, identity number", 13, "1-4-5-2-1,1 4 5 2 1", true, thai},
	{"Uruguay, cédula", 8, "1.3.3-1", true, uruguayan},
	{"Kazakhstan, IIN", 12, "", false, kazakh},
	{"Latvia, personal code", 11, "6-5", true, latvian},
	{"Luxembourg, matricule", 13, "4 2 2 5", false, func(d []byte) bool {
		return (d[0] == '1' || d[0] == '2') && month(two(d[4:])) && day(two(d[6:])) && check.Luhn(d[:12])
	}},
	{"Brazil, CPF", 11, "3.3.3-2", true, cpf},
	{"Bulgaria, EGN", 10, "", false, egn},
	{"Canada, SIN", 9, "3 3 3,3-3-3", false, check.Luhn},
	{"Chile, RUT", 9, "2.3.3-1", true, rut},
	{"China, resident number", 18, "", true, chinese},
	{"Croatia, OIB", 11, "", false, check.Mod11x10},
	{"Czechia and Slovakia, birth number", 10, "6/4", true, czech},
	{"Denmark, CPR", 10, "6-4", false, dayFirst},
	{"Estonia and Lithuania, personal code", 11, "", false, baltic},
	{"France, NIR", 15, "1 2 2 2 3 3 2,1 2 2 2 3 3-2", true, nir},
	{"Germany, tax number", 11, "2 3 3 3", false, check.Mod11x10},
	{"Greece, AMKA", 11, "", false, func(d []byte) bool { return dayFirst(d) && check.Luhn(d) }},
	{"Iceland, kennitala", 10, "6-4", true, icelandic},
	{"India, Aadhaar", 12, "4 4 4,4-4-4", false, func(d []byte) bool { return d[0] > '1' && check.Verhoeff(d) }},
	{"Israel, identity number", 9, "", false, check.Luhn},
	{"Japan, My Number", 12, "4 4 4,4-4-4", false, myNumber},
	{"Korea, resident number", 13, "6-7", true, func(d []byte) bool { return yearFirst(d) && d[6] >= '1' && d[6] <= '8' }},
	{"Netherlands, BSN", 9, "3 3 3,4.2.3", false, bsn},
	{"Norway, birth number", 11, "6 5", true, norwegian},
	{"Poland, PESEL", 11, "", false, pesel},
	{"Portugal, NIF", 9, "3 3 3", false, nif},
	{"Romania, CNP", 13, "", false, cnp},
	{"Russia, SNILS", 11, "3-3-3-2,3-3-3 2", true, snils},
	{"Russia, INN", 12, "", false, inn},
	{"Slovenia and Serbia, EMŠO", 13, "", false, emso},
	{"South Africa, identity number", 13, "6 4 3", true, southAfrican},
	{"Sweden, personnummer", 10, "6-4", true, func(d []byte) bool { return yearFirst(d) && check.Luhn(d) }},
	{"Sweden, personnummer", 12, "8-4", true, func(d []byte) bool { return (d[0] == '1' || d[0] == '2') && yearFirst(d[2:]) && check.Luhn(d[2:]) }},
	{"Switzerland, AHV", 13, "3.4.4.2", true, func(d []byte) bool { return string(d[:3]) == "756" && check.EAN(d) }},
	{"Turkey, identity number", 11, "", false, turkish},
	{"Argentina, CUIL", 11, "2-8-1", true, cuil},
	{"Ukraine, tax number", 10, "", false, ukrainian},
	{"United Kingdom, NHS", 10, "3 3 4,3-3-4", false, nhs},
	{"Austria, insurance number", 10, "4 6", false, austrian},
	{"Australia, TFN", 9, "3 3 3", false, func(d []byte) bool { return check.Sum(d, []int{1, 4, 3, 7, 5, 8, 6, 9, 10}, 11) == 0 }},
	{"Australia, Medicare", 10, "4 5 1,4-5-1", false, func(d []byte) bool {
		return d[0] >= '2' && d[0] <= '6' && check.Sum(d, []int{1, 3, 7, 9, 1, 3, 7, 9}, 10) == int(d[8]-'0')
	}},
	{"United States, ITIN", 9, "3-2-4", true, func(d []byte) bool { return d[0] == '9' && d[3] >= '5' }},
}

// ssn says whether a number is a social security number of the United States: 3-2-4 with a hyphen,
// or in another form where a word says so. Areas 000, 666 and from 900 on, group 00 and serial 0000
// were never given.
func (x *number) ssn() bool {
	d := x.text()
	if x.nd != 9 || x.plus || x.paren || d[0] == '9' || string(d[:3]) == "000" || string(d[:3]) == "666" || string(d[3:5]) == "00" || string(d[5:]) == "0000" {
		return false
	}
	if x.shape(3, 2, 4) && (x.sep == '-' || (x.sep == ' ' || x.sep == '.') && x.alone) {
		return !x.other()
	}
	return (x.n == 1 || x.shape(3, 2, 4)) && ssnWord(x.context(), x.s[max(0, x.start-cueWindow):x.start])
}

// ssnWord says whether the words before speak of the number of the United States and no other.
func ssnWord(h hint, words string) bool {
	return h.is(cueID, 3) && (containsFold(words, "ssn") || containsFold(words, "social sec") || containsFold(words, "soc. sec") || containsFold(words, "soc sec") || containsFold(words, "ss#") || containsFold(words, "ss no"))
}

// id says whether a number is one of the rules'.
func (x *number) id() bool {
	if x.plus || x.paren || x.nd < 8 || x.nd > 18 {
		return false
	}
	for i := range idRules {
		if r := &idRules[i]; r.digits == x.nd && x.grouped(r.groups) && r.check(x.text()) {
			if r.alone && (x.n > 1 || r.digits >= 15 || string(x.digits[:3]) == "756") && !x.other() || x.context().is(cueID, 4) {
				return true
			}
		}
	}
	return false
}

// grouped says whether the groups are in one piece or as one of the patterns says.
func (x *number) grouped(patterns string) bool {
	if x.n == 1 {
		return true
	}
	for len(patterns) > 0 {
		n := 0
		for n < len(patterns) && patterns[n] != ',' {
			n++
		}
		if x.follows(patterns[:n]) {
			return true
		}
		patterns = patterns[min(len(patterns), n+1):]
	}
	return false
}

// follows says whether sizes and separators are those of a pattern as "3.3.3-2".
func (x *number) follows(pattern string) bool {
	i, last := x.start, 0
	for k := 0; k < len(pattern); k += 2 {
		if k > 0 {
			if at(x.s, i) != pattern[k-1] {
				return false
			}
			i++
		}
		end := digitBytes.End(x.s, i)
		if end-i != int(pattern[k]-'0') {
			return false
		}
		i, last = end, end
	}
	return last == x.end
}

// named says whether words right before the number say that it is a person's, whatever its check digit:
// who writes "passport no." before it means one.
func (x *number) named() bool {
	h := x.context()
	if !h.is(cueNamed|cueTravel, 1) || h.bytes > 20 || x.plus || x.paren || x.nd > 18 || x.sep == 'm' && x.n < 3 || x.date() {
		return false
	}
	if x.start >= 3 && form(x.s[x.start-3:x.start], "AA ") && x.s[x.start-3:x.start] != "ID " && !wordBytes[at(x.s, x.start-4)] {
		x.start -= len("AB ") // AB 1234567
	}
	return true
}
