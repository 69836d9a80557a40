package redact

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/transform"
)

// marked splits a text with ⟦private⟧ places into the text and which of its bytes are private.
func marked(s string) (text string, private []bool) {
	var b strings.Builder
	inside := false
	for _, r := range s {
		switch r {
		case '⟦', '⟧':
			inside = r == '⟦'
			continue
		}
		b.WriteRune(r)
		for len(private) < b.Len() {
			private = append(private, inside)
		}
	}
	return b.String(), private
}

// exact says that what a step takes of each text is what stands in ⟦⟧, to the byte.
func exact(t *testing.T, spec transform.Spec, cases string) {
	t.Helper()
	step := masked(t, spec, "")
	missed, wrong := 0, 0
	for _, line := range strings.Split(strings.TrimSpace(cases), "\n") {
		line = strings.NewReplacer("⟧ ⟦", "⟧; ⟦", "⏎", "\n", "‸", "\u00a0", "∅", "\u200b").Replace(line)
		text, private := marked(line)
		taken := make([]bool, len(text))
		for _, f := range step.find(nil, text) {
			for i := f.start; i < f.end; i++ {
				taken[i] = true
			}
		}
		left, over := "", ""
		for i := range text {
			switch {
			case private[i] && !taken[i] && text[i] > ' ':
				left += text[i : i+1]
			case !private[i] && taken[i] && text[i] > ' ':
				over += text[i : i+1]
			}
		}
		if left != "" {
			missed++
			t.Errorf("left %q of %q", left, line)
		}
		if over != "" {
			wrong++
			t.Errorf("took %q of %q", over, line)
		}
	}
	t.Logf("%d texts with something left, %d with something taken in excess", missed, wrong)
}

func TestBreadthEmail(t *testing.T) {
	exact(t, PII, `
Write ⟦ada(at)example.org⟧ or ⟦bo (at) example (dot) org⟧.
⟦ada[at]example[dot]org⟧ ⟦ada {at} example {dot} org⟧ ⟦ada<at>example<dot>org⟧
⟦ada -at- example -dot- org⟧, ⟦ada-at-example-dot-org⟧, ⟦ada_at_example_dot_org⟧
⟦ada_AT_example_DOT_org⟧, ⟦ada*at*example.org⟧, ⟦ada |at| example.org⟧
⟦ada AT example DOT org⟧; ⟦ada at example dot co dot uk⟧
⟦ada.lund (AT) mail.example (DOT) co (DOT) uk⟧
⟦ada [ at ] example [ dot ] org⟧, ⟦ada (@) example.org⟧, ⟦ada[@]example[.]org⟧
⟦ada [ät] example [punkt] de⟧ oder ⟦ada (ät) example.de⟧ oder ⟦ada ät example punkt de⟧
⟦ada (a) example (punkt) org⟧, ⟦ada(a)example.org⟧
⟦ada arroba example punto es⟧, ⟦ada (arroba) example (punto) com⟧, ⟦ada[arroba]example.com⟧, ⟦ada arroba example ponto pt⟧
⟦ada arobase example point fr⟧, ⟦ada (arobase) example.fr⟧, ⟦ada [chez] example [point] fr⟧
⟦ada chiocciola example punto it⟧, ⟦ada(chiocciola)example.it⟧
⟦ada собака example точка ru⟧, ⟦ada(собака)example.ru⟧
⟦ada małpa example kropka pl⟧, ⟦ada(małpa)example.pl⟧
⟦ada kukac example pont hu⟧, ⟦ada (kukac) example.hu⟧
⟦ada zavináč example tečka cz⟧, ⟦ada(zavináč)example.cz⟧
⟦ada snabel-a example punktum dk⟧, ⟦ada [snabela] example.se⟧
⟦ada (アット) example.jp⟧, ⟦ada[アットマーク]example.jp⟧, ⟦ada★example.jp⟧, ⟦ada■example.jp⟧
⟦ada골뱅이example.kr⟧ ⟦ada(골뱅이)example.kr⟧
⟦ada @ example.org⟧; ⟦ada@ example.org⟧; ⟦ada @example.org⟧ or not.
⟦ada @ example . org⟧; ⟦ada@example dot org⟧; ⟦ada@example[dot]org⟧; ⟦ada@example(.)org⟧
⟦ada&#64;example&#46;org⟧ ⟦ada&#x40;example.org⟧ ⟦ada&commat;example&period;org⟧ ⟦ada&amp;#64;example.org⟧
⟦&#97;&#100;&#97;&#64;&#101;&#120;&#97;&#109;&#112;&#108;&#101;&#46;&#111;&#114;&#103;⟧
⟦ada%40example.org⟧ ⟦ada%40example%2Eorg⟧ ⟦ada=40example.org⟧ ⟦ada\u0040example.org⟧ ⟦ada\x40example.org⟧
⟦ada＠example．org⟧ ⟦ａｄａ＠ｅｘａｍｐｌｅ．ｏｒｇ⟧ ⟦ada@exa∅mple.org⟧ ⟦ada∅@example.org⟧
⟦ada@NOSPAM.example.org⟧ ⟦ada.NOSPAM@example.org⟧ ⟦ada@example.org.invalid⟧
⟦"ada lund"@example.org⟧, ⟦иван@пример.рф⟧, ⟦用户@例子.中国⟧, ⟦x@xn--bcher-kva.example⟧, ⟦jürgen@bücher.de⟧
⟦a.b.c-d_e+f@sub.sub2.example.museum⟧, ⟦1234567890@example.com⟧, ⟦_______@example.com⟧
<⟦ada@example.org⟧>; mailto:⟦ada@example.org⟧?subject=x; "⟦ada@example.org⟧"; ‘⟦ada@example.org⟧’; „⟦ada@example.org⟧“
E-Mail:⟦ada@example.org⟧,⟦bo@example.org⟧;⟦cy@example.org⟧|⟦di@example.org⟧/⟦el@example.org⟧
⟦a d a @ e x a m p l e . o r g⟧ is spaced
Mail me: ⟦ada.lund at example.org⟧, or e-mail ⟦bo at example.com⟧.
⟦ada at sign example dot org⟧, ⟦ada at-sign example.org⟧
⟦ada((at))example((dot))org⟧, ⟦ada[[at]]example.org⟧, ⟦ada(at]example.org⟧
⟦moc.elpmaxe@ada⟧ is written from right to left
⟦ada@example.org⟧ы, 联系⟦ada@example.org⟧。
⟦ada@[192.0.2.1]⟧
⟦ada@⏎example.org⟧
⟦ada \@ example.org⟧, ⟦ada\@example.org⟧
Read it at example.org, look at example dot com, we work at example point com.
Meet us at dot by dot, the at sign and the dot. Look at point five.
The paper (at page 3) and [at noon]; items (a) one (b) two, e.g. f(a)g.
The ratio is 3 @ 5.00 each; @media screen; @ada said; follow @ada.lund; thanks @bob.
Docs at docs.rs, code at github.com, index.html at example.org, node.js at work.
npm i @scope/pkg@1.2.3 lodash@4.17.21 user@localhost root@db1 git@github.com:ada/x.git
arroba is a unit; el punto es este; mettre au point fr; la chiocciola verde; собака лает.
x@y, a@b.c, 5@6.78, foo@bar.baz1, image@2x.png, p@ss.w0rd, E=mc@2.0, @.@
`)
}

func TestBreadthPhone(t *testing.T) {
	exact(t, PII, `
⟦+1 (202) 555-0142⟧ ⟦+1(202)555-0142⟧ ⟦+1 (202)555-0142⟧ ⟦+1(202)5550142⟧
⟦001 202 555 0142⟧ or ⟦001-202-555-0142⟧ or ⟦011 44 20 7946 0018⟧
⟦+1/202/555/0142⟧ ⟦202/555-0142⟧ ⟦(202)555-0142⟧ ⟦(202) 555.0142⟧ ⟦202 555-0142⟧
⟦1 (202) 555-0142⟧ ⟦1.202.555.0142⟧ ⟦(+1) 202 555 0142⟧ ⟦+1-202-555-0142 ext 123⟧ ⟦202-555-0142 x123⟧
⟦202-555-0142, ext. 12⟧ ⟦202-555-0142 extension 12⟧ ⟦(202) 555-0142 x 12⟧ ⟦030 23125-014 Durchwahl 12⟧ ⟦202-555-0142#12⟧
⟦+44 (0) 20 7946 0018⟧ ⟦+44 (20) 7946 0018⟧ ⟦+44-20-7946-0018⟧ ⟦+44.20.7946.0018⟧ ⟦(020) 7946 0018⟧ ⟦020-7946-0018⟧ ⟦(01632) 960 123⟧ ⟦01632 960123⟧ ⟦07700 900 123⟧
⟦+49 (0) 30 / 23125 014⟧ ⟦+49/30/23125014⟧ ⟦+49-30-23125-014⟧ ⟦0049 30 23125014⟧ ⟦0049-30-23125014⟧ ⟦(030) 23125-014⟧ ⟦030 / 23 12 50 14⟧ ⟦0171-3920012⟧ ⟦0171/3920012⟧ ⟦+49 171 39 200 12⟧
⟦+33 1 99 00 12 34⟧ ⟦+33.1.99.00.12.34⟧ ⟦+33 (0) 1 99 00 12 34⟧ ⟦06 39 98 12 34⟧ ⟦06-39-98-12-34⟧ ⟦0033 1 99 00 12 34⟧ ⟦06/39/98/12/34⟧
⟦08-465 004 12⟧ ⟦+46 (0)8 465 004 12⟧ ⟦070-174 06 05⟧ ⟦070-1740605⟧ ⟦+46 70 174 06 05⟧
⟦+353 20 912 3456⟧ ⟦(020) 912 3456⟧ ⟦+61 (0)2 5550 0123⟧ ⟦(02) 5550 0123⟧ ⟦0491 570 156⟧ ⟦+61 491 570 156⟧ ⟦1800 975 711⟧
⟦+7 (495) 123-45-67⟧ ⟦8-495-123-45-67⟧ ⟦8 (495) 123 45 67⟧ ⟦+7 495 123 45 67⟧ ⟦+7-912-345-67-89⟧ ⟦8(495)1234567⟧
⟦+90 212 555 12 34⟧ ⟦0 (212) 555 12 34⟧ ⟦0212 555 12 34⟧ ⟦(0212) 555 12 34⟧ ⟦0 532 555 12 34⟧
⟦03-1234-5678⟧ ⟦+81 3 1234 5678⟧ ⟦090-1234-5678⟧ ⟦(03) 1234-5678⟧ ⟦０３−１２３４−５６７８⟧ ⟦０３（１２３４）５６７８⟧
⟦+86 138 1234 5678⟧ ⟦138-1234-5678⟧ ⟦010-6552 9988⟧ ⟦+86 (10) 6552-9988⟧
⟦02-312-3456⟧ ⟦+82-2-312-3456⟧ ⟦010-1234-5678⟧
⟦+91 98765 43210⟧ ⟦098765 43210⟧ ⟦+91-22-2345-6789⟧ फ़ोन ⟦९८७६५ ४३२१०⟧
⟦+966 50 123 4567⟧ هاتف ⟦٠٥٠١٢٣٤٥٦٧⟧ أو ⟦+٩٦٦ ٥٠ ١٢٣ ٤٥٦٧⟧ أو ⟦٠٥٠-١٢٣-٤٥٦٧⟧
تلفن: ⟦۰۲۱-۸۸۷۷۶۶۵۵⟧
⟦+34 912 34 56 78⟧ ⟦+34 612 345 678⟧ teléfono ⟦612345678⟧ ⟦91 234 56 78⟧
⟦+39 06 6988 1234⟧ ⟦06 6988 1234⟧ ⟦+39 347 123 4567⟧ cellulare ⟦347 123 4567⟧
⟦+31 20 794 0018⟧ ⟦020-7940018⟧ ⟦06-12345678⟧ ⟦+31 (0)6 1234 5678⟧
⟦+48 22 123 45 67⟧ tel. ⟦22 123 45 67⟧ tel. ⟦601 234 567⟧ ⟦+48 601-234-567⟧
⟦+41 44 668 18 00⟧ ⟦044 668 18 00⟧ ⟦+43 1 5123456⟧ ⟦01/5123456⟧ ⟦0664 1234567⟧
⟦+55 (11) 91234-5678⟧ ⟦(11) 3123-4567⟧ ⟦+55 11 91234-5678⟧ ⟦11 91234-5678⟧
⟦+52 55 1234 5678⟧ ⟦+54 9 11 1234-5678⟧ ⟦+56 9 1234 5678⟧ ⟦+57 301 234 5678⟧
⟦+27 11 123 4567⟧ ⟦011 123 4567⟧ ⟦+254 712 345 678⟧ ⟦+234 802 345 6789⟧ ⟦+20 2 12345678⟧
⟦+420 601 234 567⟧ tel. ⟦601 234 567⟧ ⟦+36 1 234 5678⟧ ⟦06 1 234 5678⟧ ⟦+30 210 123 4567⟧ tηλ. x τηλ. ⟦210 123 4567⟧
⟦+972 3-123-4567⟧ ⟦03-1234567⟧ ⟦050-123-4567⟧ ⟦+65 6123 4567⟧ ⟦+60 3-1234 5678⟧ ⟦+66 2 123 4567⟧ ⟦+84 28 1234 5678⟧ ⟦+62 21 1234567⟧
tel:⟦+12025550142⟧ <tel:⟦+1-202-555-0142⟧> callto:⟦+442079460018⟧ sms:⟦+12025550142⟧ wa.me/⟦442079460018⟧
call ⟦0207 946 0018⟧, ring ⟦02079460018⟧, phone ⟦07700900123⟧, Tel ⟦0199001234⟧, Mobil: ⟦01713920012⟧
Phone: ⟦202 555 0142⟧, cell ⟦2025550142⟧, fax ⟦555-0142⟧, tel ⟦5550142⟧
call ⟦2 0 2 5 5 5 0 1 4 2⟧ now
The number is ⟦+1 202 555 0142⟧.⏎⟦(202) 555-0143⟧⏎⟦202-555-0144⟧ and ⟦+442079460018⟧
⟦+1 202 555 01 42⟧ ⟦+1 202 5550142⟧ ⟦+1 2025550142⟧ ⟦+1-2025550142⟧ ⟦＋１ ２０２ ５５５ ０１４２⟧
T. ⟦+1 202 555 0142⟧ F. ⟦+1 202 555 0143⟧ M: ⟦07700 900123⟧ (m) ⟦07700 900124⟧ ☎ ⟦5550 1234⟧ 📞 ⟦555 01 42⟧ ✆⟦123 4567⟧
The years 2019-2020-2021, 1990/1991, the range 1200-1500, 12/31/1999 and 31.12.1999.
Order 202-555-0142, invoice 020 7946 0018, ISBN 0-306-40615-2, part 555-0142-01.
Version 1.202.555, build 20240612, sum 1 234 567, 12,345,678.90, 3.14159265358979.
GPS 52.520008, 13.404954; score 21-15, 21-19; size 100x200x300; 1-2-3-4-5.
IDs 2025550142, 4111-22, 0049-AB; lot 030-23; ASIN 0306406152; flight LH 0171 3920.
Population 82 927 922 in 2018; area 357 386 km; 0800 to 1700 hours; page 101-202.
`)
}
