package float

import (
	"math"
	"testing"
)

// What is computed here is what the library says, within a unit or two of the last place.
func TestBesideTheLibrary(t *testing.T) {
	for i := -40000; i < 40000; i++ {
		x := float64(i) / 90
		if got, want := Exp(x), math.Exp(x); math.Abs(got-want) > 4e-16*want {
			t.Fatalf("exp %g: %g, not %g", x, got, want)
		}
		if x > 0 {
			if got, want := Log(x), math.Log(x); math.Abs(got-want) > 4e-16*max(1, math.Abs(want)) {
				t.Fatalf("log %g: %g, not %g", x, got, want)
			}
		}
	}
	if Exp(1e9) != math.Inf(1) || Exp(-1e9) != 0 || !math.IsNaN(Exp(math.NaN())) {
		t.Error("beyond the range")
	}
}
