package text

import "math/bits"

// Counts says how often each byte stands in a text. Of ASCII that is how often each character does.
type Counts struct {
	Bytes [256]int32
}

// count counts a text. Four tables, so that a byte after its like need not wait for it.
func (c *Counts) count(s string) {
	var t [3][256]int32
	c.Bytes = [256]int32{}
	b := bytesOf(s)
	for len(b) >= 8 {
		w := load64(b)
		c.Bytes[w&0xFF]++
		t[0][w>>8&0xFF]++
		t[1][w>>16&0xFF]++
		t[2][w>>24&0xFF]++
		c.Bytes[w>>32&0xFF]++
		t[0][w>>40&0xFF]++
		t[1][w>>48&0xFF]++
		t[2][w>>56]++
		b = b[8:]
	}
	for _, x := range b {
		c.Bytes[x]++
	}
	for i := range c.Bytes {
		c.Bytes[i] += t[0][i] + t[1][i] + t[2][i]
	}
}

// Chars returns the number of code points: bytes that continue none.
func (c *Counts) Chars() int {
	n := 0
	for i, k := range c.Bytes {
		if i&0xC0 != 0x80 {
			n += int(k)
		}
	}
	return n
}

// isWide says whether a text holds a byte beyond ASCII, 32 bytes at a time.
func isWide(s string) bool {
	b := bytesOf(s)
	for len(b) >= 32 {
		if (load64(b)|load64(b[8:])|load64(b[16:])|load64(b[24:]))&high != 0 {
			return true
		}
		b = b[32:]
	}
	for _, c := range b {
		if c >= 0x80 {
			return true
		}
	}
	return false
}

// hasOtherEnds says whether an end of a line that is no line feed stands in a text.
func hasOtherEnds(s string, wide bool) bool {
	b := bytesOf(s)
	for ; len(b) >= 8; b = b[8:] {
		if lineEnd8(load64(b)) != 0 {
			return true
		}
	}
	for _, c := range b {
		if c != '\n' && lineEnds[c] {
			return true
		}
	}
	return wide && hasWideEnd(s)
}

// lineEnd8 marks the bytes of lineEnds but the line feed.
func lineEnd8(w uint64) uint64 {
	low := w &^ high
	tabs := (low + (0x80-'\v')*ones) &^ (low + (0x80-'\r'-1)*ones)
	rest := (low + (0x80-0x1C)*ones) &^ (low + (0x80-0x1E-1)*ones)
	return (tabs | rest) &^ w & high
}

// countChars counts code points, eight bytes at a time.
func countChars(s string) int {
	n := len(s)
	b := bytesOf(s)
	for len(b) >= 8 {
		w := load64(b)
		n -= bits.OnesCount64(w & high &^ (w << 1))
		b = b[8:]
	}
	for _, c := range b {
		if c&0xC0 == 0x80 {
			n--
		}
	}
	return n
}

// CountCapitals counts the capital letters of ASCII, eight bytes at a time.
func CountCapitals(s string) int {
	n := 0
	b := bytesOf(s)
	for ; len(b) >= 8; b = b[8:] {
		w := load64(b)
		low := w &^ high
		n += bits.OnesCount64((low + (0x80-'A')*ones) &^ (low + (0x80-'Z'-1)*ones) &^ w & high)
	}
	for _, c := range b {
		if c >= 'A' && c <= 'Z' {
			n++
		}
	}
	return n
}
