package spill

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"

	"github.com/zeebo/xxh3"
)

// Blobs keeps records of any size in a temporary file, to be read back by their place: the record, then
// a uint64 xxh3 of it seeded with the place. It belongs to one goroutine.
type Blobs struct {
	st   store
	dir  string
	f    file
	buf  []byte // what is not written yet
	size int64  // what is
}

// blobBuffer is how much gathers before it is written.
const blobBuffer = 256 << 10

// blobFoot is what stands behind a record.
const blobFoot = 8

// NewBlobs returns Blobs that make their file in dir with the first record.
func NewBlobs(dir string) *Blobs { return &Blobs{st: osStore{}, dir: dir} }

// Add appends a record and returns its place.
func (b *Blobs) Add(record []byte) (place int64, err error) {
	place = b.size + int64(len(b.buf))
	b.buf = append(b.buf, record...)
	b.buf = binary.LittleEndian.AppendUint64(b.buf, xxh3.HashSeed(record, uint64(place)))
	if len(b.buf) >= blobBuffer {
		err = b.flush()
	}
	return place, err
}

// flush writes what gathered.
func (b *Blobs) flush() error {
	if len(b.buf) == 0 {
		return nil
	}
	if b.f == nil {
		f, err := b.st.create(b.dir, prefixName+"*.blobs"+suffixName)
		if err != nil {
			return fmt.Errorf("create spill file: %w", err)
		}
		b.f = f
	}
	n, err := b.f.Write(b.buf)
	if err == nil && n < len(b.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("write spill file: %w", err)
	}
	b.size += int64(n)
	if b.buf = b.buf[:0]; cap(b.buf) > 4*blobBuffer { // an outsized record's memory goes back
		b.buf = nil
	}
	return nil
}

// Get returns the record of n bytes at a place, in the memory of buf where it is large enough.
func (b *Blobs) Get(place int64, n int, buf []byte) ([]byte, error) {
	if err := b.flush(); err != nil {
		return nil, err
	}
	if cap(buf) < n+blobFoot {
		buf = make([]byte, n+blobFoot)
	}
	buf = buf[:n+blobFoot]
	if b.f == nil {
		return nil, fmt.Errorf("read spill file: nothing was added: %w", ErrDamaged)
	}
	if err := readAt(b.f, buf, place); err != nil {
		return nil, err
	}
	if xxh3.HashSeed(buf[:n], uint64(place)) != binary.LittleEndian.Uint64(buf[n:]) {
		return nil, damaged(b.f, place, "wrong checksum")
	}
	return buf[:n], nil
}

// Bytes returns the size of all records so far.
func (b *Blobs) Bytes() int64 { return b.size + int64(len(b.buf)) }

// Close removes the file.
func (b *Blobs) Close() error {
	f := b.f
	b.f, b.buf = nil, nil
	if f == nil {
		return nil
	}
	err := f.Close()
	if err != nil {
		err = fmt.Errorf("close spill file: %w", err)
	}
	return errors.Join(err, b.st.remove(f.Name()))
}
