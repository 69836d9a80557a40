package redact

import (
	"bytes"
	"encoding/base64"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// nameKind is what a name says about its value.
type nameKind uint8

const (
	namesPassword nameKind = 1 + iota // anything that a person may have typed
	namesToken                        // something random that a machine made
	namesHeader                       // Authorization: a scheme, then a token
)

// secretNames are the endings of names of secrets.
var secretNames = []struct {
	kind  nameKind
	words string
}{
	{namesPassword, `sshpass pgpass password passwd passphrase passcode passwort kennwort pwd pw pass userpass dbpass _pass -pass .pass contraseña contrasena clave senha wachtwoord hasło haslo heslo jelszó jelszo lösenord passord adgangskode kodeord salasana lozinka geslo
parola parole parool slaptažodis şifre sifre khẩu sandi κωδικός пароль סיסמה סיסמא المرور السر पासवर्ड รหัสผ่าน 密码 密碼 口令 パスワード 暗証番号 비밀번호 암호 mot_de_passe passe mdp rootpw adminpw sharedsecret psk requirepass`},
	{namesToken, `salt pepper pat x-amz-signature x-goog-signature subscription-key private_token token secret api_key api-key apikey apisecret api_secret access_key access-key accesskey secret_key secret-key secretkey private_key private-key privatekey auth_key authkey signing_key
signingkey encryption_key encryptionkey master_key masterkey client_secret client-secret clientsecret account_key accountkey sharedaccesskey app_secret appsecret app_key appkey license_key
webhook_secret session_secret jwt_secret cookie_secret secret_key_base storage_key service_key deploy_key bot_token credential credentials sas_token x-api-key auth_token authtoken consumer_key consumerkey session_id sessionid phpsessid jsessionid session_key sessionkey session_token connect.sid shared_key sharedkey sig signature_key hmac_key hmackey privkey priv_key secretaccesskey bearer authtoken api_token apitoken access_code refresh jwt`},
	{namesHeader, `authorization`},
}

type nameBook struct {
	words *scan.Words
	kinds []nameKind
}

var names = sync.OnceValue(func() *nameBook {
	b := &nameBook{}
	var words []string
	for _, list := range secretNames {
		for _, w := range strings.Fields(list.words) {
			for _, form := range forms(w) {
				words, b.kinds = append(words, form), append(b.kinds, list.kind)
			}
		}
	}
	b.words = scan.NewWords(words)
	return b
})

// nameBytes are what a name is made of; letters beyond ASCII too.
var nameBytes = nameClass()

// nameClass holds all bytes of other scripts too.
func nameClass() *scan.Class {
	c := scan.Bytes("0-9A-Za-z_.-")
	for b := 0x80; b < len(c); b++ {
		c[b] = true
	}
	return c
}

// maxName is how much of a name is looked at.
const maxName = 48

// wideColon is the colon of Chinese and Japanese.
const wideColon = "："

// assigned looks at what stands left and right of `=`, `:` or `>` and returns where to go on.
func (x *secretScan) assigned(i int) int {
	if strings.HasPrefix(x.s[i:], "://") {
		if end := x.hook(i); end > 0 {
			return end
		}
		return x.urlPassword(i)
	}
	if strings.HasPrefix(x.s[i:], ":AA") {
		if end := x.telegram(i); end > 0 {
			return end
		}
	}
	if x.s[i] == wideColon[0] && !strings.HasPrefix(x.s[i:], wideColon) {
		return i + 1
	}
	start, end := nameBefore(x.s, i)
	if start == end {
		return i + 1
	}
	kind := nameOf(x.s, start, end)
	if strings.EqualFold(x.s[start:end], "value") && x.s[i] == '=' {
		kind = attribute(x.s, start)
	}
	switch name := x.s[start:end]; {
	case kind != 0:
	case is(seedNames, name):
		return x.seed(i, i+1)
	case x.keyPart(i, name), keyName(name), x.s[i] == '=' && x.cookie(start):
		kind = namesToken
	case is(pairNames, name):
		kind = x.pair(start)
	}
	if kind == 0 || strings.HasSuffix(x.s[:start], "--- ") || x.s[i] == ':' && at(x.s, start-1) == ':' || x.s[i] == '>' && at(x.s, start-1) != '<' && at(x.s, i-1) != '=' {
		return i + 1
	}
	return x.value(kind, i)
}

// keyPart says whether a name is that of the private part of a key in JSON or XML: "d": "…", <D>…
func (x *secretScan) keyPart(i int, name string) bool {
	if len(name) > 2 || !is(keyParts, name) {
		return false
	}
	window := x.s[max(0, i-512):min(len(x.s), i+512)]
	return strings.Contains(window, `"kty"`) || strings.Contains(window, "RSAKeyValue")
}

var keyParts = wordSet("d p q dp dq qi k")

// attribute says what the attribute before one named value names: key="DbPassword" value="…".
func attribute(s string, at int) nameKind {
	window := s[max(0, at-2*maxName):at]
	end := strings.LastIndexAny(window, `"'`)
	if end < 1 || strings.TrimSpace(window[end+1:]) != "" {
		return 0
	}
	start := strings.LastIndexByte(window[:end], window[end])
	if start < 0 {
		return 0
	}
	base := at - len(window)
	return nameOf(s, base+start+1, base+end)
}

// nameBefore returns the name before an operator, quotes and spaces between left out.
func nameBefore(s string, i int) (start, end int) {
	for n := 0; n < 4 && i > 0 && strings.IndexByte(" \t\"'`]:=\\", s[i-1]) >= 0; n++ {
		i--
	}
	return nameBytes.Start(s, i, maxName), i
}

// nameOf says what the name [start, end) ends with: a word of its own, as in DB_PASSWORD, db.password and
// dbPassword, but not in compass.
func nameOf(s string, start, end int) nameKind {
	book := names()
	var kind nameKind
	name := s[start:end]
	book.words.Each(name, func(word, from, to int) bool {
		if to != len(name) || kind != 0 {
			return true
		}
		if r, _ := utf8.DecodeRuneInString(name[from:]); from == 0 || spaceless(r) || !alnumBytes[name[from]] && name[from] < 0x80 || !alphaAt(name, from-1) && name[from-1] < 0x80 || name[from] >= 'A' && name[from] <= 'Z' && name[from-1] >= 'a' ||
			strings.EqualFold(name[from:], "password") || strings.EqualFold(name[from:], "passwd") || strings.EqualFold(name[from:], "apikey") {
			kind = book.kinds[word]
		}
		return true
	})
	return kind
}

// value looks at the value behind an operator.
func (x *secretScan) value(kind nameKind, i int) int {
	v := x.valueSpan(i)
	if v.start == v.end {
		return i + 1
	}
	text := x.s[v.start:v.end]
	switch {
	case kind == namesHeader:
		return x.header(v)
	case kind == namesPassword && (passwordLike(text, v) || v.quoted && passphrase(text)):
		return x.add(v.start, v.end, x.pass)
	case kind == namesToken && (x.tokenLike(text) || v.quoted && symbolic(text) || shortSecret(text, v)) && !cursors().Holds(x.s[max(0, i-maxName):i]):
		return x.add(v.start, v.end, x.generic)
	}
	return i + 1
}

// cursors are words in names of tokens that lead to the next page of a list.
var cursors = sync.OnceValue(func() *scan.Words {
	return scan.NewWords(strings.Fields("next page continuation pagination forward backward cursor resume sync csrf"))
})

// valueSpan is where a value stands and how.
type valueSpan struct {
	start, end int
	quoted     bool
	tight      bool // an equals sign without spaces, or an element of XML
	colon      bool
	last       bool // the line ends behind it
}

// maxValue bounds the search for the end of a value.
const maxValue = 512

// valueSpan returns the value behind an operator.
func (x *secretScan) valueSpan(i int) valueSpan {
	s := x.s
	v := valueSpan{colon: (s[i] == ':' || s[i] == wideColon[0]) && at(s, i+1) != '='}
	from := behindOperator(s, i)
	v.tight = from < len(s) && s[from] != ' ' && at(s, i-1) != ' ' && !v.colon
	for n := 0; n < 4 && (at(s, from) == ' ' || at(s, from) == '\t'); n++ {
		from++
	}
	if at(s, from) == '\\' && at(s, from+1) == '"' {
		from++ // JSON in a string: \"password\": \"…\"
	}
	for n := 0; n < 2 && from+1 < len(s) && strings.IndexByte("bfruBFRUNL@$", s[from]) >= 0 && strings.IndexByte("\"'bfruBFRU", s[from+1]) >= 0 && (strings.IndexByte("\"'", s[from+1]) >= 0 || strings.IndexByte("\"'", at(s, from+2)) >= 0); n++ {
		from++ // b"…", N'…', rb"…"
	}
	window := s[from:min(len(s), from+maxValue)]
	switch {
	case window == "":
		v.start, v.end = from, from
	case strings.IndexByte("\"'`", window[0]) >= 0:
		v.inQuotes(s, from, window)
	default:
		v.bare(s, from, window)
		v.last = v.end == len(s) || s[v.end] == '\n' || s[v.end] == '\r'
		if start, _ := nameBefore(s, i); v.end > v.start && (s[i] == '=' || s[i] == ':') && opensLine(s, start) {
			v.whole(s, window)
		}
	}
	return v
}

// opensLine says whether what stands at a place is the first on its line, export and the like aside.
func opensLine(s string, i int) bool {
	head := s[max(0, i-16):i]
	if line := strings.LastIndexByte(head, '\n'); line >= 0 {
		head = head[line+1:]
	} else if i > 16 {
		return false
	}
	head = strings.TrimLeft(head, " \t-")
	return head == "" || head == "export " || head == "set " || head == "ENV " || head == "SET " || head == "ARG "
}

// whole takes in the rest of a line of settings, where a value ends at white space: marks belong to it,
// unless another setting follows or it is code.
func (v *valueSpan) whole(s, window string) {
	stop := strings.IndexAny(window, " \t\r\n")
	if stop < 0 {
		if len(window) == maxValue {
			return
		}
		stop = len(window)
	}
	rest := s[v.start : v.start+stop]
	rest = strings.TrimRight(rest, ";,\"'")
	if len(rest) <= v.end-v.start || strings.ContainsAny(rest, "({[<") && alnumBytes[rest[0]] && strings.IndexAny(rest, "({[<") > 2 && strings.ContainsAny(rest, ")}]>") || strings.HasPrefix(rest, "<") {
		return
	}
	for k := v.end - v.start; k < len(rest); k++ {
		if strings.IndexByte("&;,", rest[k]) < 0 {
			continue
		}
		if to := nameBytes.End(rest, k+1); to > k+1 && to < len(rest) && (rest[to] == '=' || rest[to] == ':') {
			return
		}
	}
	v.end = v.start + len(rest)
}

// behindOperator returns where `:=`, `=>` or `::` that begins at a place ends.
func behindOperator(s string, i int) int {
	from := i + 1
	if s[i] == wideColon[0] {
		from = i + len(wideColon)
	}
	for n := 0; n < 3 && from < len(s) && assignBytes[s[from]] && s[from] < 0x80; n++ {
		from++
	}
	return from
}

// inQuotes finds a value that ends with the quote it begins with, on its line.
func (v *valueSpan) inQuotes(s string, from int, window string) {
	v.start, v.end = from, from
	stop := strings.IndexAny(window[1:], window[:1]+"\n")
	if stop < 0 || window[1+stop] != window[0] {
		return
	}
	v.start, v.end, v.quoted = from+1, from+1+stop, true
	if strings.HasSuffix(s[v.start:v.end], "\\") {
		v.end--
	}
}

// bare finds a value without quotes.
func (v *valueSpan) bare(s string, from int, window string) {
	v.start, v.end = from, from
	if stop := strings.IndexAny(window, " \t\r\n,;)}]<>\"'`&|"); stop >= 0 {
		v.end = from + stop
	} else if len(window) < maxValue {
		v.end = from + len(window)
	}
	for v.end > v.start && (s[v.end-1] == '.' || s[v.end-1] == ':') {
		v.end--
	}
}

// header looks at the value of an Authorization header.
func (x *secretScan) header(v valueSpan) int {
	scheme := x.s[v.start:v.end]
	from := v.end
	if v.quoted {
		var ok bool
		if scheme, _, ok = strings.Cut(scheme, " "); !ok {
			if x.tokenLike(x.s[v.start:v.end]) {
				return x.add(v.start, v.end, x.bearer)
			}
			return v.end
		}
		from = v.start + len(scheme)
	}
	if !is(schemes, scheme) {
		if x.tokenLike(x.s[v.start:v.end]) {
			return x.add(v.start, v.end, x.bearer) // without a scheme
		}
		return v.end
	}
	from = skipOn(x.s, from)
	end := tokenBytes.End(x.s[:min(len(x.s), from+4*maxValue)], from)
	if text := x.s[from:end]; len(text) >= 12 && !placeholder(text) && (entropy(text) >= 2800 && mixed(text) || basicPair(scheme, text)) {
		return x.add(from, end, x.bearer)
	}
	return v.end
}

// basicPair says whether what follows the scheme Basic is user and password in Base64, which may have no
// digit.
func basicPair(scheme, text string) bool {
	if !strings.EqualFold(scheme, "basic") {
		return false
	}
	pair, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(text, "="))
	colon := bytes.IndexByte(pair, ':')
	return err == nil && colon >= 0 && colon < len(pair)-1 && utf8.Valid(pair) && !bytes.ContainsFunc(pair, unicode.IsControl)
}

// schemes are those of the Authorization header whose token follows them.
var schemes = wordSet("bearer basic token apikey api-key key jwt negotiate ntlm splunk sso-key gogetter oauth genie-key sharedkey sharedaccesssignature discogs bot client-id ssws")

// urlPassword looks for the password in the URL whose "://" stands at a place.
func (x *secretScan) urlPassword(i int) int {
	from := i + len("://")
	if !alnumBytes[at(x.s, i-1)] {
		return from
	}
	if start, end := userinfo(x.s, from); end > 0 {
		return x.add(start, end, x.url)
	}
	// A token in place of the user: https://…@o1.ingest.sentry.io.
	if end := userTokenBytes.End(x.s[:min(len(x.s), from+maxUserinfo)], from); at(x.s, end) == '@' && end-from >= 20 && x.tokenLike(x.s[from:end]) {
		return x.add(from, end, x.url)
	}
	return from
}

var userTokenBytes = scan.Bytes("0-9A-Za-z_-")

// telegram looks for the token of a bot: its number, a colon, AA and 33 characters.
func (x *secretScan) telegram(i int) int {
	start := digitBytes.Start(x.s, i, 11)
	end := shapeClasses["url"].End(x.s[:min(len(x.s), i+40)], i+1)
	if i-start < 8 || i-start > 10 || end-i-1 != 35 || wordBytes[at(x.s, start-1)] && !strings.HasSuffix(x.s[:start], "bot") || entropy(x.s[i:end]) < random {
		return 0
	}
	return x.add(start, end, x.bot)
}
