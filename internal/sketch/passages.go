package sketch

import "crypto/sha256"

// Passages finds, of a document's windows of so many words each, which may be equal to others anywhere
// in a set. Every window holds an anchor: of the runs of half as many words that lie in it, the one with
// the smallest hash, the first of equal ones (winnowing; Schleimer, Wilkerson, Aiken 2003). Equal windows
// have the anchor at the same place, and about one word in a quarter of a window is the anchor of some.
//
// A passage is all words of the windows that share an anchor. It belongs to one goroutine.
type Passages struct {
	fold   Shingling
	key    Key
	window int // words
	anchor int // words of an anchor
	power  uint64
	lower  uint64 // sets lower case in eight bytes of ASCII, where case does not count

	ring  []uint64 // hashes of the last words
	turn  int      // where the next one goes
	poly  uint64   // over them
	least []spot   // from head on a queue of anchors, none smaller than the one before; the first is that of the window at hand
	head  int
	cur   spot // anchor of the window before
	from  int  // first window that has it
	words int  // of the column so far

	base  int    // words of the columns before
	form  []byte // of a word, or of all words so far, each with a blank behind
	ends  []int32
	keeps bool // forms and ends of the column
	found func(anchor)
}

// spot is where an anchor begins, and its hash.
type spot struct {
	at   int
	hash uint64
}

// anchor is one with the windows that it is the anchor of: those that begin from first to last.
type anchor struct {
	hash        uint64
	first, last int
}

// MaxWindow bounds the words of a window: the windows of one passage are hashed one by one, which takes
// the square of it.
const MaxWindow = 1000

// NewPassages returns Passages of windows of n words, compared as s says.
func NewPassages(s Shingling, n int, k Key) *Passages {
	p := &Passages{fold: s, key: k, window: n, anchor: (n + 1) / 2, power: 1}
	if s.Case {
		p.lower = 0x20 * ones
	}
	p.ring = make([]uint64, p.anchor)
	for range p.anchor {
		p.power *= base
	}
	return p
}

// keptForms is how much memory stays with Passages from document to document.
const keptForms = 1 << 20

// each goes through the anchors of a document in order.
func (p *Passages) each(texts []string, keeps bool, found func(anchor)) {
	p.base, p.keeps, p.found = 0, keeps, found
	for _, text := range texts {
		p.begin()
		for w := NewWordScan(text); w.Next(); {
			p.push(p.take(text, w.Start, w.End))
		}
		p.end()
	}
	p.found = nil
	if cap(p.form)+4*cap(p.ends) > keptForms {
		p.form, p.ends = nil, nil
	}
}

func (p *Passages) begin() {
	clear(p.ring)
	p.poly, p.words, p.turn, p.cur.at = 0, 0, 0, -1
	p.least, p.head, p.form, p.ends = p.least[:0], 0, p.form[:0], append(p.ends[:0], 0)
}

// take returns the hash of a word and keeps its form where that is asked for.
func (p *Passages) take(text string, start, end int) uint64 {
	h, quick := p.quick(text, start, end)
	if quick && !p.keeps {
		return h
	}
	if !p.keeps {
		p.form = p.form[:0]
	}
	from := len(p.form)
	p.form = p.fold.appendWord(p.form, text[start:end])
	if !quick {
		h = p.key.hashForm(p.form[from:])
	}
	if p.keeps {
		p.form = append(p.form, ' ')
		p.ends = append(p.ends, int32(len(p.form)))
	}
	return h
}

// quick hashes a word of sixteen bytes of ASCII at most where it stands, as its form would be: the signs
// within a word have the bit that sets lower case already.
func (p *Passages) quick(text string, start, end int) (h uint64, ok bool) {
	n := end - start
	if n > 16 || start+16 > len(text) || p.fold.Digits {
		return 0, false
	}
	k, l := keep[n][0], keep[n][1]
	x, y := load8(text, start)&k, load8(text, start+8)&l
	if (x|y)&highs != 0 {
		return 0, false
	}
	h = mum((x|p.lower&k)^p.key.word, mixA)
	if n > 8 {
		h = mum((y|p.lower&l)^p.key.word, h)
	}
	return h, true
}

// push takes the hash of the next word of the column.
func (p *Passages) push(h uint64) {
	p.poly = p.poly*base + h - p.ring[p.turn]*p.power
	p.ring[p.turn] = h
	if p.turn++; p.turn == p.anchor {
		p.turn = 0
	}
	if p.words++; p.words < p.anchor {
		return
	}
	next := spot{p.words - p.anchor, mum(p.poly^p.key.shingle, mixA)}
	n := len(p.least)
	for n > p.head && p.least[n-1].hash > next.hash {
		n--
	}
	if p.head == p.window {
		n = copy(p.least, p.least[p.head:n])
		p.head = 0
	}
	p.least = append(p.least[:n], next)
	if s := p.words - p.window; s >= 0 {
		p.slide(s)
	}
}

// slide finds the anchor of the window that begins at s.
func (p *Passages) slide(s int) {
	if p.least[p.head].at < s {
		p.head++
	}
	if p.least[p.head].at == p.cur.at {
		return
	}
	p.tell(s - 1)
	p.cur, p.from = p.least[p.head], s
}

// tell hands over the anchor of the windows up to last.
func (p *Passages) tell(last int) {
	if p.cur.at >= 0 {
		p.found(anchor{p.cur.hash, p.from, last})
	}
}

func (p *Passages) end() {
	p.tell(p.words - p.window)
	p.base += p.words
}

// AppendKeys appends the keys of a document's anchors. Two windows that are equal have the same one.
// More than two equal ones in a row are left out.
func (p *Passages) AppendKeys(keys []uint64, texts []string) []uint64 {
	from := len(keys)
	p.each(texts, false, func(a anchor) {
		if n := len(keys) - from; n >= 2 && keys[len(keys)-1] == a.hash && keys[len(keys)-2] == a.hash {
			return
		}
		keys = append(keys, a.hash)
	})
	return keys
}

// Digest is cut from the SHA-256 of the forms of words.
type Digest = [16]byte

// Whole hands over the passages whose key is shared, as words counted over all texts.
func (p *Passages) Whole(texts []string, shared func(key uint64) bool, found func(key uint64, start, end int, d Digest)) {
	p.each(texts, true, func(a anchor) {
		if shared(a.hash) {
			found(a.hash, p.base+a.first, p.base+a.last+p.window, p.digest(a.first, a.last+p.window))
		}
	})
}

// Windows hands over the windows of the passages that begin where asked says so.
func (p *Passages) Windows(texts []string, asked func(start int) bool, found func(start, end int, d Digest)) {
	p.each(texts, true, func(a anchor) {
		if !asked(p.base + a.first) {
			return
		}
		for s := a.first; s <= a.last; s++ {
			found(p.base+s, p.base+s+p.window, p.digest(s, s+p.window))
		}
	})
}

// digest is of the words of the column from one to another.
func (p *Passages) digest(from, to int) Digest {
	sum := sha256.Sum256(p.form[p.ends[from]:p.ends[to]])
	return Digest(sum[:16])
}
