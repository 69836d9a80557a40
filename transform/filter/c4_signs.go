package filter

import (
	"slices"
	"strings"
	"unicode/utf8"
	"unsafe"

	"github.com/tamis-data/tamis/internal/text"
)

// What a line holds.
const (
	lorem = 1 << iota
	javascript
	policy
	curly
)

// phrase is a piece of text in small letters of ASCII; sign is the place of a byte that is seldom.
type phrase struct {
	words string
	sign  int
	is    uint8
}

// phrases are looked for together: by the byte that is seldom, in small and in capital letters.
type phrases struct {
	list  []phrase
	signs []sign
	word  uint8    // those that must stand alone, between no letters and digits
	folds uint8    // those compared as regular expressions without case do, not as lower-case text
	odd   []string // letters beyond ASCII that stand for one of ASCII where case does not count
}

// sign is a byte by which phrases are found.
type sign struct {
	b  byte
	by []phrase
}

var (
	c4Phrases     = newPhraseSet(c4List, 0, 0)
	c4WordPhrases = newPhraseSet(c4List, javascript, 0)
	c4DCLMPhrases = newPhraseSet(c4List, 0, javascript|policy)
)

// c4List are the phrases of C4.
var c4List = []phrase{
	{"lorem ipsum", 7, lorem}, {"javascript", 0, javascript}, {"{", 0, curly},
	{"terms of use", 7, policy}, {"privacy policy", 8, policy}, {"cookie policy", 7, policy},
	{"uses cookies", 8, policy}, {"use of cookies", 10, policy}, {"use cookies", 7, policy},
}

func newPhraseSet(list []phrase, word, folds uint8) *phrases {
	p := &phrases{list: list, word: word, folds: folds, odd: []string{"\u212A"}}
	if folds != 0 {
		p.odd = []string{"\u212A", "\u017F", "\u0130", "\u0131"}
	}
	for _, x := range p.list {
		c := x.words[x.sign]
		p.add(c, x)
		if isLower(c) {
			p.add(c-0x20, x)
		}
	}
	return p
}

func (p *phrases) add(b byte, x phrase) {
	for i := range p.signs {
		if p.signs[i].b == b {
			p.signs[i].by = append(p.signs[i].by, x)
			return
		}
	}
	p.signs = append(p.signs, sign{b, []phrase{x}})
}

func isLower(c byte) bool { return c >= 'a' && c <= 'z' }

// maxSigns bounds the signs of phrases.
const maxSigns = 12

// finder finds phrases in a text, from left to right.
type finder struct {
	*phrases
	s     string
	next  [maxSigns]found
	soon  int  // nothing stands before
	plain bool // no letter beyond ASCII stands for one of ASCII
	buf   *buffers
}

// found is where a sign finds something next, and what.
type found struct {
	at int
	is uint8
}

func (f *finder) start(p *phrases, s string, ascii bool, b *buffers) {
	f.phrases, f.s, f.plain, f.buf = p, s, ascii || !containsAny(s, p.odd), b
	f.soon = len(s)
	for i := range f.signs {
		f.seek(i, 0)
	}
}

// in says what a line holds. Lines come in order.
func (f *finder) in(line text.Span) (is uint8) {
	end := int(line.End)
	if !f.plain {
		return f.look(f.buf, line.Of(f.s))
	}
	if end <= f.soon {
		return 0
	}
	f.soon = len(f.s)
	for i := range f.signs {
		for f.next[i].at < end {
			is |= f.next[i].is
			f.seek(i, f.next[i].at+1)
		}
		f.soon = min(f.soon, f.next[i].at)
	}
	return is
}

// seek finds the next place of a sign from a place of the text on.
func (f *finder) seek(i, from int) {
	x := &f.signs[i]
	for {
		n := strings.IndexByte(f.s[from:], x.b)
		if n < 0 {
			f.next[i] = found{len(f.s), 0}
			return
		}
		from += n
		if is := x.holds(f.s, from, f.word); is != 0 {
			f.next[i] = found{from, is}
			f.soon = min(f.soon, from)
			return
		}
		from++
	}
}

// holds says which phrases stand around a sign.
func (x *sign) holds(s string, at int, word uint8) (is uint8) {
	for i := range x.by {
		p := &x.by[i]
		start := at - p.sign
		if start < 0 || start+len(p.words) > len(s) || !equalLower(s[start:start+len(p.words)], p.words) {
			continue
		}
		if p.is&word == 0 || alone(s, start, start+len(p.words)) {
			is |= p.is
		}
	}
	return is
}

// equalLower says whether s is a phrase in letters of any case.
func equalLower(s, phrase string) bool {
	for i := range len(phrase) {
		c := s[i]
		if c-'A' < 26 {
			c |= 0x20
		}
		if c != phrase[i] {
			return false
		}
	}
	return true
}

func containsAny(s string, letters []string) bool {
	return slices.ContainsFunc(letters, func(l string) bool { return strings.Contains(s, l) })
}

// alone says whether no letter or digit touches a span.
func alone(s string, start, end int) bool {
	before, _ := utf8.DecodeLastRuneInString(s[:start])
	return (start == 0 || !isAlphanumeric(before)) && (end == len(s) || !alphanumericAt(s, end))
}

// look says what a line holds that is no line of the text as it is, or in which letters beyond ASCII have small ones of it.
func (f *finder) look(b *buffers, line string) uint8 {
	is := f.search(lowered(b, line, lowerKelvin))
	if f.folds != 0 && !f.plain {
		is = is&^f.folds | f.search(lowered(b, line, foldOdd))&f.folds
	}
	return is
}

// search says what a line in small letters holds.
func (f *finder) search(low string) (is uint8) {
	for _, p := range f.list {
		for from := 0; is&p.is == 0; from++ {
			n := strings.Index(low[from:], p.words)
			if n < 0 {
				break
			}
			from += n
			if p.is&f.word == 0 || alone(low, from, from+len(p.words)) {
				is |= p.is
			}
		}
	}
	return is
}

// lowered returns a line in the small letters that lower makes. It is valid until the next one.
func lowered(b *buffers, line string, lower func(rune) rune) string {
	out := b.folded[:0]
	for i := 0; i < len(line); {
		c, n := rune(line[i]), 1
		if c >= utf8.RuneSelf {
			c, n = utf8.DecodeRuneInString(line[i:])
		}
		if small := lower(c); small == c {
			out = append(out, line[i:i+n]...)
		} else {
			out = append(out, byte(small))
		}
		i += n
	}
	b.folded = out
	return unsafe.String(unsafe.SliceData(out), len(out))
}

// lowerKelvin makes small letters where the result is ASCII: the sign of kelvin has one.
func lowerKelvin(r rune) rune {
	switch {
	case r >= 'A' && r <= 'Z':
		return r + 0x20
	case r == '\u212A':
		return 'k'
	}
	return r
}

// foldOdd is lowerKelvin as a regular expression without case compares: ſ is an s, and İ and ı are an i.
func foldOdd(r rune) rune {
	switch r {
	case '\u017F':
		return 's'
	case '\u0130', '\u0131':
		return 'i'
	}
	return lowerKelvin(r)
}
