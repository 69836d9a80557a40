package spill

import (
	"encoding/binary"
	"slices"
)

// refBytes is what one record costs in the index that is sorted.
const refBytes = 16

// ref is one record in the index: the first bytes of its key and where it lies in the arena.
// Sorting these and not the records moves 16 bytes a record, without a pointer for the collector.
type ref struct {
	prefix uint64
	at     uint64 // chunk << chunkBits | byte in the chunk
}

// chunkBits bounds a chunk to 16 MiB; only a record larger than a chunk has one of its own, at 0.
const chunkBits = 24

// arena keeps records in chunks of one size, since growing one slice would hold it twice.
type arena struct {
	chunk  int // bytes of a chunk
	chunks [][]byte
	free   [][]byte // emptied chunks for the next filling
	held   int64    // capacity of chunks and free
	refs   []ref    // memory of the last index
	n      int
	bytes  int64
}

// newArena returns an arena whose chunks suit a budget: small enough not to overshoot it.
func newArena(budget int64) *arena {
	return &arena{chunk: int(min(max(budget/32, 256), 1<<20))}
}

// cost returns the bytes held once a record of size bytes is added and the index is made.
func (a *arena) cost(size int) int64 {
	held := a.held
	if !a.fits(size) && (size > a.chunk || len(a.free) == 0) {
		held += int64(max(size, a.chunk))
	}
	return held + refBytes*int64(a.n+1)
}

func (a *arena) fits(size int) bool {
	if len(a.chunks) == 0 {
		return false
	}
	last := a.chunks[len(a.chunks)-1]
	return len(last)+size <= cap(last)
}

// add copies an encoded record and returns where it lies.
func (a *arena) add(rec []byte) uint64 {
	if !a.fits(len(rec)) {
		a.grow(len(rec))
	}
	i := len(a.chunks) - 1
	off := len(a.chunks[i])
	a.chunks[i] = append(a.chunks[i], rec...)
	a.n++
	a.bytes += int64(len(rec))
	return uint64(i)<<chunkBits | uint64(off)
}

// grow opens the chunk that takes a record of size bytes next.
func (a *arena) grow(size int) {
	if n := len(a.free); size <= a.chunk && n > 0 {
		a.chunks = append(a.chunks, a.free[n-1])
		a.free = a.free[:n-1]
		return
	}
	c := make([]byte, 0, max(size, a.chunk))
	a.held += int64(cap(c))
	a.chunks = append(a.chunks, c)
}

// empty forgets the records and keeps the chunks of the common size.
func (a *arena) empty() {
	for _, c := range a.chunks {
		if cap(c) != a.chunk {
			a.held -= int64(cap(c))
			continue
		}
		a.free = append(a.free, c[:0])
	}
	a.chunks, a.n, a.bytes = a.chunks[:0], 0, 0
}

// dropFree gives unused chunks back, for a record that needs one of its own.
func (a *arena) dropFree() {
	a.held -= int64(len(a.free)) * int64(a.chunk)
	a.free = nil
}

// record returns the encoded record at a place from ref.
func (a *arena) record(at uint64) []byte {
	b := a.chunks[at>>chunkBits][at&(1<<chunkBits-1):]
	_, _, size := parseRecord(b)
	return b[:size]
}

// parts returns key and payload of the record at a place from ref.
func (a *arena) parts(at uint64) (key, payload []byte) {
	key, payload, _ = parseRecord(a.chunks[at>>chunkBits][at&(1<<chunkBits-1):])
	return key, payload
}

// index lists the records in the order they came.
func (a *arena) index() []ref {
	refs := slices.Grow(a.refs[:0], a.n)
	for i, c := range a.chunks {
		for off := 0; off < len(c); {
			key, _, size := parseRecord(c[off:])
			refs = append(refs, ref{prefixOf(key), uint64(i)<<chunkBits | uint64(off)})
			off += size
		}
	}
	a.refs = refs
	return refs
}

// sumAt returns the number kept as the payload of a sum's record, in place.
func (a *arena) sumAt(at uint64) []byte {
	_, payload := a.parts(at)
	return payload
}

// addSum adds n to a sum's record in place.
func (a *arena) addSum(at uint64, n int64) {
	p := a.sumAt(at)
	binary.LittleEndian.PutUint64(p, binary.LittleEndian.Uint64(p)+uint64(n))
}
