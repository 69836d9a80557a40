package text

import (
	"slices"
	"strings"
	"testing"
)

// What is code stands between ‹ and ›.
func TestAppendCode(t *testing.T) {
	for _, marked := range []string{
		"no code at all",
		"a ‹`b`› and ‹``c`d``› and ` alone",
		"a ` b\n\nc ` d", // no span over a blank line
		"‹```go\nx := 1\n```\n›after",
		"‹~~~\na\n```\n~~~~\n›b",
		"```\nnever closed\n\nx",
		"text\n\n‹    x := f(1)\n\n    y++\n›\nback",
		"text\n    goes on",
		"text\n\n    A paragraph that somebody indented, as letters and pages do, stays a paragraph.\n",
		"text\n\n    Upper floor\n    /th>\n    Summer\n",
		"‹\tgo build ./... && ls\n›",
		"  ‹```\n  inside a list\n  ```\n›",
	} {
		plain, want := unmark(marked)
		if got := AppendCode(nil, plain); !slices.Equal(got, want) {
			t.Errorf("%q has code at %v, not %v", plain, got, want)
		}
	}
}

// unmark takes the marks out of a text and returns where they stood.
func unmark(marked string) (plain string, spans []CodeSpan) {
	var b strings.Builder
	for _, r := range marked {
		switch r {
		case '‹':
			from := b.Len()
			if l := strings.LastIndexByte(b.String(), '\n'); strings.TrimSpace(b.String()[l+1:]) == "" {
				from = l + 1 // a block begins with its line
			}
			spans = append(spans, CodeSpan{Start: from})
		case '›':
			spans[len(spans)-1].End = b.Len()
		default:
			b.WriteRune(r)
		}
	}
	return b.String(), spans
}

func TestInCode(t *testing.T) {
	spans, hint := []CodeSpan{{2, 4}, {6, 9}}, 0
	var got []int
	for at := range 12 {
		if InCode(spans, at, &hint) {
			got = append(got, at)
		}
	}
	if want := []int{2, 3, 6, 7, 8}; !slices.Equal(got, want) {
		t.Errorf("code at %v, not %v", got, want)
	}
}

func TestProse(t *testing.T) {
	for line, want := range map[string]bool{
		"The yard behind the station takes glass, metal, wood and mattresses.": true,
		"老人每天早上都到河边散步，看看船，听听鸟叫，然后慢慢走回家。":                                       true,
		"It is closed.":                     false, // too short to tell
		"for i := 0; i < n; i++ {":          false,
		"go test ./... -run X":              false,
		`<meta name="a" content="b c d e">`: false,
	} {
		if got := Prose(line); got != want {
			t.Errorf("Prose(%q) is %v", line, got)
		}
	}
}

func TestParseTag(t *testing.T) {
	for _, c := range []struct {
		in   string
		end  int
		show string
	}{
		{"<b>x", 3, "b"}, {"</b>x", 4, "/b"}, {"<br/>", 5, "br/"}, {"<br />", 6, "br/"}, {"<BR clear=all>", 14, "BR!"},
		{`<a href="x" target=_blank>`, 26, "a!"}, {"<a\nhref='>'\n>", 13, "a!"}, {"<input disabled>", 16, "input!"}, {"<a href=”x”>", 16, "a!"},
		{`<a href="x"title="y">`, 21, "a!"}, {`<x-y data-z='{"a":1}'/>`, 23, "x-y!/"}, {`<b (click)="f()">`, 17, "b!"}, {"<String>", 8, "String"},
		{"<b and c>", 0, ""}, {"<option value=3 foo>", 20, "option!"}, {"<b\n\n>", 0, ""}, {"<b", 0, ""}, {"<b x", 0, ""}, {"< b>", 0, ""}, {"<1>", 0, ""}, {"<b && c>", 0, ""}, {"<ada@example.org>", 0, ""}, {`<a href="x>`, 0, ""},
	} {
		tag, ok := ParseTag(c.in, 0)
		show := ""
		if ok {
			show = strings.Repeat("/", count(tag.Closing)) + tag.Name + strings.Repeat("!", count(tag.Valued)) + strings.Repeat("/", count(tag.Closed))
		} else {
			tag.End = 0
		}
		if tag.End != c.end || show != c.show {
			t.Errorf("%q is %q up to %d, not %q up to %d", c.in, show, tag.End, c.show, c.end)
		}
	}
}

func count(b bool) int {
	if b {
		return 1
	}
	return 0
}

func TestEntity(t *testing.T) {
	for in, want := range map[string]string{
		"&amp;": "&", "&eacute;x": "é", "&#8217;": "’", "&#x2019;": "’", "&#x1F600;": "😀", "&#150;": "–", "&semi;": ";", "&AMP;": "&",
		"&amp": "", "&nosuch;": "", "&ampx;": "", "&;": "", "&#;": "", "&#x;": "", "& amp;": "", "&notit;": "",
	} {
		if got, end := Entity(in, 0); got != want || (end > 0) != (want != "") {
			t.Errorf("%q is %q (%d), not %q", in, got, end, want)
		}
	}
}

func TestElementNamed(t *testing.T) {
	for name, want := range map[string]Element{
		"td": Known | Loose | Cell | Grid | Odd, "TD": Known | Loose | Cell | Grid | Odd, "b": Known | Phrase, "input": Known | Void | Word,
		"string": 0, "": 0, "blockquotes": 0,
	} {
		if got := ElementNamed(name); got != want {
			t.Errorf("%q is %b, not %b", name, got, want)
		}
	}
}
