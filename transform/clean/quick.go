package clean

import (
	"sync/atomic"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tamis-data/tamis/internal/text"
)

// leads gives, for the first byte of a character, its length where every character that begins so
// can be skipped, and 0 where the character itself must be looked at.
type leads [256]uint8

// plainLead skips what is plain: never cut, in NFC, and inert to what stands before it. keptLead
// skips what is never cut. A test holds each entry against the definitions and x/text's tables.
var (
	plainLead = makeLeads([3]uint16{0xC3, 0xCB, 2}, [3]uint16{0xD0, 0xD1, 2}, [3]uint16{0xE4, 0xE9, 3}, [3]uint16{0xEB, 0xEC, 3})
	keptLead  = makeLeads([3]uint16{0xC3, 0xCC, 2}, [3]uint16{0xCE, 0xD7, 2}, [3]uint16{0xD9, 0xDF, 2}, [3]uint16{0xE0, 0xE0, 3}, [3]uint16{0xE3, 0xED, 3})
)

// makeLeads fills a table from ranges of first bytes with their length; printable ASCII, tab and
// line feed are skipped in both tables.
func makeLeads(ranges ...[3]uint16) (t leads) {
	for b := ' '; b < 0x7F; b++ {
		t[b] = 1
	}
	t['\t'], t['\n'] = 1, 1
	for _, r := range ranges {
		for b := r[0]; b <= r[1]; b++ {
			t[b] = uint8(r[2])
		}
	}
	return t
}

// skip returns the first place at or after `at` of a character that the table does not skip.
func skip(s string, at int, t *leads) int {
	for at < len(s) {
		n := int(t[s[at]])
		switch {
		case n == 0:
			return at
		case n == 1 && at+1 < len(s) && s[at+1] < utf8.RuneSelf:
			at = text.PlainASCII(s, at+1)
		default:
			at += n
		}
	}
	return at
}

// What quickNFC knows of a character: its combining class where it stands in NFC whatever is before
// it, or one of these. No character has a class above 240.
const (
	mayBeCut = 0xFE // class 0, in NFC, but of a kind that the step may cut
	notInNFC = 0xFF // not in NFC, or perhaps not: that depends on its neighbours
)

// quickPages holds that for U+0000–U+FFFF by pages of 256, each made when a character of it is
// first seen: a run in one script pays for a few of them, 256 bytes and some 30 µs each.
var quickPages [256]atomic.Pointer[[256]uint8]

func quickClass(r rune) uint8 {
	switch {
	case r < 0x10000:
		page := quickPages[r>>8].Load()
		if page == nil {
			page = new([256]uint8)
			for i := range page {
				page[i] = computeClass(r&^0xFF | rune(i))
			}
			quickPages[r>>8].Store(page)
		}
		return page[r&0xFF]
	case r >= 0x1F300 && r <= 0x1FAFF: // emoji
		return 0
	}
	return computeClass(r)
}

func computeClass(r rune) uint8 {
	after := "a" + string(r) // a starter first: the form of a mark alone tells nothing
	p := norm.NFC.PropertiesString(after[1:])
	switch {
	case norm.NFC.QuickSpanString(after) != len(after) || p.CCC() == 0 && !p.BoundaryBefore():
		return notInNFC
	case p.CCC() == 0 && kindOf(r) < kindCount:
		return mayBeCut
	}
	return p.CCC()
}

// quickNFC returns len(s) where s[at:] is seen to be in NFC, by the quick check of UAX #15; else
// the border of segments before the first character that needs a look. With cuts it stops at those
// that may be cut too. Any number of marks in a row is in NFC where they are in order.
func quickNFC(s string, at int, cuts bool) int {
	border, last := at, uint8(0)
	for at < len(s) {
		if to := skip(s, at, &plainLead); to > at {
			_, n := utf8.DecodeLastRuneInString(s[:to])
			at, border, last = to, to-n, 0
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		class := quickClass(r)
		switch {
		case class == notInNFC, class == mayBeCut && cuts, class != mayBeCut && class != 0 && class < last:
			return border
		case class == mayBeCut:
			class = 0
		}
		if class == 0 {
			border = at
		}
		at, last = at+n, class
	}
	return len(s)
}
