package clean

import (
	"regexp"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/transform/steptest"
)

func TestWhitespace(t *testing.T) {
	for _, c := range []struct{ args, in, want string }{
		{"", "", ""},
		{"", "\n \n\t\n", ""},
		{"", "a", "a"},
		{"", "a  b\tc \t d", "a b c d"},
		{"{runs: false}", "a  b\tc", "a  b\tc"},
		{"", "a \nb\t\n c ", "a\nb\n c"},
		{"{trailing: false}", "a  \nb", "a  \nb"},
		{"", "\n\na\n\n\n\nb\n\n\n", "a\n\nb\n"},
		{"{blank_lines: 2}", "a\n\n\n\n\nb", "a\n\n\nb"},
		{"{blank_lines: 0}", "a\n\nb", "a\nb"},
		{"{ends: false}", "\n\n\na\n\n\n", "\na\n\n"},
		{"{ends: false, trailing: false}", " \na", " \na"},
		{"", "a\n \t\n\u00A0\nb", "a\n\nb"},
		{"", "a\u00A0b\u3000\u2003c", "a b c"},
		{"{unicode: false}", "a\u00A0\u00A0b  c", "a\u00A0\u00A0b c"},
		{"{runs: false}", "a\u00A0\u00A0b", "a  b"},
		{"{indent: cut}", "  a\n\t b\n\u3000c", "a\nb\nc"},
		{"", "\u3000a", " a"},
		{"", "a  b \r\nc \r\n\r\n\r\n\r\nd", "a b\r\nc\r\n\r\nd"},

		{"", "```\na  b \n\n\n\n```\nc  d", "```\na  b \n\n\n\n```\nc d"},
		{"", "~~~\na  b\n```\n~~~~\nc  d", "~~~\na  b\n```\n~~~~\nc d"},
		{"", "````\na  b\n```\nc  d", "````\na b\n```\nc d"},                // never closed
		{"", "````\na  b\n```\nc  d\n```\n", "````\na b\n```\nc  d\n```\n"}, // the shorter one is
		{"", "``` a`b\nc  d\n```", "``` a`b\nc d\n```"},                     // code within a line
		{"{protect: []}", "```\na  b\n```", "```\na b\n```"},

		{"", "a\n\n    b  c\n\n\n\n    d  e\n\n\n\nf", "a\n\n    b  c\n\n\n\n    d  e\n\nf"},
		{"", "a\n    b  c", "a\n    b c"}, // goes on with the paragraph
		{"", "\tb  c\n", "\tb  c\n"},
		{"{blank_lines: 0}", "a\n\n\n    b  c\n\nd", "a\n\n    b  c\nd"},

		{"", "| a  | b |\n| 1  | 2 |\n", "| a  | b |\n| 1  | 2 |\n"},
		{"", "| a  | b |\nc  d", "| a | b |\nc d"}, // one line is no table
		{"", "a  | b\n---|---\n1  | 2\n\n3  | 4", "a  | b\n---|---\n1  | 2\n\n3 | 4"},
	} {
		if got := cleaned(t, steptest.New(t, Whitespace, c.args, []string{c.in}, nil)); got != c.want {
			t.Errorf("%s of %q is %q, not %q", c.args, c.in, got, c.want)
		}
	}
}

// slowWhitespace is the step with nothing protected, by regular expressions.
func slowWhitespace(s string) string {
	s = regexp.MustCompile(`[\x{A0}\x{1680}\x{2000}-\x{200A}\x{202F}\x{205F}\x{3000}]`).ReplaceAllString(s, " ")
	s = regexp.MustCompile(`(?m)[ \t]+$`).ReplaceAllString(s, "")
	s = regexp.MustCompile(`(?m)([^ \t\n])[ \t]+`).ReplaceAllString(s, "$1 ")
	s = regexp.MustCompile(`\n{3,}`).ReplaceAllString(s, "\n\n")
	s = strings.TrimLeft(regexp.MustCompile(`^\n+`).ReplaceAllString(s, ""), "\n")
	if s = regexp.MustCompile(`\n+$`).ReplaceAllString(s, "\n"); s == "\n" {
		return ""
	}
	return s
}

func TestWhitespaceAgainstPatterns(t *testing.T) {
	s := steptest.New(t, Whitespace, "{protect: []}", []string{""}, nil)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.StringOf(rapid.SampledFrom([]rune("aé  \t\n\n\u00A0\u3000|`"))).Draw(t, "text")
		if got, want := mapped(t, s, text), slowWhitespace(text); got != want {
			t.Fatalf("%q is %q, not %q", text, got, want)
		}
	})
}

// The fast path never passes a text that the step would change.
func TestWhitespaceFastPath(t *testing.T) {
	for _, args := range []string{"", "{unicode: false}", "{blank_lines: 0}", "{blank_lines: 3}", "{indent: cut}"} {
		s := steptest.New(t, Whitespace, args, []string{""}, nil)
		w := s.Step().(*whitespaceStep)
		rapid.Check(t, func(t *rapid.T) {
			text := rapid.StringOf(rapid.SampledFrom([]rune("aaé \n\t\u00A0\r"))).Draw(t, "text")
			if w.clean(text) && len(text) > 0 {
				var e = mapped(t, s, "\n"+text+"\n\n") // forces the slow path, which cuts what was added
				if e != text && e != text+"\n" {
					t.Fatalf("%q passes as clean, but becomes %q", text, e)
				}
			}
		})
	}
}

// Many fences that nothing closes, many tables, many blank lines: no more than linear.
func TestWhitespaceHostile(t *testing.T) {
	for _, piece := range []string{"```go\n", "~~~~\n", "```x\n~~~y\n", "|\n", "| |\n", "a|b\n-|-\n", "    x\n\n", "\n", " \n", "\t", "\u3000"} {
		cleaned(t, steptest.New(t, Whitespace, "", []string{"a\n" + strings.Repeat(piece, 100_000) + "b"}, nil))
	}
}

func BenchmarkWhitespace(b *testing.B) {
	clean := strings.Repeat("The ferry is back in service, and the pilots return to work.\nA second line.\n\n", 3000)
	dirty := strings.Repeat("The ferry  is back in service, and the pilots return to work. \n\n\n\n", 3000)
	b.Run("clean", func(b *testing.B) {
		benchmark(b, steptest.New(b, Whitespace, "", []string{strings.TrimSpace(clean)}, nil), len(clean))
	})
	b.Run("dirty", func(b *testing.B) { benchmark(b, steptest.New(b, Whitespace, "", []string{dirty}, nil), len(dirty)) })
}
