package clean

import (
	"sort"
	"strings"
	"unicode/utf8"
)

// blocks says which blocks of a text are left as they are.
type blocks struct{ fences, indented, tables bool }

// mark marks the lines of protected blocks.
func (b blocks) mark(s string, lines []line) {
	if b.fences {
		markFences(s, lines)
	}
	if b.indented {
		markIndented(lines)
	}
	if b.tables {
		markTables(s, lines)
		markAligned(s, lines)
	}
}

// fence returns the character and length of the fence that a line opens or closes, 0 for none. A
// backquote fence has no backquote behind it (it would be code within a line).
func fence(s string, l line) (char byte, n int) {
	if l.blank() || l.columns > 3 {
		return 0, 0
	}
	said := s[l.text:l.stop]
	char = said[0]
	if char != '`' && char != '~' {
		return 0, 0
	}
	for n < len(said) && said[n] == char {
		n++
	}
	if n < 3 || char == '`' && strings.IndexByte(said[n:], '`') >= 0 {
		return 0, 0
	}
	return char, n
}

// closes says whether a line closes a fence: the same character, at least as often, alone.
func closes(s string, l line, char byte, n int) bool {
	c, m := fence(s, l)
	return c == char && m >= n && m == int(l.stop-l.text)
}

// markFences marks fenced blocks. An opening line that nothing closes is none.
func markFences(s string, lines []line) {
	var ends *[256]stairs
	for i := 0; i < len(lines); i++ {
		char, n := fence(s, lines[i])
		if char == 0 {
			continue
		}
		if ends == nil {
			ends = closersBehind(s, lines, i)
		}
		if ends[char].last(n) <= i {
			continue
		}
		end := i + 1
		for !closes(s, lines[end], char, n) {
			end++
		}
		for k := i; k <= end; k++ {
			lines[k].protected = true
		}
		i = end
	}
}

// stairs tells the last line that closes fences of a length. Its entries go from the end of the text
// to the front, each longer than the one before: so there are few, and a text of thousands of
// fences that nothing closes is not searched to its end for each of them.
type stairs []struct{ line, n int }

// last returns the last line that closes a fence of n characters, -1 where none does.
func (st stairs) last(n int) int {
	k := sort.Search(len(st), func(i int) bool { return st[i].n >= n })
	if k == len(st) {
		return -1
	}
	return st[k].line
}

// closersBehind returns by character what closes fences behind a line.
func closersBehind(s string, lines []line, from int) *[256]stairs {
	var ends [256]stairs
	for i := len(lines) - 1; i > from; i-- {
		char, n := fence(s, lines[i])
		st := ends[char]
		if char != 0 && n == int(lines[i].stop-lines[i].text) && (len(st) == 0 || st[len(st)-1].n < n) {
			ends[char] = append(st, struct{ line, n int }{i, n})
		}
	}
	return &ends
}

// markIndented marks lines indented by four columns behind a blank line, the beginning or another
// block, with the blank lines between them.
func markIndented(lines []line) {
	open, end := true, -1 // a block may begin here; the last line of the block we are in, -1 outside
	for i := range lines {
		l := &lines[i]
		switch {
		case l.blank():
			open = true
		case !l.protected && l.columns >= 4 && (open || end >= 0):
			for k := end; k >= 0 && k < i; k++ {
				lines[k].protected = true
			}
			l.protected, open, end = true, false, i
		default:
			open, end = l.protected, -1
		}
	}
}

// markTables marks runs of two or more lines of a table.
func markTables(s string, lines []line) {
	for i := 0; i < len(lines); i++ {
		if lines[i].protected {
			continue
		}
		j := i
		for j < len(lines) && !lines[j].protected && piped(s, lines[j]) {
			j++
		}
		if j-i < 2 {
			j = bareTable(s, lines, i)
		}
		for k := i; k < j; k++ {
			lines[k].protected = true
		}
		i = max(i, j-1)
	}
}

// piped says whether a line begins and ends with a pipe, or with the corners and sides of a drawn table.
func piped(s string, l line) bool {
	said := s[l.text:l.stop]
	if len(said) < 2 {
		return false
	}
	switch first, last := said[0], said[len(said)-1]; {
	case first == '|' || first == '+':
		return last == '|' || last == '+' && strings.Trim(said, "+-=:|") == ""
	case first < utf8.RuneSelf:
		return false
	}
	first, _ := utf8.DecodeRuneInString(said)
	last, _ := utf8.DecodeLastRuneInString(said)
	return boxDrawing(first) && boxDrawing(last)
}

// boxDrawing says whether r is of the Unicode block Box Drawing.
func boxDrawing(r rune) bool { return r >= 0x2500 && r <= 0x257F }

// bareTable returns the end of the table without outer pipes whose head is line i, else i.
func bareTable(s string, lines []line, i int) int {
	if i+1 >= len(lines) || lines[i].blank() || !hasPipe(s, lines[i]) || !dashes(s, lines[i+1]) {
		return i
	}
	j := i + 2
	for j < len(lines) && !lines[j].protected && hasPipe(s, lines[j]) {
		j++
	}
	return j
}

func hasPipe(s string, l line) bool { return strings.IndexByte(s[l.text:l.stop], '|') >= 0 }

// dashes says whether a line is the one under a table's head: dashes, colons and pipes, with at
// least one pipe and one dash.
func dashes(s string, l line) bool {
	pipe, dash := false, false
	for i := l.text; i < l.stop; i++ {
		switch s[i] {
		case '|':
			pipe = true
		case '-':
			dash = true
		case ':', ' ', '\t':
		default:
			return false
		}
	}
	return pipe && dash && !strings.HasPrefix(s[l.text:l.stop], ":|")
}
