package sketch

import (
	"sync/atomic"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// class is what a character is to words.
type class = uint32

const (
	border class = iota // ends a word
	letter              // makes words together with its neighbours
	digit               // a decimal digit: a letter, unless digits count as one
	mark                // belongs to the character before it
	solo                // a word by itself: its script has no spaces
	space               // white space: a border, and what a run of counts as one character
	none                // a hint at a break, a joiner: as if it were not there
)

// What a table entry holds beside the character in lower case, in 21 bits.
const (
	classShift = 24
	lowerMask  = 1<<21 - 1
	unsettled  = 1 << 31 // it may change when the text is composed
)

// pages holds the entries of all characters, each page made when its first one is seen: making all of
// them takes longer than a small set.
var pages [unicode.MaxRune>>8 + 1]atomic.Pointer[[256]uint32]

func lookup(r rune) uint32 {
	p := pages[r>>8].Load()
	if p == nil {
		p = new([256]uint32)
		for i := range p {
			p[i] = entry(r&^0xFF | rune(i))
		}
		pages[r>>8].Store(p)
	}
	return p[r&0xFF]
}

func entry(r rune) uint32 {
	e := classify(r)<<classShift | uint32(unicode.ToLower(r))
	if s := string(r); r >= 0x300 && !(norm.NFC.IsNormalString(s) && norm.NFC.PropertiesString(s).BoundaryBefore()) {
		e |= unsettled
	}
	return e
}

// spaceless are the scripts that are written without spaces between words.
var spaceless = []*unicode.RangeTable{unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Bopomofo, unicode.Yi,
	unicode.Thai, unicode.Lao, unicode.Khmer, unicode.Myanmar, unicode.Tai_Tham, unicode.New_Tai_Lue, unicode.Tai_Le,
	unicode.Tai_Viet, unicode.Javanese, unicode.Balinese, unicode.Tangut, unicode.Nushu, unicode.Khitan_Small_Script}

func classify(r rune) class {
	switch {
	case unicode.IsSpace(r):
		return space
	case unicode.IsMark(r), r == 'ー', r == 'ｰ':
		return mark
	case r == '\u00AD', r >= '\u200B' && r <= '\u200F', r == '\u2060', r == '\uFEFF':
		return none
	case unicode.Is(unicode.Nd, r):
		return digit
	case !unicode.IsLetter(r) && !unicode.IsNumber(r):
		return border
	case unicode.In(r, spaceless...):
		return solo
	}
	return letter
}

// token is the word at work in runes: its bytes gather in blocks of eight, hashed as in word.
type token struct {
	hash  uint64
	block uint64
	fill  uint // bits of block
	open  bool
	solo  bool
	digit bool // it ends with a run of digits that counts as one
}

// runes pushes the words of a run that is not plain ASCII.
func (c *cutter) runes(run string) {
	if c.NFC {
		run = composed(run)
	}
	c.token = token{hash: mixA}
	for _, r := range run {
		c.rune(r, lookup(r))
	}
	c.closeToken()
}

// composed returns s in NFC; it looks closer only where a character asks for it.
func composed(s string) string {
	for _, r := range s {
		if r >= 0x300 && lookup(r)&unsettled != 0 {
			return norm.NFC.String(s)
		}
	}
	return s
}

func (c *cutter) rune(r rune, e uint32) {
	if c.Case {
		r = rune(e & lowerMask)
	}
	switch e >> classShift & 7 {
	case letter:
		c.joinToken(r, false)
	case digit:
		if !c.Digits {
			c.joinToken(r, false)
		} else if !c.token.digit {
			c.joinToken('0', false)
			c.token.digit = true
		}
	case mark:
		if c.token.open {
			c.addRune(r)
		}
	case solo:
		c.joinToken(r, true)
	case none:
	default:
		c.closeToken()
	}
}

// joinToken adds a character to the word, or begins a new one where one of the two stands alone.
func (c *cutter) joinToken(r rune, alone bool) {
	if alone || c.token.solo {
		c.closeToken()
	}
	c.token.open, c.token.solo, c.token.digit = true, alone, false
	c.addRune(r)
}

func (c *cutter) addRune(r rune) {
	var b [utf8.UTFMax]byte
	t := &c.token
	for _, x := range b[:utf8.EncodeRune(b[:], r)] {
		t.block |= uint64(x) << t.fill
		if t.fill += 8; t.fill == 64 {
			t.hash = mum(t.block^c.key.word, t.hash)
			t.block, t.fill = 0, 0
		}
	}
}

func (c *cutter) closeToken() {
	t := &c.token
	if !t.open {
		return
	}
	if t.fill > 0 {
		t.hash = mum(t.block^c.key.word, t.hash)
	}
	c.push(t.hash)
	c.token = token{hash: mixA}
}

// characters pushes each character of a text; a run of white space counts as one space, none at the
// ends.
func (c *cutter) characters(text string) {
	if c.NFC {
		text = composed(text)
	}
	gap, digits := false, false
	for _, r := range text {
		e := lookup(r)
		kind := e >> classShift & 7
		if kind == space || kind == none {
			gap = gap || kind == space
			continue
		}
		if gap && c.count+len(c.words) > c.Length {
			c.push(mum(' '^c.key.char, mixA))
			digits = false
		}
		gap = false
		if c.Digits && kind == digit {
			if digits {
				continue
			}
			r, e = '0', '0'
		}
		digits = kind == digit
		if c.Case {
			r = rune(e & lowerMask)
		}
		c.push(mum(uint64(r)^c.key.char, mixA))
	}
}
