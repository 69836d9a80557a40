package judge

import (
	"encoding/base64"
	"fmt"
	"net/url"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
	"github.com/tamis-data/tamis/internal/garble/prose"
)

// times repeats what a pattern draws.
func times(r *garble.Rand, n int, sep string, patterns ...string) string {
	out := make([]string, n)
	for i := range out {
		out[i] = r.Shapes(patterns)
	}
	return strings.Join(out, sep)
}

// plantGlyphs writes numbers of glyphs in place of letters, as readers of PDF files do that find no map.
func plantGlyphs(p *garble.Page) {
	r := p.Rand
	garble.PlantBlock(p, garble.Lines(r.Between(1, 4), func() string {
		return times(r, r.Between(20, 60), "", "(cid:‹n›)", "(cid:‹n›)", "(cid:‹d3›)")
	}))
}

func plantPDF(p *garble.Page) {
	r := p.Rand
	head := r.Shapes([]string{"%PDF-1.4\n", "%PDF-1.7\n%âãÏÓ\n", ""})
	garble.PlantBlock(p, head+times(r, r.Between(2, 5), "\n", "‹n› 0 obj\n<< /Type /Page /Parent ‹n› 0 R /Resources << /Font << /F‹n› ‹n› 0 R >> >> /MediaBox [0 0 612 792] >>\nendobj", "‹n› 0 obj <</Length ‹d4›/Filter/FlateDecode>> stream", "<</DecodeParms<</Columns 4/Predictor 12>>/ID[<‹X32›><‹X32›>]/Index[‹n› ‹n›]/Length ‹n›>>")+
		"\nxref\n0 "+r.Number(2)+"\n"+times(r, r.Between(4, 12), "\n", "0000‹D6› 00000 n")+"\nstartxref\n"+r.Number(5)+"\n%%EOF")
}

// plantBinary writes bytes of a picture or archive as if they were Latin-1.
func plantBinary(p *garble.Page) {
	r := p.Rand
	var b strings.Builder
	b.WriteString(garble.Pick(r, []string{"ÿØÿà JFIF ÿÛ C ", "PK ! ", "GIF89a÷ ", "‰PNG IHDR ", "Rar! Ï s "}))
	for range r.Between(150, 500) {
		switch c := rune(r.Between(0x21, 0xff)); {
		case c == '<' || c == '>' || c >= 0x7f && c <= 0xa0 || c == 0xad:
			b.WriteByte(' ')
		default:
			b.WriteRune(c)
		}
	}
	garble.PlantBlock(p, strings.Join(strings.Fields(b.String()), " "))
}

// plantHex writes a dump with the characters beside it, or a listing of machine code.
func plantHex(p *garble.Page) {
	r := p.Rand
	if r.Percent(50) {
		garble.PlantBlock(p, times(r, r.Between(5, 14), "\n", "  40‹x4›:\t48 89 ‹x2›\tmov    %rax,-0x‹x2›(%rbp)", "  40‹x4›:\te8 ‹x2› ‹x2› ff ff\tcall   40‹x4› <‹w›+0x‹x2›>", "  40‹x4›:\t0f ‹x2› c0\tmovzbl %al,%eax"))
		return
	}
	offset := 0
	garble.PlantBlock(p, garble.Lines(r.Between(5, 16), func() string {
		data := r.Bytes(16)
		line := fmt.Sprintf("%08x  % x  % x  |", offset, data[:8], data[8:])
		offset += 16
		for _, c := range data {
			if c < 0x21 || c > 0x7e {
				c = '.'
			}
			line += string(rune(c))
		}
		return line + "|"
	}))
}

func plantPlaces(p *garble.Page) {
	r := p.Rand
	switch n := r.Between(25, 90); r.IntN(3) {
	case 0:
		garble.PlantBlock(p, "[["+times(r, n, "],[", "‹n›.‹D6›,‹n›.‹D6›", "-‹n›.‹D5›,‹n›.‹D6›")+"]]")
	case 1:
		garble.PlantBlock(p, "M"+times(r, n, "", "‹n›.‹D2›,‹n›.‹D1›c-.‹D2›,‹D1›.‹n›", "l-‹n›.‹D1›,‹n›", "c‹D1›.‹n›,0,‹D1›.‹D2›-.‹n›,‹n›.‹D1›-1.‹D2›", "h-‹n›v‹n›")+"z")
	default:
		garble.PlantBlock(p, garble.Lines(n/5, func() string { return times(r, 6, " ", "-0.‹D6›", "0.‹D6›", "‹D1›.‹D4›e-0‹D1›") }))
	}
}

// plantMail leaves parts of a mail as they were sent.
func plantMail(p *garble.Page) {
	r := p.Rand
	edge := r.Shape("------=_Part_‹d5›_‹d9›.‹d13›")
	data := garble.Grouped(base64.StdEncoding.EncodeToString(r.Bytes(r.Between(200, 700))), "\n", 76)
	garble.PlantBlock(p, edge+r.Shape("\nContent-Type: application/pdf; name=\"‹w›.pdf\"\nContent-Transfer-Encoding: base64\nContent-Disposition: attachment; filename=\"‹w›.pdf\"\n\n")+data+"\n"+edge+"--")
}

func plantPercent(p *garble.Page) {
	r := p.Rand
	text := strings.Join(prose.Mix(r.Rand, garble.Pick(r, []string{"ru", "ar", "hi", "ja", "el"}), 2), " ")
	switch r.IntN(3) {
	case 0:
		garble.PlantBlock(p, url.QueryEscape(text))
	case 1:
		var b strings.Builder
		for _, c := range text {
			fmt.Fprintf(&b, "\\u%04x", c)
		}
		garble.PlantBlock(p, b.String())
	default:
		var b strings.Builder
		for _, c := range []byte(text) {
			fmt.Fprintf(&b, "\\x%02x", c)
		}
		garble.PlantBlock(p, "b'"+b.String()+"'")
	}
}

// plantMash writes what a cat on the keys writes, in Latin or Cyrillic letters.
func plantMash(p *garble.Page) {
	r := p.Rand
	rows := garble.Pick(r, [][]string{{"asdfghjkl", "qwrtypzxcvbnm", "sdkjfhgl"}, {"фывапролдж", "йцкнгшщзхъ", "ячсмтьб"}, {"qsdfghjklm", "wxcvbnpt"}})
	words := make([]string, r.Between(14, 40))
	for i := range words {
		row := []rune(garble.Pick(r, rows))
		for range r.Between(4, 14) {
			words[i] += string(garble.Pick(r, row))
		}
	}
	garble.PlantBlock(p, strings.Join(words, " "))
}

// plantSpecks writes what a reader of scans makes of dust and of lines.
func plantSpecks(p *garble.Page) {
	r := p.Rand
	specks := strings.Fields("., ' ` ~ - _ . : ; ^ ' | i l ! . · ° ¸ ,. -' .: '; _- ~. \\ / *")
	garble.PlantBlock(p, garble.Lines(r.Between(2, 6), func() string {
		out := make([]string, r.Between(12, 30))
		for i := range out {
			out[i] = garble.Pick(r, specks)
		}
		return ". " + strings.Join(out, " ")
	}))
}

// plantInLine sets one long token in the middle of a paragraph, with blanks at both sides.
func plantInLine(p *garble.Page) {
	r := p.Rand
	for _, s := range p.Some(p.Starts(), 1) {
		p.Insert(s.Start, garble.Pick(r, []string{"data:font/woff2;base64,d09GMgAB" + r.Of(garble.Base64, 400), r.Of(garble.HexUpper, 256), "iVBORw0KGgoAAAANSUhEUgAA" + r.Of(garble.Base64, 300) + "=",
			"eyJ" + r.Of(garble.Alnum+"-_", 350), r.Of(garble.Digits, 300), "H4sIAAAAAAAA" + r.Of(garble.Base64, 220) + "=="})+" ")
	}
}

var (
	loglines = []string{"‹date›T‹time›.‹D6›+00:00 ‹w› systemd[1]: ‹w›.service: Main process exited, code=exited, status=‹n›/FAILURE", "{\"level\":\"warn\",\"ts\":‹d10›.‹D4›,\"caller\":\"‹w›/‹w›.go:‹d3›\",\"msg\":\"retry\",\"attempt\":‹n›}", "20‹D2›/0‹D1›/1‹D1› ‹time› [error] ‹d5›#‹n›: *‹d5› connect() failed (111: Connection refused) while connecting to upstream",
		"level=info ts=‹date›T‹time›Z caller=‹w›.go:‹d3› component=‹w› duration=‹n›.‹D3›ms", "‹time›.‹D3› [http-nio-8080-exec-‹n›] DEBUG o.s.w.s.‹W›Servlet - GET \"/‹w›/‹d4›\", parameters={}", "#‹n› ‹n›.‹D3› Get:‹n› http://‹host›/‹w› bookworm/main amd64 ‹w› ‹n›.‹n›-‹n› [‹d4› kB]", "E/‹W›Service( ‹d4›): Binder ‹x8› died, uid=‹d5› pid=‹d4›"}
	locks  = []string{"      \"integrity\": \"sha512-‹b86›==\",", "‹host›/‹w›/‹w› v1.‹n›.‹n› h1:‹b43›=", "    --hash=sha256:‹x64› \\", "MD5 (‹w›-‹n›.iso) = ‹x32›", "‹x40› refs/heads/‹w›-‹n›", "SHA256:‹b43› ‹w›@‹w› (ED25519)", "checksum = \"‹x64›\""}
	bundle = []string{"__d(function(g,r,i,a,m,e,d){m.exports=r(d[‹n›]).‹w›},‹d4›,[‹d3›,‹d4›]);", "(self.webpackChunk=self.webpackChunk||[]).push([[‹d3›],{‹d4›:(e,t,n)=>{n.d(t,{Z:()=>r});const r=n.p+\"static/‹x20›.svg\"}}]);", "var __extends=this&&this.__extends||function(e,t){for(var n in t)t.hasOwnProperty(n)&&(e[n]=t[n])};",
		".‹s2›‹D1›-‹s3›{margin:‹n›px auto}.‹s4›__‹s2›>li:nth-child(‹D1›n+1){flex:0 0 ‹n›%}", "\"mappings\":\"AAAA,‹S4›,CAAC,‹S4›,‹S5›,KAAK;‹S4›,IAAI,‹S4›,EAAE\"", "0x‹x4›:a[_0x‹x4›(0x‹x2›)](_0x‹x4›,_0x‹x4›(0x‹x3›))||_0x‹x4›(),"}
)

func dumpKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "dump/" + name, Step: "redact.gibberish", Plant: plant}
	}
	run := func(patterns []string, sep string, least, most int) func(p *garble.Page) {
		return func(p *garble.Page) { garble.PlantRun(p, patterns, sep, least, most) }
	}
	return []garble.Kind{
		kind("glyphs", plantGlyphs), kind("pdf", plantPDF), kind("binary", plantBinary), kind("hex", plantHex), kind("places", plantPlaces), kind("mail", plantMail), kind("escapes", plantPercent),
		kind("mash", plantMash), kind("specks", plantSpecks), kind("in-line", plantInLine), kind("log", run(loglines, "\n", 5, 14)), kind("locks", run(locks, "\n", 6, 16)), kind("bundle", run(bundle, "", 5, 12)),
	}
}
