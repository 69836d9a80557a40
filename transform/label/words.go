package label

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// word is a run of letters of a line with what stands before it.
type word struct {
	start, end int
	hash       uint64 // of its small form
	shape      text.Shape
	gap        gap
}

// gap is what stands between a word and the one before it.
type gap uint8

const (
	gapLine       gap = iota // it is the first of its line
	gapSpace                 // white space and nothing else
	gapHyphen                // a hyphen that joins
	gapApostrophe            // an apostrophe that joins
	gapStop                  // a stop without a space
	gapStopSpace             // a stop and white space: the end of a sentence or an abbreviation
	gapEnd                   // what ends a sentence, white space, quotes and brackets aside
	gapComma                 // a comma and white space
	gapGlued                 // a comma and nothing
	gapDigits                // with digits
	gapOther
)

// joined says whether a word may belong to one phrase with the word before it.
func (w *word) joined() bool {
	return w.gap == gapSpace || w.gap == gapHyphen || w.gap == gapStop || w.gap == gapApostrophe || w.gap == gapStopSpace
}

func (w *word) capital() bool {
	return w.shape == text.Title || w.shape == text.Upper || w.shape == text.Mixed
}

// letters returns how many letters a word has.
func (w *word) letters(s string) int { return utf8.RuneCountInString(s[w.start:w.end]) }

// wordBuffers hold the words of a line, reused from line to line.
var wordBuffers = sync.Pool{New: func() any { return new([]word) }}

// keptWords keeps a line of millions of words from holding its memory for the rest of the run.
const keptWords = 1 << 16

func putWords(b *[]word) {
	if cap(*b) <= keptWords {
		wordBuffers.Put(b)
	}
}

// appendWords appends the words of the line [from,to) of s.
func appendWords(words []word, s string, from, to int) []word {
	line := s[:to]
	last := from
	for at := from; at < to; {
		r := text.NextWord(line, at)
		if r.Start == r.End {
			break
		}
		g := gapLine
		if len(words) > 0 {
			g = gapBetween(line[last:r.Start])
		}
		words = append(words, word{r.Start, r.End, r.Hash, r.Shape, g})
		at, last = r.End, r.End
	}
	return words
}

func gapBetween(g string) gap {
	switch g {
	case " ":
		return gapSpace
	case ", ":
		return gapComma
	case ". ":
		return gapStopSpace
	case "-", "‐", "‑":
		return gapHyphen
	case "'", "’":
		return gapApostrophe
	case ".":
		return gapStop
	case ",":
		return gapGlued
	}
	if strings.ContainsAny(g, "0123456789") {
		return gapDigits
	}
	return spacedGap(g)
}

// spacedGap is gapBetween of what holds more than one mark.
func spacedGap(g string) gap {
	trimmed := strings.TrimSpace(g)
	switch {
	case trimmed == "":
		return gapSpace
	case trimmed == "," && g[0] == ',':
		return gapComma
	case trimmed == "." && g[0] == '.':
		return gapStopSpace
	case strings.ContainsAny(trimmed, ".!?…。！？"):
		return gapEnd
	}
	return gapOther
}

// forLines calls f with each line of s that holds a word, without its line feed, and its words.
func forLines(s string, f func(from, to int, words []word)) {
	b := wordBuffers.Get().(*[]word)
	defer putWords(b)
	for at := 0; at < len(s); {
		end, next := text.NextLine(s, at)
		*b = appendWords((*b)[:0], s, at, end)
		if len(*b) > 0 {
			f(at, end, *b)
		}
		at = next
	}
}
