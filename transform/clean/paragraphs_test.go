package clean

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

const wrapped = "The old road over the pass was closed for good last autumn,\nafter the slope above the second bend had moved by a\nhand's breadth in a single night. Walkers may still use\nit at their own risk, and the inn says that its kitchen\nhas never been better.\n"

func TestParagraphs(t *testing.T) {
	for _, c := range []struct{ args, in, want string }{
		{"", "", ""},
		{"", "\n \n\t\n", ""},
		{"", "One line.\n", "One line.\n"},
		{"", "\n\nOne line.\n\n\n\nAnother.\n\n\n", "One line.\n\nAnother."},
		{"{blank_lines: 0}", "One line.\n\nAnother.\n", "One line.\nAnother.\n"},
		{"", wrapped, strings.ReplaceAll(strings.TrimSuffix(wrapped, "\n"), "\n", " ") + "\n"},
		{"{wrapped: keep}", wrapped, wrapped},
		{"", "# Road\n\n" + wrapped, "# Road\n\n" + wrapped}, // Markdown
		{"{wrapped: join}", "# Road\n\n" + wrapped, "# Road\n\n" + strings.ReplaceAll(strings.TrimSuffix(wrapped, "\n"), "\n", " ") + "\n"},
		{"", "This year's pro-\ngramme begins with a song that everybody knows.", "This year's programme begins with a song that everybody knows."},
		{"", "The well-known song is well-\nknown, but not self-\nmade, say the pre-\nand the after-war crowd.", "The well-known song is well-known, but not self-made, say the pre- and the after-war crowd."},
		{"{hyphens: false}", "This pro-\ngramme begins.", "This pro-\ngramme begins."},
		{"", "  • a lamp\n  • two ropes\n    ◦ of hemp", "- a lamp\n- two ropes\n  - of hemp"},
		{"", "•\ta lamp\n•\n  bread", "- a lamp\n- bread"},
		{"{bullets: false}", "• a lamp", "• a lamp"},
		{"", "    The road over the pass was closed for good.\n\n    Walkers may still use it, at their own risk.\n", "The road over the pass was closed for good.\n\nWalkers may still use it, at their own risk.\n"},
		{"{indents: false}", "    The road over the pass was closed.\n", "    The road over the pass was closed.\n"},
	} {
		if got := cleaned(t, steptest.New(t, Paragraphs, c.args, []string{c.in}, nil)); got != c.want {
			t.Errorf("%s of %q is\n%q, not\n%q", c.args, c.in, got, c.want)
		}
	}
}

// Lines that are lines stay.
func TestParagraphsLeaves(t *testing.T) {
	for _, text := range []string{
		"The river has no morning,\nthe river has no night,\nit carries down the darkness,\nit carries down the light.\n",
		"Nobody pays the ferryman\nfor where he does not go.\nThe rope is tied to evening.\nThe rest is in the row.",
		"Harbour Museum\nLower Quay 4\n12345 Orwenby", "- eggs\n- flour, the fine one\n- string", "1. Open the lid.\n2. Press the button.",
		"> On Monday you wrote that the key\n> was lost. It hangs behind the door.", "Title of the piece\nThe text of it begins here and goes on for a while, so that it is a line of its own and longer than any title would ever be, and so on.",
		"name    value\nfirst   1\nsecond  2", "| a | b |\n|---|---|\n| c | d |", "    for {\n        wait()\n    }", "First line of two  \nsecond line of two\\\nthird line",
		"The lamp was lit by somebody who had come over the hill at night\nand went out again before dawn\nwhile the boats of the lower quay were waiting for the wind to turn\nand nobody slept in the town\nor on the pier of the old mole",
		"one word\nand two", "\"Is this the boat?\"\n\"It is a boat,\" said the man,\n\"and that is the isle.\"",
	} {
		if got := cleaned(t, steptest.New(t, Paragraphs, "", []string{text}, nil)); got != text {
			t.Errorf("%q became %q", text, got)
		}
	}
}

func TestParagraphsLaws(t *testing.T) {
	checkMapper(t, Paragraphs, "", textOf("\n", "\n", "• ", "-\n", "and then the boats of the town came back to the pier\n", "the pilots slept\n", "  ", "# ", "> ", "```\n", "\r\n"),
		func(m transform.Mapper, s string) bool { return !m.(*paragraphsStep).candidate(s) },
		func(m transform.Mapper, s string, e *schema.Edits) { m.(*paragraphsStep).pass(s, e) })
}

func BenchmarkParagraphs(b *testing.B) {
	clean := strings.Repeat("The ferry is back in service, and the pilots return to work. It left at 10:30.\n\n", 3000) + "The end."
	dirty := strings.Repeat(wrapped+"\n\n", 1000)
	b.Run("clean", func(b *testing.B) { benchmark(b, steptest.New(b, Paragraphs, "", []string{clean}, nil), len(clean)) })
	b.Run("dirty", func(b *testing.B) { benchmark(b, steptest.New(b, Paragraphs, "", []string{dirty}, nil), len(dirty)) })
}
