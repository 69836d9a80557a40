package filter

import (
	"math"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// bareSpan is a span without the white space around it.
func bareSpan(s string, span text.Span) text.Span {
	line := text.TrimEnd(span.Of(s))
	end := span.Start + int32(len(line))
	return text.Span{Start: end - int32(len(text.TrimStart(line))), End: end}
}

// hasFields says whether a line holds n words between white space, and reads no further.
func hasFields(line string, n int) bool {
	for i := 0; n > 0; n-- {
		if i = skipSpaces(line, i); i == len(line) {
			return false
		}
		i = skipField(line, i)
	}
	return true
}

// countFields counts the words between white space, up to n.
func countFields(line string, n int) (words int) {
	for i := skipSpaces(line, 0); i < len(line) && words < n; words++ {
		i = skipSpaces(line, skipField(line, i))
	}
	return words
}

func skipSpaces(s string, i int) int {
	for i < len(s) && s[i] == ' ' {
		i++
	}
	if i < len(s) && s[i] > ' ' && s[i] < utf8.RuneSelf {
		return i
	}
	return len(s) - len(text.TrimStart(s[i:]))
}

// skipField passes what is no white space.
func skipField(s string, i int) int {
	for i < len(s) {
		c := s[i]
		if c > ' ' && c < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if text.IsSpace(r) {
			return i
		}
		i += n
	}
	return i
}

// longWord says whether a word of a line has more code points than most. It looks for a blank from behind: most
// words are short, so that it reads a few bytes of each stretch.
func longWord(line string, most int) bool {
	if most == math.MaxInt {
		return false
	}
	for len(line) > most {
		if i := strings.LastIndexByte(line[:most+1], ' '); i >= 0 {
			line = line[i+1:]
			continue
		}
		line = line[skipSpaces(line, 0):]
		end := skipField(line, 0)
		if end > most && utf8.RuneCountInString(line[:end]) > most {
			return true
		}
		line = line[end:]
	}
	return false
}

// trimEnds adds to edits what takes white space off both ends of the text that they leave; what they put in is white
// space. It builds in spare, and returns the list and the spare one.
func trimEnds(s string, edits, spare []textEdit, kind int) (list, rest []textEdit) {
	from, to := firstKept(s, edits), lastKept(s, edits)
	if from <= startKept(edits) && to >= endKept(s, edits) {
		return edits, spare
	}
	to, spare = max(from, to), spare[:0]
	cut := func(start, end int32) {
		if start < end {
			spare = append(spare, textEdit{start, end, uint8(kind), false})
		}
	}
	at := int32(0)
	for _, e := range append(edits, textEdit{start: int32(len(s)), end: int32(len(s))}) {
		cut(at, min(e.start, from))
		cut(max(at, to), e.start)
		if e.end <= from || e.start >= to {
			e.feed = false
		}
		if e.start < e.end {
			spare = append(spare, e)
		}
		at = e.end
	}
	return spare, edits
}

// startKept is where what the edits leave begins, and endKept where it ends.
func startKept(edits []textEdit) (at int32) {
	for _, e := range edits {
		if e.start > at || e.feed {
			break
		}
		at = e.end
	}
	return at
}

func endKept(s string, edits []textEdit) int32 {
	at := int32(len(s))
	for i := len(edits) - 1; i >= 0 && edits[i].end == at && !edits[i].feed; i-- {
		at = edits[i].start
	}
	return at
}

// firstKept is the place of the first character that the edits leave and that is no white space.
func firstKept(s string, edits []textEdit) int32 {
	at := int32(0)
	for _, e := range edits {
		if rest := text.TrimStart(s[at:e.start]); rest != "" {
			return e.start - int32(len(rest))
		}
		at = e.end
	}
	return int32(len(s) - len(text.TrimStart(s[at:])))
}

// lastKept is the end of the last one.
func lastKept(s string, edits []textEdit) int32 {
	at := int32(len(s))
	for i := len(edits) - 1; i >= 0; i-- {
		e := edits[i]
		if rest := text.TrimEnd(s[e.end:at]); rest != "" {
			return e.end + int32(len(rest))
		}
		at = e.start
	}
	return int32(len(text.TrimEnd(s[:at])))
}
