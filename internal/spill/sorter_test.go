package spill

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math/rand/v2"
	"os"
	"slices"
	"strings"
	"sync"
	"testing"
)

// pair is a record of the slow oracle.
type pair struct{ key, payload string }

func lessPair(a, b pair) int {
	if c := strings.Compare(a.key, b.key); c != 0 {
		return c
	}
	return strings.Compare(a.payload, b.payload)
}

// sortPairs sorts by a Sorter with one block for every few records.
func sortPairs(t *testing.T, budget int64, in []pair) *Sorted {
	t.Helper()
	s := NewSorter(t.TempDir(), budget)
	var b Block
	for i, p := range in {
		b.Add([]byte(p.key), []byte(p.payload))
		if i%7 == 6 {
			must(t, s.Append(&b))
		}
	}
	must(t, s.Append(&b))
	out, err := s.Sort()
	must(t, err)
	t.Cleanup(func() { must(t, out.Close()) })
	return out
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func listAll(t *testing.T, s *Sorted) []pair {
	t.Helper()
	var out []pair
	must(t, s.All(func(k, p []byte) error {
		out = append(out, pair{string(k), string(p)})
		return nil
	}))
	return out
}

func TestSorterExample(t *testing.T) {
	got := listAll(t, sortPairs(t, 1<<20, []pair{{"pear", "2"}, {"apple", "9"}, {"pear", "1"}, {"", "x"}, {"app", ""}}))
	want := []pair{{"", "x"}, {"app", ""}, {"apple", "9"}, {"pear", "1"}, {"pear", "2"}}
	if !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func ExampleSorted_Runs() {
	s := NewSorter(os.TempDir(), 1<<20)
	var b Block
	for _, w := range strings.Fields("b2 a1 c1 b1 a2 a3") {
		b.Add([]byte(w), nil)
	}
	_ = s.Append(&b)
	out, _ := s.Sort()
	_ = out.Runs(1, func(prefix []byte, run iter.Seq2[[]byte, []byte]) error {
		fmt.Printf("%s:", prefix)
		for key := range run {
			fmt.Printf(" %s", key)
		}
		fmt.Println()
		return nil
	})
	// Output:
	// a: a1 a2 a3
	// b: b1 b2
	// c: c1
}

// shapes makes records that are awkward in different ways.
var shapes = map[string]func(r *rand.Rand) pair{
	"random": func(r *rand.Rand) pair { return pair{word(r, 24), word(r, 60)} },
	"few keys": func(r *rand.Rand) pair {
		return pair{fmt.Sprintf("key-with-a-long-common-start-%d", r.IntN(5)), word(r, 12)}
	},
	"zeros": func(r *rand.Rand) pair {
		return pair{strings.Repeat("\x00", r.IntN(12)), strings.Repeat("\x00", r.IntN(3))}
	},
	"prefixes": func(r *rand.Rand) pair { return pair{"abcdefghijklmnop"[:r.IntN(17)], ""} },
	"wide":     func(r *rand.Rand) pair { return pair{word(r, 8), strings.Repeat("w", r.IntN(1500))} },
}

func word(r *rand.Rand, longest int) string {
	b := make([]byte, r.IntN(longest))
	for i := range b {
		b[i] = byte(r.IntN(256))
	}
	return string(b)
}

func makePairs(shape string, n int, seed uint64) []pair {
	r := rand.New(rand.NewPCG(seed, 1))
	out := make([]pair, n)
	for i := range out {
		out[i] = shapes[shape](r)
	}
	return out
}

func TestSorterAgainstSlices(t *testing.T) {
	for shape := range shapes {
		for _, budget := range []int64{4 << 10, 40 << 10, 1 << 20, 64 << 20} {
			for _, n := range []int{0, 1, 2, 100, 2500} {
				in := makePairs(shape, n, uint64(n))
				want := slices.Clone(in)
				slices.SortFunc(want, lessPair)
				s := sortPairs(t, budget, in)
				if got := listAll(t, s); !slices.Equal(got, want) {
					t.Fatalf("%s, budget %d, %d records: wrong order", shape, budget, n)
				}
				if got := listAll(t, s); !slices.Equal(got, want) || s.Count() != int64(n) {
					t.Fatalf("%s, budget %d, %d records: wrong the second time", shape, budget, n)
				}
			}
		}
	}
}

func TestSorterParallelRadix(t *testing.T) {
	in := makePairs("random", parallelSort+1000, 3)
	want := slices.Clone(in)
	slices.SortFunc(want, lessPair)
	if !slices.Equal(listAll(t, sortPairs(t, 1<<30, in)), want) {
		t.Fatal("wrong order")
	}
}

// TestSorterArrival shuffles the records over goroutines: the result must not tell.
func TestSorterArrival(t *testing.T) {
	in := makePairs("random", 20000, 5)
	var first []pair
	for round := range 4 {
		rand.New(rand.NewPCG(uint64(round), 9)).Shuffle(len(in), func(i, j int) { in[i], in[j] = in[j], in[i] })
		s := NewSorter(t.TempDir(), int64(16<<10)<<(3*round))
		var wg sync.WaitGroup
		for part := range slices.Chunk(in, 1+len(in)/(round+1)) {
			wg.Go(func() { appendAll(t, s, part) })
		}
		wg.Wait()
		out, err := s.Sort()
		must(t, err)
		got := listAll(t, out)
		if first = cmpFirst(first, got); !slices.Equal(first, got) {
			t.Fatalf("round %d differs", round)
		}
		must(t, out.Close())
	}
}

func cmpFirst(first, got []pair) []pair {
	if first == nil {
		return got
	}
	return first
}

func appendAll(t *testing.T, s *Sorter, part []pair) {
	var b Block
	for _, p := range part {
		b.Add([]byte(p.key), []byte(p.payload))
		if b.Bytes() > 3000 {
			if err := s.Append(&b); err != nil {
				t.Error(err)
			}
		}
	}
	if err := s.Append(&b); err != nil {
		t.Error(err)
	}
}

// groupsOf is the oracle of Runs.
func groupsOf(in []pair, prefix int) [][]pair {
	in = slices.Clone(in)
	slices.SortFunc(in, lessPair)
	var out [][]pair
	for _, p := range in {
		n := len(out)
		if n > 0 && out[n-1][0].key[:min(prefix, len(out[n-1][0].key))] == p.key[:min(prefix, len(p.key))] {
			out[n-1] = append(out[n-1], p)
			continue
		}
		out = append(out, []pair{p})
	}
	return out
}

func listRun(run iter.Seq2[[]byte, []byte], stop int) []pair {
	var out []pair
	for k, p := range run {
		if out = append(out, pair{string(k), string(p)}); len(out) == stop {
			break
		}
	}
	return out
}

// TestRunsAnyUse ranges over each run not at all, in part, twice and nested, in any mix.
func TestRunsAnyUse(t *testing.T) {
	for shape := range shapes {
		for _, budget := range []int64{4 << 10, 64 << 20} {
			in := makePairs(shape, 1200, 11)
			for _, prefix := range []int{0, 1, 4, 30} {
				checkRuns(t, sortPairs(t, budget, in), groupsOf(in, prefix), prefix)
			}
		}
	}
}

func checkRuns(t *testing.T, s *Sorted, want [][]pair, prefix int) {
	t.Helper()
	r := rand.New(rand.NewPCG(uint64(prefix), 4))
	i := 0
	err := s.Runs(prefix, func(head []byte, run iter.Seq2[[]byte, []byte]) error {
		w := want[i]
		i++
		if string(head) != w[0].key[:min(prefix, len(w[0].key))] {
			return errors.New("wrong prefix")
		}
		for range r.IntN(4) {
			stop := 1 + r.IntN(2*len(w))
			if got := listRun(run, stop); !slices.Equal(got, w[:min(stop, len(w))]) {
				return fmt.Errorf("run %d: wrong records", i)
			}
		}
		return checkNested(run, w)
	})
	if err != nil || i != len(want) {
		t.Fatalf("%d runs of %d: %v", i, len(want), err)
	}
}

func checkNested(run iter.Seq2[[]byte, []byte], w []pair) error {
	if len(w) > 40 {
		return nil
	}
	n := 0
	for k := range run {
		outer := string(k)
		if got := listRun(run, 0); !slices.Equal(got, w) || outer != string(k) {
			return errors.New("wrong in a nested range")
		}
		n++
	}
	if n != len(w) {
		return errors.New("a nested range ended the outer one")
	}
	return nil
}

func TestRunLongerThanMemory(t *testing.T) {
	s := NewSorter(t.TempDir(), 16<<10)
	var b Block
	for i := range 50000 {
		b.Add(binary.BigEndian.AppendUint32([]byte("one-key-"), uint32(i)), []byte("payload"))
	}
	must(t, s.Append(&b))
	out, err := s.Sort()
	must(t, err)
	defer out.Close()
	for range 2 {
		must(t, out.Runs(8, func(_ []byte, run iter.Seq2[[]byte, []byte]) error {
			if n := len(listRun(run, 0)); n != 50000 {
				return fmt.Errorf("%d records", n)
			}
			return nil
		}))
	}
}

func TestFilesArePrivateAndGo(t *testing.T) {
	dir := t.TempDir() + "/made/when/needed"
	s := NewSorter(dir, 4<<10)
	appendAll(t, s, makePairs("random", 4000, 1))
	names := dirNames(t, dir)
	if len(names) < 2 {
		t.Fatal("nothing was spilled")
	}
	for _, n := range names {
		info, err := os.Stat(dir + "/" + n)
		must(t, err)
		if info.Mode() != 0o600 || !strings.HasPrefix(n, "spill-") {
			t.Errorf("%s has mode %v", n, info.Mode())
		}
	}
	out, err := s.Sort()
	must(t, err)
	if n := len(dirNames(t, dir)); n != 1 {
		t.Errorf("%d files after the merge, want 1", n)
	}
	must(t, out.Close())
	must(t, s.Close())
	if n := len(dirNames(t, dir)); n != 0 {
		t.Errorf("%d files after Close", n)
	}
}

func dirNames(t testing.TB, dir string) []string {
	t.Helper()
	entries, err := os.ReadDir(dir)
	must(t, err)
	var out []string
	for _, e := range entries {
		out = append(out, e.Name())
	}
	return out
}

func TestSortInMemoryMakesNoFile(t *testing.T) {
	dir := t.TempDir() + "/absent"
	s := NewSorter(dir, 1<<20)
	appendAll(t, s, makePairs("random", 1000, 1))
	_, err := s.Sort()
	must(t, err)
	if _, err := os.Stat(dir); err == nil {
		t.Error("the folder was made")
	}
}

// TestBudget watches what the Sorter and the merge hold by their own books.
func TestBudget(t *testing.T) {
	for _, budget := range []int64{4 << 10, 64 << 10, 1 << 20} {
		s := NewSorter(t.TempDir(), budget)
		var b Block
		var peak int64
		for i := range 30000 {
			b.Add(fmt.Appendf(nil, "key %d", i*7919%30011), []byte("some payload"))
			must(t, s.Append(&b))
			peak = max(peak, s.arena.held+refBytes*int64(s.arena.n))
		}
		peak += int64(frameBytes(budget))
		if peak > budget*12/10 {
			t.Errorf("budget %d: %d bytes held", budget, peak)
		}
		checkFanIn(t, &s.pile)
		must(t, s.Close())
	}
}

func checkFanIn(t *testing.T, p *pile) {
	t.Helper()
	held := int64(frameBytes(p.budget))
	for _, r := range p.runs[:p.fanIn()] {
		held += int64(max(r.widest, r.limit)) + frameHead + cursorBytes
	}
	if held > p.budget*12/10 {
		t.Errorf("budget %d: a merge holds %d bytes", p.budget, held)
	}
}

func TestUseAfterEnd(t *testing.T) {
	s := NewSorter(t.TempDir(), 1<<20)
	_, err := s.Sort()
	must(t, err)
	var b Block
	b.Add([]byte("k"), nil)
	if err := s.Append(&b); err == nil {
		t.Error("Append after Sort is no error")
	}
	if _, err := s.Sort(); err == nil {
		t.Error("a second Sort is no error")
	}
}

func TestAllStops(t *testing.T) {
	stop := errors.New("stop")
	for _, budget := range []int64{4 << 10, 1 << 30} {
		s := sortPairs(t, budget, makePairs("random", 2000, 2))
		n := 0
		err := s.All(func(k, p []byte) error { n++; return stop })
		if err != stop || n != 1 {
			t.Errorf("%v after %d records", err, n)
		}
	}
}

func FuzzParseRecord(f *testing.F) {
	f.Add(appendRecord(nil, []byte("key"), []byte("payload")))
	f.Add(appendRecord(nil, bytes.Repeat([]byte("k"), 300), nil))
	f.Add([]byte{0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1})
	f.Fuzz(func(t *testing.T, b []byte) {
		key, payload, size := parseRecord(b)
		if size == 0 {
			return
		}
		again := appendRecord(nil, key, payload)
		k2, p2, n := parseRecord(again)
		if n != len(again) || !bytes.Equal(k2, key) || !bytes.Equal(p2, payload) {
			t.Fatal("a record does not come back")
		}
	})
}
