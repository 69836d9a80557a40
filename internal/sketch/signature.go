package sketch

import "math/bits"

// A signature is a fast similarity sketch (Dahlgaard, Knudsen, Thorup, "Fast Similarity Sketching",
// 2017): the shingles fall into as many bins as it has values, and a bin keeps its smallest. Bins that
// stay empty are filled by further rounds under other hash functions; the rounds from the number of
// bins on take one bin each, so that all are filled. Two documents agree in a bin with a probability
// equal to their Jaccard similarity, as with MinHash, at the cost of one hash a shingle, and with a
// smaller error on short texts, where bins draw without replacement.
type signature struct {
	bins []uint64
	done []bool   // filled in an earlier round
	open []uint32 // bins that are not, once a round has ended
	left int      // how many they are
	key  uint64
}

// vacant is a bin that nothing fell into. A shingle of this value is as good as none.
const vacant = ^uint64(0)

func newSignature(size int, k Key) signature {
	return signature{bins: make([]uint64, size), done: make([]bool, size), open: make([]uint32, size), key: k.round}
}

func (s *signature) begin() {
	for i := range s.bins {
		s.bins[i] = vacant
	}
	s.left = len(s.bins)
}

// first is the first round over some of the shingles. Their own hashes serve: the highest bits choose
// the bin, and the smallest of a bin is the smallest of its range.
func (s *signature) first(shingles []uint64) {
	bins := s.bins
	n := uint64(len(bins))
	for _, x := range shingles {
		b, _ := bits.Mul64(x, n)
		bins[b] = min(bins[b], x)
	}
}

// endFirst finds what the first round left to fill. Which bins these are no branch can guess.
func (s *signature) endFirst() {
	bins, done, open := s.bins, s.done[:len(s.bins)], s.open[:len(s.bins)]
	left := 0
	for i, v := range bins {
		open[left] = uint32(i)
		done[i] = v != vacant
		if v == vacant {
			left++
		}
	}
	s.left = left
}

// endRound leaves of what is to fill what is still to fill.
func (s *signature) endRound() {
	left := 0
	for _, i := range s.open[:s.left] {
		s.done[i] = s.bins[i] != vacant
		if !s.done[i] {
			s.open[left] = i
			left++
		}
	}
	s.left = left
}

// further is round i over some of the shingles: it reaches the bins that no round before filled.
func (s *signature) further(i int, shingles []uint64) {
	n := uint64(len(s.bins))
	seed := s.key + uint64(i)*golden
	if i >= len(s.bins) {
		s.only(i-len(s.bins), seed, shingles)
		return
	}
	bins, done := s.bins, s.done[:n]
	for _, x := range shingles {
		y := mum(x^seed, mixB)
		if b, _ := bits.Mul64(y, n); !done[b] {
			bins[b] = min(bins[b], y)
		}
	}
}

// only lets all shingles fall into one bin.
func (s *signature) only(bin int, seed uint64, shingles []uint64) {
	if s.done[bin] {
		return
	}
	for _, x := range shingles {
		s.bins[bin] = min(s.bins[bin], mum(x^seed, mixB))
	}
}

// rounds is how many there are at most.
func (s *signature) rounds() int { return 2 * len(s.bins) }

// bands appends one key for each band: a hash of its number and the values of its rows.
func (s *signature) bands(dst []uint64, rows int, k Key) []uint64 {
	for from := 0; from < len(s.bins); from += rows {
		h := k.short + uint64(from)*golden
		for _, v := range s.bins[from : from+rows] {
			h = mum(h^v, mixA)
		}
		dst = append(dst, h^h>>32)
	}
	return dst
}
