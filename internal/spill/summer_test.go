package spill

import (
	"errors"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
)

func ExampleSummer() {
	s := NewSummer("spill", 1<<20)
	var b Sums
	for _, line := range []string{"Home", "About", "Home", "Home"} {
		b.Add([]byte(line), 1)
	}
	_ = s.Append(&b)
	_ = s.All(func(key []byte, sum int64) error {
		fmt.Printf("%s %d\n", key, sum)
		return nil
	})
	// Output:
	// About 1
	// Home 3
}

type sumPair struct {
	key string
	sum int64
}

func listSums(t *testing.T, s *Summer) []sumPair {
	t.Helper()
	var out []sumPair
	must(t, s.All(func(k []byte, n int64) error { out = append(out, sumPair{string(k), n}); return nil }))
	return out
}

// TestSummerAgainstMap adds on several goroutines with budgets from 4 KiB up; the oracle is a map.
func TestSummerAgainstMap(t *testing.T) {
	for _, budget := range []int64{4 << 10, 64 << 10, 16 << 20} {
		for _, keys := range []int{1, 50, 20000} {
			s := NewSummer(t.TempDir(), budget)
			got, want := runSums(t, s, keys, 30000)
			if !slices.Equal(got, want) || !slices.Equal(listSums(t, s), want) {
				t.Errorf("budget %d, %d keys: wrong sums", budget, keys)
			}
			if _, err := s.finish(); err != nil {
				t.Error(err)
			}
			must(t, s.Close())
		}
	}
}

func runSums(t *testing.T, s *Summer, keys, n int) (got, want []sumPair) {
	oracle := map[string]int64{}
	r := rand.New(rand.NewPCG(uint64(keys), 1))
	blocks := make([]Sums, 4)
	for range n {
		k, v := fmt.Sprintf("key %d", r.IntN(keys)), int64(r.IntN(9)-3)
		oracle[k] += v
		b := &blocks[r.IntN(4)]
		b.Add([]byte(k), v)
		if b.Len() > 500 {
			must(t, s.Append(b))
		}
	}
	var wg sync.WaitGroup
	for i := range blocks {
		wg.Go(func() {
			if err := s.Append(&blocks[i]); err != nil {
				t.Error(err)
			}
		})
	}
	wg.Wait()
	for _, k := range slices.Sorted(maps.Keys(oracle)) {
		want = append(want, sumPair{k, oracle[k]})
	}
	return listSums(t, s), want
}

func TestSummerBudget(t *testing.T) {
	for _, budget := range []int64{4 << 10, 64 << 10, 1 << 20} {
		s := NewSummer(t.TempDir(), budget)
		var b Sums
		var peak int64
		for i := range 40000 {
			b.Add(fmt.Appendf(nil, "a key of some length %d", i), 1)
			must(t, s.Append(&b))
			peak = max(peak, s.table.arena.held+refBytes*int64(s.table.arena.n)+8*int64(len(s.table.slots)))
		}
		if peak += int64(frameBytes(budget)); peak > budget*12/10 {
			t.Errorf("budget %d: %d bytes held", budget, peak)
		}
		if n := len(listSums(t, s)); n != 40000 {
			t.Errorf("%d keys", n)
		}
		must(t, s.Close())
	}
}

func TestSummerSeqStopsAndReports(t *testing.T) {
	s := NewSummer(t.TempDir(), 1<<20)
	var b Sums
	b.Add([]byte("a"), 1)
	b.Add([]byte("b"), 2)
	must(t, s.Append(&b))
	for range s.Seq() {
		break
	}
	must(t, s.Err())
	b.Add([]byte("c"), 1)
	if err := s.Append(&b); !errors.Is(err, errClosed) {
		t.Errorf("Append after the sums were taken: %v", err)
	}
	if s.Err() == nil {
		t.Error("Err forgot it")
	}
}
