package check

import (
	"bytes"
	"testing"
)

// Published examples of each scheme, and what a changed digit makes of them.
func TestDigits(t *testing.T) {
	for _, c := range []struct {
		name  string
		check func([]byte) bool
		good  []string
	}{
		{"Luhn", Luhn, []string{"4111111111111111", "378282246310005", "79927398713"}},
		{"Mod11x10", Mod11x10, []string{"86095742719", "69435151530"}},
		{"Mod11x2", Mod11x2, []string{"11010519491231002X", "07940"}},
		{"Verhoeff", Verhoeff, []string{"2363", "123451"}},
		{"EAN", EAN, []string{"9783161484100", "7569217076985"}},
		{"IBAN", IBAN, []string{"DE89370400440532013000", "GB82WEST12345698765432", "FR1420041010050500013M02606", "NO9386011117947"}},
	} {
		for _, good := range c.good {
			if !c.check([]byte(good)) {
				t.Errorf("%s: %s does not pass", c.name, good)
			}
			for i := range good {
				b := []byte(good)
				if b[i] < '0' || b[i] > '9' {
					continue
				}
				b[i] = '0' + (b[i]-'0'+1)%10
				if c.check(b) {
					t.Errorf("%s: %s passes", c.name, b)
				}
			}
		}
	}
}

func TestSums(t *testing.T) {
	if got := Mod([]byte("12345678901234567890"), 97); got != 3 {
		t.Errorf("Mod is %d", got)
	}
	if got := Sum([]byte("123"), []int{3, -1, 2}, 11); got != 7 {
		t.Errorf("Sum is %d", got)
	}
	if Mod([]byte("1x"), 7) != -1 || Sum([]byte("1"), []int{1, 1}, 7) != -1 {
		t.Error("what is no digit counts")
	}
}

func TestKeys(t *testing.T) {
	for _, s := range []string{"1BvBMSEYstWetqTFn5Au4m4GFg7xJaNVN2", "3J98t1WpEZ73CNmQviecrnyiWrnqRhWNLy"} {
		if body, ok := Base58(s, ""); !ok || len(body) != 21 {
			t.Errorf("%s: %v %d", s, ok, len(body))
		}
		if _, ok := Base58(s[:20]+"z"+s[21:], ""); ok {
			t.Errorf("%s passes when changed", s)
		}
	}
	for _, s := range []string{"bc1qar0srrr7xfkvy5l643lydnw9re59gtzzwf5mdq", "A12UEL5L", "bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0"} {
		if !Bech32(s) {
			t.Errorf("%s does not pass", s)
		}
		if Bech32(s[:len(s)-1]+"7") || Bech32("x"+s) {
			t.Errorf("%s passes when changed", s)
		}
	}
	if !CRC62("00000000000000000000000000000000"+"2wjyrI") || CRC62("00000000000000000000000000000001"+"2wjyrI") {
		t.Error("CRC62 is not what the tokens of GitHub end with")
	}
	if CRC62("abcdefgh") || CRC62("") {
		t.Error("CRC62 of nothing passes")
	}
}

func FuzzChecks(f *testing.F) {
	f.Add("DE89370400440532013000")
	f.Fuzz(func(t *testing.T, s string) {
		b := []byte(s)
		for _, check := range []func([]byte) bool{Luhn, Mod11x10, Mod11x2, Verhoeff, EAN, IBAN} {
			check(bytes.Clone(b))
		}
		Base58(s, "")
		Bech32(s)
		CRC62(s)
	})
}
