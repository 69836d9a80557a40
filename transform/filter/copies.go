package filter

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// pieceRule is how a definition looks at the lines or paragraphs of a text.
type pieceRule struct {
	cut   func(v *text.View, m *sheet) []text.Span
	known func(v *text.View) []int32                  // which of them are equal, where the view knows
	trim  bool                                        // without white space around them
	skip  func(s string, all []text.Span, i int) bool // those that don't count; nil: all do
	first bool                                        // the first of several copies is a duplicate too
	alone bool                                        // a single one can't be held against a threshold
	chars func(v *text.View, c copies) int
}

// copies is what was counted of lines or paragraphs, and of their code points.
type copies struct {
	all, later, first                int // later: copies behind the first; first: those that have some
	allChars, laterChars, firstChars int
}

// count counts.
func (r *pieceRule) count(v *text.View, m *sheet) (c copies) {
	s, spans, own := v.Text(), r.cut(v, m), r.known == nil
	if r.trim {
		var changed bool
		spans, changed = trimmed(s, spans, m)
		own = own || changed
	}
	var firsts []int32
	if own {
		firsts = m.buf.equals.Firsts(s, spans)
	} else {
		firsts = r.known(v)
	}
	var seen []int32
	for i, p := range spans {
		if r.skip != nil && r.skip(s, spans, i) {
			continue
		}
		chars, first := v.Chars(p), firsts[i]
		c.all, c.allChars = c.all+1, c.allChars+chars
		if int(first) == i || r.skip != nil && r.skip(s, spans, int(first)) {
			continue
		}
		c.later, c.laterChars = c.later+1, c.laterChars+chars
		if seen == nil {
			seen = m.buf.lengthsOf(len(spans))
			clear(seen)
		}
		if seen[first] == 0 {
			seen[first] = 1
			c.first, c.firstChars = c.first+1, c.firstChars+chars
		}
	}
	return c
}

// put writes the share of copies and that of their characters.
func (r *pieceRule) put(v *text.View, m *sheet, c copies, share, charShare int) {
	if c.all == 1 && r.alone {
		return
	}
	n, chars := c.later, c.laterChars
	if r.first {
		n, chars = n+c.first, chars+c.firstChars
	}
	m.share(share, n, c.all)
	m.share(charShare, chars, r.chars(v, c))
}

// trimmed takes white space off pieces, and says whether there was any, but for those that hold nothing else.
func trimmed(s string, spans []text.Span, m *sheet) (out []text.Span, changed bool) {
	out = m.buf.pieces[:0]
	for _, p := range spans {
		line := p.Of(s)
		bare := text.TrimEnd(line)
		p.End = p.Start + int32(len(bare))
		bare = text.TrimStart(bare)
		changed = changed || bare != "" && len(bare) < len(line)
		p.Start = p.End - int32(len(bare))
		out = append(out, p)
	}
	m.buf.pieces = out
	return out, changed
}

// Where lines and paragraphs begin and end.

func cutLines(v *text.View, _ *sheet) []text.Span { return v.Lines() }

func cutParagraphs(v *text.View, _ *sheet) []text.Span { return v.Paragraphs() }

// blank says whether a piece holds nothing but white space.
func blank(s string, all []text.Span, i int) bool { return text.Trim(all[i].Of(s)) == "" }

// inner says whether a line is an empty one between others. datatrove takes a run of line feeds for one, so that empty
// lines stand only before a line feed that the text begins with and behind one that it ends with.
func inner(_ string, all []text.Span, i int) bool {
	return all[i].Start == all[i].End && (i > 0 && i < len(all)-1 || len(all) == 1)
}

// cutInnerParagraphs are the paragraphs of a text without the white space around it.
func cutInnerParagraphs(v *text.View, m *sheet) []text.Span {
	s := v.Text()
	tail := text.TrimEnd(s)
	bare := text.TrimStart(tail)
	before := int32(len(tail) - len(bare))
	out := text.AppendParagraphs(bare, m.buf.pieces[:0])
	for i := range out {
		out[i].Start, out[i].End = out[i].Start+before, out[i].End+before
	}
	if len(out) == 0 && s != "" {
		out = append(out, text.Span{})
	}
	m.buf.pieces = out
	return out
}

// cutAtPairs parts a text at every two line feeds.
func cutAtPairs(v *text.View, m *sheet) []text.Span {
	s, out := v.Text(), m.buf.pieces[:0]
	for at := 0; ; {
		n := strings.Index(s[at:], "\n\n")
		if n < 0 {
			m.buf.pieces = append(out, text.Span{Start: int32(at), End: int32(len(s))})
			return m.buf.pieces
		}
		out = append(out, text.Span{Start: int32(at), End: int32(at + n)})
		at += n + 2
	}
}

// What characters in copies are held against.

func charsOfPieces(_ *text.View, c copies) int { return c.allChars }

func charsOfText(v *text.View, _ copies) int { return v.TextChars() }

func charsOfWords(v *text.View, _ copies) int { return max(v.WordChars(text.Plain), 1) }
