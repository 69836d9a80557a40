package garble

import (
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"strconv"
	"strings"
)

// Rand is the seeded source of everything that a Kind draws.
type Rand struct{ *rand.Rand }

// NewRand returns the source for a name: other names give other numbers under the same seed.
func NewRand(seed uint64, name string) *Rand {
	h := fnv.New64a()
	h.Write([]byte(name)) // never fails
	return &Rand{rand.New(rand.NewPCG(seed, h.Sum64()))}
}

// Pick returns one of xs.
func Pick[T any](r *Rand, xs []T) T { return xs[r.IntN(len(xs))] }

// Between returns a number of [lo, hi].
func (r *Rand) Between(lo, hi int) int { return lo + r.IntN(hi-lo+1) }

// Percent is true n times in a hundred.
func (r *Rand) Percent(n int) bool { return r.IntN(100) < n }

// The alphabets of Of.
const (
	Digits   = "0123456789"
	HexLower = "0123456789abcdef"
	HexUpper = "0123456789ABCDEF"
	Lower    = "abcdefghijklmnopqrstuvwxyz"
	Upper    = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
	Alnum    = Upper + Lower + Digits
	Base64   = Alnum + "+/"
)

// Of returns n bytes of an ASCII alphabet.
func (r *Rand) Of(alphabet string, n int) string {
	b := make([]byte, n)
	for i := range b {
		b[i] = alphabet[r.IntN(len(alphabet))]
	}
	return string(b)
}

// Number returns n digits, the first of them not 0.
func (r *Rand) Number(n int) string { return r.Of("123456789", 1) + r.Of(Digits, n-1) }

var words = strings.Fields(`anchor basin candle dike ember ferry gravel harbour inlet jetty kettle lantern mooring nettle orchard
	pebble quarry rudder saddle timber umber valley willow yarrow barrel cinder drizzle fennel hollow ledger marble needle`)

// Word returns a small word of a few letters.
func (r *Rand) Word() string { return Pick(r, words) }

// Shape fills a pattern in. What stands in ‹ › is drawn: d4 digits (the first not 0), D4 digits, x8 X8 hex,
// a8 letters and digits, l8 small ones, u8 capitals, b8 base64, n a small number, w a word, W the
// same with a capital, and host, url, uuid, date, time. All other text stands as it is.
func (r *Rand) Shape(pattern string) string {
	var b strings.Builder
	for {
		before, rest, found := strings.Cut(pattern, "‹")
		b.WriteString(before)
		if !found {
			return b.String()
		}
		token, after, _ := strings.Cut(rest, "›")
		b.WriteString(r.token(token))
		pattern = after
	}
}

// Shapes fills in one of the patterns.
func (r *Rand) Shapes(patterns []string) string { return r.Shape(Pick(r, patterns)) }

func (r *Rand) token(token string) string {
	switch token {
	case "n":
		return strconv.Itoa(r.Between(2, 97))
	case "w":
		return r.Word()
	case "W":
		return title(r.Word())
	case "host":
		return r.Word() + "." + Pick(r, hosts)
	case "url":
		return "https://" + r.Word() + "." + Pick(r, hosts) + "/" + r.Word() + "/" + r.Word()
	case "uuid":
		return r.Of(HexLower, 8) + "-" + r.Of(HexLower, 4) + "-4" + r.Of(HexLower, 3) + "-a" + r.Of(HexLower, 3) + "-" + r.Of(HexLower, 12)
	case "date":
		return fmt.Sprintf("20%02d-%02d-%02d", r.Between(10, 25), r.Between(1, 12), r.Between(1, 28))
	case "time":
		return fmt.Sprintf("%02d:%02d:%02d", r.IntN(24), r.IntN(60), r.IntN(60))
	}
	return r.counted(token)
}

// hosts are names that nobody can own.
var hosts = []string{"example.org", "example.com", "example.net"}

var alphabets = map[byte]string{'D': Digits, 'x': HexLower, 'X': HexUpper, 'a': Alnum, 'l': Lower + Digits, 'u': Upper + Digits,
	'b': Base64, 's': Lower, 'S': Upper}

func (r *Rand) counted(token string) string {
	n, err := strconv.Atoi(token[1:])
	if err != nil {
		panic("unknown token " + token) // a fault in a pattern of this package
	}
	if token[0] == 'd' {
		return r.Number(n)
	}
	return r.Of(alphabets[token[0]], n)
}

// title sets the first letter of an ASCII word large.
func title(w string) string { return strings.ToUpper(w[:1]) + w[1:] }
