package sketch

import (
	"encoding/binary"
	"fmt"
	"maps"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
	"pgregory.net/rapid"
)

// plainWords is the definition of words, a character at a time.
func plainWords(s Shingling, text string) (out []string) {
	if s.NFC {
		text = norm.NFC.String(text)
	}
	word, alone, digits := "", false, false
	flush := func() {
		if word != "" {
			out = append(out, word)
		}
		word, alone, digits = "", false, false
	}
	for _, r := range text {
		lower := r
		if s.Case {
			lower = unicode.ToLower(r)
		}
		switch kind := classify(r); {
		case kind == none:
		case kind == mark:
			if word != "" {
				word += string(lower)
			}
		case kind == solo:
			flush()
			word, alone = string(lower), true
		case kind == letter || kind == digit:
			if alone {
				flush()
			}
			if kind == digit && s.Digits {
				if !digits {
					word += "0"
				}
				digits = true
				continue
			}
			word += string(lower)
			digits = false
		default:
			flush()
		}
	}
	flush()
	return out
}

// plainHash is the hash of a word, a byte at a time.
func plainHash(k Key, word string) uint64 {
	h := uint64(mixA)
	for i := 0; i < len(word); i += 8 {
		var b [8]byte
		copy(b[:], word[i:])
		h = mum(binary.LittleEndian.Uint64(b[:])^k.word, h)
	}
	return h
}

// plainShingles hashes each shingle from its words alone.
func plainShingles(s Shingling, k Key, hashes []uint64, text string) (out []uint64) {
	poly := func(hs []uint64) (p uint64) {
		for _, h := range hs {
			p = p*base + h
		}
		return p
	}
	switch {
	case len(hashes) == 0 && strings.TrimSpace(text) != "":
		out = append(out, mum(k.hashBytes(strings.TrimSpace(text))^k.shingle, mixA))
	case len(hashes) > 0 && len(hashes) < s.Length:
		out = append(out, mum(poly(hashes)^(k.short+uint64(len(hashes))*golden)^k.shingle, mixA))
	}
	for i := 0; i+s.Length <= len(hashes); i++ {
		out = append(out, mum(poly(hashes[i:i+s.Length])^k.shingle, mixA))
	}
	return out
}

func shinglesOf(s Shingling, k Key, texts ...string) (out []uint64) {
	newCutter(s, k).cut(texts, func(hs []uint64) { out = append(out, hs...) })
	return out
}

// pieces make texts in which every path meets every other at every place of a block.
var pieces = []string{"the", "Harbour", "quay's", "A", " ", "  ", "\n", ", ", "internationalisation", "sixteen-bytes-ok", "abcdefgh",
	"naïve", "e\u0301", "\u0301", "İ", "ẞ", "Ångström", "Å", "“quoted”", "—", "2024", "a1b22", "٣٤", "漢字かな", "ラーメン", "กำลัง", "ភាសា", "co\u00ADop",
	"x\u200Dy", "👍", "𝒜", "\x00", "\ufffd", strings.Repeat("w", 300), strings.Repeat("long ", 40),
	// What composing changes, and what only looks as if: marks in and out of order, many of them, letters
	// of which Hangul is composed, marks that stand in two letters, a character of its own in NFC.
	"ผู้", "\u0E48\u0E38", "\u0323\u0301", "\u0301\u0323", "a\u0328\u0301", "שָּׁ", strings.Repeat("\u0E38", 19), strings.Repeat("\u0301", 33), strings.Repeat("\u0316", 28),
	"\u1112\u1161\u11AB", "가\u11A8", "\u09C7", "\u09BE", "\u0F71\u0F72", "\u2126", "\u2ADC", "\u0338", "=", "\u3000", "\u00A0", "\u0085",
	strings.Repeat("字", 254), strings.Repeat("ক", 63), "བོད་སྐད་", "မြန်မာ", "ພາສາລາວ", "７", "\xff", "\xe5\xad"}

func drawText(t *rapid.T) string {
	return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 120).Draw(t, "pieces"), "")
}

func TestShinglesAgainstPlain(t *testing.T) {
	k := NewKey(7)
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		s := Shingling{Length: rapid.IntRange(1, 6).Draw(t, "length"), NFC: rapid.Bool().Draw(t, "nfc"), Case: rapid.Bool().Draw(t, "case"), Digits: rapid.Bool().Draw(t, "digits")}
		var hashes []uint64
		words := plainWords(s, text)
		for _, w := range words {
			hashes = append(hashes, plainHash(k, w))
		}
		if got, want := shinglesOf(s, k, text), plainShingles(s, k, hashes, text); !slices.Equal(got, want) {
			t.Fatalf("%+v: %q: words %q: %d shingles, want %d", s, text, words, len(got), len(want))
		}
	})
}

// plainCharacters is the definition of characters, with nothing but strings.
func plainCharacters(s Shingling, text string) (out []rune) {
	if s.NFC {
		text = norm.NFC.String(text)
	}
	text = strings.Map(func(r rune) rune {
		switch kind := classify(r); {
		case kind == none:
			return -1
		case kind == digit && s.Digits:
			return '0'
		case s.Case:
			return unicode.ToLower(r)
		}
		return r
	}, text)
	for _, r := range strings.Join(strings.Fields(text), " ") {
		if n := len(out); !s.Digits || r != '0' || n == 0 || out[n-1] != '0' {
			out = append(out, r)
		}
	}
	return out
}

func TestCharactersAgainstPlain(t *testing.T) {
	k := NewKey(7)
	rapid.Check(t, func(t *rapid.T) {
		text := drawText(t)
		s := Shingling{Length: rapid.IntRange(1, 12).Draw(t, "length"), Characters: true, NFC: rapid.Bool().Draw(t, "nfc"), Case: rapid.Bool().Draw(t, "case"), Digits: rapid.Bool().Draw(t, "digits")}
		var hashes []uint64
		for _, r := range plainCharacters(s, text) {
			hashes = append(hashes, mum(uint64(r)^k.char, mixA))
		}
		if got, want := shinglesOf(s, k, text), plainShingles(s, k, hashes, text); !slices.Equal(got, want) {
			t.Fatalf("%+v: %q: %d shingles, want %d", s, text, len(got), len(want))
		}
	})
}

// A character and what composes with it may lie in two blocks, of each length.
func TestBlocksEndBeforeACharacter(t *testing.T) {
	k := NewKey(7)
	for n := range 2 * gatherMost {
		for _, end := range []string{"e\u0301", "\u1112\u1161\u11AB", "\u0E38\u0E48", "\u0E48\u0E38", "ก\u0E48\u0E38", "=\u0338"} {
			text := strings.Repeat("字", n) + end + "字"
			chars := Shingling{Length: 1, Characters: true, NFC: true}
			var want []uint64
			for _, r := range plainCharacters(chars, text) {
				want = append(want, mum(uint64(r)^k.char, mixA))
			}
			if got := shinglesOf(chars, k, text); !slices.Equal(got, plainShingles(chars, k, want, text)) {
				t.Fatalf("%d characters before %+q: other characters", n, end)
			}
			words := Shingling{Length: 1, NFC: true}
			want = nil
			for _, w := range plainWords(words, text) {
				want = append(want, plainHash(k, w))
			}
			if got := shinglesOf(words, k, text); !slices.Equal(got, plainShingles(words, k, want, text)) {
				t.Fatalf("%d characters before %+q: other words", n, end)
			}
		}
	}
}

// What gather takes for settled is what composing would leave as it is, for every character beside a few
// others, and it takes nearly everything that is composed for settled.
func TestGatherAgainstNorm(t *testing.T) {
	c := newCutter(Shingling{Length: 5, NFC: true}, NewKey(1))
	looked, settled := 0, 0
	for r := rune(0x80); r <= unicode.MaxRune; r++ {
		if !utf8.ValidRune(r) || r > 0x30000 && r < 0xE0000 || r >= 0xF0000 {
			continue
		}
		for _, text := range []string{string(r), "a" + string(r), string(r) + "\u0316", "\u0E38" + string(r), string(r) + "\u0E38"} {
			_, _, ok := c.gather(text, true)
			same := norm.NFC.String(text) == text
			if ok && !same {
				t.Fatalf("%+q is not composed", text)
			}
			if looked++; ok == same {
				settled++
			}
		}
	}
	if looked-settled > looked/100 {
		t.Errorf("%d of %d texts are composed for nothing", looked-settled, looked)
	}
	t.Logf("%d of %d texts are composed for nothing", looked-settled, looked)
}

// What counts as equal gives equal shingles, and what does not does not.
func TestShinglesEqual(t *testing.T) {
	plain, all := Shingling{Length: 2}, Shingling{Length: 2, NFC: true, Case: true, Digits: true}
	for _, c := range []struct{ a, b string }{
		{"The ferry, again.", "the FERRY again"}, {"Cafe\u0301 noir du port", "CAFÉ noir du port"}, {"room 12 at 9", "room 7 at 10"},
		{"ÉTÉ À L'ÎLE", "été à l'île"}, {"co\u00ADoperate with us", "cooperate with us"},
	} {
		if !slices.Equal(shinglesOf(all, NewKey(1), c.a), shinglesOf(all, NewKey(1), c.b)) {
			t.Errorf("%q and %q differ", c.a, c.b)
		}
		if slices.Equal(shinglesOf(plain, NewKey(1), c.a+"X"), shinglesOf(plain, NewKey(1), c.b)) {
			t.Errorf("%q and %q are equal", c.a, c.b)
		}
	}
	if n := len(shinglesOf(Shingling{Length: 3}, NewKey(1), "漢字が好きです")); n != 5 {
		t.Errorf("%d shingles of seven characters", n)
	}
}

// Words of texts in scripts without spaces are their characters, each with its marks; words of other
// scripts between them stay whole. Tibetan puts a mark behind each syllable, which is the word there.
func TestScriptsWithoutSpaces(t *testing.T) {
	s := Shingling{Length: 1, NFC: true, Case: true}
	for text, want := range map[string]string{
		"渡轮今天恢复通航。":            "渡 轮 今 天 恢 复 通 航",
		"フェリーは再開、半角ｶﾅも":        "フ ェ リー は 再 開 半 角 ｶ ﾅ も",
		"เรือข้ามฟากกลับมา":    "เ รื อ ข้ า ม ฟ า ก ก ลั บ ม า",
		"ភាសាខ្មែរ":            "ភា សា ខ្ មែ រ",
		"ພາສາລາວ ນີ້":          "ພ າ ສ າ ລ າ ວ ນີ້",
		"မြန်မာ":               "မြ န် မာ",
		"བོད་སྐད་ཀྱི་ཡིག":      "བོད སྐད ཀྱི ཡིག",
		"新的iPhone15手机，USB-C接口": "新 的 iphone15 手 机 usb c 接 口",
		"한국어는 띄어 쓴다":           "한국어는 띄어 쓴다",
	} {
		var hashes []uint64
		for _, w := range strings.Fields(want) {
			hashes = append(hashes, plainHash(NewKey(1), norm.NFC.String(w)))
		}
		if got := shinglesOf(s, NewKey(1), text); !slices.Equal(got, plainShingles(s, NewKey(1), hashes, text)) {
			t.Errorf("%q: %d words, not %q; plain says %q", text, len(got), want, plainWords(s, text))
		}
	}
}

// Texts too short for a shingle are one; white space is none.
func TestShortTexts(t *testing.T) {
	s := Shingling{Length: 5, Case: true}
	for text, n := range map[string]int{"": 0, " \n\t ": 0, "!": 1, "one": 1, "one two three four": 1, "one two three four five": 1, "1 2 3 4 5 6": 2} {
		if got := shinglesOf(s, NewKey(1), text); len(got) != n {
			t.Errorf("%q has %d shingles", text, len(got))
		}
	}
	for _, c := range []struct {
		a, b  string
		equal bool
	}{{"One two", "one, two!", true}, {"one two", "two one", false}, {"!?", " !?\n", true}, {"!?", "?!", false}, {"a", "a a", false}} {
		if slices.Equal(shinglesOf(s, NewKey(1), c.a), shinglesOf(s, NewKey(1), c.b)) != c.equal {
			t.Errorf("%q and %q", c.a, c.b)
		}
	}
}

// Shingles don't reach from one column into the next, and columns don't stand for each other.
func TestColumns(t *testing.T) {
	s := Shingling{Length: 2}
	k := NewKey(3)
	ab, ba := shinglesOf(s, k, "a b", "c d"), shinglesOf(s, k, "c d", "a b")
	if len(ab) != 2 || slices.Contains(ba, ab[0]) || slices.Equal(ab, shinglesOf(s, k, "a b c d")) {
		t.Error("columns run into each other")
	}
}

func TestMaskAgainstPlain(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	for n := range 40 {
		b := make([]byte, n*maskBlock+n)
		for i := range b {
			b[i] = byte(r.Uint32())
			if r.IntN(3) > 0 {
				b[i] = "azAZ09/:@[`{ \x7f\x80\xff"[r.IntN(16)]
			}
		}
		want, got := make([]uint64, n), make([]uint64, n)
		maskPlain(want, string(b))
		masks(got, string(b))
		if !slices.Equal(got, want) {
			t.Fatalf("%d blocks: %x, want %x", n, got, want)
		}
		for i := range n * maskBlock {
			c := b[i]
			word := c >= 0x80 || c >= '0' && c <= '9' || c|0x20 >= 'a' && c|0x20 <= 'z'
			if want[i/maskBlock]>>(i%maskBlock)&1 == 1 != word {
				t.Fatalf("byte %#x is wrong", c)
			}
		}
		if n > 0 && maskTail(string(b[:maskBlock-1])) != want[0]&(1<<(maskBlock-1)-1) {
			t.Fatal("the tail differs")
		}
	}
}

// plainSignature fills the bins as the paper says, over the set.
func plainSignature(k Key, set []uint64, size int) []uint64 {
	bins := make([]uint64, size)
	for i := range bins {
		bins[i] = vacant
	}
	for round := range 2 * size {
		next := slices.Clone(bins)
		for _, x := range set {
			y := x
			if round > 0 {
				y = mum(x^(k.round+uint64(round)*golden), mixB)
			}
			b := round - size
			if round < size {
				b = int(mulHigh(y, uint64(size)))
			}
			if bins[b] == vacant {
				next[b] = min(next[b], y)
			}
		}
		bins = next
	}
	return bins
}

func mulHigh(a, b uint64) uint64 {
	const low = 1<<32 - 1
	t := (a & low) * b
	return ((a>>32)*b + t>>32) >> 32 // b is small
}

// A long text, a short one, one of few different shingles: all have the signature of their set.
func TestSignatureAgainstPlain(t *testing.T) {
	k, s := NewKey(9), Shingling{Length: 3, Case: true}
	g := rand.New(rand.NewPCG(5, 5))
	for _, text := range []string{"one", "one two three four", words(g, 60, 1000), words(g, 3000, 2), words(g, 200000, 2), words(g, 150000, 3000), strings.Repeat("a ", 300000)} {
		for _, size := range []int{1, 6, 96, 210} {
			sk := NewSketcher(s, 1, size, k)
			keys := sk.AppendKeys(nil, []string{text})
			set := shinglesOf(s, k, text)
			slices.Sort(set)
			want := plainSignature(k, slices.Compact(set), size)
			if !slices.Equal(sk.sig.bins, want) || len(keys) != 1 {
				t.Fatalf("%d bytes, %d values: another signature", len(text), size)
			}
		}
	}
}

func words(g *rand.Rand, n, vocabulary int) string {
	var b strings.Builder
	for range n {
		fmt.Fprintf(&b, "w%d ", g.IntN(vocabulary))
	}
	return b.String()
}

// The share of equal values is an estimate of the similarity, on short texts a better one than
// drawing with replacement gives.
func TestSignatureEstimates(t *testing.T) {
	g := rand.New(rand.NewPCG(1, 1))
	const size, trials = 112, 2000
	for _, c := range []struct {
		n    int
		most float64
	}{{26, 0.035}, {96, 0.04}, {1000, 0.05}} {
		var bias, square float64
		for range trials {
			shared := g.IntN(c.n)
			a, b := make([]uint64, c.n), make([]uint64, c.n)
			for i := range a {
				a[i], b[i] = g.Uint64(), g.Uint64()
				if i < shared {
					b[i] = a[i]
				}
			}
			want := float64(shared) / float64(2*c.n-shared)
			x, y := plainSignatureOf(a, size), plainSignatureOf(b, size)
			equal := 0
			for i := range x {
				if x[i] == y[i] {
					equal++
				}
			}
			d := float64(equal)/size - want
			bias, square = bias+d/trials, square+d*d/trials
		}
		if rmse := math.Sqrt(square); math.Abs(bias) > 0.004 || rmse > c.most {
			t.Errorf("%d shingles: bias %.4f, error %.4f", c.n, bias, rmse)
		}
	}
}

func plainSignatureOf(set []uint64, size int) []uint64 {
	s := newSignature(size, NewKey(2))
	s.begin()
	s.first(set)
	s.endFirst()
	for i := 1; s.left > 0; i++ {
		s.further(i, set)
		s.endRound()
	}
	return s.bins
}

func TestRecordAgainstSet(t *testing.T) {
	g := rand.New(rand.NewPCG(3, 3))
	s := Shingling{Length: 2}
	sk := NewSketcher(s, 4, 4, NewKey(1))
	for _, text := range []string{"", "a", "a b c a b c", words(g, 443, 900), words(g, 5000, 3), words(g, 900000, 400), words(g, 500000, 1<<30), words(g, 2300000, 1<<40), strings.Repeat("a ", 3000000)} {
		rec := sk.AppendRecord(nil, []string{text})
		set := map[uint64]bool{}
		for _, h := range shinglesOf(s, NewKey(1), text) {
			set[h] = true
		}
		want := appendHashes(nil, slices.Sorted(maps.Keys(set)))
		if !slices.Equal(rec, want) {
			t.Fatalf("%d bytes: record of %d hashes, want %d", len(text), len(rec)/8, len(want)/8)
		}
	}
}

func TestSimilarity(t *testing.T) {
	rec := func(hs ...uint64) []byte { return appendHashes(nil, hs) }
	for _, c := range []struct {
		a, b []byte
		want float64
	}{
		{rec(), rec(), 0}, {rec(1), rec(), 0}, {rec(1), rec(1), 1}, {rec(1, 2, 3, 4), rec(1, 2, 3, 4, 5), 0.8},
		{rec(1, 5, 9), rec(2, 5, 10), 0.2}, {rec(1 << 63), rec(1, 1<<63), 0.5},
	} {
		if got := Similarity(c.a, c.b); got != c.want || Similarity(c.b, c.a) != c.want {
			t.Errorf("%v, want %v", got, c.want)
		}
		if got := Similarity(c.a, c.b); got > 0 && !Reaches(c.a, c.b, got) {
			t.Errorf("%v is out of reach", got)
		}
	}
	if Reaches(rec(1, 2, 3), rec(1, 2, 3, 4), 0.8) {
		t.Error("three of four can't be 0.8")
	}
}

func TestSolve(t *testing.T) {
	for _, c := range []struct {
		threshold   float64
		bands, rows int
	}{{0.8, 23, 6}, {0.7, 26, 4}, {0.5, 52, 3}, {0.4, 105, 3}, {0.9, 15, 9}, {1, 1, 144}, {0.2, 170, 2}} {
		if b, r := Solve(c.threshold); b != c.bands || r != c.rows {
			t.Errorf("%v: %d × %d, want %d × %d", c.threshold, b, r, c.bands, c.rows)
		}
	}
	for i := 20; i <= 100; i++ {
		b, r := Solve(float64(i) / 100)
		if Chance(float64(i)/100, b, r) < Needed-1e-12 || b*r > MaxValues {
			t.Errorf("%d %%: %d × %d gives %v", i, b, r, Chance(float64(i)/100, b, r))
		}
	}
	if got := FalseShare(0.8, 16, 6); math.Abs(got-0.2192) > 0.0005 {
		t.Errorf("false share %v", got)
	}
}

func TestForest(t *testing.T) {
	f := NewForest(6)
	if !f.Join(4, 2) || !f.Join(5, 4) || f.Join(2, 5) || f.Root(5) != 2 || f.Root(0) != 0 {
		t.Error("joined wrongly")
	}
}

// Other seeds, other hashes: nobody can aim at one.
func TestKey(t *testing.T) {
	a, b := shinglesOf(Shingling{Length: 2}, NewKey(1), "a b c"), shinglesOf(Shingling{Length: 2}, NewKey(2), "a b c")
	if slices.Equal(a, b) {
		t.Error("the seed does not count")
	}
}

func FuzzSketcher(f *testing.F) {
	f.Add("The ferry is back.", "e\u0301 漢字")
	sk := NewSketcher(Shingling{Length: 3, NFC: true, Case: true}, 4, 2, NewKey(1))
	f.Fuzz(func(t *testing.T, a, b string) {
		n := len(sk.AppendKeys(nil, []string{a, b}))
		if rec := sk.AppendRecord(nil, []string{a, b}); n != 0 && n != 4 || (n == 0) != (len(rec) == 0) {
			t.Errorf("%d keys, %d bytes", n, len(rec))
		}
	})
}
