package label

import (
	"bytes"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// lexicon holds topics with weighted terms, and finds the terms in a text.
type lexicon struct {
	topics []string
	terms  []term
	fold   wordFold
	words  map[string]int32 // a word or stem as it is compared → its class; others are of class 0
	stems  stemIndex
	auto   automaton
}

// term is a line of the lexicon.
type term struct {
	text   string
	topic  int32
	weight int64    // in thousandths
	parts  []string // words as they are compared; a stem keeps its *
}

// Bounds of a lexicon: of what a phrase may have and a file may hold.
const (
	maxPhrase = 8
	maxTerms  = 1 << 20
	maxWeight = 1e6
)

// parseLexicon reads a lexicon; all of its faults come in one error, up to ten.
func parseLexicon(data []byte, marks bool) (*lexicon, error) {
	if !utf8.Valid(data) {
		return nil, errors.New("it is not UTF-8")
	}
	p := &lexiconParser{l: &lexicon{fold: wordFold{marks: marks}}, seen: map[string]bool{}, sections: map[string]bool{}}
	n := 0
	for line := range bytes.Lines(bytes.TrimPrefix(data, []byte("\ufeff"))) {
		n++
		if err := p.line(strings.TrimSpace(string(line))); err != nil {
			p.faults = append(p.faults, fmt.Errorf("line %d: %w", n, err))
		}
		if len(p.faults) == 10 {
			break
		}
	}
	if len(p.faults) == 0 && len(p.l.terms) == 0 {
		p.faults = append(p.faults, errors.New("there is no term in it; a topic is [name], a term a line of words, a tab and a weight"))
	}
	if len(p.faults) > 0 {
		return nil, errors.Join(p.faults...)
	}
	return p.l, p.l.build()
}

type lexiconParser struct {
	l        *lexicon
	seen     map[string]bool // terms of the topic at work
	sections map[string]bool
	faults   []error
}

func (p *lexiconParser) line(s string) error {
	switch {
	case s == "" || s[0] == '#':
		return nil
	case s[0] == '[':
		return p.section(s)
	case len(p.l.topics) == 0:
		return errors.New("a term before the first topic; a topic begins with a line [name]")
	case len(p.l.terms) == maxTerms:
		return fmt.Errorf("more than %d terms", maxTerms)
	}
	words, weight, _ := strings.Cut(s, "\t")
	w, err := parseWeight(strings.TrimSpace(weight))
	if err != nil {
		return err
	}
	t := term{text: strings.Join(strings.Fields(words), " "), topic: int32(len(p.l.topics) - 1), weight: w}
	if t.parts, err = p.l.fold.parts(t.text); err != nil {
		return err
	}
	key := strings.Join(t.parts, " ")
	if p.seen[key] {
		return fmt.Errorf("term %q stands in this topic already", t.text)
	}
	p.seen[key] = true
	p.l.terms = append(p.l.terms, t)
	return nil
}

func (p *lexiconParser) section(s string) error {
	name, closed := strings.CutSuffix(s[1:], "]")
	if name = strings.TrimSpace(name); !closed || name == "" || strings.ContainsAny(name, "[]") {
		return fmt.Errorf("topic %q is not written [name]", s)
	}
	if p.sections[name] {
		return fmt.Errorf("topic %q stands in the file already", name)
	}
	p.sections[name] = true
	p.l.topics = append(p.l.topics, name)
	clear(p.seen)
	return nil
}

// parseWeight reads a number with three digits behind the point as thousandths, so that sums are exact.
func parseWeight(s string) (int64, error) {
	if s == "" {
		return 1000, nil
	}
	f, err := strconv.ParseFloat(s, 64)
	_, digits, _ := strings.Cut(s, ".")
	if err != nil || len(digits) > 3 || strings.ContainsAny(s, "eExXpP_") || !(f >= -maxWeight && f <= maxWeight) || f == 0 {
		return 0, fmt.Errorf("weight %q is no number other than 0 with up to three digits behind the point; a tab parts it from the term", s)
	}
	whole, _ := strconv.ParseInt(strings.Replace(s, ".", "", 1)+strings.Repeat("0", 3-len(digits)), 10, 64)
	return whole, nil
}

// parts returns the words of a term as they are compared.
func (f wordFold) parts(s string) ([]string, error) {
	spans := text.AppendWords(s, nil)
	if len(spans) == 0 || len(spans) > maxPhrase {
		return nil, fmt.Errorf("term %q has %d words, not 1 to %d", s, len(spans), maxPhrase)
	}
	var out []string
	for _, w := range spans {
		part := string(f.append(nil, w.Of(s)))
		if rest := s[w.End:]; rest == "*" || strings.HasPrefix(rest, "* ") {
			part += "*"
		}
		if part == "" {
			return nil, fmt.Errorf("term %q has a word without letters", s)
		}
		out = append(out, part)
	}
	if stars := strings.Count(s, "*"); stars != strings.Count(strings.Join(out, ""), "*") {
		return nil, fmt.Errorf("term %q has a * that does not end a word; it stands for how words go on that begin so", s)
	}
	return out, nil
}

// maxElided bounds the bytes of a word that is taken apart at apostrophes: a text of nothing else takes linear time.
const maxElided = 64

// count adds the terms of a text to a tally.
func (l *lexicon) count(v *text.View, y *tally) {
	s, state := v.Text(), int32(0)
	words := v.Words(text.Own)
	y.words += int64(len(words))
	for _, w := range words {
		y.buf = l.fold.append(y.buf[:0], w.Of(s))
		state = l.auto.next(state, l.class(y.buf))
		for _, id := range l.auto.ends(state) {
			if y.counts[id] == 0 {
				y.found = append(y.found, id)
			}
			y.counts[id]++
		}
	}
}

// class tells words apart as far as the lexicon does: a word of it, else the longest stem, else 0. Of a word with an
// apostrophe that is neither (l'énergie, plant's) the longer part counts.
func (l *lexicon) class(word []byte) int32 {
	if c := l.words[string(word)]; c != 0 {
		return c
	}
	if c := l.stems.longest(word); c != 0 {
		return c
	}
	if at := bytes.IndexByte(word, '\''); at > 0 && len(word) <= maxElided {
		if after := word[at+1:]; len(after) > at {
			return l.class(after)
		}
		return l.class(word[:at])
	}
	return 0
}

// build makes the automaton of the terms.
func (l *lexicon) build() error {
	l.words, l.stems = map[string]int32{}, stemIndex{classes: map[string]int32{}}
	names := map[string]int32{} // a part as it is written → its symbol
	for i := range l.terms {
		for _, part := range l.terms[i].parts {
			if names[part] != 0 {
				continue
			}
			c := int32(len(names) + 1)
			names[part] = c
			if stem, ok := strings.CutSuffix(part, "*"); ok {
				l.stems.add(stem, c)
			} else {
				l.words[part] = c
			}
		}
	}
	accepts := make([][]int32, len(names)+1) // class → symbols of the parts that a word of it is taken for
	for part, c := range names {
		accepts[c] = append(l.stems.all(strings.TrimSuffix(part, "*")), c)
		slices.Sort(accepts[c])
		accepts[c] = slices.Compact(accepts[c])
	}
	return l.auto.build(l.terms, names, accepts)
}
