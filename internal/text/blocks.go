package text

import (
	"slices"
	"strings"
)

// A Cutter appends pieces of a text, in order and from a place on, until dst has no more room or the text ends. It
// returns where it goes on, -1 at the end.
type Cutter func(s string, at int, dst []Span) (out []Span, next int)

// Pieces goes over the lines or paragraphs of a text, some at a time: a text of ten million line feeds has as many
// lines, and a list of them takes eight times the text. A block is valid until the next one, and until somebody else
// asks the same view for pieces of the same kind.
type Pieces struct {
	First int    // number of the first piece of the block
	Spans []Span // the block

	part *part
	by   Cutter
	text string
	at   int  // where the next block begins, -1 where there is none
	trim bool // without an empty line at the end
}

// LineBlocks are Lines in blocks.
func (v *View) LineBlocks() Pieces { return Pieces{part: &v.lines, by: cutLines, text: v.text} }

// TextLineBlocks are TextLines in blocks.
func (v *View) TextLineBlocks() Pieces {
	if v.hasOtherEnds() {
		return Pieces{part: &v.textLines, by: cutTextLines, text: v.text}
	}
	return Pieces{part: &v.lines, by: cutLines, text: v.text, trim: true}
}

// ParagraphBlocks are Paragraphs in blocks.
func (v *View) ParagraphBlocks() Pieces {
	return Pieces{part: &v.paragraphs, by: cutParagraphs, text: v.text}
}

// PairBlocks are what stands between every two line feeds, empty ones too.
func (v *View) PairBlocks() Pieces { return Pieces{part: &v.pairs, by: cutPairs, text: v.text} }

// Next goes to the next block, and says whether there is one.
func (p *Pieces) Next() bool {
	switch {
	case p.at < 0:
		return false
	case p.part.found:
		p.at = -1
	case p.at == 0:
		p.at = p.part.fill(p.text, p.by)
		p.part.found = p.at < 0 // one block holds all: they stay for whoever asks next
	default:
		p.First += len(p.Spans)
		p.part.spans, p.at = p.by(p.text, p.at, p.part.spans[:0])
	}
	p.Spans = p.part.spans
	if p.trim && p.at < 0 {
		p.Spans = trimLast(p.text, p.Spans)
	}
	return true
}

func (v *View) hasOtherEnds() bool {
	if v.otherEnds == unknown {
		v.otherEnds = flagOf(hasOtherEnds(v.text, !v.ASCII()))
	}
	return v.otherEnds == yes
}

// fill finds the first block, and returns where the next begins, -1 where there is none.
func (p *part) fill(s string, by Cutter) (at int) {
	p.spans = p.spans[:0]
	for {
		if len(p.spans) == cap(p.spans) {
			p.spans = slices.Grow(p.spans, max(min(len(p.spans), keptSpans/2), 64))
		}
		p.spans, at = by(s, at, p.spans)
		if at < 0 || len(p.spans) >= keptSpans/2 {
			return at
		}
	}
}

// whole appends all pieces.
func whole(s string, by Cutter, dst []Span) []Span {
	for at := 0; at >= 0; {
		dst = room(dst, at, len(s))
		dst, at = by(s, at, dst)
	}
	return dst
}

// room makes room for pieces of what follows a place.
func room(dst []Span, at, size int) []Span {
	if len(dst) < cap(dst) {
		return dst
	}
	return moreRoom(dst, at, size)
}

// moreRoom doubles a list; one of many pieces grows by as many as there will be if the text goes on as it began, so
// that it is not copied again while it takes several times the text.
func moreRoom(dst []Span, at, size int) []Span {
	n := len(dst)
	more := max(n, 64)
	if n >= keptSpans && at > 0 {
		more = max(n/8, int(int64(n)*int64(size-at)/int64(at))+64)
	}
	return slices.Grow(dst, more)
}

// Room is room for those who append words.
func Room(dst []Span, at, size int) []Span { return room(dst, at, size) }

func cutLines(s string, at int, dst []Span) ([]Span, int) {
	for len(dst) < cap(dst) {
		n := strings.IndexByte(s[at:], '\n')
		if n < 0 {
			return append(dst, Span{int32(at), int32(len(s))}), -1
		}
		dst = append(dst, Span{int32(at), int32(at + n)})
		at += n + 1
	}
	return dst, at
}

func cutTextLines(s string, at int, dst []Span) ([]Span, int) {
	start := at
	for i := at; i < len(s); {
		n := lineEnd(s, i)
		if n == 0 {
			i++
			continue
		}
		if len(dst) == cap(dst) {
			return dst, start
		}
		dst = append(dst, Span{int32(start), int32(i)})
		i += n
		start = i
	}
	if start == len(s) {
		return dst, -1
	}
	if len(dst) == cap(dst) {
		return dst, start
	}
	return append(dst, Span{int32(start), int32(len(s))}), -1
}

func cutParagraphs(s string, at int, dst []Span) ([]Span, int) {
	for at < len(s) {
		if s[at] == '\n' {
			at++
			continue
		}
		if len(dst) == cap(dst) {
			return dst, at
		}
		end := len(s)
		if n := strings.Index(s[at:], "\n\n"); n >= 0 {
			end = at + n
		}
		dst = append(dst, Span{int32(at), int32(end)})
		at = end
	}
	return dst, -1
}

func cutPairs(s string, at int, dst []Span) ([]Span, int) {
	for len(dst) < cap(dst) {
		n := strings.Index(s[at:], "\n\n")
		if n < 0 {
			return append(dst, Span{int32(at), int32(len(s))}), -1
		}
		dst = append(dst, Span{int32(at), int32(at + n)})
		at += n + 2
	}
	return dst, at
}
