package sketch

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

// prose is words of usual lengths with usual marks, 3 kB.
func prose(g *rand.Rand) string {
	var b strings.Builder
	for b.Len() < 3000 {
		for range 2 + min(g.IntN(4), g.IntN(8)) + g.IntN(4) {
			b.WriteByte(byte('a' + g.IntN(26)))
		}
		b.WriteString([]string{" ", " ", " ", " ", " ", " ", ", ", ". ", "\n"}[g.IntN(9)])
	}
	return b.String()
}

func BenchmarkMask(b *testing.B) {
	text := strings.Repeat(prose(rand.New(rand.NewPCG(1, 1)))+" ", 4)[:8192]
	var m [maskBlocks * 2]uint64
	for name, f := range map[string]func([]uint64, string){"used": masks, "plain": maskPlain} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(8192)
			for b.Loop() {
				f(m[:], text)
			}
		})
	}
}

func benchTexts() (texts []string, size int) {
	g := rand.New(rand.NewPCG(1, 1))
	for range 1000 {
		texts = append(texts, prose(g))
		size += len(texts[len(texts)-1])
	}
	return texts, size
}

func BenchmarkShingles(b *testing.B) {
	texts, size := benchTexts()
	for name, s := range map[string]Shingling{"words": {Length: 5, NFC: true, Case: true}, "digits": {Length: 5, NFC: true, Case: true, Digits: true}, "characters": {Length: 9, Characters: true, NFC: true, Case: true}} {
		b.Run(name, func(b *testing.B) {
			c := newCutter(s, NewKey(1))
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for i := range texts {
					c.cut(texts[i:i+1], func([]uint64) {})
				}
			}
		})
	}
}

func BenchmarkKeys(b *testing.B) {
	texts, size := benchTexts()
	for name, n := range map[string][2]int{"16x6": {16, 6}, "32x4": {32, 4}, "70x3": {70, 3}} {
		b.Run(name, func(b *testing.B) {
			sk := NewSketcher(Shingling{Length: 5, NFC: true, Case: true}, n[0], n[1], NewKey(1))
			var keys []uint64
			b.SetBytes(int64(size))
			b.ReportAllocs()
			for b.Loop() {
				for i := range texts {
					keys = sk.AppendKeys(keys[:0], texts[i:i+1])
				}
			}
		})
	}
}

func BenchmarkRecord(b *testing.B) {
	texts, size := benchTexts()
	sk := NewSketcher(Shingling{Length: 5, NFC: true, Case: true}, 16, 6, NewKey(1))
	var rec []byte
	b.SetBytes(int64(size))
	b.ReportAllocs()
	for b.Loop() {
		for i := range texts {
			rec = sk.AppendRecord(rec[:0], texts[i:i+1])
		}
	}
}

func BenchmarkSort(b *testing.B) {
	g := rand.New(rand.NewPCG(1, 1))
	in, hs := make([]uint64, 443), make([]uint64, 443)
	for i := range in {
		in[i] = g.Uint64()
	}
	var s sorter
	for name, f := range map[string]func([]uint64){"spread": func(h []uint64) { s.unique(h) }, "slices": slices.Sort[[]uint64]} {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				copy(hs, in)
				f(hs)
			}
		})
	}
}

func BenchmarkSimilarity(b *testing.B) {
	g := rand.New(rand.NewPCG(1, 1))
	var s sorter
	x, y := make([]uint64, 443), make([]uint64, 443)
	for i := range x {
		x[i], y[i] = g.Uint64(), g.Uint64()
		if i%5 > 0 {
			y[i] = x[i]
		}
	}
	p, q := appendHashes(nil, s.unique(x)), appendHashes(nil, s.unique(y))
	b.SetBytes(int64(len(p)))
	for b.Loop() {
		Similarity(p, q)
	}
}
