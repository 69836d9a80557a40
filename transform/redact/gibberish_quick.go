package redact

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// The quick look takes a text in pieces of this many bytes. A dump of 40 characters fills one by more
// than half.
const pieceSize = 32

// What a piece of language keeps to. Of the pieces of twelve treebanks 1 to 5 in 100 do not.
const (
	pieceOthers = 5        // digits and signs other than . , ' -
	pieceSpaces = 12       // more stand between single characters
	piecePairs  = -4 * bit // score of the pairs of letters
	pieceOdd    = 2
	pieceCrowds = 16   // of two pieces
	pieceHit    = 1000 // more than all
)

// suspects returns the next lines at or behind a place that may hold a dump, with a few lines around
// them, [len(s),len(s)) for none. A place is the start of a line.
func suspects(s string, at int) (int, int) {
	hit := suspect(s, at, len(s))
	if hit == len(s) {
		return hit, hit
	}
	from, to := linesBack(s, hit, at), linesOn(s, hit)
	for to < len(s) {
		if hit = suspect(s, max(hit+pieceSize, to-margin), min(len(s), to+margin)); hit >= min(len(s), to+margin) {
			break
		}
		to = linesOn(s, hit)
	}
	return from, to
}

// margin is how far behind the lines of a window the next piece may be for the window to go on.
const margin = 256

// around is how many bytes around the line of a suspect piece belong to its window, whole lines: what
// begins or ends a dump and looks like language stands on lines shorter than that.
const around = 256

// linesBack returns the start of the line some bytes before that of a place, no earlier than floor.
func linesBack(s string, at, floor int) int {
	at = lineStartFrom(s, at, floor)
	far := max(floor, at-around)
	start := lineStartFrom(s, far, max(floor, far-3*around))
	if start > floor && s[start-1] != '\n' { // a long line before it
		if k := strings.IndexByte(s[far:at], '\n'); k >= 0 {
			return far + k + 1
		}
		return at
	}
	return start
}

// lineStartFrom returns where the line of a place starts, no earlier than floor.
func lineStartFrom(s string, at, floor int) int {
	return floor + strings.LastIndexByte(s[floor:at], '\n') + 1
}

// linesOn returns the end of the line some bytes behind that of a suspect piece.
func linesOn(s string, at int) int {
	at = min(len(s), at+pieceSize)
	k := strings.IndexByte(s[at:], '\n')
	if k < 0 {
		return len(s)
	}
	at += k + 1
	far := min(len(s), at+around)
	if far == len(s) {
		return far
	}
	return lineStartFrom(s, far, at)
}

// What the quick look counts for each byte, in one number: others, spaces, bytes beyond ASCII.
const (
	countSpace = 1 << 8
	countHigh  = 1 << 16
)

var quickCounts = func() (t [256]uint32) {
	for b := range t {
		switch {
		case b >= utf8.RuneSelf:
			t[b] = countHigh
		case b == ' ' || b == '\n' || b == '\t' || b == '\r':
			t[b] = countSpace
		case strings.IndexByte("{}=_|<>`", byte(b)) >= 0:
			t[b] = 5 // words do without
		case !alnum(byte(b)) && strings.IndexByte(".,'-\"()", byte(b)) < 0, isDigits(byte(b)):
			t[b] = 1
		}
	}
	return t
}()

// The classes of the quick look beside those of Latin letters, 1 to 26.
const (
	quickPoint = 27 + iota
	quickSpace
	quickSign
	quickDigit
	quickQuote
)

var quickClasses = func() (t [256]uint8) {
	for b := range utf8.RuneSelf {
		switch {
		case text.PairClass(rune(b)) > 0:
			t[b] = text.PairClass(rune(b))
		case isDigits(byte(b)):
			t[b] = quickDigit
		case b == '.':
			t[b] = quickPoint
		case strings.IndexByte(`:/\_=@#$%&*+<>[]{}|^~`+"`", byte(b)) >= 0:
			t[b] = quickSign
		case strings.IndexByte(`()"-`, byte(b)) >= 0:
			t[b] = quickQuote
		}
	}
	return t
}()

// quickPairs are the scores of two classes, by 32*a+b: of letters those of package text; of the rest what
// words do without, a letter behind a point or a sign, letters beside digits.
var quickPairs = func() (t [32 * 32]int8) {
	for a := range uint8(27) {
		for b := range uint8(27) {
			t[int(a)*32+int(b)] = int8(text.PairScore(a, b))
		}
		border, end := int(a), int(a)*32
		if a > 0 {
			for _, class := range [...]int{quickPoint, quickSpace, quickSign, quickDigit, quickQuote} {
				t[class*32+border], t[end+class] = t[border], t[end]
			}
			t[quickPoint*32+border] = -6 * bit
			t[quickSign*32+border] -= 3 * bit
			t[end+quickSign] -= 2 * bit
			t[quickDigit*32+border] = -3 * bit
			t[end+quickDigit] = -3 * bit
		}
	}
	for _, x := range [...][3]int{{quickSign, quickSign, 4}, {quickSign, quickQuote, 3}, {quickQuote, quickSign, 8}, {quickQuote, quickQuote, 2},
		{quickSign, quickDigit, 1}, {quickDigit, quickSign, 1}, {quickPoint, quickPoint, 2}} {
		t[x[0]*32+x[1]] = int8(-x[2] * bit)
	}
	return t
}()
