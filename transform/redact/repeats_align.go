package redact

import (
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// copied is a word as redact.repeats compares it: small letters, without what stands around it.
type copied struct {
	hash   uint32
	start  int32
	strong bool // a digit, a capital, a sign of code: what statements differ in
	wide   bool // a character of a script that sets no spaces: half a word
}

// Bounds of one comparison.
const (
	maxAligned = 4000 // words of a block
	maxDiffer  = 400  // words that may stand in one block alone, both together
)

// appendWords appends the words of s. A capital says nothing at the beginning of a sentence.
func appendWords(out []copied, s string) []copied {
	begin := true
	for i := 0; i < len(s) && len(out) <= maxAligned; {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		switch {
		case unspaced(r):
			out = append(out, copied{hash: uint32(r) * 0x9E3779B1, start: int32(i), wide: true})
			begin, i = false, i+n
		case wordRune(r):
			var w copied
			w, i = wordAt(s, i, begin)
			out, begin = append(out, w), false
		default:
			begin = begin || r == '.' || r == '!' || r == '?' || r == ':' || r == '“' || r == '"' || r == '„' || r == '«'
			i += n
		}
	}
	return out
}

// wordAt reads the word at a place and returns what follows.
func wordAt(s string, i int, begin bool) (copied, int) {
	w, h, from := copied{start: int32(i)}, uint32(2166136261), i
	for i < len(s) {
		r, n := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[i:])
		}
		if !wordRune(r) || unspaced(r) {
			break
		}
		low := unicode.ToLower(r)
		if low != r && (!begin || i > from) || r == '_' || r >= '0' && r <= '9' || r >= utf8.RuneSelf && unicode.IsDigit(r) {
			w.strong = true
		}
		h = (h ^ uint32(low)) * 16777619
		i += n
	}
	w.hash = h
	return w, i
}

func wordRune(r rune) bool {
	if r < utf8.RuneSelf {
		return text.Letter(byte(r)) || r >= '0' && r <= '9' || r == '_'
	}
	return unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r)
}

// unspaced says whether a script sets no spaces between words: each character counts as half of one.
func unspaced(r rune) bool {
	return r >= 0x0E00 && r < 0x0F00 || r >= 0x1000 && r < 0x10A0 || r >= 0x1780 && r < 0x1800 || r >= 0x3040 && r < 0x3100 ||
		r >= 0x3400 && r < 0xA000 || r >= 0xF900 && r < 0xFB00 || r >= 0x20000 && r < 0x32000
}

// said returns how much words say: one each, half of it for characters.
func said(ws []copied) int {
	wide := 0
	for i := range ws {
		if ws[i].wide {
			wide++
		}
	}
	return len(ws) - wide + wide/2
}

// aligner compares two lists of words.
type aligner struct {
	a, b  []copied
	reach []int32 // of each diagonal, how far in a
	trace []int32 // reach after each difference
	lostA []int32 // words that stand in a alone, in b alone
	lostB []int32
}

// align fills lostA and lostB; false where more than limit words differ. It is Myers' greedy
// algorithm: the fewest words that stand on one side alone.
func (x *aligner) align(limit int) bool {
	n, m := len(x.a), len(x.b)
	limit = min(limit, maxDiffer, n+m)
	if max(n, m) > maxAligned || max(n-m, m-n) > limit {
		return false
	}
	if width := 2*limit + 3; cap(x.reach) < width {
		x.reach = make([]int32, width)
	}
	x.reach = x.reach[:2*limit+3]
	clear(x.reach)
	x.trace = x.trace[:0]
	for d := 0; d <= limit; d++ {
		x.trace = append(x.trace, x.reach[limit-d:limit+d+3]...)
		if x.step(d, limit+1) {
			x.back(d)
			return true
		}
	}
	return false
}

// step goes as far as d differences lead on every diagonal; true where that is the end.
func (x *aligner) step(d, zero int) bool {
	n, m := len(x.a), len(x.b)
	for k := -d; k <= d; k += 2 {
		i := 0
		if k == -d || k != d && x.reach[zero+k-1] < x.reach[zero+k+1] {
			i = int(x.reach[zero+k+1])
		} else {
			i = int(x.reach[zero+k-1]) + 1
		}
		j := i - k
		for i < n && j < m && j >= 0 && x.a[i].hash == x.b[j].hash {
			i, j = i+1, j+1
		}
		x.reach[zero+k] = int32(i)
		if i == n && j == m {
			return true
		}
	}
	return false
}

// back goes from the end to the start and notes the words that differ.
func (x *aligner) back(d int) {
	x.lostA, x.lostB = x.lostA[:0], x.lostB[:0]
	i, j := len(x.a), len(x.b)
	for ; d > 0; d-- {
		row := x.trace[traceAt(d) : traceAt(d)+2*d+3]
		k := i - j
		down := k == -d || k != d && row[k-1+d+1] < row[k+1+d+1]
		if down {
			i = int(row[k+1+d+1])
			j = i - k - 1
			if j >= 0 && j < len(x.b) {
				x.lostB = append(x.lostB, int32(j))
			}
			continue
		}
		i = int(row[k-1+d+1])
		j = i - k + 1
		if i < len(x.a) {
			x.lostA = append(x.lostA, int32(i))
		}
	}
}

// traceAt returns where in the trace the reach before difference d begins: rows of 3, 5, 7 … entries.
func traceAt(d int) int { return d*d + 2*d }
