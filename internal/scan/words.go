package scan

import (
	"cmp"
	"slices"
)

// Words is an automaton (Aho and Corasick's, all transitions made) that finds every occurrence of
// every word of a list in one pass, overlapping ones too. Capitals of ASCII are taken for small
// letters; other characters stand for themselves.
type Words struct {
	class [256]uint8
	width int
	next  []uint16   // state × class
	ends  [][]uint16 // the words that end in a state, longest first
	words []string
}

// NewWords makes the automaton of a list; what Each reports are indexes into it. Together the words
// may have 65,535 bytes.
func NewWords(words []string) *Words {
	w := &Words{words: words, width: 1}
	for _, word := range words {
		for i := range len(word) {
			if b := lower(word[i]); w.class[b] == 0 {
				w.class[b] = uint8(w.width)
				w.width++
			}
		}
	}
	for b := byte('A'); b <= 'Z'; b++ {
		w.class[b] = w.class[lower(b)]
	}
	w.grow()
	w.link()
	return w
}

func lower(b byte) byte {
	if b >= 'A' && b <= 'Z' {
		return b | 0x20
	}
	return b
}

// grow makes the trie of the words.
func (w *Words) grow() {
	w.state()
	for i, word := range w.words {
		at := uint16(0)
		for k := range len(word) {
			cell := int(at)*w.width + int(w.class[lower(word[k])])
			if w.next[cell] == 0 {
				to := w.state()
				w.next[cell] = to
			}
			at = w.next[cell]
		}
		w.ends[at] = append(w.ends[at], uint16(i))
	}
}

func (w *Words) state() uint16 {
	w.next = append(w.next, make([]uint16, w.width)...)
	w.ends = append(w.ends, nil)
	return uint16(len(w.ends) - 1)
}

// link gives each state the transitions of the longest suffix of it that is a state too, nearer
// states first.
func (w *Words) link() {
	fail := make([]uint16, len(w.ends))
	queue := []uint16{0}
	for len(queue) > 0 {
		at := queue[0]
		queue = queue[1:]
		for c := range w.width {
			cell := int(at)*w.width + c
			to, behind := w.next[cell], uint16(0)
			if at != 0 {
				behind = w.next[int(fail[at])*w.width+c]
			}
			if to == 0 {
				w.next[cell] = behind
				continue
			}
			fail[to] = behind
			w.ends[to] = append(w.ends[to], w.ends[behind]...)
			queue = append(queue, to)
		}
	}
	for _, ends := range w.ends {
		slices.SortStableFunc(ends, func(a, b uint16) int { return cmp.Compare(len(w.words[b]), len(w.words[a])) })
	}
}

// Each calls found with every occurrence, by end, the longest first, until it returns false.
func (w *Words) Each(s string, found func(word, start, end int) bool) {
	at := 0
	for i := range len(s) {
		at = int(w.next[at*w.width+int(w.class[s[i]])])
		for _, word := range w.ends[at] {
			if !found(int(word), i+1-len(w.words[word]), i+1) {
				return
			}
		}
	}
}

// Holds says whether s holds one of the words.
func (w *Words) Holds(s string) bool {
	at := 0
	for i := range len(s) {
		at = int(w.next[at*w.width+int(w.class[s[i]])])
		if len(w.ends[at]) > 0 {
			return true
		}
	}
	return false
}

// Is says whether s as a whole is one of the words, and which.
func (w *Words) Is(s string) (word int, ok bool) {
	at := 0
	for i := range len(s) {
		if at = int(w.next[at*w.width+int(w.class[s[i]])]); at == 0 {
			return 0, false
		}
	}
	for _, word := range w.ends[at] {
		if len(w.words[word]) == len(s) {
			return int(word), true
		}
	}
	return 0, false
}
