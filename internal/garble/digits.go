package garble

import (
	"crypto/sha256"
	"fmt"
	"math/big"
	"strings"
)

// Luhn returns the digit that makes s valid as a card number.
func Luhn(s string) string {
	sum := 0
	for i := range len(s) {
		d := int(s[len(s)-1-i] - '0')
		if i%2 == 0 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return fmt.Sprint((10 - sum%10) % 10)
}

// Weighted returns the sum of digits of s times weights.
func Weighted(s string, weights ...int) int {
	sum := 0
	for i, w := range weights {
		sum += int(s[i]-'0') * w
	}
	return sum
}

// Remainder returns a decimal number modulo m; letters count as 10 to 35.
func Remainder(s string, m int) int {
	rest := 0
	for _, c := range s {
		switch {
		case c >= 'A':
			rest = (rest*100 + int(c-'A') + 10) % m
		default:
			rest = (rest*10 + int(c-'0')) % m
		}
	}
	return rest
}

// IBAN returns an account number with its check digits.
func IBAN(country, account string) string {
	return fmt.Sprintf("%s%02d%s", country, 98-Remainder(account+country+"00", 97), account)
}

// Grouped parts s in groups of n.
func Grouped(s, sep string, n int) string {
	var parts []string
	for ; len(s) > n; s = s[n:] {
		parts = append(parts, s[:n])
	}
	return strings.Join(append(parts, s), sep)
}

// mod1110 returns the check digit of ISO 7064 MOD 11,10.
func mod1110(s string) string {
	product := 10
	for _, c := range s {
		sum := (int(c-'0') + product) % 10
		if sum == 0 {
			sum = 10
		}
		product = sum * 2 % 11
	}
	return fmt.Sprint((11 - product) % 10)
}

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// Base58Check writes a version byte and a payload with its checksum, as Bitcoin's first addresses.
func Base58Check(version byte, payload []byte) string {
	data := append([]byte{version}, payload...)
	first := sha256.Sum256(data)
	second := sha256.Sum256(first[:])
	data = append(data, second[:4]...)
	n, rest := new(big.Int).SetBytes(data), new(big.Int)
	var out []byte
	for n.Sign() > 0 {
		n.DivMod(n, big.NewInt(58), rest)
		out = append([]byte{base58[rest.Int64()]}, out...)
	}
	for _, b := range data {
		if b != 0 {
			break
		}
		out = append([]byte{'1'}, out...)
	}
	return string(out)
}

const bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// Segwit writes a program of 20 bytes as an address of witness version 0.
func Segwit(prefix string, program []byte) string {
	data := append([]byte{0}, fives(program)...)
	var expanded []byte
	for i := range len(prefix) {
		expanded = append(expanded, prefix[i]>>5)
	}
	expanded = append(expanded, 0)
	for i := range len(prefix) {
		expanded = append(expanded, prefix[i]&31)
	}
	check := polymod(append(append(expanded, data...), 0, 0, 0, 0, 0, 0)) ^ 1
	for i := range 6 {
		data = append(data, byte(check>>(5*(5-i))&31))
	}
	var b strings.Builder
	b.WriteString(prefix + "1")
	for _, d := range data {
		b.WriteByte(bech32[d])
	}
	return b.String()
}

// fives regroups bytes in groups of five bits.
func fives(data []byte) []byte {
	var out []byte
	acc, bits := 0, 0
	for _, b := range data {
		acc, bits = acc<<8|int(b), bits+8
		for bits >= 5 {
			bits -= 5
			out = append(out, byte(acc>>bits&31))
		}
	}
	return out
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

// Bytes draws n bytes.
func (r *Rand) Bytes(n int) []byte {
	b := make([]byte, n)
	for i := range b {
		b[i] = byte(r.IntN(256))
	}
	return b
}
