package spill

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"sort"
	"sync/atomic"

	"github.com/zeebo/xxh3"
)

// Names keeps a string for each of many ordinals in a file, since at 10^9 documents their ids do
// not fit memory. Ordinals come in ascending order, then Seal, then Get from any goroutine. In
// memory stays 24 bytes for each block of at least 4 KiB, and at most 64 blocks read last.
//
// A block is uint64 xxh3 of the rest, then for each name uvarint ordinal minus the one before
// (minus the block's first for the first), uvarint length, name.
type Names struct {
	st     store
	dir    string
	f      file
	buf    []byte // the block at hand, with room for its checksum
	first  int64  // ordinal of the block at hand
	last   int64
	count  int64
	size   int64
	blocks []nameBlock
	cache  [nameCache]atomic.Pointer[cachedBlock]
	sealed bool
	err    error
}

const (
	nameBlockBytes = 4 << 10
	nameCache      = 64
	// nameCachedBytes is the largest block that the cache keeps: one huge name must not stay.
	nameCachedBytes = 4 * nameBlockBytes
)

// nameBlock is where a block lies.
type nameBlock struct {
	first int64 // ordinal of its first name
	at    int64
	bytes int64
}

type cachedBlock struct {
	number int
	body   []byte
}

// NewNames returns an empty Names whose file will be in dir, which is made when needed.
func NewNames(dir string) *Names { return &Names{st: osStore{}, dir: dir, last: -1} }

// Add keeps name for ord, which must be greater than all before and not negative.
func (n *Names) Add(ord int64, name string) error {
	if n.err != nil {
		return n.err
	}
	if n.sealed || ord <= n.last || len(name) > maxField {
		n.err = fmt.Errorf("names: ordinal %d out of order, name too long, or added after Seal", ord)
		return n.err
	}
	if len(n.buf) == 0 {
		n.buf = append(n.buf, 0, 0, 0, 0, 0, 0, 0, 0)
		n.first, n.last = ord, ord
	}
	n.buf = binary.AppendUvarint(n.buf, uint64(ord-n.last))
	n.buf = binary.AppendUvarint(n.buf, uint64(len(name)))
	n.buf = append(n.buf, name...)
	n.last = ord
	n.count++
	if len(n.buf) >= nameBlockBytes {
		n.err = n.flush()
	}
	return n.err
}

// flush writes the block at hand.
func (n *Names) flush() error {
	if len(n.buf) == 0 {
		return nil
	}
	if n.f == nil {
		f, err := n.st.create(n.dir, prefixName+"*.names"+suffixName)
		if err != nil {
			return fmt.Errorf("create names file: %w", err)
		}
		n.f = f
	}
	binary.LittleEndian.PutUint64(n.buf, xxh3.HashSeed(n.buf[8:], uint64(n.size)))
	w, err := n.f.Write(n.buf)
	if err == nil && w < len(n.buf) {
		err = io.ErrShortWrite
	}
	if err != nil {
		return fmt.Errorf("write names file: %w", err)
	}
	n.blocks = append(n.blocks, nameBlock{n.first, n.size, int64(len(n.buf))})
	n.size += int64(len(n.buf))
	n.buf = n.buf[:0]
	return nil
}

// Seal ends the input; from now on Get may be called.
func (n *Names) Seal() error {
	if n.err == nil {
		n.err = n.flush()
	}
	n.buf = nil
	n.sealed = true
	return n.err
}

// Len returns the number of names.
func (n *Names) Len() int64 { return n.count }

// Get returns the name of ord, and false where there is none. It is safe for many goroutines.
func (n *Names) Get(ord int64) (string, bool, error) {
	if n.err != nil || !n.sealed {
		return "", false, errors.Join(n.err, unsealed(n.sealed))
	}
	i := sort.Search(len(n.blocks), func(i int) bool { return n.blocks[i].first > ord }) - 1
	if i < 0 {
		return "", false, nil
	}
	body, err := n.block(i)
	if err != nil {
		return "", false, err
	}
	name, found, ok := searchNames(body, n.blocks[i].first, ord)
	if !ok {
		return "", false, damaged(n.f, n.blocks[i].at, "broken record")
	}
	return name, found, nil
}

func unsealed(sealed bool) error {
	if sealed {
		return nil
	}
	return errors.New("names: asked before Seal")
}

// block returns the body of block i, from the cache or the file.
func (n *Names) block(i int) ([]byte, error) {
	slot := &n.cache[i%nameCache]
	if c := slot.Load(); c != nil && c.number == i {
		return c.body, nil
	}
	b := n.blocks[i]
	buf := make([]byte, b.bytes)
	if err := readAt(n.f, buf, b.at); err != nil {
		return nil, err
	}
	if xxh3.HashSeed(buf[8:], uint64(b.at)) != binary.LittleEndian.Uint64(buf) {
		return nil, damaged(n.f, b.at, "wrong checksum")
	}
	if len(buf) <= nameCachedBytes {
		slot.Store(&cachedBlock{i, buf[8:]})
	}
	return buf[8:], nil
}

// searchNames looks for ord in a block; ok is false where the block is broken.
func searchNames(b []byte, at, ord int64) (name string, found, ok bool) {
	for len(b) > 0 {
		delta, a := binary.Uvarint(b)
		if a <= 0 {
			return "", false, false
		}
		size, c := binary.Uvarint(b[a:])
		if c <= 0 || size > uint64(len(b)-a-c) {
			return "", false, false
		}
		at += int64(delta)
		rest := b[a+c:]
		if at == ord {
			return string(rest[:size]), true, true
		}
		if at > ord {
			return "", false, true
		}
		b = rest[size:]
	}
	return "", false, true
}

// Close removes the file.
func (n *Names) Close() error {
	n.buf, n.blocks, n.sealed = nil, nil, true
	n.err = errClosed
	if n.f == nil {
		return nil
	}
	f := n.f
	n.f = nil
	return errors.Join(f.Close(), n.st.remove(f.Name()))
}
