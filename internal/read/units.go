package read

import "bytes"

// units says how the code units of a charset lie in its bytes: newlines, quotes and delimiters are
// whole units, one byte wide or, in UTF-16, two.
type units struct {
	width int
	big   bool
}

// at returns the unit at b[i:], -1 where there is none.
func (u units) at(b []byte, i int) int {
	switch {
	case i < 0 || i+u.width > len(b):
		return -1
	case u.width == 1:
		return int(b[i])
	case u.big:
		return int(b[i])<<8 | int(b[i+1])
	}
	return int(b[i+1])<<8 | int(b[i])
}

// index returns the place of the first unit c in b[from:], counted from the front of b, or -1.
func (u units) index(b []byte, from int, c byte) int {
	if from >= len(b) {
		return -1
	}
	if u.width == 1 {
		if i := bytes.IndexByte(b[from:], c); i >= 0 {
			return from + i
		}
		return -1
	}
	for i := from; i+2 <= len(b); i += 2 {
		k := bytes.IndexByte(b[i:], c)
		if k < 0 {
			return -1
		}
		if i += k &^ 1; u.at(b, i) == int(c) {
			return i
		}
	}
	return -1
}

// lastNewline returns the place behind the last newline, 0 where there is none. b begins with a unit.
func (u units) lastNewline(b []byte) int {
	if u.width == 1 {
		return bytes.LastIndexByte(b, '\n') + 1
	}
	for i := len(b)&^1 - 2; i >= 0; i -= 2 {
		if u.at(b, i) == '\n' {
			return i + 2
		}
	}
	return 0
}

// lines counts the newlines of b.
func (u units) lines(b []byte) int64 {
	if u.width == 1 {
		return int64(bytes.Count(b, []byte{'\n'}))
	}
	n := int64(0)
	for i := u.index(b, 0, '\n'); i >= 0; i = u.index(b, i+2, '\n') {
		n++
	}
	return n
}

// afterLines returns the place behind the first most newlines, the end of b where there are fewer, and
// how many there were.
func (u units) afterLines(b []byte, most int) (at, n int) {
	for n < most {
		i := u.index(b, at, '\n')
		if i < 0 {
			return len(b), n
		}
		at, n = i+u.width, n+1
	}
	return at, n
}

// trimEnd returns the end of b[:end] without a carriage return before it.
func (u units) trimEnd(b []byte, end int) int {
	if u.at(b[:end], end-u.width) == '\r' {
		return end - u.width
	}
	return end
}
