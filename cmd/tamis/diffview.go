package main

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/diff"
	"github.com/tamis-data/tamis/internal/text"
)

// columnCells is the least width of a column: below it prose falls apart, and what two texts share
// is better read once.
const columnCells = 48

// between separates two columns.
const between = " │ "

// Of text that is the same, or that stands in one of the two alone, as much is shown as a person
// reads; the rest is counted. Fewer words than foldWords are not worth a mark.
const (
	sameChars    = 160  // on each side of a change
	changedChars = 2000 // at the start of a change, and a quarter of it at the end
	foldWords    = 20
)

// diffView shows what became of a text in another one: what only the first has in [-…-], what only
// the second has in {+…+}. In a wide terminal they stand beside each other.
type diffView struct {
	paint paint
	width int // cells of the terminal; 0 where there is none: then lines are as long as they are
}

// columns says whether there is room for two, and how many cells each has.
func (v diffView) columns() (each int, ok bool) {
	each = (v.width - cells(between)) / 2
	return each, each >= columnCells
}

// render compares two texts that differ.
func (v diffView) render(a, b string) string {
	chunks := diff.Words(a, b)
	var c comparison = &merged{view: v, flow: flow{width: v.width}}
	if each, ok := v.columns(); ok {
		c = &beside{view: v, each: each, left: flow{width: each}, right: flow{width: each}}
	}
	for i, x := range chunks {
		if !x.Same {
			c.change(x.A, x.B)
			continue
		}
		head, folded, tail := fold(x.A, i == 0, i == len(chunks)-1)
		if head != "" {
			c.same(head)
		}
		if folded > 0 {
			c.mark(fmt.Sprintf("⋯ %s the same ⋯", plural(folded, "word")))
		}
		if tail != "" {
			c.same(tail)
		}
	}
	return c.end()
}

// opening shows how a text begins.
func (v diffView) opening(s string) string {
	if s == "" {
		return v.paint.dim("the text is empty") + "\n"
	}
	head, folded, _ := foldAt(s, 4*sameChars, 0)
	m := &merged{view: v, flow: flow{width: v.width}}
	m.same(strings.TrimRight(head, "\n"))
	if folded > 0 {
		m.mark(fmt.Sprintf("⋯ %s more", plural(folded, "word")))
	}
	return m.end()
}

// fold shortens text between two changes; before the first and behind the last one only one side is
// of use.
func fold(s string, first, last bool) (head string, folded int, tail string) {
	before, after := sameChars, sameChars
	if first {
		before = 0
	}
	if last {
		after = 0
	}
	return foldAt(s, before, after)
}

// foldAt leaves about so many characters at the start and end, whole words, and counts the words
// between them; all is head where that is not worth it.
func foldAt(s string, before, after int) (head string, folded int, tail string) {
	head, tail = firstRunes(s, before), lastRunes(s, after)
	if len(head)+len(tail) >= len(s) {
		return s, 0, ""
	}
	if i := strings.LastIndexAny(head, " \n\t"); i > len(head)/2 && before > 0 {
		head = head[:i]
	}
	if i := strings.IndexAny(tail, " \n\t"); i >= 0 && i < len(tail)/2 {
		tail = tail[i+1:]
	}
	folded = text.CountWords(s[len(head) : len(s)-len(tail)])
	if folded < foldWords && len(s)-len(head)-len(tail) < 2*sameChars*utf8.UTFMax {
		return s, 0, ""
	}
	return head, max(folded, 1), tail
}

// changed makes a change readable: line ends can be seen, and of a long one the middle is counted.
func changed(open, s, end string) string {
	if s == "" {
		return ""
	}
	head, folded, tail := foldAt(s, changedChars, changedChars/4)
	s = head
	if folded > 0 {
		s += fmt.Sprintf(" ⋯ %s ⋯ ", plural(folded, "word")) + tail
	}
	return open + strings.ReplaceAll(strings.ReplaceAll(s, "\t", `\t`), "\n", "⏎\n") + end
}

func removed(s string) string { return changed("[-", s, "-]") }
func added(s string) string   { return changed("{+", s, "+}") }

// comparison is one of the two ways to set chunks.
type comparison interface {
	same(s string)
	change(a, b string)
	mark(s string) // on a line of its own
	end() string
}

// Styles of a comparison.
const (
	styleRemoved = "31"
	styleAdded   = "32"
	styleDim     = "2"
)

// merged sets both texts in one.
type merged struct {
	view diffView
	flow flow
}

func (m *merged) same(s string) { m.flow.put(s, "") }

func (m *merged) change(a, b string) {
	m.flow.put(removed(a), styleRemoved)
	m.flow.put(added(b), styleAdded)
}

func (m *merged) mark(s string) {
	if m.flow.used > 0 || m.flow.width == 0 && len(m.flow.lines) > 0 {
		m.flow.put("\n", "")
	}
	m.flow.put(s, styleDim)
	m.flow.put("\n", "")
}

func (m *merged) end() string {
	var b strings.Builder
	for i := range m.flow.lines {
		b.WriteString(strings.TrimRight(m.flow.text(i, 0, m.view.paint), " ") + "\n")
	}
	return strings.TrimRight(b.String(), "\n") + "\n"
}

// beside sets them in two columns. Where both end a line they start again at the same height.
type beside struct {
	view        diffView
	each        int
	left, right flow
	b           strings.Builder
}

func (s *beside) same(t string) {
	for i, line := range strings.Split(t, "\n") {
		if i > 0 {
			s.level()
		}
		s.left.put(line, "")
		s.right.put(line, "")
	}
}

func (s *beside) change(a, b string) {
	s.left.put(removed(a), styleRemoved)
	s.right.put(added(b), styleAdded)
}

func (s *beside) mark(t string) {
	if s.left.used+s.right.used > 0 {
		s.level()
	}
	s.left, s.right = flow{width: s.each}, flow{width: s.each}
	pad := max(0, s.each+1-cells(t)/2)
	s.b.WriteString(strings.Repeat(" ", pad) + s.view.paint.dim(t) + "\n")
}

// level writes the lines so far and starts both columns anew.
func (s *beside) level() {
	for i := range max(len(s.left.lines), len(s.right.lines)) {
		line := s.left.text(i, s.each, s.view.paint) + s.view.paint.dim(between) + s.right.text(i, 0, s.view.paint)
		s.b.WriteString(strings.TrimRight(line, " ") + "\n")
	}
	s.left, s.right = flow{width: s.each}, flow{width: s.each}
}

func (s *beside) end() string {
	if len(s.left.lines)+len(s.right.lines) > 0 {
		s.level()
	}
	return s.b.String()
}
