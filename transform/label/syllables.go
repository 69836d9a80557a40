package label

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// readLanguage says how a language's syllables are counted and what its reading ease is made of.
type readLanguage struct {
	name               string
	base, length, each float64 // ease = base - length × words per sentence - each × syllables per word
	graded             bool    // the Flesch–Kincaid grade is of English
	strong, weak       string  // vowels; a strong one behind a strong one begins a syllable, others join
	joined             string  // pairs of vowels that are one all the same, parted by spaces
	parted             string  // pairs that are two all the same
	silent             []string
	partedNot          string // letters behind which parted does not hold
}

// The vowels of Latin and Cyrillic letters as each language sorts them.
var readTable = []*readLanguage{
	{name: "en", base: 206.835, length: 1.015, each: 84.6, graded: true, weak: "aeiouyàáâäèéêëìíîïòóôöùúûü",
		parted: "ia io iu eo ua uo yi", partedNot: "cstgxq", silent: []string{"e", "ed", "es"}},
	{name: "de", base: 180, length: 1, each: 58.5, strong: "aeiouyäöüáàéèêíóú", joined: "ai au äu ei eu ie oo aa ee ay ey oi ui"},
	{name: "es", base: 206.84, length: 1.02, each: 60, strong: "aeoáéóíúy", weak: "iuü", joined: "ay ey oy"},
	{name: "fr", base: 207, length: 1.015, each: 73.6, weak: "aeiouyàâäèéêëîïôöùûüÿœæ", parted: "éa éâ éo éu aï oï aë oë", silent: []string{"e", "es", "ent"}},
	{name: "it", base: 217, length: 1.3, each: 60, strong: "aeoàèéòóìíùú", weak: "iuy"},
	{name: "nl", base: 206.835, length: 0.93, each: 77, strong: "aeiouyäëïöüáéíóúè", joined: "aa ee oo uu ie oe eu ui ei ij ou au ai oi ae"},
	{name: "pt", base: 248.835, length: 1.015, each: 84.6, strong: "aeoáâàéêóôíúãõ", weak: "iuüy", joined: "ão ãe õe"},
	{name: "ru", base: 206.835, length: 1.3, each: 60.1, strong: "аеёиоуыэюя"},
}

func readLanguages() (names []string) {
	for _, l := range readTable {
		names = append(names, l.name)
	}
	return names
}

// readLanguageOf returns the language of that name, nil for one without a formula.
func readLanguageOf(name string) *readLanguage {
	for _, l := range readTable {
		if l.name == name {
			return l
		}
	}
	return nil
}

// syllables counts those of a word by its letters.
func (l *readLanguage) syllables(word string) int {
	n, before, last := 0, rune(0), rune(0) // the two letters before
	for _, r := range word {
		r = unicode.ToLower(r)
		if l.vowel(r) && (!l.vowel(last) || l.parts(before, last, r)) {
			n++
		}
		before, last = last, r
	}
	if n > 1 && l.silentEnd(word) {
		n--
	}
	return max(n, 1)
}

func (l *readLanguage) vowel(r rune) bool {
	return r != 0 && (strings.ContainsRune(l.strong, r) || strings.ContainsRune(l.weak, r))
}

// parts says whether vowel r begins a syllable behind vowel last.
func (l *readLanguage) parts(before, last, r rune) bool {
	switch {
	case hasPair(l.joined, last, r):
		return false
	case hasPair(l.parted, last, r):
		return !strings.ContainsRune(l.partedNot, before) || before == 0
	}
	return strings.ContainsRune(l.strong, last) && strings.ContainsRune(l.strong, r)
}

// hasPair looks for two letters in a list of pairs parted by spaces.
func hasPair(pairs string, a, b rune) bool {
	for at := 0; at < len(pairs); {
		x, n := utf8.DecodeRuneInString(pairs[at:])
		y, m := utf8.DecodeRuneInString(pairs[at+n:])
		if x == a && y == b {
			return true
		}
		at += n + m + 1
	}
	return false
}

// silentEnd says whether a word ends in an e that is not heard.
func (l *readLanguage) silentEnd(word string) bool {
	for _, end := range l.silent {
		stem, ok := cutFold(word, end)
		if !ok || stem == "" {
			continue
		}
		r, n := utf8.DecodeLastRuneInString(stem)
		r = unicode.ToLower(r)
		if l.vowel(r) {
			continue
		}
		if !l.graded {
			return true
		}
		before, _ := utf8.DecodeLastRuneInString(stem[:len(stem)-n])
		return silentEnglish(end, unicode.ToLower(before), r)
	}
	return false
}

// silentEnglish says whether the e of an English ending is silent behind two letters: not in -tle, -ted, -ded, -ses, -ches.
func silentEnglish(end string, before, r rune) bool {
	switch end {
	case "e":
		return r != 'l' || strings.ContainsRune("aeiouy", before)
	case "ed":
		return r != 't' && r != 'd'
	}
	return !strings.ContainsRune("sxzcg", r) && !(r == 'h' && (before == 'c' || before == 's')) && (r != 'l' || strings.ContainsRune("aeiouy", before))
}

// cutFold takes an ending of ASCII letters off, whatever its case.
func cutFold(word, end string) (stem string, ok bool) {
	at := len(word) - len(end)
	if at < 0 || !strings.EqualFold(word[at:], end) {
		return word, false
	}
	return word[:at], true
}
