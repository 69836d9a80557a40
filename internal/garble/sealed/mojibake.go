package sealed

import (
	"strings"
	"unicode"

	"golang.org/x/text/encoding/charmap"

	"github.com/tamis-data/tamis/internal/garble"
)

// plantWords garbles some words of a line and leaves others.
func plantWords(p *garble.Page) {
	for _, w := range p.Some(p.Words(), 8) {
		for i, c := range p.Clean()[w.Start:w.End] {
			if c > 0x7f {
				at := w.Start + i
				p.Replace(at, at+len(string(c)), garble.Misread(c, charmap.Windows1252, 1))
			}
		}
	}
}

// plantLostSpace garbles a text whose hard spaces a later tool made plain and single: à stands as Ã,
// and a blank where none follows.
func plantLostSpace(p *garble.Page) {
	for i, c := range p.Clean() {
		if c <= 0x7f {
			continue
		}
		end := i + len(string(c))
		out := strings.ReplaceAll(garble.Misread(c, charmap.Windows1252, 1), "\u00a0", " ")
		if strings.HasPrefix(p.Clean()[end:], " ") {
			out = strings.TrimSuffix(out, " ")
		}
		p.Replace(i, end, out)
	}
}

// plantCapitals garbles text that is set in capitals.
func plantCapitals(p *garble.Page) {
	for _, s := range []string{"DIE BRÜCKE WIRD GRÖSSER.", "ÉTÉ À LA PLAGE, HIVER À L'ÉGLISE.", "LA NIÑA SE FUE SOLA."} {
		p.Sentence(s)
	}
	for _, s := range p.Runes(func(_, c, _ rune) bool { return c > 0xbf && c < 0x180 && unicode.IsUpper(c) }) {
		c := []rune(p.Clean()[s.Start:s.End])[0]
		p.Replace(s.Start, s.End, garble.Misread(c, charmap.Windows1252, 1))
	}
}

func mojibakeKinds() []garble.Kind {
	kind := func(name string, plant func(p *garble.Page), langs ...string) garble.Kind {
		return garble.Kind{Name: "mojibake/" + name, Step: "clean.mojibake", Measure: garble.Changes, Langs: langs, Plant: plant}
	}
	read := func(name string, charset *charmap.Charmap, depth int, langs ...string) garble.Kind {
		return kind(name, func(p *garble.Page) {
			garble.PlantMisread(p, charset, depth)
		}, langs...)
	}
	return []garble.Kind{
		read("windows-1250", charmap.Windows1250, 1, "pl", "cs", "hu", "hr", "ro", "de"), read("windows-1254", charmap.Windows1254, 1, "tr", "de", "fr", "es"),
		read("windows-1253", charmap.Windows1253, 1, "el", "fr", "de"), read("iso-8859-2", charmap.ISO8859_2, 1, "pl", "cs", "hu", "hr"),
		read("latin-1-twice", charmap.ISO8859_1, 2, "fr", "es", "pt", "sv", "de"), read("windows-1251-mixed", charmap.Windows1251, 1, "de", "bg", "uk"),
		read("macintosh", charmap.Macintosh, 1, "fi", "da", "vi", "es"), read("cp437", charmap.CodePage437, 1, "ru", "el", "tr", "sv"),
		kind("some-words", plantWords, "de", "fr", "es", "pt", "it"), kind("lost-space", plantLostSpace, "fr", "it", "de"),
		kind("capitals", plantCapitals, "de", "fr", "es"),
	}
}
