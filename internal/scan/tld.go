package scan

import (
	_ "embed"
	"strings"
	"sync"
)

// The top-level domains of the public suffix list of 2026-02-06, punycode decoded.
//
//go:embed tld.txt
var tldList string

var tlds = sync.OnceValue(func() map[string]bool {
	all := map[string]bool{}
	for _, name := range strings.Fields(tldList) {
		all[name] = true
	}
	for _, name := range []string{"example", "test", "invalid", "local", "localdomain", "internal", "lan", "corp", "home", "intranet", "onion"} {
		all[name] = true // RFC 2606, 6762, 7686 and what offices use
	}
	return all
})

// longestTLD is the length of the longest name in the list, in bytes.
const longestTLD = 63

// TopLevel says whether a label is a top-level domain, or one that is kept for examples or for
// networks without a connection. Capitals of ASCII are taken for small letters.
func TopLevel(label string) bool {
	if len(label) < 2 || len(label) > longestTLD {
		return false
	}
	var b [longestTLD]byte
	for i := range len(label) {
		b[i] = lower(label[i])
	}
	name := b[:len(label)]
	return tlds()[string(name)] || len(name) > 4 && string(name[:4]) == "xn--"
}
