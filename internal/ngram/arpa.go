package ngram

import (
	"bytes"
	"errors"
	"fmt"
	"math"
	"slices"
	"strconv"
	"strings"
)

// Load reads a model: ours, or an ARPA file as SRILM and KenLM write it. Memory is bounded by a small multiple of data.
func Load(data []byte) (*Model, error) {
	if bytes.HasPrefix(data, []byte(magic)) {
		return loadOwn(data)
	}
	a := &arpa{data: data, m: &Model{how: Plain, ids: map[string]uint32{}}}
	if f := foreign(data, a.line()); f != nil {
		return nil, f
	}
	if err := a.read(); err != nil {
		return nil, a.fault(err)
	}
	return a.m, a.m.check()
}

// arpa reads an ARPA file line by line.
type arpa struct {
	data   []byte
	number int
	ended  bool // a line was asked for behind the last one
	counts []int
	m      *Model
}

// line returns the next line that is not empty, "" at the end.
func (a *arpa) line() string {
	for len(a.data) > 0 {
		line, rest, _ := bytes.Cut(a.data, []byte{'\n'})
		a.data = rest
		a.number++
		if s := strings.TrimSpace(string(line)); s != "" {
			return s
		}
	}
	a.ended = true
	return ""
}

func (a *arpa) read() error {
	line := a.line()
	for ; strings.HasPrefix(line, "ngram "); line = a.line() {
		order, count, ok := strings.Cut(strings.TrimPrefix(line, "ngram "), "=")
		k, err := strconv.Atoi(strings.TrimSpace(order))
		n, err2 := strconv.Atoi(strings.TrimSpace(count))
		if !ok || err != nil || err2 != nil || k != len(a.counts)+1 || k > MaxOrder || n < 0 || n > len(a.data)/3 {
			return fmt.Errorf("%.60q is not the number of n-grams of the next order", line)
		}
		a.counts = append(a.counts, n)
	}
	if len(a.counts) == 0 {
		return errors.New("it counts no n-grams")
	}
	for k := range a.counts {
		if line != fmt.Sprintf(`\%d-grams:`, k+1) {
			return fmt.Errorf(`%.60q stands where \%d-grams: should`, line, k+1)
		}
		if err := a.section(k); err != nil {
			return err
		}
		line = a.line()
	}
	if line != `\end\` {
		return fmt.Errorf(`%.60q stands where \end\ should`, line)
	}
	return nil
}

// gram is a line of a section: the place of what it goes on from, its last word and two logarithms.
type gram struct {
	from, word uint32
	prob, back int32
}

func (a *arpa) section(k int) error {
	grams := make([]gram, 0, a.counts[k])
	for range a.counts[k] {
		g, err := a.gram(strings.Fields(a.line()), k)
		if err != nil {
			return err
		}
		grams = append(grams, g)
	}
	if k == 0 {
		grams = a.addMarks(grams)
	}
	slices.SortFunc(grams, func(x, y gram) int {
		if x.from != y.from {
			return int(int64(x.from) - int64(y.from))
		}
		return int(int64(x.word) - int64(y.word))
	})
	l := level{}
	for i, g := range grams {
		if i > 0 && grams[i-1].from == g.from && grams[i-1].word == g.word {
			return fmt.Errorf("an n-gram of %d words stands twice", k+1)
		}
		l.words, l.prob = append(l.words, g.word), append(l.prob, g.prob)
		if k < len(a.counts)-1 {
			l.back = append(l.back, g.back)
		}
	}
	if k > 0 {
		a.m.levels[k-1].link(grams)
	}
	a.m.levels = append(a.m.levels, l)
	return nil
}

// link notes where the n-grams of the next level begin that go on from each of this one.
func (l *level) link(grams []gram) {
	l.first = make([]uint32, len(l.words)+1)
	for _, g := range grams {
		l.first[g.from+1]++
	}
	for i := range l.words {
		l.first[i+1] += l.first[i]
	}
}

// gram reads one line of a section.
func (a *arpa) gram(fields []string, k int) (g gram, err error) {
	if len(fields) != k+2 && len(fields) != k+3 {
		return g, fmt.Errorf("a probability, %d words and a weight should stand here", k+1)
	}
	if g.prob, err = parseLog(fields[0]); err != nil {
		return g, err
	}
	if len(fields) == k+3 {
		if g.back, err = parseLog(fields[k+2]); err != nil {
			return g, err
		}
	}
	words := fields[1 : k+2]
	if k == 0 {
		return a.unigram(g, words[0])
	}
	for i, w := range words {
		id, ok := a.m.ids[fold(w)]
		if !ok {
			return g, fmt.Errorf("word %.60q is not among the 1-grams", w)
		}
		if i == k {
			g.word = id
			break
		}
		if i == 0 {
			g.from = id
			continue
		}
		l := &a.m.levels[i-1]
		if g.from, ok = a.m.levels[i].find(l.first[g.from], l.first[g.from+1], id); !ok {
			return g, fmt.Errorf("%.60q goes on from an n-gram that is missing", strings.Join(words, " "))
		}
	}
	return g, nil
}

// fold gives marks the case that they have here.
func fold(word string) string {
	switch word {
	case "<UNK>", "<S>", "</S>":
		return strings.ToLower(word)
	}
	return word
}

func (a *arpa) unigram(g gram, word string) (gram, error) {
	if len(a.m.ids) == 0 {
		for id, mark := range marks {
			a.m.ids[mark] = uint32(id)
		}
	}
	word = fold(word)
	id, known := a.m.ids[word]
	if !known {
		id = uint32(len(a.m.ids))
		a.m.ids[word] = id
	} else if id >= firstWord {
		return g, fmt.Errorf("word %.60q stands twice", word)
	}
	g.word, g.from = id, 0
	return g, nil
}

// addMarks adds those of the marks that a file does not have.
func (a *arpa) addMarks(grams []gram) []gram {
	if len(a.m.ids) == 0 {
		for id, mark := range marks {
			a.m.ids[mark] = uint32(id)
		}
	}
	for id := range uint32(firstWord) {
		if !slices.ContainsFunc(grams, func(g gram) bool { return g.word == id }) {
			grams = append(grams, gram{word: id, prob: worst})
		}
	}
	return grams
}

// parseLog reads a decimal logarithm as millionths.
func parseLog(s string) (int32, error) {
	f, err := strconv.ParseFloat(s, 64)
	if err != nil || math.IsNaN(f) || f > 100 {
		return 0, fmt.Errorf("%.60q is no logarithm", s)
	}
	return fixed(f), nil
}
