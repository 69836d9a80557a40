package clean

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/text"
	"github.com/tamis-data/tamis/schema"
)

// spacer looks at the candidates of one text from left to right.
type spacer struct {
	*spacingStep
	s     string
	e     *schema.Edits
	page  *sheet
	done  int            // candidates before this place are dealt with
	stops map[string]int // how often `word.Word` stands in the text; nil until asked
	habit habits
}

// look decides about the pair whose second byte is at i.
func (sp *spacer) look(i int) {
	l := &sp.page.lines[sp.page.at]
	switch first := sp.s[i-1]; first {
	case ' ':
		sp.spaces(l, i)
	case '(':
		sp.opened(l, i)
	default:
		if sp.missing && sp.glued(i) {
			return
		}
	}
}

// glued mends a missing space at the pair whose second byte is at i; false where it left it.
func (sp *spacer) glued(i int) bool {
	at := -1
	switch first := sp.s[i-1]; {
	case sp.s[i] == '(':
		at = sp.beforeBracket(i)
	case first == ')':
		at = sp.behindBracket(i)
	case first >= utf8.RuneSelf && sp.s[i-2] == 0x80 && sp.s[i-3] == 0xE2:
		at = sp.behindQuote(i)
	case first >= utf8.RuneSelf:
		at = sp.behindWide(i)
	case sp.s[i] == '"':
		at = sp.atQuote(i)
	case first == '.':
		at = sp.behindStop(i)
	default:
		at = sp.behindMark(i, first)
	}
	if at < 0 {
		return false
	}
	sp.e.Insert(at, " ", kindMissing)
	return true
}

// chunk is a run of characters without white space or long dash, with a pair inside.
type chunk struct {
	start, end int
	ok         bool // it is short and holds nothing of addresses, paths, markup or code
	marks      int  // of the punctuation mark asked about, those with something glued behind them
	dots       int  // full stops with a letter on both sides
}

// chunkReach is how far a chunk is looked at on each side. Longer runs are addresses, data, or
// scripts without spaces.
const chunkReach = 72

func (sp *spacer) chunk(i int, mark byte) chunk {
	s := sp.s
	c := chunk{start: i, end: i}
	for c.start > 0 && i-c.start < chunkReach && !breaks(s, c.start-1) {
		c.start--
	}
	for c.end < len(s) && c.end-i < chunkReach && !breaks(s, c.end) {
		c.end++
	}
	if i-c.start == chunkReach || c.end-i == chunkReach {
		return c
	}
	c.ok = true
	for k := c.start; k < c.end; k++ {
		b := s[k]
		inner := k+1 < c.end && k > c.start
		switch {
		case foreign[b]:
			c.ok = c.ok && b == '$' && inner && s[k+1] >= '0' && s[k+1] <= '9'
		case b == '%':
			c.ok = c.ok && k > c.start && s[k-1] >= '0' && s[k-1] <= '9'
		case b == '&':
			c.ok = c.ok && !strings.Contains(s[k:c.end], ";")
		case b == '(':
			c.ok = c.ok && !(k > c.start && wordly(s[k-1]))
		case b == '.' && inner && wordly(s[k-1]) && letterly(s[k+1]):
			c.dots++
		}
		if b == mark && inner {
			if k+1 < c.end && (wordly(s[k+1]) || s[k+1] == '"') {
				c.marks++
			}
		}
	}
	return c
}

// foreign marks the bytes that running text has no use for.
var foreign = func() (t [256]bool) {
	for _, b := range []byte("_\\/@#={}<>|~^*+$[]`") {
		t[b] = true
	}
	return t
}()

// breaks says whether the byte at k is white space or belongs to a dash.
func breaks(s string, k int) bool {
	switch b := s[k]; b {
	case ' ', '\n', '\t', '\r':
		return true
	case 0x93, 0x94:
		return k >= 2 && s[k-1] == 0x80 && s[k-2] == 0xE2
	case 0xE2:
		return k+2 < len(s) && s[k+1] == 0x80 && (s[k+2] == 0x93 || s[k+2] == 0x94)
	case 0x80:
		return k >= 1 && k+1 < len(s) && s[k-1] == 0xE2 && (s[k+1] == 0x93 || s[k+1] == 0x94)
	}
	return false
}

// word is a run of letters, digits, marks and inner apostrophes with what its shape tells.
type word struct {
	text    string
	letters int
	digits  bool
	upper   int  // capital letters
	initial bool // the first letter is a capital
	camel   bool // a capital behind a small letter
	spaced  bool // its script puts spaces between words
}

func (w word) allCaps() bool { return w.upper >= 2 && w.upper == w.letters }

// plain says whether it is a word of prose by its shape.
func (w word) plain() bool {
	return w.letters > 0 && w.spaced && !w.camel && (!w.digits || w.upper == w.letters)
}

// wordBefore and wordAfter return the word that ends or begins at a place.
func wordBefore(s string, at, floor int) word {
	start := at
	for start > floor {
		r, n := utf8.DecodeLastRuneInString(s[floor:start])
		if !inWord(r) && !(apostrophe(r) && start < at) {
			break
		}
		start -= n
	}
	return wordOf(s[start:at])
}

func wordAfter(s string, at, ceiling int) word {
	end := at
	for end < ceiling {
		r, n := utf8.DecodeRuneInString(s[end:ceiling])
		if !inWord(r) && !(apostrophe(r) && end > at) {
			break
		}
		end += n
	}
	return wordOf(strings.TrimRight(s[at:end], "'’"))
}

func wordOf(s string) word {
	w := word{text: s, spaced: true}
	small := false
	for i, r := range s {
		switch {
		case unicode.IsDigit(r):
			w.digits = true
		case unicode.IsUpper(r):
			w.upper++
			w.letters++
			w.initial = w.initial || i == 0
			w.camel = w.camel || small
			small = false
		case unicode.IsLetter(r):
			w.letters++
			small = unicode.IsLower(r)
			w.spaced = w.spaced && !scriptWithoutSpaces(r)
		case r >= 0x900:
			w.letters++ // a vowel sign is as much as a letter
		}
	}
	return w
}

func inWord(r rune) bool {
	return wordly(byte(r)) && r < 0x80 || r >= 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || unicode.Is(unicode.M, r))
}

func apostrophe(r rune) bool { return r == '\'' || r == '’' }

// scriptWithoutSpaces says whether words of r's script are written without spaces between them, or
// with marks of their own.
func scriptWithoutSpaces(r rune) bool {
	return r >= 0xE00 && (r < 0x10A0 || r >= 0x1780 && r < 0x1800 || r >= 0x2E80 && r < 0xAC00 || r >= 0xF900 && r < 0xFB00 || r >= 0xFF00) &&
		!unicode.Is(unicode.Latin, r)
}

// function says whether a word is a function word of any language.
func (w word) function() bool {
	if len(w.text) > 16 {
		return false
	}
	low := strings.ToLower(w.text)
	if i := strings.IndexAny(low, "'’"); i > 0 {
		low = low[:i]
	}
	return text.FunctionWord(low)
}

// behindMark decides about , ; : ? ! before a letter or digit.
func (sp *spacer) behindMark(i int, mark byte) int {
	s := sp.s
	c := sp.chunk(i, mark)
	if !c.ok || c.marks > 2 || sp.columns(mark, c) {
		return -1
	}
	end := i - 1
	closer := false
	for end > c.start && closes1(s, c.start, &end) {
		closer = true
	}
	begin := opened1(s, i, c.end)
	left, right := wordBefore(s, end, c.start), wordAfter(s, begin, c.end)
	if right.digits && wordly(s[i]) && s[i] <= '9' && left.digits {
		return -1 // a number goes on
	}
	if right.letters == 0 && !(mark == ',' && right.digits && left.letters >= 3 && !left.digits && left.plain() && !sp.page.aboutCode()) {
		return -1
	}
	if right.letters > 0 && !right.plain() || left.text != "" && !left.plain() && !allDigits(left) && !closer || left.text == "" && !closer {
		return -1
	}
	if !sp.longEnough(left, right, closer, begin+len(right.text)) {
		return -1
	}
	if sp.markFits(mark, c, left, right, closer) {
		return i
	}
	return -1
}

// closes1 steps over one closing quote or bracket, percent sign or the full stop of an abbreviation.
func closes1(s string, floor int, end *int) bool {
	switch b := s[*end-1]; b {
	case ')', '"', '%', '.':
		*end--
		return true
	case 0x99, 0x9D, 0xBB: // ’ ” »
		for _, q := range []string{"’", "”", "»"} {
			if *end-len(q) >= floor && s[*end-len(q):*end] == q {
				*end -= len(q)
				return true
			}
		}
	}
	return false
}

// opened1 steps over an opening quote or an inverted mark.
func opened1(s string, i, ceiling int) int {
	for _, q := range []string{"“", "‘", "«", "„", "¿", "¡"} {
		if strings.HasPrefix(s[i:ceiling], q) {
			return i + len(q)
		}
	}
	return i
}

func allDigits(w word) bool { return w.digits && w.letters == 0 }

// longEnough says whether both words are more than names of variables: two letters each, or one of
// the words of one letter that languages have, with a space behind it.
func (sp *spacer) longEnough(left, right word, closer bool, end int) bool {
	if left.letters == 1 && !closer && left.text != "I" {
		return false
	}
	if right.letters == 1 && shortDotted(sp.s, end-len(right.text)) {
		return true
	}
	if right.letters == 1 && !unicased(right) {
		return right.function() && end < len(sp.s) && sp.s[end] == ' '
	}
	return true
}

// shortDotted says whether an abbreviation of two letters stands at a place: e.g., i.e.
func shortDotted(s string, at int) bool {
	return at+3 < len(s) && s[at+1] == '.' && s[at+3] == '.' && letterly(s[at]) && letterly(s[at+2])
}

// markFits says whether the words around a mark say that a space was lost.
func (sp *spacer) markFits(mark byte, c chunk, left, right word, closer bool) bool {
	code := sp.page.aboutCode()
	f := sp.page.line()
	functional := right.function() || left.function() || right.letters == 1
	if left.allCaps() && right.allCaps() || c.dots > 0 && right.letters > 1 && !right.function() && !dotted(sp.s[c.start:c.end]) {
		return false
	}
	switch mark {
	case ',', ';':
		if strings.IndexByte(strings.TrimRight(sp.s[c.start:c.end], ":"), ':') >= 0 || c.marks > 1 && !f.prose(6) {
			return false
		}
		return !code || functional && f.prose(6)
	case ':':
		if code || left.letters < 2 || left.allCaps() || left.digits || closer || c.marks > 1 || !f.prose(4) {
			return false
		}
		if !right.initial && right.letters > 1 && left.letters >= 4 && !left.initial {
			return sp.wordsBefore(c.start) >= 2
		}
		return right.initial && right.letters > 1 && !right.allCaps() && (!left.initial || right.function())
	}
	if code || left.digits && left.letters > 0 || c.marks > 1 {
		return false
	}
	return right.initial && !right.allCaps() || right.letters > 1 && right.function() && f.prose(5) && f.lost < 2
}

// dotted says whether the stops of a chunk are those of an abbreviation: e.g. U.S.
func dotted(s string) bool {
	for i := 1; i+1 < len(s); i++ {
		if s[i] == '.' && wordly(s[i+1]) && i >= 2 && wordly(s[i-2]) {
			return false
		}
	}
	return true
}

// columns says whether the current line holds values separated by the mark: no such mark is
// followed by a space, and the fields are short or the next line has as many.
func (sp *spacer) columns(mark byte, c chunk) bool {
	if mark != ',' && mark != ';' {
		return false
	}
	f := sp.page.line()
	m := f.of(mark)
	if m.spaced > 0 {
		return false
	}
	if m.glued >= 2 && f.words*2 < (m.glued+1)*5 {
		return true
	}
	for _, by := range []int{-1, 1} {
		g := sp.page.near(by)
		if n := g.of(mark); n.spaced == 0 && n.glued == m.glued && (m.glued >= 2 || f.words <= 6 && g.words <= 6) {
			return true
		}
	}
	return false
}

func (f *lineFacts) of(mark byte) marks {
	if mark == ',' {
		return f.commas
	}
	return f.semis
}
