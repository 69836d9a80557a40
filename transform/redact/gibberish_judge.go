package redact

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
	"github.com/tamis-data/tamis/internal/text"
)

// tokenTraits are what a token is made of.
type tokenTraits struct {
	chars, letters, digits, upper int
	hexes                         int // letters of a–f
	other                         int // letters of scripts without a table of pairs
	turns                         int // between letters and digits, and from small to large letters
	strong, mild                  int // signs of code within the token
	base                          int // + / = _ -
	odd                           int // what no text holds, and letters of two scripts side by side
	pairs                         int // score of the pairs of letters
	runes                         int // letters with a table, in runs of two or more
	caps                          int // turns from small to large letters
}

// keywords are words of programs that stand alone in packed code.
var keywords = scan.NewWords([]string{"function", "var", "let", "const", "return", "typeof", "instanceof", "void", "null", "undefined", "async", "await", "import", "export", "throw", "catch", "elif", "endif", "println", "printf", "struct", "namespace", "template", "typename", "SELECT", "INSERT", "VALUES", "NULL"})

// judge returns what a token is worth, and the kind that it speaks for.
func (w *dumpScan) judge(t string) (int, dumpKind) {
	if link(t) {
		return dataURI(t)
	}
	var x tokenTraits
	x.read(t)
	switch {
	case x.odd > 0 && x.odd*3 >= x.chars:
		return x.odd * 2 * bit, dumpNoise
	case x.other > 0:
		return max(-16*bit, -4*bit-x.other*bit) + x.odd*3*bit, dumpNoise
	case x.strong+x.mild+x.base >= 8 && packedHex(t):
		return x.chars * bit * 5 / 4, dumpHex
	case entities(t) && x.strong == 2*strings.Count(t, "&"):
		return -2 * bit, dumpCode
	case x.strong >= 1 && x.mild >= 4 && x.mild*6 >= x.chars, x.strong >= 2 || x.strong == 1 && (x.mild >= 2 || x.mild == 1 && x.chars >= 8) || x.mild >= 6 && x.mild*3 >= x.chars:
		return x.packed()
	case x.chars <= 6 && x.letters+x.digits <= 3 && x.strong+x.mild+x.base >= 1 && x.scrap():
		return bit * 3 / 2, dumpNoise
	case x.digits == 0 && keyword(t):
		return 0, dumpCode
	case x.digits == 0:
		return x.word()
	case x.letters == 0:
		return x.digital()
	}
	return x.mixed(t)
}

// scrap says whether a short token has signs within it that neither an abbreviation nor a number has.
func (x *tokenTraits) scrap() bool {
	return x.strong > 0 || x.letters > 0 && x.digits > 0 && x.mild > 1 || x.mild > x.letters+x.digits
}

// packed judges what holds the signs of code: two bits for one that only code has, one for others and for
// a turn, and what its letters are not of words.
func (x *tokenTraits) packed() (int, dumpKind) {
	return x.strong*2*bit + x.mild*bit + (x.turns+x.caps)*bit - max(0, x.pairs)/8 + max(0, -x.pairs)*3/4, dumpCode
}

// word judges letters alone: by their pairs, with more doubt where they are few or large.
func (x *tokenTraits) word() (int, dumpKind) {
	n := x.letters
	if x.caps >= 3 && x.caps*6 >= n || n >= 24 && x.pairs < 0 {
		return x.opaque()
	}
	if n == 1 {
		return 0, dumpTokens
	}
	if n <= 4 {
		if n >= 3 && x.pairs < -4*bit && x.upper < n {
			return (n - 3) * bit, dumpTokens
		}
		return -n * bit, dumpTokens
	}
	odd := -x.pairs - 2*bit
	if x.upper == n {
		odd -= 4 * bit
	}
	if odd <= 0 {
		return max(-8*bit, -2*bit-x.pairs/2), dumpTokens
	}
	return min(odd, n*bit*3/2), dumpTokens
}

// digital judges numbers, which are language, but for those that nobody reads.
func (x *tokenTraits) digital() (int, dumpKind) {
	if x.digits >= 60 && x.digits*10 >= x.chars*9 {
		return x.digits * bit, dumpData
	}
	return 0, dumpData
}

// mixed judges letters and digits together.
func (x *tokenTraits) mixed(t string) (int, dumpKind) {
	if board(t) || strings.HasPrefix(t, "InChI") {
		return -2 * bit, dumpTokens
	}
	score, kind := x.opaque()
	switch {
	case x.chars >= 4 && prefixed(t, "0x", "0X", "U+", "u+") && hexRun(t[2:]) == len(t)-2:
		return 3 * bit, dumpHex
	case x.chars == 17 && x.letters == x.hexes && strings.Count(t, ":") == 5:
		return 12 * bit, dumpTokens
	case uuid(t) && x.letters == x.hexes && x.base == 4:
		return 20 * bit, dumpTokens
	case x.chars < 6:
		score = max(min(score, bit/2), -bit/2)
	case x.chars < 8:
		score = min(score, 3*bit)
	case x.letters == x.hexes:
		score = max(score, 0)
	}
	return score, kind
}

// opaque judges what may be encoded: two bits a turn between classes of characters, and the pairs.
func (x *tokenTraits) opaque() (int, dumpKind) {
	score := (x.turns+x.caps)*2*bit - x.pairs - 4*bit
	if x.mild > 0 || x.strong > 0 {
		score -= (x.mild + x.strong) * 2 * bit
	}
	score = min(score, x.chars*bit*3/2)
	switch {
	case x.letters == x.hexes:
		return score, dumpHex
	case x.chars >= 40 && x.upper > 0 && x.upper < x.letters:
		return score, dumpBase64
	}
	return score, dumpTokens
}

// Classes of a character within a token.
const (
	isSign = iota
	isSmall
	isLarge
	isDigit
	isOther
)

// read counts the tokenTraits of a token.
func (x *tokenTraits) read(t string) {
	last, lastPair, lastSign := isSign, uint8(0), byte(0)
	wide := rune(0)
	for i := 0; i < len(t); {
		r, n := rune(t[i]), 1
		if r >= utf8.RuneSelf {
			r, n = utf8.DecodeRuneInString(t[i:])
		}
		i += n
		x.chars++
		class, pair := classify(r), text.PairClass(r)
		x.count(r, class)
		x.turn(last, class)
		if pair > 0 || lastPair > 0 {
			if pair > 0 && lastPair > 0 {
				x.runes++
			}
			x.pairs += text.PairScore(lastPair, pair)
		}
		if class == isSign && n == 1 {
			x.sign(t[i-1], lastSign)
		}
		x.oddity(r, wide, class, last)
		lastSign = 0
		if n == 1 && class == isSign {
			lastSign = t[i-1]
		}
		last, lastPair, wide = class, pair, r
	}
	if lastPair > 0 {
		x.pairs += text.PairScore(lastPair, 0)
	}
}

func classify(r rune) int {
	switch {
	case r >= 'a' && r <= 'z':
		return isSmall
	case r >= 'A' && r <= 'Z':
		return isLarge
	case r >= '0' && r <= '9':
		return isDigit
	case r < utf8.RuneSelf:
		return isSign
	case unicode.IsUpper(r):
		return isLarge
	case unicode.IsLetter(r):
		if text.PairClass(r) > 0 {
			return isSmall
		}
		return isOther
	case unicode.IsMark(r), unicode.IsDigit(r):
		return isOther
	}
	return isSign
}

func (x *tokenTraits) count(r rune, class int) {
	switch class {
	case isLarge:
		x.upper++
		fallthrough
	case isSmall:
		x.letters++
		if r|0x20 >= 'a' && r|0x20 <= 'f' {
			x.hexes++
		}
	case isDigit:
		x.digits++
	case isOther:
		x.other++
	}
}

func (x *tokenTraits) turn(last, class int) {
	letter, was := class == isSmall || class == isLarge, last == isSmall || last == isLarge
	switch {
	case letter && last == isDigit, was && class == isDigit:
		x.turns++
	case last == isSmall && class == isLarge:
		x.caps++
	}
}

// sign counts a sign within the token: those that only code and data have, those that words and names
// have too.
func (x *tokenTraits) sign(b, before byte) {
	switch b {
	case '{', '}', ';', '=', '&', '|', '\\', '$', '"', '!', '^', '`':
		x.strong++
	case ')':
		if x.mild++; before == ')' {
			x.strong++
		}
	case '<', '>': // tags are for clean.markup
	case '+', '/', '_', '-':
		x.base++
		if before != 0 {
			x.mild++
		}
	case '.', '\'':
		if before != 0 {
			x.mild++
		}
	default:
		x.mild++
	}
}

// oddity counts what no language holds: what could not be decoded, controls, letters of two scripts
// side by side, signs of the upper half of Latin-1 between letters.
func (x *tokenTraits) oddity(r, before rune, class, last int) {
	switch {
	case r == utf8.RuneError, r < ' ', r >= 0x7F && r < 0xA0, r >= 0xE000 && r < 0xF900:
		x.odd += 2
	case r >= 0x80 && class == isSign && r < 0xC0 && r != '·' && r != '«' && r != '»' && r != 'º' && r != 'ª' && r != '­':
		if last != isSign && before >= 0x80 {
			x.odd += 2
		}
	case class == isSign || last == isSign || r>>6 == before>>6 || r < 0xC0 || before < 0xC0:
	case script(r) != script(before) && script(r) > 0 && script(before) > 0:
		x.odd += 2
	}
}

// link says whether a token is an address of a page or a file, which is left alone, or data in the form
// of one.
func link(t string) bool {
	if strings.IndexByte(t, ':') < 0 && t[0] != 'w' {
		return false
	}
	return strings.Contains(t, "://") || strings.HasPrefix(t, "www.") || strings.HasPrefix(t, "data:") || strings.HasPrefix(t, "mailto:") || strings.Contains(t, ":data:") || strings.Contains(t, "(data:")
}

// dataURI judges a link: data in it are a dump.
func dataURI(t string) (int, dumpKind) {
	if i := strings.Index(t, "data:"); i >= 0 && len(t) > i+30 {
		if k := strings.IndexByte(t[i:], ','); k > 0 && k < 100 {
			return (len(t) - i - k) * bit * 5 / 4, dumpBase64
		}
	}
	return -3 * bit, dumpData
}

// entities says whether a token holds entities of HTML, which are for clean.markup.
func entities(t string) bool {
	open := strings.IndexByte(t, '&')
	if open < 0 {
		return false
	}
	n := strings.IndexByte(t[open:], ';')
	return n > 2 && n < 10 && strings.IndexFunc(t[open+1:open+n], func(r rune) bool { return r != '#' && !alnum(byte(r)) || r >= 0x80 }) < 0
}

// packedHex says whether a token is many bytes or words in hexadecimal, each behind the same sign:
// ff:65:16, %E3%81, \x4f\x3a, \u0420, =E3=81.
func packedHex(t string) bool {
	groups, width, letters := 0, 0, 0
	for i := 0; i < len(t); {
		from := i
		for i < len(t) && !hexDigit(t[i]) {
			i++
		}
		if i-from > 4 {
			return false
		}
		if i+1 < len(t) && t[i] == '0' && t[i+1]|0x20 == 'x' {
			i += 2
		}
		n := hexRun(t[i:])
		if n == 0 {
			break
		}
		if width == 0 {
			width = n
		}
		if n != width && i+n < len(t) {
			return false
		}
		_, l := hexMix(t[i : i+n])
		groups, letters, i = groups+1, letters+l, i+n
	}
	return groups >= 10 && letters >= 4 && (width == 2 || width == 4 || width == 8)
}

// board says whether a token is a position of chess.
func board(t string) bool {
	return strings.Count(t, "/") == 7 && strings.Trim(t, "rnbqkpRNBQKP12345678/") == ""
}

func keyword(t string) bool {
	_, ok := keywords.Is(t)
	return ok
}
