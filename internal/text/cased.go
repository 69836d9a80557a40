package text

import (
	"math/bits"
	"unicode"
	"unicode/utf8"
)

// Shape is how the letters of a word are written.
type Shape uint8

// Shapes of a word.
const (
	Small   Shape = iota // no capital
	Title                // the first letter alone
	Upper                // two capitals or more and nothing else
	Mixed                // capitals inside
	Uncased              // with a letter of a script without capitals
)

// Run is a run of letters and their marks: [Start,End) in its text, and the hash of its small form.
type Run struct {
	Start, End int
	Hash       uint64
	Shape      Shape
}

// NextWord returns the next run of letters and their marks at or after a place, an empty one at the
// end. It is NextRun with the shape and the hash of the small form, for the price of one look.
func NextWord(s string, at int) Run {
	for at < len(s) {
		if b := s[at]; b < utf8.RuneSelf {
			if asciiLetter[b] {
				return wordAt(s, at)
			}
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:])
		if traitsOf(r)&isLetter != 0 {
			return wordAt(s, at)
		}
		at += n
	}
	return Run{Start: len(s), End: len(s)}
}

// ShortWord takes the word of up to seven ASCII letters that begins at a place: how many they are, the hash
// of its small form, and whether it is small. It returns 0 letters for any other word, and at the end of s.
func ShortWord(s string, at int) (letters int, hash uint64, small bool) {
	if at+8 > len(s) {
		return 0, 0, false
	}
	read := load64(bytesOf(s)[at:])
	n := lettersOf(read)
	if n == 8 || s[at+n] >= utf8.RuneSelf {
		return 0, 0, false
	}
	mask := uint64(1)<<(8*n) - 1
	return n, mix(uint64(n)*hashAdd ^ (read&mask | blank)), ^read&blank&mask == 0
}

// wordAt takes the word that begins at a place. Words of up to 15 ASCII letters, nearly all in many texts,
// are told in one or two loads.
func wordAt(s string, at int) Run {
	if at+16 <= len(s) {
		read := load64(bytesOf(s)[at:])
		n := lettersOf(read)
		if n < 8 && s[at+n] < utf8.RuneSelf {
			mask := uint64(1)<<(8*n) - 1
			return Run{Start: at, End: at + n, Hash: mix(uint64(n)*hashAdd ^ (read&mask | blank)),
				Shape: asciiShape(n, bits.OnesCount64(^read&blank&mask), read&0x20 == 0)}
		}
		if n == 8 {
			more := load64(bytesOf(s)[at+8:])
			if n := lettersOf(more); n < 8 && s[at+8+n] < utf8.RuneSelf {
				return longWord(read, more, at, n)
			}
		}
	}
	end, large := at, 0
	for end < len(s) && s[end] < utf8.RuneSelf && asciiLetter[s[end]] {
		large += int(s[end]>>5&1 ^ 1)
		end++
	}
	if end < len(s) && s[end] >= utf8.RuneSelf {
		return wideWordAt(s, at)
	}
	return Run{Start: at, End: end, Hash: foldHash(s, at, end), Shape: asciiShape(end-at, large, s[at] < 'a')}
}

// longWord is the word at a place of 8 letters and n more.
func longWord(read, more uint64, at, n int) Run {
	mask := uint64(1)<<(8*n) - 1
	hash := mix(uint64(8+n)*hashAdd ^ (read | blank))
	if n > 0 {
		hash = mix(hash ^ (more&mask | blank))
	}
	large := bits.OnesCount64(^read&blank) + bits.OnesCount64(^more&blank&mask)
	return Run{Start: at, End: at + 8 + n, Hash: hash, Shape: asciiShape(8+n, large, read&0x20 == 0)}
}

// lettersOf returns how many ASCII letters eight bytes begin with.
func lettersOf(read uint64) int {
	low := (read | blank) &^ high
	from := low + ones*(0x80-'a') // high bit: a and beyond
	behind := low + ones*(0x7F-'z')
	return bits.TrailingZeros64((^from|behind|read)&high) >> 3
}

func asciiShape(letters, large int, first bool) Shape {
	switch {
	case large == 0:
		return Small
	case large == 1 && first:
		return Title
	case large == letters:
		return Upper
	}
	return Mixed
}

// Traits of a character.
const (
	isLetter = 1 << iota
	isMark
	isLarge
	isLow
	isCaseless
)

// tableEnd bounds the characters whose traits and small forms are held in tables: Latin, Greek, Cyrillic
// and Armenian.
const tableEnd = 0x590

var traits, smallForms = func() (t [tableEnd]uint8, small [tableEnd]uint16) {
	for r := range rune(tableEnd) {
		t[r], small[r] = computeTraits(r), uint16(unicode.ToLower(r))
	}
	return t, small
}()

func traitsOf(r rune) uint8 {
	if r < tableEnd {
		return traits[r]
	}
	return computeTraits(r)
}

func computeTraits(r rune) (t uint8) {
	switch {
	case unicode.IsLetter(r):
		t = isLetter
	case r >= 0x300 && unicode.Is(unicode.M, r):
		return isMark
	default:
		return 0
	}
	switch {
	case r >= 0x10A0 && r < 0x1100 || r >= 0x1C90 && r < 0x1CC0: // Georgian: its capitals are for whole lines
		return t | isCaseless
	case unicode.IsUpper(r), unicode.IsTitle(r):
		return t | isLarge
	case unicode.IsLower(r):
		return t | isLow
	}
	return t | isCaseless
}

func smallForm(r rune) rune {
	if r < tableEnd {
		return rune(smallForms[r])
	}
	return unicode.ToLower(r)
}

// wideWordAt takes a word with characters beyond ASCII. Of one longer than foldBuffer bytes the head is hashed.
func wideWordAt(s string, at int) Run {
	var buf [foldBuffer + utf8.UTFMax]byte
	low := buf[:0]
	w := Run{Start: at, End: at}
	large, small, caseless, first := 0, 0, false, false
	for w.End < len(s) {
		r, n := rune(s[w.End]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(s[w.End:])
		}
		t := traitsOf(r)
		if t == 0 {
			break
		}
		switch {
		case t&isLarge != 0:
			large++
			first = first || w.End == at
		case t&isLow != 0:
			small++
		case t&isCaseless != 0:
			caseless = true
		}
		if len(low) < foldBuffer {
			low = utf8.AppendRune(low, smallForm(r))
		}
		w.End += n
	}
	w.Hash, w.Shape = hashBytes(low), Mixed
	switch {
	case caseless:
		w.Shape = Uncased
	case large == 0 && small > 0:
		w.Shape = Small
	case large == 1 && first:
		w.Shape = Title
	case small == 0 && large > 1:
		w.Shape = Upper
	}
	return w
}

// foldBuffer is how many bytes of a word's small form are hashed.
const foldBuffer = 96

const (
	hashMul = 0x9E3779B97F4A7C15
	hashAdd = 0xD6E8FEB86659FD93
)

// FoldHash hashes the small form of a word: of any way to write it the hash is the same. It is the
// same on every machine.
func FoldHash(word string) uint64 {
	if word == "" {
		return 0
	}
	return wordAt(word, 0).Hash
}

// foldHash hashes the ASCII letters [at,end) as if they were small, eight at a time.
func foldHash(s string, at, end int) uint64 {
	h := uint64(end-at) * hashAdd
	end = min(end, at+foldBuffer)
	for ; end-at > 8; at += 8 {
		h = mix(h ^ (load64(bytesOf(s)[at:]) | blank))
	}
	n := end - at
	if at+8 > len(s) {
		var x uint64
		for i := n - 1; i >= 0; i-- {
			x = x<<8 | uint64(s[at+i])
		}
		return mix(h ^ (x | blank))
	}
	return mix(h ^ (load64(bytesOf(s)[at:])&(1<<(8*n)-1) | blank)) // of 8 bytes the shift leaves none: all count
}

// hashBytes is foldHash of a small form.
func hashBytes(low []byte) uint64 {
	h := uint64(len(low)) * hashAdd
	for ; len(low) > 8; low = low[8:] {
		h = mix(h ^ load64(low))
	}
	x := uint64(blank)
	for i := len(low) - 1; i >= 0; i-- {
		x = x<<8 | uint64(low[i])
	}
	return mix(h ^ x)
}

func mix(x uint64) uint64 {
	hi, lo := bits.Mul64(x, hashMul)
	return hi ^ lo ^ hashAdd
}

// functionSlots is functionWords by hash, in a table with open addressing that stays in the first cache:
// every word of a text is looked up in it.
type functionSlot struct {
	tag uint32 // low half of the hash
	set uint32 // of languages; 0: free
}

const functionBits = 12

var functionSlots = func() (t [1 << functionBits]functionSlot) {
	for word, set := range functionWords {
		hash := FoldHash(word)
		i := hash >> (64 - functionBits)
		for t[i].set != 0 {
			i = (i + 1) & (1<<functionBits - 1)
		}
		t[i] = functionSlot{uint32(hash), set}
	}
	return t
}()

// Tongues is a set of languages, one bit each.
type Tongues uint32

// FunctionSet returns the languages that a word is a function word of, by its hash.
func FunctionSet(hash uint64) Tongues {
	for i := hash >> (64 - functionBits); ; i = (i + 1) & (1<<functionBits - 1) {
		if slot := &functionSlots[i]; slot.tag == uint32(hash) || slot.set == 0 {
			return Tongues(slot.set)
		}
	}
}

// Holds says whether a language is in the set.
func (t Tongues) Holds(one Tongue) bool { return t&(1<<one) != 0 }
