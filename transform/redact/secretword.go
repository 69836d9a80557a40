package redact

import (
	"slices"
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/scan"
)

// passwordWords are words for passwords that are long enough to be looked for in every text: behind them a
// value may stand that has no digit, where nothing else would look.
var passwordWords = sync.OnceValue(func() *scan.Grams {
	words := slices.Clone(keyMarks[:])
	for _, w := range strings.Fields("password passphrase passcode passwort kennwort contraseña wachtwoord lösenord passord adgangskode salasana lozinka пароль 密码是 パスワード passwort:") {
		for _, form := range forms(w) {
			if len(form) >= 7 {
				words = append(words, form)
			}
		}
	}
	return scan.NewGrams(append(words, "mot de passe", definition))
})

// keyMarks begin private keys: PEM, SSH2's form of it, PuTTY's. One pass looks for them and the words.
var keyMarks = [...]string{"-----BEGIN ", "---- BEGIN ", "PuTTY-User-Key-File-"}

// definition begins a constant of PHP.
const definition = "define("

// spoken looks at what stands behind words for passwords and in constants of PHP, and says which marks of
// private keys the text has.
func (x *secretScan) spoken() (marks [len(keyMarks)]bool) {
	passwordWords().Each(x.s, func(word, start, end int) {
		if word < len(keyMarks) {
			marks[word] = true
			return
		}
		if end-start == len(definition) && x.s[end-1] == '(' {
			x.defined(start)
			return
		}
		x.worded(end)
	})
	each(x.s, "-p", func(i int) {
		if at(x.s, i-1) == ' ' { // spaces are everywhere, hyphens are not
			x.argument(i - 1)
		}
	})
	return marks
}

// worded looks at what follows a word for passwords: `the passphrase is violet-tractor-humble-river`.
func (x *secretScan) worded(end int) {
	if x.netrc(end) {
		return
	}
	i := end
	for n := 0; n < 2 && at(x.s, i) == ' '; n++ {
		to := word(x.s, i+1)
		if to == i+1 || !is(joiners, x.s[i+1:to]) {
			break
		}
		i = to
	}
	if i == end {
		return // an operator, or nothing that joins
	}
	for n := 0; n < 2 && (at(x.s, i) == ' ' || at(x.s, i) == ':'); n++ {
		i++
	}
	if quote := at(x.s, i); quote == '"' || quote == '\'' || quote == '`' {
		stop := strings.IndexByte(x.s[i+1:min(len(x.s), i+80)], quote)
		if stop > 0 && digitless(x.s[i+1:i+1+stop], true) {
			x.add(i+1, i+1+stop, x.pass)
		}
		return
	}
	to := i
	for to < len(x.s) && to-i < maxSaid && !outside[x.s[to]] && x.s[to] < 0x80 {
		to++
	}
	v := strings.TrimRight(x.s[i:to], ".:!?")
	if digitless(v, false) {
		x.add(i, i+len(v), x.pass)
	}
}

// argument notes the password behind -p of a command that takes one there and nothing else, whatever
// letters it has: mysql takes what stands right behind, sshpass also what follows.
func (x *secretScan) argument(i int) {
	from := i + len(" -p")
	switch next := at(x.s, from); {
	case next == ' ' && x.command(i, "sshpass"):
		from++
	case next <= ' ' || !x.command(i, "sshpass", "mysql", "mariadb"):
		return
	}
	stop := " \t\r\n"
	if quote := at(x.s, from); quote == '\'' || quote == '"' {
		stop, from = string(rune(quote))+"\n", from+1
	}
	v := x.s[from:min(len(x.s), from+maxSaid)]
	if end := strings.IndexAny(v, stop); end >= 0 {
		v = v[:end]
	}
	if len(v) >= 4 && len(v) < maxSaid && !placeholder(v) && v[0] != '-' && v[0] != '$' && (!shortWord(v) || len(stop) == 2) {
		x.add(from, from+len(v), x.pass)
	}
}

// shortWord says whether a value is a word of a language, as in mysql -ports.
func shortWord(v string) bool { return smallBytes.End(v, 0) == len(v) && spoken(v) && len(v) < 8 }

// netrc notes the password of an entry of .netrc, `machine host login user password …`, on one line or
// several, and says whether there was one. Nothing but white space ends it.
func (x *secretScan) netrc(end int) bool {
	if !strings.HasSuffix(x.s[:end], "password") {
		return false
	}
	var words [4]string // back from password: the user, login, the host, machine
	at := end - len("password")
	for i := range words {
		words[i], at = fieldBefore(x.s, at)
	}
	if words[1] != "login" || words[3] != "machine" && words[2] != "default" {
		return false
	}
	start := end + len(x.s[end:min(len(x.s), end+8)]) - len(strings.TrimLeft(x.s[end:min(len(x.s), end+8)], " \t\r\n"))
	window := x.s[start:min(len(x.s), start+maxSaid)]
	if stop := strings.IndexAny(window, " \t\r\n"); stop >= 0 {
		window = window[:stop]
	} else if len(window) == maxSaid {
		return false
	}
	if start == end || len(window) < 4 || placeholder(window) {
		return false
	}
	x.add(start, start+len(window), x.pass)
	return true
}

// fieldBefore returns the word before a place, to the white space before it, and where it starts; it must
// be near and short.
func fieldBefore(s string, end int) (string, int) {
	window := s[max(0, end-maxSaid):end]
	window = strings.TrimRight(window, " \t\r\n")
	start := strings.LastIndexAny(window, " \t\r\n") + 1
	return window[start:], end - len(s[max(0, end-maxSaid):end]) + start
}

// digitless says whether a value without digits is a password: four words joined, or capitals, small
// letters and signs mixed.
func digitless(v string, quoted bool) bool {
	if len(v) < 8 || placeholder(v) || expression(v) {
		return false
	}
	if passphrase(v) && (quoted || strings.IndexByte(v, ' ') < 0) {
		return true
	}
	c := classesOf(v)
	return !strings.Contains(v, " ") && c.capitals > 0 && c.small > 0 && strings.ContainsAny(v[1:], "!#$%^&*+=?@~")
}
