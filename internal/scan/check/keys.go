package check

import (
	"crypto/sha256"
	"crypto/sha512"
	"encoding/base32"
	"hash/crc32"
	"strings"
)

const base58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"

// maxBase58 is the length of the longest text that Base58 decodes: an extended key has 111
// characters. The work is quadratic in it.
const maxBase58 = 120

// Base58 decodes a text with a checksum as Bitcoin writes it: version, payload, four bytes of
// sha256 of sha256. The alphabet is Bitcoin's, or another one of 58 characters (Ripple's).
func Base58(s, alphabet string) (decoded []byte, ok bool) {
	if alphabet == "" {
		alphabet = base58
	}
	if len(s) < 8 || len(s) > maxBase58 {
		return nil, false
	}
	var number [maxBase58]byte
	used := 0
	for i := range len(s) {
		carry := strings.IndexByte(alphabet, s[i])
		if carry < 0 {
			return nil, false
		}
		for k := range used {
			carry += int(number[k]) * 58
			number[k] = byte(carry)
			carry >>= 8
		}
		for ; carry > 0; carry >>= 8 {
			number[used] = byte(carry)
			used++
		}
	}
	for i := 0; i < len(s) && s[i] == alphabet[0]; i++ {
		used++
	}
	out := make([]byte, used)
	for i := range out {
		out[used-1-i] = number[i]
	}
	return checked58(out)
}

func checked58(out []byte) ([]byte, bool) {
	if len(out) < 5 {
		return nil, false
	}
	body := out[:len(out)-4]
	first := sha256.Sum256(body)
	second := sha256.Sum256(first[:])
	return body, string(second[:4]) == string(out[len(out)-4:])
}

const bech32 = "qpzry9x8gf2tvdw0s3jn54khce6mua7l"

// Bech32 says whether s is a text of BIP 173 or BIP 350 (bech32m): a part for people, 1, data and
// six characters of checksum, all small or all capital.
func Bech32(s string) bool {
	if strings.ToLower(s) != s && strings.ToUpper(s) != s {
		return false
	}
	s = strings.ToLower(s)
	split := strings.LastIndexByte(s, '1')
	if split < 1 || len(s)-split < 7 || len(s) > 200 {
		return false
	}
	sum := uint32(1)
	for i := range split {
		sum = polymod(sum, s[i]>>5)
	}
	sum = polymod(sum, 0)
	for i := range split {
		sum = polymod(sum, s[i]&31)
	}
	for i := split + 1; i < len(s); i++ {
		v := strings.IndexByte(bech32, s[i])
		if v < 0 {
			return false
		}
		sum = polymod(sum, byte(v))
	}
	return sum == 1 || sum == 0x2bc830a3
}

func polymod(sum uint32, v byte) uint32 {
	top := sum >> 25
	sum = (sum&0x1ffffff)<<5 ^ uint32(v)
	for i, g := range [5]uint32{0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3} {
		if top>>i&1 == 1 {
			sum ^= g
		}
	}
	return sum
}

const base62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"

// CRC62 says whether the last six characters of s are the CRC-32 of the others in base 62, as the
// tokens of GitHub and npm end.
func CRC62(s string) bool {
	if len(s) < 7 {
		return false
	}
	body, want := s[:len(s)-6], s[len(s)-6:]
	sum := crc32.ChecksumIEEE([]byte(body))
	for i := 5; i >= 0; i-- {
		if want[i] != base62[sum%62] {
			return false
		}
		sum /= 62
	}
	return true
}

// Stellar says whether s is an account of Stellar: a version, a key, a CRC-16 in Base32.
func Stellar(s string) bool {
	var raw [35]byte
	if len(s) != 56 {
		return false
	}
	n, err := base32.StdEncoding.Decode(raw[:], []byte(s))
	if err != nil || n != len(raw) {
		return false
	}
	sum := uint16(0)
	for _, b := range raw[:33] {
		sum ^= uint16(b) << 8
		for range 8 {
			carry := sum & 0x8000
			if sum <<= 1; carry != 0 {
				sum ^= 0x1021
			}
		}
	}
	return byte(sum) == raw[33] && byte(sum>>8) == raw[34]
}

// Algorand says whether s is an address of Algorand: a key and the last four bytes of its SHA-512/256,
// in Base32.
func Algorand(s string) bool {
	var raw [36]byte
	if len(s) != 58 {
		return false
	}
	n, err := base32.StdEncoding.WithPadding(base32.NoPadding).Decode(raw[:], []byte(s))
	if err != nil || n != len(raw) {
		return false
	}
	sum := sha512.Sum512_256(raw[:32])
	return string(sum[28:]) == string(raw[32:])
}
