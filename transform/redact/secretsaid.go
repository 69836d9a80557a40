package redact

import (
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// saidWords stand before a value in prose, on command lines and in calls, with less between than an
// operator: the password is …, --token …, IDENTIFIED BY '…'.
const (
	saidPasswords = `password|passwd|passphrase|passcode|passwort|kennwort|losung|pass|pwd|pw|psk|mot de passe|mdp|contraseña|contrasena|clave|senha|palavra-passe|wachtwoord|parola|parole|parool|lozinka|geslo|
heslo|hasło|haslo|jelszó|jelszo|lösenord|passord|adgangskode|kodeord|salasana|slaptažodis|şifre|sifre|mật khẩu|kata sandi|κωδικός|пароль|пароля|паролем|סיסמה|סיסמא|كلمة المرور|كلمة السر|رمز عبور|पासवर्ड|รหัสผ่าน|密码|密碼|口令|
パスワード|暗証番号|비밀번호|암호|identified by|identified with|with password|requirepass|masterauth|net user|securestring|login with|userpass|dbpass|rootpw|credentials|auth=|basicauth|logon`
	saidTokens = `api key|api-key|api_key|apikey|access token|access_token|access key|access_key|secret key|secret_key|secret access key|secretkey|auth token|auth_token|authtoken|token|bearer|client secret|client_secret|encryption key|
encryption_key|signing key|private key|private_key|app secret|webhook secret|jwt|secret|api-schlüssel|clé api|clé d'api|clave api|chave de api|ключ api|api-ключ|apiキー|api 密钥|api密钥|密钥|令牌|トークン|토큰`
)

type saidBook struct {
	list   []string
	words  *scan.Words
	tokens int // from this word on they are names of tokens
}

var saidWords = sync.OnceValue(func() *saidBook {
	b := &saidBook{}
	var words []string
	for k, list := range [...]string{saidPasswords, saidTokens} {
		if k == 1 {
			b.tokens = len(words)
		}
		for _, w := range strings.Split(strings.ReplaceAll(list, "\n", ""), "|") {
			words = append(words, forms(w)...)
		}
	}
	b.list, b.words = words, scan.NewWords(words)
	return b
})

func (b *saidBook) word(i int) string { return b.list[i] }

const (
	saidWindow = 56 // bytes before a value that are looked at
	saidGap    = 24 // bytes between the word and the value
	maxSaid    = 128
)

// outside are the bytes at which a value in prose ends.
var outside = scan.Bytes("\x00- \"'`(),;<>[]{}|")

// told looks at the value around a digit and returns where to go on. Numbers, dates and words with a
// number are left at once.
func (x *secretScan) told(i int) int {
	s := x.s
	end := digitBytes.End(s, i)
	if b := at(s, end); (i == 0 || outside[s[i-1]]) && (outside[b] || b == 0 || (b == '.' || b == ':' || b == '%') && (outside[at(s, end+1)] || digitBytes[at(s, end+1)])) {
		return end
	}
	start := i
	for start > 0 && i-start < maxSaid && !outside[s[start-1]] && s[start-1] < utf8.RuneSelf && s[start-1] != '=' {
		start--
	}
	for end < len(s) && end-start < maxSaid && !outside[s[end]] && s[end] < utf8.RuneSelf {
		end++
	}
	if at(s, start) == ':' || at(s, start) == '=' {
		start++
	}
	next := min(end, assignBytes.Next(s[:end], i))
	end = start + len(strings.TrimRight(s[start:max(start, end)], ".:!?"))
	if end-start < 7 || end-start >= maxSaid-1 {
		return next
	}
	if _, letters := firstLetter(s[start:end]); !letters {
		return next
	}
	x.judge(start, end)
	return max(next, i+1)
}

// firstLetter says whether a value has two letters.
func firstLetter(v string) (n int, ok bool) {
	for i := range len(v) {
		if alphaAt(v, i) {
			if n++; n == 2 {
				return n, true
			}
		}
	}
	return n, false
}

// judge notes the value [start, end) if a word before it says that it is secret and it looks so.
func (x *secretScan) judge(start, end int) {
	v := x.s[start:end]
	if strings.HasPrefix(v, "-p") && len(v) > 8 && x.command(start, "mysql", "mariadb", "7z", "rar") && strongValue(v[2:]) {
		x.add(start+2, end, x.pass)
		return
	}
	if colon := strings.IndexByte(v, ':'); colon > 0 {
		if x.userColon(start, end, start+colon+1) {
			return
		}
	}
	if slash, sign := strings.IndexByte(v, '/'), strings.LastIndexByte(v, '@'); slash > 0 && sign > slash+5 && (strings.Contains(v, "oracle:") || x.command(start, "sqlplus", "sqlldr", "expdp", "impdp")) {
		x.add(start+slash+1, start+sign, x.pass) // scott/tiger@orcl
		return
	}
	if head, _, ok := strings.Cut(v, "="); ok && plainName(head) && alphaAt(head, 0) {
		return // another setting
	}
	if v[0] == '.' || at(x.s, end) == '(' || start > 0 && strings.IndexByte("{$%", x.s[start-1]) >= 0 {
		return
	}
	strong := strongValue(v)
	if !strong && !plainPassword(v) || expression(v) || placeholder(v) {
		return
	}
	switch x.saidBefore(start, v) {
	case namesPassword:
		if !strong && !x.explicit {
			return
		}
		x.add(start, x.longEnd(start, end), x.pass)
	case namesToken:
		if x.tokenLike(v) && !cursors().Holds(x.s[max(0, start-maxName):start]) {
			x.add(start, end, x.generic)
		}
	}
}

// longEnd returns where a quoted value ends: the marks at which one in prose ends belong to it.
func (x *secretScan) longEnd(start, end int) int {
	quote := at(x.s, start-1)
	if outside[quote] && quote <= ' ' && x.flag(start) {
		return end + marksEnd(x.s[end:]) // an argument has no full stop
	}
	if strings.IndexByte("\"'`", quote) < 0 || quote == 0 {
		return end
	}
	if stop := strings.IndexAny(x.s[end:min(len(x.s), end+maxSaid)], string(rune(quote))+" \n"); stop >= 0 && x.s[end+stop] == quote {
		return end + stop
	}
	return end
}

// marksEnd returns where the marks end that a value without quotes may end with, up to a space.
func marksEnd(s string) int {
	n := 0
	for n < len(s) && strings.IndexByte(".:!?", s[n]) >= 0 {
		n++
	}
	if n < len(s) && s[n] > ' ' {
		return 0
	}
	return n
}

// strongValue says whether a value is surely no word of a language.
func strongValue(v string) bool {
	c := classesOf(v)
	if head, _, ok := strings.Cut(v, "-"); ok && is(notSecret, head) || c.capitals == 0 && strings.Count(v, "-") < 3 && wordsAndNumbers(v) {
		return false // 32-byte
	}
	return len(v) >= 7 && c.letters > 1 && c.digits > 0 && (c.count() >= 3 || scrambled(v) || c.digits > 2 && changes(v)*2 >= len(v) || len(v) >= 16 && c.signs > 1) && c.digits < len(v)-1
}

// wordsAndNumbers says whether all that hyphens part is a word or a number.
func wordsAndNumbers(v string) bool {
	for part := range strings.SplitSeq(v, "-") {
		if c := classesOf(part); c.count() > 1 {
			return false
		}
	}
	return true
}

// saidBefore says what the last word before a place says, if little stands between.
func (x *secretScan) saidBefore(start int, v string) nameKind {
	base := max(0, start-saidWindow)
	if line := strings.LastIndexByte(x.s[base:start], '\n'); line >= 0 {
		base += line + 1
	}
	if x.explicit = x.flag(start); x.explicit {
		return namesPassword
	}
	book := saidWords()
	best, last := -1, -1
	book.words.Each(x.s[base:start], func(word, from, to int) bool {
		if base+to > last && x.ownWord(base+from, base+to) {
			best, last = word, base+to
		}
		return true
	})
	if best < 0 {
		return 0
	}
	gap, weak := x.s[last:start], is(weakWords, book.word(best))
	if !filler(gap, weak) || weak && strings.IndexByte(v, '/') >= 0 || weak && gap == " " && plainName(strings.ReplaceAll(v, "-", "")) && !scrambled(v) || strings.HasPrefix(book.word(best), "identified") && !strings.ContainsAny(gap, "'\"") {
		return 0
	}
	if best < book.tokens {
		x.explicit = joined(gap)
		return namesPassword
	}
	return namesToken
}

// flag says whether -p or -a of a command that takes a password there stands before a place.
func (x *secretScan) flag(start int) bool {
	before := strings.TrimRight(x.s[max(0, start-4):start], " '\"")
	if len(before) == 4-0 && before == x.s[max(0, start-4):start] {
		return false
	}
	switch {
	case strings.HasSuffix(before, "-p"):
		return x.command(start, "sshpass", "login", "mysql", "mongo", "psql", "htpasswd", "zip", "openssl")
	case strings.HasSuffix(before, "-pw"):
		return x.command(start, "plink", "pscp", "putty", "psftp", "kitty")
	case strings.HasSuffix(before, "-P"):
		return x.command(start, "sqlcmd", "bcp ", "isql", "mosquitto")
	case strings.HasSuffix(before, "-w"):
		return x.command(start, "ldapsearch", "ldapmodify", "ldapadd", "ldappasswd")
	case strings.HasSuffix(before, "-a"):
		return x.command(start, "redis-cli")
	}
	return false
}

// command says whether one of the commands stands before a place on its line.
func (x *secretScan) command(at int, names ...string) bool {
	line := x.s[max(0, at-96):at]
	line = line[strings.LastIndexByte(line, '\n')+1:]
	for _, name := range names {
		if strings.Contains(line, name) {
			return true
		}
	}
	return false
}

// ownWord says whether a word stands by itself or as the end of a name in several words: DB_PASSWORD,
// dbPassword.
func (x *secretScan) ownWord(from, to int) bool {
	first, _ := utf8.DecodeRuneInString(x.s[from:])
	if spaceless(first) {
		return true
	}
	if strings.HasSuffix(x.s[:from], "--- ") {
		return false // --- PASS: of a test
	}
	if r, _ := utf8.DecodeLastRuneInString(x.s[:from]); from > 0 && (unicode.IsLetter(r) && !(unicode.IsLower(r) && unicode.IsUpper(first)) || r == '<' && at(x.s, to) == '>') {
		return false
	}
	r, _ := utf8.DecodeRuneInString(x.s[to:])
	return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' || spaceless(r)
}

// weakWords mean other things too: nothing but marks may stand between them and a value.
var weakWords = wordSet("pass clave parola parole parool geslo sifre şifre secret bearer jwt credentials")

// filler says whether what stands between a word and a value joins them: "is", "lautet:", "', '".
func filler(gap string, weak bool) bool {
	if weak && wordsIn(" "+gap) > 0 || len(gap) > saidGap || strings.ContainsAny(gap, ".!?;[]@") || strings.Contains(gap, "(") && !strings.ContainsAny(gap, "'\"`") || strings.Contains(gap, ") ") {
		return false
	}
	if gap == "" || strings.Trim(gap, "_-") == "" {
		return false
	}
	return wordsIn(" "+gap) <= 2
}

// userColon notes the password of a pair as user:password behind curl's -u, before chpasswd, or at the
// end of a line of .pgpass.
func (x *secretScan) userColon(start, end, from int) bool {
	before := strings.TrimRight(x.s[max(0, start-12):start], " '\"=")
	given := strings.HasSuffix(before, "-u") || strings.HasSuffix(before, "--user") || strings.HasSuffix(before, "--proxy-user")
	rest := x.s[end:min(len(x.s), end+32)]
	piped := strings.Contains(rest, "chpasswd") && strings.IndexByte(rest, '\n') < 0
	fields := strings.Split(x.s[start:end], ":")
	pgpass := len(fields) == 5 && digitBytes.End(fields[1], 0) == len(fields[1]) && len(fields[1]) > 2 && len(fields[1]) < 6
	if pgpass {
		from = end - len(fields[4])
	}
	v := x.s[from:end]
	if !given && !piped && !pgpass || placeholder(v) || len(v) < 6 || classesOf(v).count() < 2 {
		return false
	}
	x.add(from, end, x.pass)
	return true
}
