package redact

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"
)

// swapWords is how much a block must say to be a copy of another one that says something else in a place: in
// fewer words the few that differ are what it is about.
const swapWords = 60

// swapped says whether the aligned blocks a and b have words of their own in one and the same place, beyond a
// typing error.
func (r *repeater) swapped(a, b *unit) bool {
	x := &r.aligner
	if len(x.lostA) == 0 || len(x.lostB) == 0 {
		return false
	}
	sa, sb := r.s[a.start:a.end], r.s[b.start:b.end]
	i, j, lostA, lostB := len(x.a), len(x.b), x.lostA, x.lostB
	for len(lostA) > 0 && len(lostB) > 0 {
		from, to := i, j
		for len(lostA) > 0 && int(lostA[0]) == i-1 {
			i, lostA = i-1, lostA[1:]
		}
		for len(lostB) > 0 && int(lostB[0]) == j-1 {
			j, lostB = j-1, lostB[1:]
		}
		if i < from && j < to && !spelledAlike(wordsOf(sa, x.a[i:from]), wordsOf(sb, x.b[j:to])) {
			return true
		}
		i, j = i-1, j-1
	}
	return false
}

// wordsOf returns the letters of words, small.
func wordsOf(s string, ws []copied) []string {
	out := make([]string, len(ws))
	for i := range ws {
		end := int(ws[i].start)
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if !wordRune(r) || ws[i].wide && end > int(ws[i].start) {
				break
			}
			end += n
		}
		out[i] = strings.ToLower(s[ws[i].start:end])
	}
	return out
}

// spelledAlike says whether words are the same ones with a typing error in each, or parted in another way.
func spelledAlike(a, b []string) bool {
	if strings.Join(a, "") == strings.Join(b, "") {
		return true
	}
	if len(a) != len(b) {
		return false
	}
	for i := range a {
		if a[i] != b[i] && !misspelled(a[i], b[i]) {
			return false
		}
	}
	return true
}

// Lengths in letters from which two words with an error between them are taken for one: one letter off, two letters
// off in one place within the word. Shorter ones are as often two (get and set, seller and sender).
const (
	leastMisspelled = 4
	longMisspelled  = 7
)

// misspelled says whether two words are likely to be one with a typing error: a letter is another one, but for the
// last (payer, payee), or too many, but for the first (typical, atypical), or stands a place off; or in a long
// word two letters within it are others.
func misspelled(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	head, tail := 0, 0
	for head < len(x) && x[head] == y[head] {
		head++
	}
	for tail < len(x)-head && x[len(x)-1-tail] == y[len(y)-1-tail] {
		tail++
	}
	few, many := len(x)-head-tail, len(y)-head-tail
	switch {
	case few == 2 && many == 2 && x[head] == y[head+1] && x[head+1] == y[head]:
		return len(x) >= leastMisspelled-1
	case len(x) >= longMisspelled && many <= 2 && head > 1 && tail > 0:
		return true
	case few == 0:
		return many == 1 && len(x) >= leastMisspelled && head > 0
	}
	return many == 1 && len(x) >= leastMisspelled && tail > 0
}

// A run of copies takes a block along that says something else in a place where two copies or more stand in it that say
// runWeight times as much.
const (
	runWeight = 4
	runGap    = 4 // units from one copy to the next
)

// swapsInRuns takes the swaps that stand in a run of copies: a page that was extracted twice, and edited between.
func (r *repeater) swapsInRuns() {
	if len(r.swaps) == 0 || len(r.drops) < 2 {
		return
	}
	all := slices.Concat(r.drops, r.swaps)
	slices.SortStableFunc(all, func(a, b drop) int { return cmp.Compare(a.gone, b.gone) })
	for i := 0; i < len(all); {
		j, copies, same, other := i, 0, int32(0), int32(0)
		for ; j < len(all) && (j == i || all[j].gone-all[j-1].gone <= runGap && all[j].gone-all[j].stays == all[i].gone-all[i].stays); j++ {
			if all[j].swaps {
				other += all[j].words
			} else {
				copies, same = copies+1, same+all[j].words
			}
		}
		for _, x := range all[i:j] {
			if x.swaps && x.words < swapWords && copies > 1 && same >= runWeight*other && r.head(x.gone) == x.gone && r.head(x.stays) != x.gone {
				r.take(x)
			}
		}
		i = j
	}
}
