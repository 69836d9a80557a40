// Package ngram estimates, stores and asks models of n-grams of words: how likely a word is behind those before it
// (interpolated modified Kneser–Ney, Chen and Goodman 1998), so that a text has a perplexity.
//
// A model's numbers are integers, millionths of a decimal logarithm, and sums of them: a text has the same perplexity on every
// processor.
package ngram

import (
	"math"
	"sort"
)

// Words that every model has, by their ids.
const (
	unknown = iota // <unk>
	begin          // <s>
	end            // </s>
	firstWord
)

var marks = [firstWord]string{"<unk>", "<s>", "</s>"}

// MaxOrder bounds the words of an n-gram.
const MaxOrder = 8

// unit is how many parts of a decimal logarithm make one.
const unit = 1_000_000

// worst is the logarithm of what has no probability, as other readers take it.
const worst = -100 * unit

// Model is a model that was read. It may be shared.
type Model struct {
	ids    map[string]uint32
	levels []level // level k holds the n-grams of k+1 words
	how    How
	closed bool // whether the end of each n-gram is one too: then longer ones than one that is missing need not be looked for
}

// level holds the n-grams of one length, sorted by the one they go on from and their last word.
type level struct {
	words []uint32 // last words
	prob  []int32  // logarithms
	back  []int32  // weight of the shorter ones behind it; none in the last level
	first []uint32 // first n-gram of the next level that goes on from it, with one more at the end
}

// find returns the n-gram that goes on from one of the level before with a word.
func (l *level) find(from, to, word uint32) (uint32, bool) {
	part := l.words[from:to]
	i := sort.Search(len(part), func(i int) bool { return part[i] >= word })
	return from + uint32(i), i < len(part) && part[i] == word
}

// Order returns the words of the longest n-grams.
func (m *Model) Order() int { return len(m.levels) }

// How returns how texts are read for the model.
func (m *Model) How() How { return m.how }

// Sum is what was found about a text, or many.
type Sum struct {
	Log     int64 // sum of the logarithms, in millionths
	Tokens  int64 // words and ends of sentences
	Words   int64
	Unknown int64 // words that the model does not have
}

// Add adds another sum.
func (s *Sum) Add(o Sum) {
	s.Log, s.Tokens, s.Words, s.Unknown = s.Log+o.Log, s.Tokens+o.Tokens, s.Words+o.Words, s.Unknown+o.Unknown
}

// Perplexity returns what stands for the sum, 0 without words.
func (s Sum) Perplexity() float64 {
	if s.Tokens == 0 {
		return 0
	}
	return pow10(float64(-s.Log) / float64(unit) / float64(s.Tokens))
}

// none stands in a state for an n-gram that the model does not have.
const none = math.MaxUint32

// state holds the n-grams that the last words are, by length; places are those of levels.
type state struct {
	at [MaxOrder]uint32
	n  int
}

// step adds the logarithm of a word behind a state and moves it on.
func (m *Model) step(s *state, word uint32) int64 {
	var next state
	log, found := int64(0), -1
	for k := 0; k <= s.n && k < len(m.levels); k++ { // k words before the word
		next.at[k] = none
		at, ok := m.behind(s, k, word)
		if ok {
			next.at[k], next.n = at, k+1
			log, found = int64(m.levels[k].prob[at]), k
		} else if m.closed {
			break
		}
	}
	for k := found + 1; k <= s.n && k < len(m.levels); k++ {
		if at := s.at[k-1]; at != none {
			log += int64(m.levels[k-1].back[at])
		}
	}
	next.n = min(next.n, len(m.levels)-1)
	*s = next
	return log
}

// behind finds the n-gram of the last k words and one more.
func (m *Model) behind(s *state, k int, word uint32) (uint32, bool) {
	if k == 0 {
		return word, true
	}
	before := s.at[k-1]
	if before == none {
		return 0, false
	}
	first := m.levels[k-1].first
	return m.levels[k].find(first[before], first[before+1], word)
}

// sentence adds a sentence.
func (m *Model) sentence(words []uint32, sum *Sum) {
	var s state
	m.step(&s, begin)
	for _, w := range words {
		if w == unknown {
			sum.Unknown++
		}
		sum.Log += m.step(&s, w)
	}
	sum.Log += m.step(&s, end)
	sum.Tokens += int64(len(words)) + 1
	sum.Words += int64(len(words))
}

// check holds the levels against each other, so that no step leaves a table.
func (m *Model) check() error {
	if len(m.levels) == 0 || len(m.levels) > MaxOrder {
		return damaged("it has no order from 1 to 8")
	}
	for k := range m.levels {
		l := &m.levels[k]
		last := k == len(m.levels)-1
		if len(l.prob) != len(l.words) || !last && (len(l.back) != len(l.words) || len(l.first) != len(l.words)+1) {
			return damaged("its tables do not fit")
		}
		if k == 0 && !unigrams(l, len(m.ids)) {
			return damaged("its words are not in order")
		}
		if last {
			break
		}
		if err := l.checkNext(&m.levels[k+1], len(m.ids)); err != nil {
			return err
		}
	}
	return nil
}

func unigrams(l *level, n int) bool {
	for i, w := range l.words {
		if w != uint32(i) {
			return false
		}
	}
	return len(l.words) == n && n >= firstWord
}

func (l *level) checkNext(next *level, words int) error {
	at := uint32(0)
	for i := range l.words {
		to := l.first[i+1]
		if l.first[i] != at || to < at || int(to) > len(next.words) {
			return damaged("an n-gram goes on outside of its table")
		}
		for j := at; j < to; j++ {
			if int(next.words[j]) >= words || j > at && next.words[j] <= next.words[j-1] {
				return damaged("its n-grams are not in order")
			}
		}
		at = to
	}
	if int(at) != len(next.words) {
		return damaged("an n-gram goes on from none")
	}
	return nil
}
