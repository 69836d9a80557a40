package main

import (
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"
)

// set returns the lines that a flow makes of text.
func set(width int, s string) []string {
	f := flow{width: width}
	f.put(s, "")
	var out []string
	for i := range f.lines {
		out = append(out, f.text(i, 0, paint{}))
	}
	return out
}

func TestFlow(t *testing.T) {
	for _, c := range []struct {
		width int
		in    string
		want  string
	}{
		{0, "a long line that stays as it is", "a long line that stays as it is"},
		{10, "the ferry is back", "the ferry |is back"},
		{10, "one\n\ntwo", "one||two"},
		{6, "unbreakable", "unbrea|kable"},
		{6, "ab unbreakable", "ab |unbrea|kable"},
		{7, "渡轮今天恢复", "渡轮今|天恢复"},
		{5, "ab渡轮", "ab渡|轮"},
		{3, "e\u0301e\u0301e\u0301e\u0301", "e\u0301e\u0301e\u0301|e\u0301"},
		{1, "渡", "渡"},
		{8, "a\tb", "a    b"},
		{20, "\x1b[31mred", `\x1b[31mred`},
		{3, "한글", "한|글"},
	} {
		if got := strings.Join(set(c.width, c.in), "|"); got != c.want {
			t.Errorf("%d, %q: %q, want %q", c.width, c.in, got, c.want)
		}
	}
}

// TestFlowLaws: no line is wider than it may be, nothing but blanks at line ends gets lost, and no mark
// is parted from its letter.
func TestFlowLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		width := rapid.IntRange(2, 30).Draw(t, "width")
		s := rapid.StringOf(rapid.SampledFrom([]rune("ab  c\n漢字한e\u0301\u0323é\x1b\t😀"))).Draw(t, "text")
		f := flow{width: width}
		style := rapid.SampledFrom([]string{"", "31"}).Draw(t, "style")
		f.put(s, style)
		var all strings.Builder
		for i := range f.lines {
			line := f.text(i, 0, paint{})
			if first, _ := utf8.DecodeRuneInString(line); cells(line) > width || i > 0 && line != "" && runeCells(first) == 0 && !strings.Contains("\n"+s, "\n"+string(first)) {
				t.Fatalf("line %q in %d cells", line, width)
			}
			all.WriteString(line)
		}
		bare := strings.NewReplacer(" ", "", "\n", "", "\t", "")
		if got, want := strings.ReplaceAll(all.String(), " ", ""), bare.Replace(s); got != safe(want) {
			t.Fatalf("%q became %q", want, got)
		}
	})
}

func TestDiffViewInTwoColumns(t *testing.T) {
	v := diffView{width: 2*columnCells + 3}
	got := v.render("The ferry is back today.\nThe pilots return on Monday.\nEnd.", "The ferry is back today.\nThe pilots\nreturn on Tuesday.\nEnd.")
	pad := func(s string) string { return s + strings.Repeat(" ", columnCells-cells(s)) + " │ " }
	want := pad("The ferry is back today.") + "The ferry is back today.\n" +
		pad("The pilots[- -]return on [-Monday-].") + "The pilots{+⏎\n" +
		strings.TrimRight(pad(""), " ") + " +}return on {+Tuesday+}.\n" +
		pad("End.") + "End.\n"
	if got != want {
		t.Errorf("got:\n%swant:\n%s", got, want)
	}
	v.width--
	if got := v.render("a b", "a c"); got != "a [-b-]{+c+}\n" {
		t.Errorf("in a narrow terminal: %q", got)
	}
}

func TestDiffViewFolds(t *testing.T) {
	long := strings.Repeat("word and word again, ", 100)
	got := diffView{paint: paint{on: true}}.render("one "+long+"two "+long, "eins "+long+"zwei "+long)
	if n := strings.Count(got, "words the same"); n != 2 {
		t.Errorf("%d folds in %q", n, got)
	}
	if !strings.HasPrefix(got, "\x1b[31m[-one-]\x1b[0m\x1b[32m{+eins+}\x1b[0m word and") || len(got) > 1200 {
		t.Errorf("got %q", got)
	}
	got = diffView{}.render("", long+long)
	if !strings.Contains(got, "⋯ 2") && !strings.Contains(got, "words ⋯") || len(got) > 3000 {
		t.Errorf("a long change: %q", got)
	}
}

func TestRuneCells(t *testing.T) {
	for r, want := range map[rune]int{'a': 1, 'é': 1, '\u0301': 0, '漢': 2, '한': 2, '\u1161': 0, '😀': 2, 'ﾊ': 1, 'Ａ': 2, 'ア': 2, '│': 1, '…': 1} {
		if got := runeCells(r); got != want {
			t.Errorf("%U: %d, want %d", r, got, want)
		}
	}
}
