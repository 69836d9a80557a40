package redact

import (
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
	"github.com/tamis-data/tamis/internal/scan/phone"
)

// Kinds of redact.pii, by index.
const (
	piiEmail uint8 = iota
	piiPhone
	piiIP
	piiMAC
	piiCard
	piiIBAN
	piiSSN
	piiID
	piiCrypto
	piiAddress
	piiCredentials
	piiUser
	piiNothing // a number that is known to be something else
)

var piiKinds = []string{"email", "phone", "ip", "mac", "card", "iban", "ssn", "national_id", "crypto", "address", "credentials", "username"}

// piiScan is one scan of a text.
type piiScan struct {
	*piiOptions
	s   string
	out []finding
	x   number // the candidate that is looked at

	chain cluster

	said   int // up to here spelled digits have been looked at
	view   view
	folded bool // a view of the text differs from it
}

// piiScans are scans that wait for their next text: a candidate's digits go to functions of a table,
// so that they cannot lie on the stack.
var piiScans = sync.Pool{New: func() any { return new(piiScan) }}

type piiOptions struct {
	wanted     [piiNothing + 1]bool
	publicOnly bool
	regions    []phone.Region
}

// piiTriggers are the bytes at which something private is recognised: a digit, the @ of an address,
// the colon of IPv6 and URLs, brackets and strokes that hide an @, the slashes of paths; and those
// with which a character begins that stands for another one in a view.
var piiTriggers = scan.Bytes("0-9@:([{</\\~_*|" + viewBytes + "-")

// viewBytes are the bytes with which something begins that a view shows otherwise.
const viewBytes = "&%=\xC2\xD9\xDB\xDF\xE0\xE1\xE2\xE3\xEF\xF0"

// find appends what is private in s; findings may overlap.
func (o *piiOptions) find(found []finding, s string) []finding {
	p := piiScans.Get().(*piiScan)
	defer piiScans.Put(p)
	p.piiOptions, p.s, p.out, p.folded = o, s, found, false
	p.pass()
	if p.folded {
		p.again()
	}
	found, p.s, p.out, p.x = p.out, "", nil, number{}
	return found
}

// pass looks at every trigger of the text.
func (p *piiScan) pass() {
	p.said = 0
	p.spelled()
	for at := piiTriggers.NextOdd(p.s, 0); at < len(p.s); at = piiTriggers.NextOdd(p.s, at) {
		at = max(at+1, p.look(at))
	}
}

// look tries what can stand at a trigger and returns where to go on.
func (p *piiScan) look(at int) int {
	switch p.s[at] {
	case '@':
		return p.mail(at, at+1)
	case ':':
		return p.colon(at)
	case '/', '\\', '~':
		return max(p.wide(at), p.path(at))
	case '(', '[', '{', '<':
		return p.hidden(at)
	case '-', '_', '*', '|':
		return p.stroke(at)
	case '&', '%', '=', 0xC2, 0xD9, 0xDB, 0xDF, 0xE0, 0xE1, 0xE2, 0xE3, 0xEF, 0xF0:
		return p.wide(at)
	}
	return p.digits(at)
}

// wide notes that a view of the text differs at a place, and looks for an address whose at sign is a
// star or a square, as on pages in Japanese.
func (p *piiScan) wide(at int) int {
	if s := p.s[at:]; len(s) > 3 && s[0] == 0xE2 && s[1] >= 0x96 && s[1] <= 0x98 {
		if start, end := localStart(p.s, at), domainEnd(s, len("★")); start < at && end > 0 && alnumBytes[p.s[at-1]] {
			return p.add(start, at+end, piiEmail)
		}
	}
	if !p.folded {
		_, n := plainForm(p.s[at:])
		p.folded = n > 0
	}
	return at + 1
}

// add notes a finding if its kind is wanted and returns its end.
func (p *piiScan) add(start, end int, kind uint8) int {
	if p.wanted[kind] && (kind != piiNothing) {
		p.out = append(p.out, finding{start, end, kind})
	}
	return end
}

// Classes of ASCII bytes; bytes of 0x80 and above belong to none.
var (
	digitBytes = scan.Bytes("0-9")
	alnumBytes = scan.Bytes("0-9A-Za-z")
	hexBytes   = scan.Bytes("0-9A-Fa-f")
	wordBytes  = scan.Bytes("0-9A-Za-z_")
)

// at returns the byte at a place, 0 outside of s.
func at(s string, i int) byte {
	if i < 0 || i >= len(s) {
		return 0
	}
	return s[i]
}

// letterAt says whether a letter of any script with spaces begins at a place, letterBefore whether
// one ends there.
func letterAt(s string, i int) bool {
	r, _ := utf8.DecodeRuneInString(s[min(i, len(s)):])
	return joins(r)
}

func letterBefore(s string, i int) bool {
	r, _ := utf8.DecodeLastRuneInString(s[:i])
	return joins(r)
}

// hasFold says whether the text at a place begins with a word, small and capital letters of ASCII
// alike.
func hasFold(s string, i int, word string) bool {
	return i >= 0 && i+len(word) <= len(s) && strings.EqualFold(s[i:i+len(word)], word)
}
