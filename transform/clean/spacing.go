package clean

import (
	"context"
	"sync"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Spacing is the transform clean.spacing.
var Spacing = transform.Spec{
	Name:    "clean.spacing",
	Summary: "Puts lost spaces back behind punctuation and takes out those that are too many",
	Doc:     spacingDoc,
	Params: []transform.Param{
		{Name: "missing", Type: transform.ParamBool, Default: true, Doc: "Put a space behind `, . ; : ? !`, closing quotes and brackets, and before opening ones, where words are glued."},
		{Name: "before", Type: transform.ParamBool, Default: true, Doc: "Cut spaces before `, . ; : ? !`; in French, where they belong there, before `,` and `.` alone."},
		{Name: "brackets", Type: transform.ParamBool, Default: true, Doc: "Cut spaces inside of brackets and quotes."},
		{Name: "doubled", Type: transform.ParamBool, Default: true, Doc: "Make one space of several between words of running text."},
		{Name: "apostrophes", Type: transform.ParamBool, Default: true, Doc: "Cut spaces around an apostrophe within a word: `don ' t`, `it 's`, `l ' eau`."},
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
		{Note: "Brackets and quotes, whatever the script.",
			Docs:  []string{"Он сказал:«Мы придём»и ушёл.Лодка( самая старая )стоит в порту."},
			Gives: []string{"Он сказал: «Мы придём» и ушёл. Лодка (самая старая) стоит в порту."}},
		{Note: "French keeps the spaces of French.",
			Docs: []string{"Que fait le bateau ? Il attend ; les pilotes , eux , sont dans la cabine."}, Gives: []string{"Que fait le bateau ? Il attend ; les pilotes, eux, sont dans la cabine."}},
	},
}

const spacingDoc = `Precision comes first: a place is changed only where its surroundings say that it is running text.

- **missing.** Two words with a comma, semicolon, question or exclamation mark between them, of Latin,
  Cyrillic, Greek, Arabic, Hindi and their neighbours. A full stop needs more, since ` + "`strings.Builder`" + ` and
  ` + "`example.org`" + ` have one too: a word of small letters before it, a capital behind it, most of a sentence on
  both sides, and the same string nowhere else in the text; in scripts without capitals no address is
  written. A colon needs a capital or a function word behind it. A quote gets its space on the outer side,
  which its number on the line tells and what such quotes do elsewhere in the text: „ “ in German, “ ” in
  English, ” ” in Swedish. A bracket gets one where a year, two words, or one that is no ending stand in
  it. Values in columns (` + "`name,boat,berth`" + ` above lines of the same shape) are data.
  A stop behind a number and its unit (km/h, °C, €) counts as behind a word. In a text without capitals it needs
  one of the commonest words of the language behind a long one. A long dash gets its second space where the text
  has both elsewhere.
- **before.** Not in front of ` + "`.net`, `.5`, `...`" + ` or a smiley. Before ` + "`: ; ? !`" + ` not in French and not in
  texts about programs; before a colon only where most colons of the text have none. Where the word
  behind is glued to the mark instead (` + "`word ,word`" + `) the space goes there. A mark that begins a line goes to
  the end of the line above, where no other line near begins with one.
- **brackets.** Inside of brackets that hold words, of ` + "`[ ]`" + ` two at least, never of ` + "`{ }`" + `; inside of quotes
  that have a space on both sides, not in French, be it one sentence in a text of another language. A quote whose space stands on its other
  side changes with it where all quotes of the line pair up and the other one of its pair is right.
- **doubled.** Not where columns are lined up, not in tables, not where a text puts two spaces behind
  its sentences throughout. One wide space (em, en, ideographic) or tab between words of a line of prose is
  a slip, a single no-break or thin one is not. Indents are clean.whitespace's.

- **apostrophes.** What a tokenizer set apart: don ' t, it 's, do n't in English, l ' eau in French, Italian and
  Catalan, and their like in Ukrainian and Turkish, by what each language has on which side of an apostrophe.

Not parted from a closing quote or bracket are the endings of Korean, Georgian, Bengali and the Dravidian
languages, nor from an opening one the prefixes of Arabic, Hebrew and Amharic.

Left alone: fences, indented code, what stands between backquotes, and every run of characters that
holds a character of addresses, paths, markup or code. In a text about programs (identifiers, calls,
operators: six and one in 120 words) full stops, question marks and brackets are left alone and
commas are mended beside function words only. Scripts without spaces between words are left alone.`

// Kinds of edits, by index.
const (
	kindMissing = iota
	kindBefore
	kindBrackets
	kindDoubled
	kindApostrophes
)

var spacingKinds = []string{"missing", "before", "brackets", "doubled", "apostrophes"}

// spacingStep is clean.spacing with its arguments.
type spacingStep struct {
	on                                 []int
	missing, before, brackets, doubled bool
	apostrophes                        bool
}

func newSpacing(a transform.Args) (transform.Step, error) {
	return &spacingStep{on: a.On, missing: a.Bool("missing"), before: a.Bool("before"), brackets: a.Bool("brackets"), doubled: a.Bool("doubled"), apostrophes: a.Bool("apostrophes")}, nil
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

// pass fills e with what is to be done to s.
func (st *spacingStep) pass(s string, e *schema.Edits) {
	i := candidate(s, 0)
	if i == len(s) {
		return
	}
	sp := spacers.Get().(*spacer)
	defer spacers.Put(sp)
	sp.open(st, s, e)
	for ; i < len(s); i = candidate(s, max(i, sp.done)+1) {
		if l := sp.page.seek(i - 1); l.protected || sp.page.quoted(i) {
			continue
		}
		sp.look(i)
	}
}

// spacers holds what a text needs, from one text to the next.
var spacers = sync.Pool{New: func() any { return &spacer{page: new(sheet), stops: map[string]int{}} }}

func (sp *spacer) open(st *spacingStep, s string, e *schema.Edits) {
	if sp.counted {
		clear(sp.stops)
	}
	*sp = spacer{spacingStep: st, s: s, e: e, page: sp.page, stops: sp.stops, quoteLine: -1}
	sp.page.open(s)
	sp.page.layOut()
}

// wordly says whether a byte belongs to a word, letterly whether it can begin one.
func wordly(b byte) bool   { return letterly(b) || b >= '0' && b <= '9' }
func letterly(b byte) bool { return b|0x20 >= 'a' && b|0x20 <= 'z' || b >= 0x80 }
