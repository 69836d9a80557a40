package text

import (
	"strings"
	"testing"
)

// NextWord finds what NextRun finds; its hash is that of the small form wherever the word stands.
func TestNextWord(t *testing.T) {
	s := "The Quay's iPhone ÉTÉ été Élan naïve ДОМ Дом дом Łódź ok a Å e\u0301t x\u0301 日本 ქართ CPU internationalisation Internationalisation MacLeod Ὀδός I"
	seen := map[string]uint64{}
	for at := 0; ; {
		start, end := NextRun(s, at)
		w := NextWord(s, at)
		if w.Start != start || w.End != end {
			t.Fatalf("[%d,%d), not [%d,%d)", w.Start, w.End, start, end)
		}
		if start == end {
			break
		}
		word := s[start:end]
		if word != "" && w.Hash != FoldHash(word) || w.Hash != FoldHash(strings.ToLower(word)) {
			t.Errorf("%q has another hash alone or small", word)
		}
		low := strings.ToLower(word)
		for other, hash := range seen {
			if (hash == w.Hash) != (other == low) {
				t.Errorf("%q and %q", other, low)
			}
		}
		seen[low] = w.Hash
		at = end
	}
}

func TestShape(t *testing.T) {
	for word, want := range map[string]Shape{"boat": Small, "été": Small, "Boat": Title, "Éva": Title, "I": Title, "CPU": Upper, "ÉTÉ": Upper,
		"iPhone": Mixed, "McKay": Mixed, "eÉ": Mixed, "日本": Uncased, "ქართ": Uncased, "ǅep": Title, "Łódź": Title} {
		if got := NextWord("("+word, 0).Shape; got != want {
			t.Errorf("%q has shape %d, not %d", word, got, want)
		}
	}
}

func TestFunctionSet(t *testing.T) {
	for word, set := range functionWords {
		if got := FunctionSet(FoldHash(word)); got != Tongues(set) {
			t.Errorf("%q is of %b, not %b", word, got, set)
		}
	}
	if FunctionSet(FoldHash("boat")) != 0 {
		t.Error("boat is a function word")
	}
}

func BenchmarkTongueOf(b *testing.B) {
	s := strings.Repeat("The ferry is back in service, and the pilots of Korrin return to work. It left at the pier. ", 20)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		TongueOf(s)
	}
}

func BenchmarkNextWord(b *testing.B) {
	s := strings.Repeat("The ferry is back in service, and the pilots of Korrin return to work. It left at the pier. ", 200)
	b.SetBytes(int64(len(s)))
	for b.Loop() {
		for at := 0; at < len(s); {
			at = NextWord(s, at).End
		}
	}
}
