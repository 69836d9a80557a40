package dedupe

import (
	"crypto/sha256"
	"encoding/binary"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/transform"
)

// unitKind is what dedupe.lines compares.
type unitKind uint8

const (
	byLine unitKind = iota
	byParagraph
	bySentence
)

var unitKinds = map[string]unitKind{"line": byLine, "paragraph": byParagraph, "sentence": bySentence}

// lineUnit is a line, paragraph or sentence of a text, and what a run of them is made from.
type lineUnit struct {
	start int32
	says  int32    // letters and digits, counted up to what is asked for
	sum   [16]byte // of its normalised form, where it may be compared
}

// lineClaim is a run of units as it is compared.
type lineClaim struct {
	key        transform.Key
	start, end int32
	column     uint8
}

// splitter is what one document needs to be taken apart: the units of the run at hand and no more, since a
// document may hold millions.
type splitter struct {
	units []lineUnit // by number, modulo run
	said  int        // by those in units
	n     int        // units so far
	part  []byte
}

var splitters = sync.Pool{New: func() any { return new(splitter) }}

// keptPart keeps an outsized unit from holding its memory for the rest of the run.
const keptPart = 1 << 20

func (s *splitter) put() {
	if cap(s.part) > keptPart {
		s.part = nil
	}
	splitters.Put(s)
}

// claimsOf calls found with the claims of one column of a document. One is told when the next unit begins, which
// is where it ends.
func (x *lines) claimsOf(s *splitter, column uint8, body string, found func(lineClaim)) {
	s.units, s.said, s.n = append(s.units[:0], make([]lineUnit, x.run)...), 0, 0
	x.each(body, func(start, end int) {
		x.claim(s, column, start, found)
		u := &s.units[s.n%x.run]
		s.said -= int(u.says)
		*u = lineUnit{start: int32(start), says: int32(says(body[start:end], x.minChars))}
		s.said += int(u.says)
		if x.run > 1 || int(u.says) >= x.minChars {
			u.sum = x.sum(s, body[start:end])
		}
		s.n++
	})
	x.claim(s, column, len(body), found)
}

// claim tells the claim of the last units, if they are a run that says enough.
func (x *lines) claim(s *splitter, column uint8, end int, found func(lineClaim)) {
	if s.n < x.run || s.said < x.minChars {
		return
	}
	first := s.units[s.n%x.run]
	c := lineClaim{keyOf(first.sum[:]), first.start, int32(end), column}
	if x.run > 1 {
		s.part = s.part[:0]
		for k := range x.run {
			s.part = append(s.part, s.units[(s.n+k)%x.run].sum[:]...)
		}
		sum := sha256.Sum256(s.part)
		c.key = keyOf(sum[:])
	}
	found(c)
}

// sum returns 128 bits of the SHA-256 of what a unit says, normalised.
func (x *lines) sum(s *splitter, unit string) (sum [16]byte) {
	s.part = x.fold.Append(s.part[:0], unit)
	all := sha256.Sum256(s.part)
	copy(sum[:], all[:])
	return sum
}

func keyOf(sum []byte) transform.Key {
	return transform.Key{Hi: binary.BigEndian.Uint64(sum), Lo: binary.BigEndian.Uint64(sum[8:])}
}

// each calls found with every unit of a text, in order.
func (x *lines) each(body string, found func(start, end int)) {
	from := -1 // of the paragraph at hand
	until := 0
	for at, next := 0, 0; at < len(body); at = next {
		var end int
		end, next = text.NextLine(body, at)
		if end > at && body[end-1] == '\r' && next > end {
			end--
		}
		first := firstInk(body, at, end)
		switch {
		case x.unit == byLine && first < end:
			found(at, end)
		case x.unit == bySentence:
			sentencesIn(body[:end], first, found)
		case x.unit == byParagraph && first < end:
			if from < 0 {
				from = at
			}
			until = end
		case x.unit == byParagraph && from >= 0:
			found(from, until)
			from = -1
		}
	}
	if from >= 0 {
		found(from, until)
	}
}

// sentencesIn calls found with the sentences of the line that ends where s does.
func sentencesIn(s string, at int, found func(start, end int)) {
	for at < len(s) {
		end := text.SentenceEnd(s, at)
		found(at, trimSpace(s, at, end))
		at = firstInk(s, end, len(s))
	}
}

// firstInk returns the first place in [at,end) that is no white space, end where there is none.
func firstInk(s string, at, end int) int {
	for at < end {
		if c := s[at]; c < utf8.RuneSelf {
			if c > ' ' || c != ' ' && (c < '\t' || c > '\r') {
				return at
			}
			at++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[at:end])
		if !unicode.IsSpace(r) {
			return at
		}
		at += n
	}
	return end
}

// trimSpace returns the end of [start,end) without the white space before it.
func trimSpace(s string, start, end int) int {
	for end > start {
		r, n := utf8.DecodeLastRuneInString(s[start:end])
		if !unicode.IsSpace(r) {
			break
		}
		end -= n
	}
	return end
}

// says counts the letters and digits of s, wide ones twice, up to enough.
func says(s string, enough int) (n int) {
	for i := 0; i < len(s) && n < enough; {
		c := s[i]
		if c < utf8.RuneSelf {
			n += int(ink[c])
			i++
			continue
		}
		r, size := utf8.DecodeRuneInString(s[i:])
		i += size
		switch {
		case unicode.In(r, unicode.Han, unicode.Hiragana, unicode.Katakana, unicode.Hangul):
			n += 2
		case unicode.IsLetter(r) || unicode.IsDigit(r):
			n++
		}
	}
	return n
}

// ink is 1 for the letters and digits of ASCII.
var ink = func() (t [utf8.RuneSelf]uint8) {
	for c := range t {
		if r := rune(c); unicode.IsLetter(r) || unicode.IsDigit(r) {
			t[c] = 1
		}
	}
	return t
}()
