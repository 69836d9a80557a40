package main

import "testing"

func TestFloatText(t *testing.T) {
	for f, want := range map[float64]string{0: "0", 1: "1", -0.5: "-0.5", 1.0 / 3: "0.3333", 2.0 / 3: "0.6667", 12.3456: "12.35", 123456.7: "123457", 1e6: "1000000",
		0.012345678: "0.01235", 0.000123456: "0.0001235", 0.0000123456: "1.235e-05", 9.99999: "10", 1234567890123456: "1.235e+15"} {
		if got := floatText(f, people); got != want {
			t.Errorf("%v: %s, want %s", f, got, want)
		}
	}
	for _, c := range []struct {
		value, threshold float64
		want             string
	}{{0.5, 0.8, "0.5, threshold 0.8"}, {0.79999996, 0.8, "0.79999996, threshold 0.8"}, {0.8, 0.8, "0.8, threshold 0.8"}, {1.0 / 3, 0.5, "0.3333, threshold 0.5"}} {
		if got := measured(c.value, c.threshold); got != c.want {
			t.Errorf("%v: %s", c, got)
		}
	}
}
