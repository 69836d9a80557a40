package redact

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/laws"
	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform"
	"github.com/tamis-data/tamis/transform/steptest"
)

// hostile are pieces that, repeated, make a scan look back or ahead as far as it can.
var hostile = []string{"<", "(", "@", "a", "\u0301", "1", "1 ", "1-", "1.", "a1", ":", "a:", "::", "1:", "=", "a=", "password=", "token: ", "://", "a://", "://a:b", " dot ", " at ", " at a dot ", "a@", "a.", "a@a.",
	"(at)", "%40", "&#64;", "/home/", "/home/ab", `\Users\`, "-----BEGIN PRIVATE KEY-----", "-----BEGIN ", "eyJ.", "eyJeyJ", "SG.", "ghp_", "xoxb-", "AA-", "00-", "0000.", "aa:", "2001:", "DE89", "DE89 ", "AB12 ", "0x", "bc1",
	"020 7946 0018 ", "+1 202-555-0142 ", "4111 ", "12 Mole Road ", "12 rue de la Paix ", "Straße 1 ", "St 1 ", "漢", "漢1", "漢@", "é@", "\"", "password=\"", "''", "tel ", "tel 1 ", "call 555-0123 ", "5KK", "K", "M.", "us-us", "Q~", "_mmk", ":AA",
	"authorization: basic ", "ada@example.org", "ada@example.org\n", "192.0.2.1 ", "\n", " ", "\t", "0", "00 ", "(1)", "1/1/", "+", "+1", "＠", "xprv", "AAAA", "\xC2\xA0", "1\u00A0", "1\u2011", "%", "%2", "a%", "a#", "a&", "a=b.", "'at' ", "a'at' ", "aATb", "DOT", "aATbDOT", "aATbDOTc", "one two ", "five seven ", "double ", "hook/", "://hook", "https://hook/", "https://hook.", "machine a login b password ", "login a password ", " password", "mysql -p", "sshpass -p ", " -p", "::/48 ", "2001:db8:1:2::", "2001:db8:1:2::/64"}

// Work grows with the text and no faster.
func TestMaskHostile(t *testing.T) {
	for _, spec := range []transform.Spec{PII, Secrets} {
		m := masked(t, spec, "")
		for _, piece := range hostile {
			laws.Linear(t, fmt.Sprintf("%s of %q", spec.Name, piece), 1<<20, func(size int) {
				m.find(nil, strings.Repeat(piece, size/len(piece))+"ada@example.org password=hunter2x")
			})
		}
	}
}

// FuzzMask holds what every text must keep: spans in order, on borders of characters, nothing found
// in what is left, whatever stands in place of what was found.
func FuzzMask(f *testing.F) {
	for i, piece := range hostile {
		f.Add(piece + hostile[(i+7)%len(hostile)] + hostile[(i*5+3)%len(hostile)])
	}
	var steps []*steptest.Set
	for _, spec := range []transform.Spec{PII, Secrets} {
		for _, args := range []string{"", `{replace: ""}`, `{number: true}`} {
			steps = append(steps, steptest.New(f, spec, args, []string{""}, nil))
		}
	}
	f.Fuzz(func(t *testing.T, s string) {
		s = strings.ToValidUTF8(s, "\uFFFD")
		for _, set := range steps {
			holds(t, set, s)
		}
	})
}

func holds(t *testing.T, set *steptest.Set, s string) {
	t.Helper()
	m, last := set.Step().(*masker), 0
	m.Find(s, func(start, end int) {
		if start < last || end <= start || !utf8.ValidString(s[start:end]) {
			t.Fatalf("span [%d, %d) of %q", start, end, s)
		}
		last = end
	})
	docs := set.Docs()
	docs[0].Values[schema.SlotText] = schema.StringValue(s)
	if err := set.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	text := docs[0].Text()
	m.Find(text, func(start, end int) { t.Fatalf("left %q in %q of %q", text[start:end], text, s) })
	if (last == 0) != (text == s) {
		t.Fatalf("found to %d, %q became %q", last, s, text)
	}
}

// The same over texts put together from pieces that bring out borders.
func TestMaskLaws(t *testing.T) {
	m := maker{rand.New(rand.NewPCG(21, 22))}
	set := []*steptest.Set{steptest.New(t, PII, "", []string{""}, nil), steptest.New(t, PII, `{replace: ""}`, []string{""}, nil), steptest.New(t, Secrets, "", []string{""}, nil), steptest.New(t, Secrets, `{replace: "", number: true}`, []string{""}, nil)}
	kinds := []string{"email", "phone", "told", "ip", "mac", "card", "iban", "ssn", "national_id", "crypto", "address", "credentials"}
	for range 3000 {
		var b strings.Builder
		for n := m.IntN(10); n >= 0; n-- {
			switch m.IntN(4) {
			case 0:
				b.WriteString(m.of1(kinds[m.IntN(len(kinds))]).text)
			case 1:
				b.WriteString(m.pick(" ", "", "\n", ", ", "-", "/", ".", ":", "é", "漢"))
			case 2:
				b.WriteString(m.pick(m.decoys()...))
			default:
				b.WriteString(hostile[m.IntN(len(hostile))])
			}
		}
		for _, s := range set {
			holds(t, s, b.String())
		}
	}
}
