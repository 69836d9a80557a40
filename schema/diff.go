package schema

// frontier is one direction of the search for the middle of a shortest difference. Diagonal k
// holds the pairs with x − y = k, counted from the corner where the search begins; reach[mid+k] is
// the furthest x on it, −1 where it was not entered.
type frontier struct {
	reach    []int32
	mid      int
	lo, hi   int // diagonals given up on at either end: they left the rectangle
	backward bool
}

// middle returns a place that a shortest difference of a[a0:a1] and b[b0:b1] goes through; false
// where it is longer than limit or took too many comparisons.
func (f *differ) middle(a0, a1, b0, b1, limit int) (x, y int, ok bool) {
	r := rectangle{f, a0, a1, b0, b1}
	most := min((r.width()+r.height()+1)/2, limit/2)
	forth := frontier{reach: fresh(&f.forth, 2*most+3), mid: most + 1}
	back := frontier{reach: fresh(&f.back, 2*most+3), mid: most + 1, backward: true}
	for d := 0; d <= most && f.compared < maxCompared; d++ {
		if x, y, ok = r.advance(&forth, &back, d); ok {
			return a0 + x, b0 + y, true
		}
		if x, y, ok = r.advance(&back, &forth, d); ok {
			return a1 - x, b1 - y, true
		}
	}
	return 0, 0, false
}

func fresh(buf *[]int32, n int) []int32 {
	if cap(*buf) < n {
		*buf = make([]int32, n)
	}
	s := (*buf)[:n]
	for i := range s {
		s[i] = -1
	}
	s[n/2+1] = 0
	return s
}

// rectangle is the stretch of both texts that is searched.
type rectangle struct {
	f              *differ
	a0, a1, b0, b1 int
}

func (r *rectangle) width() int  { return r.a1 - r.a0 }
func (r *rectangle) height() int { return r.b1 - r.b0 }

// advance takes one more difference into account in one direction and says where, counted from
// that direction's corner, it met the other one.
func (r *rectangle) advance(v, other *frontier, d int) (x, y int, met bool) {
	delta := r.width() - r.height()
	// The searches meet after an odd number of differences in the forward turn alone, and after an
	// even number in the backward one.
	checks := (delta&1 != 0) != v.backward
	for k := -d + v.lo; k <= d-v.hi; k += 2 {
		x = r.slide(v, k, v.begin(k, d))
		y = x - k
		v.reach[v.mid+k] = int32(x)
		switch {
		case x > r.width():
			v.hi += 2
		case y > r.height():
			v.lo += 2
		case checks:
			if i := other.mid + delta - k; i >= 0 && i < len(other.reach) && other.reach[i] >= 0 &&
				x+int(other.reach[i]) >= r.width() {
				return x, y, true
			}
		}
	}
	return 0, 0, false
}

// begin returns the x that diagonal k is entered at from its neighbours.
func (v *frontier) begin(k, d int) int {
	below, above := v.reach[v.mid+k-1], v.reach[v.mid+k+1]
	if k == -d || k != d && below < above {
		return int(above)
	}
	return int(below) + 1
}

// slide follows equal words along diagonal k from x.
func (r *rectangle) slide(v *frontier, k, x int) int {
	y := x - k
	for x < r.width() && y < r.height() && r.equal(v, x, y) {
		x, y = x+1, y+1
	}
	return x
}

func (r *rectangle) equal(v *frontier, x, y int) bool {
	if v.backward {
		return r.f.same(r.a1-1-x, r.b1-1-y)
	}
	return r.f.same(r.a0+x, r.b0+y)
}
