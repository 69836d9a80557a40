package spacy

import (
	"encoding/binary"
	"sync"
	"unsafe"
)

const longestSpecial = len("(╯°□°）╯︵┻━┻")

// special is a string with tokens of its own.
type special struct {
	text string
	ends [3]uint8 // of its tokens
	n    uint8
}

// lexicon holds the special cases in an open-addressed table, keyed by the ends of a string and its length.
// lengths and endings have a bit for each length, which turns most words away.
type lexicon struct {
	specials []special
	table    [1 << tableBits]uint16 // 1 + place in specials
	lengths  [256]uint32            // by first byte
	endings  [256]uint32            // by last byte
	patterns patterns
}

const tableBits = 13

// english is made at first use, so that start-up does not pay for it.
var english = sync.OnceValue(func() *lexicon {
	l := new(lexicon)
	for text, parts := range specialCases() {
		l.add(text, parts)
	}
	l.makePatterns()
	return l
})

func (l *lexicon) add(text string, parts []string) {
	sp := special{text: text, n: uint8(len(parts))}
	at := 0
	for i, p := range parts {
		at += len(p)
		sp.ends[i] = uint8(at)
	}
	l.specials = append(l.specials, sp)
	h := key(text, 0, len(text))
	for l.table[h] != 0 {
		h = (h + 1) % len(l.table)
	}
	l.table[h] = uint16(len(l.specials))
	l.lengths[text[0]] |= 1 << len(text)
	l.endings[text[len(text)-1]] |= 1 << len(text)
}

// lookup returns the special case that text[lo:hi] is, or nil; hi-lo is from 1 to longestSpecial.
func (l *lexicon) lookup(text string, lo, hi int) *special {
	if l.lengths[text[lo]]&l.endings[text[hi-1]]>>uint(hi-lo)&1 == 0 {
		return nil
	}
	for h := key(text, lo, hi); ; h = (h + 1) % len(l.table) {
		i := l.table[h]
		if i == 0 {
			return nil
		}
		if sp := &l.specials[i-1]; sp.text == text[lo:hi] {
			return sp
		}
	}
}

func key(text string, lo, hi int) int {
	n := hi - lo
	var h uint64
	if n < 8 {
		h = word(text, lo, hi)
	} else {
		h = load8(text, lo) ^ load8(text, hi-8)>>1
	}
	return int((h ^ uint64(n)) * golden >> (64 - tableBits))
}

const golden = 0x9E3779B97F4A7C15

// word returns the bytes of text[lo:hi], of which there are from 1 to 8, as a number.
func word(text string, lo, hi int) uint64 {
	if len(text)-lo >= 8 {
		return load8(text, lo) << (64 - 8*(hi-lo))
	}
	var w uint64
	for i := hi - 1; i >= lo; i-- {
		w = w<<8 | uint64(text[i])
	}
	return w << (64 - 8*(hi-lo))
}

func load8(s string, i int) uint64 {
	return binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(s[i:]), 8))
}
