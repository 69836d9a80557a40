package label

import (
	"encoding/binary"
	"errors"
	"slices"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// wordFold brings words into the form in which they are compared.
type wordFold struct{ marks bool }

// append appends the form of a word: NFC, or without marks, in small letters.
func (f wordFold) append(dst []byte, word string) []byte {
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf {
			return f.appendWide(dst[:len(dst)-i], word)
		}
		if c >= 'A' && c <= 'Z' {
			c += 'a' - 'A'
		}
		dst = append(dst, c)
	}
	return dst
}

func (f wordFold) appendWide(dst []byte, word string) []byte {
	form := norm.NFC
	if !f.marks {
		form = norm.NFD
	}
	if !form.IsNormalString(word) {
		word = form.String(word)
	}
	for _, r := range word {
		switch {
		case !f.marks && unicode.Is(unicode.Mn, r):
		case r == 'ß' || r == 'ẞ':
			dst = append(dst, "ss"...)
		case r == 'ς':
			dst = append(dst, "σ"...)
		case r == '’':
			dst = append(dst, '\'')
		default:
			dst = utf8.AppendRune(dst, unicode.ToLower(r))
		}
	}
	return dst
}

// stemIndex finds the stems that a word begins with.
type stemIndex struct {
	classes map[string]int32
	lengths []int     // of stems in bytes, longest first
	first   [4]uint64 // bytes that stems begin with
}

func (x *stemIndex) add(stem string, class int32) {
	x.classes[stem] = class
	x.first[stem[0]>>6] |= 1 << (stem[0] & 63)
	if at, ok := slices.BinarySearchFunc(x.lengths, len(stem), func(a, b int) int { return b - a }); !ok {
		x.lengths = slices.Insert(x.lengths, at, len(stem))
	}
}

// longest returns the class of the longest stem of a word, 0 for none.
func (x *stemIndex) longest(word []byte) int32 {
	if len(word) == 0 || x.first[word[0]>>6]>>(word[0]&63)&1 == 0 {
		return 0
	}
	for _, n := range x.lengths {
		if n <= len(word) {
			if c := x.classes[string(word[:n])]; c != 0 {
				return c
			}
		}
	}
	return 0
}

// all returns the classes of all stems of a word.
func (x *stemIndex) all(word string) (out []int32) {
	for _, n := range x.lengths {
		if n <= len(word) {
			if c := x.classes[word[:n]]; c != 0 {
				out = append(out, c)
			}
		}
	}
	return out
}

// automaton finds phrases in a row of classes of words. Since a word may be taken for itself and for its stems, its
// states are sets of places in the trie of phrases; without stems they are those of Aho and Corasick.
type automaton struct {
	moves  map[uint64]int32 // state and class → state, where it is not what the class leads to from the start
	starts []int32          // class → state from the start
	found  [][]int32        // by state: the terms that end there
}

func (a *automaton) next(state, class int32) int32 {
	if class == 0 {
		return 0
	}
	if state != 0 {
		if to, ok := a.moves[move(state, class)]; ok {
			return to
		}
	}
	return a.starts[class]
}

func (a *automaton) ends(state int32) []int32 { return a.found[state] }

func move(state, class int32) uint64 { return uint64(uint32(state))<<32 | uint64(uint32(class)) }

// trieNode is a beginning of phrases.
type trieNode struct {
	next map[int32]int32 // symbol → node
	ends []int32         // terms that end here
}

// maxStates and maxLooks bound an automaton whose stems overlap in many ways: some ten short lines can ask for millions of
// sets, each of many places. A million phrases of four words take half of the looks.
const (
	maxStates = 1 << 22
	maxLooks  = 1 << 25
)

func (a *automaton) build(terms []term, names map[string]int32, accepts [][]int32) error {
	nodes := newTrie(terms, names)
	takes := make(map[int32][]int32) // symbol → classes of words that are taken for it
	for class, symbols := range accepts {
		for _, s := range symbols {
			takes[s] = append(takes[s], int32(class))
		}
	}
	b := &subsets{a: a, nodes: nodes, accepts: accepts, ids: map[string]int32{}}
	a.moves, a.starts = map[uint64]int32{}, make([]int32, len(accepts))
	b.state(nil)
	for class := 1; class < len(accepts); class++ {
		a.starts[class] = b.state(b.follow(nil, int32(class)))
	}
	for at := 1; at < len(b.sets); at++ {
		if len(b.sets) > maxStates || b.looks > maxLooks {
			return errors.New("its phrases of stems overlap in too many ways; write words in place of the shortest stems")
		}
		for _, node := range b.sets[at] {
			for _, symbol := range nodes[node].symbols() {
				b.looks += len(takes[symbol])
				for _, class := range takes[symbol] {
					if _, done := a.moves[move(int32(at), class)]; !done {
						a.moves[move(int32(at), class)] = b.state(b.follow(b.sets[at], class))
					}
				}
			}
		}
	}
	return nil
}

func newTrie(terms []term, names map[string]int32) []trieNode {
	nodes := []trieNode{{next: map[int32]int32{}}}
	for id := range terms {
		at := int32(0)
		for _, part := range terms[id].parts {
			to, ok := nodes[at].next[names[part]]
			if !ok {
				to = int32(len(nodes))
				nodes[at].next[names[part]] = to
				nodes = append(nodes, trieNode{next: map[int32]int32{}})
			}
			at = to
		}
		nodes[at].ends = append(nodes[at].ends, int32(id))
	}
	return nodes
}

// symbols lists what goes on from a node, in order.
func (n *trieNode) symbols() (out []int32) {
	for s := range n.next {
		out = append(out, s)
	}
	slices.Sort(out)
	return out
}

// subsets numbers sets of nodes as states.
type subsets struct {
	a       *automaton
	nodes   []trieNode
	accepts [][]int32
	ids     map[string]int32
	sets    [][]int32
	key     []byte
	looks   int // at where a node goes on
}

// follow returns the nodes that a class leads to from a set and from the start.
func (b *subsets) follow(set []int32, class int32) (out []int32) {
	b.looks += (len(set) + 1) * len(b.accepts[class])
	for _, symbol := range b.accepts[class] {
		if to, ok := b.nodes[0].next[symbol]; ok {
			out = append(out, to)
		}
		for _, node := range set {
			if to, ok := b.nodes[node].next[symbol]; ok {
				out = append(out, to)
			}
		}
	}
	slices.Sort(out)
	return out
}

// state numbers a set.
func (b *subsets) state(set []int32) int32 {
	b.key = b.key[:0]
	for _, node := range set {
		b.key = binary.LittleEndian.AppendUint32(b.key, uint32(node))
	}
	if id, ok := b.ids[string(b.key)]; ok {
		return id
	}
	id := int32(len(b.sets))
	b.ids[string(b.key)] = id
	var ends []int32
	for _, node := range set {
		ends = append(ends, b.nodes[node].ends...)
	}
	b.sets, b.a.found = append(b.sets, set), append(b.a.found, ends)
	return id
}
