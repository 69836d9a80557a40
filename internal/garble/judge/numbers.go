package judge

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// numbers are national numbers with their check digits; the label may stay or go. Births lie in years and
// series run in ranges that a bearer may have; nobody is meant.
var numbers = []struct {
	label string
	draw  func(r *garble.Rand) string
}{
	{"NHS number ", nhs}, {"NIE ", nie}, {"AHV-Nr. ", ahv}, {"CNP ", cnp}, {"ЕГН ", egn}, {"RUT ", rut}, {"NIF ", nif}, {"TFN ", tfn}, {"rodné číslo ", rodne}, {"isikukood ", isikukood}, {"주민등록번호 ", rrn}, {"SA ID number ", southAfrican}, {"CURP ", curp},
}

// born returns a birthday as two digits each of year, month and day.
func born(r *garble.Rand) string {
	return fmt.Sprintf("%02d%02d%02d", r.Between(55, 99), r.Between(1, 12), r.Between(1, 28))
}

// drawn draws until check has a digit for the number, and puts it behind.
func drawn(draw func() string, check func(n string) int) string {
	for {
		n := draw()
		if c := check(n); c < 10 {
			return n + strconv.Itoa(c)
		}
	}
}

func nhs(r *garble.Rand) string {
	n := drawn(func() string { return "999" + r.Of(garble.Digits, 6) }, func(n string) int { return (11 - garble.Weighted(n, 10, 9, 8, 7, 6, 5, 4, 3, 2)%11) % 11 })
	return n[:3] + " " + n[3:6] + " " + n[6:]
}

func nie(r *garble.Rand) string {
	first, n := r.Of("012", 1), r.Of(garble.Digits, 7)
	sep := garble.Pick(r, []string{"", "-"})
	return string("XYZ"[first[0]-'0']) + sep + n + sep + nieLetter(first+n)
}

// nieLetter takes X, Y, Z as 0, 1, 2.
func nieLetter(n string) string { return string("TRWAGMYFPDXBNJZSQVHLCKE"[garble.Remainder(n, 23)]) }

func ahv(r *garble.Rand) string {
	n := "756" + r.Of(garble.Digits, 9)
	n += strconv.Itoa((10 - garble.Weighted(n, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3, 1, 3)%10) % 10)
	return n[:3] + "." + n[3:7] + "." + n[7:11] + "." + n[11:]
}

func cnp(r *garble.Rand) string {
	n := r.Of("12", 1) + born(r) + fmt.Sprintf("%02d%03d", r.Between(1, 46), r.Between(1, 999))
	return n + cnpDigit(n)
}

func cnpDigit(n string) string {
	c := garble.Weighted(n, 2, 7, 9, 1, 4, 6, 3, 5, 8, 2, 7, 9) % 11
	if c == 10 {
		c = 1
	}
	return strconv.Itoa(c)
}

func egn(r *garble.Rand) string {
	n := born(r) + r.Of(garble.Digits, 3)
	return n + egnDigit(n)
}

func egnDigit(n string) string {
	return strconv.Itoa(garble.Weighted(n, 2, 4, 8, 5, 10, 9, 7, 3, 6) % 11 % 10)
}

func rut(r *garble.Rand) string {
	n := r.Of("12", 1) + r.Of(garble.Digits, 7)
	return n[:2] + "." + n[2:5] + "." + n[5:] + "-" + rutDigit(n)
}

func rutDigit(n string) string {
	return string("0K987654321"[garble.Weighted(n, 3, 2, 7, 6, 5, 4, 3, 2)%11])
}

func nif(r *garble.Rand) string {
	n := r.Of("12", 1) + r.Of(garble.Digits, 7)
	c := 11 - garble.Weighted(n, 9, 8, 7, 6, 5, 4, 3, 2)%11
	if c > 9 {
		c = 0
	}
	return garble.Grouped(n+strconv.Itoa(c), garble.Pick(r, []string{"", " "}), 3)
}

func tfn(r *garble.Rand) string {
	n := drawn(func() string { return r.Number(8) }, func(n string) int { return garble.Weighted(n, 1, 4, 3, 7, 5, 8, 6, 9) % 11 }) // 10 c = -sum, and 10 is -1
	return garble.Grouped(n, " ", 3)
}

func rodne(r *garble.Rand) string {
	n := drawn(func() string { return born(r) + r.Of(garble.Digits, 3) }, func(n string) int { return (11 - garble.Remainder(n+"0", 11)) % 11 })
	return n[:6] + "/" + n[6:]
}

func isikukood(r *garble.Rand) string {
	n := r.Of("34", 1) + born(r) + fmt.Sprintf("%03d", r.Between(1, 710))
	return n + isikukoodDigit(n)
}

func isikukoodDigit(n string) string {
	c := garble.Weighted(n, 1, 2, 3, 4, 5, 6, 7, 8, 9, 1) % 11
	if c == 10 {
		c = garble.Weighted(n, 3, 4, 5, 6, 7, 8, 9, 1, 2, 3) % 11 % 10
	}
	return strconv.Itoa(c)
}

func rrn(r *garble.Rand) string {
	n := born(r) + r.Of("12", 1) + fmt.Sprintf("%02d", r.Between(0, 95)) + r.Of(garble.Digits, 3)
	c := (11 - garble.Weighted(n, 2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)%11) % 10
	return n[:6] + "-" + n[6:] + strconv.Itoa(c)
}

func southAfrican(r *garble.Rand) string {
	n := born(r) + r.Of(garble.Digits, 4) + "08"
	return n + garble.Luhn(n)
}

// curp has letters of a name that is none.
func curp(r *garble.Rand) string {
	n := r.Of("BCDFGLMNPR", 1) + "X" + r.Of("BCDFGLMNPR", 2) + born(r) + r.Of("HM", 1) + garble.Pick(r, []string{"DF", "JC", "NL", "VZ"}) + r.Of("BCDFGLMNPR", 3) + r.Of(garble.Digits, 1)
	const alphabet = "0123456789ABCDEFGHIJKLMN_OPQRSTUVWXYZ" // _ stands for Ñ
	sum := 0
	for i := range len(n) {
		sum += strings.IndexByte(alphabet, n[i]) * (18 - i)
	}
	return n + strconv.Itoa((10-sum%10)%10)
}

const bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// taproot writes 32 bytes as an address of witness version 1 with its checksum (BIP 350).
func taproot(program []byte) string {
	data := []byte{1}
	acc, bits := 0, 0
	for _, b := range program {
		acc, bits = acc<<8|int(b), bits+8
		for bits >= 5 {
			bits -= 5
			data = append(data, byte(acc>>bits&31))
		}
	}
	if bits > 0 {
		data = append(data, byte(acc<<(5-bits)&31))
	}
	check := polymod(append(append([]byte{3, 3, 0, 2, 3}, data...), 0, 0, 0, 0, 0, 0)) ^ 0x2bc830a3
	for i := range 6 {
		data = append(data, byte(check>>(5*(5-i))&31))
	}
	var b strings.Builder
	b.WriteString("bc1")
	for _, d := range data {
		b.WriteByte(bech32[d])
	}
	return b.String()
}

func polymod(values []byte) uint32 {
	generator := [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3}
	check := uint32(1)
	for _, v := range values {
		top := check >> 25
		check = check&0x1ffffff<<5 ^ uint32(v)
		for i, g := range generator {
			if top>>i&1 == 1 {
				check ^= g
			}
		}
	}
	return check
}
