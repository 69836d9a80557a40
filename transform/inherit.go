package transform

import "github.com/tamis-data/tamis/schema"

// An Inheritor is a Sitter that splits, and is told which class documents had in an earlier release. The engine
// looks each document up there by its id, then by its original, then by its released text, and says what it found in
// the claim of Kin's key, which Claims must emit once for each document, with rank zero. Of several classes that
// the same text had, the most protected one counts.
//
// Documents that a step dropped before are looked up too and come as claims of their own with Gone set, so that
// whoever stands for them in a cluster can follow them.
type Inheritor interface {
	Sitter
	// Kin is the key of the documents that stay together with d.
	Kin(d *schema.Doc) Key
	// Classes are the splits; Protection says of each how protected it is, no two the same.
	Classes() []string
	Protection() []int
}

// Identity is what a document was found by in an earlier release, the surest first.
type Identity uint8

// The identities.
const (
	ByID Identity = iota
	ByOriginal
	ByText
)

// Repeating is a Sitting that goes through the whole set more than once. Again is asked each time that all runs
// were decided; true asks for one more.
type Repeating interface {
	Sitting
	Again() bool
}
