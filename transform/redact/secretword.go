package redact

import (
	"strings"
	"sync"

	"github.com/tamis-data/tamis/internal/scan"
)

// passwordWords are words for passwords that are long enough to be looked for in every text: behind them a
// value may stand that has no digit, where nothing else would look.
var passwordWords = sync.OnceValue(func() *scan.Grams {
	var words []string
	for _, w := range strings.Fields("password passphrase passcode passwort kennwort contraseña wachtwoord lösenord passord adgangskode salasana lozinka пароль 密码是 パスワード passwort:") {
		for _, form := range forms(w) {
			if len(form) >= 7 {
				words = append(words, form)
			}
		}
	}
	return scan.NewGrams(append(words, "mot de passe", definition))
})

// definition begins a constant of PHP.
const definition = "define("

// spoken looks at what stands behind words for passwords and in constants of PHP.
func (x *secretScan) spoken() {
	passwordWords().Each(x.s, func(_, start, end int) {
		if end-start == len(definition) && x.s[end-1] == '(' {
			x.defined(start)
			return
		}
		x.worded(end)
	})
}

// worded looks at what follows a word for passwords: `the passphrase is violet-tractor-humble-river`.
func (x *secretScan) worded(end int) {
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
