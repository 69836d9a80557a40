// Package sealed holds the second part of the open half of the yardstick: kinds of the same rooms as
// package garble, in other shapes and words.
//
// It was the judge's half until the steps had been measured by it several times. A yardstick that was
// looked at judges no more, so that these kinds count as open, and may be read and shown; package judge
// took their place.
package sealed

import (
	"slices"

	"github.com/tamis-data/tamis/internal/garble"
)

// Kinds returns the kinds, each with a 2 behind its name, since package garble has many of the same.
func Kinds() []garble.Kind {
	kinds := slices.Concat(mojibakeKinds(), markupKinds(), tableKinds(), spacingKinds(), casingKinds(), paragraphKinds(),
		dumpKinds(), boilerKinds(), repeatKinds(), piiKinds(), secretKinds())
	for i := range kinds {
		kinds[i].Name += "-2"
	}
	return kinds
}
