package fasttext

import (
	"math"

	"github.com/tamis-data/tamis/internal/float"
)

// expf is e^x as the C library that fastText is linked with has it, whose error of 0.502 units of the last place
// shows: a cubic in the part of 32 x/ln 2 behind the point (Arm's optimized routines; glibc since 2.27).
func expf(x float32) float32 {
	if !(x > -87 && x < 88) { // what is left is no probability of note
		return float32(float.Exp(float64(x)))
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
		t[i] = float.Exp(float64(i) * (math.Ln2 / 32))
	}
	return t
}()

// logf is the logarithm that fastText takes of probabilities, which may be 0.
func logf(x float32) float32 { return float32(float.Log(float64(x) + 1e-5)) }
