package spacy

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// address says whether text[lo:hi] is one token as a whole: [scheme://][anybody@](IPv4|host)[:port][/path].
// Anything may stand before an @, so a host may begin at the front, behind the scheme and behind every @ but
// a first character. No two of these can read the same bytes, which keeps it linear.
func (s *scanner) address(lo, hi int) bool {
	t := s.text[lo:hi]
	if strings.IndexByte(t, '.') < 0 {
		return false
	}
	if hostAt(t) {
		return true
	}
	if n := scheme(t); n > 0 && hostAt(t[n:]) {
		return true
	}
	for i := 1; i < len(t); i++ {
		n := strings.IndexByte(t[i:], '@')
		if n < 0 {
			return false
		}
		if i += n; hostAt(t[i+1:]) {
			return true
		}
	}
	return false
}

// scheme returns the length of a scheme and :// in front of t, 0 without one.
func scheme(t string) int {
	end := strings.IndexByte(t, ':')
	if end < 2 || !strings.HasPrefix(t[end:], "://") {
		return 0
	}
	n := 0
	for _, r := range t[:end] {
		if r != '+' && r != '-' && r != '.' && r != '_' && !unicode.IsLetter(r) && !unicode.IsNumber(r) {
			return 0
		}
		n++
	}
	if n < 2 {
		return 0
	}
	return end + 3
}

// hostAt says whether t is a host with its port and path.
func hostAt(t string) bool {
	if n := ipv4(t); n > 0 && afterHost(t[n:]) {
		return true
	}
	n := domain(t)
	return n > 0 && afterHost(t[n:])
}

// afterHost says whether t is [:port][/path].
func afterHost(t string) bool {
	if t != "" && t[0] == ':' {
		i, digits := 1, 0
		for i < len(t) && digits < 5 {
			d, n := decimal(t[i:])
			if d < 0 {
				break
			}
			i += n
			digits++
		}
		if digits < 2 {
			return false
		}
		t = t[i:]
	}
	return t == "" || t[0] == '/' || t[0] == '?' || t[0] == '#'
}

// domain returns the length of the name of a host in front of t: labels of up to 64 characters with a stop
// behind each, and 2–63 small letters (or letters without case).
func domain(t string) int {
	for i, labels := 0, 0; ; labels++ {
		p := readPart(t[i:])
		if rest := t[i+p.bytes:]; rest == "" || rest[0] != '.' {
			if labels > 0 && p.small && p.chars >= 2 && p.chars <= 63 {
				return i + p.bytes
			}
			return 0
		}
		if !p.label || p.chars > 64 {
			return 0
		}
		i += p.bytes + 1
	}
}

// part is a part of a host's name between stops.
type part struct {
	bytes, chars int
	small        bool // of small letters alone
	label        bool // may stand before a stop: no _ or - at the ends
}

func readPart(t string) part {
	p := part{small: true, label: true}
	for p.bytes < len(t) {
		c, n := classOf(t, p.bytes)
		b := t[p.bytes]
		joint := b == '-' || b == '_'
		if c&(host|lower) == 0 && !joint {
			break
		}
		if c&host == 0 && (!joint || p.chars == 0 || !hostFollows(t[p.bytes+1:])) {
			p.label = false
		}
		if c&lower == 0 {
			p.small = false
		}
		p.bytes += n
		p.chars++
	}
	if p.bytes == 0 {
		p.label, p.small = false, false
	}
	return p
}

// hostFollows says whether a character of the name or a joint follows one.
func hostFollows(t string) bool {
	if t == "" {
		return false
	}
	c, _ := classOf(t, 0)
	return c&host != 0 || t[0] == '-' || t[0] == '_'
}

// octet holds the digits of a part of an address: -1 where there is none, 10 for a decimal beyond ASCII, which
// the reference takes where any digit may stand but not where a certain one must.
type octet struct {
	d [3]int
	n int
}

// ipv4 returns the length of an address of four numbers in front of t, none of a private network.
func ipv4(t string) int {
	var o [4]octet
	i := 0
	for k := range o {
		if k > 0 {
			if i >= len(t) || t[i] != '.' {
				return 0
			}
			i++
		}
		for i < len(t) {
			d, n := decimal(t[i:])
			if d < 0 {
				break
			}
			if o[k].n == 3 {
				return 0
			}
			o[k].d[o[k].n] = d
			o[k].n++
			i += n
		}
	}
	if o[0].first() && o[1].middle() && o[2].middle() && o[3].last() && !private(o[0], o[1]) {
		return i
	}
	return 0
}

// decimal returns the digit in front of t and its length, -1 where there is none, 10 for one beyond ASCII.
func decimal(t string) (int, int) {
	if t == "" {
		return -1, 0
	}
	if b := t[0]; b < utf8.RuneSelf {
		if b < '0' || b > '9' {
			return -1, 0
		}
		return int(b - '0'), 1
	}
	if r, n := utf8.DecodeRuneInString(t); unicode.Is(unicode.Nd, r) {
		return 10, n
	}
	return -1, 0
}

func to(d, lo, hi int) bool { return d >= lo && d <= hi }

// first: 1–223.
func (o octet) first() bool {
	switch o.n {
	case 1, 2:
		return to(o.d[0], 1, 9)
	case 3:
		return o.d[0] == 1 || o.d[0] == 2 && (to(o.d[1], 0, 1) || o.d[1] == 2 && to(o.d[2], 0, 3))
	}
	return false
}

// middle: 0–255, zeros in front allowed.
func (o octet) middle() bool {
	if o.n < 3 {
		return o.n > 0
	}
	return o.d[0] == 1 || o.d[0] == 2 && (to(o.d[1], 0, 4) || o.d[1] == 5 && to(o.d[2], 0, 5))
}

// last: 1–254.
func (o octet) last() bool {
	switch o.n {
	case 1, 2:
		return to(o.d[0], 1, 9)
	case 3:
		return o.d[0] == 1 || o.d[0] == 2 && (to(o.d[1], 0, 4) || o.d[1] == 5 && to(o.d[2], 0, 4))
	}
	return false
}

// private: 10, 127, 169.254, 192.168 and 172.16–31.
func private(a, b octet) bool {
	switch {
	case a.is(1, 0) || a.is(1, 2, 7):
		return true
	case a.is(1, 6, 9):
		return b.is(2, 5, 4)
	case a.is(1, 9, 2):
		return b.is(1, 6, 8)
	case a.is(1, 7, 2) && b.n == 2:
		return b.d[0] == 1 && to(b.d[1], 6, 9) || b.d[0] == 2 || b.d[0] == 3 && to(b.d[1], 0, 1)
	}
	return false
}

func (o octet) is(digits ...int) bool {
	if o.n != len(digits) {
		return false
	}
	for i, d := range digits {
		if o.d[i] != d {
			return false
		}
	}
	return true
}
