package filter

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/net/idna"
	"golang.org/x/net/publicsuffix"
)

// maxHost bounds what is taken for a host name: DNS has 253 bytes, and four for each in other forms.
const maxHost = 1024

// splitURL returns the authority of a url and what stands behind it. Without // the url begins with its authority.
func splitURL(u string) (authority, rest string) {
	at := strings.Index(u, "//")
	switch {
	case at == 0:
		u = u[2:]
	case at >= 2 && u[at-1] == ':' && strings.IndexFunc(u[:at-1], notScheme) < 0:
		u = u[at+2:]
	}
	if end := strings.IndexAny(u, "/?#"); end >= 0 {
		return u[:end], u[end:]
	}
	return u, ""
}

func notScheme(r rune) bool {
	return r >= utf8.RuneSelf || !(r|0x20 >= 'a' && r|0x20 <= 'z' || r >= '0' && r <= '9' || r == '+' || r == '-' || r == '.')
}

// hostPort takes the user off an authority and its port apart.
func hostPort(authority string) (host, port string) {
	authority = authority[strings.LastIndexByte(authority, '@')+1:]
	if strings.HasPrefix(authority, "[") {
		if end := strings.IndexByte(authority, ']'); end >= 0 {
			return authority[:end+1], strings.TrimPrefix(authority[end+1:], ":")
		}
	}
	host, port, _ = strings.Cut(authority, ":")
	return strings.TrimRight(strings.TrimSpace(host), ".\u3002\uFF0E\uFF61"), port
}

var hostProfile = idna.New(idna.MapForLookup(), idna.Transitional(false), idna.StrictDomainName(false))

// appendHost appends a host as DNS has it: small letters, punycode.
func appendHost(dst []byte, host string) []byte {
	if strings.IndexFunc(host, func(r rune) bool { return r >= utf8.RuneSelf }) >= 0 && len(host) <= maxHost {
		if ascii, err := hostProfile.ToASCII(host); err == nil {
			host = ascii
		}
	}
	return appendLower(dst, host)
}

// appendFoldedHost appends the form in which an entry of a list of domains is compared; a url stands for its host.
func appendFoldedHost(dst []byte, entry string) []byte {
	authority, _ := splitURL(entry)
	host, _ := hostPort(authority)
	return appendHost(dst, strings.TrimLeft(strings.TrimPrefix(host, "*"), "."))
}

// appendAddress appends what two urls of the same page share: host, port where it is not the usual one, path and
// query, no slash at the end.
func appendAddress(dst []byte, u string) []byte {
	authority, rest := splitURL(u)
	host, port := hostPort(authority)
	dst = appendHost(dst, host)
	if port != "" && port != "80" && port != "443" {
		dst = append(append(dst, ':'), port...)
	}
	rest, _, _ = strings.Cut(rest, "#")
	return append(dst, strings.TrimRight(rest, "/")...)
}

// appendTokens appends the words of a url, folded, with a space on either side of each: runs of letters, marks and
// digits of the host in Unicode and of what stands behind it, percent signs resolved.
func appendTokens(dst []byte, u string) []byte {
	authority, rest := splitURL(u)
	host, _ := hostPort(authority)
	if len(host) <= maxHost && containsFold(host, "xn--") {
		if wide, err := idna.Punycode.ToUnicode(strings.ToLower(host)); err == nil {
			host = wide
		}
	}
	dst = append(dst, ' ')
	dst = space(appendTokensOf(dst, host))
	return space(appendTokensOf(dst, rest))
}

// appendTokensOf appends the words of a part; the last one is left open.
func appendTokensOf(dst []byte, s string) []byte {
	var char [utf8.UTFMax]byte
	for i := 0; i < len(s); {
		if c := s[i]; c < utf8.RuneSelf && c != '%' {
			i++
			dst = appendToken(dst, rune(c))
			continue
		}
		n, used := 0, 0
		for n < len(char) && i+used < len(s) && !utf8.FullRune(char[:n]) {
			b, width := percent(s[i+used:])
			char[n] = b
			n, used = n+1, used+width
		}
		r, size := utf8.DecodeRune(char[:n])
		if r == utf8.RuneError && size <= 1 { // no character: go on behind the first byte
			_, used = percent(s[i:])
			r = ' '
		}
		dst = appendToken(dst, r)
		i += used
	}
	return dst
}

// percent returns the byte with which s begins, %41 resolved, and how many bytes it is written in.
func percent(s string) (byte, int) {
	if s[0] == '%' && len(s) >= 3 {
		hi, lo := hexDigit(s[1]), hexDigit(s[2])
		if hi >= 0 && lo >= 0 {
			return byte(hi<<4 | lo), 3
		}
	}
	return s[0], 1
}

func hexDigit(c byte) int {
	switch {
	case c >= '0' && c <= '9':
		return int(c - '0')
	case c|0x20 >= 'a' && c|0x20 <= 'f':
		return int(c|0x20-'a') + 10
	}
	return -1
}

func appendToken(dst []byte, r rune) []byte {
	if r < utf8.RuneSelf {
		if r != '_' && wordRune(r) {
			return append(dst, byte(foldRune(r)))
		}
		return space(dst)
	}
	if unicode.In(r, unicode.L, unicode.M, unicode.N) {
		return utf8.AppendRune(dst, foldRune(r))
	}
	return space(dst)
}

// space closes a word.
func space(dst []byte) []byte {
	if n := len(dst); n > 0 && dst[n-1] != ' ' {
		return append(dst, ' ')
	}
	return dst
}

func containsFold(s, small string) bool {
	for i := 0; i+len(small) <= len(s); i++ {
		if strings.EqualFold(s[i:i+len(small)], small) {
			return true
		}
	}
	return false
}

// appendASCIITokens appends runs of A–Z, a–z and 0–9, as they are, with a space on either side of each.
func appendASCIITokens(dst []byte, s string) []byte {
	dst = append(dst, ' ')
	for i := range len(s) {
		if c := s[i]; c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' {
			dst = append(dst, c)
		} else {
			dst = space(dst)
		}
	}
	return space(dst)
}

// appendSqueezed appends the ASCII letters and digits of an entry in small letters.
func appendSqueezed(dst []byte, s string) []byte {
	for i := range len(s) {
		if c := s[i]; c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' {
			dst = append(dst, byte(foldRune(rune(c))))
		}
	}
	return dst
}

// registered returns where the registered domain of a host begins, by the registries' part of the list of public
// suffixes; -1 where there is none.
func registered(host string) int {
	ascii := host
	if len(host) > maxHost {
		return -1
	}
	if strings.IndexFunc(host, func(r rune) bool { return r >= utf8.RuneSelf || r >= 'A' && r <= 'Z' }) >= 0 {
		ascii = string(appendHost(nil, host))
	}
	suffix := registrySuffix(ascii)
	if suffix == "" || len(suffix) == len(ascii) {
		return -1
	}
	at := len(host)
	for range strings.Count(suffix, ".") + 2 {
		at = strings.LastIndexByte(host[:max(at, 0)], '.')
	}
	return at + 1
}

// registrySuffix is the longest suffix of a registry: those of companies have one of a registry behind them.
func registrySuffix(host string) string {
	for {
		suffix, icann := publicsuffix.PublicSuffix(host)
		if icann {
			return suffix
		}
		dot := strings.IndexByte(suffix, '.')
		if dot < 0 {
			return ""
		}
		host = suffix[dot+1:]
	}
}

// netloc is the authority of a url by Python's urlparse, which asks for // behind a scheme or at the beginning.
func netloc(u string) string {
	if i := strings.IndexByte(u, ':'); i > 0 && strings.IndexFunc(u[:i], notScheme) < 0 && u[0]|0x20 >= 'a' && u[0]|0x20 <= 'z' {
		u = u[i+1:]
	}
	if !strings.HasPrefix(u, "//") {
		return ""
	}
	authority, _ := splitURL(u)
	return authority
}
