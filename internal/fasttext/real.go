package fasttext

import "math"

// Go's own exponential and logarithm are written in assembly for some processors and may fuse products on
// others. These give the same bits on all: every product is rounded by itself.

const (
	ln2High = 6.93147180369123816490e-01 // ln 2 in 33 bits, so that a multiple below 2^20 is exact
	ln2Low  = 1.90821492927058770002e-10
)

// exp returns e^x within about one unit of the last place.
func exp(x float64) float64 {
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

// log returns the logarithm of a positive x within about one unit of the last place.
func log(x float64) float64 {
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

// expf is e^x as the C library that fastText is linked with has it, whose error of 0.502 units of the last place
// shows: a cubic in the part of 32 x/ln 2 behind the point (Arm's optimized routines; glibc since 2.27).
func expf(x float32) float32 {
	if !(x > -87 && x < 88) { // what is left is no probability of note
		return float32(exp(float64(x)))
	}
	z := float64(float64(x) * (32 * math.Log2E))
	k := math.RoundToEven(z)
	r := z - k
	p := float64(cubic*r) + square
	q := float64(linear*r) + 1
	q += float64(p * float64(r*r))
	step := int(k)
	return float32(float64(q * math.Ldexp(exp2Parts[step&31], step>>5)))
}

// The coefficients of that cubic, which is not Taylor's.
const (
	linear = 0x1.62e42ff0c52d6p-1 / 32
	square = 0x1.ebfce50fac4f3p-3 / (32 * 32)
	cubic  = 0x1.c6af84b912394p-5 / (32 * 32 * 32)
)

// exp2Parts holds 2^(i/32).
var exp2Parts = func() (t [32]float64) {
	for i := range t {
		t[i] = exp(float64(i) * (math.Ln2 / 32))
	}
	return t
}()

// logf is the logarithm that fastText takes of probabilities, which may be 0.
func logf(x float32) float32 { return float32(log(float64(x) + 1e-5)) }
