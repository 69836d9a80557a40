package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"

	"github.com/tamis-data/tamis/internal/text"
)

// polish is a change of form that clean.mojibake makes on request.
type polish struct {
	kind uint8
	// touches says whether a character may be changed: of ASCII controls alone, of the BMP alone. For
	// the normal form it is nil: that is asked otherwise.
	touches func(r rune) bool
	edit    func(s string, e *mendEdits)
}

// polishes in the order in which they are made.
var polishes = []polish{
	{mendC1, func(r rune) bool { return r >= 0x80 && r < 0xA0 }, mendC1s},
	{mendLigatures, func(r rune) bool { return ligature(r) != "" }, eachRune(mendLigatures, ligature)},
	{mendWidth, func(r rune) bool { return standardWidth(r) != "" }, eachRune(mendWidth, standardWidth)},
	{mendQuotes, func(r rune) bool { return straight(r) != "" }, eachRune(mendQuotes, straight)},
	{mendNewlines, breaksLine, mendNewlinesIn},
	{mendEscapes, func(r rune) bool { return r == 0x1B }, cutEscapes},
	{mendControl, uselessControl, cutControls},
	{mendForm, nil, normaliseNFC},
}

// touched is the set of characters of the BMP that the polishes of a step may change.
type touched [1 << 10]uint64

func touchedBy(polishes []polish) *touched {
	set := new(touched)
	for r := range rune(1 << 16) {
		for _, p := range polishes {
			if p.touches != nil && p.touches(r) {
				set[r>>6] |= 1 << (r & 63)
			}
		}
	}
	return set
}

// in says whether s holds one of them.
func (set *touched) in(s string) bool {
	for at := text.PlainASCII(s, 0); at < len(s); at = text.PlainASCII(s, at) {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r < 1<<16 && set[r>>6]>>(r&63)&1 != 0 {
			return true
		}
		at += n
	}
	return false
}

// eachRune returns an edit that replaces characters one by one; "" stands for no change.
func eachRune(kind uint8, with func(r rune) string) func(s string, e *mendEdits) {
	return func(s string, e *mendEdits) {
		for at := 0; at < len(s); {
			if s[at] < utf8.RuneSelf {
				at++
				continue
			}
			r, n := utf8.DecodeRuneInString(s[at:])
			if to := with(r); to != "" {
				e.add(at, at+n, to, kind)
			}
			at += n
		}
	}
}

// Ligatures and digraphs of the Latin alphabet: characters of old charsets.
var ligatures = []struct {
	from, to rune
	parts    []string
}{
	{'Ĳ', 'ĳ', []string{"IJ", "ij"}},
	{'ŉ', 'ŉ', []string{"ʼn"}},
	{'Ǆ', 'ǌ', []string{"DŽ", "Dž", "dž", "LJ", "Lj", "lj", "NJ", "Nj", "nj"}},
	{'Ǳ', 'ǳ', []string{"DZ", "Dz", "dz"}},
	{'ﬀ', 'ﬆ', []string{"ff", "fi", "fl", "ffi", "ffl", "ſt", "st"}},
}

func ligature(r rune) string {
	for _, l := range ligatures {
		if r >= l.from && r <= l.to {
			return l.parts[r-l.from]
		}
	}
	return ""
}

// standardWidth returns the usual form of a half- or full-width character and of the space that is
// as wide as an ideograph.
func standardWidth(r rune) string {
	if r == 0x3000 {
		return " "
	}
	if r < 0xFF01 || r > 0xFFEE {
		return ""
	}
	if r <= 0xFF5E {
		return string(r - 0xFF01 + '!')
	}
	if to := norm.NFKC.String(string(r)); to != string(r) {
		return to
	}
	return ""
}

// straight returns the typewriter's form of a quotation mark or apostrophe.
func straight(r rune) string {
	switch r {
	case 0x2BC, 0x2018, 0x2019, 0x201A, 0x201B:
		return "'"
	case 0x201C, 0x201D, 0x201E, 0x201F:
		return `"`
	}
	return ""
}

func breaksLine(r rune) bool { return r == '\r' || r == 0x85 || r == 0x2028 || r == 0x2029 }

// mendNewlinesIn makes line feeds of line ends; of CR LF the carriage return alone goes.
func mendNewlinesIn(s string, e *mendEdits) {
	for at := 0; at < len(s); {
		r, n := utf8.DecodeRuneInString(s[at:])
		if r == '\r' && at+1 < len(s) && s[at+1] == '\n' {
			e.add(at, at+1, "", mendNewlines)
		} else if breaksLine(r) {
			e.add(at, at+n, "\n", mendNewlines)
		}
		at += n
	}
}

// cutEscapes cuts what sets colours in a terminal: ESC [, numbers and semicolons, a letter.
func cutEscapes(s string, e *mendEdits) {
	for at := 0; ; {
		i := strings.Index(s[at:], "\x1b[")
		if i < 0 {
			return
		}
		at += i
		end := at + len("\x1b[")
		for end < len(s) {
			r, n := utf8.DecodeRuneInString(s[end:])
			if r != ';' && !unicode.IsDigit(r) {
				break
			}
			end += n
		}
		if end < len(s) && generalSigns(rune(s[end]))&signLatin != 0 {
			end++
			e.add(at, end, "", mendEscapes)
		}
		at = end
	}
}

// uselessControl says whether a character was never meant to be in a text.
func uselessControl(r rune) bool {
	switch {
	case r < 0x20:
		return r != '\t' && r != '\n' && r != '\f' && r != '\r'
	case r == 0x7F, r >= 0x206A && r <= 0x206F, r == 0xFEFF, r >= 0xFFF9 && r <= 0xFFFC:
		return true
	}
	return false
}

func cutControls(s string, e *mendEdits) {
	for at, r := range s {
		if uselessControl(r) {
			e.add(at, at+utf8.RuneLen(r), "", mendControl)
		}
	}
}

// nfc is the only form that the step knows.
var nfc = formNamed("nfc")

// normaliseNFC brings a text into NFC, segment by segment.
func normaliseNFC(s string, e *mendEdits) {
	f := nfc
	p := buffers.Get().(*[]byte)
	defer buffers.Put(p)
	for at := 0; at < len(s); {
		start := f.span(s, at)
		if start == len(s) {
			return
		}
		end := f.segmentEnd(s, start)
		if *p = f.append((*p)[:0], s[start:end]); string(*p) != s[start:end] {
			e.add(start, end, string(*p), mendForm)
		}
		at = end
	}
}
