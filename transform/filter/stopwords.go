package filter

import (
	"encoding/binary"
	"math/bits"
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"
)

// Bounds of a list of stop words: bytes of one, and how many there are.
const (
	maxStopWord  = 64
	maxStopWords = 256
)

// stopWords finds words in a short list. Most words of a text are told apart by their length and first byte; those of
// up to eight bytes, which nearly all stop words are, are compared as one number.
type stopWords struct {
	lengths [256]uint64      // by first byte: bits of the lengths, less one, of words that begin so
	folded  [256]uint64      // the same for words in whatever case
	short   [256][]shortWord // by first byte
	long    map[string]int
	number  int // of words
}

type shortWord struct {
	key    uint64
	length int
	number int
}

func newStopWords(list []string) *stopWords {
	s := &stopWords{long: map[string]int{}}
	for _, w := range list {
		if s.find(w, 0, len(w)) < 0 {
			s.add(w, s.number)
			s.number++
		}
	}
	return s
}

func (s *stopWords) add(w string, number int) {
	s.lengths[w[0]] |= 1 << (len(w) - 1)
	s.addFolded(w)
	if len(w) > 8 {
		s.long[w] = number
		return
	}
	s.short[w[0]] = append(s.short[w[0]], shortWord{keyOf(w), len(w), number})
}

// addFolded notes how a word can begin in another case, and how long it can be: any length, where characters
// beyond ASCII are in it, or where one beyond ASCII has a small letter of ASCII (the sign of kelvin).
func (s *stopWords) addFolded(w string) {
	bits := uint64(1) << (len(w) - 1)
	if strings.IndexFunc(w, func(r rune) bool { return r >= utf8.RuneSelf || r == 'k' }) >= 0 {
		bits = ^uint64(0)
		for c := utf8.RuneSelf; c < 256; c++ {
			s.folded[c] = bits
		}
	}
	s.folded[w[0]] |= bits
	if c := w[0]; c >= 'a' && c <= 'z' {
		s.folded[c-'a'+'A'] |= bits
	}
}

// stopSet is which of them were seen.
type stopSet [maxStopWords / 64]uint64

func (s *stopSet) add(n int) { s[n>>6&(maxStopWords/64-1)] |= 1 << (n & 63) }

func (s *stopSet) count() (n int) {
	for _, w := range s {
		n += bits.OnesCount64(w)
	}
	return n
}

// keyOf is a word of at most eight bytes as a number.
func keyOf(w string) uint64 {
	var b [8]byte
	copy(b[:], w)
	return binary.LittleEndian.Uint64(b[:])
}

// keyAt is keyOf for a piece of a text, of 1 to 8 bytes.
func keyAt(s string, start, n int) uint64 {
	if start+8 <= len(s) {
		b := unsafe.Slice(unsafe.StringData(s), len(s))
		return binary.LittleEndian.Uint64(b[start:]) & (^uint64(0) >> (64 - 8*n))
	}
	return keyOf(s[start : start+n])
}

// find returns the number of the stop word that stands at [start, end), -1 where none does.
func (s *stopWords) find(text string, start, end int) int {
	n := end - start
	if n <= 0 || n > maxStopWord || s.lengths[text[start]]>>(n-1)&1 == 0 {
		return -1
	}
	if n <= 8 {
		return s.findShort(keyAt(text, start, n), n)
	}
	if k, ok := s.long[text[start:end]]; ok {
		return k
	}
	return -1
}

func (s *stopWords) findShort(key uint64, n int) int {
	for _, w := range s.short[key&0xFF] {
		if w.key == key && w.length == n {
			return w.number
		}
	}
	return -1
}

// findFolded is find for a word in whatever case. Most words are told off by the table, where this is inlined.
func (s *stopWords) findFolded(text string, start, end int) int {
	if n := end - start; n <= 0 || n > maxStopWord || s.folded[text[start]]>>(n-1)&1 == 0 {
		return -1
	}
	return s.fold(text, start, end)
}

func (s *stopWords) fold(text string, start, end int) int {
	if n := end - start; n <= 8 {
		if key, ascii := foldASCII(keyAt(text, start, n)); ascii {
			return s.findShort(key, n)
		}
	}
	var room [2 * maxStopWord]byte
	w := room[:0]
	for _, r := range text[start:end] {
		w = utf8.AppendRune(w, unicode.ToLower(r))
	}
	return s.findBytes(w)
}

// findBytes is find for bytes that are no part of the text.
func (s *stopWords) findBytes(w []byte) int {
	if len(w) > maxStopWord {
		return -1
	}
	if len(w) <= 8 {
		return s.findShort(keyOf(string(w)), len(w))
	}
	if k, ok := s.long[string(w)]; ok {
		return k
	}
	return -1
}

const (
	eachByte = 0x0101010101010101
	highBits = 0x80 * eachByte
)

// foldASCII makes capitals small, eight bytes at a time; false where a byte is beyond ASCII.
func foldASCII(w uint64) (folded uint64, ascii bool) {
	capital := (w + (0x80-'A')*eachByte) &^ (w + (0x80-'Z'-1)*eachByte) & highBits
	return w | capital>>2, w&highBits == 0
}
