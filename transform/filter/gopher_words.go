package filter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/internal/text/spacy"
)

// What a byte says about the word that begins with it.
const (
	isLetter = 1 << iota // of ASCII
	isDigit
	isSymbol // neither, of ASCII
)

var starts = makeStarts()

func makeStarts() (t [256]uint8) {
	for c := range utf8.RuneSelf {
		switch {
		case c >= '0' && c <= '9':
			t[c] = isDigit
		case c|0x20 >= 'a' && c|0x20 <= 'z':
			t[c] = isLetter
		default:
			t[c] = isSymbol
		}
	}
	return t
}

// hasLetter says whether a word holds a letter.
func hasLetter(w string) bool {
	for i := 0; i < len(w); i++ {
		if c := w[i]; c >= utf8.RuneSelf {
			return strings.IndexFunc(w[i:], unicode.IsLetter) >= 0
		} else if starts[c] == isLetter {
			return true
		}
	}
	return false
}

// hasAlphabetic is hasLetter by Unicode's property Alphabetic.
func hasAlphabetic(w string) bool { return hasLetter(w) || strings.IndexFunc(w, isAlphabetic) >= 0 }

func isAlphabetic(r rune) bool {
	return unicode.IsLetter(r) || unicode.In(r, unicode.Nl, unicode.Other_Alphabetic)
}

func isAlphanumeric(r rune) bool { return unicode.IsLetter(r) || unicode.IsNumber(r) }

// tally is what is counted of the words of a text.
type tally struct {
	skipped int // words that are neither counted nor measured
	chars   int // code points of those
	letters int // words of any kind that hold a letter
	stops   int // stop words with repeats
	seen    stopSet
}

func (t *tally) stop(n int) {
	if n >= 0 {
		t.stops++
		t.seen.add(n)
	}
}

// skip leaves a word out.
func (t *tally) skip(v *text.View, w text.Span) {
	t.skipped++
	t.chars += v.Chars(w)
}

// put writes what all definitions but dolma's measure alike.
func (t *tally) put(v *text.View, by *text.Splitter, m *sheet) {
	all := len(v.Words(by))
	m.count(gopherWords, all-t.skipped)
	m.share(gopherMeanLength, v.WordChars(by)-t.chars, all-t.skipped)
	m.share(gopherLetterWords, t.letters, all)
}

// gopherTamisWords counts runs that hold a letter or a digit.
func gopherTamisWords(v *text.View, stops *stopWords, m *sheet) {
	s, runs := v.Text(), v.Words(text.Plain)
	var t tally
	for _, w := range runs {
		start, end := int(w.Start), int(w.End)
		switch kind := starts[s[start]]; {
		case kind == isLetter:
			t.letters++
		case kind == isDigit:
			if hasLetter(s[start:end]) {
				t.letters++
			}
		default:
			word := s[start:end]
			if hasLetter(word) {
				t.letters++
			} else if strings.IndexFunc(word, isAlphanumeric) < 0 {
				t.skip(v, w)
				continue
			}
		}
		start, end = bare(s, start, end)
		t.stop(stops.findFolded(s, start, end))
	}
	t.put(v, text.Plain, m)
	m.count(gopherStopWords, t.seen.count())
	putSymbols(v, m, len(runs))
}

// bare takes marks off both ends of a word.
func bare(s string, start, end int) (int, int) {
	for start < end && starts[s[start]] == isSymbol {
		start++
	}
	for end > start && starts[s[end-1]] == isSymbol {
		end--
	}
	if end > start && (s[start]|s[end-1]) >= utf8.RuneSelf {
		return bareWide(s, start, end)
	}
	return start, end
}

// bareWide is bare where a character beyond ASCII may be a mark.
func bareWide(s string, start, end int) (int, int) {
	word := strings.TrimLeftFunc(s[start:end], isMark)
	start = end - len(word)
	return start, start + len(strings.TrimRightFunc(word, isMark))
}

func isMark(r rune) bool { return !isAlphanumeric(r) && !unicode.IsMark(r) }

// putSymbols measures # and ellipses apart.
func putSymbols(v *text.View, m *sheet, words int) {
	m.share(gopherHashes, strings.Count(v.Text(), "#"), words)
	m.share(gopherEllipses, strings.Count(v.Text(), "...")+ellipses(v), words)
}

// ellipses counts …
func ellipses(v *text.View) int {
	if v.ASCII() {
		return 0
	}
	return strings.Count(v.Text(), "…")
}

// datatroveWords is how datatrove splits.
var datatroveWords = spacy.English

// gopherDatatroveWords counts words that are not of punctuation alone.
func gopherDatatroveWords(v *text.View, stops *stopWords, m *sheet) {
	s, words := v.Text(), v.Words(datatroveWords)
	var t tally
	for _, w := range words {
		start, end := int(w.Start), int(w.End)
		t.stop(stops.find(s, start, end))
		if starts[s[start]] == isLetter {
			t.letters++
		} else {
			word := s[start:end]
			if hasLetter(word) {
				t.letters++
			}
			if strings.IndexFunc(word, isNoPunctuation) < 0 {
				t.skip(v, w)
			}
		}
	}
	t.put(v, datatroveWords, m)
	m.count(gopherStopWords, t.seen.count())
	putSymbols(v, m, len(words))
}

// isNoPunctuation is the complement of datatrove's PUNCTUATION_SET: marks of ASCII and of some scripts, controls but
// for tab and line feed, and what ends sentences.
func isNoPunctuation(r rune) bool {
	switch {
	case r < 0x20:
		return r == '\t' || r == '\n'
	case r < utf8.RuneSelf-1:
		return r == ' ' || starts[r] != isSymbol
	case r < 0xA0:
		return false
	}
	return !strings.ContainsRune("—”：％１〈、━【「」，】；“《„’∶´（–？！～«〉》）。…►»．", r) && !isEndMark(r)
}

// gopherDolmaWords measures the median, and words that hold a symbol.
func gopherDolmaWords(v *text.View, stops *stopWords, m *sheet) {
	s, words := v.Text(), v.Words(text.Plain)
	var t tally
	lengths, ascii := m.buf.lengthsOf(len(words)), v.ASCII()
	for i, w := range words {
		start, end := int(w.Start), int(w.End)
		t.stop(stops.find(s, start, end))
		if starts[s[start]] == isLetter || hasLetter(s[start:end]) {
			t.letters++
		}
		if lengths[i] = w.End - w.Start; !ascii {
			lengths[i] = int32(v.Chars(w))
		}
	}
	m.count(gopherWords, len(words))
	if len(words) > 0 {
		m.set(gopherMedianLength, median(lengths))
	}
	m.share(gopherLetterWords, t.letters, len(words))
	m.count(gopherStopWords, t.stops)
	m.share(gopherSymbols, holding(v, words, "#", "…"), len(words))
}

// holding counts the words that hold one of two pieces.
func holding(v *text.View, words []text.Span, a, b string) int {
	s, n := v.Text(), 0
	if !strings.Contains(s, a) && (v.ASCII() || !strings.Contains(s, b)) {
		return 0
	}
	for _, w := range words {
		if word := w.Of(s); strings.Contains(word, a) || strings.Contains(word, b) {
			n++
		}
	}
	return n
}

// gopherDCLMWords counts words that begin with a letter or digit, and measures all of them.
func gopherDCLMWords(v *text.View, stops *stopWords, m *sheet) {
	s, words := v.Text(), v.Words(text.Plain)
	var t tally
	counted := 0
	for _, w := range words {
		start, end := int(w.Start), int(w.End)
		if kind := starts[s[start]]; kind == isLetter || kind == isDigit || kind == 0 && alphanumericAt(s, start) {
			if start == 0 || fastTextSpace(s[start-1]) {
				counted++
			}
		}
		if starts[s[start]] == isLetter || hasLetter(s[start:end]) {
			t.letters++
		}
		t.stop(stops.findFolded(s, start, end))
	}
	t.put(v, text.Plain, m)
	m.count(gopherWords, counted)
	m.count(gopherStopWords, t.stops)
	symbols := strings.Count(s, "#") + strings.Count(s, "...") + strings.Count(s, ". . .") + ellipses(v)
	m.share(gopherSymbols, symbols, len(words))
}

func alphanumericAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[i:])
	return isAlphanumeric(r)
}

// fastTextSpace says whether fastText's tokenizer, which counts for DCLM, parts words at a byte. A word behind other
// white space is the rest of one that was begun.
func fastTextSpace(c byte) bool {
	return c == ' ' || c >= '\t' && c <= '\r' || c == 0
}

// gopherNemoWords counts words that are symbols.
func gopherNemoWords(v *text.View, stops *stopWords, m *sheet) {
	s, words := v.Text(), v.Words(text.Plain)
	var t tally
	symbols := 0
	hashes := strings.Contains(s, "#")
	for _, w := range words {
		start, end := int(w.Start), int(w.End)
		if starts[s[start]] == isLetter {
			t.letters++
		} else {
			if hasAlphabetic(s[start:end]) {
				t.letters++
			}
			if nemoEllipsis(s[start:end]) {
				symbols++
			}
		}
		if hashes && mostlyHashes(s[start:end], v.Chars(w)) {
			symbols++
		}
		t.stop(stops.find(s, start, end))
	}
	t.put(v, text.Plain, m)
	m.count(gopherStopWords, t.stops)
	m.share(gopherSymbols, symbols, len(words))
}

// nemoEllipsis says whether a word is one of NeMo's marks of an ellipsis.
func nemoEllipsis(w string) bool {
	switch w {
	case "...", "[...]", "…", "(...)", "[…]", "-»":
		return true
	}
	return false
}

// mostlyHashes says whether there are more runs of # than half of the characters.
func mostlyHashes(w string, chars int) bool {
	runs := 0
	for i := 0; i < len(w); i++ {
		if w[i] == '#' && (i == 0 || w[i-1] != '#') {
			runs++
		}
	}
	return 2*runs > chars
}
