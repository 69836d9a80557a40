package dedupe

import (
	"slices"
	"strings"
	"unicode/utf8"
)

// Parameters of punycode (RFC 3492 §5).
const (
	punyBase, punyMin, punyMax = 36, 1, 26
	punySkew, punyDamp         = 38, 700
	punyFirst, punyFirstBias   = 128, 72
	maxLabel                   = 63 // bytes of a name in the DNS
)

// unpuny decodes a name behind its xn--; false where it is none, or is none that would be written like that.
func unpuny(s string) (string, bool) {
	if len(s) > maxLabel {
		return "", false
	}
	var out []rune
	if i := strings.LastIndexByte(s, '-'); i > 0 { // where nothing stands before it there would be none
		out, s = []rune(s[:i]), s[i+1:]
	}
	n, bias := punyFirst, punyFirstBias
	for at := 0; s != ""; at++ {
		step, rest, ok := punyNumber(s, bias)
		if !ok {
			return "", false
		}
		s = rest
		bias = punyBias(step, len(out)+1, at == 0)
		first := step + at
		at = first % (len(out) + 1)
		if n += first / (len(out) + 1); n > utf8.MaxRune || !utf8.ValidRune(rune(n)) {
			return "", false
		}
		out = slices.Insert(out, at, rune(n))
	}
	plain := string(out)
	wide := strings.IndexFunc(plain, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0
	return plain, wide && plainName(plain) == plain && isHost(plain) && !strings.ContainsAny(plain, ".%")
}

// punyNumber reads a number of variable length and returns what follows it.
func punyNumber(s string, bias int) (n int, rest string, ok bool) {
	weight := 1
	for i, k := 0, punyBase; i < len(s); i, k = i+1, k+punyBase {
		digit := punyDigit(s[i])
		if digit < 0 || n > punyMost || weight > punyMost {
			return 0, "", false
		}
		n += digit * weight
		t := min(max(k-bias, punyMin), punyMax)
		if digit < t {
			return n, s[i+1:], true
		}
		weight *= punyBase - t
	}
	return 0, "", false
}

// punyMost keeps numbers far from what an int holds: no character needs a larger one.
const punyMost = (utf8.MaxRune + 1) * (maxLabel + 1)

func punyDigit(c byte) int {
	switch {
	case c|0x20 >= 'a' && c|0x20 <= 'z':
		return int(c | 0x20 - 'a')
	case c >= '0' && c <= '9':
		return int(c-'0') + 26
	}
	return -1
}

// punyBias is the bias for the number behind one of step, with so many characters by then.
func punyBias(step, points int, first bool) int {
	if first {
		step /= punyDamp
	} else {
		step /= 2
	}
	step += step / points
	k := 0
	for ; step > (punyBase-punyMin)*punyMax/2; k += punyBase {
		step /= punyBase - punyMin
	}
	return k + (punyBase-punyMin+1)*step/(step+punySkew)
}
