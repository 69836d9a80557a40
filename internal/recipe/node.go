package recipe

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/diag"
)

// nodeKind is what a node of the recipe's tree is.
type nodeKind uint8

const (
	nullNode nodeKind = iota
	scalarNode
	mapNode
	listNode
	badNode // a problem was reported for it already
)

func (k nodeKind) String() string {
	return [...]string{"nothing", "a value", "a mapping", "a list", "something else"}[k]
}

// node is one value of the recipe with its place: what is left of YAML after reading it.
type node struct {
	kind    nodeKind
	text    string // of a scalar, decoded
	style   byte   // of a scalar: 'p'lain, '\'', '"', '|', '>'
	entries []entry
	items   []*node
	src     *source
	line    int
	col     int
	width   int
}

// entry is a key of a mapping with its value.
type entry struct{ key, value *node }

// get returns the value of a key, nil where it is absent. With duplicate keys it is the first.
func (n *node) get(name string) *node {
	for _, e := range n.entries {
		if e.key.text == name {
			return e.value
		}
	}
	return nil
}

// key returns the node of a key, nil where it is absent.
func (n *node) key(name string) *node {
	for _, e := range n.entries {
		if e.key.text == name {
			return e.key
		}
	}
	return nil
}

func (n *node) pos() diag.Pos { return diag.Pos{File: n.src.file, Line: n.line, Col: n.col} }

// at returns the place of a code point of a scalar's decoded text: line, column, and whether it is exact.
// Block scalars count from their first line, quoted ones step over escapes; text that runs over
// several lines in another style is placed at its beginning.
func (n *node) at(offset int) (line, col int, exact bool) {
	switch n.style {
	case 'p':
		if utf8.RuneCountInString(n.text) <= n.width {
			return n.line, n.col + offset, true
		}
	case '\'', '"':
		if raw, ok := quoted(n.src.rest(n.line, n.col)); ok {
			return n.line, n.col + rawOffset(raw, offset), true
		}
	case '|':
		return n.blockAt(offset)
	}
	return n.line, n.col, false
}

// blockAt places a code point of a literal block scalar.
func (n *node) blockAt(offset int) (line, col int, exact bool) {
	before := string([]rune(n.text)[:min(offset, utf8.RuneCountInString(n.text))])
	down := strings.Count(before, "\n")
	line = n.line + 1 + down
	across := utf8.RuneCountInString(before[strings.LastIndexByte(before, '\n')+1:])
	indent := 0
	for i, first := range strings.Split(n.text, "\n") {
		if strings.TrimSpace(first) == "" {
			continue
		}
		raw := n.src.line(n.line + 1 + i)
		indent = len(raw) - len(strings.TrimLeft(raw, " ")) - (len(first) - len(strings.TrimLeft(first, " ")))
		break
	}
	return line, max(indent, 0) + across + 1, true
}

// quoted returns the quoted scalar that s begins with, quotes included; false where it does not
// end on the line.
func quoted(s string) (string, bool) {
	quote := s[:min(1, len(s))]
	for i := 1; i < len(s); i++ {
		switch {
		case quote == `"` && s[i] == '\\':
			i++
		case s[i] != quote[0]:
		case quote == "'" && i+1 < len(s) && s[i+1] == '\'':
			i++
		default:
			return s[:i+1], true
		}
	}
	return "", false
}

// rawOffset returns how many code points of a quoted scalar stand before the code point number
// offset of its decoded text.
func rawOffset(raw string, offset int) int {
	runes := []rune(raw)
	i := 1
	for ; offset > 0 && i < len(runes)-1; offset-- {
		i += escapeLength(runes[i:], runes[0])
	}
	return i
}

func escapeLength(r []rune, quote rune) int {
	switch {
	case quote == '\'' && r[0] == '\'':
		return 2
	case quote != '"' || r[0] != '\\' || len(r) < 2:
		return 1
	case r[1] == 'x':
		return 4
	case r[1] == 'u':
		return 6
	case r[1] == 'U':
		return 10
	}
	return 2
}
