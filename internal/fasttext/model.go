// Package fasttext reads supervised models of fastText (.bin, and .ftz with a quantized matrix) and
// says what such a model says of a text, without training or word vectors.
//
// The layout of a model file and the arithmetic of a prediction follow fastText 0.9.2 (Joulin et al.,
// "Bag of Tricks for Efficient Text Classification", 2016; "FastText.zip", 2016), down to the order in which
// single-precision numbers are added, so that a model gives the probabilities here that it gives there.
package fasttext

import (
	"cmp"
	"errors"
	"fmt"
)

// The numbers by which a file says what it is.
const (
	magic      = 793712314
	version    = 12
	supervised = 3
)

// Losses a supervised model can be trained with: each one has its own way from scores to probabilities.
const (
	lossHierarchical = 1 + iota
	lossNegative
	lossSoftmax
	lossOneVsAll
)

// maxNgram bounds the n-grams of a word, so that a long word takes time in its length alone. Models in use
// have 6 at most.
const maxNgram = 32

// Model is a model that was read. It is not changed by predictions and may be shared.
type Model struct {
	args   arguments
	dict   dictionary
	input  matrix
	output matrix
	tree   *tree // of a hierarchical softmax
}

// arguments are those the model was trained with that matter to a prediction.
type arguments struct {
	dim, ngrams, loss, bucket, minn, maxn int
}

// Load reads a model. What it keeps refers to data, which must not change afterwards. Memory beyond data is
// bounded by a small multiple of its length.
func Load(data []byte) (*Model, error) {
	r := &cursor{data: data}
	m := &Model{}
	m.header(r)
	m.dict.read(r, m.args)
	quantized := r.flag()
	m.input.read(r, quantized)
	m.output.read(r, r.flag() && quantized)
	if r.err == nil {
		r.err = m.check(quantized)
	}
	if r.err != nil {
		return nil, faultOf(data, r.err)
	}
	if m.args.loss == lossHierarchical {
		m.tree = newTree(m.dict.counts())
	}
	m.dict.index(m.args.bucket)
	m.input.expand()
	return m, nil
}

// header reads what stands before the dictionary.
func (m *Model) header(r *cursor) {
	if r.int32() != magic {
		r.err = errForeign
		return
	}
	v := r.int32()
	if v > version || v < 11 {
		r.err = &Fault{fmt.Sprintf("it has version %d of the format, and 11 and 12 can be read", v), "fastText 0.9.2 writes version 12"}
		return
	}
	var a [12]int
	for i := range a {
		a[i] = r.int32()
	}
	r.take(8)
	m.args = arguments{dim: a[0], ngrams: a[5], loss: a[6], bucket: a[8], minn: a[9], maxn: a[10]}
	if a[7] != supervised {
		r.err = cmp.Or(r.err, error(&Fault{"it is a model of words, not of labels",
			"a supervised model is needed, as lid.176.ftz or what `tamis train classifier` makes"}))
	}
	if v == 11 { // models of that version do not use the n-grams of words
		m.args.maxn = 0
	}
}

// check holds the parts against each other, so that no prediction leaves a table.
func (m *Model) check(quantized bool) error {
	a := m.args
	switch {
	case a.loss < lossHierarchical || a.loss > lossOneVsAll:
		return fmt.Errorf("loss %d is unknown", a.loss)
	case a.maxn > maxNgram || a.ngrams > maxNgram:
		return fmt.Errorf("n-grams of %d are longer than %d", max(a.maxn, a.ngrams), maxNgram)
	case m.hashes() && a.bucket <= 0:
		return errors.New("it has n-grams and no buckets for them")
	case a.dim <= 0 || m.input.cols != a.dim || m.output.cols != a.dim:
		return fmt.Errorf("matrices of %d and %d columns do not fit a dimension of %d", m.input.cols, m.output.cols, a.dim)
	case m.output.rows != m.dict.labels:
		return fmt.Errorf("%d rows do not fit %d labels", m.output.rows, m.dict.labels)
	case m.dict.pruned && !quantized:
		return errors.New("a pruned dictionary needs a quantized matrix")
	}
	if need := m.rowsNeeded(); m.input.rows < need {
		return fmt.Errorf("%d rows do not fit a dictionary of %d", m.input.rows, need)
	}
	return nil
}

// hashes says whether the model looks at n-grams of characters or words.
func (m *Model) hashes() bool { return m.args.maxn > 0 || m.args.ngrams > 1 }

// rowsNeeded is how many rows a prediction may reach for.
func (m *Model) rowsNeeded() int {
	switch {
	case m.dict.pruned:
		return m.dict.words + m.dict.reach
	case m.hashes():
		return m.dict.words + m.args.bucket
	}
	return m.dict.words
}

// Labels lists what the model tells apart, as the file has it: `__label__en`.
func (m *Model) Labels() []string { return m.dict.names[m.dict.words:] }
