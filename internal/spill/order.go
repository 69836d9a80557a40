package spill

import (
	"bytes"
	"cmp"
	"math/bits"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"
)

// smallSort is the length below which comparing beats distributing: a pass over 256 counters
// costs about as much as sorting 100 records.
const smallSort = 128

// parallelSort is the length from which more than one goroutine sorts (about 1 ms of work each).
const parallelSort = 1 << 16

// compare orders records by key, then payload, so that the order never tells how they arrived.
func (a *arena) compare(x, y ref) int {
	if x.prefix != y.prefix {
		return cmp.Compare(x.prefix, y.prefix)
	}
	xk, xp := a.parts(x.at)
	yk, yp := a.parts(y.at)
	if c := bytes.Compare(xk, yk); c != 0 {
		return c
	}
	return bytes.Compare(xp, yp)
}

// sort orders the index by the records' bytes.
func (a *arena) sort(refs []ref) {
	shift := firstShift(refs)
	if shift < 0 || len(refs) < parallelSort {
		a.radix(refs, shift)
		return
	}
	ends := distribute(refs, uint(shift))
	a.sortBuckets(refs, &ends, shift-8)
}

// sortBuckets sorts the 256 parts of refs on all cores. The parts are disjoint, so the result
// does not depend on who sorts which.
func (a *arena) sortBuckets(refs []ref, ends *[256]int, shift int) {
	var next atomic.Int32
	var wg sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), 8) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < 256; i = int(next.Add(1)) - 1 {
				a.radix(bucket(refs, ends, i), shift)
			}
		})
	}
	wg.Wait()
}

// radix sorts by the byte of the prefix at shift and then by the rest.
func (a *arena) radix(refs []ref, shift int) {
	if len(refs) < smallSort || shift < 0 {
		slices.SortFunc(refs, a.compare)
		return
	}
	ends := distribute(refs, uint(shift))
	for i := range ends {
		if b := bucket(refs, &ends, i); len(b) > 1 {
			a.radix(b, shift-8)
		}
	}
}

// bucket returns the records whose byte is i.
func bucket(refs []ref, ends *[256]int, i int) []ref {
	if i == 0 {
		return refs[:ends[0]]
	}
	return refs[ends[i-1]:ends[i]]
}

// distribute moves the records, in place, to 256 parts by the byte at shift; it returns where
// each part ends.
func distribute(refs []ref, shift uint) [256]int {
	var ends, heads [256]int
	for i := range refs {
		ends[byte(refs[i].prefix>>shift)]++
	}
	for i, sum := 0, 0; i < 256; i++ {
		heads[i] = sum
		sum += ends[i]
		ends[i] = sum
	}
	for b := range heads {
		for heads[b] < ends[b] {
			r := refs[heads[b]]
			for d := byte(r.prefix >> shift); int(d) != b; d = byte(r.prefix >> shift) {
				refs[heads[d]], r = r, refs[heads[d]]
				heads[d]++
			}
			refs[heads[b]] = r
			heads[b]++
		}
	}
	return ends
}

// firstShift returns where the first byte lies in which the prefixes differ, -8 where they are
// all equal: keys often begin with the same table number or step.
func firstShift(refs []ref) int {
	if len(refs) == 0 {
		return -8
	}
	var diff uint64
	for i := range refs {
		diff |= refs[i].prefix ^ refs[0].prefix
	}
	if diff == 0 {
		return -8
	}
	return (bits.Len64(diff) - 1) / 8 * 8
}
