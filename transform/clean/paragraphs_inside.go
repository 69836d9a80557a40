package clean

import "strings"

// brokenInside returns the next place in [at,end) where a word may be broken within a line: a soft hyphen,
// or a hyphen with a letter before it and a space and a small letter behind it; end for none.
func brokenInside(s string, at, end int) int {
	for k := at; k < end; {
		window := s[k:min(end, k+scanAhead)]
		n := strings.IndexByte(window, '-')
		if n < 0 {
			n = len(window)
		}
		if soft := strings.Index(window[:n], "\u00AD"); soft >= 0 {
			return k + soft
		}
		if k += n; k < end && s[k] == '-' {
			if partsLike(s, k, at, end) {
				return k
			}
			k++
		} else if k < end {
			k-- // the window may have cut a soft hyphen
		}
	}
	return end
}

// brokenSomewhere says whether a text has such a place.
func brokenSomewhere(s string) bool {
	for k := 0; k < len(s); k++ {
		n := strings.IndexByte(s[k:], '-')
		if n < 0 {
			break
		}
		if k += n; partsLike(s, k, 0, len(s)) {
			return true
		}
	}
	return strings.Contains(s, "\u00AD")
}

// scanAhead is how far one search looks, so that many of them over one long line are no more than linear.
const scanAhead = 256

func partsLike(s string, k, at, end int) bool {
	return k > at && k+2 < end && s[k+1] == ' ' && letterly(s[k-1]) && (s[k+2] >= 'a' && s[k+2] <= 'z' || s[k+2] >= 0x80)
}

// inside joins the words that are broken within line i, as texts of columns and of old e-books have them
// whose lines were joined before.
func (p *setter) inside(i int) {
	l := &p.sheet.lines[i]
	if !p.hyphens || l.protected || l.table {
		return
	}
	for at := brokenInside(p.s, l.text, l.stop); at < l.stop; at = brokenInside(p.s, at+1, l.stop) {
		if p.s[at] != '-' {
			if at+2 < l.stop && at > l.text && inWordBefore(p.s, at) {
				p.e.Cut(at, at+2, kindHyphen)
			}
			continue
		}
		if end, ok := p.partsWord(l, at); ok {
			p.e.Cut(end, at+2, kindHyphen)
		}
	}
}

// partsWord says whether the hyphen at a place parts a word, and from where to cut: the hyphen goes, or
// only the space where it belongs to a compound. Behind a hyphen that stands for the rest of a word comes
// a function word: pre- and post-war.
func (p *setter) partsWord(l *row, at int) (from int, ok bool) {
	left := wordBefore(p.s, at, max(l.text, at-chunkReach))
	right := wordAfter(p.s, at+2, min(l.stop, at+2+chunkReach))
	if left.letters < 2 || right.letters < 2 || left.digits || right.digits || left.camel || left.allCaps() || right.upper > 0 || !left.spaced || !right.spaced {
		return 0, false
	}
	if p.source || right.function() || suspended[right.text] || strings.HasSuffix(p.s[:at-len(left.text)], "-") {
		return 0, false
	}
	if p.compound(left.text, right.text) {
		return at + 1, true
	}
	return at, true
}
