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
// the colon of IPv6 and URLs, brackets and entities that hide an @, the slashes of paths; 0xEF leads
// the full-width @.
var piiTriggers = scan.Bytes("0-9@:([{<&%/\\\xEF")

// find appends what is private in s; findings may overlap.
func (o *piiOptions) find(found []finding, s string) []finding {
	p := piiScans.Get().(*piiScan)
	defer piiScans.Put(p)
	p.piiOptions, p.s, p.out = o, s, found
	p.spelled(" dot ")
	p.shouted()
	for at := piiTriggers.Next(s, 0); at < len(s); at = piiTriggers.Next(s, at) {
		at = max(at+1, p.look(at))
	}
	found, p.s, p.out, p.x = p.out, "", nil, number{}
	return found
}

// look tries what can stand at a trigger and returns where to go on.
func (p *piiScan) look(at int) int {
	switch p.s[at] {
	case '@':
		return p.mail(at, at+1)
	case ':':
		return p.colon(at)
	case '/', '\\':
		return p.path(at)
	case '(', '[', '{', '<', '&', '%', 0xEF:
		return p.hidden(at)
	}
	return p.digits(at)
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
