package garble

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/garble/prose"
)

// Measure says how a step is held against the truth of a kind.
type Measure uint8

// Bytes counts removed bytes, white space aside: for what is to be cut. Changes counts places where something
// must change and compares the result exactly. Cells compares tables by their cells.
const (
	Bytes Measure = iota
	Changes
	Cells
)

// Kind is a generator of one kind of damage.
type Kind struct {
	Name    string // room/word: markup/tags
	Step    string // the transform that mends it
	Choose  string // an option of the step that must be chosen, by the name of its value: strip, cut
	Measure Measure
	Langs   []string // nil: all there are
	Sep     string   // what parts paragraphs; "" is a blank line
	Length  int      // sentences; 0 is 8
	// Plant adds the damage. A page where it found no place stays clean.
	Plant func(p *Page)
}

// Negative makes clean text that looks like damage.
type Negative struct {
	Kind  string
	Block bool     // stands alone, not as a sentence in a paragraph
	Only  []string // rooms of kinds it is meant for; nil: all
	Not   []string // rooms of kinds to which it is damage
	Make  func(r *Rand) string
}

// fits says whether the negative may stand beside damage of a kind.
func (n Negative) fits(k Kind) bool {
	room := k.Room()
	return !slices.Contains(n.Not, room) && (n.Only == nil || slices.Contains(n.Only, room))
}

// Room returns the first word of the kind's name: markup, tables, dump, boiler, repeats, spacing,
// casing, paragraphs, mojibake, pii or secret.
func (k Kind) Room() string {
	for i := range k.Name {
		if k.Name[i] == '/' {
			return k.Name[:i]
		}
	}
	return k.Name
}

// Texts makes n texts of the kind, one language after the other, each with some of the negatives.
func (k Kind) Texts(seed uint64, n int, negatives []Negative) []Text {
	langs := k.Langs
	if langs == nil {
		langs = prose.Languages()
	}
	fitting := slices.DeleteFunc(slices.Clone(negatives), func(x Negative) bool { return !x.fits(k) })
	out := make([]Text, n)
	for i := range out {
		r := NewRand(seed, fmt.Sprintf("%s#%d", k.Name, i))
		out[i] = k.text(r, langs[i%len(langs)], fitting)
	}
	return out
}

func (k Kind) text(r *Rand, lang string, negatives []Negative) Text {
	sep, length := k.Sep, k.Length
	if sep == "" {
		sep = "\n\n"
	}
	if length == 0 {
		length = 8
	}
	p := NewPage(r, k.Name, lang, sep, length)
	p.Lookalikes(negatives, r.Between(1, 3))
	k.Plant(p)
	return p.Text()
}

// Quiet makes n texts without any damage, with more of the negatives.
func Quiet(seed uint64, n int, lang string, negatives []Negative) []Text {
	out := make([]Text, n)
	for i := range out {
		r := NewRand(seed, fmt.Sprintf("quiet/%s#%d", lang, i))
		p := NewPage(r, "quiet", lang, "\n\n", 10)
		p.Lookalikes(negatives, 4)
		out[i] = p.Text()
	}
	return out
}

// Lookalikes adds n different negatives.
func (p *Page) Lookalikes(negatives []Negative, n int) {
	for _, i := range p.Rand.Perm(len(negatives))[:min(n, len(negatives))] {
		x := negatives[i]
		text := x.Make(p.Rand)
		if strings.HasPrefix(p.kind, "mojibake/") && strings.ContainsFunc(text, func(r rune) bool { return r > 0x7f }) {
			continue // it would be garbled with the rest of the file
		}
		p.Guarded(x.Kind, text, x.Block)
	}
}
