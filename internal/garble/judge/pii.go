package judge

import (
	"fmt"
	"strings"

	"github.com/tamis-data/tamis/internal/garble"
)

// carriers are sentences round a value, which stands where @@ does: letters, forms, notes, signatures.
var carriers = map[string][]string{
	"en": {"If anything changes, use @@ instead.", "@@ is what I have in my notebook.", "Nobody picks up at @@ after six.", "My details have changed to @@, please update your list.", "They printed @@ on every poster in town!", "Kind regards, Mira (@@)", "She swears it was @@; I am not so sure.", "Old entry: @@. New entry: none.", "I found @@ and a key in the drawer.", "Note to self - @@ - do not lose."},
	"fr": {"Mes coordonnées ont changé : @@.", "J'ai trouvé @@ dans le tiroir, sans explication."}, "da": {"På sedlen stod der @@, ikke andet."}, "hu": {"A cetlin ez állt: @@, semmi más."}, "ro": {"Pe bilet scria @@ și nimic altceva."}, "el": {"Στο χαρτί έγραφε @@ και τίποτε άλλο."},
	"cs": {"Na lístku stálo @@ a nic víc."}, "vi": {"Trên tờ giấy ghi @@ và không còn gì khác."}, "id": {"Di kertas itu tertulis @@, lain tidak."}, "hi": {"काग़ज़ पर @@ लिखा था।"}, "ja": {"連絡先は @@ です。"}, "th": {"บนกระดาษเขียนว่า @@ เท่านั้น"},
}

var piiLangs = []string{"en", "fr", "en", "da", "en", "hu", "en", "ro", "en", "el", "en", "cs", "en", "vi", "en", "id", "en", "hi", "en", "ja", "en", "th"}

var email = shapes("‹w›.‹w›-‹w›@example.com", "‹W›‹W›@example.org", "‹w›.‹w›.‹n›@mail-‹n›.example.net", "‹s1›‹s1›.‹w›@‹w›.example.com", "‹W›.‹W›@‹W›.Example.Com", "‹w›__‹w›@example.net", "‹w›+‹w›-‹n›@example.org", "bounce-‹d6›-‹w›@lists.example.com", "‹w›@a.b.‹w›.example.net", "‹w›.o'‹w›@example.com", "‹S8›@EXAMPLE.NET")

var obfuscated = shapes("‹w›.‹w›(AT)‹w›(DOT)example(DOT)com", "‹w› [at] ‹w› [dot] co [dot] uk", "‹w›.‹w› (at) example.org", "‹w›(ät)example(punkt)org", "‹w› arroba example punto com", "‹w›-at-example-dot-net", "‹w›.‹w› at ‹w› dot example dot org", "‹w›&commat;example.com", "‹w›[@]example.org")

// phone draws from the ranges that authorities keep for fiction.
func phone(r *garble.Rand) string {
	area := garble.Pick(r, []string{"206", "404", "512", "907"})
	return r.Shapes([]string{area + " 555 01‹D2›", "(" + area + ") 555‑01‹D2›", "1 (" + area + ") 555-01‹D2›", "+1." + area + ".555.01‹D2›", area + "/555-01‹D2›", area + "\u00a0555\u00a001‹D2›", "+1 (" + area + ")-555-01‹D2›", "+1-(" + area + ")-555-01‹D2›", "[" + area + "] 555-01‹D2›",
		"+44 131 496 0‹D3›", "+44 (0)151 496 0‹D3›", "+442079460‹D3›", "00 44 20 7946 0‹D3›", "+33-1-99-00-‹D2›-‹D2›", "+33 (0)1 99 00 ‹D2› ‹D2›", "+49 171 39200‹D2›", "+49 (171) 392 00 ‹D2›", "+61 491 570 1‹D2›", "+61 (0)2 5550 ‹D4›", "0044-113-496-0‹D3›"})
}

var (
	ipv4 = shapes("192.0.2.1‹D2›", "198.51.100.‹n›", "203.0.113.‹n›", "198.18.‹n›.‹n›", "10.‹n›.‹n›.‹n›", "169.254.‹n›.‹n›")
	ipv6 = shapes("2001:0db8:0000:0000:0000:‹x4›:0000:‹x4›", "2001:db8:‹x2›::‹x1›:‹x4›", "2001:db8:‹x4›:‹x4›::‹x3›", "2001:DB8::‹X3›:‹X4›:1", "fd‹x2›:‹x4›:‹x4›:1::‹x2›", "::ffff:192.0.2.‹n›", "fe80::‹x3›:‹x4›:fe‹x2›:‹x4›")
	mac  = shapes("‹X2›:‹X2›:‹X2›:‹X2›:‹X2›:‹X2›", "‹x2›-‹x2›-‹x2›-‹x2›-‹x2›-‹x2›", "‹X4›.‹X4›.‹X4›", "0a:‹x2›:‹x2›:‹x2›:‹x2›:‹x2›")
)

// card draws other schemes than the open kinds, with hard and thin blanks.
func card(r *garble.Rand) string {
	if r.Percent(30) {
		n := garble.Pick(r, []string{"30569", "36005", "38520"}) + r.Of(garble.Digits, 8)
		n += garble.Luhn(n)
		return n[:4] + " " + n[4:10] + " " + n[10:]
	}
	n := garble.Pick(r, []string{"353011", "620000", "400005", "520082", "601100", "222100", "411111"}) + r.Of(garble.Digits, 9)
	return garble.Grouped(n+garble.Luhn(n), garble.Pick(r, []string{"", " ", "-", "\u00a0"}), 4)
}

func iban(r *garble.Rand) string {
	drawn := garble.Pick(r, []string{garble.IBAN("IT", "X99999"+r.Of(garble.Digits, 17)), garble.IBAN("DK", "9999"+r.Of(garble.Digits, 10)), garble.IBAN("FI", "999"+r.Of(garble.Digits, 11)), garble.IBAN("CZ", "9999"+r.Of(garble.Digits, 16)), garble.IBAN("HU", "999"+r.Of(garble.Digits, 21)),
		garble.IBAN("GR", "999"+r.Of(garble.Digits, 20)), garble.IBAN("RO", "TEST"+r.Of(garble.Alnum[:26]+garble.Digits, 16)), garble.IBAN("LT", "99999"+r.Of(garble.Digits, 11)), garble.IBAN("LU", "999"+r.Of(garble.Digits, 13)), garble.IBAN("MT", "TEST"+r.Of(garble.Digits, 23)), garble.IBAN("SA", "99"+r.Of(garble.Digits, 18))})
	return garble.Grouped(drawn, garble.Pick(r, []string{"", " ", "\u00a0", "-"}), 4)
}

func ssn(r *garble.Rand) string {
	return fmt.Sprintf("%03d-%02d-%04d", r.Between(667, 899), r.Between(1, 99), r.Between(1, 9999))
}

func coin(r *garble.Rand) string {
	return garble.Pick(r, []string{taproot(r.Bytes(32)), garble.Base58Check(48, r.Bytes(20)), garble.Base58Check(65, r.Bytes(20)), garble.Base58Check(0, r.Bytes(20)), strings.ToUpper(garble.Segwit("bc", r.Bytes(20))), "0x" + r.Of(garble.HexUpper, 40), garble.Base58Check(76, r.Bytes(20))})
}

var address = shapes("‹d4› NE Cedar Ct Apt #‹n›, Tollund, OR 97‹D3›", "‹n› Church Road, Orwenby LS‹D1› ‹D1›XY", "‹d3› Maple Crescent, Pellworth, ON K‹D1›A ‹D1›B‹D1›", "Kerkstraat ‹n›, 10‹D2› AB Maravel", "Storgatan ‹n›, 111 ‹D2› Maravel", "Piazza del Molo ‹n›, 40‹D3› Maravel", "Rua do Cais, ‹n›, 1‹D3›-‹D3› Maravel",
	"Bahnhofstrasse ‹n›, 8‹D3› Altenhafen", "‹n› allée des Saules, 44‹D3› Maravel", "Plaza Mayor ‹n›, 2.º B, 41‹D3› Maravel", "P.O. Box ‹d3›, Tollund, MN 55‹D3›", "‹d3› Old Quay Rd, Unit ‹n›, Kestrin, ME 04‹D3›-‹d4›", "Am Deich ‹n›, 26‹D3› Altenhafen", "‹n› Ferry Lane\nPellworth\nDE‹D1› ‹D1›TH", "‹d4› Juniper Drive\nOldhaven, MI 48‹D3›", "Mühlenweg ‹n›b\n04‹D3› Altenhafen")

// plantAddress sets addresses of one line in a sentence, and those of more below a name.
func plantAddress(p *garble.Page) {
	for range p.Rand.Between(1, 2) {
		value := address(p.Rand)
		if strings.Contains(value, "\n") {
			const name = "The Harbour Office\n"
			p.CarryBlock(name, value, "", len(name), 0, true)
			continue
		}
		before, after, _ := strings.Cut(garble.Pick(p.Rand, carriers[p.Lang]), "@@")
		p.Carry(before, value, after, 0, 0)
	}
}

func plantNational(p *garble.Page) {
	for range p.Rand.Between(1, 2) {
		n := garble.Pick(p.Rand, numbers)
		before, after, _ := strings.Cut(garble.Pick(p.Rand, carriers[p.Lang]), "@@")
		p.Carry(before+n.label, n.draw(p.Rand), after, len(n.label), 0)
	}
}

func piiKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page)) garble.Kind {
		return garble.Kind{Name: "pii/" + name, Step: "redact.pii", Langs: piiLangs, Plant: plant}
	}
	value := func(name string, draw func(r *garble.Rand) string) garble.Kind {
		return kind(name, garble.PlantValues(carriers, draw))
	}
	inside := func(name string, draw func(r *garble.Rand) string, patterns ...string) garble.Kind {
		return kind(name, garble.PlantInside(carriers, patterns, draw))
	}
	user := shapes("‹w›.‹w›‹n›", "‹s2›‹w›", "‹w›_‹d2›", "‹W›.‹W›")
	return []garble.Kind{
		inside("email", email, "@@", "<@@>", "mailto:@@", "Mira Castrane <@@>", "E-mail: @@", "[@@]", "@@?subject=‹w›"), value("email-obfuscated", obfuscated), inside("phone", phone, "@@", "Tel.: @@", "phone @@", "Fax @@", "WhatsApp: @@", "call @@ x‹d3›", "tel:@@"), inside("ipv4", ipv4, "@@", "ip=@@", "from @@:‹d5›", "https://@@:8443/‹w›", "(@@)", "X-Forwarded-For: @@", "inet @@/24"),
		inside("ipv6", ipv6, "@@", "https://[@@]/", "inet6 @@/64", "@@%eth0", "addr=@@"), inside("card", card, "@@", "card no. @@", "Visa @@ exp. 0‹D1›/27", "PAN: @@"), inside("iban", iban, "@@", "IBAN: @@", "IBAN @@, BIC TESTXX2A"), inside("ssn", ssn, "@@", "SSN @@", "Social Security no. @@"),
		kind("national", plantNational), inside("crypto", coin, "@@", "bitcoin:@@", "wallet: @@", "(@@)"), inside("mac", mac, "@@", "ether @@", "HWaddr @@", "MAC=@@", "[@@]"), kind("address", plantAddress),
		kind("url-credentials", garble.PlantInside(carriers, []string{"rtsp://@@@‹host›:554/‹w›", "git+https://@@@‹host›/‹w›.git", "sftp://@@@‹host›/‹w›/‹w›", "https://@@@‹w›.‹host›/‹w›?‹w›=‹n›#‹w›", "wss://@@@‹host›/ws", "svn+ssh://@@@‹host›/trunk"}, shapes("‹w›:‹a10›", "‹w›_‹n›:‹a5›-‹a5›", "‹w›%40‹w›:‹a9›"))),
		kind("path-user", garble.PlantInside(carriers, []string{`C:\Users\@@\AppData\Local\‹w›.log`, `C:\\Users\\@@\\‹w›`, "/Users/@@/Library/‹w›.plist", "/mnt/c/Users/@@/‹w›", "/home/@@/.ssh/‹w›", "/home/@@: no such file", "scp /home/@@/‹w›.gz", "D:/Users/@@/Downloads/‹w›.zip", "file:///C:/Users/@@/‹w›.htm"}, user)),
	}
}
