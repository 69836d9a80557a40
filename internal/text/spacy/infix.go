package spacy

// cut appends the parts of text[lo:hi], which is one address or is cut at infixes, and says whether it was cut.
// No infix begins before i.
func (s *scanner) cut(lo, hi, i int) bool {
	if s.address(lo, hi) {
		s.emit(lo, hi)
		return false
	}
	start := lo
	for i < hi {
		c, n := classOf(s.text, i)
		if c&inner == 0 {
			i += n
			continue
		}
		m := s.infix(lo, i, hi, n)
		switch {
		case m == 0:
			i += n
			continue
		case i == lo: // one in front is none
			i += m
			continue
		case i > start:
			s.emit(start, i)
		}
		s.emit(i, i+m)
		i += m
		start = i
	}
	if start < hi {
		s.emit(start, hi)
	}
	return start > lo
}

// infix returns the length of the infix at i, 0 without one; n is that of its first character.
func (s *scanner) infix(lo, i, hi, n int) int {
	if n > 1 {
		return s.wideInfix(lo, i, hi, n)
	}
	switch b := s.text[i]; b {
	case '.':
		if m := s.stops(i, hi); m > 1 {
			return m
		}
		if s.before(lo, i)&(lower|quote) != 0 && s.after(i+1, hi)&(upper|quote) != 0 {
			return 1
		}
	case ',':
		if s.before(lo, i)&alpha != 0 && s.after(i+1, hi)&alpha != 0 {
			return 1
		}
	case '+', '*', '^', '-':
		if s.before(lo, i)&digit != 0 && i+1 < hi && (s.text[i+1] == '-' || ascii[s.text[i+1]]&digit != 0) {
			return 1
		}
		if b == '-' {
			return s.hyphen(lo, i, hi, 1, 3)
		}
	case '~', ':', '<', '>', '=', '/':
		return s.hyphen(lo, i, hi, 1, 1)
	}
	return 0
}

// wideInfix is infix for a character beyond ASCII: an ellipsis or an icon, or a dash.
func (s *scanner) wideInfix(lo, i, hi, n int) int {
	switch s.text[i : i+n] {
	case "–":
		return s.hyphen(lo, i, hi, n, 1)
	case "—":
		return s.hyphen(lo, i, hi, n, 2)
	}
	return n
}

// hyphen returns the length of up to most characters of n bytes that are the same, between a letter or digit
// and a letter.
func (s *scanner) hyphen(lo, i, hi, n, most int) int {
	if s.before(lo, i)&(alpha|digit) == 0 {
		return 0
	}
	end := i + n
	for most > 1 && end+n <= hi && s.text[end:end+n] == s.text[i:i+n] {
		end += n
		most--
	}
	if s.after(end, hi)&alpha == 0 {
		return 0
	}
	return end - i
}
