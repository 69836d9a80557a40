package fasttext

// cache remembers the rows of words: a text says the same words again and again, and finding the n-grams of one
// takes ten times as long as finding it here. It is emptied when it is full; what it holds never changes a prediction.
type cache struct {
	slots []cached
	words []byte
	rows  []int32
	found []int32 // what look found last
}

type cached struct {
	hash       uint32
	word, rows uint32 // where they begin
	n, count   uint16
	used       bool
}

const (
	maxCached   = 64      // bytes of a word that is kept
	cacheSlots  = 1 << 17 // with cacheRows and cacheBytes some 8 MB for each goroutine: the words of some megabytes of text
	cacheRows   = 1 << 20
	cacheBytes  = 1 << 20
	cacheProbes = 4
)

func (c *cache) get(w string, h uint32) ([]int32, bool) {
	if c.slots == nil {
		return nil, false
	}
	for i := range uint32(cacheProbes) {
		s := &c.slots[spread(h)+i]
		if s.used && s.hash == h && string(c.words[s.word:s.word+uint32(s.n)]) == w {
			return c.rows[s.rows : s.rows+uint32(s.count)], true
		}
	}
	return nil, false
}

// spread gives the first slot of a hash, whose low bits say little of a short word.
func spread(h uint32) uint32 { return h * 0x9e3779b1 >> (32 - 17) }

// put keeps the rows of a word and returns them as they stand in the cache.
func (c *cache) put(w string, h uint32, rows []int32) []int32 {
	if c.slots == nil {
		c.slots = make([]cached, cacheSlots+cacheProbes)
		c.words, c.rows = make([]byte, 0, cacheBytes), make([]int32, 0, cacheRows)
	}
	if len(c.words)+len(w) > cacheBytes || len(c.rows)+len(rows) > cacheRows {
		clear(c.slots)
		c.words, c.rows = c.words[:0], c.rows[:0]
	}
	at := spread(h)
	for i := at; i < at+cacheProbes; i++ {
		if !c.slots[i].used {
			at = i
			break
		}
	}
	c.slots[at] = cached{h, uint32(len(c.words)), uint32(len(c.rows)), uint16(len(w)), uint16(len(rows)), true}
	c.words = append(c.words, w...)
	c.rows = append(c.rows, rows...)
	return c.rows[len(c.rows)-len(rows):]
}
