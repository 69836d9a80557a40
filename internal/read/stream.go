package read

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"hash"
	"io"
	"os"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"

	"github.com/tamis-data/tamis/schema"
)

// disk is the file as it stands on disk; what passes through Read is counted and hashed.
type disk struct {
	f   *os.File
	n   int64
	h   hash.Hash // nil: no digest
	err error     // of the disk itself, as against damage in the contents
}

func openDisk(path string, noDigest bool) (*disk, error) {
	// A FIFO opened for reading blocks until somebody writes to it, so the kind is asked first.
	info, err := os.Stat(path)
	if err != nil {
		return nil, plain(err)
	}
	if err := regular(info); err != nil {
		return nil, err
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, plain(err)
	}
	d := &disk{f: f}
	if !noDigest {
		d.h = sha256.New()
	}
	return d, nil
}

// plain takes the path out of an error: the caller names the file as the recipe does.
func plain(err error) error {
	var pe *os.PathError
	if errors.As(err, &pe) {
		return pe.Err
	}
	return err
}

func (d *disk) Read(p []byte) (int, error) {
	n, err := d.f.Read(p)
	d.n += int64(n)
	if d.h != nil {
		d.h.Write(p[:n])
	}
	if err != nil && err != io.EOF {
		d.err = plain(err)
	}
	return n, err
}

// drain reads what no format asked for, so that the digest covers the whole file.
func (d *disk) drain() error {
	_, err := io.Copy(io.Discard, struct{ io.Reader }{d})
	if err != nil {
		return plain(err)
	}
	return nil
}

// finish completes the digest.
func (d *disk) finish() error {
	if d.h == nil {
		return nil
	}
	return d.drain()
}

// size returns the bytes of the file; what was read is exact, also of a file that grew.
func (d *disk) size() int64 {
	if info, err := d.f.Stat(); d.h == nil && err == nil {
		return info.Size()
	}
	return d.n
}

func (d *disk) sum() (s [32]byte) {
	if d.h != nil {
		d.h.Sum(s[:0])
	}
	return s
}

// damage is why a compressed stream ends before its file does.
type damage struct {
	reason string
	unread int64 // compressed bytes behind it
}

// stream hands out the decompressed bytes of a file. Damage reads as its end.
type stream struct {
	d       *disk
	packed  *bufio.Reader // nil for a plain file
	src     io.Reader
	packing string // plain | gzip | zstd
	head    []byte // peeked and not yet handed out
	off     int64  // bytes handed out
	broken  *damage
	held    error // what src said beside its last bytes
	free    func()
}

// newStream looks at the first bytes: the content says what a file is packed with, not its name.
func newStream(d *disk, limit int64) (*stream, error) {
	s := &stream{d: d, src: d, packing: "plain"}
	magic := make([]byte, 4)
	n, err := io.ReadFull(d, magic)
	if err != nil && err != io.EOF && err != io.ErrUnexpectedEOF {
		return nil, plain(err)
	}
	err = nil // a short file is no error
	whole := io.MultiReader(bytes.NewReader(magic[:n]), d)
	switch packingOf(magic[:n]) {
	case "gzip":
		s.packing, s.packed = "gzip", bufio.NewReaderSize(whole, 256<<10)
		s.src = &members{r: s.packed}
	case "zstd":
		s.packing, s.packed = "zstd", bufio.NewReaderSize(whole, 256<<10)
		s.src, s.free, err = frames(s.packed, limit)
	default:
		s.head = magic[:n:n]
	}
	return s, err
}

func packingOf(magic []byte) string {
	switch {
	case len(magic) >= 2 && magic[0] == 0x1f && magic[1] == 0x8b:
		return "gzip"
	case len(magic) == 4 && bytes.Equal(magic, []byte{0x28, 0xb5, 0x2f, 0xfd}):
		return "zstd"
	case len(magic) == 4 && magic[0]&0xf0 == 0x50 && bytes.Equal(magic[1:], []byte{0x2a, 0x4d, 0x18}):
		return "zstd" // a skippable frame in front
	}
	return "plain"
}

// frames decodes zstd in this goroutine. Windows beyond 8 × limits.document (128 MiB by default,
// which is also where the zstd command stops unless told) are refused: memory is bounded.
func frames(r io.Reader, limit int64) (io.Reader, func(), error) {
	window := uint64(min(max(8<<20, 8*limit), 1<<29))
	z, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true),
		zstd.WithDecoderMaxWindow(window), zstd.WithDecoderMaxMemory(1<<62))
	if err != nil {
		return nil, nil, fmt.Errorf("start zstd: %w", err)
	}
	return z, z.Close, nil
}

// members reads the members of a gzip file one after the other.
type members struct {
	r  *bufio.Reader
	zr *gzip.Reader
}

// errTail is what follows the last gzip member and is none.
var errTail = errors.New("bytes after the last member are not gzip")

func (m *members) Read(p []byte) (int, error) {
	for {
		if m.zr != nil {
			n, err := m.zr.Read(p)
			if n > 0 && err == io.EOF {
				err = nil
			}
			if n > 0 || err != io.EOF {
				return n, err
			}
		}
		if err := m.member(); err != nil {
			return 0, err
		}
	}
}

// member begins the next member; io.EOF where the file ends.
func (m *members) member() error {
	magic, err := m.r.Peek(2)
	if len(magic) == 0 {
		return err
	}
	if len(magic) < 2 || magic[0] != 0x1f || magic[1] != 0x8b {
		return errTail
	}
	if m.zr == nil {
		m.zr = new(gzip.Reader)
	}
	if err := m.zr.Reset(m.r); err != nil {
		return noEOF(err)
	}
	m.zr.Multistream(false)
	return nil
}

// noEOF makes an end inside something an error.
func noEOF(err error) error {
	if err == io.EOF {
		return io.ErrUnexpectedEOF
	}
	return err
}

// peek returns up to n bytes of the stream and leaves them there.
func (s *stream) peek(n int) ([]byte, error) {
	for len(s.head) < n && s.held == nil {
		s.head = append(s.head, make([]byte, n-len(s.head))...)[:len(s.head)]
		k, err := s.src.Read(s.head[len(s.head):n])
		s.head = s.head[:len(s.head)+k]
		s.held = err
	}
	if s.d.err != nil {
		return nil, s.d.err
	}
	return s.head, nil
}

// Read hands out decompressed bytes; io.EOF at the end or at the damage. Other errors are the disk's.
func (s *stream) Read(p []byte) (int, error) {
	if len(s.head) > 0 {
		n := copy(p, s.head)
		s.head = s.head[n:]
		s.off += int64(n)
		return n, nil
	}
	s.head = nil
	for s.held == nil {
		n, err := s.src.Read(p)
		s.held = err
		if n > 0 || len(p) == 0 {
			s.off += int64(n)
			return n, nil
		}
	}
	return 0, s.end()
}

// end turns what ended the stream into io.EOF and, where it was damage, remembers it.
func (s *stream) end() error {
	if s.d.err != nil {
		return s.d.err
	}
	if s.held == io.EOF || s.broken != nil {
		return io.EOF
	}
	at := s.d.n - int64(s.packed.Buffered())
	if err := s.d.drain(); err != nil {
		return err
	}
	s.broken = &damage{unread: s.d.n - at, reason: fmt.Sprintf("%s: %s, at compressed byte %d", s.packing, fault(s.held), at)}
	return io.EOF
}

// fault says in our words what a decompressor met, where its own would not do.
func fault(err error) string {
	switch {
	case errors.Is(err, io.ErrUnexpectedEOF):
		return "cut off"
	case errors.Is(err, gzip.ErrChecksum), errors.Is(err, zstd.ErrCRCMismatch):
		return "checksum does not match"
	case errors.Is(err, gzip.ErrHeader):
		return "damaged header"
	case errors.Is(err, zstd.ErrMagicMismatch):
		return "bytes after the last frame are not zstd"
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		return "needs a window above 8 × limits.document"
	case errors.Is(err, zstd.ErrUnknownDictionary):
		return "needs a dictionary"
	case errors.Is(err, errTail):
		return err.Error()
	}
	return "damaged data"
}

// fill reads until p is full; it returns io.EOF, with what there was, where the stream ended.
func (s *stream) fill(p []byte) (int, error) {
	n := 0
	for n < len(p) {
		k, err := s.Read(p[n:])
		n += k
		if err != nil {
			return n, err
		}
	}
	return n, nil
}

// discard reads to the end without keeping anything.
func (s *stream) discard() error {
	_, err := io.Copy(io.Discard, struct{ io.Reader }{s})
	return err
}

// withDamage appends the place of the damage, if any, that ends at the end of the stream.
func (s *stream) withDamage(ps []schema.Place) []schema.Place {
	return s.cut(ps, s.off, 0)
}

// cut appends the place of the damage, if any, that begins at start: the record it cut is part of it.
func (s *stream) cut(ps []schema.Place, start, line int64) []schema.Place {
	if s.broken == nil {
		return ps
	}
	return append(ps, schema.Place{Start: start, End: s.off, Line: line,
		BytesUnread: s.broken.unread, Reason: s.broken.reason})
}

func (s *stream) close() error {
	if s.free != nil {
		s.free()
		s.free = nil
	}
	return nil
}

// nextBuffer returns memory that begins with the carried bytes and has room for more. A record that
// fills its buffer gets twice as much, up to what shows that it is beyond the limit.
func (s *stream) nextBuffer(carry []byte, batch int, limit int64) (buf []byte, n int) {
	size := max(s.room(batch), leastBatch)
	if len(carry) >= size/2 {
		size = int(min(2*int64(len(carry)), limit+64<<10))
	}
	buf = make([]byte, max(size, len(carry)+leastBatch))
	return buf, copy(buf, carry)
}

// room is how large a buffer is worth making for the rest of the stream.
func (s *stream) room(batch int) int {
	info, err := s.d.f.Stat()
	if err != nil {
		return batch
	}
	rest := info.Size() - s.d.n + int64(len(s.head)) + 1
	if s.packed != nil {
		rest = 8 * (rest + int64(s.packed.Buffered()))
	}
	return int(min(int64(batch), max(rest, 512)))
}
