package redact

import (
	"strings"
	"unicode/utf8"

	"github.com/tamis-data/tamis/internal/scan"
)

// passwordLike says whether a value is what a person types as a password, and no word, name of a
// variable or expression of a programming language.
func passwordLike(v string, span valueSpan) bool {
	if len(v) < 6 || len(v) > 128 || strings.ContainsAny(v, " \t") || placeholder(v) || expression(v) {
		return false
	}
	c := classesOf(v)
	if scrambled(v) {
		return span.quoted || span.tight || span.colon
	}
	if span.quoted || span.tight {
		return c.digits > 0 && c.letters > 0 || c.signs > 0 && c.count() >= 2 && !plainName(v) || strings.Count(v, "-") >= 2 && len(v) >= 12 && c.signs > 0
	}
	if plainName(v) { // hunter2 behind `password:`, arg1 behind `password =`
		return c.digits > 0 && c.letters > 0 && (span.colon && len(v) >= 7 || len(v) >= 8 && (changes(v) >= 4 || c.digits > 1 && digitBytes[v[len(v)-1]] && digitBytes[v[len(v)-2]] && span.last && c.capitals == 0)) || c.count() >= 3 && entropy(v) >= 3000
	}
	if c.digits == 0 && strings.Trim(strings.Map(signOf, v), "/.-_:") == "" {
		return false // a path, a name in parts
	}
	return c.count() >= 3 || c.digits > 0 && c.signs > 0
}

// signOf drops what is no sign.
func signOf(r rune) rune {
	if r >= utf8.RuneSelf || alnumBytes[byte(r)] {
		return -1
	}
	return r
}

// expression says whether a value is code: a call, a path, a reference.
func expression(v string) bool {
	if open := strings.IndexByte(v, '('); open > 1 && strings.HasSuffix(v, ")") && plainName(strings.TrimLeft(v[:open], "!-*&.")) {
		return true
	}
	if strings.ContainsAny(v, "()[]{}<>") && !strings.ContainsAny(v, "!#%^*") || strings.Contains(v, "::") || strings.Contains(v, "://") || strings.Contains(v, "->") || strings.HasPrefix(v, "/") || strings.HasPrefix(v, "./") ||
		strings.HasPrefix(v, "--") || strings.HasPrefix(v, "#") && len(v) < 8 {
		return true
	}
	// os.environ, self.password1, config.db.password
	head, rest, ok := strings.Cut(v, ".")
	if ok && len(head) > 0 && len(head) <= 10 && alphaAt(head, 0) && plainName(head) && len(rest) > 3 && rest[0] >= 'A' && rest[0] <= 'Z' && plainName(rest) && spoken(rest) && wordy(rest) {
		return true // ed25519.PrivateKey
	}
	return ok && len(head) > 0 && alphaAt(head, 0) && plainName(head) && plainName(strings.ReplaceAll(rest, ".", "")) && classesOf(head).digits == 0
}

// plainName says whether a value could be the name of a variable.
func plainName(v string) bool { return v != "" && wordBytes.End(v, 0) == len(v) }

// classCount counts what a value is made of.
type classCount struct{ letters, capitals, small, digits, signs int }

func classesOf(v string) (c classCount) {
	for i := range len(v) {
		switch b := v[i]; {
		case digitBytes[b]:
			c.digits++
		case b >= 'A' && b <= 'Z':
			c.capitals++
			c.letters++
		case b >= 'a' && b <= 'z' || b >= 0x80:
			c.small++
			c.letters++
		default:
			c.signs++
		}
	}
	return c
}

// count returns how many classes occur.
func (c classCount) count() int {
	n := 0
	for _, k := range [...]int{c.capitals, c.small, c.digits, c.signs} {
		if k > 0 {
			n++
		}
	}
	return n
}

// mixed says whether a value has digits and letters.
func mixed(v string) bool {
	c := classesOf(v)
	return c.digits > 0 && c.letters > 0
}

// tokenLike says whether a value is something random that a machine made.
func (x *secretScan) tokenLike(v string) bool {
	v = strings.TrimRight(strings.TrimSuffix(v, "%3D"), "=")
	v = strings.TrimPrefix(strings.TrimPrefix(v, "base64:"), "hex:")
	if len(v) < 16 || len(v) > maxValue || valueBytes.End(v, 0) != len(v) || !mixed(v) && !(scrambled(v) && len(v) >= 20) || placeholder(v) || expression(v) || uuid(v) && v[14] != '4' || wordy(v) || containsFold(v, "example") {
		return false
	}
	least := x.least
	if hexBytes.End(v, 0) == len(v) {
		least = min(least, hexed)
	}
	return entropy(v) >= least
}

// valueBytes are what values of tokens are made of, also escaped for a URL.
var valueBytes = scan.Bytes("0-9A-Za-z_.+/=~$%-")

// shortSecret says whether a value too short for a token is one that a person made up: Zx9!kk27.
func shortSecret(v string, span valueSpan) bool {
	c := classesOf(v)
	return (span.quoted || span.tight) && len(v) >= 8 && len(v) < 40 && !strings.ContainsAny(v, " \t") && c.digits > 0 && c.letters > 1 && !placeholder(v) && !expression(v) && !wordy(v) && !wordsAndNumbers(v) && !containsFold(v, "example") &&
		(c.count() == 4 || scrambled(v) && len(v) >= 12 && c.digits > 1)
}

// symbolic says whether a quoted value of random letters, digits and signs is a key.
func symbolic(v string) bool {
	c := classesOf(v)
	return len(v) >= 20 && len(v) <= 128 && (!strings.ContainsAny(v, " \t") || len(v) >= 48 && c.signs >= 10 && entropy(v) >= 4800) && c.count() >= 3 && c.signs >= 3 && c.digits > 0 && entropy(v) >= 3800 && !placeholder(v) && !strings.Contains(v, "://") && !strings.Contains(v, "${") && !containsFold(v, "example")
}

// passphrase says whether a quoted value is a row of words that make no sentence: four words and no one
// that labels and messages have.
func passphrase(v string) bool {
	if len(v) < 15 || len(v) > 80 {
		return false
	}
	n := 0
	for w := range strings.FieldsFuncSeq(v, func(r rune) bool { return r == ' ' || r == '-' || r == '_' || r == '.' }) {
		for i := range len(w) {
			if !alnumBytes[w[i]] && w[i] < 0x80 {
				return false
			}
		}
		if len(w) < 3 && !digitBytes[w[0]] || is(speech, w) || is(standIns, w) {
			return false
		}
		n++
	}
	return n >= 4 && n <= 8
}

// speech are words of labels and messages about passwords.
var speech = wordSet(`enter must contain forgot forgotten reset change changed required invalid incorrect wrong strength field confirm current please least characters
should can will may has have does did been being was were are its they you yours use using used provide provided login log sign user users account email at by if then than
which when where who how what why because into over under again same match matches mismatch too short long new old retype repeat show hide choose create update remember`)

func uuid(v string) bool {
	return len(v) == 36 && v[8] == '-' && v[13] == '-' && v[18] == '-' && v[23] == '-'
}

// speaking are words that names of variables hold and random values hardly ever.
var speaking = scan.NewWords([]string{"key", "token", "secret", "password", "test", "public", "private"})

// wordy says whether a value consists of words with a few digits: my-token-for-2024, a path.
func wordy(v string) bool {
	long, digits, random := 0, 0, changes(v)*5 >= len(v)*2
	for start := 0; start < len(v); {
		end := partEnd(v, start)
		switch {
		case digitBytes[v[start]]:
			digits += end - start
		case alphaAt(v, start) && end-start >= 4 && spoken(v[start:end]):
			long += end - start
		}
		start = end
	}
	return digits < 8 && (long*10 >= len(v)*6 && !random || speaking.Holds(v))
}

// changes counts where capitals, small letters and digits follow one another.
func changes(v string) int {
	n := 0
	for i := 1; i < len(v); i++ {
		if alnumBytes[v[i]] && alnumBytes[v[i-1]] && caseOf(v[i]) != caseOf(v[i-1]) {
			n++
		}
	}
	return n
}

// caseOf tells digits, capitals and small letters of ASCII apart.
func caseOf(b byte) byte { return b & 0x60 }

// scrambled says whether letters change their case too often for words.
func scrambled(v string) bool {
	return len(v) >= 10 && plainName(v) && changes(v)*3 >= len(v) && !speaking.Holds(v)
}

// spoken says whether letters have as many vowels as words have.
func spoken(v string) bool {
	n := 0
	for i := range len(v) {
		if strings.IndexByte("aeiouyAEIOUY", v[i]) >= 0 || v[i] >= 0x80 {
			n++
		}
	}
	return n*5 > len(v)
}
