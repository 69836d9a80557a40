package clean

import (
	"strings"
	"sync"
	"unicode/utf8"
)

// trait is all that clean.mojibake knows of a character.
type trait struct {
	clues    uint64     // of which the character may be the key, by number
	signs    sign       // without those that go by rule
	charsets charsetSet // that have it, byte 1A aside
	role     role
}

// role says which part a character may play in UTF-8 that was read in a Windows charset.
type role uint8

const (
	roleFirst2 role = 1 << iota // the first byte of two
	roleFirst3                  // of three
	roleFirst4                  // of four
	roleInner                   // a byte behind the first
	roleBlocks                  // one that no first byte stands behind: it would be torn from its letter
)

// openInner are inner bytes that also stand before words: in front of mojibake they prove nothing.
const openInner = " –—―‘’‚“”„•…"

// traits holds them for U+0000–U+FFFF by pages of 256, nil where nothing is known, and the keys
// of clues as a scan finds them.
type traits struct {
	pages [256]*[256]trait
	key2  [32]uint64     // keys of clues, of two bytes: the second bytes (low six bits) by the first
	key3  [16][64]uint64 // of three bytes: the third by the first and second
	// Clues that may stand where the character before their key, or behind it, is ASCII or none.
	plainBefore, plainAfter uint64
}

// mojibakeTraits is made when the first step of the kind is built.
var mojibakeTraits = sync.OnceValue(makeTraits)

func makeTraits() *traits {
	t := new(traits)
	for r := rune(0x80); r < 0xA0; r++ {
		t.at(r).signs = signC1
		t.at(r).role = roleInner | roleBlocks
	}
	for _, list := range signLists {
		for _, r := range list.chars {
			t.at(r).signs |= list.sign
		}
	}
	for i := range wrongCharsets {
		t.addCharset(&wrongCharsets[i])
	}
	t.at(' ').role = roleInner
	t.addKeys()
	t.addPlain()
	return t
}

// at returns the traits of a character to fill in.
func (t *traits) at(r rune) *trait {
	page := &t.pages[r>>8]
	if *page == nil {
		*page = new([256]trait)
	}
	return &(*page)[r&0xFF]
}

// of returns what is known of a character.
func (t *traits) of(r rune) trait {
	if r < 0x10000 {
		if page := t.pages[r>>8]; page != nil {
			return page[r&0xFF]
		}
	}
	return trait{}
}

// signs returns all signs of a character.
func (t *traits) signs(r rune) sign { return t.of(r).signs | generalSigns(r) }

// addCharset notes which characters a charset has, and which parts they play in UTF-8.
func (t *traits) addCharset(c *wrongCharset) {
	for b := 0x80; b < 0x100; b++ {
		x := t.at(c.char(byte(b)))
		x.charsets |= 1 << c.kind
		if c.loose {
			x.role |= roleOf(byte(b))
			if b < 0xC0 && !strings.ContainsRune(openInner, c.char(byte(b))) {
				x.role |= roleBlocks
			}
		}
	}
	for r := range rune(0x80) {
		t.at(r).charsets |= 1 << c.kind
	}
	if c.loose {
		t.at(0x1A).charsets &^= 1 << c.kind
		t.at(utf8.RuneError).charsets |= 1 << c.kind
	}
}

// roleOf returns the part a byte plays. Of four bytes only the emoji and the scripts behind them
// (F0) and the tags (F3) are worth a guess.
func roleOf(b byte) role {
	switch {
	case b < 0xC0:
		return roleInner
	case b >= 0xC2 && b < 0xE0:
		return roleFirst2
	case b >= 0xE0 && b < 0xF0:
		return roleFirst3
	case b == 0xF0, b == 0xF3:
		return roleFirst4
	}
	return 0
}

// addKeys notes at each character of which clues it may be the key.
func (t *traits) addKeys() {
	for r := rune(0x80); r < 0x10000; r++ {
		if t.pages[r>>8] == nil {
			continue
		}
		x := t.at(r)
		x.clues = cluesWith(r, x.signs)
		if x.clues != 0 {
			t.addKey(string(r))
		}
	}
}

// addKey has the scan stop at a character.
func (t *traits) addKey(char string) {
	if len(char) == 2 {
		t.key2[char[0]&0x1F] |= 1 << (char[1] & 0x3F)
	} else {
		t.key3[char[0]&0xF][char[1]&0x3F] |= 1 << (char[2] & 0x3F)
	}
}

// addPlain notes which clues may have ASCII, or nothing, beside their key.
func (t *traits) addPlain() {
	for i, c := range clues {
		if c.key == 0 || c.places[c.key-1].holdsPlain() {
			t.plainBefore |= 1 << i
		}
		if c.key == len(c.places)-1 || c.places[c.key+1].holdsPlain() {
			t.plainAfter |= 1 << i
		}
	}
}

// holdsPlain says whether an ASCII character may stand at the place, or none.
func (p *cluePlace) holdsPlain() bool {
	for r := range rune(utf8.RuneSelf) {
		if p.holds(r, generalSigns(r)) {
			return true
		}
	}
	return p.signs&signEdge != 0
}

// cluesWith returns the clues of which a character may be the key, by number.
func cluesWith(r rune, s sign) (set uint64) {
	for i, c := range clues {
		if c.places[c.key].holds(r, s) {
			set |= 1 << i
		}
	}
	return set
}
