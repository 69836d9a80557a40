package redact

import (
	"fmt"
	"slices"
	"strings"

	"github.com/tamis-data/tamis/internal/scan/phone"
	"github.com/tamis-data/tamis/transform"
)

// PII is the transform redact.pii.
var PII = transform.Spec{
	Name:    "redact.pii",
	Summary: "Masks what names or reaches a person: addresses, numbers, accounts",
	Doc:     piiDoc,
	Params: append([]transform.Param{
		{Name: "kinds", Type: transform.ParamStrings, Default: piiKinds, Enum: piiKinds, Doc: "What is looked for (the table is above)."},
		{Name: "region", Type: transform.ParamStrings, Default: []string{}, Doc: "Countries whose telephone numbers are known without their calling code, by two letters: `[US, GB]`."},
		{Name: "public_only", Type: transform.ParamBool, Default: false, Doc: "Only IP addresses that are routed on the internet: not private, link-local or documentation ones."},
	}, maskParams...),
	Short:     "kinds",
	On:        transform.OnProse,
	Kinds:     func(a transform.Args) []string { return a.Strings("kinds") },
	Private:   func(transform.Args) bool { return true },
	Check:     checkPII,
	EditsText: true,
	Version:   1,
	New:       func(a transform.Args) (transform.Step, error) { return newPII(a), nil },
	Examples: []transform.Example{
		{Note: "Addresses and numbers; an order number is none.",
			Docs:  []string{"Write to ada@example.org or call +1 202-555-0142 about order 202-555-0143."},
			Gives: []string{"Write to <email> or call <phone> about order 202-555-0143."}},
		{Note: "Hidden from robots, not from tamis.",
			Docs: []string{"keeper [at] example [dot] net, office AT example DOT org, press&#64;example.org"}, Gives: []string{"<email>, <email>, <email>"}},
		{Note: "As readers see it: other digits, entities, other words for the sign.",
			Docs:  []string{"هاتف ٠٥٠١٢٣٤٥٦٧", "&#97;da&#64;example&#46;org", "ada arroba example punto es", "192[.]0[.]2[.]17"},
			Gives: []string{"هاتف <phone>", "<email>", "<email>", "<ip>"}},
		{Note: "Numbers with check digits: the second of each is wrong by one.",
			Docs:  []string{"4111 1111 1111 1111, 4111 1111 1111 1112; DE89 3704 0044 0532 0130 00, DE88 3704 0044 0532 0130 00"},
			Gives: []string{"<card>, 4111 1111 1111 1112; <iban>, DE88 3704 0044 0532 0130 00"}},
		{Note: "A version looks like an IP address.", Args: "[ip]",
			Docs: []string{"At 192.0.2.17 and 2001:db8::8a2e:370:7334 runs version 4.3.2.1 since 12:34:56."}, Gives: []string{"At <ip> and <ip> runs version 4.3.2.1 since 12:34:56."}},
		{Note: "Equal values of a document get equal numbers.", Args: `{kinds: [email], number: true, replace: "[{kind}]"}`,
			Docs: []string{"ada@example.org, bob@example.org, Ada@example.org"}, Gives: []string{"[email-1], [email-2], [email-1]"}},
		{Note: "Numbers without a calling code, in a country that the recipe names.", Args: "{kinds: [phone], region: [ES]}",
			Docs: []string{"El 912 34 56 78."}, Gives: []string{"El <phone>."}},
	},
}

const piiDoc = `| kind | what | known by |
|---|---|---|
| email | addresses, also of other scripts, broken behind the @, and written as ` + "`a (at) b dot org`, `a arroba b punto es`, `a&#64;b.org`, `a_at_b_dot_org`" + `, with names for the sign in twenty languages | a top-level domain that exists |
| phone | telephone numbers with calling code, in the shape of a country, in a declared region, or behind a word as "call" | the numbering plans of libphonenumber |
| ip | IPv4 and IPv6; loopback, netmasks and 0.0.0.0 are nobody's | ranges; words as "version" before |
| mac | MAC addresses, with colons, hyphens, dots; with spaces or in one piece behind a word for it | pairs, six of them |
| card | payment cards | the networks' ranges and Luhn's digit |
| iban | bank accounts, in one piece or in any groups | length by country, MOD 97-10 |
| ssn | social security numbers of the United States | ranges; a word before where not written 3-2-4 |
| national_id | numbers that 50 countries give to persons; passports, licences and identity cards behind their word | check digits, dates, a word before where these are weak |
| crypto | addresses of Bitcoin, Ethereum, Litecoin, Monero, Ripple, Stellar, Algorand …; Solana's behind a word for it | Base58Check, Bech32, checksums, form |
| address | streets with house numbers, with flat, town and code, in twenty languages; boxes | words for streets, or a code with its town behind the number |
| credentials | user and password in a URL | form; not ` + "`user:password@`" + ` |
| username | names of users in paths below /home, /Users, \Users, on drives, mounts and servers; ~name/ | not ` + "`user`, `runner`, `ubuntu`" + ` |

A text with digits of other scripts, full-width characters, entities, escapes or characters without
width is also scanned as its reader sees it: ` + "`٠٥٠١٢٣٤٥٦٧`, `&#97;&#64;b.org`, `192[.]0[.]2[.]1`" + `.

Names of people are not looked for. Order numbers, versions, dates, ISBNs, sums, coordinates and
hashes are left alone: a number counts where its check digits and the word before it allow, so a
number without either may be missed. What a kind recognises is not offered to the next one, whether
it is wanted or not.

The mask depends on the document alone. With ` + "`number: true`" + ` it tells equal values from different
ones, which is less than pseudonymity: who knows the order of the values knows who is who.`

func piiOptionsOf(a transform.Args) (*piiOptions, []int) {
	o := &piiOptions{publicOnly: a.Bool("public_only")}
	index := make([]int, piiNothing+1)
	for i, name := range a.Strings("kinds") {
		kind := slices.Index(piiKinds, name)
		o.wanted[kind], index[kind] = true, i
	}
	for _, name := range a.Strings("region") {
		if r, ok := phone.FindRegion(strings.ToUpper(name)); ok {
			o.regions = append(o.regions, r)
		}
	}
	return o, index
}

func newPII(a transform.Args) *masker {
	o, index := piiOptionsOf(a)
	return newMasker(a, a.Strings("kinds"), func(found []finding, s string) []finding {
		from := len(found)
		found = o.find(found, s)
		for i := range found[from:] {
			found[from+i].kind = uint8(index[found[from+i].kind])
		}
		return found
	})
}

func checkPII(a transform.Args) []transform.Fault {
	var faults []transform.Fault
	for _, name := range a.Strings("region") {
		if _, ok := phone.FindRegion(strings.ToUpper(name)); !ok {
			faults = append(faults, transform.Fault{Param: "region", Message: fmt.Sprintf("%q is no country", name), Hint: "two letters of ISO 3166, as US, GB, DE"})
		}
	}
	kinds := a.Strings("kinds")
	if len(kinds) == 0 {
		faults = append(faults, transform.Fault{Param: "kinds", Message: "no kind given", Hint: "leave kinds out for all of them"})
	}
	faults = append(faults, twice(kinds)...)
	return append(faults, checkMask(newPII(a))...)
}
