// Package diag shows people what is wrong with a file they wrote: the place, the line with a
// caret under it, and what to type instead.
package diag

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"
)

// Pos is a place in a file.
type Pos struct {
	File string
	Line int // 1-based; 0 where the problem is the file's as a whole
	Col  int // 1-based, in code points; 0 where it is the line's as a whole
}

// String returns p as file:line:col, without the parts that are 0.
func (p Pos) String() string {
	switch {
	case p.Line == 0:
		return visible(p.File)
	case p.Col == 0:
		return fmt.Sprintf("%s:%d", visible(p.File), p.Line)
	}
	return fmt.Sprintf("%s:%d:%d", visible(p.File), p.Line, p.Col)
}

// Problem is one thing that is wrong, or with Warning set one that may be.
type Problem struct {
	Pos
	Message string // lower case, no full stop
	Hint    string // what to do, or ""
	Line    string // the source line, "" where there is none
	Width   int    // code points that the caret underlines; 0 is as 1
	Warning bool
}

// Summary returns the first line of p's printed form, without its newline. (It is not called Error:
// package fmt would prefer that to String.)
func (p Problem) Summary() string {
	kind := ""
	if p.Warning {
		kind = "warning: "
	}
	return p.Pos.String() + ": " + kind + visible(p.Message)
}

// String returns p as it is shown: the place and message, the source line with a caret, the hint.
// Every line ends with a newline. Control characters and bidirectional marks of the source are
// shown as escapes, tabs as spaces, so the caret stands where it belongs in any terminal.
func (p Problem) String() string { return p.Fit(maxExcerpt + indent + 1) }

// Fit is String with as much of the source line as fits a terminal of so many cells; the other lines are as long as
// they are.
func (p Problem) Fit(cells int) string {
	var b strings.Builder
	b.WriteString(p.Summary() + "\n")
	if p.Line != "" && p.Col > 0 {
		p.excerpt(&b, max(min(cells-indent-1, maxExcerpt), 8))
	}
	if p.Hint != "" {
		b.WriteString("hint: " + visible(p.Hint) + "\n")
	}
	return b.String()
}

// maxExcerpt is the number of terminal cells of a source line that are shown: a line of a
// megabyte helps nobody, and 100 cells fit a window beside an indent.
const maxExcerpt = 100

// indent is how far in it stands.
const indent = 4

// excerpt writes the source line and the caret below it.
func (p Problem) excerpt(b *strings.Builder, room int) {
	runes := []rune(strings.ToValidUTF8(p.Line, "\uFFFD"))
	from := min(p.Col-1, len(runes))
	to := min(from+max(p.Width, 1), len(runes))
	first := windowStart(runes, from, room)
	var line, caret strings.Builder
	cells := 0
	if first > 0 {
		line.WriteString("…")
		caret.WriteString(" ")
		cells = 1
	}
	for i := first; i < len(runes); i++ {
		shown, w := show(runes[i], cells)
		if cells+w > room {
			line.WriteString("…")
			break
		}
		line.WriteString(shown)
		caret.WriteString(mark(i, from, to, w))
		cells += w
	}
	if from >= len(runes) || to <= from {
		caret.WriteString("^")
	}
	fmt.Fprintf(b, "    %s\n    %s\n", line.String(), strings.TrimRight(caret.String(), " "))
}

// windowStart returns the first rune to show so that the caret is inside the window.
func windowStart(runes []rune, from, room int) int {
	cells := 0
	for i := from - 1; i >= 0; i-- {
		_, w := show(runes[i], 0)
		cells += w
		if cells > room*2/3 {
			return i + 1
		}
	}
	return 0
}

func mark(i, from, to, width int) string {
	switch {
	case i == from:
		return "^" + strings.Repeat("~", width-min(width, 1))
	case i > from && i < to:
		return strings.Repeat("~", width)
	}
	return strings.Repeat(" ", width)
}

// show returns how a rune of the source is printed when it starts at a cell, and its width.
func show(r rune, cell int) (string, int) {
	switch {
	case r == '\t':
		n := 4 - cell%4
		return strings.Repeat(" ", n), n
	case hidden(r):
		s := escape(r)
		return s, len(s)
	case unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Me, r):
		return string(r), 0
	case wide(r):
		return string(r), 2
	}
	return string(r), 1
}

// hidden says whether a rune would act on the terminal or can't be seen: controls, format and
// bidirectional marks, surrogates, private use, line separators.
func hidden(r rune) bool {
	return unicode.In(r, unicode.Cc, unicode.Cf, unicode.Co, unicode.Zl, unicode.Zp)
}

func escape(r rune) string {
	if r < 0x100 {
		return fmt.Sprintf(`\x%02x`, r)
	}
	return fmt.Sprintf(`\u%04x`, r)
}

// visible returns s with everything hidden escaped.
func visible(s string) string {
	if !strings.ContainsFunc(s, hidden) && utf8.ValidString(s) {
		return s
	}
	var b strings.Builder
	for _, r := range strings.ToValidUTF8(s, "\uFFFD") {
		if hidden(r) {
			b.WriteString(escape(r))
			continue
		}
		b.WriteRune(r)
	}
	return b.String()
}

// wideRanges holds the blocks whose characters take two cells in a terminal (East Asian Width W
// and F, Unicode 15, rounded to blocks; emoji included).
var wideRanges = [...][2]rune{
	{0x1100, 0x115F}, {0x2E80, 0x303E}, {0x3041, 0x33FF}, {0x3400, 0x4DBF}, {0x4E00, 0x9FFF},
	{0xA000, 0xA4CF}, {0xA960, 0xA97C}, {0xAC00, 0xD7A3}, {0xF900, 0xFAFF}, {0xFE30, 0xFE6F},
	{0xFF00, 0xFF60}, {0xFFE0, 0xFFE6}, {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF},
	{0x1F900, 0x1F9FF}, {0x1FA70, 0x1FAFF}, {0x20000, 0x3FFFD},
}

func wide(r rune) bool {
	for _, w := range wideRanges {
		if r >= w[0] && r <= w[1] {
			return true
		}
	}
	return false
}

// Sort orders problems by place, errors before warnings at one place, then by message, and takes
// out repetitions.
func Sort(ps []Problem) []Problem {
	slices.SortStableFunc(ps, func(a, b Problem) int {
		return cmp.Or(cmp.Compare(a.File, b.File), cmp.Compare(a.Pos.Line, b.Pos.Line),
			cmp.Compare(a.Col, b.Col), compareBool(a.Warning, b.Warning), cmp.Compare(a.Message, b.Message))
	})
	return slices.CompactFunc(ps, func(a, b Problem) bool { return a.Pos == b.Pos && a.Message == b.Message })
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// HasErrors says whether any of ps is more than a warning.
func HasErrors(ps []Problem) bool {
	return slices.ContainsFunc(ps, func(p Problem) bool { return !p.Warning })
}
