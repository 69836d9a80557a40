package clean

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
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
	stopAt     int          // of atStop: where the mark stands
	hash       uint64       // of the small form
	function   text.Tongues // languages that it is a function word of
	shape      text.Shape
	begins     uint8
	joined     byte // what stands between it and the word before: ' ', '-', 0 for anything else
	stop       byte // of atStop: the mark
	free       bool // surrounded as words of running text are
	closed     bool // of atStop: behind a closing quote
}

// capital says whether the word begins with a capital.
func (w *cased) capital() bool {
	return w.shape-text.Title <= text.Mixed-text.Title
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
	// sampled says that of a long text every fourth line is enough.
	sampled bool
	// membersOnly says that of each item and cell the first word is enough, and other lines are passed over.
	membersOnly bool
	// wanted finds the next place worth a look at or behind one; lines without are passed over. It is
	// asked in order. wantedAt is what it said last.
	wanted   func(at int) int
	wantedAt int
}

var walks = sync.Pool{New: func() any { return new(walk) }}

func (w *walk) open(s string) {
	words, lines := w.words[:0], w.page.lines
	*w = walk{words: words, blockEnd: -1, wantedAt: -1}
	w.page.lines = lines
	w.page.open(s)
	w.page.layOut()
}

// next goes to the next segment; false at the end.
func (w *walk) next() bool {
	rows := w.page.lines
	for ; w.row < len(rows); w.row++ {
		l := &rows[w.row]
		if l.protected || l.blank() || w.sampled && l.start >= sampleBehind && !chosen(w.page.s[l.text:l.stop]) {
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
			if w.passed(l) {
				w.at = l.stop
				continue
			}
		}
		w.cutSegment(l)
		return true
	}
	return false
}

// sampleBehind is how much of a text votes in full. Behind it every fourth line does, chosen by what it
// says: the rest of a long text tells little that is new, and shares stay what they are.
const sampleBehind = 16 << 10

func chosen(line string) bool {
	h := uint64(len(line))
	for i := 0; i < min(len(line), 32); i++ {
		h = (h ^ uint64(line[i])) * 0x100000001B3
	}
	return h>>20&3 == 0
}

// passed says whether nothing in a line is worth a look.
func (w *walk) passed(l *row) bool {
	if w.wanted == nil {
		return w.membersOnly && !l.table && !w.item
	}
	if w.wantedAt < l.start {
		w.wantedAt = w.wanted(l.start)
	}
	return w.wantedAt >= l.next
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
		if w.membersOnly {
			w.at = l.stop
		}
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
	} else if w.membersOnly {
		w.at = w.end
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
	s := w.page.s[:end]
	w.words = w.words[:0]
	last := at
	most := maxSegment
	if w.membersOnly {
		most = 1
	}
	for at < end && len(w.words) < most {
		run := text.NextWord(s, at)
		if run.Start == run.End {
			return end
		}
		c := w.more()
		*c = cased{start: run.Start, end: run.End, hash: run.Hash, shape: run.Shape, function: text.FunctionSet(run.Hash)}
		if spaced := run.Start == last+1 && s[last] == ' '; spaced && last > w.start {
			c.joined, c.free = ' ', true
		} else {
			w.opening(c, last)
			c.free = spaced || freeBefore(w.page.s, c.start)
		}
		c.free = c.free && (c.end < end && (s[c.end] == ' ' || s[c.end] == ',' || s[c.end] == '.' && (c.end+1 == end || s[c.end+1] == ' ')) || freeBehind(w.page.s, c.end, end))
		at, last = c.end, c.end
	}
	return max(at, last)
}

// more adds a word to the segment.
func (w *walk) more() *cased {
	n := len(w.words)
	if n == cap(w.words) {
		w.words = append(w.words, cased{})
	}
	w.words = w.words[:n+1]
	return &w.words[n]
}

// opening says how a word begins, given where the last one ended.
func (w *walk) opening(c *cased, last int) {
	s := w.page.s
	gap := s[last:c.start]
	if last == w.start {
		switch {
		case !w.first:
		case len(strings.TrimRight(gap, openers)) <= itemOf(s[w.start:]):
			c.begins = atLine
		default:
			c.begins = atMark
		}
		return
	}
	switch gap {
	case " ", "-", ", ":
		c.joined = gap[0]
		return
	case ".-": // U.S.-Russia
		c.joined = '-'
		return
	case "'", "’":
		c.joined = '\''
		return
	}
	if at := stopOf(gap); at >= 0 {
		c.begins, c.stop, c.stopAt = atStop, gap[at], last+at
		c.closed = at+1 < len(gap) && strings.ContainsAny(gap[at+1:], "\"”’»")
	} else if strings.ContainsAny(gap, ".?!:(\"[“„«‘—–…/|") || strings.Contains(gap, " '") {
		c.begins = atMark
	}
}

// Marks that a sentence may begin with, and those that may stand behind its stop.
const (
	openers = "\"“„«¿¡"
	closers = "\"”’»"
)

// stopOf returns where the mark stands that ends a sentence in what stands between two words, -1 for
// none: behind the first of them, a number or a closing bracket; closing quotes, brackets and the
// number of a note may follow, then a space, then opening quotes.
func stopOf(gap string) int {
	said := strings.TrimRight(gap, openers)
	tail := strings.TrimRight(said, " ")
	if tail == "" || len(tail) == len(said) {
		return -1
	}
	if n := strings.LastIndexByte(tail, '['); n > 0 && tail[len(tail)-1] == ']' && strings.Trim(tail[n:], "[]0123456789") == "" {
		tail = tail[:n]
	}
	bare := strings.TrimRight(tail, closers)
	if bare == "" || bare[0] == ' ' && strings.ContainsAny(bare, "\"”»") { // a lone ".", named
		return -1
	}
	at := len(bare) - 1
	if stop := bare[at]; stop != '.' && stop != '?' && stop != '!' || strings.Trim(bare[:at], "0123456789 ()[]%,–-\"”»") != "" {
		return -1
	}
	return at
}

// freeBefore and freeBehind say whether a word stands as words of running text do on that side.
func freeBefore(s string, at int) bool {
	if at == 0 {
		return true
	}
	switch b := s[at-1]; b {
	case ' ', '\n', '\t', '(', '"', '-', '|', '\'':
		return b != '-' || at >= 2 && (letterly(s[at-2]) || at >= 3 && s[at-2] == '.' && s[at-3] >= 'A' && s[at-3] <= 'Z')
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
		return at+1 >= len(s) || strings.IndexByte(" \n\r\t)\"'[", s[at+1]) >= 0 || s[at+1] == 0xE2
	case '\'':
		return at+1 >= len(s) || s[at+1] == 's' || !wordly(s[at+1])
	}
	if s[at] < utf8.RuneSelf {
		return false
	}
	r, n := decode(s, at)
	return r == '’' && (at+n >= len(s) || s[at+n] == 's' || !wordly(s[at+n])) || strings.ContainsRune("”“»—–…\u00A0", r)
}
