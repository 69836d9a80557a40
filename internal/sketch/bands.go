package sketch

// MaxValues bounds bands × rows: a signature of more costs more than comparing the sets.
const MaxValues = 1024

// Chance is the probability with which two documents of a similarity share at least one of the bands:
// 1 − (1 − sʳ)ᵇ. Products are rounded one by one, so that no CPU fuses them.
func Chance(similarity float64, bands, rows int) float64 {
	miss := 1.0
	for range bands {
		miss = float64(miss * float64(1-power(similarity, rows)))
	}
	return 1 - miss
}

func power(x float64, n int) float64 {
	p := 1.0
	for range n {
		p = float64(p * x)
	}
	return p
}

// Needed is the chance that Solve gives to a pair at the threshold. With .99, 3 of 8,876 pairs at or
// above .4 were missed, as theory has it; with .999 none (decision 0009).
const Needed = 0.999

// What Solve goes by. More rows let fewer unlikely pairs through and need more bands for the likely
// ones; usualValues is what a document of average length nearly fills in two rounds. Fewer than usualRows
// rows would make candidates of documents that share a sentence.
const (
	usualValues = 144
	usualRows   = 3
	mostBands   = 256
)

// Solve returns bands and rows for a threshold: the most rows whose bands, as many as give a pair at
// the threshold a chance of Needed, make no more than usualValues values together; never fewer than
// usualRows rows unless they would take more than mostBands bands.
func Solve(threshold float64) (bands, rows int) {
	for r := 1; r <= usualValues; r++ {
		b := bandsFor(threshold, r)
		if b > mostBands || r > usualRows && b*r > usualValues {
			break
		}
		bands, rows = b, r
	}
	return bands, rows
}

// bandsFor is the least number of bands of r rows that give the chance Needed, mostBands + 1 where
// more would be needed.
func bandsFor(threshold float64, r int) int {
	hit := power(threshold, r)
	miss := 1.0
	for b := 1; b <= mostBands; b++ {
		miss = float64(miss * float64(1-hit))
		if miss <= 1-Needed {
			return b
		}
	}
	return mostBands + 1
}

// FalseShare is the integral of Chance from 0 to the threshold, by the trapezoids of 1,000 steps: the
// share of all pairs below the threshold, were they spread evenly, that are compared in vain, times
// the threshold.
func FalseShare(threshold float64, bands, rows int) float64 {
	const steps = 1000
	sum := Chance(threshold, bands, rows) / 2
	for i := 1; i < steps; i++ {
		sum += Chance(float64(threshold*float64(i))/steps, bands, rows)
	}
	return float64(sum*threshold) / steps
}
