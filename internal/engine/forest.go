package engine

import (
	"slices"

	"github.com/tamis-data/tamis/internal/spill"
)

// forestBytes is what a linked document may cost in a forest (DESIGN.md §7): 8 for its ordinal, 4 for
// its parent, the rest for what the allocator rounds up.
const forestBytes = 16

// forest is a union-find over the linked documents, numbered in source order.
type forest struct {
	ords   []int64
	parent []uint32
}

// labelInMemory finds the components of n linked documents.
func (c *components) labelInMemory(docs *spill.Sorted, n int64, put func(linkedDoc, int64) error) error {
	f := forest{ords: make([]int64, 0, n), parent: make([]uint32, 0, n)}
	err := c.eachLinked(docs, func(d linkedDoc) error {
		f.parent = append(f.parent, uint32(len(f.ords)))
		f.ords = append(f.ords, d.ord)
		return nil
	})
	if err != nil {
		return err
	}
	err = c.edges(func(e edge) error {
		f.join(f.at(e.a), f.at(e.b))
		return nil
	})
	if err != nil {
		return err
	}
	i := uint32(0)
	return c.eachLinked(docs, func(d linkedDoc) error {
		i++
		return put(d, f.ords[f.root(i-1)])
	})
}

func (f *forest) at(ord int64) uint32 {
	i, _ := slices.BinarySearch(f.ords, ord)
	return uint32(i)
}

func (f *forest) root(i uint32) uint32 {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

// join makes the smaller ordinal the root, so that the result depends on no order.
func (f *forest) join(a, b uint32) {
	a, b = f.root(a), f.root(b)
	if a > b {
		a, b = b, a
	}
	f.parent[b] = a
}
