package redact

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
)

var proseAround = [][2]string{
	{"The ferry left at noon, and nobody on the quay waved.", "In the evening the lamps were lit as always."},
	{"Паром ушёл в полдень, и никто не махал ему вслед.", "Вечером, как всегда, зажгли фонари."},
	{"เรือข้ามฟากออกตอนเที่ยงและไม่มีใครโบกมือ", "ตอนเย็นเขาจุดโคมไฟเหมือนเคย"},
	{"渡船中午离开，码头上没有人挥手。", "傍晚像往常一样点起了灯。"},
	{"غادرت العبارة ظهرا ولم يلوح أحد على الرصيف.", "في المساء أضيئت المصابيح كالعادة."},
	{"Prom odpłynął w południe i nikt na nabrzeżu nie machał.", "Wieczorem jak zawsze zapalono latarnie."},
}

// hard are kinds of which less than nine tenths are found, with the reason.
var hard = map[string]string{
	"css with media": "short ones have little but words and spaces",
	"ocr":            "its scraps are too short to tell from abbreviations and formulas",
}

// What stands between two lines of prose goes, and the prose stays.
func TestGibberishKinds(t *testing.T) {
	j := junk{rand.New(rand.NewPCG(5, 6))}
	g, w := &gibberish{minChars: 40}, newDumpScan()
	for _, kind := range slices.Concat(junkKinds, formatKinds) {
		hit, all := 0, 0
		for i := range 24 {
			p, sep, dump := proseAround[i%len(proseAround)], []string{"\n", "\n\n"}[i%2], kind.make(j)
			from := len(p[0]) + len(sep)
			s := p[0] + sep + dump + sep + p[1]
			for _, f := range w.find(g, s) {
				if f.start < from || f.end > from+len(dump) {
					t.Errorf("%s: took %q", kind.name, s[f.start:f.end])
				}
				hit += f.end - f.start
			}
			all += len(dump)
		}
		if t.Logf("%-20s %.3f", kind.name, float64(hit)/float64(all)); hit*10 < all*9 && hard[kind.name] == "" {
			t.Errorf("%s: found %d of %d bytes", kind.name, hit, all)
		}
	}
}

// The quick look hides nothing: what is found with it is what is found without it.
func TestGibberishQuick(t *testing.T) {
	j := junk{rand.New(rand.NewPCG(7, 8))}
	g, quick, slow := &gibberish{minChars: 40}, newDumpScan(), newDumpScan()
	slow.slow = true
	filler := strings.Repeat(proseAround[0][0]+" ", 6)
	for _, kind := range slices.Concat(junkKinds, formatKinds) {
		differ, example := 0, ""
		for i := range 60 {
			p := proseAround[i%len(proseAround)]
			sep := []string{"\n", "\n\n", " "}[i%3]
			s := filler[:j.IntN(200)] + p[0] + sep + kind.make(j) + sep + p[1] + "\n" + filler
			a, b := quick.find(g, s), slow.find(g, s)
			if fmt.Sprint(a) != fmt.Sprint(b) {
				differ++
				example = fmt.Sprintf("%v %v %q", a, b, s)
			}
		}
		if differ > 0 {
			t.Errorf("%s: %d differ, as %.400s", kind.name, differ, example)
		}
	}
}

// benchTexts is prose as it is found: with dates, links, quotes, brackets, numbers, in several scripts.
var benchTexts = []struct{ name, s string }{
	{"clean", strings.Repeat("The ferry is back in service and the pilots return to work before the weather turns.\n", 1000)},
	{"prose", plainProse},
	{"links", strings.Repeat("See https://ferry.example.org/times/2024/may?line=7 (or \"times\", p. 12) for the hours [3]; the fare is $14.50, i.e. 20% more.\n", 500)},
	{"quotes", strings.Repeat("\"No,\" she said; \"not (yet), since 'Gannet' -- the old one -- left at 12:30 on 5 May 2019 with 1,250 people.\"\n", 500)},
	{"thai", strings.Repeat(proseAround[2][0]+" "+proseAround[2][1]+"\n", 500)},
	{"thai mixed", strings.Repeat("เมื่อวันที่ 12 พ.ค. 2567 (ดู https://example.org/th) "+proseAround[2][0]+" \"ใช่\" เขาพูด\n", 500)},
	{"russian", strings.Repeat(proseAround[1][0]+" "+proseAround[1][1]+"\n", 500)},
	{"russian mixed", strings.Repeat("По данным «Известий» (см. https://example.org/ru), 12 мая 2024 г. "+proseAround[1][0]+" — 14,5 % \"цена\".\n", 500)},
	{"chinese", strings.Repeat(proseAround[3][0]+proseAround[3][1]+"（2024年5月12日，第3页）\n", 500)},
	{"arabic", strings.Repeat(proseAround[4][0]+" "+proseAround[4][1]+"\n", 500)},
}

func BenchmarkGibberish(b *testing.B) {
	for _, text := range benchTexts {
		b.Run(text.name, func(b *testing.B) {
			g, w := &gibberish{minChars: 40}, newDumpScan()
			b.SetBytes(int64(len(text.s)))
			b.ReportAllocs()
			for b.Loop() {
				if len(w.find(g, text.s)) > 0 {
					b.Fatal("found something")
				}
			}
		})
	}
}
