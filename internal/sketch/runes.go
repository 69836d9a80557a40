package sketch

import (
	"sync/atomic"
	"unicode"

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
	classMask  = 7
	lowerMask  = 1<<21 - 1
	unsettled  = 1 << 31 // it may change when the text is composed
	ordered    = 1 << 30 // a mark that may change its place with the marks beside it, and no more
)

// pages holds the entries of all characters, each page made when its first one is seen: making all of
// them takes longer than a small set.
var pages [unicode.MaxRune>>8 + 1]atomic.Pointer[[256]uint32]

func lookup(r rune) uint32 {
	if p := pages[r>>8].Load(); p != nil {
		return p[r&0xFF]
	}
	return makePage(r)
}

func makePage(r rune) uint32 {
	p := new([256]uint32)
	for i := range p {
		p[i] = entry(r&^0xFF | rune(i))
	}
	pages[r>>8].Store(p)
	return p[r&0xFF]
}

func entry(r rune) uint32 {
	e := classify(r)<<classShift | uint32(unicode.ToLower(r))
	if r < 0x300 {
		return e
	}
	s := "a" + string(r)
	switch {
	case norm.NFC.QuickSpanString(s) < len(s):
		e |= unsettled
	case norm.NFC.PropertiesString(s[1:]).CCC() > 0:
		e |= ordered
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

// token is the word at work in runes: its bytes gather in blocks of eight, hashed as in longWord.
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
	c.token = token{hash: mixA}
	check := c.NFC
	for run != "" {
		n, size, settled := c.gather(run, check)
		if !settled {
			run, check = norm.NFC.String(run), false
			continue
		}
		for _, e := range c.entries[:n] {
			c.rune(rune(e&lowerMask), e)
		}
		run = run[size:]
	}
	c.closeToken()
}

func (c *cutter) rune(r rune, e uint32) {
	switch e >> classShift & classMask {
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
	t := &c.token
	x, bits := encoded(r)
	t.block |= x << t.fill
	if t.fill += bits; t.fill >= 64 {
		t.hash = mum(t.block^c.key.word, t.hash)
		t.fill -= 64
		t.block = x >> (bits - t.fill)
	}
}

// encoded is a character in UTF-8 as a number, its first byte lowest, and how many bits that takes.
func encoded(r rune) (x uint64, bits uint) {
	u := uint64(r)
	switch {
	case u < 1<<7:
		return u, 8
	case u < 1<<11:
		return 0x80C0 | u>>6 | u&0x3F<<8, 16
	case u < 1<<16:
		return 0x8080E0 | u>>12 | u>>6&0x3F<<8 | u&0x3F<<16, 24
	}
	return 0x808080F0 | u>>18 | u>>12&0x3F<<8 | u>>6&0x3F<<16 | u&0x3F<<24, 32
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
