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

// scripts are what texts are drawn from, by the character or the syllable: how many bytes one has, and
// whether it asks for a closer look at its composition, differs.
var scripts = map[string][]string{
	"accents":  strings.Split("eaisnrtoludcmpévèeaisnrtoludcmpvqfbghjàxeaisnrtoludcmpvqê", ""),
	"cyrillic": strings.Split("абвгдежзийклмнопрстуфхцчшщъыьэюя", ""),
	"chinese":  strings.Split("的一是不了人我在有他这为之大来以个中上们到说国和地也子时道出", ""),
	"thai":     strings.Fields("กา ขี่ คู่ ง้ำ จุ ฉัน ชื่อ ซื้อ ญ ดี ตู้ ถึง ที่ นะ บ้าน ปู ผู้ พ่อ แม่ ยา รู้ ลูก วัน สี ห้า อีก"),
	"khmer":    strings.Fields("ក ខ្ញុំ គាត់ ង ចូល ឆ្នាំ ជា ដើម ថ្ងៃ ទៅ នៅ បាន ផ្ទះ ព្រះ ភាសា មាន យើង រៀន លើ វា សាលា ហើយ"),
	"korean":   strings.Split("가나다라마바사아자차카타파하거너더러머버서어저처커터퍼허", ""),
}

// BenchmarkScripts cuts characters of texts of several scripts, and their words.
func BenchmarkScripts(b *testing.B) {
	for script, letters := range scripts {
		g := rand.New(rand.NewPCG(1, 1))
		var text strings.Builder
		for text.Len() < 1<<20 {
			text.WriteString(letters[g.IntN(len(letters))])
			if g.IntN(7) == 0 {
				text.WriteByte(' ')
			}
		}
		for unit, s := range map[string]Shingling{"words": {Length: 5, NFC: true, Case: true}, "characters": {Length: 9, Characters: true, NFC: true, Case: true}} {
			b.Run(script+"/"+unit, func(b *testing.B) {
				c := newCutter(s, NewKey(1))
				b.SetBytes(int64(text.Len()))
				for b.Loop() {
					c.cut([]string{text.String()}, func([]uint64) {})
				}
			})
		}
	}
}

func BenchmarkKeys(b *testing.B) {
	texts, size := benchTexts()
	words := Shingling{Length: 5, NFC: true, Case: true}
	for name, n := range map[string]struct {
		s           Shingling
		bands, rows int
	}{"16x6": {words, 16, 6}, "32x4": {words, 32, 4}, "70x3": {words, 70, 3}, "characters": {Shingling{Length: 9, Characters: true, NFC: true, Case: true}, 16, 6}} {
		b.Run(name, func(b *testing.B) {
			sk := NewSketcher(n.s, n.bands, n.rows, NewKey(1))
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
