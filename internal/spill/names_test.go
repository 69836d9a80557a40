package spill

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"strings"
	"sync"
	"testing"
)

func makeNames(t testing.TB, n int) (*Names, map[int64]string) {
	t.Helper()
	names, want := NewNames(t.TempDir()), map[int64]string{}
	r := rand.New(rand.NewPCG(uint64(n), 7))
	ord := int64(0)
	for i := range n {
		ord += 1 + int64(r.IntN(3))
		if i%1000 == 999 {
			ord += 1 << 40 // the next input file
		}
		name := fmt.Sprintf("https://example.org/%d/%s", i, strings.Repeat("é", r.IntN(30)))
		if i%5000 == 77 {
			name = strings.Repeat("long", 9000)
		}
		want[ord] = name
		must(t, names.Add(ord, name))
	}
	must(t, names.Seal())
	return names, want
}

func TestNamesAgainstMap(t *testing.T) {
	for _, n := range []int{0, 1, 20000} {
		names, want := makeNames(t, n)
		for ord := range want {
			checkName(t, names, want, ord)
			checkName(t, names, want, ord+1)
			checkName(t, names, want, ord-1)
		}
		checkName(t, names, want, -5)
		checkName(t, names, want, 1<<62)
		if names.Len() != int64(n) {
			t.Errorf("Len is %d", names.Len())
		}
		must(t, names.Close())
	}
}

func checkName(t *testing.T, names *Names, want map[int64]string, ord int64) {
	t.Helper()
	got, ok, err := names.Get(ord)
	w, there := want[ord]
	if err != nil || got != w || ok != there {
		t.Fatalf("ordinal %d: %t, %v", ord, ok, err)
	}
}

func TestNamesFromManyGoroutines(t *testing.T) {
	names, want := makeNames(t, 5000)
	defer names.Close()
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for ord, w := range want {
				if got, ok, err := names.Get(ord); got != w || !ok || err != nil {
					t.Errorf("ordinal %d: %v", ord, err)
				}
			}
		})
	}
	wg.Wait()
}

func TestNamesOrderAndEnd(t *testing.T) {
	for _, ords := range [][]int64{{3, 3}, {3, 2}, {-1}} {
		n := NewNames(t.TempDir())
		var err error
		for _, o := range ords {
			err = n.Add(o, "x")
		}
		if err == nil {
			t.Errorf("%v was taken", ords)
		}
	}
	n := NewNames(t.TempDir())
	must(t, n.Add(1, "x"))
	if _, _, err := n.Get(1); err == nil {
		t.Error("Get before Seal is no error")
	}
	must(t, n.Seal())
	if n.Add(2, "y") == nil {
		t.Error("Add after Seal is no error")
	}
}

// TestNamesMemory holds the index to 1/64 of the data.
func TestNamesMemory(t *testing.T) {
	names, _ := makeNames(t, 30000)
	defer names.Close()
	if held := int64(len(names.blocks)) * 24; held*64 > names.size {
		t.Errorf("%d bytes of index for %d", held, names.size)
	}
}

func TestNamesDamaged(t *testing.T) {
	names, want := makeNames(t, 2000)
	defer names.Close()
	flipByte(t, names.f.Name(), names.size/2)
	bad := 0
	for ord := range want {
		got, _, err := names.Get(ord)
		if err == nil && got != want[ord] {
			t.Fatal("a wrong name")
		}
		if errors.Is(err, ErrDamaged) {
			bad++
		}
	}
	if bad == 0 {
		t.Error("the flipped byte was not seen")
	}
}

func flipByte(t testing.TB, name string, at int64) {
	t.Helper()
	f, err := os.OpenFile(name, os.O_RDWR, 0)
	must(t, err)
	defer f.Close()
	var b [1]byte
	_, err = f.ReadAt(b[:], at)
	must(t, err)
	b[0] ^= 4
	_, err = f.WriteAt(b[:], at)
	must(t, err)
}
