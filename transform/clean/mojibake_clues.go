package clean

import (
	"math/bits"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// suspicious says whether a text holds a clue. Whatever holds none is left alone, so this is the
// way of every clean text: it allocates nothing, and can't be wrong, since each clue has a key that
// the scan stops at. Its strides are constants: where they came from a table, each would wait for
// the last one (Arabic 600 MB/s in place of 1,300).
func (t *traits) suspicious(s string) bool {
	for at := 0; at < len(s); {
		lead := s[at]
		switch {
		case lead < utf8.RuneSelf:
			at = text.PlainASCII(s, at+1)
			continue
		case lead < 0xE0:
			if t.key2[lead&0x1F]>>(s[at+1]&0x3F)&1 == 0 {
				at += 2
				continue
			}
		case lead < 0xF0:
			if t.key3[lead&0xF][s[at+1]&0x3F]>>(s[at+2]&0x3F)&1 == 0 {
				at += 3
				continue
			}
		default:
			at += 4
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		if found := t.beside(s, at, n, t.of(r).clues); found != 0 && t.clued(s, at, n, found) {
			return true
		}
		at += n
	}
	return false
}

// beside drops the clues that can't stand around a key of n bytes at a place, going by whether its
// neighbours are ASCII: in prose that leaves none for most quotes and dashes.
func (t *traits) beside(s string, at, n int, found uint64) uint64 {
	if at == 0 || s[at-1] < utf8.RuneSelf {
		found &= t.plainBefore
	}
	if at+n == len(s) || s[at+n] < utf8.RuneSelf {
		found &= t.plainAfter
	}
	return found
}

// clued says whether one of the clues stands around its key, n bytes at a place.
func (t *traits) clued(s string, at, n int, found uint64) bool {
	for ; found != 0; found &= found - 1 {
		c := &clues[bits.TrailingZeros64(found)]
		if t.follow(s, at+n, c.places[c.key+1:]) && t.precede(s, at, c.places[:c.key]) {
			return true
		}
	}
	return false
}

// follow says whether characters from a place on have these places.
func (t *traits) follow(s string, at int, places []cluePlace) bool {
	for i := range places {
		if at == len(s) {
			return false
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		if !places[i].holds(r, t.signs(r)) {
			return false
		}
		at += n
	}
	return true
}

// precede says whether characters before a place have these places.
func (t *traits) precede(s string, at int, places []cluePlace) bool {
	for i := len(places) - 1; i >= 0; i-- {
		if at == 0 {
			return i == 0 && places[i].signs&signEdge != 0
		}
		r, n := utf8.DecodeLastRuneInString(s[:at])
		if !places[i].holds(r, t.signs(r)) {
			return false
		}
		at -= n
	}
	return true
}
