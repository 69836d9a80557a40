package diff

import (
	"cmp"
	"slices"
	"sort"
)

// anchorLengths are the tokens of a stretch that may be an anchor: first half a dozen words, which
// stand twice by intention alone, then two, then one.
var anchorLengths = [...]int{12, 4, 1}

// anchorsKept is about how many stretches of a text are looked at: beyond that a share of them, told by
// their hash and so the same in both, keeps memory bounded.
const anchorsKept = 1 << 18

// anchor is a stretch of tokens at a place of each text.
type anchor struct{ a, b int }

// places is where a stretch stands, as far as it stands once.
type places struct{ a, b, inA, inB int }

// anchors returns stretches of k tokens that each side of a piece has once, in the order of both: the
// most that don't cross.
func (c *comparer) anchors(p piece, k int) []anchor {
	seen := map[uint64]places{}
	every := uint64(1 + (p.len())/anchorsKept)
	stretches(c.a[p.a0:p.a1], k, every, func(h uint64, at int) {
		x := seen[h]
		x.a, x.inA = p.a0+at, x.inA+1
		seen[h] = x
	})
	stretches(c.b[p.b0:p.b1], k, every, func(h uint64, at int) {
		if x, ok := seen[h]; ok {
			x.b, x.inB = p.b0+at, x.inB+1
			seen[h] = x
		}
	})
	var both []anchor
	for _, x := range seen {
		if x.inA == 1 && x.inB == 1 && slices.Equal(c.a[x.a:x.a+k], c.b[x.b:x.b+k]) {
			both = append(both, anchor{x.a, x.b})
		}
	}
	slices.SortFunc(both, func(x, y anchor) int { return cmp.Compare(x.a, y.a) })
	return rising(both)
}

// stretches calls f with a hash of every run of k tokens and where it begins.
func stretches(ids []int32, k int, every uint64, f func(h uint64, at int)) {
	for at := 0; at+k <= len(ids); at++ {
		h := uint64(k)
		for _, id := range ids[at : at+k] {
			h = (h ^ uint64(id)) * 0x9E3779B97F4A7C15
			h ^= h >> 29
		}
		if h%every == 0 {
			f(h, at)
		}
	}
}

// rising returns the longest run of anchors that rise in b too; they come by a.
func rising(in []anchor) []anchor {
	var last []int // last[n]: the anchor with the smallest b that ends a run of n+1
	before := make([]int, len(in))
	for i := range in {
		n := sort.Search(len(last), func(n int) bool { return in[last[n]].b >= in[i].b })
		before[i] = -1
		if n > 0 {
			before[i] = last[n-1]
		}
		if n == len(last) {
			last = append(last, i)
		}
		last[n] = i
	}
	if len(last) == 0 {
		return nil
	}
	var out []anchor
	for i := last[len(last)-1]; i >= 0; i = before[i] {
		out = append(out, in[i])
	}
	slices.Reverse(out)
	return out
}

// between marks the anchors, each as far on as both texts go together, and compares what lies
// between them.
func (c *comparer) between(p piece, found []anchor, k, level int) {
	a, b := p.a0, p.b0
	for _, x := range found {
		if x.a < a || x.b < b {
			continue // the one before reached over it
		}
		c.compare(piece{a, x.a, b, x.b}, level)
		for a, b = x.a, x.b; a < p.a1 && b < p.b1 && c.a[a] == c.b[b]; a, b = a+1, b+1 {
			c.inA[a], c.inB[b] = true, true
		}
	}
	c.compare(piece{a, p.a1, b, p.b1}, level)
}
