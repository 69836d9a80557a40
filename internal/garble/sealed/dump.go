package sealed

import (
	"encoding/ascii85"
	"encoding/base64"
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

var ranges = []garble.Inventory{
	{First: 0xc0, Last: 0x24f}, {First: 0x370, Last: 0x3ff}, {First: 0x400, Last: 0x4ff}, {First: 0x10a0, Last: 0x10ff}, {First: 0x13a0, Last: 0x13f4}, {First: 0x16a0, Last: 0x16ea},
	{First: 0x2070, Last: 0x20bf}, {First: 0x2150, Last: 0x218b}, {First: 0x2460, Last: 0x24ff}, {First: 0x2600, Last: 0x27bf}, {First: 0x2800, Last: 0x28ff}, {First: 0x30a1, Last: 0x30fa},
	{First: 0x3105, Last: 0x312f}, {First: 0x5000, Last: 0x50ff}, {First: 0xa000, Last: 0xa0ff}, {First: 0xc000, Last: 0xc0ff}, {First: 0xff01, Last: 0xff5e}, {First: 0x1f300, Last: 0x1f3ff}, {First: 0x1d400, Last: 0x1d4ff},
}

// plantChart lists a range in rows, or with code points beside, or with equals signs.
func plantChart(p *garble.Page) {
	r := p.Rand
	chars := strings.Split(garble.Pick(r, ranges).Write(r.Between(48, 150), " "), " ")
	form := garble.Pick(r, []func(i int, c string) string{
		func(i int, c string) string { return fmt.Sprintf("U+%04X %s\n", []rune(c)[0], c) },
		func(i int, c string) string { return c + garble.Pick(r, []string{" ", " ", " ", "\n"}) },
		func(i int, c string) string { return fmt.Sprintf("%d=%s ", i+128, c) },
		func(i int, c string) string { return "\"" + c + "\"," },
		func(i int, c string) string { return c },
	})
	var b strings.Builder
	for i, c := range chars {
		b.WriteString(form(i, c))
	}
	garble.PlantBlock(p, strings.TrimSpace(b.String()))
}

func plantEncoded(p *garble.Page) {
	r := p.Rand
	switch data := r.Bytes(r.Between(150, 700)); r.IntN(4) {
	case 0:
		garble.PlantBlock(p, "data:image/png;base64,"+base64.StdEncoding.EncodeToString(data))
	case 1:
		garble.PlantBlock(p, base64.RawURLEncoding.EncodeToString(data))
	case 2:
		out := make([]byte, ascii85.MaxEncodedLen(len(data)))
		out = out[:ascii85.Encode(out, data)]
		garble.PlantBlock(p, "<~"+garble.Grouped(string(out), "\n", 72)+"~>")
	case 3:
		garble.PlantBlock(p, "begin 644 data.bin\n"+uuencode(data)+"`\nend")
	}
}

func uuencode(data []byte) string {
	var b strings.Builder
	for len(data) > 0 {
		n := min(45, len(data))
		line := append(append([]byte{}, data[:n]...), 0, 0)
		b.WriteByte(byte(32 + n))
		for i := 0; i < n; i += 3 {
			v := int(line[i])<<16 | int(line[i+1])<<8 | int(line[i+2])
			for shift := 18; shift >= 0; shift -= 6 {
				c := byte(v >> shift & 63)
				if c == 0 {
					c = 64
				}
				b.WriteByte(c + 32)
			}
		}
		b.WriteByte('\n')
		data = data[n:]
	}
	return b.String()
}

func plantBytes(p *garble.Page) {
	r := p.Rand
	switch r.IntN(3) {
	case 0:
		garble.PlantBlock(p, strings.TrimSuffix(series(r, r.Between(40, 160), "0x‹x2›, "), ", "))
	case 1:
		garble.PlantBlock(p, garble.Lines(r.Between(5, 15), func() string { return r.Shape("‹x64›  ‹w›-‹n›.tar.gz") }))
	case 2:
		garble.PlantBlock(p, garble.Lines(r.Between(3, 9), func() string { return r.Shape(":10‹X4›00‹X32›‹X2›") }))
	}
}

func series(r *garble.Rand, n int, pattern string) string {
	var b strings.Builder
	for range n {
		b.WriteString(r.Shape(pattern))
	}
	return b.String()
}

var (
	minified = []string{".‹w›{margin:0;padding:‹n›px ‹n›px;border-radius:‹n›px}.‹w› a,.‹w› a:visited{color:#‹x6›}", "const ‹s1›=(e,t)=>e?.‹w›??t;‹s1›.map(e=>({...e,‹w›:!0})).filter(Boolean);", "try{‹s1›=JSON.parse(‹s1›)}catch(e){‹s1›={}}for(let[a,b]of Object.entries(‹s1›))c(a,b,‹n›);",
		"define(\"‹w›\",[\"‹w›\",\"‹w›\"],(function(e,t){\"use strict\";var n=‹x3›;return{a:e,b:t,c:n}}));"}
	access  = []string{"192.0.2.‹n› - - [‹n›/Mar/2021:‹time› +0100] \"GET /‹w›/‹w›.html HTTP/1.1\" 200 ‹d5› \"-\" \"Mozilla/5.0 (X11; Linux x86_64)\"", "[  ‹d3›.‹D6›] usb ‹n›-‹n›: new high-speed device number ‹n› using xhci_hcd", "Mar ‹n› ‹time› ‹w› sshd[‹d4›]: pam_unix(sshd:session): session closed for ‹w›", "I‹D4› ‹time›.‹D6›    ‹d5› ‹w›.go:‹d3›] \"‹W›\" key=‹x8› err=<nil>"}
	python  = []string{"  File \"/srv/‹w›/‹w›.py\", line ‹d3›, in ‹w›\n    return self._‹w›(‹w›, ‹n›)", "  File \"/usr/lib/python3/‹w›.py\", line ‹n›, in __‹w›__\n    yield from ‹w›.‹w›()"}
	sql     = []string{"INSERT INTO `‹w›` VALUES (‹d4›,'‹x10›',‹n›,NULL,'‹date› ‹time›'),(‹d4›,'‹x10›',‹n›,NULL,'‹date› ‹time›');", "UPDATE ‹w› SET ‹w›_id=‹d5›, hash='‹x32›' WHERE id=‹d4›;"}
	xml     = []string{"<?xml version=\"1.0\"?><‹w›s>", "<‹w› id=\"‹d5›\" ref=\"{‹uuid›}\"/>", "<‹w› x=\"‹n›\" y=\"‹n›\" v=\"‹x8›\"/>"}
	idLists = []string{"{‹X8›-‹X4›-‹X4›-‹X4›-‹X12›}", "urn:uuid:‹uuid›", "‹x24›", "arn:aws:s3:::‹w›-‹x12›/‹uuid›"}
	noise   = []string{"‹a3›@@‹a6›!!", "%‹X2›%‹X2›%‹X2›%‹X2›", "‹a8›==", "\\u‹x4›\\u‹x4›\\u‹x4›", "‹s1›‹d2›‹s2›‹d3›‹s1›", "~‹a5›^‹a4›|‹a6›", "‹u5›-‹u5›-‹u5›-‹u5›"}
	cycles  = []string{"- ", "=* ", "lol", "/\\", "^v", "。", "ๆ", "♥♡", "1234567890", "qwertyuiop", "ـ", "٠", "абвабв", ">>>", "+ ", "zZ"}
)

func run(patterns []string, sep string, least, most int) func(p *garble.Page) {
	return func(p *garble.Page) { garble.PlantRun(p, patterns, sep, least, most) }
}

func plantTraceback(p *garble.Page) {
	r := p.Rand
	if r.Percent(50) {
		garble.PlantBlock(p, "Traceback (most recent call last):\n"+garble.Lines(r.Between(3, 7), func() string { return r.Shapes(python) })+"\nKeyError: '"+r.Of(garble.HexLower, 8)+"'")
		return
	}
	garble.PlantBlock(p, r.Shape("panic: runtime error: index out of range [‹n›] with length ‹n›\n\ngoroutine ‹n› [running]:\n")+garble.Lines(r.Between(3, 6), func() string {
		return r.Shape("main.(*‹W›).‹w›(0xc000‹x6›, 0x‹x2›)\n\t/srv/‹w›/‹w›.go:‹d3› +0x‹x3›")
	}))
}

func dumpKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "dump/" + name, Step: "redact.gibberish", Plant: plant}
	}
	return []garble.Kind{
		kind("chart", plantChart), kind("encoded", plantEncoded), kind("bytes", plantBytes), kind("minified", run(minified, "", 5, 12)), kind("log", run(access, "\n", 5, 14)),
		kind("trace", plantTraceback), kind("sql", run(sql, "\n", 2, 8)), kind("xml", run(xml, "", 8, 20)), kind("ids", run(idLists, "\n", 5, 20)), kind("noise", run(noise, " ", 14, 40)),
		kind("cycles", func(p *garble.Page) {
			garble.PlantBlock(p, strings.TrimSpace(strings.Repeat(garble.Pick(p.Rand, cycles), p.Rand.Between(40, 120))))
		}),
	}
}
