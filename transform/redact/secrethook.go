package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
)

// hookWords name, in a host or a path, what a URL is that calls a program: whoever has it can call.
var hookWords = wordSet("hook hooks webhook webhooks webhookb2 incomingwebhook inboundwebhook outgoingwebhook webhook-test incoming-webhook incoming-webhooks incoming_webhook notify_hook githook callback-hook webhook-endpoint webhook_endpoint logic-webhook botwebhook bot-webhook event-webhook")

const (
	maxHook      = 512
	leastHookKey = 16 // bytes of the random part; shorter ones are names
)

// urlBytes are what a URL is made of, marks aside that part it from prose.
var urlBytes = scan.Bytes("0-9A-Za-z._~:/?#@!$&*+=%-")

// hook notes the URL whose "://" stands at a place and that calls a program: as a whole, since its host
// tells whose it is. Behind a word for it something random must stand.
func (x *secretScan) hook(i int) int {
	end := urlBytes.End(x.s[:min(len(x.s), i+maxHook)], i+len("://"))
	end = i + len(strings.TrimRight(x.s[i:end], ".:!?"))
	if url := x.s[i:end]; !strings.Contains(url, "ook") && !strings.Contains(url, "OOK") {
		return 0
	}
	named := false
	for from := min(end, i+len("://")); from < end; {
		to := hookPart.End(x.s[:end], from)
		switch part := x.s[from:to]; {
		case named && hookKey(part):
			return x.add(schemeStart(x.s, i), end, x.webhook)
		case is(hookWords, part):
			named = true
		}
		from = to + 1
	}
	return 0
}

// hookPart are what parts of hosts and paths are made of.
var hookPart = scan.Bytes("0-9A-Za-z_~%-")

// hookKey says whether a part of a URL is random.
func hookKey(v string) bool {
	c := classesOf(v)
	if len(v) < leastHookKey || c.letters < 2 || c.digits == 0 || placeholder(v) || containsFold(v, "example") || repeated(v) > 5 || sequence(v) {
		return false
	}
	if uuid(v) || hexBytes.End(v, 0) == len(v) {
		return entropy(v) >= hexed
	}
	return entropy(v) >= random && !wordy(v) && !wordsAndNumbers(v) && changes(v)*4 >= len(v)
}

// schemeStart returns where the name of the scheme before "://" starts.
func schemeStart(s string, i int) int {
	return alnumBytes.Start(s, i, len("https"))
}
