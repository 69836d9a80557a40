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
// not, -1 for none. What nearly every word takes, a load and a multiplication, stands here without a call.
func (c *cutter) block(text string, at int, mask uint64, open int) int {
	if open >= 0 {
		end := bits.TrailingZeros64(^mask)
		if end == maskBlock {
			return open
		}
		c.word(text, open, at+end)
		mask = mask >> end << end
	}
	open = -1
	words, fold, letters, key := c.words, c.fold, c.letters, c.key.word // in registers
	for mask != 0 {
		from := bits.TrailingZeros64(mask)
		n := bits.TrailingZeros64(^(mask >> from))
		if from+n == maskBlock {
			open = at + from
			break
		}
		mask &= mask + 1<<from // the carry clears the run
		from += at
		if n <= 8 && from+8 <= len(text) && len(words) < cap(words) {
			x := load8(text, from) & keep[n]
			if (x&highs)|(^x&letters&keep[n]) == 0 {
				words = append(words, mum((x|fold&keep[n])^key, mixA))
				continue
			}
		}
		c.words = words
		c.word(text, from, from+n)
		words = c.words
	}
	c.words = words
	return open
}

// keep masks the first n of eight bytes.
var keep = [9]uint64{0, 1<<8 - 1, 1<<16 - 1, 1<<24 - 1, 1<<32 - 1, 1<<40 - 1, 1<<48 - 1, 1<<56 - 1, 1<<64 - 1}

// word pushes the word or words of a run of bytes that a mask marks. What is ASCII and fits sixteen
// bytes, which leaves one English word in a thousand, is loaded at once.
func (c *cutter) word(text string, from, to int) {
	n := to - from
	if n > 16 || from+16 > len(text) {
		c.longWord(text[from:to])
		return
	}
	k, l := keep[min(n, 8)], keep[max(n, 8)-8]
	x, y := load8(text, from)&k, load8(text, from+8)&l
	if (x|y)&highs != 0 || c.letters&(^x&k|^y&l) != 0 {
		c.longWord(text[from:to])
		return
	}
	h := mum((x|c.fold&k)^c.key.word, mixA)
	if n > 8 {
		h = mum((y|c.fold&l)^c.key.word, h)
	}
	c.push(h)
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
