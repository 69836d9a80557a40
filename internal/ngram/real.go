package ngram

import "math"

// Go's own logarithms may fuse products on some processors: here each is rounded by itself.

// log10 returns the decimal logarithm of a positive x.
func log10(x float64) float64 {
	m, e := math.Frexp(x)
	if m < math.Sqrt2/2 {
		m, e = float64(m*2), e-1
	}
	s := (m - 1) / (m + 1) // |s| ≤ 0.172: log m = 2 (s + s³/3 + s⁵/5 …)
	s2 := float64(s * s)
	sum := 0.0
	for n := 25; n >= 3; n -= 2 {
		sum = float64(s2 * (1/float64(n) + sum))
	}
	natural := float64(2 * (s + float64(s*sum)))
	return float64(float64(e)*(math.Ln2/math.Ln10)) + float64(natural*(1/math.Ln10))
}

// pow10 returns 10^x.
func pow10(x float64) float64 {
	if x > 300 {
		x = 300
	}
	whole := math.Floor(x)
	r := float64((x - whole) * math.Ln10)
	sum := 1.0
	for n := 32; n >= 1; n-- { // r < 2.31: the next term is below 10^-20
		sum = 1 + float64(float64(r*sum)/float64(n))
	}
	for ; whole >= 1; whole-- {
		sum = float64(sum * 10)
	}
	for ; whole < 0; whole++ {
		sum /= 10
	}
	return sum
}

// fixed is a logarithm in millionths.
func fixed(log float64) int32 { return int32(math.Round(float64(max(log, -100) * unit))) }
