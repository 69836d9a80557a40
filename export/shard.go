package export

import (
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"math/bits"
)

// cutter decides where shards end, from content alone, so that a change in one place leaves the
// other shards as they are (DESIGN.md §5).
type cutter struct {
	target uint64 // S, shard_bytes
	size   uint64 // bytes of the shard under way
}

// add counts the rows of a document, b bytes, and says whether the shard ends after them; h gives
// the hash of its id.
func (c *cutter) add(b int64, h func() uint32) bool {
	c.size += uint64(b)
	if !cutAfter(c.target, c.size, uint64(b), h) {
		return false
	}
	c.size = 0
	return true
}

// cutHash is h of the formula: the first 32 bits of sha256("tamis/cut" 0x00 id).
func cutHash(id string) uint32 {
	var buf [128]byte
	sum := sha256.Sum256(append(append(buf[:0], "tamis/cut\x00"...), id...))
	return binary.BigEndian.Uint32(sum[:])
}

// cutAfter is the formula in 128-bit integers: 5 × h × S < K × b × 2^32, with K = 0 below S/4,
// 2 up to S, 25 beyond; at the latest at 2.5 S. Size includes b; h is asked for only where it counts.
func cutAfter(target, size, b uint64, h func() uint32) bool {
	switch {
	case less(4, size, 1, target):
		return false
	case !less(2, size, 5, target):
		return true
	}
	k := uint64(2)
	if size > target {
		k = 25
	}
	return less(5*uint64(h()), target, k<<32, b)
}

// less says whether a × b < c × d, exactly.
func less(a, b, c, d uint64) bool {
	hi1, lo1 := bits.Mul64(a, b)
	hi2, lo2 := bits.Mul64(c, d)
	return hi1 < hi2 || hi1 == hi2 && lo1 < lo2
}

// shardName is the final name of a shard: train-00000-of-00002.parquet.
func shardName(part string, i, of int, ext string) string {
	return fmt.Sprintf("%s-%05d-of-%05d.%s", part, i, of, ext)
}
