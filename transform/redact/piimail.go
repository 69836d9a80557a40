package redact

import (
	"net/netip"
	"slices"
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
	if at(p.s, from-1) == '\\' {
		from-- // LaTeX's and Perl's
	}
	start := localStart(p.s, from)
	if start == from {
		start = quotedLocal(p.s, from)
	}
	if start == from {
		return p.spaced(from, to)
	}
	end := p.mailHost(to)
	if end < 0 && p.reversed(start, to) > 0 {
		return p.add(start, p.reversed(start, to), piiEmail)
	}
	if end < 0 || inUserinfo(p.s, start) || strings.HasSuffix(p.s[:start], "://") && alnumBytes[at(p.s, start-4)] || p.s[start:from] == "git" && (at(p.s, end) == ':' || at(p.s, end) == '/') {
		return to
	}
	return p.add(start, end, piiEmail)
}

// mailHost returns where the host behind an at sign ends, however it is written; -1 for none.
func (p *piiScan) mailHost(to int) int {
	if at(p.s, to) == '[' {
		return literalHost(p.s, to)
	}
	i := to + brokenLine(p.s, to)
	if i == to && at(p.s, to) == ' ' {
		i++
	}
	end := domainEnd(p.s, i)
	if i == to && labelBytes[at(p.s, i)] {
		end = max(end, p.hostParts(to)) // ada@example dot org
	}
	return end
}

// literalHost returns where an IP address in brackets ends, -1 for none.
func literalHost(s string, i int) int {
	end := addressBytes.End(s[:min(len(s), i+42)], i+1)
	if at(s, end) != ']' {
		return -1
	}
	if a, err := netip.ParseAddr(s[i+1 : end]); err != nil || a.IsLoopback() {
		return -1
	}
	return end + 1
}

// quotedLocal returns where a name in quotes that ends at a place starts, the place for none.
func quotedLocal(s string, end int) int {
	if at(s, end-1) != '"' {
		return end
	}
	window := s[max(0, end-maxLocal) : end-1]
	start := strings.LastIndexAny(window, "\"\n")
	if start < 0 || window[start] == '\n' || start == len(window)-1 || wordBytes[at(s, end-1-len(window)+start-1)] {
		return end
	}
	return end - 1 - len(window) + start
}

// reversed returns where an address ends that is written from right to left, 0 for none:
// gro.elpmaxe@ada.
func (p *piiScan) reversed(start, to int) int {
	if dot := strings.IndexByte(p.s[start:to], '.'); dot != 3 && dot != 4 {
		return 0
	}
	end := localBytes.End(p.s[:min(len(p.s), to+maxLocal)], to)
	b := []byte(p.s[start:end])
	slices.Reverse(b)
	for _, top := range [...]string{".com", ".org", ".net", ".edu", ".gov", ".info"} {
		if end > to && strings.HasSuffix(string(b), top) {
			return end
		}
	}
	return 0
}

// inUserinfo says whether what starts at a place is the end of a password in a URL.
func inUserinfo(s string, start int) bool {
	if at(s, start-3) == '%' {
		start -= len("40") // behind an escape
	}
	if start == 0 || strings.IndexByte(":-+@%!#$&*=;,", s[start-1]) < 0 {
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
		if localBytes[b] || start > 1 && start < end && alnumBytes[s[start]] && alnumBytes[s[start-2]] && oddLocal(s, start-1, end) {
			start--
			continue
		}
		r, n := utf8.DecodeLastRuneInString(s[:start])
		if b < utf8.RuneSelf || !joins(r) && (ascii || !spaceless(r)) || ascii && !unicode.Is(unicode.Latin, r) {
			break
		}
		start -= n
	}
	if at(s, start-1) == '%' && end-start > 2 && hexBytes[s[start]] && hexBytes[s[start+1]] {
		start += 2 // the rest of an escape
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

// oddLocal says whether a sign between letters or digits of a name before an at sign belongs to it: RFC
// 5322 allows many, and those that also part words, cells and settings are left out. An equals sign
// stands in the return path of a list, as in bounce+ada=example.com@lists.example.org.
func oddLocal(s string, i, end int) bool {
	switch s[i] {
	case '\'', '#', '$', '^', '~':
		return true
	case '%':
		return !hexBytes[at(s, i+1)] || !hexBytes[at(s, i+2)] || s[i+1] >= '8' || s[i+1] < '2' || localBytes[hexPairOf(s[i+1], s[i+2])]
	case '&':
		run := s[max(0, i-maxLocal):i]
		return strings.IndexAny(run[strings.LastIndexAny(run, " \t\n")+1:], "=?") < 0
	case '=':
		return domainEnd(s[:end], i+1) == end
	}
	return false
}

// hexPairOf returns the byte that two hexadecimal digits write.
func hexPairOf(a, b byte) byte { return hexOf(a)<<4 | hexOf(b) }

func hexOf(b byte) byte {
	if b <= '9' {
		return b - '0'
	}
	return b&0x0F + 9
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
// label, or its ASCII part where letters of another script follow without a space.
func topEnd(s string, i, end int) int {
	if scan.TopLevel(s[i:end]) {
		return end
	}
	ascii := labelBytes.End(s, i)
	if ascii < end && scan.TopLevel(s[i:ascii]) {
		return ascii
	}
	return 0
}

// spaced looks for an address with spaces around its at sign, or between all its characters.
func (p *piiScan) spaced(from, to int) int {
	if at(p.s, from-1) != ' ' {
		return to
	}
	if at(p.s, to) == ' ' {
		if start, end := p.lettersApart(from, to); start < end {
			return p.add(start, end, piiEmail)
		}
		return p.assemble(from, to, true)
	}
	if end := domainEnd(p.s, to); end < 0 || letterAt(p.s, end) || p.s[end-1]|0x20 != p.s[end-1] {
		return to // follow @Ada.It
	}
	if start := localStart(p.s, from-1); start == from-1 || wordBefore(p.s, start) < start || at(p.s, start-1) == ' ' && letterBefore(p.s, start-1) {
		return to // a word of a sentence stands before a name of a network
	}
	return p.assemble(from, to, true)
}

// lettersApart returns the address around an at sign whose characters all have spaces between.
func (p *piiScan) lettersApart(from, to int) (start, end int) {
	var b [2 * maxLocal]byte
	start, end = from, to
	n := 0
	for n < maxLocal && at(p.s, start-1) == ' ' && localBytes[at(p.s, start-2)] && !wordBytes[at(p.s, start-3)] {
		start, n = start-2, n+1
	}
	host := b[:0]
	for len(host) < maxLocal && at(p.s, end) == ' ' && localBytes[at(p.s, end+1)] && !wordBytes[at(p.s, end+2)] {
		host, end = append(host, p.s[end+1]), end+2
	}
	if n < 2 || len(host) < 4 || domainEnd(string(host), 0) != len(host) {
		return 0, 0
	}
	return start, end
}
