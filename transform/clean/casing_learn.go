package clean

import (
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Bounds of the table: entries of each kind. Those with the most votes stay, ties by key.
const maxVotes = 300_000

// votes is what the set says. Words are hashes with their language in the low bits.
type votes struct {
	tongues text.Tongues          // languages of the texts
	main    text.Tongue           // language of nine of ten texts and more
	words   map[uint64]nameForm   // names
	beside  map[besideWord]string // word beside a neighbour → form
	facts   map[uint64]wordFacts  // of other words
}

// nameForm is how a name is written.
type nameForm struct {
	form   string
	strong bool // it is written so behind articles as well
	weak   bool // it is written small as well, but has no article where nouns have one
}

// besideWord is a word beside a neighbour with a capital.
type besideWord struct {
	word, neighbour uint64
	what            byte
}

// same says whether both are the same but for the language.
func (k besideWord) same(other besideWord) bool {
	return k.what == other.what && k.neighbour == other.neighbour && k.word>>tongueBits == other.word>>tongueBits
}

// wordFacts is what is known of a word.
type wordFacts uint8

const (
	common      wordFacts = 1 << iota // the set writes it small
	ordinary                          // and not only before stops, as it does abbreviations
	starts                            // it begins sentences, with a capital
	startsLow                         // it begins them small: zstd is fast
	abbreviates                       // a stop behind it ends no sentence
	seldom                            // hardly ever written small
	hinted                            // written with a capital at least once, never small but here
	named                             // never by itself, and beside capitals as often with a capital as without: part of names
)

// tallied is what was counted for one word.
type tallied struct {
	key          besideWord
	small        int64 // written small, with the next three
	smallBeside  int64 // beside a capital
	smallStop    int64 // before a stop
	smallArticle int64 // behind an article, not beside a capital
	alone, rows  int64 // with a capital, by itself and in a row of capitals
	article      int64 // of alone, those behind an article
	first        int64 // with a capital, of first words and stops
	forms        []formVotes
	mostIn       text.Tongue // of a word in all languages: the one with most votes
	mostVotes    int64
}

// formVotes counts the votes for one form.
type formVotes struct {
	form string
	n    int64
}

// Learn implements transform.Learner.
func (c *casing) Learn(sums iter.Seq2[[]byte, int64]) (transform.Mapper, error) {
	l := learner{casing: c, votes: &votes{words: map[uint64]nameForm{}, beside: map[besideWord]string{}, facts: map[uint64]wordFacts{}},
		weights: map[uint64]int64{}, besideWeights: map[besideWord]int64{}}
	for key, n := range sums {
		k, tag, ok := parseVote(key)
		if !ok {
			continue
		}
		if k != l.now.key {
			l.close()
			l.now = tallied{key: k, forms: l.now.forms[:0]}
		}
		l.now.count(tag, n)
	}
	l.close()
	l.now.key = besideWord{}
	l.close() // the last word in all languages
	if 10*l.most < 9*l.texts {
		l.votes.main = text.NoTongue
	}
	l.prune()
	return newRecaser(c, l.votes), nil
}

// parseVote takes a key apart.
func parseVote(key []byte) (k besideWord, tag []byte, ok bool) {
	size := wordKey
	if len(key) > 0 && hasNeighbour(key[0]) {
		size = besideKey
	}
	if len(key) <= size {
		return k, nil, false
	}
	k.what, k.word = key[0], binary.BigEndian.Uint64(key[1:])
	if size == besideKey {
		k.neighbour = binary.BigEndian.Uint64(key[wordKey:])
		k.word |= uint64(key[besideKey-1])
	}
	return k, key[size:], true
}

type learner struct {
	*casing
	votes         *votes
	now           tallied
	pooled        tallied // of the word at hand, in all languages
	most, texts   int64   // of a language, of the most frequent one and of all
	weights       map[uint64]int64
	besideWeights map[besideWord]int64
}

func (t *tallied) count(tag []byte, n int64) {
	switch tag[0] {
	case tagSmall:
		t.small += n
	case tagSmallArticle:
		t.small += n
		t.smallArticle += n
	case tagSmallBeside:
		t.small += n
		t.smallBeside += n
	case tagSmallStop:
		t.small += n
		t.smallStop += n
	case tagCapital:
		t.first += n
	case tagAlone:
		t.alone += n
		t.formed(string(tag[1:]), n)
	case tagArticle:
		t.alone += n
		t.article += n
		t.formed(string(tag[1:]), n)
	case tagRow:
		t.rows += n
		t.formed(string(tag[1:]), n)
	}
}

// maxForms bounds the ways to write a word that are told apart.
const maxForms = 16

func (t *tallied) formed(form string, n int64) {
	i := slices.IndexFunc(t.forms, func(f formVotes) bool { return f.form == form })
	if i < 0 {
		if len(t.forms) == maxForms {
			return
		}
		i = len(t.forms)
		t.forms = append(t.forms, formVotes{form: form})
	}
	t.forms[i].n += n
}

// form returns the most frequent form, of two the first in the order of bytes, where it has three
// quarters of the capitals.
func (t *tallied) form() string {
	best := formVotes{}
	for _, f := range t.forms {
		if f.n > best.n || f.n == best.n && f.form < best.form {
			best = f
		}
	}
	if best.n*4 < (t.alone+t.rows)*3 {
		return ""
	}
	return best.form
}

// anyTongue stands for all languages together: a name is the same in most of them.
const anyTongue = text.Tongue(tongueMask)

// close decides about the word counted last.
func (l *learner) close() {
	t := &l.now
	if p := &l.pooled; p.key.what != 0 && !p.key.same(t.key) {
		if p.key.what == voteWord {
			l.word(p)
		} else {
			l.besides(p)
		}
		*p = tallied{forms: p.forms[:0]}
	}
	switch t.key.what {
	case voteTongue:
		if id := text.Tongue(t.key.word); id != text.NoTongue {
			l.texts += t.small
			l.votes.tongues |= 1 << id
			if t.small > l.most {
				l.most, l.votes.main = t.small, id
			}
		}
	case voteWord:
		l.pool(t)
		l.word(t)
	case voteFirst:
		if t.first > 0 && 3*t.first >= t.small {
			l.votes.facts[t.key.word] |= starts
		} else if t.small >= 4 {
			l.votes.facts[t.key.word] |= startsLow
		}
	case voteStop:
		if t.small >= 3 && t.small >= 3*t.first {
			l.votes.facts[t.key.word] |= abbreviates
		}
	case voteBehind, voteBefore, voteOf:
		l.pool(t)
		l.besides(t)
	}
}

// pool adds a word's votes in one language to those in all.
func (l *learner) pool(t *tallied) {
	p := &l.pooled
	p.key = t.key
	p.key.word |= tongueMask
	if n := t.alone + t.rows + t.small; n > p.mostVotes {
		p.mostIn, p.mostVotes = text.Tongue(t.key.word&tongueMask), n
	}
	p.small += t.small
	p.smallBeside += t.smallBeside
	p.smallStop += t.smallStop
	p.smallArticle += t.smallArticle
	p.alone += t.alone
	p.article += t.article
	p.rows += t.rows
	for _, f := range t.forms {
		p.formed(f.form, f.n)
	}
}

// besides decides about a word beside a neighbour.
func (l *learner) besides(t *tallied) {
	form := t.form()
	if t.rows < l.minCount || form == "" || atLeast(t.rows, others(t.small)) < l.needed(t, false) {
		return
	}
	l.votes.beside[t.key] = form
	l.besideWeights[t.key] = t.rows
	thin(l.votes.beside, l.besideWeights, 2*maxVotes, maxVotes, compareBeside)
}

// others returns how often a word is written small elsewhere: one small word is the one asked about.
func others(small int64) int64 { return max(0, small-1) }

// atLeast returns the lower end of the interval of Wilson for the share of hits, at 95 % on one side:
// three of three are .53 at least, ten of ten .79, nine of ten .65. Products are converted before they are added to or
// taken off something, so that no processor fuses the two: the same names on all of them.
func atLeast(hits, misses int64) float64 {
	const z = 1.645
	n := float64(hits + misses)
	if n == 0 {
		return 0
	}
	p := float64(hits) / n
	return (p + z*z/(2*n) - float64(z*math.Sqrt(p*(1-p)/n+z*z/(4*n*n)))) / (1 + z*z/n)
}

// word decides about a word by itself.
func (l *learner) word(t *tallied) {
	all, facts := t.alone+t.rows, wordFacts(0)
	if all >= 2*max(l.minCount, 2) && t.small <= 1+all/20 {
		facts |= seldom
	}
	if t.small > all && t.small >= 2 {
		if facts |= common; t.small > t.smallStop {
			facts |= ordinary
		}
	}
	form := t.form()
	if all >= 2 && t.small <= 1 && form != "" && text.NextWord(form, 0).Shape == text.Title {
		facts |= hinted
	}
	if all >= 4 && all >= t.small && t.small == t.smallBeside && 16*t.article <= all && form != "" && text.NextWord(form, 0).Shape == text.Title {
		facts |= named
	}
	if facts != 0 {
		l.votes.facts[t.key.word] |= facts
	}
	if t.small > all || form == "" || t.alone < max(l.minCount, 2) || utf8.RuneCountInString(form) < 3 || everyday[strings.ToLower(form)] {
		return
	}
	if text.NextWord(form, 0).Shape == text.Upper && (all < 9 || t.small > 1+all/50) {
		return // CPU, JSON and HTTP are also names of things written small
	}
	small := others(t.small)
	name := nameForm{form: form, strong: atLeast(all, small) >= l.needed(t, true)}
	if alone := others(t.small - t.smallBeside); atLeast(all, small) < l.needed(t, 4*t.article > t.alone) || float64(t.alone) < 0.8*float64(t.alone+alone) {
		if name.weak = l.bare(t); !name.weak {
			return
		}
	}
	l.votes.words[t.key.word] = name
	l.weights[t.key.word] = all
	thin(l.votes.words, l.weights, 2*maxVotes, maxVotes, cmp.Compare[uint64])
}

// bare says whether a word that is written small nearly as often as with a capital is a name still: it hardly
// ever stands behind an article, small or not, as nouns do; then the small ones are those that lost theirs.
func (l *learner) bare(t *tallied) bool {
	single := t.alone + t.small - t.smallBeside
	if !bareNames[l.tongueOf(t)] || single < 5 || 16*(t.article+t.smallArticle) > single {
		return false
	}
	return t.alone >= max(l.minCount, 3) && t.alone >= t.small-t.smallBeside && text.NextWord(t.form(), 0).Shape == text.Title
}

// tongueOf returns the language of a word's votes; of a word in all languages that of most of them.
func (l *learner) tongueOf(t *tallied) text.Tongue {
	tongue := text.Tongue(t.key.word & tongueMask)
	if tongue == anyTongue && 5*t.mostVotes >= 4*(t.alone+t.rows+t.small) {
		return t.mostIn
	}
	return tongue
}

// needed returns the share that a word's capital must have at least: the confidence for one that
// stands without an article, as names do in languages that have articles; more for one that mostly
// has one, since the Church and the Assembly are a church and an assembly elsewhere, and for those
// of which that can't be told.
func (l *learner) needed(t *tallied, articles bool) float64 {
	tongue := l.tongueOf(t)
	switch {
	case articles:
		return 1 - (1-l.confidence)/10
	case bareNames[tongue]:
		return l.confidence
	case tongue == anyTongue:
		return 1 - float64((1-l.confidence)*0.7)
	}
	return 1 - (1-l.confidence)/2
}

// thin leaves the entries with the most votes, `most` of them, once there are `limit`.
func thin[K comparable, V any](of map[K]V, weights map[K]int64, limit, most int, order func(a, b K) int) {
	if len(of) <= limit {
		return
	}
	keys := slices.SortedFunc(maps.Keys(of), func(a, b K) int {
		return cmp.Or(cmp.Compare(weights[b], weights[a]), order(a, b))
	})
	for _, key := range keys[most:] {
		delete(of, key)
		delete(weights, key)
	}
}

func compareBeside(a, b besideWord) int {
	return cmp.Or(cmp.Compare(a.what, b.what), cmp.Compare(a.word, b.word), cmp.Compare(a.neighbour, b.neighbour))
}

func (l *learner) prune() {
	thin(l.votes.words, l.weights, maxVotes, maxVotes, cmp.Compare[uint64])
	thin(l.votes.beside, l.besideWeights, maxVotes, maxVotes, compareBeside)
	if facts := l.votes.facts; len(facts) > 8*maxVotes {
		for _, key := range slices.Sorted(maps.Keys(facts))[8*maxVotes:] {
			delete(facts, key)
		}
	}
}
