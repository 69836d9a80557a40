package text

import "strings"

// CodeSpan is a stretch of a text that is code: half-open bytes.
type CodeSpan struct{ Start, End int }

// AppendCode appends the stretches of s that are marked as code, in order: fenced blocks, blocks
// indented by four columns that hold signs of code and do not read like prose, and words between backquotes.
func AppendCode(spans []CodeSpan, s string) []CodeSpan {
	w := codeScan{text: s, spans: spans, open: true}
	for at := 0; at < len(s); {
		at = w.line(at)
	}
	w.closeParagraph(len(s))
	return w.spans
}

// InCode says whether a place is inside one of the spans, which are sorted. *hint remembers where
// the last question ended, for questions that go forward.
func InCode(spans []CodeSpan, at int, hint *int) bool {
	for *hint < len(spans) && spans[*hint].End <= at {
		*hint++
	}
	return *hint < len(spans) && spans[*hint].Start <= at
}

// codeScan goes through a text line by line.
type codeScan struct {
	text     string
	spans    []CodeSpan
	open     bool // an indented block may begin here: behind a blank line, a block, or at the start
	from     int  // where the paragraph began
	inside   bool // a paragraph is open
	unclosed [2]int
}

// line takes the line at a place, or the block that begins with it; it returns what comes next.
func (w *codeScan) line(at int) int {
	end, next := NextLine(w.text, at)
	l := w.text[at:end]
	columns, said := Indent(l)
	switch {
	case strings.TrimRight(said, " \t\r") == "":
		w.closeParagraph(at)
		w.open = true
		return next
	case columns < 4 && len(said) >= 3 && (said[0] == '`' || said[0] == '~'):
		if stop := w.fence(said, next); stop > 0 {
			w.closeParagraph(at)
			w.spans = append(w.spans, CodeSpan{at, stop})
			w.open = true
			return stop
		}
	case columns >= 4 && w.open && !w.inside:
		return w.indented(at)
	}
	if !w.inside {
		w.inside, w.from = true, at
	}
	w.open = false
	return next
}

// fence returns where the block ends that a line opens, 0 if it opens none or nothing closes it.
func (w *codeScan) fence(said string, next int) int {
	char, n := said[0], 0
	for n < len(said) && said[n] == char {
		n++
	}
	known := &w.unclosed[0]
	if char == '~' {
		known = &w.unclosed[1]
	}
	if n < 3 || char == '`' && strings.IndexByte(said[n:], '`') >= 0 || *known > 0 && n >= *known {
		return 0
	}
	for next < len(w.text) {
		end, after := NextLine(w.text, next)
		_, said := Indent(w.text[next:end])
		said = strings.TrimRight(said, " \t\r")
		if len(said) >= n && strings.Trim(said, string(char)) == "" {
			return after
		}
		next = after
	}
	*known = n // nothing closes it, and nothing will close a longer one behind it
	return 0
}

// indented takes a block of lines indented by four columns, with the blank lines between them.
func (w *codeScan) indented(at int) int {
	from, stop, prose, all, codish := at, at, 0, 0, false
	for at < len(w.text) {
		end, next := NextLine(w.text, at)
		columns, said := Indent(w.text[at:end])
		said = strings.TrimRight(said, " \t\r")
		if said != "" && columns < 4 {
			break
		}
		if said != "" {
			all += len(said)
			if Prose(said) {
				prose += len(said)
			} else {
				codish = codish || codeSigns(said)
			}
			stop = next
		}
		at = next
	}
	if prose*3 > all || !codish {
		w.ticks(from, stop)
	} else {
		w.spans = append(w.spans, CodeSpan{from, stop})
	}
	w.open = true
	return stop
}

// codeSigns says whether a line holds a sign that words do without.
func codeSigns(said string) bool {
	for i := 0; i < len(said); i++ {
		switch b := said[i]; b {
		case '=', '{', '}', ';', '|', '\\', '$', '@', '_', '`', '#', '~', '+', '*', '^':
			return true
		case '<':
			if i+1 < len(said) && (Letter(said[i+1]) || said[i+1] == '!' || said[i+1] == '/' && i+2 < len(said) && Letter(said[i+2])) {
				return true
			}
		case '(', '.', ':', '-', '/':
			if i > 0 && i+1 < len(said) && (Letter(said[i-1]) && said[i+1] == ')' || said[i+1] == b || b != '(' && b != '-' && Letter(said[i-1]) && Letter(said[i+1])) {
				return true
			}
			if b == '-' && i+1 < len(said) && Letter(said[i+1]) && (i == 0 || said[i-1] == ' ') {
				return true
			}
		}
	}
	return false
}

func (w *codeScan) closeParagraph(end int) {
	if w.inside {
		w.ticks(w.from, end)
	}
	w.inside = false
}

// ticks finds words between runs of as many backquotes within [at,end).
func (w *codeScan) ticks(at, end int) {
	var none [8]bool // by length: no run of that length follows
	for {
		from := index(w.text, '`', at, end)
		if from < 0 {
			return
		}
		n := tickRun(w.text, from, end)
		at = from + n
		if n >= len(none) || none[n] {
			continue
		}
		stop := closingTicks(w.text, at, end, n)
		if stop < 0 {
			none[n] = true
			continue
		}
		w.spans = append(w.spans, CodeSpan{from, stop})
		at = stop
	}
}

func closingTicks(s string, at, end, n int) int {
	for {
		from := index(s, '`', at, end)
		if from < 0 {
			return -1
		}
		m := tickRun(s, from, end)
		if m == n {
			return from + n
		}
		at = from + m
	}
}

func tickRun(s string, at, end int) (n int) {
	for at+n < end && s[at+n] == '`' {
		n++
	}
	return n
}

func index(s string, b byte, at, end int) int {
	n := strings.IndexByte(s[at:end], b)
	if n < 0 {
		return -1
	}
	return at + n
}

// Indent returns the width of a line's indent, tabs to multiples of four, and what stands behind it.
func Indent(l string) (columns int, said string) {
	for i := 0; i < len(l); i++ {
		switch l[i] {
		case ' ':
			columns++
		case '\t':
			columns = columns/4*4 + 4
		default:
			return columns, l[i:]
		}
	}
	return columns, ""
}

// Prose says whether a line reads like a sentence or a part of one: words and little else. Bytes
// beyond ASCII count as letters, and scripts without spaces need none.
func Prose(l string) bool {
	letters, wide, spaces, signs := 0, 0, 0, 0
	for i := 0; i < len(l); i++ {
		switch b := l[i]; {
		case b >= 0x80:
			letters++
			wide++
		case Letter(b):
			letters++
		case b == ' ':
			spaces++
		case b == '<' || b == '>' || b == '=' || b == '{' || b == '}':
			signs += 3
		case b == ',' || b == '.' || b == '-' || b == '\'' || b == '"' || '0' <= b && b <= '9':
		default:
			signs++
		}
	}
	if letters*10 < (len(l)-spaces)*8 || signs*12 > len(l) {
		return false
	}
	return spaces >= 4 || wide >= 24 || letters > 20 && spaces > 1 && strings.IndexByte(".!?:", l[len(l)-1]) >= 0
}
