package filter

import (
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// The phrases of buttons. Behind the one of more come three characters.
const (
	cartPhrase = "items in cart"
	morePhrase = "read more"
	signPhrase = "sign-in"
)

// cartPhrases tells whether a text holds cartPhrase at all.
var cartPhrases = newPhraseSet([]phrase{{cartPhrase, 9, lorem}}, 0, lorem)

// phrases cuts the phrases of buttons from short lines.
func (w *refinedWalk) phrases() {
	var f finder
	f.start(cartPhrases, w.s, w.v.ASCII(), &w.m.buf)
	w.strip()
	w.phrase(func(line string) []text.Span {
		if f.plain && f.soon == len(w.s) {
			return nil
		}
		return findCarts(line)
	})
	w.strip()
	w.phrase(findMore)
	w.strip()
	w.phrase(findSign)
	w.strip()
}

// phrase takes what find finds out of short lines, and lines that hold nothing else.
func (w *refinedWalk) phrase(find func(string) []text.Span) {
	for i := range w.state {
		l := &w.state[i]
		line := w.of(l)
		if l.rule != 0 || line == "" || hasFields(line, w.phraseLine+1) {
			continue
		}
		found := find(line)
		if len(found) > 0 {
			if l.mended == 0 {
				w.counts[refinedPhrases]++
			}
			w.mend(l, found)
			line = w.of(l)
		}
		if text.TrimStart(line) == "" {
			l.rule = refinedPhrase
			if l.mended == 0 {
				w.counts[refinedPhrases]++
			}
		}
	}
}

// mend takes spans out of a line.
func (w *refinedWalk) mend(l *refinedLine, found []text.Span) {
	have := w.of(l)
	var left []byte
	var at []int32
	from := 0
	for _, f := range append(found, text.Span{Start: int32(len(have)), End: int32(len(have))}) {
		for i := from; i < int(f.Start); i++ {
			left, at = append(left, have[i]), append(at, w.placeOf(l, i))
		}
		from = int(f.End)
	}
	if l.mended == 0 {
		w.mended = append(w.mended, mended{})
		l.mended = int32(len(w.mended))
	}
	w.mended[l.mended-1] = mended{string(left), at}
}

// placeOf is where a byte of what is left of a line stands in the text.
func (w *refinedWalk) placeOf(l *refinedLine, i int) int32 {
	if l.mended > 0 {
		return w.mended[l.mended-1].at[i]
	}
	return l.Start + int32(i)
}

// findCarts finds cartPhrase, with a blank before.
func findCarts(line string) (found []text.Span) {
	for i := 0; i < len(line); {
		r, n := utf8.DecodeRuneInString(line[i:])
		end := -1
		if text.IsSpace(r) {
			end = matchFold(line, i+n, cartPhrase, foldOdd)
		}
		if end < 0 {
			end = matchFold(line, i, cartPhrase, foldOdd)
		}
		if end > 0 {
			found, i = append(found, text.Span{Start: int32(i), End: int32(end)}), end
			continue
		}
		i += n
	}
	return found
}

// findMore finds morePhrase with three more characters at the end of a line, with a blank before.
func findMore(line string) []text.Span {
	end := len(line)
	for range 3 {
		_, n := utf8.DecodeLastRuneInString(line[:end])
		end -= n
	}
	start := end - len(morePhrase)
	if start < 0 || !equalLower(line[start:end], morePhrase) {
		return nil
	}
	if r, n := utf8.DecodeLastRuneInString(line[:start]); text.IsSpace(r) {
		start -= n
	}
	return []text.Span{{Start: int32(start), End: int32(len(line))}}
}

// findSign finds signPhrase at the start of a line, with a blank behind.
func findSign(line string) []text.Span {
	end := matchFold(line, 0, signPhrase, foldOdd)
	if end < 0 {
		return nil
	}
	if r, n := utf8.DecodeRuneInString(line[end:]); text.IsSpace(r) {
		end += n
	}
	return []text.Span{{Start: 0, End: int32(end)}}
}
