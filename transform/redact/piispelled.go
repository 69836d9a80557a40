package redact

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// digitWords are the digits as people say them, in languages that say telephone numbers digit by digit.
const digitWords = `zero oh one two three four five six seven eight nine
null eins zwei zwo drei vier fünf sechs sieben acht neun
zéro un deux trois quatre cinq six sept huit neuf
cero uno dos tres cuatro cinco seis siete ocho nueve
zero um dois três quatro cinco seis sete oito nove
zero uno due tre quattro cinque sei sette otto nove
nul een twee drie vier vijf zes zeven acht negen
ноль один два три четыре пять шесть семь восемь девять`

// values of the digits above, line by line.
var digitValues = [...]string{"00123456789", "01223456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789", "0123456789"}

type digitBook struct {
	list   []string
	words  *scan.Words
	values []byte
}

var saidDigits = sync.OnceValue(func() *digitBook {
	b := &digitBook{}
	var words []string
	for k, line := range strings.Split(digitWords, "\n") {
		for i, w := range strings.Fields(line) {
			for _, form := range forms(w) {
				words, b.values = append(words, form), append(b.values, digitValues[k][i])
			}
		}
	}
	b.list, b.words = words, scan.NewWords(words)
	return b
})

// A number in words of seven digits, four of them different, has at least 23 bytes, so that eight of them
// begin at every sixteenth byte of the text: no more is looked at to see that there is none.
const (
	rowStep = 16
	rowWide = 8
)

// rowBytes says of three bytes in a row, folded to five bits each, whether digits in words may hold them.
type rowBytes [1 << 15 / 64]uint64

func rowSlot(a, b, c byte) uint { return uint(a&0x1F)<<10 | uint(b&0x1F)<<5 | uint(c&0x1F) }

func (b *rowBytes) add(text string) {
	for i := 2; i < len(text); i++ {
		slot := rowSlot(text[i-2], text[i-1], text[i])
		b[slot/64] |= 1 << (slot % 64)
	}
}

func (b *rowBytes) has(slot uint) uint64 { return b[slot/64] >> (slot % 64) }

const rowGaps = " ,-\n" // what stands between two digits in words, one or two of them

var digitRows = sync.OnceValue(func() *rowBytes {
	b := &rowBytes{}
	words := append(slices.Clone(saidDigits().list), "double", "doppel", "triple")
	for _, gap := range strings.Split(rowGaps, "") {
		for _, w := range words {
			for _, other := range strings.Split(rowGaps, "") {
				b.add(gap + other + w + gap + other)
			}
			for _, next := range words {
				b.add(w[len(w)-1:] + gap + next[:1])
			}
		}
	}
	return b
})

// spelledDigits looks for telephone numbers in words.
func (p *piiScan) spelledDigits() {
	rows := digitRows()
	for i := 0; i+rowWide <= len(p.s); i += rowStep {
		w := p.s[i : i+rowWide]
		if rows.has(rowSlot(w[0], w[1], w[2]))&rows.has(rowSlot(w[2], w[3], w[4]))&rows.has(rowSlot(w[5], w[6], w[7]))&1 != 0 {
			p.rowAt(i)
		}
	}
}

// rowAt looks at the word at a place, or the one that follows.
func (p *piiScan) rowAt(i int) {
	i = gapEnd(p.s, i)
	for i < len(p.s) && !utf8.RuneStart(p.s[i]) {
		i++
	}
	start := lettersStart(p.s, i)
	if w := p.s[start:lettersEnd(p.s, start)]; multiple(w) > 0 {
		p.saidNumber(start)
	} else if _, ok := digitOf(w); ok {
		p.saidNumber(start)
	}
}

// Digits of a spelled telephone number; without a word before it, more of them.
const (
	leastSpelled = 7
	sureSpelled  = 9
	mostSpelled  = 15
)

// saidNumber looks for a telephone number in words around a place where one of them stands.
func (p *piiScan) saidNumber(i int) {
	if i < p.said {
		return
	}
	start := digitsBack(p.s, i)
	var row [mostSpelled + 1]byte
	digits, end, tight := digitRow(row[:0], p.s, start)
	p.said = max(end, i+1)
	n := len(digits)
	if !tight || n < leastSpelled || n > mostSpelled || counting(digits) {
		return
	}
	h := before(p.s, start)
	if h.is(cueOther, 4) || n < sureSpelled && !h.is(cuePhone|cueMark|cueID, 4) {
		return
	}
	p.add(start, end, piiPhone)
}

// digitRow appends the digits in words at a place, one more than a number has at most, and says where they
// end and whether two of them stand on one line with nothing but a space, a hyphen or a comma between.
func digitRow(digits []byte, s string, start int) (row []byte, end int, tight bool) {
	from, times := start, 1
	for end = start; ; from = gapEnd(s, end) {
		to := lettersEnd(s, from)
		if n := multiple(s[from:to]); n > 0 {
			times, end = n, to
			continue
		}
		value, ok := digitOf(s[from:to])
		if !ok || to == from {
			return digits, end, tight
		}
		gap := s[end:from]
		tight = tight || times == 1 && len(digits) > 0 && (gap == " " || gap == "-" || gap == ", ")
		for k := 0; k < times && len(digits) <= mostSpelled; k++ {
			digits = append(digits, value)
		}
		times, end = 1, to
	}
}

// digitsBack returns where the row of digits in words starts to which the one at a place belongs.
func digitsBack(s string, i int) int {
	for n := 0; n < 2*mostSpelled; n++ {
		end := i
		for k := 0; k < 2 && end > 0 && strings.IndexByte(rowGaps, s[end-1]) >= 0; k++ {
			end--
		}
		start := lettersStart(s, end)
		if end == i || start == end {
			break
		}
		if _, ok := digitOf(s[start:end]); !ok && multiple(s[start:end]) == 0 {
			break
		}
		i = start
	}
	return i
}

// gapEnd returns where what parts two spelled digits ends: a space, a comma, a hyphen.
func gapEnd(s string, i int) int {
	end := i
	for k := 0; k < 2 && end < len(s) && strings.IndexByte(rowGaps, s[end]) >= 0; k++ {
		end++
	}
	return end
}

// longestDigit bounds the words, in bytes.
const longestDigit = 16

// lettersEnd returns where the letters at a place end, lettersStart where those before it start.
func lettersEnd(s string, i int) int {
	for end := i; end-i < longestDigit; {
		r, n := utf8.DecodeRuneInString(s[end:])
		if !unicode.IsLetter(r) {
			return end
		}
		end += n
	}
	return i
}

func lettersStart(s string, end int) int {
	for i := end; end-i < longestDigit; {
		r, n := utf8.DecodeLastRuneInString(s[:i])
		if !unicode.IsLetter(r) {
			return i
		}
		i -= n
	}
	return end
}

func digitOf(w string) (byte, bool) {
	book := saidDigits()
	i, ok := book.words.Is(w)
	if !ok {
		return 0, false
	}
	return book.values[i], true
}

// multiple says how often the digit behind a word is said: double five.
func multiple(w string) int {
	switch {
	case strings.EqualFold(w, "double"), strings.EqualFold(w, "doppel"):
		return 2
	case strings.EqualFold(w, "triple"):
		return 3
	}
	return 0
}

// counting says whether digits are counted up or down, or hold fewer than four different ones: a dance,
// a drill, a score.
func counting(digits []byte) bool {
	var seen [256]bool
	kinds, up, down := 0, 0, 0
	for i, d := range digits {
		if !seen[d] {
			seen[d], kinds = true, kinds+1
		}
		if i > 0 && d == digits[i-1]+1 {
			up++
		}
		if i > 0 && d == digits[i-1]-1 {
			down++
		}
	}
	return kinds < 4 || max(up, down)*5 > (len(digits)-1)*3
}

// glued looks for an address whose signs are capitals within a word of small letters around the DOT at a
// place: adaATexampleDOTorg.
func (p *piiScan) glued(i int) {
	start := alnumBytes.Start(p.s, i, maxLocal+maxLabel)
	sign := strings.LastIndex(p.s[start:i], "AT")
	if sign <= 0 {
		return
	}
	if sign += start; !smallAt(p.s, sign-1) || !smallAt(p.s, sign+len("AT")) || !smallAt(p.s, i-1) {
		return
	}
	good := -1
	for hasCapitals := true; hasCapitals; hasCapitals = strings.HasPrefix(p.s[i:], "DOT") {
		i += len("DOT")
		end := i
		for end < len(p.s) && end-i < maxLabel && smallAt(p.s, end) {
			end++
		}
		if scan.TopLevel(p.s[i:end]) {
			good = end
		}
		i = end
	}
	if good == i && !alnumBytes[at(p.s, good)] {
		p.add(localStart(p.s, sign), good, piiEmail)
	}
}

// smallAt says whether a small letter or a digit stands at a place.
func smallAt(s string, i int) bool {
	b := at(s, i)
	return b >= 'a' && b <= 'z' || digitBytes[b]
}
