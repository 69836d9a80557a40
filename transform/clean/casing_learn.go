package clean

import (
	"bytes"
	"cmp"
	"encoding/binary"
	"iter"
	"maps"
	"slices"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// Bounds of the table: entries of each kind. Those with the most votes stay, ties by key.
const maxVotes = 300_000

// votes is what the set says. All keys begin with the language.
type votes struct {
	main     text.Tongue       // language of most texts
	words    map[string]string // names: small form → form
	beside   map[string]string // what, language, neighbour, 0x01, small form → form
	ordinary map[string]bool   // words that the set writes small
	starters map[string]bool   // words that it begins sentences with: with a capital; "-" + word: small
	stops    map[string]bool   // words before a stop that ends no sentence
	seldom   map[string]bool   // words hardly ever written small
}

// tallied is what was counted for one word.
type tallied struct {
	key                string // what, language, word
	small, alone, rows int64  // small: all, also those beside a capital
	smallBeside        int64
	form               string // most frequent form with a capital
	formVotes          int64
	forms              []formVotes // all of them
	firstSmall, first  int64
}

// Learn implements transform.Learner.
func (c *casing) Learn(sums iter.Seq2[[]byte, int64]) (transform.Mapper, error) {
	l := learner{casing: c, votes: &votes{words: map[string]string{}, beside: map[string]string{}, ordinary: map[string]bool{}, starters: map[string]bool{}, stops: map[string]bool{}, seldom: map[string]bool{}}}
	for key, n := range sums {
		cut := bytes.LastIndexByte(key, 0)
		if cut < 2 {
			continue
		}
		if string(key[:cut]) != l.now.key {
			l.close()
			l.now = tallied{key: string(key[:cut])}
		}
		l.count(string(key[cut+1:]), n)
	}
	l.close()
	l.now = tallied{key: string([]byte{voteTongue + 1, 0})}
	l.close() // the last word in all languages
	l.prune()
	return newRecaser(c, l.votes), nil
}

type learner struct {
	*casing
	votes  *votes
	now    tallied
	pooled tallied // of the word at hand, in all languages
	most   int64
	weight map[string]int64 // votes of the entries of words and beside
}

func (l *learner) count(tag string, n int64) {
	t := &l.now
	if tag == "" {
		t.first = n
		return
	}
	switch tag[0] {
	case 's':
		t.small += n
	case 'r':
		t.small += n
		t.smallBeside += n
	case 'S':
		t.firstSmall += n
	case 'T':
		t.first += n
	case 'A', 'C':
		if tag[0] == 'A' {
			t.alone += n
		} else {
			t.rows += n
		}
		t.formed(tag[1:], n)
	}
}

// formVotes counts the votes for one form.
type formVotes struct {
	form string
	n    int64
}

// formed adds votes for a form; of two as frequent the first in the order of keys is the most frequent.
func (t *tallied) formed(form string, n int64) {
	i := slices.IndexFunc(t.forms, func(f formVotes) bool { return f.form == form })
	if i < 0 {
		if len(t.forms) == maxForms {
			return
		}
		i = len(t.forms)
		t.forms = append(t.forms, formVotes{form: form})
	}
	if t.forms[i].n += n; t.forms[i].n > t.formVotes {
		t.form, t.formVotes = form, t.forms[i].n
	}
}

// maxForms bounds the ways to write a word that are told apart.
const maxForms = 16

// close decides about the word counted last.
func (l *learner) close() {
	t := &l.now
	if t.key == "" {
		return
	}
	what, tongue, word := t.parts()
	if l.pooled.key != "" && (what != voteWord || word != l.pooled.key[1:]) {
		l.word(&l.pooled, l.pooled.key[1:])
		l.pooled = tallied{}
	}
	switch what {
	case voteTongue:
		if id := text.Tongue(tongue[0]); t.first > l.most && id != text.NoTongue {
			l.most, l.votes.main = t.first, id
		}
	case voteWord:
		l.pool(t, word)
		t.key = string(tongue) + word
		l.word(t, word)
	case voteFirst:
		if t.first > 0 && 3*t.first >= t.firstSmall {
			l.votes.starters[t.key[1:]] = true
		} else if t.firstSmall >= 4 {
			l.votes.starters["-"+t.key[1:]] = true
		}
	case voteStop:
		if t.small >= 3 && t.small >= 3*t.first && utf8.RuneCountInString(t.key[2:]) <= 6 {
			l.votes.stops[t.key[1:]] = true
		}
	default:
		if c := t.alone + t.rows; l.besideSure(c, t.small) && t.formVotes*4 >= c*3 {
			l.keep(l.votes.beside, t.key, t.form, c)
		}
	}
}

// besideShare is the share asked for beside a neighbour where there are six votes and more: two
// thirds. The neighbour has decided already that the two belong together.
const besideShare = 2.0 / 3

// anyTongue stands for all languages together: a name is the same in most of them.
const anyTongue = "\xFF"

// parts takes a vote's key apart.
func (t *tallied) parts() (what byte, tongue []byte, word string) {
	if t.key[0] == voteWord {
		n := len(t.key) - 1
		return voteWord, []byte{t.key[n]}, t.key[1 : n-1]
	}
	return t.key[0], []byte{t.key[1]}, t.key[2:]
}

// pool adds a word's votes in one language to those in all.
func (l *learner) pool(t *tallied, word string) {
	p := &l.pooled
	p.key = anyTongue + word
	p.small += t.small
	p.smallBeside += t.smallBeside
	p.alone += t.alone
	p.rows += t.rows
	for _, f := range t.forms {
		p.formed(f.form, f.n)
	}
}

// besideSure says whether the capital has the majority beside a neighbour.
func (l *learner) besideSure(capitals, smalls int64) bool {
	if capitals >= 2*l.minCount && float64(capitals) >= besideShare*float64(capitals+smalls) {
		return true
	}
	return capitals >= l.minCount && capitals >= 3*smalls && l.sure(capitals, smalls-1)
}

// sure says whether a capital has the majority asked for.
func (l *learner) sure(capitals, smalls int64) bool {
	return float64(capitals) >= l.confidence*float64(capitals+smalls)
}

// word decides about a word by itself. The key is the language and the word.
func (l *learner) word(t *tallied, word string) {
	all := t.alone + t.rows
	if all >= 2*max(l.minCount, 2) && t.small <= 1+all/20 {
		l.votes.seldom[t.key] = true
	}
	if t.small > all {
		if t.small >= 2 {
			l.votes.ordinary[t.key] = true
		}
		return
	}
	if everyday[word] || utf8.RuneCountInString(word) < 3 {
		return
	}
	least := max(l.minCount, 2)
	if t.alone < least || all < least || t.formVotes*4 < all*3 || t.small == 1 && all < 3*least-1 {
		return
	}
	if shapeOf(t.form) == upperWord && (all < 3*least || t.small > 1+all/50) {
		return // CPU, JSON and HTTP are also names of things written small
	}
	if l.sure(all, t.small) && l.sure(t.alone, t.small-t.smallBeside) {
		l.keep(l.votes.words, t.key, t.form, all)
	}
}

func (l *learner) keep(to map[string]string, key, form string, n int64) {
	if l.weight == nil {
		l.weight = map[string]int64{}
	}
	to[key] = form
	l.weight[key] = n
	if len(to) >= 2*maxVotes {
		l.thin(to)
	}
}

// thin leaves the entries with the most votes.
func (l *learner) thin(of map[string]string) { l.thinTo(of, maxVotes) }

func (l *learner) thinTo(of map[string]string, most int) {
	if len(of) <= most {
		return
	}
	keys := slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(cmp.Compare(l.weight[b], l.weight[a]), cmp.Compare(a, b))
	})
	for _, key := range keys[most:] {
		delete(of, key)
		delete(l.weight, key)
	}
}

func (l *learner) prune() {
	l.thin(l.votes.words)
	l.thin(l.votes.beside)
	for _, set := range []map[string]bool{l.votes.ordinary, l.votes.starters, l.votes.stops, l.votes.seldom} {
		if len(set) > 4*maxVotes {
			for _, key := range slices.Sorted(maps.Keys(set))[4*maxVotes:] {
				delete(set, key)
			}
		}
	}
	l.weight = nil
}

// bytes returns the table in one order, for its digest.
func (v *votes) bytes() []byte {
	out := []byte{byte(v.main)}
	put := func(s string) { out = append(binary.AppendUvarint(out, uint64(len(s))), s...) }
	for _, m := range []map[string]string{v.words, v.beside} {
		out = binary.AppendUvarint(out, uint64(len(m)))
		for _, key := range slices.Sorted(maps.Keys(m)) {
			put(key)
			put(m[key])
		}
	}
	for _, m := range []map[string]bool{v.ordinary, v.starters, v.stops, v.seldom} {
		out = binary.AppendUvarint(out, uint64(len(m)))
		for _, key := range slices.Sorted(maps.Keys(m)) {
			put(key)
		}
	}
	return out
}
