// Package judge holds the judge's half of the yardstick: kinds of the same rooms as packages garble and
// sealed, in other shapes, words, languages and places.
//
// If you work on a step that mends or redacts, do not read this package, and do not print its texts:
// a step that was built to it can no longer be judged by it. The report of bench/quality gives
// numbers alone. The test of this package holds the module to that: only bench/quality imports it.
package judge

import (
	"slices"

	"github.com/tamis-data/tamis/internal/garble"
)

// Kinds returns the judge's kinds, each with a 3 behind its name: no other half has the same name, nor draws
// the same from a seed.
func Kinds() []garble.Kind {
	kinds := slices.Concat(mojibakeKinds(), markupKinds(), tableKinds(), spacingKinds(), casingKinds(), paragraphKinds(),
		dumpKinds(), boilerKinds(), repeatKinds(), piiKinds(), secretKinds())
	for i := range kinds {
		kinds[i].Name += "-3"
	}
	return kinds
}

// shapes returns a drawing from patterns.
func shapes(patterns ...string) func(r *garble.Rand) string {
	return func(r *garble.Rand) string { return r.Shapes(patterns) }
}

// say adds up to n of a list's sentences, each once.
func say(p *garble.Page, sentences []string, n int) {
	for _, i := range p.Rand.Perm(len(sentences))[:min(n, len(sentences))] {
		p.Sentence(sentences[i])
	}
}
