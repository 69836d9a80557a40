package spill

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

// cellShapes make cells that are awkward in different ways.
var cellShapes = map[string]func(r *rand.Rand, i int) [2]uint64{
	"hashes": func(r *rand.Rand, i int) [2]uint64 { return [2]uint64{r.Uint64(), r.Uint64()} },
	"ordinals": func(r *rand.Rand, i int) [2]uint64 {
		return [2]uint64{uint64(r.IntN(3))<<40 | uint64(r.IntN(5000)), uint64(i)}
	},
	"few":       func(r *rand.Rand, i int) [2]uint64 { return [2]uint64{uint64(r.IntN(4)), uint64(r.IntN(4))} },
	"equal":     func(r *rand.Rand, i int) [2]uint64 { return [2]uint64{7, 7} },
	"ascending": func(r *rand.Rand, i int) [2]uint64 { return [2]uint64{5, uint64(i)} },
	"outlier":   func(r *rand.Rand, i int) [2]uint64 { return [2]uint64{1 << 63 * uint64(min(i, 1)), uint64(r.IntN(99))} },
}

func makeCells(shape string, n int) [][2]uint64 {
	r := rand.New(rand.NewPCG(uint64(n), 2))
	out := make([][2]uint64, n)
	for i := range out {
		out[i] = cellShapes[shape](r, i)
	}
	return out
}

func compareCells[C Cell](a, b C) int {
	switch {
	case lessCell(a, b):
		return -1
	case lessCell(b, a):
		return 1
	}
	return 0
}

func sortedCells[C Cell](t *testing.T, budget int64, in []C) *Cells[C] {
	t.Helper()
	s := NewCellSorter[C](t.TempDir(), budget)
	for block := range slices.Chunk(in, 37) {
		must(t, s.Append(block))
	}
	out, err := s.Sort()
	must(t, err)
	t.Cleanup(func() { must(t, out.Close()) })
	return out
}

func listCells[C Cell](t *testing.T, s *Cells[C]) (out []C) {
	t.Helper()
	c := s.Cursor()
	for cell, ok := c.Next(); ok; cell, ok = c.Next() {
		out = append(out, cell)
	}
	must(t, c.Err())
	return out
}

func TestCellsAgainstSlices(t *testing.T) {
	for shape := range cellShapes {
		for _, n := range []int{0, 1, 2, 25, 1000, 40000, 150000} {
			for _, budget := range []int64{4 << 10, 1 << 20, 64 << 20} {
				if n > 40000 && budget < 1<<20 {
					continue
				}
				in := makeCells(shape, n)
				got := sortedCells(t, budget, in)
				slices.SortFunc(in, compareCells)
				if got.Len() != int64(n) || !slices.Equal(listCells(t, got), in) {
					t.Fatalf("%s: %d cells in %d bytes: wrong order", shape, n, budget)
				}
			}
		}
	}
}

func TestWideCells(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	in := make([][4]uint64, 30000)
	for i := range in {
		in[i] = [4]uint64{uint64(r.IntN(3)), uint64(r.IntN(3)), r.Uint64() >> 60 << 60, r.Uint64()}
	}
	for _, budget := range []int64{40 << 10, 64 << 20} {
		got := listCells(t, sortedCells(t, budget, in))
		want := slices.Clone(in)
		slices.SortFunc(want, compareCells)
		if !slices.Equal(got, want) {
			t.Errorf("%d bytes: wrong order", budget)
		}
	}
}

func TestCellsAt(t *testing.T) {
	in := makeCells("hashes", 5000)
	for _, budget := range []int64{8 << 10, 1 << 20} {
		s := sortedCells(t, budget, in)
		want := listCells(t, s)
		c := s.Cursor()
		for _, i := range append(rand.New(rand.NewPCG(1, 1)).Perm(5000)[:500], 0, 4999) {
			got, err := c.At(int64(i))
			next, ok := c.Next()
			if err != nil || got != want[i] || ok != (i < 4999) || ok && next != want[i+1] {
				t.Fatalf("cell %d: %v, %v", i, got, err)
			}
		}
		for _, i := range []int64{-1, 5000} {
			if _, err := s.Cursor().At(i); err == nil {
				t.Errorf("cell %d is there", i)
			}
		}
	}
}

func TestCellsFromManyGoroutines(t *testing.T) {
	in := makeCells("hashes", 20000)
	s := NewCellSorter[[2]uint64](t.TempDir(), 64<<10)
	var wg sync.WaitGroup
	for part := range slices.Chunk(in, 5000) {
		wg.Go(func() {
			for block := range slices.Chunk(part, 100) {
				if err := s.Append(block); err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	out, err := s.Sort()
	must(t, err)
	defer out.Close()
	slices.SortFunc(in, compareCells)
	if !slices.Equal(listCells(t, out), in) {
		t.Error("wrong order")
	}
	if s.Append(in) == nil {
		t.Error("Append after Sort is no error")
	}
}

// A sorter stays in its budget, that in which it sorts included, and fills its blocks again.
func TestCellsMemory(t *testing.T) {
	const budget = 1 << 20
	s := NewCellSorter[[2]uint64](t.TempDir(), budget)
	defer s.Close()
	block := makeCells("hashes", 1000)
	for range 200 {
		must(t, s.Append(block))
		held := cap(s.spare)
		for _, b := range s.blocks {
			held += cap(b)
		}
		if held *= 16; held > budget*11/10 {
			t.Fatalf("%d bytes held", held)
		}
	}
	if len(s.pile.runs) == 0 {
		t.Error("nothing was spilled")
	}
}

func TestCellsEveryFault(t *testing.T) {
	in := makeCells("hashes", 2000)
	want := slices.Clone(in)
	slices.SortFunc(want, compareCells)
	everyFault(t, func(st store, dir string) (bool, error) {
		s := newCellSorter[[2]uint64](st, dir, 8<<10)
		err := s.Append(in)
		out, err2 := s.Sort()
		if err != nil || err2 != nil {
			return false, errors.Join(err, err2, s.Close())
		}
		c := out.Cursor()
		var got [][2]uint64
		for cell, ok := c.Next(); ok; cell, ok = c.Next() {
			got = append(got, cell)
		}
		return slices.Equal(got, want), errors.Join(c.Err(), out.Close())
	})
}

func TestCellsDamaged(t *testing.T) {
	for _, at := range []int64{1, 9, 20, 5000} {
		s := sortedCells(t, 8<<10, makeCells("hashes", 2000))
		flipByte(t, s.run.name, at)
		c := s.Cursor()
		for _, ok := c.Next(); ok; _, ok = c.Next() {
		}
		if !errors.Is(c.Err(), ErrDamaged) {
			t.Errorf("byte %d: %v", at, c.Err())
		}
	}
}

func TestBlobs(t *testing.T) {
	for _, memory := range []int64{0, 200 << 10, 64 << 20} {
		testBlobs(t, memory)
	}
}

func testBlobs(t *testing.T, memory int64) {
	dir := t.TempDir()
	b := NewBlobs(dir, memory)
	r := rand.New(rand.NewPCG(1, 1))
	var places []int64
	var want []string
	for i := range 300 {
		want = append(want, word(r, 1+min(i*i, 20000)))
		place, err := b.Add([]byte(want[i]))
		must(t, err)
		places = append(places, place)
	}
	if files := len(dirNames(t, dir)); b.held > memory || (files == 0) != (memory > b.Bytes()) {
		t.Errorf("%d bytes held and %d files", b.held, files)
	}
	var buf []byte
	for _, i := range r.Perm(300) {
		got, err := b.Get(places[i], len(want[i]), buf)
		if err != nil || string(got) != want[i] {
			t.Fatalf("record %d: %v", i, err)
		}
		buf = got
	}
	if _, err := b.Get(places[5]+1, 3, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("a wrong place: %v", err)
	}
	if _, err := b.Get(b.Bytes(), 3, nil); !errors.Is(err, ErrDamaged) {
		t.Errorf("a place behind the end: %v", err)
	}
	must(t, b.Close())
	if left := dirNames(t, dir); len(left) > 0 {
		t.Errorf("left: %q", left)
	}
}

func TestBlobsEveryFault(t *testing.T) {
	everyFault(t, func(st store, dir string) (bool, error) {
		b := &Blobs{st: st, dir: dir, most: 5 * blobBuffer}
		var err error
		ok := true
		for i := range 12 {
			rec := make([]byte, blobBuffer)
			rec[7] = byte(i)
			var place int64
			if place, err = b.Add(rec); err != nil {
				break
			}
			var got []byte
			if got, err = b.Get(place, len(rec), nil); err != nil {
				break
			}
			ok = ok && got[7] == byte(i)
		}
		return ok, errors.Join(err, b.Close())
	})
}

func BenchmarkCells(b *testing.B) {
	for _, n := range []int{100_000, 6_300_000} {
		in := makeCells("hashes", n)
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			for b.Loop() {
				s := NewCellSorter[[2]uint64](b.TempDir(), 1<<30)
				for block := range slices.Chunk(in, 4096) {
					must(b, s.Append(block))
				}
				out, err := s.Sort()
				must(b, err)
				c := out.Cursor()
				sum := uint64(0)
				for cell, ok := c.Next(); ok; cell, ok = c.Next() {
					sum += cell[0]
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/cell")
		})
	}
}
