package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// behindStop decides about a full stop before a letter.
func (sp *spacer) behindStop(i int) int {
	s := sp.s
	c := sp.chunk(i, '.')
	if !c.ok || c.dots != 1 || sp.page.aboutCode() {
		return -1
	}
	end := i - 1
	closer := end > c.start && closes1(s, c.start, &end)
	left, right := wordBefore(s, end, c.start), wordAfter(s, i, c.end)
	if year := isYear(left.text) && right.initial && right.letters > 1 && right.plain() && !right.allCaps(); year && sp.wordsBefore(c.start) >= 2 && sp.wordsAfter(i) >= 3 {
		return i
	}
	if right.plain() && left.plain() && right.letters > 1 && unicased(left) && unicased(right) {
		return i // no address is written so
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
	if !sp.stopFits(i, c, left, right, closer) || sp.repeated(i) {
		return -1
	}
	return i
}

// stopFits says whether most of a sentence stands on both sides of a stop. A capital behind it is
// asked for, or a function word that is no top-level domain.
func (sp *spacer) stopFits(i int, c chunk, left, right word, closer bool) bool {
	before, after := sp.wordsBefore(c.start), sp.wordsAfter(i+len(right.text))
	switch {
	case !right.initial:
		return !left.initial && !closer && longStarters[right.text] && before >= 4 && after >= 3
	case right.function():
		return before >= 2 && after >= 1 && (right.letters > 1 || strings.HasPrefix(sp.s[i+len(right.text):], " "))
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
		if b := sp.s[k]; b == '\n' || b == ' ' && k > 0 && strings.IndexByte(".?!", sp.s[k-1]) >= 0 {
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

// repeated says whether the two words around a stop stand more than once in the text, as names of programs do. All
// strings with a stop inside are counted once.
func (sp *spacer) repeated(i int) bool {
	if sp.stops == nil {
		sp.stops = map[string]int{}
		for k := candidate(sp.s, 0); k < len(sp.s); k = candidate(sp.s, k+1) {
			if sp.s[k-1] != '.' {
				continue
			}
			if c := sp.chunk(k, '.'); c.ok && c.dots == 1 {
				sp.stops[around(sp.s, k)]++
			}
		}
	}
	return sp.stops[around(sp.s, i)] > 1
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

// behindQuote decides about a closing curly quote before a letter. Where the text opens with „, “ closes.
func (sp *spacer) behindQuote(i int) int {
	s, quote := sp.s, s3(sp.s, i)
	if i < 5 || sp.page.aboutCode() {
		return -1
	}
	before, n := utf8.DecodeLastRuneInString(s[:i-3])
	right := wordAfter(s, i, min(len(s), i+chunkReach))
	if !right.plain() || right.letters < 2 || !sp.page.line().prose(4) {
		return -1
	}
	german := sp.lowQuotes()
	if quote == "“" && !german {
		return sp.beforeQuote(i-3, before, right)
	}
	if quote == "”" && german || !strings.ContainsRune(".,!?;:…", before) && !unicode.IsLetter(before) {
		return -1
	}
	if unicode.IsLetter(before) && wordBefore(s, i-3, max(0, i-3-chunkReach)).letters < 2 || i-3-n <= 0 {
		return -1
	}
	return i
}

func s3(s string, i int) string { return s[i-3 : i] }

// beforeQuote decides about a mark before an opening quote.
func (sp *spacer) beforeQuote(at int, before rune, right word) int {
	if before != ',' && before != ':' && before != ';' && before != '.' && before != '?' && before != '!' {
		return -1
	}
	left := wordBefore(sp.s, at-1, max(0, at-1-chunkReach))
	if left.letters < 2 || !left.plain() {
		return -1
	}
	return at
}

// lowQuotes says whether the text opens quotations with „, so that “ closes them.
func (sp *spacer) lowQuotes() bool {
	sp.habit.count(sp.s)
	return sp.habit.low
}

// atQuote decides about a straight quote behind a mark: said,"We or "We did,"he.
func (sp *spacer) atQuote(i int) int {
	s, l := sp.s, &sp.page.lines[sp.page.at]
	f := sp.page.line()
	if sp.page.aboutCode() || s[i-1] == ':' || !f.prose(6) || i+1-l.start > 4*sentenceReach {
		return -1
	}
	left, right := wordBefore(s, i-1, max(l.start, i-1-chunkReach)), wordAfter(s, i+1, min(l.end, i+1+chunkReach))
	if left.letters < 2 || !left.plain() || left.camel || !right.plain() || right.letters == 1 && !right.function() || strings.Count(s[l.start:l.end], `"`)%2 != 0 {
		return -1
	}
	if strings.Count(s[l.start:i], `"`)%2 == 1 {
		return i + 1 // it closes
	}
	if right.initial && !left.initial && f.commas.spaced >= f.commas.glued-1 {
		return i
	}
	return -1
}

// behindWide decides about a mark beyond ASCII between two letters.
func (sp *spacer) behindWide(i int) int {
	n := 2
	if wideMarkAt(sp.s, i-2) == 0 {
		n = 3
	}
	before, _ := utf8.DecodeLastRuneInString(sp.s[:i-n])
	after, _ := decode(sp.s, i)
	if !unicode.IsLetter(before) && !unicode.Is(unicode.M, before) || !unicode.IsLetter(after) {
		return -1
	}
	return i
}
