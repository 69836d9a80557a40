package text

import (
	"encoding/binary"
	"math/bits"
)

func load64(b []byte) uint64 { return binary.LittleEndian.Uint64(b) }

// trailing returns the number of the lowest byte with its high bit set.
func trailing(hit uint64) int { return bits.TrailingZeros64(hit) >> 3 }
