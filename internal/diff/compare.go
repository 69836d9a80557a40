package diff

// piece is a stretch of both texts, in tokens, half-open.
type piece struct{ a0, a1, b0, b1 int }

func (p piece) len() int { return p.a1 - p.a0 + p.b1 - p.b0 }

func (p piece) empty() bool { return p.a0 == p.a1 || p.b0 == p.b1 }

// exactBelow is up to how many tokens of a piece the shortest script is found, whatever they are: it
// costs at most as many steps for each token.
const exactBelow = 1024

// comparer marks the tokens that both texts have, in the same order.
type comparer struct {
	a, b     []int32
	inA, inB []bool
	to, back []int // frontiers of Myers' search, kept from one to the next
}

// compare marks what a piece shares. level is the first length of anchors to try.
func (c *comparer) compare(p piece, level int) {
	p = c.trim(p)
	if p.empty() {
		return
	}
	if p.len() > exactBelow {
		for ; level < len(anchorLengths); level++ {
			if found := c.anchors(p, anchorLengths[level]); len(found) > 0 {
				c.between(p, found, anchorLengths[level], level+1)
				return
			}
		}
	}
	x, y, ok := c.middle(p)
	if !ok {
		return // too different: one change
	}
	c.compare(piece{p.a0, x, p.b0, y}, len(anchorLengths))
	c.compare(piece{x, p.a1, y, p.b1}, len(anchorLengths))
}

// trim marks what both begin and end with.
func (c *comparer) trim(p piece) piece {
	for !p.empty() && c.a[p.a0] == c.b[p.b0] {
		c.inA[p.a0], c.inB[p.b0] = true, true
		p.a0, p.b0 = p.a0+1, p.b0+1
	}
	for !p.empty() && c.a[p.a1-1] == c.b[p.b1-1] {
		p.a1, p.b1 = p.a1-1, p.b1-1
		c.inA[p.a1], c.inB[p.b1] = true, true
	}
	return p
}

// leastSteps is how far the search goes in any piece, so that few differences are found in a text of
// any length; others go as far as about a million steps.
const leastSteps = 32

// unreached is a diagonal that no path has come to; it stays far below 0 when some steps are added.
const unreached = -1 << 40

// middle splits a trimmed piece in the middle of a shortest script (Myers 1986, §4b); ok is false
// where that takes more steps than it may.
func (c *comparer) middle(p piece) (x, y int, ok bool) {
	n, m := p.a1-p.a0, p.b1-p.b0
	most := min((n+m+1)/2, max(leastSteps, exactBelow*exactBelow/(n+m)))
	if need := 2*most + 3; len(c.to) < need {
		c.to, c.back = make([]int, need), make([]int, need)
	}
	mid, delta := most+1, n-m
	odd := delta&1 != 0
	for d := 0; d <= most; d++ {
		for k := -d; k <= d; k += 2 {
			at := furthest(c.to, mid+k, k, d, n, m)
			for at >= 0 && at < n && at-k < m && c.a[p.a0+at] == c.b[p.b0+at-k] {
				at++
			}
			c.to[mid+k] = at
			if r := delta - k; odd && -d < r && r < d && at+c.back[mid+r] >= n {
				return p.a0 + at, p.b0 + at - k, true
			}
		}
		for k := -d; k <= d; k += 2 {
			at := furthest(c.back, mid+k, k, d, n, m)
			for at >= 0 && at < n && at-k < m && c.a[p.a1-1-at] == c.b[p.b1-1-at+k] {
				at++
			}
			c.back[mid+k] = at
			if r := delta - k; !odd && -d <= r && r <= d && at+c.to[mid+r] >= n {
				return p.a1 - at, p.b1 - at + k, true
			}
		}
	}
	return 0, 0, false
}

// furthest is how far on diagonal k a path of d steps comes by its last step, from the frontier of
// paths of d-1 steps; v[i] is that of diagonal k.
func furthest(v []int, i, k, d, n, m int) int {
	if d == 0 {
		return 0
	}
	right, down := unreached, unreached
	if k > -d && v[i-1] < n {
		right = v[i-1] + 1
	}
	if k < d && v[i+1]-k <= m {
		down = v[i+1]
	}
	return max(right, down)
}
