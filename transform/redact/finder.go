package redact

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// finder finds one pattern, fast where there is little to find. Go's regexp runs at 10–30 MB/s;
// so it is shown only windows that can hold a match. A match consists of characters that the
// pattern consumes (its alphabet), so it lies within a run of them; a run that is too short, or
// holds none of the strings one of which every match holds, is skipped. A window is a run and one
// character more on each side, which no match can take in: within it ^, $ and \b see what they
// would see in the whole text.
type finder struct {
	re       *regexp.Regexp
	literals []string  // every match holds one of them; nil: not known
	alphabet [256]bool // bytes that a match may consist of; all of 0x80 and above or none
	shortest int       // bytes of the shortest match, at least 1
	whole    bool      // the alphabet is nearly everything: windows do not pay
}

func newFinder(pattern string) (*finder, error) {
	tree, err := syntax.Parse(pattern, syntax.Perl)
	if err != nil {
		return nil, err
	}
	re, err := regexp.Compile(pattern)
	if err != nil {
		return nil, err
	}
	f := &finder{re: re, literals: literals(tree), shortest: max(1, width(tree).min)}
	f.learn(tree)
	f.whole = f.alphabet['\n'] && f.alphabet[' '] && f.alphabet['e'] && f.alphabet[utf8.RuneSelf]
	return f, nil
}

// appendHits appends the matches that are not empty, from left to right.
func (f *finder) appendHits(hits []hit, s string, pattern int) []hit {
	c := cursor{literals: f.literals}
	if f.whole {
		if f.literals != nil && c.next(s, 0) < 0 {
			return hits
		}
		return f.search(hits, s, 0, pattern)
	}
	for at := 0; at < len(s); {
		start, end := f.run(s, at, &c)
		if start < 0 {
			break
		}
		if end-start >= f.shortest {
			from, to := widen(s, start, end)
			hits = f.search(hits, s[from:to], from, pattern)
		}
		at = end
	}
	return hits
}

// search appends the matches within a window that stands at byte `from` of the text.
func (f *finder) search(hits []hit, window string, from, pattern int) []hit {
	for _, m := range f.re.FindAllStringIndex(window, -1) {
		if m[1] > m[0] {
			hits = append(hits, hit{from + m[0], from + m[1], pattern})
		}
	}
	return hits
}

// run returns the next run of the alphabet at or after a place that can hold a match; -1 for none.
func (f *finder) run(s string, at int, c *cursor) (start, end int) {
	if f.literals == nil {
		return f.longRun(s, at)
	}
	hit := c.next(s, at)
	if hit < 0 {
		return -1, -1
	}
	start, end = hit, hit
	for start > at && f.alphabet[s[start-1]] {
		start--
	}
	for end < len(s) && f.alphabet[s[end]] {
		end++
	}
	return start, max(end, hit+1)
}

// longRun returns the next run of at least the shortest match. It looks at every shortest-th byte
// until one belongs to the alphabet.
func (f *finder) longRun(s string, at int) (start, end int) {
	for probe := at + f.shortest - 1; probe < len(s); {
		if !f.alphabet[s[probe]] {
			at, probe = probe+1, probe+f.shortest
			continue
		}
		start = probe
		for start > at && f.alphabet[s[start-1]] {
			start--
		}
		end = probe + 1
		for end < len(s) && f.alphabet[s[end]] {
			end++
		}
		if end-start >= f.shortest {
			return start, end
		}
		at, probe = end, end+f.shortest-1
	}
	return -1, -1
}

// cursor looks for the literals from left to right. What was found ahead is remembered: a literal
// that does not occur is looked for once and not once for each place of another.
type cursor struct {
	literals []string
	ahead    [maxLiterals]int // 1 + the next place of each, 0: not known
}

// next returns the first place at or after `at` of one of the literals, -1 for none.
func (c *cursor) next(s string, at int) int {
	best := len(s)
	for i, l := range c.literals {
		if c.ahead[i] <= at {
			c.ahead[i] = 1 + len(s)
			if n := strings.Index(s[at:], l); n >= 0 {
				c.ahead[i] = 1 + at + n
			}
		}
		best = min(best, c.ahead[i]-1)
	}
	if best == len(s) {
		return -1
	}
	return best
}

// widen takes in one character on each side.
func widen(s string, start, end int) (from, to int) {
	_, before := utf8.DecodeLastRuneInString(s[:start])
	_, after := utf8.DecodeRuneInString(s[end:])
	return start - before, end + after
}

// learn adds what a pattern may consume to the alphabet.
func (f *finder) learn(tree *syntax.Regexp) {
	switch tree.Op {
	case syntax.OpLiteral:
		for _, r := range tree.Rune {
			f.take(r, r)
			for o := unicode.SimpleFold(r); tree.Flags&syntax.FoldCase != 0 && o != r; o = unicode.SimpleFold(o) {
				f.take(o, o)
			}
		}
	case syntax.OpCharClass:
		for i := 0; i < len(tree.Rune); i += 2 {
			f.take(tree.Rune[i], tree.Rune[i+1])
		}
	case syntax.OpAnyChar:
		f.take(0, unicode.MaxRune)
	case syntax.OpAnyCharNotNL:
		f.take(0, '\n'-1)
		f.take('\n'+1, unicode.MaxRune)
	}
	for _, sub := range tree.Sub {
		f.learn(sub)
	}
}

func (f *finder) take(low, high rune) {
	for r := low; r <= min(high, utf8.RuneSelf-1); r++ {
		f.alphabet[r] = true
	}
	if high >= utf8.RuneSelf {
		for b := utf8.RuneSelf; b < len(f.alphabet); b++ {
			f.alphabet[b] = true
		}
	}
}
