package redact

import (
	"regexp/syntax"
	"strings"
	"unicode"
	"unicode/utf8"
)

// extent is how many bytes a match has; max 0 says that every match is empty, else it is 1.
type extent struct{ min, max int }

// width returns the extent of a pattern's matches. Any character counts as one byte.
func width(tree *syntax.Regexp) extent {
	switch tree.Op {
	case syntax.OpLiteral:
		return extent{len(tree.Rune), 1}
	case syntax.OpCharClass, syntax.OpAnyChar, syntax.OpAnyCharNotNL:
		return extent{1, 1}
	case syntax.OpCapture, syntax.OpPlus:
		return width(tree.Sub[0])
	case syntax.OpStar, syntax.OpQuest:
		return extent{0, width(tree.Sub[0]).max}
	case syntax.OpRepeat:
		w := width(tree.Sub[0])
		return extent{w.min * tree.Min, min(w.max, max(tree.Max, -tree.Max))}
	case syntax.OpConcat:
		var sum extent
		for _, sub := range tree.Sub {
			w := width(sub)
			sum = extent{sum.min + w.min, max(sum.max, w.max)}
		}
		return sum
	case syntax.OpAlternate:
		return alternateWidth(tree.Sub)
	}
	return extent{}
}

func alternateWidth(subs []*syntax.Regexp) extent {
	all := width(subs[0])
	for _, sub := range subs[1:] {
		w := width(sub)
		all = extent{min(all.min, w.min), max(all.max, w.max)}
	}
	return all
}

// maxLiterals bounds the strings that are looked for one after the other. Beyond about eight the
// search costs as much as the runs of the alphabet do.
const maxLiterals = 8

// literals returns strings one of which every match holds, nil where none are known.
func literals(tree *syntax.Regexp) []string {
	switch tree.Op {
	case syntax.OpLiteral:
		return literal(tree)
	case syntax.OpCharClass:
		return classLiterals(tree)
	case syntax.OpCapture, syntax.OpPlus:
		return literals(tree.Sub[0])
	case syntax.OpRepeat:
		if tree.Min > 0 {
			return literals(tree.Sub[0])
		}
	case syntax.OpConcat:
		var best []string
		for _, sub := range tree.Sub {
			if l := literals(sub); better(l, best) {
				best = l
			}
		}
		return best
	case syntax.OpAlternate:
		var all []string
		for _, sub := range tree.Sub {
			l := literals(sub)
			if l == nil || len(all)+len(l) > maxLiterals {
				return nil
			}
			all = append(all, l...)
		}
		return all
	}
	return nil
}

// literal returns the longest part of a literal that has one spelling: all of it, or, where case is
// ignored, the longest stretch without letters.
func literal(tree *syntax.Regexp) []string {
	if tree.Flags&syntax.FoldCase == 0 {
		return []string{string(tree.Rune)}
	}
	best := ""
	for _, part := range strings.FieldsFunc(string(tree.Rune), func(r rune) bool { return unicode.SimpleFold(r) != r }) {
		if len(part) > len(best) {
			best = part
		}
	}
	if best == "" {
		return nil
	}
	return []string{best}
}

// classLiterals returns the members of a small class.
func classLiterals(tree *syntax.Regexp) []string {
	var all []string
	for i := 0; i < len(tree.Rune); i += 2 {
		for r := tree.Rune[i]; r <= tree.Rune[i+1]; r++ {
			if len(all) == 3 || !utf8.ValidRune(r) {
				return nil
			}
			all = append(all, string(r))
		}
	}
	return all
}

// better says whether looking for l finds fewer places than looking for best: the longer shortest
// string, then punctuation before anything else, then the shorter list.
func better(l, best []string) bool {
	if l == nil || best == nil {
		return l != nil
	}
	if a, b := shortest(l), shortest(best); a != b {
		return a > b
	}
	if a, b := rare(l), rare(best); a != b {
		return a
	}
	return len(l) < len(best)
}

func shortest(l []string) int {
	n := len(l[0])
	for _, s := range l[1:] {
		n = min(n, len(s))
	}
	return n
}

// rare says whether all of l hold something seldom in prose.
func rare(l []string) bool {
	for _, s := range l {
		if !strings.ContainsAny(s, "@#$%&+=/\\<>|~^_:") {
			return false
		}
	}
	return true
}
