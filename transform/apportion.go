package transform

import "math/bits"

// Apportion shares n out by largest remainders: of each part its share, rounded down, and what is then left one each to
// the greatest remainders, of equal ones to the first. All is the sum of the parts.
func Apportion(n int64, parts []uint64, all uint64) []int64 {
	want, remainders, left := make([]int64, len(parts)), make([]uint64, len(parts)), n
	for i, p := range parts {
		hi, lo := bits.Mul64(uint64(n), p)
		whole, remainder := bits.Div64(hi, lo, all)
		want[i], remainders[i] = int64(whole), remainder+1 // 0: had its one
		left -= int64(whole)
	}
	for ; left > 0; left-- {
		most := 0
		for i, r := range remainders {
			if r > remainders[most] {
				most = i
			}
		}
		want[most]++
		remainders[most] = 0
	}
	return want
}
