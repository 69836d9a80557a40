package redact

import (
	"encoding/binary"
	"math/bits"
	"unsafe"
)

// prints is a table from windows of the text to the first unit that has them: a hash and the
// unit's number, plus one, in each slot.
type prints struct {
	slots []uint64
	mask  uint32
	rare  uint32 // of the windows those are looked up whose hash has none of these bits
}

// Texts beyond these sizes have only one in four, one in eight windows of their longer blocks
// looked up: the table stays in the processor's cache.
const (
	allWindows  = 16 << 10
	fewWindows  = 256 << 10
	quarterBits = 3 << 29
	eighthBits  = 7 << 28
)

// reset makes room for the windows of a text.
func (p *prints) reset(size int) {
	p.rare = 0
	switch {
	case size > fewWindows:
		p.rare, size = eighthBits, size/4
	case size > allWindows:
		p.rare, size = quarterBits, size/2
	}
	slots := 256
	for slots < size/3 && slots < 1<<22 {
		slots *= 2
	}
	if len(p.slots) < slots {
		p.slots = make([]uint64, slots)
	} else {
		clear(p.slots[:slots])
	}
	p.mask = uint32(slots - 1)
}

// find returns the unit that has the window already, or notes that u has it and returns -1. A full
// neighbourhood forgets: a window less to compare by.
func (p *prints) find(hash uint32, u int32) int32 {
	for i := range uint32(8) {
		slot := &p.slots[(hash+i)&p.mask]
		if *slot == 0 {
			*slot = uint64(hash)<<32 | uint64(u+1)
			return -1
		}
		if uint32(*slot>>32) == hash {
			return int32(uint32(*slot)) - 1
		}
	}
	return -1
}

// Odd numbers whose bits look random, from the hash of the golden ratio and of the square root of 2.
const (
	mix1 = 0x9E3779B97F4A7C15
	mix2 = 0xB504F333F9DE6485
)

func load(s string, at int) uint64 {
	return binary.LittleEndian.Uint64(unsafe.Slice(unsafe.StringData(s), len(s))[at:])
}

// smallBits sets what tells ASCII capitals from small letters, in all eight bytes.
const (
	smallBits = 0x2020202020202020
	onesBits  = 0x0101010101010101
	highBits  = 0x8080808080808080
)

// foldedHash hashes a line, capitals and small letters of ASCII alike.
func foldedHash(l string) uint32 {
	h := uint64(len(l)) * mix2
	at := 0
	for ; at+8 <= len(l); at += 8 {
		h = (h ^ load(l, at) | smallBits) * mix1
		h ^= h >> 32
	}
	for ; at < len(l); at++ {
		h = (h ^ uint64(l[at]|0x20)) * mix1
		h ^= h >> 32
	}
	return uint32(h>>32) ^ uint32(h)
}

// votes counts windows that a unit shares with earlier ones, for the four most seen.
type votes struct {
	unit, count [4]int32
}

func (v *votes) add(u int32) {
	least := 0
	for i := range v.unit {
		if v.count[i] > 0 && v.unit[i] == u {
			v.count[i]++
			return
		}
		if v.count[i] < v.count[least] {
			least = i
		}
	}
	if v.count[least] > 0 {
		v.count[least]-- // as in Misra and Gries' count of frequent items
		return
	}
	v.unit[least], v.count[least] = u, 1
}

func (v *votes) best() (u, count int32) {
	for i := range v.unit {
		if v.count[i] > count || v.count[i] == count && count > 0 && v.unit[i] < u {
			u, count = v.unit[i], v.count[i]
		}
	}
	return u, count
}

// candidates finds for each unit the earlier one that it may repeat; false where there is none worth a look.
func (r *repeater) candidates() bool {
	r.prints.reset(len(r.s))
	found, run := false, 0
	for i := range r.units {
		u := &r.units[i]
		if u.form&formShort != 0 {
			r.matchShort(i)
		} else {
			r.matchLong(i)
			found = found || u.match >= 0
		}
		if i > 0 && u.match >= 0 && (run == 0 || u.match == r.units[i-1].match+1) {
			run++
		} else {
			run = 0
		}
		found = found || run >= 2 || r.s[u.start] == '|' && u.match >= 0
	}
	return found
}

// matchShort finds a line equal to short unit i: the one behind what the line before repeats, else
// the first in the text.
func (r *repeater) matchShort(i int) {
	u := &r.units[i]
	first := r.prints.find(u.hash, int32(i))
	if i > 0 && r.units[i-1].match >= 0 {
		if next := r.units[i-1].match + 1; int(next) < i && r.units[next].form&formShort != 0 && r.units[next].hash == u.hash {
			u.match = next
			return
		}
	}
	if first >= 0 && r.units[first].hash == u.hash {
		u.match = first
	}
}

// matchLong looks the windows of unit i up.
func (r *repeater) matchLong(i int) {
	u := &r.units[i]
	r.votes = votes{}
	hits := r.lookUp(r.s[u.start:u.end], int32(i), &u.windows)
	if hits < min(2, u.windows) || hits == 0 {
		return
	}
	j, n := r.votes.best()
	if n >= min(2, u.windows) && n*5 >= min(u.windows, r.units[j].windows) {
		u.match = j
	}
}

// lookUp looks each window of four words of a block up and votes for the blocks that have it
// already. ASCII capitals count as small letters.
func (r *repeater) lookUp(s string, i int32, windows *int32) (hits int32) {
	var last [4]uint32 // the words before
	rare := uint32(0)
	if len(s) > 4*minBlock {
		rare = r.prints.rare
	}
	n, h := 0, uint64(0)
	for at := 0; at < len(s); {
		w, size, skip := piece(s, at)
		if size > 0 {
			h = (h ^ w) * mix1
			h ^= h >> 32
		}
		at += size + skip
		if h == 0 || skip == 0 && size == 8 && at < len(s) {
			continue
		}
		last[n&3] = uint32(h)
		n, h = n+1, 0
		if n < 4 {
			continue
		}
		x := windowHash(last[n&3], last[(n+1)&3], last[(n+2)&3], last[(n+3)&3])
		if x&rare != 0 {
			continue
		}
		*windows++
		if j := r.prints.find(x, i); j >= 0 && j != i {
			r.votes.add(j)
			hits++
		}
	}
	return hits
}

// piece returns the next bytes of a word, at most eight, and how many bytes of a gap to skip behind
// them; none are skipped where the word goes on. Bytes below the digits are gaps.
func piece(s string, at int) (w uint64, size, skip int) {
	if at+8 <= len(s) {
		w = load(s, at)
		gaps, wide := (w-0x30*onesBits)&^w&highBits, w&highBits
		if gap := bits.TrailingZeros64(gaps); gap < bits.TrailingZeros64(wide) {
			return (w | smallBits) & (1<<(gap&^7) - 1), gap >> 3, 1
		}
		if wide == 0 {
			return w | smallBits, 8, 0
		}
	}
	w = 0
	for size < 8 && at+size < len(s) {
		b, class, n := s[at+size], uint8(wordByte), 1
		if b < 0x30 {
			class = gapByte
		} else if b >= 0xC2 {
			class, n = wideClass(s, at+size)
		}
		if class == gapByte || class == charByte && size > 0 {
			return w, size, n * int(1-class/charByte)
		}
		if class == charByte {
			return uint64(s[at])<<16 | uint64(s[at+1])<<8 | uint64(s[at+2]), 3, 0
		}
		w |= uint64(b|0x20) << (8 * size)
		size++
	}
	return w, size, 0
}

// windowHash mixes four words, in order.
func windowHash(a, b, c, d uint32) uint32 {
	h := (uint64(a)<<32|uint64(b))*mix1 ^ (uint64(c)<<32|uint64(d))*mix2
	return uint32((h ^ h>>31) * mix1 >> 32)
}

// What characters are to windows.
const (
	gapByte  = iota // between words
	wordByte        // of a word
	charByte        // a character that is a word by itself, of three bytes
)

// wideClass says what the character at a place is, and how many bytes to go on by: spaces, quotes
// and dashes part words; in scripts without spaces each character is one.
func wideClass(s string, at int) (class uint8, size int) {
	switch b := s[at]; {
	case b == 0xC2:
		return gapByte, 2
	case b == 0xE2, b == 0xEF, b == 0xE3 && s[at+1] == 0x80:
		return gapByte, 3
	case b >= 0xE3 && b <= 0xE9, b == 0xE0 && s[at+1] >= 0xB8 && s[at+1] <= 0xBB, b == 0xE1 && (s[at+1] <= 0x82 || s[at+1] == 0x9E || s[at+1] == 0x9F):
		return charByte, 3
	}
	return wordByte, 1
}
