package clean

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"pgregory.net/rapid"

	"github.com/tamis-data/tamis/schema"
	"github.com/tamis-data/tamis/transform/steptest"
)

const everyMend = "{by: line, ligatures: split, width: standard, quotes: straight, newlines: lf, escapes: cut, control: cut, form: nfc}"

func TestMojibake(t *testing.T) {
	for _, c := range []struct{ args, in, want string }{
		{"", "", ""},
		{"", "plain < ASCII", "plain < ASCII"},
		{"", "cafÃ©", "café"},
		{"", "cafÃƒÂ©", "café"},       // twice
		{"", "caf├⌐ ΓÇö", "café —"},   // code page 437
		{"", "вЂњС‚Р°РјвЂќ", "“там”"}, // Windows-1251
		{"", "ðŸ˜€", "😀"},             // four bytes
		{"", "í\u00a0½í¸\u0080", "😀"}, // a pair of surrogates
		{"", "Ã©À\u0080", "é\x00"},    // U+0000 as Java writes it

		{"", "voilÃ  le", "voilà le"}, // the space was byte A0 and a space
		{"", "Ã quela", "àquela"},     // here it was the byte alone
		{"", "Ã quilo, Ã s vezes, Ã S", "àquilo, às vezes, à S"},
		{"", "caf√© – o", "caf√© – o"}, // no space of MacRoman is byte A0: every dash would be a letter
		{"", "Â©  Å ipka", "©  Šipka"}, // a space within a letter
		{"{spaces: false}", "voilÃ  le", "voilÃ  le"},
		{"", "â€œsoâ€�", "“so�"}, // the last byte was lost
		{"", "â€œ so Ã? â€?", "“ so � �"},
		{"{lost: false}", "â€œsoâ€� 漢", "“soâ€� 漢"},

		{"", "漢字 Ã© 漢", "漢字 é 漢"},
		{"{stretches: false}", "漢字 Ã© 漢", "漢字 Ã© 漢"},
		{"", "ó\u00a0\u0081\u0081 漢", "\U000E0041 漢"}, // a tag, of four bytes
		{"", "©Ã©", "©Ã©"},                            // © may be the end of a letter that is torn
		{"", "漢©Ã© – Ã©", "漢©Ã© – é"},

		{"", "Ł\u0093a\u0094\u0081", "Ł“a”\u0081"},
		{"{c1: false}", "Ł\u0093a\u0094", "Ł\u0093a\u0094"},
		{"{c1: false}", "\u0093a\u0094", "“a”"}, // all of Latin-1: the charset explains it
		{"{c1: false}", "\u0093a\u0081", "\u0093a\u0081"},

		{"{by: line}", "Ã©\nÐ¿Ð»\n漢", "é\nпл\n漢"},
		{"{form: nfc}", "e\u0301", "é"},
		{"{escapes: cut}", "a\x1b[1;31mb\x1b[٣mc\x1b[?m\x1b[1", "abc\x1b[?m\x1b[1"},
		{"{newlines: lf}", "a\r\nb\rc\u0085d\u2028e\n\r", "a\nb\nc…d\ne\n\n"},
		{"{control: cut}", "a\x00\t\f\x1b\x7f\u206A\uFEFF\uFFFC\u200B", "a\t\f\u200B"},
		{"{quotes: straight}", "‘a’ ‚b‛ “c” „d‟ ʼ «e»", `'a' 'b' "c" "d" ' «e»`},
		{"{width: standard}", "ＡＢ\u3000ﾊﾟ ￦ ｡", "AB ハ\u309A ₩ 。"},
		{"{ligatures: split}", "ﬃ ﬅ Ǆ ĳ ŉ ﬓ", "ffi ſt DŽ ij ʼn ﬓ"},
		{everyMend, "ŉ Ã©\re\u0301", "'n é\né"},

		{"", "À\nÃ© À\n", "À\né À\n"},          // a last À and line feed are not U+0000
		{"", "Ïèñüìî ïðèøëî", "Ïèñüìî ïðèøëî"}, // Windows-1251 as Latin-1: nobody can be sure
	} {
		if got := cleaned(t, steptest.New(t, Mojibake, c.args, []string{c.in}, nil)); got != c.want {
			t.Errorf("%s of %+q is %+q, not %+q", c.args, c.in, got, c.want)
		}
	}
}

// The Spec's examples are what they say.
func TestMojibakeExamples(t *testing.T) {
	for _, x := range Mojibake.Examples {
		s := steptest.New(t, Mojibake, x.Args, x.Docs, nil)
		docs := s.Docs()
		if err := s.Run(docs, nil); err != nil {
			t.Fatal(err)
		}
		for i := range docs {
			if got := docs[i].Text(); got != x.Gives[i] {
				t.Errorf("%+q gives %+q, not %+q", x.Docs[i], got, x.Gives[i])
			}
		}
	}
}

// testdata/mojibake.jsonl holds what ftfy 6.3.1 makes of a sample of the cases that interop/ftfy
// compares, damaged and not.
func TestMojibakeLikeFtfy(t *testing.T) {
	f, err := os.Open(filepath.Join("testdata", "mojibake.jsonl"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		var c struct{ Args, Text, Want string }
		if err := json.Unmarshal(lines.Bytes(), &c); err != nil {
			t.Fatal(err)
		}
		if got := cleaned(t, steptest.New(t, Mojibake, c.Args, []string{c.Text}, nil)); got != c.Want {
			t.Errorf("%s of %+q is %+q, ftfy gives %+q", c.Args, c.Text, got, c.Want)
		}
	}
}

// Each mended stretch is an edit of its own; what stands between is kept.
func TestMojibakeEditsAreFine(t *testing.T) {
	s := steptest.New(t, Mojibake, "", []string{"Ã© plain text â€” naÃ¯ve 漢"}, nil)
	docs := s.Docs()
	if err := s.Run(docs, nil); err != nil {
		t.Fatal(err)
	}
	want := []string{
		`text latin-1 [0,4) -> [0,2) "\u00c3\u00a9" -> "\u00e9"`,
		`text windows-1252 [16,24) -> [14,17) "\u00e2\u20ac\u201d" -> "\u2014"`,
		`text latin-1 [27,31) -> [20,22) "\u00c3\u00af" -> "\u00ef"`,
	}
	if got := s.Edits(&docs[0]); !slices.Equal(got, want) {
		t.Errorf("edits are\n%s", strings.Join(got, "\n"))
	}
}

// debris draws texts on the border of what is suspicious: characters that mojibake is made of.
func debris() *rapid.Generator[string] {
	pieces := []string{"a", "Z", " ", ".", "?", "\n", "\r", "1", "é", "Ã", "Â", "©", "\u00A0", "â", "€", "™", "œ", "“", "”", "’", "à", "²", "Ø", "Ù", "ª", "§", "√", "®", "≈", "°",
		"‚", "Ä", "ì", "в", "Ђ", "В", "Г", "ў", "Р", "β", "Ά", "Ο", "│", "ò", "¬", "\u0081", "\u0093", "\uFFFD", "\x1A", "漢", "Ł", "š", "Š", "e\u0301", "ﬁ", "Ａ", "\x1b[m",
		"Ã©", "â€™", "Ãƒ", "ÃƒÂ©", "ðŸ˜€", "Ð¿", "Ã ", "À\u0080", "С‚", "Ä…"}
	return rapid.Custom(func(t *rapid.T) string {
		return strings.Join(rapid.SliceOfN(rapid.SampledFrom(pieces), 0, 12).Draw(t, "pieces"), "")
	})
}

// A second run finds nothing, the edits replay, with defaults and with everything on.
func TestMojibakeLaws(t *testing.T) {
	for _, args := range []string{"{}", "{by: line}", everyMend, "{stretches: false, lost: false}"} {
		s := steptest.New(t, Mojibake, args, []string{""}, nil)
		m, err := s.Mapper(nil)
		if err != nil {
			t.Fatal(err)
		}
		rapid.Check(t, func(t *rapid.T) {
			in := debris().Draw(t, "text")
			d := schema.Doc{Values: make([]schema.Value, len(s.Plan.Layout.Columns))}
			d.Set(schema.SlotText, schema.StringValue(in))
			var scratch schema.Scratch
			d.Begin(s.Plan.Layout, 0, &scratch)
			if err := m.Map(t.Context(), &d); err != nil {
				t.Fatal(err)
			}
			once := d.Text()
			var rows []schema.Row
			d.Rows(func(r schema.Row) { rows = append(rows, r) })
			if got, err := schema.Replay(in, rows); err != nil || got != once || !utf8.ValidString(once) {
				t.Fatalf("edits give %+q, text is %+q: %v", got, once, err)
			}
			if twice := mapped(t, s, once); twice != once {
				t.Fatalf("%+q becomes %+q", once, twice)
			}
		})
	}
}

// A text for each clue, in order, in which no other one stands.
func TestEachClue(t *testing.T) {
	examples := []string{"a\u0085", "«¨", "¨«", "aβ¨", "éÀ", "²é", "é€", " À€", "À§", "é“÷", "à»“", "€“", "aÀ“", "│ò", "«│", "é“x", "œ,", "À°",
		"Ã–", "×²", "Ø–Ù…", "aÃ ", "a Ã ", "Â x", ".Â ", "à¹", "√±", "≈°", "‚Äô", "‚âà", "вЂ", "Р°Р", "ГўВЂВ™s", "β€™", "Ο‚Ο"}
	if len(examples) != len(clues) {
		t.Fatalf("%d examples for %d clues", len(examples), len(clues))
	}
	traits := mojibakeTraits()
	for i, s := range examples {
		if got := plainClues(traits, s); !slices.Equal(got, []int{i}) {
			t.Errorf("%q holds clues %v, not %d", s, got, i)
		}
		if !traits.suspicious(s) {
			t.Errorf("%q is not suspicious", s)
		}
	}
}

// pairsOfFtfy is the sha256 of what ftfy.badness.is_bad says of each pair of characters of the wrong
// charsets, ASCII, U+FFFD and 漢 in order, as "0" and "1".
const pairsOfFtfy = "92b9182f9b62929a20416b833938855d554c3f201a601ff4425e2119e799f732"

func TestPairsLikeFtfy(t *testing.T) {
	chars := []rune{'漢', utf8.RuneError}
	for b := range 0x100 {
		for i := range wrongCharsets {
			chars = append(chars, wrongCharsets[i].char(byte(b)))
		}
	}
	slices.Sort(chars)
	chars = slices.Compact(chars)
	traits, h := mojibakeTraits(), sha256.New()
	for _, a := range chars {
		for _, b := range chars {
			if traits.suspicious(string([]rune{a, b})) {
				h.Write([]byte("1"))
			} else {
				h.Write([]byte("0"))
			}
		}
	}
	if got := hex.EncodeToString(h.Sum(nil)); got != pairsOfFtfy {
		t.Errorf("%d characters: pairs have %s", len(chars), got)
	}
}

func TestMojibakeBytes(t *testing.T) {
	for _, c := range []struct {
		in            string
		altered, lost int
	}{
		{"\xC3 ", 2, 0}, {"\xC4 ", 0, 0}, {"\xE2 \x80", 3, 0}, {"\xE1 \x80", 0, 0}, {"\xE1\x80 ", 3, 0}, {"\xE2\x85 ", 0, 0}, {"\xE2\xA0 ", 0, 0},
		{"\xF0\x9F \x80", 4, 0}, {"\xF0  \x80", 0, 0}, {"\xF0\x9F\x80", 0, 0}, {"\xF1\x9F \x80", 0, 0},
		{"\x1A", 0, 1}, {"\xC2\x1A", 0, 2}, {"\xDF\x1A", 0, 2}, {"\xC3?", 0, 2}, {"\xC4?", 0, 0}, {"\xE2\x80?", 0, 3}, {"\xE2??", 0, 0}, {"\xE2?\x1A", 0, 3},
		{"\xE2\x80\x80", 0, 0}, {"\xE2\x80", 0, 0}, {"\xF4\x1A\x1A\x1A", 0, 4}, {"\xF5\x1A", 0, 0}, {"\xED\xA0?\xED\xB0?", 0, 6}, {"\xED\xA0\x80\xED\xB0\x80", 0, 0},
	} {
		b := []byte(c.in)
		if altered, lost := alteredLength(b), lostLength(b); altered != c.altered || lost != c.lost {
			t.Errorf("%q: altered %d, lost %d; not %d, %d", c.in, altered, lost, c.altered, c.lost)
		}
	}
	for _, c := range []struct {
		in string
		r  rune
		n  int
	}{
		{"\xC3\xA9x", 'é', 2}, {"a", 'a', 1}, {"\xC0\x80", 0, 2}, {"\xC0\n", 0, 0}, {"\xC1\x80", 0, 0}, {"\xED\xA0\xBD\xED\xB8\x80", 0x1F600, 6},
		{"\xED\xA0\xBD\xED\xA0\xBD", 0, 0}, {"\xED\x9F\xBF", 0xD7FF, 3}, {"\xEF\xBF\xBD", utf8.RuneError, 3}, {"\xF4\x90\x80\x80", 0, 0}, {"\x80", 0, 0},
	} {
		if r, n := decodeVariant([]byte(c.in)); r != c.r || n != c.n {
			t.Errorf("%q is %U of %d bytes, not %U of %d", c.in, r, n, c.r, c.n)
		}
	}
}

// The scan finds a clue exactly where the plain search does that tries each clue at each place.
func TestSuspiciousAgainstDefinition(t *testing.T) {
	traits := mojibakeTraits()
	check := func(fatal func(string, ...any), s string) {
		if got, want := traits.suspicious(s), plainlySuspicious(traits, s); got != want {
			fatal("%+q: %v, not %v", s, got, want)
		}
	}
	var all []rune
	for _, list := range signLists {
		all = append(all, []rune(list.chars)...)
	}
	all = append(all, []rune("aZ1 .\n\x85漢ć\u0301")...)
	for _, a := range all {
		for _, b := range all {
			check(t.Fatalf, string([]rune{a, b}))
		}
	}
	rapid.Check(t, func(t *rapid.T) { check(t.Fatalf, debris().Draw(t, "text")) })
	rapid.Check(t, func(t *rapid.T) { check(t.Fatalf, string(rapid.SliceOf(rapid.SampledFrom(all)).Draw(t, "chars"))) })
}

func plainlySuspicious(traits *traits, s string) bool { return len(plainClues(traits, s)) > 0 }

// plainClues tries each clue at each place and returns those that stand somewhere.
func plainClues(traits *traits, s string) (found []int) {
	chars := []rune(s)
	for number, c := range clues {
		for start := -1; start <= len(chars)-len(c.places); start++ {
			if plainlyStands(traits, chars, start, c.places) {
				found = append(found, number)
				break
			}
		}
	}
	return found
}

func plainlyStands(traits *traits, chars []rune, start int, places []cluePlace) bool {
	for i := range places {
		r, s := rune(-1), signEdge
		if at := start + i; at >= 0 {
			r, s = chars[at], traits.signs(chars[at])
		}
		if !places[i].holds(r, s) {
			return false
		}
	}
	return true
}

// Each charset gives back the byte of each character it has, and has 128 beyond ASCII.
func TestWrongCharsets(t *testing.T) {
	traits := mojibakeTraits()
	for i := range wrongCharsets {
		c := &wrongCharsets[i]
		if int(c.kind) != i {
			t.Fatalf("%s is number %d", mojibakeKinds[c.kind], i)
		}
		seen := map[rune]bool{}
		for b := 0x80; b < 0x100; b++ {
			r := c.char(byte(b))
			seen[r] = true
			if c.byte(r) != byte(b) || traits.of(r).charsets>>c.kind&1 == 0 {
				t.Errorf("%s: byte %#x is %U, whose byte is %#x", mojibakeKinds[c.kind], b, r, c.byte(r))
			}
		}
		if len(seen) != 128 {
			t.Errorf("%s has %d characters", mojibakeKinds[c.kind], len(seen))
		}
	}
}

// As many characters play each part as ftfy's detector knows.
func TestRoles(t *testing.T) {
	traits, count := mojibakeTraits(), map[role]int{}
	for r := range rune(1 << 16) {
		for bit := roleFirst2; bit <= roleBlocks; bit <<= 1 {
			if traits.of(r).role&bit != 0 {
				count[bit]++
			}
		}
	}
	want := map[role]int{roleFirst2: 124, roleFirst3: 66, roleFirst4: 9, roleInner: 159, roleBlocks: 147}
	if !maps.Equal(count, want) {
		t.Errorf("%v, not %v", count, want)
	}
}

// Clean text of any language costs no allocation.
func TestMojibakeFastPath(t *testing.T) {
	m := steptest.New(t, Mojibake, "", []string{""}, nil).Step().(*mojibakeStep)
	text := "The café – “naïve” – costs 4 €. Привет, «мир»! 日本語のテキスト。 سلام ħaġa ľúbiť žena"
	if n := testing.AllocsPerRun(20, func() { m.clean(text) }); n != 0 || !m.clean(text) {
		t.Errorf("%v allocations, clean %v", n, m.clean(text))
	}
}

// Texts made to be mended a letter a step end in time, as they were; a short one is followed to its
// end. The bound is on the work, which grows with the text alone.
func TestMojibakePatience(t *testing.T) {
	m := steptest.New(t, Mojibake, "", []string{""}, nil).Step().(*mojibakeStep)
	unit := "Ãƒ©"
	if p := m.mender.settle(strings.Repeat(unit, 20), 1<<20); len(p.steps) < 20 {
		t.Errorf("%d steps", len(p.steps))
	}
	long := strings.Repeat(unit, 3_000)
	if p := m.mender.settle(long, 1<<30); len(p.steps) != 0 || p.text != long {
		t.Errorf("%d steps", len(p.steps))
	}
}

// A line of more than a million characters is cut into segments, as ftfy does.
func TestLongestLine(t *testing.T) {
	m := &mojibakeStep{lines: true}
	s := strings.Repeat("é", longestLine+1) + "\n" + "b\n"
	if got, want := m.segments(s), []int{2 * longestLine, 2*longestLine + 3, len(s)}; !slices.Equal(got, want) {
		t.Errorf("segments end at %v, not %v", got, want)
	}
}

func FuzzMojibake(f *testing.F) {
	for _, x := range Mojibake.Examples {
		f.Add(x.Docs[0])
	}
	f.Add("í\u00a0½í¸\u0080 Ã \u0093 À\n")
	s := steptest.New(f, Mojibake, everyMend, []string{""}, nil)
	m, err := s.Mapper(nil)
	if err != nil {
		f.Fatal(err)
	}
	f.Fuzz(func(t *testing.T, text string) {
		text = strings.ToValidUTF8(text, "\uFFFD")
		traits := mojibakeTraits()
		if got := traits.suspicious(text); len(text) < 1000 && got != plainlySuspicious(traits, text) {
			t.Fatalf("suspicious: %v", got)
		}
		d := schema.Doc{Values: make([]schema.Value, len(s.Plan.Layout.Columns))}
		d.Set(schema.SlotText, schema.StringValue(text))
		var scratch schema.Scratch
		d.Begin(s.Plan.Layout, 0, &scratch)
		if err := m.Map(t.Context(), &d); err != nil {
			t.Fatal(err)
		}
		once := d.Text()
		if err := m.Map(t.Context(), &d); err != nil || d.Text() != once {
			t.Fatalf("%+q becomes %+q: %v", once, d.Text(), err)
		}
	})
}

func BenchmarkMojibake(b *testing.B) {
	m := steptest.New(b, Mojibake, "", []string{""}, nil).Step().(*mojibakeStep)
	for _, c := range []struct{ name, text string }{
		{"english", "It was a plain day – nobody’s fault – and “so it goes,” she said, at 4 o’clock. The rest of the text has no accents at all; "},
		{"french", "À l’aube, l’été dernier, nous étions déjà près du cœur de la forêt, où l’on n’entend que le vent. "},
		{"vietnamese", "Sáng nay chúng tôi đi chợ mua cá và rau, trời nắng đẹp. "},
		{"russian", "Вчера мы ходили в лес и нашли полную корзину грибов, а потом пошёл дождь. «Хорошо», — сказал дед. "},
		{"chinese", "昨天下雨,今天放晴了。孩子们在河边放风筝,老人在树下喝茶。"},
		{"hindi", "कल शाम को हम नदी के किनारे घूमने गए थे। "},
		{"arabic", "وصل القطار متأخراً، فشربنا الشاي في المحطة القديمة. "},
	} {
		text := strings.Repeat(c.text, 1+(64<<10)/len(c.text))
		b.Run(c.name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				if !m.clean(text) {
					b.Fatal("not clean")
				}
			}
		})
	}
	garbled := strings.Repeat("Le cafÃ© de lâ€™Ã©tÃ© Ã©tait dÃ©jÃ\u00a0 fermÃ©, a very plain sentence follows here. ", 700)
	b.Run("garbled", func(b *testing.B) {
		b.SetBytes(int64(len(garbled)))
		for b.Loop() {
			m.mender.settle(garbled, len(garbled))
		}
	})
}
