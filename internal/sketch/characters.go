package sketch

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Of some characters only the first of a run counts; the bits say of which run a character is.
const (
	runOfSpace = 1 << iota
	runOfDigits
)

// charTable holds what the characters of ASCII push, and their runs.
type charTable struct {
	hash [utf8.RuneSelf]uint64
	run  [utf8.RuneSelf]uint8
}

func newCharTable(s Shingling, k Key) *charTable {
	t := &charTable{}
	for b := range rune(utf8.RuneSelf) {
		e := lookup(b)
		r, run := s.counted(b, e)
		if s.Case && run == 0 {
			r = rune(e & lowerMask)
		}
		t.hash[b], t.run[b] = k.ofRune(r), run
	}
	return t
}

// counted returns what a character counts as, and its run.
func (s Shingling) counted(r rune, e uint32) (rune, uint8) {
	switch e >> classShift & classMask {
	case space:
		return ' ', runOfSpace
	case digit:
		if s.Digits {
			return '0', runOfDigits
		}
	}
	return r, 0
}

func (k Key) ofRune(r rune) uint64 { return mum(uint64(r)^k.char, mixA) }

// characters pushes each character of a text; a run of white space counts as one space, none at the
// ends.
func (c *cutter) characters(text string) {
	c.run = runOfSpace // before the first character it would be the second of its run
	check := c.NFC
	for text != "" {
		text = text[c.plainCharacters(text):]
		n, size, settled := c.gather(text, check)
		if !settled {
			text, check = norm.NFC.String(text), false
			continue
		}
		c.entered(c.entries[:n])
		text = text[size:]
	}
	if c.endsWithSpace() {
		c.words = c.words[:len(c.words)-1]
	}
}

// endsWithSpace says that the last character is a space that nothing stands behind yet.
func (c *cutter) endsWithSpace() bool {
	return c.run == runOfSpace && c.count+len(c.words) > c.Length
}

// plainCharacters pushes characters of ASCII, up to the one before the first that is none, which a
// mark behind it may change; it returns how many they are. All eight of a block are written and the
// place moves on for those that count: whether a space follows a space can't be foretold.
func (c *cutter) plainCharacters(text string) int {
	t, run, at := c.chars, c.run, 0
	for ; at+8 <= len(text) && plainTo(text, at+8); at += 8 {
		x := load8(text, at)
		if x&highs != 0 {
			break
		}
		c.run = run
		n := c.room(8)
		out := (*[8]uint64)(c.words[n : n+8])
		n = 0
		for range 8 {
			b := x % utf8.RuneSelf
			out[n&7] = t.hash[b]
			n += int(1 - (t.run[b]&run+1)>>1)
			run = t.run[b]
			x >>= 8
		}
		c.words = c.words[:len(c.words)+n]
	}
	c.run = run
	for ; at < len(text) && text[at] < utf8.RuneSelf && plainTo(text, at+1); at++ {
		c.character(t.hash[text[at]], t.run[text[at]])
	}
	return at
}

// plainTo says that the byte at a place, if there is one, is ASCII.
func plainTo(text string, at int) bool { return at == len(text) || text[at] < utf8.RuneSelf }

// entered pushes characters that were looked up.
func (c *cutter) entered(entries []uint32) {
	c.room(len(entries))
	words, before := c.words, c.run // in registers
	for _, e := range entries {
		if e>>classShift&classMask == none {
			continue
		}
		r, run := c.counted(rune(e&lowerMask), e)
		if run&before == 0 {
			words = append(words, c.key.ofRune(r))
		}
		before = run
	}
	c.words, c.run = words, before
}

// character pushes the hash of a character, unless it goes on with a run.
func (c *cutter) character(h uint64, run uint8) {
	if run&c.run == 0 {
		c.room(1)
		c.words = append(c.words, h)
	}
	c.run = run
}

// room makes place for n more characters, and returns how many hashes there are. A space at the end
// waits: it counts only if something follows.
func (c *cutter) room(n int) int {
	if len(c.words)+n > cap(c.words) {
		if last := len(c.words) - 1; c.endsWithSpace() {
			gap := c.words[last]
			c.words = c.words[:last]
			c.roll()
			c.words = append(c.words, gap)
		} else {
			c.roll()
		}
	}
	return len(c.words)
}
