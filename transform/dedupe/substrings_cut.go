package dedupe

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// passage is a stretch of words in a text: where its first word begins and its last one ends, and where the word
// before it ends and the one behind it begins; before and behind all, the ends of the text.
type passage struct{ before, start, end, behind int }

// passageCutter finds the places of passages that are told as numbers of words.
type passageCutter struct {
	vs    []transform.Verdict // in order
	next  int                 // the one to come, or at hand
	words int                 // so far
	cut   int                 // of these in passages
}

// column returns the passages of the next column.
func (c *passageCutter) column(text string) (out []passage) {
	inside, last := false, 0 // end of the word before
	for w := sketch.NewWordScan(text); w.Next(); last = w.End {
		if inside && c.words == int(c.vs[c.next].End) {
			out[len(out)-1].behind = w.Start
			inside = false
			c.next++
		}
		if !inside && c.next < len(c.vs) && c.words == int(c.vs[c.next].Start) {
			inside = true
			out = append(out, passage{before: last, start: w.Start, behind: len(text)})
		}
		if inside {
			out[len(out)-1].end = w.End
			c.cut++
		}
		c.words++
	}
	if inside {
		c.next++
	}
	return out
}

// cutPassages cuts passages of a column.
func cutPassages(d *schema.Doc, slot int, ps []passage) error {
	if len(ps) == 0 {
		return nil
	}
	text := d.Str(slot)
	e := d.Edit(slot)
	for _, p := range ps {
		from, to := p.border(text)
		with := ""
		if glues(text, from, to) {
			with = " "
		}
		e.Replace(from, to, with, 0)
	}
	return d.Apply(e)
}

// border returns what of a text goes with a passage. Signs go with the words that they are attached to,
// and one of the two stretches of white space goes; at the start of a text the one behind, at its end the one before.
func (p passage) border(text string) (from, to int) {
	left, right := splitGap(text[p.before:p.start]), splitGap(text[p.end:p.behind])
	first, last := p.before == 0, p.behind == len(text)
	switch {
	case first && last:
		return 0, len(text)
	case first:
		return 0, p.end + right.to
	case last:
		return p.before + left.from, len(strings.TrimRightFunc(text, unicode.IsSpace))
	case right.lines > left.lines || left.from == left.to:
		return p.before + left.from, p.end + right.from
	}
	return p.before + left.to, p.end + right.to
}

// gap is what stands between two words: what belongs to the first, up to from; white space; and what
// belongs to the second, from to on.
type gap struct{ from, to, lines int }

// splitGap splits at the last line feed, else at the last white space, else before a sign that opens something.
func splitGap(s string) gap {
	at := strings.LastIndexByte(s, '\n')
	if at < 0 {
		at = strings.LastIndexFunc(s, unicode.IsSpace)
	}
	if at < 0 {
		at = strings.IndexFunc(s, opens)
		if at < 0 {
			at = len(s)
		}
		return gap{at, at, 0}
	}
	g := gap{from: len(strings.TrimRightFunc(s[:at], unicode.IsSpace))}
	g.to = len(s) - len(strings.TrimLeftFunc(s[at:], unicode.IsSpace))
	g.lines = strings.Count(s[g.from:g.to], "\n")
	return g
}

func opens(r rune) bool { return unicode.In(r, unicode.Ps, unicode.Pi) || r == '¿' || r == '¡' }

// glues says whether cutting would make one word of two.
func glues(text string, from, to int) bool {
	a, _ := utf8.DecodeLastRuneInString(text[:from])
	b, _ := utf8.DecodeRuneInString(text[to:])
	return sketch.OneWord(a, b)
}
