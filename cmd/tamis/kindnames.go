package main

import (
	"github.com/tamis-data/tamis/schema"
)

// kindNames tells the steps and kinds of edits apart. Each kind of a recipe has one colour, the same in
// every document and every run: the kinds of all steps take the colours in turn.
type kindNames struct{ layout *schema.Layout }

// kindColours are the six colours of a terminal and their bright ones, black and white aside; neighbours
// in the row are easy to tell apart.
var kindColours = [...]string{"31", "32", "34", "33", "35", "36", "91", "94", "92", "95", "93", "96"}

// of returns the step and the kind of an edit; an edit of too many steps has none.
func (n *kindNames) of(r schema.Row) (step, kind string) {
	if r.Step < 0 || r.Step >= len(n.layout.Steps) {
		return "coarse", ""
	}
	s := n.layout.Steps[r.Step]
	if int(r.Kind) >= len(s.Kinds) || s.Kinds[r.Kind] == s.Name {
		return s.Name, ""
	}
	return s.Name, s.Kinds[r.Kind]
}

// both returns step and kind as one name.
func (n *kindNames) both(r schema.Row) string {
	step, kind := n.of(r)
	if kind == "" {
		return step
	}
	return step + " " + kind
}

func (n *kindNames) colour(r schema.Row) string {
	before := int(r.Kind)
	for i := range n.layout.Steps[:max(0, min(r.Step, len(n.layout.Steps)))] {
		before += len(n.layout.Steps[i].Kinds)
	}
	return kindColours[before%len(kindColours)]
}
