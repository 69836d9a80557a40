// Package float computes exponentials and logarithms that have the same bits on every processor: the library's are
// written in assembly for some and may fuse products on others. Here every product is rounded by itself.
package float

import "math"

const (
	ln2High = 6.93147180369123816490e-01 // ln 2 in 33 bits, so that a multiple below 2^20 is exact
	ln2Low  = 1.90821492927058770002e-10
)

// Exp returns e^x within about one unit of the last place.
func Exp(x float64) float64 {
	switch {
	case x != x:
		return x
	case x > 709:
		return math.Inf(1)
	case x < -745:
		return 0
	}
	k := math.Floor(float64(x*math.Log2E) + 0.5)
	r := x - float64(k*ln2High) - float64(k*ln2Low)
	sum := 1.0
	for n := 13; n >= 1; n-- { // |r| ≤ 0.347: the next term is below 10^-17
		sum = 1 + float64(float64(r*sum)/float64(n))
	}
	return math.Ldexp(sum, int(k))
}

// Log returns the logarithm of a positive x within about one unit of the last place.
func Log(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = float64(m*2), e-1
	}
	s := (m - 1) / (m + 1) // |s| ≤ 0.172: log m = 2 (s + s³/3 + s⁵/5 …)
	s2 := float64(s * s)
	sum := 0.0
	for n := 23; n >= 3; n -= 2 {
		sum = float64(s2 * (1/float64(n) + sum))
	}
	tail := float64(2 * float64(s*sum))
	return float64(float64(e)*ln2High) + (float64(2*s) + (tail + float64(float64(e)*ln2Low)))
}
