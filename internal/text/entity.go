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
