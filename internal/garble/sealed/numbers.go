package sealed

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// numbers are national numbers with their check digits; the label may stay or go.
var numbers = []struct {
	label string
	draw  func(r *garble.Rand) string
}{
	{"NINO ", nino}, {"codice fiscale ", fiscale}, {"Aadhaar ", aadhaar}, {"SIN ", sin}, {"personnummer ", personnummer}, {"hetu ", hetu}, {"身份证号", resident}, {"T.C. Kimlik No ", kimlik}, {"fødselsnummer ", birth}, {"NRN ", register},
}

func nino(r *garble.Rand) string {
	return garble.Pick(r, []string{"AB", "CE", "HK", "JM", "WR"}) + " " + garble.Grouped(r.Of(garble.Digits, 6), " ", 2) + " " + r.Of("ABCD", 1)
}

// fiscale draws consonants of a name that is none, a birthday, a place, and the check letter.
func fiscale(r *garble.Rand) string {
	s := r.Of("BCDFGLMNPRSTVZ", 6) + fmt.Sprintf("%02d", r.Between(40, 99)) + r.Of("ABCDEHLMPRST", 1) + fmt.Sprintf("%02d", r.Between(1, 28)) + r.Of("AFGHL", 1) + r.Of(garble.Digits, 3)
	odd := map[byte]int{}
	for i, v := range []int{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23} {
		odd['A'+byte(i)] = v
		if i < 10 {
			odd['0'+byte(i)] = v
		}
	}
	sum := 0
	for i := range len(s) {
		switch {
		case i%2 == 0:
			sum += odd[s[i]]
		case s[i] >= 'A':
			sum += int(s[i] - 'A')
		default:
			sum += int(s[i] - '0')
		}
	}
	return s + string(rune('A'+sum%26))
}

// aadhaar has Verhoeff's check digit.
func aadhaar(r *garble.Rand) string {
	n := r.Of("23456789", 1) + r.Of(garble.Digits, 10)
	return garble.Grouped(n+verhoeff(n), " ", 4)
}

func verhoeff(n string) string {
	shift := [10]int{1, 5, 7, 6, 2, 8, 3, 0, 9, 4}
	inverse := [10]int{0, 4, 3, 2, 1, 5, 6, 7, 8, 9}
	c := 0
	for i := range len(n) {
		d := int(n[len(n)-1-i] - '0')
		for range i + 1 {
			d = shift[d]
		}
		c = dihedral(c, d)
	}
	return strconv.Itoa(inverse[c])
}

// dihedral multiplies in the group of the pentagon's symmetries.
func dihedral(a, b int) int {
	switch {
	case a < 5 && b < 5:
		return (a + b) % 5
	case a < 5:
		return 5 + (a+b)%5
	case b < 5:
		return 5 + (a-b)%5
	}
	return (a - b + 5) % 5
}

func sin(r *garble.Rand) string {
	n := r.Of("1234567", 1) + r.Of(garble.Digits, 7)
	return garble.Grouped(n+garble.Luhn(n), garble.Pick(r, []string{" ", "-"}), 3)
}

func personnummer(r *garble.Rand) string {
	n := fmt.Sprintf("%02d%02d%02d%03d", r.Between(40, 99), r.Between(1, 12), r.Between(1, 28), r.Between(980, 999))
	return n[:6] + "-" + n[6:] + garble.Luhn(n)
}

func hetu(r *garble.Rand) string {
	n := fmt.Sprintf("%02d%02d%02d%03d", r.Between(1, 28), r.Between(1, 12), r.Between(40, 99), r.Between(2, 899))
	return n[:6] + "-" + n[6:] + string("0123456789ABCDEFHJKLMNPRSTUVWXY"[garble.Remainder(n, 31)])
}

// resident has the check character of ISO 7064 MOD 11-2.
func resident(r *garble.Rand) string {
	n := "110101" + fmt.Sprintf("19%02d%02d%02d", r.Between(40, 99), r.Between(1, 12), r.Between(1, 28)) + r.Of(garble.Digits, 3)
	return n + string("10X98765432"[garble.Weighted(n, 7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)%11])
}

func kimlik(r *garble.Rand) string {
	n := r.Number(9)
	odd, even := garble.Weighted(n, 1, 0, 1, 0, 1, 0, 1, 0, 1), garble.Weighted(n, 0, 1, 0, 1, 0, 1, 0, 1, 0)
	n += strconv.Itoa(((odd*7-even)%10 + 10) % 10)
	return n + strconv.Itoa((odd+even+int(n[9]-'0'))%10)
}

// birth draws a Norwegian number with both its check digits.
func birth(r *garble.Rand) string {
	for {
		n := fmt.Sprintf("%02d%02d%02d%03d", r.Between(1, 28), r.Between(1, 12), r.Between(40, 99), r.Between(0, 499))
		first := (11 - garble.Weighted(n, 3, 7, 6, 1, 8, 9, 4, 5, 2)%11) % 11
		n += strconv.Itoa(first)
		second := (11 - garble.Weighted(n[:9]+strconv.Itoa(first%10), 5, 4, 3, 2, 7, 6, 5, 4, 3, 2)%11) % 11
		if first < 10 && second < 10 {
			return n + strconv.Itoa(second)
		}
	}
}

// register is the Belgian number, written with its dots.
func register(r *garble.Rand) string {
	n := fmt.Sprintf("%02d%02d%02d%03d", r.Between(40, 99), r.Between(1, 12), r.Between(1, 28), r.Between(1, 997))
	check := fmt.Sprintf("%02d", 97-garble.Remainder(n, 97))
	return strings.Join([]string{n[:2], n[2:4], n[4:6]}, ".") + "-" + n[6:] + "." + check
}
