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
	start, end int32
	says       int32    // letters and digits, counted up to what is asked for
	sum        [16]byte // of its normalised form
}

// lineClaim is a run of units as it is compared.
type lineClaim struct {
	key        transform.Key
	start, end int32
	column     uint8
}

// splitter is what one document needs to be taken apart.
type splitter struct {
	units  []lineUnit
	claims []lineClaim
	part   []byte
}

var splitters = sync.Pool{New: func() any { return new(splitter) }}

// keptUnits keeps an outsized document from holding its memory for the rest of the run.
const keptUnits = 1 << 16

func (s *splitter) put() {
	if cap(s.units) > keptUnits || cap(s.claims) > keptUnits || cap(s.part) > 1<<20 {
		*s = splitter{}
	}
	splitters.Put(s)
}

// claimsOf appends the claims of one column of a document.
func (x *lines) claimsOf(s *splitter, column uint8, body string) {
	s.units = s.units[:0]
	x.each(body, func(start, end int) {
		u := lineUnit{start: int32(start), end: int32(end), says: int32(says(body[start:end], x.minChars))}
		switch {
		case x.run > 1:
			u.sum = x.sum(s, body[start:end])
			s.units = append(s.units, u)
		case int(u.says) >= x.minChars:
			sum := x.sum(s, body[start:end])
			s.claims = append(s.claims, lineClaim{keyOf(sum[:]), u.start, u.end, column})
		}
	})
	if x.run > 1 {
		x.claimRuns(s, column)
	}
}

// claimRuns makes a claim of every run of units that says enough.
func (x *lines) claimRuns(s *splitter, column uint8) {
	said := 0
	for i := range s.units {
		said += int(s.units[i].says)
		if i >= x.run {
			said -= int(s.units[i-x.run].says)
		}
		if i+1 < x.run || said < x.minChars {
			continue
		}
		run := s.units[i+1-x.run : i+1]
		s.part = s.part[:0]
		for k := range run {
			s.part = append(s.part, run[k].sum[:]...)
		}
		sum := sha256.Sum256(s.part)
		s.claims = append(s.claims, lineClaim{keyOf(sum[:]), run[0].start, run[len(run)-1].end, column})
	}
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
