// Package garble plants damage in clean text and says exactly what it planted.
//
// It is the yardstick of the steps that mend and redact, written without a look at them. A Kind
// draws clean text (package prose), sets sentences beside it that only look like damage, plants one
// kind of damage, and returns the damaged text with the truth: which bytes were planted, and what
// right text has in their place. Everything depends on a seed and on nothing else.
//
// The kinds of this package and of internal/garble/sealed may be used while a step is built. Those of
// internal/garble/judge are the judge's: whoever works on a step does not read them.
package garble

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode/utf8"
)

// Plant is one piece of damage in Text.Damaged.
type Plant struct {
	Kind       string
	Start, End int    // half-open bytes of Damaged
	Text       string // what was planted: Damaged[Start:End]
	Want       string // what right text has there, "" for nothing
	Room       Span   // what a step may take beside it without fault; holds [Start, End)
}

// Span is half-open bytes of a text.
type Span struct{ Start, End int }

// Guard is a span of Text.Damaged that looks like damage and is right.
type Guard struct {
	Kind string
	Span
	Text  string // what stands there
	Block bool   // stands alone between blank lines
}

// Text is one document of the yardstick.
type Text struct {
	Lang    string
	Clean   string // the right text
	Damaged string // the text as a step gets it
	Plants  []Plant
	Guards  []Guard
}

// Restore returns the damaged text with what is right in place of each plant: Clean, for every
// text that a Kind makes.
func (t Text) Restore() string {
	var b strings.Builder
	at := 0
	for _, p := range t.Plants {
		b.WriteString(t.Damaged[at:p.Start])
		b.WriteString(p.Want)
		at = p.End
	}
	b.WriteString(t.Damaged[at:])
	return b.String()
}

// Check says what is wrong with the truth of t, nil for nothing. Messages hold places, not text.
func (t Text) Check() error {
	at := 0
	for i, p := range t.Plants {
		switch {
		case p.Start < at || p.End < p.Start || p.End > len(t.Damaged):
			return fmt.Errorf("plant %d (%s) [%d,%d) overlaps the one before or leaves the text", i, p.Kind, p.Start, p.End)
		case t.Damaged[p.Start:p.End] != p.Text:
			return fmt.Errorf("plant %d (%s) is not what stands at [%d,%d)", i, p.Kind, p.Start, p.End)
		case p.Text == p.Want:
			return fmt.Errorf("plant %d (%s) at %d changes nothing", i, p.Kind, p.Start)
		case p.Room.Start > p.Start || p.Room.End < p.End || p.Room.Start < 0 || p.Room.End > len(t.Damaged):
			return fmt.Errorf("plant %d (%s) at %d has room [%d,%d)", i, p.Kind, p.Start, p.Room.Start, p.Room.End)
		}
		at = p.End
	}
	for _, g := range t.Guards {
		if g.Start < 0 || g.End > len(t.Damaged) || g.Start >= g.End || t.Damaged[g.Start:g.End] != g.Text {
			return fmt.Errorf("guard %s is not what stands at [%d,%d)", g.Kind, g.Start, g.End)
		}
	}
	if !utf8.ValidString(t.Damaged) {
		return fmt.Errorf("damaged text is not UTF-8")
	}
	if t.Restore() != t.Clean {
		return fmt.Errorf("the clean text does not come back without its %d plants", len(t.Plants))
	}
	return nil
}

// op is a plant in terms of the clean text.
type op struct {
	kind       string
	start, end int    // bytes of the clean text that are replaced
	text       string // what is planted
	lead, tail int    // bytes around it that a step may take too
}

// build applies ops, which do not overlap, to clean.
func build(lang, clean string, ops []op, guards []Guard) Text {
	slices.SortStableFunc(ops, func(a, b op) int { return cmp.Or(cmp.Compare(a.start, b.start), cmp.Compare(a.end, b.end)) })
	t := Text{Lang: lang, Clean: clean}
	var b strings.Builder
	at := 0
	for _, o := range ops {
		b.WriteString(clean[at:o.start])
		start := b.Len()
		b.WriteString(o.text)
		t.Plants = append(t.Plants, Plant{Kind: o.kind, Start: start, End: b.Len(), Text: o.text, Want: clean[o.start:o.end],
			Room: Span{start - o.lead, b.Len() + o.tail}})
		at = o.end
	}
	b.WriteString(clean[at:])
	t.Damaged = b.String()
	t.Guards = moved(guards, ops)
	return t
}

// moved returns guards of the clean text as they stand in the damaged one. No op lies in a guard.
func moved(guards []Guard, ops []op) []Guard {
	out := slices.Clone(guards)
	for i := range out {
		shift := 0
		for _, o := range ops {
			if o.end <= guards[i].Start {
				shift += len(o.text) - (o.end - o.start)
			}
		}
		out[i].Start += shift
		out[i].End += shift
	}
	return out
}
