package redact

import (
	"github.com/tamis-data/tamis/internal/scan/check"
)

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

func cnpj(d []byte) bool {
	first := check.Sum(d, []int{5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2}, 11)
	second := check.Sum(d, []int{6, 5, 4, 3, 2, 9, 8, 7, 6, 5, 4, 3, 2}, 11)
	return !same(d) && d[12] == under2(first) && d[13] == under2(second)
}

func iranian(d []byte) bool {
	sum := check.Sum(d, []int{10, 9, 8, 7, 6, 5, 4, 3, 2}, 11)
	if sum >= 2 {
		sum = 11 - sum
	}
	return !same(d) && sum == int(d[9]-'0')
}

// ird checks a number of New Zealand's tax office, which has a second row of weights where the first
// one gives ten.
func ird(d []byte) bool {
	var padded [9]byte
	padded[0] = '0'
	copy(padded[9-len(d):], d)
	sum := (11 - check.Sum(padded[:], []int{3, 2, 7, 6, 5, 4, 3, 2}, 11)) % 11
	if sum == 10 {
		sum = (11 - check.Sum(padded[:], []int{7, 4, 3, 2, 5, 2, 7, 6}, 11)) % 11
	}
	return sum == int(padded[8]-'0') && !same(d)
}

func thai(d []byte) bool {
	sum := check.Sum(d, []int{13, 12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2}, 11)
	return d[0] != '0' && (11-sum)%10 == int(d[12]-'0')
}

func uruguayan(d []byte) bool {
	return (10-check.Sum(d, []int{2, 9, 8, 7, 6, 3, 4}, 10))%10 == int(d[7]-'0')
}

func kazakh(d []byte) bool {
	sum := check.Sum(d, []int{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11}, 11)
	if sum == 10 {
		sum = check.Sum(d, []int{3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2}, 11)
	}
	return yearFirst(d) && d[6] >= '1' && d[6] <= '6' && sum == int(d[11]-'0')
}

// latvian checks the code that had a date of birth, and the newer one that begins with 32.
func latvian(d []byte) bool {
	sum := check.Sum(d, []int{1, 6, 3, 7, 9, 10, 5, 8, 4, 2}, 11)
	return string(d[:2]) == "32" || dayFirst(d) && (1101-sum)%11%10 == int(d[10]-'0')
}
