package sketch

import "math/bits"

// maskBlocks is how many masks are made at once: a call costs little, and what comes of them stays in
// the nearest cache.
const maskBlocks = 16

// edgesAtOnce is how many edges are taken from a mask before it is asked whether there are more: a branch
// for each would be guessed wrong at the end of most masks.
const edgesAtOnce = 8

// edges is where runs of a mask begin and end, by turns, with room for one that began before.
type edges [maskBlocks*maskBlock + 1 + edgesAtOnce]int

// wordsOf pushes the words of a text: runs of ASCII letters and digits, and in runs with other
// characters what runes.go finds.
func (c *cutter) wordsOf(text string) {
	var m [maskBlocks]uint64
	open := 0 // 1 where a run reaches into the masks to come; it began at the first of the edges
	for at := 0; at < len(text); at += maskBlocks * maskBlock {
		n := c.edges.take(m[:fillMasks(&m, text[at:])], at, open)
		c.runsOf(text, c.edges[:n&^1])
		if open = n & 1; open == 1 {
			c.edges[0] = c.edges[n-1]
		}
	}
	if open == 1 {
		c.longWord(text[c.edges[0]:])
	}
}

// fillMasks makes the masks of the first blocks of a text, the last one of what is left of it.
func fillMasks(m *[maskBlocks]uint64, text string) int {
	whole := min(len(text)/maskBlock, maskBlocks)
	masks(m[:whole], text)
	if whole == maskBlocks || len(text) == whole*maskBlock {
		return whole
	}
	m[whole] = maskTail(text[whole*maskBlock:])
	return whole + 1
}

// take puts the edges of masks, the first of the block at a place, behind n that are there; it returns
// how many there are then.
func (e *edges) take(masks []uint64, at, n int) int {
	before := uint64(n)
	for _, m := range masks {
		x := m ^ (m<<1 | before)
		before = m >> (maskBlock - 1)
		end := n + bits.OnesCount64(x)
		for ; n < end; n += edgesAtOnce {
			some := e[n : n+edgesAtOnce]
			for i := range some {
				some[i] = at + bits.TrailingZeros64(x)
				x &= x - 1
			}
		}
		n = end
		at += maskBlock
	}
	return n
}

// runsOf pushes the words of runs with these edges. What is ASCII and fits sixteen bytes, which leaves
// one English word in a thousand, goes without a branch that depends on how long it is.
func (c *cutter) runsOf(text string, edges []int) {
	words, fold, key := c.words, c.fold, c.key.word // in registers
	for i := 1; i < len(edges); i += 2 {
		from := edges[i-1]
		n := uint(edges[i] - from)
		if n < uint(len(keep)) && from <= len(text)-16 && len(words) < cap(words) {
			s, k := text[from:], &keep[n]
			x, y := load8(s, 0)&k[0], load8(s, 8)&k[1]
			if (x|y)&highs == 0 && (c.letters == 0 || c.letters&(^x&k[0]|^y&k[1]) == 0) {
				h := mum((x|fold&k[0])^key, mixA)
				long := mum((y|fold&k[1])^key, h)
				if n > 8 {
					h = long
				}
				words = append(words, h)
				continue
			}
		}
		c.words = words
		c.longWord(text[from:edges[i]])
		words = c.words
	}
	c.words = words
}

// keep masks the first n of sixteen bytes, as two numbers.
var keep = func() (k [17][2]uint64) {
	for n := range k {
		k[n] = [2]uint64{1<<(8*min(n, 8)) - 1, 1<<(8*max(n-8, 0)) - 1}
	}
	return k
}()

// longWord pushes a run of any length; the same bytes give the same hash as in runsOf.
func (c *cutter) longWord(run string) {
	h, rest := uint64(mixA), run
	for ; len(rest) >= 8; rest = rest[8:] {
		x := load8(rest, 0)
		if (x&highs)|(^x&c.letters) != 0 {
			c.runes(run)
			return
		}
		h = mum((x|c.fold)^c.key.word, h)
	}
	if x := loadRest(rest); (x&highs)|(^x&c.letters&keep[len(rest)][0]) != 0 {
		c.runes(run)
		return
	} else if len(rest) > 0 {
		h = mum((x|c.fold&keep[len(rest)][0])^c.key.word, h)
	}
	c.push(h)
}
