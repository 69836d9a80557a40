package clean

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// Shapes of a word.
const (
	smallWord  = iota // no capital
	titleShape        // the first letter alone
	upperWord         // two capitals or more and nothing else
	mixedWord         // capitals inside
	noCaseWord        // of a script without capitals, or with digits
)

// Where a word begins.
const (
	atInside = iota
	atLine   // first of its line or cell
	atStop   // behind . ? or ! and a space
	atMark   // behind a colon, an opening quote or bracket, a dash: may begin small or not
)

// cased is a word with its surroundings.
type cased struct {
	start, end int
	shape      uint8
	begins     uint8
	joined     byte // what stands between it and the word before: ' ', '-', 0 for anything else
	free       bool // surrounded as words of running text are
	stop       byte // of atStop: the mark
}

// capital says whether the word begins with a capital.
func (w *cased) capital() bool {
	return w.shape == titleShape || w.shape == upperWord || w.shape == mixedWord
}

// maxSegment bounds the words of a segment in memory; longer lines are cut.
const maxSegment = 4096

// walk goes through a text line by line, and through tables cell by cell.
type walk struct {
	page  sheet
	row   int // index of the line the segment is of
	at    int // where the next segment of that line begins
	words []cased
	start int // of the segment
	end   int
	cell  int // number of the cell in a table's line, -1 outside
	verse bool
	first bool // the segment begins its line or cell
	item  bool // the line is an item of a list
	// Numbers of the table and list at hand, for groups; whether the line before was of one.
	table, list      int
	inTable, listing bool
	// Of the lines in a block without blank lines: its last row, and whether they are verse.
	blockEnd int
}

var walks = sync.Pool{New: func() any { return new(walk) }}

func (w *walk) open(s string) {
	words, lines := w.words[:0], w.page.lines
	*w = walk{words: words, blockEnd: -1}
	w.page.lines = lines
	w.page.open(s)
	w.page.layOut()
}

// next goes to the next segment; false at the end.
func (w *walk) next() bool {
	rows := w.page.lines
	for ; w.row < len(rows); w.row++ {
		l := &rows[w.row]
		if l.protected || l.blank() {
			continue
		}
		if w.row > w.blockEnd {
			w.block()
		}
		w.at = max(w.at, l.text)
		if w.at >= l.stop {
			continue
		}
		if w.first = w.at == l.text; w.first {
			w.enter(l)
		}
		w.cutSegment(l)
		return true
	}
	return false
}

// enter keeps count of tables and lists at the beginning of a line.
func (w *walk) enter(l *row) {
	if l.table && !w.inTable {
		w.table++
	}
	w.inTable = l.table
	w.item = !l.table && itemOf(w.page.s[l.text:l.stop]) > 0
	if w.item && !w.listing {
		w.list++
	}
	w.listing = w.item
}

// group numbers what the segment is compared with: the headings of the text, the column of a table,
// the items of a list.
func (w *walk) group() int {
	switch {
	case w.cell >= 0:
		return w.table<<8 + min(w.cell, 254) + 1
	case w.item:
		return -w.list
	}
	return 0
}

// cutSegment takes the rest of the line, or its next cell.
func (w *walk) cutSegment(l *row) {
	s := w.page.s
	w.start, w.end = w.at, l.stop
	if !l.table {
		w.cell = -1
		w.at = w.split(w.start, w.end)
		w.end = w.at
		return
	}
	if w.first {
		w.cell = -1
	}
	for w.start < w.end && (s[w.start] == '|' || s[w.start] == ' ') {
		if s[w.start] == '|' && w.start > l.text {
			w.cell++
		}
		w.start++
	}
	w.cell = max(w.cell, 0)
	if n := strings.IndexByte(s[w.start:w.end], '|'); n >= 0 {
		w.end = w.start + n
	}
	w.first = true
	w.at = max(w.split(w.start, w.end), w.start)
	if w.at == w.start {
		w.at = l.stop
	}
}

// block measures the lines up to the next blank one. Three short lines and more that are no list
// are verse, a letterhead or a table of some kind: their line starts say nothing.
func (w *walk) block() {
	rows, n, longest, lists := w.page.lines, 0, 0, 0
	i := w.row
	for ; i < len(rows) && !rows[i].blank() && !rows[i].protected; i++ {
		n++
		longest = max(longest, rows[i].stop-rows[i].text)
		if rows[i].table || itemOf(w.page.s[rows[i].text:rows[i].stop]) > 0 {
			lists++
		}
	}
	w.blockEnd = i - 1
	w.verse = n >= 3 && longest <= 60 && lists*2 < n
}

// itemOf returns the length of the bullet or number that a line begins with, 0 for none.
func itemOf(s string) int {
	r, n := utf8.DecodeRuneInString(s)
	switch {
	case isBullet(r) || r == '-' || r == '*' || r == '+' || r == '>' || r == '–' || r == '#':
		for n < len(s) && s[n] == s[0] && (r == '#' || r == '>') {
			n++
		}
	case r >= '0' && r <= '9':
		for n < len(s) && n < 4 && s[n] >= '0' && s[n] <= '9' {
			n++
		}
		if n < len(s) && (s[n] == '.' || s[n] == ')') {
			n++
		} else {
			return 0
		}
	default:
		return 0
	}
	if n < len(s) && s[n] == ' ' {
		return n + 1
	}
	return 0
}

// split cuts the words of [at,end) and returns how far it got.
func (w *walk) split(at, end int) int {
	s := w.page.s
	w.words = w.words[:0]
	last := at
	for at < end && len(w.words) < maxSegment {
		start, stop := text.NextRun(s[:end], at)
		if start == stop {
			return end
		}
		c := cased{start: start, end: stop}
		c.shape = shapeOf(s[c.start:c.end])
		c.begins, c.joined, c.stop = w.opening(last, start)
		c.free = freeBefore(s, start) && freeBehind(s, c.end, end)
		w.words = append(w.words, c)
		at, last = c.end, c.end
	}
	return max(at, last)
}

// opening says how the word at start begins, given where the last one ended.
func (w *walk) opening(last, start int) (begins uint8, joined, stop byte) {
	s := w.page.s
	gap := s[last:start]
	if last == w.start {
		if w.first && itemOf(s[w.start:]) >= start-w.start {
			return atLine, 0, 0
		}
		if !w.first {
			return atInside, 0, 0
		}
		return atMark, 0, 0
	}
	switch gap {
	case " ":
		return atInside, ' ', 0
	case "-":
		return atInside, '-', 0
	case "'", "’":
		return atInside, '\'', 0
	case ", ":
		return atInside, ',', 0
	}
	if stop := stopOf(gap); stop != 0 {
		return atStop, 0, stop
	}
	if strings.ContainsAny(gap, ".?!:(\"[“„«‘—–…/|") || strings.Contains(gap, " '") {
		return atMark, 0, 0
	}
	return atInside, 0, 0
}

// stopOf returns the mark that ends a sentence in what stands between two words: behind the first
// of them, or behind a number or a closing bracket, and before a space. 0 for none.
func stopOf(gap string) byte {
	said := strings.TrimRight(gap, " ")
	if said == "" || len(said) == len(gap) {
		return 0
	}
	stop := said[len(said)-1]
	if stop != '.' && stop != '?' && stop != '!' || strings.Trim(said[:len(said)-1], "0123456789 )%,") != "" {
		return 0
	}
	return stop
}

// freeBefore and freeBehind say whether a word stands as words of running text do on that side.
func freeBefore(s string, at int) bool {
	if at == 0 {
		return true
	}
	switch b := s[at-1]; b {
	case ' ', '\n', '\t', '(', '"', '-', '|', '\'':
		return b != '-' || at >= 2 && letterly(s[at-2])
	case '/':
		return at >= 2 && wordly(s[at-2]) && plainSlash(s, at-1)
	}
	if s[at-1] < utf8.RuneSelf {
		return false
	}
	r, _ := utf8.DecodeLastRuneInString(s[:at])
	return strings.ContainsRune("“„«‘’—–¿¡…\u00A0", r)
}

// plainSlash says whether the slash at a place stands between two words, not in a path.
func plainSlash(s string, at int) bool {
	from, to := at, at+1
	for from > 0 && at-from < 30 && letterly(s[from-1]) {
		from--
	}
	for to < len(s) && to-at < 30 && letterly(s[to]) {
		to++
	}
	return (from == 0 || s[from-1] == ' ') && (to == len(s) || s[to] == ' ' || s[to] == ',' || s[to] == '.')
}

func freeBehind(s string, at, end int) bool {
	if at >= end {
		return true
	}
	switch b := s[at]; b {
	case ' ', '\n', '\t', '\r', ')', '"', ',', ';', '!', '?', '|':
		return true
	case '-':
		return at+1 < end && letterly(s[at+1])
	case '/':
		return plainSlash(s, at)
	case '.', ':':
		return at+1 >= len(s) || strings.IndexByte(" \n\r\t)\"'", s[at+1]) >= 0 || s[at+1] == 0xE2
	case '\'':
		return at+1 >= len(s) || s[at+1] == 's' || !wordly(s[at+1])
	}
	if s[at] < utf8.RuneSelf {
		return false
	}
	r, n := decode(s, at)
	return r == '’' && (at+n >= len(s) || s[at+n] == 's' || !wordly(s[at+n])) || strings.ContainsRune("”“»—–…\u00A0", r)
}

// shapeOf returns the shape of a run of letters.
func shapeOf(s string) uint8 {
	capitals, smalls, first := 0, 0, false
	for i, r := range s {
		switch {
		case r < utf8.RuneSelf:
			if r >= 'a' {
				smalls++
			} else {
				capitals++
				first = first || i == 0
			}
		case georgian(r):
			return noCaseWord
		case unicode.IsUpper(r) || unicode.IsTitle(r):
			capitals++
			first = first || i == 0
		case unicode.IsLower(r):
			smalls++
		case unicode.IsLetter(r):
			return noCaseWord
		}
	}
	switch {
	case capitals == 0 && smalls > 0:
		return smallWord
	case capitals == 1 && first:
		return titleShape
	case smalls == 0 && capitals > 1:
		return upperWord
	}
	return mixedWord
}
