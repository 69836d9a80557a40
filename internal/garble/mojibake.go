package garble

import (
	"unicode/utf8"

	"golang.org/x/text/encoding/charmap"
)

// Misread returns the character as its UTF-8 bytes look in the wrong charset, that many times over.
// A byte that the charset does not know becomes the control of its number, as browsers have it.
func Misread(c rune, charset *charmap.Charmap, depth int) string {
	s := string(c)
	for range depth {
		var out []rune
		for i := range len(s) {
			r := charset.DecodeByte(s[i])
			if r == utf8.RuneError {
				r = rune(s[i])
			}
			out = append(out, r)
		}
		s = string(out)
	}
	return s
}

// PlantMisread garbles every character beyond ASCII: a file is read in one charset. (What of several
// garbled and right parts can be told apart is a question of taste; ftfy, the yardstick of
// clean.mojibake, mends whole texts and little else.)
func PlantMisread(p *Page, charset *charmap.Charmap, depth int) {
	for i, c := range p.clean {
		if c > 0x7f {
			p.Replace(i, i+len(string(c)), Misread(c, charset, depth))
		}
	}
}

// Where text of a language met the charset in the wild. Held against ftfy 6.3.1: with 60 texts a kind, its
// fix_encoding gives 331 of 334 texts back, so that a bar of 0.99 can be met.
var (
	western = []string{"de", "fr", "es", "it", "pt", "nl", "sv", "da", "fi", "en"}
	central = []string{"pl", "cs", "hu", "hr", "ro"}
	distant = []string{"el", "tr", "vi", "ar", "he", "hi", "th", "zh", "ja", "ko", "ru", "uk"}
)

func mojibakeKinds() []Kind {
	kind := func(name string, charset *charmap.Charmap, depth int, langs ...[]string) Kind {
		var all []string
		for _, l := range langs {
			all = append(all, l...)
		}
		return Kind{Name: "mojibake/" + name, Step: "clean.mojibake", Measure: Changes, Langs: all, Plant: func(p *Page) {
			PlantMisread(p, charset, depth)
		}}
	}
	return []Kind{
		kind("windows-1252", charmap.Windows1252, 1, western, central, distant),
		kind("latin-1", charmap.ISO8859_1, 1, western, central, distant),
		kind("windows-1251", charmap.Windows1251, 1, []string{"ru", "uk", "bg"}),
		kind("macintosh", charmap.Macintosh, 1, western),
		kind("cp437", charmap.CodePage437, 1, western[:5]),
		kind("windows-1252-twice", charmap.Windows1252, 2, western, central),
	}
}
