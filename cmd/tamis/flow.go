package main

import (
	"strings"
	"unicode/utf8"
)

// piece is safe text in one style: the number of a colour, "" for none.
type piece struct{ text, style string }

// flow sets text in lines of so many cells, broken between words where it can be; 0 for lines of any
// length.
type flow struct {
	width int
	lines [][]piece
	used  int // cells of the last line
}

// put adds text as it came from a document.
func (f *flow) put(s, style string) {
	for i, line := range strings.Split(s, "\n") {
		if i > 0 || len(f.lines) == 0 {
			f.lines, f.used = append(f.lines, nil), 0
		}
		f.line(safe(strings.ReplaceAll(line, "\t", "    ")), style)
	}
}

// line adds safe text without line ends.
func (f *flow) line(s, style string) {
	if f.width == 0 {
		f.add(s, style)
		return
	}
	for s != "" {
		n := atom(s)
		f.place(s[:n], style)
		s = s[n:]
	}
}

// atom is the length of what s begins with that is not broken: a run of blanks, a wide character, or
// what lies between them; with the marks that sit on it.
func atom(s string) int {
	first, n := utf8.DecodeRuneInString(s)
	wide := runeCells(first) == 2
	for n < len(s) {
		r, size := utf8.DecodeRuneInString(s[n:])
		w := runeCells(r)
		if w != 0 && (wide || w == 2 || (r == ' ') != (first == ' ')) {
			break
		}
		n += size
	}
	return n
}

// place puts an atom on the last line or begins a new one; one that is longer than a line is broken.
func (f *flow) place(a, style string) {
	if w := cells(a); f.used+w <= f.width {
		f.add(a, style)
		f.used += w
		return
	}
	if f.used > 0 {
		f.lines, f.used = append(f.lines, nil), 0
	}
	if style == "" && strings.Trim(a, " ") == "" {
		return // at the end of a line nobody misses it; in a change it is the change
	}
	for cells(a) > f.width {
		head := fit(a, f.width)
		if head == "" { // a wide character in a line of one cell
			_, n := utf8.DecodeRuneInString(a)
			head = a[:n]
		}
		f.add(head, style)
		if a = a[len(head):]; a != "" {
			f.lines = append(f.lines, nil)
		}
	}
	f.add(a, style)
	f.used = cells(a)
}

func (f *flow) add(s, style string) {
	if s == "" {
		return
	}
	last := &f.lines[len(f.lines)-1]
	if n := len(*last); n > 0 && (*last)[n-1].style == style {
		(*last)[n-1].text += s
		return
	}
	*last = append(*last, piece{s, style})
}

// text returns a line, blank beyond the last one, padded with blanks to so many cells.
func (f *flow) text(n, pad int, p paint) string {
	var b strings.Builder
	if n < len(f.lines) {
		for _, x := range f.lines[n] {
			pad -= cells(x.text)
			if x.style == "" {
				b.WriteString(x.text)
				continue
			}
			b.WriteString(p.wrap(x.style, x.text))
		}
	}
	if pad > 0 {
		b.WriteString(strings.Repeat(" ", pad))
	}
	return b.String()
}
