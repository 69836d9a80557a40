package read

import (
	"unicode"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
)

// cyrillic lists the single-byte Cyrillic charsets, the commonest first: in each, most bytes of a
// Russian text are letters of the others too, so a detector that counts letters confuses them.
var cyrillic = []struct {
	label string
	enc   encoding.Encoding
}{
	{"windows-1251", charmap.Windows1251},
	{"koi8-u", charmap.KOI8U},
	{"iso-8859-5", charmap.ISO8859_5},
	{"ibm866", charmap.CodePage866},
	{"x-mac-cyrillic", charmap.MacintoshCyrillic},
}

// cyrillicOf returns the label of the single-byte Cyrillic charset in which a text reads best, where
// the detector named one of them; other labels come back as they are. What decides is how letters
// stand together: words are small letters, perhaps behind one capital; the wrong charset swaps the
// cases or puts signs inside words.
func cyrillicOf(label string, b []byte) string {
	known := false
	for _, c := range cyrillic {
		known = known || c.label == label || label == "koi8-r" && c.label == "koi8-u"
	}
	if !known {
		return label
	}
	best, most := label, 0
	for i, c := range cyrillic {
		text, err := c.enc.NewDecoder().Bytes(b)
		if err != nil {
			continue
		}
		if score := wordScore(string(text)); i == 0 || score > most {
			best, most = c.label, score
		}
	}
	if best == "koi8-u" && label == "koi8-r" {
		return label
	}
	return best
}

// wordScore counts what speaks for and against a reading: +1 for a small Cyrillic letter behind a
// letter, −4 for a capital behind a small one, −4 for a sign or a character of another script that touches
// a Cyrillic letter and is no punctuation of prose.
func wordScore(text string) int {
	score, before := 0, ' '
	for _, r := range text {
		switch {
		case small(r) && letter(before):
			score++
		case unicode.IsUpper(r) && small(before):
			score -= 4
		case letter(before) && odd(r), letter(r) && odd(before):
			score -= 4
		}
		before = r
	}
	return score
}

func letter(r rune) bool { return unicode.Is(unicode.Cyrillic, r) && unicode.IsLetter(r) }

func small(r rune) bool { return letter(r) && unicode.IsLower(r) }

// odd says that a character does not stand beside a letter in prose.
func odd(r rune) bool {
	switch r {
	case '«', '»', '—', '–', '…', '’', '‘', '“', '”', '„', '№', '\u00a0', '\u0301':
		return false
	}
	return r >= 0x80 && !letter(r)
}
