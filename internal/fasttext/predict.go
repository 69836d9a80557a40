package fasttext

import "strings"

// Prediction is a label, by its place in Labels, and its probability.
type Prediction struct {
	Label       int
	Probability float32
}

// Predictor holds what predictions reuse; it belongs to one goroutine at a time.
type Predictor struct {
	m      *Model
	cache  cache
	hidden []float32
	rows   int // added so far
	buf    []int32
	hashes []uint32 // of the words, for a model with n-grams of words
	output []float32
	best   best
	stack  []branch
	gather bool // rows are kept in buf in place of being added up
}

// NewPredictor returns a Predictor of m.
func (m *Model) NewPredictor() *Predictor {
	return &Predictor{m: m, hidden: make([]float32, m.args.dim), output: make([]float32, m.dict.labels)}
}

// flushRows is how many rows are collected before they are added up: enough to spread the cost of a call,
// few enough to stay in the first cache.
const flushRows = 1024

// Predict appends the k likeliest labels of a text, likeliest first, those below threshold left out. The text is
// one line: a line feed in it is white space. Texts of which the model knows nothing get no label.
func (p *Predictor) Predict(text string, k int, threshold float32, out []Prediction) []Prediction {
	clear(p.hidden)
	p.read(text)
	p.flush()
	if p.rows == 0 || k <= 0 {
		return out
	}
	mean := float32(1 / float64(p.rows))
	for i, x := range p.hidden {
		p.hidden[i] = float32(x * mean)
	}
	p.best = best{k: min(k, p.m.dict.labels), heap: p.best.heap[:0]}
	p.choose(threshold)
	for _, s := range p.best.sorted() {
		out = append(out, Prediction{int(s.label), expf(s.score)})
	}
	return out
}

// read finds the rows of a text and adds them up, but for the last ones.
func (p *Predictor) read(text string) {
	p.rows, p.buf, p.hashes = 0, p.buf[:0], p.hashes[:0]
	p.words(text)
	p.end()
	if p.m.args.ngrams > 1 {
		p.wordNgrams()
	}
}

// space marks the bytes that part words.
var space = [256]bool{' ': true, '\n': true, '\r': true, '\t': true, '\v': true, '\f': true, 0: true}

const hashBasis, hashPrime = 2166136261, 16777619

// hashByte is FNV-1a with the slip that fastText's models have: a byte is taken with its sign.
func hashByte(h uint32, b byte) uint32 { return (h ^ uint32(int32(int8(b)))) * hashPrime }

// hashOf is the hash of a word.
func hashOf(w string) uint32 {
	h := uint32(hashBasis)
	for i := range len(w) {
		h = hashByte(h, w[i])
	}
	return h
}

func (p *Predictor) words(text string) {
	for i := 0; i < len(text); {
		if space[text[i]] {
			i++
			continue
		}
		start, h := i, uint32(hashBasis)
		for i < len(text) && !space[text[i]] {
			h = hashByte(h, text[i])
			i++
		}
		if w := text[start:i]; w != endOfText {
			p.word(w, h)
		} else { // fastText takes it for the end, wherever it stands
			break
		}
	}
}

// end adds the word that stands for the end of the line.
func (p *Predictor) end() {
	if p.m.dict.end >= 0 {
		p.push(p.m.dict.end)
	}
	p.hash(hashOf(endOfText))
}

// word adds the rows of a word, from the cache where it stands there.
func (p *Predictor) word(w string, h uint32) {
	if len(w) > maxCached {
		p.longWord(w, h)
		return
	}
	rows, known := p.cache.get(w, h)
	if !known {
		rows = p.cache.put(w, h, p.look(w, h))
	}
	if len(rows) == 1 && rows[0] == isLabel {
		return
	}
	p.hash(h)
	p.buf = append(p.buf, rows...)
	if len(p.buf) >= flushRows {
		p.flush()
	}
}

// isLabel stands where the rows of a word would: a label in a text says nothing.
const isLabel = -1

// look finds the rows of a word: its own and those of its n-grams.
func (p *Predictor) look(w string, h uint32) []int32 {
	d := &p.m.dict
	rows := p.cache.found[:0]
	switch id, known := d.id(w, h); {
	case known && int(id) >= d.words || !known && strings.HasPrefix(w, labelMark):
		rows = append(rows, isLabel)
	case known && p.m.args.maxn <= 0:
		rows = append(rows, id)
	default:
		if known {
			rows = append(rows, id)
		}
		rows = p.ngrams(w, 0, len(w), rows)
	}
	p.cache.found = rows
	return rows
}

// longWord is word for one too long to be kept, and for its rows to be held at once.
func (p *Predictor) longWord(w string, h uint32) {
	d := &p.m.dict
	id, known := d.id(w, h)
	if known && int(id) >= d.words || !known && strings.HasPrefix(w, labelMark) {
		return
	}
	p.hash(h)
	if known {
		p.push(id)
	}
	for at := 0; at < len(w) && (!known || p.m.args.maxn > 0); at += longPart {
		p.buf = p.ngrams(w, at, min(at+longPart, len(w)), p.buf)
		p.flush()
	}
}

// longPart is how many bytes of a long word are worked on before the rows are added up.
const longPart = 256

// hash notes the hash of a word where the model has n-grams of words.
func (p *Predictor) hash(h uint32) {
	if p.m.args.ngrams > 1 {
		p.hashes = append(p.hashes, h)
	}
}

func (p *Predictor) push(row int32) {
	p.buf = append(p.buf, row)
	if len(p.buf) >= flushRows {
		p.flush()
	}
}

// flush adds the collected rows up.
func (p *Predictor) flush() {
	if p.gather {
		return
	}
	p.m.input.addTo(p.hidden, p.buf)
	p.rows += len(p.buf)
	p.buf = p.buf[:0]
}

// ngrams appends the rows of those n-grams of characters of <w> that begin in w[from:to], with from 0 also of those
// that begin with <. Bytes that go on a character count with it, whether or not they are UTF-8.
func (p *Predictor) ngrams(w string, from, to int, rows []int32) []int32 {
	if p.m.args.maxn <= 0 {
		return rows
	}
	if from == 0 {
		h, j := hashByte(hashBasis, '<'), 0
		for ; j < len(w) && goesOn(w[j]); j++ {
			h = hashByte(h, w[j])
		}
		rows = p.longer(w, h, j, rows)
	}
	for i := from; i < to; i++ {
		if goesOn(w[i]) {
			continue
		}
		h, j := hashByte(hashBasis, w[i]), i+1
		for ; j < len(w) && goesOn(w[j]); j++ {
			h = hashByte(h, w[j])
		}
		if p.m.args.minn <= 1 {
			rows = p.m.dict.appendRow(rows, h)
		}
		rows = p.longer(w, h, j, rows)
	}
	return rows
}

func goesOn(b byte) bool { return b&0xc0 == 0x80 }

// longer appends the rows of the n-grams of two characters and more that begin with the one whose hash is h and
// go on at j.
func (p *Predictor) longer(w string, h uint32, j int, rows []int32) []int32 {
	d, minn, maxn := &p.m.dict, p.m.args.minn, p.m.args.maxn
	for chars := 2; chars <= maxn; chars++ {
		if j == len(w) {
			if chars >= minn {
				rows = d.appendRow(rows, hashByte(h, '>'))
			}
			return rows
		}
		h = hashByte(h, w[j])
		for j++; j < len(w) && goesOn(w[j]); j++ {
			h = hashByte(h, w[j])
		}
		if chars >= minn {
			rows = d.appendRow(rows, h)
		}
	}
	return rows
}

// wordNgrams adds the rows of the n-grams of words.
func (p *Predictor) wordNgrams() {
	for i, h := range p.hashes {
		sum := uint64(int64(int32(h)))
		for _, next := range p.hashes[i+1 : min(i+p.m.args.ngrams, len(p.hashes))] {
			sum = sum*116049371 + uint64(int64(int32(next)))
			if p.buf = p.m.dict.appendBucket(p.buf, int32(sum%uint64(p.m.args.bucket))); len(p.buf) >= flushRows {
				p.flush()
			}
		}
	}
}
