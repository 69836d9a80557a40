package clean

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// readRows learns the lines of a text and what is code, and its tags only where they may be cells.
func (p *page) readRows(s string) {
	if mayCells(s) {
		p.read(s)
		return
	}
	if p.ready && p.text == s {
		return
	}
	p.text, p.ready = s, true
	p.lines, p.code, p.tags, p.junk = p.lines[:0], p.code[:0], p.tags[:0], p.junk[:0]
	p.markdown, p.witness, p.sure, p.lone = false, 0, 0, 0
	if p.left = text.CountLines(s) > maxPieces || strings.Count(s, "`") > maxPieces; p.left {
		return
	}
	p.code = text.AppendCode(p.code, s)
	p.lines = appendLines(p.lines, s, p.code)
	p.left = program(s, p.lines)
}

// mayCells says, fast, whether a text may hold tags of tables, whole or broken: td, th, tr, table and
// their kin behind < or / or before >.
func mayCells(s string) bool {
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '<')
		if n < 0 {
			break
		}
		at += n + 1
		for at < len(s) && (s[at] == ' ' || s[at] == '/' || s[at] == '<') {
			at++
		}
		if cellName(s[at:]) {
			return true
		}
	}
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '>')
		if n < 0 {
			break
		}
		at += n
		if cellBefore(s[:at]) {
			return true
		}
		at++
	}
	for at := 0; ; {
		n := strings.IndexByte(s[at:], '/')
		if n < 0 {
			return false
		}
		if at += n + 1; cellName(s[at:]) {
			return true
		}
	}
}

// cellName says whether the name of an element of tables begins a text, its letters apart or not.
func cellName(s string) bool {
	if len(s) < 2 || s[0]|0x20 != 't' {
		return false
	}
	s = strings.TrimLeft(s[1:min(len(s), 8)], " ")
	if s == "" {
		return false
	}
	switch s[0] | 0x20 {
	case 'd', 'h', 'r', 'b', 'f':
		return true
	}
	return len(s) > 3 && strings.EqualFold(s[:4], "able")
}

// cellBefore says whether a text ends in the name of an element of tables, with blanks, slashes and
// dashes behind it.
func cellBefore(s string) bool {
	s = s[max(0, len(s)-16):]
	for s != "" && (s[len(s)-1] == ' ' || s[len(s)-1] == '/' || s[len(s)-1] == '-' || s[len(s)-1] == '>' || s[len(s)-1] >= 0x80) {
		s = s[:len(s)-1]
	}
	n := len(s)
	if n < 2 {
		return false
	}
	switch s[n-1] | 0x20 {
	case 'd', 'h', 'r':
		before := strings.TrimRight(s[:n-1], " ")
		if before != "" && before[len(before)-1]|0x20 == 't' {
			return true
		}
	}
	for _, name := range [...]string{"able", "body", "head", "foot", "h", "tion"} {
		if n > len(name) && strings.EqualFold(s[n-len(name):], name) && (s[n-len(name)-1]|0x20 == 't' || s[n-len(name)-1] == '/' || name == "tion") {
			return true
		}
	}
	return false
}
