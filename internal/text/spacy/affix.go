package spacy

import "unicode/utf8"

// tokenize appends the tokens of the chunk.
func (s *scanner) tokenize() {
	lo, hi := s.lo, s.hi
	if hi-lo <= longestSpecial {
		if sp := s.lex.lookup(s.text, lo, hi); sp != nil {
			s.special(sp, lo)
			return
		}
	}
	if s.seen&mark == 0 && (s.seen&digit == 0 || ascii[s.text[hi-1]]&digit != 0) {
		s.emit(lo, hi) // nothing to cut off, and no unit behind a number
		return
	}
	s.affixes(lo, hi)
}

// special appends the tokens of a special case that stands at lo.
func (s *scanner) special(sp *special, lo int) {
	from := lo
	for _, end := range sp.ends[:sp.n] {
		s.emit(from, lo+int(end))
		from = lo + int(end)
	}
}

// affixes cuts off prefixes and suffixes until none is left or the rest is a special case.
func (s *scanner) affixes(lo, hi int) {
	s.tail = s.tail[:0]
	first := len(s.out)
	var core *special
	prefixes := 0
	for lo < hi && core == nil {
		pre, suf := s.prefix(lo, hi), 0
		if pre > 0 {
			if core = s.caseAt(lo+pre, hi); core != nil {
				s.emit(lo, lo+pre)
				lo += pre
				break
			}
		}
		if suf = s.suffix(lo+pre, hi); suf > 0 {
			if core = s.caseAt(lo, hi-suf); core != nil {
				s.tail = append(s.tail, between(hi-suf, hi))
				hi -= suf
				break
			}
			s.tail = append(s.tail, between(hi-suf, hi))
		}
		if pre > 0 {
			s.emit(lo, lo+pre)
			prefixes++
		}
		lo, hi = lo+pre, hi-suf
		if pre == 0 && suf == 0 {
			break
		}
		if pre > 0 && suf > 0 {
			core = s.caseAt(lo, hi)
		}
	}
	cut := s.core(core, lo, hi)
	for i := len(s.tail) - 1; i >= 0; i-- {
		s.out = append(s.out, s.tail[i])
	}
	// What stood together in the chunk was looked up together, but for these.
	if cut || core != nil || prefixes > 1 || len(s.tail) > 1 {
		s.inspect(first)
	}
}

// core appends what is left without affixes, and says whether it was cut.
func (s *scanner) core(sp *special, lo, hi int) bool {
	if sp != nil {
		s.special(sp, lo)
		return false
	}
	if lo == hi {
		return false
	}
	for i := lo; i < hi; i++ {
		if ascii[s.text[i]]&(inner|wide) != 0 {
			return s.cut(lo, hi, i)
		}
	}
	s.emit(lo, hi)
	return false
}

func (s *scanner) caseAt(lo, hi int) *special {
	if lo >= hi || hi-lo > longestSpecial {
		return nil
	}
	return s.lex.lookup(s.text, lo, hi)
}

// prefix returns the length of the prefix of text[lo:hi], 0 without one.
func (s *scanner) prefix(lo, hi int) int {
	b := s.text[lo]
	c := ascii[b]
	switch {
	case c&wide != 0:
		if c, n := wideClass(s.text[lo:hi]); c&prefix != 0 {
			return n
		}
		return 0
	case c&prefix != 0:
		return 1
	case b == '.':
		if n := s.stops(lo, hi); n > 1 {
			return n
		}
	case b == '+':
		if s.after(lo+1, hi)&digit == 0 {
			return 1
		}
	case b == 'U' || b == 'C' || b == 'A':
		return dollar(s.text[lo:hi])
	}
	return 0
}

// dollar returns the length of US$, C$ or A$ in front of t.
func dollar(t string) int {
	if len(t) >= 2 && t[1] == '$' && (t[0] == 'C' || t[0] == 'A') {
		return 2
	}
	if len(t) >= 3 && t[0] == 'U' && t[1] == 'S' && t[2] == '$' {
		return 3
	}
	return 0
}

// stops counts the full stops at i.
func (s *scanner) stops(i, hi int) int {
	n := 0
	for i+n < hi && s.text[i+n] == '.' {
		n++
	}
	return n
}

// suffix returns the length of the suffix of text[lo:hi], the longest where several fit, 0 without one. What
// stands in front of lo does not count.
func (s *scanner) suffix(lo, hi int) int {
	if lo >= hi {
		return 0
	}
	b := s.text[hi-1]
	c := ascii[b]
	switch {
	case c&wide != 0:
		return s.wideSuffix(lo, hi)
	case c&suffix != 0:
		return 1
	case b == '.':
		return s.stop(lo, hi)
	case s.seen&digit != 0 && (b == '+' || b == '%' || b == '$'):
		return s.behindDigit(lo, hi)
	case b == 's' || b == 'S':
		if n := apostrophe(s.text[lo : hi-1]); n > 0 {
			return n + 1
		}
	}
	if s.seen&digit != 0 && c&alpha != 0 {
		return s.unit(lo, hi)
	}
	return 0
}

// apostrophe returns the length of the apostrophe that ends t.
func apostrophe(t string) int {
	switch n := len(t); {
	case n > 0 && t[n-1] == '\'':
		return 1
	case n > 2 && t[n-3:] == "’":
		return 3
	}
	return 0
}

// stop is suffix where a full stop ends the string: two or more go together, one goes behind small letters,
// digits and marks, behind two capitals, and behind a degree with its scale.
func (s *scanner) stop(lo, hi int) int {
	i := hi
	for i > lo && s.text[i-1] == '.' {
		i--
	}
	if n := hi - i; n > 1 {
		return n
	}
	c := s.before(lo, i)
	if c&beforeStop != 0 {
		return 1
	}
	if c&upper == 0 {
		return 0
	}
	_, n := utf8.DecodeLastRuneInString(s.text[lo:i])
	switch i -= n; {
	case s.before(lo, i)&upper != 0:
		return 1
	case n == 1 && i-lo >= 2 && s.text[i-2:i] == "°":
		if b := s.text[i]; b == 'F' || b == 'C' || b == 'K' {
			return 1
		}
	}
	return 0
}

// behindDigit is suffix where + % or $ ends the string: each goes behind a digit, $ also with its country.
func (s *scanner) behindDigit(lo, hi int) int {
	for n := 1; n <= 3 && hi-n > lo; n++ {
		if s.before(lo, hi-n)&digit != 0 {
			if n == 1 || s.text[hi-1] == '$' && dollar(s.text[hi-n:hi]) == n {
				return n
			}
			return 0
		}
	}
	return 0
}

// wideSuffix is suffix where a character beyond ASCII ends the string.
func (s *scanner) wideSuffix(lo, hi int) int {
	r, n := utf8.DecodeLastRuneInString(s.text[lo:hi])
	c := runeClass(r)
	switch {
	case r == '…' && hi-lo >= 2*n && s.text[hi-2*n:hi-n] == "…":
		return 2 * n
	case c&suffix != 0:
		return n
	case s.seen&digit == 0:
		return 0
	case c&currency != 0:
		if s.before(lo, hi-n)&digit != 0 {
			return n
		}
		return 0
	}
	return s.unit(lo, hi)
}

// unit returns the length of the unit of measure that ends the string behind a digit.
func (s *scanner) unit(lo, hi int) int {
	for i := hi - 1; i >= lo && hi-1-i <= longestUnit; i-- {
		if b := s.text[i]; b >= '0' && b <= '9' {
			if isUnit(s.text[i+1 : hi]) {
				return hi - 1 - i
			}
			return 0
		}
	}
	return 0
}

const longestUnit = len("اكواب")

// isUnit knows spaCy's units. Its list glues тб and كم together, so neither of these stands alone at that place.
func isUnit(s string) bool {
	switch s {
	case "km", "km²", "km³", "m", "m²", "m³", "dm", "dm²", "dm³", "cm", "cm²", "cm³", "mm", "mm²", "mm³", "ha", "µm", "nm",
		"yd", "in", "ft", "kg", "g", "mg", "µg", "t", "lb", "oz", "m/s", "km/h", "kmh", "mph", "hPa", "Pa", "mbar", "mb", "MB",
		"kb", "KB", "gb", "GB", "tb", "TB", "T", "G", "M", "K",
		"км", "км²", "км³", "м", "м²", "м³", "дм", "дм²", "дм³", "см", "см²", "см³", "мм", "мм²", "мм³", "нм", "кг", "г", "мг",
		"м/с", "км/ч", "кПа", "Па", "мбар", "Кб", "КБ", "кб", "Мб", "МБ", "мб", "Гб", "ГБ", "гб", "Тб", "ТБ",
		"тбكم", "كم", "كم²", "كم³", "م", "م²", "م³", "سم", "سم²", "سم³", "مم", "مم²", "مم³",
		"غرام", "جرام", "جم", "كغ", "ملغ", "كوب", "اكواب":
		return true
	}
	return false
}
