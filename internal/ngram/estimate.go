package ngram

import (
	"encoding/binary"
	"fmt"
	"iter"
	"slices"
)

// Estimate is a model in the making: levels are added from short n-grams to long ones.
type Estimate struct {
	How       How
	Discounts [][3]float64 // by level: of n-grams counted once, twice, more
	Fallback  bool         // a level had too few counts to tell its discounts
	words     []string
	levels    []estimated
}

// estimated is a level with its numbers as they were worked out.
type estimated struct {
	words      []uint32
	prob, back []float64
	next       []uint32 // how many n-grams of the next level go on from each
	first      []uint32
}

// Counts gives the n-grams of a length in the order of their keys, with their counts: of the longest how often each stands; of
// shorter ones behind how many different words, but of those that begin a sentence how often they do.
type Counts = iter.Seq2[[]byte, int64]

// NewEstimate begins a model with words, which get their ids in this order behind those of the marks.
func NewEstimate(how How, words []string) *Estimate {
	return &Estimate{How: how, words: append(marks[:len(marks):len(marks)], words...)}
}

// FirstWord is the id of the first word of NewEstimate.
const FirstWord = firstWord

// Begin and End are the ids of the marks of a sentence.
const (
	Begin = begin
	End   = end
)

// AppendKey appends the key of an n-gram.
func AppendKey(dst []byte, words []uint32) []byte {
	for _, w := range words {
		dst = binary.BigEndian.AppendUint32(dst, w)
	}
	return dst
}

// Key returns the bytes that stand for a word in a key.
const keyBytes = 4

// Tail is the key of an n-gram without its first word, nil where the n-gram begins a sentence or has one word.
func Tail(key []byte) []byte { return key[keyBytes:] }

// Size returns the n-grams of each level.
func (e *Estimate) Size() (sizes []int) {
	for k := range e.levels {
		sizes = append(sizes, len(e.levels[k].words))
	}
	return sizes
}

// Add adds the next level from its counts, which are gone over twice. N-grams counted prune times or fewer are left out;
// of levels that others go on from none may be.
func (e *Estimate) Add(counts Counts, prune int64) error {
	d := e.discounts(counts)
	if len(e.levels) == 0 {
		return e.addWords(counts, d)
	}
	before := &e.levels[len(e.levels)-1]
	before.back, before.next = make([]float64, len(before.words)), make([]uint32, len(before.words))
	for i := range before.back {
		before.back[i] = 1
	}
	a := &adding{e: e, d: d, prune: prune, k: len(e.levels)}
	for key, n := range counts {
		if a.group != nil && string(key[:len(key)-keyBytes]) != string(a.group) {
			a.flush()
		}
		a.take(key, n)
	}
	a.flush()
	before.first = make([]uint32, len(before.words)+1)
	for i, n := range before.next {
		before.first[i+1] = before.first[i] + n
	}
	e.levels = append(e.levels, a.level)
	return a.err
}

// discounts are those of Chen and Goodman, from how many n-grams are counted once to four times.
func (e *Estimate) discounts(counts Counts) [3]float64 {
	var n [5]float64
	for _, c := range counts {
		if c >= 1 && c <= 4 {
			n[c]++
		}
	}
	d := [3]float64{0.5, 1, 1.5}
	if n[1] > 0 && n[2] > 0 && n[3] > 0 {
		y := n[1] / (n[1] + float64(2*n[2]))
		own := [3]float64{1 - float64(2*y)*n[2]/n[1], 2 - float64(3*y)*n[3]/n[2], 3 - float64(4*y)*n[4]/n[3]}
		if own[0] > 0 && own[0] < 1 && own[1] > 0 && own[1] < 2 && own[2] > 0 && own[2] < 3 {
			e.Discounts = append(e.Discounts, own)
			return own
		}
	}
	e.Fallback = true
	e.Discounts = append(e.Discounts, d)
	return d
}

func discount(d [3]float64, n int64) float64 { return d[min(n, 3)-1] }

// addWords makes the level of words: what discounts leave is shared evenly by all words but <s>.
func (e *Estimate) addWords(counts Counts, d [3]float64) error {
	l := estimated{words: make([]uint32, len(e.words)), prob: make([]float64, len(e.words))}
	own, all, left := make([]int64, len(e.words)), int64(0), 0.0
	for key, n := range counts {
		w := binary.BigEndian.Uint32(key)
		if w == begin {
			continue
		}
		own[w] += n
		all += n
		left += discount(d, n)
	}
	if all == 0 {
		return fmt.Errorf("estimate n-grams: there are no words")
	}
	each := left / float64(all) / float64(len(e.words)-1)
	for w := range l.words {
		l.words[w] = uint32(w)
		l.prob[w] = each
		if own[w] > 0 {
			l.prob[w] += (float64(own[w]) - discount(d, own[w])) / float64(all)
		}
	}
	l.prob[begin] = 1e-30 // never asked for
	e.levels = append(e.levels, l)
	return nil
}

// adding collects the n-grams that go on from the same one.
type adding struct {
	e      *Estimate
	d      [3]float64
	prune  int64
	k      int
	level  estimated
	group  []byte
	words  []uint32
	counts []int64
	err    error
}

func (a *adding) take(key []byte, n int64) {
	a.group = append(a.group[:0], key[:len(key)-keyBytes]...)
	a.words = append(a.words, binary.BigEndian.Uint32(key[len(key)-keyBytes:]))
	a.counts = append(a.counts, n)
}

// flush works the probabilities of a group out: the discounted share and the rest's part of the shorter n-gram's.
func (a *adding) flush() {
	if len(a.words) == 0 || a.err != nil {
		return
	}
	from, ok := a.e.walk(a.group)
	if !ok {
		a.err = fmt.Errorf("estimate n-grams: one goes on from an n-gram that is missing")
		return
	}
	all, left := int64(0), 0.0
	for _, n := range a.counts {
		all += n
		if n <= a.prune {
			left += float64(n)
		} else {
			left += discount(a.d, n)
		}
	}
	rest := left / float64(all)
	before := &a.e.levels[a.k-1]
	before.back[from] = rest
	for i, n := range a.counts {
		if n <= a.prune {
			continue
		}
		shorter := a.e.prob(a.group[keyBytes:], a.words[i])
		p := (float64(n)-discount(a.d, n))/float64(all) + float64(rest*shorter)
		a.level.words, a.level.prob = append(a.level.words, a.words[i]), append(a.level.prob, p)
		before.next[from]++
	}
	a.words, a.counts = a.words[:0], a.counts[:0]
}

// walk finds the n-gram of a key.
func (e *Estimate) walk(key []byte) (at uint32, ok bool) {
	at, ok = binary.BigEndian.Uint32(key), true
	for k := 1; k < len(key)/keyBytes && ok; k++ {
		before, l := &e.levels[k-1], level{words: e.levels[k].words}
		at, ok = l.find(before.first[at], before.first[at+1], binary.BigEndian.Uint32(key[keyBytes*k:]))
	}
	return at, ok
}

// prob is how likely a word is behind those of a key: none of the levels in use is pruned, so it stands there.
func (e *Estimate) prob(key []byte, word uint32) float64 {
	at, ok := e.walk(binary.BigEndian.AppendUint32(key[:len(key):len(key)], word))
	if !ok {
		return 0
	}
	return e.levels[len(key)/keyBytes].prob[at]
}

// IsMark says whether a word is written as one of the marks, which no word of a model may be.
func IsMark(word []byte) bool { return slices.Contains(marks[:], string(word)) }
