package sketch

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

// bothWays hashes the rows of a text in one go and word by word.
func bothWays(s Shingling, text string) (quick, slow []uint64) {
	k := NewKey(7)
	NewGrams(s, k).Each(text, func(rows []uint64) { quick = append(quick, rows...) })
	r := NewRows(k)
	NewWords(s).Each(text, func(form []byte, _, _ int) { r.Push(form) })
	for i := s.Length; i <= r.Len(); i++ {
		slow = append(slow, r.Hash(i-s.Length, i))
	}
	return quick, slow
}

// Words that are read one by one are those that are hashed in one go.
func TestGramsByWord(t *testing.T) {
	pieces := []string{"a", "Word", "of", "seventeenletters", "seventeenletterss", "x1", "12", "3.5", "don't", "it’s", " ", "  ", "\n", ".", ", ", "-", "é", "e\u0301", "Ä",
		"\u0301", "渡", "轮", "か\u3099", "か", "ー", "ไทย", "\u200b", "\u00ad", "가", "각", "ǅ", "İ", "ß", "Σ", "₂", "Ⅳ", "م\u064f", "क्ष", "\u0344", "o\u0323\u0302", "o\u0302\u0323", "\ufeff", "\u0340", "\u2126", "\u212b"}
	rng := rand.New(rand.NewPCG(3, 9))
	for range 20000 {
		var b strings.Builder
		for range rng.IntN(40) {
			b.WriteString(pieces[rng.IntN(len(pieces))])
		}
		s := Shingling{Length: 1 + rng.IntN(4), NFC: true, Case: rng.IntN(2) == 0}
		if quick, slow := bothWays(s, b.String()); !slices.Equal(quick, slow) {
			t.Fatalf("%+v: %+q: %d rows and %d", s, b.String(), len(quick), len(slow))
		}
	}
}

func FuzzGramsByWord(f *testing.F) {
	f.Add("The ferry’s 3.5 km, e\u0301 渡轮", uint8(1))
	f.Fuzz(func(t *testing.T, text string, flags uint8) {
		if !utf8.ValidString(text) {
			t.Skip()
		}
		s := Shingling{Length: 1 + int(flags>>6), NFC: flags&1 == 0, Case: flags&2 == 0}
		if quick, slow := bothWays(s, text); !slices.Equal(quick, slow) {
			t.Fatalf("%+v: %+q: %d rows and %d", s, text, len(quick), len(slow))
		}
	})
}
