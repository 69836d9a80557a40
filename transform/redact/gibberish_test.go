package redact

import (
	"fmt"
	"os"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/laws"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

// gibberishOf returns what the step makes of a text.
func gibberishOf(t testing.TB, args, s string) string {
	t.Helper()
	set := steptest.New(t, Gibberish, args, []string{s}, nil)
	docs := set.Docs()
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs[0].Text()
}

// What looks like a dump and is language, or what people read, stays as it is.
func TestGibberishStays(t *testing.T) {
	data, err := os.ReadFile("testdata/gibberish_stays.txt")
	if err != nil {
		t.Fatal(err)
	}
	text := string(data)
	for _, block := range append(strings.Split(text, "\n\n"), text) {
		if got := gibberishOf(t, "", block); got != block {
			t.Errorf("%d bytes of %d went: %.300s", len(block)-len(got), len(block), block)
		}
	}
}

func TestGibberishInline(t *testing.T) {
	base64 := "wJ6ll+eRt5Vk8higSee51RSaKgWI5Uji0WpDykEGgTjF7UAc6/8DiFpd/HMa31BcSclTNhw6gVA7Vne0Y5+YBiPkU19JuXNZtBWTz/ZqvsgVg=="
	hex := "f180a8ed469ede65779ed9bb776522a9b4d88d715e45bd5de9eb63aa2251f765260bff7f72c472bf29be3490507d26b4f8d1ecc89410b833"
	for _, c := range [][3]string{
		{"", "The value " + base64 + " was sent.", "The value was sent."},
		{"", "Key: " + base64, "Key:"},
		{"", base64 + " is what he sent.", "is what he sent."},
		{"", "如下：" + base64 + "。请查收。", "如下：。请查收。"},
		{"", "Он прислал " + hex + " и ушёл.", "Он прислал и ушёл."},
		{`{replace: "<{kind}>"}`, "The value " + hex + " was sent.", "The value <hex> was sent."},
		{"", "One.\n\n" + base64 + "\n\nTwo.", "One.\n\nTwo."},
		{"", "One.\n" + base64 + "\nTwo.", "One.\nTwo."},
		{"", "One.\n\n" + base64, "One."},
		{"", base64 + "\n\nTwo.", "Two."},
		{"", "  " + base64 + "  \r\nTwo.", "Two."},
		{"", base64, ""},
		{"[base64]", base64, base64},
		{"", "One\n\n```\n" + hex + "\n```\n", "One\n\n```\n```\n"},
		{"code", "One\n\n```\n" + hex + "\n```\n\nThe `" + hex + "` here\n", "One\n\n```\n" + hex + "\n```\n\nThe `" + hex + "` here\n"},
		{"", "He laughed " + strings.Repeat("ha", 40) + " and left.", "He laughed and left."},
		{"", "A title\n" + strings.Repeat("=", 60) + "\n\nText.", "A title\n" + strings.Repeat("=", 60) + "\n\nText."},
		{"", "Text.\n\n" + strings.Repeat("=", 60) + "\n\nText.", "Text.\n\nText."},
		{"", "See https://example.org/shared-mime-info-spec/shared-mime-info-spec/ there.", "See https://example.org/shared-mime-info-spec/shared-mime-info-spec/ there."},
		{"", "See " + "data:image/png;base64," + base64 + " here.", "See here."},
	} {
		if got := gibberishOf(t, c[0], c[1]); got != c[2] {
			t.Errorf("%s: %q became %q, not %q", c[0], c[1], got, c[2])
		}
	}
}

// Prose costs no allocation.
func TestGibberishMissIsFree(t *testing.T) {
	for _, text := range []string{plainProse, strings.Repeat(proseAround[2][0]+"\n", 100), strings.Repeat(proseAround[1][0]+"\n", 100)} {
		set := steptest.New(t, Gibberish, "", []string{text}, nil)
		docs, scratch := set.Docs(), schema.Scratch{}
		docs[0].Begin(set.Plan.Layout, 0, &scratch)
		g := set.Step().(*gibberish)
		if n := testing.AllocsPerRun(20, func() { _ = g.column(&docs[0], schema.SlotText) }); n > 0 {
			t.Errorf("%v allocations", n)
		}
	}
}

// dumpy are pieces that, repeated, make a scan look back or ahead as far as it can.
var dumpy = append([]string{`{"`, `{"a":`, `[[`, `[{"a":1},`, `{'`, "0x1f ", "1.12345,", "a1B2", "ab\n", "\n\n", "é", "ßé", "é\u0301", "aé1", "漢a1", "\uFFFD", "\u0085", "at a.b(", "at a.b(c:1)\n", "#0 0x",
	"Error\n", "Error:\n\n", "12:34:56 ", "12:34:56 INFO a=b\n", "[ 1.000000", "-----BEGIN A-----\n", "M@@\n", "abc", "zyx", "A B ", "&amp;", "data:", "data:,", "<~", "|a|", "|a|b|c|\n", "00000000 ab cd ef 01\n", "ab:cd:", `\x4f`,
	"xkqjv ", "xkqjv the ", "qzx the qzx and qzx ", "\u00A0", "\u3000a", "=3D", "''", `"\`, "```\n", "~~~\nab1\n", "a,", "(1,'", "INSERT INTO ",
	`<a b="1"/>`, "<a><b>", "<a", "<![CDATA[", "<item>x</item>", "U+00C0 À\n", "À\nÁ\n", "a=1\n", "a_b: 1\n", "key {\n", "@@ -1,3 +1,3 @@\n+a\n", "1,2,3,4\n", "1\t2\t3\t4\t5\n", "A-B: c\n", "BT\nET\n", "http://a ", "http://", "UPDATE a SET b=1\n", "- \n", ". - ", "G1 X1\n"}, hostile...)

// Work grows with the text and no faster.
func TestGibberishHostile(t *testing.T) {
	g, w := &gibberish{minChars: 40}, newDumpScan()
	w.slow = true
	for _, piece := range dumpy {
		laws.Linear(t, fmt.Sprintf("%q", piece), 1<<16, func(size int) {
			w.find(g, strings.Repeat(piece, size/len(piece)))
			w.find(g, strings.Repeat(piece, size/len(piece))+"\nand so on\n")
		})
	}
}

// FuzzGibberish holds what every text must keep: stretches in order, on borders of characters; nothing
// found in what is left.
func FuzzGibberish(f *testing.F) {
	for i, piece := range dumpy {
		f.Add(strings.Repeat(piece, 20) + dumpy[(i+7)%len(dumpy)] + strings.Repeat(dumpy[(i*5+3)%len(dumpy)], 9))
	}
	sets := []*steptest.Set{steptest.New(f, Gibberish, "{min_chars: 16}", []string{""}, nil), steptest.New(f, Gibberish, `{replace: "<{kind}>"}`, []string{""}, nil),
		steptest.New(f, Gibberish, "[code]", []string{""}, nil)}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, set := range sets {
			holdsGibberish(t, set, s)
		}
	})
}

func holdsGibberish(t *testing.T, set *steptest.Set, s string) {
	t.Helper()
	g, w, last := set.Step().(*gibberish), newDumpScan(), 0
	for _, d := range w.find(g, s) {
		if d.start < last || d.end <= d.start || d.end > len(s) || !utf8.ValidString(s[d.start:d.end]) {
			t.Fatalf("stretch [%d, %d) behind %d of %q", d.start, d.end, last, s)
		}
		last = d.end
	}
	docs := set.Docs()
	docs[0].Values[schema.SlotText] = schema.StringValue(s)
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	if left := w.find(g, docs[0].Text()); len(left) > 0 {
		t.Fatalf("left %v in %q of %q", left, docs[0].Text(), s)
	}
	if (last == 0) != (docs[0].Text() == s) {
		t.Fatalf("found to %d, %q became %q", last, s, docs[0].Text())
	}
}

// A scrap before a dump, which is none itself, does not hide it: numbers of parts lead from one to the other, which
// are no words, so that the scrap would take the rest of its line with it.
func TestGibberishBehindScrap(t *testing.T) {
	dump := "wJ6ll+eRt5Vk8higSee51RSaKgWI5Uji0WpDykEGgTjF7UAc6/8DiFpd/HMa31BcSclTNhw6gVA7Vne0Y5+YBiPkU19JuXNZtBWTz"
	s := "The list is this.\n\nxkqjvzq " + strings.Repeat("p5 ", 40) + dump + "\n\nIt ends here."
	if got := gibberishOf(t, "", s); strings.Contains(got, dump) || !strings.HasPrefix(got, "The list is this.\n\n") || !strings.HasSuffix(got, "It ends here.") {
		t.Errorf("became %q", got)
	}
}
