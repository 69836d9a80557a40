package label

import (
	"strings"
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

// keptWords is how many words of a text are held for more than one pass over it, and kept for the next text.
const keptWords = 1 << 16

// lines holds the words of a text by line (of very long lines by piece), so that several passes over it find them once. A longer text is looked at
// line by line in each pass, since its words would take more memory than the text.
type lines struct {
	s     string
	words []word
	lines []wordLine
	whole bool // all words of the text are held
}

// wordLine is a line that holds a word: [from,to) without its line feed, and its words.
type wordLine struct{ from, to, first, behind int }

// open readies l for a text.
func (l *lines) open(s string) {
	l.s, l.words, l.lines, l.whole = s, l.words[:0], l.lines[:0], true
	for at := 0; at < len(s); {
		end, next := nextPiece(s, at)
		first := len(l.words)
		l.words = appendWords(l.words, s, at, end)
		if len(l.words) > keptWords {
			l.whole = false
			return
		}
		if len(l.words) > first {
			l.lines = append(l.lines, wordLine{at, end, first, len(l.words)})
		}
		at = next
	}
}

// each calls f with each line that holds a word.
func (l *lines) each(f func(from, to int, words []word)) {
	if l.whole {
		for _, x := range l.lines {
			f(x.from, x.to, l.words[x.first:x.behind:x.behind])
		}
		return
	}
	for at := 0; at < len(l.s); {
		end, next := nextPiece(l.s, at)
		l.words = appendWords(l.words[:0], l.s, at, end)
		if len(l.words) > 0 {
			f(at, end, l.words)
		}
		at = next
	}
}

// pieceBytes bounds the words that are held of one line: a text may be one line of many megabytes.
const pieceBytes = 1 << 16

// nextPiece returns where the line that starts at byte `at` ends, without and with its line feed, of a very long line where
// its next piece does.
func nextPiece(s string, at int) (end, next int) {
	end, next = text.NextLine(s, at)
	if end-at <= pieceBytes {
		return end, next
	}
	cut := strings.LastIndexByte(s[at:at+pieceBytes], ' ')
	if cut <= 0 {
		for cut = pieceBytes; cut > 1 && !utf8.RuneStart(s[at+cut]); cut-- {
		}
	}
	return at + cut, at + cut
}

// close lets go of the text, and of memory that a long one took.
func (l *lines) close() {
	l.s = ""
	if cap(l.words) > 2*keptWords {
		l.words = nil
	}
	if cap(l.lines) > keptWords {
		l.lines = nil
	}
}

// appendWords appends the words of the line [from,to) of s.
func appendWords(words []word, s string, from, to int) []word {
	line := s[:to]
	last, before := from, len(words)
	for at := from; at < to; {
		r := text.NextWord(line, at)
		if r.Start == r.End {
			break
		}
		g := gapLine
		if len(words) > before {
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
	case trimmed == "" && (len(g) > 3 || strings.ContainsAny(g, "\t\r\v\f\u0085\u2028\u2029")):
		return gapOther // columns, and lines that end in another way
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
