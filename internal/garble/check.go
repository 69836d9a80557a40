package garble

import "fmt"

// Check makes texts of the kind, two for each of its languages and no fewer than forty, and says what
// is wrong with their truth; also when fewer than six of ten texts have damage at all.
func (k Kind) Check(negatives []Negative) []error {
	n := max(40, 2*len(k.Langs))
	var faults []error
	planted := 0
	for i, x := range k.Texts(3, n, negatives) {
		if err := x.Check(); err != nil {
			faults = append(faults, fmt.Errorf("%s, text %d (%s): %w", k.Name, i, x.Lang, err))
		}
		if len(x.Plants) > 0 {
			planted++
		}
	}
	if planted*10 < n*6 {
		faults = append(faults, fmt.Errorf("%s: damage in %d of %d texts", k.Name, planted, n))
	}
	return faults
}
