package decontaminate

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/sketch"
	"github.com/tamis-data/tamis/schema"
)

// piece is a stretch of a text that goes, and what stands in its place.
type piece struct {
	from, to int
	with     string
}

// cut takes the matches out of the columns, or drops the document where too little would be left of it.
func (x *acting) cut(d *schema.Doc, s *seeker, f *finding) error {
	pieces := make([][]piece, len(x.on))
	for _, c := range f.columns {
		text := d.Str(x.on[c.column])
		if s.words.sees() {
			pieces[c.column] = wholeLines(text, c.matches)
		} else {
			pieces[c.column] = x.passages(text, c.matches)
		}
	}
	if left := x.left(d, s, pieces); left < x.minLeft {
		m, _ := f.best()
		d.Drop(schema.Reject{Rule: emptiedRule, HasValue: true, Value: float64(left), Threshold: float64(x.minLeft),
			Kept: 1 + schema.OtherOrdinal(f.items[m.item].ord), Similarity: m.share()})
		return nil
	}
	for i, slot := range x.on {
		if len(pieces[i]) == 0 {
			continue
		}
		e := d.Edit(slot)
		for _, p := range pieces[i] {
			e.Replace(p.from, p.to, p.with, 0)
		}
		if err := d.Apply(e); err != nil {
			return err
		}
	}
	return nil
}

// left counts the words that stay.
func (x *acting) left(d *schema.Doc, s *seeker, pieces [][]piece) (n int) {
	for i, slot := range x.on {
		s.words.each(without(d.Str(slot), pieces[i]), func(word) { n++ })
	}
	return n
}

func without(text string, pieces []piece) string {
	if len(pieces) == 0 {
		return text
	}
	var b strings.Builder
	at := 0
	for _, p := range pieces {
		b.WriteString(text[at:p.from])
		b.WriteString(p.with)
		at = p.to
	}
	b.WriteString(text[at:])
	return b.String()
}

// wholeLines are the lines of matches, each with the line feed before it, as bff takes them.
func wholeLines(text string, ms []match) (out []piece) {
	for _, m := range ms {
		from := max(strings.LastIndexByte(text[:m.start], '\n'), 0)
		to := len(text)
		if n := strings.IndexByte(text[m.end:], '\n'); n >= 0 {
			to = m.end + n
		}
		out = append(out, piece{from, to, ""})
	}
	return out
}

// passages are the stretches of matches with their margins, the signs attached to them, and the white space on one
// side, that with fewer line feeds.
func (x *acting) passages(text string, ms []match) (out []piece) {
	var last piece // of those, without its white space: that is taken once, on one side
	for i := 0; i < len(ms); i++ {
		start, end := ms[i].start, ms[i].end
		for ; i+1 < len(ms) && ms[i+1].start-end <= 2*x.margin; i++ { // their margins meet; nothing is gone through twice
			end = ms[i+1].end
		}
		from, to := widen(text, start, end, x.margin)
		from, to = attached(text, from, to)
		if n := len(out) - 1; n >= 0 && from <= out[n].to {
			from, out = last.from, out[:n]
		}
		last = piece{from, to, ""}
		out = append(out, spaced(text, from, to))
	}
	return out
}

// widen takes so many characters on either side too, up to the next border of a word.
func widen(text string, from, to, margin int) (int, int) {
	if margin == 0 {
		return from, to
	}
	for ; margin > 0; margin-- {
		_, n := utf8.DecodeLastRuneInString(text[:from])
		from -= n
		_, n = utf8.DecodeRuneInString(text[to:])
		to += n
	}
	for from > 0 && sketch.OneWord(around(text, from)) {
		_, n := utf8.DecodeLastRuneInString(text[:from])
		from -= n
	}
	for to < len(text) && sketch.OneWord(around(text, to)) {
		_, n := utf8.DecodeRuneInString(text[to:])
		to += n
	}
	return from, to
}

// around are the characters on both sides of a place.
func around(text string, at int) (a, b rune) {
	a, _ = utf8.DecodeLastRuneInString(text[:at])
	b, _ = utf8.DecodeRuneInString(text[at:])
	return a, b
}

// attached takes the signs along that open before the words and those that close behind them.
func attached(text string, from, to int) (int, int) {
	for from > 0 {
		r, n := utf8.DecodeLastRuneInString(text[:from])
		if !unicode.In(r, unicode.Ps, unicode.Pi) && !strings.ContainsRune(`"'¿¡*_`, r) {
			break
		}
		from -= n
	}
	for to < len(text) {
		r, n := utf8.DecodeRuneInString(text[to:])
		if unicode.IsSpace(r) || unicode.In(r, unicode.L, unicode.N, unicode.Ps, unicode.Pi) {
			break
		}
		to += n
	}
	return from, to
}

// spaced takes the white space on one side along, and parts what would be one word.
func spaced(text string, from, to int) piece {
	left := len(strings.TrimRightFunc(text[:from], unicode.IsSpace))
	right := len(text) - len(strings.TrimLeftFunc(text[to:], unicode.IsSpace))
	switch {
	case left == 0:
		return piece{0, right, ""}
	case right == len(text):
		return piece{left, right, ""}
	case strings.Count(text[to:right], "\n") > strings.Count(text[left:from], "\n"):
		return piece{left, to, ""}
	case left < from || right > to:
		return piece{from, right, ""}
	}
	a, _ := utf8.DecodeLastRuneInString(text[:from])
	b, _ := utf8.DecodeRuneInString(text[to:])
	if sketch.OneWord(a, b) {
		return piece{from, to, " "}
	}
	return piece{from, to, ""}
}
