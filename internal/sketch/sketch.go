// Package sketch measures how much two texts have in common: it cuts them into shingles, keeps a
// short signature by which likely pairs are found, and the whole set by which they are held to it.
//
// Everything here is integers, so that every CPU gives the same bits; the one division of
// Similarity is exactly rounded.
package sketch

import (
	"encoding/binary"
	"math/bits"
)

// Key makes hashes differ between recipes with different seeds, so that nobody can write a text
// whose shingles collide with another one's.
type Key struct{ word, char, shingle, short, round uint64 }

// NewKey returns the Key of a seed.
func NewKey(seed uint64) Key {
	next := func() uint64 { // splitmix64 (Steele, Lea, Flood 2014)
		seed += golden
		z := seed
		z = (z ^ z>>30) * 0xBF58476D1CE4E5B9
		z = (z ^ z>>27) * 0x94D049BB133111EB
		return z ^ z>>31
	}
	return Key{next(), next(), next(), next(), next()}
}

// Odd numbers with bits all over: 2^64 divided by the golden ratio, and two primes of xxHash.
const (
	golden = 0x9E3779B97F4A7C15
	mixA   = 0xC2B2AE3D27D4EB4F
	mixB   = 0x165667B19E3779F9
)

// mum multiplies to 128 bits and folds them: one instruction mixes what shifts need six for.
func mum(a, b uint64) uint64 {
	hi, lo := bits.Mul64(a, b)
	return hi ^ lo
}

// hashBytes is the hash of a text as a whole.
func (k Key) hashBytes(s string) uint64 {
	h := k.short ^ uint64(len(s))*mixB
	for ; len(s) >= 8; s = s[8:] {
		h = mum(load8(s, 0)^k.word, h^mixA)
	}
	return mum(loadRest(s)^k.word, h^mixA)
}

// load8 returns the eight bytes of s from i on.
func load8(s string, i int) uint64 {
	_ = s[i+7]
	return uint64(s[i]) | uint64(s[i+1])<<8 | uint64(s[i+2])<<16 | uint64(s[i+3])<<24 |
		uint64(s[i+4])<<32 | uint64(s[i+5])<<40 | uint64(s[i+6])<<48 | uint64(s[i+7])<<56
}

// loadRest returns fewer than eight bytes, zeros behind them.
func loadRest(s string) (x uint64) {
	for i := len(s) - 1; i >= 0; i-- {
		x = x<<8 | uint64(s[i])
	}
	return x
}

// appendHashes writes hashes the way Records hold them.
func appendHashes(dst []byte, hs []uint64) []byte {
	for _, h := range hs {
		dst = binary.LittleEndian.AppendUint64(dst, h)
	}
	return dst
}
