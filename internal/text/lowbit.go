package text

import "math/bits"

func lowestBit(set uint32) int { return bits.TrailingZeros32(set) }
