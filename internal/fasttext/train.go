package fasttext

import (
	"errors"
	"fmt"
	"math"
)

// Training says how a model is trained. The names are those of fastText's options.
type Training struct {
	Dim, Epochs, MinCount int
	WordNgrams            int     // words of the longest n-gram of words; 1 for none
	Bucket                int     // rows that n-grams share; of no effect without n-grams
	MinN, MaxN            int     // characters of the n-grams of a word; MaxN 0 for none
	LR                    float64 // the rate at the start; it falls to 0 along the way
	OneVsAll              bool    // each label by itself, in place of a softmax over all
	Seed                  uint64
}

// Vocabulary is what a model knows: words and labels (without their mark), most frequent first.
type Vocabulary struct {
	Words, Labels       []string
	Counts, LabelCounts []int64
	Tokens              int64 // words and labels of the whole set, with the end of each text
}

// Example is a text with its label, by its place in the Vocabulary.
type Example struct {
	Text  string
	Label int
}

// maxRows bounds the rows of the input matrix, as a row is an int32 in a file.
const maxRows = 1 << 30

// Check says what is wrong with the options.
func (t *Training) Check() error {
	switch {
	case t.Dim < 1 || t.Dim > 1<<12:
		return errors.New("dim must be from 1 to 4096")
	case t.Epochs < 1 || t.Epochs > 1<<16:
		return errors.New("epochs must be from 1 to 65536")
	case !(t.LR > 0 && t.LR <= 100):
		return errors.New("the learning rate must be above 0 and at most 100")
	case t.WordNgrams < 1 || t.WordNgrams > maxNgram:
		return fmt.Errorf("n-grams of words must have 1 to %d", maxNgram)
	case t.MaxN < 0 || t.MaxN > maxNgram || t.MinN < 0 || t.MaxN > 0 && (t.MinN < 1 || t.MinN > t.MaxN):
		return fmt.Errorf("n-grams of characters must have 1 to %d, the least first", maxNgram)
	case t.hashes() && (t.Bucket < 1 || t.Bucket > maxRows):
		return errors.New("n-grams need buckets")
	}
	return nil
}

func (t *Training) hashes() bool { return t.WordNgrams > 1 || t.MaxN > 0 }

// bucket is how many rows stand behind those of the words.
func (t *Training) bucket() int {
	if t.hashes() {
		return t.Bucket
	}
	return 0
}

// Bytes is what the matrices of a model take in memory.
func (t *Training) Bytes(v *Vocabulary) int64 {
	return 4 * int64(t.Dim) * int64(len(v.Words)+t.bucket()+len(v.Labels))
}

// Trainer trains a model by stochastic gradient descent, one example after the other: the model depends on the
// examples, their order and the options alone. It is fastText's supervised training with one thread, each product
// rounded by itself so that all processors come to the same bits.
type Trainer struct {
	t             Training
	v             *Vocabulary
	reader        *Predictor
	input, output []float32
	hidden, grad  []float32
	scores        []float32
	tokens, all   float64 // seen, and of all epochs
}

// NewTrainer makes a Trainer; its matrices take Training.Bytes.
func NewTrainer(t Training, v *Vocabulary) (*Trainer, error) {
	if err := t.Check(); err != nil {
		return nil, err
	}
	if len(v.Labels) < 2 {
		return nil, fmt.Errorf("%d labels are too few to tell apart", len(v.Labels))
	}
	if len(v.Words)+t.bucket() > maxRows || v.Tokens == 0 {
		return nil, fmt.Errorf("%d words and %d buckets", len(v.Words), t.bucket())
	}
	m := &Model{args: arguments{dim: t.Dim, ngrams: t.WordNgrams, bucket: t.bucket(), minn: t.MinN, maxn: t.MaxN}}
	m.dict.words, m.dict.labels = len(v.Words), len(v.Labels)
	m.dict.names = append(m.dict.names, v.Words...)
	for _, label := range v.Labels {
		m.dict.names = append(m.dict.names, labelMark+label)
	}
	m.dict.index(m.args.bucket)
	r := &Trainer{t: t, v: v, all: float64(t.Epochs) * float64(v.Tokens), reader: &Predictor{m: m, gather: true}}
	r.input, r.output = make([]float32, t.Dim*(len(v.Words)+t.bucket())), make([]float32, t.Dim*len(v.Labels))
	r.hidden, r.grad, r.scores = make([]float32, t.Dim), make([]float32, t.Dim), make([]float32, len(v.Labels))
	r.start()
	return r, nil
}

// start fills the input matrix with small numbers from the seed.
func (r *Trainer) start() {
	state, bound := r.t.Seed, 1/float64(r.t.Dim)
	for i := range r.input {
		state += 0x9e3779b97f4a7c15 // splitmix64
		z := state
		z = (z ^ z>>30) * 0xbf58476d1ce4e5b9
		z = (z ^ z>>27) * 0x94d049bb133111eb
		z ^= z >> 31
		unit := float64(z>>40)/(1<<23) - 1
		r.input[i] = float32(float64(unit * bound))
	}
}

// Learn takes the next example. Those of all epochs come one after the other; the rate falls along the way.
func (r *Trainer) Learn(x Example) {
	rate := float32(float64(r.t.LR * max(1-r.tokens/r.all, 0)))
	r.reader.read(x.Text)
	rows := r.reader.buf
	r.tokens += float64(Tokens(x.Text))
	if len(rows) == 0 {
		return
	}
	r.mean(rows)
	clear(r.grad)
	r.score()
	for i := range r.scores {
		want := float32(0)
		if i == x.Label {
			want = 1
		}
		r.step(i, float32(rate*(want-r.scores[i])))
	}
	share := float32(1 / float64(len(rows)))
	for i := range r.grad {
		r.grad[i] = float32(r.grad[i] * share)
	}
	for _, row := range rows {
		v := r.input[int(row)*r.t.Dim:][:r.t.Dim]
		for i, x := range r.grad {
			v[i] += x
		}
	}
}

// mean makes the hidden vector of the rows of a text.
func (r *Trainer) mean(rows []int32) {
	clear(r.hidden)
	for _, row := range rows {
		for i, x := range r.input[int(row)*r.t.Dim:][:r.t.Dim] {
			r.hidden[i] += x
		}
	}
	share := float32(1 / float64(len(rows)))
	for i := range r.hidden {
		r.hidden[i] = float32(r.hidden[i] * share)
	}
}

// score makes probabilities of the labels for the hidden vector.
func (r *Trainer) score() {
	for i := range r.scores {
		var sum float32
		for j, x := range r.output[i*r.t.Dim:][:r.t.Dim] {
			sum += float32(x * r.hidden[j])
		}
		r.scores[i] = sum
	}
	if r.t.OneVsAll {
		for i, x := range r.scores {
			r.scores[i] = sigmoid(x)
		}
		return
	}
	top, sum := r.scores[0], float32(0)
	for _, x := range r.scores {
		top = max(top, x)
	}
	for i, x := range r.scores {
		r.scores[i] = expf(x - top)
		sum += r.scores[i]
	}
	for i := range r.scores {
		r.scores[i] /= sum
	}
}

// step moves a label's row, and notes what the rows of the text are to move by.
func (r *Trainer) step(label int, by float32) {
	row := r.output[label*r.t.Dim:][:r.t.Dim]
	for j, h := range r.hidden {
		r.grad[j] += float32(by * row[j])
		row[j] += float32(by * h)
	}
}

// Check says whether the numbers ran away.
func (r *Trainer) Check() error {
	for _, m := range [][]float32{r.input, r.output} {
		for _, x := range m {
			if math.Float32bits(x)&0x7f800000 == 0x7f800000 {
				return errors.New("train classifier: the numbers ran away; a lower learning rate keeps them")
			}
		}
	}
	return nil
}

// EachWord hands over the words of a text as a model reads them; false from f ends it.
func EachWord(text string, f func(word string) bool) {
	for i := 0; i < len(text); {
		if space[text[i]] {
			i++
			continue
		}
		start := i
		for i < len(text) && !space[text[i]] {
			i++
		}
		if text[start:i] == endOfText || !f(text[start:i]) {
			return
		}
	}
}

// Tokens counts the words of a text, its end and its label.
func Tokens(text string) int64 {
	n := int64(2)
	EachWord(text, func(string) bool { n++; return true })
	return n
}

// End is the word that stands in a Vocabulary for the end of a text.
const End = endOfText

// IsLabel says whether a word of a text would be taken for a label, which a Vocabulary must not hold as a word.
func IsLabel(word string) bool {
	return len(word) >= len(labelMark) && word[:len(labelMark)] == labelMark
}
