package export

import (
	"fmt"
	"strings"
	"unicode"
)

// yamlText returns s as a double-quoted YAML scalar on one line. Whatever YAML might not take raw
// (controls, line and paragraph separators, noncharacters, a byte order mark) is escaped.
func yamlText(s string) string {
	var b strings.Builder
	b.WriteByte('"')
	for _, r := range s {
		switch {
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case r == ' ' || unicode.IsPrint(r):
			b.WriteRune(r)
		case r <= 0xff:
			fmt.Fprintf(&b, `\x%02x`, r)
		case r <= 0xffff:
			fmt.Fprintf(&b, `\u%04x`, r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	b.WriteByte('"')
	return b.String()
}

// oneLine puts a space in place of every run of white space and control characters, and takes
// characters without a picture away: bidi overrides turn a card's text round.
func oneLine(s string) string {
	s = strings.Map(func(r rune) rune {
		switch {
		case unicode.IsSpace(r) || unicode.IsControl(r):
			return ' '
		case unicode.Is(unicode.Cf, r):
			return -1
		}
		return r
	}, s)
	return strings.Join(strings.Fields(s), " ")
}

// mdLine returns s as one line of Markdown that shows as s and does nothing.
func mdLine(s string) string {
	var b strings.Builder
	for i, r := range oneLine(s) {
		if strings.ContainsRune("\\`*_{}[]<>#|~&!$", r) || i == 0 && strings.ContainsRune("-+=:>", r) || opensList(s, i, r) {
			b.WriteByte('\\')
		}
		b.WriteRune(r)
	}
	return b.String()
}

// opensList says whether r is the point or bracket of a list's number at the beginning of a line.
func opensList(line string, i int, r rune) bool {
	return i > 0 && i < 10 && (r == '.' || r == ')') && strings.Trim(oneLine(line)[:i], "0123456789") == ""
}

// mdBlock returns s as paragraphs of Markdown: a blank line between them stays, other line ends do
// not matter.
func mdBlock(s string) string {
	var out []string
	s = strings.ReplaceAll(strings.ReplaceAll(s, "\r\n", "\n"), "\r", "\n")
	for _, p := range strings.Split(s, "\n\n") {
		if line := mdLine(p); line != "" {
			out = append(out, line)
		}
	}
	return strings.Join(out, "\n\n")
}

// mdCode returns s as a code span, fenced by more backticks than it holds.
func mdCode(s string) string {
	s = oneLine(s)
	if s == "" {
		return ""
	}
	fence := "`"
	for strings.Contains(s, fence) {
		fence += "`"
	}
	if strings.HasPrefix(s, "`") || strings.HasSuffix(s, "`") {
		s = " " + s + " "
	}
	return fence + s + fence
}

// mdCell makes Markdown fit a table's cell: a bar would end it, in code spans too.
func mdCell(s string) string {
	var b strings.Builder
	escaped := false
	for _, r := range s {
		if r == '|' && !escaped {
			b.WriteByte('\\')
		}
		escaped = r == '\\' && !escaped
		b.WriteRune(r)
	}
	return b.String()
}
