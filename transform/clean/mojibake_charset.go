package clean

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// charsetSet is a set of wrong charsets, by number.
type charsetSet uint16

// wrongCharset is a charset of one byte a character in which UTF-8 may have been read by mistake.
type wrongCharset struct {
	kind  uint8 // its number, and that of its edits
	table *charmap.Charmap
	// loose charsets read a byte that they don't define as the character of that number, and what
	// was lost on the way (U+FFFD) stands in them for byte 1A.
	loose bool
	// spaced charsets may have had a space put for byte A0. In MacRoman that would find letters in
	// every dash (byte D0) with a space behind.
	spaced bool
}

// wrongCharsets in the order in which they are tried.
var wrongCharsets = []wrongCharset{
	{mendLatin1, charmap.ISO8859_1, false, true},
	{mendWindows1252, charmap.Windows1252, true, true},
	{mendWindows1251, charmap.Windows1251, true, true},
	{mendWindows1250, charmap.Windows1250, true, true},
	{mendWindows1253, charmap.Windows1253, true, true},
	{mendWindows1254, charmap.Windows1254, true, true},
	{mendWindows1257, charmap.Windows1257, true, true},
	{mendLatin2, charmap.ISO8859_2, false, true},
	{mendMacRoman, charmap.Macintosh, false, false},
	{mendCP437, charmap.CodePage437, false, true},
}

const (
	anyCharset charsetSet = 1<<mendLost - 1
	latin1     charsetSet = 1 << mendLatin1
)

// char returns the character that a charset reads in a byte: where the table has none, in ISO-8859-2
// as in loose charsets, that of the same number.
func (c *wrongCharset) char(b byte) rune {
	if r := c.table.DecodeByte(b); r != utf8.RuneError {
		return r
	}
	return rune(b)
}

// byte returns the byte that a charset reads as a character that it has.
func (c *wrongCharset) byte(r rune) byte {
	if r == utf8.RuneError {
		return 0x1A
	}
	if b, ok := c.table.EncodeRune(r); ok {
		return b
	}
	return byte(r)
}

// possible returns the charsets that have all characters of s.
func (t *traits) possible(s string) charsetSet {
	set := anyCharset
	for at := 0; at < len(s) && set != 0; {
		if b := s[at]; b < utf8.RuneSelf {
			set &= t.pages[0][b].charsets
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		set &= t.of(r).charsets
		at += n
	}
	return set
}
