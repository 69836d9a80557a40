package clean

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// Tokenizers and OCR set apart what an apostrophe holds together: don ' t, it 's, do n't, l ' eau.
// Each language says what may stand on which side of it, so that quotations and 's-Hertogenbosch stay.

// apostropheAt returns the length of the apostrophe at a place, 0 for none.
func apostropheAt(s string, i int) int {
	switch {
	case i >= len(s):
	case s[i] == '\'':
		return 1
	case s[i] == 0xE2 && strings.HasPrefix(s[i:], "’"):
		return 3
	}
	return 0
}

// looseApostrophe says, by a few bytes, whether the apostrophe [at,at+n) may have lost its neighbours: one
// of a few endings stands behind it, or a word of one or two letters before it, or blanks on both sides.
func looseApostrophe(s string, at, n int) bool {
	before, behind := at, at+n
	if before > 0 && s[before-1] == ' ' {
		before--
	}
	if behind < len(s) && s[behind] == ' ' {
		behind++
	}
	if before == 0 || behind == len(s) || !letterly(s[before-1]) || !letterly(s[behind]) {
		return false
	}
	if before < at && behind > at+n || before < 2 || before < 3 || s[before-2] == ' ' || s[before-3] == ' ' {
		return true
	}
	return strings.IndexByte("sdmtrvl", s[behind]|0x20) >= 0 && (behind+1 == len(s) || !letterly(s[behind+1]) || behind+2 == len(s) || !letterly(s[behind+2])) ||
		before < at || losesVowel(s[max(0, before-8):before])
}

// losesVowel says whether a stretch ends in a longer word that loses its vowel: dell, lorsqu.
func losesVowel(s string) bool {
	s = s[strings.LastIndexByte(s, ' ')+1:]
	return strings.HasSuffix(s, "ll") || strings.HasSuffix(s, "qu") || s == "un" || s == "Un" || strings.HasSuffix(s, "aujourd")
}

// rejoin cuts the blanks around the apostrophe [at,at+n) where it belongs to a word with both neighbours.
func (sp *spacer) rejoin(l *row, at, n int) bool {
	s := sp.s
	from, to := at, at+n
	for from > l.text && s[from-1] == ' ' {
		from--
	}
	for to < l.stop && s[to] == ' ' {
		to++
	}
	if from == at && to == at+n || at-from > 1 || to-at-n > 1 || from <= l.text || to >= l.stop || l.table || !sp.apostrophes || sp.page.aboutCode() {
		return false
	}
	left, right := wordBefore(s, from, max(l.text, from-chunkReach)), wordAfter(s, to, min(l.stop, to+chunkReach))
	if left.letters == 0 || right.letters == 0 || left.digits || right.digits || !sp.belongs(left, right, from < at && to > at+n, to+len(right.text)) {
		return false
	}
	sp.e.Cut(from, at, kindApostrophes)
	sp.e.Cut(at+n, to, kindApostrophes)
	sp.done = to
	return true
}

// belongs says whether two words with an apostrophe between them are one; apart: it has blanks on both sides.
func (sp *spacer) belongs(left, right word, apart bool, end int) bool {
	low := strings.ToLower(left.text)
	first, _ := utf8.DecodeRuneInString(right.text)
	switch sp.page.language() {
	case text.English:
		return contracted(low, right.text) && sp.wordEnds(end) || apart && (low == "o" && right.text == "clock" || left.text == "O" && right.initial && right.letters >= 3)
	case text.French:
		return (frenchElided[low] || low == "aujourd" && right.text == "hui") && vowelBegins(first)
	case text.Italian:
		return (italianElided[low] || strings.HasSuffix(low, "ll") && len(low) <= 6) && vowelBegins(first)
	case text.Catalan:
		return catalanElided[low] && vowelBegins(first)
	case text.Ukrainian:
		return apart && strings.ContainsRune("яюєї", first) && left.spaced
	case text.Turkish:
		return apart && left.initial && left.letters >= 3 && right.upper == 0 && right.letters <= 5
	}
	return false
}

// wordEnds says whether a word is over at a place, and no quotation with it.
func (sp *spacer) wordEnds(at int) bool {
	if at >= len(sp.s) || sp.s[at] <= ' ' && apostropheAt(sp.s, at+1) == 0 {
		return true
	}
	return strings.IndexByte(".,;:?!)\"", sp.s[at]) >= 0 || strings.HasPrefix(sp.s[at:], "”")
}

// contracted says whether English writes an apostrophe between two pieces of a word: it's, don't. Behind
// function words that take no ending 's is Dutch.
func contracted(left, right string) bool {
	switch right {
	case "s":
		return takesEnding[left] || len(left) >= 2 && !text.FunctionWord(left)
	case "re", "ve", "ll", "d", "m":
		return takesEnding[left]
	case "t":
		return negated[left]
	}
	return false
}

// treebank cuts the space before the n't at a place, as treebanks write it: do n't.
func (sp *spacer) treebank(l *row, at int) {
	left := wordBefore(sp.s, at-1, max(l.text, at-1-chunkReach))
	if sp.apostrophes && (negated[strings.ToLower(left.text)+"n"] || left.text == "ca" || left.text == "Ca" || left.text == "wo" || left.text == "sha") && !l.table && sp.page.language() == text.English && !sp.page.aboutCode() {
		sp.e.Cut(at-1, at, kindApostrophes)
	}
}

// splitNegation says whether n't stands behind a space at a place of an n.
func splitNegation(s string, at int) bool {
	if at < 2 || s[at-1] != ' ' || !letterly(s[at-2]) {
		return false
	}
	n := apostropheAt(s, at+1)
	k := at + 1 + n
	return n > 0 && k < len(s) && s[k] == 't' && (k+1 == len(s) || !wordly(s[k+1]))
}

func vowelBegins(r rune) bool {
	return strings.ContainsRune("aeiouyhàâäéèêëîïíìôöóòùûúœæAEIOUYHÀÂÉÈÊÎÔÛŒÓÍÚ", r)
}

// What stands before an apostrophe, by language.
var (
	takesEnding   = wordsOf("i you he she it we they who what that there here where when how why let this everyone everybody somebody someone nobody anyone else one would could should might must")
	negated       = wordsOf("don doesn didn isn aren wasn weren hasn haven hadn won wouldn can couldn shouldn mustn needn mightn ain shan")
	frenchElided  = wordsOf("l d c j m n s t qu lorsqu puisqu jusqu quoiqu quelqu presqu entr")
	italianElided = wordsOf("l d c un s m t v n quest quell bell sant anch com dov cos tutt mezz nient senz")
	catalanElided = wordsOf("l d m t s n")
)
