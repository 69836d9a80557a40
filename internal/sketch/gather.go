package sketch

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// gatherMost is how many characters are looked up at once.
const gatherMost = 256

// marksMost is how many marks in a row are taken as they stand; norm breaks up more than 30.
const marksMost = 20

// gather looks up the first characters of a text, with a character in place of its lower case where
// case counts, and returns how many there are and their bytes. To check is to say whether composing the
// text could change what was gathered: not where each of the characters is composed and marks stand
// in order, which nearly all texts are. What it gathered then ends before a character that none
// behind it changes, so that a text may be composed from there on. Among characters it ends before
// eight bytes of ASCII too.
func (c *cutter) gather(text string, check bool) (n, size int, settled bool) {
	from, fromSize, marks := 0, 0, 0 // the last character that nothing before it changes
	before := 0                      // bytes of the character before
	for at := 0; at < len(text); n++ {
		if n == gatherMost {
			return from, fromSize, true
		}
		r, bytes := rune(text[at]), 1
		if r >= utf8.RuneSelf {
			r, bytes = decode(text[at:])
		} else if c.Characters && n > 0 && at+8 <= len(text) && load8(text, at)&highs == 0 {
			return n, at, true
		}
		e := lookup(r)
		switch {
		case !check || e&(unsettled|ordered) == 0:
			from, fromSize, marks = n, at, 0
		case e&unsettled != 0 || marks == marksMost || marks > 0 && swapped(text[at-before:], before):
			return 0, 0, false
		default:
			marks++
		}
		before = bytes
		c.entries[n] = e ^ (e^uint32(r))&c.exact
		at += bytes
		size = at
	}
	return n, size, true
}

// swapped says that the second of two marks belongs before the first, which has so many bytes.
func swapped(marks string, first int) bool {
	return norm.NFC.PropertiesString(marks).CCC() > norm.NFC.PropertiesString(marks[first:]).CCC()
}

// decode is utf8.DecodeRuneInString, quicker where a character has three bytes.
func decode(s string) (rune, int) {
	if len(s) >= 3 && s[0]&0xF0 == 0xE0 && s[1]&0xC0 == 0x80 && s[2]&0xC0 == 0x80 {
		r := rune(s[0]&0xF)<<12 | rune(s[1]&0x3F)<<6 | rune(s[2]&0x3F)
		if r >= 0x800 && r&0xF800 != 0xD800 {
			return r, 3
		}
	}
	return utf8.DecodeRuneInString(s)
}
