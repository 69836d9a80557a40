package dedupe

import (
	"bytes"
	"slices"
	"strings"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// urlForm says which URLs are taken for the same.
type urlForm struct {
	syntax, fragment, tracking, scheme, www, slash, index, query bool
}

func urlNames() []string {
	return []string{"syntax", "fragment", "tracking", "scheme", "www", "slash", "index", "query"}
}

func newURLForm(names []string) (f urlForm) {
	fields := map[string]*bool{"syntax": &f.syntax, "fragment": &f.fragment, "tracking": &f.tracking, "scheme": &f.scheme,
		"www": &f.www, "slash": &f.slash, "index": &f.index, "query": &f.query}
	for _, n := range names {
		if p := fields[n]; p != nil {
			*p = true
		}
	}
	return f
}

// urlParts are the parts of a URL as they stand in it, each with what sets it apart.
type urlParts struct {
	scheme                string // without its colon
	user, host, port      string // with @, without brackets taken off, with :
	path, query, fragment string // with / ? #
}

// splitURL takes a URL apart as RFC 3986 does in its appendix B; false where it has no scheme or no host.
func splitURL(s string) (p urlParts, ok bool) {
	scheme, rest, ok := strings.Cut(s, "://")
	if !ok || !isScheme(scheme) {
		return p, false
	}
	p.scheme = scheme
	if i := strings.IndexByte(rest, '#'); i >= 0 {
		rest, p.fragment = rest[:i], rest[i:]
	}
	if i := strings.IndexByte(rest, '?'); i >= 0 {
		rest, p.query = rest[:i], rest[i:]
	}
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		rest, p.path = rest[:i], rest[i:]
	}
	if i := strings.LastIndexByte(rest, '@'); i >= 0 {
		p.user, rest = rest[:i+1], rest[i+1:]
	}
	p.host = rest
	if i := strings.LastIndexByte(rest, ':'); i >= 0 && isDigits(rest[i+1:]) && !strings.Contains(rest[i:], "]") {
		p.host, p.port = rest[:i], rest[i:]
	}
	return p, isHost(p.host)
}

func isScheme(s string) bool {
	for i := range len(s) {
		c := s[i]
		letter := c|0x20 >= 'a' && c|0x20 <= 'z'
		if !letter && (i == 0 || !(c >= '0' && c <= '9' || c == '+' || c == '-' || c == '.')) {
			return false
		}
	}
	return s != ""
}

// isHost says that h can be a host: an address in brackets, or a name without what ends one.
func isHost(h string) bool {
	if in, ok := strings.CutPrefix(h, "["); ok {
		in, ok = strings.CutSuffix(in, "]")
		return ok && strings.Trim(strings.ToLower(in), "0123456789abcdef:.") == ""
	}
	return h != "" && strings.IndexFunc(h, func(r rune) bool {
		return r < utf8.RuneSelf && !unreserved(byte(r)) && !strings.ContainsRune("!$&'()*+,;=%", r)
	}) < 0
}

func isDigits(s string) bool { return strings.Trim(s, "0123456789") == "" }

// append appends the form of s in which URLs are compared; what is no URL with a host stays as it is.
func (f urlForm) append(dst []byte, s string) []byte {
	p, ok := splitURL(s)
	if !ok || f == (urlForm{}) {
		return append(dst, s...)
	}
	scheme := p.scheme
	if f.syntax {
		scheme = strings.ToLower(scheme)
		p.port = portOf(scheme, p.port)
	}
	if f.scheme && strings.EqualFold(scheme, "http") {
		scheme = "https"
	}
	dst = append(append(append(dst, scheme...), "://"...), f.escaped(p.user)...)
	dst = append(append(dst, f.host(p.host)...), p.port...)
	dst = append(dst, f.path(p.path)...)
	dst = append(dst, f.parameters(p.query)...)
	if !f.fragment || strings.HasPrefix(p.fragment, "#!") || strings.HasPrefix(p.fragment, "#/") {
		dst = append(dst, f.escaped(p.fragment)...) // #! and #/ name pages of their own
	}
	return dst
}

var defaultPorts = map[string]string{"http": "80", "https": "443", "ws": "80", "wss": "443", "ftp": "21"}

// portOf returns :port without leading zeros, or nothing where it is the scheme's own or empty.
func portOf(scheme, port string) string {
	digits := strings.TrimPrefix(port, ":")
	n := strings.TrimLeft(digits, "0")
	switch {
	case digits == "" || n != "" && n == defaultPorts[scheme]:
		return ""
	case n == "":
		return ":0"
	}
	return ":" + n
}

func (f urlForm) host(h string) string {
	if f.syntax {
		h = hostForm(h)
	}
	for f.www && len(h) > 4 && strings.EqualFold(h[:4], "www.") {
		h = h[4:]
	}
	return h
}

// path returns the path with what f leaves out of it.
func (f urlForm) path(p string) string {
	if f.syntax {
		p = withoutDots(f.escaped(p))
	}
	for last := ""; p != last; { // what one leaves out may uncover what the other does
		if last = p; f.slash {
			p = strings.TrimRight(p, "/")
		}
		if i := strings.LastIndexByte(p, '/'); f.index && i >= 0 && slices.Contains(indexPages, strings.ToLower(p[i+1:])) {
			p = p[:i+1]
		}
	}
	if p == "" && (f.syntax || f.slash) {
		return "/"
	}
	return p
}

// indexPages are what servers answer a folder with.
var indexPages = []string{"index.html", "index.htm", "index.php", "index.asp", "index.aspx", "index.jsp", "default.htm", "default.html",
	"default.asp", "default.aspx"}

// withoutDots takes the segments . and .. out of a path that starts with / or is empty (RFC 3986 §5.2.4).
func withoutDots(p string) string {
	if !strings.Contains(p, "/.") {
		return p
	}
	out := make([]byte, 0, len(p))
	for rest := p; rest != ""; {
		end := strings.IndexByte(rest[1:], '/') + 1
		if end == 0 {
			end = len(rest)
		}
		segment := rest[:end]
		rest = rest[end:]
		switch segment {
		case "/.", "/..":
			if segment == "/.." {
				out = out[:max(bytes.LastIndexByte(out, '/'), 0)]
			}
			if rest == "" {
				out = append(out, '/')
			}
		default:
			out = append(out, segment...)
		}
	}
	return string(out)
}

// parameters returns the query with what f leaves out of it, in order where f asks for that.
func (f urlForm) parameters(q string) string {
	if f.syntax {
		q = f.escaped(q)
	}
	if q == "" || !f.tracking && !f.query {
		return q
	}
	var kept []string
	for part := range strings.SplitSeq(q[1:], "&") {
		name, _, _ := strings.Cut(part, "=")
		if f.tracking && isTracking(name) || f.query && part == "" {
			continue
		}
		kept = append(kept, part)
	}
	if f.query {
		slices.SortStableFunc(kept, func(a, b string) int { // values of one name stay in their order
			x, _, _ := strings.Cut(a, "=")
			y, _, _ := strings.Cut(b, "=")
			return strings.Compare(x, y)
		})
	}
	if len(kept) == 0 {
		return ""
	}
	return "?" + strings.Join(kept, "&")
}

// trackingNames are parameters that tell a visitor or a campaign apart and no page: click numbers of
// advertisers and numbers of mailings. The eight that Firefox strips are among them (its documentation of query
// stripping: mc_eid, oly_anon_id, oly_enc_id, __s, vero_id, _hsenc, mkt_tok, fbclid); utm_ comes on top.
var trackingNames = []string{"__hsfp", "__hssc", "__hstc", "__s", "_hsenc", "_hsmi", "_openstat", "dclid", "fbclid", "gbraid", "gclid", "gclsrc",
	"hsctatracking", "igshid", "li_fat_id", "mc_cid", "mc_eid", "mkt_tok", "ml_subscriber", "ml_subscriber_hash", "msclkid", "oly_anon_id",
	"oly_enc_id", "rb_clickid", "s_cid", "srsltid", "ttclid", "twclid", "vero_conv", "vero_id", "wbraid", "wickedid", "yclid", "ysclid"}

func isTracking(name string) bool {
	name = strings.ToLower(name)
	_, known := slices.BinarySearch(trackingNames, name)
	return known || strings.HasPrefix(name, "utm_")
}

const upperHex = "0123456789ABCDEF"

// escaped decodes what needs no escape, writes hex digits in upper case and escapes what may not stand in
// a URL as it is, bytes beyond ASCII too (RFC 3986 §6.2.2, RFC 3987 §3.1). A lone % stays.
func (f urlForm) escaped(s string) string {
	if !f.syntax || strings.IndexFunc(s, func(r rune) bool { return r == '%' || r >= utf8.RuneSelf || mustEscape(byte(r)) }) < 0 {
		return s
	}
	out := make([]byte, 0, len(s)+16)
	for i := 0; i < len(s); i++ {
		c := s[i]
		coded := c == '%' && i+2 < len(s) && hexDigit(s[i+1]) >= 0 && hexDigit(s[i+2]) >= 0
		if coded {
			c = byte(hexDigit(s[i+1])<<4 | hexDigit(s[i+2]))
			i += 2
		}
		if coded && !unreserved(c) || c >= utf8.RuneSelf || mustEscape(c) {
			out = append(out, '%', upperHex[c>>4], upperHex[c&15])
			continue
		}
		out = append(out, c)
	}
	return string(out)
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

func unreserved(c byte) bool {
	return c|0x20 >= 'a' && c|0x20 <= 'z' || c >= '0' && c <= '9' || strings.IndexByte("-._~", c) >= 0
}

// mustEscape says that an ASCII character can't stand in a URL.
func mustEscape(c byte) bool {
	return c <= ' ' || c == 0x7F || strings.IndexByte("\"<>\\^`{|}", c) >= 0
}

// hostForm returns a host in lower case, its names in Unicode: punycode is decoded, other writings of a
// letter or a full stop are made one (NFKC), so that a name has one form.
func hostForm(h string) string {
	if h[0] == '[' {
		return strings.ToLower(h)
	}
	if form := plainName(decodedHost(h)); isHost(form) {
		h = form
	}
	h = lowerASCII(h)
	if !strings.Contains(h, "xn--") {
		return h
	}
	names := strings.Split(h, ".")
	for i, name := range names {
		if coded, ok := strings.CutPrefix(name, "xn--"); ok {
			if plain, ok := unpuny(coded); ok {
				names[i] = plain
			}
		}
	}
	return strings.Join(names, ".")
}

// plainName returns a name with each character in its plainest form, in lower case.
func plainName(h string) string {
	if strings.IndexFunc(h, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return h
	}
	h = strings.ReplaceAll(norm.NFKC.String(h), "\u0130", "i\u0307") // ToLower makes an i of it: another name (UTS #46)
	return strings.ReplaceAll(norm.NFKC.String(strings.ToLower(h)), "\u3002", ".")
}

func lowerASCII(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'A' && r <= 'Z' {
			return r + 'a' - 'A'
		}
		return r
	}, s)
}

// decodedHost takes the escapes out of a host, where they are UTF-8 and stand for nothing that ends it.
func decodedHost(h string) string {
	if strings.IndexByte(h, '%') < 0 {
		return h
	}
	out := make([]byte, 0, len(h))
	for i := 0; i < len(h); i++ {
		c := h[i]
		if c == '%' {
			if i+2 >= len(h) || hexDigit(h[i+1]) < 0 || hexDigit(h[i+2]) < 0 {
				return h
			}
			c = byte(hexDigit(h[i+1])<<4 | hexDigit(h[i+2]))
			i += 2
			if c < utf8.RuneSelf && !unreserved(c) {
				return h
			}
		}
		out = append(out, c)
	}
	if !utf8.Valid(out) {
		return h
	}
	return string(out)
}
