package sealed

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

var tagPairs = [][2]string{
	{`<w:rPr val=‹n›>`, `</w:rPr>`}, {`<FONT COLOR="#‹X6›">`, `</FONT>`}, {`<big>`, `</big>`}, {`<q cite=/‹w›/‹d3›>`, `</q>`},
	{`<my-panel data-x='{"a":‹n›}'>`, `</my-panel>`}, {"<a\n  href=\"//‹host›/‹w›?x=‹n›&amp;y=‹n›\"\n  target=_blank>", "</a\n>"},
	{`<bdi dir=auto>`, `</bdi>`}, {`<st1:place w:st="on">`, `</st1:place>`}, {`<em><strong>`, `</strong></em>`}, {`<code style>`, `</code>`},
}

var tagSingles = []string{
	`<BR CLEAR=all>`, `<svg width="‹n›" height="‹n›" viewBox="0 0 24 24"><path d="M‹n› ‹n›h‹n›v-‹n›z"/></svg>`, `<param name=‹w› value=‹n›>`,
	`<![CDATA[]]>`, `<?xml version="1.0" encoding="UTF-8"?>`, `<!DOCTYPE html>`, `<source srcset="‹url›.webp 2x" type=image/webp>`,
	`<!--[if lt IE 9]>`, `<embed src=‹url›>`, `<ins class="adsby‹w›" data-ad-slot=‹d8›></ins>`, `<!--‹w›-->`,
}

var tagLines = []string{
	`<article itemscope itemtype="https://schema.example.org/‹W›">`, `</article>`, `<h2 class=‹w›__title>`, `</h2>`, `<p style='margin:0;text-indent:‹n›pt'>`,
	`</p></blockquote></div>`, `<select name=‹w›><option value=‹n› selected>`, `</option></select>`, `<noscript>`, `</noscript>`, `<dl><dt>`, `</dd></dl>`,
	`<col width=‹d2›><col width=‹d3›>`, `<form action="/‹w›.php" method=post onsubmit="return check(this)">`, `</form>`, `<base href="https://‹host›/">`, `</BODY></HTML>`,
}

var brokenLines = []string{
	`div>`, `< span`, `/ strong >`, `h2 >`, `<–!`, `< img / >`, `br/>`, `"/>`, `t h>`, `/tbody /table`, `td> td>`, `class="‹w›">`, `li>–> li>–>`, `< >`, `</ >`,
	`o l >`, `/ d i v`, `<t`, `&lt; /td &gt;`, `> <`, `tr>–>\ntd>–>`, `< a href=`, `em> /em>`, `<\n>\n<\n>`, `thead>–>`,
}

var brokenInline = []string{`</ span >`, `< em>`, `/strong>`, `<i <i>`, `< br / >`, `</p <p>`, `< /li>`}

func plantTags(p *garble.Page) {
	garble.PlantPairs(p, tagPairs, 4)
	garble.PlantBetween(p, tagSingles, 2)
}

// plantEntities writes numbers with zeros before, small x and capitals mixed.
func plantEntities(p *garble.Page) {
	r := p.Rand
	spans := p.Runes(func(_, c, _ rune) bool { return garble.Named[c] != "" || c > 0x7f && c < 0x2e80 })
	for _, s := range p.Some(spans, 8) {
		c := []rune(p.Clean()[s.Start:s.End])[0]
		p.Replace(s.Start, s.End, garble.Pick(r, []string{fmt.Sprintf("&#%05d;", c), fmt.Sprintf("&#x%04x;", c), fmt.Sprintf("&#X%X;", c), garble.Entity(r, c, true)}))
	}
}

// plantDoubled escapes twice by number: the ampersand itself.
func plantDoubled(p *garble.Page) {
	amp := garble.Pick(p.Rand, []string{"&#38;", "&amp;", "&#x26;"})
	for _, s := range p.Runes(func(_, c, _ rune) bool { return garble.Named[c] != "" || c == '\'' || c > 0xbf && c < 0x2100 }) {
		c := []rune(p.Clean()[s.Start:s.End])[0]
		p.Replace(s.Start, s.End, strings.Replace(garble.Entity(p.Rand, c, true), "&", amp, 1))
	}
}

var cssBlocks = []string{
	"@font-face{font-family:‹W›;src:url(/fonts/‹w›.woff2) format(\"woff2\");font-weight:‹d3›}",
	".‹w›:hover,.‹w›:focus{opacity:.‹n›;transform:translate3d(0,-‹n›%,0)}.‹w›::after{content:\"\\201C\"}",
	"#‹w› p\n{\n\tfont: normal ‹n›px/1.5 Georgia, serif;\n\tcolor: #‹x6›;\n}\n\n#‹w› img\n{\n\tborder: 0;\n}",
	"<STYLE><!--\n/* Style Definitions */\n p.MsoNormal, li.MsoNormal {margin:0cm; mso-pagination:widow-orphan; font-size:12.0pt;}\n--></STYLE>",
	"/* <![CDATA[ */ @import url(\"‹w›.css\"); :root { --‹w›: #‹x6›; } /* ]]> */",
}

var scriptBlocks = []string{
	"ga('create', 'UA-‹d7›-‹D1›', 'auto'); ga('send', 'pageview');", "(adsby‹w› = window.adsby‹w› || []).push({});",
	"<script type=\"application/ld+json\">{\"@context\":\"https://schema.example.org\",\"@type\":\"‹W›\",\"position\":‹n›}</script>",
	"$(function() {\n  $(\"#‹w›\").on(\"click\", function(e) { e.preventDefault(); toggle(‹n›); });\n});",
	"var _gaq = _gaq || [];\n_gaq.push(['_setAccount', '‹u10›']);\n_gaq.push(['_trackPageview']);",
	"<noscript><img height=1 width=1 src=\"‹url›?id=‹d9›&ev=PageView\"/></noscript>\n<SCRIPT LANGUAGE=JavaScript>hits = ‹n›; if (hits > ‹n›) { top.location = '/‹w›'; }</SCRIPT>",
}

var (
	wikiPairs     = [][2]string{{"[http://‹host›/‹w› ", "]"}, {"'''''", "'''''"}, {"[[:en:‹W›|", "]]"}, {"{{nowrap|", "}}"}, {"<nowiki>", "</nowiki>"}, {"[[#‹W›|", "]]"}}
	wikiWhole     = []string{"{{Main|‹W›}}", "[[Datei:‹W›.svg|mini|hochkant|‹w›]]", "<ref>{{Literatur|Autor=‹W›|Titel=‹W›|Jahr=19‹D2›}}</ref>", "{{reflist|2}}", "~~~~", "{{DEFAULTSORT:‹W›, ‹W›}}", "[[Категория:‹W›]]", "{{Coord|‹n›|‹n›|N|‹n›|‹n›|E}}"}
	bbPairs       = [][2]string{{"[CENTER]", "[/CENTER]"}, {"[SPOILER=‹w›]", "[/SPOILER]"}, {"[font=Arial]", "[/font]"}, {"[B][U]", "[/U][/B]"}, {"[email=‹w›]", "[/email]"}, {"[sub]", "[/sub]"}}
	bbWhole       = []string{"[youtube]‹a11›[/youtube]", "[img=‹d3›x‹d3›]‹url›.png[/img]", "[/list]", "[MEDIA=‹w›]‹d6›[/MEDIA]"}
	markPairs     = [][2]string{{"[", "][‹n›]"}, {"_", "_"}, {"`", "`"}, {"<u>**", "**</u>"}, {"*", "*"}}
	markWhole     = []string{"[^‹n›]", "<‹url›>", "[![‹w›](‹url›.svg)](‹url›)"}
	templateAny   = []string{"{$‹w›}", "#{‹w›.‹w›}", "*|‹S6›|*", "<% if ‹w› do %>", "<% end %>", "{!! $‹w› !!}", "%(‹w›)s", "[[*‹w›]]", "{{% ‹w› %}}", "$[[‹w›.‹w›]]", "[et_pb_‹w› _builder_version=\"4.‹n›\"]", "[/et_pb_‹w›]", "{{‹w›|default:\"\"}}"}
	markdownLines = []string{"***", "- - -", "[‹n›]: ‹url›", "[‹w›]: <‹url›> \"‹W›\""}
)

func plantMarkdown(p *garble.Page) {
	garble.PlantPairs(p, markPairs, 4)
	garble.PlantBetween(p, markWhole, 1)
	garble.PlantLines(p, markdownLines)
}

func markupKinds() []garble.Kind {
	kind := func(name, choose string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "markup/" + name, Step: "clean.markup", Choose: choose, Plant: plant}
	}
	lines := func(patterns []string) func(p *garble.Page) {
		return func(p *garble.Page) { garble.PlantLines(p, patterns) }
	}
	block := func(patterns []string) func(p *garble.Page) {
		return func(p *garble.Page) { garble.PlantBlock(p, p.Rand.Shapes(patterns)) }
	}
	mixed := func(pairs [][2]string, whole []string) func(p *garble.Page) {
		return func(p *garble.Page) {
			garble.PlantPairs(p, pairs, 3)
			garble.PlantBetween(p, whole, 2)
		}
	}
	return []garble.Kind{
		kind("tags", "", plantTags), kind("tag-lines", "", lines(tagLines)), kind("broken", "", lines(brokenLines)),
		kind("broken-inline", "", func(p *garble.Page) { garble.PlantBetween(p, brokenInline, 3) }), kind("entities", "", plantEntities),
		kind("entities-double", "", plantDoubled), kind("css", "", block(cssBlocks)), kind("script", "", block(scriptBlocks)), kind("wiki", "", mixed(wikiPairs, wikiWhole)),
		kind("bbcode", "", mixed(bbPairs, bbWhole)), kind("markdown", "strip", plantMarkdown),
		kind("templates", "", func(p *garble.Page) { garble.PlantBetween(p, templateAny, 4) }),
	}
}
