package filter

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// refinedWalk takes the lines of a text through the rules, one rule after the other, as DCLM's modifiers do: each
// of them but one takes white space off both ends of what is left.
type refinedWalk struct {
	*refinedWeb
	m       *sheet
	v       *text.View
	s       string
	state   []refinedLine // of the lines that are not empty: nothing happens to those
	mended  []mended
	carts   bool // the text may hold the phrase about carts
	counts  [refinedPhrases + 1]int
	removed int // words
}

// refinedLine is what is left of a line.
type refinedLine struct {
	text.Span
	rule   uint8 // that cut it, refinedMargin for the ends of the text; 0 while it stays
	mended int32 // number of what phrases left of it, plus one
}

// mended is a line without phrases.
type mended struct {
	text string
	at   []int32 // the place of each of its bytes
}

func (w *refinedWalk) run() {
	w.begin()
	if w.capitals.on {
		w.pass(refinedCapitalLine, refinedCapitals, w.isCapital)
	}
	w.strip()
	if w.digits.on {
		w.pass(refinedDigitLine, refinedDigits, w.isNumeric)
	}
	if w.counters {
		w.pass(refinedCounterLine, refinedCounters, isCounter)
	}
	w.strip()
	if w.minWords > 0 {
		w.pass(refinedShortLine, refinedShort, func(line string) bool { return !hasFields(line, w.minWords) })
	}
	if w.phraseLine >= 0 {
		w.phrases()
	}
	w.cut()
}

// begin takes the lines.
func (w *refinedWalk) begin() {
	w.state = room(w.m.buf.refined, w.filled())[:0]
	for b := w.v.LineBlocks(); b.Next(); {
		for _, line := range b.Spans {
			if line.Start < line.End {
				w.state = append(w.state, refinedLine{Span: line})
			}
		}
	}
	w.m.buf.refined = w.state
}

// filled is how many lines are not empty, or more of a text of few.
func (w *refinedWalk) filled() (n int) {
	for b := w.v.LineBlocks(); b.Next(); {
		if b.First == 0 && int(b.Spans[len(b.Spans)-1].End) == len(w.s) {
			return len(b.Spans)
		}
		for _, line := range b.Spans {
			if line.Start < line.End {
				n++
			}
		}
	}
	return n
}

// pass cuts the lines for which is holds. Empty lines stay.
func (w *refinedWalk) pass(rule uint8, metric int, is func(string) bool) {
	for i := range w.state {
		l := &w.state[i]
		if l.rule == 0 && l.Start < l.End && is(l.Of(w.s)) {
			l.rule = rule
			w.counts[metric]++
		}
	}
}

// strip takes white space off both ends of what is left.
func (w *refinedWalk) strip() {
	for i := range w.state {
		if w.trim(&w.state[i], text.TrimStart) {
			break
		}
	}
	for i := len(w.state) - 1; i >= 0; i-- {
		if w.trim(&w.state[i], text.TrimEnd) {
			break
		}
	}
}

// trim takes white space off one end of a line, and the line where it holds nothing else. It says whether something
// is left.
func (w *refinedWalk) trim(l *refinedLine, trim func(string) string) bool {
	if l.rule != 0 {
		return false
	}
	have := w.of(l)
	left := trim(have)
	if left == "" {
		l.rule = refinedMargin
		return false
	}
	start := 0
	if len(left) < len(have) && strings.HasSuffix(have, left) {
		start = len(have) - len(left)
	}
	if l.mended > 0 {
		x := &w.mended[l.mended-1]
		x.text, x.at = left, x.at[start:start+len(left)]
	} else {
		l.Start += int32(start)
		l.End = l.Start + int32(len(left))
	}
	return true
}

// of is what is left of a line.
func (w *refinedWalk) of(l *refinedLine) string {
	if l.mended > 0 {
		return w.mended[l.mended-1].text
	}
	return l.Of(w.s)
}

// cut says what goes, and counts the words that go with it.
func (w *refinedWalk) cut() {
	state := w.state
	for b := w.v.LineBlocks(); b.Next(); {
		for _, line := range b.Spans {
			if line.Start < line.End {
				w.cutLine(line, &state[0])
				state = state[1:]
			}
		}
	}
	w.m.edits, w.m.buf.edits = trimEnds(w.s, w.m.edits, w.m.buf.edits, refinedMargin)
}

// cutLine says what goes of a line, with its line feed where all does.
func (w *refinedWalk) cutLine(line text.Span, l *refinedLine) {
	switch {
	case l.rule != 0 && l.rule != refinedMargin:
		w.m.edit(line.Start, min(line.End+1, int32(len(w.s))), int(l.rule))
		w.removed += countTokens(line.Of(w.s))
	case l.rule == 0 && l.mended > 0:
		w.cutPhrases(line, w.mended[l.mended-1])
	}
}

// cutPhrases says what goes of a line.
func (w *refinedWalk) cutPhrases(line text.Span, left mended) {
	w.removed += countTokens(line.Of(w.s)) - countTokens(left.text)
	from := line.Start
	for _, at := range left.at {
		if at > from {
			w.m.edit(from, at, refinedPhrase)
		}
		from = at + 1
	}
	if from < line.End {
		w.m.edit(from, line.End, refinedPhrase)
	}
}

// countTokens counts the words that dclmCounts counts.
func countTokens(s string) (n int) {
	for i := 0; i < len(s); i++ {
		if fastTextSpace(s[i]) {
			continue
		}
		if alphanumericAt(s, i) {
			n++
		}
		for i < len(s) && !fastTextSpace(s[i]) {
			i++
		}
	}
	return n
}

// isCapital says whether too many characters of a line are capitals.
func (w *refinedWalk) isCapital(line string) bool {
	if w.v.ASCII() {
		return w.capitals.above(text.CountCapitals(line), len(line))
	}
	n, chars := 0, 0
	for _, r := range line {
		chars++
		if isUpper(r) {
			n++
		}
	}
	return w.capitals.above(n, chars)
}

// isNumeric says whether too many are digits.
func (w *refinedWalk) isNumeric(line string) bool {
	if starts[line[0]]&(isLetter|isSymbol) != 0 && !w.digits.above(len(line)-1, len(line)) {
		return false
	}
	n, chars := 0, 0
	for _, r := range line {
		chars++
		if isNumber(r) {
			n++
		}
	}
	return w.digits.above(n, chars)
}

// counted are what counters of social media count.
var counted = []string{"likes", "shares", "comments", "retweets", "reposts", "quotes", "bookmarks", "upvotes", "downvotes", "downloads", "views", "followers"}

// isCounter says whether a line is a number and what it counts, with marks around them.
func isCounter(line string) bool {
	if starts[line[0]] == isLetter {
		return false
	}
	line = strings.TrimLeftFunc(line, notWord)
	rest := strings.TrimLeftFunc(line, isDecimal)
	if rest == line {
		return false
	}
	rest = strings.TrimLeftFunc(rest, func(r rune) bool { return r == ',' || r == '.' || isDecimal(r) })
	if r, n := utf8.DecodeRuneInString(rest); strings.ContainsRune("kKmMbB\u212A", r) {
		rest = rest[n:]
	}
	what := text.TrimStart(rest)
	if what == rest {
		return false
	}
	what = strings.TrimRightFunc(what, notWord)
	for _, c := range counted {
		if end := matchFold(what, 0, c, lowerKelvin); end == len(what) && end > 0 {
			return true
		}
	}
	return false
}

// matchFold returns where a phrase ends that begins at i, -1 where it does not.
func matchFold(s string, i int, phrase string, fold func(rune) rune) int {
	for j := range len(phrase) {
		if i >= len(s) {
			return -1
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if fold(r) != rune(phrase[j]) {
			return -1
		}
		i += n
	}
	return i
}
