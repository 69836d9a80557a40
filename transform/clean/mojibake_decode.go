package clean

import (
	"bytes"
	"strings"
	"unicode/utf8"
)

// reading reads a text once more: as the bytes that a wrong charset made it of, in UTF-8. It goes
// run by run; a run is what may hold parts of letters, and ASCII between runs stays as it is.
type reading struct {
	text    string
	charset *wrongCharset
	spaces  bool // a space may stand for byte A0
	lost    bool // what was lost may stand for the rest of a letter

	raw   []byte  // the bytes of the run
	from  []int32 // where the character of each of them begins in the text; one more: the end of the run
	spare []byte  // for the next form of them
	begin []int32
}

// read fills the list with the edits that make the text what it was; false where it is not UTF-8.
func (r *reading) read(e *mendEdits) bool {
	for at := 0; ; {
		if at = r.run(at); len(r.raw) == 0 {
			return true
		}
		if r.spaces {
			r.restoreSpaces()
		}
		if r.lost {
			r.replaceLost()
		}
		if !r.decode(e) {
			return false
		}
	}
}

// run takes the bytes of the next run from a place on and returns where it ends. No sequence that
// is looked for below reaches over the borders of a run.
func (r *reading) run(at int) int {
	r.raw, r.from = r.raw[:0], r.from[:0]
	for at < len(r.text) && r.text[at] < utf8.RuneSelf {
		at++
	}
	for at < len(r.text) {
		char, n := utf8.DecodeRuneInString(r.text[at:])
		if char < utf8.RuneSelf && char != ' ' && char != '?' {
			break
		}
		b := byte(char)
		if char >= utf8.RuneSelf {
			b = r.charset.byte(char)
		}
		r.raw, r.from = append(r.raw, b), append(r.from, int32(at))
		at += n
	}
	r.from = append(r.from, int32(at))
	return at
}

// swap makes the spare form of the run the run.
func (r *reading) swap() {
	r.begin = append(r.begin, r.from[len(r.from)-1])
	r.raw, r.spare = r.spare, r.raw
	r.from, r.begin = r.begin, r.from
}

// restoreSpaces puts byte A0 where a space stands in its place: beside Ã always, which is the word
// à (the space behind it was swallowed), elsewhere where it completes a likely letter.
func (r *reading) restoreSpaces() {
	if bytes.IndexByte(r.raw, ' ') < 0 {
		return
	}
	r.spare, r.begin = r.spare[:0], r.begin[:0]
	for i, b := range r.raw {
		if b == ' ' && i > 0 && r.raw[i-1] == 0xC3 && r.aloneGrave(i) {
			r.spare, r.begin = append(r.spare, 0xA0), append(r.begin, r.from[i])
		}
		r.spare, r.begin = append(r.spare, b), append(r.begin, r.from[i])
	}
	r.swap()
	for i := 0; i < len(r.raw); {
		n := alteredLength(r.raw[i:])
		for j := i; j < i+n; j++ {
			if r.raw[j] == ' ' {
				r.raw[j] = 0xA0
			}
		}
		i += max(n, 1)
	}
}

// graveWords are what follows à in Portuguese words: there the space is the byte itself.
var graveWords = []string{"quele", "quela", "quilo", "s "}

// aloneGrave says whether a space behind byte C3 is one that stood behind the word à.
func (r *reading) aloneGrave(i int) bool {
	rest := r.text[r.from[i]+1:]
	if strings.HasPrefix(rest, " ") {
		return false
	}
	for _, w := range graveWords {
		if strings.HasPrefix(rest, w) {
			return false
		}
	}
	return true
}

// replaceLost puts U+FFFD in place of letters of which a byte was lost, and of lost bytes that
// belong to none.
func (r *reading) replaceLost() {
	if bytes.IndexByte(r.raw, lostByte) < 0 && bytes.IndexByte(r.raw, '?') < 0 {
		return
	}
	r.spare, r.begin = r.spare[:0], r.begin[:0]
	for i := 0; i < len(r.raw); {
		n := lostLength(r.raw[i:])
		if n == 0 {
			r.spare, r.begin = append(r.spare, r.raw[i]), append(r.begin, r.from[i])
			i++
			continue
		}
		r.spare = append(r.spare, "\uFFFD"...)
		r.begin = append(r.begin, r.from[i], r.from[i], r.from[i])
		i += n
	}
	r.swap()
}

// decode adds the characters of the run that are not what the text has in their place.
func (r *reading) decode(e *mendEdits) bool {
	for i := 0; i < len(r.raw); {
		char, n := decodeVariant(r.raw[i:])
		if n == 0 {
			return false
		}
		start, end := int(r.from[i]), int(r.from[i+n])
		i += n
		if was, size := utf8.DecodeRuneInString(r.text[start:end]); was == char && size == end-start {
			continue
		}
		kind := r.charset.kind
		if char == utf8.RuneError {
			kind = mendLost
		}
		e.addRune(start, end, char, kind)
	}
	return true
}
