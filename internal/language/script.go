package language

// Script is a writing system, or a few that one language uses together.
type Script uint8

// The scripts that are told apart. None is for what is no letter.
const (
	None Script = iota
	Latin
	Cyrillic
	Arabic
	Devanagari
	Bengali
	Ethiopic
	Hebrew
	Han
	Kana
	Hangul
	Greek
	Armenian
	Georgian
	Thai
	Lao
	Khmer
	Myanmar
	Sinhala
	Tamil
	Telugu
	Kannada
	Malayalam
	Gujarati
	Gurmukhi
	Odia
	Tibetan
	Thaana
	OtherScript
	scripts
)

// scriptNames are ISO 15924.
var scriptNames = [scripts]string{"Zyyy", "Latn", "Cyrl", "Arab", "Deva", "Beng", "Ethi", "Hebr", "Hani", "Jpan", "Kore", "Grek",
	"Armn", "Geor", "Thai", "Laoo", "Khmr", "Mymr", "Sinh", "Taml", "Telu", "Knda", "Mlym", "Gujr", "Guru", "Orya", "Tibt", "Thaa", "Zzzz"}

// String returns the code of ISO 15924: Zyyy for none, Zzzz for one that is not told apart. Japanese is Jpan,
// Korean Kore, Chinese of either kind Hani.
func (s Script) String() string { return scriptNames[s] }

// only is the language that a script alone says, "" where there are several.
var only = [scripts]string{Bengali: "bn", Kana: "ja", Hangul: "ko", Greek: "el", Armenian: "hy", Georgian: "ka", Thai: "th", Lao: "lo", Khmer: "km",
	Myanmar: "my", Sinhala: "si", Tamil: "ta", Telugu: "te", Kannada: "kn", Malayalam: "ml", Gujarati: "gu", Gurmukhi: "pa", Odia: "or",
	Tibetan: "bo", Thaana: "dv"}

// weight is how many letters of an alphabet a letter of a script says: an ideograph or a syllable says more.
func (s Script) weight() int {
	switch s {
	case Han, Kana, Hangul:
		return 3
	case Ethiopic:
		return 2
	}
	return 1
}

// blocks are the ranges of Unicode that hold letters and marks, in order. What stands in none is no letter.
var blocks = []struct {
	first, last rune
	script      Script
}{
	{'A', 'Z', Latin}, {'a', 'z', Latin}, {0xaa, 0xaa, Latin}, {0xb5, 0xb5, Latin}, {0xba, 0xba, Latin},
	{0xc0, 0xd6, Latin}, {0xd8, 0xf6, Latin}, {0xf8, 0x2c1, Latin}, {0x300, 0x36f, marks},
	{0x370, 0x37d, Greek}, {0x37f, 0x3ff, Greek}, {0x400, 0x481, Cyrillic}, {0x483, 0x52f, Cyrillic}, {0x531, 0x556, Armenian}, {0x561, 0x587, Armenian},
	{0x591, 0x5bd, Hebrew}, {0x5d0, 0x5f2, Hebrew}, {0x620, 0x65f, Arabic}, {0x66e, 0x6d3, Arabic}, {0x6d5, 0x6ed, Arabic}, {0x6fa, 0x6ff, Arabic},
	{0x700, 0x74f, OtherScript}, {0x750, 0x77f, Arabic}, {0x780, 0x7b1, Thaana}, {0x7c0, 0x85f, OtherScript}, {0x8a0, 0x8ff, Arabic},
	{0x900, 0x963, Devanagari}, {0x971, 0x97f, Devanagari}, {0x980, 0x9e3, Bengali}, {0x9f0, 0x9f1, Bengali}, {0xa01, 0xa65, Gurmukhi}, {0xa70, 0xa75, Gurmukhi},
	{0xa81, 0xae3, Gujarati}, {0xb01, 0xb63, Odia}, {0xb71, 0xb71, Odia}, {0xb82, 0xbd7, Tamil}, {0xc00, 0xc63, Telugu}, {0xc80, 0xce3, Kannada},
	{0xd00, 0xd63, Malayalam}, {0xd81, 0xddf, Sinhala}, {0xe01, 0xe3a, Thai}, {0xe40, 0xe4e, Thai}, {0xe81, 0xece, Lao}, {0xedc, 0xedf, Lao},
	{0xf00, 0xf00, Tibetan}, {0xf40, 0xfbc, Tibetan}, {0x1000, 0x103f, Myanmar}, {0x1050, 0x108f, Myanmar}, {0x10a0, 0x10ff, Georgian},
	{0x1100, 0x11ff, Hangul}, {0x1200, 0x135f, Ethiopic}, {0x1380, 0x139f, Ethiopic}, {0x13a0, 0x1777, OtherScript}, {0x1780, 0x17d3, Khmer},
	{0x1800, 0x1bff, OtherScript}, {0x1c50, 0x1c7d, OtherScript}, {0x1c80, 0x1c88, Cyrillic}, {0x1c90, 0x1cbf, Georgian}, {0x1e00, 0x1eff, Latin}, {0x1f00, 0x1fff, Greek},
	{0x2c00, 0x2c5f, OtherScript}, {0x2c60, 0x2c7f, Latin}, {0x2d00, 0x2d2d, Georgian}, {0x2d30, 0x2d7f, OtherScript}, {0x2d80, 0x2ddf, Ethiopic},
	{0x2de0, 0x2dff, Cyrillic}, {0x3005, 0x3007, Han}, {0x3041, 0x309f, Kana}, {0x30a1, 0x30ff, Kana}, {0x3131, 0x318e, Hangul}, {0x31f0, 0x31ff, Kana},
	{0x3400, 0x4dbf, Han}, {0x4e00, 0x9fff, Han}, {0xa000, 0xa63f, OtherScript}, {0xa640, 0xa69f, Cyrillic}, {0xa722, 0xa7ff, Latin}, {0xa8e0, 0xa8ff, Devanagari},
	{0xa960, 0xa97c, Hangul}, {0xa9e0, 0xa9fe, Myanmar}, {0xaa60, 0xaa7f, Myanmar}, {0xab01, 0xab2e, Ethiopic}, {0xab30, 0xab67, Latin}, {0xac00, 0xd7a3, Hangul},
	{0xf900, 0xfaff, Han}, {0xfb00, 0xfb06, Latin}, {0xfb1d, 0xfb4f, Hebrew}, {0xfb50, 0xfdfb, Arabic}, {0xfe70, 0xfefc, Arabic}, {0xff21, 0xff3a, Latin},
	{0xff41, 0xff5a, Latin}, {0xff66, 0xff9f, Kana}, {0x10000, 0x1cfff, OtherScript}, {0x1e000, 0x1efff, OtherScript}, {0x20000, 0x323af, Han},
}

// marks stands in blocks for marks that go with any letter.
const marks = scripts

// scriptOf returns the script of a letter or mark, None for what is none and marks for what goes with any.
func scriptOf(r rune) Script {
	if r < rune(len(firstScripts)) {
		return firstScripts[r]
	}
	return search(r)
}

// firstScripts are those of the characters up to Devanagari.
var firstScripts = func() (t [0x980]Script) {
	for r := range t {
		t[r] = search(rune(r))
	}
	return t
}()

func search(r rune) Script {
	low, high := 0, len(blocks)
	for low < high {
		if mid := (low + high) / 2; blocks[mid].last < r {
			low = mid + 1
		} else {
			high = mid
		}
	}
	if low < len(blocks) && blocks[low].first <= r {
		return blocks[low].script
	}
	return None
}
