package redact

import (
	"strings"

	"github.com/tamis-data/tamis/internal/scan"
)

// pairNames are the names of values whose own name stands in a field before: name: DB_PASSWORD, value: …;
// <key>Password</key><string>…</string>; variable "db_password" { default = … }.
var pairNames = wordSet("value default string val secretstring stringvalue entry data content text")

// pairWindow is how far before a value its name may stand.
const pairWindow = 72

// pair says what the name in the field before says of a value.
func (x *secretScan) pair(start int) nameKind {
	window := x.s[max(0, start-pairWindow):start]
	base := start - len(window)
	var kind nameKind
	last := -1
	names().words.Each(window, func(word, from, to int) bool {
		if to < len(window) && !nameBytes[window[to]] {
			head := nameBytes.Start(x.s, base+to, maxName)
			if k := nameOf(x.s, head, base+to); k != 0 && to > last {
				kind, last = k, to
			}
		}
		return true
	})
	if last < 0 || strings.Count(window[last:], "\n") > 1 || strings.Count(window[last:], "=") > 1 || strings.Count(window[last:], ":") > 1 || strings.ContainsAny(window[last:], ";.?!") || wordsIn(" "+window[last:]) > 3 {
		return 0
	}
	return kind
}

// openKeys are keys that are no secret.
var openKeys = wordSet(`public primary foreign sort cache object partition hash range index group row column unique natural surrogate config map dict lookup translation
site publishable publish anon host sort routing message event job file s3 bucket item data page search user session_cache idempotency dedup map api_docs tag label entity record answer hot short`)

// keyed says whether a name ends in "key" and is not of a key that is known to all.
func keyName(name string) bool {
	if len(name) < len("a_key") || !hasFold(name, len(name)-3, "key") {
		return false
	}
	head := name[:len(name)-3]
	sign := head[len(head)-1]
	if sign != '_' && sign != '-' && sign != '.' && !(name[len(name)-3] == 'K' && sign >= 'a' && sign <= 'z') {
		return false
	}
	head = strings.TrimRight(head, "_-.")
	from := len(head)
	for from > 0 && alnumBytes[head[from-1]] && !(from < len(head) && head[from] >= 'A' && head[from] <= 'Z' && head[from-1] >= 'a') {
		from--
	}
	return from < len(head) && !is(openKeys, head[from:])
}

// cookie says whether a place stands on the line of a Cookie header.
func (x *secretScan) cookie(at int) bool {
	line := x.s[max(0, at-2*maxValue):at]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	return containsFold(line, "cookie:") || containsFold(line, `cookie": `)
}

// defined looks at a constant of PHP: define('DB_PASSWORD', '…').
func (x *secretScan) defined(i int) {
	end := min(len(x.s), i+maxName+len("define('', "))
	stop := strings.IndexByte(x.s[i:end], ',')
	if stop < 0 {
		return
	}
	name := strings.Trim(x.s[i+len("define("):i+stop], " '\"")
	kind := nameOf(name, 0, len(name))
	if kind == 0 && keyName(name) {
		kind = namesToken
	}
	if kind != 0 {
		x.value(kind, i+stop)
	}
}

// seedNames stand before the words from which a wallet is made.
var seedNames = wordSet("mnemonic seed_phrase seedphrase recovery_phrase recoveryphrase secret_phrase seed phrase wiederherstellungsphrase")

// seed notes twelve to twenty-four small words behind a name for them.
func (x *secretScan) seed(i, from int) int {
	for from < len(x.s) && strings.IndexByte(" \t\"'`=>:", x.s[from]) >= 0 {
		from++
	}
	n, end := 0, from
	for at := from; n < 25; {
		to := smallBytes.End(x.s, at)
		if to-at < 3 || to-at > 8 {
			break
		}
		n, end = n+1, to
		if to == len(x.s) || x.s[to] != ' ' {
			break
		}
		at = to + 1
	}
	if n != 12 && n != 15 && n != 18 && n != 21 && n != 24 {
		return i + 1
	}
	return x.add(from, end, x.generic)
}

var smallBytes = scan.Bytes("a-z")

// techWords are words with a number that speak about passwords and are none.
var techWords = wordSet("sha1 sha256 sha384 sha512 md5 md5crypt sha512crypt base64 base32 utf8 utf16 argon2 argon2i argon2id pbkdf2 oauth2 http2 ipv4 ipv6 md4 blake2b blake2s win32 windows10 windows11 python3 rot13 pkcs12 pkcs8 x509 ed25519 rsa2048 rsa4096 aes128 aes256 aes256gcm secp256k1 sha256sum md5sum keepass2 keepassxc2 i18n l10n log4j log4j2 web2py")

// plainPassword says whether a word of letters and digits behind "the password is" is one.
func plainPassword(v string) bool {
	c := classesOf(v)
	return len(v) >= 7 && plainName(v) && c.letters >= 3 && c.digits > 0 && !is(techWords, v) && !uuid(v) && !placeholder(v)
}

// joined says whether a word as "is", or a colon, stands between a word for passwords and a value.
func joined(gap string) bool {
	if strings.ContainsAny(gap, ":=—–") {
		return true
	}
	return is(joiners, strings.Trim(gap, " \"'`(")) || strings.ContainsAny(gap, "是为はé")
}

var joiners = wordSet("is was are be to ist lautet war heißt est était es era è era é são jest to je är er on это был oli olivat wordt luidt is: set-to will-be")
