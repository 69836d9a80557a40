package redact

import (
	"math/bits"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/scan"
)

// stand-ins are words that documents put where a secret would stand. A value is a placeholder if it
// consists of nothing else.
var standIns = sync.OnceValue(func() *scan.Words {
	return scan.NewWords(strings.Fields(`example examples sample your my our the a an this that here placeholder changeme change changeit me insert replace replaceme todo fixme dummy fake
foo bar baz qux test testing tests demo default none null nil true false undefined empty string str value val var name user username admin root guest
password passwd passphrase pass pwd pw secret secrets token tokens key keys api apikey access auth client credential credentials private public id
redacted masked hidden removed omitted censored xxx xxxx abc abcd abcde abcdef abcdefg abcdefgh def xyz asdf qwerty letmein
int bool boolean text type required optional enter set get put new old some any and or not for with from in on of to is as
passwort kennwort geheim mot passe senha contraseña secreto oauth bearer basic jwt app my-secret env config settings process import goes`))
})

// placeholder says whether a value stands where a secret would: a mask, a variable, words as "your
// key", one character over and over, the beginning of the alphabet.
func placeholder(v string) bool {
	trimmed := strings.Trim(v, "\"'` ")
	if len(trimmed) < 3 || strings.IndexByte("<{$%[(*&@", trimmed[0]) >= 0 || strings.HasSuffix(trimmed, "...") || strings.Contains(trimmed, "${") || strings.Contains(trimmed, "{{") ||
		strings.Contains(trimmed, "%s") || strings.Contains(trimmed, "…") || strings.Contains(trimmed, "***") {
		return true
	}
	return distinct(trimmed) <= 2 || repeated(trimmed) >= 5 || sequence(trimmed) || onlyStandIns(trimmed)
}

// distinct returns how many bytes differ.
func distinct(v string) int {
	var seen [4]uint64
	n := 0
	for i := range len(v) {
		if b := v[i]; seen[b>>6]>>(b&63)&1 == 0 {
			seen[b>>6] |= 1 << (b & 63)
			n++
		}
	}
	return n
}

// repeated returns the length of the longest run of one byte.
func repeated(v string) int {
	longest, run := 0, 0
	for i := range len(v) {
		run++
		if i > 0 && v[i] != v[i-1] {
			run = 1
		}
		longest = max(longest, run)
	}
	return longest
}

// sequence says whether most bytes are the next of the byte before, as in abcdef and 123456.
func sequence(v string) bool {
	n := 0
	for i := 1; i < len(v); i++ {
		if v[i] == v[i-1]+1 || v[i-1] == '9' && (v[i] == '0' || v[i]|0x20 == 'a') {
			n++
		}
	}
	return len(v) >= 4 && n*4 >= (len(v)-1)*3
}

// onlyStandIns says whether all words of a value are stand-ins; three digits or 1234 are none's.
func onlyStandIns(v string) bool {
	if len(v) > 40 {
		return false
	}
	known, single := false, 0
	for start := 0; start < len(v); {
		end := partEnd(v, start)
		part := v[start:end]
		start = end
		switch {
		case !alnumBytes[part[0]]:
		case digitBytes[part[0]]:
			if len(part) > 3 && !sequence(part) {
				return false
			}
		default:
			_, ok := standIns().Is(part)
			if !ok && repeated(part) < len(part) {
				return false
			}
			known = known || ok
		}
		if len(part) == 1 && alnumBytes[part[0]] {
			single++
		}
	}
	return known && single <= 3
}

// partEnd returns where the part of a name that starts at a place ends: letters up to a change of
// case or anything else, digits, or one other byte.
func partEnd(v string, start int) int {
	end := start + 1
	switch {
	case digitBytes[v[start]]:
		return digitBytes.End(v, end)
	case !alphaAt(v, start) && v[start] < 0x80:
		return end
	}
	for end < len(v) && (alphaAt(v, end) || v[end] >= 0x80) && !(v[end] < 'a' && v[end-1] >= 'a') {
		end++
	}
	return end
}

// entropy returns Shannon's entropy of the bytes of v in thousandths of a bit a byte, in integers,
// so that every machine decides the same.
func entropy(v string) int {
	var counts [256]uint16
	v = v[:min(len(v), 1024)]
	if v == "" {
		return 0
	}
	for i := range len(v) {
		counts[v[i]]++
	}
	sum := 0
	for _, c := range counts {
		if c > 1 {
			sum += int(c) * log2(int(c))
		}
	}
	return (log2(len(v)) - sum/len(v)) * 1000 >> logBits
}

// logBits are the binary places of log2.
const logBits = 16

// log2 returns the binary logarithm of n, with logBits places.
func log2(n int) int {
	whole := bits.Len(uint(n)) - 1
	x := uint64(n) << 32 >> whole // in [1, 2), 32 places
	out := whole
	for range logBits {
		x = x * x >> 32
		out <<= 1
		if x >= 2<<32 {
			x >>= 1
			out |= 1
		}
	}
	return out
}
