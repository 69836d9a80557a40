package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// behindStop decides about a full stop before a letter, a digit or what opens a quotation.
func (sp *spacer) behindStop(i int) int {
	s := sp.s
	c := sp.chunk(i, '.')
	if c.end == i && spacedDash(s, i) {
		return sp.beforeDash(i)
	}
	if sp.page.aboutCode() {
		return -1
	} else if sp.behindUnit(i, c) {
		return i
	} else if !c.ok {
		return -1
	}
	end := i - 1
	closer := end > c.start && closes1(s, c.start, &end)
	begin := opened1(s, i, c.end)
	left, right := wordBefore(s, end, c.start), wordAfter(s, begin, c.end)
	if s[i] <= '9' {
		return sp.numberBehindStop(i, c, left, right)
	}
	if strings.HasSuffix(s[:i], "...") {
		dotless := strings.TrimRight(s[c.start:i], ".")
		if right.initial && right.letters > 1 && right.plain() && !right.allCaps() && inWordBefore(dotless, len(dotless)) && sp.page.line().prose(4) {
			return i
		}
		return -1
	}
	if begin == i && sp.initials(i, c, left, right) {
		return i
	}
	if begin == i && (c.dots > 1 && !allDigits(left) || c.dots == 0 && !closer && !allDigits(left)) {
		return sp.behindDotted(i, c, left, right)
	}
	if begin > i && (right.letters < 2 || !right.initial && !unicased(right)) {
		return -1
	}
	if at, sure := sp.sureStop(i, c, left, right, closer); sure {
		return at
	}
	if left.letters < 2 || !left.plain() || left.digits || !right.plain() || right.digits || right.camel {
		return -1
	}
	if right.initial && titleAbbreviations[left.text] {
		return i
	}
	if hostWords[right.text] && !sp.page.language().Has(strings.ToLower(right.text)) || right.allCaps() || left.allCaps() && !right.function() {
		return -1
	}
	if !sp.stopFits(i, c, left, right, closer) || begin == i && (sp.repeated(i) || !right.function() && sp.page.aboutSoftware()) {
		return -1
	}
	return i
}

// sureStop knows some stops by their neighbours alone: a year or another number before a sentence, letters of
// scripts in which no address is written.
func (sp *spacer) sureStop(i int, c chunk, left, right word, closer bool) (int, bool) {
	sentence := (right.letters > 1 || right.function() && strings.HasPrefix(sp.s[i+len(right.text):], " ")) && right.plain() && !right.allCaps() && !right.digits
	if sentence && unicased(right) && (unicasedEnd(left) && left.plain() || allDigits(left)) || right.plain() && !right.digits && unicased(right) && unicasedEnd(left) && left.letters > 1 {
		return i, true
	}
	if allDigits(left) || left.text == "" && closer && i >= 2 && sp.s[i-2] == '%' {
		before, after := sp.wordsBefore(c.start), sp.wordsAfter(i)
		if sentence && right.initial && (isYear(left.text) && (before >= 2 || before == 1 && right.function()) && after >= 3 || before >= 3 && after >= 2 && sp.numberEnds(i, c, left, right)) {
			return i, true
		}
		if sentence && !right.initial && right.letters >= 4 && before >= 2 && after >= 2 && sp.numberEnds(i, c, left, right) && ordinals[sp.page.language()] {
			return i, true
		}
		return -1, true
	}
	return -1, false
}

// numberEnds says whether nothing but a number stands before the stop in its chunk, which does not begin the line.
func (sp *spacer) numberEnds(i int, c chunk, left, sentence word) bool {
	l := &sp.page.lines[sp.page.at]
	if c.start <= l.text || len(left.text) > 4 {
		return false
	}
	said := sp.s[c.start : i-1]
	if strings.IndexByte(said, '.') >= 0 && !sentence.function() {
		return false
	}
	return strings.Trim(said, "0123456789.,:%$€£¥\u00A0\u202F") == ""
}

// ordinals are the languages that write a stop behind a number that is one.
var ordinals = map[text.Tongue]bool{text.German: true, text.Finnish: true, text.Croatian: true, text.Czech: true, text.Hungarian: true, text.Danish: true}

// numberBehindStop decides about a full stop between a word and a number.
func (sp *spacer) numberBehindStop(i int, c chunk, left, right word) int {
	end := i + len(right.text)
	if c.dots > 0 || !allDigits(right) || len(right.text) > 4 || end >= len(sp.s) || sp.s[end] != ' ' || left.letters < 5 && !(left.letters >= 3 && left.function()) || left.upper > 0 || left.digits || !left.plain() {
		return -1
	}
	if !sp.page.line().prose(8) || sp.wordsBefore(c.start) < 3 || sp.wordsAfter(end) < 2 || sp.repeated(i) || end+1 >= len(sp.s) || !letterly(sp.s[end+1]) {
		return -1
	}
	return i
}

// behindDotted decides about the last stop of an abbreviation with stops inside: 4 p.m.Which.
func (sp *spacer) behindDotted(i int, c chunk, left, right word) int {
	if dottedWords[sp.s[c.start:i]] && right.upper == 0 && right.plain() && !right.digits && (right.letters >= 3 || right.function()) && !topLevel[right.text] && c.dots == 2 && sp.page.line().prose(6) {
		return i
	}
	if left.letters != 1 || !right.initial || right.letters < 2 || right.allCaps() || !right.plain() || !right.function() || !sp.page.line().prose(6) {
		return -1
	}
	if !dotted(sp.s[c.start:i]) || sp.wordsAfter(i) < 2 {
		return -1
	}
	return i
}

// dottedWords are abbreviations that small words follow, topLevel what ends the name of a host.
var (
	dottedWords = wordsOf("i.e. e.g. p.m. a.m. z.B. d.h. u.a. m.a.w. d.w.z. c.-à-d. т.е. т.к. т.н. b.v. p.ej. np. v.d. f.eks.")
	topLevel    = wordsOf("com org net edu gov info mil int biz name www html txt pdf")
)

// stopFits says whether most of a sentence stands on both sides of a stop. A capital behind it is
// asked for, or a function word that is no top-level domain.
func (sp *spacer) stopFits(i int, c chunk, left, right word, closer bool) bool {
	before, after := sp.wordsBefore(c.start), sp.wordsAfter(i+len(right.text))
	switch {
	case !right.initial:
		return !left.initial && !closer && longStarters[right.text] && before >= 4 && after >= 3 || !closer && sp.smallStarts(i, c, left, right)
	case right.function():
		return (before >= 2 || before == 1 && sp.page.line().prose(8)) && after >= 1 && (right.letters > 1 || strings.HasPrefix(sp.s[i+len(right.text):], " "))
	case left.initial && !closer:
		return before >= 3 && after >= 3
	case titleAbbreviations[right.text]:
		return before >= 3
	}
	return right.letters > 1 && (before >= 3 && after >= 2 || before >= 5 && after >= 1)
}

// unicased says whether a word begins with a letter of a script without capitals.
func unicased(w word) bool {
	r, _ := utf8.DecodeRuneInString(w.text)
	return caseless(r)
}

// sentenceReach is how far the words around a stop are counted.
const sentenceReach = 160

// wordsBefore counts the words between the last end of a sentence or line and a place; wordsAfter
// those from a place to the next one, where a word is a run of letters between spaces.
func (sp *spacer) wordsBefore(at int) int {
	from := max(0, at-sentenceReach)
	for k := at - 1; k > from; k-- {
		if b := sp.s[k]; b == '\n' || b == ' ' && k > 1 && strings.IndexByte(".?!", sp.s[k-1]) >= 0 && (sp.s[k-2] < '0' || sp.s[k-2] > '9') {
			from = k
		}
	}
	return countNatural(sp.s[from:at])
}

func (sp *spacer) wordsAfter(at int) int {
	to := at
	for to < len(sp.s) && to-at < sentenceReach && sp.s[to] != '\n' {
		if b := sp.s[to]; (b == '.' || b == '?' || b == '!') && (to+1 == len(sp.s) || sp.s[to+1] <= ' ') {
			break
		}
		to++
	}
	return countNatural(sp.s[at:to])
}

func countNatural(s string) int {
	n, last := 0, byte(' ')
	for i := 0; i < len(s); i++ {
		if last == ' ' && wordly(s[i]) {
			n++
		}
		last = s[i]
	}
	return n
}

// repeated says whether the words around a stop, or the first of them, if it is short, before another, stand more
// than once in the text, as names of programs do: io.Reader, io.Writer. All strings with a stop inside are counted once.
func (sp *spacer) repeated(i int) bool {
	if !sp.counted {
		sp.counted = true
		for k := candidate(sp.s, 0); k < len(sp.s); k = candidate(sp.s, k+1) {
			if sp.s[k-1] != '.' {
				continue
			}
			if c := sp.chunk(k, '.'); c.ok && c.dots <= 1 {
				sp.stops[around(sp.s, k)]++
				sp.stops[stem(sp.s, k)]++
			}
		}
	}
	short := stem(sp.s, i)
	return sp.stops[around(sp.s, i)] > 1 || len(short) <= 5 && sp.stops[short] > 1
}

// stem returns the word before the stop that ends at i, with the stop.
func stem(s string, i int) string {
	left := wordBefore(s, i-1, max(0, i-1-chunkReach))
	return s[i-1-len(left.text) : i]
}

// around returns the words on both sides of the stop before i.
func around(s string, i int) string {
	left := wordBefore(s, i-1, max(0, i-1-chunkReach))
	right := wordAfter(s, i, min(len(s), i+chunkReach))
	return s[max(0, i-1-len(left.text)) : i+len(right.text)]
}

// titleAbbreviations stand before a name.
var titleAbbreviations = map[string]bool{"Mr": true, "Mrs": true, "Ms": true, "Dr": true, "Prof": true}

// hostWords end names of hosts, frameworks and files that are written with capitals.
var hostWords = map[string]bool{"Com": true, "Org": true, "Net": true, "Gov": true, "Edu": true, "Info": true, "Js": true, "Io": true, "Co": true, "Uk": true, "De": true, "Ru": true}

// longStarters are function words that begin sentences and are no top-level domains.
var longStarters = map[string]bool{"the": true, "this": true, "these": true, "those": true, "they": true, "there": true, "when": true, "while": true,
	"however": true, "although": true, "because": true, "since": true, "after": true, "before": true, "their": true, "with": true, "from": true, "but": true, "she": true, "his": true, "its": true}

// behindWide decides about a mark beyond ASCII between two words.
func (sp *spacer) behindWide(i int) int {
	s, n := sp.s, 2
	if wideMarkAt(s, i-2) == 0 {
		n = 3
	}
	before, size := utf8.DecodeLastRuneInString(s[:i-n])
	if strings.ContainsRune("”’»\")٪%", before) {
		before, _ = utf8.DecodeLastRuneInString(s[:i-n-size])
	}
	after, _ := decode(s, i)
	if s[i-n:i] == "…" {
		right := wordAfter(s, i, min(len(s), i+chunkReach))
		if unicode.IsLetter(before) && right.initial && right.letters > 1 && right.plain() && !right.allCaps() && sp.page.line().prose(4) {
			return i
		}
		return -1
	}
	word := unicode.IsLetter(before) || unicode.Is(unicode.M, before)
	if !word && !unicode.IsDigit(before) || !unicode.IsLetter(after) && !(word && unicode.IsDigit(after)) || noBlanks(after) {
		return -1
	}
	return i
}
