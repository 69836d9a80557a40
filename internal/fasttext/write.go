package fasttext

import (
	"bufio"
	"encoding/binary"
	"io"
	"math"
)

// Write writes the model as fastText's .bin, version 12.
func (r *Trainer) Write(to io.Writer) error {
	w := &modelWriter{w: bufio.NewWriterSize(to, 1<<16)}
	w.header(&r.t)
	w.dictionary(r.v)
	w.matrix(r.input, r.t.Dim)
	w.matrix(r.output, r.t.Dim)
	if w.err != nil {
		return w.err
	}
	return w.w.Flush()
}

// modelWriter keeps the first error.
type modelWriter struct {
	w   *bufio.Writer
	buf [8]byte
	err error
}

func (w *modelWriter) put(b []byte) {
	if w.err == nil {
		_, w.err = w.w.Write(b)
	}
}

func (w *modelWriter) int32(n int) {
	binary.LittleEndian.PutUint32(w.buf[:], uint32(int32(n)))
	w.put(w.buf[:4])
}

func (w *modelWriter) int64(n int64) {
	binary.LittleEndian.PutUint64(w.buf[:], uint64(n))
	w.put(w.buf[:8])
}

// What fastText writes of options that do not matter to a supervised model: window, negative samples, words between
// changes of the rate, sampling threshold.
const (
	window      = 5
	negatives   = 5
	rateUpdates = 100
	sampling    = 1e-4
)

func (w *modelWriter) header(t *Training) {
	loss := lossSoftmax
	if t.OneVsAll {
		loss = lossOneVsAll
	}
	for _, n := range []int{magic, version, t.Dim, window, t.Epochs, t.MinCount, negatives, t.WordNgrams, loss, supervised,
		t.bucket(), t.MinN, t.MaxN, rateUpdates} {
		w.int32(n)
	}
	w.int64(int64(math.Float64bits(sampling)))
}

func (w *modelWriter) dictionary(v *Vocabulary) {
	w.int32(len(v.Words) + len(v.Labels))
	w.int32(len(v.Words))
	w.int32(len(v.Labels))
	w.int64(v.Tokens)
	w.int64(-1) // not pruned
	for i, word := range v.Words {
		w.entry(word, v.Counts[i], 0)
	}
	for i, label := range v.Labels {
		w.entry(labelMark+label, v.LabelCounts[i], 1)
	}
}

func (w *modelWriter) entry(name string, count int64, kind byte) {
	w.put([]byte(name))
	w.put([]byte{0})
	w.int64(count)
	w.put([]byte{kind})
}

// matrix writes a matrix as it is, not quantized.
func (w *modelWriter) matrix(m []float32, cols int) {
	w.put([]byte{0})
	w.int64(int64(len(m) / cols))
	w.int64(int64(cols))
	for _, x := range m {
		binary.LittleEndian.PutUint32(w.buf[:], math.Float32bits(x))
		w.put(w.buf[:4])
	}
}
