package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

// wordFilter tells which words are surely not in a table: one bit for each of 2^18 hashes.
type wordFilter [1 << 18 / 64]uint64

func (f *wordFilter) add(word string) {
	h := wordHash(word)
	f[h>>6] |= 1 << (h & 63)
}

func (f *wordFilter) has(h uint32) bool { return f[h>>6]&(1<<(h&63)) != 0 }

// wordHash hashes the first eight bytes and the length of a word.
func wordHash(word string) uint32 {
	var x uint64
	if len(word) >= 8 {
		x = load8(word)
	} else {
		for i := 0; i < len(word); i++ {
			x |= uint64(word[i]) << (8 * i)
		}
	}
	return uint32((x ^ uint64(len(word))<<56) * 0x9E3779B97F4A7C15 >> 46)
}

func load8(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24 | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}

// startsWord and inWords mark the bytes that begin a word and those inside of one. Of characters that
// begin with 0xE2 (quotes, dashes) none is a letter that has capitals, but for a few of dead scripts.
var startsWord, inWords = func() (starts, inside [256]bool) {
	for b := range starts {
		starts[b] = b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0xC3 && b != 0xE2
		inside[b] = starts[b] || b >= 0x80 && b < 0xC0
	}
	return starts, inside
}()

// candidate says whether s holds anything that the step may change, in one scan.
func (r *recaser) candidate(s string) bool {
	lineFrom := 0
	for at := 0; at < len(s); {
		b := s[at]
		if !startsWord[b] {
			if at++; b == '\n' {
				if r.heading(s[lineFrom : at-1]) {
					return true
				}
				lineFrom = at
			}
			continue
		}
		end := at + 1
		for end < len(s) && inWords[s[end]] {
			end++
		}
		if b >= utf8.RuneSelf && !lowerAt(s, at) {
			at = end
			continue
		}
		if b >= 'a' && (r.filter.has(wordHash(s[at:end])) && r.listedHere(s, at, end) || r.sentences && r.begins(s, at)) {
			return true
		}
		at = end
	}
	return r.heading(s[lineFrom:])
}

// lowerAt says whether the character beyond ASCII at a place is a small letter. Scripts without
// capitals are told by their first byte.
func lowerAt(s string, at int) bool {
	if b := s[at]; b >= 0xD7 && b <= 0xE0 || b > 0xE2 && b < 0xEA || b > 0xEA && b < 0xEF {
		return false
	}
	r, _ := decode(s, at)
	return unicode.IsLower(r)
}

// listedHere says whether the word [at,end) may change where it stands: words that depend on their
// neighbours need a capital or a digit near them, or are months.
func (r *recaser) listedHere(s string, at, end int) bool {
	word := s[at:end]
	if r.sure[word] {
		return true
	}
	if !r.beside[word] {
		return false
	}
	if monthsOrWords[word] || word == "i" && end < len(s) && (s[end] == ' ' || s[end] == '\'') && at > 0 && s[at-1] <= ' ' {
		return true
	}
	if end+1 < len(s) && s[end] == ' ' && raisedByte(s[end+1]) {
		return true
	}
	from := at
	for words := 0; words < 2 && from > 0 && at-from < 2*maxVoteWord; words++ {
		from--
		for from > 0 && inWords[s[from-1]] {
			from--
		}
		if raisedByte(s[from]) {
			return true
		}
	}
	return end+4 < len(s) && s[end:end+4] == " of " && raisedByte(s[end+4])
}

// raisedByte says whether a character that begins with b may be a capital.
func raisedByte(b byte) bool { return b >= 'A' && b <= 'Z' || b >= 0xC3 }

// begins says whether a small word at a place may begin a sentence or line.
func (r *recaser) begins(s string, at int) bool {
	if at < 2 {
		return true
	}
	switch s[at-1] {
	case ' ':
		b := s[at-2]
		return b == '.' || b == '?' || b == '!' || b == '|' || b == '\n' || b == '-' || b == ' ' && at >= 3 && strings.IndexByte(".?!\n", s[at-3]) >= 0
	case '\n':
		if s[at-2] == '\n' {
			return true
		}
		n := strings.IndexByte(s[at:], '\n')
		return n < 0 || n >= longLine || n < 80
	}
	return false
}

// heading says whether a line may be a heading with a small word too many.
func (r *recaser) heading(line string) bool {
	if !r.headings || len(line) < 8 || len(line) > 160 || line[0] >= 'a' && line[0] <= 'z' || strings.IndexByte(".?!:;,", line[len(line)-1]) >= 0 {
		return false
	}
	capitals, smalls, last := 0, 0, byte(' ')
	for i := 0; i < len(line); i++ {
		b := line[i]
		if !inWords[last] && b >= 'A' && b <= 'z' {
			if b <= 'Z' {
				capitals++
			} else if i+3 < len(line) && inWords[line[i+3]] && inWords[line[i+2]] {
				smalls++
			}
		}
		last = b
	}
	return capitals >= 2 && smalls > 0 && capitals >= smalls
}
