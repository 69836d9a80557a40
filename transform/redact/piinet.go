package redact

import (
	"net/netip"
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
)

// ipv4 looks for an address of four numbers at a digit.
func (p *piiScan) ipv4(i int) int {
	s, b := p.s, at(p.s, i-1)
	second := b == '-' && len(p.out) > 0 && p.out[len(p.out)-1].end == i-1 // of 192.0.2.1-192.0.2.9
	if alnumBytes[b] || b == '_' || b == '-' && !second || b == '.' && wordBytes[at(s, i-2)] {
		return 0
	}
	end, octets := i, [4]int{}
	for k := range octets {
		if k > 0 {
			if at(s, end) != '.' {
				return 0
			}
			end++
		}
		to := digitBytes.End(s[:min(len(s), end+4)], end)
		if to == end || to-end > 3 || to-end > 1 && s[end] == '0' {
			return 0
		}
		octets[k] = digitsOf(s[end:to])
		end = to
	}
	if next := at(s, end+1); wordBytes[at(s, end)] || letterAt(s, end) || at(s, end) == '.' && wordBytes[next] || at(s, end) == '-' && wordBytes[next] && !digitBytes[next] || before(s, i).is(cuePhone, 1) {
		return 0
	}
	if p.hostLike(i, end, octets) {
		p.add(i, end, piiIP)
	}
	return end
}

// hostLike says whether four numbers are an address and no version or section.
func (p *piiScan) hostLike(start, end int, o [4]int) bool {
	s := p.s
	if o[0] > 255 || o[1] > 255 || o[2] > 255 || o[3] > 255 || nobody(o) || network(s, start, end) {
		return false
	}
	if at(s, start-1) == '/' && wordBytes[at(s, start-2)] || p.publicOnly && !public(netip.AddrFrom4([4]byte{byte(o[0]), byte(o[1]), byte(o[2]), byte(o[3])})) {
		return false
	}
	h := before(s, start)
	if h.is(cueVersion, 1) && h.bytes <= 24 || strings.HasSuffix(s[:start], "§ ") || strings.HasSuffix(s[:start], "§") {
		return false
	}
	return o[0] > 19 || o[1] > 19 || o[2] > 19 || o[3] > 19 || known(o) || h.is(cueNet, 2)
}

// nobody says whether an address belongs to nobody: this host, no host, all hosts, a netmask.
func nobody(o [4]int) bool { return o[0] == 127 || o[0] == 0 || o[0] == 255 }

// network says whether the address [start, end) is that of a network and no host's: 10.0.0.0/8.
func network(s string, start, end int) bool {
	to := digitBytes.End(s[:min(len(s), end+4)], min(len(s), end+1))
	if at(s, end) != '/' || to == end+1 {
		return false
	}
	prefix, err := netip.ParsePrefix(s[start:to])
	return err == nil && !prefix.IsSingleIP() && prefix.Masked() == prefix && !(prefix.Bits() >= siteBits && site(prefix.Addr()))
}

// siteBits is the length of the prefix that one customer gets (RFC 6177): the network is a household or an
// office, and longer ones lie within. IPv4 has no such length.
const siteBits = 48

// site says whether an address of IPv6 that ends with zeros names one customer's network: its third or fourth
// group says which.
func site(a netip.Addr) bool {
	b := a.As16()
	return a.Is6() && !a.Is4In6() && b[4]|b[5]|b[6]|b[7] != 0
}

// known says whether an address of small numbers is one that is no version: 10.0.0.1, 1.1.1.1.
func known(o [4]int) bool {
	return o[0] == 10 && o[1] <= 1 || o[0] == o[1] && o[1] == o[2] && o[2] == o[3]
}

// notPublic are the networks that are not routed and that netip does not name.
var notPublic = []netip.Prefix{netip.MustParsePrefix("100.64.0.0/10"), netip.MustParsePrefix("192.0.2.0/24"), netip.MustParsePrefix("198.51.100.0/24"),
	netip.MustParsePrefix("203.0.113.0/24"), netip.MustParsePrefix("198.18.0.0/15"), netip.MustParsePrefix("240.0.0.0/4"), netip.MustParsePrefix("2001:db8::/32"), netip.MustParsePrefix("3fff::/20")}

// public says whether an address is routed on the internet.
func public(a netip.Addr) bool {
	if a = a.Unmap(); a.IsPrivate() || a.IsLoopback() || a.IsLinkLocalUnicast() || a.IsMulticast() || a.IsUnspecified() {
		return false
	}
	for _, n := range notPublic {
		if n.Contains(a) {
			return false
		}
	}
	return true
}

var (
	addressBytes = scan.Bytes("0-9A-Fa-f:.")
)

// colon looks for what a colon stands in: a URL with credentials, IPv6, a MAC address.
func (p *piiScan) colon(i int) int {
	if strings.HasPrefix(p.s[i:], "://") {
		return p.credentials(i)
	}
	if b := at(p.s, i+1); b != ':' && !hexBytes[b] {
		return i + 1
	}
	start := hexBytes.Start(p.s, i, 5)
	if at(p.s, start-1) == ':' || wordBytes[at(p.s, start-1)] || letterBefore(p.s, start) {
		return i + 1
	}
	const longest = len("0000:0000:0000:0000:0000:ffff:255.255.255.255") + 1
	end := addressBytes.End(p.s[:min(len(p.s), start+longest)], i)
	for end > start && (p.s[end-1] == '.' || p.s[end-1] == ':' && !strings.HasSuffix(p.s[:end], "::")) {
		end--
	}
	if end == start+longest || wordBytes[at(p.s, end)] || letterAt(p.s, end) {
		return max(i+1, end)
	}
	switch {
	case end-start == len("00:00:00:00:00:00") && pairs(p.s[start:end], ':'):
		return p.mac(start, end)
	case p.ipv6(start, end):
		return p.add(start, zoneEnd(p.s, end), piiIP)
	case end-start >= len("0:0:0:0:0:0") && shortPairs(p.s[start:end]) && before(p.s, start).is(cueMAC, 2):
		return p.add(start, end, piiMAC)
	case end-start == len("00:00:00:00:00:00:00:00") && pairs(p.s[start:end], ':') && lettered(p.s[start:end]):
		return p.add(start, end, piiMAC) // EUI-64, made of a MAC address
	}
	return max(i+1, end)
}

// zoneEnd returns where the zone behind an address of IPv6 ends: fe80::1%eth0.
func zoneEnd(s string, end int) int {
	if at(s, end) != '%' {
		return end
	}
	if to := alnumBytes.End(s[:min(len(s), end+17)], end+1); to > end+1 {
		return to
	}
	return end
}

// shortPairs says whether t is six hexadecimal numbers of one or two digits with colons between.
func shortPairs(t string) bool {
	n := 0
	for part := range strings.SplitSeq(t, ":") {
		if n++; len(part) == 0 || len(part) > 2 || hexBytes.End(part, 0) != len(part) {
			return false
		}
	}
	return n == 6
}

// ipv6 says whether [start, end) is an address. `be::fe` is a path of C++ or Rust and 1::2 a ratio of
// somebody's; an address written short begins with four hexadecimal digits or has a digit and four
// groups.
func (p *piiScan) ipv6(start, end int) bool {
	t := p.s[start:end]
	if strings.Count(t, ":") < 2 || strings.IndexAny(t, "0123456789") < 0 {
		return false
	}
	a, err := netip.ParseAddr(t)
	if err != nil || strings.HasSuffix(t, "::") && !site(a) || network(p.s, start, end) || a.IsLoopback() || a.IsUnspecified() || a.IsMulticast() || pairs(t, ':') || p.publicOnly && !public(a) {
		return false
	}
	if !strings.Contains(t, "::") || strings.HasPrefix(strings.ToLower(t), "::ffff:") {
		return true
	}
	head := strings.IndexByte(t, ':')
	return a.Is6() && strings.IndexByte(t, '.') > 0 || head >= 3 && strings.IndexAny(t[:head], "0123456789") >= 0 || strings.HasPrefix(strings.ToLower(t), "fe80:") ||
		strings.Count(t, ":") >= 4 || before(p.s, start).is(cueNet, 2) && len(t) > 4
}

// hexMAC looks for a MAC address around a digit: in pairs with hyphens, dots or, behind a word for it,
// spaces; in threes as Cisco and HP write it; in one piece behind a word for it.
func (p *piiScan) hexMAC(i int) int {
	lead := hexBytes.Start(p.s, i, 12)
	tail := hexBytes.End(p.s[:min(len(p.s), i+12)], i)
	switch run := tail - lead; {
	case run == 12:
		if p.free(lead, tail) && lettered(p.s[lead:tail]) && before(p.s, lead).is(cueMAC, 2) {
			return p.mac(lead, tail)
		}
		return 0
	case run != 2 && run != 4 && run != 6:
		return 0
	}
	const long = len("00-00-00-00-00-00")
	for _, sep := range [...]byte{'-', '.', ' '} {
		if at(p.s, tail) != sep && at(p.s, lead-1) != sep || tail-lead != 2 {
			continue
		}
		start := pairStart(p.s, lead, sep)
		if start+long > len(p.s) || !pairs(p.s[start:start+long], sep) || !p.free(start, start+long) {
			continue
		}
		if t := p.s[start : start+long]; sep == '-' || sep == '.' && lettered(t) || before(p.s, start).is(cueMAC, 2) {
			return p.mac(start, start+long)
		}
	}
	return p.threes(lead, tail)
}

// pairStart returns where the pairs of hexadecimal digits that end with the one at a place start.
func pairStart(s string, i int, sep byte) int {
	for n := 0; n < 5 && at(s, i-1) == sep && hexPair(s, i-3); n++ {
		i -= 3
	}
	return i
}

// threes looks for 0000.0000.0000 and 000000-000000 around a run of hexadecimal digits.
func (p *piiScan) threes(lead, tail int) int {
	for _, f := range [...]struct {
		sep  byte
		size int
	}{{'.', 4}, {'-', 4}, {'-', 6}} {
		if tail-lead != f.size || at(p.s, tail) != f.sep && at(p.s, lead-1) != f.sep {
			continue
		}
		start, n := lead, 12/f.size
		for k := 1; k < n && at(p.s, start-1) == f.sep && hexBytes.Start(p.s, start-1, f.size) == start-1-f.size; k++ {
			start -= f.size + 1
		}
		end := start + 12 + n - 1
		if end > len(p.s) || !p.free(start, end) || !lettered(p.s[start:end]) {
			continue
		}
		good := true
		for k := start; k < end; k++ {
			good = good && ((k-start)%(f.size+1) == f.size && p.s[k] == f.sep || (k-start)%(f.size+1) < f.size && hexBytes[p.s[k]])
		}
		if good && (f.sep == '.' || before(p.s, start).is(cueMAC, 2)) {
			return p.mac(start, end)
		}
	}
	return 0
}

// free says whether [start, end) is no part of a longer run.
func (p *piiScan) free(start, end int) bool {
	return !wordBytes[at(p.s, start-1)] && strings.IndexByte("-.:", at(p.s, start-1)) < 0 &&
		!wordBytes[at(p.s, end)] && (strings.IndexByte("-.:", at(p.s, end)) < 0 || !wordBytes[at(p.s, end+1)])
}

// pairs says whether t is pairs of hexadecimal digits with a separator between.
func pairs(t string, sep byte) bool {
	for i := range len(t) {
		if i%3 == 2 && t[i] != sep || i%3 < 2 && !hexBytes[t[i]] {
			return false
		}
	}
	return true
}

func lettered(t string) bool { return strings.IndexAny(t, "abcdefABCDEF") >= 0 }

// mac notes a MAC address. Without a letter it needs a word before it; all zeros and all ones are
// nobody's.
func (p *piiScan) mac(start, end int) int {
	t := p.s[start:end]
	if t[2] != ':' && !lettered(t) && !before(p.s, start).is(cueMAC, 2) || strings.Trim(t, "0:-.") == "" || strings.Trim(t, "fF:-.") == "" ||
		(at(p.s, start-1) == ':' || at(p.s, end) == ':' && hexBytes[at(p.s, end+1)]) {
		return end
	}
	return p.add(start, end, piiMAC)
}

// credentials looks for a user and a password in the URL whose "://" stands at a place.
func (p *piiScan) credentials(i int) int {
	from := i + len("://")
	_, end := userinfo(p.s, from)
	if end < 0 {
		end = p.urlUser(from)
	}
	if end < 0 || !alnumBytes[at(p.s, i-1)] {
		return from
	}
	return p.add(from, end, piiCredentials)
}

// urlUser returns where the name of a user without a password ends that stands at a place in a URL, -1 for
// none and for names that services have.
func (p *piiScan) urlUser(from int) int {
	end := userNameBytes.End(p.s[:min(len(p.s), from+maxLocal)], from)
	if end == from || at(p.s, end) != '@' || !alnumBytes[at(p.s, end+1)] && at(p.s, end+1) != '[' || nobodysName(p.s[from:end]) {
		return -1
	}
	return end
}

// userNameBytes are what names of users in URLs are made of.
var userNameBytes = scan.Bytes("0-9A-Za-z._~%+-")

// maxUserinfo bounds the search for the @ of a URL.
const maxUserinfo = 256

// userinfo returns where the password and the user information of a URL end that starts at a place:
// `user:password@`; end is -1 for none and where both are placeholders.
func userinfo(s string, from int) (password, end int) {
	window := s[from:min(len(s), from+maxUserinfo)]
	stop := userinfoStop(window)
	sign := strings.LastIndexByte(window[:stop], '@')
	if sign < 0 {
		return 0, -1
	}
	colon := strings.IndexByte(window[:sign], ':')
	if colon < 0 || colon == sign-1 || !alnumBytes[at(window, sign+1)] && at(window, sign+1) != '[' || placeholder(window[colon+1:sign]) {
		return 0, -1
	}
	return from + colon + 1, from + sign
}

// urlStops end the part of a URL before its path.
var urlStops = scan.Bytes(" \t\n\r\"<>`/\\")

// userinfoStop returns where the part of a URL before its path ends. A password may hold what should
// have been escaped: # ; , ? belong to it where an at sign follows, unless what stands before is a port.
func userinfoStop(window string) int {
	stop := urlStops.Next(window, 0)
	if strings.IndexByte(window[:stop], '@') < 0 {
		return stop
	}
	odd := strings.IndexAny(window[:stop], "?#;,")
	if odd < 0 || strings.IndexByte(window[:odd], '@') >= 0 {
		if odd >= 0 {
			return odd
		}
		return stop
	}
	colon := strings.IndexByte(window[:odd], ':')
	if colon < 0 || digitBytes.End(window[:odd], colon+1) == odd {
		return odd
	}
	return stop
}
