package label

import (
	"strings"

	"github.com/tamis-data/tamis/internal/text"
)

// brokenMarkup says whether a line holds what is left of tags: an angle bracket that is part of no whole tag, and
// neither compares (n > 2, a <b) nor points (->, =>, <-, Home > News).
func brokenMarkup(said string) bool {
	for at := strings.IndexAny(said, "<>"); at >= 0; {
		end := at + 1
		if t, ok := text.ParseTag(said, at); said[at] == '<' && ok {
			end = t.End
		} else if pieceOfTag(said, at) {
			return true
		}
		next := strings.IndexAny(said[end:], "<>")
		if next < 0 {
			return false
		}
		at = end + next
	}
	return false
}

// pieceOfTag says whether the bracket at a place, of no whole tag, is a piece of one.
func pieceOfTag(said string, at int) bool {
	before, behind := byte(' '), byte(' ')
	if at > 0 {
		before = said[at-1]
	}
	if at+1 < len(said) {
		behind = said[at+1]
	}
	rest := strings.TrimLeft(said[at+1:], " ")
	if said[at] == '<' {
		return behind == '<' || rest == "" || rest[0] == '/' || elementAt(rest) && strings.IndexByte(rest, '>') >= 0
	}
	switch {
	case before == '-' || before == '=' || behind == '=': // an arrow, a comparison
		return false
	case before == '/' || before == '<' || before == '>' || behind == '>' || at == 0 && behind != ' ':
		return true
	}
	if at > 1 && before != ' ' && said[strings.LastIndexByte(said[:at], ' ')+1] == '/' && elementBefore(said[:at]) {
		return true // /td>
	}
	return rest == "" && (before != ' ' || elementBefore(said[:at])) || before != ' ' && behind == '<'
}

// elementAt says whether a name of an element of HTML begins a text.
func elementAt(s string) bool {
	n := 0
	for n < len(s) && (text.Letter(s[n]) || n > 0 && s[n] >= '0' && s[n] <= '9') {
		n++
	}
	return n > 0 && text.ElementNamed(s[:n]) != 0
}

func elementBefore(s string) bool {
	s = strings.TrimRight(s, " ")
	return elementAt(strings.TrimLeft(s[strings.LastIndexByte(s, ' ')+1:], "/"))
}
