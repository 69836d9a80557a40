package clean

import (
	"strconv"
	"strings"
	"unicode/utf16"
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

// nextEntity returns the next place of an & or of the name of an entity that lost it, -1 for none. Stretches
// without any sign of one are passed by at the speed of memory.
func nextEntity(s string, at int) int {
	const stretch = 256
	for at < len(s) {
		part := s[at:min(len(s), at+stretch)]
		n := strings.IndexByte(part, '&')
		if n < 0 {
			n = len(part)
		}
		if strings.IndexByte(part[:n], ';') >= 0 || strings.IndexByte(part[:n], '#') >= 0 || strings.IndexByte(part[:n], 0xEF) >= 0 {
			if i := lostEntity(s, at, at+n); i >= 0 {
				return i
			}
		}
		if at += n; n < len(part) {
			return at
		}
	}
	return -1
}

// lostEntity returns the first place in [at,end) of an entity that lost its &, -1 for none.
func lostEntity(s string, from, end int) int {
	for i := from; i < end; i++ {
		switch s[i] {
		case '#':
			if i > 0 && i+3 < len(s) && digit(s[i+1]) && digit(s[i+2]) && nameLetter(s[i-1]) && !digit(s[i-1]) && lostNumber(s, i) {
				return i
			}
		case 0xEF:
			if strings.HasPrefix(s[i:], "＆") || strings.HasPrefix(s[i:], "﹠") {
				return i
			}
		case 'a', 'n':
			if (strings.HasPrefix(s[i:], "amp;") || strings.HasPrefix(s[i:], "nbsp;")) && (i == 0 || !nameLetter(s[i-1]) && strings.IndexByte("&;-_", s[i-1]) < 0) {
				return i
			}
		}
	}
	return -1
}

// lostNumber says whether a number that lost its & stands within a word: `don#8217;t`.
func lostNumber(s string, at int) bool {
	n := at + 1
	for n < len(s) && n-at < 6 && digit(s[n]) {
		n++
	}
	return n+1 < len(s) && s[n] == ';' && nameLetter(s[n+1]) && !digit(s[n+1])
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

// reference decodes the reference at a place, also one that was torn apart, written in capitals, or lost
// its & or its semicolon, where only a reference can be meant.
func reference(s string, at int) (means string, end int) {
	if s[at] != '&' {
		return lostReference(s, at)
	}
	if means, end = text.Entity(s, at); end > 0 {
		return pairOfHalves(s, at, means, end)
	}
	i := skipBlanks(s, at+1, min(len(s), at+3))
	number := i < len(s) && s[i] == '#'
	if number {
		i = skipBlanks(s, i+1, min(len(s), i+2))
	}
	from := i
	for i < len(s) && i-from < 10 && nameLetter(s[i]) {
		i++
	}
	name, stop := s[from:i], i
	if name == "" {
		return "", 0
	}
	if i = skipBlanks(s, i, min(len(s), i+2)); i < len(s) && s[i] == ';' {
		return tornReference(name, number, i+1)
	}
	if from-at == 1 || number && from-at == 2 {
		return openReference(s, at, from, stop, number)
	}
	return "", 0
}

// tornReference decodes a name or number with blanks around it, or in capitals.
func tornReference(name string, number bool, end int) (means string, stop int) {
	low := strings.ToLower(name)
	switch {
	case number:
		if name[0]|0x20 == 'x' && len(name) < 3 || strings.Trim(name[1:], "0123456789abcdefABCDEF") != "" {
			return "", 0
		}
		means, stop = text.Entity("&#"+name+";", 0)
	case basic[low]:
		means, stop = text.Entity("&"+low+";", 0)
	case text.Accented(low) || text.Printed(low):
		if means, stop = text.Entity("&"+name+";", 0); stop == 0 {
			means, stop = text.Entity("&"+low+";", 0)
			means = strings.ToUpper(means)
		}
	}
	if stop == 0 {
		return "", 0
	}
	return means, end
}

// pairOfHalves joins two references that are the halves of one character of UTF-16: &#55357;&#56832;.
func pairOfHalves(s string, at int, means string, end int) (string, int) {
	if means != "\uFFFD" {
		return means, end
	}
	high := halfAt(s, at, end)
	if high < 0xD800 || high >= 0xDC00 || end >= len(s) || s[end] != '&' {
		return means, end
	}
	if _, stop := text.Entity(s, end); stop > 0 {
		if r := utf16.DecodeRune(high, halfAt(s, end, stop)); r != utf8.RuneError {
			return string(r), stop
		}
	}
	return means, end
}

// halfAt returns the number of a reference.
func halfAt(s string, at, end int) rune {
	digits, base := strings.TrimLeft(s[at+1:end-1], "#"), 10
	if digits != "" && digits[0]|0x20 == 'x' {
		digits, base = digits[1:], 16
	}
	n, err := strconv.ParseInt(digits, base, 32)
	if err != nil {
		return 0
	}
	return rune(n)
}

// openReference decodes &#8217 and &eacute that lost their semicolon, outside of addresses: a number, a
// name that the text goes on behind as no word can, or the name of a letter with an accent or of a printer's
// sign right before the rest of its word.
func openReference(s string, at, from, stop int, number bool) (means string, end int) {
	if stop < len(s) && strings.IndexByte("=_-;(", s[stop]) >= 0 || inAddress(s, at) {
		return "", 0
	}
	if number {
		stop = from
		for stop < len(s) && stop-from < 7 && digit(s[stop]) {
			stop++
		}
		if stop-from < 2 {
			return "", 0
		}
		means, _ = text.Entity(s[at:stop]+";", 0)
		return whole(means, stop)
	}
	name := s[from:stop]
	if low := strings.ToLower(name); basic[low] && endsName(s, stop) {
		means, _ = text.Entity("&"+low+";", 0)
		return means, stop
	}
	for k := len(name); k >= 4; k-- {
		if !text.Accented(name[:k]) && !text.Printed(name[:k]) && !(k == len(name) && endsName(s, stop) && openNames[name]) {
			continue
		}
		means, _ = text.Entity("&"+name[:k]+";", 0)
		return whole(means, from+k)
	}
	return "", 0
}

// whole returns what a reference means if it is one character.
func whole(means string, end int) (string, int) {
	if utf8.RuneCountInString(means) != 1 || means == "\uFFFD" {
		return "", 0
	}
	return means, end
}

// openNames are names that HTML knows without a semicolon, beside those of letters.
var openNames = wordSet("copy cent sect para pound curren brvbar iexcl iquest plusmn micro middot times divide ordf ordm macr acute cedil frac12 frac14 frac34 sup1 sup2 sup3 euro trade")

// basic are the references that are known even when broken.
var basic = map[string]bool{"amp": true, "lt": true, "gt": true, "quot": true, "nbsp": true, "apos": true}

// endsName says whether a name that lost its semicolon ends at a place: text follows, no address.
func endsName(s string, at int) bool {
	return at == len(s) || s[at] >= utf8.RuneSelf || strings.IndexByte(" \n\t&<>,.:!?)\"'", s[at]) >= 0
}

// lostReference decodes `nbsp;` and ` amp; `.
func lostReference(s string, at int) (means string, end int) {
	switch {
	case strings.HasPrefix(s[at:], "nbsp;"):
		return "\u00A0", at + len("nbsp;")
	case s[at] == '#':
		n := at + 1
		for n < len(s) && n-at < 6 && digit(s[n]) {
			n++
		}
		means, end = text.Entity("&"+s[at:n]+";", 0)
		return whole(means, end+at-1)
	case strings.HasPrefix(s[at:], "＆"), strings.HasPrefix(s[at:], "﹠"):
		return wideReference(s, at)
	case strings.HasPrefix(s[at:], "amp; ") && at > 0 && s[at-1] == ' ':
		return "&", at + len("amp;")
	}
	return "", 0
}

// wideReference decodes a reference that begins with a wide ampersand, and may end with a wide semicolon.
func wideReference(s string, at int) (means string, end int) {
	from := at + len("＆")
	stop := from
	for stop < len(s) && stop-from < 12 && (nameLetter(s[stop]) || s[stop] == '#') {
		stop++
	}
	means, n := text.Entity("&"+s[from:stop]+";", 0)
	switch {
	case n == 0:
	case strings.HasPrefix(s[stop:], ";"):
		return means, stop + 1
	case strings.HasPrefix(s[stop:], "；"):
		return means, stop + len("；")
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
	if !p.maySpeak() {
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
