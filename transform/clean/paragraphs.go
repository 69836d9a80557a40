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
that goes on behind a page's end is joined too, and loses the page's number (- 12 -, Page 3 of 12; 12
alone where the line is full or the text has several). Lines that begin with a label (License: MIT) stay.
So do those that begin with the number after that of an item above, or as headings and items of Chinese and
Japanese do (一、 第二条 （3）).

Blank lines at the end go with the line feed before them; a single line feed at the end stays. A line of
white space of any kind is blank.

A hyphen (-, ‐, ¬ or a soft one) between two letters at the end of a line goes with the line feed. So does
a soft one within a line, and a hyphen with a space behind it that parts a word there (busi- ness). It stays
in compounds that the text writes with a hyphen elsewhere, behind ` + "`self`, `non`, `well`" + ` and the like,
before a capital or a digit, in inverted verbs of French and the like; before "and" and "or" a space
follows it.

Indents are cut from stretches of lines that are all indented and hold lines of prose, as far as all have
them, and wholly from paragraphs of one line and first lines. A bullet is known by its look (` + "`•`, `▪`" + `), or
as the sign that begins two lines of a list (` + "`–`, `o`, `→`" + `); dashes of dialogue are none, nor boxes to tick.
` + "`*` and `+`" + ` stay, and numbers. Left alone: fences, indented code, tables, quotes, lines
that end in two spaces or a backslash.`

// Kinds of edits, by index.
const (
	kindJoined = iota
	kindHyphen
	kindIndents
	kindBullet
	kindBlanks
	kindPage
)

var paragraphKinds = []string{"joined", "hyphen", "indent", "bullet", "blank_lines", "page_number"}

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
		return line == "" || at+1 >= len(s) || st.blankLines == 0 || st.join && (across(s, line, at) || overNumber(s, line, at))
	}
	if line == "" {
		return at == 1 // a blank line at the beginning
	}
	if b := line[len(line)-1]; st.hyphens && (b == '-' || b >= 0x80 || b == ' ') && hyphenAt(strings.TrimRight(line, " ")) > 0 {
		return true
	}
	return st.join && len(line) >= minWrapped && len(line) < 4*maxWrapped && (begins(s[at]) || shortEnd(line) || (s[at] <= '9' || s[at] == 'P') && overNumber(s, line, at))
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
	labels int8 // 0: not known, 1: many lines begin with a label, -1: no
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
	p.paragraphsStep, p.s, p.e, p.known, p.block, p.labels = st, s, e, false, codeKnown{}, 0
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
		p.bridge()
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
