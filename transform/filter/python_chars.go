package filter

import (
	"sync"
	"unicode"
)

// What Python's str says of characters, on which the published heuristics are built.

// narrow is how many characters upperTable tells: those of Latin, Greek, Cyrillic and their neighbours.
const narrow = 0x800

var upperTable = sync.OnceValue(func() *[narrow]bool {
	t := new([narrow]bool)
	for r := range t {
		t[r] = unicode.IsUpper(rune(r))
	}
	return t
})

// isUpper is str.isupper of one character: Unicode's Uppercase.
func isUpper(r rune) bool {
	switch {
	case r < 0x80:
		return r-'A' < 26 && r >= 'A'
	case r < narrow:
		return upperTable()[r]
	case r >= 0x2E80 && r < 0xA640: // ideographs and kana have no case
		return false
	}
	return unicode.IsUpper(r) || unicode.Is(unicode.Other_Uppercase, r)
}

// isDecimal is \d.
func isDecimal(r rune) bool { return unicode.IsDigit(r) }

// isNumber is str.isdigit of one character: decimal digits, and those that stand in circles, brackets, or high or low.
func isNumber(r rune) bool {
	if r < 0x80 {
		return r >= '0' && r <= '9'
	}
	return unicode.IsDigit(r) || unicode.Is(otherDigits, r)
}

// notWord is \W.
func notWord(r rune) bool { return r != '_' && !isAlphanumeric(r) }

// otherDigits are the characters of Unicode's Numeric_Type=Digit.
var otherDigits = &unicode.RangeTable{
	R16: []unicode.Range16{
		{0xB2, 0xB3, 1}, {0xB9, 0xB9, 1}, {0x1369, 0x1371, 1}, {0x19DA, 0x19DA, 1}, {0x2070, 0x2070, 1}, {0x2074, 0x2079, 1},
		{0x2080, 0x2089, 1}, {0x2460, 0x2468, 1}, {0x2474, 0x247C, 1}, {0x2488, 0x2490, 1}, {0x24EA, 0x24EA, 1}, {0x24F5, 0x24FD, 1},
		{0x24FF, 0x24FF, 1}, {0x2776, 0x277E, 1}, {0x2780, 0x2788, 1}, {0x278A, 0x2792, 1},
	},
	R32: []unicode.Range32{
		{0x10A40, 0x10A43, 1}, {0x10E60, 0x10E68, 1}, {0x11052, 0x1105A, 1}, {0x1F100, 0x1F10A, 1},
	},
	LatinOffset: 2,
}
