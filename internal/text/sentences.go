package text

import (
	"unicode"
	"unicode/utf8"
)

// SentenceEnd returns where the sentence ends that begins at byte `at` of a line: behind its mark and the quotes
// and brackets that close there, len(line) where no mark ends it. What comes next is white space, the next
// sentence, or nothing.
//
// The rules are those of Unicode's sentence boundaries (UAX #29) with two changes: a mark of ASCII ends a
// sentence only before white space (example.org, 3.14), and none ends it before a small letter. An initial or a
// number with a stop (J. Smith; 2. Results) ends none. Abbreviations are not known: "Dr. Ada" is two sentences,
// in every copy alike.
func SentenceEnd(line string, at int) int {
	for i := at; i < len(line); {
		if c := line[i]; c < utf8.RuneSelf && c != '.' && c != '!' && c != '?' {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(line[i:])
		if r >= utf8.RuneSelf && (r < firstWideMark || r != '…' && !unicode.Is(unicode.Sentence_Terminal, r)) {
			i += n
			continue
		}
		end, spaced := sentenceTail(line, i+n, r)
		if end == len(line) || !spaced || endsBefore(line, end) && !(r == '.' && initial(line, at, i)) {
			return end
		}
		i = end
	}
	return len(line)
}

// firstWideMark is the first mark beyond ASCII that ends sentences, the Armenian one: letters of Latin, Greek and
// Cyrillic need not be looked up.
const firstWideMark = 0x0589

// CountSentences returns the number of sentences of a line.
func CountSentences(line string) (n int) {
	for i := skipSpace(line, 0); i < len(line); n++ {
		i = skipSpace(line, SentenceEnd(line, i))
	}
	return n
}

// sentenceTail goes on behind a mark over more marks and over what closes; spaced says that the sentence ends
// there only before white space, since all of the marks are of scripts that write it.
func sentenceTail(line string, i int, mark rune) (end int, spaced bool) {
	spaced = spacedMark(mark)
	for i < len(line) {
		r, n := utf8.DecodeRuneInString(line[i:])
		switch {
		case r == '…' || unicode.Is(unicode.Sentence_Terminal, r):
			spaced = spaced && spacedMark(r)
		case r != '"' && r != '\'' && !unicode.In(r, unicode.Pe, unicode.Pf):
			return i, spaced
		}
		i += n
	}
	return i, spaced
}

// spacedMark says whether a mark belongs to scripts that put white space between sentences: those of Chinese,
// Japanese, Myanmar and others don't, and of the rest only the ASCII ones stand inside of words too.
func spacedMark(r rune) bool { return r < utf8.RuneSelf || r == '…' }

// endsBefore says whether what stands at i lets a sentence end before it: white space, and then no small letter
// behind what may open.
func endsBefore(line string, i int) bool {
	r, n := utf8.DecodeRuneInString(line[i:])
	if !unicode.IsSpace(r) {
		return false
	}
	for ; i < len(line) && unicode.IsSpace(r); r, n = utf8.DecodeRuneInString(line[i:]) {
		i += n
	}
	for range 4 { // quotes and brackets
		if r != '"' && r != '\'' && !unicode.In(r, unicode.Ps, unicode.Pi) {
			break
		}
		i += n
		r, n = utf8.DecodeRuneInString(line[i:])
	}
	return !unicode.IsLower(r)
}

// initial says whether the stop at `stop` stands behind one letter, or behind digits with which the sentence
// begins.
func initial(line string, start, stop int) bool {
	r, n := utf8.DecodeLastRuneInString(line[start:stop])
	if unicode.IsLetter(r) {
		before, m := utf8.DecodeLastRuneInString(line[start : stop-n])
		return m == 0 || !unicode.IsLetter(before) && !unicode.IsDigit(before) && !unicode.IsMark(before) && before != '\''
	}
	i := stop
	for i > start && stop-i < 8 && line[i-1] >= '0' && line[i-1] <= '9' {
		i--
	}
	return i == start && i < stop
}
