package sketch

import (
	"encoding/binary"
	"math/bits"
	"slices"
)

// sorter sorts hashes; it keeps its memory from document to document.
type sorter struct {
	ends  []int32
	spare []uint64
}

// Below smallSet comparing is faster than spreading; beyond largeSet the spreading leaves the cache.
const (
	smallSet = 48
	largeSet = 1 << 20
)

// unique orders hashes and leaves each once, in place.
func (s *sorter) unique(hs []uint64) []uint64 {
	if n := len(hs); n < smallSet || n > largeSet {
		slices.Sort(hs)
	} else {
		s.spread(hs)
	}
	return slices.Compact(hs)
}

// spread sorts numbers that lie evenly over 64 bits, as hashes do: the highest bits put each within a
// few places of where it belongs (at 443 numbers, a usual document, a fifth of the time of slices.Sort).
func (s *sorter) spread(hs []uint64) {
	width := min(bits.Len(uint(len(hs))), 12)
	shift := 64 - width
	s.ends = slices.Grow(s.ends[:0], 1<<width)[:1<<width]
	clear(s.ends)
	for _, h := range hs {
		s.ends[h>>shift]++
	}
	sum := int32(0)
	for i, n := range s.ends {
		s.ends[i] = sum // where its part begins, until it is filled
		sum += n
	}
	s.spare = append(s.spare[:0], hs...)
	for _, h := range s.spare {
		i := h >> shift
		hs[s.ends[i]] = h
		s.ends[i]++
	}
	from := int32(0)
	for _, end := range s.ends {
		sortPart(hs[from:end])
		from = end
	}
}

// sortPart sorts a few numbers; many in one part are mostly equal ones, which inserting would take a
// quadratic time over.
func sortPart(hs []uint64) {
	if len(hs) > smallSet {
		slices.Sort(hs)
		return
	}
	for i := 1; i < len(hs); i++ {
		h, j := hs[i], i
		for ; j > 0 && hs[j-1] > h; j-- {
			hs[j] = hs[j-1]
		}
		hs[j] = h
	}
}

// Similarity returns the Jaccard similarity of two records: the shingles that both have out of all
// that either has; 0 for two empty ones. The one rounding is that of the division.
func Similarity(a, b []byte) float64 {
	both := common(a, b)
	all := len(a)/8 + len(b)/8 - both
	if all == 0 {
		return 0
	}
	return float64(both) / float64(all)
}

// Reaches says whether the similarity of two records can be as high as least: the smaller one may
// lie wholly in the larger one.
func Reaches(a, b []byte, least float64) bool {
	small, large := min(len(a), len(b)), max(len(a), len(b))
	return large > 0 && float64(small)/float64(large) >= least
}

// common counts the hashes that two records share. Which of the two moves on is as good as random, so
// that it is reckoned, not branched on.
func common(a, b []byte) (n int) {
	for len(a) >= 8 && len(b) >= 8 {
		x, y := binary.LittleEndian.Uint64(a), binary.LittleEndian.Uint64(b)
		_, less := bits.Sub64(x, y, 0)
		_, more := bits.Sub64(y, x, 0)
		n += int(1 ^ less ^ more)
		a, b = a[8*(1-more):], b[8*(1-less):]
	}
	return n
}
