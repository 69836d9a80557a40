package ngram

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
)

// The layout of a model file, all numbers little endian (docs/ngram.md):
//
//	magic, order u8, how u8, 6 bytes 0, words u32, then per level n-grams u32
//	the words behind the three marks: length u8, bytes
//	per level: last words u32 (not of the first level), probabilities u16, and but in the last weights u16, n-grams that go on u32
//
// A probability or weight is minus its decimal logarithm in 1/2048.
const (
	magic = "tamisng1"
	steps = 2048
	// MaxWord is how many bytes a word of a model has at most.
	MaxWord = 255
)

// quantize keeps a logarithm to a step.
func quantize(log float64) uint16 {
	return uint16(min(max(math.Round(float64(-log*steps)), 0), math.MaxUint16))
}

func unquantize(q uint16) int32 { return -int32((int64(q)*unit + steps/2) / steps) }

type fileWriter struct {
	w   *bufio.Writer
	buf [8]byte
}

func (w *fileWriter) u16(n uint16) {
	binary.LittleEndian.PutUint16(w.buf[:], n)
	_, _ = w.w.Write(w.buf[:2]) // Flush has the error
}

func (w *fileWriter) u32(n uint32) {
	binary.LittleEndian.PutUint32(w.buf[:], n)
	_, _ = w.w.Write(w.buf[:4])
}

// Write writes an estimated model.
func (e *Estimate) Write(to io.Writer) error {
	w := &fileWriter{w: bufio.NewWriterSize(to, 1<<16)}
	_, _ = w.w.WriteString(magic)
	_, _ = w.w.Write([]byte{byte(len(e.levels)), byte(e.How), 0, 0, 0, 0, 0, 0})
	w.u32(uint32(len(e.words)))
	for k := range e.levels {
		w.u32(uint32(len(e.levels[k].words)))
	}
	for _, word := range e.words[firstWord:] {
		_ = w.w.WriteByte(byte(len(word)))
		_, _ = w.w.WriteString(word)
	}
	for k := range e.levels {
		w.level(&e.levels[k], k == 0, k == len(e.levels)-1)
	}
	return w.w.Flush()
}

func (w *fileWriter) level(l *estimated, first, last bool) {
	for i := range l.words {
		if !first {
			w.u32(l.words[i])
		}
		w.u16(quantize(log10(l.prob[i])))
		if !last {
			w.u16(quantize(log10(l.back[i])))
			w.u32(l.next[i])
		}
	}
}

// fileReader keeps the first error.
type fileReader struct {
	data []byte
	err  error
}

var errShort = damaged("it ends early")

func (r *fileReader) take(n int) []byte {
	if r.err != nil || n > len(r.data) {
		r.err = errShort
		return make([]byte, 8)[:min(n, 8)]
	}
	out := r.data[:n]
	r.data = r.data[n:]
	return out
}

func (r *fileReader) u16() uint16 { return binary.LittleEndian.Uint16(r.take(2)) }
func (r *fileReader) u32() uint32 { return binary.LittleEndian.Uint32(r.take(4)) }

func loadOwn(data []byte) (*Model, error) {
	r := &fileReader{data: data[len(magic):]}
	head := r.take(8)
	if r.err != nil {
		return nil, r.err
	}
	m := &Model{ids: map[string]uint32{}, how: How(head[1]), closed: true}
	if head[0] < 1 || head[0] > MaxOrder || m.how >= hows {
		return nil, damaged("order %d or way of reading %d is unknown", head[0], head[1])
	}
	words := int(r.u32())
	sizes := make([]int, head[0])
	for k := range sizes {
		sizes[k] = int(r.u32())
		if sizes[k] > len(r.data)/2 {
			return nil, errShort
		}
	}
	r.words(m, words)
	for k, n := range sizes {
		m.levels = append(m.levels, r.level(n, k == 0, k == len(sizes)-1))
		if r.err != nil {
			return nil, r.err
		}
	}
	if len(r.data) > 0 {
		return nil, damaged("it goes on behind its end")
	}
	return m, m.check()
}

func (r *fileReader) words(m *Model, n int) {
	for id, mark := range marks {
		m.ids[mark] = uint32(id)
	}
	for id := firstWord; id < n && r.err == nil; id++ {
		word := string(r.take(int(r.take(1)[0])))
		if _, twice := m.ids[word]; twice {
			r.err = damaged("a word stands twice")
		}
		m.ids[word] = uint32(id)
	}
}

func (r *fileReader) level(n int, first, last bool) level {
	l := level{words: make([]uint32, n), prob: make([]int32, n)}
	if !last {
		l.back, l.first = make([]int32, n), make([]uint32, n+1)
	}
	for i := 0; i < n && r.err == nil; i++ {
		l.words[i] = uint32(i)
		if !first {
			l.words[i] = r.u32()
		}
		l.prob[i] = unquantize(r.u16())
		if !last {
			l.back[i] = unquantize(r.u16())
			l.first[i+1] = l.first[i] + r.u32()
		}
	}
	return l
}
