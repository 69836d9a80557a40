package redact

import "unicode/utf8"

// A chart shows characters with ASCII between them, which orders leave out: their code points, their numbers,
// quotes, names.
const (
	chartSteps = 15 // steps to the next code points: in no order one of them comes about once in thirty times
	chartLeap  = 8  // code points that may be missing
	chartRoom  = 96 // bytes of ASCII between two characters
)

// chartScan is the search for charts.
type chartScan struct {
	w          *dumpScan
	last       rune
	steps      int
	start, end int
}

// findCharts adds to the orders the stretches in which characters beyond ASCII stand one code point behind
// the other, whatever ASCII parts them.
func (w *dumpScan) findCharts(from, to int) {
	c := chartScan{w: w}
	for i := from; i < to; {
		if w.s[i] < utf8.RuneSelf {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(w.s[i:])
		if !orderSkips(r) && r != utf8.RuneError {
			c.step(r, i, i+n)
		}
		i += n
	}
	c.close()
}

func (c *chartScan) step(r rune, at, end int) {
	leap := r - c.last
	if low := foldRune(r); low != r && low == foldRune(c.last) {
		leap = 0 // a large letter beside its small one
	}
	switch {
	case at-c.end > chartRoom || leap < 0 || leap > chartLeap:
		c.close()
		c.start, c.steps = at, 0
	case leap > 0:
		c.steps++
	}
	c.last, c.end = r, end
}

// close takes what was found, with the rest of its lines where it has several, else of its tokens.
func (c *chartScan) close() {
	if c.steps < chartSteps {
		return
	}
	start, end := c.start, c.end
	gap := (end - start) / (c.steps + 1)
	if n := end - start - c.steps*utf8.RuneLen(c.last); n <= c.steps*3 {
		return // an order as such
	}
	for k := 0; start > 0 && c.w.s[start-1] != '\n' && c.w.s[start-1] < utf8.RuneSelf && k < gap; k++ {
		start--
	}
	for k := 0; end < len(c.w.s) && c.w.s[end] != '\n' && c.w.s[end] < utf8.RuneSelf && k < gap; k++ {
		end++
	}
	start, end = c.border(start, end)
	c.w.orders = append(c.w.orders, dump{start, end, dumpInventory})
}

// border moves the ends of a stretch out of the tokens before and behind it, of which it may hold a part.
func (c *chartScan) border(start, end int) (int, int) {
	s := c.w.s
	for k := start; k < c.start; k++ {
		if k == 0 || asciiSpace(s[k-1]) {
			start = k
			break
		}
	}
	for k := end; k > c.end; k-- {
		if k == len(s) || asciiSpace(s[k]) {
			end = k
			break
		}
	}
	return trimSpace(s, start, end)
}
