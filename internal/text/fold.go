package text

import (
	"unicode"
	"unicode/utf8"
)

// Fold says what is taken for equal when texts are compared. The zero Fold compares bytes.
type Fold struct {
	NFC         bool // canonically equivalent characters are equal
	Case        bool // letters are compared in lower case
	Digits      bool // a run of decimal digits counts as one 0
	Spaces      bool // a run of white space counts as one space, none at the ends
	Punctuation bool // punctuation and symbols do not count
}

// FoldNames lists what NewFold takes, in the order of the reference.
func FoldNames() []string { return []string{"nfc", "case", "digits", "spaces", "punctuation"} }

// NewFold returns the Fold of the names of FoldNames; others are ignored.
func NewFold(names []string) Fold {
	var f Fold
	fields := map[string]*bool{"nfc": &f.NFC, "case": &f.Case, "digits": &f.Digits, "spaces": &f.Spaces, "punctuation": &f.Punctuation}
	for _, n := range names {
		if p := fields[n]; p != nil {
			*p = true
		}
	}
	return f
}

// Append appends the form of s in which it is compared: two strings are equal under f where these
// bytes are. The order of the parts is fixed: NFC, then characters one by one.
func (f Fold) Append(dst []byte, s string) []byte {
	if f.NFC {
		s = nfc(s)
	}
	switch (Fold{Spaces: f.Spaces, Case: f.Case, Digits: f.Digits, Punctuation: f.Punctuation}) {
	case Fold{}:
		return append(dst, s...)
	case Fold{Spaces: true}:
		return appendSpaced(dst, s)
	}
	return f.appendFolded(dst, s)
}

// appendFolded is Append behind NFC, whatever f.
func (f Fold) appendFolded(dst []byte, s string) []byte {
	w := folder{Fold: f, out: dst, start: len(dst), plain: f.plain()}
	for i := 0; i < len(s); {
		if j := w.run(s, i); j > i {
			w.flush()
			w.out = append(w.out, s[i:j]...)
			i = j
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		w.rune(r)
		i += n
	}
	return w.out
}

// foldClass sorts the bytes by what a Fold may do to them.
type foldClass = uint8

const (
	foldKeeps foldClass = iota // nothing
	foldUpper
	foldDigit
	foldSpace
	foldPunctuation
	foldWide // a byte of a character beyond ASCII
)

var foldClasses = makeFoldClasses()

func makeFoldClasses() (t [256]foldClass) {
	for b := range t {
		switch r := rune(b); {
		case b >= utf8.RuneSelf:
			t[b] = foldWide
		case unicode.IsUpper(r):
			t[b] = foldUpper
		case unicode.IsDigit(r):
			t[b] = foldDigit
		case unicode.IsSpace(r):
			t[b] = foldSpace
		case unicode.IsPunct(r) || unicode.IsSymbol(r):
			t[b] = foldPunctuation
		}
	}
	return t
}

// plain returns the classes, as bits, whose bytes stand for themselves.
func (f Fold) plain() (classes uint8) {
	for class, changed := range [...]bool{foldKeeps: false, foldUpper: f.Case, foldDigit: f.Digits, foldSpace: f.Spaces,
		foldPunctuation: f.Punctuation, foldWide: f.Case || f.Digits || f.Spaces || f.Punctuation} {
		if !changed {
			classes |= 1 << class
		}
	}
	return classes
}

// folder is the state of one Append.
type folder struct {
	Fold
	out    []byte
	start  int
	plain  uint8 // classes of bytes that stand for themselves
	space  bool  // a space is due before the next character
	digits bool  // the last character was a digit
}

// run returns the end of the bytes from i on that are copied as they are; single spaces between
// such bytes are.
func (w *folder) run(s string, i int) int {
	for j := i; ; j++ {
		if j == len(s) {
			return j
		}
		if w.plain>>foldClasses[s[j]]&1 == 0 && (s[j] != ' ' || j == i || j+1 == len(s) || w.plain>>foldClasses[s[j+1]]&1 == 0) {
			return j
		}
	}
}

func (w *folder) rune(r rune) {
	switch {
	case w.Spaces && unicode.IsSpace(r):
		w.space = true
		return
	case w.Punctuation && (unicode.IsPunct(r) || unicode.IsSymbol(r)):
		return
	case w.Digits && unicode.Is(unicode.Nd, r):
		w.digit()
		return
	case w.Case:
		r = unicode.ToLower(r)
	}
	w.flush()
	w.out = utf8.AppendRune(w.out, r)
}

func (w *folder) digit() {
	if w.digits && !w.space {
		return
	}
	w.flush()
	w.out = append(w.out, '0')
	w.digits = true
}

// flush writes the space that is due, none at the start.
func (w *folder) flush() {
	if w.space && len(w.out) > w.start {
		w.out = append(w.out, ' ')
	}
	w.space, w.digits = false, false
}
