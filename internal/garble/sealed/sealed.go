// Package sealed holds the judge's half of the yardstick: kinds of the same rooms as package garble, in
// other shapes and words.
//
// If you work on a step that mends or redacts, do not read this package, and do not print its texts:
// a step that was built to it can no longer be judged by it. The report of bench/quality gives
// numbers alone. The test of this package holds the module to that: only bench/quality imports it.
package sealed

import (
	"slices"

	"github.com/tamis-data/tamis/internal/garble"
)

// Kinds returns the sealed kinds.
func Kinds() []garble.Kind {
	return slices.Concat(mojibakeKinds(), markupKinds(), tableKinds(), spacingKinds(), casingKinds(), paragraphKinds(),
		dumpKinds(), boilerKinds(), repeatKinds(), piiKinds(), secretKinds())
}
