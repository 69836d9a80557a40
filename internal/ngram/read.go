package ngram

import "github.com/tamis-data/tamis/internal/text"

// How says how a text is read.
type How uint8

const (
	// Words are those of label.counts in small letters and NFC, in sentences.
	Words How = iota
	// Plain words stand between white space and are taken as they are; a line is a sentence.
	Plain
	hows
)

// Reader takes texts apart for one goroutine. Word gives the id of a word, which it must not keep.
type Reader struct {
	How      How
	Word     func(word []byte) uint32
	buf      []byte
	sentence []uint32
}

// Each hands over the sentences of a text that have a word, as ids of words.
func (r *Reader) Each(v *text.View, f func(sentence []uint32)) {
	s := v.Text()
	words, parts := v.Words(text.Own), []text.Span(nil)
	if r.How == Plain {
		words, parts = v.Words(text.Plain), v.Lines()
	} else {
		parts = v.Sentences(text.Own)
	}
	next := 0
	for _, part := range parts {
		r.sentence = r.sentence[:0]
		for ; next < len(words) && words[next].Start < part.End; next++ {
			r.sentence = append(r.sentence, r.id(words[next].Of(s)))
		}
		if len(r.sentence) > 0 {
			f(r.sentence)
		}
	}
}

func (r *Reader) id(word string) uint32 {
	if r.How == Plain {
		r.buf = append(r.buf[:0], word...)
	} else {
		r.buf = text.Fold{Case: true, NFC: true}.Append(r.buf[:0], word)
	}
	return r.Word(r.buf)
}

// Scorer asks a model about texts, for one goroutine.
type Scorer struct {
	m *Model
	r Reader
}

// NewScorer returns a Scorer that reads texts in a given way.
func (m *Model) NewScorer(how How) *Scorer {
	return &Scorer{m: m, r: Reader{How: how, Word: m.id}}
}

// id returns the id of a word. The marks of sentences can't be said by a text.
func (m *Model) id(word []byte) uint32 {
	if id := m.ids[string(word)]; id >= firstWord {
		return id
	}
	return unknown
}

// Add adds what the model says of a text.
func (c *Scorer) Add(v *text.View, sum *Sum) {
	c.r.Each(v, func(words []uint32) { c.m.sentence(words, sum) })
}
