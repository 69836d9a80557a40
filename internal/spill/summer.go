package spill

import (
	"bytes"
	"encoding/binary"
	"errors"
	"iter"
	"sync"

	"github.com/zeebo/xxh3"
)

// sumTable adds numbers up by key: records in an arena, found by an open-addressing table.
type sumTable struct {
	arena *arena
	slots []uint64 // tag << 48 | place + 1; 0 is free
}

const firstSlots = 64

func newSumTable(budget int64) *sumTable { return &sumTable{arena: newArena(budget)} }

// find returns the slot of key, or the free one where it belongs.
func (t *sumTable) find(key []byte, hash uint64) int {
	mask := len(t.slots) - 1
	for i := int(hash) & mask; ; i = (i + 1) & mask {
		v := t.slots[i]
		if v == 0 {
			return i
		}
		if v>>48 == hash>>48 {
			if k, _ := t.arena.parts(v&(1<<48-1) - 1); bytes.Equal(k, key) {
				return i
			}
		}
	}
}

// bump adds n to a key that is there already.
func (t *sumTable) bump(key []byte, hash uint64, n int64) bool {
	if len(t.slots) == 0 {
		return false
	}
	v := t.slots[t.find(key, hash)]
	if v == 0 {
		return false
	}
	t.arena.addSum(v&(1<<48-1)-1, n)
	return true
}

// insert adds the encoded record of a key that is not there.
func (t *sumTable) insert(rec, key []byte, hash uint64) {
	if t.full() {
		t.rehash()
	}
	t.slots[t.find(key, hash)] = t.arena.add(rec) + 1 | hash>>48<<48
}

// full says that the next insert doubles the slots: beyond 3/4 searches get long.
func (t *sumTable) full() bool { return (t.arena.n+1)*4 > len(t.slots)*3 }

func (t *sumTable) rehash() {
	t.slots = make([]uint64, max(2*len(t.slots), firstSlots))
	for i, c := range t.arena.chunks {
		for off := 0; off < len(c); {
			key, _, size := parseRecord(c[off:])
			hash := xxh3.Hash(key)
			t.slots[t.find(key, hash)] = uint64(i)<<chunkBits | uint64(off) + 1 | hash>>48<<48
			off += size
		}
	}
}

// cost returns the bytes held while and after one more record of size bytes is inserted.
func (t *sumTable) cost(size int) int64 {
	slots := int64(len(t.slots))
	if t.full() {
		slots = max(3*slots, firstSlots) // old and new at once
	}
	return t.arena.cost(size) + 8*slots
}

func (t *sumTable) empty() {
	t.arena.empty()
	clear(t.slots)
}

// Sums is one worker's own table of sums by key, so that workers meet at the Summer once a batch.
// The zero Sums is empty and ready.
type Sums struct {
	table *sumTable
	rec   []byte
	err   error
}

// sumsChunk is the memory step of a worker's table: 256 KiB of keys.
const sumsChunk = 8 << 20

// Add adds n to the sum of key, which is at most 1 GiB long; a longer one is reported by
// Summer.Append. Sums wrap around beyond 64 bits.
func (s *Sums) Add(key []byte, n int64) {
	if len(key) > maxField {
		s.err = errTooLong
		return
	}
	if s.table == nil {
		s.table = newSumTable(sumsChunk)
	}
	hash := xxh3.Hash(key)
	if s.table.bump(key, hash, n) {
		return
	}
	s.rec = sumRecord(s.rec[:0], key, uint64(n))
	s.table.insert(s.rec, key, hash)
}

func sumRecord(b, key []byte, n uint64) []byte {
	var sum [8]byte
	binary.LittleEndian.PutUint64(sum[:], n)
	return appendRecord(b, key, sum[:])
}

// Len returns the number of different keys.
func (s *Sums) Len() int {
	if s.table == nil {
		return 0
	}
	return s.table.arena.n
}

// Bytes returns the size of the keys and sums as they are kept.
func (s *Sums) Bytes() int {
	if s.table == nil {
		return 0
	}
	return int(s.table.arena.bytes)
}

// Reset empties the table and keeps its memory.
func (s *Sums) Reset() {
	s.err = nil
	if s.table != nil {
		s.table.empty()
	}
}

// Summer adds numbers up by key within a budget and gives the sums in the order of the keys'
// bytes. Append may be called from many goroutines; All once they are done, any number of times.
type Summer struct {
	mu    sync.Mutex
	table *sumTable
	pile  pile
	out   *Sorted
	err   error
}

// NewSummer returns a Summer that holds at most budget bytes and writes partial sums beyond it to
// files in dir, which is made when needed. The tables of the workers are not counted.
func NewSummer(dir string, budget int64) *Summer { return newSummer(osStore{}, dir, budget) }

func newSummer(st store, dir string, budget int64) *Summer {
	return &Summer{
		table: newSumTable(budget),
		pile:  pile{st: st, dir: dir, budget: budget, fold: addUp},
	}
}

// Append adds the sums of b and empties it. The error is one of the disk, or of a key that was
// too long, and stays.
func (s *Summer) Append(b *Sums) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	defer b.Reset()
	if s.err == nil && s.table == nil {
		s.err = errClosed
	}
	if s.err == nil {
		s.err = b.err
	}
	if b.table == nil {
		return s.err
	}
	for _, chunk := range b.table.arena.chunks {
		for off := 0; off < len(chunk) && s.err == nil; {
			key, sum, size := parseRecord(chunk[off:])
			s.err = s.take(chunk[off:off+size], key, sum)
			off += size
		}
	}
	return s.err
}

// take adds one partial sum and spills before where it would exceed the budget.
func (s *Summer) take(rec, key, sum []byte) error {
	hash := xxh3.Hash(key)
	if s.table.bump(key, hash, int64(binary.LittleEndian.Uint64(sum))) {
		return nil
	}
	if s.table.cost(len(rec)) > s.pile.budget && s.table.arena.n > 0 {
		if err := s.pile.write(s.table.arena); err != nil {
			return err
		}
		s.table.empty()
	}
	if len(rec) > s.table.arena.chunk {
		s.table.arena.dropFree()
	}
	s.table.insert(rec, key, hash)
	return nil
}

// All calls fn with each key and its sum in the order of the keys' bytes, until an error. The key
// is valid until fn returns. After the first All nothing can be added.
func (s *Summer) All(fn func(key []byte, sum int64) error) error {
	out, err := s.finish()
	if err != nil {
		return err
	}
	return out.All(func(key, sum []byte) error {
		return fn(key, int64(binary.LittleEndian.Uint64(sum)))
	})
}

// Seq is All as a range; what went wrong in it is in Err.
func (s *Summer) Seq() iter.Seq2[[]byte, int64] {
	return func(yield func([]byte, int64) bool) {
		stop := errors.New("stop")
		err := s.All(func(key []byte, sum int64) error {
			if !yield(key, sum) {
				return stop
			}
			return nil
		})
		if err != nil && err != stop {
			s.fail(err)
		}
	}
}

// Err returns the first error of Append, All or a range over Seq.
func (s *Summer) Err() error { s.mu.Lock(); defer s.mu.Unlock(); return s.err }

func (s *Summer) fail(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = err
	}
}

// finish merges once.
func (s *Summer) finish() (*Sorted, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err != nil || s.out != nil {
		return s.out, s.err
	}
	if s.table == nil {
		s.err = errClosed
		return nil, s.err
	}
	arena := s.table.arena
	s.table = nil
	s.out, s.err = s.pile.sorted(arena)
	if s.err != nil {
		s.err = errors.Join(s.err, s.pile.close())
	}
	return s.out, s.err
}

// Close removes the files.
func (s *Summer) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	out := s.out
	s.table, s.out = nil, nil
	if out != nil {
		return out.Close()
	}
	return s.pile.close()
}
