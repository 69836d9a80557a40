package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// Limits of RFC 5321, in bytes; a local part of other scripts may be longer in UTF-8.
const (
	maxLocal = 64
	maxLabel = 63
)

var (
	localBytes = scan.Bytes("0-9A-Za-z._+-")
	labelBytes = scan.Bytes("0-9A-Za-z-")
)

// joins says whether r is a letter of a script with spaces between words, where two letters in a row
// belong to one word.
func joins(r rune) bool {
	if r < utf8.RuneSelf {
		return r >= 'a' && r <= 'z' || r >= 'A' && r <= 'Z'
	}
	return r != utf8.RuneError && (unicode.IsLetter(r) || unicode.IsMark(r)) && !spaceless(r)
}

// mail looks for an address around an at sign that stands in [from, to).
func (p *piiScan) mail(from, to int) int {
	start := localStart(p.s, from)
	if start == from {
		return p.spaced(from, to)
	}
	end := domainEnd(p.s, to)
	if end < 0 && brokenLine(p.s, to) > 0 {
		end = domainEnd(p.s, to+brokenLine(p.s, to))
	}
	if end < 0 || inUserinfo(p.s, start) || p.s[start:from] == "git" && (at(p.s, end) == ':' || at(p.s, end) == '/') {
		return to
	}
	return p.add(start, end, piiEmail)
}

// inUserinfo says whether what starts at a place is the end of a password in a URL.
func inUserinfo(s string, start int) bool {
	if at(s, start-1) != ':' && at(s, start-1) != '-' && at(s, start-1) != '+' {
		return false
	}
	window := s[max(0, start-maxUserinfo):start]
	scheme := strings.LastIndex(window, "://")
	return scheme >= 0 && strings.IndexAny(window[scheme+len("://"):], " \t\n/\"<>") < 0
}

// brokenLine returns the length of a line end at a place, 0 for none: an address that did not fit is
// broken behind its at sign.
func brokenLine(s string, i int) int {
	switch {
	case at(s, i) == '\n':
		return 1
	case at(s, i) == '\r' && at(s, i+1) == '\n':
		return 2
	}
	return 0
}

// localStart returns where the part of an address before `end` starts, end where there is none.
func localStart(s string, end int) int {
	start := end
	ascii := end > 0 && s[end-1] < utf8.RuneSelf
	for start > 0 && end-start <= 2*maxLocal {
		b := s[start-1]
		if localBytes[b] || b == '\'' && alnumBytes[at(s, start)] && start > 1 && alnumBytes[s[start-2]] {
			start--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if b < utf8.RuneSelf || !joins(r) && (ascii || !spaceless(r)) || ascii && !unicode.Is(unicode.Latin, r) {
			break
		}
		start -= n
	}
	if cut := strings.LastIndex(s[start:end], ".."); cut >= 0 {
		start += cut + 2
	}
	for start < end && (s[start] == '.' || s[start] == '-' || s[start] == '+' || s[start] == '\'') {
		start++
	}
	if utf8.RuneCountInString(s[start:end]) > maxLocal || start < end && s[end-1] == '.' {
		return end
	}
	return start
}

// domainEnd returns where the domain that starts at a place ends, -1 where there is none of at least
// two labels with a top-level domain that exists.
func domainEnd(s string, i int) int {
	if hasFold(s, i+1, "x.") && digitBytes[at(s, i)] {
		return -1 // icon@2x.png
	}
	good, before := -1, -1
	for labels := 1; labels < 10; labels++ {
		end := labelEnd(s, i)
		if end == i || end-i > maxLabel*4 {
			break
		}
		if labels > 1 {
			if top := topEnd(s, i, end); top > 0 && !(i-1 == good && before > 0 && newSentence(s[i:top])) {
				before, good = i, top
			}
		}
		if at(s, end) != '.' || at(s, end+1) == '.' {
			break
		}
		i = end + 1
	}
	return good
}

// newSentence says whether a label is written like the first word of a sentence that stands glued
// to an address ("…@example.org.It").
func newSentence(label string) bool {
	return label[0] >= 'A' && label[0] <= 'Z' && strings.ToLower(label[1:]) == label[1:]
}

// labelEnd returns where the label at a place ends.
func labelEnd(s string, i int) int {
	for i < len(s) {
		if labelBytes[s[i]] {
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if s[i] < utf8.RuneSelf || !unicode.IsLetter(r) && !unicode.IsMark(r) {
			break
		}
		i += n
	}
	return i
}

// topEnd returns where the top-level domain that [i, end) begins with ends, 0 for none: all of the
// label, or its ASCII part where another script follows without a space.
func topEnd(s string, i, end int) int {
	if scan.TopLevel(s[i:end]) {
		return end
	}
	ascii := labelBytes.End(s, i)
	if ascii < end && scan.TopLevel(s[i:ascii]) {
		if r, _ := utf8.DecodeRuneInString(s[ascii:]); spaceless(r) {
			return ascii
		}
	}
	return 0
}
