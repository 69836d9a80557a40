package clean

import (
	"strings"
	"unicode/utf8"
)

// A rule is a line of a table without words: |---|---|, +----+, ├──┼──┤, ==== ====, or a line of dashes.
type tableRule struct {
	segments int  // runs of dashes
	longest  int  // dashes of the longest run
	crosses  int  // pipes, plus signs, corners
	drawn    bool // plus signs or box drawing: a program drew it
	box      bool // box drawing
	double   bool // dashes are equal signs
	gaps     bool // blanks stand between its ends
	colons   bool
}

// What a character is to a rule.
const (
	ruleNone = iota
	ruleDash
	ruleCross
	ruleBlank
	ruleColon
)

// ruleRune says what a character is to a rule.
func ruleRune(r rune) int {
	switch {
	case r == '-' || r == '=' || r == '~' || r == '–' || r == '—' || r == '―' || r == '−' || r == '‐' || r == '‑':
		return ruleDash
	case r == '|' || r == '+' || r == '¦' || r == '｜':
		return ruleCross
	case r == ' ' || r == '\t' || r == '\r' || r == '\u00A0' || r == '\u200B' || r == '\u3000':
		return ruleBlank
	case r == ':':
		return ruleColon
	case r >= 0x2500 && r < 0x2580:
		if horizontal(r) {
			return ruleDash
		}
		return ruleCross
	}
	return ruleNone
}

// corner says whether a character stands at the corners of tables that are drawn with what a typewriter has.
func corner(r rune) bool { return r == '*' || r == '.' || r == '\'' || r == ',' || r == '`' }

// horizontal says whether a character of the box drawing block is a plain horizontal line.
func horizontal(r rune) bool {
	switch r {
	case '─', '━', '┄', '┅', '┈', '┉', '╌', '╍', '═', '╼', '╾', '╴', '╶', '╸', '╺':
		return true
	}
	return false
}

// readRule reads a line that holds nothing but lines of a table; false for any other.
func readRule(l string) (t tableRule, ok bool) {
	run, blank := 0, false
	blanks := strings.IndexByte(l, '|') >= 0 && strings.Contains(l, "__")
	cornered := strings.Contains(l, "--") && corner(rune(trimWhite(l)[0]))
	for i := 0; i < len(l); {
		r, n := rune(l[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(l[i:])
		}
		i += n
		if r == '\\' && i < len(l) && (l[i] == '|' || l[i] == '-' || l[i] == '=') {
			continue
		}
		what := ruleRune(r)
		if cornered && corner(r) {
			what = ruleCross
		}
		if r == '_' && blanks {
			what = ruleDash // a form to fill in
		}
		if what == ruleNone {
			return t, false
		}
		if what != ruleBlank && blank && t.segments+t.crosses > 0 {
			t.gaps = true
		}
		blank = what == ruleBlank
		if what == ruleDash {
			if run++; run == 1 {
				t.segments++
			}
			t.longest = max(t.longest, run)
			t.double = t.double || r == '=' || r == '═'
		} else {
			run = 0
		}
		if what == ruleCross {
			t.crosses++
		}
		t.colons = t.colons || what == ruleColon
		t.drawn = t.drawn || r == '+' || cornered || r >= 0x2500 && r < 0x2580
		t.box = t.box || r >= 0x2500 && r < 0x2580
	}
	return t, t.segments+t.crosses > 0
}

// bar says whether the rule is a line of dashes alone.
func (t *tableRule) bar() bool {
	return t.segments == 1 && t.crosses == 0 && t.longest > 3 && !t.colons && !t.gaps
}

// underlines says whether the rule may part a header from its rows: it has dashes and pipes.
func (t *tableRule) underlines() bool { return t.segments > 0 && t.crosses > 0 }

// What parts the cells of a line.
const (
	sepNone    = iota
	sepPipe    // |
	sepBox     // │ ┃ ║ and their broken kin
	sepWide    // ｜
	sepBroken  // ¦
	sepDouble  // ||, as wikis write it
	sepEscaped // \|, as programs that write Markdown escape what was a table
	sepCaret   // ^ a ^ b ^, a header of DokuWiki
)

// separator returns what parts the cells of a line, sepNone for none. Box drawing comes first: a pipe
// between its lines is a word.
func separator(l string) (sep uint8) {
	for i := 0; i < len(l); i++ {
		if !partsCells[l[i]] {
			continue
		}
		switch l[i] {
		case '|':
			switch escaped := i > 0 && l[i-1] == '\\'; {
			case escaped && sep == sepNone:
				sep = sepEscaped
			case !escaped && (sep == sepNone || sep == sepEscaped):
				sep = sepPipe
			}
		case 0xE2:
			if _, ok := sepAt(l, i, sepBox); ok {
				return sepBox
			}
		case 0xEF:
			if _, ok := sepAt(l, i, sepWide); ok && sep == sepNone {
				sep = sepWide
			}
		case 0xC2:
			if _, ok := sepAt(l, i, sepBroken); ok && sep == sepNone {
				sep = sepBroken
			}
		}
	}
	return sep
}

// partsCells marks the bytes that a separator begins with.
var partsCells = byteSet("|\xE2\xEF\xC2")

// sepAt says whether a separator stands at a place, and how long it is.
func sepAt(l string, i int, sep uint8) (n int, ok bool) {
	switch sep {
	case sepPipe:
		return 1, l[i] == '|'
	case sepEscaped:
		return 2, l[i] == '\\' && i+1 < len(l) && l[i+1] == '|'
	case sepCaret:
		return 1, l[i] == '^' || l[i] == '|'
	case sepDouble:
		return 2, l[i] == '|' && i+1 < len(l) && l[i+1] == '|'
	case sepBroken:
		return 2, l[i] == 0xC2 && i+1 < len(l) && l[i+1] == 0xA6
	case sepWide:
		return 3, strings.HasPrefix(l[i:], "｜")
	case sepBox:
		if l[i] != 0xE2 || i+2 >= len(l) || l[i+1] != 0x94 && l[i+1] != 0x95 {
			return 0, false
		}
		r, _ := utf8.DecodeRuneInString(l[i:])
		switch r {
		case '│', '┃', '┆', '┇', '┊', '┋', '║', '╎', '╏':
			return 3, true
		}
	}
	return 0, false
}

// pipeLine says whether a line of this length may be a row.
func pipeLine(l string) bool { return len(l) <= maxRow && separator(l) != sepNone }

// cellSeparator returns what parts the cells of a trimmed line; lines of wikis begin and end with their
// own marks.
func cellSeparator(l string) uint8 {
	n := len(l)
	switch {
	case n > 6 && strings.HasPrefix(l, "||") && strings.HasSuffix(l, "||") && strings.Contains(l[2:n-2], "||") && strings.Trim(l, "| \t") != "":
		return sepDouble
	case n > 4 && l[0] == '^' && (l[n-1] == '^' || l[n-1] == '|') && strings.Contains(l[1:n-1], "^"):
		return sepCaret
	}
	return separator(l)
}

// appendCells appends the cells of a line, and says whether separators stand at its ends.
func appendCells(cells []string, l string, sep uint8) (out []string, first, last bool) {
	l = trimWhite(l)
	if l == "" {
		return cells, false, false
	}
	n := len(cells)
	if size, ok := sepAt(l, 0, sep); ok {
		first, l = true, l[size:]
	}
	from := 0
	for i := 0; i < len(l); {
		size, ok := sepAt(l, i, sep)
		switch {
		case ok:
			cells = append(cells, trimWhite(l[from:i]))
			i += size
			from = i
		case l[i] == '\\' && sep == sepPipe:
			i += 2
		default:
			i++
		}
	}
	rest := trimWhite(l[min(from, len(l)):])
	if last = rest == "" && len(cells) > n; !last {
		cells = append(cells, rest)
	}
	return cells, first, last
}
