package clean

import (
	"context"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

// cleaned returns what a step of this package makes of a text.
func cleaned(t testing.TB, s *steptest.Set) string {
	t.Helper()
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs[0].Text()
}

func TestUnicode(t *testing.T) {
	for _, c := range []struct{ args, in, want string }{
		{"", "a\r\nb\rc\vd\fe\u0085f\u2028g\u2029h\r\r\n", "a\nb\nc\nd\ne\nf\ng\nh\n\n"},
		{"{newlines: keep}", "a\r\nb\vc\u0085d", "a\r\nb\vc\u0085d"},
		{"", "tab\there\x00\x1b[1m\x7f\u0090", "tab\there[1m"},
		{"{control: keep}", "\x00\x7f", "\x00\x7f"},
		{"", "soft\u00ADhyphen \u2060x\u2061\u206A\uFEFF\uFFF9y\U000E0001", "softhyphen xy"},
		{"{zero_width: keep}", "a\u200Bb\u00AD", "a\u200Bb\u00AD"},
		{"", "a\u202Eb\u2066c\u200Fd\u061C", "abcd"},
		{"{bidi: keep}", "a\u202Eb", "a\u202Eb"},
		{"", "a\uFDD0\uFFFE\U0010FFFFb", "ab"},
		{"{noncharacters: keep}", "\uFDD0", "\uFDD0"},
		{"", "\uE000\U000F0000\uFFFD", "\uE000\U000F0000\uFFFD"},
		{"{private_use: cut, replacement: cut}", "a\uE000\U000F0000\uFFFDb", "ab"},

		{"", "می\u200C\u200Cخواهم", "می\u200Cخواهم"},                         // one of two is enough
		{"", "ه\u200D 1402", "ه\u200D 1402"},                                 // the form of an abbreviation
		{"", "क\u094D\u200Dष न\u094D\u200D", "क\u094D\u200Dष न\u094D\u200D"}, // half forms, also at the end
		{"", "می\u00AD\u200Cخ", "می\u200Cخ"},                                 // nor before it
		{"", "a\u200Cب", "aب"},                                               // not between letters of such a script
		{"", "می\u200C\u00AD\u200Bخ", "می\u200Cخ"},                           // what is cut does not stand between
		{"", "👩\uFE0F\u200D🚀 👩\u200D a\u200D🚀", "👩\uFE0F\u200D🚀 👩 a🚀"},
		{"", "ភាសា\u200Bខ្មែរ a\u200Bខ", "ភាសា\u200Bខ្មែរ aខ"},
		{"", "\u1820\u180E\u1820 a\u180E", "\u1820\u180E\u1820 a"},
		{"", "a\u034F\u0301 a\u034Fb", "a\u034F\u0301 ab"},
		{"", "x\U000E0041\U000E007F", "x"},
		{"", "\U0001F3F4\U000E0067\U000E007F\U000E0067", "\U0001F3F4\U000E0067\U000E007F"},
		{"", "\U0001F3F4\U000E0067\U000E0062", "\U0001F3F4"}, // no flag ends so

		{"", "e\u200B\u0301", "é"}, // cut, then composed
		{"", "a\u0323\u0307 a\u0307\u0323", "ạ\u0307 ạ\u0307"},
		{"{form: nfd}", "é가", "e\u0301\u1100\u1161"},
		{"{form: none}", "e\u0301", "e\u0301"},
		{"{form: nfkc}", "ﬁ ™\u200D™ ½", "fi TMTM 1\u20442"}, // no longer emoji: the joiner goes
		{"{form: nfkd}", "ﬁ é", "fi e\u0301"},
	} {
		if got := cleaned(t, steptest.New(t, Unicode, c.args, []string{c.in}, nil)); got != c.want {
			t.Errorf("%s of %+q is %+q, not %+q", c.args, c.in, got, c.want)
		}
	}
}

// hard is the alphabet of characters that make normal forms difficult.
var hard = []string{"a", "e", " ", "\u0301", "\u0323", "\u0307", "\u0327", "\u0345", "\u0344", "\u0F73", "\u093C", "\u0958", "क", "é", "\u1E69", "ﬁ", "\u212B", "\u2126",
	"\u1100", "\u1161", "\u11A8", "가", "각", "\u0DD9", "\u0DCA", "\u0DCF", "\u0DDD", "\u3099", "か", "が", "\U0001D15E", "\u2000", "\uFB1D", "\u05B4", "\u1112\u1161", "x\u0338", "≠", "\u0CC6\u0CC2\u0CD5"}

// The form by segments is the form of the whole, and exact where x/text breaks up long runs of
// marks: taking apart, ordering and putting together by the book is the oracle.
func TestFormsAreExact(t *testing.T) {
	for _, name := range []string{"nfc", "nfd", "nfkc", "nfkd"} {
		f := formNamed(name)
		s := steptest.New(t, Unicode, "{form: "+name+", zero_width: keep, control: keep, newlines: keep, bidi: keep}", []string{""}, nil)
		rapid.Check(t, func(t *rapid.T) {
			text := strings.Join(rapid.SliceOf(rapid.SampledFrom(hard)).Draw(t, "text"), "")
			text = strings.Repeat(text, rapid.SampledFrom([]int{1, 1, 1, 40}).Draw(t, "times"))
			got := mapped(t, s, text)
			if want := string(f.appendExact(nil, text)); got != want {
				t.Fatalf("%s of %+q is %+q, not %+q", name, text, got, want)
			}
			if want := f.norm.String(text); !strings.Contains(want, "\u034F") && got != want {
				t.Fatalf("%s of %+q is %+q; x/text says %+q", name, text, got, want)
			}
		})
	}
}

// mapped runs the step of a Set over another text.
func mapped(t *rapid.T, s *steptest.Set, text string) string {
	d := schema.Doc{Values: make([]schema.Value, len(s.Plan.Layout.Columns))}
	d.Values[schema.SlotText] = schema.StringValue(text)
	var scratch schema.Scratch
	d.Begin(s.Plan.Layout, 0, &scratch)
	m, err := s.Mapper(nil)
	if err == nil {
		err = m.Map(context.Background(), &d)
	}
	if err != nil {
		t.Fatal(err)
	}
	return d.Text()
}

// Sixty marks in a disorder come out in order, without a joiner between them.
func TestLongRunOfMarks(t *testing.T) {
	in := "a" + strings.Repeat("\u0301\u0323", 30)
	want := "ạ\u0301"[:len("ạ")] + strings.Repeat("\u0323", 29) + strings.Repeat("\u0301", 30)
	if got := cleaned(t, steptest.New(t, Unicode, "", []string{in}, nil)); got != want {
		t.Errorf("got %+q", got)
	}
}

// The characters that the fast path skips are what it takes them for: never cut; and where they are
// plain, in NFC and inert to what stands before them.
func TestLeads(t *testing.T) {
	for r := rune(0); r <= utf8.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := string(r)
		p := norm.NFC.PropertiesString(s)
		if n := int(keptLead[s[0]]); n != 0 && (n != len(s) || kindOf(r) != kindCount) {
			t.Fatalf("%U is skipped, but may be cut", r)
		}
		if n := int(plainLead[s[0]]); n != 0 && (n != len(s) || kindOf(r) != kindCount || !p.BoundaryBefore() || norm.NFC.String("a"+s) != "a"+s) {
			t.Fatalf("%U is taken for plain", r)
		}
		if class := quickClass(r); class == computeClass(r) || r >= 0x10000 && class == 0 && computeClass(r) == 0 {
			continue
		}
		t.Fatalf("%U has the class %d, not %d", r, quickClass(r), computeClass(r))
	}
}

// Where the quick check sees nothing, there is nothing; it stops at a border of segments.
func TestQuickNFC(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := strings.Join(rapid.SliceOf(rapid.SampledFrom(append(hard, "\u200D", "x", "\u05B0\u05BC", "\u064E\u0651", "ก\u0E38\u0E48"))).Draw(t, "text"), "")
		at := quickNFC(s, 0, false)
		if want := string(formNamed("nfc").appendExact(nil, s[:at])); want != s[:at] {
			t.Fatalf("%+q is not NFC", s[:at])
		}
		if at < len(s) && at > 0 && !norm.NFC.PropertiesString(s[at:]).BoundaryBefore() {
			t.Fatalf("%+q: %d is no border", s, at)
		}
	})
}

// The marks and letters that the tables of scripts name are in ascending blocks.
func TestBlocksAscend(t *testing.T) {
	for _, blocks := range [][][2]rune{joiningBlocks, unspacedBlocks, pictographs} {
		last := rune(-1)
		for _, b := range blocks {
			if b[0] <= last || b[1] < b[0] {
				t.Errorf("block %U–%U", b[0], b[1])
			}
			last = b[1]
		}
	}
}

// A text that needs nothing costs no allocation.
func TestUnicodeCleanIsFree(t *testing.T) {
	for _, text := range []string{strings.Repeat("Plain text, tab\tand line.\n", 100), "Café “naïve” — übermäßig", "Привет мир", "東京は日本", "مرحبا بالعالم", "नमस्ते"} {
		s := steptest.New(t, Unicode, "", []string{text}, nil)
		docs, scratch := s.Docs(), schema.Scratch{}
		m, err := s.Mapper(nil)
		if err != nil {
			t.Fatal(err)
		}
		docs[0].Begin(s.Plan.Layout, 0, &scratch)
		if n := testing.AllocsPerRun(100, func() { _ = m.Map(context.Background(), &docs[0]) }); n > 0 {
			t.Errorf("%v allocations for %q", n, text[:12])
		}
	}
}

// A run of a million joiners, tags or marks is no trap.
func TestUnicodeHostile(t *testing.T) {
	for _, piece := range []string{"\u200D", "\U000E0041", "a\u200D", "\u0301\u0323", "\r", "\u1161", "\U0001F3F4\U000E0067"} {
		cleaned(t, steptest.New(t, Unicode, "", []string{strings.Repeat(piece, 200_000)}, nil))
	}
}

func BenchmarkUnicode(b *testing.B) {
	texts := map[string]string{
		"ascii":    "The ferry is back in service, and the pilots return to work.\n",
		"latin":    "Où l’on “parle” d’un café naïve — déjà vu, façade, Straße.\n",
		"russian":  "Паром снова ходит, лоцманы вернулись.\n",
		"han":      "東京は日本の首都です。\n",
		"hindi":    "नमस्ते दुनिया, यह एक परीक्षा है।\n",
		"dirty":    "Cafe\u0301 de la co\u00ADop\u200B\r\n",
		"dirtyish": strings.Repeat("The ferry is back in service, and the pilots return. ", 8) + "\u00A0 cafe\u0301\r\n",
	}
	for _, name := range slices.Sorted(func(yield func(string) bool) {
		for n := range texts {
			if !yield(n) {
				return
			}
		}
	}) {
		text := strings.Repeat(texts[name], 3000)
		b.Run(name, func(b *testing.B) { benchmark(b, steptest.New(b, Unicode, "", []string{text}, nil), len(text)) })
	}
}

// benchmark runs a step over one document again and again.
func benchmark(b *testing.B, s *steptest.Set, size int) {
	docs, scratch := s.Docs(), schema.Scratch{}
	m, err := s.Mapper(docs)
	if err != nil {
		b.Fatal(err)
	}
	text := docs[0].Values[schema.SlotText]
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		docs[0].Release()
		docs[0].Values[schema.SlotText] = text
		docs[0].Begin(s.Plan.Layout, 0, &scratch)
		if err := m.Map(context.Background(), &docs[0]); err != nil {
			b.Fatal(err)
		}
	}
}
