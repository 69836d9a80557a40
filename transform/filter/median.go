package filter

import "slices"

// lengthsOf returns room for n numbers.
func (b *buffers) lengthsOf(n int) []int32 {
	if cap(b.lengths) < n {
		b.lengths = make([]int32, n+min(n/4, keptNumbers))
	}
	return b.lengths[:n]
}

// medianCounts is up to which length words are counted by length; longer ones are sorted.
const medianCounts = 64

// median is the middle of some lengths, the mean of the two middle ones of an even number. It reorders them.
func median(lengths []int32) float64 {
	var counts [medianCounts]int
	long := 0
	for _, n := range lengths {
		if n < medianCounts {
			counts[n]++
		} else {
			lengths[long] = n
			long++
		}
	}
	at := func(rank int) int32 {
		for n, c := range counts {
			if rank -= c; rank < 0 {
				return int32(n)
			}
		}
		return lengths[rank]
	}
	all := len(lengths)
	low, high := (all-1)/2, all/2
	if high >= all-long {
		slices.Sort(lengths[:long])
	}
	return float64(at(low)+at(high)) / 2
}
