package spacy

// A special case that affixes and infixes took apart is put together again: its parts, as the rules without
// special cases cut it, are looked for among the tokens, and where they stand they become the special case. Of
// overlapping places the one with most tokens counts, then the first; one that shares its first or last token
// with another found before it, counted or not, does not. Parts with single spaces between them are found too:
// these change nothing, but stand in the way of others.

// patterns is a trie whose letters are tokens. Its edges stand in an open-addressed table.
type patterns struct {
	edges [1 << edgeBits]edge
	found []uint16 // by node: 1 + the place of the special case that ends there
	mends []bool   // by node: its tokens differ from the pattern
}

// edge leads from a node to another by a token of at most 8 bytes; none leads to node 0.
type edge struct {
	token    uint64
	size     uint8
	from, to uint16
}

const edgeBits = 11

const longestPattern = 11 // tokens

// makePatterns cuts each special case that the rules would cut.
func (l *lexicon) makePatterns() {
	p := &l.patterns
	p.grow()
	s := scanner{lex: new(lexicon)} // without special cases
	for i := range l.specials {
		sp := &l.specials[i]
		s.start(sp.text, s.out[:0])
		s.next()
		s.tokenize()
		if len(s.out) > 1 { // one by itself is in nobody's way
			p.insert(i+1, sp, s.out)
		}
	}
}

func (p *patterns) grow() uint16 {
	p.found, p.mends = append(p.found, 0), append(p.mends, false)
	return uint16(len(p.found) - 1)
}

func (p *patterns) insert(number int, sp *special, parts []Span) {
	n := uint16(0)
	same := len(parts) == int(sp.n)
	for i, part := range parts {
		e := p.edge(n, sp.text, part)
		if e.to == 0 {
			*e = edge{token: word(sp.text, int(part.Start), int(part.End)), size: uint8(part.End - part.Start), from: n, to: p.grow()}
		}
		n = e.to
		same = same && i < int(sp.n) && part.End == int32(sp.ends[i])
	}
	p.found[n], p.mends[n] = uint16(number), !same
}

// edge returns the edge from n by a token of at most 8 bytes, or the place for it.
func (p *patterns) edge(n uint16, text string, t Span) *edge {
	w, size := word(text, int(t.Start), int(t.End)), uint8(t.End-t.Start)
	h := (w ^ uint64(n)) * golden >> (64 - edgeBits)
	for {
		e := &p.edges[h]
		if e.to == 0 || e.token == w && e.from == n && e.size == size {
			return e
		}
		h = (h + 1) % uint64(len(p.edges))
	}
}

// walk tells of each pattern that begins with token i: its end, and the number of the special case where it mends
// one, else 0.
func (s *scanner) walk(i int, tell func(end int, mends uint16)) {
	p := &s.lex.patterns
	n := uint16(0)
	spaced := false
	for k := i; k < len(s.out); k++ {
		if k > i {
			switch gap := s.out[k].Start - s.out[k-1].End; {
			case gap == 1 && s.text[s.out[k].Start-1] == ' ':
				spaced = true
			case gap != 0:
				return
			}
		}
		if t := s.out[k]; t.End-t.Start > 8 {
			return
		} else if n = p.edge(n, s.text, t).to; n == 0 {
			return
		}
		switch {
		case p.found[n] == 0:
		case spaced || !p.mends[n]:
			tell(k+1, 0)
		default:
			tell(k+1, p.found[n])
		}
	}
}

// inspect notes the tokens of the chunk, from first on, with which a special case begins that was taken apart.
func (s *scanner) inspect(first int) {
	for i := first; i < len(s.out); i++ {
		s.walk(i, func(_ int, mends uint16) {
			if n := len(s.torn); mends > 0 && (n == 0 || s.torn[n-1] != i) {
				s.torn = append(s.torn, i)
			}
		})
	}
}

// hit is a pattern found: its first token and how many, and the number of the special case to put there. A text of
// nothing but hits has one for each token, so it is small.
type hit struct {
	start  uint32
	mends  uint16
	n      uint8
	counts bool
}

// mend puts special cases together again in the tokens from base on.
func (s *scanner) mend(base int) {
	s.hits = s.hits[:0]
	done := base
	for _, i := range s.torn {
		if i >= done {
			done = s.collect(done, i)
		}
	}
	s.rebuild()
}

// collect adds the hits that overlap each other and token i, marks those that count, and returns where they
// end. Nothing before from can overlap.
func (s *scanner) collect(from, i int) int {
	lo, hi, first := s.leftmost(from, i), i+1, len(s.hits)
	for k := lo; k < hi; k++ {
		s.walk(k, func(end int, mends uint16) {
			s.hits = append(s.hits, hit{start: uint32(k), n: uint8(end - k), mends: mends})
			hi = max(hi, end)
		})
	}
	choose(s.hits[first:], make([]bool, hi-lo), lo)
	return hi
}

// leftmost goes from token i to the first one that a chain of overlapping patterns reaches.
func (s *scanner) leftmost(from, i int) int {
	for moved := true; moved; {
		moved = false
		for k := max(from, i-longestPattern+1); k < i && !moved; k++ {
			s.walk(k, func(end int, _ uint16) { moved = moved || end > i })
			if moved {
				i = k
			}
		}
	}
	return i
}

// choose marks the hits that count. They are in the order of their starts; lo is the token of seen[0].
func choose(hits []hit, seen []bool, lo int) {
	for n := longestPattern; n > 1; n-- {
		for i := range hits {
			h := &hits[i]
			if int(h.n) != n {
				continue
			}
			of := seen[int(h.start)-lo:][:n]
			h.counts = !of[0] && !of[n-1]
			for k := range of {
				of[k] = true
			}
		}
	}
}

// rebuild writes the tokens anew from the first change on.
func (s *scanner) rebuild() {
	from, next := -1, 0
	for _, h := range s.hits {
		if !h.counts || h.mends == 0 {
			continue
		}
		start := int(h.start)
		if from < 0 {
			from, next = start, start
			s.rest = append(s.rest[:0], s.out[from:]...)
			s.out = s.out[:from]
		}
		s.out = append(s.out, s.rest[next-from:start-from]...)
		s.special(&s.lex.specials[h.mends-1], int(s.rest[start-from].Start))
		next = start + int(h.n)
	}
	if from >= 0 {
		s.out = append(s.out, s.rest[next-from:]...)
	}
}
