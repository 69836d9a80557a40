package sealed

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

var carriers = map[string][]string{
	"en": {"For everything else there is @@, as always.", "Somebody had scratched @@ into the door.", "Reply to @@ if you saw it.", "(see @@)", "We only have @@ on file.", "His card said: @@", "@@ was the last thing she wrote down.", "Ask for the form at @@!", "I think it was @@ or so."},
	"it": {"Sul biglietto c'era scritto @@ e basta.", "Segnatevi @@, per favore."}, "nl": {"Op het briefje stond @@, verder niets."}, "sv": {"På lappen stod @@, inget annat."}, "fi": {"Lapussa luki @@ eikä muuta."},
	"uk": {"На папірці було написано @@ і більше нічого."}, "zh": {"纸条上写着 @@ 。"}, "ko": {"쪽지에는 @@ 라고 적혀 있었다."}, "he": {"על הפתק היה כתוב @@ ותו לא."}, "pt": {"No papel estava escrito @@ e mais nada."},
}

var langs = []string{"en", "it", "en", "nl", "en", "sv", "en", "fi", "en", "uk", "en", "zh", "en", "ko", "en", "he", "en", "pt"}

func shapes(patterns ...string) func(r *garble.Rand) string {
	return func(r *garble.Rand) string { return r.Shapes(patterns) }
}

var email = shapes("‹w›%‹w›@example.org", "‹w›'‹w›@example.com", "‹W›_‹W›.‹n›@Sub.Example.Net", "\"‹w› ‹w›\"@example.org", "‹w›@‹w›-‹w›.example.com", "‹s1›@example.net", "‹w›.‹w›.‹w›+‹w›.‹d4›@‹w›.‹w›.example.org", "‹d8›@example.com", "‹w›@bücher.example", "no-reply@‹w›.example.org")

var obfuscated = shapes("‹w› -at- ‹w› -dot- org", "‹w›_AT_example_DOT_com", "‹w› <at> example <dot> net", "‹w›.‹w›&#64;example.org", "‹w› [@] example [.] com", "‹w›(@)‹w›.example.net", "‹w› {at} ‹w› {dot} org", "‹w› @ example . org", "‹w›[dot]‹w›[at]example[dot]org")

func phone(r *garble.Rand) string {
	area := garble.Pick(r, []string{"212", "312", "503", "702"})
	return r.Shapes([]string{"001 " + area + " 555 01‹D2›", "1-" + area + "-555-01‹D2›", "(" + area + ")555-01‹D2›", "+1 (" + area + ") 555.01‹D2›", "+1" + area + "55501‹D2›", "+46 8 465 004 ‹D2›", "+44 (0)20 7946 0‹D3›",
		"0044 117 496 0‹D3›", "+61 3 7010 ‹D4›", "+49/30/23125-‹D3›", "+33 (0)1.99.00.‹D2›.‹D2›"})
}

var (
	ipv4 = shapes("192.0.2.‹n›", "198.51.100.‹n›", "203.0.113.‹n›", "172.16.‹n›.‹n›", "100.64.‹n›.‹n›")
	ipv6 = shapes("2001:db8::‹x4›", "2001:DB8:‹X4›:‹X4›::‹X4›", "2001:db8:‹x3›:‹x2›::", "fd‹x2›:‹x4›:‹x4›::1", "fe80::‹x4›:‹x4›:‹x4›:‹x4›", "2001:db8:0:0:‹x4›::‹x2›")
)

var mac = shapes("‹x4›.‹x4›.‹x4›", "‹X2›-‹X2›-‹X2›-‹X2›-‹X2›-‹X2›", "02:‹x2›:‹x2›:‹x2›:‹x2›:‹x2›")

// card draws the test ranges of four more schemes, and dots for blanks.
func card(r *garble.Rand) string {
	if r.Percent(40) {
		n := "37828" + r.Of(garble.Digits, 9)
		n += garble.Luhn(n)
		return n[:4] + " " + n[4:10] + " " + n[10:]
	}
	n := garble.Pick(r, []string{"601111", "356600", "222300"}) + r.Of(garble.Digits, 9)
	return garble.Grouped(n+garble.Luhn(n), garble.Pick(r, []string{"", " ", ".", "-"}), 4)
}

func iban(r *garble.Rand) string {
	drawn := garble.Pick(r, []string{garble.IBAN("CH", "00"+r.Of(garble.Digits, 15)), garble.IBAN("SE", "999"+r.Of(garble.Digits, 17)), garble.IBAN("PT", "9999"+r.Of(garble.Digits, 17)),
		garble.IBAN("BE", "999"+r.Of(garble.Digits, 9)), garble.IBAN("IE", "TEST"+r.Of(garble.Digits, 14)), garble.IBAN("TR", "99999"+r.Of(garble.Digits, 17)), garble.IBAN("NO", "9999"+r.Of(garble.Digits, 7))})
	return garble.Grouped(drawn, garble.Pick(r, []string{"", " ", "\u00a0"}), 4)
}

func ssn(r *garble.Rand) string {
	return fmt.Sprintf("SSN: %03d%s%02d%[2]s%04d", r.Between(667, 899), garble.Pick(r, []string{" ", "-", ""}), r.Between(1, 99), r.Between(1, 9999))
}

func coin(r *garble.Rand) string {
	return garble.Pick(r, []string{garble.Base58Check(5, r.Bytes(20)), garble.Segwit("ltc", r.Bytes(20)), garble.Segwit("bc", r.Bytes(20)), "0x" + r.Of(garble.HexLower, 40), garble.Base58Check(30, r.Bytes(20))})
}

var address = shapes("Flat ‹n›, ‹n› Mill Lane, Oldhaven OX‹D1› ‹D1›AB", "‹d3› W. Quay Blvd., Suite ‹d3›, Tollund, WA 98‹D3›", "PO Box ‹d3›, Pellworth VIC 3‹D3›", "Hafenweg ‹n›a, D-2‹D4› Altenhafen", "‹n› bis, avenue du Port, 13‹D3› Maravel", "Via dei Mulini ‹n›, 00‹D3› Maravel", "Calle del Puerto ‹n›, 28‹D3› Maravel", "ul. Portowa ‹n›, 00-‹D3› Maravel")

func piiKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "pii/" + name, Step: "redact.pii", Langs: langs, Plant: plant}
	}
	value := func(name string, draw func(r *garble.Rand) string) garble.Kind {
		return kind(name, garble.PlantValues(carriers, draw))
	}
	inside := func(name string, draw func(r *garble.Rand) string, patterns ...string) garble.Kind {
		return kind(name, garble.PlantInside(carriers, patterns, draw))
	}
	user := shapes("‹w›", "‹s1›.‹w›", "‹w›‹d4›", "‹W›‹W›")
	return []garble.Kind{
		value("email", email), value("email-obfuscated", obfuscated), inside("phone", phone, "@@ ext. ‹d3›", "tel:@@", "@@ (work)", "@@"), inside("ipv4", ipv4, "@@:‹d4›", "@@/32", "http://@@/", "@@"), inside("ipv6", ipv6, "[@@]:‹d4›", "@@/64", "@@"), value("card", card), value("iban", iban),
		kind("ssn", garble.PlantLabelled(carriers, ssn)), kind("national", plantNational), value("crypto", coin), value("mac", mac), value("address", address),
		kind("url-credentials", garble.PlantInside(carriers, []string{"http://@@@‹host›:8080/‹w›?x=‹n›", "ssh://@@@‹host›/‹w›.git", "smb://@@@‹host›/‹w›"}, shapes("‹w›.‹w›:‹a12›", "‹w›:‹a4›%21‹a5›"))),
		kind("path-user", garble.PlantInside(carriers, []string{`C:\Documents and Settings\@@\Desktop\‹w›.xls`, "/var/home/@@/.config/‹w›", "file:///home/@@/‹w›.html", "/export/home/@@/src/‹w›.c", "c:/users/@@/‹w›"}, user)),
	}
}

// plantNational plants numbers that begin with letters whole, others behind their name.
func plantNational(p *garble.Page) {
	drawn := garble.Pick(p.Rand, numbers)
	before, after, _ := strings.Cut(garble.Pick(p.Rand, carriers[p.Lang]), "@@")
	value := drawn.draw(p.Rand)
	p.Carry(before+drawn.label, value, after, len(drawn.label), 0)
}
