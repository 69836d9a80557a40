package garble

import (
	"fmt"
	"strings"
)

// carriers are sentences round a value, which stands where @@ does.
var carriers = map[string][]string{
	"en": {"Write to @@ before Friday.", "You can reach us under @@, day and night.", "Her new one is @@ and the old one no longer works.", "Please note: @@.", "He left @@ on a slip of paper, nothing else.",
		"For the records: @@ (checked twice).", "Contact: @@", "I tried @@; nobody answered.", "Is it still @@?", "The form says “@@”, which is right."},
	"de": {"Am besten erreicht man ihn unter @@, auch abends.", "Auf dem Zettel stand @@ und sonst nichts.", "Bitte notieren: @@."},
	"fr": {"Notez bien : @@.", "Sur le papier il y avait @@, rien d'autre."},
	"es": {"En el papel ponía @@ y nada más.", "Por favor, apunte: @@."},
	"pl": {"Na kartce było @@ i nic więcej.", "Proszę zapisać: @@."},
	"ru": {"На листке стояло @@ и больше ничего.", "Запишите, пожалуйста: @@."},
	"ja": {"紙には @@ と書いてあった。"},
	"ar": {"كُتب على الورقة @@ لا غير."},
	"tr": {"Kâğıtta @@ yazıyordu, başka bir şey yoktu."},
}

// piiLangs gives English half of the pages.
var piiLangs = []string{"en", "de", "en", "fr", "en", "es", "en", "pl", "en", "ru", "en", "ja", "en", "ar", "en", "tr"}

// PlantValues adds one to three sentences that carry a drawn value, whose every byte is private.
// Each language of the kind has carriers: sentences with @@ for the value.
func PlantValues(carriers map[string][]string, draw func(r *Rand) string) func(p *Page) {
	return func(p *Page) {
		for range p.Rand.Between(1, 3) {
			before, after, _ := strings.Cut(Pick(p.Rand, carriers[p.Lang]), "@@")
			p.Carry(before, draw(p.Rand), after, 0, 0)
		}
	}
}

// PlantInside adds sentences whose value stands within something larger that may go with it: the
// pattern has the value at @@ and is filled in as a shape, sentence aside.
func PlantInside(carriers map[string][]string, patterns []string, draw func(r *Rand) string) func(p *Page) {
	return func(p *Page) {
		for range p.Rand.Between(1, 2) {
			before, after, _ := strings.Cut(Pick(p.Rand, carriers[p.Lang]), "@@")
			lead, tail, _ := strings.Cut(p.Rand.Shapes(patterns), "@@")
			p.Carry(before+lead, draw(p.Rand), tail+after, len(lead), len(tail))
		}
	}
}

func email(r *Rand) string {
	return r.Shapes([]string{"‹w›.‹w›@example.org", "‹w›‹n›@example.com", "‹w›_‹w›@mail.example.net", "‹s1›.‹w›+‹w›@example.com", "‹W›.‹W›@EXAMPLE.ORG", "‹w›-‹w›@‹w›.‹w›.example.org", "info@‹w›.example.net"})
}

func obfuscated(r *Rand) string {
	return r.Shapes([]string{"‹w› (at) ‹w› dot com", "‹w›.‹w› [at] example [dot] org", "‹w› at example dot net", "‹w›(at)example.org", "‹w› AT ‹w› DOT org", "‹w›{at}example{dot}com"})
}

// phone draws from the ranges that numbering authorities keep for fiction.
func phone(r *Rand) string {
	us := Pick(r, []string{"202", "303", "415", "617", "808"})
	return r.Shapes([]string{"(" + us + ") 555-01‹D2›", us + "-555-01‹D2›", "+1 " + us + " 555 01‹D2›", "+1-" + us + "-555-01‹D2›", us + ".555.01‹D2›",
		"+44 20 7946 0‹D3›", "+44 161 496 0‹D3›", "+49 30 23125 ‹D3›", "+49 (0)30 23125‹D3›", "+33 1 99 00 ‹D2› ‹D2›", "+61 2 5550 ‹D4›"})
}

func ipv4(r *Rand) string {
	net := Pick(r, []string{"192.0.2.", "198.51.100.", "203.0.113.", "10.20.30.", "192.168.7."})
	return net + fmt.Sprint(r.Between(1, 254))
}

func ipv6(r *Rand) string {
	return r.Shapes([]string{"2001:db8:‹x4›:‹x4›:‹x4›:‹x4›:‹x4›:‹x4›", "2001:db8::‹x4›:‹x3›", "2001:db8:‹x4›::1", "fe80::‹x4›:‹x4›:‹x4›:‹x4›"})
}

// card draws from the ranges that card schemes give to testers.
func card(r *Rand) string {
	prefix := Pick(r, []string{"400000", "411111", "555555", "510510"})
	n := prefix + r.Of(Digits, 9)
	n += Luhn(n)
	return Grouped(n, Pick(r, []string{"", " ", "-"}), 4)
}

func iban(r *Rand) string {
	drawn := []string{
		IBAN("DE", "99"+r.Of(Digits, 16)), IBAN("FR", "30"+r.Of(Digits, 21)), IBAN("ES", "00"+r.Of(Digits, 18)), IBAN("AT", "99"+r.Of(Digits, 14)),
		IBAN("NL", "TEST"+r.Of(Digits, 10)), IBAN("GB", "TEST"+r.Of(Digits, 14)), IBAN("PL", "99"+r.Of(Digits, 22)),
	}
	return Grouped(Pick(r, drawn), Pick(r, []string{"", " "}), 4)
}

// ssn leaves out what was never given: 000, 666, 9xx, group 00, serial 0000.
func ssn(r *Rand) string {
	return fmt.Sprintf("%03d-%02d-%04d", r.Between(667, 899), r.Between(1, 99), r.Between(1, 9999))
}

// national draws numbers of several countries with their check digits, as people write them.
func national(r *Rand) string {
	return Pick(r, []func(*Rand) string{dni, nir, bsn, pesel, cpf, steuerID})(r)
}

func dni(r *Rand) string {
	n := r.Number(8)
	return "DNI " + n + string("TRWAGMYFPDXBNJZSQVHLCKE"[Remainder(n, 23)])
}

func nir(r *Rand) string {
	n := fmt.Sprintf("%d%02d%02d%02d%03d%03d", r.Between(1, 2), r.Between(40, 99), r.Between(1, 12), r.Between(21, 89), r.Between(1, 300), r.Between(1, 300))
	return fmt.Sprintf("%s %s %s %s %s %s %02d", n[:1], n[1:3], n[3:5], n[5:7], n[7:10], n[10:], 97-Remainder(n, 97))
}

func bsn(r *Rand) string {
	for {
		n := r.Number(8)
		if last := Weighted(n, 9, 8, 7, 6, 5, 4, 3, 2) % 11; last < 10 {
			return fmt.Sprintf("BSN %s%d", n, last)
		}
	}
}

func pesel(r *Rand) string {
	n := fmt.Sprintf("%02d%02d%02d%s", r.Between(40, 99), r.Between(1, 12), r.Between(1, 28), r.Of(Digits, 4))
	return fmt.Sprintf("PESEL %s%d", n, (10-Weighted(n, 1, 3, 7, 9, 1, 3, 7, 9, 1, 3)%10)%10)
}

func cpf(r *Rand) string {
	n := r.Number(9)
	for range 2 {
		sum := 0
		for i := range len(n) {
			sum += int(n[i]-'0') * (len(n) + 1 - i)
		}
		n += fmt.Sprint(sum * 10 % 11 % 10)
	}
	return n[:3] + "." + n[3:6] + "." + n[6:9] + "-" + n[9:]
}

// steuerID has one digit twice among the first ten, one not at all.
func steuerID(r *Rand) string {
	order := r.Perm(10)
	if order[0] == 0 {
		order[0], order[9] = order[9], order[0]
	}
	order[9] = order[r.Between(1, 7)]
	n := ""
	for _, d := range order {
		n += fmt.Sprint(d)
	}
	return "Steuer-ID " + n + mod1110(n)
}

func coin(r *Rand) string {
	return Pick(r, []string{Base58Check(0, r.Bytes(20)), Segwit("bc", r.Bytes(20)), "0x" + r.Of(HexLower, 40)})
}

func mac(r *Rand) string {
	sep := Pick(r, []string{":", "-"})
	return Grouped(r.Of(Pick(r, []string{HexLower, HexUpper}), 12), sep, 2)
}

func address(r *Rand) string {
	return r.Shapes([]string{"‹n› Larch Street, Oldhaven, OH 43‹D3›", "‹d3› North Mill Road, Apt. ‹n›, Pellworth, NY 1‹D4›", "‹d3› Harbor Ave, Kestrin, CA 9‹D4›-‹d4›",
		"P.O. Box ‹d4›, Orwenby, TX 7‹D4›", "Lindenstraße ‹n›, 1‹D4› Altenhafen", "‹n› rue des Tanneurs, 75‹D3› Maravel"})
}

func piiKinds() []Kind {
	kind := func(name string, plant func(p *Page)) Kind {
		return Kind{Name: "pii/" + name, Step: "redact.pii", Langs: piiLangs, Plant: plant}
	}
	user := func(r *Rand) string {
		return r.Shapes([]string{"‹s1›‹w›", "‹w›.‹w›", "‹w›‹n›"})
	}
	login := func(r *Rand) string { return r.Shape("‹w›:‹a9›") }
	return []Kind{
		kind("email", PlantValues(carriers, email)), kind("email-obfuscated", PlantValues(carriers, obfuscated)), kind("phone", PlantValues(carriers, phone)), kind("ipv4", PlantValues(carriers, ipv4)),
		kind("ipv6", PlantValues(carriers, ipv6)), kind("card", PlantValues(carriers, card)), kind("iban", PlantValues(carriers, iban)), kind("ssn", PlantValues(carriers, ssn)),
		kind("national", PlantLabelled(carriers, national)), kind("crypto", PlantValues(carriers, coin)), kind("mac", PlantValues(carriers, mac)), kind("address", PlantValues(carriers, address)),
		kind("url-credentials", PlantInside(carriers, []string{"https://@@@‹host›/‹w›", "ftp://@@@‹host›:‹d4›/"}, login)),
		kind("path-user", PlantInside(carriers, []string{"/home/@@/‹w›.txt", `C:\Users\@@\Documents\‹w›.docx`, "/Users/@@/‹w›/‹w›.md"}, user)),
	}
}

// PlantLabelled is PlantValues for values with a word before them, which may stay or go.
func PlantLabelled(carriers map[string][]string, draw func(r *Rand) string) func(p *Page) {
	return func(p *Page) {
		for range p.Rand.Between(1, 2) {
			before, after, _ := strings.Cut(Pick(p.Rand, carriers[p.Lang]), "@@")
			value := draw(p.Rand)
			at := strings.IndexAny(value, Digits)
			p.Carry(before+value[:at], value[at:], after, at, 0)
		}
	}
}
