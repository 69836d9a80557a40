package clean

import "strings"

// mayTable says, fast, whether a text may hold a table.
func mayTable(s string) bool {
	return mayDrawn(s) || strings.IndexByte(s, '\t') >= 0 || mayColumns(s) || mayCells(s) || mayLines(s)
}

// mayDrawn says whether a text may hold pipes or what stands for them.
func mayDrawn(s string) bool {
	return strings.IndexByte(s, '|') >= 0 || followed(s, 0xE2, 0x94, 0x95) || followed(s, '+', '-', '=') || followed(s, 0xC2, 0xA6, 0xA6) ||
		strings.IndexByte(s, 0xEF) >= 0 && strings.Contains(s, "｜")
}

// followed says whether one of two bytes stands behind another one.
func followed(s string, b, one, two byte) bool {
	for at := 0; ; {
		n := strings.IndexByte(s[at:], b)
		if n < 0 {
			return false
		}
		at += n + 1
		if at < len(s) && (s[at] == one || s[at] == two) {
			return true
		}
	}
}

// wideBlank is the blank of East Asian text, as wide as its characters.
const wideBlank = "\u3000"

// mayColumns says whether two blanks stand inside a line.
func mayColumns(s string) bool {
	if followed(s, 0xE3, 0x80, 0x80) && strings.Contains(s, wideBlank) {
		return true
	}
	for at := 0; ; {
		i := strings.Index(s[at:], "  ")
		if i < 0 {
			return false
		}
		at += i
		from := at
		for at < len(s) && s[at] == ' ' {
			at++
		}
		if from > 0 && s[from-1] != '\n' && at < len(s) && s[at] != '\n' && s[at] != '\r' {
			return true
		}
	}
}

// mayLines says whether a line begins as what is left of a table does, whether two lines in a row hold a
// separator as data do, or short lines in a row two numbers alone: a table may stand a cell a line.
func mayLines(s string) bool {
	numbers, run, fields := 0, 0, 0
	for at := 0; at < len(s); {
		end := lineEnd(s, at)
		n := end - at
		if n == 0 {
			at++
			continue
		}
		first, last := s[at], s[end-1]
		if last == '\r' && n > 1 {
			last = s[end-2]
		}
		switch {
		case n > longestCell+8:
			numbers, run = 0, 0
		default:
			if run++; !letterly(first) || first >= 0x80 {
				if digitAhead(s[at:end]) {
					numbers++
				}
			}
			if numbers > 1 && run > 5 {
				return true
			}
		}
		if n > 1 && (remainFirst[first] && mayRemain(s[at:end]) || last == '\\') {
			return true
		}
		if last == '.' || last == '?' || last == '!' || !fieldsIn(s[at:end]) {
			fields = 0
		} else if fields++; fields > 1 {
			return true
		}
		at = end + 1
	}
	return false
}

// fieldsIn says whether the first semicolon or comma of a line stands as in data: with no blank behind it, or
// beside a number. Prose has none of them at the ends of its lines.
func fieldsIn(l string) bool { return fieldAt(l, ';') || fieldAt(l, ',') }

func fieldAt(l string, sep byte) bool {
	n := strings.IndexByte(l, sep)
	if n < 0 || n+2 >= len(l) {
		return false
	}
	return l[n+1] != ' ' || digit(l[n+2]) || n > 0 && (digit(l[n-1]) || l[n-1] == '"')
}

// remainFirst holds the bytes that a line of remains begins with.
var remainFirst = makeRemainFirst()

func makeRemainFirst() (t [256]bool) {
	for _, b := range []byte(" tT[/!&^\"-=~;,\\cravwbs") {
		t[b] = true
	}
	return t
}

// mayRemain says whether a line begins as what is left of a table does: a rule, empty fields, tags
// without their brackets, a row of LaTeX.
func mayRemain(l string) bool {
	for len(l) > 1 && l[0] == ' ' {
		l = l[1:]
	}
	if len(l) < 2 {
		return false
	}
	switch l[0] {
	case 't', 'T':
		return cellName(l) && (len(l) == 2 || !letterly(l[2]) || len(l) > 4 && l[1]|0x20 != 'h' && l[1]|0x20 != 'r')
	case '[', '/':
		return l[1]|0x20 == 't' || l[1] == '/'
	case '!', '&', '\\':
		return true
	case '^', '"':
		return l[1] == ' ' || l[1] == '"'
	case ';', ',':
		return l[1] == ' ' || l[1] == l[0]
	case '-', '=', '~':
		return l[1] == l[0]
	case 'c', 'r', 'a', 'v', 'w', 'b', 's':
		n := strings.IndexByte(l[:min(len(l), 12)], '=')
		return n > 0 && tableAttribute(l[:n])
	}
	return false
}

// digitAhead says whether a line begins like a number: a digit, perhaps behind a sign, or a character
// beyond ASCII.
func digitAhead(l string) bool {
	for i := 0; i < min(len(l), 6); i++ {
		if digit(l[i]) || l[i] >= 0x80 {
			return true
		}
	}
	return false
}
