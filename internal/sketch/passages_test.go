package sketch

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"
)

func scanned(text string) (words []string) {
	for w := NewWordScan(text); w.Next(); {
		words = append(words, text[w.Start:w.End])
	}
	return words
}

func TestWordScan(t *testing.T) {
	for text, want := range map[string][]string{
		"":                           nil,
		" – ! ":                      nil,
		"The ferry, at 9:30.":        {"The", "ferry", "at", "9", "30"},
		"O'Brien don’t 'tis rock'n'": {"O'Brien", "don’t", "tis", "rock'n"},
		"3.14 or 1,000,000. 4.x":     {"3.14", "or", "1,000,000", "4", "x"},
		"渡轮 No7渡":                    {"渡", "轮", "No7", "渡"},
		"e\u0301te\u0301's a\u00ADb": {"e\u0301te\u0301's", "a\u00ADb"},
		"ภาษา":                       {"ภ", "า", "ษ", "า"},
		"a_b-c":                      {"a", "b", "c"},
		"\u0301x \u200b y\u200b":     {"x", "y\u200b"},
	} {
		if got := scanned(text); !slices.Equal(got, want) {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}

// A short word of ASCII is hashed where it stands as its form is.
func TestQuickHash(t *testing.T) {
	for _, fold := range []Shingling{{}, {Case: true}, {Case: true, NFC: true}} {
		p := NewPassages(fold, 4, NewKey(3))
		for _, word := range []string{"a", "A", "Ferry", "O'Brien", "3.14", "eightltr", "NINELTRSX", "sixteenletters00"} {
			h, ok := p.quick(word+strings.Repeat(" ", 16), 0, len(word))
			if want := p.key.hashForm(fold.appendWord(nil, word)); !ok || h != want {
				t.Errorf("%+v %q: %x, want %x", fold, word, h, want)
			}
		}
	}
}

// Windows that are equal share a key wherever they stand, whatever is around them.
func TestEqualWindowsShareAKey(t *testing.T) {
	for n := 2; n < 40; n++ {
		p := NewPassages(Shingling{Case: true}, n, NewKey(5))
		var window []string
		for i := range n {
			window = append(window, fmt.Sprint("w", i*i%7))
		}
		copied := strings.Join(window, " ")
		keys := p.AppendKeys(nil, []string{copied})
		if len(keys) == 0 {
			t.Fatalf("%d words: no keys", n)
		}
		for before := range 60 {
			around := strings.Repeat("x y z ", before) + copied + strings.Repeat(" q r", 60-before)
			if got := p.AppendKeys(nil, []string{around}); !slices.Contains(got, keys[0]) {
				t.Fatalf("%d words behind %d: no key shared", n, 3*before)
			}
		}
	}
}

// Whatever the text, words lie on the borders of characters, in order, and passages are of
// whole windows.
func FuzzWordScan(f *testing.F) {
	for _, s := range []string{"The ferry", "O’Brien's 3.14", "渡轮e\u0301", "ภาษา\u200b'a", "1'a’\u0301"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, text string) {
		if !utf8.ValidString(text) {
			return
		}
		last := 0
		for w := NewWordScan(text); w.Next(); last = w.End {
			if w.Start < last || w.End <= w.Start || !utf8.ValidString(text[w.Start:w.End]) {
				t.Fatalf("%q: word [%d, %d) behind %d", text, w.Start, w.End, last)
			}
		}
		p := NewPassages(Shingling{Case: true, NFC: true}, 3, NewKey(1))
		p.Whole([]string{text}, func(uint64) bool { return true }, func(_ uint64, start, end int, _ Digest) {
			if start < 0 || end-start < 3 {
				t.Fatalf("%q: passage [%d, %d)", text, start, end)
			}
		})
	})
}
