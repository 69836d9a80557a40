package text

import (
	"strings"
	"unicode/utf8"
)

// AppendLines appends what stands between line feeds: one more than there are of them.
func AppendLines(s string, dst []Span) []Span { return whole(s, cutLines, dst) }

// lineEnds are the ASCII characters that end a line for Python's str.splitlines, on which published heuristics
// are built: line feed, vertical tab, form feed, carriage return, and the separators U+001C–U+001E.
var lineEnds = [256]bool{'\n': true, '\v': true, '\f': true, '\r': true, 0x1C: true, 0x1D: true, 0x1E: true}

// AppendTextLines appends the lines by every line end: those of lineEnds, CR LF as one, U+0085, U+2028 and U+2029.
// Behind the last line end stands a line only where it holds something.
func AppendTextLines(s string, dst []Span) []Span { return whole(s, cutTextLines, dst) }

// lineEnd returns the length of the line end at i, 0 where there is none.
func lineEnd(s string, i int) int {
	c := s[i]
	switch {
	case c == '\r' && i+1 < len(s) && s[i+1] == '\n':
		return 2
	case lineEnds[c]:
		return 1
	case c == 0xC2 || c == 0xE2:
		if r, n := utf8.DecodeRuneInString(s[i:]); r == 0x85 || r == 0x2028 || r == 0x2029 {
			return n
		}
	}
	return 0
}

// AppendParagraphs appends what stands between two or more line feeds in a row, empty ones left out.
func AppendParagraphs(s string, dst []Span) []Span { return whole(s, cutParagraphs, dst) }

// AppendSentences appends the sentences of SentenceEnd, line by line, without the white space around them.
func AppendSentences(s string, dst []Span) []Span {
	for at := 0; at < len(s); {
		end, next := NextLine(s, at)
		line := s[at:end]
		for i := skipSpace(line, 0); i < len(line); {
			stop := SentenceEnd(line, i)
			dst = append(room(dst, at+i, len(s)), Span{int32(at + i), int32(at + i + len(TrimEnd(line[i:stop])))})
			i = skipSpace(line, stop)
		}
		at = next
	}
	return dst
}

func skipSpace(s string, at int) int { return len(s) - len(TrimStart(s[at:])) }

// TrimStart and TrimEnd take white space (IsSpace) off a text.
func TrimStart(s string) string {
	for s != "" {
		if c := s[0]; c > ' ' && c < utf8.RuneSelf {
			return s
		}
		r, n := utf8.DecodeRuneInString(s)
		if !IsSpace(r) {
			return s
		}
		s = s[n:]
	}
	return s
}

// TrimEnd is TrimStart at the other end.
func TrimEnd(s string) string {
	for s != "" {
		if c := s[len(s)-1]; c > ' ' && c < utf8.RuneSelf {
			return s
		}
		r, n := utf8.DecodeLastRuneInString(s)
		if !IsSpace(r) {
			return s
		}
		s = s[:len(s)-n]
	}
	return s
}

// Trim takes white space off both ends.
func Trim(s string) string { return TrimEnd(TrimStart(s)) }

// hasWideEnd says whether a line end beyond ASCII stands in a text.
func hasWideEnd(s string) bool {
	return strings.Contains(s, "\u2028") || strings.Contains(s, "\u2029") || strings.Contains(s, "\u0085")
}
