package clean

import (
	"context"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Spacing is the transform clean.spacing.
var Spacing = transform.Spec{
	Name:    "clean.spacing",
	Summary: "Puts lost spaces back behind punctuation and takes out those that are too many",
	Doc:     spacingDoc,
	Params: []transform.Param{
		{Name: "missing", Type: transform.ParamBool, Default: true, Doc: "Put a space behind `, . ; : ? !`, closing quotes and brackets where words are glued."},
		{Name: "before", Type: transform.ParamBool, Default: true, Doc: "Cut spaces before `, . ; : ? !`; in French, where they belong there, before `,` and `.` alone."},
		{Name: "brackets", Type: transform.ParamBool, Default: true, Doc: "Cut spaces inside of round brackets."},
		{Name: "doubled", Type: transform.ParamBool, Default: true, Doc: "Make one space of several between words of running text."},
	},
	On:        transform.OnProse,
	Kinds:     func(transform.Args) []string { return spacingKinds },
	EditsText: true,
	Version:   1,
	New:       newSpacing,
	Examples: []transform.Example{
		{Note: "Glued commas and sentences; numbers, times and abbreviations stay.",
			Docs:  []string{"The harbour froze,the boats stayed in.The U.S. envoy left at 10:30 with 1,250 letters; nobody,e.g. the pilots,had asked him to."},
			Gives: []string{"The harbour froze, the boats stayed in. The U.S. envoy left at 10:30 with 1,250 letters; nobody, e.g. the pilots, had asked him to."}},
		{Note: "Spaces that are too many.",
			Docs: []string{"The  choir sings on the mole , weather permitting ( and sometimes not ) ."}, Gives: []string{"The choir sings on the mole, weather permitting (and sometimes not)."}},
		{Note: "Code, addresses and file names are right as they are.",
			Docs:  []string{"Call `f(a,b)` or see https://example.org/a,b;c and notes.txt.\n\n```\nx = [1,2 , 3]\n```\n"},
			Gives: []string{"Call `f(a,b)` or see https://example.org/a,b;c and notes.txt.\n\n```\nx = [1,2 , 3]\n```\n"}},
		{Note: "French keeps the spaces of French.",
			Docs: []string{"Que fait le bateau ? Il attend ; les pilotes , eux , sont dans la cabine."}, Gives: []string{"Que fait le bateau ? Il attend ; les pilotes, eux, sont dans la cabine."}},
	},
}

const spacingDoc = `Precision comes first: a place is changed only where its surroundings say that it is running text.

- **missing.** Two words with a comma, semicolon, question or exclamation mark between them. A full
  stop needs more, since ` + "`strings.Builder`" + ` and ` + "`example.org`" + ` have one too: a word of small letters before
  it, a capital behind it, most of a sentence on both sides, and the same string nowhere else in the
  text. A colon needs a capital or a function word behind it. Values in columns (` + "`name,boat,berth`" + `
  above lines of the same shape) are data.
- **before.** Not in front of ` + "`.net`, `.5`, `...`" + ` or a smiley. Before ` + "`: ; ? !`" + ` not in French and not in
  texts about programs; before a colon only where most colons of the text have none.
- **brackets.** Between words of running text, never ` + "`[ ]`" + ` or ` + "`{ }`" + `.
- **doubled.** Not where columns are lined up, not in tables, not where a text puts two spaces behind
  its sentences throughout. Tabs and indents are clean.whitespace's.

Left alone: fences, indented code, what stands between backquotes, and every run of characters that
holds a character of addresses, paths, markup or code. In a text about programs (identifiers, calls,
operators: two and one in 150 words) full stops, question marks and brackets are left alone and
commas are mended beside function words only. Scripts without spaces between words are left alone.`

// Kinds of edits, by index.
const (
	kindMissing = iota
	kindBefore
	kindBrackets
	kindDoubled
)

var spacingKinds = []string{"missing", "before", "brackets", "doubled"}

// spacingStep is clean.spacing with its arguments.
type spacingStep struct {
	on                                 []int
	missing, before, brackets, doubled bool
}

func newSpacing(a transform.Args) (transform.Step, error) {
	return &spacingStep{on: a.On, missing: a.Bool("missing"), before: a.Bool("before"), brackets: a.Bool("brackets"), doubled: a.Bool("doubled")}, nil
}

// Map implements transform.Mapper.
func (st *spacingStep) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range st.on {
		s := d.Str(slot)
		if candidate(s, 0) == len(s) {
			continue
		}
		if err := settle(d, slot, st.pass); err != nil {
			return err
		}
	}
	return nil
}

// Classes of a byte as the first (low byte) and second (high byte) of a pair. A pair is a candidate
// where the first's low byte and the second's high byte share a bit: one load and one test a byte.
const (
	pairMark   = 1 << iota // , ; : ? ! . before a letter or a quote
	pairComma              // a comma before a digit
	pairSpace              // a space before , . ; : ? ! ) or a space
	pairOpen               // ( before a space
	pairBefore             // a letter or digit before (
	pairClose              // ) before a letter
	pairQuote              // the last byte of ” or “ before an ASCII letter
	pairWide               // the last byte of a mark beyond ASCII (، ؛ ؟ ۔ । ։ ፣ ።) before a letter
)

var pairs = makePairs()

func makePairs() (t [256]uint16) {
	add := func(bit uint16, first, second func(b byte) bool) {
		for b := range t {
			if first(byte(b)) {
				t[b] |= bit
			}
			if second(byte(b)) {
				t[b] |= bit << 8
			}
		}
	}
	one := func(set string) func(byte) bool {
		return func(b byte) bool {
			for i := range len(set) {
				if set[i] == b {
					return true
				}
			}
			return false
		}
	}
	letter := func(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' }
	digit := func(b byte) bool { return b >= '0' && b <= '9' }
	lead := func(b byte) bool { return b >= 0xC2 }
	add(pairMark, one(",;:?!."), func(b byte) bool { return letter(b) || lead(b) || b == '"' })
	add(pairComma, one(","), digit)
	add(pairSpace, one(" "), one(",.;:?!) \xD6\xD8\xDB\xE0\xE1"))
	add(pairOpen, one("("), one(" "))
	add(pairBefore, func(b byte) bool { return letter(b) || digit(b) }, one("("))
	add(pairClose, one(")"), letter)
	add(pairQuote, one("\x9C\x9D"), letter)
	add(pairWide, one("\x8C\x9B\x9F\x94\xA2\xA3\xA4\x89"), func(b byte) bool { return letter(b) || lead(b) })
	return t
}

// candidate returns the first place at or after `at` where a step on spacing has something to look
// at, len(s) for none. The place is that of the second byte of the pair.
func candidate(s string, at int) int {
	for {
		i := nextPair(s, max(at, 1))
		if i >= len(s) {
			return len(s)
		}
		if plausible(s, i) {
			return i
		}
		at = i + 1
	}
}

func nextPair(s string, i int) int {
	if i >= len(s) {
		return len(s)
	}
	last := pairs[s[i-1]]
	for ; i < len(s); i++ {
		t := pairs[s[i]]
		if last&(t>>8) != 0 {
			return i
		}
		last = t
	}
	return len(s)
}

// plausible turns away, by a few bytes, most of the pairs that right text holds.
func plausible(s string, i int) bool {
	first, second := s[i-1], s[i]
	switch first {
	case '.':
		return i >= 3 && (wordly(s[i-2]) && wordly(s[i-3]) || s[i-2] == ')') && (second >= 'A' && second <= 'Z' || i+2 < len(s) && second != '"')
	case ',', ';', ':', '?', '!':
		if second == '"' {
			return i+1 < len(s) && letterly(s[i+1])
		}
		return i >= 2 && s[i-2] > ' '
	case ' ':
		if second >= 0x80 {
			return wideMarkAt(s, i) > 0
		}
		return !(second == '.' && i+1 < len(s) && s[i+1] != ' ' && s[i+1] != '\n')
	case 0x9C, 0x9D:
		return i >= 3 && s[i-3] == 0xE2 && s[i-2] == 0x80
	case 0x8C, 0x9B, 0x9F, 0x94, 0xA2, 0xA3, 0xA4, 0x89:
		return i >= 3 && (wideMarkAt(s, i-2) == 2 || wideMarkAt(s, i-3) == 3)
	}
	return true
}

// wideMarkAt returns the length of the mark beyond ASCII at a place that spaces follow and do not
// precede: of Arabic, Urdu, Armenian, Hindi and its neighbours, Amharic; 0 for none.
func wideMarkAt(s string, at int) int {
	if at < 0 || at+1 >= len(s) {
		return 0
	}
	switch s[at] {
	case 0xD6:
		if s[at+1] == 0x89 {
			return 2
		}
	case 0xD8:
		if b := s[at+1]; b == 0x8C || b == 0x9B || b == 0x9F {
			return 2
		}
	case 0xDB:
		if s[at+1] == 0x94 {
			return 2
		}
	case 0xE0:
		if at+2 < len(s) && s[at+1] == 0xA5 && s[at+2] == 0xA4 {
			return 3
		}
	case 0xE1:
		if at+2 < len(s) && s[at+1] == 0x8D && s[at+2] >= 0xA2 && s[at+2] <= 0xA4 {
			return 3
		}
	}
	return 0
}

// wordly says whether a byte belongs to a word, letterly whether it can begin one.
func wordly(b byte) bool   { return letterly(b) || b >= '0' && b <= '9' }
func letterly(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0x80 }

// pass fills e with what is to be done to s.
func (st *spacingStep) pass(s string, e *schema.Edits) {
	i := candidate(s, 0)
	if i == len(s) {
		return
	}
	p := sheets.Get().(*sheet)
	defer sheets.Put(p)
	p.open(s)
	p.layOut()
	sp := spacer{spacingStep: st, s: s, e: e, page: p}
	for ; i < len(s); i = candidate(s, max(i, sp.done)+1) {
		if l := p.seek(i - 1); l.protected || p.quoted(i) {
			continue
		}
		sp.look(i)
	}
}
