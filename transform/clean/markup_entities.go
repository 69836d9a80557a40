package clean

import (
	"html"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// entities decodes the character references of a text, chains of them at once.
func entities(p *page, e *schema.Edits) {
	if p.holdsTags() {
		return
	}
	s, hint, done := p.text, 0, 0
	for at := 0; at < len(s); {
		n := nextEntity(s, at)
		if n < 0 {
			return
		}
		at = n
		if text.InCode(p.code, at, &hint) {
			at = p.code[hint].End
			continue
		}
		means, start, end := decodeChain(s, at)
		if end == 0 {
			at++
			continue
		}
		if start >= done && !p.meansItself(start, end, means) {
			means = p.fit(start, end, means)
			e.Replace(start, end, means, kindEntity)
			done = end
		}
		at = end
	}
}

// nextEntity returns the next place of an & or of the name of an entity that lost it, -1 for none.
func nextEntity(s string, at int) int {
	for i := at; i < len(s); i++ {
		switch {
		case s[i] == '&':
			return i
		case s[i] == ';' && i-at >= 3 && (s[i-3:i] == "amp" || i-at >= 4 && s[i-4:i] == "nbsp"):
			from := i - 3
			if s[i-1] == 'p' && s[i-3] != 'a' {
				from = i - 4
			}
			if (from == 0 || !nameLetter(s[from-1]) && s[from-1] != '&' && s[from-1] != ';' && s[from-1] != '-' && s[from-1] != '_') && from >= at {
				return from
			}
		}
	}
	return -1
}

// decodeChain decodes the reference at a place, and again what came out as long as that is an & that
// begins another one: &amp;amp;lt; is <.
func decodeChain(s string, at int) (means string, start, end int) {
	means, end = reference(s, at)
	for means == "&" && end > 0 && end < len(s) {
		i := end
		for i < len(s) && i-end < 34 && (nameLetter(s[i]) || s[i] == '#') {
			i++
		}
		if i == end || i == len(s) || s[i] != ';' {
			break
		}
		again, n := text.Entity("&"+s[end:i+1], 0)
		if n == 0 {
			break
		}
		means, end = again, i+1
	}
	return means, at, end
}

// reference decodes the reference at a place, also one that was torn apart or lost its & or its
// semicolon, where only a reference can be meant.
func reference(s string, at int) (means string, end int) {
	if s[at] != '&' {
		return lostReference(s, at)
	}
	if means, end = text.Entity(s, at); end > 0 {
		return means, end
	}
	i := at + 1
	for i < len(s) && s[i] == ' ' && i-at < 3 {
		i++
	}
	from := i
	for i < len(s) && (nameLetter(s[i]) || s[i] == '#' && i == from) && i-from < 8 {
		i++
	}
	stop := i
	for i < len(s) && s[i] == ' ' && i-stop < 2 {
		i++
	}
	name := s[from:stop]
	if from == at+1 && (i == len(s) || s[i] != ';') {
		if means, end := openReference(s, at); end > 0 {
			return means, end
		}
	}
	if low := strings.ToLower(name); low != name && basic[low] {
		name = low
	}
	switch {
	case i < len(s) && s[i] == ';' && (basic[name] || strings.HasPrefix(name, "#") && stop-from > 2):
		means, n := text.Entity("&"+name+";", 0)
		if n == 0 {
			return "", 0
		}
		return means, i + 1
	case from == at+1 && basic[name] && endsName(s, stop):
		means, _ = text.Entity("&"+name+";", 0)
		return means, stop
	}
	return "", 0
}

// openReference decodes &#8217 and &eacute that lost their semicolon: a number, or a name of four
// letters or more that HTML knows without one, outside of addresses.
func openReference(s string, at int) (means string, end int) {
	i := at + 1
	number := i < len(s) && s[i] == '#'
	if number {
		i++
	}
	from := i
	for i < len(s) && i-from < 8 && ('0' <= s[i] && s[i] <= '9' || !number && text.Letter(s[i])) {
		i++
	}
	if number && i-from < 2 || !number && i-from < 4 || i < len(s) && (s[i] == '=' || s[i] == '_' || s[i] == '-' || s[i] == ';' || nameLetter(s[i]) && !number) {
		return "", 0
	}
	for k := at - 1; k >= 0 && k > at-200 && s[k] > ' '; k-- {
		if s[k] == '?' || s[k] == '=' || s[k] == '/' {
			return "", 0
		}
	}
	means = html.UnescapeString(s[at:i])
	if strings.IndexByte(means, '&') >= 0 || utf8.RuneCountInString(means) != 1 {
		return "", 0
	}
	return means, i
}

// basic are the references that are known even when broken.
var basic = map[string]bool{"amp": true, "lt": true, "gt": true, "quot": true, "nbsp": true, "apos": true}

// endsName says whether a name that lost its semicolon ends at a place: text follows, no address.
func endsName(s string, at int) bool {
	return at == len(s) || s[at] == ' ' || s[at] == '\n' || s[at] == '&' || s[at] == '<' || s[at] == ','
}

// lostReference decodes `nbsp;` and ` amp; `.
func lostReference(s string, at int) (means string, end int) {
	switch {
	case strings.HasPrefix(s[at:], "nbsp;"):
		return "\u00A0", at + len("nbsp;")
	case strings.HasPrefix(s[at:], "amp; ") && at > 0 && s[at-1] == ' ':
		return "&", at + len("amp;")
	}
	return "", 0
}

// meansItself says whether an entity is spoken about: alone between quotes, or alone in a line that
// speaks of markup.
func (p *page) meansItself(start, end int, means string) bool {
	s := p.text
	if quoted(s, start, end) && means != "\u00A0" {
		return true
	}
	before := start == 0 || strings.IndexByte(" \n\t(,\"'", s[start-1]) >= 0
	behind := end == len(s) || strings.IndexByte(" \n\t),.\"';:", s[end]) >= 0
	if !before || !behind {
		return false
	}
	words, more := beside(s, start, end, 200, 200)
	return speaksOfMarkup(words) || speaksOfMarkup(more)
}

// fit returns what is put in place of an entity: a blank for no-break spaces, and none where one is
// there already, nothing for controls.
func (p *page) fit(start, end int, means string) string {
	s := p.text
	switch {
	case means == "\u00A0":
		if start == 0 || end == len(s) || strings.IndexByte(" \n\t", s[start-1]) >= 0 || strings.IndexByte(" \n\t", s[end]) >= 0 ||
			strings.HasPrefix(s[end:], "&nbsp") || strings.HasPrefix(s[end:], "&amp;nbsp") || strings.HasPrefix(s[end:], "nbsp;") {
			return ""
		}
		return " "
	case means == "\r":
		if end < len(s) && (s[end] == '\n' || strings.HasPrefix(s[end:], "&#10;") || strings.HasPrefix(s[end:], "&#xA;")) {
			return ""
		}
		return "\n"
	case len(means) == 1 && means[0] < ' ' && means[0] != '\n' && means[0] != '\t':
		return ""
	}
	return means
}
