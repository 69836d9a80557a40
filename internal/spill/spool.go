package spill

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/zeebo/xxh3"
)

// A spool is a file of records in the order they came, for what waits between two stretches of a
// run or for the next run:
//
//	head    "tamisspl", uint32 format version, uint32 zero, key (32 bytes), uint64 xxh3 of these
//	block   uint32 length, uint32 records, uint64 xxh3 of the body seeded with the block's place,
//	        then the records, each with a uint32 length before it
//	foot    a block head with length 0, then uint64 records, uint64 place of the foot, and the
//	        xxh3 of these in the block head's place
//
// All numbers are little-endian. The foot tells a whole file from one cut between blocks.
const (
	spoolMagic   = "tamisspl"
	spoolVersion = 1
	spoolHead    = 56
	spoolFoot    = frameHead + 16
	// spoolBlock is the size at which a block is written: large enough that the call and the
	// checksum cost nothing, small enough to keep a few for each worker.
	spoolBlock = 1 << 20
)

// ErrStale says that a spool is of another format version or was made under another key, so that
// it must be made anew.
var ErrStale = errors.New("spool is of another run")

// Spool writes a file of records in order. It belongs to one goroutine.
type Spool struct {
	f       file
	st      store
	path    string
	buf     []byte
	count   uint32
	size    int64
	records int64
	err     error
}

// Create starts a spool that Commit will put at path; until then it has a temporary name beside
// it. The key is what Open must be given to read it: a digest of all that the records depend on.
func Create(path string, key [32]byte) (*Spool, error) { return createSpool(osStore{}, path, key) }

func createSpool(st store, path string, key [32]byte) (*Spool, error) {
	f, err := st.create(filepath.Dir(path), prefixName+"*.spool"+suffixName)
	if err != nil {
		return nil, fmt.Errorf("create spool: %w", err)
	}
	s := &Spool{f: f, st: st, path: path, buf: make([]byte, frameHead, spoolBlock+spoolBlock/4)}
	s.write(spoolHeader(key))
	if s.err != nil {
		return nil, errors.Join(s.err, s.Abort())
	}
	return s, nil
}

func spoolHeader(key [32]byte) []byte {
	b := make([]byte, 0, spoolHead)
	b = append(b, spoolMagic...)
	b = binary.LittleEndian.AppendUint32(b, spoolVersion)
	b = binary.LittleEndian.AppendUint32(b, 0)
	b = append(b, key[:]...)
	return binary.LittleEndian.AppendUint64(b, xxh3.Hash(b))
}

// Append adds a copy of one record, at most 1 GiB.
func (s *Spool) Append(record []byte) error {
	return s.AppendWith(func(b []byte) []byte { return append(b, record...) })
}

// AppendWith adds one record that encode appends to b; it saves the copy of Append.
func (s *Spool) AppendWith(encode func(b []byte) []byte) error {
	if s.err != nil {
		return s.err
	}
	start := len(s.buf)
	s.buf = encode(append(s.buf, 0, 0, 0, 0))
	n := len(s.buf) - start - 4
	if n < 0 || n > maxField {
		s.err = errors.New("write spool: record longer than 1 GiB")
		return s.err
	}
	binary.LittleEndian.PutUint32(s.buf[start:], uint32(n))
	s.count++
	s.records++
	if len(s.buf) >= spoolBlock {
		s.flush()
	}
	return s.err
}

// flush writes the block at hand.
func (s *Spool) flush() {
	if s.count == 0 {
		return
	}
	putFrameHead(s.buf, s.count, s.size)
	s.write(s.buf)
	s.count = 0
	if cap(s.buf) > 4*spoolBlock { // an outsized record's memory goes back
		s.buf = make([]byte, 0, spoolBlock+spoolBlock/4)
	}
	s.buf = s.buf[:frameHead]
}

func (s *Spool) write(b []byte) {
	if s.err != nil {
		return
	}
	n, err := s.f.Write(b)
	s.size += int64(n)
	if err == nil && n < len(b) {
		err = io.ErrShortWrite
	}
	if err != nil {
		s.err = fmt.Errorf("write spool: %w", err)
	}
}

// Records returns the number of records so far.
func (s *Spool) Records() int64 { return s.records }

// Bytes returns the size of the file so far.
func (s *Spool) Bytes() int64 { return s.size + int64(len(s.buf)-frameHead) }

// Commit writes what is left, syncs, and gives the file its final name. On an error nothing is
// left of it, or a whole file where the folder alone could not be synced.
func (s *Spool) Commit() error {
	s.flush()
	s.write(s.foot())
	if s.err == nil {
		s.err = s.publish()
	}
	if s.err != nil {
		return errors.Join(s.err, s.Abort())
	}
	s.f = nil
	return nil
}

func (s *Spool) foot() []byte {
	b := make([]byte, spoolFoot)
	binary.LittleEndian.PutUint64(b[frameHead:], uint64(s.records))
	binary.LittleEndian.PutUint64(b[frameHead+8:], uint64(s.size))
	binary.LittleEndian.PutUint64(b[8:], xxh3.Hash(b[frameHead:]))
	return b
}

func (s *Spool) publish() error {
	if err := s.f.Sync(); err != nil {
		return fmt.Errorf("sync spool: %w", err)
	}
	if err := s.f.Close(); err != nil {
		return fmt.Errorf("close spool: %w", err)
	}
	if err := s.st.rename(s.f.Name(), s.path); err != nil {
		return fmt.Errorf("rename spool: %w", err)
	}
	return nil
}

// Abort removes a spool that is not to be kept; after Commit it does nothing.
func (s *Spool) Abort() error {
	if s.f == nil {
		return nil
	}
	f := s.f
	s.f = nil
	if s.err == nil {
		s.err = errClosed
	}
	_ = f.Close() // Commit may have closed it
	if err := s.st.remove(f.Name()); err != nil && !errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("remove spool: %w", err)
	}
	return nil
}

// putFrameHead fills the head of a frame whose body stands behind it in b.
func putFrameHead(b []byte, count uint32, place int64) {
	body := b[frameHead:]
	binary.LittleEndian.PutUint32(b, uint32(len(body)))
	binary.LittleEndian.PutUint32(b[4:], count)
	binary.LittleEndian.PutUint64(b[8:], xxh3.HashSeed(body, uint64(place)))
}

// SpoolReader reads a spool block by block. It belongs to one goroutine; the blocks may go to
// others.
type SpoolReader struct {
	f       file
	size    int64
	at      int64
	records int64 // read so far
	total   int64
}

// Open opens a spool for reading from its start. ErrStale: another key or format; ErrDamaged: not
// what was written.
func Open(path string, key [32]byte) (*SpoolReader, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, fmt.Errorf("open spool: %w", err)
	}
	r := &SpoolReader{f: f, at: spoolHead}
	if err := r.start(f, key); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return r, nil
}

func (r *SpoolReader) start(f *os.File, key [32]byte) error {
	info, err := f.Stat()
	if err != nil {
		return fmt.Errorf("open spool: %w", err)
	}
	if !info.Mode().IsRegular() {
		return fmt.Errorf("open spool: %w", os.ErrInvalid)
	}
	r.size = info.Size() - spoolFoot
	if r.size < spoolHead {
		return damaged(f, 0, "file ends early")
	}
	var head [spoolHead]byte
	if err := readAt(f, head[:], 0); err != nil {
		return err
	}
	if err := checkSpoolHead(f, head[:], key); err != nil {
		return err
	}
	return r.readFoot()
}

func checkSpoolHead(f file, head []byte, key [32]byte) error {
	sum := binary.LittleEndian.Uint64(head[spoolHead-8:])
	if string(head[:8]) != spoolMagic || xxh3.Hash(head[:spoolHead-8]) != sum {
		return damaged(f, 0, "wrong head")
	}
	if binary.LittleEndian.Uint32(head[8:]) != spoolVersion || [32]byte(head[16:48]) != key {
		return ErrStale
	}
	return nil
}

func (r *SpoolReader) readFoot() error {
	var foot [spoolFoot]byte
	if err := readAt(r.f, foot[:], r.size); err != nil {
		return err
	}
	tail := foot[frameHead:]
	ok := binary.LittleEndian.Uint64(foot[:8]) == 0 &&
		binary.LittleEndian.Uint64(foot[8:]) == xxh3.Hash(tail) &&
		binary.LittleEndian.Uint64(tail[8:]) == uint64(r.size)
	if !ok {
		return damaged(r.f, r.size, "wrong foot")
	}
	r.total = int64(binary.LittleEndian.Uint64(tail))
	return nil
}

// readAt reads all of b or says why not.
func readAt(f file, b []byte, off int64) error {
	n, err := f.ReadAt(b, off)
	if n == len(b) {
		return nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		return damaged(f, off, "file ends early")
	}
	return fmt.Errorf("read spill file: %w", err)
}

// Records returns the number of records in the file.
func (r *SpoolReader) Records() int64 { return r.total }

// Bytes returns the size of the blocks in the file.
func (r *SpoolReader) Bytes() int64 { return r.size - spoolHead }

// Next returns the next block, checked, or io.EOF behind the last.
func (r *SpoolReader) Next() (*SpoolBlock, error) {
	return r.next(nil) // fresh memory: decoded documents point into it
}

// Each calls f with each record from where r stands, until an error. A record is valid until f returns.
func (r *SpoolReader) Each(f func(record []byte) error) error {
	var body []byte
	for {
		b, err := r.next(body)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		for rec := range b.All() {
			if err := f(rec); err != nil {
				return err
			}
		}
		body = b.body
	}
}

// next reads a block into the memory of body where that is large enough.
func (r *SpoolReader) next(body []byte) (*SpoolBlock, error) {
	if r.at == r.size {
		return nil, r.atEnd()
	}
	var head [frameHead]byte
	if r.size-r.at < frameHead {
		return nil, damaged(r.f, r.at, "file ends early")
	}
	if err := readAt(r.f, head[:], r.at); err != nil {
		return nil, err
	}
	n := int64(binary.LittleEndian.Uint32(head[:]))
	if n == 0 || n > r.size-r.at-frameHead {
		return nil, damaged(r.f, r.at, "wrong length")
	}
	if int64(cap(body)) < n {
		body = make([]byte, n)
	}
	body = body[:n]
	if err := readAt(r.f, body, r.at+frameHead); err != nil {
		return nil, err
	}
	return r.block(head, body)
}

func (r *SpoolReader) block(head [frameHead]byte, body []byte) (*SpoolBlock, error) {
	count := int(binary.LittleEndian.Uint32(head[4:]))
	if xxh3.HashSeed(body, uint64(r.at)) != binary.LittleEndian.Uint64(head[8:]) || count != countRecords(body) {
		return nil, damaged(r.f, r.at, "wrong checksum")
	}
	b := &SpoolBlock{body: body, n: count, first: r.records}
	r.at += int64(frameHead + len(body))
	r.records += int64(count)
	return b, nil
}

func (r *SpoolReader) atEnd() error {
	if r.records != r.total {
		return damaged(r.f, r.at, "records missing")
	}
	return io.EOF
}

// countRecords walks the lengths; -1 where they do not add up.
func countRecords(b []byte) int {
	n := 0
	for ; len(b) >= 4; n++ {
		size := int64(binary.LittleEndian.Uint32(b))
		if size > int64(len(b)-4) {
			return -1
		}
		b = b[4+size:]
	}
	if len(b) > 0 {
		return -1
	}
	return n
}

// Close closes the file and leaves it where it is.
func (r *SpoolReader) Close() error { return r.f.Close() }

// SpoolBlock is a number of records in order, in memory of its own that stays valid.
type SpoolBlock struct {
	body  []byte
	n     int
	first int64
}

// Len returns the number of records.
func (b *SpoolBlock) Len() int { return b.n }

// First returns the number of the block's first record in the file, from 0.
func (b *SpoolBlock) First() int64 { return b.first }

// Bytes returns the memory that the block holds.
func (b *SpoolBlock) Bytes() int { return len(b.body) }

// All ranges over the records; they point into the block.
func (b *SpoolBlock) All() iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for rest := b.body; len(rest) >= 4; {
			end := 4 + int(binary.LittleEndian.Uint32(rest))
			if !yield(rest[4:end:end]) {
				return
			}
			rest = rest[end:]
		}
	}
}
