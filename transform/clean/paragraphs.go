package clean

import (
	"context"
	"strings"
	"sync"
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

const paragraphsDoc = `A text is taken to be wrapped where its lines are as full as its width allows: the first word of the
next line would not have fitted. The width is that of the longest line that goes on in the next one
(it ends without a stop, and the next begins small or in a script without capitals); four of five such
lines must be full. Then every full line is joined with the next one. Lines that end early stay: verse,
addresses, lists, dialogue, headings. Lines below 24 characters are never joined.

Blank lines at the end go with the line feed before them; a single line feed at the end stays.

A hyphen between two letters at the end of a line goes with the line feed; it stays in compounds that
the text writes with a hyphen elsewhere, behind ` + "`self`, `non`, `well`" + ` and the like, and before "and" and "or".

Indents are cut from stretches of lines that are all indented and hold long lines of prose, as far as
all have them, and from the first lines of wrapped paragraphs. Bullets that Markdown knows (` + "`-`, `*`, `+`" + `)
and numbers stay. Left alone: fences, indented code, tables, quotes, lines that end in two spaces or a
backslash.`

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
	for from := 0; from <= len(s); {
		n := strings.IndexByte(s[from:], '\n')
		line := s[from:]
		if n >= 0 {
			line = s[from : from+n]
		}
		if line != "" && (line[0] == ' ' || line[0] == '\t' || line[0] >= 0xC2 && bulletAt(line) > 0) {
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

// breakCandidate says whether the line feed between a line and what begins at a place may have to go.
func (st *paragraphsStep) breakCandidate(s, line string, at int) bool {
	if at == len(s) || s[at] == '\n' || s[at] == '\r' {
		return at == len(s) && line == "" || line == "" || at+1 == len(s) || st.blankLines == 0
	}
	if line == "" {
		return at == 1 // a blank line at the beginning
	}
	if line[len(line)-1] == '-' && st.hyphens {
		return true
	}
	if len(line) < minWrapped {
		return false
	}
	return st.join && len(line) < 4*maxWrapped && (s[at] >= 'a' && s[at] <= 'z' || s[at] >= 0x80)
}

// Lengths of lines, in characters, between which a text counts as wrapped.
const (
	minWrapped = 24
	maxWrapped = 200
)

// setter works on one text.
type setter struct {
	*paragraphsStep
	s     string
	e     *schema.Edits
	sheet *sheet
	cuts  []int // by row: bytes of its indent that go
	width int   // of a wrapped text, 0 where it is not
	words map[string]int
}

var setters = sync.Pool{New: func() any { return &setter{sheet: new(sheet)} }}

// pass fills e with what is to be done to s.
func (st *paragraphsStep) pass(s string, e *schema.Edits) {
	p := setters.Get().(*setter)
	defer setters.Put(p)
	p.paragraphsStep, p.s, p.e, p.words = st, s, e, nil
	p.sheet.open(s)
	p.sheet.layOut()
	source := p.sourceLike()
	p.cuts = append(p.cuts[:0], make([]int, len(p.sheet.lines))...)
	if st.indents && !source {
		p.findIndents()
	}
	p.width = 0
	if st.join && !(st.auto && source) {
		p.width = p.findWidth()
	}
	p.write(source)
}

// write goes through the lines from the first to the last.
func (p *setter) write(source bool) {
	rows := p.sheet.lines
	for i := 0; i < len(rows); {
		if rows[i].blank() && !rows[i].protected {
			i = p.blanks(i, source)
			continue
		}
		p.begin(i)
		if i+1 < len(rows) && !rows[i+1].blank() {
			p.lineEnd(i, source)
		}
		i++
	}
}

// blanks cuts the blank lines from i on that are too many and returns the line behind them.
func (p *setter) blanks(i int, source bool) int {
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
	} else if source {
		keep = j - i
	} else if keep == 0 && i > 0 && (rows[j].protected || rows[j].columns >= 4) {
		keep = 1
	}
	if j-i > keep {
		p.e.Cut(rows[i+keep].start, rows[j-1].next, kindBlanks)
	}
	return j
}

// tail cuts the blank lines at the end, from line i on, and the line feed before them.
func (p *setter) tail(i int) {
	rows := p.sheet.lines
	from := rows[i].start
	if i > 0 {
		from = rows[i-1].end
	}
	p.e.Cut(from, len(p.s), kindBlanks)
}

// begin mends the indent and the bullet of a line.
func (p *setter) begin(i int) {
	l := &p.sheet.lines[i]
	if i > 0 && p.joinsUp(i) {
		return // the join took the indent
	}
	cut := p.cuts[i]
	n := 0
	if p.bullets && !l.protected && !l.table {
		n = bulletAt(p.s[l.text:l.stop])
	}
	if n == 0 {
		if cut > 0 {
			p.e.Cut(l.start, l.start+cut, kindIndents)
		}
		return
	}
	p.bullet(i, n)
}

// joinsUp says whether line i was joined with the one above: a lone bullet, or a wrapped line.
func (p *setter) joinsUp(i int) bool {
	above, l := &p.sheet.lines[i-1], &p.sheet.lines[i]
	if above.protected || l.protected || above.blank() {
		return false
	}
	return p.loneBullet(i-1) || p.wraps(i-1)
}

// bullet writes the bullet of a line as Markdown does; its indent goes as far as the items around it
// share it.
func (p *setter) bullet(i, n int) {
	l := &p.sheet.lines[i]
	p.e.Cut(l.start, l.start+p.shared(i), kindIndents)
	with := "- "
	end := l.text + n
	for end < l.stop && (p.s[end] == ' ' || p.s[end] == '\t') {
		end++
	}
	if end == l.stop && !p.loneBullet(i) {
		with = "-"
	}
	p.e.Replace(l.text, end, with, kindBullet)
}

// shared returns the bytes of the indent of item i that it has in common with the item before and
// behind it; a nested list keeps what it has more.
func (p *setter) shared(i int) int {
	rows := p.sheet.lines
	least := rows[i].text - rows[i].start
	for _, step := range []int{-1, 1} {
		for k, seen := i+step, 0; k >= 0 && k < len(rows) && seen < 32; k += step {
			if rows[k].blank() {
				continue
			}
			if rows[k].protected || bulletAt(p.s[rows[k].text:rows[k].stop]) == 0 {
				break
			}
			seen++
			least = min(least, rows[k].text-rows[k].start)
		}
	}
	return least
}

// loneBullet says whether a line is nothing but a bullet and the next says something.
func (p *setter) loneBullet(i int) bool {
	rows := p.sheet.lines
	if !p.bullets || i+1 >= len(rows) || rows[i].protected || rows[i].table || rows[i+1].protected || rows[i+1].blank() || rows[i+1].table {
		return false
	}
	said := p.s[rows[i].text:rows[i].stop]
	n := bulletAt(said)
	return n > 0 && strings.TrimLeft(said[n:], " \t") == "" && bulletAt(p.s[rows[i+1].text:rows[i+1].stop]) == 0
}

// lineEnd joins line i with the next one where they belong together.
func (p *setter) lineEnd(i int, source bool) {
	l, next := &p.sheet.lines[i], &p.sheet.lines[i+1]
	if l.protected || next.protected {
		return
	}
	if p.loneBullet(i) {
		p.e.Cut(l.stop, next.text, kindBullet)
		return
	}
	if keep, ok := p.hyphen(i, source); ok {
		p.unhyphen(i, keep)
		return
	}
	if p.wraps(i) {
		p.e.Replace(l.stop, next.text, " ", kindJoined)
	}
}

// bulletAt returns the length of the bullet that a line begins with, 0 for none.
func bulletAt(line string) int {
	if line == "" || line[0] < 0xC2 {
		return 0
	}
	r, n := utf8.DecodeRuneInString(line)
	if !isBullet(r) || r == '·' && !strings.HasPrefix(line[n:], " ") {
		return 0
	}
	return n
}

// isBullet says whether r is a bullet that is no letter, number or sign of Markdown.
func isBullet(r rune) bool {
	switch r {
	case '•', '‣', '⁃', '◦', '∙', '●', '▪', '▫', '■', '►', '▸', '➢', '➤', '·', '○', '⦁':
		return true
	}
	return false
}
