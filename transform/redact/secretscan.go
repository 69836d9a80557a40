package redact

import (
	"slices"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/scan"
)

// Kinds of redact.secrets beside those of the rules.
const (
	kindPrivateKey  = "private-key"
	kindURLPassword = "url-password"
	kindPassword    = "password"
	kindBearer      = "authorization"
	kindTelegram    = "telegram-token"
	kindGeneric     = "secret"
)

// secretBook is the rules, ready to be matched, and the kinds they give.
type secretBook struct {
	rules   []secretRule
	shapes  []shape
	kind    []uint8
	kinds   []string
	first   [256][]uint8 // rules by the first byte of their anchor, for those that begin with it
	inside  []uint8      // rules whose anchor stands within
	private uint8
	url     uint8
	pass    uint8
	bearer  uint8
	bot     uint8
	generic uint8
}

// secrets is made when the first recipe names the step, and tests hold that no shape is wrong.
var secrets = sync.OnceValue(func() *secretBook {
	b := &secretBook{rules: secretRules, kinds: secretKinds()}
	for i, r := range secretRules {
		sh, err := parseShape(r.shape)
		if err != nil {
			panic("secretRules: " + err.Error()) // a bug in the table
		}
		b.shapes, b.kind = append(b.shapes, sh), append(b.kind, b.named(r.kind))
		if sh.lead > 0 {
			b.inside = append(b.inside, uint8(i))
			continue
		}
		b.first[sh.anchor[0]] = append(b.first[sh.anchor[0]], uint8(i))
	}
	b.private, b.url, b.pass, b.bearer, b.bot, b.generic = b.named(kindPrivateKey), b.named(kindURLPassword), b.named(kindPassword), b.named(kindBearer), b.named(kindTelegram), b.named(kindGeneric)
	return b
})

// named returns the index of a kind.
func (b *secretBook) named(kind string) uint8 { return uint8(slices.Index(b.kinds, kind)) }

// secretScan is one scan of a text.
type secretScan struct {
	*secretBook
	least int // entropy of a generic secret
	s     string
	out   []finding
}

var (
	// tokenBytes are what tokens are made of; a run of at least shortestToken may hold one.
	tokenBytes = scan.Bytes("0-9A-Za-z_.+/=~$-")
	// assignBytes stand between a name and its value.
	assignBytes = scan.Bytes("=:>\xEF")
)

// shortestToken is the length of the shortest token of the rules, its anchor included.
const shortestToken = 16

// find appends what is secret in s; findings may overlap.
func (x *secretScan) find() []finding {
	x.keys("-----BEGIN ", "-----")
	x.keys("---- BEGIN ", " ----")
	x.said("assword ")
	for start, end := tokenBytes.LongRun(x.s, 0, shortestToken); start < len(x.s); start, end = tokenBytes.LongRun(x.s, end, shortestToken) {
		x.run(start, end)
	}
	for at := assignBytes.Next(x.s, 0); at < len(x.s); at = assignBytes.Next(x.s, at) {
		at = max(at+1, x.assigned(at))
	}
	return x.out
}

func (x *secretScan) add(start, end int, kind uint8) int {
	x.out = append(x.out, finding{start, end, kind})
	return end
}

// run looks for tokens at each place of a run where one can begin.
func (x *secretScan) run(start, end int) {
	for i := start; i < end; i++ {
		if i > 0 && alnumBytes[x.s[i-1]] {
			continue
		}
		for _, rule := range x.first[x.s[i]] {
			if to := x.try(int(rule), i); to > 0 {
				i = to - 1
				break
			}
		}
	}
	for _, rule := range x.inside {
		x.around(int(rule), start, end)
	}
}

// around looks for a rule by an anchor within a run.
func (x *secretScan) around(rule, start, end int) {
	sh := &x.shapes[rule]
	for i := start; ; {
		k := strings.Index(x.s[i:end], sh.anchor)
		if k < 0 {
			return
		}
		if from := i + k - sh.lead; from >= start && !alnumBytes[at(x.s, from-1)] {
			x.try(rule, from)
		}
		i += k + 1
	}
}

// try notes a token that starts at a place and follows a rule, and returns its end, 0 for none.
func (x *secretScan) try(rule, i int) int {
	start, end := x.shapes[rule].match(x.s, i)
	if end == 0 {
		return 0
	}
	r, token := &x.rules[rule], x.s[i:end]
	genuine := r.check != nil && r.check(token)
	if !genuine && (r.must || !convincing(token[min(len(token), len(x.shapes[rule].anchor)):], r.entropy)) {
		return 0
	}
	return x.add(start, end, x.kind[rule])
}

// convincing says whether what stands behind a prefix is random enough and no example.
func convincing(body string, least int) bool {
	if least == 0 {
		return true
	}
	for _, word := range [...]string{"example", "your", "xxxxx", "placeholder", "redacted"} {
		if containsFold(body, word) {
			return false
		}
	}
	return entropy(body) >= min(least, (log2(len(body))*1000>>logBits)*8/10) && repeated(body) < 6 && !sequence(body)
}

// containsFold is strings.Contains that takes capitals of ASCII for small letters; word is small.
func containsFold(s, word string) bool {
	for i := 0; i+len(word) <= len(s); i++ {
		if s[i]|0x20 == word[0] && strings.EqualFold(s[i:i+len(word)], word) {
			return true
		}
	}
	return false
}

// keys looks for private keys in PEM: from the line that begins one to the line that ends it, or,
// where that is missing, over all lines of Base64 that follow.
func (x *secretScan) keys(begin, dashes string) {
	for i := strings.Index(x.s, begin); i >= 0; {
		next := strings.Index(x.s[i+len(begin):], begin)
		block := x.s[i:]
		if next >= 0 {
			block = x.s[i : i+len(begin)+next]
		}
		head, _, closed := strings.Cut(block[len(begin):min(len(block), len(begin)+80)], dashes)
		if closed && strings.HasSuffix(strings.TrimSuffix(head, " BLOCK"), "PRIVATE KEY") {
			x.key(i, len(begin)+len(head)+len(dashes), block, dashes)
		}
		if next < 0 {
			return
		}
		i += len(begin) + next
	}
}

// key notes the private key whose block begins at a place with a line of so many bytes.
func (x *secretScan) key(start, head int, block, dashes string) {
	end := len(block)
	if stop := strings.Index(block, block[:len("-----")]+strings.Replace(block[len("-----"):len("-----BEGIN ")], "BEGIN", "END", 1)); stop >= 0 {
		end = stop
		if closing := strings.Index(block[stop+len("-----END "):], dashes); closing >= 0 && closing < 80 {
			end = stop + len("-----END ") + closing + len(dashes)
		}
		if !keyed(block[head:stop]) {
			return // "…": nothing is given away
		}
	} else {
		end = head + pemEnd(block[head:])
		if !keyed(block[head:end]) {
			return
		}
	}
	x.add(start, start+end, x.private)
}

var base64Bytes = scan.Bytes("0-9A-Za-z+/=")

// keyed says whether the beginning of a block holds a line of Base64.
func keyed(s string) bool {
	start, end := base64Bytes.LongRun(s[:min(len(s), 2048)], 0, 20)
	return start < end
}

// pemEnd returns where the lines of Base64, with real or escaped line feeds, that s begins with end.
func pemEnd(s string) int {
	end := 0
	for i := 0; i < len(s); {
		switch {
		case s[i] == '\n' || s[i] == '\r' || s[i] == ' ':
			i++
		case strings.HasPrefix(s[i:], `\n`):
			i += 2
		default:
			to := base64Bytes.End(s, i)
			if to-i < 16 {
				return end
			}
			i, end = to, to
		}
	}
	return end
}
