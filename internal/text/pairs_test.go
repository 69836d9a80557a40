package text

import (
	"strings"
	"testing"
)

func pairsOf(word string) int {
	sum, last := 0, uint8(0)
	for _, r := range word {
		class := PairClass(r)
		sum += PairScore(last, class)
		last = class
	}
	return sum + PairScore(last, 0)
}

// Words of languages that the table was not learned from gain, letters at random lose.
func TestPairs(t *testing.T) {
	for _, word := range strings.Fields("quarantine Wissenschaft résumé pieniądze người Übung Ελλάδα государство правительство tervetuloa") {
		if got := pairsOf(word); got <= 0 {
			t.Errorf("%s: %d", word, got)
		}
	}
	for _, word := range strings.Fields("xkqjv plmrtq wqzzkf asdfghjkl zxcvbnm фжщлкъ ξφψβκθ") {
		if got := pairsOf(word); got >= 0 {
			t.Errorf("%s: %d", word, got)
		}
	}
}

func TestPairClass(t *testing.T) {
	for _, c := range []struct {
		a, b rune
	}{{'a', 'Á'}, {'l', 'Ł'}, {'o', 'Ộ'}, {'ж', 'Ж'}, {'е', 'Ё'}, {'σ', 'ς'}, {'ω', 'Ώ'}} {
		if PairClass(c.a) == 0 || PairClass(c.a) != PairClass(c.b) {
			t.Errorf("%c is %d, %c is %d", c.a, PairClass(c.a), c.b, PairClass(c.b))
		}
	}
	for _, r := range []rune{'7', ' ', '漢', 'ก', 'ب', '\u2000', -1, 0x10FFFF} {
		if PairClass(r) != 0 {
			t.Errorf("%U is %d", r, PairClass(r))
		}
	}
}
