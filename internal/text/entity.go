package text

import (
	"html"
	"strings"
)

// maxEntity is the length of the longest name of an entity.
const maxEntity = 32

// Entity reads the character reference that begins at a place, where an & stands: what it stands
// for and where it ends. End is 0 where there is none. The semicolon must be there.
func Entity(s string, at int) (means string, end int) {
	i := at + 1
	if i < len(s) && s[i] == '#' {
		return numeric(s, at)
	}
	for i < len(s) && i-at <= maxEntity && (Letter(s[i]) || '0' <= s[i] && s[i] <= '9') {
		i++
	}
	if i-at < 3 || i == len(s) || s[i] != ';' {
		return "", 0
	}
	means = html.UnescapeString(s[at : i+1])
	if means[0] == '&' && (len(means) > 1 || i-at != len("&amp") && s[at+1:i] != "AMP") || len(means) > 1 && strings.HasSuffix(means, ";") {
		return "", 0 // no such name, or a longer one than there is
	}
	return means, i + 1
}

// numeric reads &#8217; and &#x2019;.
func numeric(s string, at int) (means string, end int) {
	i := at + 2
	hex := i < len(s) && s[i]|0x20 == 'x'
	if hex {
		i++
	}
	from := i
	for i < len(s) && i-from < 8 && ('0' <= s[i] && s[i] <= '9' || hex && 'a' <= s[i]|0x20 && s[i]|0x20 <= 'f') {
		i++
	}
	if i == from || i == len(s) || s[i] != ';' {
		return "", 0
	}
	return html.UnescapeString(s[at : i+1]), i + 1
}

// Accented says whether a name is that of a letter with a mark, or of a joined letter: eacute, szlig.
func Accented(name string) bool {
	if len(name) < 4 || len(name) > 7 || !Letter(name[0]) {
		return false
	}
	for _, mark := range marks {
		if name[1:] == mark && vowels[name[0]|0x20]&(1<<markIndex(mark)) != 0 {
			return true
		}
	}
	return joined[name]
}

// marks are the names of marks; vowels says which letters carry them.
var marks = [...]string{"acute", "grave", "circ", "uml", "tilde", "ring", "cedil", "slash", "caron"}

var vowels = [256]uint16{'a': 0b111111, 'e': 0b1111, 'i': 0b1111, 'o': 0b10011111, 'u': 0b1111, 'y': 0b1001, 'n': 0b10000, 'c': 0b101000000, 's': 0b100000000, 'z': 0b100000000}

func markIndex(mark string) int {
	for i, m := range marks {
		if m == mark {
			return i
		}
	}
	return len(marks)
}

var joined = map[string]bool{"szlig": true, "aelig": true, "AElig": true, "oelig": true, "OElig": true, "thorn": true, "THORN": true}

// Printed says whether a name is that of a sign that typesetters put into words: nbsp, rsquo, mdash.
func Printed(name string) bool { return printed[name] }

var printed = map[string]bool{"nbsp": true, "quot": true, "rsquo": true, "lsquo": true, "ldquo": true, "rdquo": true, "bdquo": true, "sbquo": true,
	"laquo": true, "raquo": true, "ndash": true, "mdash": true, "hellip": true, "bull": true, "middot": true}
