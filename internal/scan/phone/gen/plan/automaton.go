package plan

import (
	"encoding/binary"
	"regexp/syntax"
)

// nfa is a set of numbers: what both of a pair of patterns match, of any of its pairs, with digits
// that stand before and come first.
type nfa struct {
	pairs  []pair
	before string
	zero   bool // those alone that begin with 0
}

// pair is matched where both programs match; b may be absent.
type pair struct{ a, b *syntax.Prog }

func both(a, b string) (*nfa, error) {
	n := &nfa{}
	return n, n.add(a, b)
}

func (n *nfa) or(pattern string) error { return n.add(pattern, "") }

func (n *nfa) add(a, b string) error {
	var p pair
	var err error
	if p.a, err = program(a); err != nil {
		return err
	}
	if b != "" {
		p.b, err = program(b)
	}
	n.pairs = append(n.pairs, p)
	return err
}

func (n *nfa) after(digits string) *nfa {
	c := *n
	c.before = digits
	return &c
}

func (n *nfa) withZero() *nfa {
	c := *n
	c.zero = true
	return &c
}

func program(pattern string) (*syntax.Prog, error) {
	tree, err := syntax.Parse(`^(?:`+pattern+`)$`, syntax.Perl)
	if err != nil {
		return nil, err
	}
	return syntax.Compile(tree.Simplify())
}

// node is a state of the automaton: whether a number ends here and where each digit leads.
type node struct {
	final bool
	next  [10]int
}

// builder holds all nodes, equal ones once; node 0 leads nowhere.
type builder struct {
	nodes []node
	known map[node]int
}

func newBuilder() *builder {
	b := &builder{known: map[node]int{}}
	b.add(node{})
	return b
}

func (b *builder) add(n node) int {
	if i, ok := b.known[n]; ok {
		return i
	}
	b.nodes = append(b.nodes, n)
	b.known[n] = len(b.nodes) - 1
	return len(b.nodes) - 1
}

// state is where a set of numbers stands: digits still to come first, and the threads of each pair.
type state struct {
	sets    []*nfa
	threads [][]uint32 // of each program of each pair, in order
	before  []string
	first   bool
}

// build adds the numbers of any of the sets and returns the root.
func (b *builder) build(sets []*nfa) int {
	s := state{sets: sets, first: true}
	for _, set := range sets {
		s.before = append(s.before, set.before)
		for _, p := range set.pairs {
			s.threads = append(s.threads, start(p.a), start(p.b))
		}
	}
	return b.visit(s, map[string]int{})
}

func start(p *syntax.Prog) []uint32 {
	if p == nil {
		return nil
	}
	return follow(p, nil, uint32(p.Start), true, false)
}

// visit returns the node of a state; numbers are finite, so it ends.
func (b *builder) visit(s state, seen map[string]int) int {
	key := s.key()
	if n, ok := seen[key]; ok {
		return n
	}
	n := node{final: s.final()}
	for d := range 10 {
		if to, alive := s.step(rune('0' + d)); alive {
			n.next[d] = b.visit(to, seen)
		}
	}
	seen[key] = b.add(n)
	return seen[key]
}

func (s state) key() string {
	var key []byte
	if s.first {
		key = append(key, 1)
	}
	for _, before := range s.before {
		key = append(append(key, before...), 0)
	}
	for _, ts := range s.threads {
		key = binary.AppendUvarint(key, uint64(len(ts)))
		for _, t := range ts {
			key = binary.AppendUvarint(key, uint64(t))
		}
	}
	return string(key)
}

// each calls f with each pair of a set that has no digits left to come first.
func (s state) each(f func(set int, p pair, at int)) {
	at := 0
	for i, set := range s.sets {
		for _, p := range set.pairs {
			f(i, p, at)
			at += 2
		}
	}
}

func (s state) final() bool {
	final := false
	s.each(func(set int, p pair, at int) {
		if s.before[set] == "" && ends(p.a, s.threads[at]) && (p.b == nil || ends(p.b, s.threads[at+1])) {
			final = true
		}
	})
	return final
}

func (s state) step(d rune) (state, bool) {
	to := state{sets: s.sets, before: make([]string, len(s.before)), threads: make([][]uint32, len(s.threads))}
	alive := false
	s.each(func(set int, p pair, at int) {
		if len(s.threads[at]) == 0 || s.first && s.sets[set].zero && d != '0' {
			return
		}
		if before := s.before[set]; before != "" {
			if before[0] == byte(d) {
				to.before[set] = before[1:]
				to.threads[at], to.threads[at+1] = s.threads[at], s.threads[at+1]
				alive = true
			}
			return
		}
		a, b := advance(p.a, s.threads[at], d), advance(p.b, s.threads[at+1], d)
		if len(a) > 0 && (p.b == nil || len(b) > 0) {
			to.threads[at], to.threads[at+1], alive = a, b, true
		}
	})
	return to, alive
}

func advance(p *syntax.Prog, threads []uint32, d rune) []uint32 {
	if p == nil {
		return nil
	}
	var out []uint32
	for _, t := range threads {
		if in := &p.Inst[t]; in.Op != syntax.InstMatch && in.MatchRune(d) {
			out = follow(p, out, in.Out, false, false)
		}
	}
	return out
}

// ends says whether one of the threads is at the end of the pattern, at the end of the number.
func ends(p *syntax.Prog, threads []uint32) bool {
	for _, t := range threads {
		if p.Inst[t].Op == syntax.InstMatch {
			return true
		}
	}
	return false
}

// follow adds what is reached from pc without a digit: rune instructions, and the match if `$`
// holds; threads that wait for the end stand as the match.
func follow(p *syntax.Prog, out []uint32, pc uint32, begin, end bool) []uint32 {
	switch in := &p.Inst[pc]; in.Op {
	case syntax.InstAlt, syntax.InstAltMatch:
		return follow(p, follow(p, out, in.Out, begin, end), in.Arg, begin, end)
	case syntax.InstCapture, syntax.InstNop:
		return follow(p, out, in.Out, begin, end)
	case syntax.InstEmptyWidth:
		if syntax.EmptyOp(in.Arg)&syntax.EmptyBeginText != 0 && !begin {
			return out
		}
		return follow(p, out, in.Out, begin, end || syntax.EmptyOp(in.Arg)&syntax.EmptyEndText != 0)
	case syntax.InstFail:
		return out
	}
	for _, t := range out {
		if t == pc {
			return out
		}
	}
	return append(out, pc)
}
