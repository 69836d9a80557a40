package garble

import (
	"fmt"
	"strings"
	"unicode"
)

// blocks are ranges of characters that inventories run through.
var inventoryBlocks = []Inventory{
	{0x21, 0x7e}, {0xa1, 0x17f}, {0x391, 0x3ce}, {0x410, 0x45f}, {0x531, 0x586}, {0x5d0, 0x5ea}, {0x621, 0x64a}, {0x905, 0x939}, {0xe01, 0xe2e},
	{0x10d0, 0x10f0}, {0x1200, 0x12ff}, {0x1e00, 0x1eff}, {0x2010, 0x2044}, {0x2190, 0x21ff}, {0x2200, 0x22ff}, {0x2500, 0x257f}, {0x25a0, 0x26ff},
	{0x3041, 0x30ff}, {0x4e00, 0x4fff}, {0xac00, 0xadff}, {0x1f600, 0x1f64f},
}

// Inventory is a range of code points, both ends in it.
type Inventory struct{ First, Last rune }

// Write returns up to n printable characters of the range, in order, with sep between.
func (v Inventory) Write(n int, sep string) string {
	var out []string
	for c := v.First; c <= v.Last && len(out) < n; c++ {
		if unicode.IsGraphic(c) && !unicode.IsMark(c) && c != '<' && c != '>' {
			out = append(out, string(c))
		}
	}
	return strings.Join(out, sep)
}

func plantInventory(p *Page) {
	sep := Pick(p.Rand, []string{"", " ", "  ", ", "})
	var parts []string
	for range p.Rand.Between(2, 5) {
		parts = append(parts, Pick(p.Rand, inventoryBlocks).Write(p.Rand.Between(60, 260), sep))
	}
	PlantBlock(p, strings.Join(parts, sep))
}

// Lines joins n lines that make draws.
func Lines(n int, draw func() string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = draw()
	}
	return strings.Join(out, "\n")
}

func plantBase64(p *Page) {
	r := p.Rand
	if r.Percent(50) {
		PlantBlock(p, r.Of(Base64, 4*r.Between(30, 200))+"==")
		return
	}
	PlantBlock(p, Lines(r.Between(3, 12), func() string { return r.Of(Base64, 76) })+"\n"+r.Of(Base64, 30)+"=")
}

func plantHex(p *Page) {
	r := p.Rand
	if r.Percent(50) {
		PlantBlock(p, r.Of(HexLower, 2*r.Between(60, 300)))
		return
	}
	offset := 0
	PlantBlock(p, Lines(r.Between(4, 16), func() string {
		line := fmt.Sprintf("%08x", offset)
		for range 16 {
			line += " " + r.Of(HexLower, 2)
		}
		offset += 16
		return line
	}))
}

// minified are statements as packers write them.
var minified = []string{
	"!function(e,t){\"object\"==typeof exports?module.exports=t():e.‹w›=t()}(this,function(){return n(‹n›)});",
	"var a=‹n›,b=[],c={};for(var d=0;d<a;d++){b[d]=c[d]||‹x3›;if(!b[d])continue;e(b[d],d)}",
	"function t(e,n,r){return(t=Object.assign||function(e){for(var t=1;t<arguments.length;t++){var n=arguments[t];for(var r in n)e[r]=n[r]}return e})(e,n,r)}",
	"if(o.‹w›&&!o.‹w›){o.‹w›=!0;i.push({x:‹n›,y:.‹n›,z:\"‹x6›\"})}", "e.exports=n(‹d3›),t.default=e.exports;",
	"(s=l[u]).addEventListener(\"‹w›\",function(e){e.preventDefault(),c.style.top=-‹n›+\"px\"},!1);",
}

func plantMinified(p *Page) { PlantRun(p, minified, "", 6, 14) }

// PlantRun plants n of the patterns in a row as a block.
func PlantRun(p *Page, patterns []string, sep string, least, most int) {
	var out []string
	for range p.Rand.Between(least, most) {
		out = append(out, p.Rand.Shapes(patterns))
	}
	PlantBlock(p, strings.Join(out, sep))
}

var (
	jsonFields = []string{`"id":‹d6›`, `"‹w›":"‹x12›"`, `"‹w›":{"x":‹n›,"y":‹n›}`, `"‹w›_at":"‹date›T‹time›Z"`, `"‹w›":[‹n›,‹n›,‹n›]`, `"‹w›":null`, `"is_‹w›":false`, `"‹w›Url":"https:\/\/‹host›\/‹w›"`}
	logLines   = []string{"‹date› ‹time›,‹D3› INFO  [main-‹n›] org.‹w›.‹W›Server - Started in ‹d4› ms", "‹date›T‹time›.‹D3›Z ‹w›[‹d5›]: connection ‹x8› closed (code=‹n›)", "[‹date› ‹time›] ERROR ‹w›.‹w›: timeout after ‹d4›ms retry=‹n› trace=‹x16›", "‹date› ‹time› WARN c.‹w›.‹W›Pool:‹n› pool-‹n›-thread-‹n› queue=‹d3›"}
	javaTrace  = []string{"\tat com.example.‹w›.‹W›Handler.‹w›(‹W›Handler.java:‹d3›)", "\tat org.example.‹w›.‹W›.invoke(‹W›.java:‹n›)", "\tat java.base/java.lang.Thread.run(Thread.java:‹d3›)", "\t... ‹n› more"}
	uuidLines  = []string{"‹uuid›"}
	tokenWords = []string{"‹a14›", "‹l22›", "‹a9›-‹a7›", "‹x12›", "‹a11›_‹a5›", "‹u16›"}
	runs       = []string{"=", "-", "_", "*", ".", "~", "x", "a", "#", "\\/", "xoxo", "…", "█", "─", "=-", "хо", "ㅋ", "0"}
)

func plantJSON(p *Page) {
	r := p.Rand
	object := func() string {
		var fields []string
		for range r.Between(4, 8) {
			fields = append(fields, r.Shapes(jsonFields))
		}
		return "{" + strings.Join(fields, ",") + "}"
	}
	PlantBlock(p, Lines(r.Between(1, 4), object))
}

func plantLog(p *Page) { PlantRun(p, logLines, "\n", 4, 12) }

func plantTrace(p *Page) {
	r := p.Rand
	head := r.Shape("java.lang.IllegalStateException: ‹w›-‹x6› not open\n")
	PlantBlock(p, head+Lines(r.Between(4, 12), func() string { return r.Shapes(javaTrace) }))
}

func plantUUIDs(p *Page)  { PlantRun(p, uuidLines, Pick(p.Rand, []string{"\n", ", ", " "}), 4, 20) }
func plantTokens(p *Page) { PlantRun(p, tokenWords, " ", 12, 40) }

func plantRuns(p *Page) {
	PlantBlock(p, strings.Repeat(Pick(p.Rand, runs), p.Rand.Between(50, 240)))
}

func dumpKinds() []Kind {
	kind := func(name string, plant func(p *Page)) Kind {
		return Kind{Name: "dump/" + name, Step: "redact.gibberish", Plant: plant}
	}
	return []Kind{
		kind("inventory", plantInventory), kind("base64", plantBase64), kind("hex", plantHex), kind("minified", plantMinified),
		kind("json", plantJSON), kind("log", plantLog), kind("trace", plantTrace), kind("uuids", plantUUIDs),
		kind("tokens", plantTokens), kind("runs", plantRuns),
	}
}
