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
	{"Belgium, national number", 11, "2.2.2-3.2", true, belgian},
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
	{"Korea, resident number", 13, "6-7", true, korean},
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
	if x.shape(3, 2, 4) && x.sep == '-' {
		return !x.other()
	}
	return (x.n == 1 || x.shape(3, 2, 4)) && ssnWord(x.context(), x.s[max(0, x.start-cueWindow):x.start])
}

// ssnWord says whether the words before speak of the number of the United States and no other.
func ssnWord(h hint, words string) bool {
	return h.is(cueID, 3) && (containsFold(words, "ssn") || containsFold(words, "social security"))
}

// id says whether a number is one of the rules'.
func (x *number) id() bool {
	if x.plus || x.paren || x.nd < 9 || x.nd > 18 {
		return false
	}
	for i := range idRules {
		if r := &idRules[i]; r.digits == x.nd && x.grouped(r.groups) && r.check(x.text()) {
			if r.alone && (x.n > 1 || r.digits >= 13) && !x.other() || x.context().is(cueID, 4) {
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

// yearFirst says whether the digits begin with a date as yymmdd, dayFirst as ddmmyy. Sweden adds 60
// to the day of a number that is no birth number, Norway 40.
func yearFirst(d []byte) bool { return month(two(d[2:])) && (day(two(d[4:])) || day(two(d[4:])-60)) }
func dayFirst(d []byte) bool {
	return (day(two(d)) || day(two(d)-40)) && month(two(d[2:]))
}

func belgian(d []byte) bool {
	key := 97 - two(d[9:])
	if two(d[2:]) > 12 && two(d[2:])%20 > 12 {
		return false
	}
	return check.Mod(d[:9], 97) == key || (2_000_000_000+number9(d))%97 == key
}

// number9 returns the first nine digits as a number.
func number9(d []byte) int {
	n := 0
	for _, b := range d[:9] {
		n = n*10 + int(b-'0')
	}
	return n
}

// same says whether all digits are one, which passes many checks.
func same(d []byte) bool {
	for _, b := range d {
		if b != d[0] {
			return false
		}
	}
	return true
}

func cpf(d []byte) bool {
	first := check.Sum(d, []int{10, 9, 8, 7, 6, 5, 4, 3, 2}, 11)
	second := check.Sum(d, []int{11, 10, 9, 8, 7, 6, 5, 4, 3, 2}, 11)
	return !same(d) && d[9] == under2(first) && d[10] == under2(second)
}

// under2 is the check digit of a sum modulo 11: 0 for 0 and 1, else 11 less the sum.
func under2(sum int) byte {
	if sum < 2 {
		return '0'
	}
	return byte('0' + 11 - sum)
}

func egn(d []byte) bool {
	m := two(d[2:])
	return month(m%20) && m <= 52 && day(two(d[4:])) && check.Sum(d, []int{2, 4, 8, 5, 10, 9, 7, 3, 6}, 11)%10 == int(d[9]-'0')
}

func rut(d []byte) bool {
	return byte('0'+(11-check.Sum(d, []int{3, 2, 7, 6, 5, 4, 3, 2}, 11))%11) == d[8]
}

func chinese(d []byte) bool {
	return (string(d[6:8]) == "19" || string(d[6:8]) == "20") && month(two(d[10:])) && day(two(d[12:])) && check.Mod11x2(d)
}

func czech(d []byte) bool {
	m := two(d[2:])
	return (month(m%50) || month(m%50-20)) && day(two(d[4:])) && check.Mod(d, 11) == 0
}

func baltic(d []byte) bool {
	sum := check.Sum(d, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 1}, 11)
	if sum == 10 {
		sum = check.Sum(d, []int{3, 4, 5, 6, 7, 8, 9, 1, 2, 3}, 11) % 10
	}
	return d[0] >= '1' && d[0] <= '8' && month(two(d[3:])) && day(two(d[5:])) && sum == int(d[10]-'0')
}

func nir(d []byte) bool {
	m := two(d[3:])
	return (d[0] == '1' || d[0] == '2') && (month(m) || m >= 20 && m <= 42 || m >= 50) && check.Mod(d[:13], 97) == 97-two(d[13:])
}

func icelandic(d []byte) bool {
	sum := check.Sum(d, []int{3, 2, 7, 6, 5, 4, 3, 2, 1}, 11)
	return dayFirst(d) && (d[9] == '9' || d[9] == '0') && sum == 0
}

func myNumber(d []byte) bool {
	sum := check.Sum(d, []int{6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2}, 11)
	return under2(sum) == d[11]
}

func korean(d []byte) bool {
	sum := check.Sum(d, []int{2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5}, 11)
	return yearFirst(d) && d[6] >= '1' && d[6] <= '8' && (11-sum)%10 == int(d[12]-'0')
}

func bsn(d []byte) bool {
	return !same(d) && check.Sum(d, []int{9, 8, 7, 6, 5, 4, 3, 2, -1}, 11) == 0
}

func norwegian(d []byte) bool {
	first := check.Sum(d, []int{3, 7, 6, 1, 8, 9, 4, 5, 2, 1}, 11)
	second := check.Sum(d, []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2, 1}, 11)
	return dayFirst(d) && first == 0 && second == 0
}

func pesel(d []byte) bool {
	return month(two(d[2:])%20) && day(two(d[4:])) && check.Sum(d, []int{1, 3, 7, 9, 1, 3, 7, 9, 1, 3, 1}, 10) == 0
}

func nif(d []byte) bool {
	return d[0] != '0' && d[0] != '4' && d[0] != '7' && under2(check.Sum(d, []int{9, 8, 7, 6, 5, 4, 3, 2}, 11)) == d[8]
}

func cnp(d []byte) bool {
	sum := check.Sum(d, []int{2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9}, 11)
	if sum == 10 {
		sum = 1
	}
	return d[0] != '0' && month(two(d[3:])) && day(two(d[5:])) && sum == int(d[12]-'0')
}

func snils(d []byte) bool {
	sum := check.Sum(d, []int{9, 8, 7, 6, 5, 4, 3, 2, 1}, 101) % 100
	return sum == two(d[9:]) && !same(d)
}

func inn(d []byte) bool {
	first := check.Sum(d, []int{7, 2, 4, 10, 3, 5, 9, 4, 6, 8}, 11) % 10
	second := check.Sum(d, []int{3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8}, 11) % 10
	return first == int(d[10]-'0') && second == int(d[11]-'0') && !same(d)
}

func emso(d []byte) bool {
	sum := check.Sum(d, []int{7, 6, 5, 4, 3, 2, 7, 6, 5, 4, 3, 2}, 11)
	return dayFirst(d) && under2(sum) == d[12] && sum != 1
}

func southAfrican(d []byte) bool {
	return yearFirst(d) && two(d[4:]) <= 31 && d[10] <= '2' && (d[11] == '8' || d[11] == '9') && check.Luhn(d)
}

func turkish(d []byte) bool {
	odd := check.Sum(d, []int{1, 0, 1, 0, 1, 0, 1, 0, 1}, 1000)
	even := check.Sum(d, []int{0, 1, 0, 1, 0, 1, 0, 1}, 1000)
	all := check.Sum(d, []int{1, 1, 1, 1, 1, 1, 1, 1, 1, 1}, 10)
	return d[0] != '0' && (odd*7-even+1000)%10 == int(d[9]-'0') && all == int(d[10]-'0')
}

func cuil(d []byte) bool {
	head := two(d)
	return (head == 20 || head == 23 || head == 24 || head == 27) &&
		(11-check.Sum(d, []int{5, 4, 3, 2, 7, 6, 5, 4, 3, 2}, 11))%11 == int(d[10]-'0')
}

func ukrainian(d []byte) bool {
	return check.Sum(d, []int{-1, 5, 7, 9, 4, 6, 10, 5, 7}, 11)%10 == int(d[9]-'0')
}

func nhs(d []byte) bool {
	return (11-check.Sum(d, []int{10, 9, 8, 7, 6, 5, 4, 3, 2}, 11))%11 == int(d[9]-'0') && !same(d)
}

func austrian(d []byte) bool {
	return d[0] != '0' && dayFirst(d[4:]) && check.Sum(d, []int{3, 7, 9, 0, 5, 8, 4, 2, 1, 6}, 11) == int(d[3]-'0')
}
