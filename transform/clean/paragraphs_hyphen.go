package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// hyphenAt returns the length of the hyphen that a line ends in, 0 for none: -, ‐, the soft hyphen, and ¬,
// which some make of it.
func hyphenAt(said string) int {
	r, n := utf8.DecodeLastRuneInString(said)
	switch r {
	case '-', '‐', '\u00AD', '¬':
		return n
	}
	return 0
}

// hyphen says whether line i ends within a word that goes on in line j, with what stands between in its
// place and how many bytes go before.
func (p *setter) hyphen(i, j int) (with string, cut int, ok bool) {
	l, next := &p.sheet.lines[i], &p.sheet.lines[j]
	said := p.s[l.text:l.stop]
	n := hyphenAt(said)
	if !p.hyphens || n == 0 || len(said) < n+2 || p.source && p.width == 0 || p.joins[i] == 0 && !p.mayJoin(i, j) {
		return "", 0, false
	}
	left := wordBefore(p.s, l.stop-n, max(l.text, l.stop-n-chunkReach))
	right := wordAfter(p.s, next.text, min(next.stop, next.text+chunkReach))
	if left.text == "" || right.text == "" || !left.spaced || left.camel {
		return "", 0, false
	}
	if r, _ := utf8.DecodeLastRuneInString(said); r == '\u00AD' || r == '¬' {
		return "", n, left.letters > 0 && right.letters > 0
	}
	if right.letters > 0 && !right.digits && suspended[right.text] {
		return " ", 0, left.letters > 1
	}
	switch p.judge(left, right, p.s[:l.stop-n], p.joins[i] > 0) {
	case hyphenStays:
		return "", 0, true
	case hyphenGoes:
		return "", n, true
	}
	return "", 0, false
}

// What becomes of a hyphen at the end of a line.
const (
	lineStays   = iota // it is no broken word
	hyphenStays        // a compound
	hyphenGoes
)

// judge decides by the shapes of the two halves, then by their words. Where capitals, digits or single
// letters meet a hyphen belongs to the word, and only a line that was joined anyway is.
func (p *setter) judge(left, right word, before string, joined bool) int {
	odd := left.digits || right.digits || left.letters < 2 || right.initial && !(left.allCaps() && right.allCaps()) || right.letters < 2
	if odd || left.allCaps() && !right.allCaps() || left.allCaps() && left.letters <= 3 {
		if joined {
			return hyphenStays
		}
		return lineStays
	}
	if strings.HasSuffix(strings.TrimSuffix(before, left.text), "-") || p.compound(left.text, right.text) {
		return hyphenStays
	}
	return hyphenGoes
}

// compound says whether the two belong together with a hyphen: the text writes them so, or each of them
// by itself and never both in one, or they are a compound by their kind.
func (p *setter) compound(left, right string) bool {
	low := strings.ToLower(left)
	if hyphenPrefixes[low] {
		return true
	}
	p.countWords()
	with, without := p.seen(low, "-", right), p.seen(low, right)
	if with != without {
		return with
	}
	if r, _ := utf8.DecodeRuneInString(right); caseless(r) && r >= 0x900 && r < 0xA00 { // Hindi, Bengali are not hyphenated
		return true
	}
	if p.byKind(low, right) {
		return true
	}
	return len(low) >= 4 && len(right) >= 4 && p.seen(low) && p.seen(right)
}

// byKind says whether two words are a compound in the text's language by what they are.
func (p *setter) byKind(left, right string) bool {
	if len(right) >= 4 && left == right {
		return true
	}
	switch p.sheet.language() {
	case text.English:
		return compoundEnds[right] && len(left) >= 3 && !joinedPrefixes[left] || right == "old" && (left == "year" || left == "month")
	case text.French:
		return inverted[right] && !strings.HasSuffix(left, right[:1]) || left == "peut" && right == "être" || left == "est" && right == "ce"
	case text.Portuguese:
		return right == "se" && !strings.HasSuffix(left, "s")
	case text.Indonesian:
		return len(left) >= 3 && strings.HasPrefix(right, left)
	case text.Russian:
		return indefinite[right] && len(left) <= 12 && text.Russian.Has(left)
	}
	return false
}

// seen says whether a word stands in the text, its parts given.
func (p *setter) seen(parts ...string) bool {
	h := hashSeed
	for _, s := range parts {
		h = hashLower(h, s)
	}
	_, ok := p.words[h]
	return ok
}

const hashSeed uint64 = 14695981039346656037

// hashLower goes on with an FNV-1a hash over the small letters of s.
func hashLower(h uint64, s string) uint64 {
	for i := 0; i < len(s); i++ {
		b := s[i]
		switch {
		case b < utf8.RuneSelf:
			if b >= 'A' && b <= 'Z' {
				b += 'a' - 'A'
			}
			h = (h ^ uint64(b)) * 1099511628211
		default:
			r, n := utf8.DecodeRuneInString(s[i:])
			h = (h ^ uint64(unicode.ToLower(r))) * 1099511628211
			i += n - 1
		}
	}
	return h
}

// countWords collects the words of the text and its compounds of two, without those at line ends.
func (p *setter) countWords() {
	if p.known {
		return
	}
	p.known = true
	clear(p.words)
	before, beforeEnd := "", -1
	for at := 0; ; {
		start, end := text.NextRun(p.s, at)
		if start == end {
			return
		}
		at = end
		if end-start > maxVoteWord {
			continue
		}
		word := p.s[start:end]
		if beforeEnd > 0 && start == beforeEnd+1 && p.s[beforeEnd] == '-' {
			p.words[hashLower(hashLower(hashLower(hashSeed, before), "-"), word)] = struct{}{}
		}
		if !brokenAt(p.s, start, end) {
			p.words[hashLower(hashSeed, word)] = struct{}{}
		}
		before, beforeEnd = word, end
	}
}

// brokenAt says whether the word [start,end) may be half of one that a line end parts.
func brokenAt(s string, start, end int) bool {
	tail := s[max(0, start-12):start]
	if said := strings.TrimRight(tail, " \t\r\n"); len(said) < len(tail) && strings.Contains(tail[len(said):], "\n") && hyphenAt(said) > 0 {
		return true
	}
	_, n := decode(s, end)
	if end == len(s) || hyphenAt(s[end:end+n]) == 0 {
		return false
	}
	rest := strings.TrimLeft(s[end+n:min(len(s), end+n+4)], " \t\r")
	return rest == "" || rest[0] == '\n'
}

// suspended follow a hyphen that stands for the rest of a word: pre- and post-war.
var suspended = wordsOf("and or und oder bzw et ou y o e i lub a en of och eller og и или та або eller tai ja ve és és")

// hyphenPrefixes keep their hyphen.
var hyphenPrefixes = wordsOf("self non well ex half cross long short high low ill so-called vice mid all vis anglo franco austro quasi")

// joinedPrefixes stand before words without one: un-known, over-based.
var joinedPrefixes = wordsOf("un inter over under out dis mis non pre sub super trans ultra fore with")

// compoundEnds end compounds of English behind a word.
var compoundEnds = wordsOf("known based called related oriented minded fashioned speaking friendly style term scale making owned sized driven free class wide")

// inverted stand behind a verb of French and its hyphen.
var inverted = wordsOf("il ils vous nous je là même mêmes")

// indefinite stand behind a pronoun of Russian and its hyphen.
var indefinite = wordsOf("то нибудь либо")
