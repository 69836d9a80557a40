package garble

import "strings"

// pairs are inline tags round a word, what opens and what closes.
var tagPairs = [][2]string{
	{`<b>`, `</b>`}, {`<i>`, `</i>`}, {`<em class="lead">`, `</em>`}, {`<strong>`, `</strong>`},
	{`<a href="‹url›">`, `</a>`}, {`<a class='more-link' href='/‹w›/‹d4›' rel="nofollow">`, `</a>`},
	{`<span style="color:#‹x6›; font-size: 12px">`, `</span>`}, {`<SPAN ID=‹w›>`, `</SPAN>`},
	{`<font face="Verdana" size=2>`, `</font>`}, {`<u>`, `</u>`}, {`<abbr title="‹w› ‹w›">`, `</abbr>`},
	{`<mark data-id="‹d5›">`, `</mark>`}, {`<o:p>`, `</o:p>`}, {`<label for="‹w›">`, `</label>`},
}

// tagSingles are tags that stand alone within a line.
var tagSingles = []string{
	`<br>`, `<br />`, `<br/>`, `<img src="‹url›.png" alt="">`, `<img src='/img/‹w›.jpg' width="‹d3›" height="‹d3›"/>`,
	`<!-- ‹w› ‹n› -->`, `<wbr>`, `<hr class="‹w›">`, `<input type="hidden" name="‹w›" value="‹x12›">`, `<a name="‹w›"></a>`,
	`<sup></sup>`, `<span class="icon icon-‹w›"></span>`,
}

// tagLines stand on lines of their own.
var tagLines = []string{
	`<div class="‹w›-content clearfix" id="post-‹d5›">`, `</div></div>`, `<p>`, `</p>`, `<td valign="top" width="‹d3›">`,
	`</td></tr>`, `<table border="0" cellpadding="4"><tbody><tr>`, `</tbody></table>`, `<ul class="menu"><li>`, `</li></ul>`,
	`<!-- end ‹w› -->`, `<section data-module="‹w›">`, `<![endif]-->`, `<meta name="generator" content="‹W› ‹n›.‹n›">`,
	`<iframe src="‹url›" width="560" height="315" frameborder="0" allowfullscreen></iframe>`, `<link rel="stylesheet" href="/‹w›.css">`,
}

// brokenLines are tags that lost a part, as extraction leaves them.
var brokenLines = []string{
	`< td />`, `td>–>`, `t d>–>`, `li >`, `/tr /tr`, `tbody>–>`, `< / div >`, `<`, `>`, `<\n\n>`, `/ td`, `t r >`, `<–`, `tr>`,
	`< br`, `/ul>`, `<li`, `/td /tr`, `< p class=`, `table>–>`, `</`, `/>`, `th> /th>`, `<!–`, `–>`,
}

// brokenInline stand between two words.
var brokenInline = []string{`< td />`, `</ b>`, `< /p>`, `<br /`, `/span>`, `< strong >`, `</ a >`}

func plantTags(p *Page) {
	for _, w := range p.Some(p.Words(), p.Rand.Between(2, 5)) {
		pair := Pick(p.Rand, tagPairs)
		p.Wrap(w.Start, w.End, p.Rand.Shape(pair[0]), pair[1])
	}
	PlantBetween(p, tagSingles, 2)
}

// PlantLines plants two to five of the patterns as lines, or runs of lines, between paragraphs.
func PlantLines(p *Page, patterns []string) {
	for _, at := range p.Some(p.Breaks(), p.Rand.Between(2, 5)) {
		var b strings.Builder
		for range p.Rand.Between(1, 4) {
			b.WriteString(strings.ReplaceAll(p.Rand.Shapes(patterns), `\n`, "\n"))
			b.WriteString("\n")
		}
		p.Insert(at.Start, b.String()+"\n")
	}
}

// PlantBlock plants one block of text, with a blank line behind it, before a paragraph.
func PlantBlock(p *Page, text string) {
	for _, at := range p.Some(p.Breaks(), 1) {
		p.Insert(at.Start, text+"\n\n")
	}
}

// PlantBetween plants up to n of the patterns between words, with a space behind.
func PlantBetween(p *Page, patterns []string, n int) {
	for _, s := range p.Some(p.Starts(), n) {
		p.Insert(s.Start, p.Rand.Shapes(patterns)+" ")
	}
}

// Starts returns the places where a word begins behind a space.
func (p *Page) Starts() []Span {
	spaces := p.Runes(func(before, r, after rune) bool {
		return r == ' ' && before != ' ' && before != '\n' && after != ' ' && after != '\n'
	})
	for i := range spaces {
		spaces[i].Start = spaces[i].End
	}
	return spaces
}

func plantBroken(p *Page) {
	PlantLines(p, brokenLines)
	PlantBetween(p, brokenInline, 2)
}

// cssBlocks and scriptBlocks are what is left of heads and templates.
var cssBlocks = []string{
	".‹w›-box { margin: 0 auto; padding: ‹n›px; background: #‹x6› url(/img/‹w›.png) no-repeat; }\n#‹w› a:hover{color:#‹x3›}",
	"<style type=\"text/css\">\nbody { font-family: Arial, sans-serif; }\n.‹w› > li { float: left; width: ‹n›%; }\n</style>",
	"@media only screen and (max-width: ‹d3›px) { .‹w› { display: none !important; } }",
	"table.‹w› td { border: 1px solid #‹x3›; }\ntable.‹w› th { text-align: left; }\n.‹w›-‹n› { position: absolute; top: -‹n›px; }",
}

var scriptBlocks = []string{
	"<script type=\"text/javascript\">\nvar ‹w›_id = ‹d6›;\n(function() { var s = document.createElement('script'); s.async = true; s.src = '//‹host›/‹w›.js'; })();\n</script>",
	"window.dataLayer = window.dataLayer || []; function gtag(){dataLayer.push(arguments);} gtag('js', new Date());",
	"document.write('<scr' + 'ipt src=\"‹url›\"></scr' + 'ipt>');",
	"jQuery(document).ready(function($){ $('.‹w›').slick({ autoplay: true, speed: ‹d3› }); });",
	"<script>if (typeof ‹w› !== 'undefined') { ‹w›.init(\"‹x8›\"); }</script>",
	"//<![CDATA[\nvar ‹w› = {\"ajax_url\":\"\\/wp-admin\\/admin-ajax.php\",\"nonce\":\"‹x10›\"};\n//]]>",
}

func plantCSS(p *Page)    { PlantBlock(p, p.Rand.Shapes(cssBlocks)) }
func plantScript(p *Page) { PlantBlock(p, p.Rand.Shapes(scriptBlocks)) }

// Wrappers of a few words; what is between stays.
var (
	wikiPairs   = [][2]string{{"[[", "]]"}, {"[[‹W› (‹w›)|", "]]"}, {"'''", "'''"}, {"''", "''"}, {"[‹url› ", "]"}, {"{{lang|la|", "}}"}}
	bbPairs     = [][2]string{{"[b]", "[/b]"}, {"[i]", "[/i]"}, {"[url=‹url›]", "[/url]"}, {"[color=#‹x6›]", "[/color]"}, {"[size=‹n›]", "[/size]"}, {"[quote=\"‹W›\"]", "[/quote]"}}
	markPairs   = [][2]string{{"**", "**"}, {"__", "__"}, {"[", "](‹url›)"}, {"***", "***"}, {"~~", "~~"}}
	wikiWhole   = []string{"[[File:‹W›_‹n›.jpg|thumb|200px|left]]", "<ref name=\"‹w›\" />", "{{Infobox ‹w›\n| name = ‹W›\n| area = ‹d3›\n}}", "[[Category:‹W›]]", "{{citation needed|date=May 2019}}", "__NOTOC__", "{{cite web|url=‹url›|title=‹W›|accessdate=‹date›}}"}
	bbWhole     = []string{"[img]‹url›.gif[/img]", "[hr]", "[attach]‹d5›[/attach]"}
	markWhole   = []string{"![‹w›](‹url›.png)", "![](/img/‹w›.svg)", "[](‹url›)"}
	templateAny = []string{"{{ ‹w›.name }}", "{% if ‹w› %}", "{% endif %}", "${‹w›}", "<%= ‹w›.title %>", "%%‹S8›%%", "{{#each ‹w›}}", "{{/each}}", "[% ‹w› %]", "<?php the_‹w›(); ?>", "{{{‹w›}}}", "[‹w›_form id=\"‹d3›\"]"}
)

// PlantPairs wraps up to n words in pairs of patterns.
func PlantPairs(p *Page, pairs [][2]string, n int) {
	for _, w := range p.Some(p.Words(), n) {
		pair := Pick(p.Rand, pairs)
		p.Wrap(w.Start, w.End, p.Rand.Shape(pair[0]), p.Rand.Shape(pair[1]))
	}
}

func plantWiki(p *Page) {
	PlantPairs(p, wikiPairs, 3)
	PlantBetween(p, wikiWhole, 2)
}

func plantBBCode(p *Page) {
	PlantPairs(p, bbPairs, 4)
	PlantBetween(p, bbWhole, 1)
}

func plantMarkdown(p *Page) {
	PlantPairs(p, markPairs, 3)
	PlantBetween(p, markWhole, 1)
	for _, at := range p.Some(p.Lines(), 1) {
		p.Insert(at.Start, strings.Repeat("#", p.Rand.Between(1, 4))+" ")
	}
}

func plantTemplates(p *Page) { PlantBetween(p, templateAny, 4) }
