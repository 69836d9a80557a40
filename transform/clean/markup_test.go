package clean

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

type markupCase struct{ in, want string }

func checkMarkup(t *testing.T, args string, cases []markupCase) {
	t.Helper()
	checkStep(t, Markup, args, cases)
}

func checkStep(t *testing.T, spec transform.Spec, args string, cases []markupCase) {
	t.Helper()
	for _, c := range cases {
		if got := cleaned(t, steptest.New(t, spec, args, []string{c.in}, nil)); got != c.want {
			t.Errorf("%s of\n%q is\n%q, not\n%q", args, c.in, got, c.want)
		}
	}
}

// same makes cases of texts that stay as they are.
func same(texts ...string) (cases []markupCase) {
	for _, s := range texts {
		cases = append(cases, markupCase{s, s})
	}
	return cases
}

func TestMarkupTags(t *testing.T) {
	checkMarkup(t, "", []markupCase{
		{"a <b>bold</b> word", "a bold word"},
		{"in<b>fo</b>rm", "inform"},
		{"one<br>two", "one\ntwo"},
		{"one <br /> two", "one\ntwo"},
		{"<p>one</p><p>two</p>", "one\n\ntwo"},
		{"one</p>\n\n<p>two", "one\n\ntwo"},
		{"<h1>Title</h1>\nText", "Title\n\nText"},
		{"<ul><li>one</li><li>two</li></ul>", "one\ntwo"},
		{"a <IMG SRC=x.png ALT='b'> c", "a c"},
		{"<div\n class=\"x\"\n>text</div>", "text"},
		{"<a href=”https://example.org”>go</a> on", "go on"},
		{"a<!-- b -->c <!--\nd\n-->", "ac"},
		{"<!DOCTYPE html>\n<html><body>x</body></html>", "x"},
		{"x<?php echo 1; ?> y", "x y"},
		{"<![CDATA[words]]>", "words"},
		{"a\n<script>if (a < b) { f('<p>') }</script>\nb", "a\nb"},
		{"<STYLE type='text/css'>p { color: red }</STYLE>x", "x"},
		{"text\n<p>\nmore", "text\n\nmore"},
		{"text\n</div>\n</div>\nmore", "text\nmore"},
		{"<o:p>x</o:p> <x-card data-a=\"1\">y</x-card>", "x y"},
		{"an <i class=\"x\">old</i> <b>way</b>: \"<br>\" and (</p>)", "an old way: \"<br>\" and (</p>)"},
		{"a <b class=\"x\">b</b> <i>c</i>\n\n> quoted\n>\n> more\n>\nend", "a b c\n\n> quoted\n>\n> more\n>\nend"},
		{"an <i class=\"x\">old</i> <b>way</b>: A->B->C, a < b > c, x>y, p>q", "an old way: A->B->C, a < b > c, x>y, p>q"},
		{"<svg viewBox=\"0 0 1 1\"><path d=\"M0\"/></svg>seal", "seal"},
	})
}

func TestMarkupStays(t *testing.T) {
	checkMarkup(t, "", same(
		"We write a < b, b > a, x <= 10 && y >= 2, 3 > x > 5, i<n and n>i.",
		"if a <b and c> d, or x <i && j> y",
		"x -> y, x <- y, x <-> y, => and --> and <3 and >:( and <o/ and \\o>",
		"List<String>, Map<K, List<V>>, vector<int>, Foo<b>, std::vector<p>",
		"write <ada@example.org>, see <https://example.org/a?b=1&c=2>",
		"usage: copy <input> <output> [<title>] < in > out",
		"the <b> tag, the `<i>x</i>` code, \"<br>\" and (<p>)",
		"In HTML a <br> breaks and <em>x</em> slants.",
		"Type: >\n\t:set x\n<\nor: >\n\t:set y\n<\nor: >\n\t:set z\n<\n",
		"\t------->\na line with an arrow above, which is drawn",
		"> quoted\n>\n> quoted again\n>> deeper\n\nanswer",
		"AT&T, R&D; B&B & co, a&b;c, ?a=1&copy=2&lt=3",
		"```\n<p>code</p> &amp; < td />\n```",
		"So:\n\n    <p class=\"x\">code</p>\n\nDone.",
		"ul > li > a and ul>li>a and table > tbody",
		"Home > News > Sport",
		"He said </sarcasm> and left.",
		"p < 0.05 and p > 0.01 where\np >\n0.5 holds",
		"1 < 2\n> 1",
		"[1] a reference, [sic], [x], array[i], [[1,2],[3,4]], [[ -f x ]]",
		"{{.Name}} is a field of the template, and the template knows {{.Title}}.",
		"set { a, b | a > b } and f(x) { return x; }",
		"'tis ''quoted'' so",
		"2 ** 3 ** 4, snake_case_name, *a note",
		"# Title\n\nSee [it](https://example.org) &copy; and <kbd>Ctrl</kbd>, <br> too.\n\n<p align=\"center\">x</p>",
		"<!-- licence -->\n# Title\n\nWords.",
		"if (a < b) {\n\treturn c;\n}\nfor (;;) {\n\tx<b>(y);\n}\nint z;\n",
	))
}

func TestMarkupBroken(t *testing.T) {
	checkMarkup(t, "", []markupCase{
		{"a.< td /> tr >\nb.< td /> tr >", "a.\nb."},
		{"  • < strong >Glass:< strong /> no lids. li >", "  • Glass: no lids."},
		{"end of it. li > ul >\n\nNext: p >", "end of it.\n\nNext:"},
		{"x\n\n<\n\n>\n<\n\n>\n\ny", "x\n\ny"},
		{"A th> B th> tr>\nC t d>–>", "| A | B |\n|---|---|\n| C | |"},
		{"A th> B\nC t d>–>", "A B\nC"}, // too little to tell rows
		{"x\n\ntbody>–>\n\ntable-->\n\n /th>\n\ny", "x\n\ny"},
		{"Words /tr /tr /tr /some-words-tr-/tbody-/table-", "Words"},
		{"< td Words go on /tr /tr", "Words go on"},
		{"a </ b> c <br / d </b e", "a c d e"},
		{"class=\"lead\">Words <\nand a href=\"https://example.org/x\" >more", "Words <\nand more"},
		{"</\n\n/>\n\n<li\n\n< br\n\n<!–\n\nx", "x"},
		{"< a href=\"x\" >y< /a >", "y"},
		{"text</p", "text"},
	})
}

func TestMarkupEntities(t *testing.T) {
	checkMarkup(t, "", []markupCase{
		{"Fish &amp; chips &lt; 5&nbsp;crowns&hellip;", "Fish & chips < 5 crowns…"},
		{"&amp;amp;lt; &amp;#8217; &amp;nbsp;", "< ’ "},
		{"caf&eacute &copy 2020, don&#8217t", "café © 2020, don’t"},
		{"a &amp b, & nbsp ;c, d nbsp;e amp; f", "a & b, c, d e & f"},
		{"&lt;b&gt;bold&lt;/b&gt;", "bold"},
		{"&#x27;x&#x27; &#7; &#13;&#10;y", "'x'  \ny"},
		{"/?a=1&amp;b=2", "/?a=1&b=2"},
		{"&nbsp;&nbsp;\nx", "\nx"},
	})
	checkMarkup(t, "", same("In HTML write &lt; for it.", "the entity \"&eacute;\" and `&amp;`", "an XML &amp; sign"))
}

func TestMarkupStyle(t *testing.T) {
	prose := "The yard behind the station takes glass, metal and wood.\n\n"
	checkMarkup(t, "", []markupCase{
		{prose + ".box { margin: 0 auto; padding: 4px }\n#x a:hover{color:#333}\n\nOpen at noon.", prose + "Open at noon."},
		{prose + "@media (max-width: 9px) {\n  .x { display: none !important }\n}\nOpen.", prose + "Open."},
		{prose + "body {\n  color: red;\n  margin: 0\n}\nOpen.", prose + "Open."},
		{prose + "window.dataLayer = window.dataLayer || []; gtag('js', new Date());\nOpen.", prose + "Open."},
		{prose + "jQuery(document).ready(function($) {\n  $('.x').slick({ a: true });\n});\nOpen.", prose + "Open."},
	})
	checkMarkup(t, "", same(
		prose+"The rule is:\n.box { margin: 0 }\n",
		prose+"A set { x: y } of pairs; it is { a: 1, b: 2 }.\n",
		prose+"It applies !(X && Y) => (!X || !Y) to all.\n",
	))
}

func TestMarkupWiki(t *testing.T) {
	checkMarkup(t, "", []markupCase{
		{"'''Tollund''' is a [[village|small village]] in [[Jutland]].[1]\n\n[[Category:Villages]]\n", "Tollund is a small village in Jutland.\n\n"},
		{"== History ==\n''Old'' text{{cite web|url=x|title=y}}.<ref name=\"a\" /><ref>b</ref>", "History\nOld text."},
		{"[[Datei:Bild.jpg|mini|Ein [[Schiff]]]]\nText.[citation needed]", "Text."},
		{"{{Infobox town\n| name = X\n| area = {{convert|3|km}}\n}}\nText {{lang|la|verbum}}.", "Text verbum."},
		{"See [https://example.org/a the page] now.", "See the page now."},
	})
	checkMarkup(t, "", same("[[nodiscard]] int f();", "See [it](https://example.org/x) [https://example.org](https://example.org)."))
}

func TestMarkupBBCode(t *testing.T) {
	checkMarkup(t, "", []markupCase{
		{"[b]Hello[/b] [url=https://example.org]there[/url] [COLOR=#fff]you[/COLOR]", "Hello there you"},
		{"[quote=\"Sigga\"]Old[/quote]\nNew [img]https://example.org/a.gif[/img]", "Old\nNew "},
		{"[list][*]one\n[*]two[/list]", "- one\n- two"},
		{"[caption id=\"a_1\" width=\"300\"]A boat[/caption] [gallery ids=\"1,2\"]", "A boat "},
		{"[vc_row][vc_column]Text[/vc_column][/vc_row]", "Text"},
	})
	checkMarkup(t, "", same("a[i] and b[b] of [u], item [3], [size] and [/usr/bin]"))
}

func TestMarkupTemplates(t *testing.T) {
	checkMarkup(t, "", []markupCase{
		{"Dear {{ user.name }}, see {% if x %}it{% endif %} <%= y.title %> now %%UNSUBSCRIBE%%.", "Dear , see it now ."},
		{"Hello ${name} and *|FNAME|*!", "Hello and !"},
	})
	checkMarkup(t, "", same("Set ${HOME} or ${var} as $var.", "100%% of 5%% is little", "{{.X}} in a template; the template is it"))
}

func TestMarkupFrontMatter(t *testing.T) {
	checkMarkup(t, "", []markupCase{{"---\nlayout: post\ntags: [a, b]\n---\nText.\n", "Text.\n"}, {"+++\ntitle = \"x\"\n+++\nText.\n", "Text.\n"}})
	checkMarkup(t, "", []markupCase{{"---\ntitle: The lock\nsummary: The lock has leaked since it was built, and nobody mends it.\n---\nText.\n", "Text.\n"}})
	checkMarkup(t, "", same("---\nAnna: I am here, and I have waited since noon.\nBo: So am I, but nobody told me.\n---\n\nThey left together.\n"))
	checkMarkup(t, "", same("---\nA line.\n---\nText.\n", "---\nkey: value\nnever closed\n"))
	checkMarkup(t, "{keep: [front_matter]}", same("---\nlayout: post\n---\nText.\n"))
}

// A measure is what a sentence says.
func TestMarkupMeasures(t *testing.T) {
	checkMarkup(t, "", []markupCase{
		{"'''Tollund''' is {{convert|12|km|mi|abbr=on}} from the [[sea]], {{cvt|3|to|4|m}} above it.{{citation needed}}", "Tollund is 12 km from the sea, 3 to 4 m above it."},
		{"'''Tollund''' has a [[lock]] of {{convert|7|by|30|m|ft}}.{{convert|x}}", "Tollund has a lock of 7 by 30 m."},
	})
}

// An arrow far behind a mark that nothing closes is no reason to lose the paragraphs between them.
func TestMarkupStrayComment(t *testing.T) {
	checkMarkup(t, "", []markupCase{{"We left a note <!-- here by mistake. The council met on Monday and heard the harbour master.\n\nHe spoke for an hour. Nobody asked anything.\n\nThe meeting --> is over.",
		"We left a note  here by mistake. The council met on Monday and heard the harbour master.\n\nHe spoke for an hour. Nobody asked anything.\n\nThe meeting  is over."},
		{"Old page. <!-- The lock was built in 1911 and has leaked since. --> It still leaks.", "Old page. It still leaks."}})
}

func TestMarkupMarkdown(t *testing.T) {
	checkMarkup(t, "", []markupCase{{"# A\n\n[](https://example.org/x) See [it](/a).[^1] **b**", "# A\n\nSee [it](/a). **b**"}})
	checkMarkup(t, "", same("A.[^1]\n\n[^1]: A note.\n", "matches [^1] and x[^ab]*"))
	checkMarkup(t, "{markdown: strip}", []markupCase{
		{"# A **b** #\n\nx *y* __z__ ~~w~~ ***v***\n", "A b\n\nx y z w v\n"},
		{"Title\n=====\n\n---\n\nSee [it **now**](/a \"t\") ![pic](b.png)and [that][1].\n\n[1]: https://example.org/x\n", "Title\n\n\nSee it now and that.\n\n"},
		{"`word` and `a<b>` and ``x y``\n\n```\n# no heading\n```\n", "word and `a<b>` and x y\n\n```\n# no heading\n```\n"},
		{"2 * 3 * 4, a_b_c, f(*x, *y), \\_as\\_, 5 \\- 3", "2 * 3 * 4, a_b_c, f(*x, *y), \\_as\\_, 5 - 3"},
		{"> quoted\n> lines", "> quoted\n> lines"},
		{"漢**字**漢", "漢字漢"},
	})
	checkMarkup(t, "{markdown: normalise}", []markupCase{{"* a\n+ b __c__ _d_\n\n***\n", "- a\n- b **c** *d*\n\n---\n"}})
}

func TestMarkupKeep(t *testing.T) {
	for _, c := range []struct{ kind, text string }{
		{"tag", "a <b>c</b>"}, {"comment", "a<!-- b -->"}, {"script", "a <script>b</script>"}, {"broken", "a.< td /> tr >\n"}, {"entity", "a &amp; b"},
		{"wiki", "'''a''' [[b|c]]"}, {"bbcode", "[b]a[/b]"}, {"template", "{% a %}"}, {"style", "A.\n\n.b { color: red }\n"},
	} {
		checkMarkup(t, "{keep: ["+c.kind+"]}", same(c.text))
		if got := cleaned(t, steptest.New(t, Markup, "", []string{c.text}, nil)); got == c.text {
			t.Errorf("%q is left as it is without %s", c.text, c.kind)
		}
	}
}

// markupPieces are what hostile texts are made of.
var markupPieces = []string{"<", ">", "</", "/>", "< ", " >", "<b>", "</b>", "<p>", "<td>", "< td />", "< td >", "tr >", "th>", "t d>–>", "/tr", "table-->", "<table>", "</table>", "<tr>",
	"<!--", "-->", "<script>", "</script>", "<a href=\"", "\">", "&", "&amp;", "amp;", "lt;", "&lt", "&#38;", "nbsp;", "[[", "]]", "{{", "}}", "|", "||", "|-", "{|", "|}", "'''", "''", "== ", " ==",
	"[b]", "[/b]", "[*]", "[url=x]", "](", "[^1]", ")", "**", "*", "_", "~~", "`", "```\n", "#", "# ", "---", "|---|---|", "\n", "\n\n", "    ", "\t", " ", "  ", "\u00A0", "a", "b", "li", "Words go on.", "x; y", ";", "é", "漢", "$", "${a}", "{%", "%}", "%%", "color: red", "{", "}",
	"window.", "function(", ");", "＜b＞", "‹", "›", "lt;", "gt;", "<!–", "–>", "<\\/p>", "\\u003c", "%3C", "class=\"a\"", "style=\"b: c\" ", "=\"", "spanclass=\"x\">", "<s pan>", "!DOCTYPE b>", "?xml c", "[endif]-->", "</script>", "</table>\n", "let x = 1;\n", "</di", "&#55357;", "&eacute", "#8217;", "＆amp;", "{/if}", "{if $a}", "{#", "#}", "@endif\n", "#end", "<#if>", "[[+a]]", "[quote]", "[img]http", "[ b ]", "[a b=c]", "thumb|left|", "| a = b\n", "~~~~", "[[de:x]]\n", "\"@type\": \"b\",\n", "var a = 'b';\n", ".a{b:c;", "@import \"a\";", "/*", "*/", "}\n", "![", "!", "+-", "<ref>", "</ref>", "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td>d</td></tr></table>", "%(a)s", "$[[a]]", "{#a}", "{/a}", "{:else}", "[+a+]", "[#if a]", "@if('x')", "<<a_b>>", "*{a}", "[/a_b]", "[abcd]", "[/abcd]", "<i <i>", "< em>", "</ul <p>", "/ d i v\n", "\"/>\n", "<t\n", "class=\n", "<!--[if IE]>", "<![endif]-->", "<code style>", "</code>", "<style>", ".a{top:0}", "a_b = 1;", "[a][8]", "<https://a.b>", "==ab==", "^[a b]", "{.a}", "<?php $a", "/* <![CDATA[ */", "/* ]]> */", "One is here. Two is there.\n", "l'''a'' ", "<\\td>", "<//b>", "@layer a;", "\\", "\r\n"}

// Whatever the text: a second run does nothing, for every way with Markdown and tables.
func TestMarkupFixpoint(t *testing.T) {
	for _, c := range []struct {
		spec transform.Spec
		args string
	}{{Markup, ""}, {Markup, "{markdown: strip}"}, {Markup, "{markdown: normalise}"}, {Markup, "{keep: [table, entity]}"},
		{Tables, ""}, {Tables, "text"}, {Tables, "cut"}} {
		s := steptest.New(t, c.spec, c.args, []string{""}, nil)
		rapid.Check(t, func(t *rapid.T) {
			text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(markupPieces), 0, 30).Draw(t, "text"), "")
			once := mapped(t, s, text)
			if twice := mapped(t, s, once); twice != once {
				t.Fatalf("%s %s: a second run makes %q of %q", c.spec.Name, c.args, twice, once)
			}
		})
	}
}

// The fast path never passes a text that the step would change.
func TestMarkupFastPath(t *testing.T) {
	s := steptest.New(t, Markup, "", []string{""}, nil)
	m := s.Step().(*markup)
	rapid.Check(t, func(t *rapid.T) {
		text := strings.Join(rapid.SliceOfN(rapid.SampledFrom(markupPieces), 0, 6).Draw(t, "text"), "")
		if m.clean(text, signsOf(text)) && mapped(t, s, text) != text {
			t.Fatalf("%q passes as clean", text)
		}
	})
}

// Prose that holds no candidate costs no allocation.
func TestMarkupCleanIsFree(t *testing.T) {
	for _, spec := range []transform.Spec{Markup, Tables} {
		for _, text := range []string{strings.Repeat("Plain text; it's “quoted” (really): 5 % of it, a - b.\n", 100), "Привет, мир; да.", "東京は日本。", "مرحبا بالعالم؛ نعم"} {
			s := steptest.New(t, spec, "", []string{text}, nil)
			docs, scratch := s.Docs(), schema.Scratch{}
			m, err := s.Mapper(nil)
			if err != nil {
				t.Fatal(err)
			}
			docs[0].Begin(s.Plan.Layout, 0, &scratch)
			if n := testing.AllocsPerRun(100, func() { _ = m.Map(context.Background(), &docs[0]) }); n > 0 {
				t.Errorf("%s: %v allocations for %q", spec.Name, n, text[:12])
			}
		}
	}
}

// What costs more than its length shows here by its time: many openings that nothing closes, many
// pieces on one line, many tables.
func TestMarkupHostile(t *testing.T) {
	for _, piece := range append([]string{"(", "@", "\u0301", "a ", "<a x=‘", "<<b>b>", "<b<b", "&amp;", "[[a|", "{{a", "{{a|b=", "a|b\n", "|\n", "a\tb\n", "a;b;c\n", "a  b\n", "a  1\n", ">\n", "<\n", "< td >a",
		"a th> ", "`a", "[a][b]", "[a](", "`` ", "''a", "[b]a[/b]", ".a{color:red}", "$(a);", "${a} ", "a\n\n", "A< th /> B< th /> tr >\n\n", "\"><", "<td>a</td>", "a</b ", "x=\"y\">", "a [http://a b",
		"[[a]] '''b''' ''c'' ", "a: `b` **c** ", "&eacute", "/tr ", "< br\n", "<!– ", "＜b", "‹b", "lt;", "a{", ".a{", ".a{b:c;", "a:b;\n", "color:red;\n", "}\n", "/*", "b. x.y(", "x.y();", "x='", "</di\n", "a>", "p>a ", "<p\n", "@if(", "{a}", "{/a}", "{$a}", "[a b=c]", "[/a]", "[a=", "[[+a", "\\u003c", "%3C", "&# ", "& e", "x#39;", "| a = b\n", "thumb|", "<b x=", "<!-", "=\"", " style=\"", "a=\"b\" ", "\"@type\": 1,\n", "var x = 'a';\n", "Ab c. var ", "{a} {/a} ", "<!--", "<!-- Here it stands. ", "<!--[if a]> b ", "%(a ", "<https://a> ", "](http://a)", "a^[b c", "{/a} {#a} ", "@include('a') "}, markupPieces...) {
		for _, spec := range []transform.Spec{Markup, Tables} {
			cleaned(t, steptest.New(t, spec, "", []string{strings.Repeat(piece, (1<<17)/len(piece))}, nil))
		}
	}
}

// Right text of the world and of manuals is left alone: the README files of the modules that this one
// is built from, and the texts of testdata that are right.
func TestMarkupFalseAlarms(t *testing.T) {
	texts := rightTexts(t)
	for _, spec := range []transform.Spec{Markup, Tables} {
		all, changed := 0, 0
		for name, text := range texts {
			s := steptest.New(t, spec, "", []string{text}, nil)
			docs := s.Docs()
			if err := s.Run(docs, nil); err != nil {
				t.Fatal(err)
			}
			here := 0
			docs[0].Rows(func(r schema.Row) { here += r.RemovedBytes + r.InsertedBytes })
			all += len(text)
			if changed += here; here > 0 {
				t.Logf("%s changes %d bytes of %s", spec.Name, here, name)
			}
		}
		if changed*10_000 > all {
			t.Errorf("%s changes %d of %d bytes of right text", spec.Name, changed, all)
		}
	}
}

// rightTexts returns the README files of the modules that go.mod requires, as far as they are in the
// module cache, and the prose of testdata. What else lies in the cache depends on the machine.
func rightTexts(t *testing.T) map[string]string {
	t.Helper()
	world, err := filepath.Glob(filepath.Join("..", "..", "testdata", "documents", "world", "*.txt"))
	if err != nil {
		t.Fatal(err)
	}
	texts := map[string]string{}
	for _, file := range append(requiredReadmes(t), world...) {
		data, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue
		}
		if err != nil {
			t.Fatal(err)
		}
		texts[filepath.Base(filepath.Dir(file))+"/"+filepath.Base(file)] = strings.ToValidUTF8(string(data), "\uFFFD")
	}
	if len(texts) < 20 {
		t.Errorf("%d texts: the world is missing", len(texts))
	}
	return texts
}

// requiredReadmes names the README.md of each module of go.mod, present or not.
func requiredReadmes(t *testing.T) []string {
	t.Helper()
	cache := os.Getenv("GOMODCACHE")
	if cache == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			t.Skip("no module cache")
		}
		cache = filepath.Join(home, "go", "pkg", "mod")
	}
	mod, err := os.ReadFile(filepath.Join("..", "..", "go.mod"))
	if err != nil {
		t.Fatal(err)
	}
	var files []string
	for line := range strings.Lines(string(mod)) {
		if f := strings.Fields(line); len(f) >= 2 && strings.HasPrefix(f[1], "v") && strings.Contains(f[0], ".") {
			files = append(files, filepath.Join(cache, filepath.FromSlash(f[0])+"@"+f[1], "README.md"))
		}
	}
	return files
}

func BenchmarkMarkup(b *testing.B) {
	prose := strings.Repeat("The ferry is back in service; the pilots, who'd waited, return to work (at noon).\nA second line - with 5 % more.\n\n", 3000)
	markdown := strings.Repeat("# The ferry\n\nIt *is* back in [service](https://example.org/a), and the pilots return.\n\n", 3000)
	tagged := strings.Repeat("<p>The ferry is <b>back</b> in service &amp; the pilots return to work.</p>\nAnother line without any of it stands here.\n", 3000)
	for _, spec := range []transform.Spec{Markup, Tables} {
		for _, c := range []struct{ name, text string }{{"prose", prose}, {"markdown", markdown}, {"tagged", tagged}} {
			b.Run(spec.Name+"/"+c.name, func(b *testing.B) {
				benchmark(b, steptest.New(b, spec, "", []string{c.text}, nil), len(c.text))
			})
		}
	}
}
