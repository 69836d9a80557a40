package text

import (
	"strings"
	"testing"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

func TestCountLines(t *testing.T) {
	for text, want := range map[string]int{"": 0, "a": 1, "a\n": 1, "\n": 1, "a\n\n": 2, "a\nb": 2, "\r\n": 1} {
		if got := CountLines(text); got != want {
			t.Errorf("CountLines(%q) = %d, not %d", text, got, want)
		}
	}
}

// Lines put together are the text, and CountLines counts them.
func TestNextLine(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.StringOf(rapid.SampledFrom([]rune("ab\n\r"))).Draw(t, "text")
		n := 0
		var b strings.Builder
		for at, end, next := 0, 0, 0; at < len(s); at = next {
			end, next = NextLine(s, at)
			if strings.Contains(s[at:end], "\n") || next > end && s[end:next] != "\n" {
				t.Fatalf("line %q%q", s[at:end], s[end:next])
			}
			b.WriteString(s[at:next])
			n++
		}
		if b.String() != s || n != CountLines(s) {
			t.Fatalf("%q: %d lines, %q", s, n, b.String())
		}
	})
}

func TestPlainASCII(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := string(rapid.SliceOf(rapid.SampledFrom([]byte("aaaaaaaa ~\n\t\x00\x1f\x7f\x80\xff\r"))).Draw(t, "bytes"))
		at := rapid.IntRange(0, len(s)).Draw(t, "at")
		want := at
		for want < len(s) && (s[want] >= 0x20 && s[want] < 0x7F || s[want] == '\n' || s[want] == '\t') {
			want++
		}
		if got := PlainASCII(s, at); got != want {
			t.Fatalf("PlainASCII(%q, %d) = %d, not %d", s, at, got, want)
		}
	})
}

func TestFold(t *testing.T) {
	for _, c := range []struct{ names, text, want string }{
		{"", " A  b ", " A  b "},
		{"spaces", " A \n\t b\u00A0", "A b"},
		{"case", "Straße ÉA", "straße éa"},
		{"digits", "2021-12-31, 4٣", "0-0-0, 0"},
		{"digits spaces", "1 2  3", "0 0 0"},
		{"punctuation", "Hello, world! €5", "Hello world 5"},
		{"punctuation spaces", " - Hello - world - ", "Hello world"},
		{"punctuation digits", "1,000.5", "0"},
		{"nfc", "e\u0301", "é"},
		{"nfc case", "E\u0301", "é"},
	} {
		if got := string(NewFold(strings.Fields(c.names)).Append(nil, c.text)); got != c.want {
			t.Errorf("%s of %q is %q, not %q", c.names, c.text, got, c.want)
		}
	}
}

// Folding twice is folding once, it appends, and what it calls equal is equal.
func TestFoldLaws(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := NewFold(rapid.SliceOf(rapid.SampledFrom(FoldNames())).Draw(t, "fold"))
		s := genText().Draw(t, "text")
		once := string(f.Append([]byte("x"), s))
		if once[0] != 'x' {
			t.Fatal("does not append")
		}
		once = once[1:]
		if f.Punctuation || f.Case {
			f.NFC = false // they can bring a letter and a mark together; keys are folded once
		}
		if twice := string(f.Append(nil, once)); twice != once {
			t.Fatalf("%+v of %+q is %+q, of that %+q", f, s, once, twice)
		}
		if a, b := f.Append(nil, norm.NFD.String(s)), f.Append(nil, s); f.NFC && string(a) != string(b) {
			t.Fatalf("%+q and its NFD differ: %+q, %+q", s, b, a)
		}
	})
}

func BenchmarkFold(b *testing.B) {
	s := strings.Repeat("The ferry is back, isn't it? It cost 1,234.5 in 2021.\n", 2000)
	f := Fold{NFC: true, Spaces: true}
	var buf []byte
	b.SetBytes(int64(len(s)))
	b.ReportAllocs()
	for b.Loop() {
		buf = f.Append(buf[:0], s)
	}
}
