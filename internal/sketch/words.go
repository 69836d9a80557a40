package sketch

import "math/bits"

// maskBlocks is how many masks are made at once: the call costs nothing, and they fit the cache.
const maskBlocks = 64

// wordsOf pushes the words of a text: runs of ASCII letters and digits, and in runs with other
// characters what runes.go finds.
func (c *cutter) wordsOf(text string) {
	var m [maskBlocks]uint64
	open := -1 // where the word began that reaches into the next block
	for at := 0; at < len(text); at += maskBlocks * maskBlock {
		n := fillMasks(&m, text[at:])
		for i, mask := range m[:n] {
			open = c.block(text, at+i*maskBlock, mask, open)
		}
	}
	if open >= 0 {
		c.word(text, open, len(text))
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

// block pushes the words that end in the block at a place; it returns where the one begins that does
// not, -1 for none.
func (c *cutter) block(text string, at int, mask uint64, open int) int {
	if open >= 0 {
		end := bits.TrailingZeros64(^mask)
		if end == maskBlock {
			return open
		}
		c.word(text, open, at+end)
		mask = mask >> end << end
	}
	for mask != 0 {
		from := bits.TrailingZeros64(mask)
		n := bits.TrailingZeros64(^(mask >> from))
		if from+n == maskBlock {
			return at + from
		}
		c.word(text, at+from, at+from+n)
		mask &= mask + 1<<from // the carry clears the run
	}
	return -1
}

// keep masks the first n of eight bytes.
var keep = [9]uint64{0, 1<<8 - 1, 1<<16 - 1, 1<<24 - 1, 1<<32 - 1, 1<<40 - 1, 1<<48 - 1, 1<<56 - 1, 1<<64 - 1}

// word pushes the word or words of a run of bytes that a mask marks. Nearly every one is ASCII and
// fits eight bytes: a load, a multiplication.
func (c *cutter) word(text string, from, to int) {
	if n := to - from; n <= 8 && from+8 <= len(text) {
		x := load8(text, from) & keep[n]
		if (x&highs)|(^x&c.letters&keep[n]) == 0 {
			c.push(mum((x|c.fold&keep[n])^c.key.word, mixA))
			return
		}
	}
	c.longWord(text[from:to])
}

// longWord pushes a run of any length; the same bytes give the same hash as in word.
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
	if x := loadRest(rest); (x&highs)|(^x&c.letters&keep[len(rest)]) != 0 {
		c.runes(run)
		return
	} else if len(rest) > 0 {
		h = mum((x|c.fold&keep[len(rest)])^c.key.word, h)
	}
	c.push(h)
}
