package engine

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"slices"
)

// edge says that document a is a duplicate of the kept document b.
type edge struct {
	a, b   int64
	ca, cb [16]byte // first bytes of the sha256 of their originals
}

// member is a document of a cluster: its survivor and the smallest content hash of all members.
type member struct {
	ord, cluster int64
	group        [16]byte
}

// components joins the links of all dedupe steps so far, dropped members included, into clusters.
type components struct {
	edges []edge
}

// add notes a link.
func (c *components) add(e edge) { c.edges = append(c.edges, e) }

// save keeps the links for a later run that reuses the decisions they come from.
func (c *components) save(path string) error {
	return writeSpool(path, func(add func([]byte) error) error {
		var rec []byte
		for _, e := range c.edges {
			rec = binary.BigEndian.AppendUint64(rec[:0], uint64(e.a))
			rec = binary.BigEndian.AppendUint64(rec, uint64(e.b))
			rec = append(append(rec, e.ca[:]...), e.cb[:]...)
			if err := add(rec); err != nil {
				return err
			}
		}
		return nil
	})
}

// load takes up the links that save kept: those of all dedupe steps so far.
func (c *components) load(path string) error {
	c.edges = c.edges[:0]
	return readSpool(path, func(rec []byte) error {
		if len(rec) != 48 {
			return fmt.Errorf("link of %d bytes", len(rec))
		}
		e := edge{a: int64(binary.BigEndian.Uint64(rec)), b: int64(binary.BigEndian.Uint64(rec[8:]))}
		copy(e.ca[:], rec[16:32])
		copy(e.cb[:], rec[32:48])
		c.edges = append(c.edges, e)
		return nil
	})
}

// members returns every document that has a link, by ordinal. The survivor of a cluster is its
// smallest ordinal among the documents that are nobody's duplicate, else its smallest ordinal.
func (c *components) members() []member {
	ords := c.ordinals()
	f := newForest(len(ords))
	for _, e := range c.edges {
		a, b := at(ords, e.a), at(ords, e.b)
		f.group[a], f.group[b] = e.ca, e.cb
		f.dropped[a] = true
		f.join(a, b)
	}
	return f.settle(ords)
}

func (c *components) ordinals() []int64 {
	ords := make([]int64, 0, 2*len(c.edges))
	for _, e := range c.edges {
		ords = append(ords, e.a, e.b)
	}
	slices.Sort(ords)
	return slices.Compact(ords)
}

func at(ords []int64, ord int64) int32 {
	i, _ := slices.BinarySearch(ords, ord)
	return int32(i)
}

// forest is a union-find over the linked documents, numbered in source order.
type forest struct {
	parent  []int32
	dropped []bool
	group   [][16]byte
}

func newForest(n int) *forest {
	f := &forest{parent: make([]int32, n), dropped: make([]bool, n), group: make([][16]byte, n)}
	for i := range f.parent {
		f.parent[i] = int32(i)
	}
	return f
}

func (f *forest) root(i int32) int32 {
	for f.parent[i] != i {
		f.parent[i] = f.parent[f.parent[i]]
		i = f.parent[i]
	}
	return i
}

// join makes the smaller ordinal the root, so that the result depends on no order.
func (f *forest) join(a, b int32) {
	a, b = f.root(a), f.root(b)
	if a > b {
		a, b = b, a
	}
	f.parent[b] = a
}

func (f *forest) settle(ords []int64) []member {
	survivor := make([]int32, len(ords))
	for i := range survivor {
		survivor[i] = -1
	}
	least := slices.Clone(f.group)
	for i := range ords {
		r := f.root(int32(i))
		if bytes.Compare(f.group[i][:], least[r][:]) < 0 {
			least[r] = f.group[i]
		}
		if survivor[r] < 0 && !f.dropped[i] {
			survivor[r] = int32(i)
		}
	}
	out := make([]member, len(ords))
	for i := range ords {
		r := f.root(int32(i))
		s := survivor[r]
		if s < 0 {
			s = r
		}
		out[i] = member{ords[i], ords[s], least[r]}
	}
	return out
}
