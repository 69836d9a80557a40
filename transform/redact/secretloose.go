package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
)

// Issuers change the lengths of their tokens more often than the prefixes, and have more than are listed
// here. A prefix that nothing else has, before a body that is surely random, is enough; so are letters and
// digits in a sentence that no word, name or digest is made of.

// looseBytes are what bodies are made of.
var looseBytes = scan.Bytes("0-9A-Za-z_.=-")

// commonPrefixes begin names of all kinds of things.
var commonPrefixes = wordSet("test_ live_ pat- access- s-s api_org_ 1// xai- ico- v1.0- sl. pat. sat. t1. fw_ csk-")

// shortestLoose is the length of the shortest body behind a known prefix.
const shortestLoose = 16

// loose looks for a token that begins with the literal of a rule, at a place, and has another length.
func (x *secretScan) loose(i int) int {
	for _, rule := range x.first[x.s[i]] {
		anchor := x.shapes[rule].anchor
		if len(anchor) < 3 || x.shapes[rule].keep > 0 || x.rules[rule].must || x.rules[rule].entropy == 0 || !strings.HasPrefix(x.s[i:], anchor) || strings.IndexAny(anchor, "_-.~") < 0 && len(anchor) < 5 || is(commonPrefixes, anchor) {
			continue
		}
		end := looseBytes.End(x.s[:min(len(x.s), i+maxValue)], i+len(anchor))
		body := strings.TrimRight(x.s[i+len(anchor):end], ".=-_")
		if len(body) < shortestLoose || !randomBody(body) {
			continue
		}
		return x.add(i, i+len(anchor)+len(body), x.kind[rule])
	}
	return 0
}

// randomBody says whether letters and digits follow one another as no name's do.
func randomBody(v string) bool {
	c := classesOf(v)
	if c.digits < 2 || c.letters < 2 || placeholder(v) || wordy(v) || !convincing(v, random) || containsFold(v, "example") {
		return false
	}
	return changes(v)*4 >= len(v) || hexBytes.End(v, 0) == len(v) && len(v) >= 24
}

// shortestStray is the length of the shortest token that is taken without a prefix or a name.
const shortestStray = 32

// stray looks at a run of a sentence as a whole: a key of capitals, small letters and digits without
// anything that says so, as Base64 has. Alone on its line it is a part of encoded data, behind a sign of a
// path or a digest.
func (x *secretScan) stray(start, end int) int {
	v := strings.TrimRight(x.s[start:end], ".")
	if len(v) < shortestStray || len(v) > 88 || strings.IndexByte("`( ", at(x.s, start-1)) < 0 || start < 2 {
		return 0
	}
	if b := at(x.s, end); b != 0 && strings.IndexByte(" \n,;)\"'`!?", b) < 0 {
		return 0
	}
	if prev := x.s[start-2]; at(x.s, start-1) == ' ' && !alphaAt(x.s, start-2) && prev != ':' && prev < 0x80 {
		return 0
	}
	body := strings.TrimRight(v, "=")
	c := classesOf(body)
	if strayBytes.End(body, 0) != len(body) || strings.Count(body, "/") > 4 || c.capitals < 6 || c.small < 6 || c.digits < 3 || changes(body)*5 < len(body)*2 || entropy(body) < 4200 || wordy(body) || x.digest(start) {
		return 0
	}
	return x.add(start, start+len(v), x.generic)
}

var strayBytes = scan.Bytes("0-9A-Za-z+/_-")

// digest says whether the words before a place speak of what is no secret.
func (x *secretScan) digest(at int) bool {
	return digestWords().Holds(x.s[max(0, at-48):at])
}

var digestWords = wordSet("hash sha256 sha512 sha384 md5 digest checksum integrity base64 fingerprint certificate public signature encoded ssh-rsa ssh-ed25519 id: video cid ipfs address wallet commit nonce image")
