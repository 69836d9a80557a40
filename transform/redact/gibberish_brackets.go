package redact

import "strings"

// bracketScan looks for data in brackets as JSON and its relatives write it.
type bracketScan struct {
	dead  int // no block that begins before this place has an end
	words int
}

// maxBlock bounds a block of brackets.
const maxBlock = 1 << 22

// bracketed returns where the block of data ends that begins at a place, 0 where none begins; and adds it.
func (w *dumpScan) bracketed(at, stop int) int {
	for at < stop && asciiSpace(w.s[at]) {
		at++
	}
	if at >= stop || w.s[at] != '{' && w.s[at] != '[' || at < w.nested.dead {
		return 0
	}
	if !dataBehind(w.s, at+1) {
		return 0
	}
	end, keys, breaks := matchBlock(w.s, at)
	if end == 0 {
		w.nested.dead = min(len(w.s), at+maxBlock)
		return 0
	}
	need := 3
	if w.words >= 3 {
		need = 4
	}
	if keys < need || breaks > 0 && keys < 4 {
		w.nested.dead = max(w.nested.dead, at+1)
		return 0
	}
	for end < len(w.s) && (w.s[end] == ',' || w.s[end] == ';') {
		end++
	}
	w.atoms = append(w.atoms, atom{start: at, end: end, score: (50 + 5*min(keys, 1000)) * bit, kind: dumpData, fixed: true})
	return end
}

// dataBehind says whether data go on behind an opening bracket: a quote, another bracket, a name with a colon.
func dataBehind(s string, at int) bool {
	for at < len(s) && asciiSpace(s[at]) {
		at++
	}
	return at < len(s) && (s[at] == '"' || s[at] == '{' || s[at] == '[' || s[at] == '\'')
}

// matchBlock returns the end of the block of brackets at a place, how many keys it has, and how many
// lines it breaks; 0 where it has no end.
func matchBlock(s string, at int) (end, keys, breaks int) {
	depth := 0
	limit := min(len(s), at+maxBlock)
	for i := at; i < limit; i++ {
		switch b := s[i]; b {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return i + 1, keys, breaks
			}
		case '\n':
			if breaks++; i+1 < limit && s[i+1] == '\n' {
				return 0, 0, 0
			}
		case '"', '\'':
			n := quoted(s, i, limit)
			if n == 0 {
				return 0, 0, 0
			}
			if i = n; keyBehind(s, n+1) {
				keys++
			}
		}
	}
	return 0, 0, 0
}

// quoted returns where the string ends that begins at a place, 0 where the line ends first.
func quoted(s string, at, limit int) int {
	for i := at + 1; i < limit; i++ {
		switch s[i] {
		case s[at]:
			return i
		case '\\':
			i++
		case '\n':
			return 0
		}
	}
	return 0
}

// keyBehind says whether a colon or an arrow follows, as behind a key.
func keyBehind(s string, at int) bool {
	for at < len(s) && s[at] == ' ' {
		at++
	}
	return at < len(s) && s[at] == ':' || strings.HasPrefix(s[min(at, len(s)):], "=>")
}
