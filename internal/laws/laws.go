// Package laws makes property tests draw the same cases every time, so that no test depends on the clock.
package laws

import (
	"flag"
	"fmt"
	"os"
	"testing"
)

// Main runs the tests of a package with a fixed seed for pgregory.net/rapid, which else takes one from
// the clock. Call it from TestMain. LAWS_SEED draws other cases, 0 new ones each time: `make laws`.
func Main(m *testing.M) {
	seed := os.Getenv("LAWS_SEED")
	if seed == "" {
		seed = "1"
	}
	if f := flag.Lookup("rapid.seed"); f != nil {
		if err := flag.Set("rapid.seed", seed); err != nil {
			fmt.Fprintln(os.Stderr, "laws:", err)
			os.Exit(2)
		}
	}
	os.Exit(m.Run())
}
