package judge

import (
	"fmt"
	"slices"
	"strings"

	"golang.org/x/text/encoding/charmap"

	"github.com/tamis-data/tamis/internal/garble"
)

// Tags of feeds, journals, books and office files round a word.
var feedPairs = [][2]string{
	{`<xref ref-type="bibr" rid="B‹n›">`, `</xref>`}, {`<italic toggle="yes">`, `</italic>`}, {`<emphasis role="bold">`, `</emphasis>`}, {`<ulink url="‹url›">`, `</ulink>`}, {`<persName key="‹x6›">`, `</persName>`},
	{`<ns2:term xml:lang="la">`, `</ns2:term>`}, {`<text:span text:style-name="T‹n›">`, `</text:span>`}, {`<w:t xml:space="preserve">`, `</w:t>`}, {`<hi rend="italic">`, `</hi>`}, {`<epub:switch id="‹w›">`, `</epub:switch>`},
	{`<amp-fit-text width="‹d3›" height="‹n›">`, `</amp-fit-text>`}, {`<s-link v-bind:href="‹w›.url" @click="open(‹n›)">`, `</s-link>`},
}

var feedWhole = []string{`<media:thumbnail url="‹url›.jpg" width="‹d3›" height="‹d3›"/>`, `<pb n="‹n›" facs="#f‹D4›"/>`, `<lb/>`, `<text:s text:c="‹n›"/>`, `<enclosure url="‹url›.mp3" length="‹d7›" type="audio/mpeg" />`,
	`<inline-graphic xlink:href="‹w›-‹d4›.gif"/>`, `<w:proofErr w:type="spellStart"/>`, `<atom:link href="‹url›" rel="self"/>`}

// What editors of web pages leave in comments.
var remarks = []string{`<!-- wp:paragraph {"align":"left"} -->`, `<!-- /wp:paragraph -->`, `<!--more-->`, `<!--nextpage-->`, `<!--#include virtual="/‹w›/footer.html" -->`, `<!-- wp:image {"id":‹d4›,"sizeSlug":"large"} -->`, "<!--\n  ‹w›: ‹n› ms\n  cached by ‹w› -->",
	`<!-- google_ad_section_start -->`, `<!-- ko if: ‹w› -->`, `<!-- /ko -->`, `<!--[if mso]><![endif]-->`, `<!-- BEGIN: ‹w›_‹w›.tpl -->`, `<!--  TEMPLATE ‹d4›  -->`, `<!-- #EndEditable -->`, `<!--StartFragment-->`, `<!--EndFragment-->`}

// What stays of a tag when its beginning was cut off with a column or a line.
var remains = []string{`style="text-align: justify;">`, `style="width:‹n›%; float:left">`, `alt="" width="‹d3›" height="‹d3›" />`, `target="_blank" rel="noopener noreferrer">`, `class="aligncenter size-full wp-image-‹d4›" />`, `border="0" cellspacing="0" cellpadding="‹n›">`,
	`onclick="return false;">`, `href="‹url›">`, `data-src="/img/‹w›.webp" loading="lazy">`, `id="‹w›-‹d3›" class="‹w› ‹w›-lg">`, `colspan="2" align="center">`}

var brokenHere = []string{`< Br / >`, `</ Font>`, `<b r>`, `< i m g >`, `<//p>`, `</ p>`, `<td/ >`, `< /td >< /tr >`, `</strong`, `<span/`, `<p>>`, `<<br>>`, `&lt/p&gt`, `</ h 3 >`}

// Ampersands that got lost or doubled round the space that does not break.
var spacesHere = []string{`nbsp;`, `&nbsp`, `&amp;nbsp;`, `amp;nbsp;`, `&nbsp;&nbsp;&nbsp;`, `&#160;`, `& nbsp;`, `&#xA0;`}

var styles = []string{
	"img.wp-smiley, img.emoji { display: inline !important; border: none !important; height: 1em !important; margin: 0 .07em !important; }",
	".elementor-‹d3› .elementor-element.elementor-element-‹x7›{--display:flex;--gap:‹n›px ‹n›px;}.elementor-kit-‹n›{--e-global-color-primary:#‹X6›;}",
	"@keyframes ‹w›-spin { from { transform: rotate(0deg); } to { transform: rotate(360deg); } }",
	"body.custom-background { background-color: #‹x6›; }\n@media print { .‹w›, .‹w›-bar { display: none; } a[href]:after { content: none; } }",
	"@page Section1 {size:595.3pt 841.9pt; margin:70.85pt ‹n›.‹n›pt;}\ndiv.Section1 {page:Section1;}",
	".cls-1{fill:#‹x6›;}.cls-2{fill:none;stroke:#‹x3›;stroke-width:‹n›px;}", "ul.‹w›, ol.‹w› {\n  list-style: none outside;\n  padding-left: ‹n›em;\n}\n.‹w›:not(.is-open) > .‹w›-‹n› { visibility: hidden }",
	"<style media=\"screen and (min-width: ‹n›em)\">#‹w›{float:right;clear:both}</style>", ".‹w›__inner { @include ‹w›($‹w›-gap); &:hover { color: darken(#‹x6›, 10%); } }",
}

var scripts = []string{
	"!function(f,b,e,v,n,t,s){if(f.fbq)return;n=f.fbq=function(){n.callMethod?n.callMethod.apply(n,arguments):n.queue.push(arguments)};}(window, document,'script','https://‹host›/fbevents.js'); fbq('init', '‹d15›'); fbq('track', 'PageView');",
	"window._taboola = window._taboola || [];\n_taboola.push({mode:'thumbs-‹n›', container:'taboola-‹w›', placement:'Below Article', target_type: 'mix'});",
	"googletag.cmd.push(function() { googletag.display('div-gpt-ad-‹d13›-0'); });", "var disqus_shortname = '‹w›'; var disqus_identifier = '‹d5›';\n(function() { var dsq = document.createElement('script'); dsq.async = true; (document.head || document.body).appendChild(dsq); })();",
	"<script id=\"__NEXT_DATA__\" type=\"application/json\">{\"props\":{\"pageProps\":{\"slug\":\"‹w›\",\"id\":‹d6›}},\"buildId\":\"‹a21›\"}</script>",
	"document.getElementById('‹w›').innerHTML = new Date().getFullYear();", "if (typeof(addthis_config) == 'undefined') { var addthis_config = {\"data_track_clickback\":false,\"ui_language\":\"en\"}; }",
	"<script>\n  window.addEventListener('load', () => {\n    const el = document.querySelector('.‹w›');\n    if (el) el.remove();\n  });\n</script>", "function MM_swapImgRestore() { //v3.0\n  var i,x,a=document.MM_sr; for(i=0;a&&i<a.length&&(x=a[i])&&x.oSrc;i++) x.src=x.oSrc;\n}",
	"OA_show('‹w›');", "(function(i,s,o,g,r,a,m){i['GoogleAnalyticsObject']=r;a=s.createElement(o);m=s.getElementsByTagName(o)[0];m.parentNode.insertBefore(a,m)})(window,document,'script','//‹host›/analytics.js','ga');",
}

var (
	wikiPairs = [][2]string{{"[[‹W› of ‹W›#‹W›|", "]]"}, {"''[[", "]]''"}, {"'''[[‹W›|", "]]'''"}, {"[[:Category:‹W›|", "]]"}, {"{{lang|de|", "}}"}, {"<ins>[[", "]]</ins>"}, {"[[s:‹W›|", "]]"}, {"[//‹host›/‹w› ", "]"}}
	wikiWhole = []string{"{{sfn|‹W›|19‹D2›|p=‹n›}}", "{{Use dmy dates|date=March 2019}}", "{{Short description|‹W› in ‹W›}}", "[[Image:‹W› ‹W› ‹n›.JPG|thumb|right|250px|‹W› ‹w›]]", "<ref name=\"‹w›‹n›\">{{cite book |last=‹W› |first=‹W› |title=‹W› |year=19‹D2› |isbn=}}</ref>",
		"{{efn|‹W› ‹w›.}}", "{{clear}}", "<references group=\"‹w›\" />", "__NOEDITSECTION__", "[[fr:‹W›]]", "[[Kategorie:‹W›]]", "{{Authority control}}", "{{Citation needed|reason=‹w›|date=May 2021}}", "{{Ébauche|‹w›}}", "{{Webarchiv|url=‹url›|wayback=20‹d2›0101}}"}
	boardPairs = [][2]string{{"[quote=\"‹w›\":‹x8›]", "[/quote:‹x8›]"}, {"[b:‹x8›]", "[/b:‹x8›]"}, {"[color=darkred]", "[/color]"}, {"[justify]", "[/justify]"}, {"[INDENT]", "[/INDENT]"}, {"[url='‹url›']", "[/url]"}, {"[SIZE=‹n›][FONT=Verdana]", "[/FONT][/SIZE]"},
		{"[highlight]", "[/highlight]"}, {"[s]", "[/s]"}, {"[h=‹n›]", "[/h]"}, {"[user=‹d5›]", "[/user]"}, {"[url=‹url›][i]", "[/i][/url]"}}
	boardWhole  = []string{"[attachment=0]‹w›.jpg[/attachment]", "[video=youtube;‹a11›]‹url›[/video]", "[IMG]‹url›.jpeg[/IMG]", "[ATTACH=full]‹d5›[/ATTACH]", "[img width=‹d3›]‹url›.png[/img]", "[b][/b]"}
	codePairs   = [][2]string{{"[caption id=\"attachment_‹d4›\" align=\"alignleft\" width=\"‹d3›\"]", "[/caption]"}, {"[su_button url=\"‹url›\" style=\"flat\"]", "[/su_button]"}, {"[vc_column_text css=\".vc_custom_‹d6›{margin:0}\"]", "[/vc_column_text]"}, {"[dropcap]", "[/dropcap]"}, {"[fusion_text columns=\"\" rule_size=\"\"]", "[/fusion_text]"}}
	codeWhole   = []string{"[gallery columns=\"3\" ids=\"‹d4›,‹d4›,‹d4›\"]", "[vc_row full_width=\"stretch_row\"]", "[/vc_column][/vc_row]", "[contact-form-7 id=\"‹d4›\" title=\"‹W›\"]", "[wpforms id=\"‹d4›\"]", "[embed]‹url›[/embed]", "[toc depth=\"2\"]", "[ad_‹w› slot=\"‹d5›\"]", "{{< figure src=\"/‹w›.png\" >}}", "{{< /‹w› >}}", "{{> ‹w›_footer }}"}
	markPairs   = [][2]string{{"**_", "_**"}, {"[", "](‹url› \"‹W› ‹w›\")"}, {"[", "](/‹w›/‹d4›)"}, {"[", "][‹w›]"}, {"__*", "*__"}, {"[**", "**](‹url›)"}}
	markWhole   = []string{"![‹W› ‹w›](‹url›.jpg \"‹W›\")", "![‹w›][‹w›]", "[![](‹url›.png)](‹url›)", "[^‹w›]"}
	markedLines = []string{"* * *", "___", "[‹w›]: ‹url› '‹W›'", "![](‹url›.gif)"}
)

// plantCutOff ends the document within a tag, as readers do that stop at a size.
func plantCutOff(p *garble.Page) {
	tail := p.Rand.Shapes([]string{`<a href="https://‹host›/‹w›`, `<div class="‹w› ‹w›`, `<img src="‹url›.jpg" alt=`, `<span style="font-size:`, `<p class="‹w›"><a`, `<table width="100%" cellpad`, `<script type="text/java`, `</di`})
	p.Insert(len(p.Clean()), garble.Pick(p.Rand, []string{"\n", " ", "\n\n"})+tail)
	garble.PlantBetween(p, remains, 2)
}

// plantNumbers writes quotes and dashes by their number in Windows-1252, as old editors did and browsers read.
func plantNumbers(p *garble.Page) {
	say(p, priced[3:7], 3)
	spans := p.Runes(func(_, c, _ rune) bool { return c > 0xff && in1252(c) > 0 })
	for _, s := range p.Some(spans, 8) {
		p.Replace(s.Start, s.End, fmt.Sprintf("&#%d;", in1252([]rune(p.Clean()[s.Start:s.End])[0])))
	}
}

// in1252 returns the byte of a sign that stands between the controls, 0 for others.
func in1252(c rune) byte {
	if b, ok := charmap.Windows1252.EncodeRune(c); ok && b >= 0x80 && b < 0xa0 {
		return b
	}
	return 0
}

// named are references that only HTML's long list has.
var named = map[rune]string{',': "comma", '.': "period", '!': "excl", '?': "quest", '(': "lpar", ')': "rpar", ':': "colon", ';': "semi", '\'': "apos", '’': "CloseCurlyQuote", '“': "OpenCurlyDoubleQuote", '”': "rdquor",
	'š': "scaron", 'č': "ccaron", 'ž': "zcaron", 'ř': "rcaron", 'ě': "ecaron", 'ł': "lstrok", 'ą': "aogon", 'ę': "eogon", 'ś': "sacute", 'ő': "odblac", 'ű': "udblac", 'ş': "scedil", 'ğ': "gbreve", 'ı': "imath", 'ă': "abreve",
	'а': "acy", 'о': "ocy", 'и': "icy", 'е': "iecy", 'н': "ncy", 'і': "iukcy", 'ї': "yicy", 'ω': "omega", 'σ': "sigma", 'τ': "tau", 'ç': "ccedil", 'û': "ucirc", 'ï': "iuml", 'ë': "euml"}

func plantNames(p *garble.Page) {
	spans := p.Runes(func(before, c, _ rune) bool { return named[c] != "" && before != '&' && before != '#' })
	for _, s := range p.Some(spans, 8) {
		p.Replace(s.Start, s.End, "&"+named[[]rune(p.Clean()[s.Start:s.End])[0]]+";")
	}
}

// plantHeadings sets a heading in the marks of wikis, or under- and overlines it.
func plantHeadings(p *garble.Page, forms [][2]string) {
	at := p.Block(garble.Pick(p.Rand, []string{"History", "Early years", "Geschichte und Lage", "Histoire du port", "Historia", "Другие названия", "Καιρός"}))
	form := garble.Pick(p.Rand, forms)
	if form[0] != "" {
		p.Insert(at.Start, form[0])
	}
	p.Insert(at.End, form[1])
}

func plantWiki(p *garble.Page) {
	garble.PlantPairs(p, wikiPairs, 3)
	garble.PlantBetween(p, wikiWhole, 2)
	plantHeadings(p, [][2]string{{"== ", " =="}, {"===", "==="}, {"=== ''", "'' ==="}})
}

func plantMarkdown(p *garble.Page) {
	garble.PlantPairs(p, markPairs, 3)
	garble.PlantBetween(p, markWhole, 1)
	garble.PlantLines(p, markedLines)
	plantHeadings(p, [][2]string{{"## ", " ##"}, {"", "\n======="}, {"", "\n-------"}, {"### **", "**"}})
}

func markupKinds() []garble.Kind {
	kind := func(name, choose string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "markup/" + name, Step: "clean.markup", Choose: choose, Plant: plant}
	}
	mixed := func(pairs [][2]string, whole []string) func(p *garble.Page) {
		return func(p *garble.Page) {
			garble.PlantPairs(p, pairs, 3)
			garble.PlantBetween(p, whole, 2)
		}
	}
	block := func(patterns []string) func(p *garble.Page) {
		return func(p *garble.Page) { garble.PlantBlock(p, p.Rand.Shapes(patterns)) }
	}
	between := func(patterns []string) func(p *garble.Page) {
		return func(p *garble.Page) { garble.PlantBetween(p, patterns, 4) }
	}
	names := kind("names", "", plantNames)
	names.Langs = []string{"en", "cs", "pl", "hu", "tr", "ru", "uk", "el", "fr", "nl", "ro"}
	numbers := kind("numbers", "", plantNumbers)
	numbers.Langs = []string{"en", "de", "en", "nl", "es", "pl", "ru", "uk", "hr"}
	return []garble.Kind{
		kind("feeds", "", mixed(feedPairs, feedWhole)), kind("comments", "", func(p *garble.Page) {
			garble.PlantLines(p, slices.DeleteFunc(slices.Clone(remarks), func(s string) bool { return strings.Contains(s, "\n") }))
			garble.PlantBetween(p, remarks, 2)
		}),
		kind("remains", "", func(p *garble.Page) { garble.PlantLines(p, remains) }), kind("cut-off", "", plantCutOff), kind("broken", "", between(brokenHere)),
		kind("spaces", "", between(spacesHere)), numbers, names, kind("css", "", block(styles)), kind("script", "", block(scripts)),
		kind("wiki", "", plantWiki), kind("boards", "", mixed(boardPairs, boardWhole)), kind("shortcodes", "", mixed(codePairs, codeWhole)), kind("markdown", "strip", plantMarkdown),
	}
}
