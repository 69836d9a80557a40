package schema

import "math"

// A composer merges a table's pieces with the edits of one step: O(pieces + edits), whatever the
// length of the text.
type composer struct {
	old  []piece // what is read
	next int     // the piece being read
	used uint32  // bytes of it that are behind us

	out  []piece // what is written
	ins  []piece // inserted runs of the open hunk: they go behind its removed ones
	hunk int     // where the open hunk begins in out
	mark uint32  // smallest private key of the open hunk; noMark where it holds none
}

// compose makes in c.out the pieces after a step's canonical edits. It stops with false where they
// become more than limit (0: no limit).
func (c *composer) compose(old []piece, edits []edit, step uint16, private bool, limit int) bool {
	if limit == 0 {
		limit = math.MaxInt
	}
	c.begin(old)
	var at uint32
	for i := range edits {
		e := &edits[i]
		key := uint32(step)<<8 | uint32(e.kind)
		c.pass(e.start - at)
		if private {
			c.note(key)
		}
		c.remove(e.end-e.start, key)
		c.insert(e.n, key<<2|opIns)
		at = e.end
		if len(c.out)+len(c.ins) > limit {
			return false
		}
	}
	c.rest()
	return len(c.out) <= limit
}

func (c *composer) begin(old []piece) {
	c.old, c.next, c.used = old, 0, 0
	c.out, c.ins, c.hunk, c.mark = c.out[:0], c.ins[:0], 0, noMark
}

// pass copies pieces that make n bytes of the text.
func (c *composer) pass(n uint32) {
	for n > 0 {
		p := c.old[c.next]
		switch p.op() {
		case opKeep:
			n -= c.take(&p, n)
			c.keep(p.n)
			n = c.passHunks(n)
		case opIns:
			n -= c.take(&p, n)
			c.insert(p.n, p.tag)
		default:
			c.still(p)
		}
	}
}

// passHunks copies, right behind a keep, all whole hunks with the keeps that follow them and are
// done within n bytes of the text. No edit comes near them, so their form stays what it is; most
// pieces of most texts go this way. It returns what is left of n.
func (c *composer) passHunks(n uint32) uint32 {
	if n == 0 { // also where the keep was passed in part
		return 0
	}
	end, left := c.next, n
	for i := c.next; i < len(c.old); i++ {
		p := c.old[i]
		if op := p.op(); op == opKeep || op == opIns {
			if p.n > left {
				break
			}
			left -= p.n
			if op == opKeep {
				end, n = i+1, left
			}
		}
	}
	c.out = append(c.out, c.old[c.next:end]...)
	c.next, c.hunk = end, len(c.out)
	return n
}

// remove reads pieces that make n bytes of the text: what was kept is now removed by key, what
// was inserted vanishes.
func (c *composer) remove(n, key uint32) {
	for n > 0 {
		p := c.old[c.next]
		switch p.op() {
		case opKeep:
			n -= c.take(&p, n)
			c.del(p.n, key<<2|opDel)
		case opIns:
			n -= c.take(&p, n)
		default:
			c.still(p)
		}
	}
}

// take cuts p, the piece being read, to what is left of it and at most n bytes, and moves on.
func (c *composer) take(p *piece, n uint32) uint32 {
	left := p.n - c.used
	if left > n {
		p.n = n
		c.used += n
		return n
	}
	p.n = left
	c.next++
	c.used = 0
	return left
}

// still copies the piece being read, one without bytes in the text.
func (c *composer) still(p piece) {
	c.next++
	if p.op() == opDel {
		c.del(p.n, p.tag)
		return
	}
	c.note(p.key())
}

// rest copies what no edit reached.
func (c *composer) rest() {
	for c.next < len(c.old) {
		p := c.old[c.next]
		switch p.op() {
		case opKeep:
			c.take(&p, math.MaxUint32)
			c.keep(p.n)
			c.passHunks(math.MaxUint32)
		case opIns:
			c.take(&p, math.MaxUint32)
			c.insert(p.n, p.tag)
		default:
			c.still(p)
		}
	}
	c.close()
}

func (c *composer) keep(n uint32) {
	if n == 0 {
		return
	}
	c.close()
	if last := len(c.out) - 1; last >= 0 && c.out[last].op() == opKeep {
		c.out[last].n += n
		return
	}
	c.out = append(c.out, piece{n, opKeep})
	c.hunk = len(c.out)
}

func (c *composer) del(n, tag uint32) {
	if n > 0 {
		c.out = join(c.out, piece{n, tag})
	}
}

func (c *composer) insert(n, tag uint32) {
	if n > 0 {
		c.ins = join(c.ins, piece{n, tag})
	}
}

// note leaves the mark of a private edit.
func (c *composer) note(key uint32) { c.mark = min(c.mark, key) }

// join appends p or, where the last piece has the same fate, adds to that.
func join(ps []piece, p piece) []piece {
	if last := len(ps) - 1; last >= 0 && ps[last].tag == p.tag {
		ps[last].n += p.n
		return ps
	}
	return append(ps, p)
}

// close ends the open hunk, if there is one.
func (c *composer) close() {
	if c.mark != noMark {
		c.closePrivate()
	}
	if len(c.ins) > 0 {
		c.out = append(c.out, c.ins...)
		c.ins = c.ins[:0]
	}
	if c.mark != noMark {
		c.out = append(c.out, piece{0, c.mark<<2 | opMark})
		c.mark = noMark
	}
	c.hunk = len(c.out)
}

// closePrivate makes one removed and one inserted run of a hunk that will be one row.
func (c *composer) closePrivate() {
	dels, inss := total(c.out[c.hunk:]), total(c.ins)
	c.out, c.ins = c.out[:c.hunk], c.ins[:0]
	c.del(dels, c.mark<<2|opDel)
	c.insert(inss, c.mark<<2|opIns)
}

func total(ps []piece) (n uint32) {
	for _, p := range ps {
		n += p.n
	}
	return n
}
