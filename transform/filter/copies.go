package filter

import (
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// pieceRule is how a definition looks at the lines or paragraphs of a text.
type pieceRule struct {
	cut   func(v *text.View) text.Pieces
	known func(v *text.View) *text.Copies  // which of them are equal, where the view knows
	bare  bool                             // the text is looked at without white space around it; one of nothing else is one piece
	trim  bool                             // without white space around them
	skip  func(s string, p text.Span) bool // those that don't count; nil: all do
	lone  func(s string, p text.Span) bool // copies whose first does not count; nil: there are none
	first bool                             // the first of several copies is a duplicate too
	alone bool                             // a single one can't be held against a threshold
	chars func(v *text.View, c copies) int
}

// copies is what was counted of lines or paragraphs, and of their code points.
type copies struct {
	all, later, first                int // later: copies behind the first; first: those that have some
	allChars, laterChars, firstChars int
}

// count counts.
func (r *pieceRule) count(v *text.View, m *sheet) copies {
	if r.known == nil || r.trim && r.changes(v) {
		return r.countOwn(v, &m.buf.equals)
	}
	return r.countKnown(v, r.known(v))
}

// countKnown counts pieces that are as the view has them.
func (r *pieceRule) countKnown(v *text.View, known *text.Copies) (c copies) {
	s := v.Text()
	for b := r.cut(v); b.Next(); {
		for i, p := range b.Spans {
			if r.skip != nil && r.skip(s, p) {
				continue
			}
			i += b.First
			chars := v.Chars(p)
			c.all, c.allChars = c.all+1, c.allChars+chars
			if known.Later(i) && (r.lone == nil || !r.lone(s, p)) {
				c.later, c.laterChars = c.later+1, c.laterChars+chars
			}
			if known.First(i) {
				c.first, c.firstChars = c.first+1, c.firstChars+chars
			}
		}
	}
	return c
}

// countOwn counts pieces that are cut or trimmed in a way of the definition's.
func (r *pieceRule) countOwn(v *text.View, e *text.Equals) (c copies) {
	s := v.Text()
	inside := text.Span{End: int32(len(s))}
	if r.bare {
		if inside = trimmed(s, inside); inside.Start == inside.End && s != "" {
			return copies{all: 1}
		}
	}
	for b := r.cut(v); b.Next(); {
		if b.First == 0 {
			e.Begin(len(b.Spans))
		}
		for _, p := range b.Spans {
			if r.skip != nil && r.skip(s, p) {
				continue
			}
			if p = r.piece(s, p, inside); !r.bare || p.Start < p.End {
				c.add(v.Chars(p), e.Add(s, p))
			}
		}
	}
	return c
}

// piece is what counts of a piece of a text of which what is inside counts.
func (r *pieceRule) piece(s string, p, inside text.Span) text.Span {
	if r.trim {
		return trimmed(s, p)
	}
	return text.Span{Start: max(p.Start, inside.Start), End: min(p.End, inside.End)}
}

func (c *copies) add(chars int, is text.Standing) {
	c.all, c.allChars = c.all+1, c.allChars+chars
	if is != text.Lone {
		c.later, c.laterChars = c.later+1, c.laterChars+chars
	}
	if is == text.Second {
		c.first, c.firstChars = c.first+1, c.firstChars+chars
	}
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

// changes says whether white space stands around a piece that counts.
func (r *pieceRule) changes(v *text.View) bool {
	s := v.Text()
	for b := r.cut(v); b.Next(); {
		for _, p := range b.Spans {
			if p.Start < p.End && (edge(s[p.Start]) || edge(s[p.End-1])) && trimmed(s, p) != p && !r.skip(s, p) {
				return true
			}
		}
	}
	return false
}

// edge says whether a byte may be of white space.
func edge(b byte) bool { return b <= ' ' || b >= utf8.RuneSelf }

// trimmed is a piece without white space around it.
func trimmed(s string, p text.Span) text.Span {
	bare := text.TrimEnd(p.Of(s))
	p.End = p.Start + int32(len(bare))
	p.Start = p.End - int32(len(text.TrimStart(bare)))
	return p
}

// blank says whether a piece holds nothing but white space.
func blank(s string, p text.Span) bool {
	return p.Start == p.End || edge(s[p.Start]) && text.Trim(p.Of(s)) == ""
}

// inner says whether a line is an empty one between others. datatrove takes a run of line feeds for one, so that empty
// lines stand only before a line feed that the text begins with and behind one that it ends with.
func inner(s string, p text.Span) bool {
	return p.Start == p.End && (p.Start > 0 && int(p.Start) < len(s) || s == "")
}

// afterInner says whether a line that counts is equal to none that does but to inner ones.
func afterInner(s string, p text.Span) bool { return p.Start == p.End && s[0] != '\n' }

// What characters in copies are held against.

func charsOfPieces(_ *text.View, c copies) int { return c.allChars }

func charsOfText(v *text.View, _ copies) int { return v.TextChars() }

func charsOfWords(v *text.View, _ copies) int { return max(v.WordChars(text.Plain), 1) }
