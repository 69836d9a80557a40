package fasttext

import (
	"bytes"
	"encoding/binary"
	"fmt"
	"math"
)

// cursor walks a model file and keeps the first error. After one all it returns is zero.
type cursor struct {
	data []byte
	at   int
	err  error
}

func (r *cursor) fail(format string, args ...any) {
	if r.err == nil {
		r.err = fmt.Errorf("byte %d: %s", r.at, fmt.Sprintf(format, args...))
	}
}

// left is how much there is still to read.
func (r *cursor) left() int {
	if r.err != nil {
		return 0
	}
	return len(r.data) - r.at
}

// take returns the next n bytes, nil where there are fewer.
func (r *cursor) take(n int) []byte {
	if n < 0 || n > r.left() {
		r.fail("the file ends where %d bytes should follow", n)
		return nil
	}
	out := r.data[r.at : r.at+n : r.at+n]
	r.at += n
	return out
}

func (r *cursor) int32() int {
	if b := r.take(4); b != nil {
		return int(int32(binary.LittleEndian.Uint32(b)))
	}
	return 0
}

func (r *cursor) int64() int64 {
	if b := r.take(8); b != nil {
		return int64(binary.LittleEndian.Uint64(b))
	}
	return 0
}

func (r *cursor) flag() bool {
	b := r.take(1)
	return b != nil && b[0] != 0
}

// word reads up to a zero byte.
func (r *cursor) word() string {
	n := bytes.IndexByte(r.data[len(r.data)-r.left():], 0)
	if n < 0 {
		r.fail("a word without an end")
		return ""
	}
	w := r.take(n + 1)
	return string(w[:n])
}

// size reads a number of things that take at least each bytes apiece.
func (r *cursor) size(n int64, each int, of string) int {
	if n < 0 || n > int64(r.left()/each) {
		r.fail("%d %s do not fit the file", n, of)
		return 0
	}
	return int(n)
}

// floats takes n numbers and sees to it that each of them is one.
func (r *cursor) floats(n int) []byte {
	b := r.take(r.size(int64(n), 4, "numbers") * 4)
	for i := 0; i < len(b); i += 4 {
		if bits := binary.LittleEndian.Uint32(b[i:]); bits&0x7f800000 == 0x7f800000 {
			r.fail("a number of a matrix is none")
			return nil
		}
	}
	return b
}

// real32 reads number i of b.
func real32(b []byte, i int) float32 {
	return math.Float32frombits(binary.LittleEndian.Uint32(b[4*i:]))
}
