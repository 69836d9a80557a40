package spacy

// Sentences appends the sentences of text to dst: each goes from its first token to the end of its last one, white
// space among them. A token that is one mark ends a sentence, with the marks and punctuation behind it; what comes
// next, were it white space, begins another.
func Sentences(text string, dst []Span) []Span {
	w := sentences{dst: dst, keep: true}
	w.read(text)
	return w.dst
}

// CountSentences returns the number of sentences of text.
func CountSentences(text string) int {
	var w sentences
	w.read(text)
	return w.n
}

// sentences is the state of one pass.
type sentences struct {
	dst   []Span
	keep  bool
	n     int
	now   Span // the sentence so far
	ended bool // a mark has been seen in it
}

func (w *sentences) read(text string) {
	s := scanners.Get().(*scanner)
	s.lex, s.blanks = english(), true
	if empty := *w; !w.skim(s, text) {
		*w = empty
		w.readAll(s, text)
	}
	if w.now.End > 0 {
		w.close()
	}
	s.words = s.out[:0]
	s.release()
}

// skim reads the tokens around marks alone: in another chunk no sentence ends, and where one begins with a letter
// or digit it begins with the chunk. False where a special case is to be put together, which takes all tokens.
func (w *sentences) skim(s *scanner, text string) bool {
	s.start(text, s.words[:0])
	for s.next() {
		w.take(s) // white space in front of the first chunk
		if s.seen&terminator == 0 && (!w.ended || ascii[text[s.lo]]&(alpha|digit) != 0) {
			w.token(between(s.lo, s.hi), false, false)
		} else {
			s.tokenize()
		}
		if len(s.torn) > 0 {
			return false
		}
		s.gap()
		w.take(s)
	}
	w.take(s)
	return true
}

func (w *sentences) readAll(s *scanner, text string) {
	s.start(text, s.out[:0])
	s.pass()
	w.take(s)
}

// take reads the tokens that wait in s.
func (w *sentences) take(s *scanner) {
	for _, t := range s.out {
		mark, point := s.kind(t)
		w.token(t, mark, point)
	}
	s.out = s.out[:0]
}

// kind says of a token whether it is one mark that ends a sentence, and whether it is punctuation alone.
func (s *scanner) kind(t Span) (mark, point bool) {
	i, end := int(t.Start), int(t.End)
	c, n := classOf(s.text, i)
	mark = c&terminator != 0 && i+n == end
	for c&punct != 0 {
		if i += n; i == end {
			return mark, true
		}
		c, n = classOf(s.text, i)
	}
	return mark, false
}

func (w *sentences) token(t Span, mark, point bool) {
	switch {
	case w.now.End == 0:
		w.now.Start = t.Start
	case w.ended && !mark && !point:
		w.close()
		w.now.Start, w.ended = t.Start, false
	}
	w.now.End = t.End
	w.ended = w.ended || mark
}

func (w *sentences) close() {
	w.n++
	if w.keep {
		w.dst = append(w.dst, w.now)
	}
}
