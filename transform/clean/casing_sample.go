package clean

import "math/bits"

// largestSample bounds how few documents of a large set vote: one in 64.
const largestSample = 64

// Size implements transform.Sized: of a set larger than the sample a share votes, a power of two, so that a
// set that grows keeps most of its voters.
func (c *casing) Size(bytes int64) {
	share := int64(1)
	for c.sample > 0 && share < largestSample && bytes > share*c.sample*1_000_000 {
		share *= 2
	}
	c.skipped = uint64(share - 1)
}

// votes says whether a text of a large set is one of those that vote, by what it says: so it does not depend
// on the order of the set.
func (c *casing) votes(s string) bool { return c.skipped == 0 || digestOf(s)&c.skipped == 0 }

// digestOf hashes the length of a text and 64 of its bytes.
func digestOf(s string) uint64 {
	const spots = 64
	h := uint64(len(s))
	for i := range min(spots, len(s)) {
		h = (h ^ uint64(s[i*len(s)/min(spots, len(s))])) * 0x9E3779B97F4A7C15
		h ^= h >> 29
	}
	return bits.ReverseBytes64(h)
}
