package clean

import (
	"context"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
)

// Mojibake is the transform clean.mojibake.
var Mojibake = transform.Spec{
	Name:    "clean.mojibake",
	Summary: "Mends text that was decoded with the wrong charset, once or several times",
	Doc:     mojibakeDoc,
	Params: []transform.Param{
		{Name: "by", Type: transform.ParamString, Default: "text", Enum: []string{"text", "line"},
			Doc: "`text` looks for one charset that explains the whole text, `line` decides line by line (beyond a million characters, every million)."},
		{Name: "spaces", Type: transform.ParamBool, Default: true,
			Doc: "A space may stand for the no-break space, byte A0, where that completes a letter."},
		{Name: "lost", Type: transform.ParamBool, Default: true,
			Doc: "A letter of which U+FFFD or `?` replaced a part becomes U+FFFD, so that the rest can be mended."},
		{Name: "stretches", Type: transform.ParamBool, Default: true,
			Doc: "Where no charset explains the whole, stretches that can be nothing else are mended each by itself."},
		{Name: "c1", Type: transform.ParamBool, Default: true,
			Doc: "C1 control characters are read as Windows-1252."},
		{Name: "ligatures", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "split"},
			Doc: "Latin ligatures and digraphs in one character (ﬁ, ǆ)."},
		{Name: "width", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "standard"},
			Doc: "Full-width Latin letters, half-width Katakana and Hangul, the ideographic space."},
		{Name: "quotes", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "straight"},
			Doc: "Curly quotation marks and apostrophes."},
		{Name: "newlines", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "lf"},
			Doc: "`lf`: CR LF, CR, NEL, U+2028 and U+2029 become a line feed."},
		{Name: "escapes", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "cut"},
			Doc: "Escape sequences of terminals (`ESC[31m`)."},
		{Name: "control", Type: transform.ParamString, Default: "keep", Enum: []string{"keep", "cut"},
			Doc: "C0 control characters other than white space, DEL, U+206A–U+206F, U+FEFF, U+FFF9–U+FFFC."},
		{Name: "form", Type: transform.ParamString, Default: "none", Enum: []string{"none", "nfc"},
			Doc: "Unicode normal form; other forms are clean.unicode's."},
	},
	On:        transform.OnProse,
	Kinds:     func(transform.Args) []string { return mojibakeKinds },
	EditsText: true,
	Version:   1,
	New:       newMojibake,
	Examples:  mojibakeExamples,
}

var mojibakeExamples = []transform.Example{
	{Note: "UTF-8 read as Windows-1252, three times over, as MacRoman, and as code page 437.",
		Docs:  []string{"The Mona Lisa doesnÃƒÂ¢Ã¢â€šÂ¬Ã¢â€žÂ¢t have eyebrows", "caf√© ‚Äî cr√®me", "├⌐t├⌐"},
		Gives: []string{"The Mona Lisa doesn’t have eyebrows", "café — crème", "été"}},
	{Note: "A byte A0 that became a space comes back; of a letter that was lost on the way U+FFFD stays.",
		Docs:  []string{"voilÃ  le travail", "â€œ like this â€�"},
		Gives: []string{"voilà le travail", "“ like this �"}},
	{Note: "Where no charset explains the whole, the damaged stretches are mended and the rest is left.",
		Docs:  []string{"„Guten Tag“ – cafÃ© в Москве"},
		Gives: []string{"„Guten Tag“ – café в Москве"}},
	{Note: "Rare but right text is left alone.",
		Docs:  []string{"IÑIGO Ñ, ÅÄÖ 5 µm², (╯°□°)╯, «ÇA», PARCE QUE SUR LEURS PLAQUES IL Y MARQUÉ…"},
		Gives: []string{"IÑIGO Ñ, ÅÄÖ 5 µm², (╯°□°)╯, «ÇA», PARCE QUE SUR LEURS PLAQUES IL Y MARQUÉ…"}},
	{Note: "All that may be changed, line by line.",
		Args:  "{by: line, ligatures: split, width: standard, quotes: straight, newlines: lf, escapes: cut, control: cut, form: nfc}",
		Docs:  []string{"“ﬂuﬃest” ＬＯＵＤ\r\n\x1b[31mcafe\u0301\x1b[0m ﾊﾟﾝ\x07"},
		Gives: []string{"\"fluffiest\" LOUD\ncafé パン"}},
}

const mojibakeDoc = `Mends what programs did that read UTF-8 as another charset: Latin-1, Windows-1250 to 1254 and 1257,
ISO-8859-2, MacRoman or code page 437, once or many times over. With its defaults it gives what
` + "`ftfy.fix_encoding`" + ` of ftfy 6 gives, with everything on and ` + "`by: line`" + ` what
` + "`ftfy.fix_text(unescape_html=False)`" + ` gives; ` + "`interop/ftfy`" + ` holds the two against each other.

A text is touched only where it holds a clue: neighbours that no language writes, such as an accented
small letter before a currency, or control characters of C1. Then, until nothing changes:

1. The first charset that has all characters of the text and makes valid UTF-8 of them is taken.
   Java's and old databases' UTF-8 (pairs of surrogates, C0 80) counts as valid.
   ` + "`spaces`" + ` and ` + "`lost`" + ` say how much damage may be undone on the way.
2. Else stretches that look like UTF-8 in a Windows charset are mended each by itself (` + "`stretches`" + `).
3. Else C1 control characters are read as Windows-1252 (` + "`c1`" + `).

These are on by default; the changes of form below them (ligatures to form) are off. Each edit's kind is
the charset that was undone, ` + "`lost`" + ` for a letter that can't be told any more, or the parameter that asked
for it. Text of one single-byte charset read as another is left alone: there are too many readings.
Entities are clean.markup's. Half a surrogate pair can't stand in a document; readers pair them.

Where it differs from ftfy: options hold within stretches too; a line end that became a line feed ends
a line for good, so that a second run finds nothing; ` + "`À`" + ` and a line feed at the end of a text are not taken
for U+0000; a text made to need a step a letter is left as it is.`

// Kinds of edits, by index. The first are the numbers of the wrong charsets.
const (
	mendLatin1 = iota
	mendWindows1252
	mendWindows1251
	mendWindows1250
	mendWindows1253
	mendWindows1254
	mendWindows1257
	mendLatin2
	mendMacRoman
	mendCP437
	mendLost
	mendC1
	mendLigatures
	mendWidth
	mendQuotes
	mendNewlines
	mendEscapes
	mendControl
	mendForm
)

var mojibakeKinds = []string{"latin-1", "windows-1252", "windows-1251", "windows-1250", "windows-1253", "windows-1254", "windows-1257",
	"iso-8859-2", "macroman", "cp437", "lost", "c1", "ligatures", "width", "quotes", "newlines", "escapes", "control", "form"}

// mojibakeStep is clean.mojibake with its arguments.
type mojibakeStep struct {
	on       []int
	lines    bool
	mender   unreader
	polishes []polish // those asked for, in order
	touched  *touched // by them, C1 aside, which is a clue; nil for nothing
	form     bool
}

func newMojibake(a transform.Args) (transform.Step, error) {
	m := &mojibakeStep{on: a.On, lines: a.String("by") == "line", form: a.String("form") == "nfc"}
	m.mender = unreader{mojibakeTraits(), a.Bool("spaces"), a.Bool("lost"), a.Bool("stretches"), a.Bool("c1")}
	for _, p := range polishes {
		switch name := mojibakeKinds[p.kind]; {
		case p.kind == mendC1:
			if !a.Bool(name) {
				continue
			}
		case a.String(name) == "keep" || a.String(name) == "none":
			continue
		}
		m.polishes = append(m.polishes, p)
	}
	if more := slices.DeleteFunc(slices.Clone(m.polishes), func(p polish) bool { return p.kind == mendC1 || p.touches == nil }); len(more) > 0 {
		m.touched = touchedBy(more)
	}
	return m, nil
}

// Map implements transform.Mapper.
func (m *mojibakeStep) Map(_ context.Context, d *schema.Doc) error {
	for _, slot := range m.on {
		if m.clean(d.Str(slot)) {
			continue
		}
		if err := m.mend(d, slot); err != nil {
			return err
		}
	}
	return nil
}

// clean says whether there is surely nothing to do.
func (m *mojibakeStep) clean(s string) bool {
	for at := 0; at < len(s); {
		end := m.segmentEnd(s, at)
		if m.mender.traits.suspicious(s[at:end]) {
			return false
		}
		at = end
	}
	return (m.touched == nil || !m.touched.in(s)) && (!m.form || nfc.normal(s))
}

// segments returns where the segments end.
func (m *mojibakeStep) segments(s string) (ends []int) {
	for at := 0; at < len(s); {
		at = m.segmentEnd(s, at)
		ends = append(ends, at)
	}
	return ends
}

// longestLine is the number of code points after which a line is cut into two segments.
const longestLine = 1_000_000

// segmentEnd returns where the segment ends that starts at a place: what is mended as one.
func (m *mojibakeStep) segmentEnd(s string, at int) int {
	if !m.lines {
		return len(s)
	}
	end := len(s)
	if i := strings.IndexByte(s[at:], '\n'); i >= 0 {
		end = at + i + 1
	}
	if end-at <= longestLine {
		return end
	}
	for range longestLine {
		_, n := utf8.DecodeRuneInString(s[at:end])
		at += n
	}
	return at
}
