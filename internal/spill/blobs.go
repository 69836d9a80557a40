package spill

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"

	"github.com/zeebo/xxh3"
)

// Blobs keeps records of any size, to be read back by their place: in memory, and once they are more than
// may stay there in a temporary file. Behind a record stands a uint64 xxh3 of it seeded with the place. It
// belongs to one goroutine.
type Blobs struct {
	st    store
	dir   string
	parts []blobPart // all, while they are in memory
	held  int64      // what the parts take
	most  int64      // and may take
	disk  bool       // they are not in memory any more
	f     file
	buf   []byte // what is not written yet
	size  int64  // what is, or is in parts
}

// blobPart is records from a place on.
type blobPart struct {
	from int64
	buf  []byte
}

// blobBuffer is how much gathers before it is written; a part in memory has at most blobPartMost unless one
// record has more.
const (
	blobBuffer    = 256 << 10
	blobPartLeast = 16 << 10
	blobPartMost  = 1 << 20
)

// blobFoot is what stands behind a record.
const blobFoot = 8

// NewBlobs returns Blobs that hold up to so many bytes in memory, and make their file in dir for more.
func NewBlobs(dir string, memory int64) *Blobs { return &Blobs{st: osStore{}, dir: dir, most: memory} }

// Add appends a record and returns its place.
func (b *Blobs) Add(record []byte) (place int64, err error) {
	place = b.Bytes()
	if !b.disk && b.room(len(record)+blobFoot) {
		p := &b.parts[len(b.parts)-1]
		p.buf = appendBlob(p.buf, record, place)
		b.size = p.from + int64(len(p.buf))
		return place, nil
	}
	if err := b.toDisk(); err != nil {
		return place, err
	}
	b.buf = appendBlob(b.buf, record, place)
	if len(b.buf) >= blobBuffer {
		err = b.flush()
	}
	return place, err
}

func appendBlob(dst, record []byte, place int64) []byte {
	return binary.LittleEndian.AppendUint64(append(dst, record...), xxh3.HashSeed(record, uint64(place)))
}

// room sees to it that n bytes fit the last part; false where they may not be in memory.
func (b *Blobs) room(n int) bool {
	if i := len(b.parts) - 1; i >= 0 && cap(b.parts[i].buf)-len(b.parts[i].buf) >= n {
		return true
	}
	size := max(n, int(min(max(b.held, blobPartLeast), blobPartMost)))
	if b.held+int64(size) > b.most {
		return false
	}
	b.held += int64(size)
	b.parts = append(b.parts, blobPart{b.size, make([]byte, 0, size)})
	return true
}

// toDisk writes what is in memory; what follows goes to the file too.
func (b *Blobs) toDisk() error {
	parts := b.parts
	b.parts, b.disk = nil, true
	for _, p := range parts {
		b.size = p.from
		if err := b.write(p.buf); err != nil {
			return err
		}
	}
	return nil
}

// flush writes what gathered.
func (b *Blobs) flush() error {
	if len(b.buf) == 0 {
		return nil
	}
	err := b.write(b.buf)
	if b.buf = b.buf[:0]; cap(b.buf) > 4*blobBuffer { // an outsized record's memory goes back
		b.buf = nil
	}
	return err
}

// write appends to the file.
func (b *Blobs) write(p []byte) error {
	if b.f == nil {
		f, err := b.st.create(b.dir, prefixName+"*.blobs"+suffixName)
		if err != nil {
			return fmt.Errorf("create spill file: %w", err)
		}
		b.f = f
	}
	n, err := b.f.Write(p)
	if err == nil && n < len(p) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("write spill file: %w", err)
	}
	b.size += int64(n)
	return nil
}

// Get returns the record of n bytes at a place: as it is held, not to be changed, or read into the memory of
// buf where that is large enough.
func (b *Blobs) Get(place int64, n int, buf []byte) ([]byte, error) {
	if !b.disk {
		return b.get(place, n)
	}
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

// get returns a record in memory.
func (b *Blobs) get(place int64, n int) ([]byte, error) {
	i := sort.Search(len(b.parts), func(i int) bool { return b.parts[i].from > place }) - 1
	if i >= 0 {
		p := b.parts[i]
		if at := int(place - p.from); at+n+blobFoot <= len(p.buf) && xxh3.HashSeed(p.buf[at:at+n], uint64(place)) == binary.LittleEndian.Uint64(p.buf[at+n:]) {
			return p.buf[at : at+n : at+n], nil
		}
	}
	return nil, fmt.Errorf("no record of %d bytes at %d: %w", n, place, ErrDamaged)
}

// Bytes returns the size of all records so far.
func (b *Blobs) Bytes() int64 { return b.size + int64(len(b.buf)) }

// Close removes the file.
func (b *Blobs) Close() error {
	f := b.f
	b.f, b.buf, b.parts = nil, nil, nil
	if f == nil {
		return nil
	}
	err := f.Close()
	if err != nil {
		err = fmt.Errorf("close spill file: %w", err)
	}
	return errors.Join(err, b.st.remove(f.Name()))
}
