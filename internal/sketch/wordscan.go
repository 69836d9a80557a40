package sketch

import (
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// WordScan goes through the words of a text and tells where each lies: runs of letters, digits and
// their marks, and single characters in scripts without spaces, as everywhere in this room. What a cut
// must not part is one word here: letters around an apostrophe, digits around a point or comma.
type WordScan struct {
	Start, End int  // of the word at hand
	Alone      bool // it is a character of a script without spaces
	text       string
	apart      bool // signs join nothing: the words that shingles are made of
}

// NewWordScan returns a WordScan before the first word of a text.
func NewWordScan(text string) WordScan { return WordScan{text: text} }

// byteClasses is the class of each byte of ASCII; those of others are decided by the character.
var byteClasses = func() (t [256]uint8) {
	for b := range t {
		switch c := byte(b) | 0x20; {
		case b >= utf8.RuneSelf:
			t[b] = byteWide
		case c >= 'a' && c <= 'z' && b >= 'A':
			t[b] = byteLetter
		case b >= '0' && b <= '9':
			t[b] = byteDigit
		}
	}
	return t
}()

const (
	byteBorder = iota
	byteLetter
	byteDigit
	byteWide
)

// Next goes on to the next word; false at the end.
func (w *WordScan) Next() bool {
	for i := w.End; i < len(w.text); {
		switch byteClasses[w.text[i]] {
		case byteBorder:
			i++
			continue
		case byteLetter, byteDigit:
			w.Start, w.Alone = i, false
			w.End = w.extend(i + 1)
			return true
		}
		r, n := utf8.DecodeRuneInString(w.text[i:])
		switch lookup(r) >> classShift & classMask {
		case letter, digit:
			w.Start, w.Alone = i, false
			w.End = w.extend(i + n)
			return true
		case solo:
			w.Start, w.Alone = i, true
			w.End = w.marks(i + n)
			return true
		}
		i += n
	}
	w.Start, w.End, w.Alone = len(w.text), len(w.text), false
	return false
}

// extend returns where a word ends of which a letter or digit ends at i.
func (w *WordScan) extend(i int) int {
	for i < len(w.text) {
		switch byteClasses[w.text[i]] {
		case byteLetter, byteDigit:
			i++
			continue
		case byteBorder:
			if !w.joins(i, 1) {
				return i
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(w.text[i:])
		switch lookup(r) >> classShift & classMask {
		case letter, digit, mark, none:
		default:
			if r != '’' || !w.joins(i, n) {
				return i
			}
		}
		i += n
	}
	return i
}

// joins says whether a sign of n bytes joins what stands around it to one word.
func (w *WordScan) joins(i, n int) bool {
	if w.apart {
		return false
	}
	want := class(letter)
	switch w.text[i] {
	case '\'', "’"[0]:
	case '.', ',':
		want = digit
	default:
		return false
	}
	before, _ := utf8.DecodeLastRuneInString(w.text[:i])
	behind, _ := utf8.DecodeRuneInString(w.text[i+n:])
	c := classOf(before)
	return (c == want || c == mark && want == letter) && classOf(behind) == want
}

func classOf(r rune) class { return lookup(r) >> classShift & classMask }

// marks returns where the marks end that follow a character.
func (w *WordScan) marks(i int) int {
	for i < len(w.text) && w.text[i] >= utf8.RuneSelf {
		r, n := utf8.DecodeRuneInString(w.text[i:])
		if c := classOf(r); c != mark && c != none {
			break
		}
		i += n
	}
	return i
}

// appendWord appends the form in which a word is compared.
func (s *Shingling) appendWord(dst []byte, word string) []byte {
	for i := range len(word) {
		c := word[i]
		if c >= utf8.RuneSelf || s.Digits && c <= '9' && c >= '0' {
			return s.appendRunes(dst[:len(dst)-i], word)
		}
		if s.Case && c-'A' < 26 {
			c |= 0x20
		}
		dst = append(dst, c)
	}
	return dst
}

// composed returns a word in NFC; it looks closer only where a character asks for it.
func composed(word string) string {
	for _, r := range word {
		if lookup(r)&(unsettled|ordered) != 0 {
			return norm.NFC.String(word)
		}
	}
	return word
}

func (s *Shingling) appendRunes(dst []byte, word string) []byte {
	if s.NFC {
		word = composed(word)
	}
	digits := false
	for _, r := range word {
		e := lookup(r)
		if s.Case {
			r = rune(e & lowerMask)
		}
		switch e >> classShift & classMask {
		case none:
			continue
		case digit:
			if !s.Digits {
				break
			}
			if digits {
				continue
			}
			digits, r = true, '0'
		default:
			digits = false
		}
		if r == '’' {
			r = '\''
		}
		dst = utf8.AppendRune(dst, r)
	}
	return dst
}

// hashForm hashes the form of a word.
func (k Key) hashForm(form []byte) uint64 {
	h := uint64(mixA)
	for ; len(form) >= 8; form = form[8:] {
		h = mum(le64(form)^k.word, h)
	}
	if len(form) > 0 {
		var last [8]byte
		copy(last[:], form)
		h = mum(le64(last[:])^k.word, h)
	}
	return h
}

func le64(b []byte) uint64 {
	_ = b[7]
	return uint64(b[0]) | uint64(b[1])<<8 | uint64(b[2])<<16 | uint64(b[3])<<24 |
		uint64(b[4])<<32 | uint64(b[5])<<40 | uint64(b[6])<<48 | uint64(b[7])<<56
}

// OneWord says whether two characters that stand side by side may belong to one word.
func OneWord(a, b rune) bool {
	switch classOf(b) {
	case letter, digit:
	case mark, none:
		return true
	default:
		return false
	}
	switch c := classOf(a); c {
	case letter, digit, mark, none:
		return true
	}
	return a == '\'' || a == '’' || a == '.' || a == ','
}
