package diag

import (
	"slices"
	"strings"
	"unicode"
)

// maxWord is the longest word in code points that Suggest looks at; nobody mistypes longer ones.
const maxWord = 64

// Suggest returns the word of known that was most likely meant by word, or "". A word is near
// where at most a third of it (at least one, at most three letters) must be typed differently; swapped
// neighbours count once, case and the choice between - and _ count nothing. Among equally near
// words the first of known wins.
func Suggest(word string, known []string) string {
	w := fold(word)
	if len(w) == 0 || len(w) > maxWord {
		return ""
	}
	best, bound := "", min(max(len(w)/3, 1), 3)+1
	for _, k := range known {
		if k == word {
			continue
		}
		if d := distance(w, fold(k), bound-1); d < bound {
			best, bound = k, d
		}
	}
	if best != "" || len(w) < 3 {
		return best
	}
	return suggestPart(word, known)
}

// suggestPart finds the one known word that holds word as a whole part between its separators, as
// `near` for dedupe.near; "" where several do.
func suggestPart(word string, known []string) string {
	found := ""
	for _, k := range known {
		switch {
		case k == word || !hasPart(k, string(fold(word))):
		case found != "":
			return ""
		default:
			found = k
		}
	}
	return found
}

func hasPart(known, part string) bool {
	parts := strings.FieldsFunc(string(fold(known)), func(r rune) bool { return r == '.' || r == '_' })
	return slices.Contains(parts, part)
}

func fold(s string) []rune {
	return []rune(strings.Map(func(r rune) rune {
		if r == '-' {
			return '_'
		}
		return unicode.ToLower(r)
	}, s))
}

// distance returns the optimal string alignment distance of a and b, or bound+1 as soon as it is
// known to be more than bound.
func distance(a, b []rune, bound int) int {
	if len(a)-len(b) > bound || len(b)-len(a) > bound || bound < 0 {
		return bound + 1
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		least := i
		for j := 1; j <= len(b); j++ {
			row[j] = cell(a, b, i, j, before, last, row)
			least = min(least, row[j])
		}
		if least > bound {
			return bound + 1
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], bound+1)
}

func cell(a, b []rune, i, j int, before, last, row []int) int {
	cost := 1
	if a[i-1] == b[j-1] {
		cost = 0
	}
	d := min(last[j]+1, row[j-1]+1, last[j-1]+cost)
	if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
		d = min(d, before[j-2]+1)
	}
	return d
}
