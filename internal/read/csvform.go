package read

import (
	"strconv"
	"strings"
)

// csvForm knows where fields and records end.
type csvForm struct {
	units
	comma byte
}

// csvHow says what a record turned out to be.
type csvHow uint8

const (
	csvWhole csvHow = iota
	csvMore         // it may go on beyond the bytes at hand
	csvOpen         // the stream ends within quotes
	csvStray        // something stands between a closing quote and the delimiter
)

func (h csvHow) String() string {
	if h == csvStray {
		return "text after a closing quote"
	}
	return "a quote that does not close"
}

// record finds the end of the record at b[i], without line end, and the start of the next. Last says
// that the stream ends with b.
func (f csvForm) record(b []byte, i int, last bool) (end, next int, how csvHow) {
	lf := f.index(b, i, '\n')
	for start := i; ; {
		stop := len(b)
		if lf >= 0 {
			stop = lf
		}
		q := f.index(b[:stop], i, '"')
		if q < 0 {
			return f.unquoted(b, start, lf, last)
		}
		if q != start && f.at(b, q-f.units.width) != int(f.comma) { // a quote like any character
			i = q + f.units.width
			continue
		}
		closing := f.closing(b, q+f.units.width, last)
		if closing < 0 {
			if last {
				return 0, 0, csvOpen
			}
			return 0, 0, csvMore
		}
		if lf < closing {
			lf = f.index(b, closing, '\n')
		}
		i = closing + f.units.width
		if f.at(b, i) == int(f.comma) {
			i += f.units.width
			continue
		}
		return f.closed(b, i, last)
	}
}

// unquoted ends a record at the newline, if there is one.
func (f csvForm) unquoted(b []byte, start, lf int, last bool) (end, next int, how csvHow) {
	switch {
	case lf >= 0:
		return start + f.trimEnd(b[start:], lf-start), lf + f.units.width, csvWhole
	case last:
		return len(b), len(b), csvWhole
	}
	return 0, 0, csvMore
}

// closing returns the place of the quote that closes the field beginning at b[i], -1 for none in b.
// Without last a quote at the end of b may be the first of two.
func (f csvForm) closing(b []byte, i int, last bool) int {
	for {
		q := f.index(b, i, '"')
		if q < 0 {
			return -1
		}
		after := f.at(b, q+f.units.width)
		if after < 0 && !last {
			return -1
		}
		if after != '"' {
			return q
		}
		i = q + 2*f.units.width
	}
}

// closed ends a record behind a closing quote at b[i].
func (f csvForm) closed(b []byte, i int, last bool) (end, next int, how csvHow) {
	w := f.units.width
	switch c := f.at(b, i); {
	case c == '\n':
		return i, i + w, csvWhole
	case c == '\r' && f.at(b, i+w) == '\n':
		return i, i + 2*w, csvWhole
	case i >= len(b) && last:
		return i, i, csvWhole
	case i >= len(b), c == '\r' && i+w >= len(b) && !last:
		return 0, 0, csvMore
	case c == '\r' && i+w >= len(b):
		return i, i + w, csvWhole
	}
	return i, i, csvStray
}

// after returns the place behind the next newline from b[i], -1 for none.
func (f csvForm) after(b []byte, i int) int {
	if lf := f.index(b, i, '\n'); lf >= 0 {
		return lf + f.units.width
	}
	return -1
}

// width counts the fields of a well-formed record.
func (f csvForm) width(b []byte) int {
	n, w := 1, f.units.width
	for i := 0; i < len(b); i += w {
		switch c := f.at(b, i); {
		case c == int(f.comma):
			n++
		case c == '"' && (i == 0 || f.at(b, i-w) == int(f.comma)):
			if i = f.closing(b, i+w, true); i < 0 {
				return -1
			}
		}
	}
	return n
}

// split appends the fields of a well-formed record in UTF-8. Quoted fields with doubled quotes are
// written to the arena, all others share b's memory.
func (f csvForm) split(b []byte, fields []cell, arena []byte) ([]cell, []byte) {
	one := csvForm{units: units{width: 1}, comma: f.comma}
	for i := 0; ; {
		if i < len(b) && b[i] == '"' {
			q := one.closing(b, i+1, true)
			if q < 0 {
				q = len(b)
			}
			var s string
			s, arena = unquote(stringOf(b[i+1:q]), arena)
			fields = append(fields, cell{kind: text, s: s})
			i = q + 1
		} else {
			end := one.index(b, i, f.comma)
			if end < 0 {
				end = len(b)
			}
			fields = append(fields, cell{kind: text, s: stringOf(b[i:end])})
			i = end
		}
		if i >= len(b) {
			return fields, arena
		}
		i++ // the delimiter
		if i == len(b) {
			return append(fields, cell{kind: text}), arena
		}
	}
}

// unquote makes one quote of two.
func unquote(s string, arena []byte) (string, []byte) {
	if !strings.Contains(s, `"`) {
		return s, arena
	}
	if cap(arena)-len(arena) < len(s) {
		arena = make([]byte, 0, max(len(s), 16<<10))
	}
	from := len(arena)
	for i := 0; i < len(s); i++ {
		arena = append(arena, s[i])
		if s[i] == '"' {
			i++
		}
	}
	return stringOf(arena[from:]), arena
}

func ragged(got, want int) string {
	s := " fields"
	if got == 1 {
		s = " field"
	}
	return "record has " + strconv.Itoa(got) + s + ", the header " + strconv.Itoa(want)
}
