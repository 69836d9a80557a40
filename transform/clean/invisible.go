package clean

import (
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
)

func decode(s string, at int) (rune, int) { return utf8.DecodeRuneInString(s[at:]) }

// kindOf returns the kind under which a character may be cut or replaced, kindCount for none. For
// some zero-width characters their neighbours then decide.
func kindOf(r rune) uint8 {
	switch {
	case r == '\n', r == '\t':
		return kindCount
	case r >= 0x0A && r <= 0x0D, r == 0x85, r == 0x2028, r == 0x2029:
		return kindNewlines
	case r < 0x20, r >= 0x7F && r < 0xA0:
		return kindControl
	case r == 0x61C, r == 0x200E, r == 0x200F, r >= 0x202A && r <= 0x202E, r >= 0x2066 && r <= 0x2069:
		return kindBidi
	case zeroWidth(r):
		return kindZeroWidth
	case r >= 0xFDD0 && r <= 0xFDEF, r&0xFFFE == 0xFFFE:
		return kindNoncharacters
	case r >= 0xE000 && r <= 0xF8FF, r >= 0xF0000:
		return kindPrivateUse
	case r == utf8.RuneError:
		return kindReplacement
	}
	return kindCount
}

func zeroWidth(r rune) bool {
	switch {
	case r < 0xAD:
		return false
	case r == 0xAD, r == 0x34F, r == 0x180E, r >= 0x200B && r <= 0x200D,
		r >= 0x2060 && r <= 0x2064, r >= 0x206A && r <= 0x206F, r == 0xFEFF,
		r >= 0xFFF9 && r <= 0xFFFB, r == 0xE0001, tag(r):
		return true
	}
	return false
}

func tag(r rune) bool { return r >= 0xE0020 && r <= 0xE007F }

// neighbours decides about the characters whose meaning depends on what stands beside them, going
// from left to right over one text. "Beside" means without what is cut.
type neighbours struct {
	text string
	acts *[kindCount]bool
	from int // the cuts so far end in one that reaches from here …
	upTo int // … to here
	seen int // what stands between the last question and here is invisible
}

// cut cuts the character at a place unless it means something there; it returns how far it got.
func (w *neighbours) cut(at int, r rune, n int, kind uint8, e *schema.Edits) int {
	if kind == kindZeroWidth && tag(r) {
		var whole bool
		if n, whole = tagRun(w.text, at); whole && w.before(at) == 0x1F3F4 {
			return n
		}
	} else if kind == kindZeroWidth && w.means(at, r, n) {
		return n
	}
	e.Cut(at, at+n, kind)
	if at != w.upTo {
		w.from = at
	}
	w.upTo = at + n
	return n
}

// means says whether the zero-width character r at a place carries meaning there.
func (w *neighbours) means(at int, r rune, n int) bool {
	switch r {
	case 0x200C:
		return joins(w.before(at)) && joins(w.after(at+n))
	case 0x200D:
		before := w.before(at)
		if joins(before) {
			return true
		}
		after := w.after(at + n)
		return joins(after) || pictographic(w.base(at, before)) && pictographic(after)
	case 0x200B:
		return unspaced(w.before(at)) && unspaced(w.after(at+n))
	case 0x180E:
		return mongolian(w.before(at)) && mongolian(w.after(at+n))
	case 0x34F:
		return unicode.Is(unicode.M, w.after(at+n))
	}
	return false
}

// before returns the character that will stand before a place, 0 at the start of the text.
func (w *neighbours) before(at int) rune {
	if at == w.upTo {
		at = w.from
	}
	if at == 0 {
		return 0
	}
	r, _ := utf8.DecodeLastRuneInString(w.text[:at])
	return r
}

// base steps over an emoji's variation selector.
func (w *neighbours) base(at int, before rune) rune {
	if before != 0xFE0F {
		return before
	}
	if at == w.upTo {
		at = w.from
	}
	r, _ := utf8.DecodeLastRuneInString(w.text[:at-len("\uFE0F")])
	return r
}

// after returns the first character from a place on that is sure to stay, 0 at the end. What was
// skipped once is remembered, so that a run of a million joiners costs one pass.
func (w *neighbours) after(at int) rune {
	for at = max(at, w.seen); at < len(w.text); {
		r, n := decode(w.text, at)
		kind := kindOf(r)
		if kind == kindCount || kind == kindNewlines || !w.acts[kind] {
			w.seen = at
			return r
		}
		at += n
	}
	w.seen = at
	return 0
}

// tagRun returns the length of the run of tags at a place and whether it ends as a flag does.
func tagRun(s string, at int) (n int, whole bool) {
	last := rune(0)
	for at+n < len(s) {
		r, size := decode(s, at+n)
		if !tag(r) || last == 0xE007F {
			break
		}
		last, n = r, n+size
	}
	return n, last == 0xE007F
}

// joins says whether r is a letter or mark of a script whose letters join or form conjuncts, so
// that a joiner beside it changes what is read.
func joins(r rune) bool {
	return r >= 0x600 && inBlocks(r, joiningBlocks) && (unicode.IsLetter(r) || unicode.Is(unicode.M, r))
}

// unspaced says whether r belongs to a script that writes no spaces between words.
func unspaced(r rune) bool {
	return r >= 0xE00 && inBlocks(r, unspacedBlocks) && (unicode.IsLetter(r) || unicode.Is(unicode.M, r))
}

func mongolian(r rune) bool { return r >= 0x1820 && r <= 0x18AA }

// pictographic says whether r can stand beside a joiner in an emoji.
func pictographic(r rune) bool { return r >= 0xA9 && inBlocks(r, pictographs) }

func inBlocks(r rune, blocks [][2]rune) bool {
	for _, b := range blocks {
		if r <= b[1] {
			return r >= b[0]
		}
	}
	return false
}

// Blocks, ascending. Whole blocks, since marks shared by scripts have no script of their own.
var (
	joiningBlocks = [][2]rune{
		{0x600, 0x8FF},                                                        // Arabic, Syriac, Thaana, N'Ko, Samaritan, Mandaic
		{0x900, 0xDFF},                                                        // Devanagari to Sinhala
		{0xF00, 0x109F}, {0x1780, 0x18AF}, {0x1A20, 0x1AAF}, {0x1B00, 0x1BFF}, // Tibetan, Myanmar, Khmer, Mongolian …
		{0xA800, 0xA8FF}, {0xA980, 0xA9FF}, {0xAA60, 0xAA7F}, // Syloti, Phags-pa, Javanese …
		{0xFB50, 0xFDCF}, {0xFDF0, 0xFDFF}, {0xFE70, 0xFEFC}, // Arabic presentation forms
		{0x10AC0, 0x10AFF}, {0x10D00, 0x10D3F}, {0x10F30, 0x10FDF}, // Manichaean, Rohingya, Sogdian …
		{0x11000, 0x11FFF}, {0x1E900, 0x1E95F}, // Brahmi and its relatives, Adlam
	}
	unspacedBlocks = [][2]rune{
		{0xE00, 0xEFF}, {0x1000, 0x109F}, {0x1780, 0x17FF}, {0x1950, 0x19DF}, {0x1A20, 0x1AAF},
		{0x1B00, 0x1B7F}, {0xA980, 0xA9FF}, {0xAA60, 0xAADF},
	}
	pictographs = [][2]rune{
		{0xA9, 0xA9}, {0xAE, 0xAE}, {0x203C, 0x203C}, {0x2049, 0x2049}, {0x2122, 0x2122}, {0x2139, 0x2139},
		{0x2190, 0x21FF}, {0x2300, 0x23FF}, {0x24C2, 0x24C2}, {0x25A0, 0x27BF}, {0x2900, 0x297F},
		{0x2B00, 0x2BFF}, {0x3030, 0x3030}, {0x303D, 0x303D}, {0x3297, 0x3299}, {0x1F000, 0x1FAFF},
	}
)
