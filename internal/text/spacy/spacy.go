// Package spacy splits English text into the words and sentences of spaCy 3.8's rule tokenizer (blank "en")
// and sentencizer, which is what datatrove's filters count: token for token the same, in one pass and without
// regular expressions.
//
// A chunk between white space loses prefixes and suffixes, one of each at a time, until neither is left or what
// remains is a special case (a contraction, an abbreviation, an emoticon); the rest is a special case, an
// address, or is cut at infixes. Last, special cases that the cuts took apart are put together again (match.go).
// The rules are facts read in spaCy's source (spacy/lang/en, spacy/lang/char_classes.py, spacy/tokenizer.pyx)
// and held against the program itself by interop/parity.
package spacy

import (
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
)

// Span is the range of a token or a sentence.
type Span = text.Span

// English splits words and sentences as datatrove does with English.
var English = &text.Splitter{Name: "spacy", Words: Words, Sentences: Sentences}

// Tokens appends the tokens of text to dst, those of white space among them: a run of white space is one token,
// without the space that follows another token.
func Tokens(text string, dst []Span) []Span { return tokens(text, dst, true) }

// Words appends the tokens of text that are no white space, which is what datatrove calls words.
func Words(text string, dst []Span) []Span { return tokens(text, dst, false) }

func tokens(text string, dst []Span, blanks bool) []Span {
	s := scanners.Get().(*scanner)
	s.lex, s.blanks = english(), blanks
	s.start(text, dst)
	s.pass()
	dst = s.out
	s.release()
	return dst
}

// pass reads the whole text.
func (s *scanner) pass() {
	base := len(s.out)
	for s.next() {
		s.out = text.Room(s.out, s.lo, len(s.text)) // a chunk seldom holds more tokens than one
		s.tokenize()
		s.gap()
	}
	if len(s.torn) > 0 {
		s.mend(base)
	}
}

// scanner is the state of one pass over a text.
type scanner struct {
	lex    *lexicon
	text   string
	out    []Span // the tokens so far
	blanks bool   // white space is told too

	at     int   // where the pass stands
	lo, hi int   // the chunk
	seen   class // what the chunk holds

	tail  []Span // suffixes, outermost first
	torn  []int  // first tokens of special cases that were taken apart
	rest  []Span // tokens behind a mended place, while they move
	hits  []hit
	words []Span // tokens of Sentences
}

var scanners = sync.Pool{New: func() any { return new(scanner) }}

func (s *scanner) start(text string, dst []Span) {
	s.text, s.out, s.at = text, dst, 0
	s.torn = s.torn[:0]
}

// release gives the scanner back, without what belongs to its caller and without buffers of a huge text.
func (s *scanner) release() {
	const most = 1 << 16
	s.text, s.out = "", nil
	if cap(s.tail) > most || cap(s.rest) > most || cap(s.hits) > most || cap(s.torn) > most || cap(s.words) > most {
		s.tail, s.rest, s.hits, s.torn, s.words = nil, nil, nil, nil, nil
	}
	scanners.Put(s)
}

// next finds the next chunk. White space in front of the first one is a token too.
func (s *scanner) next() bool {
	if s.at == 0 {
		s.space(0)
	}
	text, i := s.text, s.at
	s.lo = i
	var seen class
	for i < len(text) {
		c := ascii[text[i]]
		n := 1
		if c&(space|wide) != 0 {
			if c&space != 0 {
				break
			}
			if c, n = wideClass(text[i:]); c&space != 0 {
				break
			}
		}
		seen |= c
		i += n
	}
	s.hi, s.at, s.seen = i, i, seen
	return i > s.lo
}

// gap passes the white space behind a chunk.
func (s *scanner) gap() {
	i := s.at
	if i+1 < len(s.text) && s.text[i] == ' ' && ascii[s.text[i+1]]&(space|wide) == 0 {
		s.at = i + 1
		return
	}
	if i < len(s.text) && s.text[i] == ' ' {
		i++
	}
	s.space(i)
}

// space passes the white space at the place reached, of which a token begins at from.
func (s *scanner) space(from int) {
	i := s.at
	for i < len(s.text) {
		c, n := classOf(s.text, i)
		if c&space == 0 {
			break
		}
		i += n
	}
	s.at = i
	if s.blanks && i > from {
		s.emit(from, i)
	}
}

func (s *scanner) emit(lo, hi int) { s.out = append(s.out, between(lo, hi)) }

func between(lo, hi int) Span { return Span{Start: int32(lo), End: int32(hi)} }

// classOf returns the class of the character at i and its length in bytes.
func classOf(text string, i int) (class, int) {
	c := ascii[text[i]]
	if c&wide == 0 {
		return c, 1
	}
	return wideClass(text[i:])
}

// before returns the class of the character that ends at i, none where the string begins.
func (s *scanner) before(lo, i int) class {
	if i <= lo {
		return 0
	}
	c := ascii[s.text[i-1]]
	if c&wide == 0 {
		return c
	}
	r, _ := utf8.DecodeLastRuneInString(s.text[lo:i])
	return runeClass(r)
}

// after returns the class of the character at i, none where the string ends.
func (s *scanner) after(i, hi int) class {
	if i >= hi {
		return 0
	}
	c, _ := classOf(s.text, i)
	return c
}
