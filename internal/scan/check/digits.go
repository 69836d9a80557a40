// Package check computes the check digits of numbers and keys: what tells a card number from
// sixteen digits. Arguments are ASCII; other bytes never pass.
package check

// Luhn says whether the digits pass ISO/IEC 7812-1, as card numbers do.
func Luhn(digits []byte) bool {
	sum := 0
	for i := range digits {
		d := digit(digits[len(digits)-1-i])
		if d < 0 {
			return false
		}
		if i%2 == 1 {
			d *= 2
			d = d/10 + d%10
		}
		sum += d
	}
	return len(digits) > 1 && sum%10 == 0
}

// digit returns the value of a digit, -1 of anything else.
func digit(b byte) int {
	if b >= '0' && b <= '9' {
		return int(b - '0')
	}
	return -1
}

// value returns the value of a digit or letter as ISO 7064 and IBAN count it, A = 10.
func value(b byte) int {
	switch {
	case b >= '0' && b <= '9':
		return int(b - '0')
	case b >= 'A' && b <= 'Z':
		return int(b-'A') + 10
	case b >= 'a' && b <= 'z':
		return int(b-'a') + 10
	}
	return -1
}

// Mod returns the digits as one number modulo m, -1 where one is none.
func Mod(digits []byte, m int) int {
	n := 0
	for _, b := range digits {
		d := digit(b)
		if d < 0 {
			return -1
		}
		n = (n*10 + d) % m
	}
	return n
}

// Sum returns the digits times the weights modulo m, -1 where one is no digit. Digits beyond the
// weights are not looked at.
func Sum(digits []byte, weights []int, m int) int {
	sum := 0
	for i, w := range weights {
		if i >= len(digits) || digit(digits[i]) < 0 {
			return -1
		}
		sum += w * digit(digits[i])
	}
	return ((sum % m) + m) % m
}

// Mod11x10 says whether the digits pass ISO 7064 MOD 11,10.
func Mod11x10(digits []byte) bool {
	p := 10
	for i, b := range digits {
		d := digit(b)
		if d < 0 {
			return false
		}
		if i == len(digits)-1 {
			return (p+d)%10 == 1
		}
		if p = (p + d) % 10; p == 0 {
			p = 10
		}
		p = p * 2 % 11
	}
	return false
}

// Mod11x2 says whether digits, the last of which may be X, pass ISO 7064 MOD 11-2.
func Mod11x2(digits []byte) bool {
	p := 0
	for i, b := range digits {
		d := digit(b)
		if i == len(digits)-1 && (b == 'X' || b == 'x') {
			d = 10
		}
		if d < 0 {
			return false
		}
		if i == len(digits)-1 {
			return (p+d)%11 == 1
		}
		p = (p + d) * 2 % 11
	}
	return false
}

// Verhoeff's tables: the dihedral group D5 and the permutation of each place.
var (
	dihedral = [10][10]uint8{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 2, 3, 4, 0, 6, 7, 8, 9, 5}, {2, 3, 4, 0, 1, 7, 8, 9, 5, 6},
		{3, 4, 0, 1, 2, 8, 9, 5, 6, 7}, {4, 0, 1, 2, 3, 9, 5, 6, 7, 8}, {5, 9, 8, 7, 6, 0, 4, 3, 2, 1}, {6, 5, 9, 8, 7, 1, 0, 4, 3, 2},
		{7, 6, 5, 9, 8, 2, 1, 0, 4, 3}, {8, 7, 6, 5, 9, 3, 2, 1, 0, 4}, {9, 8, 7, 6, 5, 4, 3, 2, 1, 0}}
	permuted = [8][10]uint8{{0, 1, 2, 3, 4, 5, 6, 7, 8, 9}, {1, 5, 7, 6, 2, 8, 3, 0, 9, 4}, {5, 8, 0, 3, 7, 9, 6, 1, 4, 2},
		{8, 9, 1, 6, 0, 4, 3, 5, 2, 7}, {9, 4, 5, 3, 1, 2, 6, 8, 7, 0}, {4, 2, 8, 6, 5, 7, 3, 9, 0, 1}, {2, 7, 9, 3, 8, 0, 6, 4, 1, 5},
		{7, 0, 4, 6, 9, 1, 3, 2, 5, 8}}
)

// Verhoeff says whether the digits pass Verhoeff's check, as Aadhaar numbers do.
func Verhoeff(digits []byte) bool {
	c := uint8(0)
	for i := range digits {
		d := digit(digits[len(digits)-1-i])
		if d < 0 {
			return false
		}
		c = dihedral[c][permuted[i%8][d]]
	}
	return len(digits) > 1 && c == 0
}

// EAN says whether the digits pass the check of EAN, ISBN-13 and the Swiss AHV.
func EAN(digits []byte) bool {
	sum := 0
	for i := range digits {
		d := digit(digits[len(digits)-1-i])
		if d < 0 {
			return false
		}
		sum += d * (1 + 2*(i%2))
	}
	return len(digits) > 1 && sum%10 == 0
}

// ibanLengths are the lengths of the countries of the IBAN registry.
const ibanLengths = "AD24AE23AL28AT20AZ28BA20BE16BG22BH22BI27BR29BY28CH21CR22CY28CZ24DE22DJ27DK18DO28EE20EG29ES24FI18FK18FO18FR27" +
	"GB22GE22GI23GL18GR27GT28HN28HR21HU28IE22IL23IQ23IS26IT27JO30KW30KZ20LB28LC32LI21LT20LU20LV21LY25MC27MD24ME22MK19MN20" +
	"MR27MT31MU30NI28NL18NO15OM23PK24PL28PS29PT25QA29RO24RS22RU33SA24SC31SD18SE24SI19SK24SM27SO23ST25SV28TL23TN24TR26UA29VA22VG24XK20YE30"

// IBANLength returns how many characters an IBAN of a country has, 0 for no such country. Letters
// may be small.
func IBANLength(country string) int {
	if len(country) < 2 {
		return 0
	}
	a, b := country[0]&^0x20, country[1]&^0x20
	for i := 0; i < len(ibanLengths); i += 4 {
		if ibanLengths[i] == a && ibanLengths[i+1] == b {
			return int(ibanLengths[i+2]-'0')*10 + int(ibanLengths[i+3]-'0')
		}
	}
	return 0
}

// IBAN says whether s, without spaces, is an account number: country, length and ISO 7064 MOD 97-10.
func IBAN(s []byte) bool {
	if len(s) < 15 || IBANLength(string(s[:2])) != len(s) || digit(s[2]) < 0 || digit(s[3]) < 0 {
		return false
	}
	n := 0
	for i := range s {
		v := value(s[(i+4)%len(s)])
		switch {
		case v < 0:
			return false
		case v < 10:
			n = (n*10 + v) % 97
		default:
			n = (n*100 + v) % 97
		}
	}
	return n == 1
}
