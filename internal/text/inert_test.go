package text

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// Whatever is taken to be inert is no space, as NFC wants it, and joins nothing before it.
func TestInert(t *testing.T) {
	many := 0
	for r := rune(utf8.RuneSelf); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) {
			continue
		}
		s := string(r)
		n := pastInert(s+"    ", 0)
		if n == 0 {
			continue
		}
		many++
		if n != len(s) || unicode.IsSpace(r) || !norm.NFC.PropertiesString(s).BoundaryBefore() || !norm.NFC.IsNormalString(s) {
			t.Errorf("%U is not inert, %d bytes", r, n)
		}
	}
	if many < 38_000 {
		t.Errorf("only %d characters are inert", many)
	}
}

// hardText mixes what folds care about with plain words; bytes that are no UTF-8 come last.
func hardText(rng *rand.Rand) string {
	parts := []string{" ", "  ", "\n", "\t", "\r\n", "\u00a0", "\u2028", "\u3000", "\u2003", "\u2000", "\u1680", "\u0085", "\x00", "\x1f", "e", "\u0301", "\u00e9", "\u212b",
		"か", "\u3099", "\u302a", "’", "–", "…", "\u202f", "\u205f", "漢字", "и", "\u0306", "\ud55c", "\u1100", "\u1161", "\u11a8", "가", "🙂", "Å", "𝅗𝅥", "ferry", "harbour pilot", "x", "0", "٣", "A"}
	var b strings.Builder
	for range rng.IntN(40) {
		b.WriteString(parts[rng.IntN(len(parts))])
	}
	return b.String()
}

// The fast ways give what the plain one does, character by character.
func TestFoldIsItsPlainTwin(t *testing.T) {
	rng := rand.New(rand.NewPCG(3, 4))
	spaces := Fold{Spaces: true}
	for range 50_000 {
		s := hardText(rng)
		want := norm.NFC.String(s)
		if got := nfc(s); got != want {
			t.Fatalf("nfc of %+q is %+q, want %+q", s, got, want)
		}
		plain := spaces.appendFolded([]byte("pre "), want)
		if got := (Fold{NFC: true, Spaces: true}).Append([]byte("pre "), s); !bytes.Equal(got, plain) {
			t.Fatalf("%+q gives %+q, want %+q", s, got, plain)
		}
	}
}

func FuzzAppendSpaced(f *testing.F) {
	f.Add("a  b\xe3\x80\x80c \xff")
	f.Fuzz(func(t *testing.T, s string) {
		once := appendSpaced(nil, s)
		if utf8.ValidString(s) && !bytes.Equal(once, Fold{Spaces: true}.appendFolded(nil, s)) {
			t.Errorf("%+q gives %+q", s, once)
		}
		_ = nfc(s)
	})
}

func BenchmarkFoldScripts(b *testing.B) {
	for name, s := range map[string]string{
		"english": strings.Repeat("The pilot’s boat met the ferry off the harbour – twice.\nIt was a calm day with a light wind and many small boats out. ", 40),
		"russian": strings.Repeat("Лоцманский катер встретил паром у гавани — дважды. ", 80),
		"chinese": strings.Repeat("渡轮今天恢复通航。", 150),
	} {
		b.Run(name, func(b *testing.B) {
			f, buf := Fold{NFC: true, Spaces: true}, []byte(nil)
			b.SetBytes(int64(len(s)))
			for b.Loop() {
				buf = f.Append(buf[:0], s)
			}
		})
	}
}
