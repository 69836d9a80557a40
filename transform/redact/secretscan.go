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
	kindWebhook     = "webhook"
	kindGeneric     = "secret"
	kindEncodedKey  = "encoded-private-key"
)

// secretBook is the rules, ready to be matched, and the kinds they give.
type secretBook struct {
	rules   []secretRule
	shapes  []shape
	kind    []uint8
	kinds   []string
	first   [256][]uint16 // rules by the first byte of their anchor, for those that begin with it
	inside  []uint16      // rules whose anchor stands within
	private uint8
	url     uint8
	pass    uint8
	bearer  uint8
	bot     uint8
	webhook uint8
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
			b.inside = append(b.inside, uint16(i))
			continue
		}
		b.first[sh.anchor[0]] = append(b.first[sh.anchor[0]], uint16(i))
	}
	b.private, b.url, b.pass, b.bearer, b.bot, b.webhook, b.generic = b.named(kindPrivateKey), b.named(kindURLPassword), b.named(kindPassword), b.named(kindBearer), b.named(kindTelegram), b.named(kindWebhook), b.named(kindGeneric)
	return b
})

// named returns the index of a kind.
func (b *secretBook) named(kind string) uint8 { return uint8(slices.Index(b.kinds, kind)) }

// secretScan is one scan of a text.
type secretScan struct {
	*secretBook
	least int // entropy of a generic secret
	// explicit says that a word or sign joins the word for passwords that was looked up last and its value.
	explicit bool
	s        string
	out      []finding
}

var (
	// tokenBytes are what tokens are made of; a run of at least shortestToken may hold one.
	tokenBytes = scan.Bytes("0-9A-Za-z_.+/=~$-")
	// assignBytes stand between a name and its value.
	assignBytes = scan.Bytes("=:>\xEF")
	// secretTriggers are the places at which a value may stand that is no token of a known form.
	secretTriggers = scan.Bytes("=:>\xEF0-9")
)

// shortestToken is the length of the shortest token of the rules, its anchor included.
const shortestToken = 16

// find appends what is secret in s; findings may overlap.
func (x *secretScan) find() []finding {
	marks := x.spoken()
	if marks[0] {
		x.keys(keyMarks[0], "-----")
	}
	if marks[1] {
		x.keys(keyMarks[1], " ----")
	}
	if marks[2] {
		each(x.s, keyMarks[2], x.putty)
	}
	for from, to := scan.Solid(x.s, 0, shortestToken); from < len(x.s); from, to = scan.Solid(x.s, to, shortestToken) {
		x.runs(from, to)
	}
	for at := secretTriggers.NextOdd(x.s, 0); at < len(x.s); at = secretTriggers.NextOdd(x.s, at) {
		if digitBytes[x.s[at]] {
			at = x.told(at)
			continue
		}
		at = max(at+1, x.assigned(at))
	}
	return x.out
}

func (x *secretScan) add(start, end int, kind uint8) int {
	x.out = append(x.out, finding{start, end, kind})
	return end
}

// runs looks for tokens in a stretch without white space.
func (x *secretScan) runs(from, to int) {
	s := x.s[:to]
	for start, end := tokenBytes.LongRun(s, from, shortestToken); start < to; start, end = tokenBytes.LongRun(s, end, shortestToken) {
		x.run(start, end)
	}
}

// run looks for tokens at each place of a run where one can begin.
func (x *secretScan) run(start, end int) {
	taken := 0
	for i := start; i < end; i++ {
		if i > 0 && alnumBytes[x.s[i-1]] {
			continue
		}
		for _, rule := range x.first[x.s[i]] {
			if a := x.shapes[rule].anchor; len(a) > 1 && at(x.s, i+1) != a[1] {
				continue
			}
			if to := x.try(int(rule), i); to > 0 {
				taken, i = to, to-1
				break
			}
		}
		if i >= end || taken > i {
			continue
		}
		to := x.loose(i)
		if to == 0 && x.s[i] >= 'a' && x.s[i] <= 'z' {
			to = x.prefixed(i, end)
		}
		if to > 0 {
			taken, i = to, to-1
		}
	}
	if taken == 0 {
		x.stray(start, end)
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
	switch {
	case r.kind == kindEncodedKey:
		end += pemEnd(x.s[end:])
	case x.shapes[rule].keep > 0:
		start = urlStart(x.s, i) // whoever has the URL has the key
	}
	return x.add(start, end, x.kind[rule])
}

// urlStart returns where the URL begins in which a host stands at a place, the place where there is none.
func urlStart(s string, i int) int {
	for i > 0 && (alnumBytes[s[i-1]] || s[i-1] == '-' || s[i-1] == '.' && i > 1 && alnumBytes[s[i-2]]) {
		i--
	}
	for _, scheme := range [...]string{"https://", "http://"} {
		if hasFold(s, i-len(scheme), scheme) {
			return i - len(scheme)
		}
	}
	return i
}

// prefixed looks for a token of an issuer that is not known: a short prefix of small letters, perhaps
// what it is for, and behind _ or - a body of random capitals, small letters and digits.
func (x *secretScan) prefixed(i, end int) int {
	head := i
	for n := 0; n < 3; n++ {
		to := prefixBytes.End(x.s[:min(end, head+12)], head)
		if to-head < 2 || to == end || x.s[to] != '_' && x.s[to] != '-' {
			break
		}
		head = to + 1
	}
	if head == i || i > 0 && (x.s[i-1] == '_' || x.s[i-1] == '-' || x.s[i-1] == '/' || x.s[i-1] == '.') {
		return 0
	}
	to := alnumBytes.End(x.s[:end], head)
	body := x.s[head:to]
	if len(body) < 20 || len(body) > 100 || is(notSecret, strings.TrimRight(x.s[i:head], "_-")) || to < end && x.s[to] != '.' && x.s[to] != '=' {
		return 0
	}
	if wordy(body) || strings.IndexAny(strings.TrimRight(body, "0123456789"), "0123456789") < 0 {
		return 0 // words, perhaps with a number behind
	}
	c := classesOf(body)
	mixed := c.capitals > 1 && c.small > 1 && c.digits > 1 && changes(body)*3 >= len(body)
	if !mixed && !(len(body) >= 28 && c.digits > 3 && c.letters > 3 && hexBytes.End(body, 0) != len(body) && changes(body)*3 >= len(body)) || entropy(body) < 3400 || !convincing(body, random) {
		return 0
	}
	return x.add(i, to, x.generic)
}

var prefixBytes = scan.Bytes("0-9a-z")

// notSecret are prefixes of ids and digests.
var notSecret = wordSet("sha sha1 sha256 sha384 sha512 md5 h1 hash digest commit id uid img file video doc data blob chunk test case price prod sub pi pm evt in si seti src card tok req acct ch cs txn po re cus dt du page post item node user msg chatcmpl asst thread run call resp obj ref cid rid tid gid pid sid v1 v2 v3 x86 z lib fn func")

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
	if c := classesOf(body); c.digits == 0 && c.small > 0 && changes(body)*3 < len(body) {
		return false // words
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
