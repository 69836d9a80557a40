package spacy

import (
	"strconv"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"
)

// class says what a character may do. A character may do several things.
type class uint16

const (
	alpha      class = 1 << iota // of the scripts that spaCy knows
	lower                        // small, or of a script without case
	upper                        // capital, or of a script without case
	digit                        // 0–9
	quote                        // a quotation mark, bracket or comma of CONCAT_QUOTES
	prefix                       // is cut off in front, by itself
	suffix                       // is cut off behind, by itself
	beforeStop                   // a stop behind it is cut off
	currency                     // is cut off behind a digit
	host                         // stands in the name of a host
	space                        // str.isspace
	punct                        // of general category P
	terminator                   // ends a sentence, as a token of its own
	inner                        // an infix may begin with it
	mark                         // may be part of any affix; what has none of these stays one token
	wide                         // a byte of a character beyond ASCII
)

// tabled is how many code points have their class in a table; beyond stand ideographs alone.
const tabled = 0x20000

var ascii = func() (t [256]class) {
	fill(t[:utf8.RuneSelf])
	for b := utf8.RuneSelf; b < len(t); b++ {
		t[b] = wide
	}
	return t
}()

// wideTable is made when the first character beyond ASCII is seen, so that start-up does not pay for it.
var wideTable = sync.OnceValue(func() *[tabled]class {
	t := new([tabled]class)
	fill(t[:])
	return t
})

func wideClass(s string) (class, int) {
	r, n := utf8.DecodeRuneInString(s)
	return runeClass(r), n
}

func runeClass(r rune) class {
	if r < tabled {
		return wideTable()[r]
	}
	if in(beyond, r) {
		return alpha | lower | upper | beforeStop
	}
	return 0
}

// span is a range of code points, both ends included.
type span struct{ lo, hi rune }

var beyond = ranges("20000-2A6DF 2A700-2EBEF 2F800-2FA1F")

func in(spans []span, r rune) bool {
	for _, s := range spans {
		if s.lo <= r && r <= s.hi {
			return true
		}
	}
	return false
}

// Where capitals and small letters are told apart: Latin, Greek, Cyrillic of Russian, Tatar, Ukrainian and Macedonian.
const cased = "41-5A 61-7A C0-24F 250-2AF 1D00-1D25 1D6B-1D77 1D79-1D9A 1E00-1EFF 2C60-2C7F A722-A7B9 A7FA " +
	"AB30-AB5A AB60-AB64 FF21-FF3A FF41-FF5A 386-38F 391-3A9 3AC-3AF 3B1-3C9 3CC-3CE 400-401 403-40A 40C-40D " +
	"410-451 453-45A 45C-45D 490-491 496-497 4A2-4A3 4AE-4AF 4BA-4BB 4D8-4D9 4E8-4E9"

// Blocks without case: Hebrew, Arabic, Indic scripts, Hangul and Ethiopic, kana, ideographs and what stands among them.
const uncased = "591-5F4 620-64A 66E-6D5 6E5-6FF 750-77F 8A0-8BD 900-9FF B80-CFF D80-DFF 1100-137F 2E80-2FDF " +
	"2FF0-30FF 31C0-31EF 3200-4DBF 4E00-9FFF AC00-D7AF F900-FAFF FB1D-FBB1 FBD3-FD3D FD50-FDC7 FDF0-FDFB " +
	"FE30-FE4F FE70-FEFC 1EE00-1EEBB 1F200-1F2FF"

const (
	titled    = "1BB 1C5 1C8 1CB 1F2"                                     // letters that are neither small nor capital
	points    = "…,:;!?¿؟¡()[]{}<>_#*&。？！，、；：～·।،۔؛٪"                     // PUNCT
	quotes    = "'\"”“`‘´’‚,„»«「」『』（）〔〕【】《》〈〉\u2329\u232A⟦⟧"              // CONCAT_QUOTES
	money     = "$ A3 A5 E3F 20A0-20BF FDFC"                              // CURRENCY, one character each
	spaces    = "9-D 1C-20 85 A0 1680 2000-200A 2028-2029 202F 205F 3000" // as Python sees them
	operators = "+-*^,.:<>=/~–—…"                                         // an infix begins with these or an icon
	hosts     = "30-39 41-5A 61-7A A1-FFFF"                               // but for what is no code point of its own
)

// fill sets the classes of the first len(t) code points.
func fill(t []class) {
	fillLetters(t)
	set(t, ranges("30-39"), digit|beforeStop)
	set(t, ranges(hosts), host)
	set(t, ranges(spaces), space)
	set(t, ranges(icons), prefix|suffix|inner|mark)
	set(t, ranges(strings.Replace(money, "$", "24", 1)), prefix|currency|mark)
	set(t, ranges(terminators), terminator)
	set(t, chars(points), prefix|suffix|beforeStop|mark)
	set(t, chars(quotes), prefix|suffix|quote|beforeStop|mark)
	set(t, chars("—–"), prefix|suffix|mark)
	set(t, chars("§%="), prefix|mark)
	set(t, chars("%²-+|"), beforeStop)
	set(t, chars(operators), inner|mark)
	setTable(t, unicode.P, punct)
}

func fillLetters(t []class) {
	set(t, ranges(uncased), alpha|lower|upper|beforeStop)
	set(t, ranges(titled), alpha)
	set(t, ranges("294"), alpha|lower|beforeStop)
	set(t, ranges("3A2"), alpha|upper) // no character, but inside of the range of Greek capitals
	for _, s := range ranges(cased) {
		for r := s.lo; r <= s.hi && int(r) < len(t); r++ {
			switch {
			case unicode.IsLower(r):
				t[r] |= alpha | lower | beforeStop
			case unicode.IsUpper(r):
				t[r] |= alpha | upper
			}
		}
	}
}

func set(t []class, spans []span, c class) {
	for _, s := range spans {
		for r := s.lo; r <= s.hi && int(r) < len(t); r++ {
			t[r] |= c
		}
	}
}

func setTable(t []class, table *unicode.RangeTable, c class) {
	for _, r := range table.R16 {
		for x := int(r.Lo); x <= int(r.Hi) && x < len(t); x += int(r.Stride) {
			t[x] |= c
		}
	}
	for _, r := range table.R32 {
		for x := int(r.Lo); x <= int(r.Hi) && x < len(t); x += int(r.Stride) {
			t[x] |= c
		}
	}
}

func chars(s string) (out []span) {
	for _, r := range s {
		out = append(out, span{r, r})
	}
	return out
}

// ranges reads code points and ranges of them in hexadecimal.
func ranges(s string) (out []span) {
	for _, f := range strings.Fields(s) {
		a, b, two := strings.Cut(f, "-")
		if !two {
			b = a
		}
		out = append(out, span{hexadecimal(a), hexadecimal(b)})
	}
	return out
}

func hexadecimal(s string) rune {
	n, err := strconv.ParseUint(s, 16, 32)
	if err != nil {
		panic("spacy: " + err.Error()) // a slip in a constant above
	}
	return rune(n)
}
