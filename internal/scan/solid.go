package scan

import "math/bits"

const (
	eachByte = 0x0101010101010101
	lowSeven = 0x7F * eachByte
	highBits = 0x80 * eachByte
)

// eight returns eight bytes of s as they lie in memory of small endian; the compiler makes one load of it.
func eight(s string, at int) uint64 {
	b := s[at : at+8]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 | uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// Solid returns the next run of at least n bytes of ASCII without white space and controls at or after
// `at`, which is taken for the border of a run; both ends are len(s) where there is none. It looks at
// eight bytes at once and branches where a long run ends: words of prose are too short to be told apart.
func Solid(s string, at, n int) (start, end int) {
	run, i := 0, at // run: solid bytes right before i
	for ; i+8 <= len(s); i += 8 {
		x := eight(s, i)
		gaps := (^((x & lowSeven) + (0x80-'!')*eachByte) | x) & highBits
		head := bits.TrailingZeros64(gaps) / 8
		if run+head >= n {
			start, i = i-run, i+head
			for i < len(s) && s[i] >= '!' && s[i] < 0x80 {
				i++
			}
			return start, i
		}
		tail := bits.LeadingZeros64(gaps) / 8
		if gaps == 0 {
			tail += run
		}
		run = tail
	}
	for ; i < len(s); i++ {
		if s[i] >= '!' && s[i] < 0x80 {
			run++
			continue
		}
		if run >= n {
			return i - run, i
		}
		run = 0
	}
	if run >= n {
		return i - run, i
	}
	return len(s), len(s)
}

// NextOdd is Next for a class without letters of ASCII, spaces, controls, commas and full stops, which it
// leaves out eight bytes at a time.
func (c *Class) NextOdd(s string, at int) int {
	for ; at+8 <= len(s); at += 8 {
		x := eight(s, at)
		seven, small := x&lowSeven, (x|0x20*eachByte)&lowSeven
		letters := (small + (0x80-'a')*eachByte) &^ (small + (0x7F-'z')*eachByte)
		stops := (seven | ('.'^',')*eachByte) ^ '.'*eachByte // 0 for both
		for odd := ((seven+(0x80-'!')*eachByte)&(stops+lowSeven)&^letters | x) & highBits; odd != 0; odd &= odd - 1 {
			if k := at + bits.TrailingZeros64(odd)/8; c[s[k]] {
				return k
			}
		}
	}
	return c.Next(s, at)
}
