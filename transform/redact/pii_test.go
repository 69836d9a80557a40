package redact

import (
	"strings"
	"testing"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// run returns what a step makes of a text.
func run(t testing.TB, spec transform.Spec, args, text string) string {
	t.Helper()
	s := steptest.New(t, spec, args, []string{text}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	return docs[0].Text()
}

// same marks texts that stay as they are.
const unchanged = "="

func gives(t *testing.T, spec transform.Spec, args string, cases [][2]string) {
	t.Helper()
	for _, c := range cases {
		want := c[1]
		if want == unchanged {
			want = c[0]
		}
		if got := run(t, spec, args, c[0]); got != want {
			t.Errorf("%q\n gives %q\n   not %q", c[0], got, want)
		}
	}
}

func TestPIIEmail(t *testing.T) {
	gives(t, PII, "", [][2]string{
		{"ada@example.org", "<email>"},
		{"to ada.lund+ropes@mail.example.co.uk, please.", "to <email>, please."},
		{"<ada@example.org>(ada@example.org)[ada@example.org]", "<<email>>(<email>)[<email>]"},
		{"see ada@example.org.He said", "see <email>.He said"},
		{"mia.o'dell@example.org 'ada@example.org'", "<email> '<email>'"},
		{"müller@bücher.de and почта@пример.рф", "<email> and <email>"},
		{"联系我们info@example.com请", "联系我们<email>请"},
		{"ada@\nexample.org", "<email>"},
		{"?to=ada@example.org&x=1", "?to=<email>&x=1"},
		{"ada (at) example (dot) org; ada[at]example.org; ada{at}example[.]org", "<email>; <email>; <email>"},
		{"ada dot lund at mail dot example dot org", "<email>"},
		{"ada @ example.org", "<email>"},
		{"ada%40example.org, ada&commat;example.org, ada＠example.org", "<email>, <email>, <email>"},
		{"ADA@EXAMPLE.ORG", "<email>"},
		{"we met at noon, dot by dot", unchanged},
		{"visit us at example dot com", unchanged},
		{"dinner @ eight", unchanged},
		{"me@home user@localhost nobody@example 3 @ 5 @handle", unchanged},
		{"icon@2x.png, lodash@4.17.21, getty@tty1.service, pkg@latest", unchanged},
		{"git@github.com:ada/ropes.git", unchanged},
		{"a list: (a) one, (b) two", unchanged},
		{"..@..", unchanged},
	})
}

func TestPIIPhone(t *testing.T) {
	gives(t, PII, "", [][2]string{
		{"+1 202-555-0142, +12025550142, +1.202.555.0142, +1 (202) 555 0142", "<phone>, <phone>, <phone>, <phone>"},
		{"(202) 555-0142, 202-555-0142, 202.555.0142, 1-800-555-0199", "<phone>, <phone>, <phone>, <phone>"},
		{"202-555-0142 ext. 12, 202-555-0142 x7", "<phone>, <phone>"},
		{"+44 20 7946 0018, 020 7946 0018, +44 (0)20 7946 0018, 0044 20 7946 0018", "<phone>, <phone>, <phone>, <phone>"},
		{"030/23125-014, 0172 1234567, 07700 900123", "<phone>, <phone>, <phone>"},
		{"01 99 00 12 34 / 01.99.00.12.34", "<phone> / <phone>"},
		{"8 (495) 123-45-67; 8 800 555-35-35", "<phone>; <phone>"},
		{"(11) 91234-5678", "<phone>"},
		{"138 1234 5678", "<phone>"},
		{"tel:+1-202-555-0142", "tel:<phone>"},
		{"Tel. 4711 223", "Tel. <phone>"},
		{"call us at 912 34 56 78", "call us at <phone>"},
		{"my phone number is 2025550142", "my phone number is <phone>"},
		{"電話：03-1234-5678", "電話：<phone>"},
		{"202-555-0142/202-555-0143", unchanged}, // one chain: which part is a number?
		{"order number 202-555-0142, ref. 020 7946 0018, ticket #202-555-0142", unchanged},
		{"12 345 678 people phoned", unchanged},
		{"2025550142", unchanged},
		{"1,202,555,0142", unchanged},
		{"2031-04-02 06:00:01 and 02.04.2031", unchanged},
		{"v1.202.555 and 10.1000/202-555-0142", unchanged},
		{"49 20 79 46 00 18 22 33 44 55 66 77 88 99 11 22 33", unchanged},
		{"202-555-0142 202-555-0143 202-555-0144 202-555-0145 202-555-0146 202-555-0147 202-555-0148", "<phone> <phone> <phone> <phone> <phone> <phone> <phone>"},
		{strings.Repeat("020 7946 0018 ", 12), unchanged}, // a table of numbers, for all that one sees
		{"lat 52.520008, lon 13.404954", unchanged},
		{"4b 03 04 14 00 00", unchanged},
		{"0069 0307 0300", unchanged},
		{"+999 123 456 789, +44 0000 000, +1 002 555 0142, 2+12025550142", unchanged},
		{"Boston, MA 02110-1301; call 19980505; a2.9 0 0110 12.967 z", unchanged},
	})
	gives(t, PII, "{region: [es, US]}", [][2]string{
		{"912 34 56 78 y 202 555 0142", "<phone> y <phone>"},
		{"2025550142", unchanged},
		{"1 202 555", unchanged},
	})
}

func TestPIINumbers(t *testing.T) {
	gives(t, PII, "", [][2]string{
		{"4111-1111-1111-1111 378282246310005 5555 5555 5555 4444", "<card> <card> <card>"},
		{"4111 1111 1111 1112, order 4111111111111111", unchanged},
		{"DE89370400440532013000 GB82 WEST 1234 5698 7654 32", "<iban> <iban>"},
		{"DE89370400440532013001, XX82 WEST 1234 5698 7654 32", unchanged},
		{"078-05-1120; SSN 078051120", "<ssn>; SSN <ssn>"},
		{"000-12-3456, 666-12-3456, 123-00-4567, 078-00-1120, 078051120, card 020 7946 0018", unchanged},
		{"11010519491231002X", "<national_id>"},
		{"12345678Z, X1234567L", "<national_id>, <national_id>"},
		{"12345678A", unchanged},
		{"111.444.777-35", "<national_id>"},
		{"AB 12 34 56 C", "<national_id>"},
		{"131052-308T", "<national_id>"},
		{"756.9217.0769.85", "<national_id>"},
		{"MRTMTT91D08F205J", "<national_id>"},
		{"85.07.30-033.28", "<national_id>"},
		{"passport no. C01X00T47", "passport no. <national_id>"},
		{"Steuer-ID 86 095 742 719", "Steuer-ID <national_id>"},
		{"86 095 742 719", unchanged},
		{"PESEL: 44051401359", "PESEL: <national_id>"},
		{"NHS number 943 476 5919", "NHS number <national_id>"},
		{"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2 bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "<crypto> <crypto>"},
		{"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN3", unchanged},
		{"0x52908400098527886E0F7030069857D2E4169EE7", "<crypto>"},
		{"da39a3ee5e6b4b0d3255bfef95601890afd80709", unchanged},
		{"123e4567-e89b-12d3-a456-426614174000", unchanged},
		{"ISBN 978-3-16-148410-0, 9783161484100", unchanged},
	})
}

func TestPIINet(t *testing.T) {
	gives(t, PII, "", [][2]string{
		{"192.0.2.17:8080, http://192.0.2.17/, [2001:db8::1]:80", "<ip>:8080, http://<ip>/, [<ip>]:80"},
		{"2001:0db8:85a3:0000:0000:8a2e:0370:7334 fe80::1 ::ffff:192.0.2.1", "<ip> <ip> <ip>"},
		{"10.0.0.0/8 2001:db8::/32 127.0.0.1 ::1 255.255.255.0 0.0.0.0", unchanged},
		{"version 10.15.7.2, section 192.168.1.1, Chrome/120.0.6099.71, 1.2.3.4.5, 999.1.2.3", unchanged},
		{"4.3.2.1 and server 4.3.2.1", "4.3.2.1 and server <ip>"},
		{"std::vector be::fe 12:34:56 a::b 1:2:3", unchanged},
		{"00:1a:2b:3c:4d:5e 00-1A-2B-3C-4D-5E 001a.2b3c.4d5e", "<mac> <mac> <mac>"},
		{"00:00:00:00:00:00 ff:ff:ff:ff:ff:ff 12:34:56", unchanged},
		{"16:27:ac:a5:76:28:2d:36:63:1b:56:4d:eb:df:a6:48", unchanged},
		{"https://ada:s3cr3t-x@example.org/", "https://<credentials>@example.org/"},
		{"https://user:password@example.org/ http://%s:%s@host", unchanged},
		{`/home/ada/x C:\Users\ada\x /Users/ada`, `/home/<username>/x C:\Users\<username>\x /Users/<username>`},
		{`/home/user/x https://example.org/home/news/ /Users/runner/x /home/page`, unchanged},
	})
	gives(t, PII, "{kinds: [ip], public_only: true}", [][2]string{
		{"192.168.1.1 192.0.2.1 100.64.3.2 8.8.8.8 2001:db8::1 2606:4700::1111", "192.168.1.1 192.0.2.1 100.64.3.2 <ip> 2001:db8::1 <ip>"},
	})
}

func TestPIIAddress(t *testing.T) {
	gives(t, PII, "{kinds: [address]}", [][2]string{
		{"12 Mole Road, Maris Point", "<address>, Maris Point"},
		{"at 221b Old Baker Street.", "at <address>."},
		{"1600 Amphitheatre Parkway, Mountain View, CA 94043", "<address>"},
		{"5 High Court, Oldhaven, OH1 2AB", "<address>"},
		{"42 N. Main St., Apt 4B, Springfield, IL 62704-1234", "<address>"},
		{"Bahnhofstraße 12a, 10115 Berlin", "<address>"},
		{"Kurt-Tucholsky-Straße 5", "<address>"},
		{"12, rue de la Paix, 75002 Paris", "<address>"},
		{"Calle de Alcalá, 45, 28014 Madrid", "<address>"},
		{"P.O. Box 1234", "<address>"},
		{"Signed by 1612 North Mill Road, Apt. 57, Pellworth, NY 19786", "Signed by <address>"},
		{"?q=8852 North Mill Road, Pellworth, NY 15037 ?q=780-13-9784", "?q=<address> ?q=780-13-9784"},
		{"by 1612 North Road", unchanged},
		{"In 1999 Wall Street fell.", unchanged},
		{"the top 10 Wall Street banks", unchanged},
		{"5 High Court judges", unchanged},
		{"10 Downing Street said", unchanged},
		{"He took 3 Drive systems", unchanged},
		{"Platz 3 im Rennen", unchanged},
	})
}

func TestPIIMasks(t *testing.T) {
	gives(t, PII, `{kinds: [email, phone], number: true}`, [][2]string{
		{"ada@example.org +1 202-555-0142 bo@example.org ADA@example.org +1 (202) 555-0142", "<email-1> <phone-1> <email-2> <email-1> <phone-1>"},
	})
	gives(t, PII, `{kinds: [email], replace: ""}`, [][2]string{
		{"a bo@example.org b", "a  b"},
	})
	gives(t, PII, `[phone]`, [][2]string{
		{"4111 1111 1111 1111 and ada@example.org", unchanged}, // a card is no telephone number
	})
	gives(t, PII, "", [][2]string{
		{"<phone> 123 45 67 and <phone-1> 123 45 67", unchanged}, // a mask is no word of the text
	})
}

// Numbers are told apart over all columns of a document.
func TestPIINumbersAcrossColumns(t *testing.T) {
	s := steptest.New(t, PII, "{number: true, on: [title, text]}", []string{"bo@example.org, ada@example.org"}, []string{`title="ada@example.org"`})
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	if got := docs[0].Str(schema.SlotTitle) + "|" + docs[0].Text(); got != "<email-1>|<email-2>, <email-1>" {
		t.Error(got)
	}
}

func TestPIIFaults(t *testing.T) {
	for _, c := range []struct{ args, want string }{
		{"{kinds: []}", "no kind"},
		{"{kinds: [emial]}", "emial"},
		{"{region: [ZZ]}", "no country"},
		{"{replace: x@example.org}", "would itself be taken"},
		{"{kinds: [email, email]}", "twice"},
	} {
		set, problems := steptest.Plan(PII, c.args, []string{""}, nil)
		var all []string
		for _, p := range problems {
			all = append(all, p.Message)
		}
		if set != nil || !strings.Contains(strings.Join(all, "\n"), c.want) {
			t.Errorf("%s: %q, not %q", c.args, all, c.want)
		}
	}
}

func TestPIIMoreForms(t *testing.T) {
	gives(t, PII, "", [][2]string{
		{"08-465 004 00, 040/66969 123, (044) 123-45-67, 612 34 56 78, 1800 160 401", "<phone>, <phone>, <phone>, <phone>, <phone>"},
		{"(+44) 20 7946 0018; 00 44 20 7946 0018; +33 (0)1 99 00 12 34", "<phone>; <phone>; <phone>"},
		{"ada AT example.org, ada @ example . org, ada＠example．org", "<email>, <email>, <email>"},
		{"LOOK AT EXAMPLE.ORG", unchanged},
		{"192.0.2.1-192.0.2.9", "<ip>-<ip>"},
		{"file:///home/ada/x, «/home/ada/x»", "file:///home/<username>/x, «/home/<username>/x»"},
		{"1234 W. 5th St., Am Hafen 3, 10115 Berlin", "<address>, <address>"},
		{"ул. Ленина, д. 5", "<address>"},
		{"ul. Długa 5/7, 31-147 Kraków", "<address>"},
		{"Lindenstraße 17, 10115 Berlin I tried", "<address> I tried"},
	})
	gives(t, Secrets, "", [][2]string{
		{`<add key="DbPassword" value="Zx9!kk-27"/>`, `<add key="DbPassword" value="<password>"/>`},
		{"the password is Tr0ub4dor&3.", "the password is <password>."},
		{"machine x login y password s3cret-Zx", "machine x login y password <password>"},
		{"the password must have 8 characters", unchanged},
		{"---- BEGIN SSH2 ENCRYPTED PRIVATE KEY ----\nTUlJQmpqQ0NBVFNnQXdJQkFnSUpBTA==\n---- END SSH2 ENCRYPTED PRIVATE KEY ----", "<private-key>"},
	})
}
