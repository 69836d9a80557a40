package decontaminate

import (
	"strings"
	"unicode"
	"unicode/utf8"
	"unsafe"

	"golang.org/x/text/unicode/norm"
)

// simplifier does to a text what datatrove's simplify_text does by default, and knows where each byte of the result
// comes from: small letters; a number of digits, with one point or comma between two, becomes 0; marks become blanks,
// white space one blank; accents go.
type simplifier struct {
	text     string
	out      []byte
	places   bool    // from and to are wanted
	from, to []int32 // by byte of out: the characters of the text that it stands for
	blank    bool    // white space waits for something behind it
}

// simplify returns the simplified text, which is valid until the next one; places says whether origin will be asked.
func (s *simplifier) simplify(text string, places bool) string {
	s.text, s.out, s.from, s.to, s.blank, s.places = text, s.out[:0], s.from[:0], s.to[:0], false, places
	for at := 0; at < len(text); {
		if at = s.plain(at); at < len(text) {
			at = s.next(at)
		}
	}
	return unsafe.String(unsafe.SliceData(s.out), len(s.out))
}

// next takes the number or the character at a place, and returns where it ends.
func (s *simplifier) next(at int) int {
	r, n := utf8.DecodeRuneInString(s.text[at:])
	switch {
	case unicode.Is(unicode.Nd, r):
		n = numberAt(s.text, at) - at
		s.put('0', at, at+n)
	case r == 'İ':
		s.put('i', at, at+n)
	case r == 'Σ':
		s.put(sigma(s.text, at), at, at+n)
	default:
		s.put(unicode.ToLower(r), at, at+n)
	}
	return at + n
}

// plain takes the letters, marks and blanks of ASCII from a place on, and returns where something else stands.
func (s *simplifier) plain(at int) int {
	text, out := s.text, s.out
	for ; at < len(text); at++ {
		switch f := plainForms[text[at]]; f {
		case 0:
			s.out = out
			return at
		case ' ':
			s.blank = true
		default:
			if s.blank && len(out) > 0 {
				out = append(out, ' ')
				s.origins(at, at)
			}
			s.blank = false
			out = append(out, f)
			s.origins(at, at+1)
		}
	}
	s.out = out
	return at
}

// plainForms has the small letter of each letter of ASCII and a blank for each mark, control and blank; 0 for the rest.
var plainForms = func() (forms [256]byte) {
	for r := rune(0); r < utf8.RuneSelf; r++ {
		switch {
		case unicode.IsSpace(r) || peerMark(r):
			forms[r] = ' '
		case !unicode.IsDigit(r):
			forms[r] = byte(unicode.ToLower(r))
		}
	}
	return forms
}()

// put adds a small letter, a mark or a blank that stands at a place of the text.
func (s *simplifier) put(r rune, from, to int) {
	switch {
	case unicode.IsSpace(r) || peerMark(r):
		s.blank = true
		return
	case s.blank && len(s.out) > 0:
		s.add(' ', from, from)
	}
	s.blank = false
	if r < utf8.RuneSelf {
		s.add(byte(r), from, to)
		return
	}
	var buf [utf8.UTFMax]byte
	n := utf8.EncodeRune(buf[:], r)
	d := buf[:n]
	if unicode.Is(unicode.Hangul, r) {
		d = norm.NFD.Bytes(d)
	} else if apart := norm.NFD.Properties(d).Decomposition(); apart != nil {
		d = apart
	}
	for len(d) > 0 {
		c, n := utf8.DecodeRune(d)
		if !unicode.Is(unicode.Mn, c) {
			for _, b := range d[:n] {
				s.add(b, from, to)
			}
		}
		d = d[n:]
	}
}

func (s *simplifier) add(b byte, from, to int) {
	s.out = append(s.out, b)
	s.origins(from, to)
}

// origins notes what the last byte stands for.
func (s *simplifier) origins(from, to int) {
	if s.places {
		s.from, s.to = append(s.from, int32(from)), append(s.to, int32(to))
	}
}

// origin is where a stretch of the simplified text comes from.
func (s *simplifier) origin(start, end int) (from, to int) {
	return int(s.from[start]), int(s.to[end-1])
}

// release gives large buffers back.
func (s *simplifier) release() {
	if s.text = ""; cap(s.out) > 8*keptSpans {
		s.out, s.from, s.to = nil, nil, nil
	}
}

// numberAt returns where a number ends: digits, and more behind one separator.
func numberAt(s string, at int) int {
	at = digitsAt(s, at)
	r, n := utf8.DecodeRuneInString(s[at:])
	if strings.ContainsRune(".,،٫⎖⎗⎘", r) && r != utf8.RuneError {
		if end := digitsAt(s, at+n); end > at+n {
			return end
		}
	}
	return at
}

func digitsAt(s string, at int) int {
	for at < len(s) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if !unicode.Is(unicode.Nd, r) {
			break
		}
		at += n
	}
	return at
}

// peerMark is datatrove's PUNCTUATION: the marks of ASCII, some others, and controls but for tab and line feed.
func peerMark(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n'
	case r < 0x7F:
		return r > ' ' && r < '0' || r > '9' && r < 'A' || r > 'Z' && r < 'a' || r > 'z'
	case r < 0xA0:
		return true
	}
	return strings.ContainsRune("—”：％１〈、━【「」，】；“《„’∶´（–？！～«〉》）。…►»．", r)
}

// sigma is the small letter of the Σ at a place: another one at the end of a word.
func sigma(s string, at int) rune {
	for before := s[:at]; before != ""; {
		r, n := utf8.DecodeLastRuneInString(before)
		before = before[:len(before)-n]
		if !passedOver(r) {
			if !cased(r) {
				return 'σ'
			}
			for behind := s[at+len("Σ"):]; behind != ""; {
				r, n := utf8.DecodeRuneInString(behind)
				if behind = behind[n:]; !passedOver(r) {
					if cased(r) {
						return 'σ'
					}
					break
				}
			}
			return 'ς'
		}
	}
	return 'σ'
}

func cased(r rune) bool { return unicode.In(r, unicode.Lu, unicode.Ll, unicode.Lt) }

// passedOver says that a character does not count where the end of a word is looked for.
func passedOver(r rune) bool {
	return strings.ContainsRune("'.:^`·’‘․", r) || unicode.In(r, unicode.Mn, unicode.Me, unicode.Cf, unicode.Lm, unicode.Sk)
}
