package language

import (
	"unicode"
	"unicode/utf8"
)

// maxGram is how many characters the longest part of a word has that says something by itself.
const maxGram = 5

// maxLetters bounds the words that are looked at: what is longer is code, or a text without spaces, which is
// cut into pieces of that length.
const maxLetters = 40

// word is a word made ready for its n-grams: small letters between two signs for its ends.
type word struct {
	bytes  []byte
	starts []int32 // of the characters, the end of the last one included
	script Script
}

// split calls each with the words of s: runs of letters of one script.
func (w *word) split(s string, each func(*word)) {
	w.reset(None)
	for i := 0; i < len(s); {
		r, size := rune(s[i]), 1
		if r >= utf8.RuneSelf {
			r, size = utf8.DecodeRuneInString(s[i:])
		}
		script := scriptOf(r)
		if script == marks {
			if script = w.script; script == None {
				script = OtherScript
			}
		}
		if script != w.script || len(w.starts) > maxLetters {
			w.close(each)
			w.reset(script)
		}
		if script != None {
			w.add(r)
		}
		i += size
	}
	w.close(each)
}

func (w *word) reset(script Script) {
	w.bytes, w.starts, w.script = append(w.bytes[:0], '<'), append(w.starts[:0], 0), script
}

func (w *word) add(r rune) {
	w.starts = append(w.starts, int32(len(w.bytes)))
	if r < utf8.RuneSelf {
		if 'A' <= r && r <= 'Z' {
			r += 'a' - 'A'
		}
		w.bytes = append(w.bytes, byte(r))
		return
	}
	w.bytes = utf8.AppendRune(w.bytes, unicode.ToLower(r))
}

// letters is how many characters the word has between its ends.
func (w *word) letters() int { return len(w.starts) - 1 }

func (w *word) close(each func(*word)) {
	if w.script == None || w.letters() == 0 {
		return
	}
	w.starts = append(w.starts, int32(len(w.bytes)), int32(len(w.bytes)+1))
	w.bytes = append(w.bytes, '>')
	each(w)
}

const hashBasis, hashPrime = 2166136261, 16777619

// grams appends the hashes of the parts of the word: runs of one to five characters, its ends among them, and the word
// as a whole. Ideographs stand for themselves: their parts know no ends.
func (w *word) grams(hashes []uint32) []uint32 {
	chars, first, last := len(w.starts)-1, 0, len(w.starts)-1
	longest := maxGram
	if w.script == Han {
		first, last, longest = 1, chars-1, 2
	}
	for i := first; i < last; i++ {
		h := uint32(hashBasis)
		for j := i; j < min(i+longest, last); j++ {
			for _, b := range w.bytes[w.starts[j]:w.starts[j+1]] {
				h = (h ^ uint32(b)) * hashPrime
			}
			if j > i || i > 0 && j < chars-1 { // an end alone says nothing
				hashes = append(hashes, mix(h))
			}
		}
	}
	if chars > maxGram && w.script != Han {
		h := uint32(hashBasis)
		for _, b := range w.bytes {
			h = (h ^ uint32(b)) * hashPrime
		}
		hashes = append(hashes, mix(h))
	}
	return hashes
}

// mix spreads what FNV leaves in the low bits. It loses nothing: different hashes stay different.
func mix(h uint32) uint32 {
	h ^= h >> 16
	h *= 0x85ebca6b
	h ^= h >> 13
	h *= 0xc2b2ae35
	return h ^ h>>16
}
