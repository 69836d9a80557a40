package clean

import (
	"context"
	"math"
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Whitespace is the transform clean.whitespace.
var Whitespace = transform.Spec{
	Name:    "clean.whitespace",
	Summary: "Tidies spaces, tabs and blank lines outside of code and tables",
	Doc:     whitespaceDoc,
	Params: []transform.Param{
		{Name: "trailing", Type: transform.ParamBool, Default: true, Doc: "Cut spaces and tabs at the ends of lines."},
		{Name: "runs", Type: transform.ParamBool, Default: true, Doc: "Inside a line, a tab or a run of spaces and tabs becomes one space."},
		{Name: "indent", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "cut"},
			Doc: "Spaces and tabs before the first character of a line; kept by default, since they nest lists and quotes."},
		{Name: "unicode", Type: transform.ParamBool, Default: true,
			Doc: "No-break spaces and the other Unicode spaces (U+00A0, U+1680, U+2000–U+200A, U+202F, U+205F, U+3000) become spaces."},
		{Name: "blank_lines", Type: transform.ParamInt, Default: int64(1), Min: transform.Bound(0), Max: transform.Bound(1000),
			Doc: "How many blank lines may stand in a row."},
		{Name: "ends", Type: transform.ParamBool, Default: true, Doc: "Cut blank lines at the beginning and end of the text."},
		{Name: "protect", Type: transform.ParamStrings, Default: []string{"fences", "indented", "tables"}, Enum: []string{"fences", "indented", "tables"},
			Doc: "Blocks that are left as they are; `[]` for none."},
	},
	On:        transform.OnText,
	Kinds:     func(transform.Args) []string { return whitespaceKinds },
	EditsText: true,
	Version:   2,
	New:       newWhitespace,
	Examples: []transform.Example{
		{Note: "Runs, line ends and blank lines.",
			Docs: []string{"\n\nOne  two\t three  \n\n\n\n  four\u00A0five\n\n"}, Gives: []string{"One two three\n\n  four five\n"}},
		{Note: "Code and tables stay as they are.",
			Docs:  []string{"Run   this:\n```\nif x:\n    y  =  1\n```\n| a   | b |\n|-----|---|\n| 1   | 2 |\n"},
			Gives: []string{"Run this:\n```\nif x:\n    y  =  1\n```\n| a   | b |\n|-----|---|\n| 1   | 2 |\n"}},
		{Note: "Columns that spaces keep in line stay in line; two spaces behind a full stop are one too many.",
			Docs:  []string{"Ports  are  open.  Tolls rise.\n\nPort     Ships  Toll\nHavenby     12  free\nWick         7     3\n"},
			Gives: []string{"Ports are open. Tolls rise.\n\nPort     Ships  Toll\nHavenby     12  free\nWick         7     3\n"}},
		{Note: "Everything to the left, no blank lines.", Args: "{indent: cut, blank_lines: 0, protect: []}",
			Docs: []string{"   Home\n\n      News\n   About  us"}, Gives: []string{"Home\nNews\nAbout us"}},
	},
}

const whitespaceDoc = `Lines end with a line feed (clean.unicode makes them so); a carriage return before it is left alone.
The last line keeps its line feed, or its lack of one. A line of white space alone is blank. Two
spaces at the end of a line are a line break in Markdown: ` + "`trailing: false`" + ` keeps them.

Left alone under ` + "`protect`" + `:

- fences: from a line that opens with three or more backquotes or tildes to the line that closes
  them; a fence that is never closed protects nothing, so one stray line cannot switch the step off;
- indented: lines indented by four columns or more behind a blank line or the beginning of the text,
  up to the next line that is not (blank lines inside belong to the block, and the blank line before
  it stays even with ` + "`blank_lines: 0`" + `);
- tables: two or more lines in a row that begin and end with a pipe or are drawn (+---+, box characters); Markdown tables without outer
  pipes, which are known by their line of dashes; and lines kept in columns by runs of spaces or by tabs:
  three or more in a row in which a column begins or ends at the same place, or two with two such columns.`

// Kinds of edits, by index.
const (
	kindTrailing = iota
	kindRuns
	kindIndent
	kindUnicode
	kindBlankLines
	kindEnds
)

var whitespaceKinds = []string{"trailing", "runs", "indent", "unicode", "blank_lines", "ends"}

// whitespaceStep is clean.whitespace with its arguments.
type whitespaceStep struct {
	on                            []int
	trailing, runs, unicode, ends bool
	cutIndent                     bool
	blankLines                    int
	blocks                        blocks
}

func newWhitespace(a transform.Args) (transform.Step, error) {
	w := &whitespaceStep{
		on: a.On, trailing: a.Bool("trailing"), runs: a.Bool("runs"), unicode: a.Bool("unicode"), ends: a.Bool("ends"),
		cutIndent: a.String("indent") == "cut", blankLines: int(a.Int("blank_lines")),
	}
	for _, name := range a.Strings("protect") {
		switch name {
		case "fences":
			w.blocks.fences = true
		case "indented":
			w.blocks.indented = true
		case "tables":
			w.blocks.tables = true
		}
	}
	return w, nil
}

// Map implements transform.Mapper.
func (w *whitespaceStep) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range w.on {
		if err := settle(d, slot, w.pass); err != nil {
			return err
		}
	}
	return nil
}

// clean says whether s surely needs nothing, in one scan: no character or pair of characters in
// it that any part of the step works on.
func (w *whitespaceStep) clean(s string) bool {
	if s == "" {
		return true
	}
	if s[0] == ' ' {
		return false
	}
	for at := text.NextGap(s, 0); at < len(s); at = text.NextGap(s, at+1) {
		switch b := s[at]; {
		case b >= utf8.RuneSelf:
			if at = w.beyond(s, at); at < 0 {
				return false
			}
		case b == ' ' && (at+1 == len(s) || whiteSpaceLead[s[at+1]] && s[at+1] < utf8.RuneSelf), b == '\t', b == '\r':
			return false
		case b == '\n' && !w.plainEnd(s, at):
			return false
		}
	}
	last := s[len(s)-1]
	return last > ' ' || last == '\n' && len(s) > 1 && s[len(s)-2] > ' '
}

// beyond returns the last byte of the characters beyond ASCII that begin at a place, -1 where one of
// them is a space.
func (w *whitespaceStep) beyond(s string, at int) int {
	for ; at < len(s) && s[at] >= utf8.RuneSelf; at++ {
		if whiteSpaceLead[s[at]] && w.unicode && spaceAt(s, at) > 0 {
			return -1
		}
	}
	return at - 1
}

// plainEnd says whether the line feed at a place stands behind what a line says, or ends the only blank
// line that stands there, and no white space follows it.
func (w *whitespaceStep) plainEnd(s string, at int) bool {
	if at == 0 || at+1 < len(s) && s[at+1] == ' ' {
		return false
	}
	return s[at-1] > ' ' || s[at-1] == '\n' && at > 1 && s[at-2] != '\n' && w.blankLines > 0
}

// whiteSpaceLead marks the bytes that begin a white-space character.
var whiteSpaceLead = [256]bool{'\t': true, '\n': true, '\r': true, ' ': true, 0xC2: true, 0xE1: true, 0xE2: true, 0xE3: true}

// spaceAt returns the length of the space other than U+0020 and tab at a place, 0 for none: U+00A0, U+1680,
// U+2000–200A, U+202F, U+205F, U+3000.
func spaceAt(s string, at int) int {
	if at+1 >= len(s) {
		return 0
	}
	lead, second := s[at], s[at+1]
	if lead == 0xC2 && second == 0xA0 {
		return 2
	}
	if at+2 >= len(s) || second != 0x80 && second != 0x81 && second != 0x9A {
		return 0
	}
	third := s[at+2]
	switch {
	case lead == 0xE2 && second == 0x80 && (third >= 0x80 && third <= 0x8A || third == 0xAF), lead == 0xE2 && second == 0x81 && third == 0x9F,
		lead == 0xE1 && second == 0x9A && third == 0x80, lead == 0xE3 && second == 0x80 && third == 0x80:
		return 3
	}
	return 0
}

// linePool holds the lines of one text, unless there were more of them than texts have.
var linePool = sync.Pool{New: func() any { return new([]line) }}

// keptLines is how many lines the pool keeps room for.
const keptLines = 1 << 14

// pass fills e with what is to be done to s, line by line.
func (w *whitespaceStep) pass(s string, e *schema.Edits) {
	if w.clean(s) {
		return
	}
	p := linePool.Get().(*[]line)
	defer linePool.Put(p)
	lines := w.lines(s, (*p)[:0])
	if cap(lines) <= keptLines {
		*p = lines
	}
	w.blocks.mark(s, lines)
	for i := 0; i < len(lines); {
		if l := lines[i]; !l.blank() || l.protected {
			if !l.protected {
				w.line(s, l, e)
			}
			i++
			continue
		}
		j := i
		for j < len(lines) && lines[j].blank() && !lines[j].protected {
			j++
		}
		w.blankRun(s, lines, i, j, e)
		i = j
	}
}

// line is a line of a text: [start,text) is its indent, [text,stop) what it says, [stop,end) white
// space behind it, next the start of the line after. A text of 16 MiB can have as many lines, so it is
// small.
type line struct {
	start, text, stop, end, next uint32 // texts are below 2 GiB
	columns                      uint16 // width of the indent, tabs to multiples of four, as far as it is told
	protected                    bool
}

func (l line) blank() bool { return l.text == l.stop }

// lines appends the lines of s. Unicode spaces are white space where the step makes them spaces. Of
// many blank lines in a row those that no setting keeps are one.
func (w *whitespaceStep) lines(s string, lines []line) []line {
	blank := 0
	for at := 0; at < len(s); {
		l := w.lineAt(s, at)
		at = int(l.next)
		if !l.blank() {
			blank = 0
		} else if blank++; blank > max(w.blankLines, 1)+1 {
			last := &lines[len(lines)-1]
			last.stop, last.text, last.end, last.next = last.start, last.start, l.end, l.next
			continue
		}
		lines = append(lines, l)
	}
	return lines
}

func (w *whitespaceStep) lineAt(s string, start int) line {
	end, next := text.NextLine(s, start)
	if end > start && next > end && s[end-1] == '\r' {
		end--
	}
	at, columns := w.indent(s, start, end)
	if at == end { // blank: white space behind nothing, not an indent
		at, columns = start, 0
	}
	stop := w.stop(s, at, end)
	return line{start: uint32(start), text: uint32(at), stop: uint32(stop), end: uint32(end), next: uint32(next), columns: columns}
}

// indent returns where the white space at the front of a line ends, and how wide it is.
func (w *whitespaceStep) indent(s string, at, end int) (int, uint16) {
	columns := 0
	for at < end {
		n := w.white(s, at)
		if n == 0 {
			break
		}
		if s[at] == '\t' {
			columns = columns/4*4 + 3
		}
		columns++
		at += n
	}
	return at, uint16(min(columns, math.MaxUint16))
}

// white returns the length of the white-space character at a place, 0 for none.
func (w *whitespaceStep) white(s string, at int) int {
	switch b := s[at]; {
	case b == ' ' || b == '\t':
		return 1
	case b >= utf8.RuneSelf && w.unicode && whiteSpaceLead[b]:
		return spaceAt(s, at)
	}
	return 0
}

// stop returns where the last character of a line that is not white space ends.
func (w *whitespaceStep) stop(s string, at, stop int) int {
	for stop > at && (s[stop-1] <= ' ' || s[stop-1] >= utf8.RuneSelf) {
		_, n := utf8.DecodeLastRuneInString(s[at:stop])
		if w.white(s, stop-n) != n {
			break
		}
		stop -= n
	}
	return stop
}

// line fills e for one line that says something.
func (w *whitespaceStep) line(s string, l line, e *schema.Edits) {
	start, text, stop, end := int(l.start), int(l.text), int(l.stop), int(l.end)
	if w.cutIndent && text > start {
		e.Cut(start, text, kindIndent)
	} else {
		w.spaces(s, start, text, false, e)
	}
	w.spaces(s, text, stop, w.runs, e)
	if w.trailing && end > stop {
		e.Cut(stop, end, kindTrailing)
	} else {
		w.spaces(s, stop, end, false, e)
	}
}

// spaces makes Unicode spaces of [at,end) spaces and, where asked, runs of white space one space.
func (w *whitespaceStep) spaces(s string, at, end int, runs bool, e *schema.Edits) {
	for from := at; ; {
		if at = text.NextGap(s[:end], at); at >= end {
			return
		}
		for at < end && s[at] >= utf8.RuneSelf && !whiteSpaceLead[s[at]] {
			at++
		}
		if at >= end {
			return
		}
		n := w.white(s, at)
		if n == 0 {
			at++
			continue
		}
		if runs && at > from && s[at-1] == ' ' { // that a space beyond ASCII follows it was not seen
			at, n = at-1, 1
		}
		stop := at + n
		for runs && stop < end {
			m := w.white(s, stop)
			if m == 0 {
				break
			}
			stop += m
		}
		switch {
		case runs && (stop > at+n || s[at] == '\t'):
			e.Replace(at, stop, " ", kindRuns)
		case s[at] >= utf8.RuneSelf:
			e.Replace(at, stop, " ", kindUnicode)
		}
		at = stop
	}
}

// blankRun fills e for the blank lines [i,j).
func (w *whitespaceStep) blankRun(s string, lines []line, i, j int, e *schema.Edits) {
	keep, kind := w.blankLines, uint8(kindBlankLines)
	switch {
	case w.ends && (i == 0 || j == len(lines)):
		keep, kind = 0, kindEnds
	case keep == 0 && i > 0 && j < len(lines) && lines[j].protected && lines[j].columns >= 4:
		keep = 1 // without it the indented block would no longer be one
	}
	for k := i; k < j; k++ {
		if k-i < keep {
			w.line(s, lines[k], e)
		}
	}
	if j-i > keep {
		e.Cut(int(lines[i+keep].start), int(lines[j-1].next), kind)
	}
}
