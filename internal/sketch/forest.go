package sketch

// Forest is a union-find over numbered documents. The zero Forest has none.
type Forest struct{ parent []uint32 }

// NewForest returns a Forest of n documents, each alone.
func NewForest(n int) *Forest {
	f := &Forest{parent: make([]uint32, n)}
	for i := range f.parent {
		f.parent[i] = uint32(i)
	}
	return f
}

// Root returns the smallest number of the documents that i is joined with.
func (f *Forest) Root(i uint32) uint32 {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

// Join joins two documents, and says whether they were apart. The smaller number becomes the root, so
// that the result depends on no order.
func (f *Forest) Join(a, b uint32) bool {
	a, b = f.Root(a), f.Root(b)
	if a > b {
		a, b = b, a
	}
	f.parent[b] = a
	return a != b
}
