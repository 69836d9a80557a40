package text

import (
	"bytes"
	"slices"
	"strings"
)

// Matcher finds any of many strings in one pass over a text (Aho and Corasick 1975). States are numbered from the
// root outwards, so that the children of one are neighbours and need no table of their own. Those near the root,
// where a search stays nearly always, have rows that say for every byte where it leads; the others go back along
// their suffixes, which costs two looks for each byte of a text at most.
type Matcher struct {
	class  [256]uint8 // of bytes; 0 for those that no string holds
	width  int        // of a row
	rows   []uint32   // of the first states
	dense  uint32     // how many have one
	first  []uint32   // by state, its first child; the one behind its last child is the next state's
	label  []byte     // by state, the byte that leads to it
	suffix []uint32   // by state, the longest other state that what was read ends with
	ends   []uint32   // by state, 1 + the string that ends there
	more   []uint32   // by state, the longest suffix at which a string ends, 0 for none
}

// rowCells bounds the rows of a Matcher: 4 MB.
const rowCells = 1 << 20

// NewMatcher returns the Matcher of strings of UTF-8 that are sorted, distinct and not empty; they are numbered in
// that order.
func NewMatcher(sorted []string) *Matcher {
	m := &Matcher{}
	m.classify(sorted)
	m.grow(sorted)
	m.link()
	return m
}

func (m *Matcher) classify(sorted []string) {
	var held [256]bool
	for _, s := range sorted {
		for i := range len(s) {
			held[s[i]] = true
		}
	}
	m.width = 1
	for c := range held {
		if held[c] && m.width < 256 {
			m.class[c] = uint8(m.width)
			m.width++
		}
	}
}

// grow makes the states level by level: each stands for the strings that begin alike.
func (m *Matcher) grow(sorted []string) {
	type alike struct{ lo, hi, depth int }
	level := []alike{{0, len(sorted), 0}}
	m.label, m.ends = []byte{0}, []uint32{0}
	for at := 0; at < len(level); at++ {
		a := level[at]
		m.first = append(m.first, uint32(len(m.label)))
		if a.lo < a.hi && len(sorted[a.lo]) == a.depth {
			m.ends[at] = uint32(a.lo + 1)
			a.lo++
		}
		for a.lo < a.hi {
			c, end := sorted[a.lo][a.depth], a.lo+1
			for end < a.hi && sorted[end][a.depth] == c {
				end++
			}
			level = append(level, alike{a.lo, end, a.depth + 1})
			m.label, m.ends = append(m.label, c), append(m.ends, 0)
			a.lo = end
		}
	}
	m.first = append(m.first, uint32(len(m.label)))
}

// link finds suffixes from the root outwards; all that is asked for is nearer to it.
func (m *Matcher) link() {
	n := len(m.label)
	m.suffix, m.more = make([]uint32, n), make([]uint32, n)
	m.dense = uint32(min(n, max(rowCells/m.width, 1)))
	m.rows = make([]uint32, int(m.dense)*m.width)
	for s := range uint32(n) {
		if back := m.suffix[s]; m.ends[back] != 0 {
			m.more[s] = back
		} else {
			m.more[s] = m.more[back]
		}
		if s < m.dense {
			copy(m.row(s), m.row(m.suffix[s]))
		}
		for child := m.first[s]; child < m.first[s+1]; child++ {
			if s > 0 {
				m.suffix[child] = m.Next(m.suffix[s], m.label[child])
			}
		}
		if s < m.dense {
			row := m.row(s)
			for child := m.first[s]; child < m.first[s+1]; child++ {
				row[m.class[m.label[child]]] = child
			}
		}
	}
}

func (m *Matcher) row(s uint32) []uint32 {
	return m.rows[int(s)*m.width : int(s)*m.width+m.width]
}

// Next returns the state behind a byte; 0 is the first one.
func (m *Matcher) Next(s uint32, c byte) uint32 {
	if m.class[c] == 0 {
		return 0
	}
	for s >= m.dense {
		from, to := m.first[s], m.first[s+1]
		if i := bytes.IndexByte(m.label[from:to], c); i >= 0 {
			return from + uint32(i)
		}
		s = m.suffix[s]
	}
	return m.rows[int(s)*m.width+int(m.class[c])]
}

// Found returns the longest string that ends in a state and where to ask for the next shorter one; -1 for none.
func (m *Matcher) Found(s uint32) (number int, shorter uint32) {
	if m.ends[s] == 0 {
		s = m.more[s]
	}
	return int(m.ends[s]) - 1, m.more[s]
}

// Any says whether a string ends in a state.
func (m *Matcher) Any(s uint32) bool { return m.ends[s] != 0 || m.more[s] != 0 }

// SortedStrings sorts strings as NewMatcher takes them and says which of the given ones each was first.
func SortedStrings(given []string) (sorted []string, was []int) {
	order := make([]int, 0, len(given))
	for i, s := range given {
		if s != "" {
			order = append(order, i)
		}
	}
	slices.SortStableFunc(order, func(a, b int) int { return strings.Compare(given[a], given[b]) })
	for _, i := range order {
		if n := len(sorted); n == 0 || sorted[n-1] != given[i] {
			sorted, was = append(sorted, given[i]), append(was, i)
		}
	}
	return sorted, was
}
