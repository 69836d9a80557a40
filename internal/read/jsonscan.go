package read

import (
	"strconv"
	"strings"
)

// jsonScan reads one JSON object and keeps the fields that are wanted. It accepts exactly what
// encoding/json accepts as an object (FuzzJSONL holds it to that), except that the caller has
// checked for valid UTF-8. A name that stands twice has its last value, as encoding/json gives a map;
// names are compared as they decode, and by case.
type jsonScan struct {
	want    []field
	b       []byte
	bad     int    // where it went wrong
	what    string // what was expected there
	escaped bool   // a kept string has escapes
	name    []byte // a decoded name
}

const (
	// hasEscapes in a text cell's n says that s is still to be decoded.
	hasEscapes = 1
	// maxDepth is encoding/json's.
	maxDepth = 10000
)

// object reads the line b into cells, one for each wanted field.
func (s *jsonScan) object(b []byte, cells []cell) (reason string) {
	s.b, s.escaped, s.what = b, false, ""
	i := s.space(0)
	if i == len(b) || b[i] != '{' {
		return s.notObject(i)
	}
	if i = s.fields(i, cells); i < 0 {
		return s.fault()
	}
	if i = s.space(i); i != len(b) {
		return "something follows the object at byte " + strconv.Itoa(i)
	}
	return ""
}

func (s *jsonScan) fault() string {
	return "not JSON: " + s.what + " expected at byte " + strconv.Itoa(s.bad)
}

// notObject tells JSON of another kind from what is none.
func (s *jsonScan) notObject(i int) string {
	j := s.value(i, 0)
	if j < 0 {
		return s.fault()
	}
	if s.space(j) != len(s.b) {
		return "something follows the value at byte " + strconv.Itoa(s.space(j))
	}
	return "line is " + kindPhrases[kindAt(s.b[i])] + ", not an object"
}

func (s *jsonScan) fail(i int, what string) int {
	s.bad, s.what = i, what
	return -1
}

func (s *jsonScan) space(i int) int {
	for i < len(s.b) && (s.b[i] == ' ' || s.b[i] == '\t' || s.b[i] == '\r' || s.b[i] == '\n') {
		i++
	}
	return i
}

// fields reads the object at b[i]. With cells nil it only checks.
func (s *jsonScan) fields(i int, cells []cell) int {
	if i = s.space(i + 1); i < len(s.b) && s.b[i] == '}' {
		return i + 1
	}
	for {
		if i >= len(s.b) || s.b[i] != '"' {
			return s.fail(i, "a name")
		}
		end, esc := s.str(i)
		if end < 0 {
			return -1
		}
		at := s.find(i+1, end-1, esc)
		if i = s.space(end); i >= len(s.b) || s.b[i] != ':' {
			return s.fail(i, "a colon")
		}
		i = s.space(i + 1)
		if at < 0 {
			i = s.value(i, 1)
		} else {
			i = s.keep(i, &cells[at])
		}
		if i < 0 {
			return -1
		}
		if i = s.space(i); i >= len(s.b) {
			return s.fail(i, "a closing brace")
		}
		if s.b[i] == '}' {
			return i + 1
		}
		if s.b[i] != ',' {
			return s.fail(i, "a comma or closing brace")
		}
		i = s.space(i + 1)
	}
}

// find returns which wanted field has the name b[i:j], -1 for none. Where several want one field
// it is the first; lineParser.spread gives it to the others.
func (s *jsonScan) find(i, j int, esc bool) int {
	name := s.b[i:j]
	if esc {
		s.name = append(s.name[:0], name...)
		name = unescape(s.name, nil)
	}
	for k := range s.want {
		if string(name) == s.want[k].name {
			return k
		}
	}
	return -1
}

// keep reads the value at b[i] into c.
func (s *jsonScan) keep(i int, c *cell) int {
	if i < len(s.b) && s.b[i] == '"' {
		end, esc := s.str(i)
		if end < 0 {
			return -1
		}
		*c = cell{kind: text, s: stringOf(s.b[i+1 : end-1])}
		if esc {
			c.n, s.escaped = hasEscapes, true
		}
		return end
	}
	end := s.value(i, 1)
	if end < 0 {
		return -1
	}
	*c = cell{kind: kindAt(s.b[i])}
	switch c.kind {
	case number, jsonList:
		c.s = stringOf(s.b[i:end])
	case boolean:
		if s.b[i] == 't' {
			c.n = 1
		}
	}
	return end
}

// kindAt says what a valid value is by its first byte.
func kindAt(c byte) cellKind {
	switch c {
	case '{':
		return other
	case '[':
		return jsonList
	case '"':
		return text
	case 't', 'f':
		return boolean
	case 'n':
		return null
	}
	return number
}

// value checks the value at b[i] and returns what follows it, -1 where it is none. Depth is that of
// what holds it.
func (s *jsonScan) value(i, depth int) int {
	if i >= len(s.b) {
		return s.fail(i, "a value")
	}
	switch s.b[i] {
	case '"':
		end, _ := s.str(i)
		return end
	case '{', '[':
		if depth == maxDepth {
			return s.fail(i, "less depth")
		}
		return s.nest(i, depth+1)
	case 't':
		return s.word(i, "true")
	case 'f':
		return s.word(i, "false")
	case 'n':
		return s.word(i, "null")
	}
	return s.number(i)
}

// nest checks the object or array at b[i].
func (s *jsonScan) nest(i, depth int) int {
	open, end := s.b[i], s.b[i]+2 // ] and } stand two behind [ and {
	if i = s.space(i + 1); i < len(s.b) && s.b[i] == end {
		return i + 1
	}
	for {
		if open == '{' {
			if i = s.pairName(i); i < 0 {
				return -1
			}
		}
		if i = s.value(i, depth); i < 0 {
			return -1
		}
		if i = s.space(i); i >= len(s.b) {
			return s.fail(i, "a closing bracket or brace")
		}
		if s.b[i] == end {
			return i + 1
		}
		if s.b[i] != ',' {
			return s.fail(i, "a comma")
		}
		i = s.space(i + 1)
	}
}

// pairName checks a name and its colon.
func (s *jsonScan) pairName(i int) int {
	if i >= len(s.b) || s.b[i] != '"' {
		return s.fail(i, "a name")
	}
	end, _ := s.str(i)
	if end < 0 {
		return -1
	}
	if end = s.space(end); end >= len(s.b) || s.b[end] != ':' {
		return s.fail(end, "a colon")
	}
	return s.space(end + 1)
}

func (s *jsonScan) word(i int, w string) int {
	if strings.HasPrefix(stringOf(s.b[i:]), w) {
		return i + len(w)
	}
	return s.fail(i, "a value")
}

func (s *jsonScan) number(i int) int {
	start := i
	if s.peek(i) == '-' {
		i++
	}
	switch c := s.peek(i); {
	case c == '0':
		i++
	case c >= '1' && c <= '9':
		i = s.digits(i)
	default:
		return s.fail(start, "a value")
	}
	if s.peek(i) == '.' {
		if i = s.digits(i + 1); s.b[i-1] == '.' {
			return s.fail(i, "a digit")
		}
	}
	if c := s.peek(i); c == 'e' || c == 'E' {
		i++
		if c := s.peek(i); c == '+' || c == '-' {
			i++
		}
		from := i
		if i = s.digits(i); i == from {
			return s.fail(i, "a digit")
		}
	}
	return i
}

func (s *jsonScan) digits(i int) int {
	for c := s.peek(i); c >= '0' && c <= '9'; c = s.peek(i) {
		i++
	}
	return i
}

func (s *jsonScan) peek(i int) byte {
	if i < len(s.b) {
		return s.b[i]
	}
	return 0
}
