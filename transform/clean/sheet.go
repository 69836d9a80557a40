package clean

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// sheet is a text as steps on words see it: what it is written in, which of its lines are code or
// tables, which stretches stand between backquotes. It is made only for a text in which a step has
// found a candidate, and asked about places from left to right.
type sheet struct {
	s         string
	lines     []row
	marked    bool        // protected lines are marked
	unclosed  [128]int    // by character: fences of this length or more have no end; 0: not known
	at        int         // index of the current line
	technical int8        // 0: not known, 1: yes, -1: no, -2: no, but it names code
	trade     int8        // 0: not known, 1: yes, -1: no: of words of the trade
	tongue    text.Tongue // valid where hasTongue
	hasTongue bool
	ticks     int // backquotes of the current line before ticksTo
	ticksTo   int
	paired    bool         // the current line holds an even number of them
	facts     [3]lineFacts // of line i at i % 3
	factsOf   [3]int       // i + 2
}

var sheets = sync.Pool{New: func() any { return new(sheet) }}

// open readies a sheet for a text.
func (p *sheet) open(s string) {
	lines := p.lines[:0]
	*p = sheet{s: s, lines: lines}
}

// row is a line of a text: [start,text) is its indent, [text,stop) what it says, [stop,end) white
// space behind it, next the start of the line after.
type row struct {
	start, text, stop, end, next int
	columns                      int  // width of the indent, tabs to multiples of four
	protected                    bool // belongs to a fence or to indented code
	code                         bool // it is protected for its indent alone
	table                        bool
}

func (l *row) blank() bool { return l.text == l.stop }

// layOut cuts the text into lines and marks fences, tables and indented code.
func (p *sheet) layOut() {
	if p.marked {
		return
	}
	p.lines = cutRows(p.s, p.lines[:0])
	p.markFences()
	p.markTables()
	p.markCode()
	p.marked = true
}

func cutRows(s string, rows []row) []row {
	for at := 0; at < len(s); {
		l := row{start: at, text: at}
		l.end, l.next = text.NextLine(s, at)
		for l.text < l.end && (s[l.text] == ' ' || s[l.text] == '\t') {
			if s[l.text] == '\t' {
				l.columns = l.columns/4*4 + 3
			}
			l.columns++
			l.text++
		}
		for l.stop = l.end; l.stop > l.text && (s[l.stop-1] == ' ' || s[l.stop-1] == '\t' || s[l.stop-1] == '\r'); {
			l.stop--
		}
		rows = append(rows, l)
		at = l.next
	}
	return rows
}

// fenceOf returns the character and length of the fence a line opens or closes, 0 for none.
func (p *sheet) fenceOf(l *row) (char byte, n int, bare bool) {
	said := p.s[l.text:l.stop]
	if len(said) < 3 || l.columns > 3 || said[0] != '`' && said[0] != '~' {
		return 0, 0, false
	}
	for n < len(said) && said[n] == said[0] {
		n++
	}
	if n < 3 || said[0] == '`' && strings.IndexByte(said[n:], '`') >= 0 {
		return 0, 0, false
	}
	return said[0], n, n == len(said)
}

// markFences protects from each opening fence to the line that closes it. Openings are looked at
// from the end, so that the next closing line of each length is known: a fence that is never closed
// protects nothing.
func (p *sheet) markFences() {
	if !strings.Contains(p.s, "```") && !strings.Contains(p.s, "~~~") {
		return
	}
	for i := 0; i < len(p.lines); i++ {
		char, n, _ := p.fenceOf(&p.lines[i])
		if char == 0 || p.openFor(char, n) {
			continue
		}
		end := i + 1
		for end < len(p.lines) {
			if c, m, bare := p.fenceOf(&p.lines[end]); bare && c == char && m >= n {
				break
			}
			end++
		}
		if end == len(p.lines) {
			p.neverClosed(char, n)
			continue
		}
		for k := i; k <= end; k++ {
			p.lines[k].protected = true
		}
		i = end
	}
}

// openFor says whether a fence of this length is known to have no end behind here.
func (p *sheet) openFor(char byte, n int) bool {
	known := p.unclosed[char]
	return known > 0 && n >= known
}

func (p *sheet) neverClosed(char byte, n int) { p.unclosed[char] = n }

// markTables marks runs of lines with pipes: two that begin and end with one, or such as stand around
// a line of dashes and pipes.
func (p *sheet) markTables() {
	if strings.IndexByte(p.s, '|') < 0 {
		return
	}
	for i := 0; i < len(p.lines); {
		j, ruled := i, false
		for j < len(p.lines) && !p.lines[j].protected && strings.IndexByte(p.s[p.lines[j].text:p.lines[j].stop], '|') >= 0 {
			ruled = ruled || ruleLine(p.s[p.lines[j].text:p.lines[j].stop])
			j++
		}
		if j-i >= 2 && (ruled || p.framed(i) && p.framed(j-1)) {
			for k := i; k < j; k++ {
				p.lines[k].table = true
			}
		}
		i = max(j, i+1)
	}
}

func (p *sheet) framed(i int) bool {
	l := &p.lines[i]
	return p.s[l.text] == '|' && p.s[l.stop-1] == '|'
}

// ruleLine says whether a line is the one under a table's head.
func ruleLine(s string) bool {
	return strings.IndexByte(s, '-') >= 0 && strings.IndexByte(s, '|') >= 0 && strings.Trim(s, "|-: \t") == ""
}

// longLine is the length from which an indented line is prose that lost its page, not code: code is
// written in lines of up to 120 bytes.
const longLine = 140

// markCode protects lines indented like code, but for long lines and lines of plain words.
func (p *sheet) markCode() {
	open := true
	for i := range p.lines {
		l := &p.lines[i]
		switch {
		case l.blank():
			open = true
		case l.protected, l.table:
			open = true
		case l.columns >= 4 && open && l.stop-l.text < longLine && !proseLine(p.s[l.text:l.stop]):
			l.protected, l.code = true, true
		default:
			open = false // an indented paragraph goes on
		}
	}
}

// proseLine says whether a line begins with a capital letter or a bullet and holds nothing but words.
func proseLine(s string) bool {
	r, n := utf8.DecodeRuneInString(s)
	if isBullet(r) {
		return true
	}
	if r >= '0' && r <= '9' {
		return numberedProse(s)
	}
	if !unicode.IsUpper(r) && !caseless(r) && !strings.ContainsRune("\"'“„«»‘¿¡–—―", r) {
		return false
	}
	return plainWords(s, n)
}

// numberedProse says whether a line that begins with a number is a sentence: words follow, and a full stop.
func numberedProse(s string) bool {
	n := strings.IndexByte(s, ' ')
	if n < 0 || n > 5 || s[len(s)-1] != '.' || len(s) < n+3 {
		return false
	}
	r, _ := utf8.DecodeRuneInString(s[n+1:])
	return unicode.IsLetter(r) && plainWords(s, n)
}

// plainWords says whether a line holds nothing but words behind a place, five or more of them.
func plainWords(s string, n int) bool {
	words := 1
	for i := n; i < len(s); i++ {
		switch b := s[i]; b {
		case '=', '{', '}', '<', '>', '\\', '_', '`', '|', '[', ']', '$', '#', '*', '\t':
			return false
		case ' ':
			if words++; i+1 < len(s) && s[i+1] == ' ' {
				return false
			}
		}
	}
	return words >= 5 || len(s) >= 24 && firstNoBlanks(s)
}

// caseless says whether r is a letter of a script without capitals.
func caseless(r rune) bool {
	return r >= 0x80 && unicode.IsLetter(r) && (unicode.ToUpper(r) == r && unicode.ToLower(r) == r || georgian(r))
}

// georgian says whether r is a letter of Georgian, whose capitals are for whole lines and never begin
// a word.
func georgian(r rune) bool { return r >= 0x10A0 && r < 0x1100 || r >= 0x1C90 && r < 0x1CC0 }

// seek makes the line that holds a place the current one.
func (p *sheet) seek(at int) *row {
	for p.at+1 < len(p.lines) && p.lines[p.at].next <= at {
		p.at++
		p.ticks, p.ticksTo = 0, 0
	}
	return &p.lines[p.at]
}

// quoted says whether a place of the current line stands between backquotes.
func (p *sheet) quoted(at int) bool {
	l := p.lines[p.at]
	if p.ticksTo == 0 {
		p.ticksTo = l.start
		p.paired = strings.Count(p.s[l.start:l.end], "`")%2 == 0
	}
	if at > p.ticksTo {
		p.ticks += strings.Count(p.s[p.ticksTo:at], "`")
		p.ticksTo = at
	}
	return p.paired && p.ticks%2 == 1
}

// seekQuoted goes to the line that holds a place and says whether it stands between backquotes.
func (p *sheet) seekQuoted(at int) bool {
	p.seek(at)
	return p.quoted(at)
}

// language returns the language of the text.
func (p *sheet) language() text.Tongue {
	if !p.hasTongue {
		p.tongue, p.hasTongue = text.TongueOf(p.s), true
	}
	return p.tongue
}

// lineFacts is what a step asks of a line, in one scan.
type lineFacts struct {
	words   int // runs between spaces
	natural int // of them, those that begin with a letter or a quote
	symbols int // bytes that prose has no use for
	gaps    int // runs of two spaces or more
	tabs    int
	lost    int // question marks between small letters: letters that another charset could not hold
	commas  marks
	semis   marks
}

// marks counts a punctuation mark: followed by a space or the end, and glued to something.
type marks struct{ spaced, glued int }

// line returns the facts of the current line.
func (p *sheet) line() *lineFacts { return p.near(0) }

// near returns the facts of the line before (-1), the current one (0) or the one behind (1). Those of three
// lines in a row are kept.
func (p *sheet) near(by int) *lineFacts {
	i := p.at + by
	k := (i + 3) % 3
	if p.factsOf[k] != i+2 {
		p.facts[k], p.factsOf[k] = p.factsAt(i), i+2
	}
	return &p.facts[k]
}

func (p *sheet) factsAt(i int) lineFacts {
	var f lineFacts
	if i < 0 || i >= len(p.lines) {
		return f
	}
	l := p.lines[i]
	last := byte(' ')
	for at := l.text; at < l.stop; at++ {
		b := p.s[at]
		if last != ' ' && !telling[b] {
			last = b
			continue
		}
		if last == ' ' && b != ' ' && !(punctuation(b) && (at+1 == l.stop || p.s[at+1] == ' ')) {
			f.words++
			if b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0x80 || b == '"' || b == '\'' || b == '(' {
				f.natural++
			}
		}
		switch b {
		case ' ':
			if last != ' ' && at+1 < l.stop && p.s[at+1] == ' ' {
				f.gaps++
			}
		case '\t':
			f.tabs++
		case ',':
			f.commas.count(p.s, at, l.stop)
		case '?':
			if at > l.text && at+1 < l.stop && p.s[at-1]|0x20 >= 'a' && p.s[at-1]|0x20 <= 'z' && p.s[at+1] >= 'a' && p.s[at+1] <= 'z' {
				f.lost++
			}
		case ';':
			f.semis.count(p.s, at, l.stop)
		case '=', '{', '}', '<', '>', '\\', '_', '|', '[', ']', '$', '#', '*', '@', '~', '^':
			f.symbols++
		}
		last = b
	}
	return f
}

// telling marks the bytes within a line that its facts count.
var telling = func() (t [256]bool) {
	for _, b := range []byte(" \t,?;={}<>\\_|[]$#*@~^") {
		t[b] = true
	}
	return t
}()

func (m *marks) count(s string, at, stop int) {
	if at+1 >= stop || s[at+1] == ' ' || s[at+1] == '\t' {
		m.spaced++
	} else if wordly(s[at+1]) && !thousands(s, at, stop) {
		m.glued++
	}
}

// thousands says whether a comma groups the digits of a number.
func thousands(s string, at, stop int) bool {
	digit := func(i int) bool { return i >= 0 && i < stop && s[i] >= '0' && s[i] <= '9' }
	return digit(at-1) && digit(at+1) && digit(at+2) && digit(at+3) && !digit(at+4)
}

// prose says whether the line reads as running text of at least so many words.
func (f *lineFacts) prose(words int) bool {
	return f.words >= words && f.natural*4 >= f.words*3 && f.symbols*4 <= f.words
}
