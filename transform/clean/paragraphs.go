package clean

import (
	"context"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Paragraphs is the transform clean.paragraphs.
var Paragraphs = transform.Spec{
	Name:    "clean.paragraphs",
	Summary: "Joins lines that were broken to fit a width, undoes hyphenation, evens indents, bullets and blank lines",
	Doc:     paragraphsDoc,
	Params: []transform.Param{
		{Name: "wrapped", Type: transform.ParamString, Default: "auto", Enum: []string{"auto", "join", "keep"},
			Doc: "Lines broken at a width: `auto` joins them but in Markdown and texts about programs, whose sources are written so; `join` everywhere; `keep` nowhere."},
		{Name: "hyphens", Type: transform.ParamBool, Default: true, Doc: "Join words parted by a hyphen at the end of a line."},
		{Name: "indents", Type: transform.ParamBool, Default: true, Doc: "Cut the indent that all lines of a stretch of prose share, and that of first lines."},
		{Name: "bullets", Type: transform.ParamBool, Default: true, Doc: "Write `•`, `●`, `▪`, `‣` and their like as `- `."},
		{Name: "blank_lines", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(0), Max: transform.Bound(1000),
			Doc: "How many blank lines may stand between paragraphs; none at the end of the text. Markdown and texts about programs keep theirs but at the ends."},
	},
	On:        transform.OnText,
	Kinds:     func(transform.Args) []string { return paragraphKinds },
	EditsText: true,
	Version:   1,
	New:       newParagraphs,
	Examples: []transform.Example{
		{Note: "Lines broken at a width, a word parted by a hyphen; a new paragraph stays one.",
			Docs:  []string{"The old road over the pass was closed for good last autumn,\nafter the slope above the second bend had moved by a\nhand's breadth in a single night. Walkers may still use\nit at their own risk, and the inn says that its busi-\nness has never been better.\n\nNobody has seen the mules.\n\n\n\n"},
			Gives: []string{"The old road over the pass was closed for good last autumn, after the slope above the second bend had moved by a hand's breadth in a single night. Walkers may still use it at their own risk, and the inn says that its business has never been better.\n\nNobody has seen the mules."}},
		{Note: "Bullets of a web page.",
			Docs: []string{"Bring:\n  • a lamp\n  • two ropes\n  •\n  bread"}, Gives: []string{"Bring:\n- a lamp\n- two ropes\n- bread"}},
		{Note: "Verse, lists, addresses and code keep their lines.",
			Docs:  []string{"The river has no morning,\nthe river has no night,\nit carries down the darkness,\nit carries down the light.\n\nHarbour Museum\nLower Quay 4\n\n- eggs\n- flour\n\n    for {\n        wait()\n    }"},
			Gives: []string{"The river has no morning,\nthe river has no night,\nit carries down the darkness,\nit carries down the light.\n\nHarbour Museum\nLower Quay 4\n\n- eggs\n- flour\n\n    for {\n        wait()\n    }"}},
	},
}

const paragraphsDoc = `A paragraph is taken to be wrapped where its lines are as full as a width allows: the first word of the
next line would not have fitted. The width is that of the text as a whole or the paragraph's own, in
characters, cells of a terminal or bytes. Asked for are lines that surely go on (they end without a stop
and the next begins small, or in a script without capitals, or they end in a function word), of which
five of six must be full; where there are one or two of them the paragraph must read as prose. Then each
full line is joined with the next one, in Chinese, Japanese and Thai without a space. Lines that end
early stay: verse, addresses, lists, dialogue, headings. A blank at the end of each line that goes on
(format=flowed) and a blank line behind every line (double spacing) are known as such; a sentence
that goes on behind a page's end is joined too.

Blank lines at the end go with the line feed before them; a single line feed at the end stays. A line of
white space of any kind is blank.

A hyphen (-, ‐, ¬ or a soft one) between two letters at the end of a line goes with the line feed. So does
a soft one within a line, and a hyphen with a space behind it that parts a word there (busi- ness). It stays
in compounds that the text writes with a hyphen elsewhere, behind ` + "`self`, `non`, `well`" + ` and the like,
before a capital or a digit, in inverted verbs of French and the like; before "and" and "or" a space
follows it.

Indents are cut from stretches of lines that are all indented and hold lines of prose, as far as all have
them, and wholly from paragraphs of one line and first lines. A bullet is known by its look (` + "`•`, `▪`" + `), or
as the sign that begins two lines of a list (` + "`–`, `*`, `o`, `→`" + `); dashes of dialogue are none. In
Markdown ` + "`*` and `+`" + ` stay, and numbers everywhere. Left alone: fences, indented code, tables, quotes, lines
that end in two spaces or a backslash.`

// Kinds of edits, by index.
const (
	kindJoined = iota
	kindHyphen
	kindIndents
	kindBullet
	kindBlanks
)

var paragraphKinds = []string{"joined", "hyphen", "indent", "bullet", "blank_lines"}

// paragraphsStep is clean.paragraphs with its arguments.
type paragraphsStep struct {
	on                        []int
	join, auto                bool
	hyphens, indents, bullets bool
	blankLines                int
}

func newParagraphs(a transform.Args) (transform.Step, error) {
	return &paragraphsStep{on: a.On, join: a.String("wrapped") != "keep", auto: a.String("wrapped") == "auto",
		hyphens: a.Bool("hyphens"), indents: a.Bool("indents"), bullets: a.Bool("bullets"), blankLines: int(a.Int("blank_lines"))}, nil
}

// Map implements transform.Mapper.
func (st *paragraphsStep) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range st.on {
		if !st.candidate(d.Str(slot)) {
			continue
		}
		if err := settle(d, slot, st.pass); err != nil {
			return err
		}
	}
	return nil
}

// candidate says whether s may need anything, by the bytes around its line feeds.
func (st *paragraphsStep) candidate(s string) bool {
	if strings.IndexByte(s, '\r') >= 0 {
		return true // lines may be blank that do not look so
	}
	if st.hyphens && brokenSomewhere(s) {
		return true
	}
	for from := 0; from <= len(s); {
		n := strings.IndexByte(s[from:], '\n')
		line := s[from:]
		if n >= 0 {
			line = s[from : from+n]
		}
		if line != "" && oddStart[line[0]] && (line[0] < 0x80 || strange(line)) {
			return true
		}
		if n < 0 {
			return false
		}
		from += n + 1
		if st.breakCandidate(s, line, from) {
			return true
		}
	}
	return false
}

// oddStart marks the bytes that begin a line which may need something: blanks, signs that may be
// bullets, the first bytes of characters beyond Latin ones.
var oddStart = func() (t [256]bool) {
	for _, b := range []byte(" \t\v\f*+-o~") {
		t[b] = true
	}
	for b := 0xC2; b < 0x100; b++ {
		t[b] = true
	}
	return t
}()

// strange says whether a line begins with a character beyond ASCII that is no letter.
func strange(line string) bool {
	r, _ := utf8.DecodeRuneInString(line)
	return !unicode.IsLetter(r)
}

// breakCandidate says whether the line feed between a line and what begins at a place may have to go.
func (st *paragraphsStep) breakCandidate(s, line string, at int) bool {
	if at == len(s) || s[at] == '\n' || s[at] == '\r' {
		return line == "" || at+1 >= len(s) || st.blankLines == 0 || st.join && across(s, line, at)
	}
	if line == "" {
		return at == 1 // a blank line at the beginning
	}
	if b := line[len(line)-1]; st.hyphens && (b == '-' || b >= 0x80 || b == ' ') && hyphenAt(strings.TrimRight(line, " ")) > 0 {
		return true
	}
	return st.join && len(line) >= minWrapped && len(line) < 4*maxWrapped && (begins(s[at]) || shortEnd(line))
}

// shortEnd says whether a line ends in a short word of small letters, as function words are.
func shortEnd(line string) bool {
	at := len(line)
	for at > 0 && line[at-1] >= 'a' && line[at-1] <= 'z' {
		at--
	}
	return len(line)-at >= 2 && len(line)-at <= 5 && at > 0 && line[at-1] == ' '
}

// across says whether a sentence may go on behind a blank line.
func across(s, line string, at int) bool {
	if at+1 >= len(s) || len(line) < minWrapped {
		return false
	}
	if b := s[at+1]; b < 0x80 {
		return b >= 'a' && b <= 'z'
	}
	r, _ := decode(s, at+1)
	last, _ := utf8.DecodeLastRuneInString(line)
	return smallLetter(r) || caseless(r) && !strings.ContainsRune(sentenceStops, last)
}

// begins says whether a byte can be the first of a line that goes on from the one above.
func begins(b byte) bool { return b >= 'a' && b <= 'z' || b >= 0x80 }

// Lengths of lines, in characters, between which a text counts as wrapped.
const (
	minWrapped = 20
	maxWrapped = 200
)

// setter works on one text.
type setter struct {
	*paragraphsStep
	s      string
	e      *schema.Edits
	sheet  *sheet
	source bool  // the text is Markdown or about programs
	cuts   []int // by row: bytes of its indent that go
	joins  []int // by row: the row that it is joined with, 0 for none
	width  int   // to which the text as a whole was wrapped, 0 where it was not
	breaks []lineBreak
	blank  int // lines without words
	gap    int // blank lines between the lines of a paragraph: 1 in a double-spaced text
	block  codeKnown
	padded bool // lines are filled up with blanks
	most   bool // most lines are indented
	// phrases: Thai and its neighbours are taken to be broken at their spaces alone; southeast: it holds some.
	phrases, southeast bool
	signs              map[rune]int
	words              map[uint64]struct{}
	known              bool // words are counted
}

var setters = sync.Pool{New: func() any { return &setter{sheet: new(sheet), words: map[uint64]struct{}{}, signs: map[rune]int{}} }}

// pass fills e with what is to be done to s.
func (st *paragraphsStep) pass(s string, e *schema.Edits) {
	if !st.candidate(s) {
		return
	}
	p := setters.Get().(*setter)
	defer setters.Put(p)
	p.paragraphsStep, p.s, p.e, p.known, p.block = st, s, e, false, codeKnown{}
	p.sheet.open(s)
	p.sheet.layOut()
	p.trim()
	p.source = p.sourceLike()
	n := len(p.sheet.lines)
	p.cuts = append(p.cuts[:0], make([]int, n)...)
	p.joins = append(p.joins[:0], make([]int, n)...)
	p.width, p.gap, p.breaks, p.phrases, p.southeast = 0, 0, p.breaks[:0], false, false
	if st.indents && !p.source {
		p.unprotect()
	}
	p.countSigns()
	p.findPadding()
	if st.join && !(st.auto && p.source) {
		p.findJoins()
	}
	if st.indents && !p.source {
		p.findIndents()
	}
	p.write()
}

// trim takes wide and no-break spaces, form feeds and their like off both ends of each line's words.
func (p *setter) trim() {
	p.blank = 0
	for i := range p.sheet.lines {
		l := &p.sheet.lines[i]
		for l.text < l.stop && !p.sheet.lines[i].protected {
			r, n := decode(p.s[:l.stop], l.text)
			if !blankRune(r) {
				break
			}
			l.text += n
			l.columns++
		}
		for l.stop > l.text {
			r, n := utf8.DecodeLastRuneInString(p.s[l.text:l.stop])
			if !blankRune(r) {
				break
			}
			l.stop -= n
		}
		if l.blank() {
			p.blank++
		}
	}
}

// blankRune says whether r is a space of any kind or has no width.
func blankRune(r rune) bool {
	return r == ' ' || r == '\t' || r == '\f' || r == '\v' || r >= 0x80 && (unicode.IsSpace(r) || r == 0x200B || r == 0xFEFF)
}

// write goes through the lines from the first to the last.
func (p *setter) write() {
	rows := p.sheet.lines
	joined := false
	for i := 0; i < len(rows); {
		if rows[i].blank() && !rows[i].protected {
			i = p.blanks(i)
			continue
		}
		if !joined { // else the join took the indent
			p.begin(i)
		}
		p.inside(i)
		j := p.lineEnd(i)
		joined = j > 0
		i = max(i+1, j)
	}
}

// blanks cuts the blank lines from i on that are too many and returns the line behind them.
func (p *setter) blanks(i int) int {
	rows := p.sheet.lines
	j := i
	for j < len(rows) && rows[j].blank() && !rows[j].protected {
		j++
	}
	keep := p.blankLines
	if j == len(rows) {
		p.tail(i)
		return j
	}
	if i == 0 {
		keep = 0
	} else if p.source {
		return j
	} else if keep == 0 && (rows[j].protected || rows[j].columns >= 4) {
		keep = 1
	}
	if j-i > keep && i > 0 && !rows[i-1].protected { // blanks at the line's end belong to the same slip
		p.e.Cut(rows[i-1].stop, endWithout(p.s, &rows[i-1]), kindBlanks)
	}
	for k := i; k < min(j, i+keep); k++ {
		if end := rows[k].end; end > rows[k].start && strings.TrimRight(p.s[rows[k].start:end], "\r") != "" {
			p.e.Cut(rows[k].start, end, kindBlanks)
		}
	}
	if j-i > keep {
		p.e.Cut(rows[i+keep].start, rows[j-1].next, kindBlanks)
	}
	return j
}

// endWithout returns the end of a line without the carriage return that belongs to its feed.
func endWithout(s string, l *row) int {
	if l.end > l.stop && s[l.end-1] == '\r' {
		return l.end - 1
	}
	return l.end
}

// tail cuts the blank lines at the end, from line i on, and the line feed before them.
func (p *setter) tail(i int) {
	rows := p.sheet.lines
	from := rows[i].start
	if i > 0 {
		from = rows[i-1].stop
	}
	p.e.Cut(from, len(p.s), kindBlanks)
}

// begin mends the indent and the bullet of a line.
func (p *setter) begin(i int) {
	l := &p.sheet.lines[i]
	if p.bullets && !l.protected && !l.table {
		if n := p.bulletOf(i); n > 0 {
			p.bullet(i, n)
			return
		}
	}
	if cut := p.cuts[i]; cut > 0 {
		p.e.Cut(l.start, l.start+cut, kindIndents)
	}
}

// lineEnd joins line i with the one that goes on from it and returns that, 0 for none.
func (p *setter) lineEnd(i int) int {
	rows := p.sheet.lines
	l := &rows[i]
	if l.protected || i+1 >= len(rows) {
		return 0
	}
	if p.loneBullet(i) {
		p.e.Cut(l.stop, rows[i+1].text, kindBullet)
		return i + 1
	}
	j := p.joins[i]
	if j == 0 && !rows[i+1].blank() {
		j = i + 1
	}
	if j == 0 {
		return 0
	}
	if with, cut, ok := p.hyphen(i, j); ok {
		p.e.Replace(l.stop-cut, rows[j].text, with, kindHyphen)
		return j
	}
	if p.joins[i] == 0 {
		return 0
	}
	p.e.Replace(l.stop, rows[j].text, p.joint(i, j), kindJoined)
	return j
}

// joint returns what stands between two joined lines: a space, but where a script has none.
func (p *setter) joint(i, j int) string {
	if p.tight(i, j) {
		return ""
	}
	return " "
}
