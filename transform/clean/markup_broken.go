package clean

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// brokenTags cuts pieces of broken tags, with the brackets that touch them, and lines of brackets.
func brokenTags(p *page, e *schema.Edits) {
	w := brokenScan{page: p, text: p.text, weak: p.proof > 1}
	for i := 0; i < len(p.lines); {
		if n := w.brackets(i); n > i {
			w.flush(e)
			w.cutLines(i, n, e)
			i = n
			continue
		}
		w.line(i)
		w.flush(e)
		i++
	}
}

// brokenScan goes through the lines of a page.
type brokenScan struct {
	page *page
	text string
	weak bool     // the text holds so many sure pieces that others are believed
	next int      // the next piece of the page
	cuts [][2]int // of the line, in order
	last int      // where the last cut ended
	tag  int      // the next whole tag
	told int      // lines before it are known to be no lines of brackets to cut
}

// believed says whether a piece goes: a sure one, and in a text that holds others one at the end of its
// line, a table's, or one that its line closes again. `a < b > c` is none of these.
func (w *brokenScan) believed(list []junk, k int) bool {
	j := &list[k]
	if j.whole || j.sure || !w.weak {
		return !j.whole && j.sure
	}
	if j.bare || j.element&text.Grid != 0 {
		return true
	}
	return slices.ContainsFunc(list[max(0, k-4):min(len(list), k+5)], func(o junk) bool {
		return o.start != j.start && strings.EqualFold(o.name, j.name) && o.open != j.open
	})
}

// brackets returns the end of the lines from i on that hold nothing but what is left of tags, with the
// blank lines between them; i if they are none or too few to tell: a > alone may be an empty line of a
// quotation.
func (w *brokenScan) brackets(i int) int {
	if i < w.told {
		return i
	}
	s, lines := w.text, w.page.lines
	opening, sure, long, lone, number, end := false, false, false, false, 0, i
	for k := i; k < len(lines) && !lines[k].code; k++ {
		said := lines[k].said(s)
		if said == "" && k > i {
			continue
		}
		is, certain := debrisLine(said)
		if !is || w.holdsTag(lines[k]) {
			break
		}
		opening = opening || strings.IndexByte(said, '<') >= 0
		sure = sure || certain
		long = long || said[0] >= utf8.RuneSelf || len(said) > 1 && said[1] >= utf8.RuneSelf
		lone = lone || said == ">" || said == "/>"
		number++
		end = k + 1
	}
	if number == 0 || number == 1 && !sure && w.quotes(i) {
		w.told = end
		return i
	}
	proof := w.page.proof
	quiet := !w.page.quoting && (opening || long || proof > 0 || lone)
	if sure || opening && number > 1 || w.page.lone <= 2*proof && (opening || proof > 1) || quiet {
		return end
	}
	w.told = end
	return i
}

// holdsTag says whether a line holds a part of a whole tag or comment, which was left on purpose.
func (w *brokenScan) holdsTag(l rowLine) bool {
	for w.tag < len(w.page.tags) && w.page.tags[w.tag].End <= l.start {
		w.tag++
	}
	return w.tag < len(w.page.tags) && w.page.tags[w.tag].start < l.end
}

// quotes says whether line i is an empty line of a quotation: a line beside it begins with > too, and
// says something.
func (w *brokenScan) quotes(i int) bool {
	for _, k := range [2]int{i - 1, i + 1} {
		if k < 0 || k >= len(w.page.lines) {
			continue
		}
		said := w.page.lines[k].said(w.text)
		if len(said) > 1 && said[0] == '>' && !bracketLine(said) && !w.page.junkIn(k) {
			return true
		}
	}
	return false
}

// junkIn says whether a line holds a piece of a broken tag.
func (p *page) junkIn(line int) bool {
	_, found := slices.BinarySearchFunc(p.junk, line, func(j junk, line int) int { return j.line - line })
	return found
}

// cutLines cuts the lines [i,n) with the blank lines behind them, unless text would meet text.
func (w *brokenScan) cutLines(i, n int, e *schema.Edits) {
	lines := w.page.lines
	stop := lines[n-1].next
	if i == 0 || lines[i-1].blank(w.text) {
		for n < len(lines) && lines[n].blank(w.text) && !lines[n].code {
			stop = lines[n].next
			n++
		}
	}
	from := lines[i].start
	if n == len(lines) { // nothing follows: the blank lines before it go too, and a line feed if it had none
		for i > 0 && lines[i-1].start >= w.last && lines[i-1].blank(w.text) {
			i--
			from = lines[i].start
		}
		if from > w.last && w.text[stop-1] != '\n' {
			from--
		}
	}
	e.Cut(from, stop, kindBroken)
	w.last = stop
}

// line collects the cuts of one line.
func (w *brokenScan) line(i int) {
	for w.next < len(w.page.junk) && w.page.junk[w.next].line < i {
		w.next++
	}
	l, from := w.page.lines[i], w.next
	for w.next < len(w.page.junk) && w.page.junk[w.next].line == i {
		w.next++
	}
	list := w.page.junk[from:w.next]
	any := false
	for k := range list {
		any = any || w.believed(list, k)
	}
	if !any {
		return
	}
	w.cuts = w.cuts[:0]
	floor := l.start
	for k := 0; k < len(list); {
		if !w.believed(list, k) {
			k++
			continue
		}
		from, to := w.widen(list[k].start, list[k].end, floor, l.end)
		k++
		for k < len(list) && w.believed(list, k) && trimWhite(strings.Trim(w.text[to:max(to, list[k].start)], "<>")) == "" {
			_, to = w.widen(list[k].start, list[k].end, to, l.end)
			k++
		}
		w.cuts = append(w.cuts, [2]int{from, to})
		floor = to
	}
	w.leading(l)
	w.blanks(l)
}

// widen takes the brackets that touch a piece into it.
func (w *brokenScan) widen(from, to, floor, end int) (int, int) {
	s := w.text
	for i := from; i > floor && (s[i-1] == '<' || s[i-1] == '>' || s[i-1] == ' '); i-- {
		if s[i-1] != ' ' {
			from = i - 1
		}
	}
	for i := to; i < end && (s[i] == '<' || s[i] == '>' || s[i] == ' '); i++ {
		if s[i] == '<' && i+1 < end && (text.Letter(s[i+1]) || s[i+1] == '/') {
			break // of a tag that stays
		}
		if s[i] != ' ' {
			to = i + 1
		}
	}
	return from, to
}

// leading cuts the > that touches the first word of a line with other pieces: `>Words<< /td>>`.
func (w *brokenScan) leading(l rowLine) {
	at := skipBlanks(w.text, l.start, l.end)
	if at+1 >= l.end || w.text[at] != '>' || isBlank(w.text[at+1]) || w.cuts[0][0] <= at {
		return
	}
	w.cuts = append(w.cuts, [2]int{})
	copy(w.cuts[1:], w.cuts)
	w.cuts[0] = [2]int{at, at + 1}
}

// blanks widens each cut by the blanks that would be left double, at the end or at the beginning.
func (w *brokenScan) blanks(l rowLine) {
	s := w.text
	for k := range w.cuts {
		c := &w.cuts[k]
		if trimWhite(s[c[1]:l.end]) == "" {
			for c[0] > l.start && isBlank(s[c[0]-1]) && (k == 0 || c[0] > w.cuts[k-1][1]) {
				c[0]--
			}
			c[1] = l.end
			if trimWhite(s[l.start:c[0]]) == "" {
				c[0], c[1] = l.start, w.blankBehind(l)
			}
			w.cuts = w.cuts[:k+1]
			return
		}
		begins := trimWhite(s[l.start:c[0]]) == ""
		if begins || c[0] > l.start && isBlank(s[c[0]-1]) {
			c[1] = skipBlanks(s, c[1], l.end)
		}
	}
}

// blankBehind returns where the cut of a whole line ends: behind the blank lines that follow it, where
// one stands before it too.
func (w *brokenScan) blankBehind(l rowLine) int {
	at := l.next
	if l.start > 1 && !blankAhead(w.text, lineStart(w.text, l.start-1)) {
		return at
	}
	for at < len(w.text) && blankAhead(w.text, at) {
		at = min(lineEnd(w.text, at)+1, len(w.text))
	}
	return at
}

// flush hands the cuts of the line over; where words would meet, a blank is put between them.
func (w *brokenScan) flush(e *schema.Edits) {
	for _, c := range w.cuts {
		with := ""
		if c[0] > 0 && c[1] < len(w.text) && wordy(w.text[c[0]-1]) && wordy(w.text[c[1]]) {
			with = " "
		}
		e.Replace(c[0], c[1], with, kindBroken)
		w.last = c[1]
	}
	w.cuts = w.cuts[:0]
}

// wordy says whether a byte belongs to a word.
func wordy(b byte) bool { return nameLetter(b) || b >= 0x80 }
