package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
	"github.com/tamis-data/tamis/internal/scan/check"
)

// maxToken is the length of the longest token that is looked at: a Cardano address has 108.
const maxToken = 128

// token looks at the token of letters and digits around a digit. It returns where to go on, 0 where
// the digits are to be looked at as a number.
func (p *piiScan) token(i int) int {
	start := wordBytes.Start(p.s, i, maxToken+1)
	end := wordBytes.End(p.s, i)
	inWord := start < i
	if end-start <= maxToken && !letterBefore(p.s, start) {
		if found := p.named(start, end); found > 0 {
			return found
		}
	}
	if inWord {
		return end // no number begins within a word
	}
	return 0
}

// named looks at a token as a whole and returns where it ends, with groups that belong to it; 0 for
// nothing.
func (p *piiScan) named(start, end int) int {
	t := p.s[start:end]
	switch {
	case len(t) >= 26 && coin(t, start, p.s):
		return p.add(start, end, piiCrypto)
	case len(t) >= 4 && alphaAt(t, 0) && alphaAt(t, 1) && p.iban(start) > 0:
		return p.iban(start)
	case p.hongKong(start, end) > 0:
		return end + len("(3)")
	case letteredID(t, p.s, start, end):
		return p.add(start, end, piiID)
	}
	if to := hetuEnd(p.s, start); to > 0 { // the sign of the century may be a letter
		return p.add(start, to, piiID)
	}
	return 0
}

func alphaAt(t string, i int) bool {
	b := t[i] | 0x20
	return b >= 'a' && b <= 'z'
}

// form says whether a token has a form: 9 stands for a digit, A for a capital, all others for
// themselves.
func form(t, form string) bool {
	if len(t) != len(form) {
		return false
	}
	for i := range len(t) {
		switch f := form[i]; {
		case f == '9':
			if !digitBytes[t[i]] {
				return false
			}
		case f == 'A':
			if t[i] < 'A' || t[i] > 'Z' {
				return false
			}
		case f != t[i]:
			return false
		}
	}
	return true
}

// letteredID says whether a token is a personal number with letters: by its check character, or
// by its form and a word before it.
func letteredID(t, s string, start, end int) bool {
	if (len(t) == 9 || len(t) == 16) && t[len(t)-1] >= 'a' && t[len(t)-1] <= 'z' && before(s, start).is(cueID|cueNamed, 3) {
		t = strings.ToUpper(t)
	}
	switch {
	case form(t, "99999999A"): // Spain, DNI
		return dniLetter(digitsOf(t)) == t[8] && !other(s, start)
	case form(t, "A9999999A") && strings.IndexByte("XYZ", t[0]) >= 0: // Spain, NIE
		return dniLetter(int(t[0]-'X')*10_000_000+digitsOf(t[1:])) == t[8] && !other(s, start)
	case form(t, "A9999999A") && strings.IndexByte("STFGM", t[0]) >= 0: // Singapore
		return nric(t) && !other(s, start)
	case form(t, "AAAAAA99A99A999A"): // Italy
		return fiscal(t)
	case form(t, "AAAA999999AAAAAA99"): // Mexico, CURP
		return (t[10] == 'H' || t[10] == 'M' || t[10] == 'X') && curp(t)
	case form(t, "AA999999A"): // United Kingdom
		return nino(t[:2], t[8]) && !other(s, start)
	case form(t, "99999999999999999A"): // China
		return t[17] == 'X' && chinese([]byte(t))
	case form(t, "AAAA999999") || len(t) == 13 && form(t[:10], "AAAA999999"): // Mexico, RFC
		return len(t) == 13 && strings.IndexByte("AEIOUX", t[1]) >= 0 && yearFirst([]byte(t[4:10]))
	case form(t, "A999999999"): // Taiwan
		return (t[1] == '1' || t[1] == '2') && before(s, start).is(cueID|cueNamed, 3)
	case form(t, "AAAAA9999A"): // India, PAN
		return strings.IndexByte("PCHFATBLJG", t[3]) >= 0 && before(s, start).is(cueID, 3)
	case form(t, "99999999A999"): // Germany, insurance
		return svnr(t) && before(s, start).is(cueID, 3)
	case form(t, "9999999A"), form(t, "9999999AA"): // Ireland
		return pps(t) && before(s, start).is(cueID, 3)
	}
	return travel(t, s, start, end)
}

// other says whether the words before a place speak of orders, versions and the like.
func other(s string, start int) bool {
	h := before(s, start)
	return h.is(cueOther|cueVersion, 1) && h.bytes <= 24 || at(s, start-1) == '#' || at(s, start-1) == '-' || at(s, start-1) == '/'
}

// travel says whether a token is the number of a passport or driving licence, named so right before.
func travel(t, s string, start, end int) bool {
	if len(t) < 7 || len(t) > 16 || strings.ToUpper(t) != t || strings.Count(t, "_") > 0 || letterAt(s, end) {
		return false
	}
	n := 0
	for i := range len(t) {
		if digitBytes[t[i]] {
			n++
		}
	}
	h := before(s, start)
	return n >= 5 && h.is(cueTravel|cueNamed, 2) && h.bytes <= 20
}

// nric says whether the check letter of a number of Singapore is right.
func nric(t string) bool {
	sum := check.Sum([]byte(t[1:8]), []int{2, 7, 6, 5, 4, 3, 2}, 11)
	switch t[0] {
	case 'S':
		return "JZIHGFEDCBA"[sum] == t[8]
	case 'T':
		return "JZIHGFEDCBA"[(sum+4)%11] == t[8]
	case 'F':
		return "XWUTRQPNMLK"[sum] == t[8]
	case 'G':
		return "XWUTRQPNMLK"[(sum+4)%11] == t[8]
	}
	return "KLJNPQRTUWX"[(sum+3)%11] == t[8]
}

// lettered looks for a number of one to three groups that a letter ends or a letter begins, apart from
// its digits: 12.345.678-Z, X-1234567-L, A123456(3). It returns the end, 0 for none.
func (p *piiScan) lettered(c *cluster) int {
	start, end := c.groups[0].start, c.end
	n := c.digits()
	if c.n > 4 || n < 7 || n > 9 || start > 0 && alnumBytes[p.s[start-1]] {
		return 0
	}
	sign := end
	if b := at(p.s, sign); b == '-' || b == ' ' {
		sign++
	}
	known := before(p.s, start).is(cueID|cueNamed, 2)
	if c.n == 2 && !known || c.n > 1 && c.gaps[1].kind == ' ' && !known {
		return 0
	}
	letter := at(p.s, sign)
	if known && letter >= 'a' {
		letter &^= 0x20
	}
	if letter < 'A' || letter > 'Z' || wordBytes[at(p.s, sign+1)] || at(p.s, sign+1) == '-' {
		return 0
	}
	digits := c.value(p.s)
	switch {
	case n == 8 && dniLetter(digits) == letter && !other(p.s, start):
	case letter == 'K' && sign > end && (n == 7 || n == 8) && rutK(digits):
	case n == 7 && start > 1 && p.s[start-1] == '-' && strings.IndexByte("XYZ", p.s[start-2]) >= 0 && !wordBytes[at(p.s, start-3)] && dniLetter(int(p.s[start-2]-'X')*10_000_000+digits) == letter:
		start -= len("X-")
	default:
		return 0
	}
	if sign > end && p.s[sign-1] == ' ' && !known {
		return 0
	}
	return p.add(start, sign+1, piiID)
}

// value returns the digits of all groups as a number.
func (c *cluster) value(s string) int {
	v := 0
	for _, g := range c.groups[:c.n] {
		for _, b := range []byte(s[g.start:g.end]) {
			v = v*10 + int(b-'0')
		}
	}
	return v
}

// rutK says whether the check digit of a number of Chile is K, for ten.
func rutK(n int) bool {
	sum := 0
	for w := 2; n > 0; n /= 10 {
		sum += n % 10 * w
		if w++; w > 7 {
			w = 2
		}
	}
	return 11-sum%11 == 10
}

// hongKong looks for an identity number of Hong Kong at a token: A123456(3).
func (p *piiScan) hongKong(start, end int) int {
	t := p.s[start:end]
	if !form(t, "A999999") && !form(t, "AA999999") || at(p.s, end) != '(' || at(p.s, end+2) != ')' {
		return 0
	}
	sum, w := 0, 8
	if len(t) == 7 {
		sum = 36 * 9
	} else {
		sum, t = (int(t[0]-'A')+10)*9, t[1:]
	}
	for i := range t {
		v := int(t[i] - '0')
		if i == 0 {
			v = int(t[0]-'A') + 10
		}
		sum, w = sum+v*w, w-1
	}
	if "0A987654321"[sum%11] != p.s[end+1] {
		return 0
	}
	return p.add(start, end+len("(3)"), piiID)
}

func digitsOf(t string) int {
	n := 0
	for i := 0; i < len(t) && digitBytes[t[i]]; i++ {
		n = n*10 + int(t[i]-'0')
	}
	return n
}

func dniLetter(n int) byte { return "TRWAGMYFPDXBNJZSQVHLCKE"[n%23] }

// fiscalOdd are the values of the characters at odd places of the codice fiscale, 0–9 and A–Z.
var fiscalOdd = [36]uint8{1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23}

func fiscal(t string) bool {
	sum := 0
	for i := range 15 {
		v := int(t[i] - '0')
		letter := t[i] >= 'A'
		if letter {
			v = int(t[i] - 'A')
		}
		switch {
		case i%2 == 0 && letter:
			v = int(fiscalOdd[10+v])
		case i%2 == 0:
			v = int(fiscalOdd[v])
		}
		sum += v
	}
	return byte('A'+sum%26) == t[15]
}

func curp(t string) bool {
	sum := 0
	for i := range 17 {
		v := int(t[i] - '0')
		if t[i] >= 'A' {
			v = int(t[i]-'A') + 10
			if t[i] > 'N' {
				v++ // Ñ stands between
			}
		}
		sum += v * (18 - i)
	}
	return (10-sum%10)%10 == int(t[17]-'0')
}

// nino says whether the letters of a British insurance number are ones that are given.
func nino(prefix string, suffix byte) bool {
	return strings.IndexByte("DFIQUV", prefix[0]) < 0 && strings.IndexByte("DFIQUVO", prefix[1]) < 0 && suffix >= 'A' && suffix <= 'D' &&
		!strings.Contains("BG GB NK KN TN NT ZZ", prefix)
}

// insurance looks for a British insurance number written in groups: AB 12 34 56 C.
func (p *piiScan) insurance(x *number) bool {
	if !x.shape(2, 2, 2) || x.sep != ' ' || x.start < 3 || !form(p.s[x.start-3:x.start]+" ", "AA  ") || at(p.s, x.end) != ' ' {
		return false
	}
	if wordBytes[at(p.s, x.start-4)] || wordBytes[at(p.s, x.end+2)] || !nino(p.s[x.start-3:x.start-1], at(p.s, x.end+1)) {
		return false
	}
	p.add(x.start-3, x.end+2, piiID)
	return true
}

func svnr(t string) bool {
	day := two([]byte(t[2:4]))
	return (day >= 1 && day <= 31 || day >= 51 && day <= 81) && month(two([]byte(t[4:6])))
}

func pps(t string) bool {
	sum := 0
	for i := range 7 {
		sum += int(t[i]-'0') * (8 - i)
	}
	if len(t) == 9 && t[8] != 'W' {
		sum += int(t[8]-'A'+1) * 9
	}
	return t[7] == "WABCDEFGHIJKLMNOPQRSTUV"[sum%23]
}

// hetuEnd returns where the Finnish number that starts at a place ends: ddmmyy, a sign of the
// century, three digits and a check character; 0 for none.
func hetuEnd(s string, start int) int {
	end := start + len("010190-123A")
	if end > len(s) || digitBytes[s[start+6]] || wordBytes[at(s, end)] || wordBytes[at(s, start-1)] {
		return 0
	}
	t := s[start:end]
	if strings.IndexByte("-+ABCDEFYXWVU", t[6]) < 0 || !form(t[:6]+t[7:10], "999999999") || !dayFirst([]byte(t)) {
		return 0
	}
	if "0123456789ABCDEFHJKLMNPRSTUVWXY"[check.Mod([]byte(t[:6]+t[7:10]), 31)] != t[10] || t[6] == '-' && digitBytes[t[10]] && other(s, start) {
		return 0
	}
	return end
}

// ripple is the alphabet of Ripple's addresses.
const ripple = "rpshnaf39wBUDNEGHJKLM4PQRST7VWXYZ2bcdeCg65jkm8oFqi1tuvAxyz"

// coin says whether a token is an address of a cryptocurrency. What Base58Check and Bech32 hold together
// is one whatever its prefix: their checksums have 32 and 30 bits.
func coin(t string, start int, s string) bool {
	switch n := len(t); {
	case n == 42 && (strings.HasPrefix(t, "0x") || strings.HasPrefix(t, "0X")):
		return hexBytes.End(t, 2) == n && distinct(t[2:]) > 5
	case (n == 95 || n == 106) && (t[0] == '4' || t[0] == '8'):
		return base58Bytes.End(t, 0) == n // Monero
	case n == 42 && (t[0] == 'q' || t[0] == 'p') && strings.HasSuffix(s[:start], "bitcoincash:"):
		return true
	case n == 56 && (t[0] == 'G' || t[0] == 'M') && check.Stellar(t):
		return true
	case n == 58 && check.Algorand(t):
		return true
	case n >= 38 && strings.IndexByte(t, '1') > 0 && check.Bech32(t):
		return true
	case n <= 62 && base58Bytes.End(t, 0) == n:
		if body, ok := check.Base58(t, ""); ok && len(body) >= 21 && len(body) <= 45 {
			return true
		}
		if body, ok := check.Base58(t, ripple); ok && t[0] == 'r' && len(body) == 21 {
			return true
		}
		return (n == 43 || n == 44) && mixed(t) && before(s, start).is(cueCoin, 2) // Solana has no checksum
	case n == 111 && strings.HasPrefix(t[1:], "pub"):
		body, ok := check.Base58(t, "")
		return ok && len(body) == 78 // shows all addresses of a wallet
	}
	return false
}

// base58Bytes are digits and letters without 0, O, I and l.
var base58Bytes = scan.Bytes("1-9A-HJ-NP-Za-km-z")
