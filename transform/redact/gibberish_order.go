package redact

import (
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// orderGain[n] is what it is worth, in eighths of a bit, that a character stands behind the n before it in the
// order of code points, which stand in that order themselves: of n+1 characters in no order the last is
// the greatest once in n+1 times.
var orderGain = [...]int{0, 8, 13, 16, 19, 21, 22, 24, 25, 27, 28, 29, 30, 30, 31, 32}

// What an inventory must gain, and how many different steps it must have: more than the alphabet of
// a primer, whose 26 letters gain 84 bits and have too few characters for a dump.
const (
	orderNeed  = 60 * bit
	orderSteps = 18
	orderLoss  = -3 * bit
	orderDrop  = 14 * bit
	orderLeap  = 256 // code points: a step to another block says nothing
	orderLine  = 16  // and within a block, where a line begins, not much
	orderDoubt = 6
)

// findOrders adds to the marks the stretches of a window in which characters stand in the order of
// their code points, up or down, white space and separators aside.
func (w *dumpScan) findOrders(from, to int) {
	w.orders = w.orders[:0]
	up, down := orderScan{w: w}, orderScan{w: w, down: true}
	scanOrders(&up, &down, w.s, from, to)
	w.findCharts(from, to)
	if len(w.orders) == 0 {
		return
	}
	w.marks = append(w.marks, w.orders...)
	slices.SortStableFunc(w.marks, func(a, b dump) int { return a.start - b.start })
	kept, end := w.marks[:0], 0
	for _, m := range w.marks {
		if m.start < end {
			m.start = end
		}
		if m.end > m.start {
			kept, end = append(kept, m), m.end
		}
	}
	w.marks = kept
}

// orderScan is the search for one direction.
type orderScan struct {
	w          *dumpScan
	down       bool
	last       rune
	chain      int // characters in order so far
	sum, best  int
	steps      int // different steps since start
	bestSteps  int
	start, end int
	doubt      int  // steps to go until the characters behind a leap belong to the inventory
	fresh      bool // a line has begun
}

// scanOrders looks for both directions in one pass.
func scanOrders(up, down *orderScan, s string, from, to int) {
	line := from
	for i := from; i < to; {
		r, n := rune(s[i]), 1
		key := rune(0)
		if r < utf8.RuneSelf {
			key = orderKeys[r]
		} else if r, n = utf8.DecodeRuneInString(s[i:]); !orderSkips(r) {
			key = foldRune(r)
		}
		switch {
		case key != 0:
			up.step(key, i, i+n)
			down.step(key, i, i+n)
		case r == '\n':
			up.newline(i, line, to)
			down.newline(i, line, to)
			line = i + 1
		}
		i += n
	}
	up.close()
	down.close()
}

// newline ends the search at a blank line, and at the end of a line of prose.
func (o *orderScan) newline(at, line, to int) {
	if blankAhead(o.w.s, at+1, to) || o.sum < 8*bit && at-line > 8 && !singles(o.w.s[line:at]) {
		o.part(at)
	}
	o.fresh = true
}

// singles says whether a short line has no two letters side by side.
func singles(l string) bool {
	last := rune(0)
	for _, r := range l[:min(len(l), 64)] {
		if r >= 'A' && last >= 'A' {
			return false
		}
		last = r
	}
	return len(l) <= 64
}

// orderKeys holds for ASCII what is compared, 0 for what parts the characters of an inventory.
var orderKeys = func() (t [utf8.RuneSelf]rune) {
	for b := rune('!'); b < 0x7F; b++ {
		if strings.IndexByte(",;|\"'-/()[]", byte(b)) < 0 {
			t[b] = foldRune(b)
		}
	}
	return t
}()

// orderSkips says whether a character parts those of an inventory.
func orderSkips(r rune) bool {
	return r < utf8.RuneSelf && orderKeys[r] == 0 || r == 0xA0 || r >= 0x2000 && r <= 0x200D || r == 0x3000
}

func foldRune(r rune) rune {
	if r < utf8.RuneSelf {
		if r >= 'A' && r <= 'Z' {
			r |= 0x20
		}
		return r
	}
	low := unicode.ToLower(r)
	if abs(int(low-r)) > maxFold {
		return r
	}
	return low
}

// maxFold is how far a small letter stands behind its large one, 80 in Cyrillic. Where all small letters stand
// in another block, the large ones are in order by themselves.
const maxFold = 80

func (o *orderScan) step(r rune, at, end int) {
	gain, stepped := 0, false
	leap := abs(int(r - o.last))
	if leap > orderLeap && o.best < orderNeed { // what stood before was something else
		o.sum, o.best, o.steps, o.chain, o.start, o.end = 0, 0, 0, 0, at, end
	}
	switch {
	case r == o.last:
	case (r > o.last) != o.down && o.last != 0:
		o.chain++
		gain, stepped = orderGain[min(o.chain, len(orderGain)-1)], true
		if leap > orderLeap || o.fresh && leap > orderLine {
			gain, o.doubt = 0, orderDoubt // into another block, or out of the inventory
		} else if o.doubt > 0 {
			o.doubt--
		}
	default:
		o.chain, gain = 0, orderLoss
		if o.doubt > 0 || leap > orderLeap {
			o.doubt = orderDoubt
		}
	}
	o.last, o.fresh = r, false
	if o.sum+gain <= 0 && o.best < orderNeed {
		o.sum, o.best, o.steps, o.start, o.end, o.doubt = 0, 0, 0, at, end, 0
		return
	}
	o.sum += gain
	if stepped {
		o.steps++
	}
	if o.doubt == 0 && (o.sum > o.best || o.sum == o.best && !stepped) {
		o.best, o.end, o.bestSteps = o.sum, end, o.steps
	}
	if o.sum < o.best-orderDrop || o.sum <= 0 {
		o.close()
		o.sum, o.best, o.steps, o.start, o.end = 0, 0, 0, at, end
	}
}

// part ends the search at a blank line.
func (o *orderScan) part(at int) {
	o.close()
	o.sum, o.best, o.steps, o.start, o.end, o.last, o.chain, o.doubt = 0, 0, 0, at, at, 0, 0, 0
}

func blankAhead(s string, at, to int) bool {
	for at < to && (s[at] == ' ' || s[at] == '\t' || s[at] == '\r') {
		at++
	}
	return at < to && s[at] == '\n'
}

func (o *orderScan) close() {
	if o.best < orderNeed || o.bestSteps < orderSteps || alphabet(o.w.s[o.start:o.end], o.w.ownLine(o.start, o.end)) {
		return
	}
	start, end := o.w.wholeToken(o.start, o.end)
	o.w.orders = append(o.w.orders, dump{start, end, dumpInventory})
}

// wholeToken moves the ends of a stretch to those of tokens: it takes a token of which it holds half and
// leaves one of which it holds less.
func (w *dumpScan) wholeToken(start, end int) (int, int) {
	from, inner := start, start
	for from > 0 && !asciiSpace(w.s[from-1]) && start-from < end-start {
		from--
	}
	for inner < end && !asciiSpace(w.s[inner]) {
		inner++
	}
	to, last := end, end
	for to < len(w.s) && !asciiSpace(w.s[to]) && to-end < end-start {
		to++
	}
	for last > start && !asciiSpace(w.s[last-1]) {
		last--
	}
	return nearer(start, from, inner), nearer(end, to, last)
}

// nearer returns outer where the part of a token that lies outside is no longer than that inside, else
// inner.
func nearer(at, outer, inner int) int {
	if abs(at-outer) <= abs(at-inner) {
		return outer
	}
	return inner
}

func abs(n int) int { return max(n, -n) }

// alphabet says whether an inventory is one or more alphabets as a text about languages shows them, with
// words between: letters of one script, each once or as a pair of large and small, at most 80; on a line
// of their own as pairs.
func alphabet(s string, alone bool) bool {
	if len(s) > 600 {
		return false
	}
	n, pairs, kind, last := 0, 0, uint8(0), rune(0)
	for token := range strings.FieldsSeq(s) {
		if spelt(token) {
			n, kind, last, alone = 0, 0, 0, false
			continue
		}
		for _, r := range token {
			if orderSkips(r) || r == '.' || r == ':' {
				continue
			}
			k := max(script(r), 1)
			if !unicode.IsLetter(r) && !unicode.IsMark(r) || unicode.Is(unicode.Han, r) || kind != 0 && k != kind || r == last || n >= 80 {
				return false
			}
			pairs += btoi(foldRune(r) == foldRune(last))
			n, kind, last = n+1, k, r
		}
	}
	return !alone || pairs*3 >= n
}

// ownLine says whether nothing but a stretch stands on its lines.
func (w *dumpScan) ownLine(start, end int) bool {
	for start > 0 && asciiSpace(w.s[start-1]) && w.s[start-1] != '\n' {
		start--
	}
	for end < len(w.s) && asciiSpace(w.s[end]) && w.s[end] != '\n' {
		end++
	}
	return (start == 0 || w.s[start-1] == '\n') && (end == len(w.s) || w.s[end] == '\n')
}

// spelt says whether a token is a word: two letters or more that are neither a pair nor in order.
func spelt(token string) bool {
	letters, against, first, last := 0, 0, rune(0), rune(0)
	for _, r := range token {
		if !unicode.IsLetter(r) {
			continue
		}
		r = foldRune(r)
		if letters++; letters == 1 {
			first = r
		}
		against += btoi(r < last)
		last = r
	}
	return letters >= 2 && letters <= 20 && (against > 0 || letters == 2 && last-first > 1)
}
