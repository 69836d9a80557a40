package language

// cache remembers what tokens say: of the words of a text most were said before. It is emptied when its memory is
// used up; what it holds never changes a result.
type cache struct {
	slots   []slot
	entries []entry
	bytes   []byte
}

type slot struct {
	hash  uint64
	entry int32 // one more than its number; 0 is free
}

// entry is what a token says.
type entry struct {
	at      uint32 // in bytes
	n       uint8
	script  Script // mixed: in several
	letters uint16
	parts   uint16
	lanes   lanes
}

// mixed is the script of a token in several scripts, which is taken apart each time.
const mixed = scripts + 1

const (
	maxCached    = 48 // bytes of a token; its parts, at most 238, then fit lanes
	cacheEntries = 1 << 14
	cacheSlots   = 1 << 15 // with the entries some 2 MB for each goroutine
	cacheBytes   = cacheEntries * 12
)

func (c *cache) get(s string, h uint64) *entry {
	if c.slots == nil {
		return nil
	}
	for i := spread(h); c.slots[i].entry != 0; i = (i + 1) % cacheSlots {
		if c.slots[i].hash == h {
			if e := &c.entries[c.slots[i].entry-1]; string(c.bytes[e.at:e.at+uint32(e.n)]) == s {
				return e
			}
		}
	}
	return nil
}

func spread(h uint64) uint64 { return h * 0x9e3779b97f4a7c15 >> 49 }

// put makes room for a token that is not there.
func (c *cache) put(s string, h uint64) *entry {
	switch {
	case c.slots == nil:
		c.slots, c.entries, c.bytes = make([]slot, cacheSlots), make([]entry, 0, cacheEntries), make([]byte, 0, cacheBytes)
	case len(c.entries) == cacheEntries || len(c.bytes)+len(s) > cacheBytes:
		clear(c.slots)
		c.entries, c.bytes = c.entries[:0], c.bytes[:0]
	}
	i := spread(h)
	for c.slots[i].entry != 0 {
		i = (i + 1) % cacheSlots
	}
	c.entries = append(c.entries, entry{at: uint32(len(c.bytes)), n: uint8(len(s))})
	c.bytes = append(c.bytes, s...)
	c.slots[i] = slot{h, int32(len(c.entries))}
	return &c.entries[len(c.entries)-1]
}
