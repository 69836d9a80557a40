package clean

import (
	"context"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Unicode is the transform clean.unicode.
var Unicode = transform.Spec{
	Name:    "clean.unicode",
	Summary: "Brings characters into one form: line ends, invisible characters, Unicode normal form",
	Doc:     unicodeDoc,
	Params: []transform.Param{
		{Name: "form", Type: transform.ParamString, Default: "nfc", Enum: []string{"nfc", "nfd", "nfkc", "nfkd", "none"},
			Doc: "Unicode normal form; `nfkc` and `nfkd` also replace compatibility characters (ﬁ → fi, ² → 2), which changes meaning."},
		{Name: "newlines", Type: transform.ParamString, Default: "lf", Enum: []string{"lf", "keep"},
			Doc: "`lf`: CR LF, CR, VT, FF, NEL, U+2028 and U+2029 become a line feed."},
		{Name: "control", Type: transform.ParamString, Default: "cut", Enum: []string{"cut", "keep"},
			Doc: "C0 and C1 control characters and DEL, other than tab and the line ends."},
		{Name: "zero_width", Type: transform.ParamString, Default: "cut", Enum: []string{"cut", "keep"},
			Doc: "Characters without width that mean nothing where they stand (the list is above)."},
		{Name: "bidi", Type: transform.ParamString, Default: "cut", Enum: []string{"cut", "keep"},
			Doc: "Marks, embeddings, overrides and isolates of writing direction: text is stored in reading order, they only say how to draw it."},
		{Name: "noncharacters", Type: transform.ParamString, Default: "cut", Enum: []string{"cut", "keep"},
			Doc: "The 66 code points that are never characters (U+FDD0–U+FDEF, U+FFFE, U+FFFF …)."},
		{Name: "private_use", Type: transform.ParamString, Default: "keep", Enum: []string{"cut", "keep"},
			Doc: "Private-use characters; kept by default, since some sets have their own script there."},
		{Name: "replacement", Type: transform.ParamString, Default: "keep", Enum: []string{"cut", "keep"},
			Doc: "U+FFFD; kept by default, since it says that something was lost."},
	},
	On:        transform.OnProse,
	Kinds:     func(transform.Args) []string { return unicodeKinds },
	EditsText: true,
	Version:   1,
	New:       newUnicode,
	Examples: []transform.Example{
		{Note: "An e and a combining accent become one character; the line ends become line feeds.",
			Docs: []string{"Cafe\u0301\r\nde la Gare\u2028Lyon"}, Gives: []string{"Café\nde la Gare\nLyon"}},
		{Note: "A soft hyphen, a zero-width space and a byte order mark inside the text go.",
			Docs: []string{"inter\u00ADnational co\u200Bop\uFEFFeration"}, Gives: []string{"international cooperation"}},
		{Note: "Joiners stay where they mean something: in Persian, in Hindi, in an emoji; between Latin letters they go.",
			Docs: []string{"می\u200Cخواهم, 👩\u200D🚀, of\u200Cfice"}, Gives: []string{"می\u200Cخواهم, 👩\u200D🚀, office"}},
		{Note: "Letters hidden as tag characters behind an emoji go; the flag of Scotland stays.",
			Docs:  []string{"😀\U000E0068\U000E0069 \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"},
			Gives: []string{"😀 \U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F"}},
		{Note: "Compatibility forms on request.", Args: "{form: nfkc}",
			Docs: []string{"ﬁnd 5 m² of ｗｉｄｅ"}, Gives: []string{"find 5 m2 of wide"}},
	},
}

const unicodeDoc = `Works character by character and never looks at words. Mojibake is not mended here: a step for
it belongs before this one, since C1 control characters are often its remains.

Zero-width characters that are cut: soft hyphen U+00AD, zero-width space U+200B, word joiner and
invisible operators U+2060–U+2064, deprecated formatting U+206A–U+206F, byte order mark U+FEFF,
interlinear annotation U+FFF9–U+FFFB, language tag U+E0001, and, where they mean nothing:

| character | stays |
|---|---|
| U+200C zero-width non-joiner | between letters of a joining or Brahmic script (Arabic, Syriac, N'Ko, Devanagari …) |
| U+200D zero-width joiner | beside such a letter, and between two emoji |
| U+200B zero-width space | between letters of Thai, Lao, Khmer, Myanmar and their neighbours, where it separates words |
| U+180E Mongolian vowel separator | between Mongolian letters |
| U+034F combining grapheme joiner | before a combining mark |
| tags U+E0020–U+E007F | in a complete flag sequence behind U+1F3F4 |

Variation selectors stay. Cutting a character can make a base and a mark meet, so both parts are
repeated until nothing changes: the result is in the normal form, and a second run does nothing.
The normal form is that of the whole text, also where a letter carries more than thirty marks.`

// Kinds of edits, by index.
const (
	kindNewlines = iota
	kindControl
	kindZeroWidth
	kindBidi
	kindNoncharacters
	kindPrivateUse
	kindReplacement
	kindForm
	kindCount
)

var unicodeKinds = []string{"newlines", "control", "zero_width", "bidi", "noncharacters", "private_use", "replacement", "form"}

// unicodeStep is clean.unicode with its arguments.
type unicodeStep struct {
	on   []int
	acts [kindCount]bool // which kinds are worked on
	form form
}

func newUnicode(a transform.Args) (transform.Step, error) {
	u := &unicodeStep{on: a.On, form: formNamed(a.String("form"))}
	u.acts[kindNewlines] = a.String("newlines") == "lf"
	for kind := kindControl; kind <= kindReplacement; kind++ {
		u.acts[kind] = a.String(unicodeKinds[kind]) == "cut"
	}
	return u, nil
}

// Map implements transform.Mapper.
func (u *unicodeStep) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range u.on {
		if u.clean(d.Str(slot)) {
			continue
		}
		if err := u.settle(d, slot); err != nil {
			return err
		}
	}
	return nil
}

// settle cuts and normalises in turn until the normal form finds nothing. Each round but the first
// needs a character that became removable through it, so there are two or three at most.
func (u *unicodeStep) settle(d *schema.Doc, slot int) error {
	for {
		if err := settle(d, slot, u.cut); err != nil || !u.form.works {
			return err
		}
		before := d.Str(slot)
		if err := settle(d, slot, u.form.edit); err != nil {
			return err
		}
		if d.Str(slot) == before {
			return nil
		}
	}
}

// clean says whether there is surely nothing to do, in one scan for most texts.
func (u *unicodeStep) clean(s string) bool {
	if u.form.quick != nil && u.form.quick(s, 0, true) == len(s) {
		return true
	}
	return !u.removable(s) && u.form.normal(s)
}

// removable says whether s holds a character that may have to be cut or replaced.
func (u *unicodeStep) removable(s string) bool {
	for at := 0; ; {
		at = skip(s, at, &keptLead)
		if at == len(s) {
			return false
		}
		r, n := decode(s, at)
		if kind := kindOf(r); kind < kindCount && u.acts[kind] {
			return true
		}
		at += n
	}
}

// cut fills e with the cuts and new line ends of s.
func (u *unicodeStep) cut(s string, e *schema.Edits) {
	w := neighbours{text: s, acts: &u.acts}
	for at := 0; ; {
		at = skip(s, at, &keptLead)
		if at == len(s) {
			return
		}
		r, n := decode(s, at)
		if kind := kindOf(r); kind < kindCount && u.acts[kind] {
			if kind == kindNewlines {
				n = newline(s, at, n, e)
			} else {
				n = w.cut(at, r, n, kind, e)
			}
		}
		at += n
	}
}

// newline replaces the line end at a place by a line feed and returns its length. Of CR LF the
// carriage return alone goes, so that the line feed keeps its place in the record.
func newline(s string, at, n int, e *schema.Edits) int {
	if s[at] == '\r' && at+1 < len(s) && s[at+1] == '\n' {
		e.Cut(at, at+1, kindNewlines)
		return 2
	}
	e.Replace(at, at+n, "\n", kindNewlines)
	return n
}
